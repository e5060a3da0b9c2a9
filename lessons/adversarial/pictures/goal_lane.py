"""A forger on the slope of a goal: where it is flat he does not know where to go."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import RIGHT, UP, VGroup
from manim.typing import Point3D
from scipy.stats import norm

from lessons.adversarial.pictures.hills import NoteHill, hill_title
from lessons.adversarial.pictures.players import Forger, Inspector
from narrated.design.layout import Region
from narrated.design.theme import current_theme
from narrated.mobjects.density import Density
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding

FILL = 0.3
"""Opacity of a hillside."""
_PEAK = float(norm.pdf(0.0))


class GoalLane(VGroup):
    """A goal as hillside with a forger on it, and on the ground the hills of his fakes and of the real notes.

    Parameters
    ----------
    lane
        From edge to edge; its lower edge is the axis of ink.
    span
        Ends of the axis.
    surface
        Called on every update, elementwise: how high the hillside is over the lane's lower edge, in scene
        units, where fakes would lie.
    place, push
        Called on every update: where the fakes lie, and how hard the goal pushes them to the right.
    reach
        Length of the arrow for a push of 1, in units of the axis.
    hill
        Called on every update: the height of both hills, in scene units.
    figure
        Height of the forger and of the inspector, in pixels of the design.
    inspector
        Right edge of the inspector.
    hop
        Called on every update: how high the inspector is in the air, in scene units.

    Attributes
    ----------
    plot
        The axis, and heights in scene units.
    slope, real, fake, inspector, forger, arrow
        The parts; the arrow is not in the group.
    """

    def __init__(
        self,
        lane: Region,
        *,
        span: tuple[float, float],
        surface: Callable[[], Function],
        place: Callable[[], float],
        push: Callable[[], float],
        reach: float,
        hill: Callable[[], float],
        figure: float,
        inspector: float,
        hop: Callable[[], float] = lambda: 0.0,
    ) -> None:
        colors = current_theme().colors
        self.plot = plot = Plot(lane, span, (0.0, lane.height), bare=True)
        self.surface, self.hill = surface, hill
        self.slope = Density(plot, surface, colors.drawn_mid, opacity=FILL)
        self.real = NoteHill(plot, lambda: lambda x: hill() / _PEAK * norm.pdf(x), colors.real)
        self.fake = NoteHill(plot, lambda: lambda x: hill() / _PEAK * norm.pdf(x, place()), colors.generator)
        self.forger, self.inspector = Forger(figure), Inspector(figure, mirrored=True)
        tall, wide = float(self.forger.height), float(self.forger.width)
        foot = detached(lambda: self.on_slope(place()))
        right, ground = inspector - 0.5 * float(self.inspector.width), float(plot.c2p(0.0, 0.0)[1])
        self.forger.add_updater(lambda forger: forger.stand(foot()), call_updater=True)
        self.inspector.add_updater(
            lambda inspector: inspector.stand(np.array([right, ground + hop(), 0.0])), call_updater=True
        )
        unit = float(plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0])
        self.arrow = Pull(
            lambda: foot() + 0.45 * tall * UP + 0.75 * wide * RIGHT,
            lambda: reach * unit * push() * RIGHT,
            colors.gold,
        )
        for part in (self.slope, self.real, self.fake, self.forger, self.inspector):
            bleeding(part)
        super().__init__(self.slope, self.real, self.fake, self.inspector, self.forger)

    def on_slope(self, x: float) -> Point3D:
        """A point of the hillside of the moment over a place of the axis."""
        return self.plot.c2p(x, float(self.surface()(np.array(x))))

    def title(self, text: str, color: str, x: float) -> Label:
        """A hill's name over its top, which it follows."""
        return hill_title(text, color, lambda: self.plot.c2p(x, self.hill()))
