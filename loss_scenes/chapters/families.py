"""Chapter: one heap of data, sorted by task onto cards that unfold one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Animation, ApplyMethod, FadeIn, FadeOut, ManimColor, ValueTracker, VGroup, VMobject

from loss_scenes.pictures.family import FamilyCard, gathering
from narrated.design.layout import Region, Regions
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.plot import Plot
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass
class Family:
    """A family of tasks: the words of its card, its colour, its plot, and its data on the plot.

    Attributes
    ----------
    opened
        From 0 to 1: the way of the data from the card to the plot.
    card, heap
        Made when the families are gathered.
    """

    name: str
    loss: str
    learns: str
    example: str
    color: str
    plot: Plot
    data: np.ndarray
    opened: ValueTracker = field(default_factory=ValueTracker)
    card: FamilyCard = field(init=False)
    heap: Dots = field(init=False)


def plot_place(regions: Regions) -> Region:
    """Where the plots of families stand."""
    return _rows(regions)[0]


def _rows(regions: Regions) -> tuple[Region, ...]:
    return regions.main.inset(0.3).rows(5.6, 0.8, gap=0.15)


class Families(Chapter):
    """The heap, the cards, and what leaves and comes when the next family is told of.

    Parameters
    ----------
    scene
        Where it is told.
    families
        In the order in which they are told of; each belongs to the chapter that made it.
    seed
        Of the order in which the data lie in the heap.
    """

    def __init__(self, scene: NarratedScene, *families: Family, seed: int = 7) -> None:
        super().__init__(scene)
        self.families = families
        self.told: Family | None = None
        self.swirl, self.parted, self.sorted = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.picture, self.details = VGroup(), VGroup()
        places = self.regions.side.rows(*[1] * len(families), gap=0.2)
        for family, place in zip(families, places, strict=True):
            family.card = FamilyCard(
                place, family.name, family.loss, family.learns, family.example, family.color, family.plot
            )
        ways = gathering(
            self.regions.main,
            [family.data for family in families],
            [family.card for family in families],
            self.swirl.get_value,
            self.parted.get_value,
            self.sorted.get_value,
            [family.opened.get_value for family in families],
            seed=seed,
        )
        for family, way in zip(families, ways, strict=True):
            family.heap = Dots(None, way, self.theme.colors.muted, zoom=self.closeness(family))
            family.heap.set_z_index(1)
            family.heap.add_updater(self.dye(family.color))

    def closeness(self, family: Family) -> Callable[[], float]:
        """How large data are drawn: half as large on a card as in the main panel."""
        away, back = self.sorted.get_value, family.opened.get_value
        return lambda: 1.0 - 0.5 * away() * (1.0 - back())

    def dye(self, color: str) -> Callable[[Any], object]:
        """An updater: data take the colour of their family as they part from the others."""
        mixed, parted = ManimColor(self.theme.colors.muted), self.parted
        return lambda dots: dots.set_fill(mixed.interpolate(ManimColor(color), parted.get_value()))

    def gather(self) -> None:
        """Before the first family is told of: the data in one heap in the main panel, and empty cards."""
        if self.told is None:
            self.panels.ensure(self.regions.main)
            self.ensure(*(family.card.ground for family in self.families))
            self.ensure(*(family.heap for family in self.families))

    @beat
    def sort_by_task(self) -> None:
        self.gather()
        with self.narrate("families"):
            self.then(self.swirl.animate.set_value(1.2), run_time=self.theme.motion.beat)
            self.fill(self.parted.animate.set_value(1.0))
            names = [FadeIn(family.card.title) for family in self.families]
            # The first plot is there already: its data need not come back to an empty panel.
            arrive = FadeIn(self.families[0].plot), self.sorted.animate.set_value(1.0)
            self.on("families", *names, *arrive, run_time=self.theme.motion.calm)

    def unfold(self, family: Family) -> None:
        """The picture before folds into its card, and the next family's data come into the main panel."""
        motion, arrive = self.theme.motion, ApplyMethod(family.opened.set_value, 1.0)
        if self.told is None:
            # Where nobody sorted them, the data lie on their cards from the start.
            self.parted.set_value(1.0)
            self.sorted.set_value(1.0)
            self.ensure(family.plot, *(one.card.title for one in self.families))
            self.then(arrive, run_time=motion.quick)
        else:
            # Two plots never stand over each other, not even while they fade, and data fly past no numbers.
            self.then(FadeOut(self.details), run_time=motion.snap)
            self.then(self.told.card.fold(self.picture), arrive, run_time=motion.brief)
            self.then(FadeIn(family.plot), run_time=motion.swift)
        self.told, self.details = family, VGroup(family.plot)

    def begin(self, family: Family, *picture: VMobject) -> list[Animation]:
        """The family whose turn it is: its card takes its colour, its data take theirs."""
        self.picture = VGroup(*picture)
        return [*family.card.light(), FadeOut(family.heap)]

    def numbers(self, *rows: Readout) -> list[Readouts]:
        """Read-outs side by side below the plot."""
        low = _rows(self.regions)[1]
        places = low.columns(*(len(row.name) + len(row.template) + 2 for row in rows), gap=0.4)
        found = [Readouts(place, row) for place, row in zip(places, rows, strict=True)]
        self.details.add(*found)
        return found
