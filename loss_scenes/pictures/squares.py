"""Squares on residuals: the side of each is the error, as long as it is on the screen; and their mean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from loss_scenes.losses import squared_error
from loss_scenes.models.lines import Line
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot

_LAG = 0.25  # of the time that one square takes, until the next sets off
_ARRIVES = 0.7  # of that time, when it is at the one that takes it in
_SHEET = 0.22  # opacity of squares that lie over each other


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
    """Squares unfold from errors, then go one after the other into one square, which becomes their mean.

    On its way each shrinks to its share of the mean, and the one grows by just that area when it takes it in:
    all areas are to one scale, at every moment.

    Parameters
    ----------
    plot
        The plot the points stand on.
    points
        Shape (n, 2).
    line
        What is said of them.
    middle
        Of the one square, in scene units.
    color
        Of all squares.
    unfolded, gathered
        Called on every update: how far all have unfolded, and then gone into the one, 0 to 1.

    Attributes
    ----------
    each, one
        The squares, and what becomes their mean.
    errors
        Of the points, in units of y.

    Examples
    --------
    Errors of 1 and 3 have squares with a mean of 5:

    >>> from narrated.design.layout import Region
    >>> plot = Plot(Region(0.0, 0.0, 8.0, 8.0), (0, 8), (0, 8), bare=True)
    >>> points, line = np.array([(2.0, 5.0), (6.0, 1.0)]), Line(0.0, 4.0)
    >>> squares = MeanOfSquares(plot, points, line, np.zeros(3), "#ffa45c", lambda: 1.0, lambda: 1.0)
    >>> squares.mean(), round(float(squares.one.width * squares.one.height), 9)
    (5.0, 5.0)
    """

    def __init__(
        self,
        plot: Plot,
        points: np.ndarray,
        line: Line,
        middle: Point3D,
        color: str,
        unfolded: Callable[[], float],
        gathered: Callable[[], float],
    ) -> None:
        x, y = np.asarray(points, dtype=float).T
        self.errors = errors = y - (line.slope * x + line.intercept)
        self._gathered, count = detached(gathered), len(errors)
        home = squares_on(plot, points, line)
        centre, half = (home[:, 2:] + home[:, :2]) / 2, (home[:, 2:] - home[:, :2]) / 2
        there = np.array(plot.p2c(np.asarray(middle))[:2])
        # A square unfolds away from its error, which is one of its upright sides.
        away = np.sign(centre[:, 0] - x)
        # Half the sides of a square with an error of 1, in units of either axis.
        largest = int(np.argmax(np.abs(errors)))
        unit = half[largest] / abs(errors[largest])

        def squares() -> np.ndarray:
            open_, (gone, taken) = _in_turn(unfolded(), count), self._way()
            soon = 1 - (1 - gone) ** 3
            side = (1 - soon * (1 - 1 / np.sqrt(count))) * np.sqrt(1 - taken)
            # Before it has unfolded, and when it was taken in, there is none.
            side[(open_ == 0) | (taken == 1)] = np.nan
            # Across and down at once, and up late: past what stands beside the one, and above it.
            way = np.column_stack([1 - (1 - gone) ** 2, np.where(centre[:, 1] > there[1], soon, gone**2)])
            now = centre + way * (there - centre)
            now[:, 0] -= away * (1 - open_) * half[:, 0]
            reach = side[:, np.newaxis] * half
            reach[:, 0] *= open_
            return np.hstack([now - reach, now + reach])

        def mean() -> np.ndarray:
            reach = np.sqrt(self.mean()) * unit
            return np.array([[*(there - reach), *(there + reach)]])[: int(self.mean() > 0)]

        self.each = Boxes(plot, squares, color, opacity=_SHEET, edge=True)
        self.each.set_stroke(width=plot.theme.line_width)
        self.one = Boxes(plot, mean, color, opacity=1.0)
        super().__init__(self.one, self.each)

    def mean(self) -> float:
        """What has been taken in of the squares' mean, in units of y squared."""
        _, taken = self._way()
        return float(np.mean(squared_error(self.errors) * taken))

    def _way(self) -> tuple[np.ndarray, np.ndarray]:
        """How far each has gone, and what share of it was taken in."""
        way = _in_turn(self._gathered(), len(self.errors))
        gone = np.clip(way / _ARRIVES, 0.0, 1.0)
        return gone * gone * (3 - 2 * gone), np.clip((way - _ARRIVES) / (1 - _ARRIVES), 0.0, 1.0)


def _in_turn(share: float, count: int) -> np.ndarray:
    """The same for each of some that set off one after the other, and have all arrived at 1."""
    way = share * (1 + (count - 1) * _LAG) - _LAG * np.arange(count)
    return np.asarray(np.clip(way, 0.0, 1.0))
