"""A portrait of a function: its curve on a foot of its own, without numbers, and its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from manim import ORIGIN, UP, Animation, AnimationGroup, ApplyMethod, Create, FadeOut, Line, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label

_NAME = 1.5  # em that a name takes, and the air above it


class Portrait(VGroup):
    """A curve that stands on its foot, and its name; pale until :meth:`draw` gives them their colour.

    Parameters
    ----------
    region
        All of it.
    name
        What stands below the foot.
    color
        Of the curve and the name, once it is drawn.
    function, over, top, kinks
        The curve, the window on it (arguments, and heights from 0), and where it has corners.
    """

    def __init__(
        self,
        region: Region,
        name: str,
        function: Callable[[Any], Any],
        color: str,
        over: tuple[float, float],
        top: float,
        *,
        kinks: Sequence[float] = (),
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.theme, self.ink, self.quiet = theme, color, theme.colors.drawn_other
        words = _NAME * theme.type.heading * PIXEL
        picture, below = region.rows(region.height - words, words)
        plot = Plot(picture, over, (0.0, top), bare=True, theme=theme)
        self.foot = Line(
            plot.c2p(over[0], 0.0), plot.c2p(over[1], 0.0),
            stroke_color=theme.colors.axis, stroke_width=theme.line_width,
        )  # fmt: skip
        self.curve = plot.curve(function, color, kinks=kinks, samples=240)
        self.ghost = self.curve.copy().set_stroke(self.quiet, theme.line_width)
        self.title = Label(
            name, theme.type.heading, self.quiet, weight="BOLD", within=below, edge=ORIGIN, theme=theme
        )
        super().__init__(self.foot, self.ghost, self.title)

    @staticmethod
    def match_names(portraits: Sequence[Portrait]) -> None:
        """Let portraits that stand together have their names in one size, that of the smallest."""
        smallest = min(portrait.title.em for portrait in portraits)
        for portrait in portraits:
            if portrait.title.em > smallest:
                portrait.title.scale(smallest / portrait.title.em)

    def draw(self) -> Animation:
        """The curve is drawn along its argument, and the name takes its colour."""
        return AnimationGroup(Create(self.curve), ApplyMethod(self.title.set_color, self.ink))

    def step_forward(self, rise: float = 0.25) -> Animation:
        """All of it rises a little, out of the row."""
        return AnimationGroup(ApplyMethod(self.shift, rise * UP), ApplyMethod(self.curve.shift, rise * UP))

    def rest(self) -> Animation:
        """Curve and name give up their colour, and stay readable."""
        return AnimationGroup(FadeOut(self.curve), ApplyMethod(self.title.set_color, self.quiet))
