"""What all losses do with precision, shape, hyper-parameters that are arrays, and NaN that nobody checks."""

from __future__ import annotations

import math
import re
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loss_scenes import losses

# Of a number in (0, 1), which is a residual, a margin, a probability and a logit; of a row of three of them.
ELEMENTWISE: dict[str, dict[str, Any]] = {
    "absolute_error": {},
    "binary_cross_entropy": {"targets": 0.3},
    "binary_cross_entropy_with_logits": {"targets": 0.3},
    "cross_entropy": {},
    "focal": {"gamma": 1.5, "weight": 0.5},
    "half_squared_error": {},
    "hinge": {},
    "huber": {"delta": 0.5},
    "log_cosh": {},
    "logistic": {},
    "pseudo_huber": {"delta": 0.5},
    "sigmoid_focal": {"targets": 1, "gamma": 1.5, "alpha": 0.25},
    "squared_error": {},
}
THIRDS = [0.5, 0.25, 0.25]
ROWS: dict[str, dict[str, Any]] = {
    "info_nce": {"positive_index": 1, "temperature": 0.5},
    "jensen_shannon": {"targets": THIRDS},
    "kl_divergence": {"targets": THIRDS},
    "softmax_cross_entropy": {"labels": THIRDS},
    "softmax_cross_entropy_with_integer_labels": {"labels": 1},
}
ROW = np.array([0.125, 0.375, 0.5])


def pairs(table: dict[str, dict[str, Any]]) -> list[Any]:
    """Each value and each gradient with its arguments, named."""
    return [
        pytest.param(partial(getattr(losses, name + tail), **options), id=name + tail)
        for name, options in table.items()
        for tail in ("", "_grad")
    ]


elementwise = pytest.mark.parametrize(
    "function", [*pairs(ELEMENTWISE), pytest.param(losses.sigmoid, id="sigmoid")]
)
rows = pytest.mark.parametrize(
    "function",
    [
        *pairs(ROWS),
        pytest.param(losses.softmax, id="softmax"),
        pytest.param(losses.log_softmax, id="log_softmax"),
        pytest.param(partial(losses.smooth_labels, smoothing=0.1), id="smooth_labels"),
    ],
)
floating = pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
both_ways = pytest.mark.parametrize("check", [True, False])
POINTS = [0.25, 0.5, 0.875]


@elementwise
@floating
@both_ways
def test_elementwise_precision_and_shape_are_the_callers(function: Any, dtype: Any, check: bool) -> None:
    for shape in ((), (3,), (1, 3), (3, 1, 1), (0,)):
        x = np.resize(np.array(POINTS, dtype), shape)
        result = function(x, check=check)
        assert result.dtype == dtype
        assert result.shape == shape
        assert isinstance(result, np.ndarray) == bool(shape)  # 0-d gives a scalar
    assert type(function(dtype(0.5), check=check)) is dtype
    for number in (1, 0.5, np.int8(1)):
        assert type(function(number, check=check)) is np.float64
    assert function([1, 1], check=check).dtype == np.float64
    reference = function(np.array(POINTS))
    tolerance = 40 * np.finfo(dtype).eps if dtype in (np.float16, np.float32) else 1e-14
    close = function(np.array(POINTS, dtype), check=check).astype(float)
    np.testing.assert_allclose(close, reference, rtol=tolerance, atol=tolerance)


@rows
@floating
@both_ways
def test_precision_of_rows_is_the_callers(function: Any, dtype: Any, check: bool) -> None:
    result = function(ROW.astype(dtype), check=check)
    assert result.dtype == dtype
    tolerance = 40 * np.finfo(dtype).eps if dtype in (np.float16, np.float32) else 1e-14
    np.testing.assert_allclose(np.asarray(result, float), function(ROW), rtol=tolerance, atol=tolerance)
    assert function(ROW.tolist(), check=check).dtype == np.float64


@elementwise
def test_other_arguments_do_not_widen_the_result(function: Any) -> None:
    wide = {
        name: np.array([value] * 3, np.float64) for name, value in getattr(function, "keywords", {}).items()
    }
    plain = getattr(function, "func", function)
    for check in (True, False):
        assert plain(np.float32(POINTS), **wide, check=check).dtype == np.float32


@elementwise
def test_unchecked_is_the_same_formula(function: Any) -> None:
    points = np.linspace(0.01, 0.99, 99)
    np.testing.assert_array_equal(function(points, check=False), function(points))
    before = points.copy()
    function(points)[...] = 7
    function(points, check=False)[...] = 7
    np.testing.assert_array_equal(points, before)


@elementwise
def test_nan_passes_unchecked_and_alone(function: Any) -> None:
    result = function([math.nan, 0.5], check=False)
    assert np.isnan(result[0])
    assert result[1] == function(0.5)
    assert np.isnan(function(math.nan, check=False))
    with pytest.raises(ValueError, match="check=False lets it pass"):
        function([math.nan, 0.5])


@elementwise
@pytest.mark.parametrize("argument", ["targets", "delta", "gamma", "weight", "alpha"])
def test_nan_in_other_arguments_passes_unchecked(function: Any, argument: str) -> None:
    options = dict(getattr(function, "keywords", {}))
    if argument in options:
        options[argument] = math.nan
        assert np.isnan(function.func([0.25, 0.75], **options, check=False)).all()


@rows
def test_nan_in_a_row_stays_in_it(function: Any) -> None:
    broken = np.array([ROW, [0.125, math.nan, 0.5]])
    options = dict(getattr(function, "keywords", {}))
    for name in ("targets", "labels", "positive_index"):
        if name in options:
            options[name] = np.array([options[name]] * 2)
    result = getattr(function, "func", function)(broken, **options, check=False)
    np.testing.assert_array_equal(result[0], function(ROW))
    assert np.isnan(result[1]).any()
    assert np.isnan(np.sum(result[1]))


@pytest.mark.parametrize("absent", [3, -1, -3, 0.5, math.nan])
@pytest.mark.parametrize("name", ["softmax_cross_entropy_with_integer_labels", "info_nce"])
def test_a_class_that_is_not_there_is_an_error_unchecked_too(name: str, absent: float) -> None:
    options = {"temperature": 0.5} if name == "info_nce" else {}
    for function in (getattr(losses, name), getattr(losses, f"{name}_grad")):
        with pytest.raises(IndexError, match=rf"in {{0, ..., 2}}: index {absent} is out of bounds"):
            function([ROW, ROW], [0, absent], **options, check=False)


@pytest.mark.parametrize("target", [0, 1, 0.3, [0.0, 1.0]])
@pytest.mark.parametrize("outside", [1.2, -0.2, 1 + 1e-15, np.float32(1.0000001), math.inf, -math.inf])
def test_no_probability_has_no_binary_cross_entropy(outside: Any, target: Any) -> None:
    point = np.resize(outside, np.shape(target))
    for function in (losses.binary_cross_entropy, losses.binary_cross_entropy_grad):
        assert np.isnan(function(point, target, check=False)).all()
        assert function([0.5, outside], [0.5, 0], check=False)[0] == function(0.5, 0.5)


def test_outside_the_domain_shows_unchecked() -> None:
    for gamma in (0, 0.5, 2):
        assert np.isnan(losses.focal_grad(-0.2, gamma=gamma, check=False))
    assert losses.binary_cross_entropy(0.9, 1.2, check=False) < 0
    assert losses.sigmoid_focal(0.0, 0, alpha=1.5, check=False) < 0
    assert np.isnan(losses.kl_divergence([-0.5, 1.5], [0.0, 1.0], check=False))
    assert np.isnan(losses.pseudo_huber([0.0, 1.0], delta=math.nan, check=False)).all()


@both_ways
@pytest.mark.parametrize("tail", ["", "_grad"])
@pytest.mark.parametrize(
    ("name", "first", "x", "targets"),
    [
        (name, first, x, targets)
        for name, first in (
            ("binary_cross_entropy", "probability"),
            ("binary_cross_entropy_with_logits", "logits"),
            ("sigmoid_focal", "logits"),
        )
        for x, targets in (
            (np.full((2, 1), 0.5), [0, 1, 1]),
            (np.full((3, 1), 0.5), [0, 1, 1]),
            (0.3, [0, 1, 1]),
            ([0.3], [0, 1]),
            ([0.3, 0.5], [[0, 1]]),
        )
    ],
)
def test_targets_never_enlarge(name: str, tail: str, first: str, x: Any, targets: Any, check: bool) -> None:
    shapes = re.escape(
        f"targets must broadcast to {first} of shape {np.shape(x)}; got shape {np.shape(targets)}"
    )
    with pytest.raises(ValueError, match=shapes):
        getattr(losses, name + tail)(x, targets, check=check)
    assert getattr(losses, name + tail)(np.full((2, 3), 0.5), [0, 1, 1], check=check).shape == (2, 3)
    assert getattr(losses, name + tail)([0.5, 0.25], True, check=check).shape == (2,)


@both_ways
@pytest.mark.parametrize("tail", ["", "_grad"])
@pytest.mark.parametrize(
    ("name", "labels", "options"),
    [
        ("softmax_cross_entropy", [[1, 0]], {}),
        ("softmax_cross_entropy", [1, 0], {}),
        ("kl_divergence", [[1, 0]], {}),
        ("jensen_shannon", [1, 0], {}),
        ("softmax_cross_entropy_with_integer_labels", [0], {}),
        ("softmax_cross_entropy_with_integer_labels", 0, {}),
        ("info_nce", [0], {"temperature": 0.5}),
    ],
)
def test_labels_are_never_broadcast(name: str, tail: str, labels: Any, options: Any, check: bool) -> None:
    with pytest.raises(
        ValueError, match=rf"\(2, 2\).*{re.escape(f'shape {np.shape(labels)}')}|shape.*\(2, 2\)"
    ):
        getattr(losses, name + tail)(np.full((2, 2), 0.5), labels, **options, check=check)


def test_where_and_temperature_do_not_enlarge_unchecked() -> None:
    with pytest.raises(
        ValueError, match=r"where must broadcast to logits of shape \(2,\); got shape \(2, 2\)"
    ):
        losses.softmax([0.0, 1.0], where=[[True, True]] * 2, check=False)
    with pytest.raises(ValueError, match=r"temperature must broadcast to the rows of shape \(\)"):
        losses.info_nce([0.0, 1.0], 0, temperature=[1, 2], check=False)


@both_ways
def test_the_old_name_of_a_class_still_works_and_says_the_new_function(check: bool) -> None:
    for tail in ("", "_grad"):
        old, new = (
            getattr(losses, name + tail)
            for name in ("softmax_cross_entropy", "softmax_cross_entropy_with_integer_labels")
        )
        with pytest.warns(DeprecationWarning, match=f"labels of {new.__name__}$") as caught:
            result = old([ROW, ROW], target_class=[0, 2], check=check)
        assert caught[0].filename == __file__
        np.testing.assert_array_equal(result, new([ROW, ROW], [0, 2]))
        for wrong in ({}, {"labels": THIRDS, "target_class": 0}):
            with pytest.raises(TypeError, match=f"give labels.*{new.__name__}"):
                old(ROW, **wrong)


def test_no_rows_give_no_losses() -> None:
    empty = np.zeros((0, 3))
    for check in (True, False):
        labels = np.zeros(0, int)
        assert losses.softmax_cross_entropy_with_integer_labels(empty, labels, check=check).shape == (0,)
        assert losses.kl_divergence(empty, empty, check=check).shape == (0,)
        assert losses.softmax(empty, check=check).shape == (0, 3)


def test_triplets_keep_precision_and_let_nan_pass() -> None:
    a, p, n = np.float32([[0, 0], [np.nan, 0]]), [[3.0, 4.0]] * 2, [[0.0, 4.5]] * 2
    loss = losses.triplet(a, p, n, check=False)
    assert loss.dtype == np.float32
    assert loss[0] == 1.5
    assert np.isnan(loss[1])
    for part in losses.triplet_grad(a, p, n, check=False):
        assert part.dtype == np.float32
        assert np.isnan(part[1]).any()
        assert not np.isnan(part[0]).any()


@elementwise
def test_nothing_unchecked_raises_or_warns(function: Any) -> None:
    for x in (math.inf, -math.inf, -5.0, 1e308, -1e308, 5e-324, 2.0):
        function(x, check=False)
        function([x], check=False)
    np.errstate(all="raise")(function)([0.0, 1.0], check=False)


def test_a_diverging_run_can_be_drawn() -> None:
    at, heights = np.float64(3.0), []
    for _ in range(1200):
        heights.append(losses.squared_error(at, check=False))
        with np.errstate(over="ignore", invalid="ignore"):
            at = at - 1.5 * losses.squared_error_grad(at, check=False)
    assert heights[0] == 9
    assert math.inf in heights
    assert math.isnan(heights[-1])


@pytest.mark.parametrize("above", [np.float32(1.0000001), 1.0000001, np.float64(np.float32(1.0000001))])
def test_rounding_just_above_one_is_one(above: Any) -> None:
    for name in ("cross_entropy", "focal"):
        assert getattr(losses, name)(above) == getattr(losses, name)(1.0) == 0
        assert getattr(losses, f"{name}_grad")(above) == getattr(losses, f"{name}_grad")(1.0)
    assert losses.focal(above, gamma=0.5) == 0  # a power of a negative number would be NaN
    assert losses.binary_cross_entropy(above, above) == 0
    for far in (1.00001, 1.5, np.float32(1.00001)):
        with pytest.raises(ValueError, match=r"probability must be in \[0, 1\]"):
            losses.cross_entropy(far)


def test_a_softmax_in_float32_is_a_distribution() -> None:
    random = np.random.default_rng(0)
    p = losses.softmax(random.normal(size=(200, 1000)).astype(np.float32) * 5)
    assert losses.kl_divergence(p, p).max() == 0
    assert losses.softmax_cross_entropy(np.log(p), p).dtype == np.float32


@pytest.mark.parametrize(
    ("name", "data", "hyper"),
    [
        ("huber", {}, {"delta": [0.5, 1.0, 2.0]}),
        ("pseudo_huber", {}, {"delta": [0.5, 1.0, 2.0]}),
        ("focal", {}, {"gamma": [0.0, 0.5, 2.0]}),
        ("focal", {}, {"weight": [0.1, 0.5, 2.0]}),
        ("sigmoid_focal", {"targets": 1}, {"gamma": [0.0, 0.5, 2.0]}),
        ("sigmoid_focal", {"targets": 0}, {"alpha": [0.0, 0.5, 1.0]}),
    ],
)
@both_ways
def test_hyper_parameters_broadcast(name: str, data: Any, hyper: dict[str, list[float]], check: bool) -> None:
    points = np.array([[0.0], [0.25], [0.75], [1.0]])
    [(key, values)] = hyper.items()
    for function in (getattr(losses, name), getattr(losses, f"{name}_grad")):
        together = function(points, **data, **hyper, check=check)
        one_by_one = [function(points[:, 0], **data, **{key: value}, check=check) for value in values]
        np.testing.assert_array_equal(together, np.transpose(one_by_one))


def test_soft_targets_by_hand() -> None:
    t, p = 0.95, 0.9
    by_hand = -t * math.log(p) - (1 - t) * math.log(1 - p)
    logit = math.log(p / (1 - p))
    assert losses.binary_cross_entropy(p, t) == pytest.approx(by_hand, rel=1e-14)
    assert losses.binary_cross_entropy_with_logits(logit, t) == pytest.approx(by_hand, rel=1e-14)
    assert losses.binary_cross_entropy_grad(p, t) == pytest.approx((p - t) / (p * (1 - p)), rel=1e-13)
    assert losses.binary_cross_entropy_with_logits_grad(logit, t) == pytest.approx(p - t, rel=1e-13)
    entropy = -t * math.log(t) - (1 - t) * math.log(1 - t)
    assert losses.binary_cross_entropy(t, t) == pytest.approx(entropy, rel=1e-14)
    assert losses.binary_cross_entropy_grad(t, t) == pytest.approx(0, abs=1e-14)


def test_binary_cross_entropy_at_its_ends() -> None:
    value, grad = losses.binary_cross_entropy, losses.binary_cross_entropy_grad
    assert value([0, 1, 0, 1], [0, 1, 1, 0]).tolist() == [0, 0, math.inf, math.inf]
    assert grad([0, 1, 0, 1], [0, 1, 1, 0]).tolist() == [1, -1, -math.inf, math.inf]
    assert value([0.0, 1.0], 0.5).tolist() == [math.inf, math.inf]
    assert not np.signbit(value([0, 1], [0, 1])).any()
    logits, slope = losses.binary_cross_entropy_with_logits, losses.binary_cross_entropy_with_logits_grad
    ends = np.array([-np.inf, -1e308, 1e308, np.inf])
    assert logits(ends, 1).tolist() == [math.inf, 1e308, 0, 0]
    assert logits(ends, 0).tolist() == [0, 0, 1e308, math.inf]
    assert logits(ends, 0.5).tolist() == [math.inf, 0.5e308, 0.5e308, math.inf]
    assert slope(ends, 0.25).tolist() == [-0.25, -0.25, 0.75, 0.75]
    assert logits(1000.0, 1.0) == 0
    assert logits(40.0, 1.0) == pytest.approx(math.exp(-40), rel=1e-12)


def test_the_old_name_of_the_weight_still_works_and_says_the_new_one() -> None:
    for function in (losses.focal, losses.focal_grad):
        with pytest.warns(DeprecationWarning, match="alpha is now called weight") as caught:
            old = function(0.3, gamma=2, alpha=0.25)
        assert caught[0].filename == __file__
        assert old == function(0.3, gamma=2, weight=0.25)
        with pytest.raises(TypeError, match="give weight alone"):
            function(0.3, alpha=0.25, weight=0.25)


def test_numpys_settings_are_the_callers_again_and_each_threads_own() -> None:
    with np.errstate(all="raise"):
        losses.cross_entropy(0.0)
        with pytest.raises(FloatingPointError):
            np.log(np.zeros(1))
        seen: list[Any] = []
        thread = threading.Thread(target=lambda: seen.append(losses.cross_entropy([0.0])[0]))
        thread.start()
        thread.join()
        assert seen == [math.inf]


def test_types_are_told_to_the_type_checker() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "mypy", "tests/data/types_of_losses.py"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
