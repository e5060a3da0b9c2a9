"""Chapter: the mansion is back; whether its price counts is for the viewer to say, and decides the line."""

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
    VMobject,
    rate_functions,
)

from loss_scenes.chapters.hook import Hook
from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_HIGH, _AIR = 2.9, 0.6  # of a button with its two rows, and beside these, in em


class Choosing(Chapter):
    """The houses and the mansion as in the hook; two lines, and a button for each.

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
        buttons = VGroup(*(self.button(k, place) for k, place in enumerate((first, second))))
        if first.y == second.y:  # beside each other, close together
            buttons.arrange(RIGHT, buff=48 * PIXEL).move_to(first.edge(LEFT), aligned_edge=LEFT)
        with self.narrate("question"):
            seen = FadeIn(street.huber, street.squared, street.houses, street.mansion, buttons)
            self.then(self.clear_body(), seen, run_time=motion.snap)
            self.add(street.swept, street.huber, street.squared, street.houses, street.mansion, buttons)
            self.then(street.mansion.fall(), run_time=motion.quick)
            street.let_weigh("question")
            # It is there before it is asked, so that it is read when an answer is wanted.
            comes = FadeIn(question, scale=0.85)
            self.then(comes, FadeOut(street.mansion.streaks), run_time=motion.quick)
            # Who trusts the mansion has the line go there; who does not, the one that stays.
            real, wrong = buttons
            swing = street.weight.animate.set_value(1.0), street.apart.animate.set_value(1.0)
            self.on("question", self.press(real), *swing, run_time=motion.calm)
            self.then(self.press(wrong), self.thicken(street.huber), run_time=motion.calm)

    def press(self, button: VMobject) -> Any:
        """Animation: a button is pressed and comes back."""
        return cast(Any, button).animate(rate_func=rate_functions.there_and_back).scale(0.88)

    def thicken(self, line: VMobject) -> Any:
        """Animation: a line that stays where it is tells that it is meant."""
        thick = cast(Any, line).animate(rate_func=rate_functions.there_and_back)
        return thick.set_stroke(width=1.9 * self.theme.curve_width)

    def places(self) -> tuple[Region, Region, Region]:
        """At the left of the mansion: where the question stands, and below it the two buttons."""
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

    def button(self, k: int, place: Region) -> VGroup:
        """A pill in the colour of its line: what the mansion may be, and below that its loss."""
        colors = self.theme.colors
        answer, key, color = (
            ("real", "squared", colors.squared),
            ("wrong", "huber", colors.huber),
        )[k]
        said = self.word(answer), self.word("answer").format(self.word(key))
        size = min(self.theme.type.heading, place.height / PIXEL / _HIGH)
        widest = max(Label(text, size, weight="BOLD").width for text in said) + 2 * _AIR * size * PIXEL
        size *= min(1.0, place.width / widest)
        rows = [Label(text, size, colors.background, weight="BOLD") for text in said]
        em = size * PIXEL
        pill = RoundedRectangle(
            width=max(row.width for row in rows) + 2 * _AIR * em, height=_HIGH * em, corner_radius=0.5 * em
        )
        pill.set_stroke(width=0).set_fill(color, opacity=1).move_to(place.edge(LEFT), aligned_edge=LEFT)
        for row, up in zip(rows, (0.6, -0.6), strict=True):
            row.set_line(pill.get_left() + em * (_AIR * RIGHT + up * UP), LEFT)
        return VGroup(pill, *rows)
