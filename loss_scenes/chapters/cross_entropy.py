"""Chapter: cross-entropy counts surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manim import (
    DOWN,
    RIGHT,
    UP,
    FadeIn,
    GrowFromCenter,
    ReplacementTransform,
    Restore,
    ValueTracker,
    VGroup,
    Wait,
)

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import BESIDE, Bets, Fine, Things, fine_in_or_above
from loss_scenes.pictures.mislabelled import Crowd, Mislabelled
from loss_scenes.pictures.name_plate import below_plate, name_plate
from loss_scenes.pictures.robot import Mood, Robot
from loss_scenes.pictures.sentence import Sentence
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Mat, Moon, Sofa
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, beat

BETS = ((0.9, 0.08, 0.02), (0.5, 0.38, 0.12), (0.01, 0.9, 0.09))
THINGS: Things = (Mat, Sofa, Moon)

NAMES: tuple[str, ...] = ("sure", "unsure", "missed")
MOODS: tuple[Mood, ...] = ("glad", "unsure", "shocked")

_LOW, _LOW_WIDE = 410, 330  # px below the horizon for the models and their bets


@dataclass(frozen=True)
class _Wait:
    """A sentence that waits, and for each model its bets and its penalty, which grow with their trackers.

    ``laid`` is the share of the bets that is laid, ``paid`` the share of the penalty that is paid; ``given``
    is the exponent of what the last of them gives to the right answer: 1. ``lasting`` is its penalty for
    whoever changes that: no part of the film.
    """

    above: Region
    horizon: float
    sentence: Sentence
    robots: list[Robot]
    faces: list[Robot]
    names: VGroup
    bets: list[Bets]
    fines: list[Fine]
    lasting: tuple[Fine, Fine]
    laid: list[ValueTracker]
    paid: list[ValueTracker]
    given: ValueTracker
    law: VGroup
    p: Label

    @property
    def large(self) -> float:
        """How much larger the sentence may be while it is alone."""
        broad, high = self.above.width / self.sentence.width, self.above.height / self.sentence.height
        return min(1.5, 0.94 * broad, 0.88 * high)


class CrossEntropy(Chapter):
    """Three models bet on the next word, each pays for its surprise; then a label is wrong.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the penalty is written, in Typst's notation.
    bets
        What each model gives to the answers, the right one first; each sums to 1. The last pays most.
    things
        Draw the answers.
    names, moods
        What each model is called (keys of words), and the face that it makes when it pays.
    crowd
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
        names: Sequence[str] = NAMES,
        moods: Sequence[Mood] = MOODS,
        crowd: Crowd | None = None,
    ) -> None:
        super().__init__(scene)
        self.law, self.bets, self.things, self.crowd = law, bets, things, crowd or Crowd()
        self.names, self.moods = names, moods
        self.plate = name_plate(self.regions.hero, self.word("ce"), CROSS_ENTROPY.color(self.theme.colors))

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(shot.horizon)
            shot.above.place(shot.sentence.scale(shot.large))
            sentence = shot.sentence
            # What was shown before is seen to its end.
            self.then(Wait(), run_time=motion.brief)
            self.then(self.clear_body(), ground, GrowFromCenter(sentence.blank), run_time=motion.swift)
            self.then(FadeIn(sentence.words, sentence.cat, self.plate), run_time=motion.brief)
            for robot, bets in zip(shot.robots, shot.bets, strict=True):
                here = FadeIn(robot, scale=0.6), FadeIn(bets.answers)
                self.then(*here, run_time=motion.swift)
            self.on("right", *(FadeIn(*bets[1:]) for bets in shot.bets), run_time=motion.snap)
            for laid, name in itertools.zip_longest(shot.laid, shot.names):
                named = [FadeIn(name)] if name else []
                self.then(laid.animate.set_value(1.0), *named, run_time=motion.quick)

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        self.scene.ground.set_horizon(shot.horizon)
        for laid in shot.laid:
            laid.set_value(1.0)
        self.ensure(self.plate, shot.sentence, *shot.robots, *shot.bets, *shot.names)
        sentence = shot.sentence
        with self.narrate("surprise"):
            # The sentence makes room for what is paid.
            self.on("surprise", Restore(sentence), FadeIn(shot.fines[0]), run_time=motion.brief)
            self.then(FadeIn(shot.p), run_time=motion.snap)
            for k, (paid, robot, face) in enumerate(zip(shot.paid, shot.robots, shot.faces, strict=True)):
                if k:
                    self.then(FadeIn(shot.fines[k]), run_time=motion.snap)
                if paid is shot.paid[-1]:
                    self.let_bet()
                pays = paid.animate.set_value(1.0)
                self.then(
                    pays, ReplacementTransform(robot, face), run_time=motion.calm if k else motion.brief
                )
            self.then(FadeIn(shot.law), run_time=motion.swift)
            self.on("next", FadeIn(sentence.found, scale=1.2), run_time=motion.snap)
            self.then(FadeIn(sentence.further), run_time=motion.brief)

    def let_bet(self) -> None:
        """What the last model gave to the right word may be chosen: its bets and its fine follow."""
        shot, right = self.waiting, self.bets[-1][0]
        bar, *told = shot.fines[-1]
        # As an exponent of that probability, which the fine is in proportion to.
        span = 0.01, 1.0
        self.explorable(
            "bet",
            handles=[
                Handle(
                    "p",
                    shot.paid[-1],
                    span,
                    drags=(shot.bets[-1][1][0], bar),
                    decimals=3,
                    base=right,
                ),
                Handle("laid", shot.given, span, follows="p"),
            ],
            # The film's number is seen in a high bar alone; that of the page at any height.
            marks=[*shot.bets[-1][1:], bar, *shot.lasting],
            covered=[*told, shot.law, *shot.names[-1:]],
            tells={"penalty": LiveNumber(lambda: float(cross_entropy(right ** shot.paid[-1].get_value())))},
        )

    @functools.cached_property
    def waiting(self) -> _Wait:
        """The picture of both beats."""
        hero, theme, word = below_plate(self.regions.hero), self.theme, self.word
        broad = hero.broad
        low = _LOW_WIDE if broad else _LOW
        above, below = hero.rows(hero.height / PIXEL - low, low)
        gap = 0.1 * hero.width / len(self.bets)
        uppers = above.columns(*[1] * len(self.bets), gap=gap)
        # In a wide picture the answers stand just above the captions.
        air, deeper = 14 * PIXEL, 24 * PIXEL if broad else 0.0
        row = Region(below.x, below.y - deeper / 2, below.width, below.height - 2 * air + deeper)
        lowers = row.columns(*[1] * len(self.bets), gap=gap)
        robots, faces, names, tables = self.models_in(lowers, broad=broad)
        right = [bet[0] for bet in self.bets]
        ceiling = max(float(cross_entropy(p)) for p in right)
        laid = [ValueTracker(0.0) for _ in self.bets]
        paid = [ValueTracker(0.0) for _ in self.bets]
        given = [*(ValueTracker(1.0) for _ in self.bets)]
        bets, fines = [], []
        for k, (bet, upper, lower) in enumerate(zip(self.bets, uppers, tables, strict=True)):
            bets.append(Bets(lower, _grown(bet, laid[k], given[k]), self.things))
            # The fine grows as p falls from certainty: bar and number are -ln p of the same p all the way.
            most = right[k] == min(right)
            fines.append(Fine(upper, _fallen(right[k], paid[k]), ceiling, word("penalty"), inside=most))
        last = uppers[-1]
        lasting = fine_in_or_above(last, _fallen(right[-1], paid[-1]), ceiling, word("penalty"))
        foot = Region(last.x, last.edge(DOWN)[1] + 0.11 * last.height, 0.8 * last.width, 0.16 * last.height)
        law = formula(self.law, theme.type.title, theme.colors.background, within=foot)
        # Words and cat stand above the fines of the first two, left of the highest.
        second = sorted(right)[1]
        size = min(theme.type.title, BESIDE * last.width / PIXEL / 2.3) * PIXEL
        high = above.height * (1 - float(cross_entropy(second)) / ceiling) - 1.2 * size - 0.1
        free = Region(above.x, above.edge(UP)[1] - high / 2, above.width, high)
        place = free.columns(len(self.bets) - 1, 1, gap=gap)[0]
        # What p is: below them in an upright picture, else beside the loss's name.
        small, line = theme.type.label, theme.type.label * PIXEL
        if hero.upright:
            _, place, _, named = place.rows(0.6 * line, high - 3.9 * line, 0.6 * line, 2.7 * line)
            p = Label(word("p"), small, theme.colors.gold, weight="BOLD", within=named)
        else:
            _, place = place.rows(0.45 * line, high - 0.45 * line)
            p = Label(word("p"), small, theme.colors.gold, weight="BOLD")
            p.scale(min(1.0, (hero.edge(RIGHT)[0] - self.plate.get_right()[0] - line) / p.width))
            p.beside(self.plate, line)
        sentence = Sentence(place, word("sentence"), word("mat"), word("goes_on"))
        sentence.save_state()
        horizon, law_of = above.edge(DOWN)[1], VGroup(law)
        return _Wait(
            above, horizon, sentence, robots, faces, names, bets, fines, lasting, laid, paid, given[-1],
            law_of, p,
        )  # fmt: skip

    def models_in(
        self, places: Sequence[Region], *, broad: bool
    ) -> tuple[list[Robot], list[Robot], VGroup, list[Region]]:
        """The models, waiting and with a face, their names if there is room, and places for their bets."""
        size = self.theme.type.body
        robots, faces, tables, rows = [], [], [], []
        for place, mood in zip(places, self.moods, strict=True):
            if broad:
                here, table = place.columns(1, 2.9, gap=0.2)
                name_row, body = here.rows(1.2 * size * PIXEL, here.height - 1.2 * size * PIXEL)
                body = body.rows(body.height - 1.25 * body.width, 1.25 * body.width)[1]
                rows.append(
                    Region(here.x, body.edge(UP)[1] + 0.6 * name_row.height, here.width, name_row.height)
                )
            else:
                # Faces say who is sure; the bets have the room of the names.
                table, body = place.rows(1.62, 1, gap=8 * PIXEL)
            high = min(body.height, body.width / 0.8) / PIXEL
            robots.append(Robot(high).stand(body.edge(DOWN)))
            faces.append(Robot(high, mood).stand(body.edge(DOWN)))
            tables.append(table)
        named = [(self.word(key), row) for key, row in zip(self.names, rows, strict=False)]
        least = min((Label(text, size, weight="BOLD", within=row).size for text, row in named), default=size)
        names = VGroup(Label(text, least, weight="BOLD").set_line(row.center) for text, row in named)
        return robots, faces, names, tables

    @beat
    def fear_a_wrong_label(self) -> None:
        motion, crowd, hero = self.theme.motion, self.crowd, below_plate(self.regions.hero)
        right, wrong = ValueTracker(0.0), ValueTracker(0.0)
        word = self.word
        shot = Mislabelled(
            hero, crowd, (right.get_value, wrong.get_value), (word("cat"), word("dog")), word("log_of"),
        )  # fmt: skip
        with self.narrate("labels"):
            ground = self.scene.ground.animate.set_horizon(hero.edge(DOWN)[1])
            # The cat of the sentence is the one that gets the label.
            cat = self.waiting.sentence.cat
            self.then(self.clear_body(cat, self.plate), ground, run_time=motion.snap)
            self.then(ReplacementTransform(cat, shot.cat), FadeIn(shot.right), run_time=motion.quick)
            self.add(shot.many, shot.right)
            falls = FadeIn(shot.tag, shift=0.4 * DOWN)
            self.on("label_noise", right.animate.set_value(1.0), falls, run_time=motion.brief)
            self.add(shot.one, shot.wrong)
            self.then(wrong.animate.set_value(1.0), run_time=motion.quick)


def _grown(bet: Sequence[float], laid: ValueTracker, given: ValueTracker) -> Callable[[], list[float]]:
    def bets() -> list[float]:
        first = bet[0] ** given.get_value()
        rest = (1 - first) / (1 - bet[0])
        return [laid.get_value() * p for p in (first, *(rest * other for other in bet[1:]))]

    return bets


def _fallen(p: float, paid: ValueTracker) -> Callable[[], float]:
    return lambda: float(p ** paid.get_value())
