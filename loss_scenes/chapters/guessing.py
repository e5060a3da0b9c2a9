"""Chapter: guesses come closer; behind it is a loss that marks each of them."""

from __future__ import annotations

import numpy as np
from manim import LEFT, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.chapters.guess import Guess
from loss_scenes.models import gradient_descent
from loss_scenes.pictures.board import TargetBoard, error_square
from loss_scenes.pictures.mystery import MysteryBox
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.step_path import standing, steady, visited
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class Guessing(Guess):
    """The error as a distance on a board, then as the square on it that is its mark.

    Attributes
    ----------
    tries
        How many of the gradient steps are shown.
    """

    tries = 3.0

    def throw_darts(self) -> None:
        """The board, the guess of the moment and those before it: each one gradient step after the other."""
        colors, self.step = self.theme.colors, ValueTracker(0.0)
        self.guesses = gradient_descent(self.loss_grad, self.first_guess, rate=self.rate, steps=self.steps)
        self.board = TargetBoard(self.regions.main.inset(0.25), 4, colors.target)
        past = Dots(self.board, lambda: visited(self.guesses, self.step.get_value()), colors.muted, scale=0.8)
        guess = Dots(self.board, lambda: self.error()[np.newaxis], colors.prediction, scale=1.7)
        self.darts = VGroup(past, guess).set_z_index(1)
        first, second, _ = self.regions.main.inset(0.35).rows(1, 1, 6.5)
        named = Label(self.word("guess"), color=colors.prediction, weight="BOLD")
        bull = Label(self.word("bull"), color=colors.target, weight="BOLD")
        self.legend = VGroup(named.set_line(first.edge(LEFT), LEFT), bull.set_line(second.edge(LEFT), LEFT))

    def error(self) -> np.ndarray:
        """Error of the guess of the moment."""
        return standing(self.guesses, self.step.get_value())

    def penalty(self) -> float:
        return float(np.sum(self.loss(self.error())))

    @beat
    def guess_the_truth(self) -> None:
        self.throw_darts()
        colors, sizes, board, step = self.theme.colors, self.theme.type, self.board, self.step
        past, guess = self.darts
        top, low = self.regions.side.inset(0.4).rows(1, 1.35, gap=0.3)
        numbers = Readouts(
            top,
            Readout(self.word("tries"), lambda: 1 + np.floor(step.get_value() + 1e-6), colors.text, 0),
            Readout(self.word("distance"), lambda: float(np.hypot(*self.error())), colors.prediction),
        )
        law = formula(self.loss_formula, sizes.heading)
        words = self.word("loss"), self.word("penalty")
        box = MysteryBox(low, *words, law, self.penalty, colors.squared)
        way = Segments(board, lambda: np.array([(0.0, 0.0, *self.error())]), colors.text)
        area = error_square(board, self.error, colors.squared)
        with self.narrate("guess"):
            self.then(*self.two_panels(), run_time=0.3)
            self.then(FadeIn(board, self.legend, numbers, box, guess), run_time=0.4)
            self.add(past, guess)
            self.on("guess", self.retitle("guess_title"), steady(step, 2.0), run_time=0.6)
            self.fill(steady(step, self.tries))
        with self.narrate("secret"):
            self.then(step.animate.set_value(0.0), run_time=0.7)
            self.add(way)
            opened = FadeOut(box.question, scale=1.6), FadeOut(way), FadeIn(area, box.heading)
            self.on("secret", self.retitle("loss", "secret_sense"), *opened, run_time=0.15)
            self.then(FadeIn(box.inside), run_time=0.15)
            self.fill(steady(step, self.tries))
