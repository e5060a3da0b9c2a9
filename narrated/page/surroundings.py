"""What stands around the marks of a part: painted over the film's own marks, and before those of the page."""

from __future__ import annotations

import base64
import io
import json
import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import VMobject
from PIL import Image, ImageDraw, ImageFilter

from narrated.page.live_marks import Paint, Seen, Vector, breaks_of, painted, svg_path
from narrated.review.outline_pixels import to_pixels

Pixels = npt.NDArray[np.uint8]
WIDER = 14  # px of the design by which a mark is painted over
_COARSE = 2  # pixels of the design for one of a mask, and of a picture
_QUALITY = 60  # of a picture that is seen in narrow strips


@dataclass(frozen=True, eq=False)
class Still:
    """A drawn thing that does not follow the handles: its outline in pixels, and how it is painted."""

    outline: Vector
    paint: Paint
    shaded: bool  # in more than one colour

    @classmethod
    def of(cls, part: VMobject) -> Still:
        """What it is now."""
        shaded = len(part.get_fill_rgbas()) > 1 or len(part.get_stroke_rgbas()) > 1
        return cls(to_pixels(part.points), painted(part), shaded)

    def as_json(self) -> list[Any]:
        """Path; fill and its opacity; stroke, its opacity and its width."""
        fill, stroke = self.paint.fill or (0, 0), self.paint.stroke or (0, 0, 0)
        path = svg_path(self.outline, breaks_of(self.outline))
        return [path, fill[0], round(fill[1], 2), stroke[0], round(stroke[1], 2), round(stroke[2], 1)]


class Mask:
    """Places of the picture, coarsely."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("L", (width // _COARSE, height // _COARSE))
        self._pen = ImageDraw.Draw(self.image)

    def add(self, seen: Seen) -> None:
        """Add what a mark covers, a little larger."""
        outline, wide = seen.outline / _COARSE, (seen.width + 2 * WIDER) / _COARSE
        curves = outline[: 4 * (len(outline) // 4)].reshape(-1, 4, 2)
        if not len(curves) or not np.isfinite(curves).all():
            return
        if seen.filled:
            self._pen.polygon([(float(x), float(y)) for x, y in curves[:, 0]], fill=255)
        share = np.linspace(0, 1, 5)[:, np.newaxis]
        for a, b, c, d in curves:
            along = (1 - share) ** 3 * a + 3 * share * (1 - share) ** 2 * b
            along = along + 3 * share**2 * (1 - share) * c + share**3 * d
            way = [(float(x), float(y)) for x, y in along]
            self._pen.line(way, fill=255, width=math.ceil(wide), joint="curve")
            x, y = map(float, d)
            self._pen.ellipse([x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2], fill=255)

    def add_box(self, box: Sequence[float]) -> None:
        """Add a rectangle: left, top, right, bottom."""
        self._pen.rectangle([v / _COARSE for v in box], fill=255)

    def grow(self) -> None:
        """Close the gaps between places that were added one beside the other."""
        self.image = self.image.filter(ImageFilter.MaxFilter(2 * _COARSE + 1))

    def meets(self, outline: Vector) -> bool:
        """Whether the box around an outline has something of it in it."""
        if not len(outline) or not np.isfinite(outline).all():
            return False
        box = [*np.floor(outline.min(axis=0) / _COARSE), *np.ceil(outline.max(axis=0) / _COARSE)]
        left, top, right, bottom = (max(int(v), 0) for v in box)
        return bool(np.asarray(self.image)[top : bottom + 1, left : right + 1].any())

    @classmethod
    def union(cls, masks: Sequence[Mask]) -> Mask:
        """All places of some."""
        found = cls(*(_COARSE * side for side in masks[0].image.size))
        for mask in masks:
            found.image.paste(255, mask=mask.image)
        return found


def backdrop(stills: Iterable[Still], drawn: Pixels, ground: str, mask: Mask) -> dict[str, Any] | None:
    """What stands behind the marks where the film ever shows them, in outlines or, if shorter, a picture."""
    box = mask.image.getbbox()
    if box is None:
        return None
    whole = Image.fromarray(drawn).convert("RGB").resize(mask.image.size, Image.Resampling.LANCZOS)
    part, there = whole.crop(box), mask.image.crop(box)
    colors, counts = np.unique(
        np.asarray(part).reshape(-1, 3)[np.asarray(there).ravel() > 0], axis=0, return_counts=True
    )
    # Elsewhere one colour, which takes no room.
    flat = tuple(int(v) for v in colors[counts.argmax()])
    picture = _picture(Image.composite(part, Image.new("RGB", part.size, flat), there), box)
    near = [still for still in stills if mask.meets(still.outline)]
    return _shorter(_outlines(near, ground), picture)


def foreground(stills: Sequence[Still], drawn: Pixels, mask: Mask) -> dict[str, Any] | None:
    """What stands before marks, where these can come to, as outlines, or as a picture if that is shorter."""
    whole = Image.fromarray(drawn).resize(mask.image.size, Image.Resampling.LANCZOS)
    whole = Image.composite(whole, Image.new("RGBA", whole.size), mask.image)
    box = whole.getbbox()
    return _shorter(_outlines(stills, ""), _picture(whole.crop(box), box)) if box else None


def _outlines(stills: Sequence[Still], ground: str) -> dict[str, Any] | None:
    if any(still.shaded for still in stills):
        return None
    return {"ground": ground, "paths": [still.as_json() for still in stills]}


def _picture(image: Image.Image, box: tuple[int, int, int, int]) -> dict[str, Any]:
    """As the page has it; the box, in pixels of the picture, is told in those of the design."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, alpha_quality=_QUALITY, method=6)
    left, top, right, bottom = (v * _COARSE for v in box)
    return {
        "box": [left, top, right - left, bottom - top],
        "image": "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode("ascii"),
    }


def _shorter(one: dict[str, Any] | None, two: dict[str, Any]) -> dict[str, Any]:
    """The one of two that is shorter when it is packed, as a page is."""
    if one is None:
        return two
    return min(one, two, key=lambda this: len(zlib.compress(json.dumps(this).encode(), 9)))
