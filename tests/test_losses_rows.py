"""Losses along an axis: softmax forms, divergences, triplets and InfoNCE."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from loss_scenes import losses, models

ORACLES = json.loads((Path(__file__).parent / "data" / "oracles.json").read_text(encoding="utf-8"))
ROW = [2.0, 1.0, 0.1]
four = st.lists(st.floats(-6, 6), min_size=4, max_size=4).map(np.array)
SMOOTH = [0.7, 0.15, 0.15, 0.0]
integers = losses.softmax_cross_entropy_with_integer_labels
integers_grad = losses.softmax_cross_entropy_with_integer_labels_grad

# What varies, and a loss of it: logits or similarities as they are, probabilities as a softmax of them.
GRADIENTS: dict[str, tuple[Callable[[Any], Any], Callable[..., Any], Callable[..., Any]]] = {
    "softmax_cross_entropy": (
        np.array,
        partial(losses.softmax_cross_entropy, labels=SMOOTH),
        partial(losses.softmax_cross_entropy_grad, labels=SMOOTH),
    ),
    "integer labels": (np.array, partial(integers, labels=2), partial(integers_grad, labels=2)),
    "info_nce": (
        np.array,
        partial(losses.info_nce, positive_index=1, temperature=0.5),
        partial(losses.info_nce_grad, positive_index=1, temperature=0.5),
    ),
    "kl_divergence": (
        losses.softmax,
        partial(losses.kl_divergence, targets=SMOOTH),
        partial(losses.kl_divergence_grad, targets=SMOOTH),
    ),
    "jensen_shannon": (
        losses.softmax,
        partial(losses.jensen_shannon, targets=SMOOTH),
        partial(losses.jensen_shannon_grad, targets=SMOOTH),
    ),
}


@pytest.mark.parametrize("name", GRADIENTS)
@given(x=four)
def test_gradients_are_finite_differences(name: str, x: Any) -> None:
    to_argument, value, grad = GRADIENTS[name]
    at = to_argument(x)
    steps = 1e-5 * np.diag(np.minimum(1.0, np.abs(at))) + 1e-9 * np.eye(4)
    # One entry of a distribution alone is varied, so that its sum is not 1 any more.
    ahead, behind = ([value(at + side * step, check=False) for step in steps] for side in (1, -1))
    slope = np.subtract(ahead, behind) / (2 * np.diag(steps))
    np.testing.assert_allclose(grad(at), slope, rtol=1e-5, atol=1e-6 * (1 + abs(value(at))))


@given(z=four, t=four, shift=st.floats(-1e3, 1e3))
def test_softmax_cross_entropy_of_soft_labels(z: Any, t: Any, shift: float) -> None:
    labels = scipy.special.softmax(t)
    loss, grad = losses.softmax_cross_entropy(z, labels), losses.softmax_cross_entropy_grad(z, labels)
    assert loss == pytest.approx(-labels @ scipy.special.log_softmax(z), rel=1e-12)
    assert loss == pytest.approx(losses.softmax_cross_entropy(z + shift, labels), abs=1e-9)
    np.testing.assert_allclose(grad, scipy.special.softmax(z) - labels, atol=1e-14)
    entropy = scipy.special.entr(labels).sum()
    assert loss - entropy == pytest.approx(losses.kl_divergence(losses.softmax(z), labels), abs=1e-12)
    assert loss >= losses.softmax_cross_entropy(np.log(labels), labels) - 1e-12  # least at the labels
    np.testing.assert_allclose(losses.log_softmax(z), scipy.special.log_softmax(z), atol=1e-14)


@given(
    z=st.lists(st.floats(-50, 50), min_size=2, max_size=6), shift=st.floats(-1e3, 1e3), pick=st.integers(0)
)
def test_integer_labels_are_one_hot_ones(z: list[float], shift: float, pick: int) -> None:
    c = pick % len(z)
    value, grad = integers(z, c), integers_grad(z, c)
    one_hot = np.eye(len(z))[c]
    assert value == losses.softmax_cross_entropy(z, one_hot)
    np.testing.assert_array_equal(grad, losses.softmax_cross_entropy_grad(z, one_hot))
    assert value == pytest.approx(-scipy.special.log_softmax(z)[c], rel=1e-9, abs=1e-12)
    assert value == pytest.approx(integers(np.add(z, shift), c), abs=1e-9)
    np.testing.assert_allclose(grad, scipy.special.softmax(z) - one_hot, atol=1e-14)
    np.testing.assert_allclose(losses.softmax(z), scipy.special.softmax(z), rtol=1e-12)
    assert grad.sum() == pytest.approx(0, abs=1e-15)
    two = integers([z[0], z[1]], 1)
    assert two == pytest.approx(losses.binary_cross_entropy_with_logits(z[1] - z[0], 1), rel=1e-12)


def test_values_and_shapes_of_the_softmax_forms() -> None:
    assert integers(ROW, 0) == pytest.approx(0.4170300162778335, rel=1e-14)
    assert integers(np.tile(ROW, (2, 4, 1)), np.zeros((2, 4), int)).shape == (2, 4)
    assert integers_grad([ROW, ROW], [0, 2]).shape == (2, 3)
    assert type(integers(ROW, 0)) is type(losses.softmax_cross_entropy(ROW, [1, 0, 0])) is np.float64
    assert integers([0.0, -60.0], 0) == pytest.approx(math.exp(-60), rel=1e-12)
    assert integers_grad([0.0, -60.0], 0)[0] == pytest.approx(-math.exp(-60), rel=1e-12)
    assert integers([1.0, 1.0, 1.0], 2) == pytest.approx(math.log(3), rel=1e-15)  # three maxima
    np.testing.assert_allclose(integers_grad([1.0, 1.0, 1.0], 2), [1 / 3, 1 / 3, -2 / 3], rtol=1e-15)
    for big in (-np.inf, -1e308):
        rows = [[1e308, big], [1e308, big]]
        assert integers(rows, [0, 1]).tolist() == [0.0, math.inf]
        assert losses.softmax_cross_entropy(rows, [[1, 0], [0.5, 0.5]]).tolist() == [0.0, math.inf]
        assert integers_grad(rows, [0, 1]).tolist() == [[0.0, 0.0], [1.0, -1.0]]


@pytest.mark.parametrize("axis", [0, 1, -2])
def test_the_axis_of_the_classes_may_be_any(axis: int) -> None:
    random = np.random.default_rng(3)
    z, t = random.normal(size=(2, 4, 3, 5)), losses.softmax(random.normal(size=(4, 3, 5)))
    x, classes = z[0], random.integers(0, 5, (4, 3))
    p = losses.softmax(x)
    moved = partial(np.moveaxis, source=-1, destination=axis)
    for value, *others in (
        (losses.softmax_cross_entropy, t),
        (losses.softmax_cross_entropy_grad, t),
        (losses.kl_divergence, t),
        (losses.kl_divergence_grad, t),
        (losses.jensen_shannon, t),
        (losses.jensen_shannon_grad, t),
        (losses.softmax,),
        (losses.log_softmax,),
    ):
        first = x if "softmax" in value.__name__ else p
        there = value(moved(first), *map(moved, others), axis=axis)
        here = value(first, *others)
        np.testing.assert_allclose(there, moved(here) if here.ndim == 3 else here, rtol=1e-12)
    np.testing.assert_allclose(integers(moved(x), classes, axis=axis), integers(x, classes), rtol=1e-12)
    np.testing.assert_allclose(integers_grad(moved(x), classes, axis=axis), moved(integers_grad(x, classes)))
    smooth = losses.smooth_labels(moved(t), smoothing=0.1, axis=axis)
    np.testing.assert_allclose(smooth, moved(losses.smooth_labels(t, smoothing=0.1)))
    near = losses.info_nce(moved(x), classes, temperature=np.linspace(0.1, 1, 12).reshape(4, 3), axis=axis)
    one = losses.info_nce(x[3, 2], classes[3, 2], temperature=1.0)
    assert near[3, 2] == pytest.approx(one, rel=1e-12)


def test_where_leaves_classes_out() -> None:
    wide = [2.0, math.nan, 1.0, 0.1]  # what takes no part may even be NaN
    seen = [True, False, True, True]
    narrow = integers(ROW, 1)
    assert integers(wide, 2, where=seen) == pytest.approx(narrow, rel=1e-15)
    assert integers(wide, 1, where=seen) == math.inf
    assert losses.softmax_cross_entropy(wide, [0, 7, 1, 0], where=seen) == pytest.approx(narrow, rel=1e-15)
    assert losses.softmax(wide, where=seen)[1] == 0
    assert losses.log_softmax(wide, where=seen)[1] == -math.inf
    assert losses.softmax_cross_entropy_grad(wide, [0, 0, 1, 0], where=seen)[1] == 0
    p, t = [0.5, math.nan, 0.5], [0.9, math.nan, 0.1]
    part = {"where": [True, False, True]}
    assert losses.kl_divergence(p, t, **part) == pytest.approx(ORACLES["kl"]["PQ"], rel=1e-14)
    assert losses.kl_divergence_grad(p, t, **part).tolist() == [-1.8, 0, -0.2]
    assert losses.jensen_shannon(p, t, **part) == losses.jensen_shannon([0.5, 0.5], [0.9, 0.1])
    assert losses.jensen_shannon_grad(p, t, **part)[1] == 0
    rows = losses.info_nce([[0.9, 0.1, 5.0]] * 2, [0, 0], temperature=0.5, where=[[True, True, False]] * 2)
    np.testing.assert_allclose(rows, losses.info_nce([0.9, 0.1], 0, temperature=0.5))


def test_divergences_by_hand() -> None:
    p, q = [0.9, 0.1], [0.5, 0.5]
    assert losses.kl_divergence(q, p) == pytest.approx(ORACLES["kl"]["PQ"], rel=1e-14)
    assert losses.kl_divergence(p, q) == pytest.approx(ORACLES["kl"]["QP"], rel=1e-14)
    assert losses.kl_divergence([1, 0], [1, 0]) == losses.jensen_shannon([1, 0], [1, 0]) == 0
    assert losses.kl_divergence([1, 0], [0.5, 0.5]) == math.inf
    assert losses.kl_divergence([0.5, 0.5], [1, 0]) == pytest.approx(math.log(2))
    assert losses.kl_divergence_grad([1, 0, 0], [0.5, 0.5, 0]).tolist() == [-0.5, -math.inf, 0]
    assert losses.jensen_shannon([1, 0], [0, 1]) == pytest.approx(math.log(2), rel=1e-15)
    slopes = losses.jensen_shannon_grad([1, 0, 0], [0, 1, 0])
    np.testing.assert_allclose(slopes, [0.5 * math.log(2), -math.inf, 0.5 * math.log(2)])
    assert losses.kl_divergence([[0.5, 0.5]] * 3, [[0.9, 0.1]] * 3).shape == (3,)


@given(a=st.lists(st.floats(-300, 300), min_size=4, max_size=4), b=four)
def test_divergences_agree_with_scipy(a: list[float], b: Any) -> None:
    p, t = scipy.special.softmax(a), scipy.special.softmax(b)
    assert losses.kl_divergence(p, t) == pytest.approx(scipy.special.kl_div(t, p).sum(), rel=1e-10, abs=1e-15)
    assert losses.kl_divergence(p, t) == pytest.approx(
        scipy.special.rel_entr(t, p).sum(), rel=1e-10, abs=1e-14
    )
    ours = losses.jensen_shannon(p, t)
    # scipy's own distance is a root, of less than 0 where rounding leaves that.
    middle = 0.5 * (p + t)
    theirs = 0.5 * (scipy.special.rel_entr(p, middle) + scipy.special.rel_entr(t, middle)).sum()
    assert ours == pytest.approx(theirs, rel=1e-10, abs=1e-14)
    assert ours == pytest.approx(losses.jensen_shannon(t, p), rel=1e-13, abs=1e-18)
    assert 0 <= ours <= math.log(2) * (1 + 1e-14)


@pytest.mark.parametrize("apart", [1e-3, 1e-6, 1e-8])
def test_divergences_of_near_neighbours_keep_their_digits(apart: float) -> None:
    middle, aside = [0.5, 0.5], [0.5 + apart, 0.5 - apart]
    assert losses.jensen_shannon(aside, middle) == pytest.approx(apart**2 / 2, rel=1e-7 + 2 * apart**2)
    assert losses.kl_divergence(aside, middle) == pytest.approx(-math.log1p(-4 * apart**2) / 2, rel=1e-7)


@pytest.mark.parametrize("mean", [1, 2, 4])
def test_jensen_shannon_of_two_bells(mean: int) -> None:
    x = np.linspace(-12, 16, 4001)
    bells = [np.exp(-((x - m) ** 2) / 2) for m in (0, mean)]
    real, made = (bell / bell.sum() for bell in bells)
    expected = ORACLES["gan_jsd_N01_Nmu1"][str(mean)]
    assert losses.jensen_shannon(made, real) == pytest.approx(expected["jsd"], rel=1e-9)
    # The best discriminator D = p / (p + q) leaves log 4 - 2 JSD of the loss.
    best = real / (real + made)
    left = real @ losses.cross_entropy(best) + made @ losses.cross_entropy(made / (real + made))
    assert left == pytest.approx(expected["LD_star"], rel=1e-9)


def test_smoothed_labels() -> None:
    smooth = losses.smooth_labels(np.eye(4, dtype=np.float32), smoothing=0.2)
    assert smooth.dtype == np.float32
    np.testing.assert_allclose(smooth, 0.8 * np.eye(4) + 0.05, rtol=1e-6)
    np.testing.assert_array_equal(losses.smooth_labels(np.eye(3), smoothing=0), np.eye(3))
    np.testing.assert_allclose(
        losses.smooth_labels(np.eye(3, dtype=bool), smoothing=1), np.full((3, 3), 1 / 3)
    )
    z, soft = np.array(ROW), losses.smooth_labels([1, 0, 0], smoothing=0.1)
    mixed = 0.9 * integers(z, 0) + 0.1 * np.mean([integers(z, c) for c in range(3)])
    assert losses.softmax_cross_entropy(z, soft) == pytest.approx(mixed, rel=1e-14)


def test_triplets_by_hand() -> None:
    a, p, n = [0.0, 0.0], [3.0, 4.0], [0.0, 4.5]
    assert losses.triplet(a, p, n) == 1.5
    assert losses.triplet(a, p, n, margin=[0.1, 1.0, 2.0][1]) == 1.5
    far = losses.triplet([a, a], [p, p], [n, [60.0, 80.0]], margin=[2.0, 1.0])
    assert far.tolist() == [2.5, 0.0]
    grad = losses.triplet_grad([a, a], [p, p], [n, [60.0, 80.0]])
    np.testing.assert_allclose(grad.anchor, [[-0.6, 0.2], [0, 0]], atol=1e-15)
    np.testing.assert_allclose(grad.positive, [[0.6, 0.8], [0, 0]])
    np.testing.assert_allclose(grad.negative, [[0.0, -1.0], [0, 0]])
    at_kink = losses.triplet_grad([0.0], [1.0], [2.0])  # 1 - 2 + 1 = 0
    assert at_kink.anchor == at_kink.positive == at_kink.negative == 0
    assert losses.triplet_grad([0.0], [0.0], [0.5]).anchor == 1  # a distance of 0 pulls nowhere
    assert losses.triplet([1e300, 0], [0, 0], [0, 1e300], margin=1e299) == pytest.approx(0.0, abs=1e299)
    assert losses.triplet([3e300, 4e300], [0, 0], [0, 0]) == pytest.approx(1.0)
    assert losses.triplet([3e-300, 4e-300], [0, 0], [3e-300, 4e-300], margin=1e-300) == pytest.approx(6e-300)
    columns = losses.triplet(np.transpose([a, a]), np.transpose([p, p]), np.transpose([n, n]), axis=0)
    assert columns.tolist() == [1.5, 1.5]


@given(x=st.lists(st.floats(-3, 3), min_size=9, max_size=9), margin=st.floats(0.1, 3))
def test_triplet_gradient_is_the_finite_difference(x: list[float], margin: float) -> None:
    embeddings = np.reshape(x, (3, 3))
    step = 1e-6
    near, far = (np.linalg.norm(embeddings[0] - other) for other in embeddings[1:])
    if min(near, far, abs(near - far + margin)) < 1e-2:
        return  # at a kink; these are tried by hand
    grads = losses.triplet_grad(*embeddings, margin=margin)
    for which in range(3):
        for component in range(3):
            ahead, behind = embeddings.copy(), embeddings.copy()
            ahead[which, component] += step
            behind[which, component] -= step
            slope = (losses.triplet(*ahead, margin=margin) - losses.triplet(*behind, margin=margin)) / (
                2 * step
            )
            assert grads[which][component] == pytest.approx(slope, abs=1e-6)
    np.testing.assert_allclose(sum(grads), 0, atol=1e-15)


def test_info_nce_at_its_limits() -> None:
    assert models.info_nce is losses.info_nce
    s = [0.9, 0.1, 0.0, -0.2]
    loss = losses.info_nce([s, s], [0, 0], temperature=[0.5, 1.0])
    np.testing.assert_allclose(loss, [0.390689, 0.783340], atol=5e-7)
    q = scipy.special.softmax(np.divide(s, 0.5))
    np.testing.assert_allclose(losses.info_nce_grad(s, 0, temperature=0.5), (q - np.eye(4)[0]) / 0.5)
    for cold in (1e-300, 5e-324):  # s / T would overflow
        assert losses.info_nce([s, s], [0, 1], temperature=cold).tolist() == [0.0, pytest.approx(0.8 / cold)]
    assert losses.info_nce(s, 3, temperature=1e300) == pytest.approx(math.log(4), rel=1e-15)


THREE = np.zeros((3, 3))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        # One-hot labels where indices are wanted, and the other way round: both shapes are named.
        (lambda: integers(THREE, np.eye(3)), r"got shape \(3, 3\) for logits of shape \(3, 3\)"),
        (lambda: integers_grad(THREE, np.eye(3)), r"got shape \(3, 3\) for logits of shape \(3, 3\)"),
        (lambda: integers([0, 0], [0, 1]), r"got shape \(2,\) for logits of shape \(2,\)"),
        (lambda: integers(THREE, 0), r"got shape \(\) for logits of shape \(3, 3\)"),
        (
            lambda: losses.softmax_cross_entropy(THREE, [0, 1, 2]),
            r"\(3, 3\); got shape \(3,\).*integer_labels",
        ),
        (lambda: losses.softmax_cross_entropy(THREE, [1, 0, 0]), r"\(3, 3\); got shape \(3,\)"),
        (lambda: losses.softmax_cross_entropy_grad([0, 0], np.eye(2)), r"\(2,\); got shape \(2, 2\)"),
        (lambda: losses.softmax_cross_entropy([0, 0], 1), r"\(2,\); got shape \(\)"),
        (lambda: losses.softmax_cross_entropy([0, 0], [0.5, 0.4]), "the sum of labels must be 1 .*got 0.9"),
        (lambda: losses.softmax_cross_entropy([0, 0], [1.5, -0.5]), r"labels must be in \[0, 1\]; got 1\.5"),
        (lambda: losses.softmax_cross_entropy([0, math.inf], [1, 0]), r"got inf at index \(1,\)"),
        (lambda: losses.softmax([0, 0], where=[True, True, True]), r"where must broadcast to .*\(3,\)"),
        (lambda: losses.softmax([[0, 0]], where=[[True], [True]]), r"where must broadcast to .*\(2, 1\)"),
        (lambda: losses.softmax([0, 0], where=[False, False]), "finite for at least one class"),
        (lambda: losses.softmax([[0, 0]], axis=2), r"an axis 2 of length 2 or more; got shape \(1, 2\)"),
        (lambda: losses.softmax([[0, 0]], axis=0), r"an axis 0 of length 2 or more; got shape \(1, 2\)"),
        (lambda: losses.softmax(0.0), r"an axis -1 of length 2 or more; got shape \(\)"),
        (lambda: integers([0, 0], 2), r"integers in \{0, ..., 1\}; got 2\.0"),
        (lambda: integers([0, 0], -1), r"integers in \{0, ..., 1\}; got -1\.0"),
        (lambda: integers([0, 0], 0.5), r"integers in \{0, ..., 1\}; got 0\.5"),
        (lambda: integers([[0, 1], [0, math.inf]], [0, 0]), r"got inf at index \(1, 1\)"),
        (lambda: integers([-math.inf] * 2, 0), "at least one class of each row"),
        (lambda: losses.kl_divergence([0.5, 0.5], [[0.5, 0.5]]), r"\(2,\); got shape \(1, 2\)"),
        (lambda: losses.kl_divergence([2, 1], [0.5, 0.5]), r"predictions must be in \[0, 1\]; got 2"),
        (lambda: losses.jensen_shannon([0.5, 0.5], [0.5, math.nan]), "targets must be real numbers"),
        (lambda: losses.smooth_labels([1, 0], smoothing=1.2), r"smoothing must be in \[0, 1\]; got 1\.2"),
        (
            lambda: losses.triplet([0, 0], [0, 0, 0], [0, 0]),
            r"anchor \(2,\), positive \(3,\), negative \(2,\)",
        ),
        (lambda: losses.triplet([0], [1], [math.inf]), "negative must be finite numbers; got inf"),
        (lambda: losses.triplet([0], [1], [2], margin=-1), "margin must be finite and > 0; got -1"),
        (lambda: losses.triplet([[0]], [[1]], [[2]], margin=[1, 2]), r"margin must broadcast .*\(2,\)"),
        (lambda: losses.triplet(0, 1, 2), "an axis -1 of length 1 or more"),
        (lambda: losses.info_nce([0, 0], 0, temperature=[1, 2]), r"temperature must broadcast .*\(2,\)"),
    ],
)
def test_what_is_refused_names_value_shape_and_remedy(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
