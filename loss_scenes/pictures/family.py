"""Cards that keep a small picture of what the main panel has shown, and data that gather in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import LEFT, Animation, ApplyMethod, FadeIn, Mobject, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.marks import Points, on_plot
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


class FamilyCard(VGroup):
    """A card with room for a plot folded small at the left, and three lines of words at the right.

    What comes from a panel at the left of the card, or goes there, passes no words.

    Parameters
    ----------
    region
        The card's rectangle.
    name, loss
        The first line: the family, and beside it the loss that it learns by.
    learns, example
        The other lines, from clear to quiet; all come in one by one.
    color
        Of the name, and of the edge once it is the card's turn.
    plot
        What is folded into the card later on.
    """

    def __init__(
        self,
        region: Region,
        name: str,
        loss: str,
        learns: str,
        example: str,
        color: str,
        plot: Plot,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.theme, self.color_name, self.to_scene = theme, color, on_plot(plot)
        place, words = region.inset(26 * PIXEL).columns(1, 1.1, gap=24 * PIXEL)
        first, second, third = (row.edge(LEFT) for row in words.rows(1.25, 1, 1))
        self.ground = panel(region, theme=theme)
        self.title = Label(name, theme.type.heading, color, weight="BOLD", theme=theme).set_line(first, LEFT)
        self.loss = Label(loss, theme.type.small, color, weight="BOLD", theme=theme)
        self.loss.beside(self.title, 18 * PIXEL)
        self.learns = Label(learns, theme.type.label, theme=theme).set_line(second, LEFT)
        self.example = Label(example, theme.type.label, theme.colors.muted, theme=theme).set_line(third, LEFT)
        size = np.append(plot.size, 0.0)
        self.scale_down = float(min(place.width / size[0], place.height / size[1]))
        self.plot_middle, self.place_middle = plot.origin + size / 2, place.center
        super().__init__(self.ground, self.title, self.loss, self.learns, self.example)

    def folded(self, points: np.ndarray) -> np.ndarray:
        """Where scene points of the plot lie when it is folded into the card."""
        return np.asarray(self.place_middle + self.scale_down * (points - self.plot_middle))

    def fold(self, picture: Mobject) -> Animation:
        """An animation that takes a picture on the plot into the card; what was live rests."""
        picture.clear_updaters(recursive=True)
        small = picture.copy().scale(self.scale_down, about_point=self.plot_middle)
        small.shift(self.place_middle - self.plot_middle)
        return ApplyMethod(picture.become, small)

    def light(self) -> list[Animation]:
        """Animations of the card's turn: its edge takes its colour, what it learns and by what is named."""
        edge = ApplyMethod(self.ground.set_stroke, self.color_name, self.theme.line_width)
        return [edge, FadeIn(self.loss), FadeIn(self.learns)]

    def exemplify(self) -> Animation:
        """The third line comes in."""
        return FadeIn(self.example)


def gathering(
    region: Region,
    data: Sequence[np.ndarray],
    cards: Sequence[FamilyCard],
    swirl: Callable[[], float],
    parted: Callable[[], float],
    sorted_: Callable[[], float],
    opened: Sequence[Callable[[], float]],
    *,
    seed: int,
) -> list[Points]:
    """For each family, the positions of its data: in one swirling heap, its own, its card, its plot.

    Parameters
    ----------
    region
        The heap turns in its middle; the heaps of the families lie side by side.
    data
        Plot coordinates of each family, shape (n, 2).
    cards
        Where each belongs.
    swirl
        Angle by which the heap has turned; its inside turns faster.
    parted, sorted_, opened
        From 0 to 1: the way from the one heap to those of the families, from there to the cards, and from
        each card to its plot.
    seed
        Of the order in which the families are mixed.
    """
    counts = [len(points) for points in data]
    total = sum(counts)
    order = np.random.default_rng(seed).permutation(total)
    ranks = np.split(order, np.cumsum(counts)[:-1])
    middle = np.asarray(region.center)[:2]
    reach = 0.42 * np.array([region.width, region.height])

    def way(
        rank: np.ndarray, points: np.ndarray, place: Region, card: FamilyCard, open_: Callable[[], float]
    ) -> Points:
        radius = np.sqrt((rank + 0.5) / total)
        own = spiral(np.arange(len(rank)), len(rank), 0.0)
        heap_of_its_own = place.center[:2] + 0.42 * place.width * own
        large = card.to_scene(points)
        small = card.folded(large)

        def positions() -> np.ndarray:
            heap = middle + reach * spiral(rank, total, swirl() * (1.6 - radius))
            heap = heap + parted() * (heap_of_its_own - heap)
            home = small + open_() * (large - small)
            return np.asarray(heap + sorted_() * (home[:, :2] - heap))

        return positions

    places = region.columns(*[1] * len(counts))
    return [way(*each) for each in zip(ranks, data, places, cards, opened, strict=True)]


def spiral(rank: np.ndarray, total: int, turned: np.ndarray | float) -> np.ndarray:
    """Points that fill the unit disc evenly, as the seeds of a sunflower do (Vogel 1979)."""
    angle = GOLDEN_ANGLE * rank + turned
    radius = np.sqrt((rank + 0.5) / total)
    return np.asarray((radius * np.array([np.cos(angle), np.sin(angle)])).T)
