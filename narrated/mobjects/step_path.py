"""A path of discrete steps, walked by a tracker: whole numbers are the computed points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import Animation, ValueTracker, VMobject, linear
from manim.typing import Point3D

from narrated.mobjects.detached import detached
from narrated.mobjects.live_shape import LiveShape
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

    Examples
    --------
    A hill that rises:

    >>> height, x = ValueTracker(0.5), np.linspace(-3, 3, 60)
    >>> hill = Shape(
    ...     lambda: np.column_stack([x, height.get_value() * np.exp(-(x**2)) - 1.2, 0 * x]),
    ...     "#7ee2a0", opacity=0.8,
    ... )
    >>> rise = height.animate.set_value(2.4)
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


def arrow_shape(corners: np.ndarray, thick: float, *, head: float, shaft: float, barb: float) -> LiveShape:
    """An arrow of seven corners by its ends: the page makes its profile, which is small where that is short.

    Parameters
    ----------
    corners
        Of its outline: at the tail first and last, the tip in their middle.
    thick
        Width of its shaft, in scene units, where it is long.
    head
        Length of its head, in units of that.
    shaft, barb
        Half the width of shaft and of head, in units of that.
    """
    tail = (corners[0] + corners[-1]) / 2
    fixed = {"head": head, "shaft": shaft, "barb": barb}
    return LiveShape("arrow", np.array([tail, corners[_TIP]]), sizes={"thick": thick}, fixed=fixed)


class DescentArrow(Shape):
    """The arrow of :func:`descent_arrow`; ``thick`` is the width of its shaft, where it is long."""

    thick: float

    def live_shape(self) -> LiveShape:
        """Its ends."""
        return arrow_shape(np.asarray(self.corners()), self.thick, head=3.6, shaft=0.45, barb=1.5)

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
    color
        Of the arrow.
    reach
        Length in plot units of x for a slope of 1.

    Examples
    --------
    The steeper the curve, the longer the arrow:

    >>> from narrated import DEFAULT_THEME, Dots, Region
    >>> colors, at = DEFAULT_THEME.colors, ValueTracker(2.6)
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 8), x_ticks=(-2, 0, 2), y_ticks=(4, 8))
    >>> bowl = plot.curve(lambda x: x**2, colors.negative)
    >>> arrow = descent_arrow(
    ...     plot, at.get_value, lambda: at.get_value() ** 2, lambda: 2 * at.get_value(), colors.gradient,
    ...     reach=0.4,
    ... )
    >>> ball = Dots(plot, lambda: np.array([(at.get_value(), at.get_value() ** 2)]), colors.text)
    >>> descend = at.animate.set_value(1.9)
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
    arrow.thick = thick
    return driven_by(arrow, arrow)


def steady(tracker: ValueTracker, value: float) -> Animation:
    """An animation that moves a tracker at one speed: walks bring the rhythm of their steps themselves.

    Parameters
    ----------
    tracker
        What moves, often the number of a step.
    value
        Where it comes to rest.

    Examples
    --------
    A walk along computed steps:

    >>> from narrated import DEFAULT_THEME, Dots, Region
    >>> colors, step = DEFAULT_THEME.colors, ValueTracker(0)
    >>> path = np.array([(2.7 * 0.6**k, (2.7 * 0.6**k) ** 2) for k in range(7)])
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 8), x_ticks=(-2, 0, 2), y_ticks=(4, 8))
    >>> bowl = plot.curve(lambda x: x**2, colors.negative)
    >>> steps = Dots(plot, lambda: prefix(path, step.get_value()), colors.target, scale=0.8)
    >>> ball = Dots(plot, lambda: interpolate(path, step.get_value()), colors.gradient, scale=1.4)
    >>> walk = steady(step, 6)
    """
    moving = cast(Any, tracker).animate(rate_func=linear).set_value(value)
    return cast(Animation, moving)
