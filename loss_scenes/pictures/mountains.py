"""A landscape as drawn mountains, with a way through a wall and those who walk there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import ManimColor, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.things import Person
from narrated.mobjects.visual_role import decoration, drawn

_TALLEST = 0.21  # a walker's height, by that of the landscape
_ALONG = 24  # straight pieces for a hop
_HOPS = 2  # of which the trail is seen: more would be a scribble
_DASH = 0.09  # from dash to dash of a tunnel, in units of the argument


class Mountains(VGroup):
    """The curve of a landscape as rock, lit from the left, from the lower edge of a region.

    Parameters
    ----------
    region
        Filled from side to side; its upper edge is ``top``.
    height
        Elementwise: the landscape.
    span, top
        Which arguments are shown, and up to which height.

    Attributes
    ----------
    plot, rock
        The coordinates, and what is drawn of the mountains.
    """

    def __init__(
        self,
        region: Region,
        height: Function,
        span: tuple[float, float],
        top: float,
        *,
        theme: Theme | None = None,
    ) -> None:
        self.theme = theme = current_theme(theme)
        self.height_at = height
        self.plot = Plot(region, span, (0.0, top), bare=True, theme=theme)
        x = np.linspace(*span, 241)
        y = np.minimum(np.asarray(height(x), dtype=float), top)
        foot = [(span[1], 0.0), (span[0], 0.0)]
        self.rock = VGroup(self._face([*zip(x, y, strict=True), *foot], theme.colors.drawn_roof))
        for start, end in _stretches(np.diff(y) > 0):
            self.rock.add(self._lit(x[start : end + 1], y[start : end + 1]))
            if end < len(x) - 1:
                self.rock.add(self._snow(x[end - 14 : end + 15], y[end - 14 : end + 15]))
        super().__init__(drawn(self.rock))

    @property
    def tall(self) -> float:
        """How high a walker is, in scene units."""
        return _TALLEST * self.plot.region.height

    def over(self, start: float, end: float) -> VMobject:
        """A dashed way over the rock, half as high as a walker above it."""
        way = VMobject(stroke_color=self.theme.colors.drawn_light, stroke_width=self.theme.line_width)
        firsts = np.arange(start, end, _DASH)
        up = np.array([0.0, self.tall / 2, 0.0])
        heads, tails = (
            np.array([self.plot.c2p(at, float(self.height_at(at))) for at in ends]) + up
            for ends in (firsts, firsts + _DASH / 2)
        )
        return decoration(way.set_points(segment_points(heads, tails)))

    def tunnel(self, start: float, end: float, level: float, color: str) -> VMobject:
        """A dashed way through the rock, half as high as a walker over a level."""
        way = VMobject(stroke_color=color, stroke_width=self.theme.line_width)
        height = level + 0.5 * _TALLEST * (self.plot.y_range[1] - self.plot.y_range[0])
        x = np.arange(start, end - _DASH / 2, _DASH)
        firsts = x[np.minimum(self.height_at(x), self.height_at(x + _DASH / 2)) > height]
        heads, tails = (
            np.array([self.plot.c2p(at, height) for at in ends]) for ends in (firsts, firsts + _DASH / 2)
        )
        return decoration(way.set_points(segment_points(heads, tails)))

    def walker(self, place: Callable[[], tuple[float, float]], coat: str) -> Person:
        """Somebody at a live place in coordinates, who looks where he goes, and is dim inside of the rock."""
        person = Person(self.tall / PIXEL, theme=self.theme)
        for shape in person:
            if shape.get_fill_color() == ManimColor(self.theme.colors.drawn_front):
                shape.set_fill(coat)
        at, now, height = detached(self.plot.c2p), detached(place), detached(self.height_at)
        tall = _TALLEST * (self.plot.y_range[1] - self.plot.y_range[0])
        shapes = [shape for shape in person if shape.get_fill_opacity() > 0]
        indices = [person.submobjects.index(shape) for shape in shapes]

        def follow(mobject: Any) -> None:
            (x, y), before = now(), mobject.foot[0]
            here = at(x, y)
            mobject.stand(here)
            depth = float(np.clip((height(x) - y) / tall, 0.0, 1.0))
            for index in indices:
                mobject.submobjects[index].set_fill(opacity=1.0 - 0.65 * depth)
            if abs(here[0] - before) > 1e-6:
                mobject.turn(bool(here[0] < before))

        person.stand(at(*now()))
        person.add_updater(follow)
        return person

    def hop(self, path: np.ndarray, share: float, *, spring: float) -> tuple[float, float]:
        """Where one is who hops from place to place, each hop ``spring`` high, after a share of all hops."""
        at = float(np.clip(share, 0.0, 1.0)) * (len(path) - 1)
        low = min(int(at), len(path) - 2)
        rest, (a, b) = at - low, (float(path[low]), float(path[low + 1]))
        x = a + rest * (b - a)
        line = (1 - rest) * float(self.height_at(a)) + rest * float(self.height_at(b))
        return x, max(line + 4 * spring * rest * (1 - rest), float(self.height_at(x)))

    def trail(self, path: np.ndarray, share: Callable[[], float], *, spring: float) -> VMobject:
        """The last hops of one who hops, up to a live share of all of them, as a thin line."""
        line = VMobject(stroke_color=self.theme.colors.drawn_front, stroke_width=self.theme.line_width)
        now, steps = detached(share), _ALONG * (len(path) - 1)
        at = detached(lambda done: self.plot.c2p(*self.hop(path, done, spring=spring)))

        def follow(mobject: Any) -> None:
            done = float(now())
            last = int(done * steps)
            shares = np.append(np.arange(max(0, last - _HOPS * _ALONG), last + 1) / steps, done)
            points = np.array([at(share) for share in shares])
            mobject.set_points(segment_points(points[:-1], points[1:]))

        line.add_updater(follow, call_updater=True)
        return decoration(line)

    def _face(self, corners: Sequence[tuple[float, float]], color: str) -> VMobject:
        face = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        return face.set_points(polygon_points(np.array([self.plot.c2p(*corner) for corner in corners])))

    def _lit(self, x: np.ndarray, y: np.ndarray) -> VMobject:
        """The light on a slope that goes up: a band along it, thin at both ends."""
        share = np.linspace(0.0, 1.0, len(x))
        deep = 0.34 * np.ptp(y) * np.sin(np.pi * share) ** 0.8
        inner = list(zip(x, np.maximum(y - deep, 0.0), strict=True))
        return self._face([*zip(x, y, strict=True), *inner[::-1]], self.theme.colors.drawn_other)

    def _snow(self, x: np.ndarray, y: np.ndarray) -> VMobject:
        low = y.min() - 0.06 * y.max()
        teeth = np.linspace(x[-1], x[0], 6)[1:-1]
        jags = [(t, low if k % 2 else low - 0.07 * y.max()) for k, t in enumerate(teeth)]
        return self._face([*zip(x, y, strict=True), *jags], self.theme.colors.drawn_front)


def _stretches(holds: np.ndarray) -> list[tuple[int, int]]:
    """First and last index of every stretch where something holds from one place to the next."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
