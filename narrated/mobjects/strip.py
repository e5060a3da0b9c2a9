"""A strip of thin bars, one a value, that fills as the values come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.visual_role import decoration


class BarStrip(VGroup):
    """Thin bars from a common ground, one a value, of which a live number is shown; the lowest stand out.

    Parameters
    ----------
    region
        The strip's rectangle; the largest value is as high as it.
    values
        All of them, >= 0.
    count
        How many are shown now.
    color, low_color
        Of the bars, and of those that equal the lowest of the shown.
    """

    def __init__(
        self,
        region: Region,
        values: np.ndarray,
        count: Callable[[], int],
        color: str,
        low_color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.bars = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        self.lowest = VMobject(stroke_width=0, fill_color=low_color, fill_opacity=1)
        # A lowest bar would drown between higher ones: a little air keeps them off.
        self.air = decoration(VMobject(stroke_width=0, fill_color=theme.colors.panel, fill_opacity=1))
        super().__init__(self.bars, self.air, self.lowest)
        pitch, data, now = region.width / len(values), np.asarray(values, dtype=float), detached(count)
        left, ground = region.x - region.width / 2, region.y - region.height / 2
        heights = data / data.max() * region.height

        def outlines(indices: np.ndarray, fill: float, full: bool = False) -> np.ndarray:
            pieces = [np.zeros((0, 3))]
            for i in indices:
                x, half = left + (i + 0.5) * pitch, fill * pitch / 2
                top = ground + (region.height if full else heights[i])
                corners = [(x - half, ground), (x + half, ground), (x + half, top), (x - half, top)]
                pieces.append(polygon_points(np.column_stack([corners, np.zeros(4)])))
            return np.concatenate(pieces)

        def follow(strip: Any) -> None:
            shown = data[: now()]
            low = np.isclose(shown, shown.min()) if len(shown) else np.zeros(0, dtype=bool)
            strip[0].set_points(outlines(np.flatnonzero(~low), 0.82))
            strip[1].set_points(outlines(np.flatnonzero(low), 3.0, full=True))
            strip[2].set_points(outlines(np.flatnonzero(low), 1.3))

        self.add_updater(follow, call_updater=True)
