"""A car that wanders in its lane, and deductions for being over a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import hinge, hinge_grad
from loss_scenes.losses.domain import FloatArray, Floats


@dataclass(frozen=True)
class Course:
    """A lane, and a car whose offset along a lap is a sum of waves; all lengths in metres.

    ::

        offset(s)  = sum of habit[k] * sin(2 pi (k + 1) s),   s: share of the lap, 0 to 1
        heading(s) = arctan(d offset / d (lap * s)),          to the left positive
        signed(s)  = |offset(s)| + reach(heading(s)) - half_lane

    Parameters
    ----------
    half_lane, lap
        From the middle of the lane to its lines, and the length of a lap.
    half_width, half_length, corner
        Half of the car's width and length, and the radius of its rounded corners.

    Examples
    --------
    >>> course = Course(half_lane=1.5, half_width=0.85)
    >>> course.offset([1.0, 0.5], [0.0, 0.25]).round(6).tolist()
    [0.0, 1.0]
    >>> print(f"{float(course.overhang([1.0], 0.25)):.2f}")  # at the top of the wave the car stands straight
    0.35
    """

    half_lane: float = 1.5
    lap: float = 40.0
    half_width: float = 0.85
    half_length: float = 1.7
    corner: float = 0.45

    def offset(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        """Offset of the car's middle from the lane's, at shares of the lap (n,) or one of them."""
        return np.asarray(_amplitudes(habit) @ self._waves(habit, way))

    def heading(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        """Angle of the car to the lane in radians, in the shape of `way`."""
        return np.asarray(np.arctan(_amplitudes(habit) @ self._slopes(habit, way)))

    def reach(self, heading: npt.ArrayLike) -> FloatArray:
        """From the car's middle across the lane to its outermost point, when it is turned by `heading`."""
        along, across = self.half_length - self.corner, self.half_width - self.corner
        angle = np.asarray(heading, dtype=np.float64)
        return np.asarray(along * np.abs(np.sin(angle)) + across * np.cos(angle) + self.corner)

    def signed(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        """How far the car's outermost point is beyond the line; negative inside the lane."""
        return np.asarray(
            np.abs(self.offset(habit, way)) + self.reach(self.heading(habit, way)) - self.half_lane
        )

    def overhang(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> Floats:
        """How far the car is over the line, 0 inside the lane: the hinge loss of the margin 1 - signed."""
        return hinge(1.0 - self.signed(habit, way))

    def mean_overhang(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> float:
        """Overhang averaged over the stations of a lap."""
        return float(np.mean(self.overhang(habit, way)))

    def mean_overhang_grad(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        """Subgradient of `mean_overhang` in the amplitudes, shape (d,); stations that touch the line count 0.

        Examples
        --------
        >>> Course().mean_overhang_grad([1.0], [0.0, 0.25]).round(6).tolist()
        [0.5]
        """
        angle, margin = self.heading(habit, way), 1.0 - self.signed(habit, way)
        along, across = self.half_length - self.corner, self.half_width - self.corner
        turned = along * np.sign(angle) * np.cos(angle) - across * np.sin(angle)
        by_offset = np.sign(self.offset(habit, way)) * self._waves(habit, way)
        # d arctan(t) = cos(heading)^2 dt
        by_heading = turned * np.cos(angle) ** 2 * self._slopes(habit, way)
        return np.asarray((by_offset + by_heading) @ -hinge_grad(margin) / margin.size)

    def _waves(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        return np.asarray(np.sin(_phases(habit, way)))

    def _slopes(self, habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
        """Derivatives of the waves by metres along the lap."""
        rates = 2 * np.pi * _numbers(habit, way) / self.lap
        return np.asarray(rates * np.cos(_phases(habit, way)))


def _amplitudes(habit: npt.ArrayLike) -> FloatArray:
    return np.asarray(habit, dtype=np.float64)


def _numbers(habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
    """1, 2, ... of the waves, to be broadcast over the stations."""
    count = np.arange(1.0, len(_amplitudes(habit)) + 1)
    return count.reshape(-1, *[1] * np.ndim(way))


def _phases(habit: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
    return np.asarray(2 * np.pi * _numbers(habit, way) * np.asarray(way, dtype=np.float64))
