"""Views on a circle: pairs of marks of one shape and colour, moved by their angles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Circle, RegularPolygon, Star, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points
from narrated.mobjects.trace import along


class PairCircle(VGroup):
    """A circle with pairs of marks: two of one shape and colour are two views of one picture.

    Parameters
    ----------
    region
        The circle is as large as fits, marks included.
    path
        Shape (steps, 2 n), radians: where the views are in equal steps of time, by the tracker ``walked``
        from 0 to 1; 2 k and 2 k + 1 belong together; n <= 5.
    colors
        One for each pair: the first view is filled, the second, a little turned and larger, an outline.
    """

    def __init__(
        self,
        region: Region,
        path: np.ndarray,
        colors: Sequence[str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        size = 2.4 * theme.dot
        self.theme, self.radius = theme, min(region.width, region.height) / 2 - 1.9 * size
        self.middle = np.asarray(region.center)
        self.walked = ValueTracker(0.0)
        self.now: Callable[[], np.ndarray] = along(path, self.walked.get_value)
        self.ring = Circle(
            radius=self.radius, stroke_color=theme.colors.axis, stroke_width=theme.line_width
        ).move_to(self.middle)
        shapes: tuple[VMobject, ...] = (
            Circle(radius=size), RegularPolygon(3, radius=1.2 * size), RegularPolygon(4, radius=1.1 * size),
            Star(5, outer_radius=1.2 * size), RegularPolygon(6, radius=size),
        )  # fmt: skip
        marks = []
        for index in range(path.shape[1]):
            shape, color = shapes[index // 2].copy(), colors[index // 2]
            if index % 2:
                shape.scale(1.5).rotate(0.35).set_stroke(color, theme.line_width * 1.8).set_fill(opacity=0)
            else:
                shape.set_stroke(width=0).set_fill(color, 1)
            marks.append(shape)
        self.marks = VGroup(*marks)
        super().__init__(self.ring, self.marks)
        place, now = detached(self.at), self.now

        def follow(group: Any) -> None:
            for mark, angle in zip(group, now(), strict=True):
                mark.move_to(place(angle))

        self.marks.add_updater(follow, call_updater=True)

    def at(self, angle: float) -> Point3D:
        """The point of the circle at an angle."""
        return np.asarray(self.middle + self.radius * np.array([np.cos(angle), np.sin(angle), 0.0]))

    def twins(self, color: str) -> VMobject:
        """Lines between the two views of every picture."""
        line = VMobject(stroke_color=color, stroke_width=0.6 * self.theme.curve_width)
        place, now = detached(self.at), self.now

        def follow(mobject: Any) -> None:
            places = np.array([place(angle) for angle in now()])
            mobject.set_points(segment_points(places[::2], places[1::2]))

        line.add_updater(follow, call_updater=True)
        return line

    def strangers(self, anchor: int, force: Callable[[], np.ndarray], color: str) -> VGroup:
        """Lines from one view to all of other pictures, as wide as the forces that push them away.

        Parameters
        ----------
        anchor
            Index of the view.
        force
            Called on every update: one number >= 0 for each stranger in the order of the views; 1 is a line
            as wide as a curve.
        """
        others = [k for k in range(len(self.marks)) if k // 2 != anchor // 2]
        lines = VGroup(*(VMobject(stroke_color=color) for _ in others))
        place, now, push, full = detached(self.at), self.now, detached(force), self.theme.curve_width

        def follow(group: Any) -> None:
            angles = now()
            start = place(angles[anchor])
            for line, other, strength in zip(group, others, push(), strict=True):
                line.set_points(segment_points(start[np.newaxis], place(angles[other])[np.newaxis]))
                line.set_stroke(width=full * float(strength))

        lines.add_updater(follow, call_updater=True)
        return lines
