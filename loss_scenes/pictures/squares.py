"""Squares on residuals: the side of each is the error, as long as it is on the screen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from loss_scenes.models.lines import Line
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot


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
        (x_low, x_high), (y_low, y_high) = plot.x_range, plot.y_range
        # How many units of x are as long on the screen as one of y.
        across = (x_high - x_low) / plot.size[0] * plot.size[1] / (y_high - y_low)

        def corners() -> np.ndarray:
            x, y = np.asarray(points(), dtype=float).reshape(-1, 2).T
            slope, intercept = line()
            said = slope * x + intercept
            error = (y - said) * (grown() if grown else 1.0)
            # Above a rising line the line falls away to the left, below it to the right.
            side = -across * error * (1.0 if slope >= 0 else -1.0)
            near = x + np.sign(side) * clear * (x_high - x_low) / plot.size[0]
            far = near + side
            top = said + error
            return np.column_stack(
                [np.minimum(near, far), np.minimum(said, top), np.maximum(near, far), np.maximum(said, top)]
            )

        super().__init__(plot, corners, color, opacity=opacity)
        if opacity < 1:  # where they lie over each other, each is seen by its edge
            self.set_stroke(color, plot.theme.line_width)
