"""The colour-blind row: curves that share a plot are told apart without their hue, too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from narrated.mobjects.plot import Plot
from narrated.review.colour_vision import Color, nearest
from narrated.review.findings import Box
from narrated.review.geometry import united, within
from narrated.review.limits import Limits
from narrated.review.observations import Note
from narrated.review.outline_pixels import to_pixels
from narrated.review.scene_snapshot import Picture, Shape, Text
from narrated.scene.narrated_scene import NarratedScene

_SAME_PAINT = 0.02
_NEARER = 10.0  # pixels by which a name may be nearer to another curve: where they meet, none is nearer


def judge(scene: NarratedScene, picture: Picture, limits: Limits) -> Iterator[Note]:
    """Every pair of curves in a plot with its difference, those that are clear enough as well."""
    for place in _plots(scene):
        curves = _curves(picture, place, limits)
        names = [text for text in picture.texts if not text.caption and _centre_in(text.box, place)]
        for one, two in combinations(curves, 2):
            value, vision = nearest(_rgb(one), _rgb(two))
            dashed = (one[0].role == "dashed") != (two[0].role == "dashed")
            wrong = value < limits.colour_difference and not dashed
            wrong = wrong and not (_named(one, two, names) or _named(two, one, names))
            colors = f"{_hex(one)} and {_hex(two)}"
            message = (
                f"the curves {colors} differ by {value:.1f} in {vision} vision, at least "
                f"{limits.colour_difference:g} is asked, and neither dash nor name tells them apart"
            )
            box = united(one[0].box, two[0].box)
            yield Note("pair" if wrong else "", colors, message, box, value=value / limits.colour_difference)


def _plots(scene: NarratedScene) -> list[Box]:
    """The places of all plots on the screen, as far as their axes reach."""
    family = [part for top in scene.mobjects for part in top.get_family()]
    places = []
    for plot in family:
        # A plot may have been taken apart by manim: then its axes are what is left, and stand for it.
        if isinstance(plot, Plot):
            corners = np.array([plot.origin, plot.origin + np.append(plot.size, 0.0)])
            (left, low), (right, high) = to_pixels(corners)
            places.append((float(left), float(high), float(right), float(low)))
    return places


def _curves(picture: Picture, place: Box, limits: Limits) -> list[list[Shape]]:
    """The curves in a plot; the dashes of one are one curve."""
    found: list[list[Shape]] = []
    dashes: dict[tuple[float, float, float], list[Shape]] = {}
    for shape in picture.shapes:
        seen = shape.stroke is not None and shape.stroke.opacity >= limits.seen_from
        if not seen or shape.role not in {"curve", "dashed"} or not _centre_in(shape.box, place):
            continue
        assert shape.stroke
        if shape.role == "dashed":
            dashes.setdefault(shape.stroke.rgb, []).append(shape)
        else:
            found.append([shape])
    return found + list(dashes.values())


def _named(own: list[Shape], other: list[Shape], names: list[Text]) -> bool:
    """Whether a name in the curve's colour stands by it rather than by the other one."""
    color = _rgb(own)
    return any(
        np.abs(np.array(name.paint.rgb) - color).max() < _SAME_PAINT
        and _distance(name, own) <= _distance(name, other) + _NEARER
        for name in names
    )


def _distance(name: Text, curve: list[Shape]) -> float:
    centre = np.array([(name.box[0] + name.box[2]) / 2, (name.box[1] + name.box[3]) / 2])
    points = np.concatenate([part for shape in curve for part in shape.parts])
    return float(np.linalg.norm(points - centre, axis=1).min())


def _centre_in(box: Box, place: Box) -> bool:
    centre = np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])
    return bool(within(centre, place)[0])


def _hex(curve: list[Shape]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in _rgb(curve))


def _rgb(curve: list[Shape]) -> Color:
    stroke = curve[0].stroke
    assert stroke
    return np.array(stroke.rgb)
