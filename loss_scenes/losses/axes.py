"""Rows along an axis: logits, distributions and class indices, checked, and the sums of a softmax."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, truths
from loss_scenes.losses.domain import SUM_TOLERANCE, Floats, fits, in_unit_interval, refuse, whole

Mask: TypeAlias = npt.ArrayLike | None


def masked(check: bool, name: str, array: Floats, where: npt.ArrayLike, filler: float) -> Floats:
    """Return an array with `filler` wherever `where` is False.

    Raises
    ------
    TypeError, ValueError
        If `where` is not boolean, or does not broadcast to the array.
    """
    mask = np.asarray(where)
    if check and mask.dtype != np.bool_:
        raise TypeError(f"where must be booleans; got dtype {mask.dtype}")
    fits(f"{name} of shape {array.shape}", array.shape, "where", mask.shape)
    return np.where(mask, array, filler)


def along(name: str, array: Floats, axis: int, *, least: int) -> None:
    """Raise `ValueError` unless the array has the axis, with at least so many entries on it."""
    if not -array.ndim <= axis < array.ndim or array.shape[axis] < least:
        raise ValueError(
            f"{name} must have an axis {axis} of length {least} or more; got shape {array.shape}"
        )


def class_logits(check: bool, name: str, logits: npt.ArrayLike, axis: int, where: Mask) -> Floats:
    """Return logits with at least 2 classes on the axis, -inf where a class does not take part.

    Raises
    ------
    TypeError, ValueError
        If an entry that takes part is not real, is NaN or +inf; if a row is all -inf; if there is no axis of
        at least 2.
    """
    if where is not None:  # what takes no part may be anything, NaN too
        logits = masked(check, name, floats(False, name, logits), where, -np.inf)
    z = floats(check, name, logits)
    if check:
        along(name, z, axis, least=2)
        refuse(name, z, z == np.inf, "finite, or -inf for a class that is ruled out")
        dead = np.broadcast_to(np.all(z == -np.inf, axis=axis, keepdims=True), z.shape)
        refuse(name, z, dead, "finite for at least one class of each row")
    return z


def picked(check: bool, name: str, labels: npt.ArrayLike, z: Floats, axis: int) -> Floats:
    """Return one-hot rows in the shape and type of `z` for class indices in the shape without the axis.

    Raises
    ------
    TypeError, ValueError
        If a label is not real, whole and in range; if the shape is another, unchecked too.
    IndexError
        Unchecked, if there is no such class: no loss could tell of it.
    """
    given, classes = np.asarray(labels), z.shape[axis]
    if given.shape != z.shape[:axis] + z.shape[axis:][1:]:
        raise ValueError(
            f"{name} must have the shape of the logits without axis {axis}, an index for each row; got "
            f"shape {given.shape} for logits of shape {z.shape}"
        )
    index = whole(name, given, low=0, high=classes) if check else given
    hits = index[..., np.newaxis] == np.arange(classes)
    if np.count_nonzero(hits) != index.size:  # -1 is not the last class, but none
        absent = index[~hits.any(axis=-1)].flat[0]
        raise IndexError(f"{name} must be in {{0, ..., {classes - 1}}}: index {absent} is out of bounds")
    one_hot = hits.astype(z.dtype)
    return one_hot if axis in (-1, z.ndim - 1) else np.moveaxis(one_hot, -1, axis)


def distributions(
    check: bool, name: str, values: npt.ArrayLike, like: Floats, axis: int, where: Mask
) -> Floats:
    """Return distributions along the axis in the shape and type of `like`, 0 where a class takes no part.

    Raises
    ------
    TypeError, ValueError
        If an entry is not a probability; if a row does not sum to 1; if the shape is another, unchecked too.
    """
    given = np.asarray(values)
    if given.shape != like.shape:
        raise ValueError(
            f"{name} must have the very shape of what they are compared with, {like.shape}; got shape "
            f"{given.shape}. A class's index goes to a function ..._with_integer_labels"
        )
    return probability_rows(check, name, given, axis, where).astype(like.dtype, copy=False)


def probability_rows(check: bool, name: str, values: npt.ArrayLike, axis: int, where: Mask) -> Floats:
    """Return distributions along the axis, 0 where a class takes no part; raise as `distributions` does."""
    if check:
        values = truths(values)
    if where is not None:
        values = masked(check, name, floats(False, name, values), where, 0.0)
    p = floats(check, name, values, in_unit_interval)
    if check:
        along(name, p, axis, least=1)
        total = p.sum(axis=axis, keepdims=True, dtype=np.float64)
        tolerance = max(SUM_TOLERANCE, 8.0 * float(np.finfo(p.dtype).eps))
        refuse(f"the sum of {name}", total, np.abs(total - 1.0) > tolerance, "1 along the axis")
    return p


def shifted(z: Floats, axis: int) -> tuple[Any, Any, Any, Any]:
    """Return what a stable softmax is made of.

    Returns
    -------
    behind, weights, rest, first
        By how much each logit is behind the row's maximum M; exp(z - M); the sum of these over all but one
        maximum, axis kept, so that the whole sum is 1 + rest; whether an entry is a maximum.
    """
    peak = np.maximum.reduce(z, axis=axis, keepdims=True)
    behind, first = peak - z, z == peak
    weights = np.exp(-behind)
    rest = np.add.reduce(np.where(first, 0.0, weights), axis=axis, keepdims=True)
    if np.count_nonzero(first) != 1:  # several rows, or several maxima
        rest = rest + (np.add.reduce(first, axis=axis, keepdims=True, dtype=z.dtype) - 1.0)
    return behind, weights, rest, first
