"""The head of a family of losses: its name, and where the loss stands that learning makes small."""

from __future__ import annotations

from manim import LEFT, UP

from loss_scenes.pictures.falling_loss import one_row_high, two_rows_high
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label

_BROAD = 0.58  # of a broad region: beyond, what is predicted has its number
_GAP = 48 * PIXEL


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
    name = 1.3 * current_theme(theme).type.title * PIXEL
    return name if hero.broad else name + one_row_high(theme=theme)


def loss_place(hero: Region, name: Label, *, theme: Theme | None = None) -> Region:
    """Where the loss stands: at the right of the family's name, or below that in a narrow picture.

    Examples
    --------
    >>> hero = Region(0.0, 0.0, 12.0, 4.0)
    >>> name = family_name(hero, "Regression")
    >>> bool(loss_place(hero, name).edge(LEFT)[0] > name.get_right()[0])
    True
    """
    if hero.broad:
        left = float(name.get_right()[0]) + _GAP
        right = float(hero.edge(LEFT)[0]) + _BROAD * hero.width
        return Region(
            (left + right) / 2, float(name.get_center()[1]), right - left, two_rows_high(theme=theme)
        )
    high = one_row_high(theme=theme)
    low = float(hero.edge(UP)[1]) - head_height(hero, theme=theme)
    return Region(hero.x, low + high / 2, hero.width, high)
