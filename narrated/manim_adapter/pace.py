"""The rate function of animations that did not choose one."""

from __future__ import annotations

from collections.abc import Callable

from manim import Animation, AnimationGroup, rate_functions


def set_default_pace(animation: Animation, rate: Callable[[float], float]) -> None:
    """Give manim's default rate function, `smooth`, another one; what was chosen otherwise stays."""
    if animation.rate_func is rate_functions.smooth:
        animation.rate_func = rate
    if isinstance(animation, AnimationGroup):
        for part in animation.animations:
            set_default_pace(part, rate)
