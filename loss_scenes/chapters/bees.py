"""Chapter: bumblebees; every tour past five flowers, and the one they come close to."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, Create, FadeIn, VGroup

from loss_scenes.chapters.drawer import Icon
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import MEADOW, Meadow
from loss_scenes.pictures.search import TourSearch
from narrated.design.layout import Region
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Bees(Chapter):
    """All tours are tried, the shortest is flown.

    Parameters
    ----------
    scene
        Where it is told.
    meadow
        Nest and flowers.
    """

    def __init__(self, scene: NarratedScene, *, meadow: Meadow = MEADOW) -> None:
        super().__init__(scene)
        self.meadow, self.title = meadow, self.word("bees")

    def search(self, region: Region) -> TourSearch:
        """The map on which tours are tried."""
        colors, meadow = self.theme.colors, self.meadow
        shades = (colors.fact, colors.muted, colors.muted, colors.gold)
        return TourSearch(region, meadow.stops, meadow.tours, meadow.lengths, *shades)

    def icon(self, region: Region) -> Icon:
        """The chapter in small: the shortest tour."""
        search = self.search(region.inset(0.1))
        search.tried.set_value(1.0)
        search.map.set_z_index(1)  # The route is drawn later, and runs from flower to flower below them.
        return Icon((search.map,), Create(search.leader))

    @beat
    def fly_the_shortest_route(self) -> None:
        """All 120 orders are tried, then a bee flies the shortest tour."""
        motion, field = self.theme.motion, self.regions.main.inset(0.35)
        search = self.search(field.inset(0.6, 0.7))
        parts = search.leader, search.trial, search.map, self.counters(search), *self.texts(field)
        with self.narrate("bee"):
            self.on("bee", self.clear_body(), run_time=motion.swift)
            self.panels.stand(self.regions.main, self.regions.side)
            self.then(self.retitle("bee_title", "bee_sense"), *map(FadeIn, parts), run_time=motion.brief)
            self.fill(search.tried.animate.set_value(1.0))
            self.remove(search.trial)
            self.on("route", FadeIn(search.traveller), run_time=motion.swift)
            self.fill(search.flown.animate.set_value(1.0))

    def counters(self, search: TourSearch) -> VGroup:
        """How many were tried, their lengths, and the shortest."""
        word, place = self.word, self.regions.side.inset(0.4)
        return search.counters(place, word("tried"), word("this_tour"), word("shortest"), word("strip"), "m")

    def texts(self, field: Region) -> tuple[Label, Label]:
        """What is tried, and who has found it out."""
        trips = Label(self.word("trips"), self.theme.type.heading, self.theme.colors.gold, weight="BOLD")
        trips.set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT)
        return trips, source_line(self.word("bee_source"), field, self.theme)
