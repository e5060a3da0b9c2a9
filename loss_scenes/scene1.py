"""Scene 1: a guess is marked by a loss, and steps that lower the mark bring it to the truth."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.estimation import gradient_descent
from loss_scenes.lesson import LESSON
from loss_scenes.losses import (
    cross_entropy,
    focal,
    half_squared_error,
    hinge,
    huber,
    squared_error,
    squared_error_grad,
)
from loss_scenes.mobjects.board import TargetBoard
from loss_scenes.mobjects.gallery import Exhibit, Gallery
from loss_scenes.mobjects.marks import Dots, Segments
from loss_scenes.mobjects.panel import Readout, Readouts, formula, panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.sheet import MarkedSheet, total_score
from loss_scenes.mobjects.text import Label, LiveNumber
from loss_scenes.mobjects.walk import Shape, descent_arrow, standing, steady, visited
from loss_scenes.stage.scene import NarratedScene, beat

# Key of the name, role of the colour, and what the gallery shows of the loss.
CAST: tuple[tuple[Any, ...], ...] = (
    ("mse", "squared", half_squared_error, (-3.0, 3.0), (0.0, 4.5), (-2.7, 0.0)),
    ("cross_entropy", "cross_entropy", cross_entropy, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
    ("hinge", "hinge", hinge, (-3.0, 3.0), (0.0, 4.5), (-2.7, 1.6), (1.0,)),
    ("focal", "focal", focal, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
    ("huber", "huber", huber, (-4.0, 4.0), (0.0, 4.5), (-3.7, 0.0)),
)


class Introduction(NarratedScene):
    """Greeting, title, and one error seen as a distance, as a mark and as a height that steps go down.

    Attributes
    ----------
    loss, loss_grad
        What marks the guess, elementwise on an error.
    loss_formula
        How it is written.
    first_guess
        Error of the first guess, two components, in rings of the board.
    rate, steps, tries
        Of the gradient steps; how many of them the first guesses show.
    answers
        (key of the question, answer, truth) of the marked paper, schematic.
    full_marks
        What a paper without errors is worth.
    """

    lesson = LESSON
    script = "scene1"
    loss = staticmethod(squared_error)
    loss_grad = staticmethod(squared_error_grad)
    loss_formula = "ell = (hat(y) - y)^2"
    first_guess = (2.6, 1.9)
    rate = 0.2
    steps = 6
    tries = 3.0
    answers = (("temperature", 28, 25), ("weight", 5, 4), ("minutes", 22, 20), ("cards", 12, 12))
    full_marks = 100

    def construct(self) -> None:
        self.greet()
        self.guess_the_truth()
        self.mark_the_exam()
        self.move_away()
        self.step_down()

    # -- greeting and title --------------------------------------------------------------------------------

    def set_stage(self) -> None:
        self.headline, row = self.regions.body.rows(1.15, 1)
        colors = self.theme.colors
        self.cast = Gallery(
            row,
            [Exhibit(self.word(name), getattr(colors, role), *shown) for name, role, *shown in CAST],
        )
        self.add(self.cast)

    @beat
    def greet(self) -> None:
        colors, sizes, share = self.theme.colors, self.theme.type, ValueTracker(0.0)
        hello = Label(self.word("greeting"), sizes.title)
        name = Label(self.lesson_words.presenter, sizes.title, colors.accent, weight="BOLD")
        greeting = VGroup(hello, name.beside(hello, 0.1)).move_to(self.headline.center)
        above, middle, low = self.headline.rows(1.1, 1.8, 1)
        title = Label(self.lesson_words.title, sizes.display, weight="BOLD").set_line(middle.center)
        subtitle = Label(self.lesson_words.subtitle, sizes.heading, colors.gold).set_line(low.center)
        rollers, names = self.cast.rollers(share), self.cast.names
        with self.narrate("hello"):
            self.then(FadeIn(hello), *(Create(curve) for curve in self.cast.curves), run_time=1.0)
            self.on("hello", FadeIn(name, shift=0.2 * RIGHT), run_time=0.4)
            self.then(FadeIn(rollers), run_time=self.theme.motion.quick)
        with self.narrate("title"):
            small = greeting.animate.move_to(above.center).scale(sizes.heading / sizes.title)
            self.then(small, steady(share, 0.25))
            self.on("title", FadeIn(title, shift=0.2 * UP), FadeIn(subtitle), FadeIn(names), run_time=0.4)
            self.fill(share.animate.set_value(1.0))

    # -- the guess on the board ----------------------------------------------------------------------------

    def walk(self) -> np.ndarray:
        """Errors of the guesses, shape (steps + 1, 2): each one gradient step after the one before."""
        return gradient_descent(self.loss_grad, self.first_guess, rate=self.rate, steps=self.steps)

    @beat
    def guess_the_truth(self) -> None:
        colors, sizes, path, step = self.theme.colors, self.theme.type, self.walk(), ValueTracker(0.0)
        ground, side = panel(self.regions.main), panel(self.regions.side)
        board = TargetBoard(self.regions.main.inset(0.25), 4, colors.target)

        def error() -> np.ndarray:
            return standing(path, step.get_value())

        def penalty() -> float:
            return float(np.sum(self.loss(error())))

        def square() -> np.ndarray:
            right, up = error()
            corners = ((0.0, 0.0), (right, up), (right + up, up - right), (up, -right))
            return np.array([board.c2p(*corner) for corner in corners])

        far = Segments(board, lambda: np.array([(0.0, 0.0, *error())]), colors.text)
        marks = Dots(board, lambda: visited(path, step.get_value()), colors.muted, scale=0.8)
        guess = Dots(board, lambda: error()[np.newaxis], colors.prediction, scale=1.7)
        for mark in (marks, guess):
            mark.set_z_index(1)
        area = Shape(square, colors.squared, opacity=0.45, edge=self.theme.line_width)
        first, second, _ = self.regions.main.inset(0.35).rows(1, 1, 6.5)
        legend = VGroup(
            Label(self.word("guess"), color=colors.prediction, weight="BOLD").set_line(
                first.edge(LEFT), LEFT
            ),
            Label(self.word("bull"), color=colors.target, weight="BOLD").set_line(second.edge(LEFT), LEFT),
        )
        top, low = self.regions.side.inset(0.4).rows(1, 1.35, gap=0.3)
        numbers = Readouts(
            top,
            Readout(self.word("tries"), lambda: 1 + np.floor(step.get_value() + 1e-6), colors.text, 0),
            Readout(self.word("distance"), lambda: float(np.hypot(*error())), colors.prediction),
        )
        box = panel(low, raised=True)
        mystery = Label("?", sizes.display, colors.muted, weight="BOLD").set_line(low.center)
        head, math, score = low.inset(0.3, 0.2).rows(1, 1, 1.5)
        heading = Label(self.word("loss"), sizes.heading, colors.squared, weight="BOLD").set_line(head.center)
        law = math.fit(formula(self.loss_formula, sizes.heading))
        name = Label(self.word("penalty"), sizes.heading, colors.muted).set_line(score.edge(LEFT), LEFT)
        counter = LiveNumber(penalty, size=sizes.display * 0.8, color=colors.squared)
        counter.set_line(score.edge(RIGHT), RIGHT)
        with self.narrate("guess"):
            self.then(self.clear_body(), run_time=0.2)
            self.then(FadeIn(ground, side, board, legend, numbers, box, mystery, guess), run_time=0.4)
            self.add(marks, guess)
            self.on("guess", self.retitle("guess_title"), steady(step, 2.0), run_time=0.6)
            self.fill(steady(step, self.tries))
        with self.narrate("secret"):
            self.then(step.animate.set_value(0.0), run_time=0.7)
            self.add(far)
            opened = FadeOut(mystery, scale=1.6), FadeIn(area, heading)
            self.on("secret", self.retitle("loss", "secret_sense"), *opened, run_time=0.15)
            self.then(FadeIn(law, name, counter), run_time=0.15)
            self.fill(steady(step, self.tries))

    # -- the exam ------------------------------------------------------------------------------------------

    @beat
    def mark_the_exam(self) -> None:
        colors, sizes = self.theme.colors, self.theme.type
        heads = [self.word(key) for key in ("question", "answer", "truth", "penalty")]
        rows = [(self.word(key), float(answer), float(truth)) for key, answer, truth in self.answers]
        title, paper = self.regions.main.rows(1, 6.2)
        sheet = MarkedSheet(paper, heads, rows, self.loss, colors.emphasis)
        name = Label(self.word("exam"), sizes.heading, weight="BOLD").set_line(title.edge(LEFT), LEFT)
        side = panel(self.regions.side)
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
            self.then(self.clear_body(), run_time=0.2)
            self.then(FadeIn(sheet, shift=0.3 * UP), FadeIn(name, side, total, number), run_time=0.4)
            retitled = self.retitle("standard", "rubric_sense")
            self.on("rubric", retitled, FadeIn(sheet.marks[0], scale=1.6), FadeIn(heading, law), run_time=0.2)
            for count, mark in enumerate(sheet.marks, start=1):
                marked.set_value(count)
                if count > 1:
                    self.then(FadeIn(mark, scale=1.6), run_time=0.2)

    # -- the curve -----------------------------------------------------------------------------------------

    def lay_out_curve(self) -> None:
        """Plot of the loss over the error, the board beside it: two pictures of one tracker."""
        colors = self.theme.colors
        self.error = ValueTracker(0.5)
        far = self.far
        self.plot = Plot(
            self.regions.main.inset(0.3),
            (-1.15 * far, 1.15 * far),
            (0.0, 1.25 * float(self.loss(far))),
            x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(4, 8, 12),
            x_label=self.word("error_axis"),
            y_label=self.word("penalty"),
            upright=False,
        )
        top, low = self.regions.side.inset(0.35).rows(1.4, 1, gap=0.2)
        self.board = TargetBoard(top, 4, colors.target)
        toward = np.array(self.first_guess) / far
        error = self.error
        dart = Dots(self.board, lambda: error.get_value() * toward[np.newaxis], colors.prediction, scale=1.5)
        way = Segments(self.board, lambda: np.append((0.0, 0.0), error.get_value() * toward), colors.muted)
        self.pair = VGroup(self.board, way, dart)
        self.numbers = low
        self.grounds = VGroup(panel(self.regions.main), panel(self.regions.side))

    @property
    def far(self) -> float:
        """Distance of the first guess from the truth."""
        return float(np.hypot(*self.first_guess))

    def penalty_at(self) -> float:
        return float(self.loss(self.error.get_value()))

    @beat
    def move_away(self) -> None:
        self.lay_out_curve()
        colors, plot, error = self.theme.colors, self.plot, self.error
        penalty = self.penalty_at
        truth = plot.drop(0.0, 0.0, 0.8 * plot.y_range[1], colors.target)
        truth_name = plot.name_curve(self.word("truth"), colors.target, (0.0, 0.88 * plot.y_range[1]))
        foot = Dots(plot, lambda: np.array([(error.get_value(), 0.0)]), colors.prediction, scale=1.4)
        stem = Segments(
            plot,
            lambda: np.array([(error.get_value(), 0.0, error.get_value(), penalty())]),
            colors.squared,
            width=2.4 * self.theme.curve_width,
        )
        curve = plot.curve(self.loss, colors.squared)
        self.probe = TangentProbe(plot, self.loss, self.loss_grad, error, colors.squared, tangent=False)
        law = formula(self.loss_formula, color=colors.squared)
        law.move_to(plot.c2p(-0.72 * self.far, 0.66 * plot.y_range[1]), LEFT)
        low = self.numbers.rows(1, 2)[1]
        readouts = Readouts(
            low,
            Readout(self.word("distance"), lambda: abs(error.get_value()), colors.prediction),
            Readout(self.word("penalty"), penalty, colors.squared),
        )
        with self.narrate("penalty"):
            self.then(self.clear_body(), run_time=0.2)
            self.then(FadeIn(self.grounds, plot, truth, truth_name, stem, foot, readouts), FadeIn(self.pair))
            self.fill(error.animate.set_value(0.45 * self.far))
            retitled = self.retitle("penalty_title", "penalty_sense")
            self.on("penalty", retitled, Create(curve), FadeIn(self.probe, law), run_time=0.4)
            self.fill(error.animate.set_value(self.far))
        self.leaving = VGroup(stem, foot, truth, truth_name)

    @beat
    def step_down(self) -> None:
        colors, plot, step = self.theme.colors, self.plot, ValueTracker(0.0)
        path = gradient_descent(self.loss_grad, self.far, rate=self.rate, steps=self.steps)
        toward = np.array(self.first_guess) / self.far

        def steps() -> np.ndarray:
            return visited(path, step.get_value())

        def trail() -> np.ndarray:
            return np.column_stack([steps(), self.loss(steps())])

        self.error.add_updater(lambda e: e.set_value(float(standing(path, step.get_value()))))
        error, penalty, slope = self.error, self.penalty_at, self.loss_grad
        marks = Dots(plot, trail, colors.text, ring=True, scale=1.3)
        holes = Dots(self.board, lambda: steps()[:, np.newaxis] * toward, colors.muted, scale=0.7)
        ball = Dots(plot, lambda: np.array([(error.get_value(), penalty())]), colors.text, scale=1.9)
        push = descent_arrow(
            plot, error.get_value, penalty, lambda: float(slope(error.get_value())), colors.gradient,
            reach=self.rate,
        )  # fmt: skip
        count = Readouts(
            self.numbers.rows(1, 1, 1)[0],
            Readout(self.word("steps"), lambda: np.floor(step.get_value() + 1e-6), colors.gradient, 0),
        )
        with self.narrate("descend"):
            self.then(FadeOut(self.leaving), FadeOut(self.probe), FadeIn(ball), run_time=0.4)
            self.on(
                "descend", self.retitle("descend_title", "descend_sense"), FadeIn(push, count), run_time=0.2
            )
            self.add(marks, holes, push, ball)
            self.fill(steady(step, self.steps))
