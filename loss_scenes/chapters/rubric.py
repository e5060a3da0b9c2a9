"""Chapter: a loss marks guesses as an exam is marked: the further off, the more is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, GrowFromEdge

from loss_scenes.losses import squared_error
from loss_scenes.pictures.exam import MarkedExam, RedPen
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_PEN = 270  # in pixels of the design


class Rubric(Chapter):
    """Three guesses of one price on an exam paper, and the points that each loses.

    Parameters
    ----------
    scene
        Where it is told.
    errors
        Of the guesses, in units of the price; the last one costs most.
    unit
        What is off by so much loses one point; the points go by the square.
    """

    def __init__(
        self, scene: NarratedScene, *, errors: Sequence[float] = (10.0, 20.0, 40.0), unit: float = 10.0
    ) -> None:
        super().__init__(scene)
        self.errors, self.unit = tuple(errors), unit

    def cost(self, error: float) -> float:
        """Points that a guess loses."""
        return float(squared_error(error / self.unit))

    @beat
    def mark_the_guesses(self) -> None:
        motion = self.theme.motion
        exam = MarkedExam(self.paper(), self.errors, self.cost, self.word("off_by"), self.word("rule"))
        pen = bleeding(RedPen(_PEN).stand(exam.tip(0) + UP * 0.4 + RIGHT * 0.3))
        last = len(self.errors) - 1
        with self.narrate("rubric"):
            self.then(self.clear_body(), FadeIn(exam, scale=0.96), run_time=motion.swift)
            self.on("rubric", GrowFromEdge(exam.marker, LEFT), FadeIn(pen), run_time=motion.brief)
            for k in range(last):
                self.mark(exam, pen, k)
            self.on("penalty", *self.guess(exam, last), run_time=motion.calm)
            self.write(exam, pen, last)

    def mark(self, exam: MarkedExam, pen: RedPen, k: int) -> None:
        """One guess is off, and is marked."""
        self.then(*self.guess(exam, k), run_time=self.theme.motion.brief)
        self.write(exam, pen, k)

    def guess(self, exam: MarkedExam, k: int) -> tuple[Any, ...]:
        """Animations: the guess leaves the truth, and how far it is off is said."""
        share: Any = exam.answers[k].animate
        return share.set_value(1.0), FadeIn(exam.notes[k])

    def write(self, exam: MarkedExam, pen: RedPen, k: int) -> None:
        """The pen writes the mark."""
        number, ring = exam.marks[k]
        moved: Any = pen.animate
        writes = FadeIn(number), Create(ring), moved.stand(exam.tip(k))
        self.then(*writes, run_time=self.theme.motion.brief)

    def paper(self) -> Region:
        """Most of the stage, standing on the ground."""
        hero, ground = self.regions.hero, self.regions.stage.edge(DOWN)[1]
        low = ground + 10 * PIXEL
        top = hero.edge(UP)[1]
        beside = self.regions.frame.edge(RIGHT)[0] - hero.edge(RIGHT)[0]
        for_pen = max(0.62 * _PEN * PIXEL - beside, 0.0)
        place = Region(hero.x - for_pen / 2, (top + low) / 2, hero.width - for_pen, top - low)
        width = min(place.width, 1.72 * place.height)
        return Region(place.x if width == place.width else hero.x, place.y, width, place.height)
