"""How the cells of a layer stamp their patches on the next, larger one."""

from __future__ import annotations

import numpy as np

from lessons.adversarial.models.convolution_size import transposed


def stamped(size: int, cells: int, kernel: int, stride: int = 1, padding: int = 0) -> np.ndarray:
    """How often each cell is printed on once so many cells, in reading order, have stamped their patches.

    A transposed convolution: the cell in row r and column c stamps ``kernel`` cells each way, from row
    ``r stride - padding`` and column ``c stride - padding`` on; what lies beyond the rim is lost.

    Parameters
    ----------
    size, kernel, stride, padding
        As of `transposed`.
    cells
        How many of the ``size**2`` cells have stamped.

    Returns
    -------
    array
        Whole numbers, shape (n, n) with n of `transposed`.

    Examples
    --------
    >>> stamped(2, 1, kernel=4, stride=2, padding=1)[0].tolist()
    [1, 1, 1, 0]
    >>> stamped(2, 4, kernel=4, stride=2, padding=1)[1].tolist()
    [2, 4, 4, 2]
    """
    n = transposed(size, kernel, stride, padding)
    counts = np.zeros((n, n), dtype=int)
    for cell in range(min(cells, size**2)):
        row, column = (at * stride - padding for at in divmod(cell, size))
        counts[max(row, 0) : row + kernel, max(column, 0) : column + kernel] += 1
    return counts
