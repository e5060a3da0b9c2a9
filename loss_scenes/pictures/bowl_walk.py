"""A loss as a bowl, and a ball that goes down in it, with the arrow of its negative gradient."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from loss_scenes.pictures.props import Ball
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.step_path import descent_arrow


class BowlWalk(VGroup):
    """The curve of a loss, a ball on it, and the arrow of the negative gradient below it.

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
        Called on every update: the share of the arrow that is there, 0 to 1.

    Attributes
    ----------
    curve, arrow, ball
        The parts.

    Notes
    -----
    One parameter's gradient has one component, along the parameter: the arrow lies on the axis, at the foot
    of the ball, in proportion to the derivative. Where the bowl is flat, there is none.
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
        foot = plot.y_range[0]
        self.curve = plot.curve(height, of_curve)
        self.arrow = descent_arrow(
            plot, at, lambda: foot, lambda: shown() * float(slope(at())), of_arrow, reach=reach
        )
        self.ball = Ball(ball / PIXEL, theme=plot.theme)
        where = detached(lambda: plot.c2p(at(), float(height(at()))))
        self.ball.add_updater(lambda ball: ball.stand(where()))
        self.ball.stand(where())
        super().__init__(self.curve, self.arrow, self.ball)
