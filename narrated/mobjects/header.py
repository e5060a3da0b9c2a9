"""The header: which scene this is, what it is about, and how far the film has come."""

from __future__ import annotations

from typing import cast

from manim import LEFT, RIGHT, UP, Animation, FadeIn, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_NARROW = 12.0  # a header that is less wide, in its heights, has a row for each of its parts
_AIR, _GAP, _BAR = 36 * PIXEL, 10 * PIXEL, 52 * PIXEL
_BARS = 1 / 3  # what the bars may take of a row that they share with the title


class Header(VGroup):
    """Scene number on a chip, title, a quiet line of sense, and one short bar for each scene.

    In a narrow frame the bars stand above the title, and the line of sense below it. Bars of many scenes are
    shorter, so that the title keeps its room.

    Parameters
    ----------
    region
        The band at the top of the frame.
    number, total
        Place of the scene in the lesson, from 1.
    title, sense
        Words to show; ``sense`` may be empty.
    theme
        The look: colours and sizes.

    Examples
    --------
    >>> header = Header(Region(0, 0, 9.6, 0.7), 3, 8, "Three families", "what is predicted")
    """

    def __init__(
        self, region: Region, number: int, total: int, title: str, sense: str, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        self.region, self.theme = region, theme
        colors = theme.colors
        self.narrow = region.width < _NARROW * region.height
        chip = RoundedRectangle(
            width=100 * PIXEL, height=58 * PIXEL, corner_radius=0.1,
            stroke_width=0, fill_color=colors.accent, fill_opacity=1,
        )  # fmt: skip
        row, self._below = region, region
        if self.narrow:
            _, row, self._below = region.rows(8, 60, 42, gap=14 * PIXEL)
        row.place(chip, LEFT)
        digits = Label(f"{number:02d}", theme.type.body, colors.background, weight="BOLD", theme=theme)
        digits.set_line(chip.get_center())
        self.chip = VGroup(chip, digits)
        room = region.width if self.narrow else region.width * _BARS
        gap = min(_GAP, room / total / 6)
        width = (room - (total - 1) * gap) / total
        width = width if self.narrow else min(_BAR, width)
        bars = VGroup(*(self._bar(place, number, width) for place in range(1, total + 1)))
        bars.arrange(RIGHT, buff=gap)
        self.bars = region.place(bars, UP if self.narrow else RIGHT)
        left = chip.get_right()[0] + _AIR
        right = row.edge(RIGHT)[0] if self.narrow else bars.get_left()[0] - _AIR
        self._beside = Region((left + right) / 2, row.y, right - left, row.height)
        self.heading = self._heading(title, sense)
        super().__init__(self.chip, self.bars, self.heading)

    def retitle(self, title: str, sense: str) -> Animation:
        """An animation: title and sense are replaced when it begins, and the new ones slide in."""
        # In a narrow picture the line of sense begins at the safe area's edge: there is no room to slide.
        return _Retitle(self.heading, self._heading(title, sense), 0.0 if self.narrow else 24 * PIXEL)

    def _bar(self, place: int, current: int, width: float) -> RoundedRectangle:
        colors = self.theme.colors
        color = colors.accent if place == current else colors.muted if place < current else colors.raised
        bar = RoundedRectangle(
            width=width,
            height=8 * PIXEL,
            corner_radius=min(4 * PIXEL, width / 2),
            stroke_width=0,
            fill_color=color,
            fill_opacity=1,
        )
        # How far the film has come is told by the bars that are lit.
        return bar if place <= current else decoration(bar)

    def _heading(self, title: str, sense: str) -> VGroup:
        theme, place = self.theme, self._beside
        quiet = Label(sense, theme.type.label, theme.colors.muted, theme=theme)
        room = place
        if sense and not self.narrow:
            # The title comes first: it leaves the line of sense what that needs, but not more than half.
            width = max(place.width - quiet.width - _AIR, place.width / 2)
            room = Region(place.edge(LEFT)[0] + width / 2, place.y, width, place.height)
        size = min(theme.type.title, place.height / PIXEL)
        name = Label(title, size, theme.colors.text, weight="BOLD", within=_one_row(room), theme=theme)
        heading = VGroup(name.set_line(self.chip.get_right() + _AIR * RIGHT, LEFT))
        if sense:
            rest = self._below
            if not self.narrow:
                left, right = name.get_right()[0] + _AIR, place.edge(RIGHT)[0]
                rest = Region((left + right) / 2, place.y, right - left, place.height)
            quiet = Label(sense, theme.type.label, theme.colors.muted, within=_one_row(rest), theme=theme)
            heading.add(quiet.set_line(rest.edge(LEFT), LEFT) if self.narrow else quiet.beside(name, _AIR))
        return heading


def _one_row(region: Region) -> Region:
    """The region as high as a single row: what stands in it shrinks, and is not broken."""
    return Region(region.x, region.y, region.width, min(region.height, 64 * PIXEL))


class _Retitle(FadeIn):
    """Become other words on the first frame of the animation, not when it is asked for, and slide in."""

    def __init__(self, heading: VGroup, words: VGroup, slide: float) -> None:
        self.words = words
        super().__init__(heading, shift=slide * RIGHT)

    def begin(self) -> None:
        heading = cast(VGroup, self.mobject)
        heading.remove(*heading).add(*self.words)
        super().begin()
