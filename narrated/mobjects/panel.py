"""Panels, cards, sliders and read-outs: what stands beside a plot."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import typst
from manim import LEFT, RIGHT, UP, Circle, Line, MathTypst, RoundedRectangle, ValueTracker, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.text_rows import PITCH
from narrated.design.theme import Theme, current_theme
from narrated.manim_adapter.typst_formula import math_typst
from narrated.mobjects.text import Label, LiveNumber, room_beside
from narrated.mobjects.visual_role import decoration
from voiceover.errors import InputError, excerpt

# Typst's em is smaller than Pango's for one font_size: measured on the cap height of both.
TYPST_FONT_SIZE_PER_PIXEL = 1 / 1.40

_AIR = 24 * PIXEL  # between a name and its number
_KNOB = 1.5  # radius of a slider's knob, in dots


def panel(
    region: Region, *, raised: bool = False, color: str | None = None, theme: Theme | None = None
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
    >>> ground = panel(Region(0, 0, 6.4, 3.0))
    >>> stands_out = panel(Region(-1.5, 0, 2.6, 2.2), raised=True)
    >>> spoken_of = panel(Region(1.5, 0, 2.6, 2.2), color="#ffd700")
    >>> round(float(ground.width), 6)
    6.4
    """
    theme = current_theme(theme)
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
    source: str,
    size: float | None = None,
    color: str | None = None,
    *,
    within: Region | None = None,
    theme: Theme | None = None,
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
    within
        The formula stands in the middle of this region, shrunk down to the theme's smallest text where it
        would not fit.
    theme
        The look.

    Raises
    ------
    InputError
        For what Typst cannot set, or what the region cannot hold.

    Examples
    --------
    >>> law = formula("ell(p) = -ln {{ p : chance }}", 120)
    >>> blue = law.select("chance").set_color("#7fd4ff")
    """
    theme = current_theme(theme)
    em = size or theme.type.body
    try:
        drawn = math_typst(source, em * TYPST_FONT_SIZE_PER_PIXEL)
    except typst.TypstError as error:
        raise InputError(
            f"the formula {source!r} cannot be set ({error})",
            permitted="Typst's notation, as in frac(1, 2) or sqrt(x); that of LaTeX is another",
        ) from error
    # What `Region.fit` asks of every text: its size, and what it says.
    vars(drawn).update(em=em, text=source)
    drawn.set_color(color or theme.colors.text)
    return drawn if within is None else within.fit(drawn)


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
        When the parameter is nan or infinite, or the region too small.

    Examples
    --------
    >>> delta = ValueTracker(1.0)
    >>> slider = Slider(Region(0, 0, 5.0, 1.1), "threshold δ", delta, 0.0, 3.0, "#7ee2a0")
    >>> slider.number.shown
    '1.00'
    >>> turn = delta.animate.set_value(2.25)
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
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.tracker, self.low, self.high = tracker, low, high
        words, track = region.rows(1.2, 1)
        self.number = LiveNumber(tracker.get_value, decimals=decimals, color=color, theme=theme)
        self.number.set_line(words.edge(RIGHT), RIGHT)
        room = room_beside(words, self.number, _AIR)
        self.title = Label(name, theme.type.body, theme.colors.muted, within=room, theme=theme)
        self.title.set_line(words.edge(LEFT), LEFT)
        # The number's digits above, and the knob clear of them below.
        least = 0.72 * theme.type.number + 2 * _KNOB * theme.dot / PIXEL
        if region.height < least * PIXEL:
            raise InputError(
                f"the slider {excerpt(str(name))} stands in a region {region.height / PIXEL:.0f} px high",
                where=getattr(name, "where", None),
                permitted=f"{least:.0f} px or more",
                remedy="give it a larger region",
            )
        ends = track.edge(LEFT), track.edge(RIGHT)
        # The knob and the filled part say where the parameter is.
        self.track = decoration(
            Line(*ends, stroke_color=theme.colors.raised, stroke_width=theme.curve_width * 1.4)
        )
        self.filled = Line(*ends, stroke_color=color, stroke_width=theme.curve_width * 1.4)
        self.knob = Circle(
            radius=theme.dot * _KNOB, stroke_width=0, fill_color=theme.colors.text, fill_opacity=1
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
        Where the rows stand, evenly spread; in columns where it is too low for all of them.
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
    >>> guess = ValueTracker(3.8)
    >>> rows = Readouts(
    ...     Region(0, 0, 5.0, 2.1),
    ...     Readout("guess", guess.get_value, "#f5f6fa"),
    ...     Readout("error", lambda: guess.get_value() - 3, "#ffb86b"),
    ...     Readout("penalty", lambda: (guess.get_value() - 3) ** 2, "#ff6b6b"),
    ... )
    >>> [number.shown for number in rows.numbers]
    ['3.80', '0.80', '0.64']
    >>> better = guess.animate.set_value(3.4)
    """

    def __init__(
        self,
        region: Region,
        *rows: Readout,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.names: list[Label] = []
        self.numbers: list[LiveNumber] = []
        for place, row in zip(_row_places(region, len(rows), theme.type.number), rows, strict=False):
            number = LiveNumber(
                row.value, decimals=row.decimals, template=row.template, color=row.color, theme=theme
            )
            self.numbers.append(number.set_line(place.edge(RIGHT), RIGHT))
            room = room_beside(place, number, _AIR)
            name = Label(row.name, theme.type.body, theme.colors.muted, within=room, theme=theme)
            self.names.append(name.set_line(place.edge(LEFT), LEFT))
        super().__init__(*(VGroup(n, v) for n, v in zip(self.names, self.numbers, strict=True)))


def _row_places(region: Region, count: int, em: float) -> list[Region]:
    """Places for rows of a size, in as few columns as leave each its height.

    Raises
    ------
    InputError
        Where the region is too low for a single row.
    """
    for columns in range(1, count + 1):
        each = math.ceil(count / columns)
        if region.height / each >= em * PIXEL:
            parts = region.columns(*[1] * columns, gap=2 * _AIR)
            return [place for part in parts for place in part.rows(*[1] * each)]
    raise InputError(
        f"{count} read-outs of {em:.0f} px stand in a region {region.height / PIXEL:.0f} px high",
        permitted=f"{em:.0f} px or more",
        remedy="give them a larger region",
    )


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

    Examples
    --------
    >>> card = Card(
    ...     Region(0, 0, 6.0, 2.0), "Huber", "a square for small errors,", "straight for large ones",
    ...     color="#7ee2a0",
    ... )
    """

    def __init__(
        self, region: Region, heading: str, *lines: str, color: str, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        self.ground = panel(region, color=color, theme=theme)
        inner = region.inset(36 * PIXEL, 24 * PIXEL)
        pitch, label_size, left = theme.type.label * 1.5 * PIXEL, theme.type.label, inner.edge(LEFT)[0]

        def column(top: float) -> Region:
            """What is left of the card below a height."""
            bottom = inner.y - inner.height / 2
            return Region(inner.x, (top + bottom) / 2, inner.width, max(top - bottom, 0.0))

        at = inner.edge(UP)[1] - theme.type.heading * 0.6 * PIXEL
        self.heading = Label(
            heading, theme.type.heading, color, weight="BOLD", within=column(inner.edge(UP)[1]), theme=theme
        )
        at = _set_below(self.heading, left, at)
        at -= (theme.type.heading * 0.75 + theme.type.label * 0.7) * PIXEL
        self.lines = VGroup()
        for text in lines:
            room = column(at + label_size * 0.5 * PIXEL)
            label = Label(text, label_size, theme.colors.text, within=room, theme=theme)
            at = _set_below(label, left, at) - pitch
            self.lines.add(label)
        self.inner = inner
        super().__init__(self.ground, self.heading, self.lines)


def _set_below(label: Label, left: float, at: float) -> float:
    """Set a label with its first row at a height; returns the height of its last."""
    extra = (len(label.rows) - 1) * PITCH * label.size * PIXEL
    label.set_line(np.array([left, at - extra / 2, 0.0]), LEFT)
    return at - extra


def tick(size: float, color: str, *, theme: Theme | None = None) -> VMobject:
    """A check mark.

    Parameters
    ----------
    size
        About its width, in scene units.
    color
        Of the line.
    theme
        The look.

    Examples
    --------
    >>> mark = tick(1.4, "#7ee2a0")
    """
    theme = current_theme(theme)
    mark = VMobject(stroke_color=color, stroke_width=theme.curve_width)
    return mark.set_points_as_corners(
        [size * np.array(p) for p in ((-0.5, 0.0, 0.0), (-0.12, -0.38, 0.0), (0.55, 0.45, 0.0))]
    )
