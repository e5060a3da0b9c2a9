"""Scene 6: three golden rules; each card grows out of a curve and bends it live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import (
    ORIGIN,
    UP,
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Mobject,
    Restore,
    ValueTracker,
    VGroup,
)

from loss_scenes.lesson import LESSON
from loss_scenes.losses import absolute_error, cross_entropy, focal, half_squared_error, huber
from loss_scenes.mobjects.panel import Slider
from loss_scenes.mobjects.plotcard import PlotCard
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.text import LiveNumber
from loss_scenes.stage.scene import NarratedScene, beat


class GoldenRules(NarratedScene):
    """Which loss first, and which one when it does not serve: one card a task.

    Attributes
    ----------
    gamma, delta, weight
        Where the parameters come to rest: focal loss, Huber loss, weight of the L1 term.
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
    probabilities = (0.3, 0.9)
    residuals = (0.5, 2.6)
    verdicts = (0.1, 0.5)
    pixel_error = 0.02

    def construct(self) -> None:
        self.grow_cards()
        self.bend_classification()
        self.bend_regression()
        self.add_terms_for_generation()

    def set_stage(self) -> None:
        gold = self.theme.colors.gold
        places = self.regions.body.columns(1, 1, 1, gap=0.3)
        self.sorting = PlotCard(
            places[0], self.word("classification"), gold, (0.0, 1.0), (0.0, 4.0),
            x_ticks=(0.2, 0.6, 1.0), x_label=self.word("probability"),
        )  # fmt: skip
        self.fitting = PlotCard(
            places[1], self.word("regression"), gold, (-3.2, 3.2), (0.0, 4.0),
            x_ticks=(-2, 0, 2), x_label=self.word("residual"),
        )  # fmt: skip
        self.making = PlotCard(
            places[2], self.word("generation"), gold, (0.0, 1.0), (0.0, 5.4),
            x_ticks=(0.2, 0.6, 1.0), x_label=self.word("verdict"),
        )  # fmt: skip
        self.cards = (self.sorting, self.fitting, self.making)
        self.power, self.bend, self.mix = ValueTracker(0.0), ValueTracker(3.2), ValueTracker(0.0)
        for card in self.cards:
            # Grounds lie below everything and grow later: a frame must not cover the curve it grows from.
            card.ground.save_state()
            card.ground.scale(0.2).move_to(card.plot.get_center()).set_opacity(0.0)
        self.add(*(card.ground for card in self.cards), *(card.plot for card in self.cards))

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
    def grow_cards(self) -> None:
        colors = self.theme.colors
        curves = VGroup(
            self.sorting.plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240),
            self.fitting.plot.curve(half_squared_error, colors.squared),
            self.making.plot.curve(cross_entropy, colors.cross_entropy, over=(0.004, 1.0), samples=300),
        )
        names = VGroup(
            self.sorting.plot.name_curve(self.word("cross_entropy"), colors.cross_entropy, (0.62, 2.9)),
            self.fitting.plot.name_curve(self.word("half_square"), colors.squared, (-1.1, 3.5)),
            self.making.plot.name_curve(self.word("adversarial_term"), colors.cross_entropy, (0.84, 4.9)),
        )
        with self.narrate("rules"):
            self.then(
                LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.35), FadeIn(names), run_time=1.9
            )
            self.on(
                "rules",
                *(Restore(card.ground) for card in self.cards),
                *(FadeIn(card.words, shift=0.3 * UP) for card in self.cards),
            )

    @beat
    def bend_classification(self) -> None:
        colors, card = self.theme.colors, self.sorting
        first, last = self.probabilities
        at = ValueTracker(first)
        probe = self.probe(card, cross_entropy, at, colors.cross_entropy)
        other = self.probe(card, self.focal_now, at, colors.focal)
        plain = self.number(lambda: cross_entropy(at.get_value()), colors.cross_entropy)
        focused = self.number(lambda: self.focal_now(at.get_value()), colors.focal, 3)
        bent = card.plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        slider = Slider(card.slider_place, self.word("gamma"), self.power, 0.0, 3.0, colors.focal, decimals=1)
        with self.narrate("rule_cls"):
            first_row = card.row(
                0, self.word("first"), self.word("cross_entropy"), colors.cross_entropy, plain
            )
            self.on("rule_cls", *self.attend(card), FadeIn(first_row), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(last))
            self.add(bent, other, probe)
            self.on("imbalance", FadeIn(slider), FadeIn(card.note(self.word("imbalance"))), run_time=0.3)
            self.fill(self.power.animate.set_value(self.gamma))
            second_row = card.row(1, self.word("then_try"), self.word("focal"), colors.focal, focused)
            self.on("try_focal", FadeIn(second_row, shift=0.2 * UP), run_time=0.4)

    @beat
    def bend_regression(self) -> None:
        colors, card = self.theme.colors, self.fitting
        first, last = self.residuals
        at = ValueTracker(first)
        probe = self.probe(card, half_squared_error, at, colors.squared)
        other = self.probe(card, self.huber_now, at, colors.huber)
        plain = self.number(lambda: half_squared_error(at.get_value()), colors.squared)
        capped = self.number(lambda: self.huber_now(at.get_value()), colors.huber)
        bent = card.plot.live_curve(lambda: self.huber_now, colors.huber)
        slider = Slider(card.slider_place, self.word("delta"), self.bend, 0.0, 3.2, colors.huber, decimals=1)
        with self.narrate("rule_reg"):
            first_row = card.row(0, self.word("first"), self.word("squared"), colors.squared, plain)
            self.on("rule_reg", *self.attend(card), FadeIn(first_row), FadeIn(probe), run_time=0.4)
            self.fill(at.animate.set_value(last))
            self.add(bent, other, probe)
            self.on("outliers", FadeIn(slider), FadeIn(card.note(self.word("outliers"))), run_time=0.3)
            self.fill(self.bend.animate.set_value(self.delta))
            second_row = card.row(1, self.word("then_use"), self.word("huber"), colors.huber, capped)
            self.on("use_huber", FadeIn(second_row, shift=0.2 * UP), run_time=0.4)

    @beat
    def add_terms_for_generation(self) -> None:
        colors, card = self.theme.colors, self.making
        first, last = self.verdicts
        at = ValueTracker(first)
        c2p = card.plot.c2p
        total = card.plot.live_curve(lambda: self.sum_now, colors.gold, over=(0.004, 1.0), samples=300)
        fooled = Line(stroke_color=colors.cross_entropy, stroke_width=self.theme.curve_width)
        lifted = Line(stroke_color=colors.absolute, stroke_width=self.theme.curve_width)

        def below() -> float:
            return float(cross_entropy(at.get_value()))

        def stand(line: Mobject) -> None:
            line.put_start_and_end_on(c2p(at.get_value(), 0.0), c2p(at.get_value(), below()))

        def stack(line: Mobject) -> None:
            line.put_start_and_end_on(
                c2p(at.get_value(), below()), c2p(at.get_value(), below() + self.l1_now() + 1e-3)
            )

        fooled.add_updater(stand, call_updater=True)
        lifted.add_updater(stack, call_updater=True)
        probe = self.probe(card, self.sum_now, at, colors.gold)
        adversarial = self.number(below, colors.cross_entropy)
        pixels = self.number(self.l1_now, colors.absolute)
        slider = Slider(
            card.slider_place, self.word("weight"), self.mix, 0.0, 200.0, colors.absolute, decimals=0
        )
        place = c2p(last, float(cross_entropy(last)) + self.weight * float(absolute_error(self.pixel_error)))
        sums = self.number(lambda: float(self.sum_now(at.get_value())), colors.gold)
        sums.set_line(place + 0.4 * UP, ORIGIN)
        with self.narrate("rule_gen"):
            self.on("rule_gen", *self.attend(card), FadeIn(probe), run_time=0.4)
            self.add(fooled, probe)
            self.fill(at.animate.set_value(last))
            self.on("pix2pix", FadeIn(card.note(self.word("paired"))), run_time=0.4)
            first_row = card.row(0, "", self.word("adversarial"), colors.cross_entropy, adversarial)
            self.on("adversarial", FadeIn(first_row, shift=0.2 * UP), run_time=0.4)
            second_row = card.row(1, "", self.word("l1"), colors.absolute, pixels)
            self.add(lifted, probe)
            self.on("plus_l1", FadeIn(slider), FadeIn(second_row, shift=0.2 * UP), FadeIn(sums), run_time=0.3)
            self.add(total, probe)
            self.fill(self.mix.animate.set_value(self.weight))

    # -- parts ---------------------------------------------------------------------------------------------

    def attend(self, card: PlotCard) -> list[Any]:
        """Thicken the edge of the card that is spoken of, and of no other."""
        # Not as one group: manim would lift it over the curves.
        width, hair = self.theme.curve_width, self.theme.line_width
        return [c.ground.animate.set_stroke(width=width if c is card else hair) for c in self.cards]

    def probe(self, card: PlotCard, loss: Callable[[Any], Any], at: ValueTracker, color: str) -> TangentProbe:
        return TangentProbe(card.plot, loss, lambda x: 0 * x, at, color, tangent=False)

    def number(self, value: Callable[[], Any], color: str, decimals: int = 2) -> LiveNumber:
        return LiveNumber(value, decimals=decimals, size=self.theme.type.heading, color=color)
