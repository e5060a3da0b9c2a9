"""Chapter: cross-entropy counts surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    Restore,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import Bets, Things
from loss_scenes.pictures.looked_at import looked_at
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

_LOW, _LOW_WIDE, _LOW_UPRIGHT = 350, 330, 450  # px below the horizon for the bets
_FROM = 0.28  # of the axis of p: from there on the curve is so low that a sentence stands above it


@dataclass(frozen=True)
class _Wait:
    """A sentence that waits, what may come next, and what each model bets, which grows with its tracker."""

    above: Region
    sentence: Sentence
    candidates: VGroup
    bets: list[Bets]
    laid: list[ValueTracker]

    @property
    def horizon(self) -> float:
        """The bets lie below it."""
        return float(self.above.edge(DOWN)[1])

    @property
    def large(self) -> float:
        """How much larger the sentence may be while it is alone."""
        whole = VGroup(self.sentence, self.sentence.found)
        return min(1.5, 0.94 * self.above.width / whole.width, 0.88 * self.above.height / whole.height)


class CrossEntropy(Chapter):
    """Three models bet on the next word, each pays for its surprise; then a label is wrong.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the penalty is written, in Typst's notation.
    bets
        What each model gives to the answers, the right one first; each sums to 1. The first pays most.
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
        self.plate = name_plate(self.regions.hero, self.word("ce"), CROSS_ENTROPY.color(self.theme.colors))

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        late = motion.late(0.6)
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(shot.horizon)
            sentence = shot.sentence
            whole = VGroup(sentence, sentence.found)
            shot.above.place(whole.scale(shot.large))
            self.then(self.clear_body(), ground, FadeIn(self.plate), run_time=motion.swift)
            self.then(FadeIn(sentence), run_time=motion.brief)
            self.then(FadeIn(shot.candidates), run_time=motion.swift)
            # The right answer is said: then what each model bets on all of them is.
            parted = [shot.candidates, *(shot.candidates.copy() for _ in shot.bets[1:])]
            moved = (
                ReplacementTransform(things, bets.answers)
                for things, bets in zip(parted, shot.bets, strict=True)
            )
            asked = (FadeIn(*bets[1:], rate_func=late) for bets in shot.bets)
            self.on("right", FadeIn(sentence.found, scale=1.2), *moved, *asked, run_time=motion.swift)
            for laid in shot.laid:
                self.then(laid.animate.set_value(1.0), run_time=motion.quick)

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot, axis = self.theme.motion, self.waiting, self.axis
        self.scene.ground.set_horizon(shot.horizon)
        for laid in shot.laid:
            laid.set_value(1.0)
        sentence = shot.sentence
        self.ensure(self.plate, sentence, sentence.found, *shot.bets)
        with self.narrate("surprise"):
            ground = self.scene.ground.animate.set_horizon(axis.plot.c2p(0.0, 0.0)[1])
            # What was given to the right word goes to its place between impossible and certain.
            falls = [
                FadeOut(bets, target_position=tick.get_center(), scale=0.2)
                for bets, tick in zip(shot.bets, axis.ticks, strict=True)
            ]
            steps_back = Restore(sentence), Restore(sentence.found)
            self.on("surprise", *falls, *steps_back, ground, FadeIn(axis.ticks), run_time=motion.brief)
            # From certainty to where each is; the farthest first, so that none passes another.
            (paid, fine), *nearer = zip(axis.paid, axis.fines, strict=True)
            self.add(fine)
            self.let_bet()
            self.then(steady(paid, 1.0), run_time=motion.beat)
            self.then(FadeIn(axis.p), run_time=motion.snap)
            for paid, fine in nearer:
                self.add(fine)
                self.then(steady(paid, 1.0), run_time=motion.brief)
            self.then(Create(axis.curve), FadeIn(axis.law, axis.penalty), run_time=motion.calm)
            goes_on = FadeIn(sentence.further, shift=0.3 * RIGHT)
            self.on("next")
            # It is on its way at once: where it begins, its edge would touch the loss's name.
            self.add(self.learner())
            self.then(goes_on, steady(self.learnt, 1.0), run_time=motion.brief)
            for step in range(2, len(self.bets)):
                self.then(steady(self.learnt, float(step)), run_time=motion.brief)

    def learner(self) -> VGroup:
        """A dot on the curve: who learns goes from bet to bet, gives the right word more, and pays less."""
        steps, learnt = cross_entropy([bet[0] for bet in self.bets]), self.learnt.get_value

        def now() -> np.ndarray:
            paid = float(interpolate(steps, learnt()))
            return np.array([(np.exp(-paid), paid)])

        colors, plot = self.theme.colors, self.axis.plot
        rim = decoration(Dots(plot, now, colors.background, scale=1.8))
        return VGroup(rim, Dots(plot, now, colors.gold, scale=1.3)).set_z_index(1)

    def let_bet(self) -> None:
        """What the first model gave to the right word may be chosen: its fine follows."""
        axis, right = self.axis, self.bets[0][0]
        # As an exponent of that probability, which the fine is in proportion to.
        self.explorable(
            "bet",
            handles=[
                Handle("p", axis.paid[0], (0.01, 1.0), drags=(axis.fines[0].bar,), decimals=3, base=right)
            ],
            marks=[*axis.fines[0], axis.tick(lambda: float(right ** axis.paid[0].get_value()))],
            covered=[axis.p, axis.law, axis.penalty, axis.ticks[0]],
            tells={"penalty": LiveNumber(lambda: float(cross_entropy(right ** axis.paid[0].get_value())))},
        )

    @functools.cached_property
    def waiting(self) -> _Wait:
        """The picture of the first beat; the sentence is saved as it stands in the second."""
        hero, word = below_plate(self.regions.hero), self.word
        broad = hero.broad
        low = _LOW_WIDE if broad else _LOW_UPRIGHT if hero.upright else _LOW
        above, below = hero.rows(hero.height / PIXEL - low, low)
        # In a wide picture the answers stand just above the captions.
        air, deeper = 14 * PIXEL, 24 * PIXEL if broad else 0.0
        # Numbers stand at the left of what is bet on: the last of it need not keep to what is read.
        left, right = float(hero.edge(LEFT)[0]), float(looked_at(self.regions).edge(RIGHT)[0])
        row = Region((left + right) / 2, below.y - deeper / 2, right - left, below.height - 2 * air + deeper)
        gap = 0.06 * hero.width / len(self.bets)
        laid = [ValueTracker(0.0) for _ in self.bets]
        bets = [
            Bets(place, _grown(bet, grown), self.things)
            for bet, grown, place in zip(
                self.bets, laid, row.columns(*[1] * len(self.bets), gap=gap), strict=True
            )
        ]
        for each in bets:
            answers, bars, *_ = each
            bleeding(VGroup(answers, bars))
        sentence = Sentence(self.axis.free, word("sentence"), word("mat"), word("goes_on"))
        sentence.save_state()
        sentence.found.save_state()
        return _Wait(above, sentence, bleeding(self.candidates(row)), bets, laid)

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
            (self.word("p"), self.word("penalty")), clear_from=_FROM,
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


def _grown(bet: Sequence[float], laid: ValueTracker) -> Callable[[], list[float]]:
    return lambda: [laid.get_value() * p for p in bet]
