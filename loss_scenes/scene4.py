"""Scene 4: the squared error and its outlier, cross-entropy and its wrong label, the hinge and its street."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.estimation import max_margin_boundary, wrong_label_share
from loss_scenes.estimation.paths import street_across
from loss_scenes.lesson import LESSON
from loss_scenes.losses import (
    cross_entropy,
    cross_entropy_grad,
    focal,
    hinge,
    hinge_grad,
    huber,
    squared_error,
    squared_error_grad,
)
from loss_scenes.mobjects.field import SquareField
from loss_scenes.mobjects.marks import Dots
from loss_scenes.mobjects.panel import Readout, Readouts, formula, panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.portrait import Portrait
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.shares import ShareBar
from loss_scenes.mobjects.squares import DeviationSquares
from loss_scenes.mobjects.street import Street, square_plot
from loss_scenes.mobjects.text import Label
from loss_scenes.stage.regions import Region
from loss_scenes.stage.scene import NarratedScene, beat

MSE = 'op("MSE") = 1/n sum_(i=1)^n (hat(y)_i - y_i)^2'
CROSS_ENTROPY = "ell(p) = -ln p"
HINGE = "ell(m) = max(0, 1 - m)"


@dataclass(frozen=True)
class Classic:
    """A small portrait of a loss: its word, its colour's role, its curve and the window on it."""

    word: str
    role: str
    loss: Callable[[Any], Any]
    over: tuple[float, float]
    top: float
    kinks: tuple[float, ...] = ()


CLASSICS = (
    Classic("mse", "squared", squared_error, (-2.0, 2.0), 4.2),
    Classic("ce", "cross_entropy", cross_entropy, (0.0, 1.0), 4.2),
    Classic("hinge", "hinge", hinge, (-2.0, 3.0), 3.2, (1.0,)),
    Classic("focal", "focal", focal, (0.0, 1.0), 4.2),
    Classic("huber", "huber", huber, (-3.0, 3.0), 3.0),
)


class SquaredCrossEntropyHinge(NarratedScene):
    """Three classics: what each counts, and what each is afraid of or indifferent to.

    Attributes
    ----------
    classics, first
        The portraits, and how many of them this scene is about.
    residual_path, confident_path, margin_path
        From where to where the probes slide.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.
    labels
        (how many right labels, their probability, probability of the wrong label).
    positives, negatives
        Two classes in the plane, schematic.
    detour
        Angle away from the widest street at which the search for it begins, in radians.
    newcomer
        From where to where a further point of the positive class walks.
    """

    lesson = LESSON
    script = "scene4"
    classics = CLASSICS
    first = 3
    residual_path = (1.0, 2.0)
    confident_path = (0.9, 0.01)
    margin_path = (-1.5, 2.5)
    sample = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)
    outlier_path = (1.0, 10.0)
    labels = (99, 0.9, 0.01)
    positives = (
        (6.1, 4.7), (7.2, 3.6), (8.2, 4.5), (6.3, 2.2), (8.3, 2.4), (8.9, 5.3), (7.5, 1.0),
        (7.3, 5.3), (9.2, 4.0),
    )  # fmt: skip
    negatives = (
        (3.3, 3.6), (2.2, 4.6), (1.2, 3.0), (4.0, 1.2), (2.6, 1.7), (1.3, 1.0), (0.8, 4.7), (2.0, 3.4),
    )  # fmt: skip
    detour = -0.6
    newcomer = ((4.1, 2.95), (9.1, 2.95))

    def construct(self) -> None:
        self.name_the_classics()
        self.square_the_error()
        self.drag_the_outlier()
        self.ask_for_the_right_class()
        self.fear_a_wrong_label()
        self.find_the_widest_street()
        self.walk_away_for_free()

    def begin(self, title: Animation) -> None:
        """Both panels, empty, and a new title."""
        self.then(self.clear_body(*self.panels), run_time=self.theme.motion.quick / 4)
        arriving = [] if self.panels else [self.regions.main, self.regions.side]
        self.panels += [panel(region) for region in arriving]
        self.then(title, *(FadeIn(p) for p in self.panels if arriving), run_time=self.theme.motion.quick / 4)

    # -- five portraits ------------------------------------------------------------------------------------

    def set_stage(self) -> None:
        places = self.regions.body.inset(0.0, 0.5).columns(*[1] * len(self.classics), gap=0.25)
        self.portraits = [
            Portrait(
                place,
                self.word(classic.word),
                classic.loss,
                getattr(self.theme.colors, classic.role),
                classic.over,
                classic.top,
                kinks=classic.kinks,
            )
            for classic, place in zip(self.classics, places, strict=True)
        ]
        self.panels: list[VMobject] = []
        for portrait in self.portraits:
            self.add(portrait.ground, portrait.plot)

    @beat
    def name_the_classics(self) -> None:
        with self.narrate("list"):
            self.fill(LaggedStart(*(portrait.draw() for portrait in self.portraits), lag_ratio=0.5))
            chosen, rest = self.portraits[: self.first], self.portraits[self.first :]
            width = self.theme.line_width * 1.6
            self.on(
                "list",
                *(portrait.ground.animate.set_stroke(portrait.ink, width) for portrait in chosen),
                *(portrait.animate.fade(0.75) for portrait in rest),
                run_time=self.theme.motion.quick,
            )

    # -- the squared error ---------------------------------------------------------------------------------

    @beat
    def square_the_error(self) -> None:
        colors, word, (near, far) = self.theme.colors, self.word, self.residual_path
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
        top, low = self.regions.side.inset(0.4).rows(1, 1.7)
        self.mse = top.fit(formula(MSE))
        numbers = Readouts(
            low,
            Readout(word("residual"), at, colors.text),
            Readout(word("square"), lambda: squared_error(at()), colors.squared),
            Readout(word("slope"), lambda: squared_error_grad(at()), colors.gradient),
        )
        with self.narrate("mse"):
            self.begin(self.retitle("mse_title", "mse_sense"))
            self.on("mse", FadeIn(plot), FadeIn(self.mse), Create(curve), FadeIn(name), run_time=0.4)
            self.then(FadeIn(probe, numbers), run_time=0.3)
            self.fill(residual.animate.set_value(far))

    @beat
    def drag_the_outlier(self) -> None:
        colors, word, (near, far) = self.theme.colors, self.word, self.outlier_path
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
            left=-3.6,
            x_ticks=(-2, 0, 2, 4, 6, 8, 10),
            x_label=word("data"),
        )
        squares = DeviationSquares(
            plot, values, mean, word("mean"), colors.target, colors.outlier, colors.squared
        )
        stray_name = plot.name_curve(word("outlier"), colors.outlier, (0.0, 0.0))
        stray_name.add_updater(lambda m: m.set_line(plot.c2p(at() + 0.3, 0.6), LEFT))
        numbers = Readouts(
            self.regions.side.inset(0.4).rows(1, 1.7)[1],
            Readout(word("outlier"), at, colors.outlier, 1),
            Readout(word("mean"), mean, colors.squared),
            Readout(word("outlier_share"), share, colors.outlier, 1, "{}%"),
        )
        with self.narrate("outlier"):
            self.then(self.clear_body(*self.panels, self.mse), run_time=0.1)
            self.then(
                self.retitle("mse_title", "outlier_sense"), FadeIn(plot, squares),
                run_time=self.theme.motion.quick,
            )  # fmt: skip
            self.on("outlier", FadeIn(stray_name, numbers), outlier.animate.set_value(far), run_time=1.9)

    # -- cross-entropy -------------------------------------------------------------------------------------

    @beat
    def ask_for_the_right_class(self) -> None:
        colors, word, (start, _) = self.theme.colors, self.word, self.confident_path
        self.probability = ValueTracker(start)
        at = self.probability.get_value
        self.plot = plot = Plot(
            self.regions.main.inset(0.3), (0.0, 1.0), (0.0, 5.2), x_ticks=(0.2, 0.4, 0.6, 0.8, 1.0),
            y_ticks=(1, 2, 3, 4, 5), x_label=word("probability"), y_label=word("loss"),
        )  # fmt: skip
        curve = plot.curve(cross_entropy, colors.cross_entropy, over=(0.005, 1.0), samples=400)
        name = plot.name_curve(word("negative_log"), colors.cross_entropy, (0.3, 1.65), LEFT)
        self.probe = TangentProbe(
            plot, cross_entropy, cross_entropy_grad, self.probability, colors.text, tangent=False
        )
        top, bar, low = self.regions.side.inset(0.4).rows(1.3, 0.5, 2.4, gap=0.25)
        math = top.fit(formula(CROSS_ENTROPY, self.theme.type.heading))
        self.answer = VGroup(
            math,
            ShareBar(bar, at, colors.cross_entropy, colors.outlier),
            Readouts(
                low,
                Readout(word("right_class"), at, colors.cross_entropy),
                Readout(word("wrong_class"), lambda: 1 - at(), colors.outlier),
                Readout(word("negative_log"), lambda: cross_entropy(at()), colors.text, 3),
            ),
        )
        with self.narrate("ce"):
            self.begin(self.retitle("ce", "ce_sense"))
            self.on("ce", FadeIn(plot, math), Create(curve), FadeIn(name), run_time=0.5)
            self.then(FadeIn(self.probe, *self.answer[1:]), run_time=0.3)
            self.fill(self.probability.animate.set_value(0.75))

    @beat
    def fear_a_wrong_label(self) -> None:
        colors, word, plot = self.theme.colors, self.word, self.plot
        count, right, wrong = self.labels
        given = ValueTracker(right)

        def share() -> float:
            return wrong_label_share(
                count, right, given.get_value(), loss=cross_entropy, grad=cross_entropy_grad
            ).loss

        top, grid, bar, low = self.regions.side.inset(0.4, 0.3).rows(0.7, 3.1, 0.45, 1.7, gap=0.15)
        field = SquareField(grid, 10, (count + 1) // 10, [(6, 3)], colors.cross_entropy, colors.outlier)
        noise = VGroup(
            Label(word("hundred"), self.theme.type.label).set_line(top.edge(LEFT), LEFT),
            field,
            ShareBar(bar, share, colors.outlier, colors.cross_entropy),
            Readouts(
                low,
                Readout(word("sample_share"), lambda: 100 / (count + 1), colors.outlier, 0, "{}%"),
                Readout(word("loss_share"), lambda: 100 * share(), colors.outlier, 2, "{}%"),
            ),
        )
        mistake = TangentProbe(plot, cross_entropy, cross_entropy_grad, given, colors.outlier, tangent=False)
        herd = Dots(plot, lambda: np.array([(right, cross_entropy(right))]), colors.cross_entropy, scale=1.6)
        names = VGroup(
            plot.name_curve(word("right_labels"), colors.cross_entropy, (0.99, 0.65), RIGHT),
            plot.name_curve(word("wrong_label"), colors.outlier, (0.06, cross_entropy(wrong)), LEFT),
        )
        with self.narrate("confident"):
            self.on("confident", self.retitle("ce", "confident_sense"), run_time=0.1)
            # Arrives early: the penalty for being so sure is there to be read.
            self.then(self.probability.animate.set_value(self.confident_path[1]), run_time=1.4)
            self.on("label_noise", FadeOut(self.answer, self.probe), run_time=0.1)
            self.then(
                self.retitle("ce", "label_noise_sense"), FadeIn(noise, herd, mistake, names), run_time=0.2
            )
            self.then(given.animate.set_value(wrong))

    # -- the hinge -----------------------------------------------------------------------------------------

    def hinge_plot(self, region: Region, **options: Any) -> tuple[Plot, VGroup]:
        """The hinge with its kink, and the stripe in which it is flat."""
        plot = Plot(region, (-2.0, 3.6), (0.0, 3.2), x_label=self.word("margin"), **options)
        color = self.theme.colors.hinge
        return plot, VGroup(plot.tint(1.0, plot.x_range[1], color), plot.curve(hinge, color, kinks=(1.0,)))

    @beat
    def find_the_widest_street(self) -> None:
        colors, word, (start, end) = self.theme.colors, self.word, self.margin_path
        margin = ValueTracker(start)
        plot, (flat, curve) = self.hinge_plot(
            self.regions.main.inset(0.3), x_ticks=(-1, 0, 1, 2, 3), y_ticks=(1, 2, 3), y_label=word("loss")
        )
        probe = TangentProbe(plot, hinge, hinge_grad, margin, colors.gradient, length=2.4)
        free = plot.name_curve(word("flat"), colors.hinge, (2.3, 0.4))
        top, low = self.regions.side.inset(0.4).rows(1, 1.7)
        math = top.fit(formula(HINGE))
        numbers = Readouts(
            low,
            Readout(word("margin"), margin.get_value, colors.text),
            Readout(word("hinge"), lambda: hinge(margin.get_value()), colors.hinge),
            Readout(word("slope"), lambda: hinge_grad(margin.get_value()), colors.gradient, 0),
        )
        with self.narrate("hinge"):
            self.begin(self.retitle("hinge_title", "hinge_sense"))
            self.on("hinge", FadeIn(plot, math), Create(curve), run_time=0.4)
            self.then(FadeIn(flat, free, probe, numbers), run_time=0.2)
            self.fill(margin.animate.set_value(end))
            self.on("svm", self.clear_body(*self.panels), run_time=0.1)
            self.open_the_street()

    def open_the_street(self) -> None:
        """An empty street turns until it is as wide as it can be; the points that stop it are ringed."""
        colors, word = self.theme.colors, self.word
        points = np.array([*self.positives, *self.negatives])
        labels = np.repeat([1.0, -1.0], [len(self.positives), len(self.negatives)])
        self.widest = max_margin_boundary(points, labels)
        best = float(np.arctan2(self.widest.weights[1], self.widest.weights[0]))
        angle = ValueTracker(best + self.detour)

        def street() -> tuple[np.ndarray, float]:
            return street_across(points, labels, angle.get_value())

        self.field = plot = square_plot(self.regions.main.inset(0.3), 6.0)
        road = Street(
            plot,
            street,
            points[labels > 0],
            points[labels < 0],
            colors.hinge,
            colors.positive,
            colors.negative,
        )
        names = VGroup(
            plot.name_curve(word("positive"), colors.positive, (plot.x_range[1] - 0.2, 0.4), RIGHT),
            plot.name_curve(word("negative"), colors.negative, (0.3, 5.55), LEFT),
        )
        picture, first, self.low = self.regions.side.inset(0.3).rows(3.2, 0.65, 1.3, gap=0.15)
        self.small, self.flat = self.hinge_plot(picture, x_ticks=(-1, 0, 1, 2, 3))
        width = Readout(word("width"), lambda: float(2 / np.hypot(*street()[0])), colors.hinge)
        self.then(
            self.retitle("hinge_title", "street_sense"),
            FadeIn(road, Readouts(first, width)),
            run_time=0.2,
        )
        self.fill(angle.animate.set_value(best))
        self.on("text", FadeIn(names, self.small, self.flat), run_time=0.4)

    @beat
    def walk_away_for_free(self) -> None:
        colors, word, plot = self.theme.colors, self.word, self.field
        walked = ValueTracker(0.0)
        start, end = np.array(self.newcomer)
        weights, bias = self.widest

        def place() -> np.ndarray:
            return np.asarray(start + walked.get_value() * (end - start))

        def margin() -> float:
            return float(place() @ weights + bias)

        walker = VGroup(
            Dots(plot, place, colors.positive, scale=1.5),
            Dots(plot, place, colors.prediction, scale=1.6, ring=True),
            Dots(self.small, lambda: np.array([(margin(), hinge(margin()))]), colors.positive, scale=1.4),
            Dots(
                self.small,
                lambda: np.array([(margin(), hinge(margin()))]),
                colors.prediction,
                ring=True,
                scale=1.5,
            ),
        )
        numbers = Readouts(
            self.low,
            Readout(word("margin"), margin, colors.text),
            Readout(word("hinge"), lambda: hinge(margin()), colors.hinge),
        )
        with self.narrate("margin"):
            self.on(
                "margin", self.retitle("hinge_title", "margin_sense"), FadeIn(walker, numbers), run_time=0.2
            )
            self.fill(walked.animate.set_value(1.0))
