"""Chapter: two rules, each with the loss to begin with and the one that its curve becomes when that fails."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, Rectangle, Transform, ValueTracker, VGroup

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.rules import Rules, standing
from loss_scenes.losses import cross_entropy, focal, squared_error
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

_NEAR = np.linspace(-1.75, 1.75, 6)[1:-1]
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
    across, high
        How many columns the easy examples fill, and how many stand on each other.
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
        across: int = 14,
        high: int = 5,
        delta: float = 1.0,
        deltas: tuple[float, ...] = (2.1, 1.6, 1.25),
        outlier: float = 2.75,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.ghosts, self.easy, self.hard = gamma, ghosts, easy, hard
        self.across, self.high = across, high
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
            plot = self.probabilities()
            stay = plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240)
            axis = self.axis(plot, "probability")
            first = rules.first(0, "cross_entropy", colors.cross_entropy)
            begun = rules.curves[0][0]
            rules.keep(begun)
            self.on("rule_cls", *rules.open(0), run_time=motion.swift)
            self.add(begun)
            self.then(Transform(begun, stay), FadeIn(first, axis), run_time=motion.calm)
            easy, hard = self.crowd(plot)
            names = self.names(plot)
            other = rules.otherwise(0, "imbalance", "focal", colors.focal)
            rising = FadeIn(easy, names[0], shift=0.3 * UP), FadeIn(hard, names[1], shift=0.3 * UP)
            self.on("imbalance", *rising, FadeIn(other[0]), run_time=motion.quick)
            bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
            states = [self.focal_at(gamma) for gamma in (0.0, *self.ghosts, self.gamma)]
            swept = Sweep(plot, states, colors.focal, over=(0.01, 1.0))
            rules.show(first, begun, axis, easy, hard, names, other, bent, swept)
            self.on("try_focal", FadeIn(other[1]), run_time=motion.swift)
            self.add(bent, easy, hard)  # its colour follows its name
            self.then(self.power.animate.set_value(self.gamma), FadeIn(swept), run_time=motion.beat)

    @staticmethod
    def focal_at(gamma: float) -> Any:
        return lambda probability: focal(probability, gamma=gamma)

    def probabilities(self) -> Plot:
        """Probability of the right class across, the loss upwards."""
        place = self.rules.picture(0)
        foot = 1.6 * self.theme.type.label * PIXEL
        room = Region(place.x, place.y + foot / 2, place.width, place.height - foot)
        return Plot(room.inset(0.35, 0.3), (0.0, 1.0), (0.0, 4.7), bare=True)

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
        """Many easy examples and few hard ones, on the loss that they pay; the easy ones are heaped up."""
        colors, pitch = self.theme.colors, (self.easy[1] - self.easy[0]) / self.across
        square = plot.size[0] / plot.size[1] * (plot.y_range[1] - plot.y_range[0])
        easy = self.easy[0] + (np.arange(self.across) + 0.5) * pitch
        hard = np.asarray(self.hard)

        def windows(p: np.ndarray, half: float, level: float = 0.0) -> np.ndarray:
            """Squares on the screen that stand on the curve, or on so many others."""
            loss = np.asarray(self.focal_now(p)) + level * pitch * square
            return np.column_stack([p - half, loss, p + half, loss + 2 * half * square])

        def heap() -> np.ndarray:
            return np.vstack([windows(easy, 0.38 * pitch, level) for level in range(self.high)])

        return (
            VGroup(Boxes(plot, heap, colors.drawn_front, opacity=1.0)),
            VGroup(Boxes(plot, lambda: windows(hard, 0.8 * pitch), colors.gold, opacity=1.0)),
        )

    def names(self, plot: Plot) -> VGroup:
        """What the two crowds are, each beside it."""
        size, colors = self.theme.type.label, self.theme.colors
        pitch = (self.easy[1] - self.easy[0]) / self.across
        top = self.high * pitch * plot.size[0]
        right, low = plot.c2p(self.easy[1], float(cross_entropy(self.easy[0])))[:2]
        easy = Label(self.word("easy"), size, colors.drawn_front, weight="BOLD")
        easy.set_line(np.array([right, low + top + 0.7 * size * PIXEL, 0.0]), RIGHT)
        p = self.hard[-1]
        hard = Label(self.word("hard"), size, colors.gold, weight="BOLD")
        start = plot.c2p(p + 1.6 * pitch, float(cross_entropy(p)))
        return VGroup(easy, hard.set_line(start + 0.8 * pitch * plot.size[0] * UP, LEFT))

    # -- regression ----------------------------------------------------------------------------------------

    def huber_now(self, residual: Any) -> Any:
        """The Huber loss with the threshold of the moment."""
        return huber_of_squares(residual, delta=self.bend.get_value())

    @beat
    def bend_regression(self) -> None:
        """The squared error first; Huber where there are many outliers."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("reg"):
            self.on("rule_reg", *rules.open(1), run_time=motion.swift)
            plot, ground = self.residuals()
            first = rules.first(1, "squared", colors.squared)
            square = plot.curve(squared_error, colors.squared, samples=240)
            houses = self.houses(plot)
            self.then(FadeIn(ground, first, houses), run_time=motion.swift)
            self.fill(Create(square))
            villa, pull = self.mansion(plot)
            other = rules.otherwise(1, "outliers", "huber", colors.huber)
            bent = plot.live_curve(lambda: self.huber_now, colors.huber, kinks=(), samples=240)
            states = [
                functools.partial(huber_of_squares, delta=delta)
                for delta in (plot.x_range[1], *self.deltas, self.delta)
            ]
            swept = Sweep(plot, states, colors.huber)
            rules.show(ground, first, square, houses, villa, pull, other, bent, swept)
            drop = FadeIn(villa, shift=0.6 * DOWN)
            self.on("outliers", drop, FadeIn(pull, other[0]), run_time=motion.quick)
            self.on("use_huber", FadeIn(other[1]), run_time=motion.swift)
            self.add(bent, square, pull)
            self.then(self.bend.animate.set_value(self.delta), FadeIn(swept), run_time=motion.beat)

    def residuals(self) -> tuple[Plot, Rectangle]:
        """Residuals across, the loss upwards; below it the ground that houses stand on."""
        place, page = self.rules.picture(1), self.rules.leaves.page(1)
        low = 60 * PIXEL
        ground = Rectangle(width=page.width, height=low, stroke_width=0, fill_opacity=1)
        decoration(ground.set_fill(self.theme.colors.raised).move_to(page.edge(DOWN), DOWN))
        foot = low + 0.14 * place.width
        room = Region(place.x, place.y + foot / 2 - 0.15, place.width - 0.7, place.height - foot - 0.3)
        return Plot(room, (-3.6, 3.6), (0.0, 9.4), bare=True), ground

    @property
    def level(self) -> float:
        """Where houses stand on the ground."""
        return float(self.rules.picture(1).edge(DOWN)[1]) + 59 * PIXEL

    def houses(self, plot: Plot) -> VGroup:
        """Houses whose errors are small."""
        width = 0.09 * plot.size[0] / PIXEL
        return standing([House(width, kind) for kind in (0, 1, 2, 0)], _NEAR, plot, self.level)

    def mansion(self, plot: Plot) -> tuple[Mansion, VGroup]:
        """The mansion, and on the loss the dot of its error, with the way up to it."""
        villa = Mansion(0.23 * plot.size[0] / PIXEL)
        standing([villa], [self.outlier], plot, self.level)
        top = plot.p2c(villa.get_top())[1] + 0.1
        red = self.theme.colors.outlier

        def height() -> float:
            return float(self.huber_now(self.outlier))

        way = DottedLines(plot, lambda: np.array([(self.outlier, top, self.outlier, height())]), red)
        dot = Dots(plot, lambda: np.array([(self.outlier, height())]), red, scale=1.4)
        return villa, VGroup(way, dot)
