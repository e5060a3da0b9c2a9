"""The driver: against the exact solution where there is one, and what the two rubrics teach."""

import numpy as np
import pytest

from loss_scenes.chapters.coaching import BEGINNER, CARE, HASTE
from loss_scenes.models.steering import Habits, Lane, practise

LANE = Lane()


@pytest.mark.parametrize(("gain", "preview"), [(0.01, 10.0), (0.02, 8.0)])
def test_who_reacts_at_once_drives_a_damped_wave(gain: float, preview: float) -> None:
    lane = Lane(reaction=0.0, step=0.01)
    damping, pulse = gain * preview / 2, np.sqrt(gain - (gain * preview / 2) ** 2)
    x = lane.stations
    exact = np.exp(-damping * x) * (np.cos(pulse * x) + damping / pulse * np.sin(pulse * x))
    np.testing.assert_allclose(lane.drive(Habits(20.0, gain, preview)), lane.start * exact, atol=2e-3)


def test_the_reaction_is_a_way_that_grows_with_the_speed() -> None:
    slow, quick = Lane(reaction=0.4), Lane(reaction=0.2)
    np.testing.assert_allclose(slow.drive(Habits(10.0, 0.01, 10.0)), quick.drive(Habits(20.0, 0.01, 10.0)))


def test_half_steps_change_the_path_by_little() -> None:
    habits = Habits(75 / 3.6, 0.01, 10.0)
    coarse, fine = Lane().drive(habits), Lane(step=0.125).drive(habits)[::2]
    assert np.abs(coarse - fine).max() < 0.15


def test_over_is_what_of_the_car_is_beyond_the_line() -> None:
    offsets = np.array([0.0, 0.85, -1.0, 2.0])
    np.testing.assert_allclose(LANE.over(offsets), [0.0, 0.0, 0.15, 1.15])


def test_what_a_lap_has_by_a_place_grows_to_its_mean() -> None:
    habits = Habits(75 / 3.6, 0.01, 10.0)
    path = LANE.drive(habits)
    by = [LANE.mean_over_by(path, way) for way in np.linspace(0.0, LANE.length, 7)]
    assert by == sorted(by)
    assert by[0] == 0.0
    assert by[-1] == LANE.mean_over(habits)


def test_the_laps_that_are_shown_lose_seconds_and_then_centimetres() -> None:
    fast = practise(LANE.lap_time, BEGINNER, rate=HASTE[0], laps=HASTE[1])
    assert [round(LANE.lap_time(lap), 1) for lap in fast] == [10.8, 7.4, 5.7]
    careful = practise(
        LANE.mean_over, fast[-1], rate=CARE[0], laps=CARE[1], momentum=CARE[2], learns=("gain", "preview")
    )
    assert [round(100 * LANE.mean_over(careful[lap])) for lap in (0, 1, -1)] == [25, 3, 0]


def test_the_clock_teaches_speed_alone_and_the_learner_leaves_the_lane() -> None:
    laps = practise(LANE.lap_time, BEGINNER, rate=HASTE[0], laps=HASTE[1])
    speeds = [lap.speed for lap in laps]
    assert speeds == sorted(speeds)
    assert all(lap[1:] == pytest.approx(BEGINNER[1:]) for lap in laps)
    # d(length / v) / d(log v) = -length / v
    assert speeds[1] == pytest.approx(speeds[0] * np.exp(HASTE[0] * LANE.length / speeds[0]))
    furthest = [float(LANE.over(LANE.drive(lap)).max()) for lap in laps]
    assert furthest[0] == 0.0
    assert furthest[-1] > 1.0


def test_the_line_teaches_to_steer_at_the_same_speed() -> None:
    fast = practise(LANE.lap_time, BEGINNER, rate=HASTE[0], laps=HASTE[1])[-1]
    rate, count, momentum = CARE
    learns = ("gain", "preview")
    laps = practise(LANE.mean_over, fast, rate=rate, laps=count, momentum=momentum, learns=learns)
    assert {round(lap.speed, 9) for lap in laps} == {round(fast.speed, 9)}
    costs = [LANE.mean_over(lap) for lap in laps]
    assert costs == sorted(costs, reverse=True)
    furthest = [float(LANE.over(LANE.drive(lap)).max()) for lap in laps]
    assert furthest == sorted(furthest, reverse=True)
    assert round(furthest[-1], 1) == 0.0
    # At last it is driven all but straight: it sways by less than a third of the car's width.
    assert np.abs(LANE.drive(laps[-1])[len(LANE.stations) // 4 :]).max() < 0.3


def test_momentum_takes_a_share_of_the_last_step_again() -> None:
    def rubric(habits: Habits) -> float:
        return float(np.log(habits.gain))  # its slope in the logarithm is 1

    laps = practise(rubric, Habits(10.0, 1.0, 10.0), rate=0.1, laps=2, momentum=0.5)
    assert [float(np.log(lap.gain)) for lap in laps] == pytest.approx([0.0, -0.1, -0.25], abs=1e-9)
