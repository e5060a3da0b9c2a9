"""Leaves side by side of which one is open and the others wait as slim spines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    RoundedRectangle,
    Transform,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from voiceover.text_metrics import is_wide

OPENS = squish_rate_func(smooth, 0.15, 0.7)
"""How a leaf opens: what stood on another is leaving by then, what stands on it has the rest to grow."""

MARGIN = 0.34
"""At the sides of a leaf, in scene units."""

_CORNER = 26 * PIXEL
_ROUND = 1.2  # radians: the arc on which numbers pass each other
_SPINES = {True: (92 * PIXEL, 30 * PIXEL), False: (72 * PIXEL, 20 * PIXEL)}
"""Width of a closed leaf and the gap beside it, where leaves stand side by side; else its height."""
_PITCH = 1.2  # from one character of a spine to the next, in em


class Accordion(VGroup):
    """Numbered leaves: all equally wide to begin with, then one open and the others slim.

    In a broad region they stand side by side, and the closed ones turn to spines. Else they stand one below
    the other until one opens; then the others share a row above it, so that it keeps nearly all the room.

    Parameters
    ----------
    region
        Filled by the leaves.
    names
        Of the leaves, from the first on.
    color
        Of the numbers, but for those of closed leaves: these are quiet.
    theme
        The look.

    Attributes
    ----------
    opened
        The leaf that is open, from 0; None: all are alike.

    Examples
    --------
    The second of three opens:

    >>> leaves = Accordion(Region(0, 0, 7.1, 4.0), ["Sort", "Fit", "Make"], "#ffd700")
    >>> moves = leaves.open(1)
    >>> leaves.place(1).width > 3 * leaves.place(0).width
    True
    """

    def __init__(
        self, region: Region, names: Sequence[str], color: str, *, theme: Theme | None = None
    ) -> None:
        super().__init__()
        self.theme = current_theme(theme)
        self.region, self.names, self.ink = region, list(names), color
        self.broad = region.width > 1.3 * region.height
        self.opened: int | None = None
        places = self._places(None)
        self.plates = VGroup(*(self._plate(place, None) for place in places))
        self.headings = VGroup(*(self._heading(k, place, None) for k, place in enumerate(places)))
        self.add(self.plates, self.headings)

    def place(self, index: int) -> Region:
        """Where a leaf stands now."""
        return self._places(self.opened)[index]

    def page(self, index: int) -> Region:
        """Where a leaf stands when it is open."""
        return self._places(index)[index]

    def inside(self, index: int) -> Region:
        """What of an open leaf there is for its picture: all below the heading's line."""
        place = self.page(index)
        high = (1.25 if self.broad else 1.05) * self.theme.type.title * PIXEL
        return Region(place.x, place.y - high / 2, place.width, place.height - high)

    def open(self, index: int) -> list[Animation]:
        """Animations: the leaf opens, the others become spines; headings change their places."""
        former, self.opened = self.opened, index
        before = self._places(former)
        moves: list[Animation] = []
        if not self.broad and former is not None:
            # Page and row are where they were: leaves change places, and no plate passes another.
            plates = list(self.plates)
            self.plates.submobjects = [plates[before.index(place)] for place in self._places(index)]
        for k, place in enumerate(self._places(index)):
            moves.append(Transform(self.plates[k], self._plate(place, k == index), rate_func=OPENS))
            if former is not None and k not in (former, index) and place == before[k]:
                continue
            heading = self._heading(k, place, k == index)
            # A name is gone before leaves move, and comes when they stand: it would lie on edges and on
            # other names. A number goes with its leaf, round that of a leaf which passes it the other way.
            old: VMobject = self.headings[k]
            new: VMobject = heading
            if self.broad or former is None:
                (digit, old), (there, new) = self.headings[k], heading
                moves.append(
                    Transform(
                        digit, there, path_arc=0.0 if self.broad or k > index + 1 else _ROUND, rate_func=OPENS
                    )
                )
                heading = VGroup(digit, new)
            self.headings.submobjects[k] = heading
            moves.append(FadeOut(old, rate_func=self.theme.motion.soon(0.2)))
            moves.append(FadeIn(new, rate_func=squish_rate_func(smooth, 0.7, 1.0)))
        return moves

    # -- helpers ---------------------------------------------------------------------------------------------

    def _places(self, opened: int | None) -> tuple[Region, ...]:
        count, (spine, gap) = len(self.names), _SPINES[self.broad]
        if opened is None:
            return (self.region.columns if self.broad else self.region.rows)(*[1.0] * count, gap=gap)
        if self.broad:
            rest = self.region.width - (count - 1) * (spine + gap)
            return self.region.columns(*(rest if k == opened else spine for k in range(count)), gap=gap)
        row, page = self.region.rows(spine, self.region.height - spine - gap, gap=gap)
        closed = iter(row.columns(*[1.0] * (count - 1), gap=gap))
        return tuple(page if k == opened else next(closed) for k in range(count))

    def _plate(self, place: Region, is_open: bool | None) -> RoundedRectangle:
        theme, width = self.theme, self.theme.line_width
        plate = RoundedRectangle(width=place.width, height=place.height, corner_radius=_CORNER)
        fill = theme.colors.panel if is_open else theme.colors.background
        edge = fill if is_open else theme.colors.drawn_far
        plate.set_fill(fill, opacity=1).set_stroke(edge, width)
        return decoration(plate.move_to(place.center))

    def _heading(self, index: int, place: Region, is_open: bool | None) -> VGroup:
        sizes, bold, colors = self.theme.type, "BOLD", self.theme.colors
        ink, numbered = (colors.muted, colors.muted) if is_open is False else (colors.text, self.ink)

        def number(size: float) -> Label:
            return Label(f"{index + 1}", size, numbered, weight=bold, theme=self.theme)

        name = self.names[index]
        if is_open is None or is_open or not self.broad:
            size = sizes.heading if is_open is not False else sizes.label * 1.15
            digit = number(size if is_open is False else 1.3 * size)
            top = place.edge(UP + LEFT) + np.array([MARGIN, -0.72 * 1.3 * size * PIXEL, 0.0])
            if is_open is False:
                top = place.edge(LEFT) + np.array([MARGIN, 0.0, 0.0])
            digit.set_line(top, LEFT)
            label = Label(name, size, ink, weight=bold, theme=self.theme)
            return VGroup(digit, label.beside(digit, 0.3 * size * PIXEL))
        digit = number(sizes.body).set_line(place.edge(UP) + 0.9 * sizes.body * PIXEL * DOWN)
        return VGroup(digit, self._spine(name, place))

    def _spine(self, name: str, place: Region) -> VGroup:
        """A name along a spine: characters one below the other, or turned where it is written in letters."""
        size, ink = self.theme.type.label * 1.15, self.theme.colors.muted
        if not all(map(is_wide, name)):
            return VGroup(
                Label(name, size, ink, weight="BOLD", theme=self.theme)
                .move_to(place.center)
                .rotate(np.pi / 2)
            )
        start = place.y + (len(name) - 1) / 2 * _PITCH * size * PIXEL
        labels = [Label(each, size, ink, weight="BOLD", theme=self.theme) for each in name]
        for k, label in enumerate(labels):
            label.set_line(np.array([place.x, start - k * _PITCH * size * PIXEL, 0.0]))
        return VGroup(*labels)
