"""Chapter: cross-entropy counts surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    rush_from,
)

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import Bets, Things
from loss_scenes.pictures.mislabelled import Labelling, Mislabelled
from loss_scenes.pictures.name_plate import below_plate, name_plate
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.surprise_axis import SurpriseAxis
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots
from narrated.mobjects.step_path import steady
from narrated.mobjects.things import Mat, Moon, Sofa
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, beat

BETS = ((0.01, 0.9, 0.09), (0.5, 0.38, 0.12), (0.9, 0.08, 0.02))
"""What the model gives to the answers, the right one first; the smallest bet on that is the first."""
THINGS: Things = (Mat, Sofa, Moon)

_ROWS = 58  # px, height of a row of the bets
_MARKS = 88  # px below the ground for the probabilities
_SHARE = 0.48  # of the height over the ground for the sentence, where the curve does not pass beside it
_CLEAR = 24 * PIXEL  # between the sentence, the law and what is below them


@dataclass(frozen=True)
class _Shot:
    """A sentence that waits, what may come next, what a model bets on that, and what it pays for it."""

    ground: float
    sentence: Sentence
    candidates: VGroup
    bets: Bets
    axis: SurpriseAxis


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
        pays most, and each gives more to the right answer than the one before.
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
        # How much of the bets is there, and what is paid, by what the worst of them costs.
        self.given, self.paid = ValueTracker(0.0), ValueTracker(self.costs()[-1])
        self.learnt = ValueTracker(0.0)  # how much less than that is paid by who has learnt
        ink = CROSS_ENTROPY.color(self.theme.colors)
        self.plate = name_plate(self.regions.hero, self.word("ce_name"), ink)

    def costs(self) -> list[float]:
        """What each bet costs, by what the first does: exponents of what that gave to the right answer."""
        return [math.log(bet[0], self.bets[0][0]) for bet in self.bets]

    def chance(self) -> float:
        """What the model gives to the right answer now."""
        return float(self.bets[0][0] ** (self.paid.get_value() - self.learnt.get_value()))

    def bet(self) -> list[float]:
        """What the model gives to each of the answers now: between two bets it goes straight."""
        at = self.chance()
        known = np.array([*self.bets, (1.0, *[0.0] * (len(self.things) - 1))])
        return [float(np.interp(at, known[:, 0], given)) for given in known.T]

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.shot
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(shot.ground)
            self.then(self.clear_body(), ground, FadeIn(self.plate, shot.sentence), run_time=motion.swift)
            self.then(FadeIn(shot.candidates), run_time=motion.brief)
            # The right answer is said, then what the model bets on it and on the others.
            stand = ReplacementTransform(shot.candidates, shot.bets.answers)
            self.on("right", FadeIn(shot.sentence.found, scale=1.2), stand, run_time=motion.quick)
            self.add(shot.bets.bars)
            seen = FadeIn(shot.axis.now, shot.axis.p, rate_func=motion.late(0.5))
            self.fill(self.given.animate.set_value(1.0), seen)

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot, axis = self.theme.motion, self.shot, self.shot.axis
        self.scene.ground.set_horizon(shot.ground)
        self.given.set_value(1.0)
        self.ensure(self.plate, shot.sentence, shot.sentence.found, shot.bets, axis.now, axis.p)
        costs = self.costs()
        with self.narrate("surprise"):
            # What is given to the right word sinks; what is paid for it rises with that, from bet to bet.
            self.on("surprise", FadeIn(axis.fine), run_time=motion.swift)
            self.let_bet()
            late = motion.late(0.6)  # when what moves is clear of where it was
            times = [motion.quick] * (len(costs) - 2) + [motion.calm]
            nearer = list(zip(costs[:-1], axis.fines, axis.ticks, strict=True))
            for (cost, fine, tick), time in zip(reversed(nearer), times, strict=True):
                self.add(fine.bar)
                stays = FadeIn(fine.number, tick, rate_func=late)
                self.then(steady(self.paid, cost), stays, run_time=time)
            # The curve goes through the tops.
            self.then(Create(axis.curve), run_time=motion.calm)
            self.then(FadeIn(axis.penalty, axis.law), run_time=motion.swift)
            self.on("next")
            # Training goes the other way, from step to step.
            self.add(self.learner())
            for cost in costs[1:]:
                self.then(steady(self.learnt, costs[0] - cost), run_time=motion.quick)

    def learner(self) -> VGroup:
        """A dot on the curve: who learns goes down from bet to bet, and gives the right word more."""
        colors, plot, now = self.theme.colors, self.shot.axis.plot, detached(self.chance)

        def at() -> np.ndarray:
            return np.array([(now(), float(cross_entropy(now())))])

        rim = decoration(Dots(plot, at, colors.background, scale=1.9))
        return VGroup(rim, Dots(plot, at, colors.gold, scale=1.4)).set_z_index(1)

    def let_bet(self) -> None:
        """What is given to the right word may be chosen: the others' share and the fine follow."""
        axis, bars, right = self.shot.axis, self.shot.bets.bars, self.bets[0][0]
        # As an exponent of that probability, which the fine is in proportion to.
        handle = Handle(
            "p", self.paid, (0.01, 1.0), drags=(bars[0], axis.fine.bar), decimals=3, base=right
        )  # fmt: skip
        self.explorable(
            "bet",
            handles=[handle],
            marks=[*bars, *axis.fine, axis.now],
            covered=[axis.law, axis.penalty, *axis.ticks],
            tells={"penalty": axis.fine.number},
        )

    @functools.cached_property
    def shot(self) -> _Shot:
        """The one picture of both beats: bets below the ground, what is paid for them above it."""
        hero, word, type_ = self.regions.hero, self.word, self.theme.type
        heading, body = type_.heading, type_.body
        below = below_plate(hero)
        rows = len(self.things) * _ROWS
        over, marks, lying = below.rows(below.height / PIXEL - _MARKS - rows, _MARKS, rows)
        ground = float(over.edge(DOWN)[1])
        axis_place = over
        if hero.upright:
            _, axis_place = over.rows(_SHARE, 1 - _SHARE, gap=_CLEAR)
        nat = axis_place.height / float(cross_entropy(self.bets[0][0]))
        # The law stands between the two last numbers, or over both.
        next_ = nat * float(cross_entropy(self.bets[-2][0]))
        line = ground + next_ + (0.7 * heading if hero.broad else 2.3 * body) * PIXEL
        # The last answer never gets so much that its bar comes to the name.
        named = lying.rows(*[1] * len(self.things))[-1].columns(1, 1)[1]
        axis = SurpriseAxis(
            axis_place, marks, named, [bet[0] for bet in self.bets], self.paid.get_value, self.law,
            (word("p"), word("penalty")), line,
            (heading if hero.upright else type_.title, heading if hero.broad else body), between=hero.broad,
        )  # fmt: skip
        bets = Bets(lying, axis.plot, self.bet, self.things, self.given.get_value)
        bleeding(bets.answers)
        # The sentence is above all that, right of the highest penalty.
        left = hero.edge(LEFT)[0] if hero.upright else axis.highest + 2 * _CLEAR
        right, top = hero.edge(RIGHT + UP)[:2]
        low = axis_place.edge(UP)[1] if hero.upright else line + 0.75 * heading * PIXEL
        top, low = (over.edge(UP)[1] - _CLEAR if hero.upright else top), low + _CLEAR
        place = Region(float(left + right) / 2, float(top + low) / 2, float(right - left), float(top - low))
        sentence = Sentence(place, word("sentence"), word("mat"))
        return _Shot(ground, sentence, bleeding(self.candidates(marks, lying)), bets, axis)

    def candidates(self, *places: Region) -> VGroup:
        """The answers, as large as there is room below the ground; none of them is the right one yet."""
        neutral, high = self.theme.colors.drawn_mid, sum(place.height for place in places)
        low = places[-1].edge(DOWN)[1]
        row = Region(places[-1].x, float(low) + high / 2, places[-1].width, high).inset(0.0, 0.08 * high)
        return VGroup(
            *(
                thing(min(0.85 * column.width, 1.3 * column.height) / PIXEL, neutral).move_to(column.center)
                for thing, column in zip(self.things, row.columns(*[1] * len(self.things)), strict=True)
            )
        )

    @beat
    def fear_a_wrong_label(self) -> None:
        motion, word, counted = self.theme.motion, self.word, ValueTracker(0.0)
        shot = Mislabelled(
            below_plate(self.regions.hero), self.labelling, counted.get_value, word("dog"),
            (word("right_labels"), word("wrong_labels"), word("penalty")),
        )  # fmt: skip
        with self.narrate("labels"):
            # The model sees a cat, and is sure of it: so each right label costs next to nothing.
            cleared, ground = self.clear_body(self.plate), self.scene.ground.animate.set_horizon(shot.ground)
            seen = FadeIn(shot.cat, shot.bets, shot.less_likely, shot.axis[:-1], shot.sum)
            self.add(shot.bricks)
            self.then(cleared, ground, seen, run_time=motion.snap)
            # How little it gives to the wrong one decides what that costs: there is time to read both.
            self.then(counted.animate.set_value(1.0), run_time=0.5 * self.seconds_left())
            drops = FadeIn(shot.block, shift=0.4 * shot.block.height * DOWN, rate_func=rush_from)
            self.then(drops, FadeIn(shot.axis[-1], rate_func=rush_from), run_time=motion.quick)
            self.on("label_noise", FadeIn(shot.tag, shift=0.4 * DOWN), run_time=motion.swift)
