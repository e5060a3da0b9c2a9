"""Named places of the frame: scenes place things in regions, not at coordinates."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Mobject
from manim.typing import Point3D, Vector3D

from narrated.design.formats import (
    DESIGN_SHORT_SIDE,
    LANDSCAPE,
    PORTRAIT,
    SHORT_SIDE,
    SQUARE,
    TALL,
    WIDE,
    Format,
)
from narrated.design.theme import current_theme
from voiceover.errors import InputError, excerpt

M = TypeVar("M", bound=Mobject)

PIXEL = SHORT_SIDE / DESIGN_SHORT_SIDE
"""One pixel of the design, in scene units: the short side of every format has 1080."""


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in scene units.

    The frame's short side is 8 units, which are 1080 pixels of the design, and its middle is (0, 0).

    Parameters
    ----------
    x, y
        Its middle.
    width, height
        Its size.

    Examples
    --------
    A plot's place and three rows beside it, with air between them:

    >>> from manim import VGroup
    >>> from narrated import panel
    >>> left, right = Region(0, 0, 6.4, 3.6).columns(2, 1, gap=0.2)
    >>> rows = right.rows(1, 1, 1, gap=0.2)
    >>> places = VGroup(*(panel(place, raised=True) for place in (left, *rows)))
    >>> [round(float(place.width), 2) for place in (left, right)]
    [4.13, 2.07]
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point3D:
        """The middle."""
        return np.array([self.x, self.y, 0.0])

    @property
    def broad(self) -> bool:
        """Whether it is over one and a half times as wide as high: in a wide frame, not in a square one."""
        return self.width > 1.5 * self.height

    @property
    def upright(self) -> bool:
        """Whether it is higher than it is wide."""
        return self.height > self.width

    def edge(self, direction: Vector3D) -> Point3D:
        """The middle of an edge, or a corner for a diagonal direction."""
        half = np.array([self.width / 2, self.height / 2, 0.0])
        offset: Point3D = np.asarray(direction) * half
        return self.center + offset

    def inset(self, margin: float, vertical: float | None = None) -> Region:
        """The region without a margin on every side (``vertical``: another one above and below)."""
        vertical = margin if vertical is None else vertical
        return Region(self.x, self.y, self.width - 2 * margin, self.height - 2 * vertical)

    def down_to(self, height: float) -> Region:
        """The same place with its lower edge at a height, such as that of the ground.

        Examples
        --------
        >>> region = Region(0.0, 1.0, 4.0, 2.0).down_to(-2.5)
        >>> float(region.edge(UP)[1]), float(region.edge(DOWN)[1])
        (2.0, -2.5)
        """
        high = float(self.edge(UP)[1]) - float(height)
        return Region(self.x, float(height) + high / 2, self.width, high)

    def kept(self, at: Point3D, width: float) -> Point3D:
        """The middle of something so wide, as near to a point as it is between the sides.

        Examples
        --------
        >>> float(Region(0.0, 0.0, 8.0, 4.0).kept(np.array([9.0, 1.0, 0.0]), width=2.0)[0])
        3.0
        """
        aside = max(0.0, (self.width - width) / 2)
        return np.array([np.clip(at[0], self.x - aside, self.x + aside), at[1], at[2]])

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

    def split(self, *shares: float, gap: float = 0.0) -> tuple[Region, ...]:
        """Parts along the longer side: columns of a broad region, rows of a high one."""
        parts = self.columns if self.width >= self.height else self.rows
        return parts(*shares, gap=gap)

    def tiles(
        self, count: int, *, at_least: float | tuple[float, float], gap: float = 0.0
    ) -> tuple[Region, ...]:
        """Equal parts in rows from the top left, as few rows as make the smaller side of a part largest.

        Parameters
        ----------
        count
            How many; a last row that is not full stands in the middle.
        at_least
            Width and height of a tile in pixels of the design that must not be undercut; one number: of both.
        gap
            Between two tiles, in scene units.

        Raises
        ------
        InputError
            Where no grid leaves the tiles that size.

        Examples
        --------
        Seven equal tiles, in as few rows as leave them large; the last row stands in the middle:

        >>> from manim import VGroup
        >>> from narrated import panel
        >>> tiles = Region(0, 0, 6.4, 3.6).tiles(7, at_least=100, gap=0.2)
        >>> panels = VGroup(*(panel(tile, raised=True) for tile in tiles))
        >>> len({round(tile.y, 6) for tile in tiles})
        2
        """
        wide, high = (at_least, at_least) if isinstance(at_least, int | float) else at_least

        def size(columns: int) -> tuple[float, float]:
            rows = math.ceil(count / columns)
            width = (self.width - gap * (columns - 1)) / columns
            return width / PIXEL, (self.height - gap * (rows - 1)) / rows / PIXEL

        def room(columns: int) -> float:
            width, height = size(columns)
            return min(width / wide, height / high)

        # Of equals the one with more columns: fewer rows.
        best = max(range(count, 0, -1), key=lambda columns: round(room(columns), 9))
        if room(best) < 1 - 1e-9:
            width, height = size(best)
            raise InputError(
                f"{count} tiles would be {width:.0f}x{height:.0f} px in a region of "
                f"{self.width / PIXEL:.0f}x{self.height / PIXEL:.0f} px",
                permitted=f"{wide:g}x{high:g} px or more",
                remedy="show fewer at a time, or give them a larger region",
            )
        width, height = (side * PIXEL for side in size(best))
        tiles: list[Region] = []
        for row, line in enumerate(self.rows(*[1] * math.ceil(count / best), gap=gap)):
            there = min(best, count - row * best)
            place = Region(self.x, line.y, there * width + (there - 1) * gap, height)
            tiles += place.columns(*[1] * there, gap=gap)
        return tuple(tiles)

    def grid(self, across: int, down: int, *, aspect: float = 1.0, gap: float = 0.0) -> tuple[Region, ...]:
        """Parts of one shape, row by row from the top left: as large as there is room, and in the middle.

        Parameters
        ----------
        across, down
            How many beside each other, and below each other.
        aspect
            Width of a part by its height.
        gap
            Between two parts, in scene units.

        Examples
        --------
        >>> parts = Region(0, 0, 8.0, 3.0).grid(3, 2, aspect=2.0, gap=0.2)
        >>> len(parts), round(parts[0].width, 3), round(parts[0].height, 3)
        (6, 2.533, 1.267)
        """
        high = min(
            (self.height - (down - 1) * gap) / down, (self.width - (across - 1) * gap) / across / aspect
        )
        whole = Region(self.x, self.y, across * (aspect * high + gap) - gap, down * (high + gap) - gap)
        return tuple(
            part for row in whole.rows(*[1] * down, gap=gap) for part in row.columns(*[1] * across, gap=gap)
        )

    def place(self, mobject: M, edge: Vector3D = ORIGIN) -> M:
        """Move a mobject to the centre, or against an edge or corner, of the region."""
        mobject.move_to(self.edge(edge), aligned_edge=edge)
        return mobject

    def fit(self, mobject: M, edge: Vector3D = ORIGIN) -> M:
        """Shrink a mobject until it fits (never enlarge it), then place it.

        Raises
        ------
        InputError
            If a text of it would be smaller than the theme's smallest, with the pixels needed and there.
        """
        scale = min(1.0, self.width / max(mobject.width, 1e-9), self.height / max(mobject.height, 1e-9))
        if scale < 1.0:
            floor = current_theme().text_sizes.smallest
            for text in mobject.get_family():
                em = getattr(text, "em", None)
                if em is not None and em * scale < min(em, floor) - 1e-6:
                    said: str = getattr(text, "text", getattr(text, "shown", ""))
                    raise self._too_small(mobject, said, min(em, floor) / em)
            mobject.scale(scale)
        return self.place(mobject, edge)

    def _too_small(self, mobject: Mobject, text: str, least: float) -> InputError:
        needed = f"{least * mobject.width / PIXEL:.0f}x{least * mobject.height / PIXEL:.0f} px"
        return InputError(
            f"{excerpt(str(text))} stands in {needed} where there are "
            f"{self.width / PIXEL:.0f}x{self.height / PIXEL:.0f} px",
            where=getattr(text, "where", None),
            permitted=f"what fits with text of {current_theme().text_sizes.smallest:.0f} px or more",
            remedy="shorten it, or give it a larger region",
        )

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


@dataclass(frozen=True)
class Regions:
    """The places of a format.

    Parameters
    ----------
    frame
        The whole picture.
    safe
        Nothing that is read or looked at reaches out of it.
    ads
        What the picture cannot do without stands here: no site's advertisements cover it.
    header, body, caption
        From the top: title and sense, the picture, and what is being said.
    stage, hero
        Of a film's shot: all above the horizon, from edge to edge, and what of it is read.
    progress
        Where a film tells how far it has come.
    main, side
        The body's larger and smaller part: beside each other in a wide frame, else one below the other.
    """

    frame: Region
    safe: Region
    ads: Region
    header: Region
    body: Region
    stage: Region
    hero: Region
    progress: Region
    main: Region
    side: Region
    caption: Region


@functools.cache
def layout(shape: Format) -> Regions:
    """The places of a format.

    Notes
    -----
    ``safe`` of a tall frame is clear of the worst published figures for what sites lay over it: 250 px at
    the top, 460 at the bottom, 180 at the right, 60 at the left of 1080x1920. ``ads`` is clear of the
    advertising margins as well: those of Shorts (288 top, 672 bottom, 48 left, 192 right) and of Meta
    (14 % top, 35 % bottom, 6 % sides), with some air at the left.
    """

    def region(left: float, top: float, right: float, bottom: float) -> Region:
        """From the edges of a rectangle in pixels of the design."""
        x = ((left + right) / 2 - shape.width / 2) * PIXEL
        y = (shape.height / 2 - (top + bottom) / 2) * PIXEL
        return Region(x, y, (right - left) * PIXEL, (bottom - top) * PIXEL)

    frame = region(0, 0, shape.width, shape.height)
    if shape == WIDE:
        body = region(68, 176, 1852, 848)
        main, side = body.columns(1110, 620, gap=54 * PIXEL)
        safe = ads = region(56, 44, 1864, 1054)
        header, caption = region(68, 52, 1852, 148), region(68, 872, 1852, 1050)
        stage, hero = region(0, 0, 1920, shape.horizon), region(64, 56, 1856, 850)
        progress = region(64, 1062, 1856, 1068)
    elif shape == TALL:
        safe, ads = region(60, 250, 900, 1460), region(120, 288, 888, 1248)
        header, body = region(64, 252, 896, 384), region(64, 404, 896, 1220)
        caption = region(64, 1238, 896, 1456)
        stage, hero = region(0, 0, 1080, shape.horizon), region(64, 252, 896, 1212)
        progress = region(64, 1480, 896, 1486)
        main, side = body.rows(500, 300, gap=26 * PIXEL)
    elif shape == SQUARE:
        safe = ads = region(44, 44, 1036, 1036)
        header, body = region(48, 46, 1032, 174), region(48, 192, 1032, 878)
        caption = region(48, 894, 1032, 1034)
        stage, hero = region(0, 0, 1080, shape.horizon), region(48, 46, 1032, 872)
        progress = region(48, 1052, 1032, 1058)
        main, side = body.rows(416, 246, gap=26 * PIXEL)
    elif shape == LANDSCAPE:
        safe = ads = region(48, 44, 1392, 1036)
        header, body, caption = (
            region(56, 52, 1384, 148),
            region(56, 176, 1384, 848),
            region(56, 872, 1384, 1030),
        )
        main, side = body.columns(820, 460, gap=48 * PIXEL)
        stage, hero = region(0, 0, 1440, shape.horizon), region(56, 56, 1384, 850)
        progress = region(56, 1050, 1384, 1056)
    elif shape == PORTRAIT:
        safe = ads = region(44, 44, 1036, 1396)
        header, body, caption = (
            region(48, 48, 1032, 176),
            region(48, 196, 1032, 1180),
            region(48, 1200, 1032, 1390),
        )
        main, side = body.rows(600, 358, gap=26 * PIXEL)
        stage, hero = region(0, 0, 1080, shape.horizon), region(48, 48, 1032, 1010)
        progress = region(48, 1410, 1032, 1416)
    else:
        raise InputError(f"the format {shape.name} has no places", remedy="write them into this function")
    return Regions(frame, safe, ads, header, body, stage, hero, progress, main, side, caption)
