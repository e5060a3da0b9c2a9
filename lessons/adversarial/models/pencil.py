"""In which order a pencil draws a sketch: from each dark pixel on to one beside it."""

from __future__ import annotations

import numpy as np

_TURN = 0.4  # pixels that a turn right round counts as: at a crossing a line goes on as it came


def pencil_order(sketch: np.ndarray) -> np.ndarray:
    """When each pixel of a sketch is drawn, from 0, never (paper), to 1, the last: shape (rows, columns).

    The pencil begins at the left end of the lowest line, and goes on to the nearest dark pixel that is not
    drawn yet. What is grey is the edge of a line: it comes with the dark pixel that it is beside.

    Parameters
    ----------
    sketch
        Shape (rows, columns); paper is what is lightest, and a line what is nearer to the darkest.

    Examples
    --------
    >>> pencil_order(np.array([[1.0, 0.9, 1.0], [0.0, 0.0, 0.0]])).round(2).tolist()
    [[0.0, 0.67, 0.0], [0.33, 0.67, 1.0]]
    """
    left = lines = np.argwhere(sketch < (sketch.min() + sketch.max()) / 2).astype(float)
    order, at, way = np.zeros(sketch.shape), np.array([sketch.shape[0], 0.0]), np.zeros(2)
    for k in range(1, len(lines) + 1):
        steps = left - at
        far = np.linalg.norm(steps, axis=1)
        nearest = int(np.argmin(far - _TURN / 2 * (steps @ way) / far))
        way, at = steps[nearest] / far[nearest], left[nearest]
        order[tuple(at.astype(int))] = k / len(lines)
        left = np.delete(left, nearest, axis=0)
    for grey in np.argwhere((sketch < sketch.max()) & (order == 0)) if len(lines) else ():
        beside = lines[np.linalg.norm(lines - grey, axis=1).argmin()].astype(int)
        order[tuple(grey)] = order[tuple(beside)]
    return order
