"""Dynamic time warping: which moment of one sound is which moment of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from voiceover.alignment.features import Features

# What a step on both sides costs beside one on either: 1 prefers the diagonal most, 2 does not.
_DIAGONAL = 1.2
_BOTH, _FIRST = 0, 1


@dataclass(frozen=True)
class Warp:
    """The cheapest way to lay one row of features along another.

    ``first`` and ``second``, shape (steps,), are the rows that belong together, never falling; ``distance``
    is the mean distance between them.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    distance: float

    def second_at(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where rows of the first, whole or between two, are in the second; shape as given."""
        places, counts = np.unique(self.first, return_counts=True)
        total = np.bincount(self.first, weights=self.second)[places]
        return np.interp(rows, places, total / counts)


def warp(first: Features, second: Features) -> Warp:
    """Warp ``first``, shape (n, columns), along ``second``, shape (m, columns), from end to end.

    Examples
    --------
    The second is twice as slow:

    >>> slow = warp(np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [0.0], [1.0], [1.0], [2.0], [2.0]]))
    >>> slow.second_at(np.array([0.0, 1.0, 2.0])), slow.distance
    (array([0.5, 2.5, 4.5]), 0.0)
    """
    costs = _distances(first, second)
    rows, columns = costs.shape
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0
    steps = np.zeros((rows, columns), np.int8)
    # One diagonal after the other: what is on one depends on the two before alone.
    for diagonal in range(rows + columns - 1):
        row = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        column = diagonal - row
        cost = costs[row, column]
        ways = np.stack(
            [
                total[row, column] + _DIAGONAL * cost,
                total[row, column + 1] + cost,
                total[row + 1, column] + cost,
            ]
        )
        best = ways.argmin(axis=0)
        steps[row, column] = best
        total[row + 1, column + 1] = ways[best, np.arange(len(row))]
    path = _traced(steps)
    return Warp(path[:, 0], path[:, 1], float(costs[path[:, 0], path[:, 1]].mean()))


def _distances(first: Features, second: Features) -> Features:
    square = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None] - 2 * first @ second.T
    return np.asarray(np.sqrt(np.maximum(square, 0)))


def _traced(steps: NDArray[np.int8]) -> NDArray[np.int64]:
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    path = [(row, column)]
    while row or column:
        step = steps[row, column]
        if row and column and step == _BOTH:
            row, column = row - 1, column - 1
        elif row and (step == _FIRST or not column):
            row -= 1
        else:
            column -= 1
        path.append((row, column))
    return np.array(path[::-1])
