"""Chapter: the squared error, and the outlier whose square outgrows all others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.side_panel import is_low, law_and_numbers, line_height, picture_and_side
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
        self.residual, self.outlier = ValueTracker(residual_path[0]), ValueTracker(outlier_path[0])
        self.main, self.side = picture_and_side(self.regions)
        top, self.low = law_and_numbers(self.side)
        # It stays while the outlier runs away.
        self.mse = formula(mse_formula, within=top)

    def values(self) -> np.ndarray:
        """The sample and the outlier of the moment."""
        return np.array([*self.sample, self.outlier.get_value()])

    def mean(self) -> float:
        """Of the values of the moment."""
        return float(self.values().mean())

    def outlier_share(self) -> float:
        """Of the outlier in the sum of the squares, in percent."""
        errors = squared_error(self.values() - self.mean())
        return float(100 * errors[-1] / errors.sum())

    @beat
    def square_the_error(self) -> None:
        motion = self.theme.motion
        plot, curve, name, probe = self.parabola()
        numbers = self.error_and_square()
        with self.narrate("mse"):
            self.then(*self.panels.deal(self.main, self.side), run_time=motion.snap)
            self.then(self.retitle("mse_title", "mse_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("mse", FadeIn(self.mse), Create(curve), FadeIn(name), run_time=motion.quick)
            self.then(FadeIn(probe, numbers), run_time=motion.brief)
            self.fill(self.residual.animate.set_value(self.residual_path[1]))

    def parabola(self) -> VGroup:
        """The plot, the curve and its name, and the probe with its tangent."""
        colors, word, size = self.theme.colors, self.word, self.theme.type.heading
        plot = Plot(
            self.main.inset(0.3), (-2.4, 2.4), (0.0, 5.4), x_ticks=(-2, -1, 1, 2),
            y_ticks=(1, 2, 3, 4, 5), x_label=word("residual"), y_label=word("loss"),
        )  # fmt: skip
        name = plot.name_curve(word("square"), colors.squared, (-1.7, 3.9), LEFT, size=size)
        functions = squared_error, squared_error_grad
        probe = TangentProbe(plot, *functions, self.residual, colors.gradient, length=2.4)
        return VGroup(plot, plot.curve(squared_error, colors.squared), name, probe)

    def error_and_square(self) -> Readouts:
        """What the probe reads."""
        colors, word, at = self.theme.colors, self.word, self.residual.get_value
        return Readouts(
            self.low,
            Readout(word("residual"), at, colors.text),
            Readout(word("square"), lambda: squared_error(at()), colors.squared),
            Readout(word("slope"), lambda: squared_error_grad(at()), colors.gradient),
        )

    @beat
    def square_the_outlier(self) -> None:
        motion = self.theme.motion
        plot, squares, name = self.squares()
        numbers = self.mean_and_share()
        self.ensure(self.mse)
        with self.narrate("outlier"):
            self.then(*self.panels.deal(self.main, self.side, keep=[self.mse]), run_time=motion.snap)
            title = self.retitle("mse_title", "outlier_sense")
            self.then(title, FadeIn(plot, squares, numbers), run_time=motion.quick)
            self.on("outlier", FadeIn(name), run_time=motion.swift)
            self.then(self.outlier.animate.set_value(self.outlier_path[1]), run_time=motion.slow)

    def squares(self) -> VGroup:
        """The values on their axis, a square on each deviation, and the name that follows the outlier."""
        colors, word, at = self.theme.colors, self.word, self.outlier.get_value
        # In a low plot a unit is short, and the mean's name needs more of them.
        left = -8.0 if is_low(self.side) else -3.6
        ticks, region = (-2, 0, 2, 4, 6, 8, 10), self.main.inset(0.3)
        plot = square_plot(region, 9.3, left=left, x_ticks=ticks, x_label=word("data"))
        shades = colors.target, colors.outlier, colors.squared
        above = max(0.6, 0.9 * line_height(plot))
        name = plot.name_curve(word("outlier"), colors.outlier, (0.0, 0.0))
        name.add_updater(lambda m: m.set_line(plot.c2p(at() + 0.3, above), LEFT))
        return VGroup(plot, DeviationSquares(plot, self.values, self.mean, word("mean"), *shades), name)

    def mean_and_share(self) -> Readouts:
        """The outlier, the mean, and how much of the squares is the outlier's."""
        colors, word = self.theme.colors, self.word
        return Readouts(
            self.low,
            Readout(word("outlier"), self.outlier.get_value, colors.outlier, 1),
            Readout(word("mean"), self.mean, colors.squared),
            Readout(word("outlier_share"), self.outlier_share, colors.outlier, 1, "{}%"),
        )
