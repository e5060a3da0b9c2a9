"""Kinds of banknotes, told apart by what is printed on them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_SIDE = 32
_PAPER, _INK = 235.0, 60.0


def _stripes(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (np.abs(y) < 0.7) & (np.floor((x + 1) * 4.5) % 2 == 0) & (np.abs(x) < 0.8)


_PRINTS: tuple[Callable[[np.ndarray, np.ndarray], np.ndarray], ...] = (
    lambda x, y: np.hypot(x, y) < 0.66,
    lambda x, y: np.maximum(np.abs(x), np.abs(y)) < 0.58,
    lambda x, y: np.abs(x) + np.abs(y) < 0.78,
    lambda x, y: (np.hypot(x, y) < 0.72) & (np.hypot(x, y) > 0.4),
    lambda x, y: (np.minimum(np.abs(x), np.abs(y)) < 0.2) & (np.maximum(np.abs(x), np.abs(y)) < 0.72),
    lambda x, y: (y > -0.6) & (y < 0.68 - 1.7 * np.abs(x)),
    _stripes,
    lambda x, y: (np.abs(np.abs(x) - np.abs(y)) < 0.24) & (np.abs(x) < 0.72),
)
COUNT = len(_PRINTS)


def print_of(kind: int) -> np.ndarray:
    """The picture of a kind of note, from 0 to `COUNT` - 1: greys of shape (32, 32).

    >>> [print_of(kind).shape for kind in (0, COUNT - 1)]
    [(32, 32), (32, 32)]
    """
    side = (np.arange(_SIDE) + 0.5) / _SIDE * 2 - 1
    x, y = np.meshgrid(side, -side)
    return np.where(_PRINTS[kind](x, y), _INK, _PAPER)
