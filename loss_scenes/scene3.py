"""Scene 3: one heap of data, three tasks: predict a number, predict a class, learn a distribution."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    LEFT,
    Animation,
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)
from scipy.special import ndtr

from loss_scenes.estimation import histogram_density
from loss_scenes.estimation.paths import line_path, logistic_path, state_at
from loss_scenes.lesson import LESSON
from loss_scenes.losses import absolute_error, cross_entropy, sigmoid, squared_error
from loss_scenes.mobjects.family import FamilyCard, gathering
from loss_scenes.mobjects.histogram import GrowingHistogram
from loss_scenes.mobjects.marks import Dots, Segments
from loss_scenes.mobjects.panel import Readout, Readouts
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.street import ScoreLine, probability_bands
from loss_scenes.stage.scene import NarratedScene, beat


class ThreeFamilies(NarratedScene):
    """Regression, classification, generation: each takes its data, learns live, and folds into its card.

    Attributes
    ----------
    homes
        (area in square metres, price in 10 000 yuan), schematic.
    first_line
        Where the fit begins: slope per standard deviation of the area, price at the mean area.
    asked_area
        A home whose price is asked: from the first area to the second.
    positives, negatives
        Features of the two classes, schematic.
    penalty, first_boundary
        Of the logistic regression, and the two weights and the bias at which its descent begins.
    newcomer
        From where to where the new picture moves.
    mixture
        (weight, mean, standard deviation) of the parts of the true distribution.
    known, samples, seed
        How many data lie on the axis, how many samples are drawn in the end, and from which stream.
    """

    lesson = LESSON
    script = "scene3"
    homes = (
        (46, 102), (54, 150), (60, 118), (67, 176), (73, 138), (80, 201), (86, 166),
        (93, 232), (99, 190), (106, 246), (112, 262), (119, 228), (126, 296), (133, 270),
    )  # fmt: skip
    first_line = (-45.0, 215.0)
    asked_area = (65.0, 120.0)
    positives = (
        (0.9, 2.6), (1.5, 3.3), (2.2, 3.0), (1.2, 4.1), (2.4, 4.2), (3.1, 3.7), (0.7, 3.5), (2.9, 2.5),
        (1.9, 2.0), (3.6, 4.4),
    )  # fmt: skip
    negatives = (
        (2.6, 0.8), (3.4, 1.6), (4.2, 0.9), (4.9, 1.8), (3.9, 2.5), (5.2, 2.7), (4.6, 3.3), (1.7, 1.0),
        (3.3, 2.7), (5.3, 0.9),
    )  # fmt: skip
    penalty = 0.5
    first_boundary = (1.2, 0.9, -5.4)
    newcomer = ((1.8, 3.7), (4.45, 2.1))
    mixture = ((0.45, -1.15, 0.5), (0.55, 1.05, 0.62))
    known = 24
    samples = 20_000
    seed = 7

    def construct(self) -> None:
        self.sort_by_task()
        self.predict_a_number()
        self.predict_a_class()
        self.learn_a_distribution()

    def set_stage(self) -> None:
        self.set_panels()
        self.remove(self.side)
        colors, word = self.theme.colors, self.word
        place, self.foot = self.regions.main.inset(0.3).rows(5.6, 0.8, gap=0.15)
        self.plots = (
            Plot(place, (40.0, 140.0), (60.0, 320.0), x_ticks=(60, 80, 100, 120), y_ticks=(100, 200, 300),
                 x_label=word("area"), y_label=word("price")),
            Plot(place, (0.0, 6.0), (0.0, 5.0),
                 x_label=word("first_feature"), y_label=word("second_feature")),
            Plot(place, (-3.2, 3.2), (0.0, 0.55), x_ticks=(-2, 0, 2), y_ticks=(0.2, 0.4),
                 x_label=word("value"), y_label=word("density"), upright=False),
        )  # fmt: skip
        self.drawn = self.draw_samples()
        data = (
            np.array(self.homes, dtype=float),
            np.array((*self.positives, *self.negatives)),
            np.column_stack([self.drawn[: self.known], np.zeros(self.known)]),
        )
        # Each family in the colour of the loss that stands for it.
        self.cards = [
            FamilyCard(region, name, learns, example, color, plot)
            for region, name, learns, example, color, plot in zip(
                self.regions.side.rows(1, 1, 1, gap=0.2),
                (word("regression"), word("classification"), word("generation")),
                (word("regression_learns"), word("classification_learns"), word("generation_learns")),
                (word("house"), word("image"), word("painting")),
                (colors.squared, colors.cross_entropy, colors.absolute),
                self.plots,
                strict=True,
            )
        ]
        self.swirl, self.sorted = ValueTracker(0.0), ValueTracker(0.0)
        self.opened = [ValueTracker(0.0) for _ in self.cards]
        ways = gathering(
            self.regions.main, data, self.cards, self.swirl.get_value, self.sorted.get_value,
            [opened.get_value for opened in self.opened], seed=self.seed,
        )  # fmt: skip
        self.heaps = [Dots(None, way, colors.muted, scale=0.8).set_z_index(1) for way in ways]
        self.add(*(card.ground for card in self.cards), *self.heaps)
        self.picture, self.details = VGroup(), VGroup()

    def draw_samples(self) -> np.ndarray:
        """All samples of the mixture, in the order in which they are shown."""
        stream = np.random.default_rng(self.seed)
        weights, means, widths = np.array(self.mixture).T
        part = stream.choice(len(weights), size=self.samples, p=weights)
        return np.asarray(stream.normal(means[part], widths[part]))

    @beat
    def sort_by_task(self) -> None:
        with self.narrate("families"):
            self.fill(self.swirl.animate.set_value(2.0))
            names = [FadeIn(card.title) for card in self.cards]
            self.on("families", *names, self.sorted.animate.set_value(1.0), run_time=0.6)

    # -- how a family comes and goes -----------------------------------------------------------------------

    def unfold(self, index: int) -> None:
        """The picture before folds into its card, and the next family's data come into the main panel."""
        if index:
            # Two plots never stand over each other, not even while they fade.
            self.then(FadeOut(self.details), run_time=self.theme.motion.quick / 4)
        self.details = VGroup(self.plots[index])
        arrive = ApplyMethod(self.opened[index].set_value, 1.0)
        fold = [self.cards[index - 1].fold(self.picture)] if index else []
        self.then(*fold, arrive, FadeIn(self.plots[index]), run_time=self.theme.motion.quick)

    def begin(self, index: int, *picture: VMobject) -> list[Animation]:
        """The family whose turn it is: its card takes its colour, its data take theirs."""
        self.picture = VGroup(*picture)
        return [*self.cards[index].light(), FadeOut(self.heaps[index])]

    def numbers(self, *rows: Readout) -> list[Readouts]:
        """Read-outs side by side below the plot."""
        places = self.foot.columns(*(len(row.name) + len(row.template) + 2 for row in rows), gap=0.4)
        found = [Readouts(place, row) for place, row in zip(places, rows, strict=True)]
        self.details.add(*found)
        return found

    # -- the three families --------------------------------------------------------------------------------

    @beat
    def predict_a_number(self) -> None:
        colors, plot, word = self.theme.colors, self.plots[0], self.word
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
            Dots(plot, lambda: question()[:1, 2:], colors.prediction, scale=1.4),
            Dots(plot, lambda: question()[:1, 2:], colors.prediction, scale=2.3, ring=True),
        )
        with self.narrate("regression"):
            self.unfold(0)
            score, home, answer = self.numbers(
                Readout(
                    word("mean_square"),
                    lambda: float(np.mean(squared_error(predict(area) - price))),
                    colors.squared,
                    0,
                ),
                Readout(word("home"), asked.get_value, colors.prediction, 0, word("home_unit")),
                Readout(
                    word("predicted"),
                    lambda: predict(asked.get_value()),
                    colors.prediction,
                    0,
                    word("price_unit"),
                ),
            )
            self.on(
                "regression", *self.begin(0, bars, line, dots), FadeIn(bars, dots, score), Create(line),
                run_time=0.3,
            )  # fmt: skip
            self.fill(share.animate.set_value(1.0))
            self.details.add(query)
            self.on("house", self.cards[0].exemplify(), FadeIn(query, home, answer), run_time=0.2)
            self.fill(asked.animate.set_value(self.asked_area[1]))

    @beat
    def predict_a_class(self) -> None:
        colors, plot, word = self.theme.colors, self.plots[1], self.word
        points = np.array([*self.positives, *self.negatives])
        labels = np.repeat([1.0, -1.0], [len(self.positives), len(self.negatives)])
        path = logistic_path(points, labels, self.first_boundary, penalty=self.penalty)
        share, moved = ValueTracker(0.0), ValueTracker(0.0)
        start, end = np.array(self.newcomer)

        def boundary() -> tuple[np.ndarray, float]:
            state = state_at(path, share.get_value())
            return state[:2], float(state[2])

        def probability(places: np.ndarray) -> Any:
            weights, bias = boundary()
            return sigmoid(places @ weights + bias)

        def loss() -> float:
            given = np.where(labels > 0, probability(points), 1 - probability(points))
            return float(np.mean(cross_entropy(given)))

        def newcomer() -> np.ndarray:
            return np.asarray(start + moved.get_value() * (end - start))

        bands = probability_bands(plot, boundary, colors.positive, colors.negative)
        line = ScoreLine(plot, boundary, 0.0, colors.prediction, width=self.theme.curve_width)
        dots = VGroup(
            Dots(plot, lambda: np.array(self.positives), colors.positive, scale=1.3),
            Dots(plot, lambda: np.array(self.negatives), colors.negative, scale=1.3),
        )
        names = VGroup(
            plot.name_curve(
                word("positive"), colors.positive, (0.2, 4.6), LEFT, size=self.theme.type.heading
            ),
            plot.name_curve(word("negative"), colors.negative, (5.6, 0.4), size=self.theme.type.heading),
        )
        stranger = VGroup(
            Dots(plot, newcomer, colors.prediction, scale=1.4),
            Dots(plot, newcomer, colors.prediction, scale=2.3, ring=True),
        )
        with self.narrate("classification"):
            self.unfold(1)
            score, chance = self.numbers(
                Readout(word("cross_entropy"), loss, colors.cross_entropy, 3),
                Readout(
                    word("positive_probability"),
                    lambda: 100 * float(probability(newcomer())),
                    colors.prediction,
                    0,
                    "{}%",
                ),
            )
            turn = self.begin(1, bands, line, dots)
            self.details.add(names)
            self.on("classification", *turn, FadeIn(bands, line, names, dots, score), run_time=0.3)
            self.fill(share.animate.set_value(1.0))
            self.details.add(stranger)
            self.on("image", self.cards[1].exemplify(), FadeIn(stranger, chance), run_time=0.2)
            self.fill(moved.animate.set_value(1.0))

    def density(self, x: Any) -> Any:
        """The true distribution."""
        weights, means, widths = np.array(self.mixture).T[:, :, np.newaxis]
        bells = weights / widths * np.exp(-0.5 * ((x - means) / widths) ** 2)
        return np.sum(bells, axis=0) / np.sqrt(2 * np.pi)

    @beat
    def learn_a_distribution(self) -> None:
        colors, plot, word = self.theme.colors, self.plots[2], self.word
        share = ValueTracker(0.0)
        edges = np.linspace(*plot.x_range, 33)
        weights, means, widths = np.array(self.mixture).T[:, :, np.newaxis]
        truth = np.diff(np.sum(weights * ndtr((edges - means) / widths), axis=0)) / np.diff(edges)
        histogram = GrowingHistogram(
            plot,
            self.drawn,
            edges,
            truth,
            histogram_density,
            share.get_value,
            colors.prediction,
            colors.absolute,
        )

        def gap() -> float:
            return float(np.sum(absolute_error(histogram.heights() - truth) * np.diff(edges)))

        curve = plot.curve(self.density, colors.target)
        name = plot.name_curve(
            word("true_density"), colors.target, (-3.15, 0.1), LEFT, size=self.theme.type.label
        )
        known = Dots(
            plot, lambda: np.column_stack([self.drawn[: self.known], np.zeros(self.known)]), colors.target
        )
        with self.narrate("generation"):
            self.unfold(2)
            numbers = self.numbers(
                Readout(word("gap"), gap, colors.absolute, 3),
                Readout(word("count"), histogram.count, colors.prediction, 0),
            )
            turn = self.begin(2, histogram, curve, known)
            self.on(
                "generation",
                *turn,
                FadeIn(histogram),
                Create(curve),
                FadeIn(name, known, *numbers),
                run_time=0.3,
            )
            self.fill(ApplyMethod(share.set_value, 0.6, rate_func=linear))
            self.on(
                "painting", self.cards[2].exemplify(), ApplyMethod(share.set_value, 1.0, rate_func=linear),
                run_time=3.0,
            )  # fmt: skip
