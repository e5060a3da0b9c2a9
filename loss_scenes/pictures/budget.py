"""The bar of a total loss: who pays which share of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached

_SLIVER = 5 * PIXEL


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
    rest
        Called on every update: the other part's share, at the bar's end; None: all that the first one leaves.

    Examples
    --------
    >>> bar = BudgetBar(Region(0.0, 0.0, 8.0, 1.0), lambda: 0.25, "#d3dcf2", "#ffd700")
    >>> round(float(bar.cut), 6)
    -2.0
    """

    def __init__(
        self,
        region: Region,
        share: Callable[[], float],
        color: str,
        rest_color: str,
        *,
        rest: Callable[[], float] | None = None,
    ) -> None:
        self.left, self.right = float(region.edge(LEFT)[0]), float(region.edge(RIGHT)[0])
        self.middle, self.high = float(region.y), region.height
        self.share, self.rest = detached(share), detached(rest) if rest else None
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
        other = self.right - (self.right - self.left) * self.rest() if self.rest else cut
        for part, low, high, aside in ((self[0], self.left, cut, 0.0), (self[1], other, self.right, gap)):
            start, width = low + aside, high - low - gap
            if width <= PIXEL:  # a share that is less than a pixel wide is still seen, as a sliver
                width = _SLIVER if high > low else 0.0
                start = min(start, self.right - width)
            radius = min(14 * PIXEL, width / 2, self.high / 2)
            if width <= 0:
                part.clear_points()
                continue
            box = RoundedRectangle(width=width, height=self.high, corner_radius=radius)
            part.set_points(box.points).move_to(np.array([start + width / 2, self.middle, 0.0]))
