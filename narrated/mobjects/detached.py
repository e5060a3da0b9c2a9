"""Keep what manim must not copy."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from typing import Any

from voiceover.errors import InputError


def detached(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function as a plain one.

    Manim deep-copies a mobject for every animation. A plain function is shared by the copies; a bound
    method would take its object with it, and that may be a whole scene.
    """

    @functools.wraps(function, assigned=(), updated=())
    def plain(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return plain


def finite(value: float, what: str, function: Callable[..., Any]) -> float:
    """A value that can be shown.

    Raises
    ------
    InputError
        Where it is nan or infinite, naming the function that gave it.
    """
    if not math.isfinite(value):
        source = inspect.unwrap(function)
        code = getattr(source, "__code__", None)
        name = getattr(source, "__qualname__", repr(source))
        place = f" ({code.co_filename}, line {code.co_firstlineno})" if code else ""
        raise InputError(
            f"{what} would show {value}, which {name}{place} gives",
            permitted="finite numbers",
            remedy="show it only while it has a value, or give another one for this case",
        )
    return value
