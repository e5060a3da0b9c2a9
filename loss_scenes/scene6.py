"""Scene 6: three golden rules; each card holds a curve, bends it live, and fills in its rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, Create, FadeIn, LaggedStart, ValueTracker, VGroup
from manim.typing import Vector3D

from loss_scenes.lesson import LESSON
from loss_scenes.losses import absolute_error, cross_entropy, focal, half_squared_error, huber
from loss_scenes.mobjects.marks import Boxes, Segments
from loss_scenes.mobjects.panel import Slider
from loss_scenes.mobjects.plotcard import PlotCard
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.text import Label, LiveNumber
from loss_scenes.stage.scene import NarratedScene, beat


class GoldenRules(NarratedScene):
    """Which loss first, and which one when it does not serve: one card a task.

    Attributes
    ----------
    gamma, delta, weight
        Where the parameters come to rest: focal loss, Huber loss, weight of the L1 term.
    easy
        From which probability on an example is called easy.
    probabilities, residuals, verdicts
        From where to where the probe of each card moves.
    pixel_error
        Mean absolute error of the picture that is scored in the third card (schematic).
    """

    lesson = LESSON
    script = "scene6"
    gamma = 2.0
    delta = 1.0
    weight = 100.0
    easy = 0.5
    probabilities = (0.15, 0.6)
    residuals = (0.5, 2.6)
    verdicts = (0.08, 0.5)
    pixel_error = 0.02

    def construct(self) -> None:
        self.hand_out_cards()
        self.bend_classification()
        self.bend_regression()
        self.add_terms_for_generation()

    def set_stage(self) -> None:
        gold, word = self.theme.colors.gold, self.word
        places = self.regions.body.columns(1, 1, 1, gap=0.28)
        self.sorting = PlotCard(
            places[0], word("classification"), (word("first"), word("imbalance")), gold,
            (0.0, 1.0), (0.0, 3.4), x_ticks=(0, 1), x_label=word("probability"),
        )  # fmt: skip
        self.fitting = PlotCard(
            places[1], word("regression"), (word("first"), word("outliers")), gold,
            (-3.0, 3.0), (0.0, 4.4), x_ticks=(-2, 2), x_label=word("residual"), upright=False,
        )  # fmt: skip
        self.making = PlotCard(
            places[2], word("generation"), (word("combined"), word("plus")), gold,
            (0.0, 1.0), (0.0, 4.4), x_ticks=(0, 1), x_label=word("verdict"),
        )  # fmt: skip
        self.cards = (self.sorting, self.fitting, self.making)
        self.power, self.bend, self.mix = ValueTracker(0.0), ValueTracker(3.0), ValueTracker(0.0)
        self.add(*(part for card in self.cards for part in card))

    # -- the terms, with the parameters of the moment -------------------------------------------------------

    def focal_now(self, probability: Any) -> Any:
        return focal(probability, gamma=self.power.get_value())

    def huber_now(self, residual: Any) -> Any:
        return huber(residual, delta=self.bend.get_value())

    def l1_now(self) -> float:
        """The weighted L1 term of the picture that is scored."""
        return self.mix.get_value() * float(absolute_error(self.pixel_error))

    def sum_now(self, verdict: Any) -> Any:
        """Adversarial (non-saturating) plus L1 term, against the verdict D of the discriminator."""
        return cross_entropy(verdict) + self.l1_now()

    # -- beats ---------------------------------------------------------------------------------------------

    @beat
    def hand_out_cards(self) -> None:
        colors = self.theme.colors
        curves = VGroup(
            self.sorting.plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240),
            self.fitting.plot.curve(half_squared_error, colors.squared),
            self.making.plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240),
        )
        names = VGroup(
            self.sorting.plot.name_curve(self.word("cross_entropy"), colors.cross_entropy, (0.16, 2.5), LEFT),
            self.fitting.plot.name_curve(self.word("half_square"), colors.squared, (-2.35, 0.75)),
            self.making.plot.name_curve(
                self.word("adversarial_term"), colors.cross_entropy, (0.135, 2.5), LEFT
            ),
        )
        with self.narrate("rules"):
            self.then(
                LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.35), FadeIn(names), run_time=1.6
            )
            self.on("rules", *self.attend(*self.cards), run_time=0.6)

    @beat
    def bend_classification(self) -> None:
        colors, card, at = self.theme.colors, self.sorting, ValueTracker(self.probabilities[0])
        plot = card.plot
        probe = self.probe(card, cross_entropy, at, colors.cross_entropy)
        other = self.probe(card, self.focal_now, at, colors.focal)
        bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        slider = Slider(card.slider_place, self.word("gamma"), self.power, 0.0, 3.0, colors.focal, decimals=1)
        left = self.share_left(
            card, self.word("easy_left"), ((1.0 + self.easy) / 2, 2.5), colors.focal,
            lambda: self.focal_now(at.get_value()) / cross_entropy(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_cls"):
            chip = card.chip(0, self.word("cross_entropy"), colors.cross_entropy)
            self.on("rule_cls", *self.attend(card), FadeIn(chip, scale=1.15), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(self.probabilities[1]))
            self.add(self.gap(card, at, cross_entropy, self.focal_now), bent, other, probe)
            stripe = plot.tint(self.easy, 1.0, colors.focal)
            self.on("imbalance", FadeIn(stripe), FadeIn(slider), FadeIn(left), run_time=0.3)
            self.fill(self.power.animate.set_value(self.gamma))
            self.on(
                "try_focal", FadeIn(card.chip(1, self.word("focal"), colors.focal), scale=1.15), run_time=0.4
            )

    @beat
    def bend_regression(self) -> None:
        colors, card, at = self.theme.colors, self.fitting, ValueTracker(self.residuals[0])
        probe = self.probe(card, half_squared_error, at, colors.squared)
        other = self.probe(card, self.huber_now, at, colors.huber)
        bent = card.plot.live_curve(lambda: self.huber_now, colors.huber)
        slider = Slider(card.slider_place, self.word("delta"), self.bend, 0.0, 3.0, colors.huber, decimals=1)
        left = self.share_left(
            card, self.word("outlier_left"), (0.0, 3.75), colors.huber,
            lambda: self.huber_now(at.get_value()) / half_squared_error(at.get_value()),
        )  # fmt: skip
        with self.narrate("rule_reg"):
            chip = card.chip(0, self.word("squared"), colors.squared)
            self.on("rule_reg", *self.attend(card), FadeIn(chip, scale=1.15), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(self.residuals[1]))
            self.add(self.gap(card, at, half_squared_error, self.huber_now), bent, other, probe)
            self.on("outliers", FadeIn(slider), FadeIn(left), run_time=0.3)
            self.fill(self.bend.animate.set_value(self.delta))
            self.on(
                "use_huber", FadeIn(card.chip(1, self.word("huber"), colors.huber), scale=1.15), run_time=0.4
            )

    @beat
    def add_terms_for_generation(self) -> None:
        colors, card, at = self.theme.colors, self.making, ValueTracker(self.verdicts[0])
        half = 0.035

        def below() -> float:
            return float(cross_entropy(at.get_value()))

        def box(low: float, high: float) -> np.ndarray:
            return np.array([[at.get_value() - half, low, at.get_value() + half, high]])

        fooled = Boxes(card.plot, lambda: box(0.0, below()), colors.cross_entropy, opacity=0.9)
        lifted = Boxes(card.plot, lambda: box(below(), below() + self.l1_now()), colors.absolute, opacity=0.9)
        total = card.plot.live_curve(lambda: self.sum_now, colors.gold, over=(0.01, 1.0), samples=240)
        probe = self.probe(card, self.sum_now, at, colors.gold)
        numbers = [
            self.number(below, colors.cross_entropy, lambda: (at.get_value() - 2 * half, below() / 2)),
            self.number(
                self.l1_now, colors.absolute,
                lambda: (at.get_value() - 2 * half, below() + self.l1_now() / 2),
            ),
            self.number(
                lambda: self.sum_now(at.get_value()), colors.gold,
                lambda: (at.get_value() + half, self.sum_now(at.get_value()) + 0.5), LEFT,
            ),
        ]  # fmt: skip
        slider = Slider(
            card.slider_place, self.word("weight"), self.mix, 0.0, 200.0, colors.absolute, decimals=0
        )
        name = card.plot.name_curve(self.word("total"), colors.gold, (1.0, 1.6), RIGHT)
        with self.narrate("rule_gen"):
            self.on("rule_gen", *self.attend(card), FadeIn(probe), run_time=0.4)
            self.add(fooled, probe)
            self.fill(at.animate.set_value(self.verdicts[1]))
            self.on("pix2pix", FadeIn(card.note(self.word("paired"), (1.0, 4.2))), run_time=0.4)
            chips = (
                card.chip(0, self.word("adversarial"), colors.cross_entropy),
                card.chip(1, self.word("l1"), colors.absolute),
            )
            self.on("adversarial", FadeIn(chips[0], scale=1.15), FadeIn(numbers[0]), run_time=0.4)
            self.add(lifted, total, probe)
            self.on(
                "plus_l1", FadeIn(chips[1], scale=1.15),
                *(FadeIn(part) for part in (slider, name, *numbers[1:])), run_time=0.3,
            )  # fmt: skip
            self.fill(self.mix.animate.set_value(self.weight))

    # -- parts ---------------------------------------------------------------------------------------------

    def attend(self, *spoken: PlotCard) -> list[Any]:
        """Frame the cards that are spoken of in gold, and no other."""
        # Not as one group: manim would lift it over the curves.
        colors, width, hair = self.theme.colors, 1.3 * self.theme.curve_width, self.theme.hair_width
        return [
            c.ground.animate.set_stroke(colors.gold, width) if c in spoken else
            c.ground.animate.set_stroke(colors.axis, hair)
            for c in self.cards
        ]  # fmt: skip

    def probe(self, card: PlotCard, loss: Callable[[Any], Any], at: ValueTracker, color: str) -> TangentProbe:
        return TangentProbe(card.plot, loss, lambda x: 0 * x, at, color, tangent=False)

    def gap(self, card: PlotCard, at: ValueTracker, *losses: Callable[[Any], Any]) -> Segments:
        """The line between what two losses ask for the same mistake."""
        first, second = losses

        def ends() -> np.ndarray:
            x = at.get_value()
            return np.array([[x, float(first(x)), x, float(second(x))]])

        return Segments(card.plot, ends, self.theme.colors.text)

    def share_left(
        self, card: PlotCard, words: str, at: tuple[float, float], color: str, share: Callable[[], float]
    ) -> VGroup:
        """Which part of the first loss the second one still asks for, in percent."""
        sizes, place = self.theme.type, card.plot.c2p(*at)
        label = Label(words, sizes.label, self.theme.colors.text).set_line(place)
        number = LiveNumber(
            lambda: 100 * float(share()), decimals=0, template="{}%", size=sizes.title, color=color
        )
        return VGroup(label, number.set_line(place + 0.5 * DOWN, ORIGIN))

    def number(
        self,
        value: Callable[[], Any],
        color: str,
        place: Callable[[], tuple[float, float]],
        edge: Vector3D = RIGHT,
    ) -> LiveNumber:
        """A number beside what it measures, in the third card."""
        c2p = self.making.plot.c2p
        number = LiveNumber(lambda: float(value()), size=self.theme.type.body, color=color, edge=edge)
        number.add_updater(lambda m: m.set_line(c2p(*place())), call_updater=True)
        return number
