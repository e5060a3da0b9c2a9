"""A car that wanders in its lane, and deductions for being over a line."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import hinge, hinge_grad
from loss_scenes.losses.domain import FloatArray, Floats


def offsets(amplitudes: npt.ArrayLike, way: npt.ArrayLike) -> FloatArray:
    """Offset from the middle of the lane along the way: sum of amplitudes[k] * sin(2 pi (k + 1) way).

    Parameters
    ----------
    amplitudes : array_like
        Shape (d,), in metres.
    way : array_like
        Share of the lap, 0 to 1, shape (n,).

    Examples
    --------
    >>> offsets([1.0, 0.5], [0.0, 0.25]).round(6).tolist()
    [0.0, 1.0]
    """
    return np.asarray(amplitudes, dtype=np.float64) @ _waves(len(np.asarray(amplitudes)), way)


def overhang(offset: npt.ArrayLike, *, half_car: float, half_lane: float) -> Floats:
    """How far the car's outer side is over the line, in metres: 0 inside the lane.

    Notes
    -----
    It is the hinge loss of the margin 1 - (|offset| + half_car - half_lane).

    Examples
    --------
    >>> overhang([0.5, -1.0], half_car=0.85, half_lane=1.5).round(6).tolist()
    [0.0, 0.35]
    """
    return hinge(_margin(np.asarray(offset, dtype=np.float64), half_car, half_lane))


def mean_overhang(
    amplitudes: npt.ArrayLike, way: npt.ArrayLike, *, half_car: float, half_lane: float
) -> float:
    """Overhang averaged over the stations of a lap, in metres.

    Examples
    --------
    >>> print(f"{mean_overhang([1.0], [0.0, 0.25], half_car=0.85, half_lane=1.5):.3f}")
    0.175
    """
    sides = overhang(offsets(amplitudes, way), half_car=half_car, half_lane=half_lane)
    return float(np.mean(sides))


def mean_overhang_grad(
    amplitudes: npt.ArrayLike, way: npt.ArrayLike, *, half_car: float, half_lane: float
) -> FloatArray:
    """Subgradient of `mean_overhang` in the amplitudes, shape (d,); stations that touch the line count 0.

    Examples
    --------
    >>> mean_overhang_grad([1.0], [0.0, 0.25], half_car=0.85, half_lane=1.5).tolist()
    [0.5]
    """
    offset = offsets(amplitudes, way)
    pull = -hinge_grad(_margin(offset, half_car, half_lane)) * np.sign(offset)
    return np.asarray(_waves(len(np.asarray(amplitudes)), way) @ pull / len(offset))


def _waves(count: int, way: npt.ArrayLike) -> FloatArray:
    stations = np.asarray(way, dtype=np.float64)
    return np.asarray(np.sin(2 * np.pi * np.outer(np.arange(1, count + 1), stations)))


def _margin(offset: FloatArray, half_car: float, half_lane: float) -> FloatArray:
    return 1.0 - (np.abs(offset) + half_car - half_lane)
