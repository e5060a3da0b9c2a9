"""The ways to an estimate end at the estimate, on the data that the scenes show."""

from __future__ import annotations

import numpy as np
import pytest

from loss_scenes.chapters import hinge
from loss_scenes.chapters.classification import CATS, DOGS, FIRST_BOUNDARY, PENALTY, RATE
from loss_scenes.chapters.regression import FIRST_LINE
from loss_scenes.losses import hinge as hinge_loss
from loss_scenes.losses import logistic, squared_error
from loss_scenes.market import MARKET
from loss_scenes.models import fit_line, logistic_boundary, max_margin_boundary
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.paths import logistic_path, mean_logistic, state_at, street_across, street_width
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import layout

DETOUR = -0.4  # radians; from the widest street of the hinge's points to a narrow one


def classes(positives, negatives):
    labels = np.repeat([1.0, -1.0], [len(positives), len(negatives)])
    return np.array([*positives, *negatives]), labels


def test_the_line_descends_to_least_squares():
    area, price = MARKET.x, MARKET.y
    path = np.array(descend_line(area, price, FIRST_LINE, rate=0.05, steps=150))
    costs = [np.mean(squared_error(slope * area + height - price)) for slope, height in path]
    assert np.all(np.diff(costs) <= 1e-9)
    assert path[-1] == pytest.approx(fit_line(area, price), rel=1e-4)


def test_the_boundary_descends_to_logistic_regression():
    points, labels = classes(CATS, DOGS)
    path = logistic_path(points, labels, FIRST_BOUNDARY, penalty=PENALTY, rate=RATE)
    weights, bias = logistic_boundary(points, labels, penalty=PENALTY)
    assert path[-1] == pytest.approx([*weights, bias], abs=2e-3)
    penalty = 0.5 * PENALTY * np.sum(path[:, :2] ** 2, axis=1)
    margins = labels * (path[:, :2] @ points.T + path[:, 2:])
    assert np.all(np.diff(logistic(margins).sum(axis=1) + penalty) <= 1e-9)


def test_the_cross_entropy_that_is_shown_falls_all_the_way_though_the_descent_is_penalised():
    points, labels = classes(CATS, DOGS)
    path = logistic_path(points, labels, FIRST_BOUNDARY, penalty=PENALTY, rate=RATE)
    shown = [mean_logistic(points, labels, state_at(path, share)) for share in np.linspace(0, 1, 200)]
    assert np.all(np.diff(shown) < 0)
    assert shown[-1] < 0.2 * shown[0]


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_the_walk_is_refused(share):
    with pytest.raises(ValueError, match=r"in \[0, 1\]"):
        state_at(np.array([1.0, 0.0]), share)


def test_the_widest_of_all_streets_is_the_support_vector_machine():
    points, labels = classes(hinge.POSITIVES, hinge.NEGATIVES)
    widest = max_margin_boundary(points, labels)
    best = np.arctan2(widest.weights[1], widest.weights[0])
    found = street_across(points, labels, best)
    assert found.weights == pytest.approx(widest.weights, abs=1e-9)
    assert found.bias == pytest.approx(widest.bias, abs=1e-9)
    widths = [
        2 / np.hypot(*street_across(points, labels, best + turn).weights)
        for turn in np.linspace(DETOUR, 0.3, 41)
    ]
    assert max(widths) <= 2 / np.hypot(*widest.weights) + 1e-9


@pytest.mark.parametrize("shape", [WIDE, TALL, SQUARE])
def test_points_beyond_the_kerbs_pay_nothing_and_move_no_street(shape):
    hero = layout(shape).hero
    size = np.array([hero.width, hero.height])
    points, labels = classes(hinge.POSITIVES, hinge.NEGATIVES)
    widest = max_margin_boundary(points * size, labels)
    # The street stands upright, so that the hill across it is drawn to the margin's own scale.
    assert abs(widest.weights[1] / widest.weights[0]) < 1e-9
    margins = labels * (points * size @ widest.weights + widest.bias)
    assert hinge_loss(margins) == pytest.approx(np.zeros(len(margins)), abs=1e-6)
    kerb = margins < 1 + 1e-6
    assert 2 <= kerb.sum() < len(points)
    without = max_margin_boundary(points[kerb] * size, labels[kerb])
    assert without.weights == pytest.approx(widest.weights, abs=1e-9)
    assert without.bias == pytest.approx(widest.bias, abs=1e-9)
    points[0] = hinge.POSITIVES[0][0] - 0.1, 0.0  # in the street it would be heard
    assert abs(max_margin_boundary(points * size, labels).bias - widest.bias) > 0.1


def test_who_walks_from_the_wrong_side_pays_until_it_is_beyond_its_kerb():
    assert hinge_loss(np.array(hinge.WALK)).tolist() == [1.5, 0.0]


def test_no_street_runs_across_a_direction_in_which_the_classes_overlap():
    with pytest.raises(ValueError, match="overlap"):
        street_across([[0, 0], [0, 2], [1, 1]], [-1, -1, 1], np.pi / 2)


def test_a_street_is_as_wide_as_its_boundary_says_and_nowhere_without_one():
    points, labels = classes(hinge.POSITIVES, hinge.NEGATIVES)
    widest = max_margin_boundary(points, labels).weights
    best = np.arctan2(widest[1], widest[0])
    for angle in best + np.linspace(DETOUR, 0.3, 11):
        expected = 2 / np.hypot(*street_across(points, labels, angle).weights)
        assert street_width(points, labels, angle) == pytest.approx(expected, rel=1e-12)
    assert street_width(points, labels, best + np.pi) == 0.0
