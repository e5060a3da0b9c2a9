"""Chapter: cross-entropy counts surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    rush_from,
)

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import Bets
from loss_scenes.pictures.mislabelled import Labelling, Mislabelled
from loss_scenes.pictures.name_plate import below_plate, name_plate
from loss_scenes.pictures.sentence import Sentence
from loss_scenes.pictures.surprise_axis import SurpriseAxis
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import LiveNumber
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

BETS = ((0.01, 0.9, 0.09), (0.5, 0.38, 0.12), (0.9, 0.08, 0.02))
"""What the model gives to the answers, the right one first; the smallest bet on that is the first."""
ANSWERS = ("mat", "sofa", "moon")

_MARKS = 80  # px below the ground for the probabilities
_ROW = 64  # px, height of the row of what the right answer gets
_NAMED = 58  # px, height of the row of what that is, where the axis is too short for it
_SHARE = 0.44, 0.5  # of the height over the ground for the sentence, in a high picture and in another
_CLEAR = 24 * PIXEL  # between the sentence and what is beside it or below it


@dataclass(frozen=True)
class _Shot:
    """A sentence, what a model bets on its next word, before that is known and then, and what it pays.

    The bets stand on the ground, all of them; what the right word gets then lies below it, along the axis of
    what is paid, and ``sinks`` tells how far the name of all that goes up for it. Where there is no room for
    the sentence beside that, ``aside`` is None.
    """

    ground: float
    sentence: Sentence
    aside: Region | None
    guesses: Bets
    bets: Bets
    share: LiveNumber
    priced: Bets
    axis: SurpriseAxis
    sinks: float


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
    answers
        Keys of their words.
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
        answers: Sequence[str] = ANSWERS,
        labelling: Labelling | None = None,
    ) -> None:
        super().__init__(scene)
        self.law, self.bets, self.answers, self.labelling = law, bets, answers, labelling or Labelling()
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
        known = np.array([*self.bets, (1.0, *[0.0] * (len(self.answers) - 1))])
        return [float(np.interp(at, known[:, 0], given)) for given in known.T]

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.shot
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(shot.ground)
            self.then(self.clear_body(), ground, FadeIn(self.plate, shot.sentence), run_time=motion.swift)
            # The model bets while the blank is empty: it does not know which of them is right.
            self.then(FadeIn(shot.guesses.answers, shot.axis.p), run_time=motion.brief)
            self.add(shot.guesses.bars)
            self.fill(self.given.animate.set_value(1.0))
            # Then the word that stands in the text falls into it: what that was given will count.
            falls = FadeIn(
                shot.sentence.found, shift=0.3 * shot.sentence.cat.height * DOWN, rate_func=rush_from
            )
            self.on("right", falls, FadeIn(shot.sentence.told), run_time=motion.quick)
            known = ReplacementTransform(shot.guesses, shot.bets)
            self.then(known, run_time=0.5 * self.seconds_left())
            self.fill(FadeIn(shot.share))

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot, axis = self.theme.motion, self.shot, self.shot.axis
        self.scene.ground.set_horizon(shot.ground)
        self.given.set_value(1.0)
        sentence = shot.sentence
        self.ensure(self.plate, sentence, sentence.found, sentence.told, shot.bets, shot.share, axis.p)
        costs = self.costs()
        with self.narrate("surprise"):
            # Only what the right word gets counts: it makes room for what is paid for that.
            (answer, *_), (bar, *_) = shot.bets
            soon, late = motion.soon(0.3), motion.late(0.3)  # when what it passes has gone
            gone = FadeOut(shot.share, *shot.bets.answers[1:], *shot.bets.bars[1:], rate_func=soon)
            lying = *shot.priced.answers, *shot.priced.bars
            lies = [
                ReplacementTransform(*pair, rate_func=late) for pair in zip((answer, bar), lying, strict=True)
            ]
            named = FadeIn(axis.upright, axis.penalty, axis.fine, axis.now, rate_func=motion.late(0.7))
            under = axis.p.animate.shift(shot.sinks * UP)
            self.on("surprise", *lies, gone, under, *self.sentence_aside(), named, run_time=motion.quick)
            # It sinks; what is paid rises with that, from bet to bet.
            self.let_bet()
            clear = motion.late(0.6)  # when what moves is clear of where it was
            nearer = list(zip(costs[:-1], axis.fines, axis.ticks, strict=True))
            for left, (cost, fine, tick) in zip(range(len(costs), 1, -1), reversed(nearer), strict=True):
                self.add(fine.bar)
                stays = FadeIn(fine.number, tick, rate_func=clear)
                self.then(steady(self.paid, cost), stays, run_time=self.seconds_left() / left)
            # The curve goes through the tops, and has its law when it comes down to the ground.
            self.fill(Create(axis.curve), FadeIn(axis.law, rate_func=clear))
            self.on("next")
            # Training goes the other way, from step to step.
            self.add(self.learner())
            for left, cost in zip(range(len(costs) - 1, 0, -1), costs[1:], strict=True):
                self.then(steady(self.learnt, costs[0] - cost), run_time=self.seconds_left() / left)

    def sentence_aside(self) -> list[Animation]:
        """The sentence with its word goes to where the curve leaves room, where it stood on the bets."""
        sentence, aside = self.shot.sentence, self.shot.aside
        if aside is None:
            return []
        whole = VGroup(sentence, sentence.found)
        smaller = min(1.0, aside.width / whole.width, aside.height / whole.height)
        # What that word is has been read, and would be too small to be read again.
        soon, late = self.theme.motion.soon(0.3), self.theme.motion.late(0.3)
        goes = cast(Any, whole).animate(rate_func=late).scale(smaller).move_to(aside.center)
        return [goes, FadeOut(sentence.told, rate_func=soon)]

    def learner(self) -> VGroup:
        """A dot on the curve: who learns goes down from bet to bet, and gives the right word more."""
        colors, plot, now = self.theme.colors, self.shot.axis.plot, detached(self.chance)

        def at() -> np.ndarray:
            return np.array([(now(), float(cross_entropy(now())))])

        rim = decoration(Dots(plot, at, colors.background, scale=1.9))
        return VGroup(rim, Dots(plot, at, colors.gold, scale=1.4)).set_z_index(1)

    def let_bet(self) -> None:
        """What is given to the right word may be chosen: the others' share and the fine follow."""
        axis, bars, right = self.shot.axis, self.shot.priced.bars, self.bets[0][0]
        # As an exponent of that probability, which the fine is in proportion to.
        handle = Handle(
            "p", self.paid, (0.01, 1.0), drags=(bars[0], axis.fine.bar), decimals=3, base=right
        )  # fmt: skip
        self.explorable(
            "bet",
            handles=[handle],
            marks=[*bars, *axis.fine, axis.now],
            covered=[*axis.ticks],
            tells={"penalty": axis.fine.number},
        )

    @functools.cached_property
    def shot(self) -> _Shot:
        """The one picture of both beats: bets, then what is paid for one of them over an axis of it."""
        hero, word, type_ = self.regions.hero, self.word, self.theme.type
        heading, body = type_.heading, type_.body
        below = below_plate(hero)
        lows = [_MARKS, _ROW] if hero.broad else [_MARKS, _ROW, _NAMED]
        over, marks, lying, *named = below.rows(below.height / PIXEL - sum(lows), *lows)
        ground = float(over.edge(DOWN)[1])
        high = _SHARE[not hero.upright]
        place, upon = over.rows(high, 1 - high)
        axis = SurpriseAxis(
            upon if hero.upright else over, marks, named[0] if named else None, [bet[0] for bet in self.bets],
            self.paid.get_value, self.law, (word("p"), word("penalty")),
            (type_.display, heading) if hero.broad else (type_.title if not hero.upright else heading, body),
        )  # fmt: skip
        colors, names = self.theme.colors, [word(key) for key in self.answers]
        others = [colors.drawn_other] * (len(names) - 1)
        rows = upon.inset(0.0, _CLEAR)
        guesses, bets = (
            Bets(rows, axis.plot, self.bet, names, [color, *others], heading, self.given.get_value)
            for color in (colors.drawn_other, colors.gold)
        )
        priced = Bets(lying, axis.plot, lambda: self.bet()[:1], names[:1], [colors.gold], heading)
        share = LiveNumber(
            lambda: 100 * self.bet()[0], decimals=0, template="{}%", size=heading, color=colors.background
        )  # fmt: skip
        row = rows.rows(*[1] * len(names))[0]
        share.set_line(axis.plot.c2p(self.bets[-1][0], 0.0) * RIGHT + row.y * UP - _CLEAR * RIGHT, RIGHT)
        aside = None
        if not hero.upright:
            # Above all that, right of the highest penalty and clear of the other ones.
            low = max(float(fine.number.get_top()[1]) for fine in axis.fines) + _CLEAR
            left = axis.highest + 2 * _CLEAR - float(hero.edge(LEFT)[0])
            aside = hero.down_to(low).columns(left, hero.width - left)[1]
        sentence = Sentence(place.inset(0.0, _CLEAR / 2), word("sentence"), names[0], word("told"))
        # While all bets are on the ground, what they are is next to it.
        sinks = float(axis.p.line_middle - marks.y)
        axis.p.shift(-sinks * UP)
        return _Shot(ground, sentence, aside, guesses, bets, share, priced, axis, sinks)

    @beat
    @after("grow_with_the_surprise")
    def fear_a_wrong_label(self) -> None:
        motion, word, old = self.theme.motion, self.word, self.shot
        counted, fined = ValueTracker(0.0), ValueTracker(0.0)
        shot = Mislabelled(
            below_plate(self.regions.hero), self.labelling, counted.get_value, fined.get_value,
            (word("cat"), word("dog")), (word("right_labels"), word("wrong_labels"), word("sum")),
        )  # fmt: skip
        # Cat, bets and axes are those of the sentence, with their names.
        name, axis = VGroup(old.axis.penalty, old.axis.law), old.axis
        up, under = shot.over.y - axis.penalty.line_middle, shot.named.y - axis.p.line_middle
        aside = shot.over.edge(LEFT)[0] - axis.penalty.get_left()[0]
        goes = cast(Any, name).animate(rate_func=motion.soon(0.3)).shift(aside * RIGHT + up * UP)
        # In a narrow picture the cat goes round that.
        cat, arc = old.sentence.cat, 0.0 if self.regions.hero.broad else -0.75 * PI
        carried = [(axis.upright, shot.upright), (old.priced.bars[0], shot.bets.bars[0])]
        with self.narrate("labels"):
            cleared = self.clear_body(self.plate, name, axis.p, cat, *(former for former, _ in carried))
            late = motion.late(0.3)  # when what it passes has gone
            self.then(
                cleared,
                self.scene.ground.animate.set_horizon(shot.ground),
                goes,
                cast(Any, axis.p).animate(rate_func=motion.soon(0.3)).shift(under * UP),
                ReplacementTransform(cat, shot.cat, path_arc=arc, rate_func=late),
                *(ReplacementTransform(*pair, rate_func=late) for pair in carried),
                FadeIn(shot.bets.answers, shot.bets.bars[1], shot.chances),
                run_time=motion.quick,
            )
            # The model sees a cat, and is sure of it: all right labels together cost next to nothing.
            self.add(shot.bricks)
            self.fill(counted.animate.set_value(1.0), FadeIn(shot.right))
            # One wrong label falls, and what it costs rises; in a narrow picture it lifts the cat.
            hung = FadeIn(shot.tag, shift=0.4 * shot.cat.height * DOWN, rate_func=rush_from)
            said = FadeIn(shot.wrong, rate_func=motion.late(0.25))
            self.add(shot.block, shot.cat)
            self.on("label_noise", fined.animate.set_value(1.0), said, hung, run_time=motion.calm)
