"""Keep what manim must not copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def hold(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function as a plain one.

    Manim deep-copies a mobject for every animation. A plain function is shared by the copies; a bound
    method would take its object with it, and that may be a whole scene.
    """

    def plain(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return plain
