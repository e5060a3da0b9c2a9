"""Losses of the probability given to the right class: cross-entropy and focal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import Floats, non_negative, number, probabilities


def _weight(alpha: float) -> float:
    return number("alpha", alpha, "in (0, 1]", lambda v: 0.0 < v <= 1.0)


def cross_entropy(probability: npt.ArrayLike) -> Floats:
    """Cross-entropy -log(p) of the probability p given to the right class.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, in [0, 1], any shape.

    Returns
    -------
    np.float64 or ndarray
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
    p = probabilities("probability", probability)
    with np.errstate(divide="ignore"):
        return -np.log(p) + 0.0  # -log(1) is -0.0


def cross_entropy_grad(probability: npt.ArrayLike) -> Floats:
    """Derivative of `cross_entropy` in the probability: -1/p.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, in [0, 1], any shape.

    Returns
    -------
    np.float64 or ndarray
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
    p = probabilities("probability", probability)
    with np.errstate(divide="ignore", over="ignore"):
        return -1.0 / p


def focal(probability: npt.ArrayLike, *, gamma: float = 2.0, alpha: float = 1.0) -> Floats:
    """Focal loss -alpha (1 - p)**gamma log(p): cross-entropy with the easy examples turned down.

    Parameters
    ----------
    probability : array_like
        Probability of the right class, p, in [0, 1], any shape.
    gamma : float
        Focusing exponent, finite and >= 0, no unit; 0 gives `cross_entropy`.
    alpha : float
        Weight of the class, in (0, 1].

    Returns
    -------
    np.float64 or ndarray
        The loss in nats, in [0, inf], in the shape of `probability`; ``inf`` at p = 0, 0 at p = 1.

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
    p = probabilities("probability", probability)
    power, weight = non_negative("gamma", gamma), _weight(alpha)
    with np.errstate(divide="ignore", under="ignore"):
        return weight * (1.0 - p) ** power * -np.log(p) + 0.0  # -log(1) is -0.0


def focal_grad(probability: npt.ArrayLike, *, gamma: float = 2.0, alpha: float = 1.0) -> Floats:
    """Derivative of `focal` in the probability.

    ::

        alpha (gamma (1-p)**(gamma-1) log(p) - (1-p)**gamma / p)   0 < p < 1
        -inf                                                      p = 0
        0 if gamma > 0, -alpha if gamma = 0                       p = 1 (limits)

    Parameters
    ----------
    probability : array_like
        Probability of the right class, p, in [0, 1], any shape.
    gamma : float
        Focusing exponent, finite and >= 0, no unit.
    alpha : float
        Weight of the class, in (0, 1].

    Returns
    -------
    np.float64 or ndarray
        d loss / d p in nats, in [-inf, 0], in the shape of `probability`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain.

    Notes
    -----
    Written as -alpha (1-p)**gamma (1/p + gamma q), q = -log(p) / (1-p), with q(1) = 1: the power that
    blows up at p = 1 for gamma < 1 is gone, and p = 1 gives the limit (1 + gamma)(1-p)**gamma -> 0.

    References
    ----------
    See `focal`.

    Examples
    --------
    >>> print(f"{focal_grad(0.5, gamma=2):.6f}")
    -1.193147
    """
    p = probabilities("probability", probability)
    power, weight = non_negative("gamma", gamma), _weight(alpha)
    if power == 0.0:
        return weight * cross_entropy_grad(p)
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        rest = (1.0 - p) ** power
        steepness = np.where(p == 1.0, 1.0, -np.log(p) / np.where(p == 1.0, 1.0, 1.0 - p))
        # gamma meets the power first: for a huge gamma the power is 0 before gamma * q could be infinite.
        return -weight * (rest / p + (power * rest) * steepness) + 0.0
