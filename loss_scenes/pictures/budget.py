"""Losses as bars: a part of a sum, blocks that are added to it, and two groups that share the whole of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, RoundedRectangle, VGroup, VMobject
from manim.typing import Vector3D

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes

_SLIVER = 5 * PIXEL
APART = 4 * PIXEL
"""Before each block."""
_CLOSE = 1e-9  # rounding that begins no block
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


class Blocks(Boxes):
    """Blocks in a row, each one unit long; of what is less than one, as much of a block.

    Parameters
    ----------
    region
        The row is as high, and starts at its left edge.
    unit
        How long one is, with the gap before it, in scene units.
    start, count
        Called on every update: where the first begins, and how many there are, both in units.
    color
        Of the blocks.

    Examples
    --------
    >>> blocks = Blocks(Region(0.0, 0.0, 8.0, 1.0), 1.0, lambda: 2.0, lambda: 2.5, "#d3dcf2")
    >>> [round(float(x), 2) for x in (blocks.get_left()[0] + 4, blocks.get_right()[0] + 4)]
    [2.03, 4.5]
    """

    def __init__(
        self, region: Region, unit: float, start: Callable[[], float], count: Callable[[], float], color: str
    ) -> None:
        left, (low, high) = region.edge(LEFT)[0], (region.edge(way)[1] for way in (DOWN, UP))

        def corners() -> np.ndarray:
            many = count()
            begun = np.arange(np.ceil(many - _CLOSE))
            first = left + (start() + begun) * unit + APART
            last = np.maximum(left + (start() + np.minimum(begun + 1.0, many)) * unit, first)
            return np.column_stack([first, 0 * first + low, last, 0 * first + high])

        super().__init__(None, corners, color, opacity=1.0)


class TwoGroups(VGroup):
    """What two groups of examples have of the whole loss: one from the left, one from the right of a bar.

    Parameters
    ----------
    region
        The whole loss.
    shares
        Called on every update: which share of it each group has; together 1 at most.
    colors
        Of the groups.

    Attributes
    ----------
    first, second
        The two parts.

    Examples
    --------
    >>> both = TwoGroups(Region(0.0, 0.0, 8.0, 1.0), (lambda: 0.75, lambda: 0.25), ("#fff", "#fd0"))
    >>> round(float(both.first.width / both.second.width), 6), round(float(both.width), 6)
    (3.0, 8.0)
    """

    def __init__(
        self, region: Region, shares: tuple[Callable[[], float], Callable[[], float]], colors: tuple[str, str]
    ) -> None:
        # Either part by itself leaves room for what parts them.
        most = region.width - _PARTED
        self.first, self.second = (
            LossBar(
                Region(region.x - edge * _PARTED / 2, region.y, most, region.height), share, color, edge=way
            )
            for edge, way, share, color in zip((1, -1), (LEFT, RIGHT), shares, colors, strict=True)
        )
        super().__init__(self.first, self.second)
