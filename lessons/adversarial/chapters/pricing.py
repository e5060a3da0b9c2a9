"""Chapter: the less likely a player gets its wish, the more it loses; what two scores cost both of them."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    VGroup,
    smooth,
    squish_rate_func,
)
from manim.typing import Vector3D

from lessons.adversarial.models.best_discriminator import discriminator_loss, generator_loss
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.loss_stack import LossStack
from lessons.adversarial.pictures.players import Forger
from lessons.adversarial.pictures.price_curve import Block, PriceCurve
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, Tick, plain_number, short_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

REAL, FAKE = 0.95, 0.1
"""Scores of the worked example."""

_NAMED = 0.32  # over which probability the name of the curve begins
_RUN = 0.98  # as far as the end of the curve is shown while it is drawn: inside of the picture
_TOLD = 0.3, 0.5  # when the law comes, by the time in which the curve is drawn
_LOSSES = (1, 2)  # marked on the axis of losses
_HIGHEST = 2.4  # where that ends, inside of the picture
_MARK = 0.2  # length of such a mark, by the height of a line
_SMALLER = 0.5  # of the inspector's loss, once the forger's is told
_TOWER = 0.07  # width of the forger's block, by that of the curve
_DIGITS = 2.2  # em, the width of a loss with two decimals
_LARGE = 1.4  # of what he loses, by the largest type
_NOTE = 0.2, 0.3  # width of a note by that of the picture, wide and others


class Pricing(Chapter):
    """A real note gets a high score, a fake a low one: cheap for the inspector, dear for the forger.

    The curve of ``-ln`` fills the stage, and all is to its scale. The notes hang at stems, each over its
    place of the axis, as flags do. The inspector's two losses leave the curve for a stack beside her; that is
    small beside what the forger loses.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    real, fake
        The pictures on the notes, shape (rows, columns), 0 to 255.
    scores
        What the discriminator gives them, between 0 and 1.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        real: np.ndarray,
        fake: np.ndarray,
        scores: tuple[float, float] = (REAL, FAKE),
    ) -> None:
        super().__init__(scene)
        self.scores = scores
        hero, sizes, colors = self.regions.hero, self.theme.type, self.theme.colors
        self.row = sizes.label * PIXEL
        self.stack = LossStack(self.regions, self.word("loss"))
        self.place, self.horizon = self.stack.near, self.stack.horizon
        self.curve = PriceCurve(self.place, self.stack.unit, colors.text)
        wide = _NOTE[0 if hero.broad else 1] * hero.width
        self.real, self.fake = (
            Banknote(wide / PIXEL, picture, color=color)
            for picture, color in ((real, colors.real), (fake, colors.generator))
        )
        # What the inspector wishes of either is likely: that the real note is taken for one, the fake not.
        self.chances = scores[0], 1 - scores[1]
        thin = 0.8 * abs(self.chances[0] - self.chances[1]) * self.place.width
        prices = [float(self.curve.price(chance)) for chance in self.chances]
        goals = self.stack.corners(0.0, prices[0]), self.stack.corners(prices[0], sum(prices))
        self.blocks = [
            Block(self.curve, chance, thin, colors.discriminator, goal)
            for chance, goal in zip(self.chances, goals, strict=True)
        ]

    @beat
    def draw_the_curve(self) -> None:
        motion, curve = self.theme.motion, self.curve
        curve.drawn.set_value(0.0)
        runner, axis = self.runner(), self.axis()
        self.law = self.law_of_prices()
        with self.narrate("wish"):
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            arrives = FadeIn(axis, self.stack.inspector)
            self.then(self.clear_body(), ground, arrives, run_time=motion.quick)
            self.add(curve, runner)
            self.on("wish")
            running = max(self.seconds_left() - motion.quick, 0.0)
            told = FadeIn(self.law, rate_func=squish_rate_func(smooth, *_TOLD))
            self.then(steady(curve.drawn, _RUN), told, run_time=running)
            self.fill(FadeOut(runner), curve.drawn.animate.set_value(1.0))

    @beat
    @after("draw_the_curve")
    def price_two_scores(self) -> None:
        with self.narrate("example"):
            self.price_both()
            self.add_up()
            self.compare()

    def price_both(self) -> None:
        """Both notes, each at a stem over its place, and under the curve what that costs the inspector."""
        motion, sizes, color = self.theme.motion, self.theme.type, self.theme.colors.text
        real, fake = (short_number(score) for score in self.scores)
        less = (f"1 − {fake} =", sizes.body, self.theme.colors.muted)
        chance = (short_number(1 - self.scores[1]), sizes.heading, color)
        flags = [
            self.flag(self.real, self.chances[0], RIGHT, (real, sizes.heading, color)),
            self.flag(self.fake, self.chances[1], LEFT, less, chance),
        ]
        self.flags = VGroup(*flags)
        self.add(*self.blocks)
        words, self.name = VGroup(self.law[0], self.law[2]), self.law[1]
        grown = [block.grown.animate.set_value(1.0) for block in self.blocks]
        gone = FadeOut(words, rate_func=motion.soon(0.4))
        named = self.name.animate.shift((self.law.get_left()[0] - self.name.get_left()[0]) * RIGHT)
        self.on("genuine", gone, named, FadeIn(flags[0]), run_time=motion.quick)
        self.then(grown[0], run_time=motion.brief)
        self.on("forged", FadeIn(flags[1]), run_time=motion.quick)
        self.then(grown[1], run_time=motion.brief)

    def add_up(self) -> None:
        """Both blocks leave the curve and become one stack beside the inspector: what she loses."""
        motion = self.theme.motion
        self.total, self.summed = self.judged()
        gone = [block.gone.animate.set_value(1.0) for block in self.blocks]
        # Where the stems and the chances were the sum comes.
        apart = FadeOut(*(flag[k] for flag in self.flags for k in (0, 2)), rate_func=motion.soon(0.25))
        told = FadeIn(self.summed, rate_func=motion.late(0.25))
        self.on("small", *gone, apart, told, run_time=motion.calm)
        self.then(FadeIn(self.total, self.stack.name), run_time=motion.brief)

    def compare(self) -> None:
        """The notes leave; on the same curve, at the score of the fake, stands what it costs the forger."""
        motion, curve, fake = self.theme.motion, self.curve, self.scores[1]
        # Clear of the losses at the axis.
        wide = min(_TOWER * self.place.width, 2 * (fake * self.place.width - 0.9 * self.row))
        block = Block(curve, fake, wide, self.theme.colors.generator)
        bill = self.forged()
        self.forger = forger = Forger(min(0.32 * self.place.height, 0.24 * self.place.width) / PIXEL)
        start = curve.at(fake) + (wide / 2 + 0.3 * self.row) * RIGHT
        forger.stand(start - forger.get_left()[0] * RIGHT)
        total, name, top = self.total, self.stack.name, float(self.total.get_top()[1])
        share = max(_SMALLER, self.theme.type.label / total.em)  # it is still read
        smaller = total.copy().scale(share, about_edge=DOWN)
        gone = FadeOut(
            *(flag[1:] for flag in self.flags), self.summed, self.name, rate_func=motion.soon(0.25)
        )
        lower = (
            total.animate.scale(share, about_edge=DOWN),
            name.animate.shift((smaller.get_top()[1] - top) * UP),
        )
        # The curve is over the block, whose upper edge it meets at its middle.
        self.add(block, curve)
        comes = block.grown.animate.set_value(1.0), FadeIn(forger)
        named = FadeIn(bill, rate_func=squish_rate_func(smooth, 0.2, 0.6))
        self.on("large", gone, *lower, *comes, named, run_time=motion.quick)

    # -- what is drawn ---------------------------------------------------------------------------------------

    def runner(self) -> VGroup:
        """The end of the curve while it is drawn, and how high that is over the axis."""
        curve, color = self.curve, self.theme.colors.text

        def end() -> tuple[float, float]:
            return curve.head, float(curve.price(curve.head))

        stem = Segments(curve.plot, lambda: np.array([(end()[0], 0.0, *end())]), self.theme.colors.gold)
        return VGroup(stem, Dots(curve.plot, lambda: np.array([end()]), color, scale=1.6))

    def axis(self) -> VGroup:
        """Below the axis probabilities with their marks, and what they are; at its left end losses."""
        curve, muted = self.curve, self.theme.colors.muted
        chances, y = (self.scores[1], 0.5, 1.0), self.horizon - 0.95 * self.row
        low = float(curve.plot.p2c(self.place.edge(DOWN) + 0.3 * self.row * DOWN)[1])
        # It ends at 1: what stands beyond has no place on it. Losses are at the left, right of their axis.
        mark = _MARK * self.row / self.place.width
        ends = [*((chance, low, chance, 0.0) for chance in chances), (0.0, 0.0, 1.0, 0.0)]
        ends += [(0.0, 0.0, 0.0, _HIGHEST), *((0.0, loss, mark, loss) for loss in _LOSSES)]
        ticks = [Tick(chance).set_line(np.array([curve.at(chance)[0], y, 0.0])) for chance in chances]
        ticks += [
            Tick(loss).set_line(curve.at(mark, loss) + 0.5 * _MARK * self.row * RIGHT, LEFT)
            for loss in _LOSSES
        ]
        name = Label(self.word("chance"), self.theme.type.label, weight="BOLD")
        name.set_line(np.array([self.place.x, y - 1.05 * self.row, 0.0]))
        axes = bleeding(Segments(curve.plot, lambda: np.array(ends), muted))  # from the ground up
        return VGroup(axes, *ticks, name)

    def law_of_prices(self) -> Phrase:
        """What the curve says, beside it: before, "-ln", and after; "-ln" goes on to be its name."""
        size, colors = self.theme.type.heading, self.theme.colors
        begins = self.curve.at(_NAMED, self.curve.price(_NAMED)) + size * PIXEL * (0.3 * RIGHT + 0.5 * UP)
        wide = self.regions.hero.edge(RIGHT)[0] - begins[0]
        room = Region(begins[0] + wide / 2, begins[1], wide, 1.3 * size * PIXEL)
        parts = [part.strip() for part in self.word("price").partition("−ln")]
        return Phrase(room, [(part, size, colors.text) for part in parts], edge=LEFT)

    def flag(self, note: Banknote, chance: float, side: Vector3D, *told: tuple[str, float, str]) -> VGroup:
        """A note beside the upper end of a stem from the axis, and below it how likely what is wished is."""
        curve, foot, row = self.curve, self.curve.at(chance), self.theme.type.heading * PIXEL
        top = float(self.place.edge(UP)[1])
        note.move_to(np.array([foot[0], top, 0.0]), aligned_edge=UP - side)
        ends = np.array([(chance, 0.0, chance, float(curve.plot.p2c([0.0, top, 0.0])[1]))])
        stem = decoration(Segments(curve.plot, lambda: ends, self.theme.colors.drawn_mid))
        middle = note.get_center()[0] + 0.15 * row * side[0]
        room = Region(middle, note.get_bottom()[1] - 0.8 * row, note.width, 1.2 * row)
        return VGroup(stem, note, Phrase(room, told, edge=-side))

    def judged(self) -> tuple[Label, Phrase]:
        """The inspector's loss as it is spoken, on its stack, and below the notes how it comes about."""
        colors, sizes, stack = self.theme.colors, self.theme.type, self.stack
        exact, color = float(discriminator_loss(*self.scores)), colors.discriminator
        size = min(sizes.title, stack.place.width / PIXEL / _DIGITS)  # no wider than the stack
        total = Label(plain_number(exact, 2), size, color, weight="BOLD")
        prices = [self.curve.price(chance) for chance in self.chances]
        total.set_line(stack.on_top(total, exact))
        stack.name.shift(stack.up_to(total))
        # From left to right as the notes hang above.
        costs = " + ".join(plain_number(float(price), 2) for price in reversed(prices))
        y = self.flags[0][2].get_center()[1] - 0.3 * self.row
        clear = self.curve.probability(float(self.curve.plot.p2c([0.0, y - self.row, 0.0])[1]))
        left, right = self.curve.at(clear)[0] + 0.5 * self.row, self.flags[0].get_right()[0]
        room = Region((left + right) / 2, y, right - left, 1.2 * sizes.body * PIXEL)
        pieces = (
            (f"{costs} =", sizes.body, colors.text), (plain_number(exact, 2), sizes.body, color),
            ("≈", sizes.body, colors.muted), (plain_number(exact, 4), sizes.label, colors.muted),
        )  # fmt: skip
        return total, Phrase(room, pieces, edge=RIGHT)

    def forged(self) -> VGroup:
        """The forger's loss, its name and how it is exactly: beside its block, right of the curve."""
        colors, sizes, curve = self.theme.colors, self.theme.type, self.curve
        own = colors.generator
        fake, exact = self.scores[1], float(generator_loss(self.scores[1]))
        rows = (
            (((self.word("loss"), colors.text), (self.word("nonsaturating"), own)), sizes.body),
            (((plain_number(exact, 1), own),), _LARGE * sizes.display),
            (((f"−ln {short_number(fake)} =", colors.text), (plain_number(exact, 4), own)), sizes.body),
        )
        y, right = float(self.place.edge(UP)[1]), self.place.edge(RIGHT)[0]
        low = y - 1.25 * sum(size for _, size in rows) * PIXEL
        # The lowest row is nearest to the curve.
        clear = curve.probability(float(curve.plot.p2c([0.0, low, 0.0])[1]))
        left, bill = curve.at(clear)[0] + 0.5 * self.row, VGroup()
        for pieces, size in rows:
            high = 1.25 * size * PIXEL
            room = Region((left + right) / 2, y - high / 2, right - left, high)
            bill.add(Phrase(room, [(text, size, color) for text, color in pieces], edge=LEFT))
            y -= high
        return bill
