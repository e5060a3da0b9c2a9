"""Chapter: generation learns a distribution."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, ApplyMethod, Create, FadeIn, ValueTracker, linear

from loss_scenes.chapters.families import Families, Family
from loss_scenes.losses import absolute_error
from loss_scenes.models import histogram_density
from loss_scenes.models.mixtures import mixture_density, mixture_heights, mixture_sample
from narrated.mobjects.histogram import GrowingHistogram
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class GenerationChapter(Families):
    """Samples rain into a histogram until it stands on the true distribution.

    Attributes
    ----------
    mixture
        (weight, mean, standard deviation) of the parts of the true distribution.
    known, samples
        How many data lie below the axis, and how many samples are drawn in the end.
    """

    mixture: tuple[tuple[float, float, float], ...] = ((0.45, -1.15, 0.5), (0.55, 1.05, 0.62))
    known = 24
    samples = 20_000

    def generation_family(self) -> Family:
        """Known data below the axis of a density, in the colour of the absolute error."""
        word = self.word
        plot = Plot(
            self.plot_place, (-3.2, 3.2), (-0.07, 0.55), x_ticks=(-2, 0, 2), y_ticks=(0.2, 0.4),
            x_label=word("value"), y_label=word("density"), upright=False,
        )  # fmt: skip
        self.drawn = mixture_sample(self.mixture, self.samples, seed=self.seed)
        words = word("generation"), word("gap"), word("generation_learns"), word("painting")
        data = np.column_stack([self.drawn[: self.known], np.full(self.known, plot.y_range[0] / 2)])
        self.generation = Family(*words, self.theme.colors.absolute, plot, data)
        return self.generation

    def own_families(self) -> list[Family]:
        return [self.generation_family(), *super().own_families()]

    @beat
    def learn_a_distribution(self) -> None:
        colors, plot, word, share = self.theme.colors, self.generation.plot, self.word, ValueTracker(0.0)
        edges = np.linspace(*plot.x_range, 33)
        truth = mixture_heights(self.mixture, edges)
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

        curve = plot.curve(lambda x: mixture_density(self.mixture, x), colors.target)
        # Above the plot: any bar may be high while samples are few.
        name = Label(word("true_density"), self.theme.type.body, colors.target, weight="BOLD")
        name.set_line(plot.headline, RIGHT)
        known = Dots(plot, lambda: self.generation.data, colors.target)
        with self.narrate("generation"):
            self.unfold(self.generation)
            numbers = self.numbers(
                Readout(word("gap"), gap, colors.absolute, 3),
                Readout(word("count"), histogram.count, colors.prediction, 0),
            )
            turn = self.begin(self.generation, histogram, curve, known)
            arrive = FadeIn(histogram), Create(curve), FadeIn(name, known, *numbers)
            self.on("generation", *turn, *arrive, run_time=0.3)
            self.fill(ApplyMethod(share.set_value, 0.6, rate_func=linear))
            rain = ApplyMethod(share.set_value, 1.0, rate_func=linear)
            self.on("painting", self.generation.card.exemplify(), rain, run_time=3.0)
