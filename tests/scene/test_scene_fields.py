"""Densities, samples, fields and races stand where their numbers say, and follow them."""

from __future__ import annotations

import numpy as np
import pytest
from manim import ValueTracker
from scipy.stats import norm

from narrated.design.layout import Region
from narrated.design.theme import DEFAULT_THEME
from narrated.mobjects.density import Density
from narrated.mobjects.plot import Plot
from narrated.mobjects.race import Race
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.vector_field import VectorField
from voiceover.errors import InputError

COLOR = DEFAULT_THEME.colors.text


@pytest.fixture
def plane() -> Plot:
    return Plot(Region(0, 0, 6, 4), (-3, 3), (-2, 2), bare=True)


def test_the_area_of_a_density_is_its_integral_and_its_outline_ends_where_nothing_is() -> None:
    plot, mean = Plot(Region(0, 0, 6, 4), (-6, 6), (0, 0.5), bare=True), ValueTracker(-2.0)
    hill = Density(plot, lambda: lambda x: norm.pdf(x, mean.get_value()), COLOR)
    mean.set_value(1.0)
    hill.update()
    x, y, _ = hill.area.points[::4].T
    area = abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2
    assert area / (plot.size[0] / 12 * plot.size[1] / 0.5) == pytest.approx(1.0, abs=2e-3)
    ends = [plot.p2c(point)[0] for point in (hill.outline.get_left(), hill.outline.get_right())]
    far = norm.isf(1e-3) + 0.5  # where the density is less than a hundredth of its peak
    assert 1 - far < ends[0] < -1
    assert 3 < ends[1] < 1 + far
    # The page gets as many places at any time, gaps or none.
    shape = hill.outline.live_shape()
    assert np.isfinite(shape.points).all()


def test_arrows_of_a_field_have_its_direction_and_length_and_none_stands_where_there_is_none(plane) -> None:
    def whirl(at: np.ndarray) -> np.ndarray:
        pushes = np.column_stack([-at[:, 1], at[:, 0]])
        pushes[at[:, 0] < 0] = np.nan
        return pushes

    arrows = VectorField(plane, lambda: whirl, COLOR, columns=3, rows=3, reach=0.5)
    corners = arrows.points[::4].reshape(-1, 7, 3)
    # Of nine places three have no value, and the middle no push.
    assert len(corners) == 5
    tails, tips = (corners[:, 0] + corners[:, -1]) / 2, corners[:, 3]
    middles = np.array([plane.p2c(point) for point in (tails + tips) / 2])
    ways = np.array([plane.p2c(tip) for tip in tips]) - [plane.p2c(tail) for tail in tails]
    np.testing.assert_allclose(ways, 0.5 * whirl(middles), atol=1e-9)


def test_samples_go_straight_from_step_to_step_and_stay_at_the_last(plane) -> None:
    rows = np.array([[[0.0, 0.0]], [[1.0, 0.0]], [[1.0, 1.0]]])
    step = ValueTracker(0.0)
    samples = Scatter(plane, rows, step.get_value, COLOR)
    for at, place in ((0.25, (0.25, 0.0)), (1.5, (1.0, 0.5)), (2.0, (1.0, 1.0)), (9.0, (1.0, 1.0))):
        step.set_value(at)
        samples.update()
        np.testing.assert_allclose(plane.p2c(samples.get_center()), place, atol=1e-9)


def test_samples_of_another_shape_are_told(plane) -> None:
    with pytest.raises(InputError, match=r"shape \(3, 2\).*Permitted: \(K, n, 2\)"):
        Scatter(plane, np.zeros((3, 2)), lambda: 0.0, COLOR)


def test_a_race_shows_the_way_from_the_start_on_each_lane() -> None:
    done, paths = ValueTracker(0.0), (np.array([-4.0, -3.9, -3.8]), np.array([-4.0, -1.0, 0.0]))
    race = Race(Region(0, 0, 6, 4), paths, done.get_value, span=(-5, 1), colors=(COLOR, COLOR), goal=0.0)
    done.set_value(0.75)
    race.update()
    for lane, (now, length) in enumerate(((-3.85, 0.15), (-0.5, 3.5))):
        assert race.now(lane) == pytest.approx(now)
        np.testing.assert_allclose(race.dots[lane].get_center(), race.at(lane), atol=1e-9)
        assert race.trails[lane].width == pytest.approx(length)
    assert race.at(0)[1] > race.at(1)[1]
