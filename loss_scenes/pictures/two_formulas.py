"""Two losses on one foot: equal near zero, then one climbs and one bends."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np
from manim import CapStyleType, ManimColor, Mobject, VGroup, VMobject, interpolate_color

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.losses import squared_error
from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot

REACH = 3.3
_AIR = 1.9  # of the plot, above the end of the one that bends
_TOP = float(huber_of_squares(REACH)) + _AIR
SAME = float(np.sqrt(_TOP))
"""The least delta at which the two are the same as far as they are drawn."""


class TwoFormulas(VGroup):
    """The squared error and the Huber loss of the moment, on the same axes.

    Parameters
    ----------
    region
        Filled by the curves.
    delta
        Called on every update: where the Huber loss turns straight. None: 1. From :data:`SAME` to 1 its
        colour turns from the one's to its own.
    width
        Of the strokes; None: the theme's curve.
    theme
        The look; its colours have the roles of losses.

    Attributes
    ----------
    plot
        Whose coordinates: the residual in units of ``delta`` = 1.
    squared, huber
        The curves.
    """

    def __init__(
        self,
        region: Region,
        delta: Callable[[], float] | None = None,
        *,
        width: float | None = None,
        theme: Theme | None = None,
    ) -> None:
        self.plot = Plot(region, (-REACH, REACH), (0.0, _TOP), bare=True, theme=theme)
        colors = self.plot.theme.colors
        self.squared: VMobject = self.plot.curve(squared_error, colors.squared, width=width)
        self.huber: VMobject
        if delta is None:
            self.huber = self.plot.curve(huber_of_squares, colors.huber, width=width)
        else:
            now = delta
            self.huber = self.plot.live_curve(
                lambda: lambda r: huber_of_squares(r, delta=now()), colors.huber, width=width
            )
            same, own = ManimColor(colors.squared), ManimColor(colors.huber)

            def turn(curve: Mobject) -> None:
                bent = float(np.clip((SAME - now()) / (SAME - 1.0), 0.0, 1.0))
                cast(VMobject, curve).set_stroke(interpolate_color(same, own, bent))

            self.huber.add_updater(detached(turn), call_updater=True)
        super().__init__(self.huber, self.squared)
        for curve in self:
            curve.set_cap_style(CapStyleType.ROUND)
