"""A formula whose terms are pictures: the square of one minus another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, VGroup
from manim.typing import Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_AIR = 0.06  # between a picture and a sign beside it, by the picture's side


class SquaredDifference(VGroup):
    """``( one - other )²``, with a picture for each of the two.

    Parameters
    ----------
    places
        Of the two pictures, equal squares in one row, with room for a sign at both sides and between them.
    one, other
        Called on every update: what the pictures show, as of :class:`narrated.Pixels`.
    sign
        Em square of the signs, by a picture's side.

    Attributes
    ----------
    one, other
        The pictures.
    signs
        Bracket, minus, and bracket with the square.

    Examples
    --------
    >>> places = Region(0.0, 0.0, 6.0, 2.0).columns(1, 1, gap=1.0)
    >>> formula = SquaredDifference(places, lambda: np.zeros((4, 4)), lambda: np.ones((4, 4)))
    >>> [sign.text for sign in formula.signs]
    ['(', '−', ')²']
    """

    def __init__(
        self,
        places: tuple[Region, Region],
        one: Callable[[], np.ndarray],
        other: Callable[[], np.ndarray],
        *,
        sign: float = 0.7,
    ) -> None:
        first, second = places
        self.one, self.other = Pixels(first, one), Pixels(second, other)
        middle = (first.center + second.center) / 2
        between = Region(float(middle[0]), float(middle[1]), first.width, first.height)
        self.signs = VGroup(
            beside("(", first, LEFT, RIGHT, size=sign),
            beside("\N{MINUS SIGN}", between, size=sign),
            beside(")²", second, RIGHT, LEFT, size=sign),
        )
        super().__init__(self.signs, self.one, self.other)


def beside(
    sign: str, picture: Region, at: Vector3D = ORIGIN, edge: Vector3D = ORIGIN, *, size: float
) -> Label:
    """A sign of a formula, with that edge of its own at an edge of a picture, and a little air between them.

    Nobody reads it as a word: it is part of a drawing.
    """
    label = Label(sign, size * picture.width / PIXEL, weight="BOLD")
    return decoration(label.set_line(picture.edge((1 + 2 * _AIR) * np.asarray(at)), edge))
