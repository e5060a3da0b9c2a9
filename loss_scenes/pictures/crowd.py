"""Many of one drawn thing, so small that only their large shapes are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject

from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.visual_role import drawn

_LARGE = 0.2
"""Of the thing's height: a part that is less high is not seen on one of many."""


class Crowd(VGroup):
    """Copies of a drawn thing, each about its own middle as large as it is at the moment.

    Parameters
    ----------
    thing
        One of them.
    middles
        Where the others are: shape (n, 3).
    sizes
        Called on every update: of each, by the size of the thing; shape (n,).

    Examples
    --------
    >>> from narrated.mobjects.things import Cat
    >>> one = np.zeros((1, 3))
    >>> whole, half = (Crowd(Cat(100), one, lambda size=size: np.array([size])) for size in (1.0, 0.5))
    >>> round(float(half.width / whole.width), 6)
    0.5
    """

    def __init__(self, thing: Drawing, middles: np.ndarray, sizes: Callable[[], np.ndarray]) -> None:
        super().__init__()
        self.middles, self.sizes = np.asarray(middles, dtype=float), detached(sizes)
        center, least = thing.get_center(), _LARGE * thing.height
        self.shapes = [part.points - center for part in thing if part.height > least]
        for part in thing:
            if part.height > least:
                self.add(VMobject(stroke_width=0, fill_opacity=1, fill_color=part.get_fill_color()))
        self.add_updater(lambda crowd: crowd.follow())
        self.follow()
        drawn(self)

    def follow(self) -> None:
        """Be as large as they are now; who has no size is not drawn."""
        sizes = np.asarray(self.sizes(), dtype=float)
        there = sizes > 0
        middles, sizes = self.middles[there][:, None], sizes[there][:, None, None]
        for part, shape in zip(self, self.shapes, strict=True):
            part.set_points((middles + sizes * shape).reshape(-1, 3))
