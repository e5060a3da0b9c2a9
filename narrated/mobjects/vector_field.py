"""Arrows at places of a plane: wherever they are asked for, or all over it as a field of vectors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from narrated.mobjects.marks import Marks, Points, on_plot, segment_points
from narrated.mobjects.plot import Plot

Field = Callable[[np.ndarray], np.ndarray]

_HEAD = 3.4  # length of a head, in half widths of its shaft
_SHAFT, _BARB = 0.5, 1.6


class Arrows(Marks):
    """Arrows between live plot coordinates, drawn as one mobject.

    Parameters
    ----------
    plot
        Whose coordinates.
    source
        Called on every update, gives shape (n, 4): x and y of the tail, x and y of the tip. Where these are
        nan or infinite, or one place, there is no arrow.
    color
        Of the arrows.
    thick
        Half the width of a long arrow's head, in units of the theme's dot; a short one is smaller.
    opacity
        Of the fill, 0 to 1.

    Examples
    --------
    Slopes at three places of a curve, as pushes down it:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Plot, Region
    >>> colors, rate = DEFAULT_THEME.colors, ValueTracker(0.1)
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 9), bare=True)
    >>> curve, x = plot.curve(lambda x: x**2, colors.target), np.array([-2.5, 1.0, 2.0])
    >>> pushes = Arrows(
    ...     plot, lambda: np.column_stack([x, x**2, x - rate.get_value() * 2 * x, x**2]), colors.gradient
    ... )
    >>> harder = rate.animate.set_value(0.3)
    """

    def __init__(
        self, plot: Plot, source: Points, color: str, *, thick: float = 0.7, opacity: float = 1.0
    ) -> None:
        self._thick = thick * plot.theme.dot
        super().__init__(source, on_plot(plot), stroke_width=0, fill_color=color, fill_opacity=opacity)

    def _shape(self, data: np.ndarray) -> np.ndarray:
        ends = data.reshape(-1, 4)
        tails, tips = self.place(ends[:, :2]), self.place(ends[:, 2:])
        length = np.linalg.norm(tips - tails, axis=1)
        there = np.isfinite(length) & (length > 1e-9)
        tails, ways, length = tails[there], (tips - tails)[there], length[there, np.newaxis]
        along = ways / length
        aside = np.column_stack([-along[:, 1], along[:, 0], 0.0 * along[:, 0]])
        half = self._thick / _BARB * np.minimum(1.0, length * _BARB / (_HEAD * self._thick))
        neck = length - _HEAD * half
        profile = [
            (0.0 * half, _SHAFT * half), (neck, _SHAFT * half), (neck, _BARB * half), (length, 0.0 * half),
            (neck, -_BARB * half), (neck, -_SHAFT * half), (0.0 * half, -_SHAFT * half),
        ]  # fmt: skip
        corners = np.stack([tails + far * along + out * aside for far, out in profile], axis=1)
        return segment_points(corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3))


class VectorField(Arrows):
    """Arrows on a grid, drawn as one mobject; each is as long as the field is strong in its middle.

    Parameters
    ----------
    plot
        Whose coordinates.
    field
        Called on every update, gives the field of the moment: places of shape (n, 2) to vectors of that
        shape. Where a vector is nan or infinite, or of no length, there is no arrow.
    color
        Of the arrows.
    columns, rows
        Arrows beside each other, and above each other.
    reach
        Length in plot units for a vector of length 1.
    thick
        Half the width of a long arrow's head, in units of the theme's dot; a short one is smaller.
    opacity
        Of the fill, 0 to 1.

    Examples
    --------
    A whirl, which gets a pull to its middle:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Region
    >>> plot, pull = Plot(Region(0, 0, 6.4, 3.6), (-3.2, 3.2), (-1.8, 1.8), bare=True), ValueTracker(0.0)
    >>> whirl = VectorField(
    ...     plot, lambda: lambda at: np.column_stack([-at[:, 1], at[:, 0]]) - pull.get_value() * at,
    ...     DEFAULT_THEME.colors.muted, columns=11, rows=7, reach=0.16,
    ... )
    >>> tame = pull.animate.set_value(0.8)
    """

    def __init__(
        self,
        plot: Plot,
        field: Callable[[], Field],
        color: str,
        *,
        columns: int = 11,
        rows: int = 7,
        reach: float = 0.2,
        thick: float = 0.7,
        opacity: float = 1.0,
    ) -> None:
        (x0, x1), (y0, y1) = plot.x_range, plot.y_range
        x = x0 + (np.arange(columns) + 0.5) * (x1 - x0) / columns
        y = y0 + (np.arange(rows) + 0.5) * (y1 - y0) / rows
        middles = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)

        def ends() -> np.ndarray:
            half = 0.5 * reach * np.asarray(field()(middles), dtype=float)
            return np.concatenate([middles - half, middles + half], axis=1)

        super().__init__(plot, ends, color, thick=thick, opacity=opacity)
