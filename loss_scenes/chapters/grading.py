"""Chapter: the same loss marks an exam paper, line by line."""

from __future__ import annotations

from manim import LEFT, RIGHT, FadeIn, ValueTracker

from loss_scenes.chapters.guess import Guess
from loss_scenes.pictures.sheet import MarkedSheet, total_score
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.narrated_scene import beat


class Grading(Guess):
    """A marked paper beside the standard that it was marked by.

    Attributes
    ----------
    answers
        (key of the question, answer, truth), schematic.
    full_marks
        What a paper without errors is worth.
    """

    answers: tuple[tuple[str, float, float], ...] = (
        ("temperature", 28, 25),
        ("weight", 5, 4),
        ("minutes", 22, 20),
        ("cards", 12, 12),
    )
    full_marks = 100

    @beat
    def mark_the_exam(self) -> None:
        colors, sizes = self.theme.colors, self.theme.type
        heads = [self.word(key) for key in ("question", "answer", "truth", "penalty")]
        rows = [(self.word(key), float(answer), float(truth)) for key, answer, truth in self.answers]
        title, paper = self.regions.main.rows(1, 6.2)
        sheet = MarkedSheet(paper, heads, rows, self.loss, colors.emphasis)
        name = Label(self.word("exam"), sizes.heading, weight="BOLD").set_line(title.edge(LEFT), LEFT)
        head, math, score = self.regions.side.inset(0.4).rows(1, 1.2, 2.2)
        heading = Label(self.word("standard"), sizes.heading, colors.squared, weight="BOLD")
        heading.set_line(head.center)
        law = math.fit(formula(self.loss_formula, sizes.heading))
        total_name, total_place = score.rows(1, 2)
        total = Label(self.word("score"), sizes.body, colors.muted).set_line(total_name.center)
        marked = ValueTracker(0.0)

        def points() -> float:
            return total_score(self.full_marks, sheet.deductions[: round(marked.get_value())])

        number = LiveNumber(points, decimals=0, size=sizes.display, color=colors.squared, edge=0 * RIGHT)
        number.set_line(total_place.center)
        with self.narrate("rubric"):
            self.then(*self.deal_panels(self.regions.side), run_time=0.2)
            self.then(FadeIn(sheet, scale=0.95), FadeIn(name, total, number), run_time=0.4)
            retitled = self.retitle("standard", "rubric_sense")
            self.on("rubric", retitled, FadeIn(sheet.marks[0], scale=1.6), FadeIn(heading, law), run_time=0.2)
            for count, mark in enumerate(sheet.marks, start=1):
                marked.set_value(count)
                if count > 1:
                    self.then(FadeIn(mark, scale=1.6), run_time=0.2)
