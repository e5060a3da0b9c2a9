"""A squared gap as an area: the square between a live prediction and its target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import UP, Dot, Polygon, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.location import LocationAxis
from narrated.mobjects.text import Label


class ValueGap(VGroup):
    """A number line from -1 to 1 with a target z, a prediction v, and the square over their gap.

    Parameters
    ----------
    region
        The line runs along its foot; the square stands on it, as large as fits.
    prediction
        Called on every update, in [-1, 1].
    target
        Where the prediction should be.
    color, target_color
        Of the square, and of the target.
    """

    def __init__(
        self,
        region: Region,
        prediction: Callable[[], float],
        target: float,
        color: str,
        target_color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        line = region.rows(3.2, 1)[1]
        self.axis = LocationAxis(line.inset(0.25, 0.0), -1.0, 1.0, (-1, 0, 1), theme=theme)
        self.square = Polygon(
            *[np.zeros(3)] * 4, stroke_color=color, stroke_width=theme.line_width, fill_color=color,
            fill_opacity=0.35,
        )  # fmt: skip
        self.dot = Dot(radius=1.3 * theme.dot, color=color)
        mark = Dot(self.axis.at(target), radius=1.3 * theme.dot, color=target_color)
        names = VGroup(
            Label("z", theme.type.body, target_color, weight="BOLD", theme=theme),
            Label("v", theme.type.body, color, weight="BOLD", theme=theme),
        )
        super().__init__(self.axis, self.square, mark, self.dot, names)
        at, now = self.axis.at, detached(prediction)
        above = 1.2 * theme.line_width * PIXEL * UP  # The square stands on the line, not in it.

        def follow(group: Any) -> None:
            here, there = at(now()), at(target)
            side = float(np.linalg.norm(there - here)) * UP
            square = np.array([here, there, there + side, here + side, here])
            group[1].set_points_as_corners(square + above)
            group[3].move_to(here)
            group[4][0].set_line(there + 42 * PIXEL * UP + 34 * PIXEL * np.array([1.0, 0.0, 0.0]))
            group[4][1].set_line(here + 42 * PIXEL * UP - 34 * PIXEL * np.array([1.0, 0.0, 0.0]))

        self.add_updater(follow, call_updater=True)
