"""Squares on residuals: the side of each is the error, as long as it is on the screen; and their mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, VGroup
from manim.typing import Point3D

from loss_scenes.losses import squared_error
from loss_scenes.models.lines import Line
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, on_plot
from narrated.mobjects.plot import Plot

LAG = 0.12
"""Of the time that one error takes, until the next sets off."""
_OPENS = 0.6  # of that time, when it has come to the row, and begins to open into its square
_APART = 12 * PIXEL  # between two squares of the row
_SHEET = 0.3  # opacity of squares that come to lie over each other


def squares_on(
    plot: Plot, points: np.ndarray, line: Line, *, clear: float = 0.0, grown: float = 1.0
) -> np.ndarray:
    """Left, low, right and high of the squares of :class:`ResidualSquares`, in units of the plot."""
    (x_low, x_high), (y_low, y_high) = plot.x_range, plot.y_range
    # How many units of x are as long on the screen as one of y.
    across = (x_high - x_low) / plot.size[0] * plot.size[1] / (y_high - y_low)
    x, y = np.asarray(points, dtype=float).reshape(-1, 2).T
    said = line.slope * x + line.intercept
    error = (y - said) * grown
    # Above a rising line the line falls away to the left, below it to the right.
    side = -across * error * (1.0 if line.slope >= 0 else -1.0)
    near = x + np.sign(side) * clear * (x_high - x_low) / plot.size[0]
    far, top = near + side, said + error
    return np.column_stack(
        [np.minimum(near, far), np.minimum(said, top), np.maximum(near, far), np.maximum(said, top)]
    )


class ResidualSquares(Boxes):
    """A square between each point and what a line says there, on the side where it does not cross the line.

    Its side is the error as it is drawn, whatever the plot's units are: a square on the screen.

    Parameters
    ----------
    plot
        The plot the points stand on.
    points
        Called on every update, gives shape (n, 2).
    line
        Of the moment.
    color
        Of the fill.
    clear
        Between the error and its square, in scene units.
    grown
        Called on every update: a factor of the sides, from 0 to 1; None: 1.
    opacity
        Of the fill; one that is seen through has an edge.

    Examples
    --------
    A unit of x is twice as long as one of y, so an error of 2 is 1 wide:

    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 8.0, 4.0), (0, 4), (0, 4), bare=True)
    >>> squares = ResidualSquares(plot, lambda: np.array([(2.0, 3.0)]), lambda: Line(0.0, 1.0), "#ffa45c")
    >>> float(squares.width), float(squares.height)
    (2.0, 2.0)
    """

    def __init__(
        self,
        plot: Plot,
        points: Callable[[], np.ndarray],
        line: Callable[[], Line],
        color: str,
        *,
        clear: float = 0.0,
        grown: Callable[[], float] | None = None,
        opacity: float = 1.0,
    ) -> None:
        def squares() -> np.ndarray:
            return squares_on(plot, points(), line(), clear=clear, grown=grown() if grown else 1.0)

        super().__init__(plot, squares, color, opacity=opacity)
        if opacity < 1:  # where they lie over each other, each is seen by its edge
            self.set_stroke(color, plot.theme.line_width)


class MeanOfSquares(VGroup):
    """Errors go down into a row, by their lengths, and open into squares; these level, and become one.

    While they level, their areas together stay the same: each comes to have the mean of all, and that is what
    the one has. In the row all are to one scale, that of the errors where there is room; the one always is to
    theirs.

    Parameters
    ----------
    plot
        The plot the points stand on.
    points
        Shape (n, 2).
    said
        What is said of y, everywhere.
    row
        On whose lower edge the squares stand, in scene units.
    left
        Where the left edge of the one has its middle.
    color
        Of all squares.
    landed, levelled, gathered
        Called on every update: how far all have come to the row, have levelled, and are in one place, 0 to 1.

    Attributes
    ----------
    each, one
        The squares, and what they are at last.
    errors
        Of the points, in units of y, by their lengths.
    side
        Of the one, in scene units: the root of the mean square of the errors, as long as they are drawn.

    Examples
    --------
    Errors of 1 and 3 have squares with a mean of 5:

    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 8.0, 8.0), (0, 8), (0, 8), bare=True)
    >>> points, row = np.array([(2.0, 5.0), (6.0, 1.0)]), Region(0.0, 0.0, 8.0, 8.0)
    >>> done = [lambda: 1.0] * 3
    >>> squares = MeanOfSquares(plot, points, 4.0, row, np.zeros(3), "#ffa45c", *done)
    >>> round(float(squares.one.width * squares.one.height), 9), round(squares.side**2, 9)
    (5.0, 5.0)
    """

    def __init__(
        self,
        plot: Plot,
        points: np.ndarray,
        said: float,
        row: Region,
        left: Point3D,
        color: str,
        landed: Callable[[], float],
        levelled: Callable[[], float],
        gathered: Callable[[], float],
    ) -> None:
        x, y = np.asarray(points, dtype=float).T
        order = np.argsort(np.abs(y - said))
        x, y = x[order], y[order]
        self.errors, count = y - said, len(order)
        start, end = (
            on_plot(plot)(np.column_stack([x, level]))[:, :2] for level in (np.full_like(y, said), y)
        )
        long, home = np.abs(end - start)[:, 1], (start + end) / 2
        gaps = _APART * (count - 1)
        level_side = float(np.sqrt(np.mean(squared_error(long))))
        scale = min(1.0, (row.width - gaps) / (count * level_side))
        self.side = level_side
        foot, last = float(row.edge(DOWN)[1]), left[:2] + np.array([level_side / 2, 0.0])

        def boxes(middles: np.ndarray, wide: np.ndarray, high: np.ndarray) -> np.ndarray:
            half = np.column_stack([wide, high]) / 2
            return np.hstack([middles - half, middles + half])

        def squares() -> np.ndarray:
            down, flat = _in_turn(landed(), count), levelled()
            sides = scale * np.sqrt((1 - flat) * squared_error(long) + flat * level_side**2)
            right = np.cumsum(sides + _APART) - _APART
            there = np.column_stack([row.x - right[-1] / 2 + right - sides / 2, foot + sides / 2])
            go = _smooth(np.clip(down / _OPENS, 0.0, 1.0))
            opened = _smooth(np.clip((down - _OPENS) / (1 - _OPENS), 0.0, 1.0))
            middles = home + go[:, np.newaxis] * (there - home)
            come = _smooth(gathered())
            middles = middles + come * (last - middles)
            sides = sides * (1 + come * (1 / scale - 1))
            wide = np.where(down > 0, opened * sides, np.nan)  # before it sets off, there is none
            return boxes(middles, wide, long + go * (sides - long))[: count * int(gathered() < 1)]

        def mean() -> np.ndarray:
            return boxes(last[np.newaxis], np.array([level_side]), np.array([level_side]))[
                : int(gathered() >= 1)
            ]

        self.each = Boxes(None, squares, color, opacity=_SHEET, edge=True)
        self.each.set_stroke(width=plot.theme.line_width)
        self.one = Boxes(None, mean, color, opacity=1.0)
        super().__init__(self.one, self.each)


def _smooth(share: Any) -> Any:
    return share * share * (3 - 2 * share)


def _in_turn(share: float, count: int) -> np.ndarray:
    """The same for each of some that set off one after the other, and have all arrived at 1."""
    way = share * (1 + (count - 1) * LAG) - LAG * np.arange(count)
    return np.asarray(np.clip(way, 0.0, 1.0))
