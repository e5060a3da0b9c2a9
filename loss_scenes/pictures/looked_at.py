"""Where pictures may stand that are looked at, not read."""

from __future__ import annotations

from manim import DOWN, UP

from narrated.design.layout import PIXEL, Region, Regions

_AIR = 20  # px, at the frame's sides
_ABOVE = 124  # px of a tall frame, where a phone shows its clock


def looked_at(regions: Regions) -> Region:
    """As wide as the frame in a tall picture, whose margins hold nothing that is read; else the hero.

    Examples
    --------
    >>> from narrated.design.formats import TALL, WIDE
    >>> from narrated.design.layout import layout
    >>> looked_at(layout(WIDE)) == layout(WIDE).hero
    True
    >>> round(looked_at(layout(TALL)).width / PIXEL)
    1040
    """
    frame, hero, stage = regions.frame, regions.hero, regions.stage
    if frame.width >= frame.height:
        return hero
    top, low = frame.edge(UP)[1] - _ABOVE * PIXEL, stage.edge(DOWN)[1]
    return Region(frame.x, (top + low) / 2, frame.width - 2 * _AIR * PIXEL, top - low)
