"""Bars whose length is a number of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, Rectangle

from narrated.design.layout import Region
from narrated.mobjects.detached import detached


class Bar(Rectangle):
    """A horizontal or upright bar that fills a live share of its region.

    Parameters
    ----------
    region
        The full bar.
    share
        Called on every update, 0 to 1.
    color
        Of the bar.
    upright
        Whether it grows upwards instead of to the right.
    """

    def __init__(
        self, region: Region, share: Callable[[], float], color: str, *, upright: bool = False
    ) -> None:
        super().__init__(
            width=region.width, height=region.height, stroke_width=0, fill_color=color, fill_opacity=1
        )
        edge, now = DOWN if upright else LEFT, detached(share)
        foot, full = region.edge(edge), region.height if upright else region.width

        def follow(bar: Any) -> None:
            length = max(1e-3, float(np.clip(now(), 0.0, 1.0)) * full)
            (bar.stretch_to_fit_height if upright else bar.stretch_to_fit_width)(length)
            bar.move_to(foot, aligned_edge=edge)

        self.add_updater(follow, call_updater=True)
