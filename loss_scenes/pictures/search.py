"""A search over round trips: all are tried in turn, the shortest so far stands out, and is flown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, ValueTracker, VGroup

from loss_scenes.pictures.tour import TourMap
from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.strip import BarStrip
from narrated.mobjects.text import Label


class TourSearch(VGroup):
    """A map on which trackers try every tour and then fly the shortest.

    Parameters
    ----------
    region
        Where the map stands.
    stops
        Shape (n + 1, 2); index 0 is the nest.
    tours, lengths
        Closed tours as indices of stops, and their lengths.
    color, nest_color, trial_color, traveller_color
        Of flowers and the shortest tour; of the nest; of the tour on trial; of who flies it.

    Attributes
    ----------
    tried, flown
        Trackers from 0 to 1: how many tours were tried, how far the shortest was flown.
    trial, leader, map, traveller
        The parts; the traveller is not a member, to be brought in later.
    """

    def __init__(
        self,
        region: Region,
        stops: np.ndarray,
        tours: Sequence[Sequence[int]],
        lengths: np.ndarray,
        color: str,
        nest_color: str,
        trial_color: str,
        traveller_color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.theme, self.tours, self.lengths = theme, tours, np.asarray(lengths, dtype=float)
        self.tried, self.flown = ValueTracker(0.0), ValueTracker(0.0)
        self._shades = color, trial_color
        self.map = TourMap(region, stops, color, nest_color, theme=theme)
        self.trial = self.map.route(lambda: tours[self.count() - 1], trial_color, theme.line_width)
        self.leader = self.map.route(lambda: tours[self.best()], color, 1.3 * theme.curve_width)
        shortest = tours[int(np.argmin(self.lengths))]
        self.traveller = self.map.bee(shortest, self.flown.get_value, traveller_color)
        super().__init__(self.leader, self.trial, self.map)

    def count(self) -> int:
        """How many tours were tried; the first ones slowly enough to be followed by eye."""
        return 1 + int((len(self.lengths) - 1) * self.tried.get_value() ** 2)

    def best(self) -> int:
        """Index of the shortest tour so far."""
        return int(np.argmin(self.lengths[: self.count()]))

    def length(self) -> float:
        """Length of the tour on trial, or of the shortest while that is flown."""
        return float(self.lengths[self.best() if self.flown.get_value() else self.count() - 1])

    def shortest(self) -> float:
        """Length of the shortest tour so far."""
        return float(self.lengths[self.best()])

    def counters(self, region: Region, tried: str, this: str, shortest: str, strip: str, unit: str) -> VGroup:
        """Live numbers under these names, and below them a strip of the lengths so far."""
        colors, (color, trial_color) = self.theme.colors, self._shades
        upper, middle, lower = region.rows(3, 0.5, 2.4, gap=0.2)
        numbers = Readouts(
            upper,
            Readout(tried, self.count, colors.text, 0, "{} / " + str(len(self.lengths))),
            Readout(this, self.length, trial_color, 1, "{} " + unit),
            Readout(shortest, self.shortest, color, 1, "{} " + unit),
            theme=self.theme,
        )
        title = Label(strip, self.theme.type.label, colors.muted, theme=self.theme)
        bars = BarStrip(lower, self.lengths, self.count, colors.muted, color, theme=self.theme)
        return VGroup(numbers, title.set_line(middle.edge(LEFT), LEFT), bars)
