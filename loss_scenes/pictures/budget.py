"""Losses as bars to one scale: a part of a sum, and the sum of two groups with what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import LEFT, RIGHT, RoundedRectangle, VGroup, VMobject
from manim.typing import Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.visual_role import decoration

_SLIVER = 5 * PIXEL
_PARTED = 8 * PIXEL  # between the losses of two groups


class LossBar(VMobject):
    """A bar from one edge of a region, as long as a loss of the moment.

    Parameters
    ----------
    region
        A full bar.
    share
        Called on every update: 0 to 1 of the full length.
    color
        Of the bar.
    edge
        LEFT or RIGHT: where it starts.

    Examples
    --------
    >>> bar = LossBar(Region(0.0, 0.0, 8.0, 1.0), lambda: 0.25, "#d3dcf2")
    >>> round(float(bar.width), 6), round(float(bar.get_left()[0]), 6)
    (2.0, -4.0)
    """

    def __init__(
        self, region: Region, share: Callable[[], float], color: str, *, edge: Vector3D = LEFT
    ) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self.region, self.share, self.start = region, detached(share), edge
        self.radius = min(14 * PIXEL, region.height / 2)
        # Drawn once: a bar changes while much else moves. Corners go apart, what is between them stretches.
        self.shape = RoundedRectangle(
            width=4 * self.radius, height=region.height, corner_radius=self.radius
        ).points
        self.add_updater(lambda bar: bar.follow())
        self.follow()

    def follow(self) -> None:
        """Be as long as the loss is now; what is less than a pixel long is still seen, as a sliver."""
        share = float(np.clip(self.share(), 0.0, 1.0))
        if not share:
            self.clear_points()
            return
        half, points = max(share * self.region.width, _SLIVER) / 2, self.shape.copy()
        inner, outer = self.radius, 2 * self.radius  # half the straight, and half the whole of the shape
        corner = min(self.radius, half)
        known, wanted = [-outer, -inner, inner, outer], [-half, corner - half, half - corner, half]
        points[:, 0] = np.interp(points[:, 0], known, wanted)
        self.set_points(points + self.region.edge(self.start) - half * self.start)


class TwoGroups(VGroup):
    """What two groups of examples lose, to one scale: one from the left, one from the right of a track.

    Together they fill the track when each loses all that it can; what they lose less is left bare.

    Parameters
    ----------
    region
        The track.
    losses
        Called on every update: what each group loses now.
    full
        What each can lose.
    colors
        Of the bars.

    Attributes
    ----------
    track
        Its outline.
    first, second
        The bars.

    Examples
    --------
    >>> both = TwoGroups(Region(0.0, 0.0, 8.0, 1.0), (lambda: 3.0, lambda: 0.5), (3.0, 1.0), ("#fff", "#fd0"))
    >>> round(float(both.first.width + both.second.width), 2), round(float(both.second.get_right()[0]), 2)
    (6.95, 4.0)
    """

    def __init__(
        self,
        region: Region,
        losses: tuple[Callable[[], float], Callable[[], float]],
        full: tuple[float, float],
        colors: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.track = decoration(
            RoundedRectangle(width=region.width, height=region.height, corner_radius=14 * PIXEL)
        )
        self.track.set_stroke(theme.colors.drawn_far, theme.line_width).move_to(region.center)
        self.first, self.second = (
            LossBar(place, partial(_part, detached(loss), most), color, edge=edge)
            for place, loss, most, color, edge in zip(
                region.columns(*full, gap=_PARTED), losses, full, colors, (LEFT, RIGHT), strict=True
            )
        )
        super().__init__(self.track, self.first, self.second)


def _part(loss: Callable[[], float], most: float) -> float:
    return loss() / most
