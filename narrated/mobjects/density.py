"""A density as a hill on its axis: where things are many, it is high."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VGroup

from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, LiveCurve, Plot
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import decoration

_SAMPLES = 161
_NOTHING = 0.004  # of the plot's height, below which there is no outline


class Density(VGroup):
    """A filled hill under the density of the moment, with its outline where there is something.

    Parameters
    ----------
    plot
        Whose coordinates; the hill stands on the lower end of its y range.
    function
        Called on every update, gives the density of the moment: elementwise, finite.
    color
        Of fill and outline.
    opacity
        Of the fill, 0 to 1.
    over
        Part of the argument's range; None: all of it.

    Attributes
    ----------
    area, outline
        The fill, and the line on it.

    Examples
    --------
    A hill that walks towards another one:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Region
    >>> colors, mean = DEFAULT_THEME.colors, ValueTracker(-2.0)
    >>> plot = Plot(Region(0, 0, 6.4, 3.0), (-5, 5), (0, 0.5), bare=True)
    >>> real = Density(plot, lambda: lambda x: np.exp(-((x - 2) ** 2) / 2) / np.sqrt(2 * np.pi), colors.good)
    >>> made = Density(
    ...     plot, lambda: lambda x: np.exp(-((x - mean.get_value()) ** 2) / 2) / np.sqrt(2 * np.pi),
    ...     colors.negative,
    ... )
    >>> learn = mean.animate.set_value(1.2)
    """

    def __init__(
        self,
        plot: Plot,
        function: Callable[[], Function],
        color: str,
        *,
        opacity: float = 0.24,
        over: tuple[float, float] | None = None,
    ) -> None:
        low, high = over or plot.x_range
        x = np.linspace(low, high, _SAMPLES)
        foot, top = plot.y_range
        ends = np.array([plot.c2p(high, foot), plot.c2p(low, foot)])

        def corners() -> np.ndarray:
            y = np.clip(np.asarray(function()(x), dtype=float), foot, top)
            (left, floor, _), (right, ceiling, _) = plot.c2p(0.0, 0.0), plot.c2p(1.0, 1.0)
            ridge = np.column_stack([left + x * (right - left), floor + y * (ceiling - floor), 0.0 * x])
            return np.concatenate([ridge, ends])

        self.area = decoration(Shape(corners, color, opacity=opacity))
        self.outline = _Outline(plot, function, color, over=(low, high), samples=_SAMPLES)
        super().__init__(self.area, self.outline)


class _Outline(LiveCurve):
    """The line on a hill: where there is as good as nothing, it does not run on along the axis."""

    def __init__(self, plot: Plot, function: Callable[[], Function], color: str, **options: Any) -> None:
        low, high = plot.y_range
        nothing = low + _NOTHING * (high - low)

        def seen() -> Function:
            density = function()

            def or_gap(x: np.ndarray) -> np.ndarray:
                y = np.asarray(density(x), dtype=float)
                return np.where(y > nothing, y, np.nan)

            return or_gap

        super().__init__(plot, seen, color, **options)
        self.function = detached(function)
