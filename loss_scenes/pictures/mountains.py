"""A landscape as drawn mountains, with a way through a wall and those who walk there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.things import Person
from narrated.mobjects.visual_role import decoration, drawn

_TALLEST = 0.145  # a walker's height, by that of the landscape
_ALONG = 24  # straight pieces for a hop
_HEADROOM = 1.3  # a tunnel's height, by that of a walker
_LIP = 0.3  # how thick the rock is at least over the roof, by the height of a walker


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
        for start, end in _rises(y):
            ridge = list(zip(x[start : end + 1], y[start : end + 1], strict=True))
            (peak, high), wide = ridge[-1], x[end] - x[start]
            # The edge of the light runs down from the peak, not quite straight.
            edge = [
                (peak - 0.16 * wide, 0.62 * high),
                (peak - 0.04 * wide, 0.4 * high),
                (peak - 0.2 * wide, 0.0),
            ]
            lit = self._face([*ridge, *edge, (ridge[0][0], 0.0)], theme.colors.drawn_other)
            self.rock.add(lit)
            if end < len(x) - 1:
                self.rock.add(self._snow(x[end - 14 : end + 15], y[end - 14 : end + 15]))
        super().__init__(drawn(self.rock))

    @property
    def tall(self) -> float:
        """How high a walker is, in scene units."""
        return _TALLEST * self.plot.region.height

    def tunnel(self, start: float, end: Callable[[], float], level: float) -> VMobject:
        """An arched way through the rock, dug as far as a live argument; the rock reaches round it."""
        color = self.theme.colors.drawn_dark
        hole = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        at, now, height = detached(self.plot.c2p), detached(end), detached(self.height_at)
        tall = _TALLEST * (self.plot.y_range[1] - self.plot.y_range[0])

        def follow(mobject: Any) -> None:
            last = max(now(), start + 1e-3)
            x = start + (last - start) * (1 - np.cos(np.linspace(0.0, np.pi, 90))) / 2  # close at both ends
            arch = np.sqrt(1.0 - np.minimum(abs(2 * (x - start) / (last - start) - 1), 1.0) ** 4)
            below = np.asarray(height(x), dtype=float) - _LIP * tall
            roof = np.clip(below, level, level + _HEADROOM * tall * arch)
            corners = [at(x[0], level), *map(at, x, roof), at(x[-1], level)]
            mobject.set_points(polygon_points(np.array(corners)))

        hole.add_updater(follow, call_updater=True)
        return hole

    def walker(self, place: Callable[[], tuple[float, float]]) -> Person:
        """Somebody at a live place in coordinates, who looks where he goes."""
        person = Person(self.tall / PIXEL, theme=self.theme)
        at, now = detached(self.plot.c2p), detached(place)

        def follow(mobject: Any) -> None:
            before, here = mobject.foot[0], at(*now())
            mobject.stand(here)
            if abs(here[0] - before) > 1e-6:
                mobject.turn(bool(here[0] < before))

        person.stand(at(*now()))
        person.add_updater(follow)
        return person

    def valley(self, near: float, level: float) -> tuple[float, float]:
        """The walls, at some height, of the valley around an argument: the ends of what is open there."""
        low, high = self.plot.x_range
        x = np.linspace(low, high, 481)
        rock = x[np.asarray(self.height_at(x)) > level]
        left, right = rock[rock < near], rock[rock > near]
        return float(left.max(initial=low)), float(right.min(initial=high))

    def hop(self, path: np.ndarray, share: float, *, spring: float) -> tuple[float, float]:
        """Where one is who hops from place to place, each hop ``spring`` high, after a share of all hops."""
        at = float(np.clip(share, 0.0, 1.0)) * (len(path) - 1)
        low = min(int(at), len(path) - 2)
        rest, (a, b) = at - low, (float(path[low]), float(path[low + 1]))
        x = a + rest * (b - a)
        line = (1 - rest) * float(self.height_at(a)) + rest * float(self.height_at(b))
        return x, max(line + 4 * spring * rest * (1 - rest), float(self.height_at(x)))

    def trail(self, path: np.ndarray, share: Callable[[], float], *, spring: float) -> VMobject:
        """The hops of one who hops, as far as a live share of them, as a thin line."""
        line = VMobject(stroke_color=self.theme.colors.drawn_front, stroke_width=self.theme.line_width)
        now, steps = detached(share), _ALONG * (len(path) - 1)
        at = detached(lambda done: self.plot.c2p(*self.hop(path, done, spring=spring)))

        def follow(mobject: Any) -> None:
            done = float(now())
            shares = np.append(np.arange(int(done * steps) + 1) / steps, done)
            points = np.array([at(share) for share in shares])
            mobject.set_points(segment_points(points[:-1], points[1:]))

        line.add_updater(follow, call_updater=True)
        return decoration(line)

    def _face(self, corners: Sequence[tuple[float, float]], color: str) -> VMobject:
        face = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        return face.set_points(polygon_points(np.array([self.plot.c2p(*corner) for corner in corners])))

    def _snow(self, x: np.ndarray, y: np.ndarray) -> VMobject:
        low = y.min() - 0.06 * y.max()
        teeth = np.linspace(x[-1], x[0], 6)[1:-1]
        jags = [(t, low if k % 2 else low - 0.07 * y.max()) for k, t in enumerate(teeth)]
        return self._face([*zip(x, y, strict=True), *jags], self.theme.colors.drawn_front)


def _rises(y: np.ndarray) -> list[tuple[int, int]]:
    """First and last index of every stretch that goes up."""
    up = np.diff(y) > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], up, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
