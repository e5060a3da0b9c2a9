"""What the maths accepts: conversion to arrays of floats and errors that name the offending value."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]

# A NumPy float for scalar input, an array otherwise. NumPy types its own ufuncs in the same way: a union
# would force a cast on every caller, although the caller always knows what it passed.
Floats: TypeAlias = Any

# Takes a name and an array of floats without NaN; returns the array, or raises `ValueError`.
Domain: TypeAlias = Callable[[str, Any], Any]

# A probability that was computed in float32 may lie this far above 1 (8 units in the last place).
ABOVE_ONE = 1e-6
# Many of them may miss their sum of 1 by this much.
SUM_TOLERANCE = 1e-5


def refuse(name: str, values: npt.NDArray[Any], wrong: npt.NDArray[np.bool_], permitted: str) -> None:
    """Raise `ValueError` that names the first value marked as wrong; do nothing if none is.

    Parameters
    ----------
    name : str
        The argument, as the caller knows it.
    values, wrong : ndarray
        The argument and, in the same shape, whether each entry is outside the domain.
    permitted : str
        The permitted set, in words that complete "must be ...".

    Raises
    ------
    ValueError
        If any entry is marked.
    """
    if wrong.any():
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        place = f" at index {index}" if index else ""
        raise ValueError(f"{name} must be {permitted}; got {values[index].item()!r}{place}")


def real(name: str, value: npt.ArrayLike) -> npt.NDArray[Any]:
    """Return `value` as an array of extended reals: floats keep their precision, all else becomes float64.

    Raises
    ------
    TypeError
        If the entries are not real numbers (strings, complex numbers, booleans, objects).
    ValueError
        If an entry is NaN or too large for a float64.

    Examples
    --------
    >>> real("residual", [1, 2])
    array([1., 2.])
    """
    array = np.asarray(value)
    if array.dtype == object and all(isinstance(entry, Real) for entry in array.flat):
        try:
            array = array.astype(np.float64)  # Python integers beyond 64 bits, fractions
        except OverflowError:
            raise ValueError(f"{name} must fit a float64 (|value| < 1.8e308); got {value!r}") from None
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be real numbers (int or float); got {value!r} of dtype {array.dtype}")
    floats = array if array.dtype.kind == "f" else array.astype(np.float64)
    refuse(name, floats, np.isnan(floats), "real numbers (NaN is not one; check=False lets it pass)")
    return floats


def reals(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return a new float64 array of extended reals (infinities pass, NaN does not); raise as `real` does.

    Examples
    --------
    >>> reals("residual", [1, 2])
    array([1., 2.])
    """
    return real(name, value).astype(np.float64)


def finite(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return `value` as a float64 array of finite numbers; raise as `reals` does, and for infinities.

    Examples
    --------
    >>> finite("x", 3)
    array(3.)
    """
    return np.asarray(bounded(name, reals(name, value)))


def probabilities(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return `value` as a float64 array in [0, 1]; raise as `reals` and `in_unit_interval` do.

    Examples
    --------
    >>> probabilities("probability", 0.5)
    array(0.5)
    """
    return np.asarray(in_unit_interval(name, reals(name, value)))


def signs(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return -1/+1 labels as a float64 array; raise `ValueError` for any other number.

    Examples
    --------
    >>> signs("labels", [-1, 1])
    array([-1.,  1.])
    """
    floats = reals(name, value)
    refuse(name, floats, np.abs(floats) != 1.0, "labels in {-1, +1}")
    return floats


def whole(name: str, value: npt.ArrayLike, *, low: int, high: int) -> npt.NDArray[np.intp]:
    """Return integers in low, ..., high - 1 as an index array; whole floats such as 2.0 pass.

    Raises
    ------
    TypeError
        If the entries are not real numbers.
    ValueError
        If an entry is not whole, or out of range.

    Examples
    --------
    >>> whole("target_class", [0, 2], low=0, high=3)
    array([0, 2])
    """
    array = reals(name, value)
    wrong = (np.floor(array) != array) | (array < low) | (array >= high)
    refuse(name, array, wrong, f"integers in {{{low}, ..., {high - 1}}}")
    return array.astype(np.intp)


def number(name: str, value: npt.ArrayLike, permitted: str, allowed: Callable[[float], bool]) -> float:
    """Return one real number that satisfies `allowed`; `permitted` says in words what that is.

    Raises
    ------
    TypeError
        If the value is not a real number.
    ValueError
        If it is an array, NaN, or not allowed.

    Examples
    --------
    >>> number("gamma", 2, ">= 0", lambda v: v >= 0)
    2.0
    """
    array = reals(name, value)
    if array.ndim:
        raise ValueError(f"{name} must be a single number, {permitted}; got an array of shape {array.shape}")
    result = float(array)
    if not allowed(result):
        raise ValueError(f"{name} must be {permitted}; got {result!r}")
    return result


def positive(name: str, value: npt.ArrayLike) -> float:
    """Return one finite number > 0, such as a scale; raise as `number` does.

    Examples
    --------
    >>> positive("delta", 1)
    1.0
    """
    return number(name, value, "finite and > 0", lambda v: 0.0 < v < math.inf)


def non_negative(name: str, value: npt.ArrayLike) -> float:
    """Return one finite number >= 0, such as an exponent; raise as `number` does.

    Examples
    --------
    >>> non_negative("gamma", 0)
    0.0
    """
    return number(name, value, "finite and >= 0", lambda v: 0.0 <= v < math.inf)


def bounded(name: str, array: Any) -> Any:
    """Return an array of finite numbers; raise `ValueError` for infinities.

    Examples
    --------
    >>> bounded("anchor", np.array([-1.0, 0.0])).tolist()
    [-1.0, 0.0]
    """
    refuse(name, array, np.isinf(array), "finite numbers")
    return array


def above_zero(name: str, array: Any) -> Any:
    """Return an array of finite numbers > 0, such as scales; raise `ValueError` for others.

    Examples
    --------
    >>> above_zero("delta", np.array([0.5, 1.0])).tolist()
    [0.5, 1.0]
    """
    refuse(name, array, ~((array > 0.0) & (array < np.inf)), "finite and > 0")
    return array


def from_zero(name: str, array: Any) -> Any:
    """Return an array of finite numbers >= 0, such as exponents; raise `ValueError` for others.

    Examples
    --------
    >>> from_zero("gamma", np.array([0.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    refuse(name, array, ~((array >= 0.0) & (array < np.inf)), "finite and >= 0")
    return array


def in_unit_interval(name: str, array: Any) -> Any:
    """Return an array of numbers in [0, 1]; those above 1 by rounding become 1, others raise `ValueError`.

    Examples
    --------
    >>> in_unit_interval("probability", np.float32([0.5, 1.0000001])).tolist()
    [0.5, 1.0]
    """
    above = max(ABOVE_ONE, 4.0 * float(np.finfo(array.dtype).eps))
    refuse(name, array, (array < 0.0) | (array > 1.0 + above), "in [0, 1]")
    return np.minimum(np.abs(array), 1.0)  # -0.0 becomes 0.0, so that 1/p keeps its sign


def zero_or_one(name: str, array: Any) -> Any:
    """Return an array of 0 and 1; raise `ValueError` for anything between.

    Examples
    --------
    >>> zero_or_one("targets", np.array([1.0, 0.0])).tolist()
    [1.0, 0.0]
    """
    refuse(name, array, (array != 0.0) & (array != 1.0), "0 or 1")
    return array


def fits(what: str, shape: tuple[int, ...], name: str, given: tuple[int, ...]) -> None:
    """Raise `ValueError` unless the shape `given` broadcasts to `shape` without enlarging it."""
    try:
        grown = np.broadcast_shapes(shape, given) != shape
    except ValueError:
        grown = True
    if grown:
        raise ValueError(f"{name} must broadcast to {what}; got shape {given}")


def same_shape(**arrays: npt.NDArray[Any]) -> tuple[int, ...]:
    """Return the shape that the named arrays broadcast to; raise `ValueError` naming all their shapes.

    Examples
    --------
    >>> import numpy as np
    >>> same_shape(logits=np.zeros((2, 1)), targets=np.zeros(3))
    (2, 3)
    """
    try:
        return np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"shapes must broadcast with one another; got {shapes}") from None
