"""What a moment draws: a place on a path, a curve as far as now, and a ball that rolls on a curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import UP, Dot, VMobject

from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot


def along(path: np.ndarray, share: Callable[[], float]) -> Callable[[], Any]:
    """The place on a path of equal steps after a live share of the way: a number, or a row of them.

    Examples
    --------
    >>> along(np.array([0.0, 2.0, 6.0]), lambda: 0.75)()
    4.0
    """
    steps = np.asarray(path, dtype=float)

    def now() -> Any:
        at = float(np.clip(share(), 0.0, 1.0)) * (len(steps) - 1)
        low = min(int(at), len(steps) - 2)
        here = steps[low] + (at - low) * (steps[low + 1] - steps[low])
        return here if steps.ndim > 1 else float(here)

    return now


def trace(plot: Plot, function: Function, until: Callable[[], float], color: str) -> VMobject:
    """The curve of a function from the left end of the plot to a live argument."""
    line = VMobject(stroke_color=color, stroke_width=plot.theme.curve_width)
    (low, high), points, now = plot.x_range, detached(plot.curve_points), detached(until)
    sliver = 1e-3 * (high - low)

    def follow(mobject: Any) -> None:
        mobject.set_points(points(function, over=(low, min(high, max(low + sliver, now())))))

    line.add_updater(follow, call_updater=True)
    return line


def rolling_ball(plot: Plot, height: Function, position: Callable[[], float], color: str) -> Dot:
    """A ball that lies on the curve of ``height`` at a live position."""
    ball = Dot(radius=1.6 * plot.theme.dot, color=color)
    at, level, now = detached(plot.c2p), detached(height), detached(position)

    def follow(mobject: Any) -> None:
        x = now()
        mobject.move_to(at(x, float(level(x))) + mobject.radius * UP)

    ball.add_updater(follow, call_updater=True)
    return ball
