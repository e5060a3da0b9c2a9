"""The head of a family of losses: its name, and on the same line what is told of it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT

from loss_scenes.pictures.name_plate import name_plate
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label

_GAP = 36 * PIXEL


def family_name(hero: Region, name: str, *, theme: Theme | None = None) -> Label:
    """A family's name where every loss has its own: it is white, for a family has no colour.

    Examples
    --------
    >>> title = family_name(Region(0.0, 0.0, 8.0, 4.0), "Regression")
    >>> round(float(title.get_left()[0]), 6)
    -4.0
    """
    theme = current_theme(theme)
    return name_plate(hero, name, theme.colors.text, theme=theme)


def told_beside(hero: Region, name: Label, words: str, color: str, *, theme: Theme | None = None) -> Label:
    """What is told of a family, in a row at the right of its name: smaller where there is little room.

    Examples
    --------
    >>> hero = Region(0.0, 0.0, 12.0, 4.0)
    >>> name = family_name(hero, "Regression")
    >>> told = told_beside(hero, name, "squared error", "#ff9f5a")
    >>> bool(told.get_left()[0] > name.get_right()[0]), round(told.line_middle - name.line_middle, 6)
    (True, 0.0)
    """
    theme = current_theme(theme)
    size, left, right = theme.type.body, float(name.get_right()[0]) + _GAP, float(hero.edge(RIGHT)[0])
    row = Region((left + right) / 2, name.line_middle, right - left, 1.24 * size * PIXEL)
    label = Label(words, size, color, weight="BOLD", within=row, theme=theme)
    return label.set_line(np.array([left, name.line_middle, 0.0]), LEFT)
