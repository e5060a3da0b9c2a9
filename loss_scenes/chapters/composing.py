"""Chapter: a loss made of two terms, stacked up over one verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, FadeIn, FadeOut, ValueTracker, VGroup
from manim.typing import Vector3D

from loss_scenes.chapters.rules import Rules, probe
from loss_scenes.losses import absolute_error, cross_entropy
from narrated.mobjects.marks import Boxes
from narrated.mobjects.text import LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

HALF = 0.035
"""Half the width of a bar, as measured by the plot's x axis."""


class Composing(Chapter):
    """The adversarial loss of a generator, and on top of it a weighted pixel loss.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The cards; none: new ones.
    weight
        Where the weight of the L1 term comes to rest.
    verdicts
        From where to where the verdict moves.
    pixel_error
        Mean absolute error of the picture that is scored (schematic).
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        weight: float = 100.0,
        verdicts: tuple[float, float] = (0.08, 0.5),
        pixel_error: float = 0.02,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.weight, self.verdicts, self.pixel_error = weight, verdicts, pixel_error
        self.mix, self.verdict = ValueTracker(0.0), ValueTracker(verdicts[0])

    def adversarial(self) -> float:
        """The non-saturating loss -log D of the verdict of the moment."""
        return float(cross_entropy(self.verdict.get_value()))

    def l1(self) -> float:
        """The pixel loss with its weight of the moment."""
        return self.mix.get_value() * float(absolute_error(self.pixel_error))

    def total(self, verdict: Any) -> Any:
        """Both terms, for any verdict."""
        return cross_entropy(verdict) + self.l1()

    @beat
    def add_terms_for_generation(self) -> None:
        """A bar grows to the adversarial loss; the L1 term is set on it and lifts the whole curve."""
        colors, motion, rule, word = self.theme.colors, self.theme.motion, self.rules.making, self.word
        note = rule.card.note(word("paired"), (1.0, 4.2))
        fooled, lifted, curve, dot, name = self.tower()
        fooled_number, lifted_number, total_number = self.heights()
        slider = rule.slider(word("weight"), self.mix, 200.0, colors.absolute, decimals=0)
        with self.narrate("rule_gen"):
            leave, arrive = self.rules.turn_to(rule)
            self.on("rule_gen", *leave, run_time=motion.snap)
            self.then(*arrive, FadeIn(dot), run_time=motion.quick)
            self.add(fooled, dot)
            self.fill(self.verdict.animate.set_value(self.verdicts[1]))
            self.on("pix2pix", FadeIn(note), run_time=motion.quick)
            chip = rule.fill(word("adversarial"), colors.cross_entropy)
            self.on("adversarial", chip, FadeIn(fooled_number), run_time=motion.quick)
            self.add(lifted, curve, dot)
            # The curve that rises sweeps the place of the other names: they come when it has arrived.
            chip, gone = rule.fill(word("l1"), colors.absolute), FadeOut(rule.name)
            self.on("plus_l1", chip, FadeIn(slider), FadeIn(total_number), gone, run_time=motion.swift)
            self.then(self.mix.animate.set_value(self.weight))
            self.then(FadeIn(lifted_number), FadeIn(name), run_time=motion.brief)

    def tower(self) -> VGroup:
        """A bar for each term, the curve of their sum with its dot, and the curve's name."""
        colors, card, at = self.theme.colors, self.rules.making.card, self.verdict.get_value

        def bar(low: float, high: float) -> np.ndarray:
            return np.array([[at() - HALF, low, at() + HALF, high]])

        def lifted() -> np.ndarray:
            return bar(self.adversarial(), self.adversarial() + self.l1())

        return VGroup(
            Boxes(card.plot, lambda: bar(0.0, self.adversarial()), colors.cross_entropy, opacity=0.9),
            Boxes(card.plot, lifted, colors.absolute, opacity=0.9),
            card.plot.live_curve(lambda: self.total, colors.gold, over=(0.01, 1.0), samples=240),
            probe(card, self.total, self.verdict, colors.gold),
            card.plot.name_curve(self.word("total"), colors.gold, (1.0, 1.6), RIGHT),
        )

    def heights(self) -> VGroup:
        """A number beside each bar, and one above both."""
        colors, at, below, l1 = self.theme.colors, self.verdict.get_value, self.adversarial, self.l1

        def total() -> float:
            return float(self.total(at()))

        return VGroup(
            self.number(below, colors.cross_entropy, lambda: (at() - 2 * HALF, below() / 2)),
            self.number(l1, colors.absolute, lambda: (at() - 2 * HALF, below() + l1() / 2)),
            self.number(total, colors.gold, lambda: (at() + HALF, total() + 0.5), LEFT),
        )

    def number(
        self,
        value: Callable[[], float],
        color: str,
        place: Callable[[], tuple[float, float]],
        edge: Vector3D = RIGHT,
    ) -> LiveNumber:
        """A number beside what it measures, in the third card."""
        c2p = self.rules.making.card.plot.c2p
        number = LiveNumber(value, size=self.theme.type.body, color=color, edge=edge)
        number.add_updater(lambda m: m.set_line(c2p(*place())), call_updater=True)
        return number
