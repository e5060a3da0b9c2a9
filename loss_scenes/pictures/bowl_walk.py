"""A loss as a bowl, and a ball that goes down in it, with the arrow of its next steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import UP, VGroup

from loss_scenes.pictures.props import Ball
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import Shape


class BowlWalk(VGroup):
    """The curve of a loss, a ball on it, and the arrow of its next gradient step.

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
    rate
        Of the gradient steps: the arrow's tip is where the next one leads.
    shown
        Called on every update: the share of the arrow that is there, 0 to 1.
    lift
        Called on every update: how high the ball is above the curve, in diameters.

    Attributes
    ----------
    curve, arrow, ball
        The parts.

    Notes
    -----
    The arrow lies along the curve, the way in which the ball goes. Measured along the parameter it is in
    proportion to the derivative: where the bowl is flat, there is none.
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
        rate: float,
        shown: Callable[[], float] = lambda: 1.0,
        lift: Callable[[], float] = lambda: 0.0,
    ) -> None:
        of_curve, of_arrow = colors
        (x0, x1), (y0, y1) = plot.x_range, plot.y_range
        drawn = float(plot.size[1] / plot.size[0]) * (x1 - x0) / (y1 - y0)  # what a slope of 1 looks like
        above = ball / 2 + plot.theme.curve_width / 200

        def on_ball(x: np.ndarray) -> np.ndarray:
            """Where the middle of the ball is when it lies on the curve at each x, shape (n, 3)."""
            rise = drawn * np.asarray(slope(x), dtype=float)
            aside = np.column_stack([-rise, np.ones_like(rise), np.zeros_like(rise)])
            aside *= above / np.hypot(1.0, rise)[:, np.newaxis]
            return np.array([plot.c2p(a, b) for a, b in zip(x, height(x), strict=True)]) + aside

        def corners() -> np.ndarray:
            x = at()
            way = on_ball(np.linspace(x, x - shown() * rate * float(slope(x)), 120))
            gone = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1)))

            def reached(distances: np.ndarray) -> np.ndarray:
                return np.column_stack([np.interp(distances, gone, way[:, k]) for k in range(3)])

            length = float(gone[-1])
            full = min(1.0, length / (1.7 * ball))
            head = 0.7 * ball * full
            neck = reached(np.linspace(0.0, length - head, 16))
            along = np.gradient(neck, axis=0) if length > 1e-6 else np.tile([1.0, 0.0, 0.0], (16, 1))
            along /= np.linalg.norm(along, axis=1)[:, np.newaxis]
            aside = 0.16 * ball * full * np.column_stack([-along[:, 1], along[:, 0], along[:, 2]])
            wing, tip = 2.4 * aside[-1:], way[-1:]
            return np.concatenate(
                [neck + aside, neck[-1:] + wing, tip, neck[-1:] - wing, (neck - aside)[::-1]]
            )

        self.curve = plot.curve(height, of_curve)
        self.arrow = Shape(corners, of_arrow)
        self.ball = Ball(ball / PIXEL, theme=plot.theme)
        where = detached(lambda: on_ball(np.array([at()]))[0] + lift() * ball * UP)
        self.ball.add_updater(lambda ball: ball.stand(where()))
        self.ball.stand(where())
        super().__init__(self.curve, self.arrow, self.ball)
