"""Chapter: three golden rules, of which one is open at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import DOWN, RIGHT, Animation, FadeOut, LaggedStart, VGroup, VMobject, smooth, squish_rate_func

from loss_scenes.pictures.mansion import Mansion
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import Accordion
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.things import Cat, House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

Loss = Callable[[Any], Any]


class Rules(Chapter):
    """Three leaves with what each is about; then one is open, and the others wait as spines.

    Parameters
    ----------
    scene
        Where it is told; its words have ``classification``, ``regression`` and ``generation``.

    Attributes
    ----------
    leaves
        The three.
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        names = [self.word(key) for key in ("classification", "regression", "generation")]
        self.leaves = Accordion(self.regions.hero, names, self.theme.colors.gold)
        self.shown = VGroup()

    @beat
    def show_the_three(self) -> None:
        motion = self.theme.motion
        plates, headings = self.leaves.plates, self.leaves.headings
        self.shown = VGroup(*(self.emblem(k) for k in range(len(self.leaves.names))))
        plates.set_stroke(self.theme.colors.drawn_far)
        headings.set_color(self.theme.colors.text)
        self.add(self.leaves, self.shown)
        with self.narrate("rules"):
            gold, width = self.theme.colors.gold, 2 * self.theme.line_width
            lit: list[Any] = [each.animate.set_color(gold) for each in headings]
            self.then(LaggedStart(*lit, lag_ratio=0.8), run_time=motion.slow)
            self.on(
                "rules", *(each.animate.set_stroke(gold, width) for each in plates), run_time=motion.brief
            )

    def emblem(self, index: int) -> VMobject:
        """What a rule is about, drawn: an animal, houses and the mansion, a painting."""
        place = self.leaves.place(index)
        if self.leaves.broad:
            room = Region(place.x, place.y + 20 * PIXEL, place.width - 0.5, place.height - 400 * PIXEL)
        else:
            room = place.columns(1, 1.1)[1].inset(0.12)
        high = room.height / PIXEL
        across = min(room.width / PIXEL, 1.5 * high)
        foot = room.edge(DOWN)
        if index == 0:
            return Cat(min(high, across)).stand(foot)
        if index == 1:
            villa = Mansion(0.62 * across).stand(foot + 0.19 * across * PIXEL * RIGHT)
            house = House(0.36 * across, 1).stand(foot - 0.31 * across * PIXEL * RIGHT)
            return VGroup(house, villa)
        return PaintedCat(room.inset(0.05), painted=True)

    def open(self, index: int) -> list[Animation]:
        """Animations: the leaf opens, and what stood on another one leaves."""
        self.ensure(self.leaves)
        # Parts that live would come back with every frame.
        self.shown.clear_updaters(recursive=True)
        leaving, self.shown = self.shown, VGroup()
        # Gone before the name of their spine is there.
        return [*self.leaves.open(index), FadeOut(leaving, rate_func=squish_rate_func(smooth, 0.0, 0.5))]

    def show(self, *parts: VMobject) -> None:
        """Note what stands on the open leaf, so that it leaves with it."""
        self.shown.add(*parts)

    def rows(self, index: int) -> tuple[Region, Region]:
        """Where the two halves of a rule are written on the open leaf."""
        inside = self.leaves.inside(index)
        if self.leaves.broad:
            high, middle = 300 * PIXEL, inside.y + inside.height / 2 - 120 * PIXEL
            block = Region(inside.x, middle, 0.52 * inside.width, high)
        else:
            high = min(262 * PIXEL, 0.45 * inside.height)
            block = Region(inside.x, inside.y + (inside.height - high) / 2, 0.92 * inside.width, high)
        first, then = block.rows(1, 1, gap=12 * PIXEL)
        return first, then

    def picture(self, index: int) -> Region:
        """Where the picture stands: beside the words in a broad leaf, else below them."""
        inside = self.leaves.inside(index)
        if self.leaves.broad:
            return inside
        low = self.rows(index)[1].edge(DOWN)[1] - 8 * PIXEL
        high = low - inside.edge(DOWN)[1]
        return Region(inside.x, low - high / 2, inside.width, high)

    def first(self, index: int, name: str, color: str) -> Phrase:
        """The half that says what to begin with."""
        return self.phrase(self.rows(index)[0], "first", name, color)

    def otherwise(self, index: int, lead: str, name: str, color: str) -> Phrase:
        """The half that says what to do where that fails: its words, then the name."""
        return self.phrase(self.rows(index)[1], lead, name, color)

    def phrase(self, room: Region, lead: str, name: str, color: str) -> Phrase:
        sizes, ink = self.theme.type, self.theme.colors.text
        return Phrase(room, [(self.word(lead), sizes.heading, ink), (self.word(name), sizes.title, color)])


def standing(things: list[Drawing], places: list[float], ground: Callable[[float], Any]) -> VGroup:
    """Things in a row, each on its place."""
    return VGroup(*(thing.stand(ground(x)) for thing, x in zip(things, places, strict=True)))
