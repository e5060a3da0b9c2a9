"""Terms that add up, on one line with their sum."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.text import Label, LiveNumber


def in_line(region: Region, *pieces: VMobject, gap: float = 24 * PIXEL) -> VGroup:
    """Set labels, live numbers and formulas on one line, together in the middle of a region.

    Live numbers keep their left edge; their digits have one width, so the line holds still while they count.
    """
    x = region.x - (sum(piece.width for piece in pieces) + gap * (len(pieces) - 1)) / 2
    for piece in pieces:
        point = np.array([x, region.y, 0.0])
        if isinstance(piece, Label | LiveNumber):
            piece.set_line(point, LEFT)
        else:
            piece.move_to(point, aligned_edge=LEFT)
        x += piece.width + gap
    return VGroup(*pieces)
