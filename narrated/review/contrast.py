"""The contrast row: texts and graphics against the pixels that are really around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from narrated.design.formats import DESIGN_SHORT_SIDE
from narrated.manim_adapter.wholes import Whole
from narrated.review.geometry import filled_at, hides, ink, lies_over, spread
from narrated.review.limits import Limits
from narrated.review.observations import Note, quoted
from narrated.review.outline_pixels import Points
from narrated.review.scene_snapshot import Paint, Picture, Shape, Text

Still = npt.NDArray[np.uint8]
Pixels = npt.NDArray[np.float64]  # red, green, blue from 0 to 1, any leading shape

_SHADE = 0.5  # a thinner fill shades what lines and words around it tell
_AREA = 100.0  # pixels both ways from which a filled area is what others stand on
_ALIKE = 0.2  # how far antialiasing takes a pixel from its paint, as a distance in RGB
_SAME = 0.02  # pixels that differ less are of one paint
_LEAST = 0.1  # the share of an outline that must be seen to be judged
_LARGE = 0.25  # a part that is at least this share of the largest carries a picture
_AROUND = 600  # points around a picture: enough for their median
_POINTS = 120  # along an outline: enough for its median
_CLEAR = 2.5  # pixels beside an edge that antialiasing reaches
# A quarter of what is behind a word decides: a thin line behind it is the layout's matter.
_QUARTILE = 25


def luminance(color: Pixels) -> npt.NDArray[np.float64]:
    """Relative luminance (WCAG 2.2)."""
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def ratio(a: Pixels, b: Pixels) -> npt.NDArray[np.float64]:
    """Contrast ratio (WCAG 2.2).

    Examples
    --------
    >>> round(float(ratio(np.zeros(3), np.ones(3))), 3)
    21.0
    """
    one, two = luminance(a), luminance(b)
    return np.asarray((np.maximum(one, two) + 0.05) / (np.minimum(one, two) + 0.05))


def is_ground(shape: Shape) -> bool:
    """Whether other graphics stand on it: decoration, or a filled area of some size."""
    left, top, right, bottom = shape.box
    area = shape.fill is not None and min(right - left, bottom - top) >= _AREA
    return shape.role == "decoration" or area


def judge(picture: Picture, wordless: Still, bare: Still, limits: Limits) -> Iterator[Note]:
    """Every text and graphic with its ratio, those that are clear enough as well.

    ``wordless`` is the picture without its texts, ``bare`` what :func:`is_ground` alone; 8-bit RGB(A).
    """
    ground, floor = Ground(wordless), Ground(bare)
    for text in picture.texts:
        if is_covered(text, picture):
            continue
        value = text_ratio(text, ground)
        limit = limits.large_text_ratio if text.em >= limits.large_text_px else limits.text_ratio
        message = f"{quoted(text.words)} has a contrast of {value:.2f}:1, permitted is {limit:g}:1"
        yield Note("text" if value < limit else "", text.words, message, text.box, value=value / limit)
    wholes: dict[Whole, list[Shape]] = {}
    for shape in picture.shapes:
        left, top, right, bottom = shape.box
        if shape.role == "decoration" or shape.caption or max(right - left, bottom - top) < _CLEAR:
            continue
        if shape.whole:
            wholes.setdefault(shape.whole, []).append(shape)
            continue
        value = max(stroke_ratio(shape, floor, ground), _fill_ratio(shape, floor, ground))
        if np.isfinite(value):
            limit = limits.graphics_ratio
            message = f"a {shape.name} has a contrast of {value:.2f}:1, permitted is {limit:g}:1"
            # Dashes, dots and bars of one kind are one finding.
            what = f"{shape.name} {(shape.stroke or shape.fill)} {value:.1f}"
            yield Note("graphic" if value < limit else "", what, message, shape.box, value=value / limit)
    for whole, shapes in wholes.items():
        yield from _judge_whole(whole, shapes, ground, limits)


def _judge_whole(whole: Whole, shapes: Sequence[Shape], drawn: Ground, limits: Limits) -> Iterator[Note]:
    """A drawn picture by its clearest large shape; ``drawn``: all but the texts."""
    around = _around(shapes, drawn)
    sizes = [(s.box[2] - s.box[0]) * (s.box[3] - s.box[1]) for s in shapes]
    large = [s for s, size in zip(shapes, sizes, strict=True) if size >= _LARGE * max(sizes)]
    if not len(around):
        return
    paints = [
        (float(np.median(ratio(_over(paint, around), around))), shape, paint)
        for shape in large
        for paint in (shape.fill if _is_solid(shape) else None, shape.stroke)
        if paint
    ]
    limit = limits.graphics_ratio
    for value, shape, paint in sorted(paints, key=lambda one: -one[0]):
        if _is_seen(shape, paint, drawn):
            message = (
                f"the clearest large shape of a {whole.name} has a contrast of {value:.2f}:1 with what is "
                f"around it, permitted is {limit:g}:1"
            )
            what = f"{whole.name} {value:.1f}"
            yield Note("graphic" if value < limit else "", what, message, shape.box, value=value / limit)
            return


def _sides(shape: Shape) -> tuple[Points, Points]:
    along, normals = _edge(shape)
    away = (_CLEAR + (shape.stroke.width / 2 if shape.stroke else 0.0)) * normals
    return along + away, along - away


def _around(shapes: Sequence[Shape], drawn: Ground) -> Pixels:
    """The pixels beside the outlines of a picture that no part of it fills."""
    points = np.concatenate([side for shape in shapes for side in _sides(shape)])
    points = points[:: -(-len(points) // _AROUND)]
    filled = np.zeros(len(points), bool)
    for shape in filter(_is_solid, shapes):
        filled |= filled_at(shape, points)
    return drawn.at(points[~filled])


def _is_seen(shape: Shape, paint: Paint, drawn: Ground) -> bool:
    """Whether others leave some of a part's fill or line to be seen."""
    if paint.opacity < 1 or 0 < paint.width < _CLEAR:
        return True  # what shines through it is not known here
    if paint.width:
        points = _edge(shape)[0]
    else:
        points = np.concatenate([*_sides(shape), spread(shape.box, 16, 16)])
        points = points[filled_at(shape, points)]
    alike = np.linalg.norm(drawn.at(points) - np.array(paint.rgb), axis=1) < _ALIKE
    return float(alike.sum()) > _LEAST * len(points)


def _is_solid(shape: Shape) -> bool:
    return shape.fill is not None and shape.fill.opacity >= _SHADE


def is_covered(text: Text, picture: Picture) -> bool:
    """Whether something lies over a text: that is not behind it, and the layout's matter."""
    over = [shape for shape in picture.shapes if shape.order > text.order]
    return any(hides(shape, text) or lies_over(shape, text) for shape in over)


class Ground:
    """The pixels of a still, by places in the design."""

    def __init__(self, still: Still) -> None:
        self.still = still
        self.scale = min(still.shape[:2]) / DESIGN_SHORT_SIDE

    def at(self, points: Points) -> Pixels:
        """The pixels at points of the design."""
        places = np.floor(points * self.scale).astype(int)
        columns = places[:, 0].clip(0, self.still.shape[1] - 1)
        rows = places[:, 1].clip(0, self.still.shape[0] - 1)
        return self.still[rows, columns, :3] / 255.0


def _over(paint: Paint, ground: Pixels) -> Pixels:
    """A paint as it looks on a ground."""
    return paint.opacity * np.array(paint.rgb) + (1 - paint.opacity) * ground


def text_ratio(text: Text, ground: Ground) -> float:
    """The contrast of a text with what is behind it; of a formula, that of its faintest glyph."""
    return min(_text_ratio(part.fill or text.paint, text, ground) for part in text.shapes)


def _text_ratio(paint: Paint, text: Text, ground: Ground) -> float:
    behind = ground.at(ink(text, 24, 6))
    return float(np.percentile(ratio(_over(paint, behind), behind), _QUARTILE))


def stroke_ratio(shape: Shape, floor: Ground, drawn: Ground) -> float:
    """The median contrast of a line with the ground along it; -inf where there is no line.

    ``floor`` is what :func:`is_ground` alone, ``drawn`` all but the texts.
    """
    stroke = shape.stroke
    if stroke is None:
        return -np.inf
    along, normals = _edge(shape)
    if is_ground(shape):  # its line is in the floor already: what is beside it counts
        away = (stroke.width / 2 + _CLEAR) * normals
        sides = [floor.at(along + away), floor.at(along - away)]
        return float(np.median(np.maximum(*(ratio(_over(stroke, side), side) for side in sides))))
    behind, now = floor.at(along), drawn.at(along)
    own = _over(stroke, behind)
    if stroke.width >= _CLEAR:
        clear = np.linalg.norm(now - own, axis=1) < _ALIKE
        if clear.mean() > _LEAST:
            # What is really drawn, where it is: nobody sees the pieces of a line that lie under dots.
            return float(np.median(ratio(now, behind)[clear]))
    return float(np.median(ratio(own, behind)))


def _fill_ratio(shape: Shape, floor: Ground, drawn: Ground) -> float:
    """The median contrast of an area across its edge, or of a mark with the ground; -inf without a fill."""
    fill = shape.fill
    if fill is None or fill.opacity < _SHADE:
        return -np.inf
    along, normals = _edge(shape)
    away = (_CLEAR + (shape.stroke.width / 2 if shape.stroke else 0.0)) * normals
    on = floor if is_ground(shape) else drawn
    one, two = on.at(along + away), on.at(along - away)
    off = [np.linalg.norm(a - _over(fill, b), axis=1) for a, b in ((one, two), (two, one))]
    # Where both sides have the paint, two areas of one kind touch: they have no edge there.
    seen = (np.minimum(*off) < _ALIKE) & (np.linalg.norm(one - two, axis=1) > _SAME)
    across = float(np.median(ratio(one, two)[seen])) if seen.mean() > _LEAST else -np.inf
    if is_ground(shape):
        return across
    # Marks may lie over each other: then the ground that they all stand on is what counts.
    behind = floor.at(along)
    return max(across, float(np.median(ratio(_over(fill, behind), behind))))


def _edge(shape: Shape) -> tuple[Points, Points]:
    """Points along the outline and the normals there."""
    points = np.concatenate([(part[:-1] + part[1:]) / 2 for part in shape.parts])
    steps = np.concatenate([np.diff(part, axis=0) for part in shape.parts])
    lengths = np.linalg.norm(steps, axis=1)
    kept = np.flatnonzero(lengths > 1e-6)
    if not len(kept):
        return points[:1], np.array([[0.0, 1.0]])
    # Evenly along the length: a long straight piece counts for more than a corner.
    travelled = np.cumsum(lengths[kept])
    wanted = (np.arange(_POINTS) + 0.5) / _POINTS * travelled[-1]
    chosen = kept[np.searchsorted(travelled, wanted).clip(max=len(kept) - 1)]
    normals = steps[chosen][:, ::-1] * np.array([1.0, -1.0]) / lengths[chosen][:, None]
    return points[chosen], normals
