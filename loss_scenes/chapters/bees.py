"""Chapter: bumblebees; every tour past five flowers, and the one they come close to."""

from __future__ import annotations

from manim import DOWN, LEFT, UP, FadeIn

from loss_scenes.chapters.fact import Fact
from loss_scenes.facts import Meadow
from loss_scenes.pictures.search import TourSearch
from narrated.design.layout import Region
from narrated.scene.narrated_scene import beat


class Bees(Fact):
    """All tours are tried, the shortest is flown.

    Attributes
    ----------
    meadow
        Nest and flowers.
    """

    meadow = Meadow()

    def search(self, region: Region) -> TourSearch:
        """The map on which tours are tried."""
        colors, meadow = self.theme.colors, self.meadow
        shades = (colors.fact, colors.muted, colors.muted, colors.gold)
        return TourSearch(region, meadow.stops, meadow.tours, meadow.lengths, *shades)

    @beat
    def fly_the_shortest_route(self) -> None:
        """All 120 orders are tried, then a bee flies the shortest tour."""
        colors, sizes, word = self.theme.colors, self.theme.type, self.word
        field = self.regions.main.inset(0.35)
        search = self.search(field.inset(0.6, 0.7))
        counters = search.counters(
            self.regions.side.inset(0.4),
            word("tried"),
            word("this_tour"),
            word("shortest"),
            word("strip"),
            "m",
        )
        trips = self.bold(word("trips"), colors.gold, sizes.heading)
        trips.set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT)
        parts = (
            search.leader,
            search.trial,
            search.map,
            counters,
            trips,
            self.source(field, word("bee_source")),
        )
        with self.narrate("bee"):
            self.on("bee", self.clear_body(), run_time=0.2)
            self.set_panels()
            self.then(self.retitle("bee_title", "bee_sense"), *map(FadeIn, parts), run_time=0.3)
            self.fill(search.tried.animate.set_value(1.0))
            self.remove(search.trial)
            self.on("route", FadeIn(search.traveller), run_time=0.2)
            self.fill(search.flown.animate.set_value(1.0))
