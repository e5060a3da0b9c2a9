"""Chapter: a loss marks guesses as an exam is marked: the further off, the more is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import squared_error
from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.exam import MarkedExam, RedPen
from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BEHIND = -2  # behind the paper, which is behind the ground


class Rubric(Chapter):
    """Three guesses of one house's price on an exam paper, and the points that each loses.

    Parameters
    ----------
    scene
        Where it is told.
    market, house
        Whose price is guessed: its place among the houses.
    errors
        Of the guesses, in units of the price; the last one costs most.
    unit
        What is off by so much loses one point; the points go by the square.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        house: int = 4,
        errors: Sequence[float] = (10.0, 20.0, 40.0),
        unit: float = 10.0,
    ) -> None:
        super().__init__(scene)
        self.truth, self.errors, self.unit = float(market.y[house]), tuple(errors), unit

    def cost(self, error: float) -> float:
        """Points that a guess loses."""
        return float(squared_error(error / self.unit))

    @beat
    def mark_the_guesses(self, *behind: VMobject) -> None:
        """``behind``: what stays there until the paper stands before it."""
        motion, paper = self.theme.motion, self.paper()
        exam = MarkedExam(
            paper, self.read(paper), self.truth, self.errors, self.cost,
            money=self.word("money"), answer=self.word("answer"), rule=self.word("rule"),
        )  # fmt: skip
        pen = bleeding(RedPen(self.pen).stand(exam.tip(0) + UP * 0.4 + RIGHT * 0.3))
        last = len(self.errors) - 1
        late = squish_rate_func(smooth, 0.5, 1.0)
        given: Any = exam.given.animate
        with self.narrate("rubric"):
            self.then(self.clear_body(*behind), run_time=motion.snap)
            gone = [FadeOut(part.set_z_index(_BEHIND, family=True), rate_func=late) for part in behind]
            self.then(self.rise(exam, paper.height), *gone, run_time=motion.brief)
            self.then(FadeIn(exam.tags), run_time=motion.snap)
            self.add(exam)
            self.then(given.set_value(1.0), run_time=motion.calm)
            rule = GrowFromEdge(exam.marker, LEFT), FadeIn(exam.rule), FadeIn(pen)
            self.on("rubric", *rule, run_time=motion.brief)
            for k in range(last):
                self.write(exam, pen, k)
            self.on("penalty", pen.animate.shift(UP * 0.3), run_time=motion.swift)
            self.write(exam, pen, last)

    def rise(self, exam: MarkedExam, height: float) -> Animation:
        """An animation: the paper comes up from behind the ground."""
        rising: Any = exam.blank.shift(DOWN * height).animate
        return cast(Animation, rising.shift(UP * height))

    def write(self, exam: MarkedExam, pen: RedPen, k: int) -> None:
        """The pen writes the mark."""
        number, ring = exam.marks[k]
        moved: Any = pen.animate
        writes = FadeIn(number), Create(ring), moved.stand(exam.tip(k))
        self.then(*writes, run_time=self.theme.motion.calm)

    @property
    def pen(self) -> float:
        """How long the pen is, in pixels of the design."""
        return 0.46 * min(self.regions.hero.width, self.regions.hero.height) / PIXEL

    def paper(self) -> Region:
        """All of the stage but some air, standing on the ground."""
        place, ground = looked_at(self.regions), self.regions.stage.edge(DOWN)[1] + 10 * PIXEL
        top = place.edge(UP)[1]
        return Region(place.x, (top + ground) / 2, place.width, top - ground)

    def read(self, paper: Region) -> Region:
        """Of the paper, what is within the margins of what is read."""
        hero, air = self.regions.hero, 40 * PIXEL
        left, low = paper.edge(LEFT)[0] + air, paper.edge(DOWN)[1] + 0.5 * air
        right, top = min(paper.edge(RIGHT)[0] - air, hero.edge(RIGHT)[0]), paper.edge(UP)[1] - air
        if hero.edge(RIGHT)[0] > right:  # beside the marks the pen stands
            right -= 0.3 * self.pen * PIXEL
        return Region((left + right) / 2, (top + low) / 2, right - left, top - low)
