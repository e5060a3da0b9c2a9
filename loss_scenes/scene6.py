"""Scene 6: three golden rules; each card holds a curve, bends it live, and fills in its rule."""

from __future__ import annotations

from manim import LEFT, Create, FadeIn, LaggedStart, VGroup

from loss_scenes.chapters.composing import Composing
from loss_scenes.chapters.swapping import Swapping
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, half_squared_error
from narrated.mobjects.plot_card import PlotCard
from narrated.scene.narrated_scene import beat


class GoldenRules(Swapping, Composing):
    """Which loss first, and which one when it does not serve: one card a task."""

    lesson = LESSON
    script = "scene6"

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
        self.add(*(part for card in self.cards for part in card))
        blue = self.theme.colors.cross_entropy
        self.term = self.making.plot.name_curve(word("adversarial_term"), blue, (0.16, 2.5), LEFT)

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
            self.term,
        )
        with self.narrate("rules"):
            self.then(
                LaggedStart(*(Create(curve) for curve in curves), lag_ratio=0.35), FadeIn(names), run_time=1.6
            )
            self.on("rules", *self.attend(*self.cards), run_time=0.6)
