"""Values on a line, and markers for what sums them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Dot, Line, Triangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label, Tick


class LocationAxis(VGroup):
    """A number line through a region.

    Parameters
    ----------
    region
        The line runs through its middle.
    low, high
        Ends of the line.
    ticks
        Where numbers stand.
    theme
        The look: colours and sizes.
    """

    def __init__(
        self, region: Region, low: float, high: float, ticks: Sequence[float], *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        self.low, self.high, self.theme = low, high, theme
        self._left, self._right = region.edge(LEFT), region.edge(RIGHT)
        line = Line(self._left, self._right, stroke_color=theme.colors.axis, stroke_width=theme.line_width)
        numbers = VGroup()
        for value in ticks:
            below = self.at(value) + DOWN * theme.type.small * 1.1 * PIXEL
            numbers.add(Tick(value, theme=theme).set_line(below))
        super().__init__(line, numbers)

    def at(self, value: float) -> np.ndarray:
        """The scene point of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self._left + share * (self._right - self._left)

    def dot(self, value: float, color: str) -> Dot:
        """A value on the line."""
        return Dot(self.at(value), radius=self.theme.dot, color=color)

    def marker(
        self, value: Callable[[], float], name: str, color: str, *, above: bool = True, lift: float = 0.9
    ) -> VGroup:
        """A named arrow head that points at a live value from above or from below the line.

        Parameters
        ----------
        lift
            Height of the name over the line, in scene units: markers that come close need different ones.
        """
        side = UP if above else DOWN
        head = Triangle(stroke_width=0, fill_color=color, fill_opacity=1).scale(0.16)
        if above:
            head.rotate(np.pi)
        stem = Line(ORIGIN, side * lift, stroke_color=color, stroke_width=self.theme.line_width)
        label = Label(name, self.theme.type.body, color, weight="BOLD", theme=self.theme)
        mark = VGroup(stem, head, label)
        at = self.at

        def follow(group: Any) -> None:
            here = at(value())
            group[0].put_start_and_end_on(here + side * 0.3, here + side * lift)
            group[1].move_to(here + side * 0.26)
            group[2].set_line(here + side * (lift + 0.3))

        mark.add_updater(follow)
        follow(mark)
        return mark
