"""Losses of K logits along an axis, and what leads from logits to probabilities."""

from __future__ import annotations

import math
import warnings

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import keeps_precision, quiet, squares
from loss_scenes.losses.axes import Mask, class_logits, distributions, picked, shifted
from loss_scenes.losses.domain import Floats


@keeps_precision
def softmax(logits: npt.ArrayLike, *, axis: int = -1, where: Mask = None, check: bool = True) -> Floats:
    """Softmax along an axis: exp(z_k) / sum_j exp(z_j).

    Parameters
    ----------
    logits : array_like
        K >= 2 of them along `axis`, in nats; -inf rules a class out.
    axis : int
        Axis of the K classes.
    where : array_like of bool or None
        Which classes take part, broadcast to `logits`; the others are ruled out. None takes all.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    ndarray
        Probabilities in the shape of `logits`, 0 for what is ruled out; along `axis` they sum to 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit that takes part is NaN or +inf; if a row rules every class out;
        if K < 2.

    Notes
    -----
    Adding a constant to a row changes nothing, so its maximum is subtracted first: no overflow.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs.
    Neurocomputing. doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> softmax([2, 1, 0.1]).round(6).tolist()
    [0.659001, 0.242433, 0.098566]
    """
    z = class_logits(check, "logits", logits, axis, where)
    weights = np.exp(z - z.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@keeps_precision
def log_softmax(logits: npt.ArrayLike, *, axis: int = -1, where: Mask = None, check: bool = True) -> Floats:
    """Logarithm of `softmax`, z_k - logsumexp(z), also where the softmax itself rounds to 0 or 1.

    Parameters
    ----------
    logits, axis, where, check
        As in `softmax`.

    Returns
    -------
    ndarray
        Log-probabilities in nats, in [-inf, 0], in the shape of `logits`.

    Raises
    ------
    TypeError, ValueError
        As in `softmax`.

    Notes
    -----
    With M the row's maximum: (z_k - M) - log1p(sum of exp(z_j - M) over all but one maximum).

    References
    ----------
    See `softmax`.

    Examples
    --------
    >>> log_softmax([0.0, -1000.0]).tolist()
    [0.0, -1000.0]
    """
    z = class_logits(check, "logits", logits, axis, where)
    behind, _, rest, _ = shifted(z, axis)
    return 0.0 - (behind + np.log1p(rest))


@quiet
def softmax_cross_entropy(
    logits: npt.ArrayLike,
    labels: npt.ArrayLike | None = None,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
    target_class: npt.ArrayLike | None = None,
) -> Floats:
    """Cross-entropy of K logits against a distribution over the classes: -sum_k t_k log softmax(z)_k.

    Parameters
    ----------
    logits : array_like
        K >= 2 of them along `axis`, in nats; not probabilities. -inf rules a class out.
    labels : array_like
        Distributions t in the very shape of `logits`: in [0, 1], sum 1 along `axis`; one-hot, smoothed, or
        another model's probabilities.
    axis, where, check
        As in `softmax`.
    target_class : array_like of int
        Right class as an index, deprecated: it goes to `softmax_cross_entropy_with_integer_labels`.

    Returns
    -------
    NumPy float or ndarray
        The loss in nats, in [0, inf], one for each row; ``inf`` if a label lies on a class that is ruled out.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit that takes part is NaN or +inf; if a row rules every class out;
        if K < 2, or the shapes differ.

    Notes
    -----
    The form of `optax.softmax_cross_entropy`; for the index of the right class see
    `softmax_cross_entropy_with_integer_labels`. Labels are never broadcast: a wrong shape would give a wrong
    answer without a word. Convex in the logits, least where softmax(z) = t, where it is the entropy of t.
    With M the row's maximum it is sum_k t_k (M - z_k) + log1p(sum of exp(z_j - M) over all but one maximum):
    no overflow, and a loss far below 1e-16 is still exact.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs.
    Neurocomputing. doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> print(f"{softmax_cross_entropy([2, 1, 0.1], [0.9, 0.05, 0.05]):.6f}")
    0.562030
    """
    if labels is None or target_class is not None:
        index = _old_index(labels, target_class, "softmax_cross_entropy_with_integer_labels")
        return softmax_cross_entropy_with_integer_labels(logits, index, axis=axis, where=where, check=check)
    z = class_logits(check, "logits", logits, axis, where)
    return _cross_entropy(z, distributions(check, "labels", labels, z, axis, where), axis)


@keeps_precision
def softmax_cross_entropy_grad(
    logits: npt.ArrayLike,
    labels: npt.ArrayLike | None = None,
    *,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
    target_class: npt.ArrayLike | None = None,
) -> Floats:
    """Gradient of `softmax_cross_entropy` in the logits: softmax(z) - t.

    Parameters
    ----------
    logits, labels, axis, where, check, target_class
        As in `softmax_cross_entropy`.

    Returns
    -------
    ndarray
        d loss / d z in the shape of `logits` (no unit); entries in [-1, 1], each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        As in `softmax_cross_entropy`.

    Notes
    -----
    Smooth. Computed as p (1 - t) - t (1 - p), with 1 - p of the largest entry as the sum of the others:
    p - 1 would cancel.

    References
    ----------
    See `softmax_cross_entropy`.

    Examples
    --------
    >>> softmax_cross_entropy_grad([2, 1, 0.1], [0.9, 0.05, 0.05]).round(6).tolist()
    [-0.240999, 0.192433, 0.048566]
    """
    if labels is None or target_class is not None:
        index = _old_index(labels, target_class, "softmax_cross_entropy_with_integer_labels_grad")
        return softmax_cross_entropy_with_integer_labels_grad(
            logits, index, axis=axis, where=where, check=check
        )
    z = class_logits(check, "logits", logits, axis, where)
    return _cross_entropy_grad(z, distributions(check, "labels", labels, z, axis, where), axis)


@quiet
def softmax_cross_entropy_with_integer_labels(
    logits: npt.ArrayLike, labels: npt.ArrayLike, *, axis: int = -1, where: Mask = None, check: bool = True
) -> Floats:
    """Cross-entropy of K logits against the index c of the right class: logsumexp(z) - z_c.

    Parameters
    ----------
    logits : array_like
        K >= 2 of them along `axis`, in nats; not probabilities. -inf rules a class out.
    labels : array_like of int
        Right class c in {0, ..., K - 1}, in the shape of `logits` without `axis`.
    axis, where, check
        As in `softmax`.

    Returns
    -------
    NumPy float or ndarray
        The loss in nats, in [0, inf], one for each row; ``inf`` if the right class is ruled out.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a logit that takes part is NaN or +inf; if a row rules every class out;
        if K < 2, a label not whole or out of range, or the shapes do not fit.

    Notes
    -----
    The form of `optax.softmax_cross_entropy_with_integer_labels` and `torch.nn.functional.cross_entropy`:
    `softmax_cross_entropy` of one-hot labels, and as exact. Labels are never broadcast.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs.
    Neurocomputing. doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> print(f"{softmax_cross_entropy_with_integer_labels([2, 1, 0.1], 0):.6f}")
    0.417030
    """
    z = class_logits(check, "logits", logits, axis, where)
    return _cross_entropy(z, picked(check, "labels", labels, z, axis), axis)


@keeps_precision
def softmax_cross_entropy_with_integer_labels_grad(
    logits: npt.ArrayLike, labels: npt.ArrayLike, *, axis: int = -1, where: Mask = None, check: bool = True
) -> Floats:
    """Gradient of `softmax_cross_entropy_with_integer_labels` in the logits: softmax(z) - e_c.

    Parameters
    ----------
    logits, labels, axis, where, check
        As in `softmax_cross_entropy_with_integer_labels`.

    Returns
    -------
    ndarray
        d loss / d z in the shape of `logits` (no unit); entries in [-1, 1], each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        As in `softmax_cross_entropy_with_integer_labels`.

    Notes
    -----
    Smooth. The entry of the right class is minus the sum of the others: p_c - 1 would cancel.

    References
    ----------
    See `softmax_cross_entropy_with_integer_labels`.

    Examples
    --------
    >>> softmax_cross_entropy_with_integer_labels_grad([2, 1, 0.1], 0).round(6).tolist()
    [-0.340999, 0.242433, 0.098566]
    """
    z = class_logits(check, "logits", logits, axis, where)
    return _cross_entropy_grad(z, picked(check, "labels", labels, z, axis), axis)


def _old_index(labels: Floats, index: Floats, instead: str) -> Floats:
    """Return the class that was given by its old name, and warn; `TypeError` for both or neither."""
    if index is None or labels is not None:
        raise TypeError(f"give labels, distributions over the classes; a class's index goes to {instead}")
    # Up through this function, the loss and the decorator, to who called it.
    warnings.warn(f"target_class is now labels of {instead}", DeprecationWarning, stacklevel=4)
    return index


def _cross_entropy(z: Floats, t: Floats, axis: int) -> Floats:
    behind, _, rest, _ = shifted(z, axis)
    terms, of_sum = t * behind, np.log1p(rest).squeeze(axis)
    loss = np.add.reduce(terms, axis=axis) + of_sum
    if not math.isnan(squares(loss)):
        return loss
    # What no label lies on costs nothing, also behind by infinity; a logit of NaN is in the rest.
    return (np.add.reduce(np.where(t == 0.0, 0.0, terms), axis=axis) + of_sum)[()]


def _cross_entropy_grad(z: Floats, t: Floats, axis: int) -> Floats:
    _, weights, rest, first = shifted(z, axis)
    total = 1.0 + rest
    p = weights / total
    return p * (1.0 - t) - t * np.where(first, rest / total, 1.0 - p)
