"""A bar of which a part is one share of a whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, Rectangle, VGroup

from narrated.design.layout import Region
from narrated.mobjects.detached import detached


class ShareBar(VGroup):
    """A bar cut in two by a live share: the first part from the left, the rest in another colour.

    Parameters
    ----------
    region
        The bar's rectangle.
    share
        Called on every update; 0 to 1.
    color, rest_color
        Of the share and of the rest.
    """

    def __init__(self, region: Region, share: Callable[[], float], color: str, rest_color: str) -> None:
        # Kept as plain numbers: manim deep-copies attributes for every animation.
        self._left, self._width = region.edge(LEFT), region.width
        self.rest = Rectangle(
            width=region.width, height=region.height, stroke_width=0, fill_color=rest_color, fill_opacity=1
        ).move_to(region.center)
        self.part = Rectangle(
            width=region.width, height=region.height, stroke_width=0, fill_color=color, fill_opacity=1
        )
        super().__init__(self.rest, self.part)
        self.share = detached(share)
        self.part.add_updater(lambda _: self.follow())
        self.follow()

    def follow(self) -> None:
        """Cut the bar where the share is now."""
        width = max(1e-4, float(np.clip(self.share(), 0.0, 1.0)) * self._width)
        self.part.stretch_to_fit_width(width)
        self.part.move_to(self._left, aligned_edge=LEFT)
