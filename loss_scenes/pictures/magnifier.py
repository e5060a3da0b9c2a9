"""A magnifying glass: somebody looks closely."""

from __future__ import annotations

from manim import Circle, Line, VGroup

from narrated.design.layout import PIXEL
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.visual_role import drawn


class Magnifier(VGroup):
    """A ring with a handle, down to the right; it is moved by the middle of its glass.

    Parameters
    ----------
    size
        Diameter of the glass, in pixels of the design.
    color
        Of whose eye it is.
    """

    def __init__(self, size: float, color: str, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        radius = size / 2 * PIXEL
        glass = Circle(radius, fill_color=theme.colors.drawn_light, fill_opacity=0.14)
        glass.set_stroke(color, theme.curve_width)
        corner = 0.7071 * radius
        handle = Line((corner, -corner, 0.0), (1.9 * corner, -1.9 * corner, 0.0))
        handle.set_stroke(color, 2 * theme.curve_width)
        super().__init__(handle, glass)
        drawn(self)
