"""Named places of the frame: scenes place things in regions, not at coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Mobject
from manim.typing import Point3D, Vector3D

M = TypeVar("M", bound=Mobject)

DESIGN_HEIGHT = 1080
FRAME_HEIGHT = 8.0
PIXEL = FRAME_HEIGHT / DESIGN_HEIGHT
"""One pixel of the 1920x1080 design, in scene units."""


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in scene units.

    The frame is 8 units high, which are 1080 pixels of the design, and its middle is (0, 0).

    Parameters
    ----------
    x, y
        Its middle.
    width, height
        Its size.

    Examples
    --------
    >>> left, right = Region(0.0, 0.0, 4.0, 2.0).columns(1, 3)
    >>> left.width, right.x
    (1.0, 0.5)
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point3D:
        """The middle."""
        return np.array([self.x, self.y, 0.0])

    def edge(self, direction: Vector3D) -> Point3D:
        """The middle of an edge, or a corner for a diagonal direction."""
        half = np.array([self.width / 2, self.height / 2, 0.0])
        offset: Point3D = np.asarray(direction) * half
        return self.center + offset

    def inset(self, margin: float, vertical: float | None = None) -> Region:
        """The region without a margin on every side (``vertical``: another one above and below)."""
        vertical = margin if vertical is None else vertical
        return Region(self.x, self.y, self.width - 2 * margin, self.height - 2 * vertical)

    def columns(self, *shares: float, gap: float = 0.0) -> tuple[Region, ...]:
        """Side-by-side parts, from the left, with widths in the proportion of ``shares``."""
        unit = (self.width - gap * (len(shares) - 1)) / sum(shares)
        left = self.x - self.width / 2
        parts = []
        for share in shares:
            width = share * unit
            parts.append(Region(left + width / 2, self.y, width, self.height))
            left += width + gap
        return tuple(parts)

    def rows(self, *shares: float, gap: float = 0.0) -> tuple[Region, ...]:
        """Parts one below the other, from the top, with heights in the proportion of ``shares``."""
        unit = (self.height - gap * (len(shares) - 1)) / sum(shares)
        top = self.y + self.height / 2
        parts = []
        for share in shares:
            height = share * unit
            parts.append(Region(self.x, top - height / 2, self.width, height))
            top -= height + gap
        return tuple(parts)

    def place(self, mobject: M, edge: Vector3D = ORIGIN) -> M:
        """Move a mobject to the centre, or against an edge or corner, of the region."""
        mobject.move_to(self.edge(edge), aligned_edge=edge)
        return mobject

    def fit(self, mobject: M, edge: Vector3D = ORIGIN) -> M:
        """Shrink a mobject until it fits (never enlarge it), then place it."""
        scale = min(1.0, self.width / max(mobject.width, 1e-9), self.height / max(mobject.height, 1e-9))
        if scale < 1.0:
            mobject.scale(scale)
        return self.place(mobject, edge)

    def contains(self, mobject: Mobject, tolerance: float = 1e-6) -> bool:
        """Whether the whole mobject lies inside."""
        left, right = mobject.get_edge_center(LEFT)[0], mobject.get_edge_center(RIGHT)[0]
        low, high = mobject.get_edge_center(DOWN)[1], mobject.get_edge_center(UP)[1]
        return bool(
            left >= self.x - self.width / 2 - tolerance
            and right <= self.x + self.width / 2 + tolerance
            and low >= self.y - self.height / 2 - tolerance
            and high <= self.y + self.height / 2 + tolerance
        )


def _from_pixels(left: float, top: float, right: float, bottom: float) -> Region:
    """A region from the edges of a rectangle in pixels of the 1920x1080 design."""
    x = ((left + right) / 2 - 960) * PIXEL
    y = (DESIGN_HEIGHT / 2 - (top + bottom) / 2) * PIXEL
    return Region(x, y, (right - left) * PIXEL, (bottom - top) * PIXEL)


@dataclass(frozen=True)
class Regions:
    """The places of one aspect ratio."""

    frame: Region
    safe: Region
    header: Region
    body: Region
    main: Region
    side: Region
    caption: Region


def wide() -> Regions:
    """The places of a 16:9 frame: header, a large main panel with a side panel, captions below."""
    body = _from_pixels(68, 176, 1852, 884)
    main, side = body.columns(1110, 620, gap=54 * PIXEL)
    return Regions(
        frame=_from_pixels(0, 0, 1920, 1080),
        safe=_from_pixels(56, 44, 1864, 1054),
        header=_from_pixels(68, 52, 1852, 148),
        body=body,
        main=main,
        side=side,
        caption=_from_pixels(68, 904, 1852, 1052),
    )
