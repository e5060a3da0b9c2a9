"""What every loss does with its arguments: check them or not, keep the caller's precision, stay quiet."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar, cast, overload

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import Domain, FloatArray, Floats, fits, real, same_shape

P = ParamSpec("P")
F = TypeVar("F", bound=np.floating[Any])
Whole: TypeAlias = np.integer[Any]
# The names of arguments, in their order, with the domain of each; None permits all real numbers.
Domains: TypeAlias = Mapping[str, Domain | None]

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


def take(check: bool, domains: Domains, first: npt.ArrayLike, *others: npt.ArrayLike) -> list[Any]:
    """Return arguments that broadcast with one another, in the floating type of the first.

    Parameters
    ----------
    check : bool
        Whether to check types, domains and shapes.
    domains : mapping
        What the arguments are. The second may be ``targets``: those may be booleans, and never enlarge the
        first.
    first, others
        Their values.

    Raises
    ------
    TypeError, ValueError
        If they are not what is permitted; if targets would enlarge the first, unchecked too: (n, 1) against
        (n,) is n * n losses, whose mean looks like one of n.

    Examples
    --------
    >>> take(True, {"residual": None, "delta": None}, np.float32([1, 2]), 1.0)[1].dtype
    dtype('float32')
    >>> take(True, {"logits": None, "targets": None}, [1.0, 2.0], True)[1]
    array(1.)
    """
    taken: list[Any]
    if check:
        taken = _checked(domains, (first, *others))
    else:
        taken = [floats(False, "", first), *others]
        dtype = taken[0].dtype
        # Python's floats stay for the quicker arithmetic, unless they would widen the result.
        keep = float if dtype.char == "d" else ()
        for place, value in enumerate(others, 1):
            if not isinstance(value, keep):
                taken[place] = np.asarray(value, dtype)
    if "targets" in domains:
        t = taken[1]
        if type(t) is not float and t.ndim and t.shape != (shape := taken[0].shape):
            fits(f"{next(iter(domains))} of shape {shape}", shape, "targets", t.shape)
    return taken


def _checked(domains: Domains, values: tuple[npt.ArrayLike, ...]) -> list[Any]:
    arrays = {
        name: floats(True, name, truths(value) if name == "targets" else value, domain)
        for (name, domain), value in zip(domains.items(), values, strict=True)
    }
    same_shape(**arrays)
    x, *others = arrays.values()
    return [x, *(array.astype(x.dtype) for array in others)]


def squares(array: Floats) -> Any:
    """Return the sum of the squares of all entries: NaN if one is NaN, and no square is larger.

    For few entries one such sum is quicker than a mask and a look whether it marks any.

    Examples
    --------
    >>> float(squares(np.array([[3.0], [4.0]])))
    25.0
    """
    if not array.ndim:
        return array * array
    flat = array.ravel()
    return flat.dot(flat)


def truths(value: npt.ArrayLike) -> npt.ArrayLike:
    """Return targets that may be booleans as numbers; elsewhere the checks refuse booleans.

    Examples
    --------
    >>> truths([True, False])
    array([1., 0.])
    """
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
