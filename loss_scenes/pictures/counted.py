"""A live number among its words on one line, together in the middle of a region."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label, LiveNumber


class Counted(VGroup):
    """A number that counts, and what it counts; the words stand still while digits come and go.

    Parameters
    ----------
    region
        Where the line stands, in the middle.
    value
        Called on every update.
    words
        What is said with the number, which stands in place of ``{}``: languages have it before or after.
    most
        The value with the most digits: room is kept for it.
    size, unit_size
        Em squares, in pixels of the design.
    color
        Of the number.
    decimals
        Digits after the point.
    """

    def __init__(
        self,
        region: Region,
        value: Callable[[], float],
        words: str,
        most: float,
        *,
        size: float,
        unit_size: float,
        color: str,
        decimals: int = 0,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        number = LiveNumber(value, decimals=decimals, size=size, color=color, theme=theme)
        widest = LiveNumber(lambda: most, decimals=decimals, size=size, theme=theme).width
        before, after = (part.strip() for part in words.split("{}"))
        ink, gap = theme.colors.text, 0.35 * unit_size * PIXEL
        lead, unit = (
            Label(part, unit_size, ink, weight="BOLD", theme=theme) if part else None
            for part in (before, after)
        )
        spaces = [word.width + gap if word else 0.0 for word in (lead, unit)]
        left = region.x - (widest + sum(spaces)) / 2
        start = left + spaces[0]
        # It grows away from the word that it stands beside.
        edge, right = RIGHT if unit else LEFT, start + widest
        number.set_line(np.array([right if unit else start, region.y, 0.0]), edge)
        # All stand on one baseline: the middle of a smaller line is lower.
        low = region.y - 0.36 * (size - unit_size) * PIXEL
        if lead:
            lead.set_line(np.array([left, low, 0.0]), LEFT)
        if unit:
            unit.set_line(np.array([right + gap, low, 0.0]), LEFT)
        self.number = number
        super().__init__(number, *(word for word in (lead, unit) if word))
