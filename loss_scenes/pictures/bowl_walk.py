"""A loss as a bowl, and a ball that goes down in it, with the arrow of its negative gradient."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from loss_scenes.pictures.props import Ball
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import descent_arrow
from narrated.mobjects.visual_role import bleeding

_LONG = 1.6  # half of the tangent, in diameters of the ball


class BowlWalk(VGroup):
    """The curve of a loss, a ball on its tangent, and the arrow of the negative gradient below it.

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
        Length of the arrow for a derivative of 1, as a difference of the parameter.
    shown
        Called on every update: the share of the arrow and of the tangent that is there, 0 to 1.
    lane
        How far below the axis the arrow lies, in scene units.

    Attributes
    ----------
    curve, tangent, arrow, ball
        The parts.

    Notes
    -----
    One parameter's gradient has one component, along the parameter: the arrow lies along the axis, below the
    ball, in proportion to the derivative. Where the bowl is flat, there is none. The tangent ends at the
    axis.
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
        lane: float = 0.0,
    ) -> None:
        of_curve, of_arrow = colors
        foot = plot.y_range[0]
        self.curve = plot.curve(height, of_curve)
        across, up = (float(np.linalg.norm(plot.c2p(*one) - plot.c2p(0, 0))) for one in ((1, 0), (0, 1)))
        low = foot - lane / up
        self.arrow = descent_arrow(
            plot, at, lambda: low, lambda: shown() * float(slope(at())), of_arrow, reach=reach
        )
        step = 1e-4 * (plot.x_range[1] - plot.x_range[0])

        def touching() -> np.ndarray:
            # As long on the screen wherever it is.
            x, y = at(), float(height(at()))
            # Of the curve as it is drawn: the derivative may be in other units.
            rise = float(height(x + step) - height(x - step)) / (2 * step)
            dx = shown() * _LONG * ball / np.hypot(across, rise * up)
            down = min(dx, (y - foot) / abs(rise)) if rise else dx
            left, right = (down, dx) if rise > 0 else (dx, down)
            return np.array([[x - left, y - rise * left, x + right, y + rise * right]])

        self.tangent = bleeding(Segments(plot, touching, of_arrow, width=plot.theme.curve_width))
        self.ball = Ball(ball / PIXEL, theme=plot.theme)
        where = detached(lambda: plot.c2p(at(), float(height(at()))))
        self.ball.add_updater(lambda ball: ball.stand(where()))
        self.ball.stand(where())
        super().__init__(self.curve, self.tangent, self.arrow, self.ball)
