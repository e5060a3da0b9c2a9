"""How many of a forger's samples are of each kind of notes, and what the best discriminator says of it."""

from __future__ import annotations

import numpy as np

from lessons.adversarial.models.best_discriminator import best_discriminator
from lessons.adversarial.models.modes import WITHIN, nearest_mode


def kind_shares(samples: np.ndarray, centers: np.ndarray, sigma: float) -> np.ndarray:
    """Which share of the samples is of each kind: within `WITHIN` ``sigma`` of its center.

    Parameters
    ----------
    samples
        Of each of K moments, shape (K, n, 2).
    centers
        Of the kinds, shape (k, 2).
    sigma
        Standard deviation of each.

    Returns
    -------
    ndarray
        Shape (K, k).

    Examples
    --------
    Two of four samples are of the second kind, one is of none:

    >>> samples = np.array([[[2.1, 0.0], [1.0, 0.0], [-2.0, 0.0], [-2.0, 0.2]]])
    >>> kind_shares(samples, np.array([[2.0, 0.0], [-2.0, 0.0]]), 0.1).tolist()
    [[0.25, 0.5]]
    """
    kinds = np.array([nearest_mode(each, centers, sigma) for each in samples])
    return np.asarray((kinds[:, :, np.newaxis] == np.arange(len(centers))).mean(axis=1))


def best_kind_scores(shares: np.ndarray) -> np.ndarray:
    """``p / (p + q)`` of each kind: p and q are the shares of all real notes and of all samples there.

    Real notes are of k kinds equally often, each a normal heap, of which so much lies within `WITHIN` of
    its standard deviations.

    Parameters
    ----------
    shares
        Of the samples, within the same distance; shape (K, k).

    Returns
    -------
    ndarray
        Shape (K, k), from 0 to 1.

    Examples
    --------
    The first of eight kinds is all that is printed:

    >>> best_kind_scores(np.eye(8)[:1]).round(3).tolist()
    [[0.11, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]]
    """
    real = -np.expm1(-(WITHIN**2) / 2) / shares.shape[1]
    return best_discriminator(np.full(shares.shape, real), shares)
