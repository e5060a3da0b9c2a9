"""What chapters about one line share: the points, the slope that turns it, and its two pictures."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Mobject, ValueTracker

from loss_scenes.chapters.panels import Panels
from loss_scenes.losses import squared_error, squared_error_grad
from loss_scenes.models import gradient_descent
from loss_scenes.models.turning import TurningLine
from loss_scenes.pictures.fit import Fit, Hill
from narrated.design.layout import Region
from narrated.mobjects.plot import Plot


class Turning(Panels):
    """A line through the middle of some points; one tracker, its slope, turns whatever shows it.

    Attributes
    ----------
    loss, loss_grad
        Of a residual; the scene averages it over the points.
    points
        x and y: Anscombe (1973), first data set.
    slopes
        Where the line begins, and how far beyond the best it is turned to show the other side.
    rate, steps
        Of the gradient steps on the slope.
    large
        The large picture of the line, while it is on the screen.
    """

    loss: Callable[[Any], Any] = staticmethod(squared_error)
    loss_grad: Callable[[Any], Any] = staticmethod(squared_error_grad)
    points: tuple[tuple[float, ...], tuple[float, ...]] = (
        (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0),
        (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
    )
    slopes: tuple[float, float] = (-0.25, 1.25)
    rate = 0.03
    steps = 3
    large: Fit | None = None

    @functools.cached_property
    def slope(self) -> ValueTracker:
        """The slope of the moment."""
        return ValueTracker(self.slopes[0])

    @functools.cached_property
    def line(self) -> TurningLine:
        """The line, and its mean loss as a function of the slope."""
        return TurningLine(*self.points, self.loss, self.loss_grad)

    @functools.cached_property
    def best(self) -> float:
        """The slope at which gradient steps end."""
        return float(gradient_descent(self.line.mean_loss_grad, self.slopes[0], rate=self.rate, steps=60)[-1])

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

        plot = Plot(region, (2.0, 16.0), (1.0, 13.0), **named)
        return Fit(plot, line.x, line.y, predict, (colors.prediction, colors.squared, colors.target))

    def bowl(self, region: Region, ball: float, **named: Any) -> Hill:
        """Mean loss over the slope, with a ball and the arrow of the negative gradient."""
        colors, line = self.theme.colors, self.line
        low, high = self.slopes[0] - 0.15, self.slopes[1] + 0.15
        plot = Plot(region, (low, high), (0.0, 1.1 * float(line.mean_loss(high))), upright=False, **named)
        return Hill(
            plot, line.mean_loss, line.mean_loss_grad, self.slope.get_value,
            (colors.squared, colors.prediction, colors.gradient), reach=self.rate, ball=ball,
        )  # fmt: skip
