"""Things drawn in few flat shapes: a pen that fills polygons, boxes, ovals and thick lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.visual_role import drawn

Corner = tuple[float, float]

_ARC = 0.5522847498  # control points of a quarter of a circle, by its radius
_SAMPLES = 14  # straight pieces for a cubic curve that is drawn as a thick line


class Drawing(VGroup):
    """A thing of a few flat shapes, in the neutral tones of the theme, light from the left.

    A thing is drawn in its own coordinates: x to the right, y **down** as in SVG, the origin where it stands,
    which is the middle of its foot. Every shape is filled and none has a stroke, so that a drawing keeps its
    look at any size.

    Parameters
    ----------
    unit
        Pixels of the design for 1 in its own coordinates.
    mirrored
        Whether left and right change places.
    theme
        The look; None: the current one.

    Examples
    --------
    A flag, 320 pixels high, that stands on a point:

    >>> flag = Drawing(320)
    >>> flag = flag.line([(0, 0), (0, -1)], flag.colors.drawn_shade, 0.05)
    >>> flag = flag.polygon([(0, -1), (0.6, -0.8), (0, -0.6)], flag.colors.drawn_front)
    >>> flag = flag.stand([-0.7, -1.2, 0.0])
    >>> flag.foot.tolist(), round(float(flag.height), 2)
    ([-0.7, -1.2, 0.0], 2.49)
    """

    def __init__(self, unit: float, *, mirrored: bool = False, theme: Theme | None = None) -> None:
        super().__init__()
        self.theme = current_theme(theme)
        self.colors = self.theme.colors
        self._scale = np.array([-1 if mirrored else 1, -1.0]) * unit * PIXEL
        self.mirrored = mirrored
        # A part that is never seen, so that it moves with the others.
        self._foot = VMobject(stroke_width=0, fill_opacity=0).set_points(np.zeros((4, 3)))
        self.add(self._foot)

    @property
    def foot(self) -> Point3D:
        """Where it stands, wherever it has been moved to."""
        return np.array(self._foot.points[0])

    def stand(self, point: Point3D | Sequence[float]) -> Self:
        """Move it so that it stands on a point."""
        return self.shift(np.asarray(point, dtype=float) - self.foot)

    def turn(self, mirrored: bool) -> Self:
        """Look to the other side, where it does not yet; it stands where it stood."""
        if mirrored != self.mirrored:
            self.stretch(-1, 0, about_point=self.foot)
            self.mirrored = mirrored
        return self

    # -- shapes ----------------------------------------------------------------------------------------------

    def polygon(self, corners: Sequence[Corner], color: str, *, rounded: float = 0.0) -> Self:
        """A filled polygon; ``rounded``: it is made wider by a round edge of this radius."""
        pieces = [_counter_clockwise(self._placed(corners))]
        if rounded:
            closed = np.vstack([self._placed(corners), self._placed(corners[:1])])
            pieces += _thick(closed, rounded * abs(self._scale[1]))
        return self._fill(pieces, color)

    def box(
        self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0
    ) -> Self:
        """A filled rectangle with its top left corner at (x, y), and round corners."""
        r = min(radius, width / 2, height / 2)
        if r <= 0:
            return self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], color)
        left, top, right, low = x, y, x + width, y + height
        k = r * (1 - _ARC)
        points = [
            *_straight((left + r, top), (right - r, top)),
            (right - r, top), (right - k, top), (right, top + k), (right, top + r),
            *_straight((right, top + r), (right, low - r)),
            (right, low - r), (right, low - k), (right - k, low), (right - r, low),
            *_straight((right - r, low), (left + r, low)),
            (left + r, low), (left + k, low), (left, low - k), (left, low - r),
            *_straight((left, low - r), (left, top + r)),
            (left, top + r), (left, top + k), (left + k, top), (left + r, top),
        ]  # fmt: skip
        return self._fill([_counter_clockwise_curve(self._placed(points))], color)

    def oval(self, x: float, y: float, across: float, up: float | None, color: str) -> Self:
        """A filled ellipse with its middle at (x, y), and its half axes."""
        up = across if up is None else up
        return self._fill([_ellipse(self._placed([(x, y)])[0], np.abs(self._scale) * (across, up))], color)

    def line(self, points: Sequence[Corner], color: str, width: float) -> Self:
        """A thick line with round ends and corners through points."""
        return self._fill(_thick(self._placed(points), width / 2 * abs(self._scale[1])), color)

    def bow(self, controls: Sequence[Corner], color: str, width: float) -> Self:
        """A thick line along cubic Bezier curves: start, two controls, end, two controls, end ..."""
        return self.line(_along(controls), color, width)

    def outline(self, controls: Sequence[Corner], color: str) -> Self:
        """A filled shape within cubic Bezier curves, closed by a straight line."""
        start, *rest = controls
        points: list[Corner] = []
        for k in range(0, len(rest), 3):
            points += [start, *rest[k : k + 3]]
            start = rest[k + 2]
        points += _straight(start, controls[0])
        return self._fill([_counter_clockwise_curve(self._placed(points))], color)

    # -- helpers ---------------------------------------------------------------------------------------------

    def _placed(self, corners: Sequence[Corner]) -> np.ndarray:
        flat = np.asarray(corners, dtype=float).reshape(-1, 2) * self._scale
        return np.column_stack([flat, np.zeros(len(flat))]) + self.foot

    def _fill(self, pieces: Sequence[np.ndarray], color: str) -> Self:
        shape = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        self.add(shape.set_points(np.concatenate(pieces)))
        return drawn(self)


def _straight(start: Corner, end: Corner) -> list[Corner]:
    (a, b), (c, d) = start, end
    return [(a + (c - a) * t, b + (d - b) * t) for t in (0, 1 / 3, 2 / 3, 1)]


def _along(controls: Sequence[Corner]) -> list[Corner]:
    points = np.asarray(controls, dtype=float)
    found = [points[0]]
    t = np.linspace(0, 1, _SAMPLES + 1)[1:, np.newaxis]
    for k in range(0, len(points) - 1, 3):
        a, b, c, d = points[k : k + 4]
        found += list((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)
    return [(float(x), float(y)) for x, y in found]


def _thick(points: np.ndarray, radius: float) -> list[np.ndarray]:
    """A line as pieces that all run the same way round, so that none cuts a hole into another."""
    pieces = []
    for start, end in pairwise(points):
        along = end - start
        length = float(np.linalg.norm(along))
        if length:
            side = np.array([-along[1], along[0], 0.0]) / length * radius
            pieces.append(_counter_clockwise(np.array([start + side, start - side, end - side, end + side])))
    return pieces + [_ellipse(point, np.array([radius, radius])) for point in points]


def _ellipse(middle: np.ndarray, half: np.ndarray) -> np.ndarray:
    quarter = np.array([(1, 0), (1, _ARC), (_ARC, 1), (0, 1)])
    left = np.array([[0, 1], [-1, 0]])  # a quarter of a turn
    points = [quarter @ np.linalg.matrix_power(left, turn) for turn in range(4)]
    flat = np.concatenate(points) * half
    return np.asarray(np.column_stack([flat, np.zeros(len(flat))]) + middle)


def _counter_clockwise(corners: np.ndarray) -> np.ndarray:
    return polygon_points(corners if _area(corners) > 0 else corners[::-1])


def _counter_clockwise_curve(points: np.ndarray) -> np.ndarray:
    return points if _area(points[::4]) > 0 else points[::-1]


def _area(corners: np.ndarray) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1))
