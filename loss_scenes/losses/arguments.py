"""What every loss does with its arguments: check them or not, keep the caller's precision, stay quiet."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar, cast, overload

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import Domain, FloatArray, Floats, fits, real, same_shape

P = ParamSpec("P")
F = TypeVar("F", bound=np.floating[Any])
Whole: TypeAlias = np.integer[Any]

# Infinities are answers here, and NaN is refused or meant: neither is worth a warning of NumPy's.
quiet = np.errstate(all="ignore")


class KeepsPrecision(Protocol[P]):
    """A function whose result has the shape and the floating type of its first argument.

    Integers and lists become float64. As NumPy's own functions do, it returns a scalar for a 0-d array.
    """

    __name__: str

    @overload
    def __call__(self, x: npt.NDArray[F], /, *args: P.args, **kwargs: P.kwargs) -> npt.NDArray[F]: ...
    @overload
    def __call__(self, x: F, /, *args: P.args, **kwargs: P.kwargs) -> F: ...
    @overload
    def __call__(self, x: npt.NDArray[Whole], /, *args: P.args, **kwargs: P.kwargs) -> FloatArray: ...
    @overload
    def __call__(self, x: float | Whole, /, *args: P.args, **kwargs: P.kwargs) -> np.float64: ...
    @overload
    def __call__(self, x: npt.ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Any: ...


def keeps_precision(function: Callable[Concatenate[Any, P], Any]) -> KeepsPrecision[P]:
    """Decorate a loss or gradient: it raises no warning of NumPy's, and its type says what it returns."""
    return cast("KeepsPrecision[P]", quiet(function))


def floats(check: bool, name: str, value: npt.ArrayLike, domain: Domain | None = None) -> Any:
    """Return the first argument of a function as NumPy floats, checked if `check` says so.

    Examples
    --------
    >>> floats(True, "residual", [1, 2])
    array([1., 2.])
    >>> floats(False, "residual", np.float32("nan")).dtype
    dtype('float32')
    """
    if check:
        array = real(name, value)
        return domain(name, array) if domain else array
    given: Floats = value if isinstance(value, np.floating) else np.asarray(value)
    return given if given.dtype.kind == "f" else np.asarray(given, np.float64)


def take(check: bool, *arguments: tuple[str, Any, Domain | None]) -> list[Any]:
    """Return arguments that broadcast with one another, in the floating type of the first.

    Parameters
    ----------
    check : bool
        Whether to check types, domains and shapes.
    arguments : tuple
        Name, value and domain of each; None permits all real numbers.

    Examples
    --------
    >>> take(True, ("residual", np.float32([1, 2]), None), ("delta", 1.0, None))[1].dtype
    dtype('float32')
    """
    first = floats(check, *arguments[0])
    dtype = first.dtype
    if not check:
        # Python's floats stay for the quicker powers, unless they would widen the result.
        keep = (float,) if dtype == np.float64 else ()
        others = [v if isinstance(v, keep) else np.asarray(v, dtype) for _, v, _ in arguments[1:]]
        return [first, *others]
    arrays = {name: floats(True, name, value, domain) for name, value, domain in arguments[1:]}
    same_shape(**{arguments[0][0]: first}, **arrays)
    return [first, *(array.astype(dtype) for array in arrays.values())]


def take_with_targets(
    check: bool,
    first: tuple[str, Any, Domain | None],
    targets: tuple[str, Any, Domain | None],
    *others: tuple[str, Any, Domain | None],
) -> list[Any]:
    """Return what `take` does; targets, which may be booleans, never enlarge the first argument.

    Raises
    ------
    ValueError
        If they would, unchecked too: (n, 1) against (n,) is n * n losses, whose mean looks like one of n.

    Examples
    --------
    >>> take_with_targets(True, ("logits", [1.0, 2.0], None), ("targets", True, None))[1]
    array(1.)
    """
    name, value, domain = targets
    taken = take(check, first, (name, truths(check, value), domain), *others)
    x, t = taken[:2]
    if type(t) is not float and t.ndim and t.shape != x.shape:
        fits(f"{first[0]} of shape {x.shape}", x.shape, name, t.shape)
    return taken


def mended(result: Floats, empty: Callable[[], Any], value: Floats = 0.0) -> Floats:
    """Return a result with `value` for each NaN that is only 0 * inf or 0 / 0, which `empty` tells.

    Any other NaN stays. Looking for one costs less than a second formula for all.

    Examples
    --------
    >>> mended(np.array([1.0, np.nan, np.nan]), lambda: np.array([True, True, False])).tolist()
    [1.0, 0.0, nan]
    """
    nan = result != result  # quicker than isnan for a scalar
    if not (np.count_nonzero(nan) if nan.ndim else nan):
        return result
    filled: Floats = np.where(nan & empty(), value, result)
    return filled[()]


def truths(check: bool, value: npt.ArrayLike) -> npt.ArrayLike:
    """Return targets that may be booleans as numbers; elsewhere the checks refuse booleans.

    Examples
    --------
    >>> truths(True, [True, False])
    array([1., 0.])
    """
    if not check:
        return value
    array = np.asarray(value)
    return array.astype(np.float64) if array.dtype == np.bool_ else value


def renamed(old: str, given: Floats, new: str, value: Floats) -> Floats:
    """Return the value of an argument that had another name before, and warn who still uses that.

    Raises
    ------
    TypeError
        If both are given.
    """
    if given is None:
        return value
    if value is not None:
        raise TypeError(f"{old} is the old name of {new}: give {new} alone")
    # Up through this function, the loss and the decorator, to who called it.
    warnings.warn(f"{old} is now called {new}", DeprecationWarning, stacklevel=4)
    return given
