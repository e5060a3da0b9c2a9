"""Chapter: cross-entropy asks for the right class, and one wrong label outshouts the others."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from manim import LEFT, RIGHT, Create, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.chapters.side_panel import is_low, line_height, picture_and_side
from loss_scenes.losses import cross_entropy, cross_entropy_grad
from loss_scenes.models import wrong_label_share
from narrated.mobjects.field import SquareField
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.shares import ShareBar
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class _Slide:
    """A probe on the curve, and what it reads: the formula, two shares, numbers."""

    plot: Plot
    curve: VMobject
    name: Label
    probe: TangentProbe
    answer: VGroup


@dataclass(frozen=True)
class _Noise:
    """Many right labels and a wrong one, in a field and on the curve, and the shares of the loss."""

    given: ValueTracker
    side: VGroup
    marks: VGroup


class CrossEntropy(Chapter):
    """The probability of the right class slides along the curve; then a wrong label takes most of the loss.

    Parameters
    ----------
    scene
        Where it is told.
    cross_entropy_formula
        How it is written.
    confident_path
        The probability of the right class at first, a little later, and when the model is sure and wrong.
    labels
        (how many right labels, their probability, probability of the wrong label).
    wrong_cell
        Which cell of the field of labels is the wrong one, (column, row).
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        cross_entropy_formula: str = CROSS_ENTROPY.formula,
        confident_path: tuple[float, float, float] = (0.9, 0.75, 0.01),
        labels: tuple[int, float, float] = (99, 0.9, 0.01),
        wrong_cell: tuple[int, int] = (6, 3),
    ) -> None:
        super().__init__(scene)
        self.cross_entropy_formula, self.confident_path = cross_entropy_formula, confident_path
        self.labels, self.wrong_cell = labels, wrong_cell
        self.probability = ValueTracker(confident_path[0])
        self.main, self.side = picture_and_side(self.regions)

    @beat
    def ask_for_the_right_class(self) -> None:
        motion, slide, (_, then, _) = self.theme.motion, self.slide, self.confident_path
        law, *shares = slide.answer
        with self.narrate("ce"):
            self.then(*self.panels.deal(self.main, self.side), run_time=motion.snap)
            self.then(self.retitle("ce", "ce_sense"), FadeIn(slide.plot), run_time=motion.snap)
            self.on("ce", FadeIn(law), Create(slide.curve), FadeIn(slide.name), run_time=motion.quick)
            self.then(FadeIn(slide.probe, *shares), run_time=motion.brief)
            self.fill(self.probability.animate.set_value(then))

    @beat
    def fear_a_wrong_label(self) -> None:
        motion, slide, noise = self.theme.motion, self.slide, self._noise()
        self.panels.ensure(self.main, self.side)
        self.ensure(slide.plot, slide.curve, slide.name, slide.probe, *slide.answer)
        with self.narrate("confident"):
            self.on("confident", self.retitle("ce", "confident_sense"), run_time=motion.snap)
            # Arrives early: the penalty for being so sure is there to be read.
            self.then(self.probability.animate.set_value(self.confident_path[-1]), run_time=motion.slow)
            self.on("label_noise", FadeOut(slide.answer, slide.probe), run_time=motion.snap)
            title = self.retitle("ce", "label_noise_sense")
            self.then(title, FadeIn(noise.side, *noise.marks), run_time=motion.swift)
            self.then(noise.given.animate.set_value(self.labels[-1]))

    @functools.cached_property
    def slide(self) -> _Slide:
        """The curve on which the probability slides, in both beats."""
        colors, word, at = self.theme.colors, self.word, self.probability.get_value
        plot = Plot(
            self.main.inset(0.3), (0.0, 1.0), (0.0, 5.2), x_ticks=(0.2, 0.4, 0.6, 0.8, 1.0),
            y_ticks=(1, 2, 3, 4, 5), x_label=word("probability"), y_label=word("loss"),
        )  # fmt: skip
        curve = plot.curve(cross_entropy, colors.cross_entropy, over=(0.005, 1.0), samples=400)
        above = 1.2 + 0.95 * line_height(plot)
        name = plot.name_curve(word("negative_log"), colors.cross_entropy, (0.3, above), LEFT)
        probe = TangentProbe(
            plot, cross_entropy, cross_entropy_grad, self.probability, colors.text, tangent=False
        )
        if is_low(self.side):
            left, low = self.side.inset(0.2, 0.1).columns(1, 1.03, gap=0.2)
            top, bar = left.rows(1.3, 0.5, gap=0.25)
        else:
            top, bar, low = self.side.inset(0.4).rows(1.3, 0.5, 2.4, gap=0.25)
        answer = VGroup(
            top.fit(formula(self.cross_entropy_formula, self.theme.type.heading)),
            ShareBar(bar, at, colors.cross_entropy, colors.outlier),
            Readouts(
                low,
                Readout(word("right_class"), at, colors.cross_entropy),
                Readout(word("wrong_class"), lambda: 1 - at(), colors.outlier),
                Readout(word("negative_log"), lambda: cross_entropy(at()), colors.text, 3),
            ),
        )
        return _Slide(plot, curve, name, probe, answer)

    def _noise(self) -> _Noise:
        """One label of many is wrong."""
        colors, word, plot = self.theme.colors, self.word, self.slide.plot
        count, right, wrong = self.labels
        given = ValueTracker(right)

        def share() -> float:
            return wrong_label_share(
                count, right, given.get_value(), loss=cross_entropy, grad=cross_entropy_grad
            ).loss

        side = self.side
        if is_low(side):
            inner = side.inset(0.3, 0.15)
            grid, beside = inner.columns(inner.height, inner.width - inner.height, gap=0.3)
            top, low, bar = beside.rows(1, 2.6, 0.4, gap=0.05)
        else:
            top, grid, bar, low = side.inset(0.4, 0.3).rows(0.7, 3.1, 0.45, 1.7, gap=0.15)
        field = SquareField(
            grid, 10, (count + 1) // 10, [self.wrong_cell], colors.cross_entropy, colors.outlier
        )
        shares = Readouts(
            low,
            Readout(word("sample_share"), lambda: 100 / (count + 1), colors.outlier, 0, "{}%"),
            Readout(word("loss_share"), lambda: 100 * share(), colors.outlier, 2, "{}%"),
        )
        head = Label(word("hundred"), self.theme.type.label, within=top)
        bars = ShareBar(bar, share, colors.outlier, colors.cross_entropy)
        herd = Dots(plot, lambda: np.array([(right, cross_entropy(right))]), colors.cross_entropy, scale=1.6)
        mistake = TangentProbe(plot, cross_entropy, cross_entropy_grad, given, colors.outlier, tangent=False)
        # Clear of the curve below it.
        above = max(0.65, 1.4 * line_height(plot))
        names = VGroup(
            plot.name_curve(word("right_labels"), colors.cross_entropy, (0.99, above), RIGHT),
            plot.name_curve(word("wrong_label"), colors.outlier, (0.06, cross_entropy(wrong)), LEFT),
        )
        return _Noise(given, VGroup(head, field, bars, shares), VGroup(herd, mistake, names))
