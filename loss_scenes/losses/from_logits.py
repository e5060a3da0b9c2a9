"""Losses of one logit for a yes-or-no question, and their gradients in the logit."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import keeps_precision, squares, take
from loss_scenes.losses.domain import Floats, from_zero, in_unit_interval, zero_or_one
from loss_scenes.losses.links import squash

# Below this margin sigmoid(m) is 0 in float64, so clamping there keeps sigmoid(m) * logistic(m) at its
# limit 0 instead of 0 * inf.
VANISHED_MARGIN = -800.0
SOFT = {"logits": None, "targets": in_unit_interval}
HARD = {"logits": None, "targets": zero_or_one, "gamma": from_zero, "alpha": in_unit_interval}


@keeps_precision
def binary_cross_entropy_with_logits(
    logits: npt.ArrayLike, targets: npt.ArrayLike, *, check: bool = True
) -> Floats:
    """Binary cross-entropy of a logit z against a target t, never forming the probability.

    ::

        -log(sigmoid(z))                                     t = 1
        -log(1 - sigmoid(z))                                 t = 0
        -t log(sigmoid(z)) - (1 - t) log(1 - sigmoid(z))     between

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        In [0, 1], or booleans, broadcast to `logits`; between 0 and 1 after label smoothing.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    np.float64 or ndarray
        The loss in nats, in [0, inf], in the shape of `logits`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN, a target outside [0, 1], or the shapes do not fit.

    Notes
    -----
    Computed as |z| w + log1p(exp(-|z|)), w the target that z speaks against (t for z < 0, 1 - t for
    z >= 0): exact where -log(sigmoid(z)) would round to inf. For t = 0 and 1 it is `logistic` of the margin
    (2t - 1) z. Convex in z.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits(-1000, 1))
    1000.0
    """
    z, t = take(check, SOFT, logits, targets)
    size = abs(z)
    loss = size * abs(t - (z > 0.0)) + np.log1p(np.exp(-size))
    if not math.isnan(squares(loss)):
        return loss
    # No target against an infinite logit costs 0, not 0 * inf = NaN; a target of NaN stays one.
    return np.where((size == np.inf) & (t == (z > 0.0)), 0.0, loss)[()]


@keeps_precision
def binary_cross_entropy_with_logits_grad(
    logits: npt.ArrayLike, targets: npt.ArrayLike, *, check: bool = True
) -> Floats:
    """Derivative of `binary_cross_entropy_with_logits` in the logit: sigmoid(z) - t.

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        In [0, 1], or booleans, broadcast to `logits`; between 0 and 1 after label smoothing.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    np.float64 or ndarray
        d loss / d z in [-1, 1] (no unit), in the shape of `logits`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN, a target outside [0, 1], or the shapes do not fit.

    Notes
    -----
    Smooth. Computed as (1 - t) sigmoid(z) - t sigmoid(-z), so sigmoid(z) - 1 does not cancel for large z.

    References
    ----------
    See `binary_cross_entropy_with_logits`.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits_grad(0, 1))
    -0.5
    """
    z, t = take(check, SOFT, logits, targets)
    return (1.0 - t) / (1.0 + np.exp(-z)) - t / (1.0 + np.exp(z))


@keeps_precision
def sigmoid_focal(
    logits: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    gamma: npt.ArrayLike = 2.0,
    alpha: npt.ArrayLike | None = None,
    check: bool = True,
) -> Floats:
    """Focal loss of a logit z against a target t: -a (1 - p)**gamma log(p), p that of the right class.

    ::

        p = sigmoid(z),     a = alpha       t = 1
        p = 1 - sigmoid(z), a = 1 - alpha   t = 0       (a = 1 for both without alpha)

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        0 or 1 (or booleans), broadcast to `logits`.
    gamma : array_like
        Focusing exponent, finite and >= 0, broadcast with `logits`; 0 gives the (weighted) cross-entropy.
    alpha : array_like or None
        Weight of the positives in [0, 1], the negatives get the rest; None weighs both with 1.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    np.float64 or ndarray
        The loss in nats, in [0, inf], in the broadcast shape.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain, or the shapes do not fit.

    Notes
    -----
    The form of `optax.sigmoid_focal_loss` and, with alpha, of `torchvision.ops.sigmoid_focal_loss`
    (whose default is alpha = 0.25). The paper divides the sum by the number of positives; here nothing
    is reduced. 1 - p is sigmoid of the negated margin, so it keeps its digits for sure answers.
    A class of weight 0 costs 0, also at an infinite logit. Not convex in z for gamma > 0.

    References
    ----------
    Lin, T.-Y. et al. (2017). Focal Loss for Dense Object Detection. ICCV. arXiv:1708.02002

    Examples
    --------
    >>> print(f"{sigmoid_focal(0, 1, gamma=2, alpha=0.25):.6f}")
    0.043322
    """
    margin, _, power, weight = _focal_arguments(check, logits, targets, gamma, alpha)
    turned = weight * squash(-margin) ** power
    loss = turned * np.logaddexp(0.0, -margin)
    if not math.isnan(squares(loss)):
        return loss
    # A weight 0 times an infinite loss is 0; NaN of the arguments stays.
    return np.where((turned == 0.0) & (margin == -np.inf), 0.0, loss)[()]


@keeps_precision
def sigmoid_focal_grad(
    logits: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    gamma: npt.ArrayLike = 2.0,
    alpha: npt.ArrayLike | None = None,
    check: bool = True,
) -> Floats:
    """Derivative of `sigmoid_focal` in the logit.

    ::

        +a (1 - p)**gamma (gamma p log(p) + p - 1)   t = 1
        -a (1 - p)**gamma (gamma p log(p) + p - 1)   t = 0      (p, a as in `sigmoid_focal`)

    Parameters
    ----------
    logits, targets, gamma, alpha, check
        As in `sigmoid_focal`.

    Returns
    -------
    np.float64 or ndarray
        d loss / d z (no unit), in the broadcast shape; at gamma = 2 within [-1.129, 1.129].

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain, or the shapes do not fit.

    Notes
    -----
    Smooth. For gamma > 0 the slope is steepest at a finite wrong answer (p = 0.0578 at gamma = 2) and
    relaxes to 1 beyond it: the loss is not convex in the logit.

    References
    ----------
    See `sigmoid_focal`.

    Examples
    --------
    >>> print(f"{sigmoid_focal_grad(0, 1, gamma=2):.6f}")
    -0.298287
    """
    margin, sign, power, weight = _focal_arguments(check, logits, targets, gamma, alpha)
    seen = np.maximum(margin, VANISHED_MARGIN)
    miss = squash(-margin)
    return -sign * weight * miss**power * (power * squash(seen) * np.logaddexp(0.0, -seen) + miss)


def _focal_arguments(
    check: bool,
    logits: npt.ArrayLike,
    targets: npt.ArrayLike,
    gamma: npt.ArrayLike,
    alpha: npt.ArrayLike | None,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the margin, its sign against the logit, gamma, and the weight of the right class."""
    share = 1.0 if alpha is None else alpha
    z, t, power, positive = take(check, HARD, logits, targets, gamma, share)
    sign = 2.0 * t - 1.0
    weight = positive if alpha is None else t * positive + (1.0 - t) * (1.0 - positive)
    return sign * z, sign, power, weight
