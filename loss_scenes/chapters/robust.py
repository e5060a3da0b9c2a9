"""Chapter: a robust loss bends the parabola into lines, and an outlier loses its pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import LEFT, Animation, Create, Dot, FadeIn, ValueTracker, VGroup

from loss_scenes.catalogue import HUBER, Loss
from loss_scenes.losses import half_squared_error
from loss_scenes.pictures.bowl import Bowl
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, Slider, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat
from voiceover.errors import InputError

SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)


class Robust(Chapter):
    """The parabola bends into a robust loss; then an outlier drags the mean away, and hardly the estimate.

    Parameters
    ----------
    scene
        Where it is told.
    loss
        The robust loss, with a ``delta`` and a location.
    scale
        Where its ``delta`` comes to rest.
    residual_path
        From where to where the probe slides.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.

    Raises
    ------
    InputError
        When the loss has no location.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        loss: Loss = HUBER,
        scale: float = 1.0,
        residual_path: tuple[float, float] = (0.4, 2.7),
        sample: Sequence[float] = SAMPLE,
        outlier_path: tuple[float, float] = (1.0, 10.0),
    ) -> None:
        super().__init__(scene)
        if loss.locate is None:
            raise InputError(
                f"the loss {loss.role!r} has no location",
                permitted="a robust loss, such as loss_scenes.catalogue.HUBER",
                remedy="say with locate= which value minimises its sum",
            )
        self.loss, self.locate, self.color, self.scale = (
            loss,
            loss.locate,
            loss.color(self.theme.colors),
            scale,
        )
        self.sample, self.residual_path, self.outlier_path = sample, residual_path, outlier_path
        self.delta, self.residual = ValueTracker(3.2), ValueTracker(residual_path[0])
        self.outlier = ValueTracker(outlier_path[0])

    def robust_now(self, residual: Any) -> Any:
        """The robust loss with the delta of the moment."""
        return self.loss.value(residual, delta=self.delta.get_value())

    def slope_now(self, residual: Any) -> Any:
        """Its derivative."""
        return self.loss.gradient(residual, delta=self.delta.get_value())

    def values(self) -> np.ndarray:
        """The sample and the outlier of the moment."""
        return np.array([*self.sample, self.outlier.get_value()])

    def mean(self) -> float:
        """Where the sum of the squares is least."""
        return float(self.values().mean())

    def location(self) -> float:
        """Where the sum of the robust loss is least."""
        return float(self.locate(self.values(), delta=self.delta.get_value()))

    @beat
    def bend_the_parabola(self) -> None:
        motion = self.theme.motion
        plot, parabola, bent, names, core, probe = self.curves()
        law, slider, numbers = self.law_and_numbers()
        self.panels.ensure(self.regions.main, self.regions.side)
        with self.narrate("huber"):
            self.then(*self.panels.two(), run_time=motion.snap)
            self.then(self.retitle("huber_title", "huber_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("huber", Create(parabola), FadeIn(law), FadeIn(slider))
            self.add(bent)
            self.fill(self.delta.animate.set_value(self.scale), FadeIn(names))
            self.on("linear", FadeIn(core), FadeIn(probe), FadeIn(numbers), run_time=motion.quick)
            self.fill(self.residual.animate.set_value(self.residual_path[1]))

    def curves(self) -> VGroup:
        """The plot, both losses and their names, where they are the same, and the probe."""
        colors, word, color = self.theme.colors, self.word, self.color
        plot = Plot(
            self.regions.main.inset(0.3), (-3.4, 3.4), (0.0, 4.6), x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(1, 2, 3, 4), x_label=word("residual"), y_label=word("loss"),
        )  # fmt: skip
        names = VGroup(
            plot.name_curve(word("half_square"), colors.squared, (-2.2, 3.3), LEFT),
            plot.name_curve(word("robust"), color, (-3.3, 1.1), LEFT),
        )
        edges = -self.scale, self.scale
        return VGroup(
            plot, plot.curve(half_squared_error, colors.squared),
            plot.live_curve(lambda: self.robust_now, color), names,
            VGroup(plot.tint(*edges, color), *(plot.vertical(edge, color) for edge in edges)),
            TangentProbe(plot, self.robust_now, self.slope_now, self.residual, colors.gradient),
        )  # fmt: skip

    def law_and_numbers(self) -> VGroup:
        """The formula, its delta, and what the probe reads."""
        colors, word, color, at = self.theme.colors, self.word, self.color, self.residual.get_value
        top, middle, low = self.regions.side.inset(0.4).rows(1.2, 1, 1.7)
        return VGroup(
            top.fit(formula(self.loss.formula)),
            Slider(middle, word("scale"), self.delta, 0.0, 3.4, color),
            Readouts(
                low,
                Readout(word("residual"), at, colors.text),
                Readout(word("half_square"), lambda: half_squared_error(at()), colors.squared),
                Readout(word("robust"), lambda: self.robust_now(at()), color),
                Readout(word("slope"), lambda: self.slope_now(at()), colors.gradient),
            ),
        )

    @beat
    def drag_the_outlier(self, halfway: Callable[[Region], Animation] | None = None) -> None:
        """``halfway``: says more below the numbers; what it returns plays while the outlier goes on."""
        self.delta.set_value(self.scale)
        motion, (near, far) = self.theme.motion, self.outlier_path
        drawn, bowls = self.sample_and_bowls()
        top, low = self.regions.side.inset(0.4).rows(1, 1.5, gap=0.3)
        numbers = self.estimates(top)
        self.panels.ensure(self.regions.main, self.regions.side)
        with self.narrate("robust"):
            self.then(*self.panels.two(), run_time=motion.swift)
            self.then(FadeIn(drawn), run_time=motion.quick)
            retitled = self.retitle("huber_title", "robust_sense")
            self.on("robust", retitled, FadeIn(bowls), FadeIn(numbers), run_time=motion.quick)
            if halfway is None:
                self.fill(self.outlier.animate.set_value(far))
            else:
                self.fill(self.outlier.animate.set_value((near + far) / 2))
                self.fill(halfway(low), self.outlier.animate.set_value(far))

    def sample_and_bowls(self) -> VGroup:
        """The values on their axis, and above them both mean losses."""
        colors, word, values = self.theme.colors, self.word, self.values
        plot = Plot(
            self.regions.main.inset(0.3), (-2.0, 10.5), (0.0, 6.0), x_ticks=(0, 2, 4, 6, 8, 10),
            x_label=word("candidate"), y_label=word("mean_loss"), upright=False,
        )  # fmt: skip

        def dot(value: float, color: str) -> Dot:
            return Dot(plot.c2p(value, 0), self.theme.dot, color=color)

        stray = dot(self.outlier.get_value(), colors.outlier)
        stray.add_updater(lambda dot: dot.move_to(plot.c2p(self.outlier.get_value(), 0)))
        mean, robust = (word("mean"), colors.squared, (0.0, 1.0)), (word("robust"), self.color, (2.3, 0.25))
        return VGroup(
            VGroup(plot, VGroup(*(dot(value, colors.target) for value in self.sample)), stray),
            VGroup(
                Bowl(plot, half_squared_error, values, self.mean, *mean),
                Bowl(plot, self.robust_now, values, self.location, *robust, LEFT),
            ),
        )

    def estimates(self, place: Region) -> Readouts:
        """The outlier, and the two locations."""
        colors, word = self.theme.colors, self.word
        return Readouts(
            place,
            Readout(word("outlier"), self.outlier.get_value, colors.outlier),
            Readout(word("mean"), self.mean, colors.squared, 3),
            Readout(word("robust"), self.location, self.color, 3),
        )
