"""The head of a family of losses: its name, and beside that the loss that learning makes small."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_BROAD = 0.58  # of a broad region: beyond, what is predicted has its number
_GAP, _THICK = 48 * PIXEL, 26 * PIXEL


def family_name(hero: Region, name: str, *, theme: Theme | None = None) -> Label:
    """A family's name at the top left of what is read, in every shot of a format at one place.

    Examples
    --------
    >>> title = family_name(Region(0.0, 0.0, 8.0, 4.0), "Regression")
    >>> round(float(title.get_left()[0]), 6)
    -4.0
    """
    theme = current_theme(theme)
    size = theme.type.title
    at = hero.edge(UP + LEFT) - 0.6 * size * PIXEL * UP
    return Label(name, size, theme.colors.text, weight="BOLD", theme=theme).set_line(at, LEFT)


def head_height(hero: Region, *, theme: Theme | None = None) -> float:
    """How high name and loss are: in a narrow picture the loss has a row of its own.

    Examples
    --------
    >>> head_height(Region(0.0, 0.0, 8.0, 4.0)) < head_height(Region(0.0, 0.0, 4.0, 8.0))
    True
    """
    sizes = current_theme(theme).type
    return (1.3 * sizes.title + (0.0 if hero.broad else 1.4 * sizes.label)) * PIXEL


class FamilyLoss(VGroup):
    """The name of a loss, and a bar as long as the loss is by what it was at first.

    Parameters
    ----------
    hero
        What is read.
    title
        The family's name (`family_name`): name and bar stand at its right, or below it in a narrow picture.
    name
        Of the loss.
    share
        Called on every update: the loss of the moment by that of the first moment, 0 to 1.
    color
        Of the loss.

    Examples
    --------
    >>> place = Region(0.0, 0.0, 12.0, 4.0)
    >>> loss = FamilyLoss(place, family_name(place, "Regression"), "squared error", lambda: 1.0, "#ff9f5a")
    >>> name, track, bar = loss
    >>> bool(bar.get_top()[1] < name.get_bottom()[1]), bool(bar.get_right()[0] < 2)
    (True, True)
    """

    def __init__(
        self,
        hero: Region,
        title: Label,
        name: str,
        share: Callable[[], float],
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        size, start = theme.type.label, float(hero.edge(LEFT)[0])
        high = size * PIXEL
        if hero.broad:
            left, right = float(title.get_right()[0]) + _GAP, start + _BROAD * hero.width
            middle = float(title.get_center()[1])
            at = Region((left + right) / 2, middle + 0.6 * high, right - left, 1.2 * high)
            label = Label(name, size, color, weight="BOLD", within=at, theme=theme)
            place = Region(at.x, middle - 0.45 * high, at.width, _THICK)
        else:
            y = float(hero.edge(UP)[1]) - head_height(hero, theme=theme) + 0.7 * high
            label = Label(name, size, color, weight="BOLD", theme=theme)
            label.set_line(np.array([start, y, 0.0]), LEFT)
            left, right = float(label.get_right()[0]) + _GAP / 2, float(hero.edge(RIGHT)[0])
            place = Region((left + right) / 2, y, right - left, _THICK)
        track = decoration(Bar(place, lambda: 1.0, theme.colors.raised))
        super().__init__(label, track, Bar(place, share, color))
