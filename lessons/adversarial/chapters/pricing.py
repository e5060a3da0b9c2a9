"""Chapter: the less likely a player gets its wish, the more it loses; what two scores cost both of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    VGroup,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D, Vector3D

from lessons.adversarial.models.best_discriminator import discriminator_loss, generator_loss
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.loss_stack import LossStack
from lessons.adversarial.pictures.players import Forger
from lessons.adversarial.pictures.price_curve import Block, PriceCurve
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DashedLines, Dots, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, Tick, plain_number, short_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

REAL, FAKE = 0.95, 0.1
"""Scores of the worked example."""

_NAMED = 0.46  # over which probability the name of the curve begins
_RUN = 0.98  # as far as the end of the curve is shown while it is drawn: inside of the picture
_TOLD = 0.3, 0.5  # when the law comes, by the time in which the curve is drawn
_LOSSES = (1, 2)  # marked on the axis of losses
_HIGHEST = 2.4  # where that ends, inside of the picture
_MARK = 0.2  # length of such a mark, by the height of a line
_SMALLER = 0.5  # of the inspector's loss, once the forger's is told
_TOWER = 0.09  # width of the forger's block, by that of the curve


class Pricing(Chapter):
    """A real note gets a high score, a fake a low one: cheap for the inspector, dear for the forger.

    The curve of ``-ln`` fills the stage, and all is to its scale. The inspector's two losses leave it for a
    stack beside her; that is small beside what the forger loses.

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
        self.broad, self.row = hero.broad, sizes.label * PIXEL
        self.stack = LossStack(self.regions, self.word("loss"))
        self.place, self.horizon = self.stack.rest, self.stack.horizon
        self.curve = PriceCurve(self.place, self.stack.unit, colors.text)
        wide = min(0.29 * hero.width, (0.36 if hero.broad else 0.3) * self.place.height)
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
        """Both notes, each bound to its place of the curve, and under it what that costs the inspector."""
        motion, (real, fake) = self.theme.motion, self.scores
        right = self.curve.at(self.chances[0])[0] if self.broad else np.inf
        right = min(right, self.regions.hero.edge(RIGHT)[0] - self.real.width / 2)
        top = self.place.edge(UP)[1] - self.real.height / 2
        for k, note in enumerate((self.real, self.fake)):
            note.move_to([right - 1.27 * k * note.width, top, 0.0])
        self.told = [
            self.below(self.real, "wish_real", short_number(real)),
            self.below(self.fake, "wish_fake", f"{short_number(1 - fake)} = 1 −", short_number(fake)),
        ]
        threads = [
            self.thread(
                told[1].get_bottom() + 0.4 * self.row * DOWN,
                self.curve.at(chance, self.curve.price(chance)),
            )
            for told, chance in zip(self.told, self.chances, strict=True)
        ]
        self.threads = VGroup(*threads)
        self.add(*self.blocks)
        words, self.name = VGroup(self.law[0], self.law[2]), self.law[1]
        grown = [block.grown.animate.set_value(1.0) for block in self.blocks]
        gone = FadeOut(words, rate_func=motion.soon(0.4))
        named = self.name.animate.shift((self.law.get_left()[0] - self.name.get_left()[0]) * RIGHT)
        self.on("genuine", gone, named, FadeIn(self.real, self.told[0], threads[0]), run_time=motion.quick)
        self.then(grown[0], run_time=motion.brief)
        self.on("forged", FadeIn(self.fake, self.told[1], threads[1]), run_time=motion.quick)
        self.then(grown[1], run_time=motion.brief)

    def add_up(self) -> None:
        """Both blocks leave the curve and become one stack beside the inspector: what she loses."""
        motion = self.theme.motion
        self.total, self.summed = self.judged()
        gone = [block.gone.animate.set_value(1.0) for block in self.blocks]
        apart = FadeOut(self.threads, rate_func=motion.soon(0.4))
        told = FadeIn(self.summed, rate_func=motion.soon(0.25))
        self.on("small", *gone, apart, told, run_time=motion.calm)
        self.then(FadeIn(self.total, self.stack.name), run_time=motion.brief)

    def compare(self) -> None:
        """On the same curve, what the same fake costs the forger."""
        motion, curve, fake = self.theme.motion, self.curve, self.scores[1]
        # Clear of the losses at the axis.
        wide = min(_TOWER * self.place.width, 2 * (fake * self.place.width - 0.9 * self.row))
        block = Block(curve, fake, wide, self.theme.colors.generator)
        bill = self.forged()
        lies = np.array([bill.get_right()[0] + self.row + self.fake.width / 2, self.fake.get_y(), 0.0])
        forger = Forger(min(0.32 * self.place.height, 0.24 * self.place.width) / PIXEL)
        start = curve.at(fake) + (wide / 2 + 0.3 * self.row) * RIGHT
        forger.stand(start - forger.get_left()[0] * RIGHT)
        self.add(block, self.fake)
        there = self.fake.copy().move_to(lies)
        told, exact = self.below(there, "wish_real", short_number(fake)), self.forged_exactly(there)
        total, name, top = self.total, self.stack.name, float(self.total.get_top()[1])
        smaller = total.copy().scale(_SMALLER, about_edge=DOWN)
        # The same score is now the chance of the forger's wish.
        wish, (less, chance) = self.told[1]
        gone = FadeOut(self.real, self.told[0], wish, less, self.summed, rate_func=motion.soon(0.25))
        lower = (
            total.animate.scale(_SMALLER, about_edge=DOWN),
            name.animate.shift((smaller.get_top()[1] - top) * UP),
        )
        comes = block.grown.animate.set_value(1.0), FadeIn(told[0], forger)
        # The note goes by where its bill will be.
        goes = [
            part.animate(rate_func=motion.soon(0.4)).shift(to.get_center() - part.get_center())
            for part, to in ((self.fake, there), (chance, told[1]))
        ]
        named = FadeIn(bill, exact, rate_func=squish_rate_func(smooth, 0.2, 0.6))
        self.on("large", *goes, gone, *lower, *comes, named, run_time=motion.quick)

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

    def below(self, note: Banknote, key: str, *number: str) -> VGroup:
        """Below a note: what is wished of it, and how likely that is."""
        sizes = self.theme.type
        x, y = note.get_center()[0], note.get_bottom()[1] - 0.8 * self.row
        wish = Label(self.word(key), sizes.label).set_line(np.array([x, y, 0.0]))
        room = Region(x, y - 1.25 * self.row, 2 * note.width, 1.2 * sizes.body * PIXEL)
        return VGroup(wish, Phrase(room, [(piece, sizes.body, self.theme.colors.text) for piece in number]))

    def thread(self, start: Point3D, end: Point3D) -> DashedLines:
        """From a number to what it costs."""
        curve = self.curve
        ends = np.array([(*curve.plot.p2c(start)[:2], *curve.plot.p2c(end)[:2])])
        return decoration(DashedLines(curve.plot, lambda: ends, self.theme.colors.drawn_mid))

    def judged(self) -> tuple[Label, Phrase]:
        """The inspector's loss as it is spoken, on its stack, and below the notes how it is exactly."""
        color, sizes, stack = self.theme.colors.discriminator, self.theme.type, self.stack
        exact = float(discriminator_loss(*self.scores))
        size = sizes.title if self.broad else 1.2 * sizes.heading  # as wide as the stack
        total = Label(plain_number(exact, 2), size, color, weight="BOLD")
        prices = [self.curve.price(chance) for chance in self.chances]
        total.set_line(stack.on_top(total, exact))
        stack.name.shift(stack.up_to(total))
        # From left to right as the notes lie above.
        costs = " + ".join(plain_number(float(price), 4) for price in reversed(prices))
        left, right = self.place.edge(LEFT)[0], self.real.get_right()[0]
        y = self.told[0][1].get_center()[1] - 1.45 * self.row
        room = Region((left + right) / 2, y, right - left, 1.4 * self.row)
        return total, self.worked_out(costs, exact, color, room, RIGHT)

    def worked_out(self, costs: str, exact: float, color: str, room: Region, edge: Vector3D) -> Phrase:
        """What a loss is made of, and how it is exactly."""
        size, ink = 1.2 * self.theme.type.label, self.theme.colors.text
        pieces = (costs, ink), ("=", ink), (plain_number(exact, 4), color)
        return Phrase(room, [(piece, size, own) for piece, own in pieces], edge=edge)

    def forged(self) -> VGroup:
        """The forger's loss and its name, beside the top of its block, and right of the curve."""
        colors, sizes, curve = self.theme.colors, self.theme.type, self.curve
        right, exact = self.regions.hero.edge(RIGHT)[0], float(generator_loss(self.scores[1]))
        bill, y = VGroup(), self.fake.get_top()[1]
        low = float(curve.plot.p2c([0.0, y - (1.2 * sizes.label + sizes.display) * PIXEL, 0.0])[1])
        left = curve.at(curve.probability(low))[0] + 0.4 * self.row
        for text, size, color in (
            (self.word("loss"), 1.2 * sizes.label, colors.text),
            (plain_number(exact, 1), sizes.display, colors.generator),
        ):
            high = size * PIXEL
            room = Region((left + right) / 2, y - high / 2, right - left, high)
            bill.add(Label(text, size, color, weight="BOLD", within=room, edge=LEFT))
            y -= high
        return bill

    def forged_exactly(self, note: Any) -> Phrase:
        """How it is exactly, below the fake and its chance."""
        x, right, fake = note.get_center()[0], self.regions.hero.edge(RIGHT)[0], self.scores[1]
        y = note.get_bottom()[1] - 3.4 * self.row
        room = Region(x, y, 2 * min(right - x, note.width), 1.2 * self.row)
        exact, color = float(generator_loss(fake)), self.theme.colors.generator
        return self.worked_out(f"−ln {short_number(fake)}", exact, color, room, ORIGIN)
