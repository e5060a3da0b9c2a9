"""What the demonstrations compute, against closed forms, brute force, scikit-learn and the oracle table."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from loss_scenes import losses, models
from loss_scenes.models.tours import learn_tour

ORACLES = json.loads((Path(__file__).parent / "data" / "oracles.json").read_text(encoding="utf-8"))
NINE = [-1.2, -0.8, -0.5, -0.2, 0, 0.2, 0.5, 0.8, 1.2]
LINE_X = np.arange(10.0)
LINE_Y = 2.0 * LINE_X + 1.0
VERTICAL = (LINE_X, np.append(LINE_Y[:-1], 60.0))
LEVERAGE = (np.append(LINE_X, 60.0), np.append(LINE_Y, 0.0))
POINTS = [(2, 0), (2, 1), (2, -1), (3, 0.5), (-2, 0), (-2, 1), (-2, -1), (-3, -0.5)]
LABELS = [1] * 4 + [-1] * 4
FAR_POINTS = [*POINTS, (20, 12), (22, 13), (24, 15)]
FAR_LABELS = [*LABELS, 1, 1, 1]
numbers = st.floats(-100, 100)


@pytest.mark.parametrize(
    "row", ORACLES["location_one_outlier[t,mean,huber1,median]"], ids=lambda r: f"t={r[0]}"
)
def test_moving_outlier(row: list[float]) -> None:
    outlier, mean, huber, median = row
    values = [*NINE, outlier]
    assert np.mean(values) == pytest.approx(mean, abs=1e-15)
    assert models.huber_location(values) == pytest.approx(huber, abs=1e-15)
    assert np.median(values) == pytest.approx(median, abs=1e-15)


@pytest.mark.parametrize("outlier", [8 / 7, 2, 10, 1e6, 1e300])
def test_a_far_outlier_freezes_the_huber_location_at_one_seventh(outlier: float) -> None:
    assert models.huber_location([*NINE, outlier]) == pytest.approx(1 / 7, abs=1e-15)
    assert models.huber_location([*NINE, -outlier]) == pytest.approx(-1 / 7, abs=1e-15)


@pytest.mark.parametrize(
    "row", ORACLES["breakdown_n11[k replaced by 100,mean,huber1,median]"], ids=lambda r: f"k={r[0]}"
)
def test_breakdown(row: list[float]) -> None:
    replaced, _, huber, median = row
    values = np.linspace(-1.5, 1.5, 11)
    values[values.size - int(replaced) :] = 100.0
    assert models.huber_location(values) == pytest.approx(huber, abs=1e-13)
    assert np.median(values) == median


@given(values=st.lists(numbers, min_size=1, max_size=12), delta=st.floats(0.01, 50), other=numbers)
@example(values=3 * [1.4446496775601668e-67], delta=1.0, other=1.4446496775601668e-67)
def test_no_place_is_better_than_the_huber_location(values: list[float], delta: float, other: float) -> None:
    best = models.huber_location(values, delta=delta)

    def cost(m: float) -> float:
        return float(losses.huber(np.subtract(values, m), delta=delta).sum())

    for rival in (other, best - 1e-3, best + 1e-3):
        assert cost(best) <= cost(rival) * (1 + 1e-12)
    assert models.huber_location(np.negative(values), delta=delta) == -best


def test_huber_location_between_mean_and_the_middle_of_a_flat_stretch() -> None:
    assert models.huber_location([0, 1, 5], delta=100) == pytest.approx(2)
    assert models.huber_location([0, 0, 10, 10], delta=0.3) == 5
    assert models.huber_location([0.3, 0.1 + 0.2, 7, 7], delta=0.1) == pytest.approx(3.65)
    # Rounded corners: the pulls of both points cancel all along, but at a corner only up to 1e-16.
    assert models.huber_location([0.2, 20.8], delta=0.7) == pytest.approx(10.5)
    assert models.huber_location([-0.2, -0.9, 20.0, 20.1], delta=0.4) == pytest.approx(9.9)
    assert models.huber_location([4]) == 4


@pytest.mark.parametrize(
    ("data", "loss", "slope", "intercept"),
    [
        (VERTICAL, "squared", 233 / 55, -273 / 55),
        (VERTICAL, "huber", 25 / 12, 7 / 9),
        (VERTICAL, "absolute", 2, 1),
        (LEVERAGE, "squared", *ORACLES["line_leverage_outlier (60,0)"]["ls"]),
        (LEVERAGE, "huber", -63.75 / 392, 500 / 49),  # the oracle table's search stopped at 7 digits
        (LEVERAGE, "absolute", *ORACLES["line_leverage_outlier (60,0)"]["lad"]),
    ],
)
def test_lines_through_an_outlier(data: Any, loss: Any, slope: float, intercept: float) -> None:
    line = models.fit_line(*data, loss=loss)
    assert line.slope == pytest.approx(slope, abs=1e-12)
    assert line.intercept == pytest.approx(intercept, abs=1e-12)


@pytest.mark.parametrize("loss", ["squared", "huber", "absolute"])
@given(data=st.data())
def test_no_neighbouring_line_is_better(loss: Any, data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 9))
    x = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size)), dtype=float)
    y = np.array(data.draw(st.lists(numbers, min_size=size, max_size=size)))
    delta = data.draw(st.floats(0.1, 10))
    assume(np.ptp(x) > 0)
    line = models.fit_line(x, y, loss=loss, delta=delta)
    measure: Callable[[Any], Any] = {
        "squared": losses.squared_error,
        "huber": partial(losses.huber, delta=delta),
        "absolute": losses.absolute_error,
    }[loss]

    def cost(slope: float, intercept: float) -> float:
        return float(measure(slope * x + intercept - y).sum())

    best = cost(*line)
    for turn, lift in ((1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3), (1e-3, 1e-3), (1e-3, -1e-3)):
        assert best <= cost(line.slope + turn, line.intercept + lift) * (1 + 1e-12) + 1e-10


def test_gradient_descent_paths() -> None:
    path = models.gradient_descent(lambda w: w - 3.0, 1.0, rate=0.1, steps=5)
    np.testing.assert_allclose(path, [1, 1.2, 1.38, 1.542, 1.6878, 1.81902], rtol=1e-14)
    curvature = np.array([1.0, 4.0])
    plane = models.gradient_descent(lambda w: curvature * w, [1.0, 1.0], rate=0.25, steps=2)
    np.testing.assert_allclose(plane, [[1, 1], [0.75, 0], [0.5625, 0]])
    assert models.gradient_descent(lambda w: w, 7.0, rate=1.0, steps=0).tolist() == [7.0]


@pytest.mark.parametrize(
    ("grad", "expected"),
    [
        (losses.half_squared_error_grad, [5, 3, 1.125, 1.0039, 1, 1]),
        (losses.huber_grad, [5, 4.6, 3, 1.082, 0.1572, 0.1429]),
        (losses.absolute_error_grad, [5, 4.6, 3, 1, 0.2, 0.2]),
    ],
)
def test_gradient_flow_with_the_outlier_at_ten(grad: Callable[[Any], Any], expected: list[float]) -> None:
    values = np.array([*NINE, 10.0])
    path = models.gradient_descent(lambda m: grad(m - values).mean(), 5.0, rate=0.5, steps=50)
    np.testing.assert_allclose(path[[0, 1, 5, 10, 20, 50]], expected, atol=5.1e-5)


def test_gradient_descent_gets_a_copy_and_reports_divergence() -> None:
    def meddle(w: Any) -> Any:
        slope = w.copy()
        w[...] = 99.0
        return slope

    assert models.gradient_descent(meddle, [1.0], rate=0.5, steps=1).tolist() == [[1.0], [0.5]]
    with pytest.raises(ValueError, match=r"left the finite numbers at step \d+; use a rate below 3\.0"):
        models.gradient_descent(lambda w: w, 1.0, rate=3.0, steps=2000)
    with pytest.raises(ValueError, match=r"grad must return the shape of start, \(2,\); got \(\)"):
        models.gradient_descent(lambda w: w.sum(), [1.0, 1.0], rate=0.1, steps=1)


def test_annealing_is_seeded_and_leaves_the_local_valley() -> None:
    def two_valleys(x: float) -> float:
        return 0.1 * (x * x - 4) ** 2 + 0.5 * x  # local minimum near +2, global near -2.1

    options: dict[str, Any] = {"temperatures": np.geomspace(2, 1e-3, 600), "step": 0.8}
    path = models.anneal(two_valleys, 2.0, seed=4, **options)
    assert path.shape == (601,)
    assert path[0] == 2.0
    assert np.abs(np.diff(path)).max() <= 0.8
    assert path[-1] == pytest.approx(-2.15, abs=0.15)
    np.testing.assert_array_equal(path, models.anneal(two_valleys, 2.0, seed=4, **options))
    assert not np.array_equal(path, models.anneal(two_valleys, 2.0, seed=5, **options))
    cold = models.anneal(two_valleys, 2.0, seed=4, temperatures=[1e-9] * 300, step=0.8)
    assert np.all(np.diff([two_valleys(x) for x in cold]) <= 1e-7)
    assert cold.min() > 0  # without warmth it stays in the valley where it began


def test_annealing_uses_the_stream_that_numpy_keeps_fixed() -> None:
    level_ground = models.anneal(lambda _: 0.0, 0.0, temperatures=[1.0, 1.0], step=1.0, seed=0)
    raw = np.random.PCG64(0).random_raw(4)
    moves = [2 * (int(raw[k]) >> 11) / 2**53 - 1 for k in (0, 2)]
    np.testing.assert_allclose(level_ground, [0.0, moves[0], moves[0] + moves[1]], rtol=1e-15)
    walled = models.anneal(
        lambda x: 0.0 if x == 0 else math.inf, 0.0, temperatures=[1.0] * 50, step=1, seed=0
    )
    assert not walled.any()


def test_annealing_accepts_climbs_as_often_as_boltzmann_says() -> None:
    path = models.anneal(lambda x: x, 0.0, temperatures=[1.0] * 20_000, step=2.0, seed=3)
    # Down always, up with exp(-rise): on a slope of 1 and rises uniform in (0, 2) that is (1 - exp(-2)) / 2.
    moved = np.mean(np.diff(path) > 0)
    assert moved == pytest.approx(0.5 * (1 - math.exp(-2)) / 2, abs=0.01)


@pytest.mark.parametrize(("points", "labels"), [(POINTS, LABELS), (FAR_POINTS, FAR_LABELS)])
def test_boundaries_ignore_points_that_are_too_correct(points: Any, labels: Any) -> None:
    logistic = models.logistic_boundary(points, labels, penalty=1.0)
    assert math.degrees(math.atan2(*logistic.weights[::-1])) == pytest.approx(1.01, abs=0.005)
    for C in (None, 1.0):
        street = models.max_margin_boundary(points, labels, C=C)
        np.testing.assert_allclose(street.weights, [0.5, 0], atol=1e-10)
        assert street.bias == pytest.approx(0, abs=1e-10)


def overlapping(seed: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    labels = np.where(rng.random(24) < 0.5, -1, 1)
    return rng.normal(size=(24, 2)) + labels[:, np.newaxis] * [0.8, 0.3], labels


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("strength", [0.1, 1.0, 20.0])
def test_boundaries_agree_with_scikit_learn(seed: int, strength: float) -> None:
    points, labels = overlapping(seed)
    ours = models.logistic_boundary(points, labels, penalty=1 / strength)
    theirs = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-12).fit(points, labels)
    np.testing.assert_allclose(ours.weights, theirs.coef_[0], rtol=1e-7)
    assert ours.bias == pytest.approx(theirs.intercept_[0], rel=1e-7)
    street = models.max_margin_boundary(points, labels, C=strength)
    machine = SVC(C=strength, kernel="linear", tol=1e-9).fit(points, labels)
    np.testing.assert_allclose(street.weights, machine.coef_[0], atol=1e-5)
    assert street.bias == pytest.approx(machine.intercept_[0], abs=1e-5)


def test_soft_margin_is_a_minimum_of_its_objective() -> None:
    points, labels = overlapping(7)
    weights, bias = models.max_margin_boundary(points, labels, C=2.0)

    def cost(w: Any, b: float) -> float:
        return float(0.5 * np.dot(w, w) + 2.0 * losses.hinge(labels * (points @ w + b)).sum())

    best = cost(weights, bias)
    for turn in ([1e-4, 0], [-1e-4, 0], [0, 1e-4], [0, -1e-4]):
        assert best < cost(weights + turn, bias)
    assert best <= min(cost(weights, bias + 1e-4), cost(weights, bias - 1e-4)) + 1e-10


def test_histogram_heights_share_the_axis_of_the_density() -> None:
    heights = models.histogram_density([0.1, 0.2, 0.7, 5.0], [0, 0.5, 1, 3])
    np.testing.assert_allclose(heights, [1.0, 0.5, 0.0])
    everything = models.histogram_density([0.1, 0.2, 0.7, 5.0], [0, 1, 5])
    assert everything @ [1, 4] == pytest.approx(1)


def test_budget_of_easy_and_hard_examples() -> None:
    share = partial(models.budget_share, 100_000, 0.99, 100, 0.1)
    assert share(gamma=0) == pytest.approx(ORACLES["focal_budget"]["easy_share_CE"], rel=1e-13)
    assert share(gamma=2) == pytest.approx(ORACLES["focal_budget"]["easy_share_FL"], rel=1e-13)


@pytest.mark.parametrize(
    ("loss", "grad", "expected"),
    [
        (losses.cross_entropy, losses.cross_entropy_grad, (0.3063, 0.0909)),
        (losses.focal, losses.focal_grad, (0.9774, 0.7872)),
        (lambda p: 2 * (1 - p), lambda _: -2.0, (0.0909, 0.0011)),
    ],
)
def test_one_wrong_label(loss: Any, grad: Any, expected: tuple[float, float]) -> None:
    share = models.wrong_label_share(loss=loss, grad=grad)
    np.testing.assert_allclose(share, expected, atol=5e-5)
    alone = models.wrong_label_share(1, 0.5, 0.5, loss=loss, grad=grad)
    np.testing.assert_allclose(alone, [0.5, 0.5])


def test_all_orders_over_five_flowers() -> None:
    angles = 2 * np.pi * np.arange(5) / 5
    flowers = np.column_stack([np.cos(angles), np.sin(angles)])[[0, 2, 4, 1, 3]]
    orders, lengths = models.tour_lengths([0.0, -3.0], flowers)
    assert orders.shape == (120, 5)
    assert len({tuple(order) for order in orders}) == 120
    backwards = {tuple(order): length for order, length in zip(orders, lengths, strict=True)}
    for order, length in backwards.items():
        assert backwards[order[::-1]] == pytest.approx(length, rel=1e-14)
    stops = [np.array([0.0, -3.0]), *flowers[orders[17]], np.array([0.0, -3.0])]
    by_hand = sum(math.dist(a, b) for a, b in pairwise(stops))
    assert lengths[17] == pytest.approx(by_hand, rel=1e-14)


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=6))
def test_no_tour_is_shorter_than_the_shortest(points: list[tuple[float, float]]) -> None:
    order, length = models.shortest_tour(points)
    assert sorted(order) == sorted([0, *range(len(points))])
    assert order[0] == order[-1] == 0
    walked = sum(math.dist(points[a], points[b]) for a, b in pairwise(order))
    assert length == pytest.approx(walked, rel=1e-12)
    assert length <= models.tour_lengths(points[0], points[1:])[1].min() * (1 + 1e-11)
    assert order <= order[::-1] or len(set(points)) < len(points)


def test_learning_keeps_the_shorter_way_and_ends_near_the_shortest() -> None:
    flowers = [[0, 2], [3, 1], [4, 4], [1, 5], [-2, 3]]
    points = [[0, -3], *flowers]
    orders, lengths = models.tour_lengths(points[0], flowers)
    ends = []
    for seed in range(60):
        learnt = learn_tour(points, trips=26, seed=seed)
        assert np.all(np.diff(learnt.kept_lengths) <= 0)
        assert learnt.kept_lengths == pytest.approx(np.minimum.accumulate(learnt.flown_lengths))
        for tour, length in zip(learnt.flown, learnt.flown_lengths, strict=True):
            assert tour[0] == tour[-1] == 0
            row = np.flatnonzero((orders == tour[1:-1] - 1).all(axis=1))
            assert length == pytest.approx(lengths[row].item())
        ends.append(learnt.kept_lengths[-1])
    assert np.mean(ends) < 1.1 * lengths.min() < lengths.mean()
    assert np.array_equal(
        learn_tour(points, trips=9, seed=3).flown, learn_tour(points, trips=9, seed=3).flown
    )


@pytest.mark.parametrize(("points", "trips"), [([[0, 0], [1, 1]], 5), ([[0, 0], [1, 1], [2, 0]], 0)])
def test_learning_refuses_one_flower_and_no_trip(points: list[list[float]], trips: int) -> None:
    with pytest.raises(ValueError, match=r"flowers|trips"):
        learn_tour(points, trips=trips, seed=0)


def test_shortest_tour_goes_round_the_square() -> None:
    assert models.shortest_tour([[0, 0], [1, 1], [1, 0], [0, 1]]) == ((0, 2, 1, 3, 0), 4.0)


@pytest.mark.parametrize(
    ("distance", "similar", "expected"),
    [
        (0.4, True, 0.08),
        (0.4, False, 0.18),
        (1.5, True, 1.125),
        (1.5, False, 0),
        (0, True, 0),
        (0, False, 0.5),
    ],
)
def test_contrastive_pair(distance: float, similar: bool, expected: float) -> None:
    assert models.contrastive_pair_loss(distance, similar=similar) == pytest.approx(expected, abs=1e-15)


def test_contrastive_margin() -> None:
    assert models.contrastive_pair_loss([1.0, 3.0], similar=False, margin=2).tolist() == [0.5, 0.0]


@pytest.mark.parametrize(
    ("temperature", "expected"), [(0.07, 1.363724e-5), (0.1, 4.754611e-4), (0.5, 0.390689), (1, 0.783340)]
)
def test_info_nce(temperature: float, expected: float) -> None:
    loss = models.info_nce([0.9, 0.1, 0, -0.2], 0, temperature=temperature)
    assert loss == pytest.approx(expected, rel=2e-6)


@pytest.mark.parametrize("size", [2, 4, 256, 8192])
def test_info_nce_of_a_blind_guess_is_log_n(size: int) -> None:
    blind = models.info_nce(np.full((3, size), 0.3), [0, 1, size - 1], temperature=0.2)
    np.testing.assert_allclose(blind, ORACLES["infonce_uniform_logN"][str(size)], rtol=1e-13)


def test_alphago_zero_terms() -> None:
    terms = models.alphago_zero_loss(0.6, 1, [0.5, 0.3, 0.2], [7, 2, 1], [[1, 2], [3, 4]], penalty=0.01)
    assert terms.value == pytest.approx(ORACLES["azero"]["value"], rel=1e-14)
    assert terms.policy == pytest.approx(ORACLES["azero"]["CE"], rel=1e-14)
    assert terms.policy == pytest.approx(ORACLES["azero"]["H"] + ORACLES["azero"]["KL"], rel=1e-14)
    assert terms.penalty == pytest.approx(0.3, rel=1e-14)
    assert models.alphago_zero_loss(-1, 1, [1, 0], [1, 0], [0], penalty=0) == (4.0, 0.0, 0.0)
    assert models.alphago_zero_loss(0, 1, [1, 0], [1, 1], [0], penalty=0).policy == math.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: models.huber_location([]),
            r"values must be a non-empty list of numbers; got shape \(0,\)",
        ),
        (
            lambda: models.huber_location([1, math.inf]),
            r"values must be finite numbers; got inf at index \(1,\)",
        ),
        (lambda: models.huber_location([1], delta=0), "delta must be finite and > 0"),
        (lambda: models.histogram_density([1], [0, 0]), r"edges must be strictly increasing; got 0\.0"),
        (lambda: models.histogram_density([1], [0]), "edges must be at least 2 numbers"),
        (
            lambda: models.fit_line([1, 1], [0, 1]),
            r"x must hold at least two different values; got only 1\.0",
        ),
        (lambda: models.fit_line([1, 2], [0, 1, 2]), r"the same shape; got \(2,\) and \(3,\)"),
        (
            lambda: models.fit_line([1, 2], [0, 1], loss="cubic"),
            "'squared', 'huber' or 'absolute'; got 'cubic'",
        ),
        (lambda: models.gradient_descent(abs, 1.0, rate=0, steps=1), "rate must be finite and > 0"),
        (
            lambda: models.gradient_descent(abs, 1.0, rate=1, steps=-1),
            r"steps must be integers .* got -1\.0",
        ),
        (
            lambda: models.gradient_descent(abs, [[1.0]], rate=1, steps=1),
            r"number or a vector; got shape \(1, 1\)",
        ),
        (
            lambda: models.anneal(abs, 0, temperatures=[1, 0], step=1, seed=0),
            r"temperatures must be > 0; got 0\.0",
        ),
        (
            lambda: models.anneal(lambda _: math.inf, 0, temperatures=[1], step=1, seed=0),
            "finite at start",
        ),
        (
            lambda: models.anneal(lambda _: math.nan, 0, temperatures=[1], step=1, seed=0),
            "must not be NaN",
        ),
        (
            lambda: models.logistic_boundary([[0, 1]], [1], penalty=1),
            r"both -1 and \+1; got only \[1\.0\]",
        ),
        (lambda: models.logistic_boundary(POINTS, LABELS, penalty=0), "penalty must be finite and > 0"),
        (lambda: models.max_margin_boundary(POINTS, [0] * 8), r"labels in \{-1, \+1\}; got 0\.0"),
        (lambda: models.max_margin_boundary([[0, 0], [0, 0]], [1, -1]), "linearly separable.*pass C"),
        (lambda: models.max_margin_boundary([[0], [1]], [1, -1]), r"points must have shape \(n, 2\)"),
        (lambda: models.max_margin_boundary(POINTS, [1, -1]), r"labels must have shape \(8,\)"),
        (
            lambda: models.budget_share(0, 0.9, 1, 0.1, gamma=2),
            r"easy_count must be integers .* got 0\.0",
        ),
        (
            lambda: models.budget_share(1, 1, 1, 0.1, gamma=2),
            r"easy_probability must be .* \(0, 1\); got 1\.0",
        ),
        (lambda: models.tour_lengths([0, 0], np.zeros((9, 2))), "flowers must be 1 to 8 points; got 9"),
        (lambda: models.shortest_tour([[0, 0]]), "at least one flower; got 1 points"),
        (lambda: models.contrastive_pair_loss(-1, similar=True), r"distance must be >= 0; got -1\.0"),
        (lambda: models.info_nce([1, 0], 0, temperature=0), "temperature must be finite and > 0"),
        (lambda: models.info_nce([1, 0], 2, temperature=1), r"got 2\.0"),
        (
            lambda: models.alphago_zero_loss(2, 1, [1], [1], [0], penalty=0),
            r"value must be in \[-1, 1\]; got 2\.0",
        ),
        (
            lambda: models.alphago_zero_loss(0, 0.5, [1], [1], [0], penalty=0),
            r"outcome must be -1 or \+1",
        ),
        (
            lambda: models.alphago_zero_loss(0, 1, [0.5], [1], [0], penalty=0),
            r"policy must sum to 1; got 0\.5",
        ),
        (lambda: models.alphago_zero_loss(0, 1, [1], [0], [0], penalty=0), "visits must not all be 0"),
    ],
)
def test_out_of_domain_names_the_value_and_what_is_permitted(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
