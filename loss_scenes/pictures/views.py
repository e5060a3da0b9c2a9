"""Pictures in a plane: each hangs on the dot of its place, and arrows show what moves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Mobject, VMobject
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points


class Plane:
    """Coordinates in the middle of a region, to one scale both ways; the long side is the first axis.

    Parameters
    ----------
    region
        What is filled.
    reach
        How far the first axis is seen from the middle, in its own units.
    """

    def __init__(self, region: Region, reach: float, *, theme: Theme | None = None) -> None:
        self.theme = current_theme(theme)
        self.region, self.upright = region, region.height > 0.7 * region.width
        self.unit = (region.height if self.upright else region.width) / (2 * reach)

    def c2p(self, x: float, y: float) -> Point3D:
        """Scene point of coordinates."""
        across, up = (-y, -x) if self.upright else (x, y)
        return np.asarray(self.region.center + self.unit * np.array([across, up, 0.0]))


def hang(thing: Mobject, place: Callable[[], Point3D], edge: Point3D) -> Mobject:
    """Let a thing hang with the middle of its edge on a live place."""
    now = detached(place)
    thing.add_updater(lambda m: m.move_to(now(), aligned_edge=edge), call_updater=True)
    return thing


def arrow(start: Callable[[], Point3D], way: Callable[[], Point3D], color: str, width: float) -> VMobject:
    """A thick arrow from a live point along a live vector; none where the vector is nearly nothing."""
    drawn = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
    here, along = detached(start), detached(way)

    def follow(mobject: Any) -> None:
        vector = np.asarray(along(), dtype=float)
        length = float(np.linalg.norm(vector))
        if length < width:
            mobject.clear_points()
            return
        ahead = vector / length
        side = np.array([-ahead[1], ahead[0], 0.0])
        head = min(2.6 * width, 0.7 * length)
        foot, neck, tip = here(), here() + (length - head) * ahead, here() + vector
        half, wing = width / 2, 1.5 * width * head / (2.6 * width)
        corners = [foot - half * side, neck - half * side, neck - wing * side, tip,
                   neck + wing * side, neck + half * side, foot + half * side]  # fmt: skip
        mobject.set_points(polygon_points(np.array(corners)))

    drawn.add_updater(follow, call_updater=True)
    return drawn
