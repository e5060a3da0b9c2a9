"""A plane to one scale both ways, and a spring between two points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VMobject
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points

_TURNS = 7  # of a spring


class Plane:
    """Coordinates in the middle of a region, to one scale both ways.

    Parameters
    ----------
    region
        What is filled.
    reach
        How far the first axis is seen from the middle, in its own units.

    Examples
    --------
    >>> Plane(Region(0.0, 1.0, 12.0, 6.0), 6.0).c2p(2.0, -1.0).tolist()
    [2.0, 0.0, 0.0]
    """

    def __init__(self, region: Region, reach: float) -> None:
        self.region, self.unit = region, region.width / (2 * reach)

    def c2p(self, x: float, y: float) -> Point3D:
        """Scene point of coordinates."""
        return np.asarray(self.region.center + self.unit * np.array([x, y, 0.0]))


def spring(start: Callable[[], Point3D], end: Callable[[], Point3D], color: str, width: float) -> VMobject:
    """A coil between two live points, ``width`` wide: the same turns, drawn out or pressed together.

    There is none where the points are no further apart than three widths: its turns would be thorns.
    """
    coil = VMobject(stroke_color=color, stroke_width=current_theme().curve_width)
    here, there = detached(start), detached(end)
    # Straight at both ends, to and fro between them.
    along = np.array([0.0, *np.linspace(0.08, 0.92, 2 * _TURNS + 1), 1.0])
    across = np.array([0.0, 0.0, *np.resize([0.5, -0.5], 2 * _TURNS - 1), 0.0, 0.0])

    def follow(mobject: Any) -> None:
        a, b = np.asarray(here()), np.asarray(there())
        length = float(np.linalg.norm(b - a))
        if length < 3 * width:
            mobject.clear_points()
            return
        side = np.array([a[1] - b[1], b[0] - a[0], 0.0]) / length * width
        points = a + along[:, np.newaxis] * (b - a) + across[:, np.newaxis] * side
        mobject.set_points(segment_points(points[:-1], points[1:]))

    coil.add_updater(follow, call_updater=True)
    return coil
