"""The name of the loss that is told, quiet, in the upper left corner of what is read."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import panel
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding

_ROUND = 28 * PIXEL  # of dark ground about words
_PITCH = 1.24  # of the name, in em: what stands below it keeps clear


def name_plate(hero: Region, name: str, color: str, *, theme: Theme | None = None) -> Label:
    """A loss's name in its colour; in every shot of a format at one place and in one size.

    Examples
    --------
    >>> place = Region(0.0, 0.0, 8.0, 4.0)
    >>> plate = name_plate(place, "Huber", "#7ee2a0")
    >>> round(float(plate.get_left()[0]), 6), bool(below_plate(place).contains(plate))
    (-4.0, False)
    """
    theme = current_theme(theme)
    size = theme.type.body
    corner = hero.edge(UP + LEFT)
    label = Label(name, size, color, weight="BOLD", theme=theme)
    return label.set_line(np.array([corner[0], corner[1] - _PITCH / 2 * size * PIXEL, 0.0]), LEFT)


def below_plate(hero: Region, *, theme: Theme | None = None) -> Region:
    """What of a region is left below a name."""
    high = _PITCH * current_theme(theme).type.body * PIXEL
    return Region(hero.x, hero.y - high / 2, hero.width, hero.height - high)


def on_dark(words: VMobject, depth: float, *, opacity: float = 1.0, theme: Theme | None = None) -> VGroup:
    """Words before all that lies less deep, on a ground of their own: what is behind them is restless."""
    theme = current_theme(theme)
    x, y, _ = words.get_center()
    place = Region(float(x), float(y), words.width + _ROUND, words.height + 0.8 * _ROUND)
    plate = panel(place, theme=theme).set_fill(theme.colors.background, opacity).set_stroke(width=0)
    return VGroup(bleeding(plate), words).set_z_index(depth, family=True)
