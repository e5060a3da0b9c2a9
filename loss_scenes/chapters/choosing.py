"""Chapter: the mansion is back; which line to take is asked, and what it hangs on."""

from __future__ import annotations

from typing import Any, cast

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    RoundedRectangle,
    VGroup,
    rate_functions,
)

from loss_scenes.chapters.hook import Hook
from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_HIGH, _AIR = 1.7, 0.6  # of a card, and beside its words, in em


class Choosing(Chapter):
    """The houses and the mansion as in the hook, two lines, and the question; then what the mansion may be.

    Parameters
    ----------
    scene
        Where it is told.
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        # The houses may reach the frame's left edge; the mansion is asked about, and stands clear of signs.
        picture, hero = looked_at(self.regions), self.regions.hero
        (left, low, _), (right, top, _) = picture.edge(LEFT + DOWN), hero.edge(RIGHT + UP)
        self.street = Hook(scene, place=Region((left + right) / 2, (low + top) / 2, right - left, top - low))

    @beat
    def ask(self) -> None:
        motion, street = self.theme.motion, self.street
        asked, first, second = self.places()
        size = self.theme.type.display
        question = Label(
            self.word("question"), size, self.theme.colors.gold, weight="BOLD", within=asked, edge=LEFT
        )
        real, wrong = self.cards(first, second)
        with self.narrate("question"):
            seen = FadeIn(street.huber, street.squared, street.houses, street.mansion)
            # It is there before it is asked, so that it is read when an answer is wanted.
            self.then(self.clear_body(), seen, FadeIn(question, scale=0.85), run_time=motion.snap)
            self.add(street.swept, street.huber, street.squared, street.houses, street.mansion)
            self.then(street.mansion.fall(), run_time=motion.quick)
            street.let_weigh("question")
            swing = street.weight.animate.set_value(1.0), street.apart.animate.set_value(1.0)
            named = FadeIn(street.named_lines())  # they go with the lines, and are read before the cards
            self.then(*swing, FadeOut(street.mansion.streaks), named, run_time=motion.quick)
            # What it hangs on is there as soon as the lines are apart: who is asked has time to think.
            self.then(FadeIn(real, shift=0.3 * UP), FadeIn(wrong, shift=0.3 * UP), run_time=motion.swift)
            asks = cast(Any, question).animate(rate_func=rate_functions.there_and_back)
            self.on("question", asks.scale(0.94), run_time=motion.swift)

    def places(self) -> tuple[Region, Region, Region]:
        """At the left of the mansion: where the question stands, and below it the two cards."""
        hero = self.regions.hero
        left, top = hero.edge(LEFT)[0], hero.edge(UP)[1]
        mansion = self.street.mansion.mansion.get_left()[0] - 50 * PIXEL
        # Above the roof of the house that is highest.
        roof = max(house.get_top()[1] for house in self.street.houses.drawn) + 40 * PIXEL
        free = Region((left + mansion) / 2, (top + roof) / 2, mansion - left, top - roof)
        if free.width > 1.4 * free.height:
            asked, below = free.rows(1, 1, gap=20 * PIXEL)
            return (asked, *below.columns(1, 1, gap=40 * PIXEL))  # type: ignore[return-value]
        return free.rows(1.3, 1, 1, gap=24 * PIXEL)  # type: ignore[return-value]

    def cards(self, first: Region, second: Region) -> tuple[VGroup, VGroup]:
        """What the mansion may be, on cards that are alike: their colour must not answer."""
        colors, sizes = self.theme.colors, self.theme.type
        said = self.word("real"), self.word("wrong")
        size = min(sizes.heading, first.height / PIXEL / _HIGH)
        widest = max(Label(text, size, weight="BOLD").width for text in said) + 2 * _AIR * size * PIXEL
        size *= min(1.0, first.width / widest)
        em, wide = size * PIXEL, min(widest, first.width)
        cards = []
        for text, place in zip(said, (first, second), strict=True):
            card = RoundedRectangle(width=wide, height=_HIGH * em, corner_radius=0.5 * em, stroke_width=0)
            card.set_fill(colors.drawn_front, opacity=1).move_to(place.edge(LEFT), aligned_edge=LEFT)
            word = Label(text, size, colors.background, weight="BOLD").set_line(card.get_center())
            cards.append(VGroup(card, word))
        real, wrong = cards
        if first.y == second.y:  # beside each other, close together
            wrong.next_to(real, RIGHT, buff=48 * PIXEL)
        return real, wrong
