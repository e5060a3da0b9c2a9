"""Squares on residuals: the side of each is the error, as long as it is on the screen; and their mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, VGroup

from loss_scenes.losses import squared_error
from loss_scenes.models.lines import Line
from narrated.design.layout import Region
from narrated.mobjects.marks import Boxes, on_plot
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import decoration

LAG = 0.12
"""Of the time that one square takes to open, until the next begins."""


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
    """Squares that open on errors from a level line, become columns side by side, and then flow to one level.

    All is to one scale, that of the plot: a column has the area of its square, so what they come to have,
    all of them, is the mean of the areas.

    Parameters
    ----------
    plot
        The plot the points stand on.
    points
        Shape (n, 2).
    said
        What is said of y, everywhere.
    tank
        Of the columns: they stand on its lower edge, as broad together as it is.
    color
        Of all squares.
    opened, poured, levelled
        Called on every update: how far the squares have opened, have become columns, and these one level;
        0 to 1.

    Attributes
    ----------
    one, each
        The first of the squares from the left, and all of them, in that order.
    unlevelled
        Outlines of what the columns were, once they flow.
    errors
        Of the points, in units of y, from the left.
    high
        Of the columns before they flow, in scene units.

    Examples
    --------
    Errors of 1 and 3 have squares with a mean of 5, which on columns 2 wide is 2.5 high:

    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 8.0, 8.0), (0, 8), (0, 8), bare=True)
    >>> points, tank = np.array([(2.0, 5.0), (6.0, 1.0)]), Region(0.0, 0.0, 4.0, 8.0)
    >>> squares = MeanOfSquares(plot, points, 4.0, tank, "#ffa45c", lambda: 1.0, lambda: 1.0, lambda: 1.0)
    >>> [float(side) for side in squares.high]
    [0.5, 4.5]
    >>> float(squares.one.width), float(squares.one.height)
    (2.0, 2.5)
    """

    def __init__(
        self,
        plot: Plot,
        points: np.ndarray,
        said: float,
        tank: Region,
        color: str,
        opened: Callable[[], float],
        poured: Callable[[], float],
        levelled: Callable[[], float],
    ) -> None:
        x, y = np.asarray(points, dtype=float).reshape(-1, 2).T
        order = np.argsort(x)
        x, y = x[order], y[order]
        self.errors, count = y - said, len(order)
        start, end = (
            on_plot(plot)(np.column_stack([x, level]))[:, :2] for level in (np.full_like(y, said), y)
        )
        long = np.abs(end - start)[:, 1]
        broad = tank.width / count
        self.high = high = squared_error(long) / broad
        left, foot, _ = tank.edge(DOWN + LEFT)
        slots = left + broad * (np.arange(count) + 0.5)
        # Towards the middle of the picture, where there is room; those that are nearest to it begin, so that
        # none opens over an error that still waits.
        inwards = np.sign(plot.region.x - start[:, 0])
        turn = np.argsort(np.argsort(np.abs(plot.region.x - start[:, 0]), kind="stable"))
        self._opened, self._turn = opened, turn

        def boxes(middles: np.ndarray, wide: np.ndarray, tall: np.ndarray) -> np.ndarray:
            half = np.column_stack([wide, tall]) / 2
            return np.hstack([middles - half, middles + half])

        def squares() -> np.ndarray:
            open_, come, flow = self.opening(), _smooth(poured()), _smooth(levelled())
            # As broad as they are by now, and so high that the area is the square's, or the mean of all.
            broad_now = (1 - come) * long + come * broad
            area = (1 - flow) * squared_error(long) + flow * float(np.mean(squared_error(long)))
            tall = area / broad_now
            wide = np.where(open_ > 0, open_ * broad_now, np.nan)  # before it opens, there is none
            home = (start + end) / 2 + np.column_stack([inwards * wide / 2, np.zeros(count)])
            column = np.column_stack([slots, foot + tall / 2])
            return boxes(home + come * (column - home), wide, tall)

        def before() -> np.ndarray:
            columns = boxes(np.column_stack([slots, foot + high / 2]), np.full(count, broad), high)
            return columns[: count * int(levelled() > 0)]

        # Where they lie over each other, the smaller is before the larger, and each is seen by its dark edge.
        parts = [
            Boxes(None, lambda k=k: squares()[k : k + 1], color, opacity=1.0)  # type: ignore[misc]
            for k in range(count)
        ]
        for part in parts:
            part.set_stroke(plot.theme.colors.background, plot.theme.line_width)
        self.one, self.each = parts[0], parts
        self.unlevelled = decoration(Boxes(None, before, color, opacity=0.0, edge=True))
        super().__init__(self.unlevelled, *(parts[k] for k in np.argsort(-long)))

    def opening(self) -> np.ndarray:
        """How far each square is open, from 0 to 1, shape (n,)."""
        opened: np.ndarray = _smooth(_in_turn(self._opened(), len(self._turn)))[self._turn]
        return opened


def _smooth(share: Any) -> Any:
    return share * share * (3 - 2 * share)


def _in_turn(share: float, count: int) -> np.ndarray:
    """The same for each of some that set off one after the other, and have all arrived at 1."""
    way = share * (1 + (count - 1) * LAG) - LAG * np.arange(count)
    return np.asarray(np.clip(way, 0.0, 1.0))
