"""The marks of a part: what of a drawn thing the page must know, in pixels of the design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

from narrated.design.layout import PIXEL
from narrated.manim_adapter.pictures import outlines_of
from narrated.mobjects.live_shape import LiveShape, live_shape
from narrated.review.outline_pixels import to_pixels
from voiceover.errors import InputError

Vector = npt.NDArray[np.float64]
_STROKE_UNIT = 0.01 / PIXEL  # manim's stroke widths in pixels
_SEEN = 0.02  # opacity
_LEAP = 12.0  # px: less is a change in a mark's form rather than a jump
_ALIKE = 0.1  # px: an outline that only moves, turns or is stretched


@dataclass(frozen=True, eq=False)
class Seen:
    """What a mark is in a frame.

    ``opacity`` is how much of it is there, from 0 to 1; ``outline`` are its Bezier points, ``width`` that of
    its edge, all in pixels.
    """

    shape: LiveShape | None
    points: Vector
    opacity: float
    outline: Vector
    width: float
    filled: bool


def drawn_parts(marks: Sequence[Mobject]) -> list[VMobject]:
    """Every outline of the marks, each by itself, from the lowest to the uppermost."""
    return outlines_of(marks)


def seen_now(part: VMobject) -> Seen:
    """What a part is now."""
    shape, stroked = live_shape(part), part.get_stroke_opacity() > 0
    return Seen(
        shape,
        to_pixels(shape.points) if shape else np.zeros((0, 2)),
        _opacity(part) if shape else 0.0,
        to_pixels(part.points),
        float(part.get_stroke_width()) * _STROKE_UNIT if stroked else 0.0,
        bool(part.get_fill_opacity() > 0),
    )


def _opacity(part: VMobject) -> float:
    stroked = float(part.get_stroke_width()) > 0
    return max(float(part.get_fill_opacity()), float(part.get_stroke_opacity()) if stroked else 0.0)


class Atom:
    """One outline of a mark, the numbers that say where it is, and how it looks.

    Parameters
    ----------
    part
        The drawn thing.
    seen
        What it is where it is first looked at.
    """

    def __init__(self, part: VMobject, seen: Seen) -> None:
        assert seen.shape is not None
        self.part, self.shape, self.kind = part, seen.shape, seen.shape.kind
        self.first = seen.points
        # Its look is that where most of it is there; 0: as it is painted, which is not seen in its numbers.
        self.most, self.paint = 0.0, painted(part)
        self.rigid = self.kind == "outline"
        self.centre = self.first.mean(axis=0) if self.rigid else np.zeros(2)
        self.reach = float(np.abs(self.first - self.centre).max(initial=1.0)) if self.rigid else 1.0
        self._last = self.first

    def look(self, seen: Seen) -> None:
        """Take its look from now."""
        if seen.shape is not None and seen.opacity > 0:
            self.most, self.paint = seen.opacity, painted(self.part)

    # -- numbers ----------------------------------------------------------------------------------------

    def numbers(self, seen: Seen) -> Vector:
        """What the page interpolates: places, other numbers, and the share of it that is there."""
        shape, points, there = seen.shape, seen.points, seen.opacity
        if there > self.most:
            self.look(seen)
        if shape is None or (len(points) == 0 and len(self.first)):
            # Where there is nothing of it, it is nowhere else than it was.
            shape, points, there = self.shape, self._last, 0.0
        if shape.kind != self.kind or len(points) != len(self.first):
            raise InputError(
                f"{type(self.part).__name__} changes from {len(self.first)} points to {len(points)}",
                permitted="as many at any value of the handles",
                remedy="leave it out of the marks, or give it a live_shape() that has always as many",
            )
        self._last = points
        if self.rigid:
            places = self._matrix(points)
        elif self.kind == "curve":
            places = points[:, 1]
        else:
            places = points.ravel()
        return np.concatenate([places, shape.numbers, [there]])

    @property
    def arguments(self) -> Vector:
        """Of a curve: where its points are, in coordinates of the plot."""
        left, _, across, _ = self._plot()
        return (self.first[:, 0] - left) / across

    def curve_of(self, values: Vector) -> Vector:
        """The numbers of a curve that has these values at its arguments."""
        _, floor, _, up = self._plot()
        return np.append(floor + np.asarray(values) * up, 1.0)

    def _plot(self) -> tuple[float, float, float, float]:
        """Of a curve, in pixels: the place of (0, 0), and how far it is from there to 1, both ways."""
        left, floor, across, up = self.shape.fixed["plot"]
        (x0, y0), (x1, y1) = to_pixels(np.array([(left, floor, 0.0), (left + across, floor + up, 0.0)]))
        return float(x0), float(y0), float(x1 - x0), float(y1 - y0)

    def _matrix(self, points: Vector) -> Vector:
        """The six numbers that map the first outline on this one."""
        source = np.column_stack([(self.first - self.centre) / self.reach, np.ones(len(self.first))])
        solved = np.linalg.lstsq(source, points, rcond=None)[0]
        if np.abs(source @ solved - points).max() > _ALIKE:
            raise NotRigidError(self)
        return np.asarray(solved.ravel())

    def apart(self, one: Vector, two: Vector) -> float:
        """How far two rows of numbers are from each other, in pixels; what is not seen is nowhere."""
        there = one[-1], two[-1]
        off = float(2.0 * abs(there[0] - there[1]))
        said = self.kind == "number" and self.most == 0.0  # never seen: it is read out alone
        if min(there) <= _SEEN and not said:
            return off
        count = len(self.shape.numbers)
        places = slice(0, len(one) - 1 - count)
        a, b = one[places], two[places]
        if self.kind == "curve" and self.shape.clip is not None:
            low, high = self._heights()
            a, b = np.clip(a, low, high), np.clip(b, low, high)
        off = max(off, float(np.abs(a - b).max(initial=0.0)))
        for k in range(count):
            off = max(off, self._weight() * abs(one[places.stop + k] - two[places.stop + k]))
        return float(off)

    @property
    def leaps(self) -> float:
        """How far it may jump, in pixels: a number gives way where it becomes a digit longer."""
        return float(self.shape.sizes["em"]) / PIXEL if self.kind == "number" else _LEAP

    def _heights(self) -> tuple[float, float]:
        assert self.shape.clip is not None
        left, low, right, high = self.shape.clip
        (_, bottom), (_, top) = to_pixels(np.array([(left, low, 0.0), (right, high, 0.0)]))
        return float(top) - 5.0, float(bottom) + 5.0

    def _weight(self) -> float:
        """Pixels that a unit of a number that is no place counts."""
        if self.kind == "dots":
            return float(self.shape.sizes["radius"]) / PIXEL
        if self.kind == "number":
            decimals = self.shape.fixed["decimals"]
            # A fifth of the last digit is half a pixel.
            return float(2.5 * 10 ** (1 if decimals == "two digits" else decimals))
        return 1.0

    def as_json(self) -> dict[str, Any]:
        """What does not change."""
        fixed: dict[str, Any] = {
            "kind": self.kind,
            **self.paint.as_json(self.most or 1.0),
            **self.shape.fixed,
        }
        for key, size in self.shape.sizes.items():
            fixed[key] = round(size / PIXEL, 2)
        if self.kind == "curve":
            fixed["x"] = [round(float(x), 1) for x in self.first[:, 0]]
            fixed["plot"] = [round(v, 3) for v in self._plot()]
        if self.rigid:
            fixed["path"] = svg_path(
                (self.first - self.centre) / self.reach * _UNITS, self.shape.fixed["breaks"]
            )
            del fixed["breaks"]
        if self.shape.clip is not None:
            left, low, right, high = self.shape.clip
            (x0, y1), (x1, y0) = to_pixels(np.array([(left, low, 0.0), (right, high, 0.0)]))
            # Of a line along the edge nothing is cut off.
            half = self.paint.stroke[2] / 2 if self.paint.stroke else 0.0
            box = (x0 - half, y0 - half, x1 + half, y1 + half)
            fixed["clip"] = [round(float(v), 1) for v in box]
        return fixed

    def units(self) -> tuple[Vector, Vector]:
        """By which each number is multiplied for the page, and how many digits of it that needs."""
        count = len(self.shape.numbers)
        if self.rigid:
            # Twice a column of the matrix, for x and y, then the place.
            factors, digits = [1 / _UNITS] * 4 + [1.0] * 2, [5] * 4 + [1] * 2
        else:
            places = len(self.first) * (1 if self.kind == "curve" else 2)
            factors, digits = [1.0] * places, [1] * places
        decimals = self.shape.fixed.get("decimals", 2)
        more = 3 if decimals == "two digits" else int(decimals) + 1
        return np.array(factors + [1.0] * (count + 1)), np.array(digits + [more] * count + [2])


_UNITS = 500.0  # half the size of an outline in the numbers of its path


class NotRigidError(Exception):
    """An outline changed its form."""

    def __init__(self, atom: Atom) -> None:
        super().__init__()
        self.atom = atom


@dataclass(frozen=True)
class Paint:
    """Fill and edge: colour and opacity, and the edge's width in pixels; None: there is none."""

    fill: tuple[str, float] | None
    stroke: tuple[str, float, float] | None

    def as_json(self, most: float) -> dict[str, Any]:
        """As the page has it: opacities by the one that its numbers have."""
        found: dict[str, Any] = {}
        if self.fill:
            found["fill"] = [self.fill[0], round(self.fill[1] / most, 2)]
        if self.stroke:
            color, opacity, width = self.stroke
            found["stroke"] = [color, round(opacity / most, 2), round(width, 2)]
        return found


def painted(part: VMobject) -> Paint:
    """How it is painted now."""
    fill, stroke = part.get_fill_opacity(), part.get_stroke_opacity()
    width = float(part.get_stroke_width()) * _STROKE_UNIT
    return Paint(
        (_hex(part.get_fill_color()), float(fill)) if fill > 0 else None,
        (_hex(part.get_stroke_color()), float(stroke), width) if stroke > 0 and width > 0 else None,
    )


def _hex(color: Any) -> str:
    return str(color.to_hex()).lower()


def breaks_of(points: Vector) -> list[int]:
    """Numbers of the curves that do not begin where the one before ends."""
    gaps = np.abs(points[3:-1:4] - points[4::4]).max(axis=1, initial=0.0)
    return [int(k) for k in 1 + np.flatnonzero(gaps > 1e-3)]


def svg_path(points: Vector, breaks: Sequence[int]) -> str:
    """Bezier points, four a curve, as an SVG path; y is down already."""
    curves, pieces, begins = np.round(points).astype(int).reshape(-1, 4, 2), [], {0, *breaks}
    for index, curve in enumerate(curves):
        if index in begins:
            pieces.append(f"M{curve[0, 0]} {curve[0, 1]}")
        here = curve[0]
        thirds = here + (curve[3] - here) * np.array([[1 / 3], [2 / 3]])
        if np.abs(thirds - curve[1:3]).max() <= 1:
            pieces.append("l" + " ".join(map(str, curve[3] - here)))
        else:
            pieces.append("c" + " ".join(map(str, (curve[1:] - here).ravel())))
    return "".join(pieces).replace(" -", "-")
