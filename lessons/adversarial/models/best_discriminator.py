"""The best discriminator between two densities, its loss, and what both players pay for a pair of scores.

All logarithms are natural: losses and divergences are in nats.

References
----------
Goodfellow et al. (2014), Generative adversarial nets, arXiv:1406.2661.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import rel_entr, xlog1py, xlogy

Array = np.ndarray


def normal_density(x: ArrayLike, mean: float, spread: float) -> Array:
    """The density of N(mean, spread^2) at ``x``, of any shape; ``spread`` is positive.

    >>> round(float(normal_density(0.0, 0.0, 1.0)), 6)
    0.398942
    """
    return np.exp(-0.5 * ((np.asarray(x) - mean) / spread) ** 2) / (spread * np.sqrt(2 * np.pi))


def best_discriminator(p: ArrayLike, q: ArrayLike) -> Array:
    """``p / (p + q)``: of the notes at a place, the share that is real.

    Parameters
    ----------
    p, q
        Densities of real notes and of fakes at the same places, of one shape; not negative.

    Returns
    -------
    ndarray
        Of the same shape, in [0, 1]; one half where both densities are 0, as nothing is known there.

    Examples
    --------
    >>> best_discriminator([0.75, 0.1, 0.0], [0.25, 0.1, 0.4]).tolist()
    [0.75, 0.5, 0.0]
    """
    p, q = np.asarray(p, float), np.asarray(q, float)
    both = p + q
    return np.divide(p, both, out=np.full(both.shape, 0.5), where=both > 0)


def discriminator_risk(p: ArrayLike, q: ArrayLike, d: ArrayLike, x: ArrayLike) -> float:
    """``-E log D(x) - E log(1 - D(G(z)))`` in nats, by the trapezoidal rule on a grid.

    Infinite where D is certain of what is not so.

    Parameters
    ----------
    p, q, d
        Densities of real notes and of fakes, and D, at the places ``x``.
    x
        Places (G,) in ascending order, wide enough to hold both densities.

    Examples
    --------
    >>> x = np.linspace(-9, 10, 1901)
    >>> p, q = normal_density(x, 0, 1), normal_density(x, 1, 1)
    >>> round(discriminator_risk(p, q, np.full(x.shape, 0.5), x), 6)
    1.386294
    """
    p, q, d = np.asarray(p), np.asarray(q), np.asarray(d)
    return float(-np.trapezoid(xlogy(p, d) + xlog1py(q, -d), x))


def best_risk(p: ArrayLike, q: ArrayLike, x: ArrayLike) -> float:
    """The loss of the best discriminator in nats, on a grid: what `discriminator_risk` is at the least.

    From the densities themselves, so that no score is rounded to certainty in their tails. It is
    ``log 4 - 2 JSD``: 2 log 2 where fakes fall like real notes, 0 where they never meet.

    >>> x = np.linspace(-9, 10, 1901)
    >>> round(best_risk(normal_density(x, 0, 1), normal_density(x, 1, 1), x), 6)
    1.163451
    """
    p, q = np.asarray(p), np.asarray(q)
    return float(-np.trapezoid(rel_entr(p, p + q) + rel_entr(q, p + q), x))


def jensen_shannon(p: ArrayLike, q: ArrayLike, x: ArrayLike) -> float:
    """The Jensen-Shannon divergence of two densities on a grid, in nats: from 0 to log 2.

    >>> x = np.linspace(-9, 10, 1901)
    >>> round(jensen_shannon(normal_density(x, 0, 1), normal_density(x, 1, 1), x), 6)
    0.111421
    """
    p, q = np.asarray(p), np.asarray(q)
    middle = (p + q) / 2
    return float(np.trapezoid(rel_entr(p, middle) + rel_entr(q, middle), x) / 2)


def discriminator_loss(d_real: ArrayLike, d_fake: ArrayLike) -> Array:
    """``-log D(x) - log(1 - D(G(z)))`` in nats of two scores in [0, 1]; infinite for a certain mistake.

    >>> round(float(discriminator_loss(0.95, 0.1)), 6)
    0.156654
    """
    with np.errstate(divide="ignore"):
        return -np.log(np.asarray(d_real, float)) - np.log1p(-np.asarray(d_fake, float))


def generator_loss(d_fake: ArrayLike) -> Array:
    """The non-saturating ``-log D(G(z))`` in nats of a score in [0, 1]; infinite at 0.

    >>> round(float(generator_loss(0.1)), 6)
    2.302585
    """
    with np.errstate(divide="ignore"):
        return -np.log(np.asarray(d_fake, float))


def minimax_loss(d_fake: ArrayLike) -> Array:
    """``log(1 - D(G(z)))`` in nats of a score in [0, 1]; the generator of the original game makes it small.

    >>> round(float(minimax_loss(0.1)), 6)
    -0.105361
    """
    with np.errstate(divide="ignore"):
        return np.log1p(-np.asarray(d_fake, float))


def gradient_ratio(d_fake: ArrayLike) -> Array:
    """How many times as strong the non-saturating loss pushes: ``(1 - D) / D`` of a score in (0, 1].

    In D's logit the minimax loss has the gradient ``-D``, the non-saturating one ``D - 1``.

    >>> gradient_ratio([0.5, 0.1, 0.01, 0.001]).round(6).tolist()
    [1.0, 9.0, 99.0, 999.0]
    """
    d = np.asarray(d_fake, float)
    return (1 - d) / d
