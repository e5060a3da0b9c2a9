"""Losses as a stack of bricks: one brick an example, all stacks of a picture to one scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, UP, Mobject, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Marks, segment_points
from narrated.mobjects.text import Label, LiveNumber

_JOINT = 4 * PIXEL
"""Between two bricks; of low ones less, or nothing would be left of them."""
_THIN = 0.2
"""That, at most, by the height of a brick."""


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


class Bricks(Marks):
    """Bricks in rows from the left, the lowest row first, each as large as the loss that it stands for.

    Parameters
    ----------
    place
        The stack at its highest.
    full
        What a stack that fills the place loses in all.
    across
        How many bricks lie in a row.
    loss
        Called on every update: of one brick.
    count
        Called on every update: how many there are.
    color
        Of the bricks.

    Examples
    --------
    Nine losses of 2 in rows of three, where a loss of 36 would fill the place:

    >>> bricks = Bricks(Region(0.0, 0.0, 3.0, 4.0), 36.0, 3, lambda: 2.0, lambda: 9, "#5cb8ff")
    >>> round(bricks.top, 6)
    0.0
    """

    def __init__(
        self,
        place: Region,
        full: float,
        across: int,
        loss: Callable[[], float],
        count: Callable[[], int],
        color: str,
    ) -> None:
        self.across, self.loss, self.count = across, detached(loss), detached(count)
        self._corner, self._wide = place.edge(LEFT) - place.height / 2 * UP, place.width / across
        # As wide as a row, all of them are as high as the sum of their losses.
        self._scale = across * place.height / full
        super().__init__(
            self._laid, lambda corners: corners, stroke_width=0, fill_color=color, fill_opacity=1
        )

    @property
    def top(self) -> float:
        """Height of the upper edge of the row that is being laid."""
        rows = -(-self.count() // self.across)
        return float(self._corner[1] + rows * self.loss() * self._scale)

    def _laid(self) -> np.ndarray:
        """Left, low, right and high of every brick."""
        which, high = np.arange(self.count()), self.loss() * self._scale
        joint = min(_JOINT, _THIN * high)
        left = self._corner[0] + which % self.across * self._wide + _JOINT / 2
        low = self._corner[1] + which // self.across * high
        return np.column_stack([left, low, left + self._wide - _JOINT, low + high - joint])

    def _shape(self, data: np.ndarray) -> np.ndarray:
        x, y = data[:, [0, 2, 2, 0]], data[:, [1, 1, 3, 3]]
        corners = np.stack([x, y, np.zeros_like(x)], axis=-1)
        return segment_points(corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3))


class SummedBricks(VGroup):
    """A stack of bricks, and on top of it what all of them lose together.

    Parameters
    ----------
    place
        Stack and number at their highest: the stack stands on the lower edge.
    full, across, loss, count, color
        As of :class:`Bricks`; the place of these is what the number's line leaves.
    name
        What the number is.

    Attributes
    ----------
    bricks, number
        The parts.
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
        size, small = theme.type.number, theme.type.label
        line, colors = 1.25 * size * PIXEL, theme.colors
        _, lower = place.rows(line, place.height - line)
        self.bricks = Bricks(lower, full, across, loss, count, color)
        bricks, each, many = self.bricks, detached(loss), detached(count)
        word = Label(name, small, colors.text, weight="BOLD", theme=theme)
        self.number = number = LiveNumber(
            lambda: many() * each(), decimals=1, size=size, edge=LEFT, color=colors.text, theme=theme
        )
        left = lower.edge(LEFT)[0]
        start = left + word.width + 0.35 * small * PIXEL

        def ride(_: Mobject) -> None:
            y = bricks.top + line / 2
            number.set_line(np.array([start, y, 0.0]), LEFT)
            # On one baseline.
            word.set_line(np.array([left, y - 0.36 * (size - small) * PIXEL, 0.0]), LEFT)

        super().__init__(bricks, word, number)
        self.add_updater(ride, call_updater=True)
