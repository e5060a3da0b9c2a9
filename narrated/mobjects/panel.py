"""Panels, cards, sliders and read-outs: what stands beside a plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import typst
from manim import LEFT, RIGHT, UP, Circle, Line, MathTypst, RoundedRectangle, ValueTracker, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import DEFAULT_THEME, Theme
from narrated.manim_adapter.typst_formula import math_typst
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import decoration
from voiceover.errors import InputError

# Typst's em is smaller than Pango's for one font_size: measured on the cap height of both.
TYPST_FONT_SIZE_PER_PIXEL = 1 / 1.40


def panel(
    region: Region, *, raised: bool = False, color: str | None = None, theme: Theme = DEFAULT_THEME
) -> RoundedRectangle:
    """The rounded ground that a plot or a column of words stands on.

    Parameters
    ----------
    region
        Its rectangle, in scene units.
    raised
        Whether it stands out from a panel below it.
    color
        Of its edge; None: a faint one.
    theme
        The look.

    Examples
    --------
    >>> ground = panel(Region(0.0, 0.0, 4.0, 2.0))
    >>> round(float(ground.width), 6)
    4.0
    """
    colors = theme.colors
    ground = RoundedRectangle(
        width=region.width,
        height=region.height,
        corner_radius=theme.corner,
        fill_color=colors.raised if raised else colors.panel,
        fill_opacity=1,
        stroke_color=color or colors.raised,
        stroke_width=theme.line_width if color else theme.hair_width * 1.5,
    )
    ground.move_to(region.center)
    return decoration(ground)


def formula(
    source: str, size: float | None = None, color: str | None = None, *, theme: Theme = DEFAULT_THEME
) -> MathTypst:
    r"""A formula in Typst's notation; parts in ``{{ x : name }}`` can be coloured by ``select(name)``.

    Typst writes ``frac(1, 2)``, ``sqrt(x)`` and ``sum_(i=1)^n`` where LaTeX writes ``\frac{1}{2}``,
    ``\sqrt{x}`` and ``\sum_{i=1}^n``. Manim's ``MathTypst`` takes the same notation; its ``Tex`` and
    ``MathTex`` need a LaTeX on the machine.

    Parameters
    ----------
    source
        Typst's maths, without dollar signs.
    size
        Em square in pixels of the 1080p design; None: that of the theme's body text.
    color
        None: that of the theme's text.
    theme
        The look.

    Raises
    ------
    InputError
        For what Typst cannot set.

    Examples
    --------
    >>> law = formula("ell(p) = -ln {{ p : chance }}")  # doctest: +SKIP
    >>> blue = law.select("chance").set_color("#7fd4ff")  # doctest: +SKIP
    """
    size = (size or theme.type.body) * TYPST_FONT_SIZE_PER_PIXEL
    try:
        math = math_typst(source, size)
    except typst.TypstError as error:
        raise InputError(
            f"the formula {source!r} cannot be set ({error})",
            permitted="Typst's notation, as in frac(1, 2) or sqrt(x); that of LaTeX is another",
        ) from error
    return math.set_color(color or theme.colors.text)


class Slider(VGroup):
    """A parameter on a visible track: name, live number, and a knob that follows the tracker.

    Parameters
    ----------
    region
        Its place: the row of words above, the track below.
    name
        What the parameter is called.
    tracker, low, high
        The parameter and the ends of the track.
    color
        Of the number and of the part of the track that is filled.
    decimals
        Digits after the number's point.
    theme
        The look.

    Raises
    ------
    InputError
        When the parameter is nan or infinite.

    Examples
    --------
    >>> delta = ValueTracker(1.0)
    >>> slider = Slider(Region(0.0, 0.0, 4.0, 1.0), "δ", delta, 0.0, 3.0, "#7ee2a0")
    >>> slider.number.shown
    '1.00'
    """

    def __init__(
        self,
        region: Region,
        name: str,
        tracker: ValueTracker,
        low: float,
        high: float,
        color: str,
        *,
        decimals: int = 2,
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self.tracker, self.low, self.high = tracker, low, high
        words, track = region.rows(1.2, 1)
        self.title = Label(name, theme.type.body, theme.colors.muted, theme=theme).set_line(
            words.edge(LEFT), LEFT
        )
        self.number = LiveNumber(tracker.get_value, decimals=decimals, color=color, theme=theme)
        self.number.set_line(words.edge(RIGHT), RIGHT)
        ends = track.edge(LEFT), track.edge(RIGHT)
        # The knob and the filled part say where the parameter is.
        self.track = decoration(
            Line(*ends, stroke_color=theme.colors.raised, stroke_width=theme.curve_width * 1.4)
        )
        self.filled = Line(*ends, stroke_color=color, stroke_width=theme.curve_width * 1.4)
        self.knob = Circle(
            radius=theme.dot * 1.5, stroke_width=0, fill_color=theme.colors.text, fill_opacity=1
        )
        self.ends = ends
        super().__init__(self.title, self.number, self.track, self.filled, self.knob)
        self.filled.add_updater(lambda _: self.follow())
        self.follow()

    def follow(self) -> None:
        """Put the knob where the parameter is."""
        share = np.clip((self.tracker.get_value() - self.low) / (self.high - self.low), 0.0, 1.0)
        start = self.track.get_start()
        here = start + share * (self.track.get_end() - start)
        self.filled.put_start_and_end_on(start, here + 1e-4 * RIGHT)
        self.knob.move_to(here)


@dataclass(frozen=True)
class Readout:
    """One row of `Readouts`.

    Parameters
    ----------
    name
        What is measured, with its unit.
    value
        Called on every update.
    color
        Of what it measures.
    decimals
        Digits after the point.
    template
        Text around the number, such as ``"{}%"``.
    """

    name: str
    value: Callable[[], float]
    color: str
    decimals: int = 2
    template: str = "{}"


class Readouts(VGroup):
    """Rows of a name and a live number, right-aligned, each in the colour of what it measures.

    Parameters
    ----------
    region
        Where the rows stand, evenly spread.
    rows
        From top to bottom.
    theme
        The look.

    Attributes
    ----------
    names, numbers
        The labels and the live numbers, from top to bottom.

    Raises
    ------
    InputError
        When a value is nan or infinite.

    Examples
    --------
    >>> rows = Readouts(Region(0.0, 0.0, 4.0, 2.0), Readout("loss", lambda: 0.125, "#ffa45c", 3))
    >>> rows.numbers[0].shown
    '0.125'
    """

    def __init__(
        self,
        region: Region,
        *rows: Readout,
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self.names: list[Label] = []
        self.numbers: list[LiveNumber] = []
        for place, row in zip(region.rows(*[1] * len(rows)), rows, strict=True):
            label = Label(row.name, theme.type.body, theme.colors.muted, theme=theme)
            number = LiveNumber(
                row.value, decimals=row.decimals, template=row.template, color=row.color, theme=theme
            )
            self.names.append(label.set_line(place.edge(LEFT), LEFT))
            self.numbers.append(number.set_line(place.edge(RIGHT), RIGHT))
        super().__init__(*(VGroup(n, v) for n, v in zip(self.names, self.numbers, strict=True)))


class Card(VGroup):
    """A panel with a heading and lines of words below it, all left-aligned.

    Parameters
    ----------
    region
        The card's own rectangle.
    heading
        Its first line, in ``color``.
    lines
        Quieter lines below.
    color
        Colour of the heading and of the card's edge.
    theme
        The look: colours and sizes.

    Attributes
    ----------
    inner
        The region inside of its edge.
    """

    def __init__(
        self, region: Region, heading: str, *lines: str, color: str, theme: Theme = DEFAULT_THEME
    ) -> None:
        self.ground = panel(region, color=color, theme=theme)
        inner = region.inset(36 * PIXEL, 24 * PIXEL)
        pitch = theme.type.label * 1.5 * PIXEL
        first = inner.edge(UP + LEFT) - UP * theme.type.heading * 0.6 * PIXEL
        self.heading = Label(heading, theme.type.heading, color, weight="BOLD", theme=theme).set_line(
            first, LEFT
        )
        self.lines = VGroup()
        below = first - UP * (theme.type.heading * 0.75 + theme.type.label * 0.7) * PIXEL
        for index, text in enumerate(lines):
            label = Label(text, theme.type.label, theme.colors.text, theme=theme)
            self.lines.add(label.set_line(below - UP * pitch * index, LEFT))
        self.inner = inner
        super().__init__(self.ground, self.heading, self.lines)


def tick(size: float, color: str, *, theme: Theme = DEFAULT_THEME) -> VMobject:
    """A check mark."""
    mark = VMobject(stroke_color=color, stroke_width=theme.curve_width)
    return mark.set_points_as_corners(
        [size * np.array(p) for p in ((-0.5, 0.0, 0.0), (-0.12, -0.38, 0.0), (0.55, 0.45, 0.0))]
    )
