"""A tag that says for how long what it hangs on has learnt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from manim import ORIGIN, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL
from narrated.design.theme import current_theme
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration

_SIDES, _HIGH = (
    1.3,
    1.45,
)  # of the plate: wider than what is on it, by one more digit and air, and as high, in em


class StepsTag(VGroup):
    """Neutral words on a plate, whose rim has the colour of the player who learns.

    Parameters
    ----------
    words
        What is on it until it counts.
    color
        Of the rim.
    width
        Of the plate at the most, in scene units.

    Attributes
    ----------
    plate, said
        What it is made of.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> tag = StepsTag("160 steps in", THEME.colors.generator, 2.5)
    >>> round(float(tag.width), 6)
    2.5
    >>> tag.count(lambda: 6000.0, "{} steps in").said.shown
    '6000 steps in'
    """

    def __init__(self, words: str, color: str, width: float) -> None:
        theme = current_theme()
        size = theme.type.body
        whole = Label(words, size, weight="BOLD").width + _SIDES * size * PIXEL
        size *= min(1.0, width / whole)
        self.said: Label | LiveNumber = Label(words, size, weight="BOLD")
        self.plate = RoundedRectangle(
            width=self.said.width + _SIDES * size * PIXEL,
            height=_HIGH * size * PIXEL,
            corner_radius=theme.corner,
        )
        self.plate.set_stroke(color, theme.line_width).set_fill(theme.colors.background, opacity=1)
        super().__init__(bleeding(decoration(self.plate)), self.said.set_line(self.plate.get_center()))

    def count(self, steps: Callable[[], float], template: str) -> Self:
        """Have a number of the moment on it from now on."""
        number = LiveNumber(steps, decimals=0, template=template, size=self.said.em, edge=ORIGIN)
        number.add_updater(lambda number: number.set_line(self.plate.get_center(), ORIGIN), call_updater=True)
        self.remove(self.said)
        self.said = number
        return self.add(number)
