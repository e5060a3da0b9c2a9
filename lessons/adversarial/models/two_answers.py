"""Which picture costs least where two are right, each half of the time: exact, number by number."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def mean_answer(answers: ArrayLike) -> np.ndarray:
    """The one picture whose expected squared error is least: the mean; ``answers`` has shape (2, ...).

    Examples
    --------
    >>> mean_answer([[0.0, 0.2], [1.0, 0.2]])
    array([0.5, 0.2])
    """
    return np.asarray(np.mean(answers, axis=0))


def median_interval(answers: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest picture whose expected absolute error is least; all between are medians as well.

    Examples
    --------
    >>> median_interval([[0.0, 0.2], [1.0, 0.2]])
    (array([0. , 0.2]), array([1. , 0.2]))
    """
    return np.min(answers, axis=0), np.max(answers, axis=0)
