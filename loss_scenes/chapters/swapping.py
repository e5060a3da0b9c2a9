"""Chapter: the loss to try first, and the one that takes its place when it does not serve."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, ValueTracker

from loss_scenes.chapters.rules import Rules, gap, probe, share_left
from loss_scenes.losses import cross_entropy, focal, half_squared_error, huber
from narrated.mobjects.panel import Slider
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

    @beat
    def bend_classification(self) -> None:
        """Cross-entropy; focal loss when classes are far out of balance."""
        power = ValueTracker(0.0)

        def focal_now(probability: Any) -> Any:
            return focal(probability, gamma=power.get_value())

        colors, motion, rule = self.theme.colors, self.theme.motion, self.rules.sorting
        card, plot, at = rule.card, rule.card.plot, ValueTracker(self.probabilities[0])
        dot = probe(card, cross_entropy, at, colors.cross_entropy)
        other = probe(card, focal_now, at, colors.focal)
        bent = plot.live_curve(lambda: focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        slider = Slider(card.slider_place, self.word("gamma"), power, 0.0, 3.0, colors.focal, decimals=1)
        left = share_left(
            card, self.word("easy_left"), ((1.0 + self.easy) / 2, 2.5), colors.focal,
            lambda: focal_now(at.get_value()) / cross_entropy(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_cls"):
            leave, arrive = self.rules.turn_to(rule)
            chip = rule.fill(self.word("cross_entropy"), colors.cross_entropy)
            self.on("rule_cls", *leave, run_time=motion.snap)
            self.then(*arrive, FadeIn(chip, scale=1.15), FadeIn(dot), run_time=motion.quick)
            self.fill(at.animate.set_value(self.probabilities[1]))
            self.add(gap(card, at, cross_entropy, focal_now), bent, other, dot)
            stripe = plot.tint(self.easy, 1.0, colors.focal)
            self.on("imbalance", FadeIn(stripe), FadeIn(slider), FadeIn(left), run_time=motion.brief)
            self.fill(power.animate.set_value(self.gamma))
            chip = rule.fill(self.word("focal"), colors.focal)
            self.on("try_focal", FadeIn(chip, scale=1.15), run_time=motion.quick)

    @beat
    def bend_regression(self) -> None:
        """Squared error; Huber loss when there are many outliers."""
        bend = ValueTracker(self.rules.fitting.card.plot.x_range[1])

        def huber_now(residual: Any) -> Any:
            return huber(residual, delta=bend.get_value())

        colors, motion, rule = self.theme.colors, self.theme.motion, self.rules.fitting
        card, at = rule.card, ValueTracker(self.residuals[0])
        dot = probe(card, half_squared_error, at, colors.squared)
        other = probe(card, huber_now, at, colors.huber)
        bent = card.plot.live_curve(lambda: huber_now, colors.huber)
        slider = Slider(card.slider_place, self.word("delta"), bend, 0.0, 3.0, colors.huber, decimals=1)
        left = share_left(
            card, self.word("outlier_left"), (0.0, 3.75), colors.huber,
            lambda: huber_now(at.get_value()) / half_squared_error(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_reg"):
            leave, arrive = self.rules.turn_to(rule)
            chip = rule.fill(self.word("squared"), colors.squared)
            self.on("rule_reg", *leave, run_time=motion.snap)
            self.then(*arrive, FadeIn(chip, scale=1.15), FadeIn(dot), run_time=motion.quick)
            self.fill(at.animate.set_value(self.residuals[1]))
            self.add(gap(card, at, half_squared_error, huber_now), bent, other, dot)
            self.on("outliers", FadeIn(slider), FadeIn(left), run_time=motion.brief)
            self.fill(bend.animate.set_value(self.delta))
            chip = rule.fill(self.word("huber"), colors.huber)
            self.on("use_huber", FadeIn(chip, scale=1.15), run_time=motion.quick)
