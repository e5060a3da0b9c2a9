"""A plot on a panel: axes with few and faint grid lines, and curves of any elementwise function."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    DashedLine,
    DashedVMobject,
    Line,
    Mobject,
    Polygon,
    VGroup,
    VMobject,
)
from manim.typing import Point3D, Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects import visual_role
from narrated.mobjects.detached import detached
from narrated.mobjects.free_place import free_place
from narrated.mobjects.live_shape import LiveShape
from narrated.mobjects.text import Label, Tick
from voiceover.errors import InputError, excerpt

Function = Callable[[Any], Any]
_AIR = 0.25  # em between a name and whatever is drawn


def _range(name: str, ends: tuple[float, float]) -> tuple[float, float]:
    low, high = ends
    if not -math.inf < low < high < math.inf:
        raise InputError(f"{name} of a plot is {ends}", permitted="two finite numbers, the lower one first")
    return ends


class Plot(VGroup):
    """Axes in a region; what is drawn on them is made by its methods and added by the scene.

    Parameters
    ----------
    region
        Where the plot stands, tick labels included.
    x_range, y_range
        (lowest, highest) of what is shown.
    x_ticks, y_ticks
        Where numbers stand.
    x_label, y_label
        Names of the axes, with their unit.
    grid
        Whether faint lines run at the y ticks.
    upright
        Whether a line stands at x = 0.
    bare
        Whether nothing is drawn but what is added later: the ranges fill the whole region.
    decimals
        Digits after the point of every number; None: as many as each needs.
    theme
        The look: colours, sizes and widths.

    Examples
    --------
    >>> from narrated import DEFAULT_THEME
    >>> plot = Plot(
    ...     Region(0, 0, 6.4, 3.6), (-3, 3), (0, 5), x_ticks=(-2, 0, 2), y_ticks=(2, 4),
    ...     x_label="error", y_label="penalty",
    ... )
    >>> parabola = plot.curve(lambda r: r**2 / 2, DEFAULT_THEME.colors.negative)
    >>> [round(coordinate, 6) for coordinate in plot.p2c(plot.c2p(2.0, 1.5))]
    [2.0, 1.5]

    Notes
    -----
    :meth:`c2p` and :meth:`p2c` are exact inverses and linear: a test can ask whether a dot lies on a curve.
    """

    def __init__(
        self,
        region: Region,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        x_ticks: Sequence[float] = (),
        y_ticks: Sequence[float] = (),
        x_label: str = "",
        y_label: str = "",
        grid: bool = True,
        upright: bool = True,
        bare: bool = False,
        decimals: int | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.theme, self.region = theme, region
        self.x_range, self.y_range = _range("x_range", x_range), _range("y_range", y_range)
        em = theme.type.label * PIXEL
        left = em * (1.6 if y_ticks else 0.4)
        bottom = em * ((1.5 if x_ticks else 0.4) + (1.2 if x_label else 0.0))
        top = em * (1.5 if y_label else 0.5)
        right = em * 0.5
        if bare:
            left = bottom = top = right = 0.0
        corner = region.edge(LEFT + DOWN)
        self.origin = corner + np.array([left, bottom, 0.0])
        self.size = np.array([region.width - left - right, region.height - bottom - top])
        colors = theme.colors
        lines = VGroup()
        base = min(max(0.0, y_range[0]), y_range[1])
        if grid:
            for y in (y for y in y_ticks if y != base):
                lines.add(self._line((x_range[0], y), (x_range[1], y), colors.grid, theme.hair_width))
        self.x_axis = self._line((x_range[0], base), (x_range[1], base), colors.axis, theme.line_width)
        self.axes = VGroup(self.x_axis)
        if upright and x_range[0] <= 0.0 <= x_range[1]:
            self.axes.add(self._line((0.0, y_range[0]), (0.0, y_range[1]), colors.axis, theme.line_width))
        self.numbers = VGroup()
        for x in x_ticks:
            point = np.array([self.c2p(x, base)[0], self.origin[1] - 0.75 * em, 0.0])
            self.numbers.add(Tick(x, decimals, theme=theme).set_line(point))
        for y in y_ticks:
            point = np.array([self.origin[0] - 0.4 * em, self.c2p(0.0, y)[1], 0.0])
            self.numbers.add(Tick(y, decimals, theme=theme).set_line(point, RIGHT))
        self.names = VGroup()
        if x_label:
            below = np.array([self.origin[0] + self.size[0] / 2, region.edge(DOWN)[1] + 0.5 * em, 0.0])
            self.names.add(Label(x_label, theme.type.label, colors.muted, theme=theme).set_line(below))
        if y_label:
            above = np.array([self.origin[0] - left + 0.2 * em, region.edge(UP)[1] - 0.6 * em, 0.0])
            self.names.add(Label(y_label, theme.type.label, colors.muted, theme=theme).set_line(above, LEFT))
        if bare:
            super().__init__()
        else:
            super().__init__(visual_role.decoration(lines), self.axes, self.numbers, self.names)

    # -- coordinates ---------------------------------------------------------------------------------------

    def c2p(self, x: float, y: float) -> Point3D:
        """Scene point of plot coordinates."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        share = np.array([(x - x0) / (x1 - x0), (y - y0) / (y1 - y0)])
        return np.append(self.origin[:2] + share * self.size, 0.0)

    def p2c(self, point: Point3D) -> tuple[float, float]:
        """Plot coordinates of a scene point."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        share = (np.asarray(point)[:2] - self.origin[:2]) / self.size
        return float(x0 + share[0] * (x1 - x0)), float(y0 + share[1] * (y1 - y0))

    def shows(self, x: float, y: float) -> bool:
        """Whether a point lies inside the axes' ranges."""
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return bool(x0 <= x <= x1 and y0 <= y <= y1)

    @property
    def headline(self) -> Point3D:
        """The right end of the line above the axes; the name of the upright one stands at its left end."""
        above = self.region.edge(UP)[1] - 0.6 * self.theme.type.label * PIXEL
        return np.array([self.origin[0] + self.size[0], above, 0.0])

    # -- things to draw ------------------------------------------------------------------------------------

    def curve(
        self,
        function: Function,
        color: str,
        *,
        over: tuple[float, float] | None = None,
        kinks: Sequence[float] = (),
        samples: int = 160,
        width: float | None = None,
        dashed: bool = False,
    ) -> VMobject:
        """The curve of a function, from left to right, clipped to the panel; kinks stay sharp.

        Parameters
        ----------
        function
            Elementwise, ``ndarray -> ndarray``; where it is nan or infinite, or outside of the panel, the
            curve has a gap.
        color
            Of the line.
        over
            Part of the argument's range; None: all of it.
        kinks
            Arguments at which the slope jumps: they become corners.
        samples
            Straight pieces that the curve is made of.
        width
            Stroke width; None: the theme's for a curve.
        dashed
            Whether it has gaps.

        Examples
        --------
        A corner at 0, and a dashed curve for what is only compared with:

        >>> from narrated import DEFAULT_THEME
        >>> colors = DEFAULT_THEME.colors
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-2, 2), (0, 3), x_ticks=(-1, 0, 1), y_ticks=(1, 2))
        >>> absolute = plot.curve(abs, colors.target, kinks=[0])
        >>> square = plot.curve(lambda r: r**2, colors.negative, dashed=True)
        """
        line = VMobject(stroke_color=color, stroke_width=width or self.theme.curve_width)
        line.set_points(self.curve_points(function, over=over, kinks=kinks, samples=samples))
        if dashed:
            return visual_role.curve(DashedVMobject(line, num_dashes=28, dashed_ratio=0.6), dashed=True)
        return visual_role.curve(line)

    def curve_points(
        self,
        function: Function,
        *,
        over: tuple[float, float] | None = None,
        kinks: Sequence[float] = (),
        samples: int = 160,
    ) -> np.ndarray:
        """Bezier points of a curve: straight pieces so short that they read as smooth."""
        low, high = over or self.x_range
        x = np.union1d(np.linspace(low, high, samples), [k for k in kinks if low < k < high])
        with np.errstate(divide="ignore", invalid="ignore"):
            y = np.asarray(function(x), dtype=float)
        starts, ends = (self._places(part) for part in self._pieces(x, y))
        thirds = (ends - starts) / 3
        return np.stack([starts, starts + thirds, ends - thirds, ends], axis=1).reshape(-1, 3)

    def live_curve(self, function: Callable[[], Function], color: str, **options: Any) -> LiveCurve:
        """A curve that is drawn anew from ``function()`` whenever the scene updates.

        Parameters
        ----------
        function
            Called on every update, gives the function of the moment.
        color
            Of the line.
        **options
            ``over``, ``kinks``, ``samples`` and ``width``, as of :meth:`curve`.

        Examples
        --------
        The curve bends while the tracker moves:

        >>> from manim import ValueTracker
        >>> from narrated import DEFAULT_THEME
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 6.3), (-1.2, 1.2), x_ticks=(2, 4, 6), y_ticks=(-1, 1))
        >>> speed = ValueTracker(1.0)
        >>> wave = plot.live_curve(
        ...     lambda: lambda x: np.sin(speed.get_value() * x), DEFAULT_THEME.colors.target
        ... )
        >>> faster = speed.animate.set_value(3.0)
        """
        return LiveCurve(self, function, color, **options)

    def name_curve(
        self,
        text: str,
        color: str,
        at: tuple[float, float] | None = None,
        edge: Vector3D = ORIGIN,
        *,
        size: float | None = None,
        beside: VMobject | None = None,
        others: Sequence[Mobject] = (),
    ) -> Label:
        """A curve's name in its colour: at plot coordinates, or where there is room beside the curve.

        Parameters
        ----------
        text, color
            The name, in the colour of its curve.
        at, edge
            Where the name's edge stands; None: a free place is looked for.
        size
            Em square in pixels of the design; None: that of the theme's body text.
        beside, others
            The curve that is named, and what else is drawn on the plot: the name touches none of it, nor axes
            and numbers, and is nearest to its own curve.

        Raises
        ------
        InputError
            If there is no free place.

        Examples
        --------
        The free place is found, and is nearest to the curve that is named:

        >>> from narrated import DEFAULT_THEME
        >>> colors = DEFAULT_THEME.colors
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-2, 2), (0, 3), x_ticks=(-1, 0, 1), y_ticks=(1, 2))
        >>> square = plot.curve(lambda r: r**2, colors.negative)
        >>> absolute = plot.curve(abs, colors.target, kinks=[0])
        >>> name = plot.name_curve("square", colors.negative, beside=square, others=[absolute])
        """
        label = Label(text, size or self.theme.type.body, color, weight="BOLD", theme=self.theme)
        if at is not None:
            return label.set_line(self.c2p(*at), edge)
        corners = self.origin, self.origin + np.append(self.size, 0.0)
        drawn = [self.axes, self.numbers, self.names, *others]
        place = None
        if beside is not None:
            air = _AIR * label.size * PIXEL
            place = free_place((label.width, label.height), beside, drawn, corners, air)
        if place is None:
            raise InputError(
                f"there is no free place for the name {excerpt(str(text))}",
                where=getattr(text, "where", None),
                permitted="a place beside the curve where it touches nothing",
                remedy="shorten it, enlarge the plot, or say where it stands with at=(x, y)",
            )
        label.move_to(place)
        return label

    def name_along(
        self,
        text: str,
        color: str,
        function: Function,
        x: float,
        *,
        above: bool = True,
        size: float | None = None,
    ) -> Label:
        """A curve's name in its colour, standing on the curve at ``x`` and turned with it, or below it.

        Parameters
        ----------
        text, color
            The name, in the colour of its curve.
        function, x
            What the curve shows, and the argument at which the middle of the name stands.
        above
            Whether it stands on the curve, or hangs below.
        size
            Em square in pixels of the design; None: that of the theme's headings.

        Examples
        --------
        >>> from narrated import DEFAULT_THEME
        >>> color = DEFAULT_THEME.colors.target
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 6), (0, 4), x_ticks=(2, 4), y_ticks=(2, 4))
        >>> interest = plot.curve(lambda t: 0.15 * t**2, color)
        >>> name = plot.name_along("interest", color, lambda t: 0.15 * t**2, 3.4)
        """
        label = Label(text, size or self.theme.type.heading, color, weight="BOLD", theme=self.theme)
        step = (self.x_range[1] - self.x_range[0]) / 1000
        before, here, behind = (self.c2p(at, float(function(at))) for at in (x - step, x, x + step))
        turn = float(np.arctan2(behind[1] - before[1], behind[0] - before[0]))
        away = (0.62 if above else -0.66) * label.size * PIXEL
        # The name is straight: where the curve bends towards it, its ends would touch.
        reach = label.width / 2 * np.cos(turn) * (self.x_range[1] - self.x_range[0]) / self.size[0]
        near = np.linspace(max(x - reach, self.x_range[0]), min(x + reach, self.x_range[1]), 21)
        places = np.array([self.c2p(at, float(function(at))) for at in near]) - here
        bend = places[:, 1] * np.cos(turn) - places[:, 0] * np.sin(turn)
        away += bend.max() if above else bend.min()
        label.set_line(here + np.array([0.0, away, 0.0]))
        return label.rotate(turn, about_point=here)

    def tint(self, low: float, high: float, color: str, *, opacity: float = 0.14) -> Polygon:
        """The stripe of arguments that matters now.

        Parameters
        ----------
        low, high
            Where the stripe begins and ends.
        color, opacity
            Of its fill; the opacity is from 0 to 1.

        Examples
        --------
        >>> from narrated import DEFAULT_THEME
        >>> colors = DEFAULT_THEME.colors
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-4, 4), (0, 0.5), x_ticks=(-2, 0, 2))
        >>> bell = plot.curve(lambda z: np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi), colors.text)
        >>> likely = plot.tint(-2, 2, colors.good)
        """
        (y0, y1) = self.y_range
        corners = [self.c2p(low, y0), self.c2p(high, y0), self.c2p(high, y1), self.c2p(low, y1)]
        return visual_role.decoration(
            Polygon(*corners, stroke_width=0, fill_color=color, fill_opacity=opacity)
        )

    def vertical(self, x: float, color: str) -> DashedLine:
        """A dashed line over the whole height, for thresholds.

        Parameters
        ----------
        x
            The argument.
        color
            Of the line.

        Examples
        --------
        >>> from narrated import DEFAULT_THEME
        >>> colors = DEFAULT_THEME.colors
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-6, 6), (0, 1), x_ticks=(-4, 0, 4), y_ticks=(0.5, 1))
        >>> chance = plot.curve(lambda z: 1 / (1 + np.exp(-z)), colors.target)
        >>> threshold = plot.vertical(1.5, colors.gold)
        """
        return self.drop(x, self.y_range[0], self.y_range[1], color)

    def drop(self, x: float, low: float, high: float, color: str) -> DashedLine:
        """A dashed vertical between two heights, such as the gap of two curves.

        Parameters
        ----------
        x
            The argument.
        low, high
            Heights of its ends.
        color
            Of the line.

        Examples
        --------
        How far two models are apart at one place:

        >>> from narrated import DEFAULT_THEME
        >>> colors = DEFAULT_THEME.colors
        >>> plot = Plot(Region(0, 0, 6.4, 3.6), (0, 4), (0, 4), x_ticks=(1, 2, 3), y_ticks=(2, 4))
        >>> root = plot.curve(lambda x: 2 * np.sqrt(x), colors.target)
        >>> square = plot.curve(lambda x: x**2 / 4, colors.negative)
        >>> gap = plot.drop(2, 1.0, 2 * np.sqrt(2), colors.gold)
        """
        return DashedLine(
            self.c2p(x, low), self.c2p(x, high), dash_length=12 * PIXEL, dashed_ratio=0.6,
            stroke_color=color, stroke_width=self.theme.line_width,
        )  # fmt: skip

    # -- helpers -------------------------------------------------------------------------------------------

    def _line(self, start: tuple[float, float], end: tuple[float, float], color: str, width: float) -> Line:
        return Line(self.c2p(*start), self.c2p(*end), stroke_color=color, stroke_width=width)

    def _places(self, points: np.ndarray) -> np.ndarray:
        low, high = np.transpose([self.x_range, self.y_range])
        places = self.origin[:2] + (points - low) / (high - low) * self.size
        return np.column_stack([places, np.zeros(len(places))])

    def _pieces(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Starts and ends (x and y) of what is seen between two samples, cut off where it leaves the panel.

        Where a function has no value, or leaves the panel and comes back, there is a gap.
        """
        low, high = self.y_range
        seen, there = (y >= low) & (y <= high), np.isfinite(y)
        kept = (seen[:-1] | seen[1:]) & there[:-1] & there[1:]
        points = np.column_stack([x, y])
        starts, ends = points[:-1][kept], points[1:][kept]
        steps = ends - starts
        for near, out in ((starts, ~seen[:-1][kept]), (ends, ~seen[1:][kept])):
            share = (near[out, 1].clip(low, high) - near[out, 1]) / steps[out, 1]
            near[out] = np.column_stack([near[out, 0] + share * steps[out, 0], near[out, 1].clip(low, high)])
        return starts, ends


class LiveCurve(VMobject):
    """What :meth:`Plot.live_curve` draws.

    Parameters
    ----------
    plot
        Whose coordinates.
    function
        Called on every update: the function of the moment.
    color, width
        Of the stroke; None: the theme's width.
    options
        Those of :meth:`Plot.curve_points`.

    Attributes
    ----------
    over
        Range of the argument.
    """

    def __init__(
        self,
        plot: Plot,
        function: Callable[[], Function],
        color: str,
        *,
        width: float | None = None,
        **options: Any,
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width or plot.theme.curve_width)
        self.function, self.over = detached(function), options.get("over") or plot.x_range
        self._samples, self._kinks = options.get("samples", 160), options.get("kinks", ())
        self._c2p, self._y_range = detached(plot.c2p), plot.y_range
        points = detached(lambda: plot.curve_points(function(), **options))
        self.set_points(points())
        self.add_updater(lambda curve: curve.set_points(points()))
        visual_role.curve(self)

    def live_shape(self) -> LiveShape:
        """Points along it, the same arguments at any time, also where it is outside of the panel."""
        (low, high), (bottom, top) = self.over, self._y_range
        x = np.linspace(low, high, min(self._samples, _POINTS))
        x = np.union1d(x, [kink for kink in self._kinks if low < kink < high])
        with np.errstate(divide="ignore", invalid="ignore"):
            y = np.asarray(self.function()(x), dtype=float)
        # What is far outside is cut off anyway, and would take long numbers.
        y = np.clip(y, bottom - (top - bottom), top + (top - bottom))
        # Scene places are linear in those of the plot, both ways apart.
        (left, floor, _), (right, ceiling, _) = self._c2p(0.0, 0.0), self._c2p(1.0, 1.0)
        points = np.column_stack([left + x * (right - left), floor + y * (ceiling - floor), np.zeros(len(x))])
        corners = [float(v) for end in ((low, bottom), (high, top)) for v in self._c2p(*end)[:2]]
        plot = [left, floor, right - left, ceiling - floor]
        return LiveShape(
            "curve", points, fixed={"over": [low, high], "plot": plot},
            clip=(corners[0], corners[1], corners[2], corners[3]),
        )  # fmt: skip


_POINTS = 129  # of a curve that the page has by its table
