"""A laser scans an object from a corner, and a predicted box is moved onto what it hit."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Dot, Rectangle, Transform, VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import segment_points


class LidarBox(VGroup):
    """Rays to the two sides of an object that the sensor sees, their hits, and a box that is a little off.

    Parameters
    ----------
    region
        The sensor stands in its lower left corner, the object at its upper right.
    color, box_color
        Of the hits and of the box.
    hits
        How many.
    """

    def __init__(
        self, region: Region, color: str, box_color: str, *, hits: int = 22, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        body = Rectangle(width=0.62 * region.width, height=0.5 * region.height)
        body.align_to(region.edge(RIGHT), RIGHT).align_to(region.edge(UP), UP)
        body.shift(0.1 * region.height * (LEFT + DOWN))
        near = [body.get_corner(corner) for corner in (LEFT + UP, LEFT + DOWN, RIGHT + DOWN)]
        path = VMobject().set_points_as_corners(near)
        places = np.array([path.point_from_proportion(share) for share in np.linspace(0.0, 1.0, hits)])
        sensor = Dot(region.edge(LEFT + DOWN), theme.dot, color=theme.colors.text)
        rays = VMobject(stroke_color=color, stroke_width=theme.hair_width, stroke_opacity=0.55)
        rays.set_points(segment_points(np.broadcast_to(sensor.get_center(), places.shape), places))
        dots = VGroup(*(Dot(place, 0.6 * theme.dot, color=color) for place in places))
        self.settled = body.set_stroke(box_color, theme.curve_width)
        self.box = body.copy().shift(0.12 * region.width * RIGHT + 0.1 * region.height * DOWN).rotate(0.15)
        super().__init__(rays, sensor, self.box, dots)

    def settle(self) -> Animation:
        """The box turns and slides onto the object."""
        return Transform(self.box, self.settled)
