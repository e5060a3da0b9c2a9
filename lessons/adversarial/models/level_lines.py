"""Lines of equal height on a grid of heights, as a map has them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

_CORNERS = (((0, 0), (0, 1), (1, 1)), ((0, 0), (1, 1), (1, 0)))  # of both triangles of a cell: row, column


def level_lines(heights: np.ndarray, levels: Iterable[float]) -> np.ndarray:
    """Straight pieces along which a grid of heights has one of the levels.

    Every cell is two triangles, on each of which the heights are a plane: so a level crosses two of its
    sides or none, and pieces of neighbours meet.

    Parameters
    ----------
    heights
        Shape (rows, columns).
    levels
        Which heights.

    Returns
    -------
    ndarray
        Shape (n, 4): column and row of the start, column and row of the end, counted from 0, in fractions.

    Examples
    --------
    A slope that rises to the right by 1 a column is as high as 0.5 between the first two:

    >>> pieces = level_lines(np.array([[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]), [0.5])
    >>> sorted(pieces[:, [0, 2]].ravel().tolist()), sorted(pieces[:, [1, 3]].ravel().tolist())
    ([0.5, 0.5, 0.5, 0.5], [0.0, 0.5, 0.5, 1.0])
    """
    heights = np.asarray(heights, dtype=float)
    rows, columns = heights.shape
    row, column = np.mgrid[: rows - 1, : columns - 1]
    at = np.stack([[(column + dx, row + dy) for dy, dx in corners] for corners in _CORNERS])
    at = at.transpose(0, 3, 4, 1, 2).reshape(-1, 3, 2)  # triangle, corner, column and row
    high = heights[at[..., 1], at[..., 0]]
    to, to_high = np.roll(at, -1, axis=1), np.roll(high, -1, axis=1)
    pieces = [np.zeros((0, 4))]
    for level in levels:
        crossed = (high < level) != (to_high < level)
        cut = crossed.any(axis=1)
        start, end, side = high[cut], to_high[cut], crossed[cut]
        share = (level - start) / np.where(side, end - start, 1.0)
        points = at[cut] + share[..., np.newaxis] * (to[cut] - at[cut])
        pieces.append(points[side].reshape(-1, 4))
    return np.concatenate(pieces)
