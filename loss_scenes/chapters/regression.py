"""Chapter: regression predicts a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.families import Families, Family, plot_place
from loss_scenes.losses import squared_error
from loss_scenes.models.paths import line_path, state_at
from narrated.mobjects.marks import Dots, Segments, ringed
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

HOMES = (
    (46, 102), (54, 150), (60, 118), (67, 176), (73, 138), (80, 201), (86, 166),
    (93, 232), (99, 190), (106, 246), (112, 262), (119, 228), (126, 296), (133, 270),
)  # fmt: skip
FIRST_LINE = (-45.0, 215.0)


class Regression(Chapter):
    """A line descends to least squares; then the price of a home is read from it.

    Parameters
    ----------
    scene
        Where it is told.
    homes
        (area in square metres, price in 10 000 yuan), schematic.
    first_line
        Where the fit begins: slope per standard deviation of the area, price at the mean area.
    asked_area
        A home whose price is asked: from the first area to the second.

    Attributes
    ----------
    family
        Homes by area and price, in the colour of the squared error.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        homes: Sequence[tuple[float, float]] = HOMES,
        first_line: tuple[float, float] = FIRST_LINE,
        asked_area: tuple[float, float] = (65.0, 120.0),
    ) -> None:
        super().__init__(scene)
        data, word = np.array(homes, dtype=float), self.word
        self.area, self.price = data.T
        self.path, self.learnt = line_path(self.area, self.price, first_line), ValueTracker(0.0)
        self.asked, self.asked_last = ValueTracker(asked_area[0]), asked_area[1]
        plot = Plot(
            plot_place(self.regions), (40.0, 140.0), (60.0, 320.0), x_ticks=(60, 80, 100, 120),
            y_ticks=(100, 200, 300), x_label=word("area"), y_label=word("price"),
        )  # fmt: skip
        words = word("regression"), word("mean_square"), word("regression_learns"), word("house")
        self.family = Family(*words, self.theme.colors.squared, plot, data)

    def predict(self, square_metres: Any) -> Any:
        """Price by the line of the moment."""
        slope, intercept = state_at(self.path, self.learnt.get_value())
        return slope * square_metres + intercept

    def mean_square(self) -> float:
        """Mean squared error of the line of the moment."""
        return float(np.mean(squared_error(self.predict(self.area) - self.price)))

    def answer(self) -> float:
        """Price of the home that is asked for."""
        return float(self.predict(self.asked.get_value()))

    @beat
    def predict_a_number(self, families: Families | None = None) -> None:
        """``families``: among which it is told; none: alone."""
        motion, family = self.theme.motion, self.family
        families = families or Families(self.scene, family)
        bars, line, dots = self.fit()
        query = self.query()
        families.gather()
        with self.narrate("regression"):
            families.unfold(family)
            score, home, answer = families.numbers(*self.numbers())
            arrive = FadeIn(bars, dots, score), Create(line)
            self.on("regression", *families.begin(family, bars, line, dots), *arrive, run_time=motion.brief)
            self.fill(self.learnt.animate.set_value(1.0))
            families.details.add(query)
            self.on("house", family.card.exemplify(), FadeIn(query, home, answer), run_time=motion.swift)
            self.fill(self.asked.animate.set_value(self.asked_last))

    def fit(self) -> VGroup:
        """The residuals, the line of the moment, and the homes."""
        colors, plot, area, price, predict = (
            self.theme.colors, self.family.plot, self.area, self.price, self.predict,
        )  # fmt: skip
        bars = Segments(plot, lambda: np.column_stack([area, price, area, predict(area)]), colors.squared)
        line = plot.live_curve(lambda: predict, colors.prediction, samples=2)
        return VGroup(bars, line, Dots(plot, lambda: self.family.data, colors.target, scale=1.3))

    def query(self) -> VGroup:
        """From an area up to the line, and from there to its price."""
        color, plot = self.theme.colors.prediction, self.family.plot

        def question() -> np.ndarray:
            x, y = self.asked.get_value(), self.answer()
            return np.array([(x, plot.y_range[0], x, y), (plot.x_range[0], y, x, y)])

        dot = ringed(plot, lambda: question()[:1, 2:], color, color, scale=1.4, ring=2.3)
        return VGroup(Segments(plot, question, color), dot)

    def numbers(self) -> tuple[Readout, Readout, Readout]:
        """The mean squared error, the area that is asked for, and its price."""
        colors, word = self.theme.colors, self.word
        return (
            Readout(word("mean_square"), self.mean_square, colors.squared, 0),
            Readout(word("home"), self.asked.get_value, colors.prediction, 0, word("home_unit")),
            Readout(word("predicted"), self.answer, colors.prediction, 0, word("price_unit")),
        )
