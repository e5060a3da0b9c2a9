"""Places for a few drawn things at once: on the ground, on shelves, or in rows beside their names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Line, VGroup

from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region, Regions
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration

_THING = 1.65  # by its name, how wide a thing's place is in its row
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
    return places, shelf_lines(regions, ground, places, theme)


def shelf_lines(regions: Regions, ground: float, places: Sequence[Region], theme: Theme) -> VGroup:
    """What carries things that stand on the feet of their places, above the ground; from edge to edge."""
    lines = VGroup()
    for y in sorted({round(float(place.edge(DOWN)[1]), 6) for place in places}):
        if y > ground + 1e-3:
            left, right = ((float(regions.frame.edge(side)[0]), y, 0.0) for side in (LEFT, RIGHT))
            lines.add(Line(left, right, stroke_color=theme.colors.drawn_far, stroke_width=theme.line_width))
    return bleeding(decoration(lines))


def named_rows(regions: Regions, ground: float, count: int, *, gap: float) -> list[tuple[Region, Region]]:
    """Of things below each other in a picture that is not broad: where each stands, and its name before it.

    Names begin where all that is read does, and things reach as far as what is looked at.

    Examples
    --------
    >>> from narrated.design.formats import TALL
    >>> from narrated.design.layout import layout
    >>> (thing, name), *_ = named_rows(layout(TALL), -2.6, 3, gap=0.2)
    >>> bool(name.edge(LEFT)[0] == layout(TALL).hero.edge(LEFT)[0])
    True
    >>> round(thing.width / name.width, 2)
    1.65
    """
    seen = looked_at(regions).down_to(ground)
    left, right = float(regions.hero.edge(LEFT)[0]), float(seen.edge(RIGHT)[0])
    rows = Region((left + right) / 2, seen.y, right - left, seen.height).rows(*[1] * count, gap=gap)
    parts = [row.columns(1, _THING, gap=gap) for row in rows]
    return [(thing, name) for name, thing in parts]


def names_of_one_size(
    words: Sequence[str], places: Sequence[Region], hero: Region, size: float, theme: Theme | None = None
) -> list[Label]:
    """Names that are quiet until they are called, each in one row, as large as the longest can be.

    They stand in the middle of their places in a broad picture, else at the left; within what is read.

    Examples
    --------
    >>> place = Region(0.0, 0.0, 2.0, 1.0)
    >>> short, long = names_of_one_size(["fit", "measurement"], [place, place], place, 100)
    >>> short.size == long.size < 100
    True
    """
    theme = current_theme(theme)
    for word, place in zip(words, places, strict=True):
        row = Region(place.x, place.y, place.width, 1.3 * size * PIXEL)
        size = min(size, Label(word, size, weight="BOLD", within=row, theme=theme).size)
    edge = ORIGIN if hero.broad else LEFT
    highest = np.array([np.inf, hero.edge(UP)[1] - 0.55 * size * PIXEL, np.inf])
    names = []
    for word, place in zip(words, places, strict=True):
        name, at = Label(word, size, theme.colors.muted, weight="BOLD", theme=theme), place.edge(edge)
        name.set_line(np.minimum(hero.kept(at, name.width) if hero.broad else at, highest), edge)
        names.append(name)
    return names
