"""Chapter: the squared error, and the outlier whose square outgrows all others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Create, FadeIn, ValueTracker

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.side_panel import is_low, law_and_numbers, line_height
from loss_scenes.losses import squared_error, squared_error_grad
from loss_scenes.pictures.squares import DeviationSquares
from loss_scenes.pictures.street import square_plot
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)


class SquaredError(Chapter):
    """A residual doubles, its square grows fourfold; then one value runs away and takes the mean along.

    Parameters
    ----------
    scene
        Where it is told.
    mse_formula
        How the mean of the squares is written.
    residual_path
        From where to where the probe slides.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        mse_formula: str = SQUARED.formula,
        residual_path: tuple[float, float] = (1.0, 2.0),
        sample: Sequence[float] = SAMPLE,
        outlier_path: tuple[float, float] = (1.0, 10.0),
    ) -> None:
        super().__init__(scene)
        self.residual_path, self.sample, self.outlier_path = residual_path, sample, outlier_path
        top, self.low = law_and_numbers(self.regions.side)
        # It stays while the outlier runs away.
        self.mse = formula(mse_formula, within=top)

    @beat
    def square_the_error(self) -> None:
        colors, motion, word = self.theme.colors, self.theme.motion, self.word
        near, far = self.residual_path
        residual = ValueTracker(near)
        at = residual.get_value
        plot = Plot(
            self.regions.main.inset(0.3), (-2.4, 2.4), (0.0, 5.4), x_ticks=(-2, -1, 1, 2),
            y_ticks=(1, 2, 3, 4, 5), x_label=word("residual"), y_label=word("loss"),
        )  # fmt: skip
        curve = plot.curve(squared_error, colors.squared)
        name = plot.name_curve(
            word("square"), colors.squared, (-1.7, 3.9), LEFT, size=self.theme.type.heading
        )
        probe = TangentProbe(plot, squared_error, squared_error_grad, residual, colors.gradient, length=2.4)
        numbers = Readouts(
            self.low,
            Readout(word("residual"), at, colors.text),
            Readout(word("square"), lambda: squared_error(at()), colors.squared),
            Readout(word("slope"), lambda: squared_error_grad(at()), colors.gradient),
        )
        with self.narrate("mse"):
            self.then(*self.panels.two(), run_time=motion.snap)
            self.then(self.retitle("mse_title", "mse_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("mse", FadeIn(self.mse), Create(curve), FadeIn(name), run_time=motion.quick)
            self.then(FadeIn(probe, numbers), run_time=motion.brief)
            self.fill(residual.animate.set_value(far))

    @beat
    def square_the_outlier(self) -> None:
        colors, motion, word = self.theme.colors, self.theme.motion, self.word
        near, far = self.outlier_path
        outlier = ValueTracker(near)
        at = outlier.get_value

        def values() -> np.ndarray:
            return np.array([*self.sample, at()])

        def mean() -> float:
            return float(values().mean())

        def share() -> float:
            errors = squared_error(values() - mean())
            return float(100 * errors[-1] / errors.sum())

        plot = square_plot(
            self.regions.main.inset(0.3),
            9.3,
            # In a low plot a unit is short, and the mean's name needs more of them.
            left=-8.0 if is_low(self.regions.side) else -3.6,
            x_ticks=(-2, 0, 2, 4, 6, 8, 10),
            x_label=word("data"),
        )
        squares = DeviationSquares(
            plot, values, mean, word("mean"), colors.target, colors.outlier, colors.squared
        )
        above = max(0.6, 0.9 * line_height(plot))
        stray_name = plot.name_curve(word("outlier"), colors.outlier, (0.0, 0.0))
        stray_name.add_updater(lambda m: m.set_line(plot.c2p(at() + 0.3, above), LEFT))
        numbers = Readouts(
            self.low,
            Readout(word("outlier"), at, colors.outlier, 1),
            Readout(word("mean"), mean, colors.squared),
            Readout(word("outlier_share"), share, colors.outlier, 1, "{}%"),
        )
        self.ensure(self.mse)
        with self.narrate("outlier"):
            self.then(*self.panels.two(self.mse), run_time=motion.snap)
            title = self.retitle("mse_title", "outlier_sense")
            self.then(title, FadeIn(plot, squares, numbers), run_time=motion.quick)
            self.on("outlier", FadeIn(stray_name), run_time=motion.swift)
            self.then(outlier.animate.set_value(far), run_time=motion.slow)
