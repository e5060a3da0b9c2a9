"""The bar of a total loss: who pays which share of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached


class BudgetBar(VGroup):
    """Two parts with round corners and a gap between them, cut where a share of the moment says.

    Parameters
    ----------
    region
        The bar's rectangle.
    share
        Called on every update: the first part's, 0 to 1.
    color, rest_color
        Of the first part and of the rest.

    Examples
    --------
    >>> bar = BudgetBar(Region(0.0, 0.0, 8.0, 1.0), lambda: 0.25, "#d3dcf2", "#ffd700")
    >>> round(float(bar.cut), 6)
    -2.0
    """

    def __init__(self, region: Region, share: Callable[[], float], color: str, rest_color: str) -> None:
        self.left, self.right = float(region.edge(LEFT)[0]), float(region.edge(RIGHT)[0])
        self.middle, self.high = float(region.y), region.height
        self.share = detached(share)
        parts = [VMobject(stroke_width=0, fill_color=c, fill_opacity=1) for c in (color, rest_color)]
        super().__init__(*parts)
        self.add_updater(lambda bar: bar.follow())
        self.follow()

    @property
    def cut(self) -> float:
        """Where the first part ends, in scene units."""
        return self.left + (self.right - self.left) * float(np.clip(self.share(), 0.0, 1.0))

    def follow(self) -> None:
        """Cut the bar where the share is now; half of the gap is taken from each part."""
        cut, gap = self.cut, 5 * PIXEL
        for part, start, end in ((self[0], self.left, cut - gap), (self[1], cut + gap, self.right)):
            width = end - start
            if width <= PIXEL:  # a share that is less than a pixel wide is still seen, as a sliver
                width = 3 * PIXEL if cut > self.left else 0.0
            radius = min(14 * PIXEL, width / 2, self.high / 2)
            if width <= 0:
                part.clear_points()
                continue
            box = RoundedRectangle(width=width, height=self.high, corner_radius=radius)
            part.set_points(box.points).move_to(np.array([start + width / 2, self.middle, 0.0]))
