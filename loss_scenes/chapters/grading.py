"""Chapter: the same loss marks an exam paper, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.guess import GUESS, Guess
from loss_scenes.pictures.sheet import MarkedSheet, total_score
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

ANSWERS = (("temperature", 28.0, 25.0), ("weight", 5.0, 4.0), ("minutes", 22.0, 20.0), ("cards", 12.0, 12.0))


class Grading(Chapter):
    """A marked paper beside the standard that it was marked by.

    Parameters
    ----------
    scene
        Where it is told.
    guess
        Whose loss is the standard.
    answers
        (key of the question, answer, truth), schematic.
    full_marks
        What a paper without errors is worth.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        guess: Guess = GUESS,
        answers: Sequence[tuple[str, float, float]] = ANSWERS,
        full_marks: int = 100,
    ) -> None:
        super().__init__(scene)
        self.guess, self.answers, self.full_marks = guess, answers, full_marks
        self.marked = ValueTracker(0.0)

    @beat
    def mark_the_exam(self) -> None:
        motion = self.theme.motion
        sheet, name = self.paper()
        standard, total = self.beside(sheet)
        with self.narrate("rubric"):
            self.then(*self.panels.deal(self.regions.side), run_time=motion.swift)
            self.then(FadeIn(sheet, scale=0.95), FadeIn(name, *total), run_time=motion.quick)
            retitled, first = self.retitle("standard", "rubric_sense"), FadeIn(sheet.marks[0], scale=1.6)
            self.on("rubric", retitled, first, FadeIn(*standard), run_time=motion.swift)
            for count, mark in enumerate(sheet.marks, start=1):
                self.marked.set_value(count)
                if count > 1:
                    self.then(FadeIn(mark, scale=1.6), run_time=motion.swift)

    def paper(self) -> tuple[MarkedSheet, Label]:
        """The exam paper and its title."""
        heads = [self.word(key) for key in ("question", "answer", "truth", "penalty")]
        rows = [(self.word(key), answer, truth) for key, answer, truth in self.answers]
        top, paper = self.regions.main.rows(1, 6.2)
        name = Label(self.word("exam"), self.theme.type.heading, weight="BOLD")
        sheet = MarkedSheet(paper, heads, rows, self.guess.loss, self.theme.colors.emphasis)
        return sheet, name.set_line(top.edge(LEFT), LEFT)

    def beside(self, sheet: MarkedSheet) -> tuple[VGroup, VGroup]:
        """The standard, and what is left of the full marks so far; each with its name."""
        colors, sizes = self.theme.colors, self.theme.type
        head, math, score = self.regions.side.inset(0.4).rows(1, 1.2, 2.2)
        heading = Label(self.word("standard"), sizes.heading, colors.squared, weight="BOLD")
        law = math.fit(formula(self.guess.loss_formula, sizes.heading))
        name_place, number_place = score.rows(1, 2)
        name = Label(self.word("score"), sizes.body, colors.muted).set_line(name_place.center)

        def points() -> float:
            return total_score(self.full_marks, sheet.deductions[: round(self.marked.get_value())])

        number = LiveNumber(points, decimals=0, size=sizes.display, color=colors.squared, edge=0 * RIGHT)
        number.set_line(number_place.center)
        return VGroup(heading.set_line(head.center), law), VGroup(name, number)
