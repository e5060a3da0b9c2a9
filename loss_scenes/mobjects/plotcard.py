"""A card with a plot that lives: heading, plot, a slider's place, and rows of words with a number."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, VGroup

from loss_scenes.mobjects.panel import panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.text import Label, LiveNumber
from loss_scenes.stage.regions import PIXEL, Region
from loss_scenes.stage.theme import DEFAULT_THEME, Theme


class PlotCard(VGroup):
    """A card laid out from top to bottom: heading, plot, place of a slider, two rows.

    Parameters
    ----------
    region
        The card's rectangle.
    heading
        Words at the top, in ``color``.
    color
        Of the heading and the card's edge.
    x_range, y_range, x_ticks, x_label
        Of the plot.

    Attributes
    ----------
    ground, words, plot
        The parts, which a scene may bring in one by one.
    note_place, slider_place, row_places
        Regions for what the scene adds.
    """

    def __init__(
        self,
        region: Region,
        heading: str,
        color: str,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        x_ticks: Sequence[float] = (),
        x_label: str = "",
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self.theme = theme
        self.ground = panel(region, color=color, theme=theme)
        inner = region.inset(34 * PIXEL, 22 * PIXEL)
        head, place, self.slider_place, *rows = inner.rows(0.8, 4.3, 1.15, 0.75, 0.75, gap=12 * PIXEL)
        self.row_places: tuple[Region, ...] = tuple(rows)
        title = Label(heading, theme.type.heading, color, weight="BOLD", theme=theme)
        self.words = VGroup(title.set_line(head.edge(LEFT), LEFT))
        self.note_place = head
        self.plot = Plot(place, x_range, y_range, x_ticks=x_ticks, x_label=x_label, grid=False, theme=theme)
        super().__init__(self.ground, self.words, self.plot)

    def note(self, text: str, color: str | None = None) -> Label:
        """Words at the right of the heading."""
        label = Label(text, self.theme.type.label, color or self.theme.colors.muted, theme=self.theme)
        return label.set_line(self.note_place.edge(RIGHT), RIGHT)

    def row(self, index: int, lead: str, name: str, color: str, number: LiveNumber | None = None) -> VGroup:
        """One row: a quiet lead, a name in the colour of what it names, and its live number at the right."""
        place, theme = self.row_places[index], self.theme
        named = Label(name, theme.type.body, color, weight="BOLD", theme=theme).set_line(
            place.edge(LEFT), LEFT
        )
        row = VGroup(named)
        if lead:
            quiet = Label(lead, theme.type.body, theme.colors.muted, theme=theme)
            named.beside(quiet.set_line(place.edge(LEFT), LEFT), 14 * PIXEL)
            row.add(quiet)
        if number is not None:
            row.add(number.set_line(place.edge(RIGHT), RIGHT))
        return row
