"""A line that one tracker turns, and its two pictures: what several chapters tell of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Mobject, ValueTracker

from loss_scenes.losses import squared_error, squared_error_grad
from loss_scenes.models import gradient_descent
from loss_scenes.models.turning import TurningLine
from loss_scenes.pictures.fit import Fit, Hill
from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.plot import Plot

ANSCOMBE = (
    (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0),
    (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
)
"""x and y: Anscombe (1973), first data set."""
RATE = 0.03


class Turning:
    """A line through the middle of some points; its slope turns all of its pictures at once.

    Parameters
    ----------
    theme
        The look.
    points
        x and y.
    loss, loss_grad
        Of a residual; it is averaged over the points.
    slopes
        Where the line begins, and how far beyond the best it is turned to show the other side.
    rate, steps
        Of the gradient steps on the slope.

    Attributes
    ----------
    slope
        The tracker.
    line
        The line, and its mean loss as a function of the slope.
    best
        The slope at which gradient steps end.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        points: tuple[Sequence[float], Sequence[float]] = ANSCOMBE,
        loss: Callable[[Any], Any] = squared_error,
        loss_grad: Callable[[Any], Any] = squared_error_grad,
        slopes: tuple[float, float] = (-0.25, 1.25),
        rate: float = RATE,
        steps: int = 3,
    ) -> None:
        self.theme, self.loss, self.slopes, self.rate, self.steps = theme, loss, slopes, rate, steps
        self.slope = ValueTracker(slopes[0])
        self.line = TurningLine(*points, loss, loss_grad)
        self.best = float(self.descend(slopes[0], steps=60)[-1])

    def descend(self, start: float, *, steps: int) -> np.ndarray:
        """The slopes of gradient steps from ``start``."""
        return gradient_descent(self.line.mean_loss_grad, start, rate=self.rate, steps=steps)

    def mean_loss(self) -> float:
        """Mean loss with the slope of the moment."""
        return float(self.line.mean_loss(self.slope.get_value()))

    def push(self) -> float:
        """The negative gradient with the slope of the moment."""
        return -float(self.line.mean_loss_grad(self.slope.get_value()))

    def turn_to(self, slope: float, *pictures: Mobject) -> None:
        """Set the slope at once, for pictures that are not on the screen yet."""
        self.slope.set_value(slope)
        for picture in pictures:
            picture.update()

    def scatter(self, region: Region, **named: Any) -> Fit:
        """Points, line and residual bars in a region; ``named``: ticks and labels of the plot."""
        colors, line, slope = self.theme.colors, self.line, self.slope.get_value

        def predict(x: Any) -> np.ndarray:
            return line.predict(slope(), x)

        plot = Plot(region, (2.0, 16.0), (1.0, 13.0), theme=self.theme, **named)
        return Fit(plot, line.x, line.y, predict, (colors.prediction, colors.squared, colors.target))

    def bowl(self, region: Region, ball: float, **named: Any) -> Hill:
        """Mean loss over the slope, with a ball and the arrow of the negative gradient."""
        colors, line = self.theme.colors, self.line
        low, high = self.slopes[0] - 0.15, self.slopes[1] + 0.15
        heights = (0.0, 1.1 * float(line.mean_loss(high)))
        plot = Plot(region, (low, high), heights, upright=False, theme=self.theme, **named)
        return Hill(
            plot, line.mean_loss, line.mean_loss_grad, self.slope.get_value,
            (colors.squared, colors.prediction, colors.gradient), reach=self.rate, ball=ball,
        )  # fmt: skip
