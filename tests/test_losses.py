"""The losses against hand values, independent implementations, finite differences and their identities."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import hinge_loss, log_loss

from loss_scenes import losses

ORACLES = json.loads((Path(__file__).parent / "data" / "oracles.json").read_text(encoding="utf-8"))
Function = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """One loss with its hyper-parameters bound, and where it may be probed."""

    name: str
    value: Function
    grad: Function
    low: float
    high: float
    kinks: tuple[float, ...] = ()  # where the loss itself has one
    seams: tuple[float, ...] = ()  # where only its second derivative jumps
    convex: bool = True

    def __str__(self) -> str:
        return self.name


def case(label: str, name: str, low: float, high: float, *, args: Any = None, **more: Any) -> Case:
    value, grad = (partial(getattr(losses, n), **(args or {})) for n in (name, f"{name}_grad"))
    return Case(label, value, grad, low, high, **more)


RESIDUAL_CASES = [
    case("squared", "squared_error", -20, 20),
    case("half squared", "half_squared_error", -20, 20),
    case("absolute", "absolute_error", -20, 20, kinks=(0.0,)),
    case("huber", "huber", -20, 20, seams=(-1.0, 1.0)),
    case("huber 0.3", "huber", -20, 20, args={"delta": 0.3}, seams=(-0.3, 0.3)),
    case("huber 7", "huber", -20, 20, args={"delta": 7}, seams=(-7.0, 7.0)),
    case("pseudo_huber", "pseudo_huber", -20, 20),
    case("pseudo_huber 0.3", "pseudo_huber", -20, 20, args={"delta": 0.3}),
    case("log_cosh", "log_cosh", -20, 20),
]
MARGIN_CASES = [case("hinge", "hinge", -20, 20, kinks=(1.0,)), case("logistic", "logistic", -20, 20)]
PROBABILITY_CASES = [
    case("cross_entropy", "cross_entropy", 0.01, 0.99),
    *(
        case(f"bce p t={t}", "binary_cross_entropy", 0.01, 0.99, args={"targets": t})
        for t in (0, 1, 0.05, 0.7)
    ),
    *(case(f"focal {g}", "focal", 0.01, 0.99, args={"gamma": g, "weight": 0.25}) for g in (0, 0.5, 1, 2, 5)),
]
LOGIT_CASES = [
    *(
        case(f"bce t={t}", "binary_cross_entropy_with_logits", -20, 20, args={"targets": t})
        for t in (0, 1, 0.05, 0.7)
    ),
    *(
        case(
            f"sigmoid_focal t={t} gamma={g}",
            "sigmoid_focal",
            -20,
            20,
            convex=g == 0,
            args={"targets": t, "gamma": g, "alpha": a},
        )
        for t in (0, 1)
        for g, a in ((0, 0.25), (0.5, None), (2, 0.25), (5, None))
    ),
]
CASES = RESIDUAL_CASES + MARGIN_CASES + PROBABILITY_CASES + LOGIT_CASES
# These reduce an axis and have tests of their own in test_losses_rows.py.
ROW_LOSSES = {
    "info_nce",
    "jensen_shannon",
    "kl_divergence",
    "softmax_cross_entropy",
    "softmax_cross_entropy_with_integer_labels",
    "triplet",
}
every_case = pytest.mark.parametrize("case", CASES, ids=str)


def test_every_loss_has_a_gradient_and_is_tested_here() -> None:
    links = {"TripletGradient", "log_softmax", "sigmoid", "smooth_labels", "softmax"}
    names = {name for name in losses.__all__ if not name.endswith("_grad")} - links
    assert {f"{name}_grad" for name in names} == {name for name in losses.__all__ if name.endswith("_grad")}
    probed = {case.value.func.__name__ for case in CASES}  # type: ignore[attr-defined]
    assert probed | ROW_LOSSES == names


@pytest.mark.parametrize(
    ("name", "args", "points", "expected"),
    [
        ("squared_error", {}, [0, 0.5, 1, 1.5, 2, -3], [0, 0.25, 1, 2.25, 4, 9]),
        ("squared_error_grad", {}, [0, 0.5, -3], [0, 1, -6]),
        ("half_squared_error", {}, [0, 0.5, 1, 1.5, 2, -3], [0, 0.125, 0.5, 1.125, 2, 4.5]),
        ("half_squared_error_grad", {}, [0, 0.5, -3], [0, 0.5, -3]),
        ("absolute_error", {}, [0, 2, -3], [0, 2, 3]),
        ("absolute_error_grad", {}, [0, 2, -3], [0, 1, -1]),
        ("huber", {}, [0, 0.5, 1, 1.5, 2, 3, -10], [0, 0.125, 0.5, 1, 1.5, 2.5, 9.5]),
        ("huber_grad", {}, [0, 0.5, 1, 1.5, -10], [0, 0.5, 1, 1, -1]),
        ("huber_grad", {"delta": 2}, [-10, 1.5, 3], [-2, 1.5, 2]),
        ("pseudo_huber", {}, [0, 3], [0, math.sqrt(10) - 1]),
        ("pseudo_huber", {"delta": 2}, [-3], [4 * (math.sqrt(3.25) - 1)]),
        ("pseudo_huber_grad", {"delta": 2}, [0, -3], [0, -3 / math.sqrt(3.25)]),
        ("log_cosh", {}, [0, 0.5, 1, -2], [math.log(math.cosh(r)) for r in (0, 0.5, 1, 2)]),
        ("log_cosh_grad", {}, [0, -2], [0, -math.tanh(2)]),
        ("hinge", {}, [-10, -2, -1, 0, 0.5, 1, 2], [11, 3, 2, 1, 0.5, 0, 0]),
        ("hinge_grad", {}, [-2, 0.999, 1, 2], [-1, -1, 0, 0]),
        ("logistic_grad", {}, [0, math.log(3)], [-0.5, -0.25]),
        ("cross_entropy", {}, [0.5, 1], [math.log(2), 0]),
        ("cross_entropy_grad", {}, [0.5, 0.25, 1], [-2, -4, -1]),
        ("focal_grad", {}, [0.5], [math.log(0.5) - 0.5]),
        ("sigmoid", {}, [0, math.log(3), -math.log(3)], [0.5, 0.75, 0.25]),
    ],
)
def test_hand_values(name: str, args: dict[str, float], points: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(getattr(losses, name)(points, **args), expected, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("delta", [0.5, 1.5])
def test_huber_oracle(delta: float) -> None:
    table = ORACLES[f"huber_d{delta}"]
    residuals = [float(r) for r in table]
    np.testing.assert_allclose(losses.huber(residuals, delta=delta), list(table.values()), rtol=1e-15)


@pytest.mark.parametrize("m", [-10, -5, -1, 0, 1, 2, 10])
def test_margin_oracle(m: int) -> None:
    table = ORACLES[f"m={m}"]
    assert losses.hinge(m) == table["hinge"]
    assert losses.logistic(m) == pytest.approx(table["logistic"], rel=1e-14)
    assert losses.logistic(m) / math.log(2) == pytest.approx(table["logistic_bits"], rel=1e-14)
    assert losses.squared_error(1 - m) == table["sq"]


@pytest.mark.parametrize("p", [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999])
def test_probability_oracle(p: float) -> None:
    table = ORACLES[f"p={p}"]
    assert losses.cross_entropy(p) == pytest.approx(table["CE"], rel=1e-14)
    for gamma in (1, 2, 5):
        assert losses.focal(p, gamma=gamma) == pytest.approx(table[f"FL{gamma}"], rel=1e-14)
    assert losses.cross_entropy(p) / losses.focal(p) == pytest.approx(table["down2"], rel=1e-12)


def test_focal_logit_oracles() -> None:
    for z, key in ((0, "flgrad_z0"), (2, "flgrad_z2")):
        assert losses.sigmoid_focal_grad(z, 1) == pytest.approx(ORACLES[key][0], rel=1e-13)
    assert losses.sigmoid_focal_grad(-3, 1) == pytest.approx(-1.126750, abs=5e-7)
    np.testing.assert_allclose(
        losses.sigmoid_focal([0, 0], [1, 0], alpha=0.25), [0.0433217, 0.129965], atol=5e-7
    )
    for gamma in (1, 2):
        steepest = ORACLES[f"focal_steepest_gamma{gamma}"]
        around = steepest["z"] + np.array([-0.01, 0, 0.01])
        left, bottom, right = losses.sigmoid_focal_grad(around, 1, gamma=gamma)
        assert bottom == pytest.approx(steepest["slope"], rel=1e-12)
        assert bottom < min(left, right)
        loss = losses.sigmoid_focal(steepest["z"], 1, gamma=gamma)
        assert loss == pytest.approx(steepest["loss"], rel=1e-12)


@every_case
@given(data=st.data())
def test_gradient_is_the_finite_difference(case: Case, data: st.DataObject) -> None:
    x = data.draw(st.floats(case.low, case.high))
    step = 1e-5 * min(1.0, case.low if case.low > 0 else 1.0)
    assume(all(abs(x - corner) > 2 * step for corner in case.kinks + case.seams))
    slope = (case.value(x + step) - case.value(x - step)) / (2 * step)
    tolerance = 1e-8 * (1 + abs(case.value(x))) + 1e-6 * abs(slope)
    assert case.grad(x) == pytest.approx(slope, abs=tolerance)


@pytest.mark.parametrize(("case", "corner"), [(c, x) for c in CASES for x in c.kinks + c.seams], ids=str)
def test_one_sided_slopes_where_the_formula_changes(case: Case, corner: float) -> None:
    step = 1e-6
    left = (case.value(corner) - case.value(corner - step)) / step
    right = (case.value(corner + step) - case.value(corner)) / step
    assert left - 2 * step <= case.grad(corner) <= right + 2 * step
    if corner in case.kinks:
        assert right - left > 0.99
    else:
        assert right - left == pytest.approx(0, abs=2 * step)


@every_case
@given(data=st.data())
def test_never_negative_and_convex_where_it_should_be(case: Case, data: st.DataObject) -> None:
    a, b = (data.draw(st.floats(case.low, case.high)) for _ in range(2))
    value_a, value_b, value_mid = case.value(a), case.value(b), case.value(0.5 * (a + b))
    assert min(value_a, value_b, value_mid) >= 0
    if case.convex:
        assert value_mid <= 0.5 * (value_a + value_b) + 1e-12 * (1 + value_a + value_b)


def test_focal_is_not_convex_in_the_logit() -> None:
    left, middle, right = losses.sigmoid_focal([-8.0, -5.5, -3.0], 1)
    assert middle > 0.5 * (left + right) + 0.01


@pytest.mark.parametrize("case", RESIDUAL_CASES, ids=str)
@given(r=st.floats(allow_nan=False))
def test_residual_losses_are_even_with_an_odd_gradient(case: Case, r: float) -> None:
    assert case.value(r) == case.value(-r)
    assert case.grad(r) == -case.grad(-r)
    assert case.value(0) == case.grad(0) == 0


@given(r=st.floats(-1e3, 1e3), delta=st.floats(1e-3, 1e3))
def test_huber_family(r: float, delta: float) -> None:
    value, smooth = losses.huber(r, delta=delta), losses.pseudo_huber(r, delta=delta)
    assert value == pytest.approx(scipy.special.huber(delta, r), rel=1e-12, abs=1e-300)
    assert smooth == pytest.approx(scipy.special.pseudo_huber(delta, r), rel=1e-11, abs=1e-300)
    assert value <= losses.half_squared_error(r) * (1 + 1e-12)
    assert smooth <= value * (1 + 1e-12)
    if abs(r) <= delta:
        assert value == losses.half_squared_error(r)
    else:
        assert delta * abs(r) - value == pytest.approx(delta**2 / 2, rel=1e-6)


def test_huber_limits() -> None:
    scaled = [losses.huber(3, delta=d) / d for d in (1, 0.1, 0.01, 0.001)]
    np.testing.assert_allclose(scaled, [2.5, 2.95, 2.995, 2.9995], rtol=1e-12)
    assert losses.huber(3, delta=1e9) == 4.5


def test_small_residuals_keep_their_digits() -> None:
    tiny = np.array([1e-12, 1e-9, 1e-6])
    for value in (losses.pseudo_huber(tiny), losses.log_cosh(tiny)):
        np.testing.assert_allclose(value, tiny**2 / 2, rtol=1e-12)
    np.testing.assert_allclose(losses.log_cosh([1 - 1e-12, 1 + 1e-12]), math.log(math.cosh(1)), rtol=1e-11)


@given(m=st.floats(-700, 700))
def test_margin_identities(m: float) -> None:
    assert losses.logistic(-m) - losses.logistic(m) == pytest.approx(m, rel=1e-12, abs=1e-12)
    assert losses.logistic(m) == pytest.approx(-scipy.special.log_expit(m), rel=1e-12)
    assert losses.logistic_grad(m) == pytest.approx(-scipy.special.expit(-m), rel=1e-12)
    assert losses.hinge(m) >= (m <= 0)
    assert losses.logistic(m) / math.log(2) >= (m <= 0) * (1 - 1e-15)
    assert losses.sigmoid(m) + losses.sigmoid(-m) == pytest.approx(1, abs=1e-15)


def test_hinge_and_logistic_cross_at_log_e_minus_1() -> None:
    crossing = math.log(math.e - 1)
    assert losses.hinge(crossing) == pytest.approx(losses.logistic(crossing), rel=1e-14)
    assert losses.hinge(-50) - losses.logistic(-50) == pytest.approx(1)


@given(p=st.floats(0.001, 0.999), gamma=st.floats(0, 6), more=st.floats(0.01, 3), alpha=st.floats(0.01, 1))
def test_focal_identities(p: float, gamma: float, more: float, alpha: float) -> None:
    assert losses.focal(p, gamma=0) == losses.cross_entropy(p)
    assert losses.focal_grad(p, gamma=0) == losses.cross_entropy_grad(p)
    assert losses.focal(p, gamma=gamma + more) < losses.focal(p, gamma=gamma) <= losses.cross_entropy(p)
    weighted = losses.focal(p, gamma=gamma, weight=alpha)
    assert weighted == pytest.approx(alpha * losses.focal(p, gamma=gamma), rel=1e-12)


@given(z=st.floats(-30, 30), t=st.sampled_from([0, 1]), gamma=st.floats(0, 6))
def test_logit_forms_agree_with_the_forms_of_margin_and_probability(z: float, t: int, gamma: float) -> None:
    margin = (2 * t - 1) * z
    p = losses.sigmoid(margin)
    bce, focal = losses.binary_cross_entropy_with_logits, losses.sigmoid_focal
    assert bce(z, t) == pytest.approx(max(z, 0) - t * z + math.log1p(math.exp(-abs(z))), rel=1e-12, abs=1e-15)
    pull = losses.binary_cross_entropy_with_logits_grad(z, t)
    assert pull == pytest.approx(losses.sigmoid(z) - t, abs=1e-15)
    assert focal(z, t, gamma=0) == pytest.approx(bce(z, t), rel=4e-16)
    if margin < 10:  # beyond, 1 - p has lost the digits that the logit form keeps
        assert focal(z, t, gamma=gamma) == pytest.approx(losses.focal(p, gamma=gamma), rel=1e-9)
        chain = (2 * t - 1) * losses.focal_grad(p, gamma=gamma) * p * (1 - p)
        assert losses.sigmoid_focal_grad(z, t, gamma=gamma) == pytest.approx(chain, rel=1e-8)


def test_cross_entropy_is_entropy_plus_divergence() -> None:
    target, p = np.array([0.9, 0.1]), np.array([0.5, 0.5])
    total = float(target @ losses.cross_entropy(p))
    assert total == pytest.approx(ORACLES["kl"]["H"] + ORACLES["kl"]["PQ"], rel=1e-14)
    assert float(target @ losses.cross_entropy(target)) == pytest.approx(ORACLES["kl"]["H"], rel=1e-14)


def test_averages_agree_with_scikit_learn() -> None:
    labels, scores = np.array([1, -1, 1, -1]), np.array([0.5, -2.0, -1.0, 0.3])
    assert losses.hinge(labels * scores).mean() == pytest.approx(hinge_loss(labels, scores), rel=1e-14)
    p = losses.sigmoid(scores)
    ours = losses.binary_cross_entropy_with_logits(scores, labels > 0).mean()
    assert ours == pytest.approx(log_loss(labels > 0, p), rel=1e-13)


@pytest.mark.parametrize(
    ("gamma", "at_one"), [(0, -1.0), (1e-3, 0.0), (0.5, 0.0), (1, 0.0), (2, 0.0), (1e308, 0.0)]
)
def test_focal_at_the_ends(gamma: float, at_one: float) -> None:
    assert losses.focal(0, gamma=gamma) == math.inf
    assert losses.focal_grad([0.0, -0.0], gamma=gamma).tolist() == [-math.inf, -math.inf]
    assert losses.focal_grad(1, gamma=gamma) == at_one
    value = losses.focal(1, gamma=gamma)
    assert value == 0
    assert not np.signbit(value)


@pytest.mark.parametrize("gamma", [0.5, 1, 2])
def test_focal_gradient_near_one_follows_its_power(gamma: float) -> None:
    gap = 2.0**-20
    assert losses.focal_grad(1 - gap, gamma=gamma) == pytest.approx(-(1 + gamma) * gap**gamma, rel=1e-5)


def test_cross_entropy_at_the_ends() -> None:
    assert losses.cross_entropy([0, 1]).tolist() == [math.inf, 0.0]
    assert not np.signbit(losses.cross_entropy(1))
    assert losses.cross_entropy_grad([0.0, -0.0, 1.0]).tolist() == [-math.inf, -math.inf, -1.0]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_no_rounding_takes_the_slope_of_pseudo_huber_beyond_delta(dtype: Any) -> None:
    r = np.geomspace(0.01, 6e4, 4000).astype(dtype)
    for delta in (0.3, 0.7, 1.0, 3.0):
        slopes = losses.pseudo_huber_grad(np.concatenate([-r, r]), delta=delta)
        assert np.abs(slopes).max() <= dtype(delta)
        assert losses.pseudo_huber_grad(r[:400], delta=delta).tolist() == slopes[4000:4400].tolist()


def test_huge_inputs_neither_warn_nor_lose_the_value() -> None:
    with np.errstate(all="raise"):
        assert losses.squared_error(1e200) == losses.half_squared_error(1e200) == math.inf
        assert losses.half_squared_error(1.5e154) == pytest.approx(1.125e308)
        assert losses.huber(1e308) == 1e308
        assert losses.huber(1e308, delta=10) == math.inf
        assert losses.pseudo_huber(1e200) == 1e200
        assert losses.pseudo_huber(1e308, delta=1e-10) == pytest.approx(1e298)
        assert losses.pseudo_huber(1e100, delta=1e308) == pytest.approx(0.5e200)
        assert losses.pseudo_huber_grad(-1e308, delta=1e-10) == -1e-10
        assert losses.pseudo_huber(np.float32(3), delta=1e-300) == 0  # in float32 that delta is 0
        assert losses.pseudo_huber(np.float32([0, 1e30]), delta=1e-300).tolist() == [0, 0]
        assert losses.pseudo_huber_grad(np.float32([0, 1e30]), delta=1e-300).tolist() == [0, 0]
        assert losses.log_cosh(1e308) == losses.logistic(-1e308) == losses.hinge(-1e308) == 1e308
        assert losses.logistic(1e308) == 0
        assert losses.logistic_grad(-1e308) == -1
        assert losses.sigmoid_focal(-1e308, 1) == 1e308
        assert losses.sigmoid_focal_grad(-1e308, 1) == -1
        assert losses.sigmoid_focal(1e308, 1) == losses.sigmoid_focal_grad(1e308, 1) == 0
        for case in RESIDUAL_CASES + MARGIN_CASES + LOGIT_CASES:
            ends = np.array([-np.inf, -1e308, -1e-308, 5e-324, 1e308, np.inf])
            assert not np.isnan(case.value(ends)).any()
            assert not np.isnan(case.grad(ends)).any()
        assert losses.sigmoid_focal([-np.inf, np.inf], 1, alpha=0).tolist() == [0, 0]


@every_case
def test_scalars_lists_and_arrays(case: Case) -> None:
    x = 0.5 * (case.low + case.high) + 0.25 * (case.high - case.low)
    for function in (case.value, case.grad):
        assert type(function(x)) is np.float64
        assert type(function(np.asarray(x))) is np.float64
        grid = function([[x, x]])
        assert grid.shape == (1, 2)
        assert grid.dtype == np.float64
        assert grid[0, 1] == function(x)
        assert function(np.empty(0)).shape == (0,)


def test_inputs_stay_untouched_and_two_arrays_broadcast() -> None:
    values = np.array([-0.0, 0.5, 1.0])
    before = values.copy()
    for case in CASES:
        case.value(values)[...] = 7
        case.grad(values)[...] = 7
    np.testing.assert_array_equal(values, before)
    assert losses.sigmoid_focal(np.zeros((2, 3)), [0, 1, 1]).shape == (2, 3)
    assert losses.sigmoid_focal_grad([0, 0], 1).shape == (2,)
    assert losses.binary_cross_entropy_with_logits_grad([0, 0], [True, False]).tolist() == [-0.5, 0.5]


@every_case
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (math.nan, ValueError),
        ([0.5, math.nan], ValueError),
        (1j, TypeError),
        ("a", TypeError),
        (None, TypeError),
        (True, TypeError),
    ],
)
def test_every_function_refuses_what_is_no_real_number(case: Case, bad: Any, error: type[Exception]) -> None:
    for function in (case.value, case.grad):
        with pytest.raises(error, match="must be real numbers"):
            function(bad)


@pytest.mark.parametrize(
    ("name", "args", "options", "message"),
    [
        ("huber", [1], {"delta": 0}, r"delta must be finite and > 0; got 0\.0"),
        ("huber", [1], {"delta": math.inf}, "delta must be finite and > 0; got inf"),
        ("huber", [[1, 2, 3]], {"delta": [1, 2]}, r"must broadcast.*residual \(3,\), delta \(2,\)"),
        ("huber", [[1, 2]], {"delta": [1, -2]}, r"delta must be finite and > 0; got -2.0 at index \(1,\)"),
        ("pseudo_huber", [1], {"delta": -1}, r"delta must be finite and > 0; got -1\.0"),
        ("cross_entropy", [[0.5, 1.2]], {}, r"probability must be in \[0, 1\]; got 1\.2 at index \(1,\)"),
        ("focal", [-1e-9], {}, r"probability must be in \[0, 1\]; got -1e-09"),
        ("focal", [0.5], {"gamma": -1}, r"gamma must be finite and >= 0; got -1\.0"),
        ("focal", [0.5], {"weight": 0}, r"weight must be finite and > 0; got 0\.0"),
        ("sigmoid_focal", [0, 1], {"alpha": -0.1}, r"alpha must be in \[0, 1\]; got -0\.1"),
        ("sigmoid_focal", [0, 1], {"gamma": -1}, r"gamma must be finite and >= 0; got -1\.0"),
        ("sigmoid_focal", [0, -1], {}, r"targets must be 0 or 1; got -1\.0"),
        ("binary_cross_entropy_with_logits", [0, 1.5], {}, r"targets must be in \[0, 1\]; got 1\.5"),
        ("binary_cross_entropy_with_logits", [[0, 0], [1, 1, 1]], {}, r"logits \(2,\), targets \(3,\)"),
    ],
)
def test_out_of_domain_names_the_value_and_what_is_permitted(
    name: str, args: list[Any], options: dict[str, Any], message: str
) -> None:
    for function in (getattr(losses, name), getattr(losses, f"{name}_grad")):
        with pytest.raises(ValueError, match=message):
            function(*args, **options)


def test_integers_of_any_size_are_accepted() -> None:
    assert losses.absolute_error(10**30) == 1e30
    assert losses.huber(np.int8(-100), delta=1) == 99.5  # int8 arithmetic would wrap
    with pytest.raises(ValueError, match="must fit a float64"):
        losses.absolute_error(10**400)
