"""Chapter: the mansion is back; which line to take is asked, and what it hangs on."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    RoundedRectangle,
    VGroup,
    VMobject,
    rate_functions,
)
from manim.typing import Point3D

from loss_scenes.chapters.hook import Hook
from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import polygon_points
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat
from voiceover.errors import InputError, excerpt

_AIR = 24 * PIXEL  # between what stands close together
_HIGH, _BESIDE, _TAIL = 1.6, 0.5, 0.45  # of an answer, beside its words, and how far it points, in em
_THICK, _GROWS = 1.9, 1.1  # the line that an answer speaks for, and the answer, when it is its turn


class Choosing(Chapter):
    """The houses and the mansion as in the hook, two lines, and the question; then what the mansion may be.

    Each of the two is said in the colour of the line that it speaks for, and points at that.

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
        names = street.named_lines()
        question = self.question()
        real, wrong = self.answers(question, names)
        with self.narrate("question"):
            seen = FadeIn(street.huber, street.squared, street.houses, street.mansion)
            # It is there before it is asked, so that it is read when an answer is wanted.
            self.then(self.clear_body(), seen, FadeIn(question, scale=0.85), run_time=motion.snap)
            self.add(street.swept, street.huber, street.squared, street.houses, street.mansion)
            self.then(street.mansion.fall(), run_time=motion.quick)
            street.let_weigh("question")
            swing = street.weight.animate.set_value(1.0), street.apart.animate.set_value(1.0)
            named = FadeIn(names)  # they go with the lines, and are read before the cards
            self.then(*swing, FadeOut(street.mansion.streaks), named, run_time=motion.quick)
            # What it hangs on is there as soon as the lines are apart: who is asked has time to think.
            self.then(FadeIn(real, shift=0.3 * DOWN), FadeIn(wrong, shift=0.3 * UP), run_time=motion.swift)
            # One answer and its line, then the other: neither is more right.
            back = rate_functions.there_and_back
            width = _THICK * self.theme.curve_width
            thick = cast(Any, street.squared).animate(rate_func=back).set_stroke(width=width)
            thick_huber = cast(Any, street.apart).animate(rate_func=back).set_value(0.0)
            grows = [cast(Any, card).animate(rate_func=back).scale(_GROWS) for card in (real, wrong)]
            asks = cast(Any, question).animate(rate_func=back)
            self.on("question", asks.scale(0.94), run_time=motion.swift)
            self.then(AnimationGroup(thick, grows[0]), run_time=self.seconds_left() / 2)
            self.fill(AnimationGroup(thick_huber, grows[1]))

    def question(self) -> Label:
        """At the left of the mansion, above what is answered."""
        hero = self.regions.hero
        left, top = hero.edge(LEFT)[0], hero.edge(UP)[1]
        right = self.street.mansion.mansion.get_left()[0] - 2 * _AIR
        # Above the roof of the house that is highest.
        roof = max(house.get_top()[1] for house in self.street.houses.drawn)
        free = Region((left + right) / 2, (top + roof) / 2, right - left, top - roof)
        asked, _ = free.rows(1, 1 if free.width > 1.4 * free.height else 1.6, gap=_AIR)
        size, gold = self.theme.type.display, self.theme.colors.gold
        return Label(self.word("question"), size, gold, weight="BOLD", within=asked, edge=LEFT)

    def answers(self, question: Label, names: VGroup) -> tuple[VGroup, VGroup]:
        """What the mansion may be: above the line that goes to it, and below the line that stays.

        Both are as large as the smaller one can be.

        Raises
        ------
        InputError
            If they would be smaller than the theme's smallest text.
        """
        largest, smallest = self.theme.type.heading, self.theme.text_sizes.smallest
        for size in np.arange(largest, smallest - 1, -1.0):
            above, below = self.above(float(size), question), self.below(float(size), names[1])
            if above and below:
                return above, below
        real = self.word("real")
        raise InputError(
            f"there is no room for {excerpt(real)} and {excerpt(self.word('wrong'))}",
            where=getattr(real, "where", None),
            permitted=f"what fits with text of {smallest:.0f} px or more",
            remedy="shorten them",
        )

    def above(self, size: float, question: Label) -> VGroup | None:
        """In the colour of the squares' line, over its name and beside the mansion; if it fits so large."""
        over, colors, em = self.street.over_dragged(), self.theme.colors, size * PIXEL
        card = self.card(self.word("real"), size, colors.squared)
        right = self.street.mansion.mansion.get_left()[0] - 2 * _AIR
        low = over.slope * right + over.intercept + _TAIL * em
        card.move_to(np.array([right, low, 0.0]), aligned_edge=RIGHT + DOWN)
        left = self.regions.hero.edge(LEFT)[0] + (_GROWS - 1) / 2 * card.width
        if card.get_top()[1] > question.get_bottom()[1] - _AIR or card.get_left()[0] < left:
            return None
        x = right - 1.2 * em
        return self.pointing(card, np.array([x, over.slope * x + over.intercept, 0.0]), em)

    def below(self, size: float, name: VMobject) -> VGroup | None:
        """In the colour of the Huber line, under its name, and clear of the houses; if so large fits."""
        hero, em = self.regions.hero, size * PIXEL
        card = self.card(self.word("wrong"), size, self.theme.colors.huber)
        middle = hero.kept(name.get_center(), _GROWS * card.width)[0]
        tip = name.get_bottom() + 0.3 * _AIR * DOWN
        left = middle - card.width / 2 - _AIR
        feet = [h.get_bottom()[1] - _AIR for h in self.street.houses.drawn if h.get_right()[0] > left]
        top = min([tip[1] - _TAIL * em, *feet])
        card.move_to(np.array([middle, top, 0.0]), aligned_edge=UP)
        if card.get_bottom()[1] < self.regions.stage.edge(DOWN)[1] + _AIR:
            return None
        return self.pointing(card, tip, em)

    def card(self, text: str, size: float, color: str) -> VGroup:
        """An answer on a ground of its colour."""
        word, em = Label(text, size, self.theme.colors.background, weight="BOLD"), size * PIXEL
        card = RoundedRectangle(
            width=word.width + 2 * _BESIDE * em, height=_HIGH * em, corner_radius=0.4 * em, stroke_width=0
        )
        return VGroup(card.set_fill(color, opacity=1), word.set_line(card.get_center()))

    @staticmethod
    def pointing(card: VGroup, tip: Point3D, em: float) -> VGroup:
        """An answer that points at a place above it or below it."""
        ground, word = card
        side = UP if tip[1] > ground.get_center()[1] else DOWN
        foot = np.array([tip[0], ground.get_center()[1], 0.0])
        half = _TAIL * em * RIGHT
        # From within the card: no seam is seen.
        base = foot + (ground.height / 2 - 2 * PIXEL) * side
        tail = VMobject(stroke_width=0, fill_color=ground.get_fill_color(), fill_opacity=1)
        tail.set_points(polygon_points(np.array([base - half, tip, base + half])))
        return VGroup(ground, tail, word)
