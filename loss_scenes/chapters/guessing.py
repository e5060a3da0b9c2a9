"""Chapter: guesses come closer; behind it is a loss that marks each of them."""

from __future__ import annotations

import numpy as np
from manim import LEFT, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.chapters.guess import GUESS, Guess
from loss_scenes.models import gradient_descent
from loss_scenes.pictures.board import TargetBoard, error_square
from loss_scenes.pictures.mystery import MysteryBox
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.step_path import interpolate, prefix, steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Guessing(Chapter):
    """The error as a distance on a board, then as the square on it that is its mark.

    Parameters
    ----------
    scene
        Where it is told.
    guess
        The first guess, what marks it, and its steps.
    tries
        How many of the steps are shown.
    """

    def __init__(self, scene: NarratedScene, *, guess: Guess = GUESS, tries: float = 3.0) -> None:
        super().__init__(scene)
        self.guess, self.tries = guess, tries
        self.step = ValueTracker(0.0)
        self.errors = gradient_descent(guess.loss_grad, guess.first, rate=guess.rate, steps=guess.steps)

    def error(self) -> np.ndarray:
        """Error of the guess of the moment."""
        return interpolate(self.errors, self.step.get_value())

    def penalty(self) -> float:
        """Its mark."""
        return float(np.sum(self.guess.loss(self.error())))

    @beat
    def guess_the_truth(self) -> None:
        motion, step = self.theme.motion, self.step
        board = TargetBoard(self.regions.main.inset(0.25), 4, self.theme.colors.target)
        past, now = self.darts(board)
        way = Segments(board, lambda: np.array([(0.0, 0.0, *self.error())]), self.theme.colors.text)
        area = error_square(board, self.error, self.theme.colors.squared)
        legend, (numbers, box) = self.legend(), self.beside()
        with self.narrate("guess"):
            self.then(*self.panels.two(), run_time=motion.brief)
            self.then(FadeIn(board, legend, numbers, box, now), run_time=motion.quick)
            self.add(past, now)
            self.on("guess", self.retitle("guess_title"), steady(step, 2.0), run_time=motion.calm)
            self.fill(steady(step, self.tries))
        with self.narrate("secret"):
            self.then(step.animate.set_value(0.0), run_time=motion.calm)
            self.add(way)
            opened = FadeOut(box.question, scale=1.6), FadeOut(way), FadeIn(area, box.heading)
            self.on("secret", self.retitle("loss", "secret_sense"), *opened, run_time=motion.snap)
            self.then(FadeIn(box.inside), run_time=motion.swift)
            self.fill(steady(step, self.tries))

    def darts(self, board: TargetBoard) -> VGroup:
        """The guesses before, and the one of the moment."""
        colors, step = self.theme.colors, self.step.get_value
        past = Dots(board, lambda: prefix(self.errors, step()), colors.muted, scale=0.8)
        now = Dots(board, lambda: self.error()[np.newaxis], colors.prediction, scale=1.7)
        return VGroup(past, now).set_z_index(1)

    def legend(self) -> VGroup:
        """What the dart and the bull are."""
        colors = self.theme.colors
        first, second, _ = self.regions.main.inset(0.35).rows(1, 1, 6.5)
        guess = Label(self.word("guess"), color=colors.prediction, weight="BOLD")
        bull = Label(self.word("bull"), color=colors.target, weight="BOLD")
        return VGroup(guess.set_line(first.edge(LEFT), LEFT), bull.set_line(second.edge(LEFT), LEFT))

    def beside(self) -> tuple[Readouts, MysteryBox]:
        """Numbers of the guess of the moment, and the box that its mark comes from."""
        colors, step = self.theme.colors, self.step.get_value
        top, low = self.regions.side.inset(0.4).rows(1, 1.35, gap=0.3)
        numbers = Readouts(
            top,
            Readout(self.word("tries"), lambda: 1 + np.floor(step() + 1e-6), colors.text, 0),
            Readout(self.word("distance"), lambda: float(np.hypot(*self.error())), colors.prediction),
        )
        law = formula(self.guess.loss_formula, self.theme.type.heading)
        words = self.word("loss"), self.word("penalty")
        return numbers, MysteryBox(low, *words, law, self.penalty, colors.squared)
