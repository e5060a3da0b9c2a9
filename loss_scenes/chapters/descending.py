"""Chapter: the mark as a height over the error, and steps that go down."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, FadeOut, Mobject, ValueTracker, VGroup

from loss_scenes.chapters.guess import GUESS, Guess
from loss_scenes.models import gradient_descent
from loss_scenes.pictures.board import TargetBoard
from narrated.design.layout import Region
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.step_path import descent_arrow, interpolate, prefix, steady
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Descending(Chapter):
    """The further the guess, the higher its mark; gradient steps bring it down the curve.

    Parameters
    ----------
    scene
        Where it is told.
    guess
        The first guess, what marks it, and its steps.
    """

    def __init__(self, scene: NarratedScene, *, guess: Guess = GUESS) -> None:
        super().__init__(scene)
        self.guess, self.away, self.step = guess, ValueTracker(0.5), ValueTracker(0.0)
        self.path = gradient_descent(guess.loss_grad, guess.far, rate=guess.rate, steps=guess.steps)
        self.plot = self.plot_of_the_loss()
        self.curve = self.plot.curve(guess.loss, self.theme.colors.squared)
        self.law = formula(guess.loss_formula, color=self.theme.colors.squared)
        self.law.move_to(self.plot.c2p(-0.72 * guess.far, 0.66 * self.plot.y_range[1]), LEFT)
        upper, low = self.regions.side.inset(0.35).rows(1.4, 1, gap=0.2)
        self.board = TargetBoard(upper, 4, self.theme.colors.target)
        self.throw = self.throw_on_the_board()
        self.count_place, numbers_place = low.rows(1, 2)
        self.numbers = self.numbers_in(numbers_place)
        self.leaving: tuple[Mobject, ...] = ()

    def height(self) -> float:
        """Loss of the error of the moment."""
        return float(self.guess.loss(self.away.get_value()))

    def plot_of_the_loss(self) -> Plot:
        """Axes on which the loss is a height over the error."""
        far, top = self.guess.far, 1.25 * float(self.guess.loss(self.guess.far))
        return Plot(
            self.regions.main.inset(0.3),
            (-1.15 * far, 1.15 * far),
            (-0.04 * top, top),  # the foot rolls on the axis, clear of the numbers
            x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(4, 8, 12),
            x_label=self.word("error_axis"),
            y_label=self.word("penalty"),
            upright=False,
        )

    def throw_on_the_board(self) -> VGroup:
        """The guess of the moment on a small board: the same tracker seen from above."""
        colors, board, away, toward = self.theme.colors, self.board, self.away.get_value, self.guess.toward
        dart = Dots(board, lambda: away() * toward[np.newaxis], colors.prediction, scale=1.5)
        way = Segments(board, lambda: np.append((0.0, 0.0), away() * toward), colors.muted)
        return VGroup(board, way, dart)

    def numbers_in(self, place: Region) -> Readouts:
        """Distance and loss of the moment."""
        colors, away = self.theme.colors, self.away.get_value
        return Readouts(
            place,
            Readout(self.word("distance"), lambda: abs(away()), colors.prediction),
            Readout(self.word("penalty"), self.height, colors.squared),
        )

    @beat
    def move_away(self) -> None:
        motion, guess, plot, away = self.theme.motion, self.guess, self.plot, self.away
        truth, stem = self.truth(), self.stem()
        color = self.theme.colors.squared
        probe = TangentProbe(plot, guess.loss, guess.loss_grad, away, color, tangent=False)
        with self.narrate("penalty"):
            self.then(*self.panels.two(), run_time=motion.swift)
            self.then(FadeIn(plot, *truth, *stem, self.numbers), FadeIn(self.throw))
            self.fill(away.animate.set_value(0.45 * guess.far))
            retitled = self.retitle("penalty_title", "penalty_sense")
            self.on("penalty", retitled, Create(self.curve), FadeIn(probe, self.law), run_time=motion.quick)
            self.fill(away.animate.set_value(guess.far))
        self.leaving = VGroup(*stem, *truth), probe

    def truth(self) -> VGroup:
        """The place of the truth, and its name."""
        plot, color, high = self.plot, self.theme.colors.target, self.plot.y_range[1]
        name = plot.name_curve(self.word("truth"), color, (0.0, 0.88 * high))
        return VGroup(plot.drop(0.0, 0.0, 0.8 * high, color), name)

    def stem(self) -> VGroup:
        """The height of the moment over the error of the moment."""
        colors, away = self.theme.colors, self.away.get_value
        foot = Dots(self.plot, lambda: np.array([(away(), 0.0)]), colors.prediction, scale=1.4)
        stem = Segments(
            self.plot,
            lambda: np.array([(away(), 0.0, away(), self.height())]),
            colors.squared,
            width=2.4 * self.theme.curve_width,
        )
        return VGroup(stem, foot)

    @beat
    def step_down(self) -> None:
        motion, away = self.theme.motion, self.away
        away.add_updater(lambda e: e.set_value(float(interpolate(self.path, self.step.get_value()))))
        (marks, holes), (push, ball), count = self.reached(), self.ball(), self.count()
        self.panels.ensure(self.regions.main, self.regions.side)
        self.ensure(self.plot, self.curve, self.law, self.throw, self.numbers)
        with self.narrate("descend"):
            self.then(*map(FadeOut, self.leaving), FadeIn(ball), run_time=motion.quick)
            retitled = self.retitle("descend_title", "descend_sense")
            self.on("descend", retitled, FadeIn(push, count), run_time=motion.swift)
            self.add(marks, holes, push, ball)
            # What follows the error reads it after it has moved.
            self.bring_to_back(away)
            self.fill(steady(self.step, self.guess.steps))

    def reached(self) -> VGroup:
        """The steps so far, on the curve and on the board."""
        colors, guess = self.theme.colors, self.guess

        def steps() -> np.ndarray:
            return prefix(self.path, self.step.get_value())

        def heights() -> np.ndarray:
            return np.column_stack([steps(), guess.loss(steps())])

        return VGroup(
            Dots(self.plot, heights, colors.text, ring=True, scale=0.9),
            Dots(self.board, lambda: steps()[:, np.newaxis] * guess.toward, colors.muted, scale=0.5),
        )

    def ball(self) -> VGroup:
        """The arrow of the negative gradient, and the ball that it pushes."""
        colors, guess, away = self.theme.colors, self.guess, self.away.get_value

        def slope() -> float:
            return float(guess.loss_grad(away()))

        return VGroup(
            descent_arrow(self.plot, away, self.height, slope, colors.gradient, reach=guess.rate),
            Dots(self.plot, lambda: np.array([(away(), self.height())]), colors.text, scale=1.6),
        )

    def count(self) -> Readouts:
        """How many steps were made."""
        color, step = self.theme.colors.gradient, self.step.get_value
        row = Readout(self.word("steps"), lambda: np.floor(step() + 1e-6), color, 0)
        return Readouts(self.count_place, row)
