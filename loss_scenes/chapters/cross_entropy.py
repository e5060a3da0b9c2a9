"""Chapter: cross-entropy fines surprise, as one learns the next word, and one wrong label among many."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manim import DOWN, UP, FadeIn, FadeOut, Restore, ValueTracker, VGroup, Wait

from loss_scenes.catalogue import CROSS_ENTROPY
from loss_scenes.losses import cross_entropy
from loss_scenes.pictures.bets import BESIDE, Bets, Fine, Things
from loss_scenes.pictures.mislabelled import Crowd, Mislabelled
from loss_scenes.pictures.sentence import Sentence
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.panel import formula
from narrated.mobjects.things import Mat, Moon, Sofa
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

BETS = ((0.9, 0.08, 0.02), (0.5, 0.38, 0.12), (0.01, 0.9, 0.09))
THINGS: Things = (Mat, Sofa, Moon)

_LOW, _LOW_WIDE = 246, 268  # px below the horizon for the bets


@dataclass(frozen=True)
class _Wait:
    """A sentence that waits, and for each model its bets and its fine, which grow with their trackers.

    ``asked`` is the share of the bets that is laid, ``fined`` the share of the fine that is paid.
    """

    above: Region
    horizon: float
    sentence: Sentence
    bets: list[Bets]
    fines: list[Fine]
    laid: list[ValueTracker]
    paid: list[ValueTracker]
    law: VGroup

    @property
    def large(self) -> float:
        """How much larger the sentence may be while it is alone."""
        broad, high = self.above.width / self.sentence.width, self.above.height / self.sentence.height
        return min(1.5, 0.94 * broad, 0.88 * high)


class CrossEntropy(Chapter):
    """Three models bet on the next word, each is fined for its surprise; then a label is wrong.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the fine is written, in Typst's notation.
    bets
        What each model gives to the answers, the right one first; each sums to 1. The last is fined most.
    things
        Draw the answers.
    crowd
        How many labels are right, and what the model gives to the labels.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = CROSS_ENTROPY.formula.partition("= ")[2],
        bets: Sequence[Sequence[float]] = BETS,
        things: Things = THINGS,
        crowd: Crowd | None = None,
    ) -> None:
        super().__init__(scene)
        self.law, self.bets, self.things, self.crowd = law, bets, things, crowd or Crowd()

    @beat
    def ask_for_the_right_word(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        with self.narrate("ce"):
            ground = self.scene.ground.animate.set_horizon(shot.horizon)
            shot.above.place(shot.sentence.scale(shot.large))
            self.then(self.clear_body(), run_time=motion.snap)
            self.then(ground, FadeIn(shot.sentence), run_time=motion.brief)
            for bets in shot.bets:
                self.then(FadeIn(bets.answers), run_time=motion.brief)
            self.on("right", *(FadeIn(*bets[1:]) for bets in shot.bets), run_time=motion.snap)
            for laid in shot.laid:
                self.then(laid.animate.set_value(1.0), run_time=motion.quick)

    @beat
    def grow_with_the_surprise(self) -> None:
        motion, shot = self.theme.motion, self.waiting
        self.scene.ground.set_horizon(shot.horizon)
        for laid in shot.laid:
            laid.set_value(1.0)
        self.ensure(shot.sentence, *shot.bets)
        sentence = shot.sentence
        with self.narrate("surprise"):
            # The sentence makes room for the fines.
            self.on("surprise", Restore(sentence), FadeIn(shot.fines[0]), run_time=motion.brief)
            self.then(shot.paid[0].animate.set_value(1.0), run_time=motion.brief)
            for fine, paid in zip(shot.fines[1:], shot.paid[1:], strict=True):
                self.then(FadeIn(fine), run_time=motion.snap)
                self.then(paid.animate.set_value(1.0), run_time=motion.calm)
            self.then(FadeIn(shot.law), run_time=motion.swift)
            self.on("next", FadeOut(sentence.blank), run_time=motion.snap)
            self.bring_to_back(sentence.mat)
            self.then(FadeIn(sentence.mat), FadeIn(sentence.further), run_time=motion.brief)

    @functools.cached_property
    def waiting(self) -> _Wait:
        """The picture of both beats."""
        hero, theme, word = self.regions.hero, self.theme, self.word
        broad = hero.width > 1.5 * hero.height
        low = _LOW_WIDE if broad else _LOW
        above, below = hero.rows(hero.height / PIXEL - low, low)
        gap = 0.1 * hero.width / len(self.bets)
        uppers = above.columns(*[1] * len(self.bets), gap=gap)
        # In a wide picture the answers stand just above the captions.
        air, deeper = 14 * PIXEL, 24 * PIXEL if broad else 0.0
        row = Region(below.x, below.y - deeper / 2, below.width, below.height - 2 * air + deeper)
        lowers = row.columns(*[1] * len(self.bets), gap=gap)
        right = [bet[0] for bet in self.bets]
        ceiling = max(float(cross_entropy(p)) for p in right)
        laid = [ValueTracker(0.0) for _ in self.bets]
        paid = [ValueTracker(0.0) for _ in self.bets]
        bets, fines = [], []
        for k, (bet, upper, lower) in enumerate(zip(self.bets, uppers, lowers, strict=True)):
            bets.append(Bets(lower, _grown(bet, laid[k]), self.things))
            # The fine grows as p falls from certainty: bar and number are -ln p of the same p all the way.
            most = right[k] == min(right)
            fines.append(Fine(upper, _fallen(right[k], paid[k]), ceiling, word("fine"), inside=most))
        last = uppers[-1]
        foot = Region(last.x, last.edge(DOWN)[1] + 0.11 * last.height, 0.8 * last.width, 0.16 * last.height)
        law = formula(self.law, theme.type.title, theme.colors.background, within=foot)
        # Words and cat stand above the fines of the first two, left of the highest.
        second = sorted(right)[1]
        size = min(theme.type.title, BESIDE * last.width / PIXEL / 2.3) * PIXEL
        high = above.height * (1 - float(cross_entropy(second)) / ceiling) - 1.2 * size - 0.1
        free = Region(above.x, above.edge(UP)[1] - high / 2, above.width, high)
        place = free.columns(len(self.bets) - 1, 1, gap=gap)[0]
        sentence = Sentence(place, word("sentence"), word("goes_on"))
        sentence.save_state()
        return _Wait(above, above.edge(DOWN)[1], sentence, bets, fines, laid, paid, VGroup(law))

    @beat
    def fear_a_wrong_label(self) -> None:
        motion, crowd, hero = self.theme.motion, self.crowd, self.regions.hero
        given = ValueTracker(1 - crowd.p_wrong)
        word, colors = self.word, self.theme.colors
        words = word("labelled"), word("pictures"), word("fines"), word("wrong_label")
        shot = Mislabelled(hero, crowd, given.get_value, words)
        right, wrong = shot.tag(word("cat"), colors.drawn_front), shot.tag(word("dog"), colors.outlier)
        with self.narrate("labels"):
            ground = self.scene.ground.animate.set_horizon(hero.edge(DOWN)[1])
            shown = FadeIn(shot.cat, right, shot.chance, shot.stacks)
            self.then(self.clear_body(), ground, shown, run_time=motion.brief)
            self.on("label_noise", FadeOut(right), FadeIn(wrong), run_time=motion.snap)
            # One after the other: there is time to read each.
            self.then(given.animate.set_value(crowd.p_wrong), FadeIn(shot.stack_names), run_time=motion.calm)
            self.then(Wait(), run_time=motion.quick)
            self.then(FadeIn(shot.blame), run_time=motion.snap)


def _grown(bet: Sequence[float], laid: ValueTracker) -> Callable[[], list[float]]:
    return lambda: [laid.get_value() * p for p in bet]


def _fallen(p: float, paid: ValueTracker) -> Callable[[], float]:
    return lambda: float(p ** paid.get_value())
