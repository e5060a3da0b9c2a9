"""A moving point on a curve with its tangent: value and slope as one picture."""

from __future__ import annotations

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup

from narrated.mobjects.detached import detached, finite
from narrated.mobjects.plot import Function, Plot


class TangentProbe(VGroup):
    """A dot on ``function`` at ``argument`` and the tangent of slope ``gradient`` through it.

    Parameters
    ----------
    plot
        The plot it moves on.
    function, gradient
        What the plot shows and its derivative, elementwise.
    argument
        Where it stands; animate the tracker and the probe follows.
    color
        Colour of the dot and the tangent.
    length
        Length of the tangent on the screen, in scene units, whatever its slope.
    tangent
        Whether it is drawn; without one, ``gradient`` decides nothing on the screen but :attr:`slope`.

    Attributes
    ----------
    spans
        Of the plot: how far its arguments and its heights reach.

    Raises
    ------
    InputError
        When the function, or the slope of a tangent that is drawn, is nan or infinite.

    Examples
    --------
    >>> from narrated import DEFAULT_THEME, Region
    >>> colors = DEFAULT_THEME.colors
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 5), x_ticks=(-2, 0, 2), y_ticks=(2, 4))
    >>> parabola = plot.curve(lambda x: x**2, colors.negative)
    >>> at = ValueTracker(-1.5)
    >>> probe = TangentProbe(plot, lambda x: x**2, lambda x: 2 * x, at, colors.gradient)
    >>> walk = at.animate.set_value(1.2)
    >>> probe.value, probe.slope
    (2.25, -3.0)
    """

    def __init__(
        self,
        plot: Plot,
        function: Function,
        gradient: Function,
        argument: ValueTracker,
        color: str,
        *,
        length: float = 1.8,
        tangent: bool = True,
    ) -> None:
        self.function, self.gradient, self.length = detached(function), detached(gradient), length
        self.argument, self._c2p = detached(argument.get_value), detached(plot.c2p)
        (low, high), (bottom, top) = plot.x_range, plot.y_range
        self.spans = high - low, top - bottom
        theme = plot.theme
        self.dot = Dot(radius=theme.dot, color=color)
        self.tangent = Line(stroke_color=color, stroke_width=theme.line_width * 1.6)
        super().__init__(*([self.tangent] if tangent else []), self.dot)
        self.add_updater(lambda probe: probe.follow())
        self.follow()

    @property
    def value(self) -> float:
        """The function where the probe stands."""
        return float(self.function(self.argument()))

    @property
    def slope(self) -> float:
        """The derivative where the probe stands."""
        return float(self.gradient(self.argument()))

    def follow(self) -> TangentProbe:
        """Stand where the argument says."""
        x = self.argument()
        height = finite(self.value, f"a probe at {x:g}", self.function)
        here = self._c2p(x, height)
        self.dot.move_to(here)
        if self.tangent in self.submobjects:
            slope = finite(self.slope, f"a tangent at {x:g}", self.gradient)
            ahead = self._c2p(x + 1e-3, height + 1e-3 * slope) - here
            half = ahead / np.linalg.norm(ahead) * self.length / 2
            self.tangent.put_start_and_end_on(here - half, here + half)
        return self
