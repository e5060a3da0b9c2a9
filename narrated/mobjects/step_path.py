"""A path of discrete steps, walked by a tracker: whole numbers are the computed points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import Animation, ValueTracker, VMobject, linear
from manim.typing import Point3D

from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.relations import driven_by


def interpolate(path: np.ndarray, step: float) -> np.ndarray:
    """Where a walk stands: between two points it starts and stops gently, so that steps show as hops.

    Examples
    --------
    >>> path = np.array([8.0, 4.0, 2.0])
    >>> [float(interpolate(path, step)) for step in (0, 0.5, 1, 2)]
    [8.0, 6.0, 4.0, 2.0]
    """
    before = int(np.clip(np.floor(step), 0, len(path) - 2))
    share = float(np.clip(step - before, 0.0, 1.0))
    gentle = share * share * (3 - 2 * share)
    return np.asarray(path[before] + gentle * (path[before + 1] - path[before]))


def prefix(path: np.ndarray, step: float) -> np.ndarray:
    """The points that a walk has reached.

    Examples
    --------
    >>> prefix(np.array([8.0, 4.0, 2.0]), 1.6).tolist()
    [8.0, 4.0]
    """
    return path[: int(np.floor(step + 1e-6)) + 1]


class Shape(VMobject):
    """A filled polygon whose corners follow a function of the moment.

    Parameters
    ----------
    corners
        Called on every update, gives scene points of shape (n, 3).
    color, opacity
        Of the fill; the edge has the same colour.
    edge
        Stroke width of the edge.
    """

    def __init__(
        self, corners: Callable[[], np.ndarray], color: str, *, opacity: float = 1.0, edge: float = 0.0
    ) -> None:
        super().__init__(fill_color=color, fill_opacity=opacity, stroke_color=color, stroke_width=edge)
        self.corners = detached(corners)
        self.add_updater(lambda shape: shape.follow())
        self.follow()

    def follow(self) -> None:
        """Put the corners where the function says."""
        self.set_points(polygon_points(np.asarray(self.corners(), dtype=float)))


class DescentArrow(Shape):
    """The arrow of :func:`descent_arrow`."""

    def get_start(self) -> Point3D:
        """Its tail."""
        return np.array(self.points[0])

    def get_end(self) -> Point3D:
        """Its tip."""
        return np.array(self.points[4 * _TIP])


_TIP = 3  # of the corners of the arrow's profile


def descent_arrow(
    plot: Plot,
    at: Callable[[], float],
    height: Callable[[], float],
    slope: Callable[[], float],
    color: str,
    *,
    reach: float,
) -> DescentArrow:
    """An arrow along the argument's axis that shows the negative slope: its length is in proportion.

    Parameters
    ----------
    plot
        The plot it stands on.
    at, height
        Plot coordinates of its tail, of the moment.
    slope
        The derivative of the moment.
    reach
        Length in plot units of x for a slope of 1.
    """
    thick = plot.theme.dot
    c2p = plot.c2p

    def corners() -> np.ndarray:
        x, y = at(), height()
        tail, tip = c2p(x, y), c2p(x - reach * slope(), y)
        length = float(tip[0] - tail[0])
        head = np.sign(length) * min(abs(length), 3.6 * thick)
        neck = length - head
        half = thick * min(1.0, abs(length) / (3.6 * thick))
        profile = [
            (0.0, 0.45 * half), (neck, 0.45 * half), (neck, 1.5 * half), (length, 0.0),
            (neck, -1.5 * half), (neck, -0.45 * half), (0.0, -0.45 * half),
        ]  # fmt: skip
        return np.array([(dx, dy, 0.0) for dx, dy in profile]) + np.asarray(tail)

    arrow = DescentArrow(corners, color)
    return driven_by(arrow, arrow)


def steady(tracker: ValueTracker, value: float) -> Animation:
    """An animation that moves a tracker at one speed: walks bring the rhythm of their steps themselves.

    Parameters
    ----------
    tracker
        What moves, often the number of a step.
    value
        Where it comes to rest.
    """
    moving = cast(Any, tracker).animate(rate_func=linear).set_value(value)
    return cast(Animation, moving)
