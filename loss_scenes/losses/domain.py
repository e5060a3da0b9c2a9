"""What the maths accepts: conversion to float64 arrays and errors that name the offending value."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]

# np.float64 for scalar input, an array otherwise. NumPy types its own ufuncs in the same way: a union
# would force a cast on every caller, although the caller always knows what it passed.
Floats: TypeAlias = Any


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
    if np.any(wrong):
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        place = f" at index {index}" if index else ""
        raise ValueError(f"{name} must be {permitted}; got {values[index].item()!r}{place}")


def reals(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return `value` as a float64 array of extended reals (infinities pass, NaN does not).

    Raises
    ------
    TypeError
        If the entries are not real numbers (strings, complex numbers, booleans, objects).
    ValueError
        If an entry is NaN or too large for a float64.

    Examples
    --------
    >>> reals("residual", [1, 2])
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
    floats = array.astype(np.float64)
    refuse(name, floats, np.isnan(floats), "real numbers (NaN is not one)")
    return floats


def finite(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return `value` as a float64 array of finite numbers; raise as `reals` does, and for infinities.

    Examples
    --------
    >>> finite("x", 3)
    array(3.)
    """
    array = reals(name, value)
    refuse(name, array, np.isinf(array), "finite numbers")
    return array


def probabilities(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return `value` as a float64 array in [0, 1]; raise as `reals` does, and outside the interval.

    Examples
    --------
    >>> probabilities("probability", 0.5)
    array(0.5)
    """
    array = reals(name, value)
    refuse(name, array, (array < 0.0) | (array > 1.0), "probabilities in [0, 1]")
    return np.abs(array, out=array)  # turns -0.0 into 0.0, so that 1/p keeps its sign


def binary(name: str, value: npt.ArrayLike) -> FloatArray:
    """Return 0/1 targets (booleans too) as a float64 array; raise `ValueError` for anything between.

    Examples
    --------
    >>> binary("targets", [True, False])
    array([1., 0.])
    """
    array = np.asarray(value)
    floats = array.astype(np.float64) if array.dtype == np.bool_ else reals(name, array)
    refuse(name, floats, (floats != 0.0) & (floats != 1.0), "targets in {0, 1}")
    return floats


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
