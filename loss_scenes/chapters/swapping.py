"""Chapter: the loss to try first, and the one that takes its place when it does not serve."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, ValueTracker

from loss_scenes.chapters.rules import Rules
from loss_scenes.losses import cross_entropy, focal, half_squared_error, huber
from narrated.mobjects.panel import Slider
from narrated.mobjects.plot_card import PlotCard
from narrated.scene.narrated_scene import beat


class Swapping(Rules):
    """A curve bends into that of another loss, and the mistake that is marked costs less.

    Attributes
    ----------
    gamma, delta
        Where the parameters come to rest: of focal loss, of Huber loss.
    easy
        From which probability on an example is called easy.
    probabilities, residuals
        From where to where the probe of each card moves.
    """

    gamma = 2.0
    delta = 1.0
    easy = 0.5
    probabilities = (0.15, 0.6)
    residuals = (0.5, 2.6)
    sorting: PlotCard
    fitting: PlotCard

    @beat
    def bend_classification(self) -> None:
        """Cross-entropy; focal loss when classes are far out of balance."""
        power = ValueTracker(0.0)

        def focal_now(probability: Any) -> Any:
            return focal(probability, gamma=power.get_value())

        colors, card, at = self.theme.colors, self.sorting, ValueTracker(self.probabilities[0])
        plot = card.plot
        probe = self.probe(card, cross_entropy, at, colors.cross_entropy)
        other = self.probe(card, focal_now, at, colors.focal)
        bent = plot.live_curve(lambda: focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        slider = Slider(card.slider_place, self.word("gamma"), power, 0.0, 3.0, colors.focal, decimals=1)
        left = self.share_left(
            card, self.word("easy_left"), ((1.0 + self.easy) / 2, 2.5), colors.focal,
            lambda: focal_now(at.get_value()) / cross_entropy(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_cls"):
            chip = card.chip(0, self.word("cross_entropy"), colors.cross_entropy)
            self.on("rule_cls", *self.attend(card), FadeIn(chip, scale=1.15), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(self.probabilities[1]))
            self.add(self.gap(card, at, cross_entropy, focal_now), bent, other, probe)
            stripe = plot.tint(self.easy, 1.0, colors.focal)
            self.on("imbalance", FadeIn(stripe), FadeIn(slider), FadeIn(left), run_time=0.3)
            self.fill(power.animate.set_value(self.gamma))
            self.on(
                "try_focal", FadeIn(card.chip(1, self.word("focal"), colors.focal), scale=1.15), run_time=0.4
            )

    @beat
    def bend_regression(self) -> None:
        """Squared error; Huber loss when there are many outliers."""
        bend = ValueTracker(self.fitting.plot.x_range[1])

        def huber_now(residual: Any) -> Any:
            return huber(residual, delta=bend.get_value())

        colors, card, at = self.theme.colors, self.fitting, ValueTracker(self.residuals[0])
        probe = self.probe(card, half_squared_error, at, colors.squared)
        other = self.probe(card, huber_now, at, colors.huber)
        bent = card.plot.live_curve(lambda: huber_now, colors.huber)
        slider = Slider(card.slider_place, self.word("delta"), bend, 0.0, 3.0, colors.huber, decimals=1)
        left = self.share_left(
            card, self.word("outlier_left"), (0.0, 3.75), colors.huber,
            lambda: huber_now(at.get_value()) / half_squared_error(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_reg"):
            chip = card.chip(0, self.word("squared"), colors.squared)
            self.on("rule_reg", *self.attend(card), FadeIn(chip, scale=1.15), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(self.residuals[1]))
            self.add(self.gap(card, at, half_squared_error, huber_now), bent, other, probe)
            self.on("outliers", FadeIn(slider), FadeIn(left), run_time=0.3)
            self.fill(bend.animate.set_value(self.delta))
            self.on(
                "use_huber", FadeIn(card.chip(1, self.word("huber"), colors.huber), scale=1.15), run_time=0.4
            )
