"""Chapter: the less likely a player gets its wish, the more it loses; what two scores cost both of them."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import (
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
    there_and_back,
)

from lessons.adversarial.models.best_discriminator import discriminator_loss, generator_loss
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.loss_stack import LossStack
from lessons.adversarial.pictures.players import Forger
from lessons.adversarial.pictures.price_curve import Block, PriceCurve
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, Dots, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.relations import computed_from, in_step
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, Tick, plain_number, short_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

REAL, FAKE = 0.95, 0.1
"""Scores of the worked example."""

_NEAR = 20 / 3  # how many times as large all is while the inspector's two small losses are told
_CHANCES = (0.0, 0.5), 1 - 1 / _NEAR  # marked along the ground, from afar, and where it begins from near
_GOES = 0.03  # of the width: as far beyond its left end a mark there is still seen to go
_NAMED = 0.32  # over which probability the name of the curve begins
_RUN = 0.98  # as far as the end of the curve is shown while it is drawn: inside of the picture
_TOLD = 0.3, 0.5  # when the law comes, by the time in which the curve is drawn
_LOSSES = (1, 2), (0.1, 0.2)  # marked on the axis of losses, from afar and from near
_HIGHEST = 2.4  # where that ends, inside of the picture, in nats from afar
_MARK = 0.2  # length of such a mark, by the height of a line
_NAME = 4.2  # em, from there to the line of what lies along the ground
_ABOVE = 1.15  # em, from the ground to the line of what stands on it
_BLOCK = 0.55  # width of a block under the curve, by how far two of them are from each other
_TOWER = 0.07  # width of the forger's block, by that of the curve
_LAID, _JOINT = 0.5, 0.12  # width of what is laid on it, by its own, and how far apart, by a line's height
_LEAP = 0.2  # of the inspector whose loss is small, by its height
_DIGITS = 2.2  # em, the width of a loss with two decimals
_COST = 0.58  # size of what is written in the blocks, by the height of the lower one: clear of the curve
_LARGE = 1.9  # of what he loses, by the largest type
_NOTE = 0.2, 0.3  # width of a note by that of the picture, wide and others, as far as there is room


class Pricing(Chapter):
    """A real note gets a high score, a fake a low one: cheap for the inspector, dear for the forger.

    The curve of ``-ln`` fills the stage. Where the chances are good it is so low that one has to go near:
    there each note hangs over its chance, which stands on the line down to the curve, and the inspector's two
    losses leave the curve for a stack beside her. Seen from afar again, that is small beside what the forger
    loses.

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
        # What the inspector wishes of either is likely: that the real note is taken for one, the fake not.
        self.chances = scores[0], 1 - scores[1]
        apart = _NEAR * abs(self.chances[0] - self.chances[1]) * self.place.width
        wide = min(_NOTE[0 if hero.broad else 1] * hero.width, apart - 0.5 * self.row)
        self.real, self.fake = (
            Banknote(wide / PIXEL, picture, color=color)
            for picture, color in ((real, colors.real), (fake, colors.generator))
        )
        self.prices = [float(self.curve.price(chance)) for chance in self.chances]
        ends = (0.0, self.prices[0]), (self.prices[0], sum(self.prices))
        self.blocks = [
            Block(
                self.curve, chance, _BLOCK * apart, colors.discriminator,
                lambda zoom, low=low, high=high: self.stack.corners(low, high, zoom=zoom),
            )
            for chance, (low, high) in zip(self.chances, ends, strict=True)
        ]  # fmt: skip

    @beat
    def draw_the_curve(self, ball: VGroup) -> None:
        """``ball``, at a score of 1, falls to where what is certain costs nothing: there the curve begins."""
        motion, curve = self.theme.motion, self.curve
        curve.drawn.set_value(0.0)
        # The end of the curve while it is drawn.
        runner = bleeding(
            Dots(
                curve.plot,
                lambda: np.array([(curve.head, float(curve.price(curve.head)))]),
                self.theme.colors.text,
                scale=1.6,
            )
        )
        self.axis = self.axis_of_prices()
        self.marks = [self.losses(zoom, values) for zoom, values in zip((1.0, _NEAR), _LOSSES, strict=True)]
        self.law, self.chance = self.law_of_prices(), self.name_of_chances()
        with self.narrate("wish"):
            line, one, *ticks = self.axis
            # Where those stand the curve of the score still fades.
            arrives = AnimationGroup(
                FadeIn(line, one, self.marks[0], self.chance, self.stack.inspector),
                FadeIn(*ticks, rate_func=motion.late(0.6)),
            )
            falls = ball.clear_updaters().animate.move_to(curve.at(1.0))
            self.on("wish", self.scene.clear_body(ball), arrives, falls, run_time=motion.quick)
            self.remove(ball)
            self.add(curve, runner)
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
        """From near both notes, each at a stem over its place, and under the curve what that costs her."""
        motion, curve = self.theme.motion, self.curve
        real, fake = (short_number(score) for score in self.scores)
        curve.zoom.set_value(_NEAR)
        self.flags = [
            self.flag(self.real, self.chances[0], real),
            self.flag(self.fake, self.chances[1], f"1 − {fake}", "=", short_number(1 - self.scores[1])),
        ]
        curve.zoom.set_value(1.0)
        self.costs = VGroup(*map(self.cost, self.blocks))
        grown = [block.grown.animate.set_value(1.0) for block in self.blocks]
        gone = FadeOut(self.marks[0], rate_func=motion.soon(0.3))
        size = self.theme.type.body
        law = self.law.animate.scale(size / self.theme.type.heading, about_edge=LEFT)
        risen = law.shift((self.regions.hero.edge(UP)[1] - 0.6 * size * PIXEL - self.law.get_y()) * UP)
        nearer = curve.zoom.animate.set_value(_NEAR), FadeIn(self.marks[1], rate_func=motion.late(0.7))
        hung = FadeIn(self.flags[0], rate_func=motion.late(0.5))
        self.on("genuine", gone, *nearer, risen, hung, run_time=motion.quick)
        self.add(self.blocks[0], curve)
        self.then(grown[0], run_time=motion.quick)
        self.then(FadeIn(self.costs[0]), run_time=motion.swift)
        self.add(self.blocks[1], curve)
        self.on("forged", FadeIn(self.flags[1]), grown[1], run_time=motion.quick)
        self.then(FadeIn(self.costs[1]), run_time=motion.swift)

    def add_up(self) -> None:
        """Both blocks leave the curve and become one stack beside the inspector: what she loses."""
        motion, inspector = self.theme.motion, self.stack.inspector
        self.total = self.judged()
        gone = [block.gone.animate.set_value(1.0) for block in self.blocks]
        self.add(*self.blocks, self.costs)
        # They go where the name of the chances is, past the greatest of them.
        left = FadeOut(self.chance, self.axis[1], rate_func=motion.soon(0.2))
        self.on("small", *gone, left, run_time=motion.calm)
        self.then(FadeIn(self.total, self.stack.name), run_time=motion.brief)
        leap = inspector.animate(rate_func=there_and_back).shift(_LEAP * inspector.height * UP)
        self.then(leap, run_time=motion.calm)

    def compare(self) -> None:
        """From afar, on the same curve, at the score of the fake, stands what it costs the forger."""
        motion, curve, fake = self.theme.motion, self.curve, self.scores[1]
        # Clear of the losses at the axis.
        wide = min(_TOWER * self.place.width, 2 * (fake * self.place.width - 0.9 * self.row))
        block = Block(curve, fake, wide, self.theme.colors.generator)
        bill = self.forged()
        self.forger = forger = Forger(min(0.32 * self.place.height, 0.24 * self.place.width) / PIXEL)
        start = self.place.edge(LEFT) + (fake * self.place.width + wide / 2 + 0.3 * self.row) * RIGHT
        forger.stand(start * RIGHT + self.horizon * UP - forger.get_left()[0] * RIGHT)
        stack, total = self.stack, self.total
        share = self.theme.type.label / total.em  # it is still read
        low = total.copy().scale(share)
        low.set_line(stack.on_top(low, sum(self.prices)))
        name = stack.name.copy().shift(stack.up_to(low))
        gone = FadeOut(
            *self.flags,
            self.costs,
            self.law,
            self.marks[1],
            rate_func=motion.soon(0.25),
        )
        lower = total.animate.become(low), stack.name.animate.move_to(name)
        marks = FadeIn(self.marks[0], self.axis[1], rate_func=motion.late(0.7))
        farther = curve.zoom.animate.set_value(1.0), marks
        told = FadeIn(bill, rate_func=motion.soon(0.6))
        self.on("large", gone, *farther, *lower, told, run_time=motion.quick)
        # The curve is over the block, whose upper edge it meets at its middle.
        self.add(block, curve)
        laid, bricks, often = self.laid(block.price, wide)
        self.then(block.grown.animate.set_value(1.0), FadeIn(forger), run_time=motion.quick)
        self.add(bricks, often, curve)
        self.then(steady(laid, 1.0), run_time=motion.quick)

    # -- what is drawn ---------------------------------------------------------------------------------------

    def axis_of_prices(self) -> VGroup:
        """The ground as far as a probability of 1, which stands there, and the axis of losses."""
        curve, one = self.curve, Tick(1)
        one.set_line(curve.at(1.0) + _ABOVE * self.row * UP)
        ends = np.array([(0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, _HIGHEST)])
        line = bleeding(Segments(curve.plot, lambda: ends, self.theme.colors.muted))
        return VGroup(line, one, *self.ticks())

    def ticks(self) -> list[Tick]:
        """Chances along the ground; from nearer they have gone out at the left, and it begins elsewhere."""
        curve, row, (afar, near) = self.curve, self.row, _CHANCES

        def follow(tick: Tick, chance: float) -> None:
            at, zoom = curve.at(chance), curve.zoom.get_value()
            edge, aside = (ORIGIN, 0.0) if chance == max(afar) else (LEFT, 1.5 * _MARK)
            tick.set_line(at + row * (aside * RIGHT + _ABOVE * UP), edge)
            beyond = (at[0] - self.place.edge(LEFT)[0]) / self.place.width
            comes = 2 * (zoom - 1) / (_NEAR - 1) - 1 if chance == near else 1.0 + min(beyond, 0.0) / _GOES
            tick.set_fill(opacity=float(np.clip(comes, 0.0, 1.0)))

        ticks = [bleeding(Tick(chance)) for chance in (*afar, near)]
        for tick, chance in zip(ticks, (*afar, near), strict=True):
            tick.add_updater(partial(follow, chance=chance), call_updater=True)
        return ticks

    def losses(self, zoom: float, losses: tuple[float, ...]) -> VGroup:
        """Losses right of their axis, as they stand at a zoom."""
        curve, mark = self.curve, _MARK * self.row / self.place.width
        heights = [zoom * loss for loss in losses]
        ends = np.array([(0.0, high, mark, high) for high in heights])
        ticks = VGroup(*map(Tick, losses))
        for tick, high in zip(ticks, heights, strict=True):
            tick.set_line(curve.plot.c2p(mark, high) + 0.5 * _MARK * self.row * RIGHT, LEFT)
        marks = bleeding(Segments(curve.plot, lambda: ends, self.theme.colors.muted))
        return VGroup(marks, *ticks)

    def name_of_chances(self) -> Label:
        """What lies along the ground: over its end, from afar and from near clear of the curve."""
        name = Label(self.word("chance"), self.theme.type.label, weight="BOLD")
        # Right of the line over the nearer of both chances.
        nearer = self.curve.at(1.0 - _NEAR * (1.0 - max(self.chances)))
        return name.set_line(nearer + self.row * (0.65 * RIGHT + _NAME * UP), LEFT)

    def law_of_prices(self) -> Phrase:
        """What the curve says, beside it."""
        size, colors = self.theme.type.heading, self.theme.colors
        begins = self.curve.at(_NAMED, self.curve.price(_NAMED)) + size * PIXEL * (0.3 * RIGHT + 0.5 * UP)
        wide = self.regions.hero.edge(RIGHT)[0] - begins[0]
        room = Region(begins[0] + wide / 2, begins[1], wide, 1.3 * size * PIXEL)
        return Phrase(room, [(self.word("price"), size, colors.text)], edge=LEFT)

    def flag(self, note: Banknote, chance: float, *told: str) -> VGroup:
        """A note over its chance on the curve, and in between, on the line, how likely what is wished is.

        The last of what is told is that; before it stands quietly how it comes about.
        """
        curve, sizes, colors = self.curve, self.theme.type, self.theme.colors
        foot, row = curve.at(chance), sizes.heading * PIXEL
        # Below the law, which stands over all.
        top = float(self.place.edge(UP)[1]) - 1.4 * sizes.body * PIXEL
        note.move_to(np.array([foot[0], top, 0.0]), aligned_edge=UP)
        pieces = [(text, sizes.body, colors.muted) for text in told[:-1]]
        pieces.append((told[-1], sizes.heading, colors.text))
        # Where there is no room for all on one line, what it comes to stands on a second one.
        lines = [pieces] if self.regions.hero.broad else [pieces[:1], pieces[1:]]
        y, rows = note.get_bottom()[1] - 0.8 * row, VGroup()
        for line in filter(None, lines):
            wide = 2 * min(foot[0] - self.place.edge(LEFT)[0], note.width)
            rows.add(Phrase(Region(foot[0], y, wide, 1.2 * row), line))
            y -= row
        at, low = curve.plot.p2c(curve.at(chance, curve.price(chance)))
        high = curve.plot.p2c([0.0, y + 0.3 * row, 0.0])[1]
        stem = decoration(Segments(curve.plot, lambda: np.array([(at, low, at, high)]), colors.drawn_mid))
        return VGroup(stem, note, *rows)

    def cost(self, block: Block) -> Label:
        """What a block costs, in its middle, wherever that is."""
        sizes = self.theme.type
        number = Label(
            plain_number(block.price, 2), sizes.heading, self.theme.colors.background, weight="BOLD"
        )
        low = _COST * _NEAR * min(self.prices) * self.curve.unit / PIXEL
        number.scale(min(1.0, 0.8 * block.width / number.width, low / number.size))
        return number.add_updater(lambda number: number.set_line(block.get_center(), ORIGIN))

    def judged(self) -> Label:
        """The inspector's loss as it is spoken, on its stack."""
        colors, sizes, stack = self.theme.colors, self.theme.type, self.stack
        exact = float(discriminator_loss(*self.scores))
        size = min(sizes.title, stack.place.width / PIXEL / _DIGITS)  # no wider than the stack
        total = Label(plain_number(exact, 2), size, colors.discriminator, weight="BOLD")
        total.set_line(stack.on_top(total, exact, zoom=_NEAR))
        stack.name.shift(stack.up_to(total))
        return computed_from(total, lambda *costs: sum(costs), *self.costs)

    def laid(self, price: float, wide: float) -> tuple[ValueTracker, Boxes, LiveNumber]:
        """How often her loss goes into the forger's: laid on his block, one on the other, and counted."""
        once = sum(self.prices)
        feet = once * np.arange(int(price // once))
        half, fake = _LAID / 2 * wide / self.place.width, self.scores[1]
        seam = _JOINT * self.row / self.curve.unit
        laid = ValueTracker(0.0)

        def count() -> int:
            return round(laid.get_value() * len(feet))

        def seen() -> np.ndarray:
            boxes = [(fake - half, foot + seam, fake + half, foot + once) for foot in feet[: count()]]
            return np.array(boxes).reshape(-1, 4)

        blue = self.theme.colors.discriminator
        bricks = decoration(Boxes(self.curve.plot, seen, blue, opacity=1.0))
        often = LiveNumber(
            count, decimals=0, template=self.word("often"), size=self.theme.type.label, color=blue, edge=LEFT
        )
        # Beside the block, over the forger's head.
        side, head = self.curve.at(fake)[0] + wide / 2 + 0.3 * self.row, self.forger.get_top()[1]
        often.set_line(np.array([side, head + 0.8 * self.row, 0.0]), LEFT)
        in_step(bricks, often)
        return laid, bricks, often

    def forged(self) -> VGroup:
        """How likely the fake is to pass, and what that costs the forger: right of the curve."""
        colors, sizes, curve = self.theme.colors, self.theme.type, self.curve
        fake = short_number(self.scores[1])
        loss = plain_number(float(generator_loss(self.scores[1])), 1)
        rows = (
            (self.word("fooled").format(fake), sizes.body, colors.generator),
            (f"{self.word('loss')} = −ln {fake}", sizes.body, colors.text),
            (loss, _LARGE * sizes.display, colors.generator),
        )
        y, right = float(self.place.edge(UP)[1]), self.place.edge(RIGHT)[0]
        low = y - 1.25 * sum(size for _, size, _ in rows) * PIXEL
        # The lowest row is nearest to the curve.
        clear = curve.probability(float(curve.plot.p2c([0.0, low, 0.0])[1]))
        left, bill = self.place.edge(LEFT)[0] + clear * self.place.width + 0.5 * self.row, VGroup()
        for piece in rows:
            high = 1.25 * piece[1] * PIXEL
            room = Region((left + right) / 2, y - high / 2, right - left, high)
            bill.add(Phrase(room, [piece], edge=LEFT))
            y -= high
        return bill
