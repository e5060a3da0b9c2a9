"""A lane seen from above, and what somebody drives along it, computed beforehand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, VGroup, VMobject
from manim.typing import Point3D

from loss_scenes.models.steering import Lane
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes, polygon_points, segment_points
from narrated.mobjects.things import CarFromAbove
from narrated.mobjects.visual_role import bleeding, decoration

_CAR = 0.44  # width of the drawn car for a length of 1
_WHEELS = 0.86  # of the car's half width: where its wheels run


class Track(VGroup):
    """A road with one lane, from edge to edge of the frame, above the ground of a shot.

    Parameters
    ----------
    region
        Of the road; it reaches over the frame's edges as far as a car is long.
    lane
        What is driven on.
    half_road
        From the middle of the lane to the road's edge, in metres.
    theme
        The look.

    Attributes
    ----------
    last
        Where on the way the car is when it is about to leave the frame, in metres.
    rear
        How far its rear is behind its middle, in metres of the way.

    Notes
    -----
    :meth:`c2p` takes metres of the way, and the offset from the middle of the lane in metres, positive to the
    left of the driver, who drives to the right. Along the way a metre is drawn shorter than across.
    """

    def __init__(
        self, region: Region, lane: Lane, half_road: float = 3.3, *, theme: Theme | None = None
    ) -> None:
        self.theme = theme = current_theme(theme)
        self.lane, self.half_road, self.metre = lane, half_road, region.height / 2 / half_road
        self.car_length = 2 * lane.half_car * self.metre / _CAR
        self._start = region.edge(LEFT) - 0.6 * self.car_length * RIGHT
        self._along = (region.width + 1.2 * self.car_length) / lane.length
        self.rear = 0.5 * self.car_length / self._along
        self.last = lane.length - 2.4 * self.rear
        colors = theme.colors

        def rows(offsets: list[float], marks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            """Starts and ends of lines along the road at offsets, each in pieces."""
            pieces = [(self.c2p(a, o), self.c2p(b, o)) for o in offsets for a, b in marks]
            starts, ends = zip(*pieces, strict=True)
            return np.array(starts), np.array(ends)

        whole = np.array([[0.0, lane.length]])
        ground = VMobject(stroke_width=0, fill_color=colors.panel, fill_opacity=1)
        around = ((0.0, -1), (lane.length, -1), (lane.length, 1), (0.0, 1))
        ground.set_points(polygon_points(np.array([self.c2p(way, side * half_road) for way, side in around])))
        edge = VMobject(stroke_color=colors.drawn_far, stroke_width=theme.line_width)
        edge.set_points(segment_points(*rows([half_road], whole)))
        starts = np.arange(0.0, lane.length - 2.0, 6.0)
        middle = VMobject(stroke_color=colors.drawn_far, stroke_width=theme.line_width)
        middle.set_points(segment_points(*rows([0.0], np.column_stack([starts, starts + 3.0]))))
        self.lines = VMobject(stroke_color=colors.drawn_front, stroke_width=theme.curve_width)
        self.lines.set_points(segment_points(*rows([lane.half_lane, -lane.half_lane], whole)))
        super().__init__(decoration(ground), decoration(edge), decoration(middle), self.lines)
        bleeding(self)

    def c2p(self, way: float, offset: float) -> Point3D:
        """Scene point of a place on the road."""
        return np.asarray(self._start + np.array([way * self._along, offset * self.metre, 0.0]))


class Drive(VGroup):
    """A car on a track, the marks of its wheels, and behind it what of it was over a line.

    Parameters
    ----------
    track
        What it drives on.
    offsets
        Called on every update: offset from the middle at each of the lane's stations.
    way
        Called on every update: where the car is, in metres.

    Attributes
    ----------
    marks, over, car
        The parts.
    """

    def __init__(
        self,
        track: Track,
        offsets: Callable[[], np.ndarray],
        way: Callable[[], float],
    ) -> None:
        lane, stations = track.lane, track.lane.stations
        colors = track.theme.colors

        def driven() -> tuple[np.ndarray, np.ndarray]:
            seen = int(np.clip(np.searchsorted(stations, way()), 2, stations.size))
            return stations[:seen], offsets()[:seen]

        def beyond() -> np.ndarray:
            along, aside = driven()
            side, far = np.sign(aside), lane.over(aside)
            line = side * lane.half_lane
            there = np.column_stack([along - lane.step, line, along, line + side * far])
            return np.asarray(there[(far > 0) & (along < way() - track.rear)])

        self.marks = Marks(track, driven)
        self.over = Boxes(track, beyond, colors.outlier, opacity=1.0)
        self.car = DrivenCar(track, offsets, way)
        self.car.add_updater(lambda car: car.follow())
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
        self.driven, self.c2p = detached(driven), detached(track.c2p)
        self.aside = _WHEELS * track.lane.half_car
        self.add_updater(lambda marks: marks.follow())
        self.follow()

    def follow(self) -> None:
        """Lie where the function says."""
        along, offsets = self.driven()
        pieces = []
        for side in (-1, 1):
            way = zip(along, offsets + side * self.aside, strict=True)
            points = np.array([self.c2p(a, o) for a, o in way])
            pieces.append(segment_points(points[:-1], points[1:]))
        self.set_points(np.concatenate(pieces))


class DrivenCar(CarFromAbove):
    """A car that stands where it is driven, turned along its way as it is drawn; parameters as of `Drive`."""

    def __init__(self, track: Track, offsets: Callable[[], np.ndarray], way: Callable[[], float]) -> None:
        super().__init__(track.car_length / PIXEL, theme=track.theme)
        self.offsets, self.way, self.c2p = detached(offsets), detached(way), detached(track.c2p)
        self.stations, self.turned_by = track.lane.stations, 0.0
        self.follow()

    def follow(self) -> None:
        """Stand where the functions say."""
        step, here = float(self.stations[1]), self.way()
        before, at, behind = (
            self.c2p(way, float(np.interp(way, self.stations, self.offsets())))
            for way in (here - step, here, here + step)
        )
        along, up = (behind - before)[:2]
        angle = float(np.arctan2(up, along))
        self.rotate(angle - self.turned_by, about_point=self.foot)
        self.turned_by = angle
        self.stand(at)
