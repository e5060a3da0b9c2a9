"""The phone row: what is read can be read, and what is told apart can be, at the width of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from manim import ManimColor

from narrated.mobjects.text import Tick
from narrated.review import colour_blind
from narrated.review.contrast import Ground, Still, is_covered, stroke_ratio, text_ratio
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.scene_snapshot import Paint, Picture, Shape
from narrated.scene.narrated_scene import NarratedScene

_OFF = 0.05  # pixels: what rounding may take


def judge(picture: Picture, limits: Limits) -> Iterator[Note]:
    """Every text that is to be read with its height, those that are high enough as well."""
    for text in picture.texts:
        if text.paint.opacity < limits.seen_from or text.shapes[0].role == "source":
            continue
        if isinstance(picture.mobjects[text.order], Tick):
            continue
        high, least = text.em * limits.phone_scale, limits.smallest_on_phone
        message = (
            f"{quoted(text.words)} is {high:.1f} px high on a phone, under {least:g}: "
            f"give it {least / limits.phone_scale:.0f} px of the design"
        )
        small = high < least - _OFF
        yield Note("small" if small else "", text.words, message, text.box, value=high / least)


def judge_still(
    scene: NarratedScene, picture: Picture, wordless: Still, bare: Still, limits: Limits
) -> Iterator[Note]:
    """Contrast and colours that hold on a large screen only; ``wordless``, ``bare``: as for the contrast."""
    ground, floor = Ground(wordless), Ground(bare)
    for text in picture.texts:
        # Whatever is smaller or larger has the same limit on both screens.
        if limits.large_text_px <= text.em < limits.large_on_phone / limits.phone_scale:
            value = text_ratio(text, ground)
            if value < limits.text_ratio and not is_covered(text, picture):
                message = (
                    f"{quoted(text.words)} is no large text on a phone and has a contrast of {value:.2f}:1, "
                    f"permitted is {limits.text_ratio:g}:1: make it brighter, or larger"
                )
                yield Note("text", text.words, message, text.box, value=value / limits.text_ratio)
    thin = [shape for shape in picture.shapes if _is_thin(shape, limits)]
    for shape in thin:
        value = stroke_ratio(_thinned(shape, limits), floor, ground)
        if np.isfinite(value) and value < limits.graphics_ratio:
            assert shape.stroke
            width = shape.stroke.width * limits.phone_scale
            message = (
                f"a {shape.name} is a line of {width:.1f} px on a phone and has a contrast of {value:.2f}:1 "
                f"there, permitted is {limits.graphics_ratio:g}:1: make it wider or brighter, or note it as "
                "decoration"
            )
            what = f"{shape.name} {shape.stroke} {value:.1f}"
            yield Note("graphic", what, message, shape.box, value=value / limits.graphics_ratio)
    if any(shape.role in {"curve", "dashed"} for shape in thin):
        panel = ManimColor(scene.theme.colors.panel).to_rgb()
        shapes = tuple(_mixed(shape, panel, limits) if shape in thin else shape for shape in picture.shapes)
        for note in colour_blind.judge(scene, replace(picture, shapes=shapes), limits):
            if note.kind:
                yield replace(note, kind="colour", message=f"on a phone {note.message}")


def _is_thin(shape: Shape, limits: Limits) -> bool:
    """Whether a line that carries meaning is thinner than a pixel of the phone."""
    if (
        shape.stroke is None
        or shape.fill is not None
        or shape.role == "decoration"
        or shape.caption
        or shape.whole
    ):
        return False
    return shape.stroke.opacity >= limits.seen_from and shape.stroke.width * limits.phone_scale < 1.0


def _covered(stroke: Paint, limits: Limits) -> float:
    """The share of a pixel of the phone that a thin line covers."""
    return min(1.0, stroke.width * limits.phone_scale)


def _thinned(shape: Shape, limits: Limits) -> Shape:
    """The line as the phone shows it: a pixel of which it covers a part is that much fainter."""
    assert shape.stroke
    opacity = shape.stroke.opacity * _covered(shape.stroke, limits)
    return replace(shape, stroke=replace(shape.stroke, opacity=opacity))


def _mixed(shape: Shape, ground: np.ndarray, limits: Limits) -> Shape:
    """The line in the colour that the phone shows, on a ground."""
    assert shape.stroke
    share = _covered(shape.stroke, limits)
    red, green, blue = (share * np.array(shape.stroke.rgb) + (1 - share) * ground).tolist()
    return replace(shape, stroke=replace(shape.stroke, rgb=(red, green, blue)))
