"""Chapter: classification predicts a class."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import LEFT, RIGHT, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.families import Families, Family
from loss_scenes.losses import cross_entropy, sigmoid
from loss_scenes.models.paths import logistic_path, state_at
from loss_scenes.pictures.street import ScoreLine, probability_bands
from narrated.mobjects.marks import Dots, ringed
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class ClassificationChapter(Families):
    """A boundary descends to logistic regression; then a new picture walks across it.

    Attributes
    ----------
    positives, negatives
        Features of the two classes, schematic.
    penalty, first_boundary
        Of the logistic regression, and the two weights and the bias at which its descent begins.
    newcomer
        From where to where the new picture moves.
    """

    positives: tuple[tuple[float, float], ...] = (
        (0.9, 2.6), (1.5, 3.3), (2.2, 3.0), (1.2, 4.1), (2.4, 4.2), (3.1, 3.7), (0.7, 3.5), (2.9, 2.5),
        (1.9, 2.0), (3.6, 4.4),
    )  # fmt: skip
    negatives: tuple[tuple[float, float], ...] = (
        (2.6, 0.8), (3.4, 1.6), (4.2, 0.9), (4.9, 1.8), (3.9, 2.5), (5.2, 2.7), (4.6, 3.3), (1.7, 1.0),
        (3.3, 2.7), (5.3, 0.9),
    )  # fmt: skip
    penalty = 0.5
    first_boundary = (1.2, 0.9, -5.4)
    newcomer = ((1.8, 3.7), (4.45, 2.1))

    def classification_family(self) -> Family:
        """Two classes by two features, in the colour of cross-entropy."""
        word = self.word
        plot = Plot(
            self.plot_place, (0.0, 6.0), (0.0, 5.0),
            x_label=word("first_feature"), y_label=word("second_feature"),
        )  # fmt: skip
        words = word("classification"), word("cross_entropy"), word("classification_learns"), word("image")
        plot.axes.set_stroke(self.theme.colors.muted)  # one side of them lies on a tint
        data = np.array((*self.positives, *self.negatives))
        self.classification = Family(*words, self.theme.colors.cross_entropy, plot, data)
        return self.classification

    def own_families(self) -> list[Family]:
        return [self.classification_family(), *super().own_families()]

    @beat
    def predict_a_class(self) -> None:
        colors, plot, word = self.theme.colors, self.classification.plot, self.word
        points = self.classification.data
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

        def chance() -> float:
            return 100 * float(probability(newcomer()))

        bands = probability_bands(plot, boundary, colors.positive, colors.negative)
        line = ScoreLine(plot, boundary, 0.0, colors.prediction, width=self.theme.curve_width)
        dots = VGroup(
            Dots(plot, lambda: np.array(self.positives), colors.positive, scale=1.3),
            Dots(plot, lambda: np.array(self.negatives), colors.negative, scale=1.3),
        )
        # Above the plot: the boundary sweeps over all of it.
        dog = Label(word("negative"), self.theme.type.heading, colors.negative, weight="BOLD")
        cat = Label(word("positive"), self.theme.type.heading, colors.positive, weight="BOLD")
        dog.set_line(plot.headline, RIGHT)
        names = VGroup(dog, cat.beside(dog, 1.5 * dog.width, LEFT))
        stranger = ringed(plot, newcomer, colors.prediction, colors.prediction, scale=1.4, ring=2.3)
        with self.narrate("classification"):
            self.unfold(self.classification)
            score, percent = self.numbers(
                Readout(word("cross_entropy"), loss, colors.cross_entropy, 3),
                Readout(word("positive_probability"), chance, colors.prediction, 0, "{}%"),
            )
            turn = self.begin(self.classification, bands, line, dots)
            self.details.add(names)
            self.on("classification", *turn, FadeIn(bands, line, names, dots, score), run_time=0.3)
            self.fill(share.animate.set_value(1.0))
            self.details.add(stranger)
            self.on("image", self.classification.card.exemplify(), FadeIn(stranger, percent), run_time=0.2)
            self.fill(moved.animate.set_value(1.0))
