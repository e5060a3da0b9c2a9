"""A driver who steers by what was seen a moment ago, and two rubrics by which laps are corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from loss_scenes.losses import hinge
from loss_scenes.losses.domain import FloatArray

_TINY = 1e-4  # of a habit's logarithm: how far its slope is measured to either side


class Habits(NamedTuple):
    """How somebody drives.

    Parameters
    ----------
    speed
        In metres a second.
    gain
        How sharply it is steered: curvature of the path for each metre beside the middle, in 1 / m^2.
    preview
        How far ahead it is looked, in metres.
    """

    speed: float
    gain: float
    preview: float


@dataclass(frozen=True)
class Lane:
    """A straight lane, and a car that enters it beside the middle; all lengths in metres.

    ::

        offset' = heading,  heading' = -gain * (offset + preview * heading),

    by metres of the way, where what is steered by is what was seen `reaction` seconds ago. The faster it is
    driven, the further the car has come meanwhile: beyond some speed it sways more and more.

    Parameters
    ----------
    half_lane, length
        From the middle of the lane to its lines, and the length of a lap.
    half_car
        Half of the car's width.
    start
        Offset from the middle at the beginning, to the left positive.
    reaction
        Of the driver, in seconds.
    step
        From one station to the next.

    Examples
    --------
    >>> lane = Lane()
    >>> calm, hasty = (lane.drive(Habits(kmh / 3.6, 0.01, 10.0)) for kmh in (40, 75))
    >>> [round(float(lane.over(offsets).max()), 2) for offsets in (calm, hasty)]
    [0.0, 1.22]
    """

    half_lane: float = 1.75
    length: float = 120.0
    half_car: float = 0.9
    start: float = 0.7
    reaction: float = 0.4
    step: float = 0.25

    @property
    def stations(self) -> FloatArray:
        """Where the offset is computed, in metres from the beginning."""
        return np.asarray(np.arange(round(self.length / self.step) + 1) * self.step, dtype=np.float64)

    def drive(self, habits: Habits) -> FloatArray:
        """Offset from the middle at every station."""
        seen_before = habits.speed * self.reaction / self.step  # stations
        whole = int(seen_before)
        share = seen_before - whole
        count = len(self.stations)
        offsets, headings = np.full(count, self.start), np.zeros(count)
        for k in range(count - 1):
            near, far = max(k - whole, 0), max(k - whole - 1, 0)
            offset = (1 - share) * offsets[near] + share * offsets[far]
            heading = (1 - share) * headings[near] + share * headings[far]
            bend = -habits.gain * (offset + habits.preview * heading)
            headings[k + 1] = headings[k] + self.step * bend
            offsets[k + 1] = offsets[k] + self.step * headings[k + 1]
        return offsets

    def over(self, offsets: FloatArray) -> FloatArray:
        """How far the car is over a line, 0 inside of the lane: a hinge."""
        return np.asarray(hinge(1.0 - (np.abs(offsets) + self.half_car - self.half_lane)))

    # -- rubrics: what a coach deducts for a lap -----------------------------------------------------------

    def lap_time(self, habits: Habits) -> float:
        """Deduct the seconds that the lap takes, and nothing else."""
        return self.length / habits.speed

    def mean_over(self, habits: Habits) -> float:
        """Deduct for how far the car is over the line, on average."""
        return self.mean_over_by(self.drive(habits), self.length)

    def mean_over_by(self, offsets: FloatArray, way: float) -> float:
        """The part of :meth:`mean_over` that a lap has by a place on its way, in metres."""
        return float(np.mean(self.over(offsets) * (self.stations <= way)))


def practise(
    rubric: Callable[[Habits], float],
    habits: Habits,
    *,
    rate: float,
    laps: int,
    learns: tuple[str, ...] = Habits._fields,
    momentum: float = 0.0,
) -> list[Habits]:
    """Habits lap by lap: gradient steps that lower what the rubric deducts.

    Parameters
    ----------
    rubric
        What is deducted for a lap that is driven with some habits.
    habits
        Of the first lap.
    rate
        Of the steps, which are taken in the logarithms of the habits: no unit weighs more than another.
    laps
        How many steps.
    learns
        Habits that may change.
    momentum
        Share of the last step that is taken once more (Polyak 1964): who has just got better goes on so for a
        while, even where nothing is deducted any more.

    Returns
    -------
    list of Habits
        Of ``laps + 1`` laps, beginning with the first.

    Examples
    --------
    Who is judged by time learns to drive faster, and nothing else:

    >>> lane = Lane()
    >>> laps = practise(lane.lap_time, Habits(10.0, 0.01, 10.0), rate=0.05, laps=1)
    >>> [round(value, 4) for value in laps[-1]]
    [18.2212, 0.01, 10.0]
    """
    free = np.array([name in learns for name in Habits._fields])

    def deducted(logarithms: FloatArray) -> float:
        return rubric(Habits(*(float(value) for value in np.exp(logarithms))))

    def slope(logarithms: FloatArray) -> FloatArray:
        sides = [
            (deducted(logarithms + _TINY * unit) - deducted(logarithms - _TINY * unit)) / (2 * _TINY)
            for unit in np.eye(len(free))
        ]
        return np.where(free, sides, 0.0)

    at, step = np.log(habits), np.zeros(len(free))
    path = [at]
    for _ in range(laps):
        step = momentum * step - rate * slope(at)
        at = at + step
        path.append(at)
    return [Habits(*(float(value) for value in row)) for row in np.exp(path)]
