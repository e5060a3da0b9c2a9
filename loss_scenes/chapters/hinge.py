"""Chapter: beyond its margin a point costs the hinge nothing, and its street is as wide as can be."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.catalogue import HINGE
from loss_scenes.chapters.side_panel import is_low, law_and_numbers, line_height
from loss_scenes.losses import hinge, hinge_grad
from loss_scenes.models import Boundary, max_margin_boundary
from loss_scenes.models.paths import street_across, street_width
from loss_scenes.pictures.street import Street, square_plot
from narrated.design.layout import Region
from narrated.mobjects.marks import ringed
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

POSITIVES = (
    (6.1, 4.7), (7.2, 3.6), (8.2, 4.5), (6.3, 2.2), (8.3, 2.4), (8.9, 5.3), (7.5, 1.0),
    (7.3, 5.3), (9.2, 4.0),
)  # fmt: skip
NEGATIVES = (
    (3.3, 3.6), (2.2, 4.6), (1.2, 3.0), (4.0, 1.2), (2.6, 1.7), (1.3, 1.0), (0.8, 4.7), (2.0, 3.4),
)  # fmt: skip
DETOUR = -0.6


@dataclass(frozen=True)
class _Search:
    """A street that turns to where it is widest, and what stands beside it.

    ``widths`` is its width as it turns, ``small`` and ``flat`` the hinge that comes after it, and ``low`` the
    place below.
    """

    widest: Boundary
    field: Plot
    road: Street
    names: VGroup
    widths: VGroup
    number: Readouts
    small: Plot
    flat: VGroup
    low: Region


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
        hinge_formula: str = HINGE.formula,
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
        # Degrees: by how much the street has turned, and where it is widest.
        self.turned, self.found = ValueTracker(0.0), -float(np.degrees(detour))

    def hinge_plot(self, region: Region, **options: Any) -> tuple[Plot, VGroup]:
        """The hinge with its kink, and the stripe in which it is flat."""
        # Below 0 there is room for a dot that rolls on the axis, clear of the numbers.
        plot = Plot(region, (-2.0, 3.6), (-0.3, 3.2), x_label=self.word("margin"), **options)
        color = self.theme.colors.hinge
        return plot, VGroup(
            plot.tint(1.0, plot.x_range[1], color), plot.curve(hinge, color, kinks=HINGE.kinks)
        )

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
        motion, search = self.theme.motion, self.search
        title = self.retitle("hinge_title", "street_sense")
        self.then(title, FadeIn(search.road, search.widths, search.number), run_time=motion.swift)
        self.fill(self.turned.animate.set_value(self.found))
        self.on("text", FadeIn(search.names), FadeOut(search.widths), run_time=motion.swift)
        self.then(FadeIn(search.small, search.flat), run_time=motion.brief)

    @functools.cached_property
    def search(self) -> _Search:
        """The street in both beats."""
        colors, word = self.theme.colors, self.word
        points = np.array([*self.positives, *self.negatives])
        labels = np.repeat([1.0, -1.0], [len(self.positives), len(self.negatives)])
        widest = max_margin_boundary(points, labels)
        best = float(np.arctan2(widest.weights[1], widest.weights[0]))
        turned = self.turned.get_value

        def direction(angle: float) -> float:
            return float(best + self.detour + np.radians(angle))

        def street() -> tuple[np.ndarray, float]:
            return street_across(points, labels, direction(turned()))

        def width(angle: float) -> float:
            return street_width(points, labels, direction(angle))

        def reached() -> np.ndarray:
            return np.array([(turned(), width(turned()))])

        main = self.regions.main
        left = 0.0
        if is_low(self.regions.side):  # room for a name beside the street
            left = -1.0 if main.width > 2 * main.height else -0.5
        plot = square_plot(self.regions.main.inset(0.3), 6.0, left=left)
        classes = points[labels > 0], points[labels < 0]
        road = Street(plot, street, *classes, colors.hinge, colors.positive, colors.negative)
        names = VGroup(
            plot.name_curve(word("positive"), colors.positive, (plot.x_range[1] - 0.2, 0.4), RIGHT),
            plot.name_curve(word("negative"), colors.negative, (plot.x_range[0] + 0.3, 5.55), LEFT),
        )
        side = self.regions.side
        if is_low(side):
            picture, beside = side.inset(0.3, 0.15).columns(1, 1.15, gap=0.3)
            first, low = beside.rows(1, 2)
        else:
            picture, first, low = side.inset(0.3).rows(3.2, 0.65, 1.3, gap=0.15)
        small, flat = self.hinge_plot(picture, x_ticks=(-1, 0, 1, 2, 3))
        number = Readouts(first, Readout(word("width"), lambda: reached()[0, 1], colors.hinge))
        widths = Plot(
            picture, (0.0, 2 * self.found), (0.0, 1.2 * width(self.found)), x_ticks=(0, 20, 40, 60),
            x_label=word("turn"), y_label="" if is_low(side) else word("width"),
        )  # fmt: skip
        turning = VGroup(
            widths,
            widths.curve(np.vectorize(width), colors.hinge),
            ringed(widths, reached, colors.hinge, colors.prediction, scale=1.4, ring=1.5),
        )
        return _Search(widest, plot, road, names, turning, number, small, flat, low)

    @beat
    def walk_away_for_free(self) -> None:
        self.turned.set_value(self.found)
        colors, word, search, walked = self.theme.colors, self.word, self.search, ValueTracker(0.0)
        start, end = np.array(self.query)
        weights, bias = search.widest

        def place() -> np.ndarray:
            return np.asarray(start + walked.get_value() * (end - start))

        def margin() -> float:
            return float(place() @ weights + bias)

        def paid() -> np.ndarray:
            return np.array([(margin(), hinge(margin()))])

        walker = VGroup(
            ringed(search.field, place, colors.positive, colors.prediction, scale=1.5, ring=1.6),
            ringed(search.small, paid, colors.positive, colors.prediction, scale=1.4, ring=1.5),
        )
        numbers = Readouts(
            search.low,
            Readout(word("margin"), margin, colors.text),
            Readout(word("hinge"), lambda: hinge(margin()), colors.hinge),
        )
        self.panels.ensure(self.regions.main, self.regions.side)
        self.ensure(search.road, search.number, search.names, search.small, search.flat)
        with self.narrate("margin"):
            title = self.retitle("hinge_title", "margin_sense")
            self.on("margin", title, FadeIn(walker, numbers), run_time=self.theme.motion.swift)
            self.fill(walked.animate.set_value(1.0))
