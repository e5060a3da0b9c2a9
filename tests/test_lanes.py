"""The car in its lane: what is counted is what is over the line, and steps bring the car inside."""

import numpy as np
import pytest

from loss_scenes.chapters.driving import COURSE as ROAD
from loss_scenes.chapters.driving import HABIT, LAP_RATE, LAPS
from loss_scenes.models import gradient_descent
from loss_scenes.models.lanes import Course

WAY = np.linspace(0.0, 1.0, 201)
COURSE = Course(half_lane=1.5, lap=40.0, half_width=0.85, half_length=1.7, corner=0.45)


def outline(course: Course) -> np.ndarray:
    """Points of the car's rounded outline around its middle, drawn by hand."""
    turns = np.linspace(0.0, 2 * np.pi, 4001)
    arc = course.corner * np.column_stack([np.cos(turns), np.sin(turns)])
    inner = np.array([course.half_length - course.corner, course.half_width - course.corner])
    return arc + np.sign(arc) * inner


@pytest.mark.parametrize("angle", [0.0, 0.2, -0.35])
def test_reach_is_that_of_the_turned_outline(angle: float) -> None:
    across = outline(COURSE) @ np.array([np.sin(angle), np.cos(angle)])
    assert float(COURSE.reach(angle)) == pytest.approx(across.max(), abs=1e-6)


def test_heading_is_the_direction_of_the_path() -> None:
    habit, tiny = (0.9, -0.45, 0.1), 1e-6
    ahead = (COURSE.offset(habit, WAY + tiny) - COURSE.offset(habit, WAY - tiny)) / (2 * tiny * COURSE.lap)
    assert np.tan(COURSE.heading(habit, WAY)) == pytest.approx(ahead, abs=1e-7)


def test_gradient_agrees_with_finite_differences() -> None:
    amplitudes, tiny = np.array([1.21, -0.31, 0.17]), 1e-6
    numeric = [
        (COURSE.mean_overhang(amplitudes + d, WAY) - COURSE.mean_overhang(amplitudes - d, WAY)) / (2 * tiny)
        for d in tiny * np.eye(3)
    ]
    assert COURSE.mean_overhang_grad(amplitudes, WAY) == pytest.approx(numeric, abs=1e-6)


def test_the_laps_of_the_lesson_end_inside_the_lane() -> None:
    laps = gradient_descent(lambda a: ROAD.mean_overhang_grad(a, WAY), HABIT, rate=LAP_RATE, steps=LAPS)
    costs = [ROAD.mean_overhang(lap, WAY) for lap in laps]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > 0.1
    assert costs[-1] == 0.0
    assert ROAD.signed(laps[-1], WAY).max() <= 0.0
