"""A box that is moved onto the dots by which a laser outlined an object."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Animation, Dot, Rectangle, Transform, VGroup

from loss_scenes.stage.regions import Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


class LidarBox(VGroup):
    """Dots along three sides of an object seen from above, and a predicted box that is a little off.

    Parameters
    ----------
    region
        Its middle is the middle of the object.
    color, box_color
        Of the dots and of the box.
    """

    def __init__(self, region: Region, color: str, box_color: str, *, theme: Theme = DEFAULT_THEME) -> None:
        self.middle, self.turn = region.center, 0.15
        body = Rectangle(width=2.2, height=0.9).move_to(self.middle)
        self.hits = VGroup(
            *(
                Dot(body.point_from_proportion(share), theme.dot / 2, color=color)
                for share in np.linspace(0.0, 0.75, 28)
            )
        )
        self.box = body.copy().set_stroke(box_color, theme.line_width)
        self.box.move_to(self.middle + 0.5 * RIGHT).rotate(self.turn)
        super().__init__(self.hits, self.box)

    def settle(self) -> Animation:
        """The box turns and slides onto the object."""
        settled = self.box.copy().rotate(-self.turn).move_to(self.middle)
        return Transform(self.box, settled)
