"""Classification losses straight from logits, and their gradients in the logits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import (
    FloatArray,
    Floats,
    binary,
    non_negative,
    number,
    reals,
    same_shape,
    whole,
)
from loss_scenes.losses.links import checked_logits, sigmoid, softmax
from loss_scenes.losses.margin import logistic, logistic_grad

# Below this margin sigmoid(m) is 0 in float64, so clamping there keeps sigmoid(m) * logistic(m) at its
# limit 0 instead of 0 * inf.
VANISHED_MARGIN = -800.0


def _signs_and_logits(logits: npt.ArrayLike, targets: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    z, t = reals("logits", logits), binary("targets", targets)
    same_shape(logits=z, targets=t)
    return np.asarray(2.0 * t - 1.0), z


def binary_cross_entropy_with_logits(logits: npt.ArrayLike, targets: npt.ArrayLike) -> Floats:
    """Binary cross-entropy of a logit z against a target t, never forming the probability.

    ::

        -log(sigmoid(z))     t = 1
        -log(1 - sigmoid(z)) t = 0

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        0 or 1 (or booleans), broadcast with `logits`.

    Returns
    -------
    np.float64 or ndarray
        The loss in nats, in [0, inf], in the broadcast shape.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN, a target not 0 or 1, or the shapes do not fit.

    Notes
    -----
    Equals `logistic` of the margin (2t - 1) z, hence max(z, 0) - t z + log1p(exp(-|z|)): exact where
    -log(sigmoid(z)) would round to inf. Convex in z.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits(-1000, 1))
    1000.0
    """
    sign, z = _signs_and_logits(logits, targets)
    return logistic(sign * z)


def binary_cross_entropy_with_logits_grad(logits: npt.ArrayLike, targets: npt.ArrayLike) -> Floats:
    """Derivative of `binary_cross_entropy_with_logits` in the logit: sigmoid(z) - t.

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        0 or 1 (or booleans), broadcast with `logits`.

    Returns
    -------
    np.float64 or ndarray
        d loss / d z in [-1, 1] (no unit), in the broadcast shape.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN, a target not 0 or 1, or the shapes do not fit.

    Notes
    -----
    Smooth. Computed through the margin, so sigmoid(z) - 1 does not cancel for large z.

    References
    ----------
    See `binary_cross_entropy_with_logits`.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits_grad(0, 1))
    -0.5
    """
    sign, z = _signs_and_logits(logits, targets)
    return sign * logistic_grad(sign * z)


def _class_weight(sign: FloatArray, alpha: float | None) -> FloatArray:
    """Return 1 without `alpha`, else alpha where the target is 1 and 1 - alpha where it is 0."""
    if alpha is None:
        return np.ones_like(sign)
    positive_weight = number("alpha", alpha, "None or in [0, 1]", lambda v: 0.0 <= v <= 1.0)
    return np.where(sign > 0.0, positive_weight, 1.0 - positive_weight)


def sigmoid_focal(
    logits: npt.ArrayLike, targets: npt.ArrayLike, *, gamma: float = 2.0, alpha: float | None = None
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
        0 or 1 (or booleans), broadcast with `logits`.
    gamma : float
        Focusing exponent, finite and >= 0; 0 gives the (weighted) cross-entropy.
    alpha : float or None
        Weight of the positives in [0, 1], the negatives get the rest; None weighs both with 1.

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
    sign, z = _signs_and_logits(logits, targets)
    margin = np.asarray(sign * z)
    power, weight = non_negative("gamma", gamma), _class_weight(sign, alpha)
    with np.errstate(under="ignore", invalid="ignore"):
        value = weight * sigmoid(-margin) ** power * logistic(margin)
    return np.where(weight == 0.0, 0.0, value)[()]


def sigmoid_focal_grad(
    logits: npt.ArrayLike, targets: npt.ArrayLike, *, gamma: float = 2.0, alpha: float | None = None
) -> Floats:
    """Derivative of `sigmoid_focal` in the logit.

    ::

        +a (1 - p)**gamma (gamma p log(p) + p - 1)   t = 1
        -a (1 - p)**gamma (gamma p log(p) + p - 1)   t = 0      (p, a as in `sigmoid_focal`)

    Parameters
    ----------
    logits : array_like
        Log-odds z in nats, any shape. Infinities pass.
    targets : array_like
        0 or 1 (or booleans), broadcast with `logits`.
    gamma : float
        Focusing exponent, finite and >= 0.
    alpha : float or None
        Weight of the positives in [0, 1], the negatives get the rest; None weighs both with 1.

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
    sign, z = _signs_and_logits(logits, targets)
    margin = np.asarray(sign * z)
    power, weight = non_negative("gamma", gamma), _class_weight(sign, alpha)
    seen = np.maximum(margin, VANISHED_MARGIN)
    with np.errstate(under="ignore"):
        miss = sigmoid(-margin)
        return -sign * weight * miss**power * (power * sigmoid(seen) * logistic(seen) + miss)


def _rows_and_classes(
    logits: npt.ArrayLike, target_class: npt.ArrayLike
) -> tuple[FloatArray, npt.NDArray[np.intp]]:
    """Return logits (..., K) and classes (..., 1), broadcast over the leading axes."""
    z = checked_logits(logits)
    c = whole("target_class", target_class, low=0, high=z.shape[-1])
    rows = same_shape(logits_rows=z[..., 0], target_class=c)
    return np.broadcast_to(z, (*rows, z.shape[-1])), np.broadcast_to(c, rows)[..., np.newaxis]


def softmax_cross_entropy(logits: npt.ArrayLike, target_class: npt.ArrayLike) -> Floats:
    """Cross-entropy of K logits against the index of the right class: logsumexp(z) - z_c.

    Parameters
    ----------
    logits : array_like
        Shape (..., K) with K >= 2, in nats; not probabilities. -inf rules a class out.
    target_class : array_like of int
        Right class c in {0, ..., K - 1}, broadcast with the leading axes of `logits`.

    Returns
    -------
    np.float64 or ndarray
        The loss in nats, in [0, inf], one for each row; ``inf`` if the right class is ruled out.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN or +inf, a class not whole or out of range, K < 2,
        or the shapes do not fit.

    Notes
    -----
    Convex in the logits; adding a constant to a row changes nothing. With M the row's maximum the loss is
    (M - z_c) + log1p(sum of exp(z_j - M) over all but one maximum): no overflow, and a loss far below
    1e-16 is still exact.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs.
    Neurocomputing. doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> print(f"{softmax_cross_entropy([2, 1, 0.1], 0):.6f}")
    0.417030
    """
    z, c = _rows_and_classes(logits, target_class)
    top = np.argmax(z, axis=-1, keepdims=True)
    peak = np.take_along_axis(z, top, axis=-1)
    with np.errstate(over="ignore", under="ignore"):
        others = np.exp(z - peak)
        np.put_along_axis(others, top, 0.0, axis=-1)
        behind = (peak - np.take_along_axis(z, c, axis=-1))[..., 0]
        return behind + np.log1p(others.sum(axis=-1))


def softmax_cross_entropy_grad(logits: npt.ArrayLike, target_class: npt.ArrayLike) -> FloatArray:
    """Gradient of `softmax_cross_entropy` in the logits: softmax(z) - e_c.

    Parameters
    ----------
    logits : array_like
        Shape (..., K) with K >= 2, in nats; -inf rules a class out.
    target_class : array_like of int
        Right class c in {0, ..., K - 1}, broadcast with the leading axes of `logits`.

    Returns
    -------
    ndarray
        d loss / d z of shape (..., K) (no unit); entries in [-1, 1], each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit is NaN or +inf, a class not whole or out of range, K < 2,
        or the shapes do not fit.

    Notes
    -----
    Smooth. The entry of the right class is minus the sum of the others: p_c - 1 would cancel.

    References
    ----------
    See `softmax_cross_entropy`.

    Examples
    --------
    >>> softmax_cross_entropy_grad([2, 1, 0.1], 0).round(6).tolist()
    [-0.340999, 0.242433, 0.098566]
    """
    z, c = _rows_and_classes(logits, target_class)
    gradient = softmax(z)
    np.put_along_axis(gradient, c, 0.0, axis=-1)
    np.put_along_axis(gradient, c, -gradient.sum(axis=-1, keepdims=True), axis=-1)
    return gradient
