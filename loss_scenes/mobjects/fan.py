"""Several functions of one argument on one ground, in their colours: a hero picture."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from loss_scenes.mobjects.plot import Function, Plot
from loss_scenes.stage.regions import Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


class Fan(VGroup):
    """Bold curves of several functions over one argument, on a bare ground line.

    Parameters
    ----------
    region
        The whole of it is used.
    span, height
        Ranges of argument and value.
    curves
        Pairs of function and colour, the lowest layer first.
    x_label
        Name of the argument.

    Attributes
    ----------
    curves, ground, plot
        The curves, the ground line with its name, and what places them.
    """

    def __init__(
        self,
        region: Region,
        span: tuple[float, float],
        height: tuple[float, float],
        curves: Sequence[tuple[Function, str]],
        *,
        width: float | None = None,
        x_label: str = "",
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self.plot = Plot(region, span, height, x_label=x_label, grid=False, theme=theme)
        thick = width or theme.curve_width * 1.6
        self.ground = VGroup(self.plot.x_axis, self.plot.names)
        self.curves = VGroup(
            *(self.plot.curve(function, color, samples=400, width=thick) for function, color in curves)
        )
        super().__init__(self.ground, self.curves)
