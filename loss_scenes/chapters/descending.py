"""Chapter: the mark as a height over the error, and steps that go down."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.chapters.guess import Guess
from loss_scenes.models import gradient_descent
from loss_scenes.pictures.board import TargetBoard
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.step_path import descent_arrow, standing, steady, visited
from narrated.scene.narrated_scene import after, beat


class Descending(Guess):
    """The further the guess, the higher its mark; gradient steps bring it down the curve."""

    def lay_out_curve(self) -> None:
        """Plot of the loss over the error, the board beside it: two pictures of one tracker."""
        colors, far, toward = self.theme.colors, self.far, self.toward
        self.away = away = ValueTracker(0.5)
        top = 1.25 * float(self.loss(far))
        self.plot = Plot(
            self.regions.main.inset(0.3),
            (-1.15 * far, 1.15 * far),
            (-0.04 * top, top),  # the foot rolls on the axis, clear of the numbers
            x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(4, 8, 12),
            x_label=self.word("error_axis"),
            y_label=self.word("penalty"),
            upright=False,
        )
        upper, low = self.regions.side.inset(0.35).rows(1.4, 1, gap=0.2)
        self.small_board = board = TargetBoard(upper, 4, colors.target)
        dart = Dots(board, lambda: away.get_value() * toward[np.newaxis], colors.prediction, scale=1.5)
        way = Segments(board, lambda: np.append((0.0, 0.0), away.get_value() * toward), colors.muted)
        self.pair = VGroup(board, way, dart)
        self.count_place, numbers = low.rows(1, 2)
        self.numbers = Readouts(
            numbers,
            Readout(self.word("distance"), lambda: abs(away.get_value()), colors.prediction),
            Readout(self.word("penalty"), self.height, colors.squared),
        )

    def height(self) -> float:
        """Loss of the error of the moment."""
        return float(self.loss(self.away.get_value()))

    @beat
    def move_away(self) -> None:
        self.lay_out_curve()
        colors, plot, away = self.theme.colors, self.plot, self.away
        truth = plot.drop(0.0, 0.0, 0.8 * plot.y_range[1], colors.target)
        truth_name = plot.name_curve(self.word("truth"), colors.target, (0.0, 0.88 * plot.y_range[1]))
        foot = Dots(plot, lambda: np.array([(away.get_value(), 0.0)]), colors.prediction, scale=1.4)
        stem = Segments(
            plot,
            lambda: np.array([(away.get_value(), 0.0, away.get_value(), self.height())]),
            colors.squared,
            width=2.4 * self.theme.curve_width,
        )
        curve = plot.curve(self.loss, colors.squared)
        probe = TangentProbe(plot, self.loss, self.loss_grad, away, colors.squared, tangent=False)
        law = formula(self.loss_formula, color=colors.squared)
        law.move_to(plot.c2p(-0.72 * self.far, 0.66 * plot.y_range[1]), LEFT)
        with self.narrate("penalty"):
            self.then(*self.two_panels(), run_time=0.2)
            self.then(FadeIn(plot, truth, truth_name, stem, foot, self.numbers), FadeIn(self.pair))
            self.fill(away.animate.set_value(0.45 * self.far))
            retitled = self.retitle("penalty_title", "penalty_sense")
            self.on("penalty", retitled, Create(curve), FadeIn(probe, law), run_time=0.4)
            self.fill(away.animate.set_value(self.far))
        self.leaving = VGroup(stem, foot, truth, truth_name), probe

    @beat
    @after("move_away")
    def step_down(self) -> None:
        colors, plot, away, step = self.theme.colors, self.plot, self.away, ValueTracker(0.0)
        path = gradient_descent(self.loss_grad, self.far, rate=self.rate, steps=self.steps)

        def steps() -> np.ndarray:
            return visited(path, step.get_value())

        away.add_updater(lambda e: e.set_value(float(standing(path, step.get_value()))))
        marks = Dots(
            plot, lambda: np.column_stack([steps(), self.loss(steps())]), colors.text, ring=True, scale=0.9
        )
        holes = Dots(self.small_board, lambda: steps()[:, np.newaxis] * self.toward, colors.muted, scale=0.5)
        ball = Dots(plot, lambda: np.array([(away.get_value(), self.height())]), colors.text, scale=1.6)
        slope = self.loss_grad
        push = descent_arrow(
            plot, away.get_value, self.height, lambda: float(slope(away.get_value())), colors.gradient,
            reach=self.rate,
        )  # fmt: skip
        count = Readouts(
            self.count_place,
            Readout(self.word("steps"), lambda: np.floor(step.get_value() + 1e-6), colors.gradient, 0),
        )
        with self.narrate("descend"):
            self.then(*map(FadeOut, self.leaving), FadeIn(ball), run_time=0.4)
            retitled = self.retitle("descend_title", "descend_sense")
            self.on("descend", retitled, FadeIn(push, count), run_time=0.2)
            self.add(marks, holes, push, ball)
            # What follows the error reads it after it has moved.
            self.bring_to_back(away)
            self.fill(steady(step, self.steps))
