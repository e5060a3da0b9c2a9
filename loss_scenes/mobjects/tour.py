"""Round trips on a map: a nest, flowers, routes and a traveller; and a strip of what they cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Circle, Dot, Ellipse, Polygon, VGroup, VMobject
from manim.typing import Point3D

from loss_scenes.mobjects.hold import hold
from loss_scenes.stage.regions import Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


def corners(points: np.ndarray) -> np.ndarray:
    """Bezier points of an open polyline."""
    start, end = points[:-1], points[1:]
    thirds = (end - start) / 3
    return np.stack([start, start + thirds, end - thirds, end], axis=1).reshape(-1, 3)


class TourMap(VGroup):
    """Stops on a map, drawn as large as the region allows; index 0 is the nest.

    Parameters
    ----------
    region
        Where the map stands.
    stops
        Shape (n + 1, 2), in any unit of length.
    color, nest_color
        Of the flowers and of the nest.
    """

    def __init__(
        self, region: Region, stops: np.ndarray, color: str, nest_color: str, *, theme: Theme = DEFAULT_THEME
    ) -> None:
        self.theme = theme
        low, high = stops.min(axis=0), stops.max(axis=0)
        scale = min(region.width / (high - low)[0], region.height / (high - low)[1])
        flat = (stops - (low + high) / 2) * scale
        self.places = region.center + np.column_stack([flat, np.zeros(len(flat))])
        self.nest = self._nest(self.places[0], nest_color)
        self.flowers = VGroup(*(self._flower(place, color) for place in self.places[1:]))
        super().__init__(self.nest, self.flowers)

    def route(
        self, order: Callable[[], Sequence[int]], color: str, width: float, opacity: float = 1.0
    ) -> VMobject:
        """The route of the moment: indices of stops in the order of travel."""
        line = VMobject(stroke_color=color, stroke_width=width, stroke_opacity=opacity)
        places, now = self.places, hold(order)
        line.add_updater(lambda m: m.set_points(corners(places[list(now())])), call_updater=True)
        return line

    def along(self, order: Sequence[int], share: float) -> Point3D:
        """Where a traveller is after a share of the way."""
        points = self.places[list(order)]
        legs = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        at = np.clip(share, 0.0, 1.0) * legs[-1]
        return np.array([np.interp(at, legs, points[:, axis]) for axis in range(3)])

    def bee(self, order: Sequence[int], share: Callable[[], float], color: str) -> VGroup:
        """A traveller on a route, with wings."""
        unit = self.theme.dot
        body = Ellipse(width=3.2 * unit, height=2.1 * unit, stroke_width=0, fill_color=color, fill_opacity=1)
        wings = (
            Ellipse(width=1.6 * unit, height=2.4 * unit, stroke_width=0, fill_opacity=0.75)
            .set_fill(self.theme.colors.muted)
            .rotate(angle)
            .shift(np.array([side * 0.5 * unit, 1.6 * unit, 0.0]))
            for side, angle in ((-1, 0.5), (1, -0.5))
        )
        stripes = (
            Polygon(*(body.get_center() + unit * np.array([x + dx, y, 0.0]) for dx, y in
                      ((-0.17, -0.85), (0.17, -0.85), (0.17, 0.85), (-0.17, 0.85))),
                    stroke_width=0, fill_color=self.theme.colors.background, fill_opacity=1)
            for x in (-0.45, 0.35)
        )  # fmt: skip
        bee = VGroup(*wings, body, *stripes)
        now, stops, where = hold(share), tuple(order), hold(self.along)
        bee.add_updater(lambda m: m.move_to(where(stops, now())), call_updater=True)
        return bee

    def _flower(self, place: Point3D, color: str) -> VGroup:
        unit = self.theme.dot
        petals = (
            Circle(radius=1.15 * unit, stroke_width=0, fill_color=color, fill_opacity=1).move_to(
                place + 1.5 * unit * np.array([np.sin(a), np.cos(a), 0.0])
            )
            for a in 2 * np.pi * np.arange(5) / 5
        )
        heart = Dot(place, radius=0.95 * unit, color=self.theme.colors.panel)
        return VGroup(*petals, heart)

    def _nest(self, place: Point3D, color: str) -> Polygon:
        unit = 2.6 * self.theme.dot
        angles = np.pi / 3 * np.arange(6)
        return Polygon(
            *(place + unit * np.array([np.cos(a), np.sin(a), 0.0]) for a in angles),
            stroke_color=color, stroke_width=self.theme.line_width, fill_color=self.theme.colors.raised,
            fill_opacity=1,
        )  # fmt: skip


class BarStrip(VGroup):
    """Thin bars from a common ground, one a value, of which a live number is shown; the lowest stand out.

    Parameters
    ----------
    region
        The strip's rectangle; the largest value is as high as it.
    values
        All of them, >= 0.
    count
        How many are shown now.
    color, low_color
        Of the bars, and of those that equal the lowest of the shown.
    """

    def __init__(
        self, region: Region, values: np.ndarray, count: Callable[[], int], color: str, low_color: str
    ) -> None:
        self.bars = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        self.lowest = VMobject(stroke_width=0, fill_color=low_color, fill_opacity=1)
        super().__init__(self.bars, self.lowest)
        pitch, data, now = region.width / len(values), np.asarray(values, dtype=float), hold(count)
        left, ground = region.x - region.width / 2, region.y - region.height / 2
        heights = data / data.max() * region.height

        def outlines(indices: np.ndarray, fill: float) -> np.ndarray:
            pieces = [np.zeros((0, 3))]
            for i in indices:
                x, half = left + (i + 0.5) * pitch, fill * pitch / 2
                top = ground + heights[i]
                sides = [x - half, x + half, x + half, x - half, x - half]
                ring = np.column_stack([sides, [ground, ground, top, top, ground], np.zeros(5)])
                pieces.append(corners(ring))
            return np.concatenate(pieces)

        def follow(strip: Any) -> None:
            shown = data[: now()]
            low = np.isclose(shown, shown.min()) if len(shown) else np.zeros(0, dtype=bool)
            strip[0].set_points(outlines(np.flatnonzero(~low), 0.62))
            strip[1].set_points(outlines(np.flatnonzero(low), 1.3))

        self.add_updater(follow, call_updater=True)
