"""The one large number of a shot, with its word above it and its unit behind it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label, LiveNumber


class Reading(VGroup):
    """A word, and below it a live number with its unit.

    Parameters
    ----------
    place
        The reading stands at its upper left corner.
    word
        What the number is.
    value
        Called on every update.
    template
        The number with its unit; what a space parts from the number is written smaller.
    decimals
        Digits after the point.
    widest
        The value for which there must be room before the unit.
    color
        Of the number; None: that of text.
    theme
        The look.

    Examples
    --------
    >>> reading = Reading(Region(0.0, 0.0, 8.0, 3.0), "speed", lambda: 62.4, "{} km/h", widest=80)
    >>> reading.number.shown
    '62'
    """

    def __init__(
        self,
        place: Region,
        word: str,
        value: Callable[[], float],
        template: str,
        *,
        decimals: int = 0,
        widest: float,
        color: str | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        sizes, colors = theme.type, theme.colors
        corner = place.edge(UP + LEFT)
        name = Label(word, sizes.body, colors.text, weight="BOLD", theme=theme)
        name.set_line(corner - 0.6 * sizes.body * PIXEL * UP, LEFT)
        figure, _, unit = template.partition(" ")
        # Its middle stands so that capitals of both sizes have one foot.
        low = corner - (1.15 * sizes.body + 0.52 * sizes.display) * PIXEL * UP

        def written(source: Callable[[], float]) -> LiveNumber:
            number = LiveNumber(
                source, decimals=decimals, template=figure, size=sizes.display,
                color=color or colors.text, edge=LEFT, theme=theme,
            )  # fmt: skip
            return number.set_line(low, LEFT)

        self.number = written(value)
        super().__init__(name, self.number)
        if unit:
            behind = written(lambda: widest).get_edge_center(RIGHT)[0] + 0.3 * sizes.heading * PIXEL
            foot = low[1] - 0.365 * (sizes.display - sizes.heading) * PIXEL
            label = Label(unit, sizes.heading, colors.text, weight="BOLD", theme=theme)
            self.add(label.set_line(np.array([behind, foot, 0.0]), LEFT))
