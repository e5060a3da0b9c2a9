"""Losses that compare embeddings: triplets, and a positive among many candidates."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, keeps_precision, quiet, take
from loss_scenes.losses.axes import Mask, along, class_logits
from loss_scenes.losses.categorical import (
    softmax_cross_entropy_with_integer_labels,
    softmax_cross_entropy_with_integer_labels_grad,
)
from loss_scenes.losses.domain import Floats, above_zero, bounded, fits

EMBEDDINGS = {"anchor": bounded, "positive": bounded, "negative": bounded}


class TripletGradient(NamedTuple):
    """Derivatives in the three embeddings; they add up to 0.

    Parameters
    ----------
    anchor, positive, negative
        The derivative in each, in its own shape.
    """

    anchor: npt.NDArray[Any]
    positive: npt.NDArray[Any]
    negative: npt.NDArray[Any]


@quiet
def triplet(
    anchor: npt.ArrayLike,
    positive: npt.ArrayLike,
    negative: npt.ArrayLike,
    *,
    margin: npt.ArrayLike = 1.0,
    axis: int = -1,
    check: bool = True,
) -> Floats:
    """Triplet loss max(0, |a - p| - |a - n| + margin): the positive nearer than the negative, by a margin.

    Parameters
    ----------
    anchor, positive, negative : array_like
        Embeddings a, p, n, finite, with their components along `axis`; broadcast with one another.
    margin : array_like
        By how much nearer costs nothing, in units of distance, finite and > 0; broadcast to the rows.
    axis : int
        Axis of the components.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in units of distance, one for each row.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is NaN or outside its domain, or the shapes do not fit.

    Notes
    -----
    The form of `torch.nn.functional.triplet_margin_loss`, without its 1e-6 in the distance; FaceNet squares
    the distances. Euclidean lengths are taken by hypot, which neither overflows nor underflows. Not convex.

    References
    ----------
    Schroff, F., Kalenichenko, D. and Philbin, J. (2015). FaceNet: A Unified Embedding for Face Recognition
    and Clustering. CVPR. doi:10.1109/CVPR.2015.7298682

    Examples
    --------
    >>> float(triplet([0, 0], [3, 4], [0, 4.5], margin=1))
    1.5
    """
    (_, near), (_, far), reach = _triplet_arguments(check, anchor, positive, negative, margin, axis)
    return np.maximum(0.0, near - far + reach)


@quiet
def triplet_grad(
    anchor: npt.ArrayLike,
    positive: npt.ArrayLike,
    negative: npt.ArrayLike,
    *,
    margin: npt.ArrayLike = 1.0,
    axis: int = -1,
    check: bool = True,
) -> TripletGradient:
    """Subgradient of `triplet` in all three embeddings, for each moves in training.

    ::

        u - v, -u, v   |a - p| - |a - n| + margin >  0,   u = (a - p) / |a - p|, v = (a - n) / |a - n|
        0, 0, 0        |a - p| - |a - n| + margin <= 0    (at 0 chosen from the subdifferential)

    Parameters
    ----------
    anchor, positive, negative, margin, axis, check
        As in `triplet`.

    Returns
    -------
    TripletGradient
        ``(anchor, positive, negative)``, no unit, each in the broadcast shape of the embeddings.

    Raises
    ------
    TypeError, ValueError
        As in `triplet`.

    Notes
    -----
    Where two embeddings are the same point their distance has a kink, and the subgradient taken is 0.

    References
    ----------
    See `triplet`.

    Examples
    --------
    >>> triplet_grad([0, 0], [3, 4], [0, 4.5], margin=1).positive.tolist()
    [0.6, 0.8]
    """
    (to_positive, near), (to_negative, far), reach = _triplet_arguments(
        check, anchor, positive, negative, margin, axis
    )
    pulls = np.expand_dims(np.heaviside(near - far + reach, 0.0), axis)
    u = pulls * _direction(to_positive, near, axis)
    v = pulls * _direction(to_negative, far, axis)
    return TripletGradient(u - v, 0.0 - u, v)


@quiet
def info_nce(
    similarities: npt.ArrayLike,
    positive_index: npt.ArrayLike,
    *,
    temperature: npt.ArrayLike,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """InfoNCE loss -log(exp(s_+ / T) / sum_j exp(s_j / T)) of picking the positive among N candidates.

    Parameters
    ----------
    similarities : array_like
        N >= 2 along `axis`: similarity of the anchor to each candidate, positive and negatives; cosines
        usually. -inf rules a candidate out.
    positive_index : array_like of int
        Which candidate is the positive, in {0, ..., N - 1}, in the shape of `similarities` without `axis`.
    temperature : array_like
        T, finite and > 0, in units of similarity; broadcast to the rows.
    axis : int
        Axis of the candidates.
    where : array_like of bool or None
        Which candidates take part, broadcast to `similarities`. None takes all.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in nats, one for each row; log(N) if all candidates are equally similar.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain, or the shapes do not fit.

    Notes
    -----
    The cross-entropy of the logits s / T. NT-Xent is this loss with 2 N - 1 candidates for a batch of N. The
    row's maximum is subtracted before the division, so no temperature overflows.

    References
    ----------
    van den Oord, A., Li, Y. and Vinyals, O. (2018). Representation Learning with Contrastive Predictive
    Coding. arXiv:1807.03748

    Examples
    --------
    >>> print(f"{info_nce([0.9, 0.1, 0, -0.2], 0, temperature=0.5):.6f}")
    0.390689
    """
    logits, _ = _scaled(check, similarities, temperature, axis, where)
    return softmax_cross_entropy_with_integer_labels(logits, positive_index, axis=axis, check=check)


@keeps_precision
def info_nce_grad(
    similarities: npt.ArrayLike,
    positive_index: npt.ArrayLike,
    *,
    temperature: npt.ArrayLike,
    axis: int = -1,
    where: Mask = None,
    check: bool = True,
) -> Floats:
    """Gradient of `info_nce` in the similarities: (softmax(s / T) - e_+) / T.

    Parameters
    ----------
    similarities, positive_index, temperature, axis, where, check
        As in `info_nce`.

    Returns
    -------
    ndarray
        d loss / d s in the shape of `similarities`; each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        As in `info_nce`.

    Notes
    -----
    Smooth. The positive is pulled as hard as all negatives together are pushed.

    References
    ----------
    See `info_nce`.

    Examples
    --------
    >>> info_nce_grad([0.0, 0.0], 0, temperature=0.5).tolist()
    [-1.0, 1.0]
    """
    logits, scale = _scaled(check, similarities, temperature, axis, where)
    return (
        softmax_cross_entropy_with_integer_labels_grad(logits, positive_index, axis=axis, check=check) / scale
    )


def _scaled(
    check: bool, similarities: npt.ArrayLike, temperature: npt.ArrayLike, axis: int, where: Mask
) -> tuple[Floats, Floats]:
    """Return (s - max s) / T, and T with the axis."""
    s = class_logits(check, "similarities", similarities, axis, where)
    peak = s.max(axis=axis, keepdims=True)
    scale = _over_rows(check, "temperature", temperature, peak.squeeze(axis))
    if scale.ndim:
        scale = np.expand_dims(scale, axis)
    return (s - peak) / scale, scale


def _triplet_arguments(
    check: bool,
    anchor: npt.ArrayLike,
    positive: npt.ArrayLike,
    negative: npt.ArrayLike,
    margin: npt.ArrayLike,
    axis: int,
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats], Floats]:
    """Return the ways from the positive and the negative to the anchor with their lengths, and the margin."""
    a, p, n = take(check, EMBEDDINGS, anchor, positive, negative)
    ways = np.broadcast_arrays(a - p, a - n)
    if check:
        along("embeddings", ways[0], axis, least=1)
    near, far = (np.hypot.reduce(way, axis=axis) for way in ways)
    return (ways[0], near), (ways[1], far), _over_rows(check, "margin", margin, near)


def _over_rows(check: bool, name: str, value: npt.ArrayLike, rows: Floats) -> Floats:
    """Return a hyper-parameter > 0 in the type of the rows: a scalar, or one for each row."""
    array = floats(check, name, value, above_zero)
    if array.ndim:
        fits(f"the rows of shape {rows.shape}", rows.shape, name, array.shape)
    array = array.astype(rows.dtype)
    return np.broadcast_to(array, rows.shape) if array.ndim else array


def _direction(way: Floats, length: Floats, axis: int) -> Floats:
    """Return the unit vectors of ways, 0 where there is no way to go."""
    size = np.expand_dims(length, axis)
    return np.where(size == 0.0, 0.0, way / size)
