"""Tones from one colour to others, for pictures whose cells say how much of something there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import ManimColor


def tones(*colors: str, at: Sequence[float] | None = None) -> Callable[[np.ndarray], np.ndarray]:
    """From 0, the first of the colours, to 1, the last: what gives numbers their colours, shape (..., 3).

    Parameters
    ----------
    at
        Where each colour is, ascending; None: as far from each other.

    Examples
    --------
    >>> tones("#000000", "#ff0000", "#ffffff")(np.array([0.25, 0.5, 1.0])).tolist()
    [[0.5, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    """
    channels = np.array([ManimColor(color).to_rgb() for color in colors]).T
    places = np.linspace(0.0, 1.0, len(colors)) if at is None else np.asarray(at)
    return lambda values: np.stack([np.interp(values, places, channel) for channel in channels], axis=-1)


def marking(color: str) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """What lets cells, shape (..., 3), go over to a colour, each by a share of its own, shape (...), 0 to 1.

    Examples
    --------
    >>> marking("#ff0000")(np.zeros((1, 2, 3)), np.array([[0.0, 0.5]])).tolist()
    [[[0.0, 0.0, 0.0], [0.5, 0.0, 0.0]]]
    """
    mark = ManimColor(color).to_rgb()
    return lambda cells, share: np.asarray(cells + share[..., np.newaxis] * (mark - cells))
