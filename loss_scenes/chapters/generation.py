"""Chapter: generation learns a distribution."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, ApplyMethod, Create, FadeIn, ValueTracker, linear

from loss_scenes.chapters.families import Families, Family, plot_place
from loss_scenes.losses import absolute_error
from loss_scenes.models import histogram_density
from loss_scenes.models.mixtures import Mixture, mixture_density, mixture_heights, mixture_sample
from narrated.mobjects.histogram import GrowingHistogram
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

TWO_BELLS = ((0.45, -1.15, 0.5), (0.55, 1.05, 0.62))


class Generation(Chapter):
    """Samples rain into a histogram until it stands on the true distribution.

    Parameters
    ----------
    scene
        Where it is told.
    mixture
        (weight, mean, standard deviation) of the parts of the true distribution.
    known, samples
        How many data lie below the axis, and how many samples are drawn in the end.
    seed
        Of what is drawn at random.

    Attributes
    ----------
    family
        Known data below the axis of a density, in the colour of the absolute error.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        mixture: Mixture = TWO_BELLS,
        known: int = 24,
        samples: int = 20_000,
        seed: int = 7,
    ) -> None:
        super().__init__(scene)
        word, self.mixture, self.share = self.word, mixture, ValueTracker(0.0)
        self.drawn = mixture_sample(mixture, samples, seed=seed)
        plot = Plot(
            plot_place(self.regions), (-3.2, 3.2), (-0.07, 0.55), x_ticks=(-2, 0, 2), y_ticks=(0.2, 0.4),
            x_label=word("value"), y_label=word("density"), upright=False,
        )  # fmt: skip
        self.edges = np.linspace(*plot.x_range, 33)
        self.truth = mixture_heights(mixture, self.edges)
        words = word("generation"), word("gap"), word("generation_learns"), word("painting")
        data = np.column_stack([self.drawn[:known], np.full(known, plot.y_range[0] / 2)])
        self.family = Family(*words, self.theme.colors.absolute, plot, data)

    @beat
    def learn_a_distribution(self, families: Families | None = None) -> None:
        """``families``: among which it is told; none: alone."""
        motion, family = self.theme.motion, self.family
        families = families or Families(self.scene, family)
        histogram, known = self.histogram(), Dots(family.plot, lambda: family.data, self.theme.colors.target)
        curve = family.plot.curve(lambda x: mixture_density(self.mixture, x), self.theme.colors.target)
        name = self.name()
        families.gather()
        with self.narrate("generation"):
            families.unfold(family)
            numbers = families.numbers(*self.numbers(histogram))
            turn = families.begin(family, histogram, curve, known)
            arrive = FadeIn(histogram), Create(curve), FadeIn(name, known, *numbers)
            self.on("generation", *turn, *arrive, run_time=motion.brief)
            self.fill(ApplyMethod(self.share.set_value, 0.6, rate_func=linear))
            rain = ApplyMethod(self.share.set_value, 1.0, rate_func=linear)
            self.on("painting", family.card.exemplify(), rain, run_time=motion.journey)

    def histogram(self) -> GrowingHistogram:
        """The samples so far."""
        colors = self.theme.colors
        return GrowingHistogram(
            self.family.plot,
            self.drawn,
            self.edges,
            self.truth,
            histogram_density,
            self.share.get_value,
            colors.prediction,
            colors.absolute,
        )

    def name(self) -> Label:
        """The true density's name, above the plot: any bar may be high while samples are few."""
        label = Label(self.word("true_density"), color=self.theme.colors.target, weight="BOLD")
        return label.set_line(self.family.plot.headline, RIGHT)

    def numbers(self, histogram: GrowingHistogram) -> tuple[Readout, Readout]:
        """The area between histogram and truth, and the number of samples."""
        colors, word = self.theme.colors, self.word

        def gap() -> float:
            return float(np.sum(absolute_error(histogram.heights() - self.truth) * np.diff(self.edges)))

        return (
            Readout(word("gap"), gap, colors.absolute, 3),
            Readout(word("count"), histogram.count, colors.prediction, 0),
        )
