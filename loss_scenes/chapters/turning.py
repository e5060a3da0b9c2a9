"""A line among the houses that one tracker turns: what several chapters tell of."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ValueTracker, VMobject

from loss_scenes.catalogue import SQUARED
from loss_scenes.market import MARKET, Market
from loss_scenes.models import gradient_descent
from loss_scenes.models.turning import TurningLine
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import bleeding

START, RATE = 0.0, 0.75e-4


class Turning:
    """A line through the middle of the houses; its slope turns all of its pictures at once.

    Parameters
    ----------
    market
        The houses; the mansion is not among them.
    start
        The slope that it begins with: at 0 every house is said to cost the mean price.
    rate
        Of the gradient steps on the slope, for the mean squared error.
    unit
        What is off by so much loses one point, as in the exam of the first scene.

    Attributes
    ----------
    slope
        The tracker.
    line
        The line, and its mean squared error as a function of the slope.
    best
        The slope with the least error.

    Examples
    --------
    >>> turning = Turning()
    >>> round(turning.points_lost()), round(turning.best, 2)
    (84, 2.95)
    """

    def __init__(
        self, *, market: Market = MARKET, start: float = START, rate: float = RATE, unit: float = 10.0
    ) -> None:
        self.market, self.start, self.rate, self.unit = market, start, rate, unit
        self.slope = ValueTracker(start)
        self.line = TurningLine(market.x, market.y)
        self.best = market.line("squared", 0.0).slope

    def descend(self, start: float, *, steps: int) -> np.ndarray:
        """The slopes of gradient steps from ``start``."""
        return gradient_descent(self.line.mean_loss_grad, start, rate=self.rate, steps=steps)

    def says(self, areas: Any) -> np.ndarray:
        """The prices that the line of the moment says."""
        return self.line.predict(self.slope.get_value(), areas)

    def points_lost(self) -> float:
        """Points that it loses now, on average of the houses."""
        return float(self.points(self.slope.get_value()))

    def points(self, slope: Any) -> Any:
        """Points that a line of this slope loses on average: its mean squared error in units squared."""
        return self.line.mean_loss(slope) / self.unit**2

    def drawn_on(self, plot: Plot, over: tuple[float, float], *, width: float | None = None) -> VMobject:
        """The line on a plot of prices over areas, from one area to another."""
        color = SQUARED.color(plot.theme.colors)
        return bleeding(plot.live_curve(lambda: self.says, color, over=over, samples=2, width=width))
