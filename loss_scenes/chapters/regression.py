"""Chapter: regression predicts a number."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.families import Families, Family
from loss_scenes.losses import squared_error
from loss_scenes.models.paths import line_path, state_at
from narrated.mobjects.marks import Dots, Segments, ringed
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.scene.narrated_scene import beat


class RegressionChapter(Families):
    """A line descends to least squares; then the price of a home is read from it.

    Attributes
    ----------
    homes
        (area in square metres, price in 10 000 yuan), schematic.
    first_line
        Where the fit begins: slope per standard deviation of the area, price at the mean area.
    asked_area
        A home whose price is asked: from the first area to the second.
    """

    homes: tuple[tuple[float, float], ...] = (
        (46, 102), (54, 150), (60, 118), (67, 176), (73, 138), (80, 201), (86, 166),
        (93, 232), (99, 190), (106, 246), (112, 262), (119, 228), (126, 296), (133, 270),
    )  # fmt: skip
    first_line = (-45.0, 215.0)
    asked_area = (65.0, 120.0)

    def regression_family(self) -> Family:
        """Homes by area and price, in the colour of the squared error."""
        word = self.word
        plot = Plot(
            self.plot_place, (40.0, 140.0), (60.0, 320.0), x_ticks=(60, 80, 100, 120),
            y_ticks=(100, 200, 300), x_label=word("area"), y_label=word("price"),
        )  # fmt: skip
        words = word("regression"), word("mean_square"), word("regression_learns"), word("house")
        self.regression = Family(*words, self.theme.colors.squared, plot, np.array(self.homes, dtype=float))
        return self.regression

    def own_families(self) -> list[Family]:
        return [self.regression_family(), *super().own_families()]

    @beat
    def predict_a_number(self) -> None:
        colors, plot, word = self.theme.colors, self.regression.plot, self.word
        area, price = np.array(self.homes, dtype=float).T
        path, share, asked = line_path(area, price, self.first_line), ValueTracker(0.0), ValueTracker()
        asked.set_value(self.asked_area[0])

        def predict(square_metres: Any) -> Any:
            slope, intercept = state_at(path, share.get_value())
            return slope * square_metres + intercept

        def question() -> np.ndarray:
            x, y = asked.get_value(), predict(asked.get_value())
            return np.array([(x, plot.y_range[0], x, y), (plot.x_range[0], y, x, y)])

        dots = Dots(plot, lambda: np.array(self.homes), colors.target, scale=1.3)
        line = plot.live_curve(lambda: predict, colors.prediction, samples=2)
        bars = Segments(plot, lambda: np.column_stack([area, price, area, predict(area)]), colors.squared)
        query = VGroup(
            Segments(plot, question, colors.prediction),
            ringed(
                plot, lambda: question()[:1, 2:], colors.prediction, colors.prediction, scale=1.4, ring=2.3
            ),
        )

        def mean_square() -> float:
            return float(np.mean(squared_error(predict(area) - price)))

        def answered() -> float:
            return float(predict(asked.get_value()))

        with self.narrate("regression"):
            self.unfold(self.regression)
            score, home, answer = self.numbers(
                Readout(word("mean_square"), mean_square, colors.squared, 0),
                Readout(word("home"), asked.get_value, colors.prediction, 0, word("home_unit")),
                Readout(word("predicted"), answered, colors.prediction, 0, word("price_unit")),
            )
            turn = self.begin(self.regression, bars, line, dots)
            self.on("regression", *turn, FadeIn(bars, dots, score), Create(line), run_time=0.3)
            self.fill(share.animate.set_value(1.0))
            self.details.add(query)
            self.on("house", self.regression.card.exemplify(), FadeIn(query, home, answer), run_time=0.2)
            self.fill(asked.animate.set_value(self.asked_area[1]))
