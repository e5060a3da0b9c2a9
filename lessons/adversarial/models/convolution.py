"""A convolution as a window that slides over a picture: in every place multiply, and add up."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from voiceover.errors import InputError

UPRIGHT_EDGES = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
"""Sobel's kernel: how much lighter it becomes from left to right, in greys a pixel times two."""
LEVEL_EDGES = UPRIGHT_EDGES.T
"""The same, from top to bottom."""


def convolve(picture: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """The sum of the products of the kernel and what lies below it, in all places where it fits.

    As in networks, the kernel is not turned round (strictly, a correlation); the stride is 1.

    Parameters
    ----------
    picture
        Shape (..., rows, columns).
    kernel
        Shape (m, n), at most as large.

    Returns
    -------
    array
        Shape (..., rows - m + 1, columns - n + 1); row r and column c belong to the window that begins there.

    Raises
    ------
    InputError
        For a kernel of another shape, or one that fits nowhere.

    Examples
    --------
    >>> convolve([[0, 0, 1, 1]] * 3, UPRIGHT_EDGES)
    array([[1., 1.]])
    """
    picture, kernel = np.asarray(picture, dtype=float), np.asarray(kernel, dtype=float)
    if kernel.ndim != 2 or picture.ndim < 2 or any(np.greater(kernel.shape, picture.shape[-2:])):
        raise InputError(
            f"a kernel of shape {kernel.shape} on a picture of shape {picture.shape}",
            permitted="a kernel of rows and columns, no larger than the picture",
        )
    windows = sliding_window_view(picture, kernel.shape, axis=(-2, -1))
    return np.asarray(np.einsum("...ij,ij->...", windows, kernel))


def edges(picture: ArrayLike) -> np.ndarray:
    """How steeply the picture's greys change in each window of 3 x 3: upright and level edges together.

    Examples
    --------
    >>> edges([[0, 0, 1, 1]] * 3)
    array([[1., 1.]])
    """
    return np.asarray(np.hypot(convolve(picture, UPRIGHT_EDGES), convolve(picture, LEVEL_EDGES)))
