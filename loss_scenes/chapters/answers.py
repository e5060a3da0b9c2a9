"""Chapter: a price, an animal, a picture: every kind of answer has its own loss."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, ORIGIN, RIGHT, FadeIn, LaggedStart, VGroup

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED
from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.props import Painting
from loss_scenes.pictures.shelves import shelves
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.things import Cat, Dog, House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Answers(Chapter):
    """Three drawn answers, and at the end the name of each one's loss.

    Parameters
    ----------
    scene
        Where it is told.
    market, priced
        The houses, and which of them is asked for its price.
    """

    def __init__(self, scene: NarratedScene, *, market: Market = MARKET, priced: int = 7) -> None:
        super().__init__(scene)
        self.price = market.prices[priced]

    @beat
    def fit_the_task(self) -> None:
        motion = self.theme.motion
        places, lines = shelves(self.regions, self.scene.ground.horizon, 3, self.theme, gap=0.4)
        (house, price), (animals, animal), (painting, losses) = (
            self.house(places[0]), self.animals(places[1]), self.painting(places)
        )  # fmt: skip
        with self.narrate("fit"):
            self.then(
                self.clear_body(), FadeIn(lines), FadeIn(house, shift=0.3 * DOWN), run_time=motion.brief
            )
            self.on("fit", FadeIn(price), run_time=motion.quick)
            self.on("animal", FadeIn(animals, shift=0.3 * DOWN), run_time=motion.brief)
            self.then(FadeIn(animal), animals[0].animate.set_opacity(0.35), run_time=motion.brief)
            canvas = VGroup(*(part for part in painting if part not in painting.strokes))
            self.on("picture", FadeIn(canvas, shift=0.3 * DOWN), FadeIn(losses), run_time=motion.swift)
            strokes = [FadeIn(stroke) for stroke in painting.strokes]
            self.then(LaggedStart(*strokes, lag_ratio=0.4), run_time=motion.beat)

    def parts(self, place: Region) -> tuple[Region, Region, Region]:
        """Of a place: where the thing stands, its answer, and the name of its loss."""
        name, answer, thing = place.rows(1, 1, 5 if place.height > 5 else 3.4)
        return thing, answer, name

    def size(self, thing: Region) -> float:
        """Of what stands in a place, in pixels of the design: as large as its foot and height allow."""
        return 0.94 * min(thing.width, thing.height) / PIXEL

    def said(self, text: str, place: Region, color: str) -> Label:
        """An answer, or the name of a loss."""
        sizes = self.theme.type
        size = sizes.heading if self.regions.hero.width > 8 else sizes.body
        return Label(text, size, color, weight="BOLD", within=place, edge=ORIGIN)

    def house(self, place: Region) -> tuple[House, Label]:
        """A house, and its price."""
        thing, answer, _ = self.parts(place)
        house = House(self.size(thing), 0).stand(thing.edge(DOWN))
        price = str(self.word("money")).format(plain_number(self.price, 0))
        return house, self.said(price, answer, self.theme.colors.gold)

    def animals(self, place: Region) -> tuple[VGroup, Label]:
        """A dog and a cat, and which of them was asked for."""
        thing, answer, _ = self.parts(place)
        size, foot = self.size(thing), thing.edge(DOWN)
        aside = 0.27 * size * PIXEL * RIGHT
        both = VGroup(Dog(0.72 * size).stand(foot + aside), Cat(0.78 * size).stand(foot - aside))
        return both, self.said(self.word("animal"), answer, self.theme.colors.gold)

    def painting(self, places: Sequence[Region]) -> tuple[Painting, VGroup]:
        """A painting, and the names of all three losses."""
        colors, parts = self.theme.colors, [self.parts(place) for place in places]
        thing, answer, _ = parts[-1]  # it is its own answer
        thing = Region(thing.x, thing.y + answer.height / 2, thing.width, thing.height + answer.height)
        names = {
            "squared": SQUARED.color(colors),
            "cross_entropy": CROSS_ENTROPY.color(colors),
            "noise": SQUARED.color(colors),
        }
        losses = VGroup(
            *(
                self.said(self.word(name), part[2], color)
                for (name, color), part in zip(names.items(), parts, strict=True)
            )
        )
        return Painting(0.88 * self.size(thing), colors.gold).stand(thing.edge(DOWN)), losses
