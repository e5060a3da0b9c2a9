"""Pairs of views on a circle, arranged by a contrastive loss alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import info_nce, softmax
from loss_scenes.losses.domain import FloatArray, Floats, finite, positive
from loss_scenes.models.descent import gradient_descent

SLOPE_STEP = 1e-5  # of the central differences, in radians: error about 1e-10


def circle_similarities(angles: npt.ArrayLike) -> FloatArray:
    """Cosine similarity of every view on the unit circle to all the others.

    Parameters
    ----------
    angles : array_like
        Shape (..., 2 n), n >= 1, finite, in radians; views 2 k and 2 k + 1 show the same picture.

    Returns
    -------
    ndarray
        Shape (..., 2 n, 2 n - 1): row i holds the others in their order, i itself left out.

    Raises
    ------
    TypeError, ValueError
        If the angles are not real and finite, or do not come in pairs.

    Examples
    --------
    >>> circle_similarities([0.0, 0.0, np.pi, np.pi])[0].tolist()
    [1.0, -1.0, -1.0]
    """
    a = finite("angles", angles)
    count = a.shape[-1] if a.ndim else 0
    if count < 2 or count % 2:
        raise ValueError(f"angles must come in pairs along the last axis; got shape {a.shape}")
    cosines = np.cos(a[..., :, np.newaxis] - a[..., np.newaxis, :])
    others = ~np.eye(count, dtype=bool)
    return np.asarray(cosines[..., others].reshape(*a.shape, count - 1))


def candidate_shares(angles: npt.ArrayLike, *, temperature: float) -> FloatArray:
    """Share that every view gives to each of the others as a candidate for its twin.

    Parameters
    ----------
    angles, temperature
        As in `pair_loss`.

    Returns
    -------
    ndarray
        Shape (..., 2 n, 2 n - 1), rows as in `circle_similarities`; each sums to 1.

    Raises
    ------
    TypeError, ValueError
        As `circle_similarities`, and for a temperature that is not finite and > 0.

    Notes
    -----
    The softmax of similarity / temperature. For a stranger it is also the force with which the InfoNCE loss
    pushes it away: the loss's derivative with respect to its similarity, times the temperature.

    Examples
    --------
    >>> candidate_shares([0.0, 0.0, np.pi, np.pi], temperature=0.5)[0].round(4).tolist()
    [0.9647, 0.0177, 0.0177]
    """
    scale = positive("temperature", temperature)
    return np.asarray(softmax(circle_similarities(angles) / scale))


def pair_loss(angles: npt.ArrayLike, *, temperature: float) -> Floats:
    """Mean InfoNCE loss of views on the unit circle, each with its twin as the positive (NT-Xent).

    Parameters
    ----------
    angles : array_like
        As in `circle_similarities`.
    temperature : float
        Finite and > 0.

    Returns
    -------
    np.float64 or ndarray
        The mean over the 2 n views, in nats, shape of the leading axes.

    Raises
    ------
    TypeError, ValueError
        As `circle_similarities` and `info_nce`.

    References
    ----------
    Chen, T. et al. (2020). A Simple Framework for Contrastive Learning of Visual Representations. ICML.
    arXiv:2002.05709

    Examples
    --------
    >>> print(f"{pair_loss([0, 0, np.pi, np.pi], temperature=0.5):.6f}")  # log(1 + 2 exp(-4))
    0.035976
    """
    similarities = circle_similarities(angles)
    views = np.arange(similarities.shape[-2])
    twins = views ^ 1
    positives = np.broadcast_to(twins - (twins > views), similarities.shape[:-1])
    return info_nce(similarities, positives, temperature=temperature).mean(axis=-1)


def arrange_pairs(angles: npt.ArrayLike, *, temperature: float, rate: float, steps: int) -> FloatArray:
    """Path of gradient descent on `pair_loss`: twins draw together, strangers drive apart, no labels.

    Parameters
    ----------
    angles : array_like
        Shape (2 n,): where the views start, in radians.
    temperature, rate, steps
        As in `pair_loss` and `gradient_descent`.

    Returns
    -------
    ndarray
        Shape (steps + 1, 2 n); the first row is `angles`.

    Raises
    ------
    TypeError, ValueError
        As `pair_loss` and `gradient_descent`.

    Notes
    -----
    The gradient is taken by central differences of the loss itself.

    Examples
    --------
    >>> path = arrange_pairs([0.0, 1.0, 2.5, 4.0], temperature=0.5, rate=0.5, steps=100)
    >>> bool(pair_loss(path[-1], temperature=0.5) < pair_loss(path[0], temperature=0.5))
    True
    """
    start = finite("angles", angles)
    nudge = SLOPE_STEP * np.eye(start.shape[-1] if start.ndim else 1)

    def slope(at: FloatArray) -> FloatArray:
        ahead, behind = (pair_loss(at + side * nudge, temperature=temperature) for side in (1.0, -1.0))
        return np.asarray((ahead - behind) / (2.0 * SLOPE_STEP))

    return gradient_descent(slope, start, rate=rate, steps=steps)
