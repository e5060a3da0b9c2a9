"""Heaps of real samples on a ring, and how many of them a forger's samples cover."""

from __future__ import annotations

import numpy as np

WITHIN = 3.0  # standard deviations: 98.9 % of a two-dimensional normal heap lies there
LEAST = 0.0625  # share of the samples from which a mode counts as covered: of eight, half of a fair share


def ring(count: int, radius: float) -> np.ndarray:
    """Centers (count, 2) that are spaced evenly on a circle, from the right and anticlockwise.

    >>> ring(4, 2.0).round(12).tolist()
    [[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [-0.0, -2.0]]
    """
    angles = np.arange(count) * (2 * np.pi / count)
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def nearest_mode(samples: np.ndarray, centers: np.ndarray, sigma: float) -> np.ndarray:
    """For each of the samples (n, 2) the number of the mode within `WITHIN` ``sigma``, or -1: (n,).

    >>> nearest_mode(np.array([[2.1, 0.0], [1.0, 0.0]]), ring(8, 2.0), 0.1).tolist()
    [0, -1]
    """
    distances = np.linalg.norm(np.asarray(samples, float)[:, None] - centers, axis=2)
    return np.where(distances.min(axis=1) <= WITHIN * sigma, distances.argmin(axis=1), -1)


def good_share(samples: np.ndarray, centers: np.ndarray, sigma: float) -> float:
    """Which share of the samples (n, 2) lies within `WITHIN` ``sigma`` of a mode: from 0 to 1.

    >>> good_share(np.array([[2.1, 0.0], [1.0, 0.0]]), ring(8, 2.0), 0.1)
    0.5
    """
    return float((nearest_mode(samples, centers, sigma) >= 0).mean())


def modes_covered(samples: np.ndarray, centers: np.ndarray, sigma: float) -> int:
    """How many modes have at least the share `LEAST` of the samples (n, 2).

    >>> modes_covered(np.array([[2.1, 0.0], [2.0, 0.1], [-2.0, 0.0]]), ring(8, 2.0), 0.1)
    2
    """
    mode = nearest_mode(samples, centers, sigma)
    counts = np.bincount(mode[mode >= 0], minlength=len(centers))
    return int((counts >= LEAST * len(mode)).sum())
