"""A portrait of a function: its curve on a foot of its own, without numbers, and its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from manim import LEFT, ORIGIN, Line, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.text_rows import PITCH
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_NAME = 1.5  # em that a name takes, and the air above it


class Portrait(VGroup):
    """A curve that stands on its foot, and its name, both in one colour.

    Parameters
    ----------
    region
        All of it.
    name
        What stands below the foot, or beside the curve.
    color
        Of the curve and the name.
    function, over, top, kinks
        The curve, the window on it (arguments, and heights from 0), and where it has corners.
    name_rows
        How many rows the name may take below the foot.
    beside
        Whether the name stands at the right of the curve.
    width
        Of the curve's stroke; None: the theme's for a curve.
    theme
        The look.

    Examples
    --------
    >>> portraits = [
    ...     Portrait(
    ...         Region(-1.7, 0, 2.8, 3.2), "square", lambda r: r**2, "#ffa45c", (-1.5, 1.5), 2.2,
    ...     ),
    ...     Portrait(
    ...         Region(1.7, 0, 2.8, 3.2), "absolute", abs, "#7fd4ff", (-1.5, 1.5), 2.2, kinks=[0],
    ...     ),
    ... ]
    >>> Portrait.match_names(portraits)
    >>> both = VGroup(*portraits)
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
        name_rows: int = 1,
        beside: bool = False,
        width: float | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        em, self.edge = theme.type.heading * PIXEL, LEFT if beside else ORIGIN
        if beside:
            picture, words = region.columns(1, 1, gap=em / 4)
        else:
            words_height = (_NAME + PITCH * (name_rows - 1)) * em
            picture, words = region.rows(region.height - words_height, words_height)
        plot = Plot(picture, over, (0.0, top), bare=True, theme=theme)
        self.foot = Line(
            plot.c2p(over[0], 0.0), plot.c2p(over[1], 0.0),
            stroke_color=theme.colors.axis, stroke_width=theme.line_width,
        )  # fmt: skip
        decoration(self.foot)
        self.curve = plot.curve(function, color, kinks=kinks, samples=240, width=width)
        self.title = Label(
            name,
            theme.type.heading,
            color,
            weight="BOLD",
            within=words,
            edge=LEFT if beside else ORIGIN,
            theme=theme,
        )
        super().__init__(self.foot, self.curve, self.title)

    @staticmethod
    def match_names(portraits: Sequence[Portrait]) -> None:
        """Let portraits that stand together have their names in one size, that of the smallest."""
        smallest = min(portrait.title.em for portrait in portraits)
        for portrait in portraits:
            if portrait.title.em > smallest:
                portrait.title.scale(smallest / portrait.title.em, about_edge=portrait.edge)
