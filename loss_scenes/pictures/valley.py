"""A landscape with balls that walk in it, and a tunnel through its hills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup

from narrated.design.layout import Region
from narrated.design.theme import Theme
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.text import Label
from narrated.mobjects.trace import along, rolling_ball


@dataclass(frozen=True)
class Walker:
    """Who walks: places in equal steps of time, colour, name, and where in the plot the name stands."""

    path: np.ndarray
    color: str
    name: str = ""
    name_at: tuple[float, float] = (0.0, 0.0)


class Valley(VGroup):
    """The curve of an energy and a ball for every walker.

    Parameters
    ----------
    region
        Where the plot stands.
    energy
        Elementwise.
    span, top
        Which arguments are shown, and up to which energy.
    walkers
        All of them walk by the tracker ``walked``, from 0 to 1.
    color
        Of the curve.

    Attributes
    ----------
    plot, curve, balls, names, walked
        The parts and the tracker; the names are not members, to be brought in later.
    """

    def __init__(
        self,
        region: Region,
        energy: Function,
        span: tuple[float, float],
        top: float,
        walkers: Sequence[Walker],
        color: str,
        *,
        y_label: str = "",
        theme: Theme | None = None,
    ) -> None:
        self.walked = ValueTracker(0.0)
        self.plot = Plot(region, span, (0.0, top), grid=False, y_label=y_label, theme=theme)
        self.curve = self.plot.curve(energy, color)
        self.balls = VGroup(
            *(rolling_ball(self.plot, energy, along(w.path, self.walked.get_value), w.color) for w in walkers)
        )
        self.names: list[Label] = [self.plot.name_curve(w.name, w.color, w.name_at) for w in walkers]
        super().__init__(self.plot, self.curve, self.balls)

    def tunnel(self, start: float, end: float, level: float, name: str, color: str) -> VGroup:
        """A dashed way through the hills at one level, with its name below."""
        way = self.plot.curve(lambda x: 0 * x + level, color, over=(start, end), dashed=True)
        low, high = self.plot.y_range
        return VGroup(
            way, self.plot.name_curve(name, color, ((start + end) / 2, level - 0.15 * (high - low)))
        )
