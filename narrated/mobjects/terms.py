"""Terms that add up: a picture of each in a box of its own, and a line with their sum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import panel
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


def boxed(
    region: Region,
    title: str,
    color: str,
    picture: Callable[[Region], VMobject],
    *,
    theme: Theme | None = None,
) -> VGroup:
    """A panel with a title, and below it a picture that is made for the rest of the panel."""
    theme = current_theme(theme)
    head, place = region.inset(0.3, 0.18).rows(0.8, 4)
    label = Label(title, theme.type.body, color, weight="BOLD", theme=theme).set_line(head.center)
    return VGroup(panel(region, theme=theme), label, picture(place))
