"""A drive along a road: the car, what it has driven over, and what of that lies beyond the lines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from loss_scenes.pictures.road import Car, Overhang, Road, swath

Elementwise = Callable[[np.ndarray], np.ndarray]


class Drive(VGroup):
    """A car on a road that follows functions of the moment.

    Parameters
    ----------
    road
        What it drives on.
    way
        Called on every update: where the car is, as a share of the way.
    offset, heading
        Offset from the middle of the lane in metres, and angle to it, for shares of the way, elementwise;
        may read trackers.
    reach
        How far the car reaches across the road from its middle at an angle, elementwise.
    half_width, half_length, corner
        The car's shape, in metres.
    color, band_color, over_color
        Of the car, of the ground it has covered, and of what is beyond the lines.
    """

    def __init__(
        self,
        road: Road,
        way: Callable[[], float],
        offset: Elementwise,
        heading: Elementwise,
        reach: Elementwise,
        *,
        half_width: float,
        half_length: float,
        corner: float,
        color: str,
        band_color: str,
        over_color: str,
    ) -> None:
        def at(function: Elementwise) -> float:
            return float(function(np.array([way()]))[0])

        def path() -> np.ndarray:
            driven = np.linspace(0.0, way(), 160)
            return np.column_stack([driven, offset(driven), reach(heading(driven))])

        self.band = swath(road, path, band_color)
        self.car = Car(
            road, lambda: (way(), at(offset)), lambda: at(heading), half_width, half_length, corner, color
        )
        grounds = VGroup(*(swath(road, path, over_color, beyond=line) for line in (1, -1)))
        self.over = VGroup(*(Overhang(road, self.car, line, over_color) for line in (1, -1)))
        super().__init__(self.band, grounds, self.car, self.over)
