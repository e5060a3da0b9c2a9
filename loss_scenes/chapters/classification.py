"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.families import Families, Family, plot_place
from loss_scenes.losses import cross_entropy, sigmoid
from loss_scenes.models.paths import logistic_path, state_at
from loss_scenes.pictures.street import ScoreLine, probability_bands
from narrated.mobjects.marks import Dots, ringed
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

POSITIVES = (
    (0.9, 2.6), (1.5, 3.3), (2.2, 3.0), (1.2, 4.1), (2.4, 4.2), (3.1, 3.7), (0.7, 3.5), (2.9, 2.5),
    (1.9, 2.0), (3.6, 4.4),
)  # fmt: skip
NEGATIVES = (
    (2.6, 0.8), (3.4, 1.6), (4.2, 0.9), (4.9, 1.8), (3.9, 2.5), (5.2, 2.7), (4.6, 3.3), (1.7, 1.0),
    (3.3, 2.7), (5.3, 0.9),
)  # fmt: skip
PENALTY, FIRST_BOUNDARY = 0.5, (1.2, 0.9, -5.4)


class Classification(Chapter):
    """A boundary descends to logistic regression; then a new picture walks across it.

    Parameters
    ----------
    scene
        Where it is told.
    positives, negatives
        Features of the two classes, schematic.
    penalty, first_boundary
        Of the logistic regression, and the two weights and the bias at which its descent begins.
    query
        From where to where the new picture moves.

    Attributes
    ----------
    family
        Two classes by two features, in the colour of cross-entropy.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        positives: Sequence[tuple[float, float]] = POSITIVES,
        negatives: Sequence[tuple[float, float]] = NEGATIVES,
        penalty: float = PENALTY,
        first_boundary: tuple[float, float, float] = FIRST_BOUNDARY,
        query: tuple[tuple[float, float], tuple[float, float]] = ((1.8, 3.7), (4.45, 2.1)),
    ) -> None:
        super().__init__(scene)
        word, data = self.word, np.array((*positives, *negatives))
        self.labels = np.repeat([1.0, -1.0], [len(positives), len(negatives)])
        self.path = logistic_path(data, self.labels, first_boundary, penalty=penalty)
        self.query_path = np.array(query)
        self.learnt, self.moved = ValueTracker(0.0), ValueTracker(0.0)
        plot = Plot(
            plot_place(self.regions), (0.0, 6.0), (0.0, 5.0),
            x_label=word("first_feature"), y_label=word("second_feature"),
        )  # fmt: skip
        plot.axes.set_stroke(self.theme.colors.muted)  # one side of them lies on a tint
        words = word("classification"), word("cross_entropy"), word("classification_learns"), word("image")
        self.family = Family(*words, self.theme.colors.cross_entropy, plot, data)

    def boundary(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the moment."""
        state = state_at(self.path, self.learnt.get_value())
        return state[:2], float(state[2])

    def probability(self, places: np.ndarray) -> Any:
        """Of the positive class, by the boundary of the moment."""
        weights, bias = self.boundary()
        return sigmoid(places @ weights + bias)

    def loss(self) -> float:
        """Mean cross-entropy of the moment."""
        positive = self.probability(self.family.data)
        return float(np.mean(cross_entropy(np.where(self.labels > 0, positive, 1 - positive))))

    def query(self) -> np.ndarray:
        """Where the new picture is."""
        start, end = self.query_path
        return np.asarray(start + self.moved.get_value() * (end - start))

    @beat
    def predict_a_class(self, families: Families | None = None) -> None:
        """``families``: among which it is told; none: alone."""
        motion, family = self.theme.motion, self.family
        families = families or Families(self.scene, family)
        bands, line, dots = self.boundary_among_classes()
        names, color = self.names(), self.theme.colors.prediction
        query = ringed(family.plot, self.query, color, color, scale=1.4, ring=2.3)
        families.gather()
        with self.narrate("classification"):
            families.unfold(family)
            score, percent = families.numbers(*self.numbers())
            turn = families.begin(family, bands, line, dots)
            families.details.add(names)
            arrive = FadeIn(bands, line, names, dots, score)
            self.on("classification", *turn, arrive, run_time=motion.brief)
            self.fill(self.learnt.animate.set_value(1.0))
            families.details.add(query)
            self.on("image", family.card.exemplify(), FadeIn(query, percent), run_time=motion.swift)
            self.fill(self.moved.animate.set_value(1.0))

    def boundary_among_classes(self) -> VGroup:
        """The probabilities of the moment as tints, the boundary, and the data in their classes' colours."""
        colors, plot, data, labels = self.theme.colors, self.family.plot, self.family.data, self.labels
        bands = probability_bands(plot, self.boundary, colors.positive, colors.negative)
        line = ScoreLine(plot, self.boundary, 0.0, colors.prediction, width=self.theme.curve_width)
        dots = VGroup(
            Dots(plot, lambda: data[labels > 0], colors.positive, scale=1.3),
            Dots(plot, lambda: data[labels < 0], colors.negative, scale=1.3),
        )
        return VGroup(bands, line, dots)

    def names(self) -> VGroup:
        """The classes' names, above the plot: the boundary sweeps over all of it."""
        colors, size = self.theme.colors, self.theme.type.heading
        negative = Label(self.word("negative"), size, colors.negative, weight="BOLD")
        positive = Label(self.word("positive"), size, colors.positive, weight="BOLD")
        negative.set_line(self.family.plot.headline, RIGHT)
        return VGroup(negative, positive.beside(negative, 1.5 * negative.width, LEFT))

    def numbers(self) -> tuple[Readout, Readout]:
        """Cross-entropy, and the probability for the new picture."""
        colors, word = self.theme.colors, self.word

        def percent() -> float:
            return 100 * float(self.probability(self.query()))

        return (
            Readout(word("cross_entropy"), self.loss, colors.cross_entropy, 3),
            Readout(word("positive_probability"), percent, colors.prediction, 0, "{}%"),
        )
