"""Chapter: a robust loss bends the parabola into lines, and an outlier loses its pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import LEFT, Animation, Create, Dot, FadeIn, ValueTracker, VGroup

from loss_scenes import catalogue
from loss_scenes.losses import half_squared_error
from loss_scenes.models import huber_location
from loss_scenes.pictures.bowl import Bowl
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, Slider, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class RobustLoss:
    """A loss of the residual with a scale: half a square inside it, straight outside.

    Parameters
    ----------
    loss, gradient
        ``(residual, scale)``, elementwise.
    locate
        ``(values, scale)``: the location that minimises the summed loss.
    formula
        Typst source.
    role
        Its colour's name in the theme.
    """

    loss: Callable[[Any, float], Any] = field(repr=False)
    gradient: Callable[[Any, float], Any] = field(repr=False)
    locate: Callable[[Any, float], float] = field(repr=False)
    formula: str = field(repr=False)
    role: str


HUBER = RobustLoss(
    loss=lambda residual, scale: catalogue.HUBER.value(residual, delta=scale),
    gradient=lambda residual, scale: catalogue.HUBER.gradient(residual, delta=scale),
    locate=lambda values, scale: huber_location(values, delta=scale),
    formula=catalogue.HUBER.formula,
    role=catalogue.HUBER.role,
)


SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)


class Robust(Chapter):
    """The parabola bends into a robust loss; then an outlier drags the mean away, and hardly the estimate.

    Parameters
    ----------
    scene
        Where it is told.
    loss
        The robust loss.
    scale
        Where its parameter comes to rest.
    residual_path
        From where to where the probe slides.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        loss: RobustLoss = HUBER,
        scale: float = 1.0,
        residual_path: tuple[float, float] = (0.4, 2.7),
        sample: Sequence[float] = SAMPLE,
        outlier_path: tuple[float, float] = (1.0, 10.0),
    ) -> None:
        super().__init__(scene)
        self.robust, self.scale, self.residual_path = loss, scale, residual_path
        self.sample, self.outlier_path = sample, outlier_path
        self.color = str(getattr(self.theme.colors, loss.role))

    def robust_now(self, residual: Any) -> Any:
        """The robust loss at the scale where its parameter rests."""
        return self.robust.loss(residual, self.scale)

    @beat
    def bend_the_parabola(self) -> None:
        colors, motion, robust, color = self.theme.colors, self.theme.motion, self.robust, self.color
        words, (near, far) = self.word, self.residual_path
        scale, residual = ValueTracker(3.2), ValueTracker(near)

        def loss(r: Any) -> Any:
            return robust.loss(r, scale.get_value())

        def slope(r: Any) -> Any:
            return robust.gradient(r, scale.get_value())

        plot = Plot(
            self.regions.main.inset(0.3), (-3.4, 3.4), (0.0, 4.6), x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(1, 2, 3, 4), x_label=words("residual"), y_label=words("loss"),
        )  # fmt: skip
        parabola = plot.curve(half_squared_error, colors.squared)
        bent = plot.live_curve(lambda: loss, color)
        names = VGroup(
            plot.name_curve(words("half_square"), colors.squared, (-2.2, 3.3), LEFT),
            plot.name_curve(words("robust"), color, (-3.3, 1.1), LEFT),
        )
        probe = TangentProbe(plot, loss, slope, residual, colors.gradient)
        top, middle, low = self.regions.side.inset(0.4).rows(1.2, 1, 1.7)
        law = top.fit(formula(robust.formula))
        slider = Slider(middle, words("scale"), scale, 0.0, 3.4, color)
        at = residual.get_value
        numbers = Readouts(
            low,
            Readout(words("residual"), at, colors.text),
            Readout(words("half_square"), lambda: half_squared_error(at()), colors.squared),
            Readout(words("robust"), lambda: loss(at()), color),
            Readout(words("slope"), lambda: slope(at()), colors.gradient),
        )
        edges = -self.scale, self.scale
        core = VGroup(plot.tint(*edges, color), *(plot.vertical(edge, color) for edge in edges))
        self.panels.ensure(self.regions.main, self.regions.side)
        with self.narrate("huber"):
            self.then(*self.panels.two(), run_time=motion.snap)
            self.then(self.retitle("huber_title", "huber_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("huber", Create(parabola), FadeIn(law), FadeIn(slider))
            self.add(bent)
            self.fill(scale.animate.set_value(self.scale), FadeIn(names))
            self.on("linear", FadeIn(core), FadeIn(probe), FadeIn(numbers), run_time=motion.quick)
            self.fill(residual.animate.set_value(far))

    @beat
    def drag_the_outlier(self, halfway: Callable[[Region], Animation] | None = None) -> None:
        """``halfway``: says more below the numbers; what it returns plays while the outlier goes on."""
        colors, motion, color = self.theme.colors, self.theme.motion, self.color
        words, (near, far) = self.word, self.outlier_path
        outlier = ValueTracker(near)

        def values() -> np.ndarray:
            return np.array([*self.sample, outlier.get_value()])

        def mean() -> float:
            return float(values().mean())

        def location() -> float:
            return self.robust.locate(values(), self.scale)

        plot = Plot(
            self.regions.main.inset(0.3), (-2.0, 10.5), (0.0, 6.0), x_ticks=(0, 2, 4, 6, 8, 10),
            x_label=words("candidate"), y_label=words("mean_loss"), upright=False,
        )  # fmt: skip
        dots = VGroup(*(Dot(plot.c2p(v, 0), self.theme.dot, color=colors.target) for v in self.sample))
        stray = Dot(plot.c2p(near, 0), self.theme.dot, color=colors.outlier)
        stray.add_updater(lambda dot: dot.move_to(plot.c2p(outlier.get_value(), 0)))
        bowls = VGroup(
            Bowl(plot, half_squared_error, values, mean, words("mean"), colors.squared, (0.0, 1.0)),
            Bowl(plot, self.robust_now, values, location, words("robust"), color, (2.3, 0.25), LEFT),
        )
        top, low = self.regions.side.inset(0.4).rows(1, 1.5, gap=0.3)
        numbers = Readouts(
            top,
            Readout(words("outlier"), outlier.get_value, colors.outlier),
            Readout(words("mean"), mean, colors.squared, 3),
            Readout(words("robust"), location, color, 3),
        )
        self.panels.ensure(self.regions.main, self.regions.side)
        with self.narrate("robust"):
            self.then(*self.panels.two(), run_time=motion.swift)
            self.then(FadeIn(VGroup(plot, dots, stray)), run_time=motion.quick)
            retitled = self.retitle("huber_title", "robust_sense")
            self.on("robust", retitled, FadeIn(bowls), FadeIn(numbers), run_time=motion.quick)
            if halfway is None:
                self.fill(outlier.animate.set_value(far))
            else:
                self.fill(outlier.animate.set_value((near + far) / 2))
                self.fill(halfway(low), outlier.animate.set_value(far))
