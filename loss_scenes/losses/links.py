"""From scores to probabilities: sigmoid and softmax, stable for any logits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import FloatArray, Floats, reals, refuse


def sigmoid(score: npt.ArrayLike) -> Floats:
    """Logistic function 1 / (1 + exp(-x)), from a score to a probability.

    Parameters
    ----------
    score : array_like
        Logit or margin, any shape, in nats (log-odds). Infinities pass.

    Returns
    -------
    np.float64 or ndarray
        Probability in [0, 1] in the shape of `score`.

    Raises
    ------
    TypeError, ValueError
        If a score is not a real number; if it is NaN.

    Notes
    -----
    Only exp(-|x|) is computed: it cannot overflow, and tiny probabilities keep their relative accuracy.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> print(f"{sigmoid(2):.6f}")
    0.880797
    """
    x = reals("score", score)
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(x))
        return np.where(x >= 0.0, 1.0, small)[()] / (1.0 + small)


def checked_logits(logits: npt.ArrayLike) -> FloatArray:
    """Return logits of shape (..., K), K >= 2, whose rows each have a finite maximum.

    Raises
    ------
    TypeError, ValueError
        If an entry is not real, is NaN or +inf; if a row is all -inf; if there is no axis of K >= 2.
    """
    z = reals("logits", logits)
    if z.ndim == 0 or z.shape[-1] < 2:
        raise ValueError(f"logits must have a last axis of at least 2 classes; got shape {z.shape}")
    refuse("logits", z, z == np.inf, "finite, or -inf for a class that is ruled out")
    dead = np.broadcast_to(np.all(z == -np.inf, axis=-1, keepdims=True), z.shape)
    refuse("logits", z, dead, "finite for at least one class of each row")
    return z


def softmax(logits: npt.ArrayLike) -> FloatArray:
    """Softmax over the last axis: exp(z_k) / sum_j exp(z_j).

    Parameters
    ----------
    logits : array_like
        Shape (..., K) with K >= 2, in nats; -inf rules a class out.

    Returns
    -------
    ndarray
        Probabilities of shape (..., K); each row sums to 1.

    Raises
    ------
    TypeError, ValueError
        If a logit is not real, is NaN or +inf; if a row rules every class out; if K < 2.

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
    z = checked_logits(logits)
    with np.errstate(over="ignore", under="ignore"):
        weights: FloatArray = np.exp(z - z.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
    return weights
