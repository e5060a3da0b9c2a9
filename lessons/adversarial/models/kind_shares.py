"""How many of a forger's samples are of each kind of notes."""

from __future__ import annotations

import numpy as np

from lessons.adversarial.models.modes import nearest_mode


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
