"""A small portrait of a function: its curve without numbers, and its name below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from manim import Animation, AnimationGroup, ApplyMethod, Create, FadeIn, VGroup

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label


class Portrait(VGroup):
    """A card with a curve and a name in one colour.

    Parameters
    ----------
    region
        The card's rectangle.
    name
        What stands below the curve.
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
        self.theme, self.ink = theme, color
        picture, words = region.inset(0.3).rows(3.4, 1)
        self.plot = Plot(picture, over, (0.0, top), theme=theme)
        self.ground = panel(region, theme=theme)
        self.curve = self.plot.curve(function, color, kinks=kinks, samples=240)
        self.title = words.fit(Label(name, theme.type.heading, color, weight="BOLD", theme=theme))
        super().__init__(self.ground, self.plot, self.curve, self.title)

    @staticmethod
    def match_names(portraits: Sequence[Portrait]) -> None:
        """Let portraits that stand together have their names in one size, that of the smallest."""
        smallest = min(portrait.title.em for portrait in portraits)
        for portrait in portraits:
            if portrait.title.em > smallest:
                portrait.title.scale(smallest / portrait.title.em)

    def draw(self) -> Animation:
        """The curve is drawn along its argument, the name comes in."""
        return AnimationGroup(Create(self.curve), FadeIn(self.title))

    def rest(self) -> Animation:
        """Curve and name give up their colour, and stay readable."""
        quiet = self.theme.colors.muted
        return AnimationGroup(
            ApplyMethod(self.curve.set_stroke, quiet, self.theme.line_width),
            ApplyMethod(self.title.set_color, quiet),
        )
