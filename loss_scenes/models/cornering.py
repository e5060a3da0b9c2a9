"""A driver who may cut a bend, and what a coach deducts for a lap: habits are corrected lap by lap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from loss_scenes.losses import hinge
from loss_scenes.losses.domain import FloatArray
from loss_scenes.models.descent import gradient_descent

_TINY = 1e-4  # of a habit, in metres: how far the slope is measured to either side


class Habits(NamedTuple):
    """How far inwards of the lane's middle it is driven, in metres.

    Parameters
    ----------
    entry, apex, exit
        Before the middle of the bend, there, and after it.
    """

    entry: float
    apex: float
    exit: float


@dataclass(frozen=True)
class Bend:
    """A lane that turns to the left once; all lengths in metres, times in seconds.

    Its curvature grows from 0 and falls to 0 again like a sine. A car goes as fast as its tyres hold, and not
    faster than the top speed::

        speed = top_speed / (1 + (curvature * top_speed^2 / grip)^2)^(1/4)

    which is about the top speed on the straight, and sqrt(grip / curvature) in a narrow bend: who cuts the
    bend has the shorter way, and may go faster.

    Parameters
    ----------
    half_lane
        From the middle of the lane to its lines.
    half_car
        Half of the car's width.
    before, bend, after
        How long the lane is before the bend, in it, and after it.
    turn
        By how much it turns, in radians.
    top_speed, grip
        Of the car, in metres a second, and the sideways acceleration at which its tyres hold.
    spacing
        From the place of one habit to that of the next; the way between is smooth, of cubic B-splines.
    weight
        Seconds that are deducted for a metre over the line, on average of the lap.
    step
        From one station to the next.

    Examples
    --------
    Who cuts the bend is faster, and over the line:

    >>> bend = Bend()
    >>> [round(bend.lap_time(Habits(0.0, apex, 0.0)), 2) for apex in (0.0, 2.0)]
    [8.08, 7.67]
    >>> [round(float(bend.over(bend.drive(Habits(0.0, apex, 0.0))).max()), 2) for apex in (0.0, 2.0)]
    [0.0, 1.3]
    """

    half_lane: float = 1.6
    half_car: float = 0.9
    before: float = 22.0
    bend: float = 16.0
    after: float = 14.0
    turn: float = np.pi / 2
    top_speed: float = 8.0
    grip: float = 2.0
    spacing: float = 9.0
    weight: float = 10.0
    step: float = 0.25

    @property
    def length(self) -> float:
        """Of the lane's middle."""
        return self.before + self.bend + self.after

    @cached_property
    def stations(self) -> FloatArray:
        """Where the way is computed, in metres along the lane's middle."""
        return np.asarray(np.arange(round(self.length / self.step) + 1) * self.step, dtype=np.float64)

    @cached_property
    def _headings(self) -> FloatArray:
        turned = np.clip((self.stations - self.before) / self.bend, 0.0, 1.0)
        return np.asarray(self.turn * (1 - np.cos(np.pi * turned)) / 2)

    @cached_property
    def _middle(self) -> FloatArray:
        """The lane's middle at every station, shape (n, 2), from (0, 0) to the right at first."""
        along = np.column_stack([np.cos(self._headings), np.sin(self._headings)])
        steps = self.step * (along[1:] + along[:-1]) / 2
        return np.vstack([np.zeros((1, 2)), np.cumsum(steps, axis=0)])

    @cached_property
    def _habits(self) -> FloatArray:
        """What each habit does at every station, 1 where it is."""
        middle = self.before + self.bend / 2
        places = middle + self.spacing * np.array([-1.0, 0.0, 1.0])
        far = np.abs(self.stations[:, np.newaxis] - places) / self.spacing
        near = 1 - 1.5 * far**2 + 0.75 * far**3
        return np.where(far < 1, near, 0.25 * np.clip(2 - far, 0.0, None) ** 3)

    def drive(self, habits: Habits) -> FloatArray:
        """Offset from the middle at every station, inwards positive."""
        return np.asarray(self._habits @ np.asarray(habits))

    def places(self, ways: FloatArray, offsets: FloatArray) -> FloatArray:
        """Where one is so far along the lane, and so far inwards of its middle, shape (n, 2).

        Before the first station, and beyond the last, the lane goes straight on.
        """
        ways = np.asarray(ways, dtype=float)
        within = np.clip(ways, 0.0, self.length)
        heading = np.interp(within, self.stations, self._headings)
        along = np.column_stack([np.cos(heading), np.sin(heading)])
        inwards = along @ np.array([[0.0, 1.0], [-1.0, 0.0]])
        middle = np.column_stack([np.interp(within, self.stations, x) for x in self._middle.T])
        beyond = (ways - within)[:, np.newaxis] * along
        return np.asarray(middle + beyond + np.reshape(offsets, (-1, 1)) * inwards)

    def over(self, offsets: FloatArray) -> FloatArray:
        """How far the car is over a line, 0 inside of the lane: a hinge."""
        return np.asarray(hinge(1.0 - (np.abs(offsets) + self.half_car - self.half_lane)))

    def clock(self, offsets: FloatArray) -> FloatArray:
        """When the car is at every station, in seconds from the first."""
        steps = np.diff(self.places(self.stations, offsets), axis=0)
        long, heading = np.hypot(*steps.T), np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        curvature = np.gradient(heading) / long
        speed = self.top_speed / (1 + (curvature * self.top_speed**2 / self.grip) ** 2) ** 0.25
        return np.concatenate([[0.0], np.cumsum(long / speed)])

    # -- rubrics: what a coach deducts for a lap -----------------------------------------------------------

    def lap_time(self, habits: Habits) -> float:
        """Deduct the seconds that the lap takes, and nothing else."""
        return float(self.clock(self.drive(habits))[-1])

    def for_the_line(self, offsets: FloatArray, way: float) -> float:
        """Seconds that are deducted for being over the line, by a place on the way."""
        return self.weight * float(np.mean(self.over(offsets) * (self.stations <= way)))

    def time_and_line(self, habits: Habits) -> float:
        """Deduct the seconds that the lap takes, and those for being over the line: one sum."""
        return self.lap_time(habits) + self.for_the_line(self.drive(habits), self.length)


def practise(rubric: Callable[[Habits], float], habits: Habits, *, rate: float, laps: int) -> list[Habits]:
    """Habits lap by lap: gradient steps that lower what the rubric deducts.

    Parameters
    ----------
    rubric
        What is deducted for a lap that is driven with some habits.
    habits
        Of the first lap.
    rate
        Of the steps.
    laps
        How many steps.

    Returns
    -------
    list of Habits
        Of ``laps + 1`` laps, beginning with the first.

    Examples
    --------
    Who is judged by time learns to cut the bend:

    >>> bend = Bend()
    >>> middle, better = practise(bend.lap_time, Habits(0.0, 0.0, 0.0), rate=4.0, laps=1)
    >>> [round(value, 2) for value in better]
    [0.16, 1.45, 0.16]
    >>> bend.lap_time(better) < bend.lap_time(middle)
    True
    """

    def deducted(at: FloatArray) -> float:
        return rubric(Habits(*map(float, at)))

    def slope(at: FloatArray) -> FloatArray:
        sides = _TINY * np.eye(len(at))
        return np.array([(deducted(at + side) - deducted(at - side)) / (2 * _TINY) for side in sides])

    return [Habits(*map(float, at)) for at in gradient_descent(slope, habits, rate=rate, steps=laps)]
