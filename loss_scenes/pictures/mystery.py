"""A box with a question mark that opens: inside is the law that gives a live mark."""

from __future__ import annotations

from collections.abc import Callable

from manim import LEFT, RIGHT, VGroup, VMobject

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import panel
from narrated.mobjects.text import Label, LiveNumber


class MysteryBox(VGroup):
    """A closed box; what it holds is made apart, to be brought in by the scene.

    Parameters
    ----------
    region
        The box's rectangle.
    heading
        What is in it.
    name, value
        Name of the mark, and the mark of the moment.
    law
        A formula.
    color
        Of heading and mark.

    Attributes
    ----------
    question
        The question mark, to be taken away.
    heading, inside
        What the box holds, not part of it while it is closed.
    """

    def __init__(
        self,
        region: Region,
        heading: str,
        name: str,
        law: VMobject,
        value: Callable[[], float],
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        sizes, muted = theme.type, theme.colors.muted
        self.question = Label("?", sizes.display, muted, weight="BOLD", theme=theme).set_line(region.center)
        head, math, score = region.inset(0.3, 0.2).rows(1, 1, 1.5)
        self.heading = Label(heading, sizes.heading, color, weight="BOLD", theme=theme).set_line(head.center)
        named = Label(name, sizes.heading, muted, theme=theme).set_line(score.edge(LEFT), LEFT)
        mark = LiveNumber(value, size=sizes.display * 0.8, color=color, theme=theme)
        self.inside = VGroup(math.fit(law), named, mark.set_line(score.edge(RIGHT), RIGHT))
        super().__init__(panel(region, raised=True, theme=theme), self.question)
