"""Manim's camera, which repaints the dirty region alone."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from narrated.encode.dirty_regions import DirtyRegion, Rectangle
from narrated.manim_adapter.wholes import Whole, whole_of

# Cairo's limit of miter joins: a corner sticks out of its path by at most this many half widths of the line.
_MITER = 10
_POINTS_A_CURVE = 4
_RELATIVE = 1e-5  # of numpy.isclose, by which manim tells whether two curves touch


@dataclass
class _Drawn:
    """A mobject as it was drawn last: its outline and style, where it lies, and its path if it lasts.

    ``painted`` tells whether this outline was ever painted.
    """

    points: bytes
    style: object
    place: Rectangle
    path: cairo.Path | None = None
    painted: bool = False


@dataclass(frozen=True)
class _Fading:
    """A drawn picture that is seen through: how much of it is seen, and where all of it lies."""

    whole: Whole
    alpha: float
    place: Rectangle


def _is_pixels(mobject: Mobject) -> bool:
    """Whether a mobject is drawn of other things than outlines."""
    if isinstance(mobject, VMobject):
        return mobject.get_background_image() is not None
    return isinstance(mobject, PMobject | AbstractImageMobject)


@dataclass
class _Canvas:
    """A picture, what it was drawn over, and what was drawn on it last."""

    pixels: np.ndarray | None = None
    beneath: np.ndarray | None = None
    drawn: dict[int, _Drawn] = field(default_factory=dict)


class IncrementalCamera(Camera):
    """Draws what manim's camera draws, to the last bit, but for pictures that fade.

    Notes
    -----
    A picture of several shapes that lie over each other (a :class:`~narrated.manim_adapter.wholes.Whole`) is
    made as one and then laid over the rest, while it fades: shape by shape, what is behind a wall would shine
    through it.

    Manim restores the whole background before each frame, and repaints over it whatever lies above the first
    thing that moves. :meth:`draw` restores the rectangles in which something has changed, and repaints in
    these what meets them; all else is there from the frame before. So does :meth:`draw_static` with what
    stands still, from one play to the next. The path of a mobject whose points have not changed is kept, too,
    instead of being handed to Cairo curve by curve from Python.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._frame, self._static = _Canvas(), _Canvas()
        self._dirty: DirtyRegion | None = None  # the picture, since it was last asked
        self._static_dirty: DirtyRegion | None = (
            None  # the static picture, since something was last drawn over it
        )
        self._scratch: np.ndarray | None = None  # what is repainted is painted here first
        self._layer = 1.0  # how much is seen of the picture that is being made as a whole
        super().__init__(*args, **kwargs)

    def dirty_region(self) -> DirtyRegion | None:
        """Outside of this no pixel has changed since it was last asked for; None: any may have."""
        changed, self._dirty = self._dirty, DirtyRegion()
        return changed

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Make the picture another."""
        super().set_pixel_array(pixel_array, convert_from_floats)
        self._frame.beneath, self._dirty = None, None

    def draw_static(self, mobjects: Iterable[Mobject], **kwargs: Any) -> np.ndarray:
        """A picture of ``mobjects`` over the background, to draw over; the next call changes it."""
        if self._static.pixels is None or self._static.pixels.shape != self.pixel_array.shape:
            self._static = _Canvas(np.empty_like(self.pixel_array))
        assert self.background is not None
        changed = self._redraw(self._static, self.background, DirtyRegion(), mobjects, **kwargs)
        self._static_dirty = _both(self._static_dirty, changed)
        assert self._static.pixels is not None
        return self._static.pixels

    def draw(self, beneath: np.ndarray, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Make the picture ``beneath`` with ``mobjects`` drawn over it.

        ``beneath`` is what :meth:`draw_static` has returned, or a picture that never changes.
        """
        static_dirty: DirtyRegion | None = DirtyRegion()
        if beneath is self._static.pixels:
            static_dirty, self._static_dirty = self._static_dirty, DirtyRegion()
        self._frame.pixels = self.pixel_array
        changed = self._redraw(self._frame, beneath, static_dirty, mobjects, **kwargs)
        self._dirty = _both(self._dirty, changed)

    def _redraw(
        self,
        canvas: _Canvas,
        beneath: np.ndarray,
        static_dirty: DirtyRegion | None,
        mobjects: Iterable[Mobject],
        **kwargs: Any,
    ) -> DirtyRegion | None:
        """Bring a canvas up to date; return where it has changed (None: anywhere).

        ``static_dirty`` is where ``beneath`` itself has changed since this canvas was last drawn over it.
        """
        assert canvas.pixels is not None
        every = self.get_mobjects_to_display(mobjects, **kwargs)
        shown = [each for each in every if isinstance(each, VMobject)]
        if any(map(_is_pixels, every)):
            self.set_pixel_array(beneath)
            self.capture_mobjects(mobjects, **kwargs)
            canvas.pixels[...] = self.pixel_array
            canvas.beneath = None
            return None
        before, area = canvas.drawn, None
        fading = self._fading(shown)
        now = {
            id(each): self._look(each, before.get(id(each)), whole)
            for each, whole in zip(shown, fading, strict=True)
        }
        parts = [(whole, each, now[id(each)]) for whole, each in zip(fading, shown, strict=True)]
        if beneath is canvas.beneath and static_dirty is not None:
            area = self._to_repaint(before, now, static_dirty)
            # Aside, as what reaches out of the dirty region is painted as a whole: a path that is clipped
            # may differ by a shade. What became of the rest there is never looked at.
            aside = self._aside(canvas.pixels)
            for part in area.rectangles:
                aside[part.slices] = beneath[part.slices]
            self._paint(aside, [part for part in parts if area.intersects(part[2].place)])
            for part in area.rectangles:
                canvas.pixels[part.slices] = aside[part.slices]
        else:
            canvas.pixels[...] = beneath
            self._paint(canvas.pixels, parts)
        canvas.beneath, canvas.drawn = beneath, now
        return area

    def _aside(self, like: np.ndarray) -> np.ndarray:
        """A picture of the same size to paint on."""
        if self._scratch is None or self._scratch.shape != like.shape:
            self._scratch = np.empty_like(like)
        return self._scratch

    def _paint(self, pixels: np.ndarray, parts: Iterable[tuple[_Fading | None, VMobject, _Drawn]]) -> None:
        """Paint mobjects over a picture; those in a row that fade as one are one."""
        ctx = self.get_cairo_context(pixels)
        for whole, run in itertools.groupby(parts, lambda part: part[0]):
            with self._as_one(ctx, whole):
                for _, vmobject, drawn in run:
                    self._paint_one(ctx, vmobject, drawn)

    def _fading(self, shown: Sequence[VMobject]) -> list[_Fading | None]:
        """For each mobject the picture that it is a part of, where no part of that is seen wholly."""
        found: list[_Fading | None] = []
        for whole, run in itertools.groupby(shown, whole_of):
            parts = list(run)
            one = None
            if whole and len(parts) > 1 and (alpha := _most_seen(parts)):
                places = [self._place(part, _widest(part)) for part in parts]
                one = _Fading(whole, alpha, functools.reduce(Rectangle.union, places))
            found += [one] * len(parts)
        return found

    @contextmanager
    def _as_one(self, ctx: cairo.Context[Any], picture: _Fading | None) -> Iterator[None]:
        """What is painted meanwhile is made as one picture, which is then laid over the rest."""
        if picture is None:
            yield
            return
        ctx.save()
        matrix, place = ctx.get_matrix(), picture.place
        ctx.identity_matrix()
        ctx.new_path()
        ctx.rectangle(place.left, place.top, place.right - place.left, place.bottom - place.top)
        ctx.clip()
        ctx.set_matrix(matrix)
        ctx.push_group()
        self._layer = picture.alpha
        try:
            yield
        finally:
            self._layer = 1.0
            ctx.pop_group_to_source()
            ctx.paint_with_alpha(picture.alpha)
            ctx.restore()

    def set_cairo_context_color(self, ctx: Any, rgbas: Any, vmobject: VMobject) -> Any:
        """Manim's, but as it was before the whole picture began to fade."""
        if self._layer < 1:
            rgbas = np.asarray(rgbas) / (1, 1, 1, self._layer)
        return super().set_cairo_context_color(ctx, rgbas, vmobject)

    def _to_repaint(
        self, before: dict[int, _Drawn], now: dict[int, _Drawn], dirty: DirtyRegion
    ) -> DirtyRegion:
        """The dirty region, with all that has come, changed or gone."""
        area = DirtyRegion(dirty.rectangles)
        for key, drawn in before.items():
            if now.get(key) is not drawn:
                area.add(drawn.place)
        unchanged = []
        for key, drawn in now.items():
            if before.get(key) is drawn:
                unchanged.append(drawn)
            else:
                area.add(drawn.place)
        if [key for key in before if key in now] != [key for key in now if key in before]:
            # What lay above may lie beneath.
            for drawn in unchanged:
                area.add(drawn.place)
        return area

    def _look(self, vmobject: VMobject, before: _Drawn | None, whole: _Fading | None) -> _Drawn:
        """How a mobject looks, alone or in what fades; ``before`` itself if that has not changed."""
        points = vmobject.points.tobytes()
        fill, stroke, behind = (
            vmobject.get_fill_rgbas(),
            vmobject.get_stroke_rgbas(),
            vmobject.get_stroke_rgbas(background=True),
        )
        widths = vmobject.get_stroke_width(), vmobject.get_stroke_width(background=True)
        colors = fill.tobytes(), stroke.tobytes(), behind.tobytes()
        style: object = (colors, widths, vmobject.joint_type, vmobject.cap_style, whole)
        if max(len(fill), len(stroke), len(behind)) > 1:
            style = object()  # a gradient follows the mobject's whole family, so it counts as changed
        if before is None or before.points != points:
            return _Drawn(points, style, whole.place if whole else self._place(vmobject, max(widths)))
        if before.style != style:
            place = whole.place if whole else self._place(vmobject, max(widths))
            return _Drawn(points, style, place, before.path, before.painted)
        return before

    def _place(self, vmobject: VMobject, width: float) -> Rectangle:
        """Where a mobject, filled and stroked, can change pixels; a curve lies among its control points."""
        points = vmobject.points
        if not np.isfinite(points).all():
            return Rectangle(0, 0, 0, 0)  # manim draws none of it
        (left, low), (right, high) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        across, down = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        beyond = width * self.cairo_line_width_multiple * max(across, down) * _MITER / 2 + 2
        x, y = self.frame_center[:2]
        return Rectangle(
            self._row((y - high) * down - beyond),
            self._row((y - low) * down + beyond),
            self._column((left - x) * across - beyond),
            self._column((right - x) * across + beyond),
        )

    def _row(self, from_middle: float) -> int:
        return max(0, min(self.pixel_height, math.floor(from_middle + self.pixel_height / 2)))

    def _column(self, from_middle: float) -> int:
        return max(0, min(self.pixel_width, math.floor(from_middle + self.pixel_width / 2)))

    def _paint_one(self, ctx: cairo.Context[Any], vmobject: VMobject, drawn: _Drawn) -> None:
        ctx.new_path()
        if drawn.path is not None:
            ctx.append_path(drawn.path)
        else:
            self._outline(ctx, vmobject)
            # What moves changes every time, so a path is kept from the second time on.
            if drawn.painted:
                drawn.path = ctx.copy_path()
            drawn.painted = True
        self.apply_stroke(ctx, vmobject, background=True)
        self.apply_fill(ctx, vmobject)
        self.apply_stroke(ctx, vmobject)

    def _outline(self, ctx: cairo.Context[Any], vmobject: VMobject) -> None:
        """What manim's `set_cairo_context_path` does, in plain numbers."""
        points = vmobject.points
        if not np.isfinite(points).all():
            return
        absolute = vmobject.tolerance_for_point_equality

        def touch(one: float, other: float) -> bool:
            return one == other or abs(one - other) <= absolute + _RELATIVE * abs(other)

        x, y = points[:, 0].tolist(), points[:, 1].tolist()
        ends = len(points) - len(points) % _POINTS_A_CURVE
        start = 0
        for i in range(0, ends, _POINTS_A_CURVE):
            if i == start:
                ctx.new_sub_path()
                ctx.move_to(x[i], y[i])
            ctx.curve_to(x[i + 1], y[i + 1], x[i + 2], y[i + 2], x[i + 3], y[i + 3])
            following = i + _POINTS_A_CURVE
            last = following - 1
            if following < len(points) and touch(x[last], x[following]) and touch(y[last], y[following]):
                if following < ends:
                    continue
                last = len(points) - 1  # points that are too few for a curve belong to the one before
            if touch(x[start], x[last]) and touch(y[start], y[last]):
                ctx.close_path()
            start = following


def _widest(vmobject: VMobject) -> float:
    return float(max(vmobject.get_stroke_width(), vmobject.get_stroke_width(background=True)))


def _most_seen(parts: Iterable[VMobject]) -> float | None:
    """How much is seen of what is seen best of them; None where that is all of it."""
    most = 0.0
    for alpha in itertools.chain.from_iterable(map(_alphas, parts)):
        if alpha >= 1:
            return None  # mostly the first part, so that a picture that stands costs nothing
        most = max(most, alpha)
    return most or None


def _alphas(vmobject: VMobject) -> Iterator[float]:
    """How much is seen of a mobject's fill and of its lines, if anything is."""
    yield from (float(each) for each in vmobject.get_fill_rgbas()[:, 3] if each > 0)
    for background in (False, True):
        if vmobject.get_stroke_width(background=background):
            rgbas = vmobject.get_stroke_rgbas(background=background)
            yield from (float(each) for each in rgbas[:, 3] if each > 0)


def _both(one: DirtyRegion | None, other: DirtyRegion | None) -> DirtyRegion | None:
    """An area that holds both; None is everywhere."""
    return None if one is None or other is None else DirtyRegion([*one.rectangles, *other.rectangles])
