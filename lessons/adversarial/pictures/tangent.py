"""The ends of a tangent that is as long however steep it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D


def tangent(curve: Callable[[float], Point3D], at: float, *, half: float, near: float) -> np.ndarray:
    """Both ends of a curve's tangent in a picture.

    Parameters
    ----------
    curve
        The point of the picture for a place of the curve's axis.
    at
        The place.
    half
        From the middle to an end, in scene units.
    near
        Of the axis: to both sides of the place, for the tilt of the curve there.

    Returns
    -------
    ndarray
        Shape (2, 3).

    Examples
    --------
    >>> tangent(lambda x: np.array([x, 0.75 * x, 0.0]), 4.0, half=1.0, near=0.01).round(6).tolist()
    [[3.2, 2.4, 0.0], [4.8, 3.6, 0.0]]
    """
    low, high = np.asarray(curve(at - near)), np.asarray(curve(at + near))
    way = half * (high - low) / np.linalg.norm(high - low)
    middle = (low + high) / 2
    return np.array([middle - way, middle + way])
