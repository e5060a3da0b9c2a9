"""Chapter: a loss made of two terms, stacked up over one verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, FadeIn, FadeOut, ValueTracker
from manim.typing import Vector3D

from loss_scenes.chapters.rules import Rules, probe
from loss_scenes.losses import absolute_error, cross_entropy
from narrated.mobjects.marks import Boxes
from narrated.mobjects.panel import Slider
from narrated.mobjects.text import LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


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

    @beat
    def add_terms_for_generation(self) -> None:
        """A bar grows to the adversarial loss; the L1 term is set on it and lifts the whole curve."""
        mix = ValueTracker(0.0)

        def l1_now() -> float:
            return mix.get_value() * float(absolute_error(self.pixel_error))

        def sum_now(verdict: Any) -> Any:
            # Non-saturating adversarial loss -log D, plus the L1 term.
            return cross_entropy(verdict) + l1_now()

        colors, motion, rule = self.theme.colors, self.theme.motion, self.rules.making
        card, at = rule.card, ValueTracker(self.verdicts[0])
        half = 0.035

        def below() -> float:
            return float(cross_entropy(at.get_value()))

        def box(low: float, high: float) -> np.ndarray:
            return np.array([[at.get_value() - half, low, at.get_value() + half, high]])

        fooled = Boxes(card.plot, lambda: box(0.0, below()), colors.cross_entropy, opacity=0.9)
        lifted = Boxes(card.plot, lambda: box(below(), below() + l1_now()), colors.absolute, opacity=0.9)
        total = card.plot.live_curve(lambda: sum_now, colors.gold, over=(0.01, 1.0), samples=240)
        dot = probe(card, sum_now, at, colors.gold)
        numbers = [
            self.number(below, colors.cross_entropy, lambda: (at.get_value() - 2 * half, below() / 2)),
            self.number(
                l1_now, colors.absolute,
                lambda: (at.get_value() - 2 * half, below() + l1_now() / 2),
            ),
            self.number(
                lambda: sum_now(at.get_value()), colors.gold,
                lambda: (at.get_value() + half, sum_now(at.get_value()) + 0.5), LEFT,
            ),
        ]  # fmt: skip
        slider = Slider(card.slider_place, self.word("weight"), mix, 0.0, 200.0, colors.absolute, decimals=0)
        name = card.plot.name_curve(self.word("total"), colors.gold, (1.0, 1.6), RIGHT)
        with self.narrate("rule_gen"):
            leave, arrive = self.rules.turn_to(rule)
            self.on("rule_gen", *leave, run_time=motion.snap)
            self.then(*arrive, FadeIn(dot), run_time=motion.quick)
            self.add(fooled, dot)
            self.fill(at.animate.set_value(self.verdicts[1]))
            self.on("pix2pix", FadeIn(card.note(self.word("paired"), (1.0, 4.2))), run_time=motion.quick)
            chips = (
                rule.fill(self.word("adversarial"), colors.cross_entropy),
                rule.fill(self.word("l1"), colors.absolute),
            )
            self.on("adversarial", FadeIn(chips[0], scale=1.15), FadeIn(numbers[0]), run_time=motion.quick)
            self.add(lifted, total, dot)
            # The curve that rises sweeps the place of the other names: they come when it has arrived.
            self.on(
                "plus_l1", FadeIn(chips[1], scale=1.15), FadeIn(slider), FadeIn(numbers[2]),
                FadeOut(rule.name), run_time=motion.swift,
            )  # fmt: skip
            self.then(mix.animate.set_value(self.weight))
            self.then(FadeIn(numbers[1]), FadeIn(name), run_time=motion.brief)

    def number(
        self,
        value: Callable[[], Any],
        color: str,
        place: Callable[[], tuple[float, float]],
        edge: Vector3D = RIGHT,
    ) -> LiveNumber:
        """A number beside what it measures, in the third card."""
        c2p = self.rules.making.card.plot.c2p
        number = LiveNumber(lambda: float(value()), size=self.theme.type.body, color=color, edge=edge)
        number.add_updater(lambda m: m.set_line(c2p(*place())), call_updater=True)
        return number
