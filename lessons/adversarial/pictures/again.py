"""An arrow that turns back: what has been learnt is forgotten, and it begins again."""

from __future__ import annotations

from manim import PI, Animation, Arc, Rotating, VGroup, linear
from manim.typing import Point3D

from narrated.design.theme import current_theme
from narrated.mobjects.visual_role import decoration


class Again(VGroup):
    """Most of a circle with a tip, the way that clocks do not go.

    Parameters
    ----------
    center
        Around which it turns.
    radius
        Of the circle, in scene units.

    Examples
    --------
    >>> again = Again([1.0, 0.5, 0.0], 0.6)
    >>> turn = again.turn()
    """

    def __init__(self, center: Point3D, radius: float) -> None:
        theme = current_theme()
        self.center = center
        arc = Arc(radius, 0.4 * PI, 1.6 * PI, color=theme.colors.text, stroke_width=theme.curve_width)
        arc.add_tip(tip_length=0.35 * radius, tip_width=0.4 * radius)
        super().__init__(arc.shift(center))
        decoration(self)

    def turn(self) -> Animation:
        """Once around, at one speed."""
        return Rotating(self, angle=2 * PI, about_point=self.center, rate_func=linear)
