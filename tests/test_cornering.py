"""The driver in the bend: against circles, whose times are known, and what the two rubrics teach."""

import numpy as np
import pytest

from loss_scenes.chapters.coaching import BEGINNER, CARE, HASTE
from loss_scenes.models.cornering import Bend, Habits, practise

BEND = Bend()
FAST = practise(BEND.lap_time, BEGINNER, rate=HASTE[0], laps=HASTE[1])
CAREFUL = practise(BEND.time_and_line, FAST[-1], rate=CARE[0], laps=CARE[1])


def furthest_over(habits: Habits) -> float:
    return float(BEND.over(BEND.drive(habits)).max())


def test_the_lane_turns_by_what_it_says_and_is_as_long() -> None:
    places = BEND.places(BEND.stations, np.zeros_like(BEND.stations))
    steps = np.diff(places, axis=0)
    assert np.hypot(*steps.T).sum() == pytest.approx(BEND.length, rel=1e-3)
    assert steps[0] == pytest.approx((BEND.step, 0.0))
    assert steps[-1] == pytest.approx((0.0, BEND.step), abs=1e-9)
    # As much to the right as up: the bend is the same from either side.
    assert places[-1] - (BEND.before, BEND.after) == pytest.approx(2 * [places[-1, 1] - BEND.after], abs=1e-6)


def test_beyond_its_ends_the_lane_goes_straight_on() -> None:
    before, after = BEND.places(np.array([-3.0, BEND.length + 3.0]), np.zeros(2))
    assert before == pytest.approx((-3.0, 0.0))
    assert after - BEND.places(np.array([BEND.length]), np.zeros(1))[0] == pytest.approx((0.0, 3.0))


@pytest.mark.parametrize("offset", [-1.0, 0.5, 2.0])
def test_inwards_is_to_the_left(offset: float) -> None:
    ways = np.array([5.0, BEND.length - 1.0])
    first, last = BEND.places(ways, np.full(2, offset)) - BEND.places(ways, np.zeros(2))
    assert first == pytest.approx((0.0, offset))
    assert last == pytest.approx((-offset, 0.0), abs=1e-9)


def test_on_the_straight_it_is_driven_at_top_speed() -> None:
    straight = Bend(turn=0.0)
    assert straight.lap_time(BEGINNER) == pytest.approx(straight.length / straight.top_speed)


def test_in_the_narrowest_place_it_is_driven_as_fast_as_the_tyres_hold() -> None:
    bend = Bend(top_speed=50.0, step=0.05)  # so fast that the tyres alone are what counts
    clock = bend.clock(np.zeros_like(bend.stations))
    speed = bend.step / np.diff(clock)
    narrowest = bend.turn * np.pi / 2 / bend.bend  # of a curvature like a sine
    assert speed.min() == pytest.approx(np.sqrt(bend.grip / narrowest), rel=0.01)


def test_half_steps_change_the_times_by_little() -> None:
    fine = Bend(step=BEND.step / 2)
    for habits in (*FAST, *CAREFUL):
        assert fine.time_and_line(habits) == pytest.approx(BEND.time_and_line(habits), abs=0.02)


@pytest.mark.parametrize("habit", range(3))
def test_a_habit_is_how_far_inwards_it_is_driven_at_its_place(habit: int) -> None:
    habits = Habits(*np.eye(3)[habit])
    place = BEND.before + BEND.bend / 2 + (habit - 1) * BEND.spacing
    offsets = BEND.drive(habits)
    assert offsets.max() == pytest.approx(1.0)
    assert BEND.stations[offsets.argmax()] == pytest.approx(place)


def test_over_is_what_of_the_car_is_beyond_the_line() -> None:
    np.testing.assert_allclose(BEND.over(np.array([0.0, 0.7, -1.0, 2.0])), [0.0, 0.0, 0.3, 1.3], atol=1e-12)


def test_what_is_deducted_is_one_sum_of_seconds() -> None:
    path = BEND.drive(FAST[-1])
    by = [BEND.for_the_line(path, way) for way in np.linspace(0.0, BEND.length, 7)]
    assert by == sorted(by)
    assert by[0] == 0.0
    assert by[-1] == pytest.approx(10.0 * BEND.over(path).mean())  # ten seconds a metre, one for 10 cm
    assert BEND.time_and_line(FAST[-1]) == pytest.approx(BEND.lap_time(FAST[-1]) + by[-1])


def test_who_cuts_the_bend_is_faster() -> None:
    times = [BEND.lap_time(Habits(0.0, apex, 0.0)) for apex in (-0.7, 0.0, 0.7, 1.4, 2.1)]
    assert times == sorted(times, reverse=True)


def test_the_clock_teaches_to_cut_the_bend_over_the_line() -> None:
    times = [BEND.lap_time(habits) for habits in FAST]
    assert [f"{time:.1f}" for time in times] == ["8.1", "7.7", "7.4"]
    over = [furthest_over(habits) for habits in FAST]
    assert over == sorted(over)
    assert over[0] == 0.0
    assert over[-1] > 1.5  # nearly the whole car


def test_the_line_teaches_to_keep_the_lane_and_still_to_be_faster_than_at_first() -> None:
    deducted = [BEND.time_and_line(habits) for habits in CAREFUL]
    assert [f"{seconds:.1f}" for seconds in deducted] == ["12.4", "8.9", "7.9"]
    over = [furthest_over(habits) for habits in CAREFUL]
    assert over == sorted(over, reverse=True)
    assert over[-1] == 0.0
    assert deducted[-1] == BEND.lap_time(CAREFUL[-1]) < BEND.lap_time(BEGINNER)


def test_a_step_goes_against_the_slope_by_the_rate() -> None:
    laps = practise(lambda habits: 3.0 * habits.entry - habits.exit, BEGINNER, rate=0.1, laps=2)
    np.testing.assert_allclose(laps, [(0, 0, 0), (-0.3, 0, 0.1), (-0.6, 0, 0.2)], atol=1e-9)
