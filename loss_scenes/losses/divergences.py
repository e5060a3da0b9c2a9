"""How far a distribution is from another: Kullback-Leibler and Jensen-Shannon; smoothed labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import keeps_precision, quiet, squares, take
from loss_scenes.losses.axes import Mask, distributions, probability_rows
from loss_scenes.losses.domain import Floats, in_unit_interval

SMOOTHED = {"labels": None, "smoothing": in_unit_interval}


@quiet
def kl_divergence(
    predictions: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """Kullback-Leibler divergence KL(t || p) = sum_k t_k log(t_k / p_k) of predictions p from targets t.

    ::

        t_k log(t_k / p_k)   t_k > 0   (inf for p_k = 0)
        0                    t_k = 0

    Parameters
    ----------
    predictions : array_like
        Probabilities p, in [0, 1], that sum to 1 along `axis`.
    targets : array_like
        Probabilities t, likewise, in the very shape of `predictions`.
    axis : int
        Axis of the classes.
    where : array_like of bool or None
        Which classes take part, broadcast to `predictions`; the others count 0. None takes all.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The divergence in nats, in [0, inf] (rounding may leave -1e-16), one for each row.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if an entry is NaN or outside [0, 1], a row does not sum to 1, or the
        shapes differ.

    Notes
    -----
    Predictions come first, as in `optax.kl_divergence` and `torch.nn.functional.kl_div` (which both take
    their logarithms): KL(P || Q) is ``kl_divergence(Q, P)``. Not symmetric. It is the cross-entropy minus the
    entropy of t, so its gradient is that of the cross-entropy. The logarithm of the quotient is taken as
    log1p((t - p) / p), which near t = p keeps the digits that t / p has lost.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951). On Information and Sufficiency. Ann. Math. Statist. 22(1).
    doi:10.1214/aoms/1177729694

    Examples
    --------
    >>> print(f"{kl_divergence([0.5, 0.5], [0.9, 0.1]):.6f}")
    0.368064
    """
    p, t = _pair(check, predictions, targets, axis, where)
    log_quotient = np.log1p((t - p) / p)
    loss = np.add.reduce(t * log_quotient, axis=axis)
    if squares(loss) < np.inf:
        return loss
    # Where t / p rounds to 0 or overflows, its logarithm need not.
    log_quotient = np.where(np.isfinite(log_quotient), log_quotient, np.log(t) - np.log(p))
    # What no target lies on costs nothing, unless p is no probability at all.
    return np.add.reduce(np.where((t == 0.0) & (p >= 0.0), 0.0, t * log_quotient), axis=axis)


@keeps_precision
def kl_divergence_grad(
    predictions: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """Gradient of `kl_divergence` in the predictions: -t / p.

    Parameters
    ----------
    predictions, targets, axis, where, check
        As in `kl_divergence`.

    Returns
    -------
    ndarray
        d divergence / d p in nats, in [-inf, 0], in the shape of `predictions`; 0 where t = 0.

    Raises
    ------
    TypeError, ValueError
        As in `kl_divergence`.

    Notes
    -----
    Each p_k is varied alone, without keeping the sum of 1. In the logits of p = softmax(z) the gradient is
    `softmax_cross_entropy_grad`.

    References
    ----------
    See `kl_divergence`.

    Examples
    --------
    >>> kl_divergence_grad([0.5, 0.5], [0.75, 0.25]).tolist()
    [-1.5, -0.5]
    """
    p, t = _pair(check, predictions, targets, axis, where)
    slope = -t / p
    return slope if np.count_nonzero(t) == t.size else np.where(t == 0.0, 0.0 * p, slope)


@quiet
def jensen_shannon(
    predictions: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """Jensen-Shannon divergence (KL(p || m) + KL(t || m)) / 2 from the middle m = (p + t) / 2.

    Parameters
    ----------
    predictions, targets, axis, where, check
        As in `kl_divergence`.

    Returns
    -------
    NumPy float or ndarray
        The divergence in nats, in [0, log 2], one for each row; log 2 if p and t share no class.

    Raises
    ------
    TypeError, ValueError
        As in `kl_divergence`.

    Notes
    -----
    Symmetric and always finite; its square root is a metric (`scipy.spatial.distance.jensenshannon`). What
    the best discriminator leaves of the loss in the original GAN is this, doubled, less log 4. With
    d = (p - t) / (p + t) a class adds (p + t) / 4 times (1 + d) log(1 + d) + (1 - d) log(1 - d), which for
    small d is written log1p(-d**2) + 2 d artanh(d): terms of size d**2, no cancelling ones of size d.

    References
    ----------
    Lin, J. (1991). Divergence Measures Based on the Shannon Entropy. IEEE Trans. Inf. Theory 37(1).
    doi:10.1109/18.61115

    Examples
    --------
    >>> print(f"{jensen_shannon([0.5, 0.5], [0.9, 0.1]):.6f}")
    0.101749
    """
    p, t = _pair(check, predictions, targets, axis, where)
    total = p + t
    d = (p - t) / total
    terms = total * (np.log1p(-d * d) + 2.0 * d * np.arctanh(d))
    if not squares(d) <= 0.25:  # some may be far from another
        far = 2.0 * (_x_log(p, 2.0 * p / total) + _x_log(t, 2.0 * t / total))
        terms = np.where(abs(d) <= 0.5, terms, far)
    return 0.25 * np.add.reduce(terms, axis=axis)


@keeps_precision
def jensen_shannon_grad(
    predictions: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """Gradient of `jensen_shannon` in the predictions: log(2 p / (p + t)) / 2.

    Parameters
    ----------
    predictions, targets, axis, where, check
        As in `jensen_shannon`.

    Returns
    -------
    ndarray
        d divergence / d p in nats, in [-inf, log(2) / 2], in the shape of `predictions`.

    Raises
    ------
    TypeError, ValueError
        As in `jensen_shannon`.

    Notes
    -----
    Each p_k is varied alone, without keeping the sum of 1. ``-inf`` at p = 0 < t; where both are 0 the
    one-sided derivative log(2) / 2, which does not depend on p. A class that takes no part has 0.

    References
    ----------
    See `jensen_shannon`.

    Examples
    --------
    >>> jensen_shannon_grad([0.5, 0.5], [0.5, 0.5]).tolist()
    [0.0, 0.0]
    """
    p, t = _pair(check, predictions, targets, axis, where)
    total = p + t
    d = np.where((p == 0.0) & (t == 0.0), 1.0, (p - t) / total)
    slope = 0.5 * np.where(d < -0.5, np.log(2.0 * p / total), np.log1p(d))
    return slope if where is None else np.where(where, slope, 0.0)


@keeps_precision
def smooth_labels(
    labels: npt.ArrayLike, *, smoothing: npt.ArrayLike, axis: int = -1, check: bool = True
) -> Floats:
    """Labels mixed with the uniform distribution over the K classes: (1 - s) t + s / K.

    Parameters
    ----------
    labels : array_like
        Distributions t, one-hot or not, in [0, 1], that sum to 1 along `axis`.
    smoothing : array_like
        Share s of the uniform distribution, in [0, 1], broadcast with `labels`.
    axis : int
        Axis of the classes.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    ndarray
        Distributions in the broadcast shape; integers and booleans become float64.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside [0, 1], or a row does not sum to 1.

    Notes
    -----
    As `optax.smooth_labels` (whose alpha is this smoothing) and ``label_smoothing`` in PyTorch. For a target
    t of `binary_cross_entropy_with_logits`, two classes, it is (1 - s) t + s / 2.

    References
    ----------
    Szegedy, C. et al. (2016). Rethinking the Inception Architecture for Computer Vision. CVPR.
    doi:10.1109/CVPR.2016.308

    Examples
    --------
    >>> smooth_labels([1, 0, 0, 0], smoothing=0.2).round(6).tolist()
    [0.85, 0.05, 0.05, 0.05]
    """
    rows = probability_rows(check, "labels", labels, axis, None)
    t, s = take(check, SMOOTHED, rows, smoothing)
    return (1.0 - s) * t + s / t.shape[axis]


def _pair(
    check: bool, predictions: npt.ArrayLike, targets: npt.ArrayLike, axis: int, where: Mask
) -> tuple[Floats, Floats]:
    """Return two distributions in the shape and type of the first."""
    p = probability_rows(check, "predictions", predictions, axis, where)
    return p, distributions(check, "targets", targets, p, axis, where)


def _x_log(x: Floats, argument: Floats) -> Floats:
    return np.where(x == 0.0, 0.0, x * np.log(argument))
