"""How far two sets of pictures are apart: the Fréchet distance between Gaussians of their features.

With the features of a certain network, this is what is called FID for pictures, and FVD for videos.

References
----------
Dowson, Landau (1982), The Fréchet distance between multivariate normal distributions, Journal of
Multivariate Analysis 12:450-455. Heusel et al. (2017), GANs trained by a two time-scale update rule converge
to a local Nash equilibrium, arXiv:1706.08500.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from voiceover.errors import InputError


def frechet_distance(first: ArrayLike, second: ArrayLike) -> float:
    """``|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))`` of the means and covariances of two sets of features.

    Parameters
    ----------
    first, second
        Shape (n, features) and (m, features); n and m are at least 2.

    Returns
    -------
    float
        In squared units of the features; 0 for equal sets.

    Raises
    ------
    InputError
        For sets of other shapes.

    Examples
    --------
    Two spreads of 1 and 3 around means that are 2 apart: 2^2 + (3 - 1)^2.

    >>> float(round(frechet_distance([[-1.0], [1.0]], [[-1.0], [5.0]]), 6))
    8.0
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.ndim != 2 or first[:1].shape != second[:1].shape or min(len(first), len(second)) < 2:
        raise InputError(
            f"features of shapes {first.shape} and {second.shape}",
            permitted="two rows or more in each set, and as many numbers in all rows",
        )
    apart = first.mean(axis=0) - second.mean(axis=0)
    # Of centred features A and B, the trace of (C1 C2)^(1/2) is the sum of the singular values of A B^T.
    centred = [(each - each.mean(axis=0)) / np.sqrt(len(each)) for each in (first, second)]
    spreads = sum(np.sum(each**2) for each in centred)
    common = np.linalg.svd(centred[0] @ centred[1].T, compute_uv=False).sum()
    return max(0.0, float(apart @ apart + spreads - 2 * common))
