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


def marked(colors: np.ndarray, share: np.ndarray, color: str) -> np.ndarray:
    """Cells of which each goes over to a colour by a share of its own.

    Parameters
    ----------
    colors
        Of the cells, shape (..., 3), 0 to 1.
    share
        0 to 1, shape (...).

    Examples
    --------
    >>> marked(np.zeros((1, 2, 3)), np.array([[0.0, 0.5]]), "#ff0000").tolist()
    [[[0.0, 0.0, 0.0], [0.5, 0.0, 0.0]]]
    """
    return np.asarray(colors + share[..., np.newaxis] * (ManimColor(color).to_rgb() - colors))
