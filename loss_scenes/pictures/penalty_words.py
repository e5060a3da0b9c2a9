"""Words beside one error: how much larger it became, and how much dearer that is."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from loss_scenes.losses import squared_error
from loss_scenes.pictures.one_error import OneError
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, plain_number
from voiceover.errors import InputError

_AIR = 40 * PIXEL


class PenaltyWords(VGroup):
    """Names and factors of an error and of its squared penalty, and the law on the first of the squares.

    Parameters
    ----------
    one
        The picture.
    factor
        How many times as large the error becomes.
    error, penalty
        What they are called.
    law
        The square, as it is written.
    above
        Whether the penalty's words stand above the square instead of at its left.
    place
        The words stay between its sides.

    Raises
    ------
    InputError
        For a factor under 2, or a law that cannot be set.

    Attributes
    ----------
    error, times, cost, law
        The error's name, how it grows, the penalty's name and how that grows, and the law.
    """

    def __init__(
        self, one: OneError, factor: int, error: str, penalty: str, law: str, *, above: bool, place: Region
    ) -> None:
        if factor < 2:
            raise InputError(
                f"the error becomes {factor} times as large",
                permitted="2 or more, as a whole number",
                remedy="give another factor: there would be nothing to count",
            )
        theme, size, plot = one.theme, one.theme.type, one.plot
        red, half = theme.colors.outlier, factor / 2
        name = Label(error, size.title, red, weight="BOLD", theme=theme)
        name.set_line(plot.c2p(0.0, 0.4) + _AIR * RIGHT, LEFT)
        letter = formula("r", 1.3 * size.title, red, theme=theme).next_to(name, RIGHT, buff=24 * PIXEL)
        letter.align_to(name, DOWN).shift(8 * PIXEL * UP)
        self.error = VGroup(name, letter)
        room = place.edge(RIGHT)[0] - name.get_left()[0]
        if self.error.width > room:
            self.error.scale(room / self.error.width, about_point=name.get_left())
        # One number is the hero: how much dearer it becomes.
        self.times = Label(
            _times(factor), size.heading if above else size.title, red, weight="BOLD", theme=theme
        )
        self.times.set_line(plot.c2p(0.0, half) + _AIR * RIGHT + 60 * PIXEL * DOWN, LEFT)
        dearer = float(squared_error(float(factor))) / float(squared_error(1.0))
        words = Label(penalty, size.heading, one.ink, weight="BOLD", theme=theme)
        cost = Label(_times(dearer), size.display, one.ink, weight="BOLD", theme=theme)
        if above:
            corner = plot.c2p(-float(factor), float(factor))
            corner[0] = max(corner[0], place.edge(LEFT)[0])
            cost.set_line(corner + 100 * PIXEL * UP, LEFT)
            words.set_line(corner + 230 * PIXEL * UP, LEFT)
        else:
            middle = plot.c2p(-float(factor), half) + 64 * PIXEL * LEFT
            cost.set_line(middle + 50 * PIXEL * DOWN, RIGHT)
            words.set_line(middle + 90 * PIXEL * UP, RIGHT)
        self.cost = VGroup(words, cost)
        x, y, _ = one.squares(1)[0].get_center()
        # The house stands before a corner of it.
        aside = 0.11 * one.unit
        room = Region(float(x) - aside, float(y) - aside, 0.6 * one.unit, 0.6 * one.unit)
        self.law = formula(law, size.display, theme.colors.drawn_dark, within=room, theme=theme)
        self.law.set_z_index(1)  # the squares that are counted pass under it
        self._grown = one.plot.c2p(0.0, half)[1] + 60 * PIXEL
        super().__init__(self.error, self.times, self.cost, self.law)

    def rise(self) -> np.ndarray:
        """How far the error's name has to move, to stand over its factor beside the larger error."""
        return np.asarray((self._grown - self.error.get_y()) * UP)


def _times(factor: float) -> str:
    return f"×{plain_number(factor, 0)}"
