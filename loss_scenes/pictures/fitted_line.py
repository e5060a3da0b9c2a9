"""A line over the houses that follows a function of the moment: its name on it, and what it swept over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from manim import ORIGIN, Mobject, VGroup, VMobject
from manim.typing import Vector3D

from loss_scenes.models.lines import Line
from narrated.design.layout import PIXEL
from narrated.manim_adapter.suspended_updates import StaysTrue
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, curve, decoration

LineNow = Callable[[], Line]

_OVER = 0.03  # of the plot's width, beyond its edges: a slanted end must not be seen
_BEHIND = -1  # behind the ground, which cuts a line off


class FittedLine(VMobject):
    """A line from edge to edge of a plot; behind the ground and the houses.

    Parameters
    ----------
    plot
        Whose coordinates.
    line
        Called on every update.
    color
        Of the stroke.
    width
        Of the stroke; a function is called on every update. None: the theme's curve.
    """

    def __init__(
        self, plot: Plot, line: LineNow, color: str, *, width: float | Callable[[], float] | None = None
    ) -> None:
        self.line, self.ends = detached(line), _ends(plot)
        self.thickness = detached(width) if callable(width) else None
        fixed = plot.theme.curve_width if width is None or callable(width) else width
        super().__init__(stroke_color=color, stroke_width=fixed)
        self.add_updater(lambda line: line.follow())
        self.follow()
        bleeding(curve(self.set_z_index(_BEHIND)))

    def follow(self) -> None:
        """Lie where the function says."""
        start, end = self.ends(self.line())
        self.set_points(segment_points(start[None], end[None]))
        if self.thickness:
            self.set_stroke(width=self.thickness())


class LineName(Label, StaysTrue):
    """A name that stands on a line, turned with it, and stays on it while it moves.

    Parameters
    ----------
    plot
        Whose coordinates.
    text, color
        Of the name.
    line
        Called on every update.
    area
        Where on the line it stands, a value of x: its middle, or an end.
    above
        Whether it stands above the line, or hangs below.
    edge
        LEFT or RIGHT: ``area`` is where its beginning or its end is.
    size
        Its em square in pixels of the design; None: the theme's heading.
    longest
        It is made smaller where it is longer, in scene units.
    further
        How much further from the line it is than others, in scene units.
    """

    def __init__(
        self,
        plot: Plot,
        text: str,
        color: str,
        line: LineNow,
        area: float,
        *,
        above: bool = True,
        edge: Vector3D = ORIGIN,
        size: float | None = None,
        longest: float = np.inf,
        further: float = 0.0,
    ) -> None:
        size = size or plot.theme.type.heading
        super().__init__(text, size, color, weight="BOLD", theme=plot.theme)
        if self.width > longest:
            size *= longest / self.width
            self.scale(longest / self.width)
        self.set_line(np.zeros(3), edge)
        # Clear of the line however small it is.
        away = np.array([0.0, (0.55 * size + 14 if above else -0.59 * size - 14) * PIXEL, 0.0])
        away[1] += further if above else -further
        self.upright, self.line_now, self.c2p, self.area = self.points + away, detached(line), plot.c2p, area
        self.add_updater(lambda name: name.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Stand on the line of now."""
        slope, intercept = self.line_now()
        here, there = (self.c2p(x, slope * x + intercept) for x in (self.area, self.area + 1.0))
        along = (there - here) / np.linalg.norm(there - here)
        turn = np.array([along, [-along[1], along[0], 0.0], [0.0, 0.0, 1.0]])
        self.set_points(self.upright @ turn + here)


class Swept(VGroup):
    """What a line swept over: a tint from where it began to where it is, and ghosts of states on its way.

    Parameters
    ----------
    plot
        Whose coordinates.
    line
        Called on every update.
    states
        Lines on the way, each really computed; the first is where it begins.
    passed
        Called on every update: how many of them are left behind by now.
    color
        Of the line.
    tinted
        Whether there is a tint.
    """

    def __init__(
        self,
        plot: Plot,
        line: LineNow,
        states: Sequence[Line],
        passed: Callable[[], int],
        color: str,
        *,
        tinted: bool = True,
    ) -> None:
        ends = _ends(plot)
        lines = [ends(state) for state in states]
        tint = VMobject(stroke_width=0, fill_color=color, fill_opacity=0.14 if tinted else 0)

        def sweep(tint: Mobject) -> None:
            # Where the lines cross, the two triangles run in opposite ways round: both are filled.
            now = ends(line())
            cast(VMobject, tint).set_points(
                polygon_points(np.array([lines[0][0], lines[0][1], now[1], now[0]]))
            )

        def leave_behind(ghosts: Mobject) -> None:
            for k, ghost in enumerate(ghosts):
                cast(VMobject, ghost).set_stroke(opacity=(0.3 + 0.28 * k / len(ghosts)) * (k < passed()))

        ghosts = VGroup()
        for start, end in lines:
            ghost = VMobject(stroke_color=color, stroke_width=plot.theme.hair_width)
            ghosts.add(ghost.set_points(segment_points(start[None], end[None])))
        super().__init__(tint, ghosts)
        tint.add_updater(sweep)
        ghosts.add_updater(leave_behind)
        sweep(tint)
        leave_behind(ghosts)
        self.set_z_index(_BEHIND - 1, family=True)
        bleeding(decoration(self))


def _ends(plot: Plot) -> Callable[[Line], tuple[np.ndarray, np.ndarray]]:
    (low, high), c2p = plot.x_range, plot.c2p
    over = _OVER * (high - low)
    low, high = low - over, high + over
    return lambda line: (
        c2p(low, line.slope * low + line.intercept),
        c2p(high, line.slope * high + line.intercept),
    )
