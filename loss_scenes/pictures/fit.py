"""A model with one parameter, seen twice: its curve among the points, and its loss as a hill to go down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VGroup

from narrated.mobjects.marks import Dots
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.residuals import ResidualBars
from narrated.mobjects.step_path import descent_arrow


class Fit(VGroup):
    """Points, the model of the moment, and a bar from every point to what the model says there.

    Parameters
    ----------
    plot
        What they stand on; it becomes part of the picture.
    x, y
        The points, shape (n,) each.
    predict
        Elementwise prediction; may read trackers.
    colors
        Of the model, of the bars, of the points.

    Attributes
    ----------
    plot, bars, line, dots
        The parts, which a scene may bring in one by one.
    """

    def __init__(
        self,
        plot: Plot,
        x: np.ndarray,
        y: np.ndarray,
        predict: Callable[[Any], Any],
        colors: tuple[str, str, str],
    ) -> None:
        of_model, of_bars, of_points = colors
        self.plot = plot
        self.line = plot.live_curve(lambda: predict, of_model)
        self.bars = ResidualBars(plot, x, y, predict, of_bars)
        self.dots = Dots(plot, lambda: np.column_stack([x, y]), of_points)
        super().__init__(plot, self.bars, self.line, self.dots)


class Hill(VGroup):
    """A loss over a parameter, a ball where the parameter is, and the arrow of the negative slope there.

    Parameters
    ----------
    plot
        What they stand on; it becomes part of the picture.
    height, slope
        The loss and its derivative, elementwise.
    at
        Called on every update: the parameter of the moment.
    colors
        Of the curve, of the ball, of the arrow.
    reach
        Length of the arrow in plot units of x for a slope of 1.
    ball
        The ball's radius in units of the theme's dot.

    Attributes
    ----------
    plot, curve, push, ball
        The parts.
    """

    def __init__(
        self,
        plot: Plot,
        height: Function,
        slope: Function,
        at: Callable[[], float],
        colors: tuple[str, str, str],
        *,
        reach: float,
        ball: float,
    ) -> None:
        of_curve, of_ball, of_arrow = colors

        def now() -> float:
            return float(height(at()))

        self.plot = plot
        self.ball = Dots(plot, lambda: np.array([(at(), now())]), of_ball, scale=ball)
        self.push = descent_arrow(plot, at, now, lambda: float(slope(at())), of_arrow, reach=reach)
        self.curve = plot.curve(height, of_curve)
        super().__init__(plot, self.curve, self.push, self.ball)
