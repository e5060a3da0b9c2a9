"""Runners on lanes of one axis: what gets from the same start to the same goal, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import decoration


class Race(VGroup):
    """Lanes one below the other, on each the way from its start to where it is, and a dot that runs.

    Parameters
    ----------
    region
        Shared by the lanes, from the top; a lane's line is its lower edge.
    paths
        For each lane where it is at the steps, shape (K,) with at least two; all on one axis.
    share
        Called on every update: the share of all steps that are done, 0 to 1.
    span
        Ends of the axis.
    colors
        Of the runners.
    goal
        Where they want to get to: a mark on each lane.
    theme
        The look.

    Attributes
    ----------
    lanes
        The plot of each lane: x is the axis, y from 0 to 1 its height.
    tracks, trails, dots
        The parts.

    Examples
    --------
    One approaches by half of what is left, the other by a fiftieth:

    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME
    >>> colors, done, steps = DEFAULT_THEME.colors, ValueTracker(0.0), np.arange(9)
    >>> race = Race(
    ...     Region(0, 0, 6.0, 2.4), (-4 * 0.98**steps, -4 * 0.5**steps), done.get_value, span=(-5, 1),
    ...     colors=(colors.negative, colors.target), goal=0.0,
    ... )
    >>> run = done.animate.set_value(1.0)
    >>> [round(race.now(lane), 2) for lane in (0, 1)]
    [-4.0, -4.0]
    """

    def __init__(
        self,
        region: Region,
        paths: Sequence[np.ndarray],
        share: Callable[[], float],
        *,
        span: tuple[float, float],
        colors: Sequence[str],
        goal: float,
        theme: Theme | None = None,
    ) -> None:
        self.theme = theme = current_theme(theme)
        places = region.rows(*[1] * len(paths))
        self.lanes = tuple(Plot(place, span, (0.0, 1.0), bare=True, theme=theme) for place in places)
        self._now = [along(path, share) for path in paths]
        self.tracks, self.trails, self.dots = VGroup(), VGroup(), VGroup()
        for lane, path, now, color in zip(self.lanes, paths, self._now, colors, strict=True):
            ends = np.array([(span[0], 0.0, span[1], 0.0), (goal, 0.0, goal, 0.12)])
            self.tracks.add(decoration(Segments(lane, _constant(ends), theme.colors.drawn_far)))
            self.trails.add(Segments(lane, _way(float(path[0]), now), color, width=theme.curve_width))
            self.dots.add(Dots(lane, _spot(now), color, scale=1.8, theme=theme))
        super().__init__(self.tracks, self.trails, self.dots)

    def now(self, lane: int) -> float:
        """Where on the axis a runner is now."""
        return float(self._now[lane]())

    def at(self, lane: int) -> Point3D:
        """The scene point on its lane's line where a runner is now."""
        return self.lanes[lane].c2p(self.now(lane), 0.0)


def _constant(rows: np.ndarray) -> Callable[[], np.ndarray]:
    return lambda: rows


def _way(start: float, now: Callable[[], float]) -> Callable[[], np.ndarray]:
    return lambda: np.array([(start, 0.0, now(), 0.0)])


def _spot(now: Callable[[], float]) -> Callable[[], np.ndarray]:
    return lambda: np.array([(now(), 0.0)])
