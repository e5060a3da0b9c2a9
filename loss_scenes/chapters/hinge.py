"""Chapter: beyond its margin a point costs the hinge nothing, and its street is as wide as can be."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.catalogue import HINGE
from loss_scenes.chapters.side_panel import law_and_numbers, line_height, picture_and_side
from loss_scenes.losses import hinge, hinge_grad
from loss_scenes.models import max_margin_boundary
from loss_scenes.models.paths import street_across, street_width
from loss_scenes.pictures.street import Street, square_plot
from narrated.design.layout import Region
from narrated.mobjects.marks import Dots, ringed
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.text import Label
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
WALKER, RING = 1.5, 1.6
"""Size of the further point in units of other dots, and of the ring around it in units of its own."""


@dataclass(frozen=True)
class _Search:
    """A street that turns to where it is widest, and what stands beside it.

    ``widths`` is its width as it turns, ``small`` and ``flat`` the hinge that comes after it, and ``low`` the
    place below.
    """

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
        self.hinge_formula, self.margin_path, self.query = hinge_formula, margin_path, np.array(query)
        self.points = np.array([*positives, *negatives])
        self.labels = np.repeat([1.0, -1.0], [len(positives), len(negatives)])
        self.widest = max_margin_boundary(self.points, self.labels)
        # Radians: where the street begins. Degrees: by how much it has turned, and where it is widest.
        self.first = float(np.arctan2(self.widest.weights[1], self.widest.weights[0])) + detour
        self.turned, self.found = ValueTracker(0.0), -float(np.degrees(detour))
        self.margin, self.walked = ValueTracker(margin_path[0]), ValueTracker(0.0)
        self.main, self.side = picture_and_side(self.regions)

    def street(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the street of the moment."""
        angle = self.first + np.radians(self.turned.get_value())
        return street_across(self.points, self.labels, float(angle))

    def width(self, turned: float) -> float:
        """Of the street that has turned so far."""
        return street_width(self.points, self.labels, float(self.first + np.radians(turned)))

    def walk(self, shares: Any) -> np.ndarray:
        """Places of the further point, shape (n, 2), after these shares of its way."""
        start, end = self.query
        return np.asarray(start + np.reshape(shares, (-1, 1)) * (end - start))

    def place(self) -> np.ndarray:
        """Of the further point at the moment."""
        return np.asarray(self.walk(self.walked.get_value())[0])

    def margin_there(self) -> float:
        """Margin of the further point, by the widest street."""
        return float(self.place() @ self.widest.weights + self.widest.bias)

    @beat
    def find_the_widest_street(self) -> None:
        motion, search = self.theme.motion, self.search
        plot, curve, flat, free, probe = self.kink()
        law, numbers = self.law_and_numbers()
        with self.narrate("hinge"):
            self.then(*self.panels.deal(self.main, self.side), run_time=motion.snap)
            self.then(self.retitle("hinge_title", "hinge_sense"), FadeIn(plot), run_time=motion.snap)
            self.on("hinge", FadeIn(law), Create(curve), run_time=motion.quick)
            self.then(FadeIn(flat, free, probe, numbers), run_time=motion.swift)
            self.fill(self.margin.animate.set_value(self.margin_path[1]))
            self.on("svm", *self.panels.deal(self.main, self.side), run_time=motion.snap)
            title = self.retitle("hinge_title", "street_sense")
            self.then(title, FadeIn(search.road, search.widths, search.number), run_time=motion.swift)
            self.fill(self.turned.animate.set_value(self.found))
            self.on("text", FadeIn(search.names), FadeOut(search.widths), run_time=motion.swift)
            self.then(FadeIn(search.small, search.flat), run_time=motion.brief)

    def hinge_plot(self, region: Region, **options: Any) -> tuple[Plot, VGroup]:
        """The hinge with its kink, and the stripe in which it is flat."""
        # Below 0 there is room for a dot that rolls on the axis, clear of the numbers.
        plot = Plot(region, (-2.0, 3.6), (-0.3, 3.2), x_label=self.word("margin"), **options)
        color = self.theme.colors.hinge
        return plot, VGroup(
            plot.tint(1.0, plot.x_range[1], color), plot.curve(hinge, color, kinks=HINGE.kinks)
        )

    def kink(self) -> VGroup:
        """The plot, the curve, the stripe where it is flat and its name, and the probe with its tangent."""
        colors, ticks = self.theme.colors, {"x_ticks": (-1, 0, 1, 2, 3), "y_ticks": (1, 2, 3)}
        plot, (flat, curve) = self.hinge_plot(self.main.inset(0.3), y_label=self.word("loss"), **ticks)
        middle = (1.0 + plot.x_range[1]) / 2
        free = plot.name_curve(self.word("flat"), colors.hinge, (middle, 1.3 * line_height(plot)))
        # The lower the plot, the sooner a long tangent would reach the numbers of its axis.
        length = 0.5 * float(plot.size[1])
        probe = TangentProbe(plot, hinge, hinge_grad, self.margin, colors.gradient, length=length)
        return VGroup(plot, curve, flat, free, probe)

    def law_and_numbers(self) -> VGroup:
        """The formula, and what the probe reads."""
        colors, word, at = self.theme.colors, self.word, self.margin.get_value
        top, low = law_and_numbers(self.side)
        numbers = Readouts(
            low,
            Readout(word("margin"), at, colors.text),
            Readout(word("hinge"), lambda: hinge(at()), colors.hinge),
            Readout(word("slope"), lambda: hinge_grad(at()), colors.gradient, 0),
        )
        return VGroup(top.fit(formula(self.hinge_formula)), numbers)

    @functools.cached_property
    def search(self) -> _Search:
        """The street in both beats."""
        colors, word, positive = self.theme.colors, self.word, self.labels > 0
        picture, beside = self.side.inset(0.3, 0.2).split(1, 1, gap=0.25)
        first, low = beside.rows(1, 2)

        def reached() -> np.ndarray:
            return np.array([(self.turned.get_value(), self.width(self.turned.get_value()))])

        middle = float(self.points[:, 0].min() + self.points[:, 0].max()) / 2
        plot = square_plot(self.main.inset(0.3, 0.2), 6.0, middle=middle)
        classes = self.points[positive], self.points[~positive]
        shades = colors.hinge, colors.positive, colors.negative
        found = Street(plot, lambda: self.widest, *classes, *shades)
        walk = Dots(plot, lambda: self.walk(np.linspace(0.0, 1.0, 20)), colors.positive, scale=WALKER * RING)

        def name(key: str, color: str, dots: Dots) -> Label:
            others = [part for part in (*found, walk) if part is not dots]
            return plot.name_curve(word(key), color, beside=dots, others=others)

        names = VGroup(
            name("positive", colors.positive, found.positives),
            name("negative", colors.negative, found.negatives),
        )
        # No numbers where the further point comes to rest: in a low plot it is as large as they are.
        small, flat = self.hinge_plot(picture, x_ticks=(-1, 0, 1))
        widths = Plot(
            picture, (0.0, 2 * self.found), (0.0, 1.2 * self.width(self.found)), x_ticks=(0, 20, 40, 60),
            x_label=word("turn"),
        )  # fmt: skip
        turning = VGroup(
            widths,
            widths.curve(np.vectorize(self.width), colors.hinge),
            ringed(widths, reached, colors.hinge, colors.prediction, scale=1.4, ring=1.5),
        )
        number = Readouts(first, Readout(word("width"), lambda: reached()[0, 1], colors.hinge))
        road = Street(plot, self.street, *classes, *shades)
        return _Search(plot, road, names, turning, number, small, flat, low)

    @beat
    def walk_away_for_free(self) -> None:
        self.turned.set_value(self.found)
        search, (walker, numbers) = self.search, self.walker()
        self.panels.ensure(self.main, self.side)
        self.ensure(search.road, search.number, search.names, search.small, search.flat)
        with self.narrate("margin"):
            title = self.retitle("hinge_title", "margin_sense")
            self.on("margin", title, FadeIn(walker, numbers), run_time=self.theme.motion.swift)
            self.fill(self.walked.animate.set_value(1.0))

    def walker(self) -> VGroup:
        """The further point in the plane and on the hinge, and what it costs."""
        colors, word, search, margin = self.theme.colors, self.word, self.search, self.margin_there
        shades = colors.positive, colors.prediction

        def paid() -> np.ndarray:
            return np.array([(margin(), hinge(margin()))])

        return VGroup(
            VGroup(
                ringed(search.field, self.place, *shades, scale=WALKER, ring=RING),
                ringed(search.small, paid, *shades, scale=1.4, ring=1.5),
            ),
            Readouts(
                search.low,
                Readout(word("margin"), margin, colors.text),
                Readout(word("hinge"), lambda: hinge(margin()), colors.hinge),
            ),
        )
