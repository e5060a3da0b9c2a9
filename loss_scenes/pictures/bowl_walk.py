"""A loss as a bowl, and a ball that goes down in it, with the arrow of its next steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from loss_scenes.pictures.props import Ball
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import Shape


class BowlWalk(VGroup):
    """The curve of a loss, a ball that lies on it, and an arrow down the slope, in proportion to the slope.

    Parameters
    ----------
    plot
        The loss over a parameter.
    height, slope
        The loss and its derivative, elementwise.
    at
        Called on every update: the parameter of the moment.
    colors
        Of the curve and of the arrow.
    ball
        The ball's diameter, in scene units.
    reach
        Length of the arrow in scene units for each unit of the slope as it is drawn.
    shown
        Called on every update: the share of the arrow that is there, 0 to 1.

    Attributes
    ----------
    curve, arrow, ball
        The parts.

    Notes
    -----
    The arrow points along the curve, the way in which the ball goes, and its length is in proportion to the
    derivative: where the bowl is flat, there is none.
    """

    def __init__(
        self,
        plot: Plot,
        height: Function,
        slope: Function,
        at: Callable[[], float],
        *,
        colors: tuple[str, str],
        ball: float,
        reach: float,
        shown: Callable[[], float] = lambda: 1.0,
    ) -> None:
        of_curve, of_arrow = colors
        (x0, x1), (y0, y1) = plot.x_range, plot.y_range
        steepness = float(plot.size[1] / plot.size[0]) * (x1 - x0) / (y1 - y0)  # as drawn, for a slope of 1
        lift = ball / 2 + plot.theme.curve_width / 200

        def pose() -> tuple[np.ndarray, np.ndarray, float]:
            """Middle of the ball, the direction downhill, and how steep it is there."""
            x = at()
            rise = steepness * float(slope(x))
            along = np.array([1.0, rise, 0.0]) / np.hypot(1.0, rise)
            normal = np.array([-along[1], along[0], 0.0])
            return (
                np.asarray(plot.c2p(x, float(height(x)))) + lift * normal,
                -np.sign(rise) * along,
                abs(rise),
            )

        def corners() -> np.ndarray:
            middle, along, steep = pose()
            length = shown() * reach * steep
            half = 0.16 * ball * min(1.0, length / ball) if ball else 0.0
            head, tail = min(length, 0.75 * ball), 0.5 * ball * min(1.0, length / ball)
            aside = np.array([-along[1], along[0], 0.0])
            profile = [
                (0.0, half), (tail + length - head, half), (tail + length - head, 2.6 * half),
                (tail + length, 0.0), (tail + length - head, -2.6 * half), (tail + length - head, -half),
                (0.0, -half),
            ]  # fmt: skip
            return np.array([middle + a * along + b * aside for a, b in profile])

        self.curve = plot.curve(height, of_curve)
        self.arrow = Shape(corners, of_arrow)
        self.ball = Ball(ball / PIXEL, theme=plot.theme)
        where = detached(lambda: pose()[0])
        self.ball.add_updater(lambda ball: ball.stand(where()))
        self.ball.stand(where())
        super().__init__(self.curve, self.arrow, self.ball)
