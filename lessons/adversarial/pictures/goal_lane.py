"""A forger on the slope of a goal: where it is flat he does not know where to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import RIGHT, UP, VGroup
from manim.typing import Point3D
from scipy.stats import norm

from lessons.adversarial.pictures.hills import NoteHill
from lessons.adversarial.pictures.players import Forger
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.density import Density
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.visual_role import bleeding

_TALL = 0.3  # a forger's height, by that of the lane
HILL = 0.17
"""Height of a hill, by that of the lane: it lies at the foot of the hillside."""
_PEAK = float(norm.pdf(0.0))


class GoalLane(VGroup):
    """A goal as hillside with a forger on it, and on the ground the hill of his fakes.

    Parameters
    ----------
    lane
        From edge to edge; its lower edge is the axis of ink.
    span
        Ends of the axis.
    goal
        Elementwise: the goal over the place of the fakes, not negative; it may be that of the moment.
    top
        Of the goal, at the lane's upper edge.
    place, push
        Called on every update: where the fakes lie, and how hard the goal pushes them to the right.
    relief
        Called on every update: how high the hillside is, 0 to 1.
    reach
        Length of the arrow for a push of 1, in units of the axis.
    hill
        Called on every update: the height of both hills, by that of the lane.

    Attributes
    ----------
    plot
        The axis, and the lane's height from 0 to 1.
    goal
        Elementwise: the height of the hillside once it has risen, by that of the lane.
    slope, real, fake, forger, arrow
        The parts.
    """

    def __init__(
        self,
        lane: Region,
        *,
        span: tuple[float, float],
        goal: Function,
        top: float,
        place: Callable[[], float],
        push: Callable[[], float],
        relief: Callable[[], float],
        reach: float,
        hill: Callable[[], float],
    ) -> None:
        self.theme = theme = current_theme()
        colors = theme.colors
        self.plot = plot = Plot(lane, span, (0.0, 1.0), bare=True)
        self.goal: Function = lambda x: np.asarray(goal(x)) / top
        self.slope = Density(plot, lambda: lambda x: relief() * self.goal(x), colors.drawn_mid, opacity=0.36)
        self.real = NoteHill(plot, lambda: lambda x: hill() / _PEAK * norm.pdf(x), colors.real)
        self.fake = NoteHill(plot, lambda: lambda x: hill() / _PEAK * norm.pdf(x, place()), colors.generator)
        self.forger = Forger(_TALL * lane.height / PIXEL)
        tall, wide = float(self.forger.height), float(self.forger.width)
        foot = detached(lambda: self.on_slope(place(), relief()))

        def follow(forger: Any) -> None:
            forger.stand(foot())

        self.forger.add_updater(follow, call_updater=True)
        unit = float(plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0])
        self.arrow = Pull(
            lambda: foot() + 0.45 * tall * UP + 0.75 * wide * RIGHT,
            lambda: reach * unit * push() * RIGHT,
            colors.gold,
        )
        for part in (self.slope, self.real, self.fake, self.forger):
            bleeding(part)
        super().__init__(self.slope, self.real, self.fake, self.forger)

    def on_slope(self, x: float, risen: float = 1.0) -> Point3D:
        """A point of the hillside over a place of the axis, risen to a share of its height."""
        return self.plot.c2p(x, risen * float(self.goal(np.array(x))))
