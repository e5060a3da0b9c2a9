"""Many small marks that follow functions of the moment, each kind drawn as one mobject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from manim import Circle, VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.live_shape import LiveShape
from narrated.mobjects.visual_role import decoration

Points = Callable[[], np.ndarray]


class Ground(Protocol):
    """What marks stand on: a plot, a board, a road."""

    theme: Theme

    def c2p(self, x: float, y: float, /) -> Point3D:
        """Scene point of coordinates."""


def segment_points(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Bezier points of straight pieces.

    Examples
    --------
    >>> segment_points(np.array([[0.0, 0.0, 0.0]]), np.array([[3.0, 0.0, 0.0]]))[:, 0].tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    thirds = (ends - starts) / 3
    return np.stack([starts, starts + thirds, ends - thirds, ends], axis=1).reshape(-1, 3)


def polygon_points(corners: np.ndarray) -> np.ndarray:
    """Bezier points of a closed polygon."""
    return segment_points(corners, np.roll(corners, -1, axis=0)) if len(corners) else np.zeros((0, 3))


def on_plot(plot: Ground) -> Callable[[np.ndarray], np.ndarray]:
    """Plot coordinates of shape (n, 2) to scene points of shape (n, 3); keeps no reference to the plot."""
    zero, right, up = plot.c2p(0.0, 0.0), plot.c2p(1.0, 0.0), plot.c2p(0.0, 1.0)
    basis = np.stack([right - zero, up - zero])
    return lambda points: zero + np.asarray(points, dtype=float).reshape(-1, 2) @ basis


class Marks(VMobject):
    """Points of the moment, made by :meth:`_shape` of what a function returns."""

    def __init__(self, source: Points, place: Callable[[np.ndarray], np.ndarray], **style: Any) -> None:
        super().__init__(**style)
        self.source, self.place = detached(source), detached(place)
        self.add_updater(lambda marks: marks.follow())
        self.follow()

    def follow(self) -> None:
        """Stand where the function says."""
        self.set_points(self._points_of_now())

    @property
    def off(self) -> float:
        """How far the marks stand from where the function says, in scene units."""
        now = self._points_of_now()
        if len(now) != len(self.points):
            return float("inf")
        return float(np.abs(now - self.points).max(initial=0.0))

    def _data(self) -> np.ndarray:
        return np.asarray(self.source(), dtype=float)

    def _points_of_now(self) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            points = self._shape(self._data()).reshape(-1, 4, 3)
        # What has no place is not drawn.
        return np.asarray(points[np.isfinite(points).all(axis=(1, 2))].reshape(-1, 3))

    def _shape(self, data: np.ndarray) -> np.ndarray:
        raise NotImplementedError


class Dots(Marks):
    """Dots at live plot coordinates.

    Parameters
    ----------
    plot
        Whose coordinates; None: scene coordinates.
    source
        Called on every update, gives shape (n, 2); n may change.
    color
        Of the fill, or of the line if ``ring``.
    scale
        Radius in units of the theme's dot.
    ring
        Draw circles around the places instead of dots on them.
    opacity
        Of the fill, 0 to 1.
    zoom
        Called on every update: a factor of the radius.
    theme
        None: the current one.

    Examples
    --------
    Measurements that gather as their noise gets less:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 10), (0, 12), x_ticks=(2, 5, 8), y_ticks=(5, 10))
    >>> x, noise = np.linspace(1, 9, 24), np.random.default_rng(3).normal(size=24)
    >>> spread = ValueTracker(2.0)
    >>> dots = Dots(
    ...     plot, lambda: np.column_stack([x, 1 + x + spread.get_value() * noise]),
    ...     DEFAULT_THEME.colors.target,
    ... )
    >>> calmer = spread.animate.set_value(0.7)
    """

    def __init__(
        self,
        plot: Ground | None,
        source: Points,
        color: str,
        *,
        scale: float = 1.0,
        ring: bool = False,
        opacity: float = 1.0,
        zoom: Callable[[], float] | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.radius = theme.dot * scale
        self.disc = Circle(radius=self.radius).points
        self.zoom = detached(zoom) if zoom else None
        style: dict[str, Any] = (
            {"stroke_color": color, "stroke_width": theme.line_width * 1.3}
            if ring
            else {"stroke_width": 0, "fill_color": color, "fill_opacity": opacity}
        )
        super().__init__(source, on_plot(plot) if plot is not None else _flat, **style)

    def _shape(self, data: np.ndarray) -> np.ndarray:
        places = self.place(data.reshape(-1, 2))
        disc = self.zoom() * self.disc if self.zoom else self.disc
        return np.asarray(places[:, np.newaxis] + disc).reshape(-1, 3)

    def live_shape(self) -> LiveShape:
        """Where the dots are, and how large."""
        zoom = (float(self.zoom()),) if self.zoom else (1.0,)
        return LiveShape("dots", self.place(self._data().reshape(-1, 2)), zoom, {"radius": self.radius})


class Boxes(Marks):
    """Axis-aligned boxes at live plot coordinates, such as the bars of a histogram.

    Parameters
    ----------
    plot
        Whose coordinates; None: scene coordinates.
    source
        Called on every update, gives shape (n, 4): left, low, right, high.
    color, opacity
        Of the fill; the opacity is from 0 to 1.
    edge
        Whether each has a thin edge in its colour.

    Examples
    --------
    A histogram:

    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 110), x_ticks=(-2, 0, 2), y_ticks=(50, 100))
    >>> counts, edges = np.histogram(np.random.default_rng(1).normal(size=500), bins=12, range=(-3, 3))
    >>> boxes = Boxes(
    ...     plot, lambda: np.column_stack([edges[:-1], 0 * counts, edges[1:], counts]),
    ...     DEFAULT_THEME.colors.target, opacity=0.7, edge=True,
    ... )
    """

    def __init__(
        self,
        plot: Ground | None,
        source: Points,
        color: str,
        *,
        opacity: float,
        edge: bool = False,
    ) -> None:
        theme = plot.theme if plot is not None else current_theme()
        width = theme.hair_width if edge else 0
        style = {"stroke_color": color, "stroke_width": width, "fill_color": color, "fill_opacity": opacity}
        super().__init__(source, on_plot(plot) if plot is not None else _flat, **style)

    def _shape(self, data: np.ndarray) -> np.ndarray:
        boxes = data.reshape(-1, 4)
        corners = self.place(boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)).reshape(-1, 4, 3)
        return segment_points(corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3))

    def live_shape(self) -> LiveShape:
        """Two corners of each box."""
        return LiveShape("boxes", self.place(self._data().reshape(-1, 2)))


class Segments(Marks):
    """Straight pieces between live plot coordinates, such as residuals.

    Parameters
    ----------
    plot
        Whose coordinates.
    source
        Called on every update, gives shape (n, 4): x and y of the start, x and y of the end.
    color
        Of the line.
    width
        Stroke width; None: the theme's line.

    Examples
    --------
    Residuals, which follow the line as it turns:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> colors, slope = DEFAULT_THEME.colors, ValueTracker(0.3)
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 6), (0, 6), x_ticks=(2, 4), y_ticks=(2, 4))
    >>> x, y = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([2.1, 0.8, 4.1, 2.5, 5.3])
    >>> line = plot.live_curve(lambda: lambda t: slope.get_value() * t, colors.text)
    >>> errors = Segments(
    ...     plot, lambda: np.column_stack([x, y, x, slope.get_value() * x]), colors.gradient, width=6
    ... )
    >>> dots = Dots(plot, lambda: np.column_stack([x, y]), colors.target)
    >>> fit = slope.animate.set_value(0.94)
    """

    def __init__(self, plot: Ground, source: Points, color: str, *, width: float | None = None) -> None:
        super().__init__(
            source, on_plot(plot), stroke_color=color, stroke_width=width or plot.theme.line_width
        )

    def _shape(self, data: np.ndarray) -> np.ndarray:
        ends = data.reshape(-1, 4)
        return segment_points(self.place(ends[:, :2]), self.place(ends[:, 2:]))

    def live_shape(self) -> LiveShape:
        """Both ends of each piece."""
        return LiveShape("segments", self.place(self._data().reshape(-1, 2)))


class DashedLines(Marks):
    """Dashes in a row between live plot coordinates, such as a threshold that moves.

    Parameters
    ----------
    plot
        Whose coordinates.
    source
        Called on every update, gives shape (n, 4): x and y of the start, x and y of the end.
    color
        Of the dashes.
    dash, gap
        Length of a dash, and of the gap after it, in pixels of the design.

    Examples
    --------
    Where small errors end:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> colors = DEFAULT_THEME.colors
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 5), x_ticks=(-2, 0, 2), x_label="error")
    >>> square = plot.curve(lambda x: x**2, colors.target)
    >>> end = ValueTracker(1.0)
    >>> ends = DashedLines(
    ...     plot, lambda: np.array([(k * end.get_value(), 0, k * end.get_value(), 5) for k in (-1, 1)]),
    ...     colors.gold,
    ... )
    >>> farther = end.animate.set_value(2.0)
    """

    def __init__(
        self, plot: Ground, source: Points, color: str, *, dash: float = 12.0, gap: float = 8.0
    ) -> None:
        self.dash, self.gap = dash * PIXEL, gap * PIXEL
        super().__init__(source, on_plot(plot), stroke_color=color, stroke_width=plot.theme.line_width)

    def _shape(self, data: np.ndarray) -> np.ndarray:
        ends = data.reshape(-1, 4)
        pieces = [np.zeros((0, 3))]
        for start, end in zip(self.place(ends[:, :2]), self.place(ends[:, 2:]), strict=True):
            length = float(np.nan_to_num(np.linalg.norm(end - start)))
            begins = np.arange(0.0, length, self.dash + self.gap)[:, np.newaxis]
            along = (end - start) / max(length, 1e-9)
            pieces.append(
                segment_points(start + begins * along, start + np.minimum(begins + self.dash, length) * along)
            )
        return np.concatenate(pieces)

    def live_shape(self) -> LiveShape:
        """Both ends of each row."""
        sizes = {"dash": self.dash, "gap": self.gap}
        return LiveShape("dashed", self.place(self._data().reshape(-1, 2)), sizes=sizes)


class DottedLines(Marks):
    """Round dots in a row between live plot coordinates: an error, from what is to what was said.

    Parameters
    ----------
    plot
        Whose coordinates.
    source
        Called on every update, gives shape (n, 4): x and y of the start, x and y of the end.
    color
        Of the dots.
    dot, pitch
        Diameter of a dot, and from one to the next, in pixels of the design.

    Examples
    --------
    What was said, and what is:

    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> colors = DEFAULT_THEME.colors
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 5), (0, 5), x_ticks=(1, 2, 3, 4), y_ticks=(2, 4))
    >>> said, real = np.array([2.5, 2.5, 2.5, 2.5]), np.array([3.4, 1.2, 4.3, 2.0])
    >>> guess = plot.curve(lambda x: 2.5 + 0 * x, colors.text)
    >>> errors = DottedLines(
    ...     plot, lambda: np.array([(k + 1, said[k], k + 1, real[k]) for k in range(4)]), colors.outlier
    ... )
    >>> dots = Dots(plot, lambda: np.column_stack([np.arange(1, 5), real]), colors.target)
    """

    def __init__(
        self, plot: Ground, source: Points, color: str, *, dot: float = 8.0, pitch: float = 20.0
    ) -> None:
        self.radius, self.pitch = dot / 2 * PIXEL, pitch * PIXEL
        self.disc = Circle(radius=self.radius).points
        super().__init__(source, on_plot(plot), stroke_width=0, fill_color=color, fill_opacity=1)

    def _shape(self, data: np.ndarray) -> np.ndarray:
        ends = data.reshape(-1, 4)
        places = [np.zeros((0, 3))]
        for start, end in zip(self.place(ends[:, :2]), self.place(ends[:, 2:]), strict=True):
            count = int(np.nan_to_num(np.linalg.norm(end - start)) // self.pitch)
            # The first half a pitch from the start, so that a short error shows one dot, and none for none.
            steps = (np.arange(count) + 0.5)[:, np.newaxis] / max(count, 1)
            places.append(start + steps * (end - start))
        return np.asarray(np.concatenate(places)[:, np.newaxis] + self.disc).reshape(-1, 3)

    def live_shape(self) -> LiveShape:
        """Both ends of each row."""
        sizes = {"radius": self.radius, "pitch": self.pitch}
        return LiveShape("dotted", self.place(self._data().reshape(-1, 2)), sizes=sizes)


def rimmed(color: str, width: float, *, theme: Theme | None = None) -> VGroup:
    """Two lines to be given one shape: one of ``color``, and below it a dark rim that sets it off.

    Parameters
    ----------
    color, width
        Of the line's stroke; the rim is 2.2 times as wide.
    theme
        The look.

    Examples
    --------
    A gold line over something light:

    >>> from manim import Circle
    >>> disc = Circle(1.4, stroke_width=0, fill_color="#f5f6fa", fill_opacity=1)
    >>> crossing = rimmed("#ffd700", 7.0)
    >>> for line in crossing:
    ...     shaped = line.set_points_as_corners([[-2.4, -0.8, 0], [2.4, 0.8, 0]])
    """
    rim = VMobject(stroke_color=current_theme(theme).colors.background, stroke_width=2.2 * width)
    return VGroup(decoration(rim), VMobject(stroke_color=color, stroke_width=width))


def _flat(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points, np.zeros(len(points))])
