"""The header: which scene this is, what it is about, and how far the film has come."""

from __future__ import annotations

from typing import cast

from manim import LEFT, RIGHT, Animation, FadeIn, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration


class Header(VGroup):
    """Scene number on a chip, title, a quiet line of sense, and one short bar for each scene.

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
    """

    def __init__(
        self, region: Region, number: int, total: int, title: str, sense: str, *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        self.region, self.theme = region, theme
        colors = theme.colors
        chip = RoundedRectangle(
            width=100 * PIXEL, height=58 * PIXEL, corner_radius=0.1,
            stroke_width=0, fill_color=colors.accent, fill_opacity=1,
        )  # fmt: skip
        region.place(chip, LEFT)
        digits = Label(f"{number:02d}", theme.type.body, colors.background, weight="BOLD", theme=theme)
        digits.set_line(chip.get_center())
        self.chip = VGroup(chip, digits)
        bars = VGroup(*(self._bar(place, number) for place in range(1, total + 1)))
        bars.arrange(RIGHT, buff=10 * PIXEL)
        self.bars = region.place(bars, RIGHT)
        self.heading = self._heading(title, sense)
        super().__init__(self.chip, self.bars, self.heading)

    def retitle(self, title: str, sense: str) -> Animation:
        """An animation: title and sense are replaced when it begins, and the new ones slide in."""
        return _Retitle(self.heading, self._heading(title, sense))

    def _bar(self, place: int, current: int) -> RoundedRectangle:
        colors = self.theme.colors
        color = colors.accent if place == current else colors.muted if place < current else colors.raised
        bar = RoundedRectangle(
            width=52 * PIXEL,
            height=8 * PIXEL,
            corner_radius=4 * PIXEL,
            stroke_width=0,
            fill_color=color,
            fill_opacity=1,
        )
        # How far the film has come is told by the bars that are lit.
        return bar if place <= current else decoration(bar)

    def _heading(self, title: str, sense: str) -> VGroup:
        theme = self.theme
        start = self.chip.get_right() + 36 * PIXEL * RIGHT
        name = Label(title, theme.type.title, theme.colors.text, weight="BOLD", theme=theme)
        name.set_line(start, LEFT)
        heading = VGroup(name)
        if sense:
            quiet = Label(sense, theme.type.label, theme.colors.muted, theme=theme)
            quiet.beside(name, 36 * PIXEL)
            heading.add(quiet)
        return heading


class _Retitle(FadeIn):
    """Become other words on the first frame of the animation, not when it is asked for, and slide in."""

    def __init__(self, heading: VGroup, words: VGroup) -> None:
        self.words = words
        super().__init__(heading, shift=24 * PIXEL * RIGHT)

    def begin(self) -> None:
        heading = cast(VGroup, self.mobject)
        heading.remove(*heading).add(*self.words)
        super().begin()
