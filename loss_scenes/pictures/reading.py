"""The one large number of a shot, with its word above it and its unit behind it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from loss_scenes.pictures.one_row import one_row
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label, LiveNumber


class Reading(VGroup):
    """A word, and below it a live number with its unit.

    Parameters
    ----------
    place
        The reading stands at its upper left corner; its word is no wider.
    word
        What the number is.
    value
        Called on every update.
    template
        The number with its unit, which is written smaller.
    decimals
        Digits after the point.
    widest
        The value for which there must be room before the unit.
    color
        Of the number and its unit; None: that of text.
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
        before, _, unit = template.partition("{}")
        # Its middle stands so that the number and what is written smaller have one foot.
        low = corner - (1.15 * sizes.body + 0.52 * sizes.display) * PIXEL * UP
        foot = low - 0.365 * (sizes.display - sizes.heading) * PIXEL * UP

        def small(text: str, x: float) -> Label:
            label = Label(text, sizes.heading, color or colors.text, weight="BOLD", theme=theme)
            return label.set_line(np.array([x, foot[1], 0.0]), LEFT)

        def written(source: Callable[[], float]) -> LiveNumber:
            number = LiveNumber(
                source,
                decimals=decimals,
                size=sizes.display,
                color=color or colors.text,
                edge=LEFT,
                theme=theme,
            )
            return number.set_line(low, LEFT)

        gap = 0.12 * sizes.heading * PIXEL
        row = Region(place.x, float(corner[1]) - 0.6 * sizes.body * PIXEL, place.width, sizes.body * PIXEL)
        parts = [one_row(word, sizes.body, row, least=theme.text_sizes.smallest, theme=theme)]
        if before:
            parts.append(small(before, float(low[0])))
            low = low + (parts[-1].width + gap) * RIGHT
        self.number = written(value)
        if unit:
            edge = float(written(lambda: widest).get_edge_center(RIGHT)[0])
            parts.append(small(unit.lstrip(), edge + gap * (2.5 if unit != unit.lstrip() else 1)))
        super().__init__(*parts, self.number)
