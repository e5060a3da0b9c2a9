"""Losses as a stack of bricks: one brick an example, all stacks of a picture to one scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import ORIGIN, Mobject, VGroup
from numpy.typing import ArrayLike

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber

_JOINT = 4 * PIXEL
"""Between two bricks; of low ones less, or nothing would be left of them."""
_THIN = 0.2
"""That, at most, by the height of a brick."""
_DIGITS = 1.75
"""A number of three digits, in em: it is hardly wider than its stack."""
_LONG = 1.6
"""A brick's width by its height."""


def in_a_row(count: int, place: Region) -> int:
    """How many bricks of a stack to lay beside each other, so that rows are full and bricks lie flat.

    Examples
    --------
    >>> in_a_row(100, Region(0.0, 0.0, 2.0, 5.0)), in_a_row(100, Region(0.0, 0.0, 2.0, 2.0))
    (5, 10)
    """
    rows = [across for across in range(1, count + 1) if count % across == 0]
    wide = place.width / place.height * count
    return min(rows, key=lambda across: abs(np.log(wide / across**2 / _LONG)))


def joint(plot: Plot) -> np.ndarray:
    """What lies between two bricks, to the side and up, in units of a plot."""
    ranges = np.ptp([plot.x_range, plot.y_range], axis=1)
    return np.asarray(_JOINT * ranges / plot.size)


def laid(count: int, across: int, loss: float, between: ArrayLike = (0.0, 0.0)) -> np.ndarray:
    """Corners of bricks one wide and ``loss`` high: left, low, right and high, shape (count, 4).

    They lie in rows from the left, the lowest row first.

    Examples
    --------
    >>> laid(3, 2, 0.5).tolist()
    [[0.0, 0.0, 1.0, 0.5], [1.0, 0.0, 2.0, 0.5], [0.0, 0.5, 1.0, 1.0]]
    """
    (row, column), (wide, high) = np.divmod(np.arange(count), across), np.asarray(between, dtype=float)
    left, low = column + wide / 2, row * loss
    return np.column_stack([left, low, left + 1 - wide, low + loss - min(high, _THIN * loss)])


class SummedBricks(VGroup):
    """A stack of bricks, each as large as its loss, and over it, in the middle, what they lose together.

    They lie in rows from the left, the lowest row first.

    Parameters
    ----------
    place
        Stack and number at their highest: the stack stands on the lower edge.
    full
        What a stack that fills what the number and its name leave of the place loses in all.
    across
        How many bricks lie in a row.
    loss
        Called on every update: of one brick.
    count
        Called on every update: how many there are.
    name
        What the number is.
    color
        Of the bricks.

    Attributes
    ----------
    bricks, number
        The parts.

    Examples
    --------
    Nine losses of 2 in rows of three are half as high as a loss of 36 would be:

    >>> place = Region(0.0, 0.0, 3.0, 4.0)
    >>> stack = SummedBricks(place, 36.0, 3, lambda: 2.0, lambda: 9, "loss", "#5cb8ff")
    >>> low, high = (stack.plot.c2p(0.0, y)[1] for y in stack.plot.y_range)
    >>> round(float((stack.top() - low) / (high - low)), 6)
    0.5
    """

    def __init__(
        self,
        place: Region,
        full: float,
        across: int,
        loss: Callable[[], float],
        count: Callable[[], int],
        name: str,
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        size = min(theme.type.number, place.width / PIXEL / _DIGITS)
        small = theme.type.label
        line, colors = 1.25 * size * PIXEL, theme.colors
        over = 1.2 * small * PIXEL
        _, lower = place.rows(line + over, place.height - line - over)
        # A row is as wide as the place: all of them are as high as the sum of their losses.
        self.plot = plot = Plot(lower, (0.0, across), (0.0, full / across), bare=True, theme=theme)
        self.across, self.loss, self.count = across, detached(loss), detached(count)
        each, many = self.loss, self.count
        between = joint(plot)
        self.bricks = bricks = Boxes(plot, lambda: laid(many(), across, each(), between), color, opacity=1.0)
        word = Label(name, small, colors.text, weight="BOLD", theme=theme)
        self.number = number = LiveNumber(
            lambda: many() * each(), decimals=1, size=size, edge=ORIGIN, color=colors.text, theme=theme
        )

        def ride(_: Mobject) -> None:
            y = self.top() + line / 2
            number.set_line(np.array([lower.x, y, 0.0]))
            word.set_line(np.array([lower.x, y + (line + over) / 2, 0.0]))

        super().__init__(bricks, word, number)
        self.add_updater(ride, call_updater=True)

    def top(self) -> float:
        """Height of the upper edge of the row that is being laid."""
        rows = -(-self.count() // self.across)
        return float(self.plot.c2p(0.0, rows * self.loss())[1])
