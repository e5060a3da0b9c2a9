"""The rectifier between the layers of a convolutional network."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def rectified(sums: ArrayLike) -> np.ndarray:
    """What a rectifier passes on: sums above 0 as they are, and 0 for all others.

    Examples
    --------
    With a kernel of -1, 0 and 1, dark to light passes, and light to dark does not:

    >>> from lessons.adversarial.models.convolution import convolve
    >>> rectified(convolve([[0, 0, 1, 1, 0, 0]] * 3, [[-1, 0, 1]] * 3))
    array([[3., 3., 0., 0.]])
    """
    return np.maximum(np.asarray(sums, dtype=float), 0.0)
