"""Round trips on a map: a nest, flowers, routes and a traveller."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Circle, Dot, Ellipse, Polygon, VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points


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
        self, region: Region, stops: np.ndarray, color: str, nest_color: str, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
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
        places, now = self.places, detached(order)
        line.add_updater(lambda m: m.set_points(_through(places[list(now())])), call_updater=True)
        return line

    def along(self, order: Sequence[int], share: float) -> Point3D:
        """Where a traveller is after a share of the way."""
        points = self.places[list(order)]
        legs = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        at = np.clip(share, 0.0, 1.0) * legs[-1]
        return np.array([np.interp(at, legs, points[:, axis]) for axis in range(3)])

    def bee(self, order: Sequence[int], share: Callable[[], float], color: str) -> VGroup:
        """A traveller on a route, with wings."""
        unit = 1.4 * self.theme.dot
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
        now, stops, where = detached(share), tuple(order), detached(self.along)
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


def _through(points: np.ndarray) -> np.ndarray:
    """Bezier points of an open polyline."""
    return segment_points(points[:-1], points[1:])
