"""A road seen from above, in metres: along it from left to right, or from below upwards."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DashedLine, Line, Rectangle, VGroup
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.visual_role import bleeding, decoration


class Lane(VGroup):
    """Three lanes from edge to edge of a picture; coordinates are metres along the middle one, and across.

    Parameters
    ----------
    area
        The whole picture, filled by the road.
    shown
        Where the metres along are measured.
    along
        Metres at its beginning and at its end.
    upright
        Whether the road runs upwards.
    lane
        How wide one is, in metres.
    edges
        Whether the outer lanes' outer lines are seen, too.

    Examples
    --------
    >>> stage = Region(0.0, 0.0, 16.0, 8.0)
    >>> lane = Lane(stage, stage, (0.0, 32.0))
    >>> lane.metre, lane.c2p(16.0, 1.0).tolist()
    (0.5, [0.0, 0.5, 0.0])
    """

    def __init__(
        self,
        area: Region,
        shown: Region,
        along: tuple[float, float],
        *,
        upright: bool = False,
        lane: float = 3.0,
        edges: bool = True,
    ) -> None:
        self.theme = theme = current_theme()
        self.lane = lane
        start, end = along
        room = shown.height if upright else shown.width
        self.metre = room / (end - start)
        self.forward = np.array([0.0, 1.0, 0.0] if upright else [1.0, 0.0, 0.0])
        self.side = np.array([1.0, 0.0, 0.0] if upright else [0.0, 1.0, 0.0])
        self.zero = shown.center - (room / 2 + start * self.metre) * self.forward
        colors = theme.colors
        tar = Rectangle(
            width=area.width, height=area.height, stroke_width=0, fill_color=colors.background,
            fill_opacity=1,
        ).move_to(area.center)  # fmt: skip
        far = (area.height if upright else area.width) / self.metre
        lines = VGroup()
        for share in (-1.5, -0.5, 0.5, 1.5) if edges else (-0.5, 0.5):
            ends = self.c2p(start - 0.2 * far, share * lane), self.c2p(start + 1.2 * far, share * lane)
            style: dict[str, Any] = {"stroke_color": colors.drawn_far, "stroke_width": 1.4 * theme.line_width}
            if abs(share) > 1:
                lines.add(Line(*ends, **style))
            else:
                lines.add(DashedLine(*ends, dash_length=110 * PIXEL, dashed_ratio=0.5, **style))
        super().__init__(tar, lines)
        bleeding(decoration(self))

    def c2p(self, along: float, across: float) -> Point3D:
        """Scene point of metres along the road and across it."""
        return self.zero + self.metre * (along * self.forward + across * self.side)
