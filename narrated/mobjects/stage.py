"""The stage of a film: the ground, where captions live, and how far the film has come."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, Rectangle, RoundedRectangle, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import polygon_points, segment_points
from narrated.mobjects.visual_role import bleeding, decoration


class Ground(VGroup):
    """One horizon line, and below it the colour of panels down to the frame's lower edge.

    Parameters
    ----------
    frame
        The whole picture.
    horizon
        Height of the line, in scene units.
    theme
        The look.

    Examples
    --------
    What stands on it is drawn from its height upwards:

    >>> from narrated.mobjects.things import House, Tree
    >>> ground = Ground(Region(0, 0, 7.1, 4.0), -1.2)
    >>> house = House(280).stand([-0.8, ground.horizon, 0])
    >>> tree = Tree(340).stand([1.4, ground.horizon, 0])
    >>> float(ground.horizon)
    -1.2
    """

    def __init__(self, frame: Region, horizon: float, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        self.frame = frame
        earth = VMobject(stroke_width=0, fill_color=theme.colors.panel, fill_opacity=1)
        line = VMobject(stroke_color=theme.colors.drawn_far, stroke_width=theme.line_width)
        super().__init__(earth, line)
        self.set_horizon(horizon)
        bleeding(decoration(self))

    @property
    def horizon(self) -> float:
        """Height of the line now."""
        return float(self[1].points[0, 1])

    def set_horizon(self, height: float) -> Self:
        """Move the line to another height; ``ground.animate.set_horizon(y)`` lets it glide."""
        left, right = self.frame.edge(LEFT)[0], self.frame.edge(RIGHT)[0]
        low = self.frame.y - self.frame.height / 2
        corners = [(left, low, 0.0), (right, low, 0.0), (right, height, 0.0), (left, height, 0.0)]
        self[0].set_points(polygon_points(np.array(corners)))
        self[1].set_points(segment_points(np.array(corners[3:]), np.array(corners[2:3])))
        return self


class Progress(VGroup):
    """A slim bar for each scene along the lower edge, those that were told brighter.

    Parameters
    ----------
    place
        Filled by the bars.
    number, total
        Place of the scene in the lesson, from 1.
    theme
        The look.

    Examples
    --------
    >>> bars = Progress(Region(0, 0, 5.0, 0.12), 3, 8)
    """

    def __init__(self, place: Region, number: int, total: int, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        gap = min(10 * PIXEL, place.width / total / 6)
        width = (place.width - (total - 1) * gap) / total
        bars = []
        for k in range(total):
            bar = (
                RoundedRectangle(width=width, height=place.height, corner_radius=place.height / 2)
                if width > place.height
                else Rectangle(width=width, height=place.height)
            )
            color = theme.colors.drawn_mid if k < number else theme.colors.drawn_far
            bars.append(bar.set_stroke(width=0).set_fill(color, opacity=1))
        super().__init__(*bars)
        self.arrange(RIGHT, buff=gap)
        self.move_to(place.center)
        bleeding(decoration(self))


class Stage(VGroup):
    """What stays on the screen while a film's shots change: the ground and the progress.

    Parameters
    ----------
    ground, progress
        The parts.
    """

    def __init__(self, ground: Ground, progress: Progress) -> None:
        self.ground, self.progress = ground, progress
        super().__init__(ground, progress)
