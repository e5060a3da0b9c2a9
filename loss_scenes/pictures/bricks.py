"""Losses as a stack of bricks: one brick an example, as large as what that loses."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot

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
