"""What a lap earns, in whole points: one term, another that is taken from it, and the score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from loss_scenes.pictures.one_row import one_row
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.relations import computed_from
from narrated.mobjects.text import Label, LiveNumber

_PITCH = 1.3  # from one row to the next, in em
_GAP = 0.55  # beside a sign, in em


class ScoreSum(VGroup):
    """``earned - taken = score``, in a row or written one below the other; at first without what is taken.

    Parameters
    ----------
    place
        The sum stands at its left, in the middle of its height.
    words
        What is earned, what is taken, and the score.
    earned, taken
        Called on every update; each is rounded to whole points, so that the digits balance.
    color
        Of what is taken.
    upright
        Whether the terms stand one below the other, as wide as the place.
    theme
        The look.

    Attributes
    ----------
    earned, taken, score
        Each a number, its word, and the sign before it. ``taken`` is not part of the sum: let the others be
        :meth:`parted` first.

    Examples
    --------
    >>> words, place = ("speed", "fine", "score"), Region(0.0, 0.0, 9.0, 3.0)
    >>> lap = ScoreSum(place, words, lambda: 76.2, lambda: 1.6, color="#ff6b6b")
    >>> [term[0].shown for term in (lap.earned, lap.taken, lap.score)]
    ['76', '2', '74']
    """

    def __init__(
        self,
        place: Region,
        words: tuple[str, str, str],
        earned: Callable[[], float],
        taken: Callable[[], float],
        *,
        color: str,
        upright: bool = False,
        theme: Theme | None = None,
    ) -> None:
        self.theme = theme = current_theme(theme)
        ink, sizes = theme.colors.text, theme.type
        small, large = (sizes.heading, sizes.title) if upright else (sizes.title, sizes.display)
        values = earned, taken, lambda: round(earned()) - round(taken())
        styles = ("", small, ink), ("\N{MINUS SIGN}", small, color), ("=", large, ink)
        high = _PITCH * (2 * small + large if upright else sizes.body + large)
        width = place.width if upright else 0.0
        at = place.edge(LEFT) + high / 2 * PIXEL * UP
        terms, starts = [], []
        for word, value, style in zip(words, values, styles, strict=True):
            term, step = self._term(at, word, value, *style, width)
            terms.append(term)
            starts.append(at)
            at = at + step
        self.earned, self.taken, self.score = (VGroup(*term) for term in terms)
        computed_from(terms[2][0], lambda earned, taken: earned - taken, terms[0][0], terms[1][0])
        # While nothing is taken, the others are not parted by it.
        self._parting = self.earned if upright else self.score
        self._way = starts[0] - starts[1] if upright else starts[2] - starts[1]
        for part in self._parting:
            part.shift(-self._way)
        super().__init__(self.earned, self.score)

    def parted(self) -> list[Any]:
        """Animations: room is made for what is taken."""
        return [part.animate.shift(self._way) for part in self._parting]

    def _term(
        self,
        at: np.ndarray,
        word: str,
        value: Callable[[], float],
        sign: str,
        size: float,
        color: str,
        width: float,
    ) -> tuple[tuple[LiveNumber, Label, *tuple[VMobject, ...]], np.ndarray]:
        """Number, word and sign from a corner on, and the way to the next one; in a row without a width."""
        ink, sizes = self.theme.colors.text, self.theme.type
        number = LiveNumber(value, decimals=0, size=size, color=color, edge=RIGHT if width else LEFT)
        digits = LiveNumber(lambda: 88.0, decimals=0, size=size).width
        mark: Any = Label(sign or "=", sizes.heading, ink, weight="BOLD")
        column = mark.width + (1 if width else 2) * _GAP * sizes.heading * PIXEL
        if width:
            row, step = at + _PITCH / 2 * size * PIXEL * DOWN, _PITCH * size * PIXEL * DOWN
            number.set_line(row + width * RIGHT)
            room = width - column - digits - 0.2 * size * PIXEL
            free = Region(float(row[0]) + column + room / 2, float(row[1]), room, size * PIXEL)
            name = one_row(word, sizes.body, free, least=self.theme.text_sizes.smallest)
            if sign == "=":  # it is written as a stroke above the sum
                mark = Line(at, at + width * RIGHT, stroke_color=ink, stroke_width=self.theme.line_width)
            else:
                mark.set_line(row, LEFT)
        else:
            aside = column * RIGHT if sign else np.zeros(3)
            row = at + aside + _PITCH * (sizes.body + sizes.display / 2) * PIXEL * DOWN
            name = Label(word, sizes.body, ink, weight="BOLD")
            name.set_line(at + aside + _PITCH / 2 * sizes.body * PIXEL * DOWN, LEFT)
            mark.set_line(row + (_GAP * sizes.heading * PIXEL) * LEFT, RIGHT)
            step = aside + max(digits, float(name.width) + _GAP * sizes.body * PIXEL) * RIGHT
            number.set_line(row)
        return (number, name, *([mark] if sign else [])), step
