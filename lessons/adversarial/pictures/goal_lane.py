"""A forger on the slope of a goal: where it is flat he does not know where to go."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import RIGHT, UP, VGroup
from manim.typing import Point3D
from scipy.stats import norm

from lessons.adversarial.pictures.hills import NoteHill, hill_title
from lessons.adversarial.pictures.players import Forger
from lessons.adversarial.pictures.tangent import tangent
from narrated.design.layout import Region
from narrated.design.theme import current_theme
from narrated.mobjects.density import Density
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration

_FILL = 0.14  # opacity of a hillside
_PEAK = float(norm.pdf(0.0))
_NEAR, _CLEAR = 1.6, 4.0  # of the axis, from a name to a forger who has it over him, and who has not
_TANGENT = 0.75  # of a forger's height, to both sides of where he stands
_STEP = 1e-3  # of the axis: to both sides of a place, for the slope there


class GoalLane(VGroup):
    """A goal as hillside with a forger on it, and on the ground the hill of the real notes.

    Parameters
    ----------
    lane
        Its lower edge is the axis of ink; what of the hillside would be over its upper edge is not drawn.
    span
        Ends of the axis.
    surface
        Called on every update, elementwise: how high the hillside is over the lane's lower edge, in scene
        units, where fakes would lie.
    place, push
        Called on every update: where the fakes lie, and how hard the goal pushes them to the right.
    reach
        Length of the arrow for a push of 1, in scene units.
    hill
        Called on every update: the height of the real notes' hill, in scene units.
    figure
        Height of the forger, in pixels of the design.
    drawn
        Called on every update: up to which place of the axis the hillside is drawn; None: all of it.

    Attributes
    ----------
    plot
        The axis, and heights in scene units.
    slope, real, forger
        The parts.
    tangent, arrow
        How steep the hillside is where the forger stands, and his push: a dot, and an arrow from it, which is
        not seen where there is as good as no push. Neither is in the group.
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
        drawn: Callable[[], float] | None = None,
    ) -> None:
        theme = current_theme()
        colors = theme.colors
        self.plot = plot = Plot(lane, span, (0.0, lane.height), bare=True)
        self.surface, self.hill, self.place = surface, hill, place
        self.slope = Density(
            plot, _up_to(surface, drawn) if drawn else surface, colors.drawn_mid, opacity=_FILL
        )
        self.slope.outline.set_stroke(width=1.3 * theme.curve_width)
        self.real = NoteHill(plot, lambda: lambda x: hill() / _PEAK * norm.pdf(x), colors.real)
        self.forger = Forger(figure)
        self.tall, wide = float(self.forger.height), float(self.forger.width)
        foot = detached(lambda: self.on_slope(place()))
        self.forger.add_updater(lambda forger: forger.stand(foot()), call_updater=True)

        def tail() -> Point3D:
            return foot() + 0.45 * self.tall * UP + 0.75 * wide * RIGHT

        self.arrow = VGroup(
            Pull(tail, lambda: reach * push() * RIGHT, colors.gold),
            Dots(plot, lambda: np.array([plot.p2c(tail())]), colors.gold),
        )
        self.tangent = decoration(
            Segments(plot, self._along_the_slope, colors.gold, width=1.3 * theme.curve_width)
        )
        for part in (self.slope, self.real, self.forger, self.tangent, *self.arrow):
            bleeding(part)
        super().__init__(self.slope, self.real, self.forger)

    def on_slope(self, x: float) -> Point3D:
        """A point of the hillside of the moment over a place of the axis."""
        return self.plot.c2p(x, float(self.surface()(np.array(x))))

    def title(self, text: str, color: str, at: float) -> Label:
        """The name of the real notes' hill, over a place of it; over the forger, when he is there."""

        def top() -> Point3D:
            near = float(np.clip((_CLEAR - abs(self.place() - at)) / (_CLEAR - _NEAR), 0.0, 1.0))
            # It goes up before it goes to the middle, where somebody may stand beside it.
            return self.plot.c2p((1 - near**3) * at, self.hill() + near * (self.tall - self.hill()))

        return hill_title(text, color, top)

    def _along_the_slope(self) -> np.ndarray:
        """The tangent where the forger stands, equally long however steep it is."""
        start, end = tangent(self.on_slope, self.place(), half=_TANGENT * self.tall, near=_STEP)
        return np.array([(*self.plot.p2c(start), *self.plot.p2c(end))])


def _up_to(surface: Callable[[], Function], drawn: Callable[[], float]) -> Callable[[], Function]:
    """A hillside as far as it is drawn: beyond, there is none."""

    def seen() -> Function:
        whole, end = surface(), drawn()
        return lambda x: np.where(x <= end, whole(x), 0.0)

    return seen
