"""A coloured rim about a drawn thing, told from it by a strip of the ground."""

from __future__ import annotations

from manim import VGroup

from narrated.mobjects.drawing import Drawing
from narrated.mobjects.visual_role import decoration

_RIM, _BETWEEN = 2.8, 1.3  # widths of curves for the strokes of rim and ground; a half of each is seen


def rim_about(thing: Drawing, color: str) -> VGroup:
    """The shapes of a thing, wider and in one colour, and over them a strip of the ground; it lies behind.

    Examples
    --------
    >>> from narrated.mobjects.things import Cat
    >>> rim, between = rim_about(Cat(200), "#ffd700")
    >>> bool(rim[0].get_stroke_width() > between[0].get_stroke_width())
    True
    """
    shapes = VGroup(*(shape for shape in thing.copy() if shape.get_fill_opacity() > 0))
    width = thing.theme.curve_width
    layers = (color, _RIM), (thing.colors.background, _BETWEEN)
    return decoration(
        VGroup(*(shapes.copy().set_fill(ink).set_stroke(ink, wide * width, 1.0) for ink, wide in layers))
    )
