"""A drive along a road: the car, what it has driven over, and what of that lies beyond the lines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from loss_scenes.mobjects.road import Car, Road, swath


class Drive(VGroup):
    """A car on a road that follows functions of the moment.

    Parameters
    ----------
    road
        What it drives on.
    offset
        Offset from the middle of the lane in metres for shares of the way, elementwise; may read trackers.
    way
        Called on every update: where the car is, as a share of the way.
    half_car, length
        Half of the car's width, and its length, in metres of the road's cross direction.
    way_length
        Metres of the whole way, which the picture shortens: the car turns by its true angle.
    color, band_color, over_color
        Of the car, of the ground it has covered, and of the ground beyond the lines.
    """

    def __init__(
        self,
        road: Road,
        offset: Callable[[np.ndarray], np.ndarray],
        way: Callable[[], float],
        *,
        half_car: float,
        length: float,
        way_length: float,
        color: str,
        band_color: str,
        over_color: str,
    ) -> None:
        step = 1e-3

        def at(share: float) -> float:
            return float(offset(np.array([share]))[0])

        def heading() -> float:
            return float(np.arctan2(at(way() + step) - at(way() - step), 2 * step * way_length))

        def path() -> np.ndarray:
            driven = np.linspace(0.0, way(), 160)
            return np.column_stack([driven, offset(driven)])

        self.band = swath(road, path, half_car, band_color)
        self.car = Car(road, lambda: (way(), at(way())), heading, 2 * half_car, length, color)
        nose = length * road.metre / 2 / road.length

        def side() -> np.ndarray:
            """The car's whole side, at the offset of its middle: as far over the line as is counted."""
            return np.array([(way() - nose, at(way())), (way() + nose, at(way()))])

        self.over = VGroup(
            *(
                swath(road, part, half_car, over_color, beyond=line)
                for part in (path, side)
                for line in (1, -1)
            )
        )
        super().__init__(self.band, self.car, self.over)
