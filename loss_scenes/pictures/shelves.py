"""Places for a few drawn things at once: side by side on the ground, and on shelves above it."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from narrated.design.layout import PIXEL, Region, Regions
from narrated.design.theme import Theme
from narrated.mobjects.visual_role import bleeding, decoration

_TOP = 120  # pixels at the top of an upright frame that sites lay their own signs over


def in_sight(regions: Regions, ground: float) -> Region:
    """What is looked at of a shot, and need not be read: in an upright frame out to its edges.

    Examples
    --------
    >>> from narrated.design.formats import TALL, WIDE
    >>> from narrated.design.layout import layout
    >>> [in_sight(layout(shape), -2.6).width for shape in (TALL, WIDE)]
    [8.0, 13.274074074074075]
    """
    frame = regions.frame
    if frame.width >= frame.height:
        return regions.hero.down_to(ground)
    top = float(frame.edge(UP)[1]) - _TOP * PIXEL
    return Region(frame.x, (ground + top) / 2, frame.width, top - ground)


def shelves(
    regions: Regions, ground: float, count: int, theme: Theme, *, gap: float
) -> tuple[tuple[Region, ...], VGroup]:
    """Equal places of things, and the shelves that carry those that do not stand on the ground."""
    places = in_sight(regions, ground).tiles(count, at_least=200, gap=gap)
    lines = VGroup()
    for y in sorted({round(float(place.edge(DOWN)[1]), 6) for place in places}):
        if y > ground + 1e-3:
            left, right = ((float(regions.frame.edge(side)[0]), y, 0.0) for side in (LEFT, RIGHT))
            lines.add(Line(left, right, stroke_color=theme.colors.drawn_far, stroke_width=theme.line_width))
    return places, bleeding(decoration(lines))
