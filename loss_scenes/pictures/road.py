"""A lane seen from above, and a car on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, Rectangle, RoundedRectangle, VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import decoration


class Road(VGroup):
    """A lane between two lines.

    Parameters
    ----------
    region
        The road runs from its left edge to its right.
    half_lane
        From the middle of the lane to its lines, in metres.
    half_road
        From the middle of the lane to the edge of the region, in metres.

    Notes
    -----
    :meth:`c2p` takes the share of the way (0 to 1) and the offset from the middle of the lane in metres,
    positive to the left of the driver, who drives to the right of the picture.
    """

    def __init__(
        self, region: Region, half_lane: float, half_road: float, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        self.theme, self.half_lane = theme, half_lane
        self._start, self.length = region.edge(LEFT), region.width
        self.metre = region.height / 2 / half_road
        colors = theme.colors
        ground = Rectangle(
            width=region.width, height=region.height, stroke_width=0,
            fill_color=colors.background, fill_opacity=1,
        )  # fmt: skip
        self.lines = VGroup(
            *(
                Line(
                    self.c2p(0.0, side * half_lane), self.c2p(1.0, side * half_lane),
                    stroke_color=colors.muted, stroke_width=theme.curve_width,
                )
                for side in (-1, 1)
            )
        )  # fmt: skip
        # Over the car, so that it shows how much of the car is beyond them.
        self.lines.set_z_index(1)
        middle = DashedLine(
            self.c2p(0.0, 0.0), self.c2p(1.0, 0.0), dash_length=30 * PIXEL, dashed_ratio=0.4,
            stroke_color=colors.axis, stroke_width=theme.line_width,
        )  # fmt: skip
        super().__init__(decoration(ground.move_to(region.center)), decoration(middle), self.lines)

    def c2p(self, share: float, offset: float) -> Point3D:
        """Scene point of a place on the road."""
        return np.array([share * self.length, offset * self.metre, 0.0]) + np.asarray(self._start)


class Car(VGroup):
    """A car from above that follows a function of the moment, heading included.

    Parameters
    ----------
    road
        What it drives on.
    where
        Called on every update: share of the way, and offset in metres.
    heading
        Called on every update: angle to the road, positive to the left.
    half_width, half_length, corner
        Half of its width and length and the radius of its corners, in metres of the road's cross direction.
    """

    def __init__(
        self, road: Road, where: Callable[[], tuple[float, float]], heading: Callable[[], float],
        half_width: float, half_length: float, corner: float, color: str,
    ) -> None:  # fmt: skip
        colors = road.theme.colors
        wide, long = 2 * half_width * road.metre, 2 * half_length * road.metre
        body = RoundedRectangle(
            width=long, height=wide, corner_radius=corner * road.metre,
            stroke_width=0, fill_color=color, fill_opacity=1,
        )  # fmt: skip
        glass = [
            Rectangle(width=0.14 * long, height=0.72 * wide).shift(0.16 * long * RIGHT),
            Rectangle(width=0.10 * long, height=0.66 * wide).shift(0.30 * long * LEFT),
        ]
        for pane in glass:
            pane.set_stroke(width=0).set_fill(colors.panel, 1)
        lamps = [
            Rectangle(width=0.04 * long, height=0.16 * wide).shift(
                0.47 * long * RIGHT + side * 0.3 * wide * UP
            )
            for side in (-1, 1)
        ]
        for lamp in lamps:
            decoration(lamp.set_stroke(width=0).set_fill(colors.gold, 1))
        super().__init__(body, *glass, *lamps)
        self._outlines = [part.points - self.get_center() for part in self.submobjects]
        self._where, self._heading, self._c2p = detached(where), detached(heading), detached(road.c2p)
        self.add_updater(lambda car: car.follow())
        self.follow()

    def follow(self) -> None:
        """Stand where the function says, turned along the way."""
        for part, shape in zip(self.submobjects, self._outlines, strict=True):
            part.set_points(self._placed(shape))

    def body(self) -> np.ndarray:
        """Bezier points of the body's outline where the function says, shape (n, 3)."""
        return self._placed(self._outlines[0])

    def _placed(self, shape: np.ndarray) -> np.ndarray:
        angle = self._heading()
        turn = np.array([[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        return np.asarray(shape @ turn + self._c2p(*self._where()))


class Overhang(VMobject):
    """The part of a car's body that is beyond a line of its road.

    Parameters
    ----------
    side
        1: the line to the left; -1: to the right.
    """

    def __init__(self, road: Road, car: Car, side: int, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self._line = float(road.c2p(0.0, side * road.half_lane)[1])
        self._body, self._side = detached(car.body), side
        self.add_updater(lambda part: part.follow())
        self.follow()

    def follow(self) -> None:
        """Cut the body off at the line: what is on the near side falls flat on it."""
        points = self._body()
        points[:, 1] = self._side * np.maximum(self._side * points[:, 1], self._side * self._line)
        self.set_points(points)


def swath(road: Road, path: Callable[[], np.ndarray], color: str, *, beyond: int = 0) -> Shape:
    """What a car has driven over, or only the part beyond a line.

    Parameters
    ----------
    path
        Called on every update: share of the way, offset, and how far the car reaches to either side of it,
        shape (n, 3).
    beyond
        0: the whole; 1 or -1: what lies over the line to the left, to the right.
    """
    c2p, half_lane = road.c2p, road.half_lane

    def corners() -> np.ndarray:
        way, offset, reach = path().T
        if beyond:
            near = np.full_like(offset, beyond * half_lane)
            far = beyond * np.maximum(beyond * offset + reach, half_lane)
        else:
            near, far = offset - reach, offset + reach
        there = [c2p(a, b) for a, b in zip(way, far, strict=True)]
        back = [c2p(a, b) for a, b in zip(way[::-1], near[::-1], strict=True)]
        return np.array([*there, *back])

    return Shape(corners, color, opacity=0.85 if beyond else 0.25)
