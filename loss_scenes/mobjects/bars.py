"""Bars whose length is a number of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, Rectangle, VGroup

from loss_scenes.mobjects.hold import hold
from loss_scenes.mobjects.panel import formula
from loss_scenes.stage.regions import PIXEL, Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


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
        edge, now = DOWN if upright else LEFT, hold(share)
        foot, full = region.edge(edge), region.height if upright else region.width

        def follow(bar: Any) -> None:
            length = max(1e-3, float(np.clip(now(), 0.0, 1.0)) * full)
            (bar.stretch_to_fit_height if upright else bar.stretch_to_fit_width)(length)
            bar.move_to(foot, aligned_edge=edge)

        self.add_updater(follow, call_updater=True)


class LogScale(VGroup):
    """A scale of powers of ten along the lower edge of a region.

    Parameters
    ----------
    region
        The scale spans its width.
    exponents
        Which powers carry a number; the first and the last are the ends.
    """

    def __init__(self, region: Region, *exponents: int, theme: Theme = DEFAULT_THEME) -> None:
        self.low, self.high = exponents[0], exponents[-1]
        left, right = region.edge(LEFT + DOWN), region.edge(RIGHT + DOWN)
        colors = theme.colors
        lines = VGroup(Line(left, right, stroke_color=colors.axis, stroke_width=theme.line_width))
        numbers = VGroup()
        for exponent in exponents:
            at = left + (exponent - self.low) / (self.high - self.low) * (right - left)
            lines.add(
                Line(at, at + 12 * PIXEL * DOWN, stroke_color=colors.axis, stroke_width=theme.line_width)
            )
            number = formula(f"10^{exponent}", theme.type.label, colors.muted, theme=theme)
            numbers.add(number.move_to(at + 42 * PIXEL * DOWN))
        super().__init__(lines, numbers)

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high end."""
        return float((np.log10(value) - self.low) / (self.high - self.low))
