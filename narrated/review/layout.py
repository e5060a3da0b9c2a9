"""The layout row: every thing in its place, no text over text, no line through text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from narrated.design.layout import Region, Regions
from narrated.review.findings import Box
from narrated.review.geometry import (
    comes_near,
    depth,
    grown,
    hides,
    is_mark,
    is_panel,
    lies_over,
    touches,
    united,
    within,
)
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.outline_pixels import to_pixels
from narrated.review.scene_snapshot import Paint, Picture, Shape, Text

_EDGE = 0.2  # pixels: what rounding may add


def judge(picture: Picture, places: Regions, limits: Limits, *, at_rest: bool) -> Iterator[Note]:
    """What is wrong with the layout of a picture; ``at_rest``: nothing is on its way to another place."""
    texts = [
        text
        for text in picture.texts
        if _is_there(text.paint, limits, at_rest) and not _hidden(text, picture.shapes)
    ]
    for mobject in picture.nowhere:
        name = type(mobject).__name__
        yield Note("nowhere", name, f"a {name} has no place: a coordinate is nan or infinite")
    yield from _misplaced(picture, places, limits, at_rest=at_rest)
    yield from _astray(picture, limits, at_rest=at_rest)
    for index, text in enumerate(texts):
        if text.em < limits.smallest_text_px - 0.05:
            message = f"{quoted(text.words)} is {text.em:.0f} px high, under {limits.smallest_text_px:.0f}"
            yield Note("small", text.words, message, text.box)
        for other in texts[index + 1 :]:
            if _collide(text, other, limits.touch_px):
                message = f"{quoted(text.words)} and {quoted(other.words)} lie over each other"
                yield Note(
                    "text on text", f"{text.words}|{other.words}", message, united(text.box, other.box)
                )
        # What words stand on may fade in with them.
        solid = 1.0 if at_rest else text.paint.opacity
        under = (s for s in picture.shapes if s.order < text.order and hides(s, text, solid))
        ground = max((s.order for s in under), default=-1)
        for shape in picture.shapes:
            if shape.order > ground and not shape.caption:
                yield from _crossed(text, shape, limits)


def _is_there(paint: Paint, limits: Limits, at_rest: bool) -> bool:
    """Whether it is seen; on the way, what is half there at the most comes or goes where another stands."""
    return paint.opacity >= limits.seen_from and (at_rest or paint.opacity > limits.half_there)


def _misplaced(picture: Picture, places: Regions, limits: Limits, *, at_rest: bool) -> Iterator[Note]:
    safe, band = _box(places.safe), _box(places.caption)
    parts: list[tuple[str, Box, bool]] = [
        (s.name, s.box, s.caption)
        for s in picture.shapes
        if not s.bleeds and any(_is_there(p, limits, at_rest) for p in (s.fill, s.stroke) if p)
    ]
    parts += [
        (quoted(t.words), t.box, t.caption) for t in picture.texts if _is_there(t.paint, limits, at_rest)
    ]
    for name, box, caption in parts:
        if not _inside(box, safe):
            yield Note("outside", name, f"{name} reaches out of the safe area", box)
        elif caption and not _inside(box, band):
            yield Note("caption", name, "the caption reaches out of its band", box)
        elif not caption and box[3] > band[1] + _EDGE:
            yield Note("band", name, f"{name} reaches into the caption band", box)


def _crossed(text: Text, shape: Shape, limits: Limits) -> Iterator[Note]:
    """A line through the text, or a shape that lies over a part of it."""
    stroke = shape.stroke
    what = f"{shape.name} {quoted(text.words)}"
    # Faint guides may run behind words; what carries meaning may not.
    reach = stroke.width / 2 - limits.touch_px if stroke and stroke.opacity >= limits.seen_from else None
    if reach is not None and shape.role != "decoration" and comes_near(shape, text, reach):
        message = f"a line ({shape.name}) runs through {quoted(text.words)}"
        yield Note("line", what, message, text.box)
    elif lies_over(shape, text):
        message = f"a {shape.name} lies over a part of {quoted(text.words)}"
        yield Note("covered", what, message, text.box)
    elif is_mark(shape) and comes_near(shape, text, -limits.touch_px):
        message = f"the edge of a {shape.name} runs through {quoted(text.words)}"
        yield Note("edge", what, message, text.box)


def _astray(picture: Picture, limits: Limits, *, at_rest: bool) -> Iterator[Note]:
    """Lines that begin on a panel and leave it; on the way, only tangents may not."""
    panels = [shape for shape in picture.shapes if is_panel(shape)]
    tangents = {probe.tangent for probe in picture.probes}
    for shape in picture.shapes:
        stroke, mobject = shape.stroke, picture.mobjects[shape.order]
        if stroke is None or stroke.opacity < limits.seen_from or shape.role == "decoration" or shape.caption:
            continue
        if shape.bleeds:
            continue
        if (at_rest or mobject in tangents) and any(
            panel.order < shape.order and _leaves(shape, grown(panel.box, stroke.width)) for panel in panels
        ):
            message = f"a line ({shape.name}) leaves its panel"
            yield Note("astray", f"{shape.name} {id(mobject)}", message, shape.box)


def _leaves(shape: Shape, place: Box) -> bool:
    if not touches(shape.box, place) or _inside(shape.box, place):
        return False
    inside = [within(part, place) for part in shape.parts]
    return any(part.any() and not part.all() for part in inside)


def _collide(a: Text, b: Text, reach: float) -> bool:
    if not touches(a.box, b.box, reach) or (a.caption and b.caption):
        return False
    same = a.words == b.words and np.allclose(a.box, b.box, atol=1.0)
    if same:
        return False  # the two ends of one transformation, or a copy exactly over its original
    return depth(a, b) > reach


def _hidden(text: Text, shapes: tuple[Shape, ...]) -> bool:
    return any(shape.order > text.order and hides(shape, text) for shape in shapes)


def _inside(box: Box, outer: Box) -> bool:
    edge = grown(outer, _EDGE)
    return box[0] >= edge[0] and box[1] >= edge[1] and box[2] <= edge[2] and box[3] <= edge[3]


def _box(region: Region) -> Box:
    half = np.array([region.width, region.height, 0.0]) / 2
    (left, low), (right, high) = to_pixels(np.array([region.center - half, region.center + half]))
    return (float(left), float(high), float(right), float(low))
