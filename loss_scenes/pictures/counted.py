"""A live number and its unit on one line, together in the middle of a region."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label, LiveNumber


class Counted(VGroup):
    """A number that counts, before its unit; the unit stands still while digits come and go.

    Parameters
    ----------
    region
        Where the line stands, in the middle.
    value
        Called on every update.
    unit
        The word after the number.
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
        unit: str,
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
        word = Label(unit, unit_size, theme.colors.text, weight="BOLD", theme=theme)
        gap = 0.16 * size * PIXEL
        left = region.x - (widest + gap + word.width) / 2
        number.set_line(np.array([left + widest, region.y, 0.0]), RIGHT)
        # Both stand on one baseline: the middle of the smaller line is lower.
        drop = 0.36 * (size - unit_size) * PIXEL
        word.set_line(np.array([left + widest + gap, region.y - drop, 0.0]), LEFT)
        self.number = number
        super().__init__(number, word)
