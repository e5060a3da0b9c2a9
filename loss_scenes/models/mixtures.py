"""Mixtures of normal distributions: samples, density, and what a histogram of endless samples would show.

A mixture is a sequence of (weight, mean, standard deviation); the weights sum to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import ndtr

Mixture = Sequence[tuple[float, float, float]]


def _columns(mixture: Mixture) -> np.ndarray:
    """Weights, means and standard deviations as columns, to be broadcast over arguments."""
    return np.array(mixture, dtype=float).T[:, :, np.newaxis]


def mixture_sample(mixture: Mixture, size: int, *, seed: int) -> np.ndarray:
    """Independent samples, shape (size,), the same ones for the same seed.

    Examples
    --------
    >>> samples = mixture_sample([(0.5, -1.0, 0.1), (0.5, 1.0, 0.1)], 1000, seed=7)
    >>> bool(0.4 < np.mean(samples > 0) < 0.6)
    True
    """
    stream = np.random.default_rng(seed)
    weights, means, widths = np.array(mixture).T
    part = stream.choice(len(weights), size=size, p=weights)
    return np.asarray(stream.normal(means[part], widths[part]))


def mixture_density(mixture: Mixture, x: Any) -> np.ndarray:
    """Density at ``x``, shape (n,).

    Examples
    --------
    >>> mixture_density([(1.0, 0.0, 1.0)], np.array([0.0])).round(4)
    array([0.3989])
    """
    weights, means, widths = _columns(mixture)
    bells = weights / widths * np.exp(-0.5 * ((x - means) / widths) ** 2)
    return np.asarray(np.sum(bells, axis=0) / np.sqrt(2 * np.pi))


def mixture_heights(mixture: Mixture, edges: np.ndarray) -> np.ndarray:
    """Mean density between neighbouring edges: the histogram of endlessly many samples.

    Examples
    --------
    >>> mixture_heights([(1.0, 0.0, 1.0)], np.array([-1.0, 0.0, 1.0])).round(4)
    array([0.3413, 0.3413])
    """
    weights, means, widths = _columns(mixture)
    below = np.sum(weights * ndtr((edges - means) / widths), axis=0)
    return np.asarray(np.diff(below) / np.diff(edges))
