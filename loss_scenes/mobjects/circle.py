"""Views on a circle: pairs of marks of one shape, moved by their angles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Circle, RegularPolygon, Star, VGroup, VMobject
from manim.typing import Point3D

from loss_scenes.mobjects.hold import hold
from loss_scenes.mobjects.tour import corners
from loss_scenes.stage.regions import Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


class PairCircle(VGroup):
    """A circle with pairs of marks: two of one shape are two views of one picture.

    Parameters
    ----------
    region
        The circle is as large as fits, marks included.
    angles
        Called on every update: shape (2 n,), radians; 2 k and 2 k + 1 belong together; n <= 5.
    color
        Of the marks: the first view is filled, the second, a little turned and larger, an outline.
    """

    def __init__(
        self, region: Region, angles: Callable[[], np.ndarray], color: str, *, theme: Theme = DEFAULT_THEME
    ) -> None:
        size = 2.4 * theme.dot
        self.radius = min(region.width, region.height) / 2 - 1.9 * size
        self.middle = np.asarray(region.center)
        self.angles = hold(angles)
        self.ring = Circle(
            radius=self.radius, stroke_color=theme.colors.axis, stroke_width=theme.line_width
        ).move_to(self.middle)
        shapes: tuple[VMobject, ...] = (
            Circle(radius=size), RegularPolygon(3, radius=1.2 * size), RegularPolygon(4, radius=1.1 * size),
            Star(5, outer_radius=1.2 * size), RegularPolygon(6, radius=size),
        )  # fmt: skip
        marks = []
        for index in range(len(angles())):
            shape = shapes[index // 2].copy()
            if index % 2:
                shape.scale(1.45).rotate(0.35).set_stroke(color, theme.line_width * 1.5).set_fill(opacity=0)
            else:
                shape.set_stroke(width=0).set_fill(color, 1)
            marks.append(shape)
        self.marks = VGroup(*marks)
        super().__init__(self.ring, self.marks)
        place, now = hold(self.at), hold(angles)

        def follow(group: Any) -> None:
            for mark, angle in zip(group, now(), strict=True):
                mark.move_to(place(angle))

        self.marks.add_updater(follow, call_updater=True)

    def at(self, angle: float) -> Point3D:
        """The point of the circle at an angle."""
        return np.asarray(self.middle + self.radius * np.array([np.cos(angle), np.sin(angle), 0.0]))

    def chords(
        self, pairs: list[tuple[int, int]], color: str, width: float, opacity: float = 1.0
    ) -> VMobject:
        """Straight lines between marks, by index."""
        line = VMobject(stroke_color=color, stroke_width=width, stroke_opacity=opacity)
        place, now = hold(self.at), hold(self.angles)

        def follow(mobject: Any) -> None:
            angles = now()
            mobject.set_points(
                np.concatenate([corners(np.array([place(angles[i]), place(angles[j])])) for i, j in pairs])
            )

        line.add_updater(follow, call_updater=True)
        return line
