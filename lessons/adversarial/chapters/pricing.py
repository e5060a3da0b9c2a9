"""Chapter: the less likely a player gets its wish, the more it loses; what two scores cost both of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, VGroup

from lessons.adversarial.models.best_discriminator import discriminator_loss, generator_loss
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.price_curve import NARROWER, Block, PriceCurve
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.relations import computed_from
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, Tick, plain_number, short_number
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

REAL, FAKE = 0.95, 0.1
"""Scores of the worked example."""

_NEAR = 0.85, 0.275  # the window in which both small losses are large: least probability, highest loss
_FAR = 0.0, 2.9  # and that of the whole
_NAMED = 0.3  # where its name stands on the whole
_RUN = 0.98  # as far as the end of the curve is shown while it is drawn: inside of the picture
_BESIDE = 0.13, 0.2  # share of the width for the inspector: in a wide picture, in others
_INSPECTOR = 0.68  # width of the inspector by its height


class Pricing(Chapter):
    """A real note gets a high score, a fake a low one: cheap for the inspector, dear for the forger.

    The curve of ``-ln`` fills the stage. From near, the inspector's two losses stand under it and become one
    pile; from afar that is small beside what the forger loses.

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
        self.broad = hero.broad
        # Below the axis stands what was said of a note, and how likely that was held: in one row, or in two.
        self.row = sizes.label * PIXEL
        self.horizon = float(self.regions.stage.edge(DOWN)[1]) + (1.9 if self.broad else 2.9) * self.row
        beside = _BESIDE[0 if self.broad else 1]
        self.place, self.beside = hero.down_to(self.horizon).columns(1 - beside, beside)
        self.curve = PriceCurve(self.place, near=_NEAR, far=_FAR, color=colors.text)
        wide = min(0.3 * self.place.width, 0.42 * self.place.height)
        self.real, self.fake = (
            Banknote(wide / PIXEL, picture, color=color)
            for picture, color in ((real, colors.real), (fake, colors.generator))
        )
        self.wide = 0.85 * wide  # of a block from near
        blue = colors.discriminator
        self.blocks = [Block(self.curve, chance, self.wide, blue) for chance in (scores[0], 1 - scores[1])]
        high = min(self.beside.width / _INSPECTOR, 0.42 * self.place.height)
        self.inspector = Inspector(high / PIXEL, mirrored=True)
        self.inspector.stand([self.beside.x, self.horizon, 0.0])

    @beat
    def draw_the_curve(self) -> None:
        motion, curve = self.theme.motion, self.curve
        curve.drawn.set_value(0.0)
        runner, axis, marks = self.runner(), self.axis(), self.marks()
        self.one = axis[0]
        self.leaves = VGroup(self.law(), *axis[1:])
        with self.narrate("wish"):
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            self.then(self.clear_body(), ground, FadeIn(axis, self.inspector), run_time=motion.quick)
            self.add(marks)
            self.add(curve, runner)
            self.on("wish", FadeIn(self.leaves[0]), run_time=motion.brief)
            running = max(self.seconds_left() - motion.swift, 0.0)
            self.then(steady(curve.drawn, _RUN), run_time=running)
            self.fill(FadeOut(runner), curve.drawn.animate.set_value(1.0))

    @beat
    @after("draw_the_curve")
    def price_two_scores(self) -> None:
        with self.narrate("example"):
            self.come_near()
            self.add_up()
            self.step_back()

    def come_near(self) -> None:
        """Both notes over their places of the curve, and under it what each costs the inspector."""
        motion, (real, fake), curve = self.theme.motion, self.scores, self.curve
        curve.away.set_value(0.0)
        chances = real, 1 - fake
        told = (
            self.told("says_real", short_number(real), real),
            self.told("says_fake", f"1 − {short_number(fake)} = {short_number(1 - fake)}", 1 - fake),
        )
        self.numbers = [self.in_block(block) for block in self.blocks]
        top = self.place.edge(UP)[1]
        self.name = Label("−ln", self.theme.type.heading, weight="BOLD")
        self.name.set_line(self.on_curve(_NEAR[0] + 0.14 * (1 - _NEAR[0])), LEFT)
        for note, chance in zip((self.real, self.fake), chances, strict=True):
            note.move_to([curve.at(chance, 0.0)[0], top - note.height / 2, 0.0])
        self.near = VGroup(*told, *self.numbers, self.real)
        curve.away.set_value(1.0)
        nearer = curve.away.animate(rate_func=motion.travel).set_value(0.0)
        gone = FadeOut(self.leaves, rate_func=motion.soon(0.4))
        self.on("genuine", nearer, gone, FadeIn(self.real, told[0]), run_time=motion.calm)
        self.add(*self.blocks)
        first, second = (block.grown.animate.set_value(1.0) for block in self.blocks)
        self.then(first, FadeIn(self.name), run_time=motion.swift)
        self.then(FadeIn(self.numbers[0]), run_time=motion.snap)
        self.on("forged", second, FadeIn(self.fake, told[1]), run_time=motion.quick)
        self.then(FadeIn(self.numbers[1]), run_time=motion.snap)

    def add_up(self) -> None:
        """The second block goes onto the first, and the inspector's loss is told beside the pile."""
        motion, curve = self.theme.motion, self.curve
        low, upper = self.blocks
        way = curve.at(low.chance.get_value(), low.price) - curve.at(upper.chance.get_value(), 0.0)
        moves = (
            upper.chance.animate.set_value(low.chance.get_value()),
            upper.bottom.animate.set_value(low.price),
            self.numbers[1].animate.shift(way),
        )
        self.sum = self.judged()
        self.on("small", *moves, run_time=motion.calm)
        self.then(FadeIn(self.sum), run_time=motion.brief)

    def step_back(self) -> None:
        """All of the curve, and on it what the same fake costs the forger."""
        motion, curve, fake = self.theme.motion, self.curve, self.scores[1]
        block = Block(curve, fake, self.wide, self.theme.colors.generator)
        half = NARROWER * self.wide / 2
        curve.away.set_value(1.0)
        peak, ticks = curve.at(fake, block.price), (self.tick(0.5), self.tick(self.scores[0]))
        lies = peak + (half + 1.2 * self.row + self.fake.width / 2) * RIGHT
        lies[1] = self.place.edge(UP)[1] - self.fake.height / 2
        told = self.told("says_real", short_number(fake), fake)
        forger = Forger(min(0.32 * self.place.height, 0.24 * self.place.width) / PIXEL)
        start = curve.at(fake, 0.0) + (half + 0.3 * self.row) * RIGHT
        forger.stand(start - forger.get_left()[0] * RIGHT)
        bill, named = self.forged(lies), self.on_curve(_NAMED)
        curve.away.set_value(0.0)
        gone = FadeOut(self.near, self.one, rate_func=motion.soon(0.3))
        self.add(block, self.fake)
        moves = self.fake.animate.move_to(lies), self.name.animate.set_line(named, LEFT)
        back = curve.away.animate.set_value(1.0), *moves, gone
        comes = block.grown.animate.set_value(1.0), FadeIn(bill, told, forger, *ticks)
        self.on("large", *back, *comes, run_time=motion.calm)

    # -- what is drawn ---------------------------------------------------------------------------------------

    def runner(self) -> VGroup:
        """The end of the curve while it is drawn, and how high that is over the axis."""
        curve, color = self.curve, self.theme.colors.text
        plot = curve.plot

        def end() -> np.ndarray:
            point = curve.at(curve.head, curve.price(curve.head))
            return np.array(plot.p2c(point))

        stem = Segments(plot, lambda: np.array([(end()[0], 0.0, *end())]), self.theme.colors.gold)
        return VGroup(stem, Dots(plot, lambda: end()[np.newaxis], color, scale=1.6))

    def axis(self) -> VGroup:
        """Below the axis: a probability of 1, what the axis means, and others that are seen from afar."""
        sizes, muted = self.theme.type, self.theme.colors.muted
        y = self.horizon - self.row
        one, half, low = (self.tick(chance) for chance in (1.0, 0.5, self.scores[1]))
        name = Label(self.word("chance"), sizes.label, muted, weight="BOLD")
        at = one.get_left()[0] - 0.6 * self.row
        # Where it would meet the numbers, it stands below them.
        below = 0.0 if self.broad else 1.05 * self.row
        return VGroup(one, name.set_line(np.array([at, y - below, 0.0]), RIGHT), half, low)

    def tick(self, chance: float) -> Tick:
        """A probability, below its place on the axis of the moment."""
        at = self.curve.at(chance, 0.0)[0]
        return Tick(chance).set_line(np.array([at, self.horizon - self.row, 0.0]))

    def marks(self) -> Segments:
        """Marks on the axis, at every probability that is spoken of: they go where it goes."""
        curve, plot = self.curve, self.curve.plot
        low = float(plot.p2c(self.place.edge(DOWN) + 0.35 * self.row * DOWN)[1])
        real, fake = self.scores

        def ends() -> np.ndarray:
            at = [plot.p2c(curve.at(chance, 0.0))[0] for chance in (fake, 0.5, 1 - fake, real, 1.0)]
            return np.array([(x, low, x, 0.0) for x in at if x >= 0.0])

        return Segments(plot, ends, self.theme.colors.muted)

    def law(self) -> Label:
        """What the curve says, where it leaves room."""
        place, size = self.place, self.theme.type.title
        left, right = place.edge(LEFT)[0] + 0.22 * place.width, self.regions.hero.edge(RIGHT)[0]
        room = Region((left + right) / 2, place.y + 0.12 * place.height, right - left, 1.3 * size * PIXEL)
        return Label(self.word("price"), size, within=room, weight="BOLD", edge=ORIGIN)

    def on_curve(self, chance: float) -> np.ndarray:
        """Where the name of the curve begins, on a place of it."""
        above = self.theme.type.heading * PIXEL * (0.1 * RIGHT + 0.5 * UP)
        return np.asarray(self.curve.at(chance, self.curve.price(chance)) + above)

    def in_block(self, block: Block) -> Label:
        """The price of a block, written in it."""
        size = min(self.theme.type.body, 0.26 * self.wide / PIXEL)
        number = Label(plain_number(block.price, 4), size, self.theme.colors.background, weight="BOLD")
        return number.set_line(self.curve.at(block.chance.get_value(), block.price / 2))

    def told(self, key: str, number: str, chance: float) -> VGroup:
        """What was said of a note, and how likely that was held: below the axis."""
        colors, size = self.theme.colors, self.theme.type.label
        word = self.word(key)
        x, y = self.curve.at(chance, 0.0)[0], self.horizon - self.row
        if self.broad:
            room = Region(x, y, 0.36 * self.place.width, 1.6 * self.row)
            told = Phrase(room, [(text, 1.15 * size, colors.text) for text in (word, number)])
        else:
            rows = Label(word, size), Label(number, size, weight="BOLD")
            told = VGroup(
                *(row.set_line(np.array([x, y - k * 1.05 * self.row, 0.0])) for k, row in enumerate(rows))
            )
        return told.shift(max(0.0, self.place.edge(LEFT)[0] - told.get_left()[0]) * RIGHT)

    @property
    def bill_sizes(self) -> tuple[float, float]:
        """Sizes of what a player loses, and of its name."""
        sizes = self.theme.type
        return (sizes.title, 1.15 * sizes.label) if self.broad else (sizes.heading, sizes.label)

    def judged(self) -> VGroup:
        """The inspector's loss and its name, right of the pile and over the inspector."""
        color = self.theme.colors.discriminator
        large, small = self.bill_sizes
        left = self.blocks[0].get_right()[0] + 0.3 * self.row
        right, low = self.regions.hero.edge(RIGHT)[0], self.inspector.get_top()[1] + 0.2 * self.row
        high = 1.3 * large * PIXEL
        total = Region((left + right) / 2, low + high / 2, right - left, high)
        loss = plain_number(float(discriminator_loss(*self.scores)), 4)
        number = Label(loss, large, color, weight="BOLD", within=total, edge=RIGHT)
        computed_from(number, lambda a, b: a + b, *self.numbers)
        above = Region(total.x, total.y, total.width, 2.6 * small * PIXEL)
        word = self.word("loss_discriminator")
        name = Label(word, small, color, weight="BOLD", within=above, edge=RIGHT)
        return VGroup(name.shift((low + high - name.get_bottom()[1]) * UP), number)

    def forged(self, note: Any) -> VGroup:
        """The forger's loss and its name, right of the fake."""
        colors = self.theme.colors
        left, right = note[0] + self.fake.width / 2 + 0.6 * self.row, self.regions.hero.edge(RIGHT)[0]
        room = Region((left + right) / 2, note[1] - 0.06 * self.fake.height, right - left, self.fake.height)
        above, below = room.rows(1, 1.6)
        large, small = self.bill_sizes
        name = Label(self.word("loss_generator"), small, colors.generator, weight="BOLD", within=above)
        loss = plain_number(float(generator_loss(self.scores[1])), 4)
        return VGroup(name, Label(loss, large, colors.generator, weight="BOLD", within=below))
