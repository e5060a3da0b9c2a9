"""Chapter: beyond its margin a point costs the hinge nothing, and its street is as wide as can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.chapters.side_panel import is_low, law_and_numbers, line_height
from loss_scenes.losses import hinge, hinge_grad
from loss_scenes.models import max_margin_boundary
from loss_scenes.models.paths import street_across, street_width
from loss_scenes.pictures.street import Street, square_plot
from narrated.design.layout import Region
from narrated.mobjects.marks import ringed
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

POSITIVES = (
    (6.1, 4.7), (7.2, 3.6), (8.2, 4.5), (6.3, 2.2), (8.3, 2.4), (8.9, 5.3), (7.5, 1.0),
    (7.3, 5.3), (9.2, 4.0),
)  # fmt: skip
NEGATIVES = (
    (3.3, 3.6), (2.2, 4.6), (1.2, 3.0), (4.0, 1.2), (2.6, 1.7), (1.3, 1.0), (0.8, 4.7), (2.0, 3.4),
)  # fmt: skip
DETOUR = -0.6


class Hinge(Chapter):
    """A margin slides to where nothing is paid; then the street between two classes, and a walk out of it.

    Parameters
    ----------
    scene
        Where it is told.
    hinge_formula
        How it is written.
    margin_path
        From where to where the probe slides.
    positives, negatives
        Two classes in the plane, schematic.
    detour
        Angle away from the widest street at which the search for it begins, in radians.
    query
        From where to where a further point of the positive class walks.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        hinge_formula: str = "ell(m) = max(0, 1 - m)",
        margin_path: tuple[float, float] = (-1.5, 2.5),
        positives: Sequence[tuple[float, float]] = POSITIVES,
        negatives: Sequence[tuple[float, float]] = NEGATIVES,
        detour: float = DETOUR,
        query: tuple[tuple[float, float], tuple[float, float]] = ((4.1, 2.95), (9.1, 2.95)),
    ) -> None:
        super().__init__(scene)
        self.hinge_formula, self.margin_path = hinge_formula, margin_path
        self.positives, self.negatives = positives, negatives
        self.detour, self.query = detour, query

    def hinge_plot(self, region: Region, **options: Any) -> tuple[Plot, VGroup]:
        """The hinge with its kink, and the stripe in which it is flat."""
        # Below 0 there is room for a dot that rolls on the axis, clear of the numbers.
        plot = Plot(region, (-2.0, 3.6), (-0.3, 3.2), x_label=self.word("margin"), **options)
        color = self.theme.colors.hinge
        return plot, VGroup(plot.tint(1.0, plot.x_range[1], color), plot.curve(hinge, color, kinks=(1.0,)))

    @beat
    def find_the_widest_street(self) -> None:
        colors, motion, word = self.theme.colors, self.theme.motion, self.word
        start, end = self.margin_path
        margin = ValueTracker(start)
        plot, (flat, curve) = self.hinge_plot(
            self.regions.main.inset(0.3), x_ticks=(-1, 0, 1, 2, 3), y_ticks=(1, 2, 3), y_label=word("loss")
        )
        # In a low plot the curve is so flat that a long tangent would reach the numbers of the axis.
        length = 1.0 if is_low(self.regions.side) else 2.4
        probe = TangentProbe(plot, hinge, hinge_grad, margin, colors.gradient, length=length)
        free = plot.name_curve(word("flat"), colors.hinge, (2.3, max(0.4, 1.3 * line_height(plot))))
        top, low = law_and_numbers(self.regions.side)
        law = top.fit(formula(self.hinge_formula))
        numbers = Readouts(
            low,
            Readout(word("margin"), margin.get_value, colors.text),
            Readout(word("hinge"), lambda: hinge(margin.get_value()), colors.hinge),
            Readout(word("slope"), lambda: hinge_grad(margin.get_value()), colors.gradient, 0),
        )
        with self.narrate("hinge"):
            self.then(*self.panels.two(), run_time=motion.snap)
            self.then(self.retitle("hinge_title", "hinge_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("hinge", FadeIn(law), Create(curve), run_time=motion.quick)
            self.then(FadeIn(flat, free, probe, numbers), run_time=motion.swift)
            self.fill(margin.animate.set_value(end))
            self.on("svm", *self.panels.two(), run_time=motion.snap)
            self.open_the_street()

    def open_the_street(self) -> None:
        """An empty street turns until its width is at its peak; the points that stop it are ringed."""
        colors, motion, word = self.theme.colors, self.theme.motion, self.word
        points = np.array([*self.positives, *self.negatives])
        labels = np.repeat([1.0, -1.0], [len(self.positives), len(self.negatives)])
        self.widest = max_margin_boundary(points, labels)
        best = float(np.arctan2(self.widest.weights[1], self.widest.weights[0]))
        turned = ValueTracker(0.0)

        def direction(angle: float) -> float:
            return float(best + self.detour + np.radians(angle))

        def street() -> tuple[np.ndarray, float]:
            return street_across(points, labels, direction(turned.get_value()))

        def width(angle: float) -> float:
            return street_width(points, labels, direction(angle))

        def reached() -> np.ndarray:
            return np.array([(turned.get_value(), width(turned.get_value()))])

        main = self.regions.main
        left = 0.0
        if is_low(self.regions.side):  # room for a name beside the street
            left = -1.0 if main.width > 2 * main.height else -0.5
        self.field = plot = square_plot(self.regions.main.inset(0.3), 6.0, left=left)
        classes = points[labels > 0], points[labels < 0]
        road = Street(plot, street, *classes, colors.hinge, colors.positive, colors.negative)
        names = VGroup(
            plot.name_curve(word("positive"), colors.positive, (plot.x_range[1] - 0.2, 0.4), RIGHT),
            plot.name_curve(word("negative"), colors.negative, (plot.x_range[0] + 0.3, 5.55), LEFT),
        )
        side = self.regions.side
        if is_low(side):
            picture, beside = side.inset(0.3, 0.15).columns(1, 1.15, gap=0.3)
            first, self.low = beside.rows(1, 2)
        else:
            picture, first, self.low = side.inset(0.3).rows(3.2, 0.65, 1.3, gap=0.15)
        self.small, self.flat = self.hinge_plot(picture, x_ticks=(-1, 0, 1, 2, 3))
        number = Readouts(first, Readout(word("width"), lambda: reached()[0, 1], colors.hinge))
        found = -float(np.degrees(self.detour))
        widths = Plot(
            picture, (0.0, 2 * found), (0.0, 1.2 * width(found)), x_ticks=(0, 20, 40, 60),
            x_label=word("turn"), y_label="" if is_low(side) else word("width"),
        )  # fmt: skip
        search = VGroup(
            widths,
            widths.curve(np.vectorize(width), colors.hinge),
            ringed(widths, reached, colors.hinge, colors.prediction, scale=1.4, ring=1.5),
        )
        title = self.retitle("hinge_title", "street_sense")
        self.then(title, FadeIn(road, search, number), run_time=motion.swift)
        self.fill(turned.animate.set_value(found))
        self.on("text", FadeIn(names), FadeOut(search), run_time=motion.swift)
        self.then(FadeIn(self.small, self.flat), run_time=motion.brief)

    @beat
    @after("find_the_widest_street")
    def walk_away_for_free(self) -> None:
        colors, word, walked = self.theme.colors, self.word, ValueTracker(0.0)
        start, end = np.array(self.query)
        weights, bias = self.widest

        def place() -> np.ndarray:
            return np.asarray(start + walked.get_value() * (end - start))

        def margin() -> float:
            return float(place() @ weights + bias)

        def paid() -> np.ndarray:
            return np.array([(margin(), hinge(margin()))])

        walker = VGroup(
            ringed(self.field, place, colors.positive, colors.prediction, scale=1.5, ring=1.6),
            ringed(self.small, paid, colors.positive, colors.prediction, scale=1.4, ring=1.5),
        )
        numbers = Readouts(
            self.low,
            Readout(word("margin"), margin, colors.text),
            Readout(word("hinge"), lambda: hinge(margin()), colors.hinge),
        )
        with self.narrate("margin"):
            title = self.retitle("hinge_title", "margin_sense")
            self.on("margin", title, FadeIn(walker, numbers), run_time=self.theme.motion.swift)
            self.fill(walked.animate.set_value(1.0))
