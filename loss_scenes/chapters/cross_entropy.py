"""Chapter: cross-entropy counts surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import Bets, Things
from loss_scenes.pictures.mislabelled import Labelling, Mislabelled
from loss_scenes.pictures.name_plate import below_plate, name_plate
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.surprise_axis import SurpriseAxis
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import LiveNumber
from narrated.mobjects.things import Mat, Moon, Sofa
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, beat

BETS = ((0.01, 0.9, 0.09), (0.5, 0.38, 0.12), (0.9, 0.08, 0.02))
"""They stand as their probabilities do on the axis: the smallest at the left."""
THINGS: Things = (Mat, Sofa, Moon)

_APART = 48 * PIXEL  # between the sentence and the bets
_SENTENCE = 0.75, 0.5  # of its place, by that of the bets beside it or below


@dataclass(frozen=True)
class _Wait:
    """A sentence that waits, what may come next, and what a model bets on that: step k is its bet k."""

    sentence: Sentence
    candidates: VGroup
    bets: Bets
    step: ValueTracker


class CrossEntropy(Chapter):
    """A model bets ever more on the next word, and pays for its surprise; then a label is wrong.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the penalty is written, in Typst's notation.
    bets
        What the model gives to the answers while it learns, the right one first; each sums to 1. The first
        pays most.
    things
        Draw the answers.
    labelling
        How many labels are right, and what the model gives to the labels.

    Examples
    --------
    The second beat by itself::

        from loss_scenes.lesson import LESSON

        class Surprise(Excerpt):
            lesson, script, lines = LESSON, "scene4", ["surprise"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                cross_entropy = CrossEntropy(self)

                cross_entropy.grow_with_the_surprise()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = CROSS_ENTROPY.formula.partition("= ")[2],
        bets: Sequence[Sequence[float]] = BETS,
        things: Things = THINGS,
        labelling: Labelling | None = None,
    ) -> None:
        super().__init__(scene)
        self.law, self.bets, self.things, self.labelling = law, bets, things, labelling or Labelling()
        self.learnt = ValueTracker(0.0)  # steps from the first bet to the last
        ink = CROSS_ENTROPY.color(self.theme.colors)
        self.plate = name_plate(self.regions.hero, self.word("ce_name"), ink)

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        sentence, late = shot.sentence, motion.late(0.6)
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            self.then(self.clear_body(), ground, FadeIn(self.plate), run_time=motion.swift)
            self.then(FadeIn(sentence), run_time=motion.brief)
            self.then(FadeIn(shot.candidates), run_time=motion.swift)
            # The right answer is said: then what the model bets on all of them is.
            stand = ReplacementTransform(shot.candidates, shot.bets.answers)
            asked = FadeIn(*shot.bets[1:], rate_func=late)
            self.on("right", FadeIn(sentence.found, scale=1.2), stand, asked, run_time=motion.swift)
            for step in range(1, len(self.bets) + 1):
                self.then(shot.step.animate.set_value(float(step)), run_time=motion.quick)

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot, axis = self.theme.motion, self.waiting, self.axis
        self.scene.ground.set_horizon(self.horizon)
        shot.step.set_value(float(len(self.bets)))
        self.ensure(self.plate, shot.sentence, shot.sentence.found, shot.bets)
        (first, fine), *nearer = zip((bet[0] for bet in self.bets), axis.fines, strict=True)
        with self.narrate("surprise"):
            ground = self.scene.ground.animate.set_horizon(axis.plot.c2p(0.0, 0.0)[1])
            # The bets become places between impossible and certain; the last one's was seen last.
            last = axis.ticks[-1].get_center()
            goes = FadeOut(shot.bets, target_position=last, scale=0.2), self.clear_body(self.plate, shot.bets)
            self.on("surprise", *goes, ground, FadeIn(axis.p), run_time=motion.brief)
            # A penalty grows on its way from certainty to the first bet, and leaves those of the others.
            self.add(fine)
            self.let_bet()
            tick, *passed = axis.ticks
            for (chance, left), place in reversed(list(zip(nearer, passed, strict=True))):
                there = steady(axis.paid, math.log(chance, first))
                self.then(there, FadeIn(place), run_time=motion.brief)
                self.add(left.bar)
            self.then(steady(axis.paid, 1.0), FadeIn(tick), run_time=motion.quick)
            named = FadeIn(axis.penalty, *(left.number for _, left in nearer))
            self.then(named, run_time=motion.swift)
            self.then(Create(axis.curve), FadeIn(axis.law), run_time=motion.beat)
            self.on("next")
            self.add(self.learner())
            for step in range(1, len(self.bets)):
                self.then(steady(self.learnt, float(step)), run_time=motion.brief)

    def learner(self) -> VGroup:
        """A dot on the curve: who learns goes from bet to bet, gives the right word more, and pays less."""
        steps, learnt = cross_entropy([bet[0] for bet in self.bets]), self.learnt.get_value

        def now() -> np.ndarray:
            paid = float(interpolate(steps, learnt()))
            return np.array([(np.exp(-paid), paid)])

        colors, plot = self.theme.colors, self.axis.plot
        rim = decoration(Dots(plot, now, colors.background, scale=2.6))
        return VGroup(rim, Dots(plot, now, colors.gold, scale=2.0)).set_z_index(1)

    def let_bet(self) -> None:
        """What the first bet gave to the right word may be chosen: its fine follows."""
        axis, right = self.axis, self.bets[0][0]
        # As an exponent of that probability, which the fine is in proportion to.
        self.explorable(
            "bet",
            handles=[Handle("p", axis.paid, (0.01, 1.0), drags=(axis.fines[0].bar,), decimals=3, base=right)],
            marks=[*axis.fines[0], axis.tick(lambda: float(right ** axis.paid.get_value()))],
            covered=[axis.p, axis.law, axis.penalty, axis.ticks[0]],
            tells={"penalty": LiveNumber(lambda: float(cross_entropy(right ** axis.paid.get_value())))},
        )

    @property
    def horizon(self) -> float:
        """The answers stand on it."""
        return float(self.regions.stage.edge(DOWN)[1])

    @functools.cached_property
    def waiting(self) -> _Wait:
        """The picture of the first beat."""
        hero, word = below_plate(self.regions.hero), self.word
        split = hero.columns if hero.broad else hero.rows
        above, row = split(_SENTENCE[not hero.broad], 1, gap=_APART)
        row = row.down_to(self.horizon)
        step, laid = ValueTracker(0.0), np.array([np.zeros(len(self.things)), *self.bets])
        bets = Bets(row, lambda: interpolate(laid, step.get_value()).tolist(), self.things)
        bleeding(VGroup(bets.answers, bets[1]))
        sentence = Sentence(above, word("sentence"), word("mat"))
        whole = VGroup(sentence, sentence.found)
        large = min(0.94 * above.width / whole.width, 0.88 * above.height / whole.height)
        above.place(whole.scale(large))
        return _Wait(sentence, bleeding(self.candidates(row)), bets, step)

    def candidates(self, place: Region) -> VGroup:
        """The answers, as large as there is room; none of them is the right one yet."""
        neutral = self.theme.colors.drawn_mid
        return VGroup(
            *(
                thing(0.85 * min(column.width, 1.3 * column.height) / PIXEL, neutral).move_to(column.center)
                for thing, column in zip(self.things, place.columns(*[1] * len(self.things)), strict=True)
            )
        )

    @functools.cached_property
    def axis(self) -> SurpriseAxis:
        """The picture of the second beat."""
        most = min(bet[0] for bet in self.bets)
        return SurpriseAxis(
            below_plate(self.regions.hero), [bet[0] for bet in self.bets], most, self.law,
            (self.word("p"), self.word("penalty")),
        )  # fmt: skip

    @beat
    def fear_a_wrong_label(self) -> None:
        motion, labelling, word = self.theme.motion, self.labelling, self.word
        given, right, wrong = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        shot = Mislabelled(
            below_plate(self.regions.hero), labelling, given.get_value, (right.get_value, wrong.get_value),
            (word("cat"), word("dog")), (word("right_labels").format(labelling.right), word("penalty")),
        )  # fmt: skip
        likely, unlikely = shot.bets
        with self.narrate("labels"):
            # The model sees a cat, and is sure of it.
            cleared, ground = self.clear_body(self.plate), self.scene.ground.animate.set_horizon(shot.ground)
            self.add(likely)
            seen = FadeIn(shot.cat, shot.names[0])
            self.then(cleared, ground, seen, given.animate.set_value(1.0), run_time=motion.swift)
            falls = FadeIn(shot.tag, shift=0.4 * DOWN)
            self.on("label_noise", falls, FadeIn(unlikely, shot.names[1]), run_time=motion.swift)
            # How little it gives to that label decides what is paid.
            self.add(shot.one)
            self.then(given.animate.set_value(0.0), wrong.animate.set_value(1.0), run_time=motion.brief)
            self.remove(likely, unlikely)
            self.then(FadeIn(shot.law), run_time=motion.brief)
            self.add(shot.many)
            self.then(right.animate.set_value(1.0), FadeIn(shot.together), run_time=motion.swift)
