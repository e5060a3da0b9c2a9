"""A free place for a name beside a curve: it touches nothing, and is nearest to what it names."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Mobject
from manim.typing import Point3D

from narrated.mobjects.text import Label, LiveNumber

_SHARE = np.linspace(0.0, 1.0, 13)
_BASIS = np.stack(
    [(1 - _SHARE) ** 3, 3 * _SHARE * (1 - _SHARE) ** 2, 3 * _SHARE**2 * (1 - _SHARE), _SHARE**3], axis=1
)
_AROUND = np.array([UP, DOWN, LEFT, RIGHT, UP + LEFT, UP + RIGHT, DOWN + LEFT, DOWN + RIGHT])[:, :2]
_PLACES = 48  # along the curve
_AWAY = 1.0  # scene units from other things that are as good as more


def free_place(
    size: tuple[float, float],
    beside: Mobject,
    others: Iterable[Mobject],
    corners: tuple[Point3D, Point3D],
    air: float,
) -> Point3D | None:
    """The middle of a box that stands beside a curve and touches nothing.

    Parameters
    ----------
    size
        Width and height of the box.
    beside
        The curve.
    others
        What it must not touch either; of places beside the curve, one far from them is taken.
    corners
        The lower left and the upper right of where it may stand.
    air
        Between the box and whatever is drawn.

    Returns
    -------
    Point3D or None
        Nothing where there is no such place.
    """
    curve, rest = samples([beside]), samples(others)
    if not len(curve):
        return None
    half = np.array(size) / 2
    chosen = curve[np.unique(np.linspace(0, len(curve) - 1, _PLACES).astype(int))]
    middles = (chosen[:, np.newaxis] + _AROUND * (half + 1.5 * air)).reshape(-1, 2)
    low, high = (np.asarray(corner)[:2] for corner in corners)
    middles = middles[((middles - half >= low) & (middles + half <= high)).all(axis=1)]
    if not len(middles):
        return None
    to_curve, to_rest = _distances(middles, half, curve), _distances(middles, half, rest)
    free = (to_curve >= air) & (to_rest >= air) & (to_rest > to_curve)
    if not free.any():
        return None
    # The nearer to its own curve and the farther from all else, the plainer whose name it is.
    worth = np.where(free, np.minimum(to_rest, _AWAY) - to_curve, -np.inf)
    return np.append(middles[int(worth.argmax())], 0.0)


def samples(mobjects: Iterable[Mobject]) -> np.ndarray:
    """Points along what mobjects draw, shape (n, 2); of a text, points all over its box."""
    found = [np.zeros((0, 2))]
    for part in (part for mobject in mobjects for part in mobject.family_members_with_points()):
        points = np.asarray(part.points)[:, :2]
        if isinstance(part, Label | LiveNumber):
            low, high = points.min(axis=0), points.max(axis=0)
            x, y = (np.linspace(a, b, 9) for a, b in zip(low, high, strict=True))
            found.append(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
        else:
            curves = points[: len(points) // 4 * 4].reshape(-1, 4, 2)
            found.append(np.einsum("sk,ckd->csd", _BASIS, curves).reshape(-1, 2))
    return np.concatenate(found)


def _distances(middles: np.ndarray, half: np.ndarray, points: np.ndarray) -> np.ndarray:
    """From boxes of one size to the nearest of some points; 0 for a point inside."""
    if not len(points):
        return np.full(len(middles), np.inf)
    outside = np.maximum(np.abs(points - middles[:, np.newaxis]) - half, 0.0)
    return np.asarray(np.linalg.norm(outside, axis=2).min(axis=1))
