"""Losses of the probability given to the right class: cross-entropy and focal."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import (
    floats,
    keeps_precision,
    renamed,
    squares,
    take,
)
from loss_scenes.losses.domain import Floats, above_zero, from_zero, in_unit_interval

BINARY = {"probability": in_unit_interval, "targets": in_unit_interval}
FOCAL = {"probability": in_unit_interval, "gamma": from_zero, "weight": above_zero}


@keeps_precision
def cross_entropy(probability: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Cross-entropy -log(p) of the probability p given to the right class.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, in [0, 1], any shape.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss in nats, in [0, inf], in the shape of `probability`; ``inf`` at p = 0.

    Raises
    ------
    TypeError, ValueError
        If a probability is not real; if it is NaN or outside [0, 1].

    Notes
    -----
    Natural logarithm; divide by log 2 for bits. Never clipped: a sure mistake costs infinity. If logits
    are at hand use `binary_cross_entropy_with_logits` or `softmax_cross_entropy`, which lose no digits.
    A strictly proper scoring rule: the true posterior minimises its expectation.

    References
    ----------
    Good, I. J. (1952). Rational Decisions. J. R. Stat. Soc. B 14(1).
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Examples
    --------
    >>> print(f"{cross_entropy(0.9):.6f}")
    0.105361
    """
    p = floats(check, "probability", probability, in_unit_interval)
    return 0.0 - np.log(p)  # -log(1) is -0.0


@keeps_precision
def cross_entropy_grad(probability: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Derivative of `cross_entropy` in the probability: -1/p.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, in [0, 1], any shape.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d p in nats, in [-inf, -1], in the shape of `probability`; ``-inf`` at p = 0.

    Raises
    ------
    TypeError, ValueError
        If a probability is not real; if it is NaN or outside [0, 1].

    Notes
    -----
    Smooth on (0, 1]; at p = 1 the one-sided derivative. In the logit it is p - 1, see
    `binary_cross_entropy_with_logits_grad`.

    References
    ----------
    See `cross_entropy`.

    Examples
    --------
    >>> float(cross_entropy_grad(0.25))
    -4.0
    """
    p = floats(check, "probability", probability, in_unit_interval)
    return -1.0 / p


@keeps_precision
def binary_cross_entropy(probability: npt.ArrayLike, targets: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Binary cross-entropy -t log(p) - (1 - t) log(1 - p) of a probability p against a target t.

    Parameters
    ----------
    probability : array_like
        Probability that the target is 1, in [0, 1], any shape.
    targets : array_like
        In [0, 1], or booleans, broadcast to `probability`; between 0 and 1 after label smoothing.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss in nats, in [0, inf], in the shape of `probability`; ``inf`` for a sure mistake.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside [0, 1], or the shapes do not fit.

    Notes
    -----
    Convex in p, least at p = t, where it is the entropy of t. What has weight 0 costs 0, also at an infinite
    logarithm. Near p = 1 the probability has lost digits that `binary_cross_entropy_with_logits` keeps.

    References
    ----------
    Good, I. J. (1952). Rational Decisions. J. R. Stat. Soc. B 14(1).
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Examples
    --------
    >>> print(f"{binary_cross_entropy(0.9, 0.95):.6f}")
    0.215222
    """
    p, t = take(check, BINARY, probability, targets)
    rest = 1.0 - t
    loss = t * -np.log(p) - rest * np.log1p(-p)
    if not math.isnan(squares(loss)):
        return loss
    return np.where((p == t) & (t * rest == 0.0), 0.0, loss)[()]  # sure and right


@keeps_precision
def binary_cross_entropy_grad(
    probability: npt.ArrayLike, targets: npt.ArrayLike, *, check: bool = True
) -> Floats:
    """Derivative of `binary_cross_entropy` in the probability: (p - t) / (p (1 - p)).

    Parameters
    ----------
    probability, targets, check
        As in `binary_cross_entropy`.

    Returns
    -------
    NumPy float or ndarray
        d loss / d p in nats, in [-inf, inf], in the shape of `probability`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside [0, 1], or the shapes do not fit.

    Notes
    -----
    Smooth inside; at p = 0 and p = 1 the one-sided derivative, infinite unless the target is there too.

    References
    ----------
    See `binary_cross_entropy`.

    Examples
    --------
    >>> binary_cross_entropy_grad([0.25, 0.5, 1.0], 1).tolist()
    [-4.0, -2.0, -1.0]
    """
    p, t = take(check, BINARY, probability, targets)
    variance = p * (1.0 - p)
    slope = (p - t) / variance
    edge = variance <= 0.0
    if not (np.count_nonzero(edge) if edge.ndim else edge):
        return slope
    # Outside there is no loss, so no slope of it either. Sure and right is 0 / 0.
    slope = np.where((variance == 0.0) & (p == t), 1.0 - 2.0 * t, slope)
    return np.where(variance < 0.0, np.nan, slope)[()]


@keeps_precision
def focal(
    probability: npt.ArrayLike,
    *,
    gamma: npt.ArrayLike = 2.0,
    weight: npt.ArrayLike | None = None,
    check: bool = True,
    alpha: npt.ArrayLike | None = None,
) -> Floats:
    """Focal loss -w (1 - p)**gamma log(p): cross-entropy with the easy examples turned down.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, p, in [0, 1], any shape.
    gamma : array_like
        Focusing exponent, finite and >= 0, no unit, broadcast with `probability`; 0 gives `cross_entropy`.
    weight : array_like
        Weight of the example (None: 1), finite and > 0, broadcast with `probability`.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.
    alpha : array_like
        Old name of `weight`, deprecated: in `sigmoid_focal`, alpha is the weight of the positives.

    Returns
    -------
    NumPy float or ndarray
        The loss in nats, in [0, inf], in the broadcast shape; ``inf`` at p = 0, 0 at p = 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain.

    Notes
    -----
    Convex in p, not in the logit (for gamma > 0), and not a proper scoring rule: at gamma = 2 a true
    posterior of 0.9 is best answered with 0.694. At p = 0.9, gamma = 2, the loss shrinks 100-fold.

    References
    ----------
    Lin, T.-Y. et al. (2017). Focal Loss for Dense Object Detection. ICCV. arXiv:1708.02002

    Examples
    --------
    >>> print(f"{focal(0.9, gamma=2):.8f}")
    0.00105361
    """
    given = renamed("alpha", alpha, "weight", weight)
    p, power, scale = take(check, FOCAL, probability, gamma, 1.0 if given is None else given)
    return scale * (1.0 - p) ** power * (0.0 - np.log(p))  # -log(1) is -0.0


@keeps_precision
def focal_grad(
    probability: npt.ArrayLike,
    *,
    gamma: npt.ArrayLike = 2.0,
    weight: npt.ArrayLike | None = None,
    check: bool = True,
    alpha: npt.ArrayLike | None = None,
) -> Floats:
    """Derivative of `focal` in the probability.

    ::

        w (gamma (1-p)**(gamma-1) log(p) - (1-p)**gamma / p)   0 < p < 1
        -inf                                                  p = 0
        0 if gamma > 0, -w if gamma = 0                     p = 1 (limits)

    Parameters
    ----------
    probability : array_like
        Probability of the right class, p, in [0, 1], any shape.
    gamma, weight, check, alpha
        As in `focal`.

    Returns
    -------
    NumPy float or ndarray
        d loss / d p in nats, in [-inf, 0], in the broadcast shape.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain.

    Notes
    -----
    Written as -w (1-p)**gamma (1/p + gamma q), q = -log(p) / (1-p), with q(1) = 1: the power that
    blows up at p = 1 for gamma < 1 is gone, and p = 1 gives the limit (1 + gamma)(1-p)**gamma -> 0.

    References
    ----------
    See `focal`.

    Examples
    --------
    >>> print(f"{focal_grad(0.5, gamma=2):.6f}")
    -1.193147
    """
    given = renamed("alpha", alpha, "weight", weight)
    p, power, scale = take(check, FOCAL, probability, gamma, 1.0 if given is None else given)
    left = 1.0 - p
    rest = left**power
    # gamma meets the power first: for a huge gamma the power is 0 before gamma * q could be infinite.
    turned = power * rest
    turning = turned * np.log(p) / left
    if math.isnan(squares(turning)):
        # What turns down nothing adds nothing, also where q is 0/0 (p = 1) or infinite (p = 0).
        empty = np.isnan(turning) & ((p == 0.0) | (p == 1.0))
        turning = np.where(empty, 0.0 * turned, turning)[()]
    return scale * (turning - rest / p)
