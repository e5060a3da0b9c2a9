"""A lane with a bend, seen from above, and what somebody drives along it, computed beforehand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject
from manim.typing import Point3D

from loss_scenes.models.cornering import Bend
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.things import CarFromAbove
from narrated.mobjects.visual_role import bleeding, decoration

_CAR = 0.44  # width of the drawn car for a length of 1
_WHEELS = 0.86  # of the car's half width: where its wheels run
_VERGE = 0.4  # metres from a line of the lane to the road's edge
_SEEN = 19.0, 14.0  # metres across and up that are seen at least: the whole bend, and some road before it
_ASIDE = 0.05  # of the width, at the right of the road
_BEYOND = 20.0  # metres that the road goes on before the first station and beyond the last


class Track(VGroup):
    """A road of one lane that comes in at the left, turns up at the right, and leaves at the top.

    Parameters
    ----------
    region
        Of the picture: the road lies on its lower edge.
    bend
        What is driven on.
    theme
        The look.

    Attributes
    ----------
    lines
        Of the lane, which it is not to be driven over.
    half_road
        From the middle of the lane to the road's edge, in metres.
    metre, car_length
        In scene units.
    first, last
        Where on the way a car is not yet seen, and is at last seen whole, in metres.

    Notes
    -----
    Coordinates are metres along the middle of the lane, and inwards of it: those of the bend.
    """

    def __init__(self, region: Region, bend: Bend, *, theme: Theme | None = None) -> None:
        self.theme = theme = current_theme(theme)
        self.bend, self.half_road = bend, bend.half_lane + _VERGE
        self.metre = min(region.width / _SEEN[0], region.height / _SEEN[1])
        self.car_length = 2 * bend.half_car * self.metre / _CAR
        far, high = bend.places(np.array([bend.length]), np.zeros(1))[0]
        corner = region.edge(DOWN + RIGHT) + _ASIDE * region.width * LEFT
        self._zero = corner + self.metre * np.array([-(far + self.half_road), self.half_road, 0.0])
        left, half = region.edge(LEFT)[0] - self._zero[0], self.car_length / 2
        # It comes in straight to the right, and goes out straight upwards.
        self.first = float(left - half) / self.metre
        self.last = bend.length - float(high) + float(region.edge(UP)[1] - half - self._zero[1]) / self.metre
        colors, ways = theme.colors, np.arange(-_BEYOND, bend.length + _BEYOND, bend.step)
        tar = VMobject(stroke_width=0, fill_color=colors.raised, fill_opacity=1)
        tar.set_points(polygon_points(self.around(ways, -self.half_road, self.half_road)))
        self.lines = VMobject(stroke_color=colors.drawn_front, stroke_width=theme.curve_width)
        both = [self.places(ways, side * bend.half_lane + 0 * ways) for side in (-1, 1)]
        self.lines.set_points(np.concatenate([segment_points(line[:-1], line[1:]) for line in both]))
        super().__init__(decoration(tar), self.lines)
        bleeding(self)

    def places(self, ways: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Scene points of places on the road, shape (n, 3)."""
        places = self.bend.places(ways, offsets)
        return np.asarray(self._zero + self.metre * np.column_stack([places, np.zeros(len(places))]))

    def c2p(self, way: float, offset: float) -> Point3D:
        """Scene point of a place on the road."""
        return np.asarray(self.places(np.array([way]), np.array([offset]))[0])

    def around(self, ways: np.ndarray, low: np.ndarray | float, high: np.ndarray | float) -> np.ndarray:
        """Corners of what lies between two offsets along the way."""
        one, other = (self.places(ways, offset + 0 * ways) for offset in (low, high))
        return np.concatenate([one, other[::-1]])


class Drive(VGroup):
    """A car on a track, the marks of its wheels, and what of it was over a line.

    Parameters
    ----------
    track
        What it drives on.
    offsets
        Called on every update: offset from the middle at each of the bend's stations.
    way
        Called on every update: where the car is, in metres.

    Attributes
    ----------
    marks, over, car
        The parts.
    """

    def __init__(self, track: Track, offsets: Callable[[], np.ndarray], way: Callable[[], float]) -> None:
        stations = track.bend.stations

        def driven() -> tuple[np.ndarray, np.ndarray]:
            seen = int(np.clip(np.searchsorted(stations, way()), 2, stations.size))
            return stations[:seen], offsets()[:seen]

        self.over, self.marks = Over(track, driven), Marks(track, driven)
        self.car = DrivenCar(track, offsets, way)
        super().__init__(self.over, self.marks, self.car)
        bleeding(self)


class Marks(VMobject):
    """The two lines that wheels leave.

    Parameters
    ----------
    track
        What they are on.
    driven
        Called on every update: metres of the way, and offsets there.
    """

    def __init__(self, track: Track, driven: Callable[[], tuple[np.ndarray, np.ndarray]]) -> None:
        theme = track.theme
        super().__init__(stroke_color=theme.colors.drawn_mid, stroke_width=theme.line_width)
        self.driven, self.place = detached(driven), detached(track.places)
        self.aside = _WHEELS * track.bend.half_car
        self.add_updater(lambda marks: marks.follow())
        self.follow()

    def follow(self) -> None:
        """Lie where the function says."""
        ways, offsets = self.driven()
        lines = [self.place(ways, offsets + side * self.aside) for side in (-1, 1)]
        self.set_points(np.concatenate([segment_points(line[:-1], line[1:]) for line in lines]))


class Over(VMobject):
    """What of a car was beyond a line of its lane; parameters as of `Marks`."""

    def __init__(self, track: Track, driven: Callable[[], tuple[np.ndarray, np.ndarray]]) -> None:
        super().__init__(stroke_width=0, fill_color=track.theme.colors.outlier, fill_opacity=1)
        bend = track.bend
        self.line, self.driven = bend.half_lane, detached(driven)
        self.beyond, self.around = detached(bend.over), detached(track.around)
        self.add_updater(lambda over: over.follow())
        self.follow()

    def follow(self) -> None:
        """Lie between the line and the car's side that was beyond it."""
        ways, offsets = self.driven()
        far, shapes = self.beyond(offsets), [np.zeros((0, 3))]
        for side in (-1, 1):
            width = np.where(np.sign(offsets) == side, far, 0.0)
            if width.any():
                shapes.append(polygon_points(self.around(ways, side * self.line, side * (self.line + width))))
        self.set_points(np.concatenate(shapes))


class DrivenCar(CarFromAbove):
    """A car that stands where it is driven, turned along its way; parameters as of `Drive`."""

    def __init__(self, track: Track, offsets: Callable[[], np.ndarray], way: Callable[[], float]) -> None:
        super().__init__(track.car_length / PIXEL, theme=track.theme)
        self.offsets, self.way, self.place = detached(offsets), detached(way), detached(track.places)
        self.stations, self.turned_by = track.bend.stations, 0.0
        self.add_updater(lambda car: car.follow())
        self.follow()

    def follow(self) -> None:
        """Stand where the functions say."""
        step, here = float(self.stations[1]), self.way()
        ways = np.array([here - step, here, here + step])
        before, at, behind = self.place(ways, np.interp(ways, self.stations, self.offsets()))
        along, up = (behind - before)[:2]
        angle = float(np.arctan2(up, along))
        self.rotate(angle - self.turned_by, about_point=self.foot)
        self.turned_by = angle
        self.stand(at)
