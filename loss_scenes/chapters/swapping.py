"""Chapter: two rules, each with the loss to begin with and the one that its curve becomes when that fails."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, Create, FadeIn, Rectangle, ValueTracker, VGroup

from loss_scenes.chapters.rules import Rules, standing
from loss_scenes.losses import cross_entropy, focal, half_squared_error, huber
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, Dots, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_NEAR = np.linspace(-1.4, 1.4, 6)[1:-1]
"""Residuals of the houses, schematic."""


class Swapping(Chapter):
    """Cross-entropy that becomes focal, and the squared error that becomes Huber.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    gamma, ghosts
        Focus that the focal loss comes to, and some that it passes.
    easy, hard
        Probabilities of the right class that many examples have, and that few have.
    delta, deltas
        Threshold that the Huber loss comes to, and some that it passes.
    outlier
        Residual of the mansion, in units of the threshold; schematic.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        gamma: float = 2.0,
        ghosts: tuple[float, ...] = (0.5, 1.0, 1.5),
        easy: tuple[float, float] = (0.72, 0.99),
        hard: tuple[float, ...] = (0.1, 0.16),
        delta: float = 1.0,
        deltas: tuple[float, ...] = (2.2, 1.65, 1.27),
        outlier: float = 2.9,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.ghosts, self.easy, self.hard = gamma, ghosts, easy, hard
        self.delta, self.deltas, self.outlier = delta, deltas, outlier
        self.power, self.bend = ValueTracker(0.0), ValueTracker(4.2)

    # -- classification ------------------------------------------------------------------------------------

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the focus of the moment; cross-entropy at 0."""
        return focal(probability, gamma=self.power.get_value())

    @beat
    def bend_classification(self) -> None:
        """Cross-entropy first; focal loss where few examples drown among easy ones."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("cls"):
            self.on("rule_cls", *rules.open(0), run_time=motion.swift)
            plot = self.probabilities()
            first = rules.first(0, "cross_entropy", colors.cross_entropy)
            stay = plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240)
            axis = self.axis(plot, "probability")
            self.then(FadeIn(first, axis), run_time=motion.swift)
            self.fill(Create(stay))
            easy, hard = self.crowd(plot)
            other = rules.otherwise(0, "imbalance", "focal", colors.focal)
            self.on("imbalance", FadeIn(easy, hard, other[0]), run_time=motion.quick)
            bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
            states = [self.focal_at(gamma) for gamma in (0.0, *self.ghosts, self.gamma)]
            swept = Sweep(plot, states, colors.focal, over=(0.01, 1.0))
            rules.show(first, stay, axis, easy, hard, other, bent, swept)
            self.add(bent, easy, hard)
            self.on("try_focal", FadeIn(other[1]), run_time=motion.swift)
            self.then(self.power.animate.set_value(self.gamma), FadeIn(swept), run_time=motion.beat)

    @staticmethod
    def focal_at(gamma: float) -> Any:
        return lambda probability: focal(probability, gamma=gamma)

    def probabilities(self) -> Plot:
        """Probability of the right class across, the loss upwards."""
        place = self.rules.picture(0)
        foot = 1.35 * self.theme.type.label * PIXEL
        room = Region(place.x, place.y + foot / 2, place.width - 0.8, place.height - foot)
        return Plot(room.inset(0.0, 0.1), (0.0, 1.0), (0.0, 4.7), bare=True)

    def axis(self, plot: Plot, name: str) -> VGroup:
        """The argument's line, with its name below."""
        left, right = plot.c2p(plot.x_range[0], 0.0), plot.c2p(plot.x_range[1], 0.0)
        width = self.theme.line_width * 0.01
        line = Rectangle(width=float(right[0] - left[0]), height=width, stroke_width=0, fill_opacity=1)
        line.set_fill(self.theme.colors.axis).move_to((left + right) / 2)
        size = self.theme.type.label
        label = Label(self.word(name), size, self.theme.colors.muted, theme=self.theme)
        return VGroup(line, label.set_line((left + right) / 2 + 0.85 * size * PIXEL * DOWN))

    def crowd(self, plot: Plot) -> tuple[VGroup, VGroup]:
        """Many easy examples and few hard ones, on the loss that they pay."""
        colors, side = self.theme.colors, np.array([0.007, 0.0])
        easy = np.linspace(*self.easy, 14)
        hard = np.asarray(self.hard)

        def windows(p: np.ndarray, half: float) -> np.ndarray:
            """Squares on the screen that stand on the curve."""
            high = half * plot.size[0] / plot.size[1] * (plot.y_range[1] - plot.y_range[0])
            loss = np.asarray(self.focal_now(p))
            return np.column_stack([p - half, loss, p + half, loss + 2 * high])

        return (
            VGroup(Boxes(plot, lambda: windows(easy, side[0]), colors.drawn_front, opacity=1.0)),
            VGroup(Boxes(plot, lambda: windows(hard, 1.9 * side[0]), colors.gold, opacity=1.0)),
        )

    # -- regression ----------------------------------------------------------------------------------------

    def huber_now(self, residual: Any) -> Any:
        """The Huber loss with the threshold of the moment."""
        return huber(residual, delta=self.bend.get_value())

    @beat
    def bend_regression(self) -> None:
        """The squared error first; Huber where there are many outliers."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("reg"):
            self.on("rule_reg", *rules.open(1), run_time=motion.swift)
            plot, ground = self.residuals()
            first = rules.first(1, "squared", colors.squared)
            square = plot.curve(half_squared_error, colors.squared, samples=240)
            houses = self.houses(plot)
            self.then(FadeIn(ground, first, houses), run_time=motion.swift)
            self.fill(Create(square))
            villa, pull = self.mansion(plot)
            other = rules.otherwise(1, "outliers", "huber", colors.huber)
            bent = plot.live_curve(lambda: self.huber_now, colors.huber, kinks=(), samples=240)
            states = [self.huber_at(delta) for delta in (plot.x_range[1], *self.deltas, self.delta)]
            swept = Sweep(plot, states, colors.huber)
            rules.show(ground, first, square, houses, villa, pull, other, bent, swept)
            drop = FadeIn(villa, shift=0.6 * DOWN)
            self.on("outliers", drop, FadeIn(pull, other[0]), run_time=motion.quick)
            self.add(bent, square, pull)
            self.on("use_huber", FadeIn(other[1]), run_time=motion.swift)
            self.then(self.bend.animate.set_value(self.delta), FadeIn(swept), run_time=motion.beat)

    @staticmethod
    def huber_at(delta: float) -> Any:
        return lambda residual: huber(residual, delta=delta)

    def residuals(self) -> tuple[Plot, Rectangle]:
        """Residuals across, the loss upwards; below it the ground that houses stand on."""
        place = self.rules.picture(1)
        low = 60 * PIXEL
        ground = Rectangle(width=place.width, height=low, stroke_width=0, fill_opacity=1)
        decoration(ground.set_fill(self.theme.colors.raised).move_to(place.edge(DOWN), DOWN))
        foot = low + 0.2 * place.height
        room = Region(place.x, place.y + foot / 2, place.width - 0.1, place.height - foot)
        return Plot(room, (-3.7, 3.7), (0.0, 4.7), bare=True), ground

    def foot(self, plot: Plot, residual: float) -> np.ndarray:
        """Where a house with a residual stands on the ground."""
        place = self.rules.picture(1)
        return np.array([plot.c2p(residual, 0.0)[0], place.edge(DOWN)[1] + 59 * PIXEL, 0.0])

    def houses(self, plot: Plot) -> VGroup:
        """Houses whose errors are small."""
        width = 0.062 * plot.size[0] / PIXEL
        row = [House(width, kind) for kind in (0, 1, 2, 0)]
        return standing(row, list(_NEAR), lambda r: self.foot(plot, float(r)))  # type: ignore[arg-type]

    def mansion(self, plot: Plot) -> tuple[Mansion, VGroup]:
        """The mansion, and on the loss the dot of its error, with the way up to it."""
        width = 0.19 * plot.size[0] / PIXEL
        villa = Mansion(width).stand(self.foot(plot, self.outlier))
        top = plot.p2c(villa.get_top())[1] + 0.1
        red = self.theme.colors.outlier

        def height() -> float:
            return float(self.huber_now(self.outlier))

        way = DottedLines(plot, lambda: np.array([(self.outlier, top, self.outlier, height())]), red)
        dot = Dots(plot, lambda: np.array([(self.outlier, height())]), red, scale=1.4)
        return villa, VGroup(way, dot)
