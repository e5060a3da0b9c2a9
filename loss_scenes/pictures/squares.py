"""Squares on residuals: the side of each is the error, as long as it is on the screen; and their mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VGroup

from loss_scenes.losses import squared_error
from loss_scenes.models.lines import Line
from narrated.design.layout import Region
from narrated.mobjects.marks import Boxes, on_plot
from narrated.mobjects.plot import Plot

LAG = 0.12
"""Of the time that one square takes to open, until the next begins."""
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
    """Squares that open on errors from a level line; then all go to one place, and become one there.

    On the errors they are to the scale of the plot. On their way their areas become equal, and all of them
    larger by one factor: so the one has the mean of the areas, however large it is drawn.

    Parameters
    ----------
    plot
        The plot the points stand on.
    points
        Shape (n, 2).
    said
        What is said of y, everywhere.
    place
        Of the one: a square.
    color
        Of all squares.
    opened, gathered
        Called on every update: how far the squares have opened, and have become one, 0 to 1.

    Attributes
    ----------
    each, one
        The squares, and what they are at last.
    errors
        Of the points, in units of y, from the left.
    larger
        The factor by which the one is larger than the mean is to the scale of the plot.

    Examples
    --------
    Errors of 1 and 3 have squares with a mean of 5, which is drawn twice as long and as high:

    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 8.0, 8.0), (0, 8), (0, 8), bare=True)
    >>> points, place = np.array([(2.0, 5.0), (6.0, 1.0)]), Region(0.0, 0.0, 20.0**0.5, 20.0**0.5)
    >>> squares = MeanOfSquares(plot, points, 4.0, place, "#ffa45c", lambda: 1.0, lambda: 1.0)
    >>> round(squares.larger, 9), round(float(squares.one.width * squares.one.height), 9)
    (2.0, 20.0)
    """

    def __init__(
        self,
        plot: Plot,
        points: np.ndarray,
        said: float,
        place: Region,
        color: str,
        opened: Callable[[], float],
        gathered: Callable[[], float],
    ) -> None:
        x, y = np.asarray(points, dtype=float).reshape(-1, 2).T
        order = np.argsort(x)
        x, y = x[order], y[order]
        self.errors, count = y - said, len(order)
        start, end = (
            on_plot(plot)(np.column_stack([x, level]))[:, :2] for level in (np.full_like(y, said), y)
        )
        long = np.abs(end - start)[:, 1]
        mean = float(np.mean(squared_error(long)))
        self.larger = place.width / float(np.sqrt(mean))
        # Towards the middle of the picture, where there is room.
        inwards = np.sign(plot.region.x - start[:, 0])

        def boxes(middles: np.ndarray, wide: np.ndarray, high: np.ndarray) -> np.ndarray:
            half = np.column_stack([wide, high]) / 2
            return np.hstack([middles - half, middles + half])

        def squares() -> np.ndarray:
            open_, come = _smooth(_in_turn(opened(), count)), _smooth(gathered())
            sides = np.sqrt((1 - come) * squared_error(long) + come * mean) * (1 + come * (self.larger - 1))
            wide = np.where(open_ > 0, open_ * sides, np.nan)  # before it opens, there is none
            home = (start + end) / 2 + np.column_stack([inwards * wide / 2, np.zeros(count)])
            middles = home + come * (place.center[:2] - home)
            return boxes(middles, wide, sides)[: count * int(gathered() < 1)]

        def one() -> np.ndarray:
            side = np.array([place.width])
            return boxes(place.center[np.newaxis, :2], side, side)[: int(gathered() >= 1)]

        self.each = Boxes(None, squares, color, opacity=_SHEET, edge=True)
        self.each.set_stroke(width=plot.theme.line_width)
        self.one = Boxes(None, one, color, opacity=1.0)
        super().__init__(self.one, self.each)


def _smooth(share: Any) -> Any:
    return share * share * (3 - 2 * share)


def _in_turn(share: float, count: int) -> np.ndarray:
    """The same for each of some that set off one after the other, and have all arrived at 1."""
    way = share * (1 + (count - 1) * LAG) - LAG * np.arange(count)
    return np.asarray(np.clip(way, 0.0, 1.0))
