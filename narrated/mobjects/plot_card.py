"""A card with a plot that lives: heading, a slider's place, a large plot, and slots that names fill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import ORIGIN, RIGHT, DashedVMobject, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_BROAD = 1.5  # of a card that is so many times as wide as high, the words stand beside the plot
_HEAD = 90 * PIXEL  # a slider's words and its track


class PlotCard(VGroup):
    """A card laid out from top to bottom: heading beside a slider's place, plot, rows of a lead and a slot.

    In a broad region all words stand in a column beside the plot.

    Parameters
    ----------
    region
        The card's rectangle.
    heading
        Words at the top, in ``color``.
    leads
        Quiet words at the left of the rows, each before a slot.
    color
        Of the heading.
    x_range, y_range, x_ticks, x_label, upright
        Of the plot; the name of the argument stands between the ticks.
    theme
        None: the current one.

    Attributes
    ----------
    ground, title, plot, slots
        The parts, which a scene may bring in one by one; ``slots`` holds leads and empty slots.
    slider_place
        Region for a slider.
    """

    def __init__(
        self,
        region: Region,
        heading: str,
        leads: Sequence[str],
        color: str,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        x_ticks: Sequence[float] = (),
        x_label: str = "",
        upright: bool = True,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.theme = theme
        self.ground = panel(region, theme=theme)
        inner = region.inset(32 * PIXEL, 22 * PIXEL)
        left, self.slider_place, place, rows = _places(inner, len(leads))
        self.title = Label(heading, theme.type.heading, color, weight="BOLD", within=left, theme=theme)
        self.plot = Plot(place, x_range, y_range, x_ticks=x_ticks, grid=False, upright=upright, theme=theme)
        # The argument's name stands between the numbers, which leaves its line to the curves.
        quiet = Label(x_label, theme.type.label, theme.colors.muted, theme=theme)
        self.plot.names.add(
            quiet.set_line(np.array([self.plot.x_axis.get_x(), self.plot.numbers.get_y(), 0.0]))
        )
        self.slot_places = tuple(row.columns(1, 1.22)[1] for row in rows)
        self.slots = VGroup()
        for row, slot, lead in zip(rows, self.slot_places, leads, strict=True):
            words = Label(
                lead, theme.type.label, theme.colors.muted, within=row.columns(1, 1.22)[0], theme=theme
            )
            outline = DashedVMobject(_plate(slot, theme).set_stroke(theme.colors.axis, theme.hair_width), 44)
            self.slots.add(VGroup(words, decoration(outline)))
        super().__init__(self.ground, self.title, self.plot, self.slots)

    def chip(self, index: int, name: str, color: str) -> VGroup:
        """A name that fills the slot of a row, in the colour of what it names."""
        return chip(self.slot_places[index], name, color, theme=self.theme)

    def note(self, text: str, at: tuple[float, float], color: str | None = None) -> Label:
        """Quiet words in the plot, ending at plot coordinates."""
        label = Label(text, self.theme.type.label, color or self.theme.colors.muted, theme=self.theme)
        return label.set_line(self.plot.c2p(*at), RIGHT)


def chip(place: Region, name: str, color: str, *, theme: Theme | None = None) -> VGroup:
    """A name on a plate, in the colour of what it names."""
    theme = current_theme(theme)
    plate = decoration(_plate(place, theme).set_fill(color, 0.16).set_stroke(color, theme.line_width))
    room = place.inset(0.1, 0.0)
    label = Label(name, theme.type.caption, color, weight="BOLD", within=room, edge=ORIGIN, theme=theme)
    return VGroup(plate, label)


def _plate(place: Region, theme: Theme) -> RoundedRectangle:
    plate = RoundedRectangle(
        width=place.width, height=place.height, corner_radius=theme.corner * 0.8, stroke_width=0
    )
    return plate.move_to(place.center)


def _places(inner: Region, leads: int) -> tuple[Region, Region, Region, tuple[Region, ...]]:
    """Of the heading, the slider, the plot and the rows."""
    gap = 12 * PIXEL
    if inner.width > _BROAD * inner.height:
        words, plot = inner.columns(1, 1.25, gap=2 * gap)
        heading, slider, *rows = words.rows(1.2, 1.6, *[1] * leads, gap=gap)
        return heading, slider, plot, tuple(rows)
    head, plot, *rows = inner.rows(1.45, 6.5, *[1] * leads, gap=gap)
    if head.height < _HEAD:
        taken = _HEAD - head.height
        head = Region(head.x, head.y - taken / 2, head.width, _HEAD)
        plot = Region(plot.x, plot.y - taken / 2, plot.width, plot.height - taken)
    heading, slider = head.columns(1, 1.25, gap=2 * gap)
    return heading, slider, plot, tuple(rows)
