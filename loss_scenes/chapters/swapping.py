"""Chapter: the loss to try first, and the one that takes its place when it does not serve."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, ValueTracker

from loss_scenes.chapters.rules import Rules, share_left, swap
from loss_scenes.losses import focal, huber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Swapping(Chapter):
    """A curve bends into that of another loss, and the mistake that is marked costs less.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The cards; none: new ones.
    gamma, delta
        Where the parameters come to rest: of focal loss, of Huber loss.
    easy
        From which probability on an example is called easy.
    probabilities, residuals
        From where to where the probe of each card moves.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        gamma: float = 2.0,
        delta: float = 1.0,
        easy: float = 0.5,
        probabilities: tuple[float, float] = (0.15, 0.6),
        residuals: tuple[float, float] = (0.5, 2.6),
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.delta, self.easy = gamma, delta, easy
        self.probabilities, self.residuals = probabilities, residuals
        # From a delta as large as the plot no residual that it shows lies beyond.
        self.power, self.bend = ValueTracker(0.0), ValueTracker(self.rules.fitting.card.plot.x_range[1])
        self.probability, self.residual = ValueTracker(probabilities[0]), ValueTracker(residuals[0])

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the power of the moment."""
        return focal(probability, gamma=self.power.get_value())

    def huber_now(self, residual: Any) -> Any:
        """The Huber loss with the delta of the moment."""
        return huber(residual, delta=self.bend.get_value())

    @beat
    def bend_classification(self) -> None:
        """Cross-entropy; focal loss when classes are far out of balance."""
        colors, motion, rule, word = self.theme.colors, self.theme.motion, self.rules.sorting, self.word
        dot, *swapped = swap(rule, self.focal_now, self.probability, colors.focal, samples=240)
        stripe = rule.card.plot.tint(self.easy, 1.0, colors.focal)
        slider = rule.slider(word("gamma"), self.power, 3.0, colors.focal)
        words, place = word("easy_left"), ((1.0 + self.easy) / 2, 2.5)
        left = share_left(rule, self.focal_now, self.probability, colors.focal, words, place)
        with self.narrate("rule_cls"):
            leave, arrive = self.rules.turn_to(rule)
            self.on("rule_cls", *leave, run_time=motion.snap)
            chip = rule.fill(word("cross_entropy"), rule.color)
            self.then(*arrive, chip, FadeIn(dot), run_time=motion.quick)
            self.fill(self.probability.animate.set_value(self.probabilities[1]))
            self.add(*swapped, dot)
            self.on("imbalance", FadeIn(stripe), FadeIn(slider), FadeIn(left), run_time=motion.brief)
            self.fill(self.power.animate.set_value(self.gamma))
            self.on("try_focal", rule.fill(word("focal"), colors.focal), run_time=motion.quick)

    @beat
    def bend_regression(self) -> None:
        """Squared error; Huber loss when there are many outliers."""
        colors, motion, rule, word = self.theme.colors, self.theme.motion, self.rules.fitting, self.word
        dot, *swapped = swap(rule, self.huber_now, self.residual, colors.huber)
        slider = rule.slider(word("delta"), self.bend, 3.0, colors.huber)
        words, place = word("outlier_left"), (0.0, 3.75)
        left = share_left(rule, self.huber_now, self.residual, colors.huber, words, place)
        with self.narrate("rule_reg"):
            leave, arrive = self.rules.turn_to(rule)
            self.on("rule_reg", *leave, run_time=motion.snap)
            chip = rule.fill(word("squared"), rule.color)
            self.then(*arrive, chip, FadeIn(dot), run_time=motion.quick)
            self.fill(self.residual.animate.set_value(self.residuals[1]))
            self.add(*swapped, dot)
            self.on("outliers", FadeIn(slider), FadeIn(left), run_time=motion.brief)
            self.fill(self.bend.animate.set_value(self.delta))
            self.on("use_huber", rule.fill(word("huber"), colors.huber), run_time=motion.quick)
