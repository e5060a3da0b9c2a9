"""Chapter: real notes and fakes as two hills; the best score is the share of real ones, till both are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    Line,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    Wait,
    smooth,
    squish_rate_func,
)
from scipy.stats import norm

from lessons.adversarial.models.best_discriminator import (
    best_discriminator,
    discriminator_risk,
    normal_density,
)
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.hills import HALF
from lessons.adversarial.pictures.loss_stack import LossStack
from lessons.adversarial.pictures.piles import PiledNotes, expected_counts
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.score_meter import score_name
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, Dots, Segments
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.relations import in_step
from narrated.mobjects.step_path import Shape, steady
from narrated.mobjects.text import Label, LiveNumber, Tick, plain_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SPREAD = 1.0  # of both densities
_NOTES = 20  # of each kind; so many that at the spot eight real ones lie beside two fakes
_BIN = 1.1
_NOTE = 0.4 * _BIN  # width of a note, beside one of the other kind: pairs are apart
_BESIDE = 0.25  # from the middle of a hill to its name, in em
_PEAK = 0.62  # height of a hill, by that of a score of 1
_RANGE = (-4.0, 4.0)
# For the loss. Farther out a score would be rounded to 1, and its price to infinity.
_GRID = np.linspace(-9.0, 9.0, 1801)
_SPOT = float(np.log(4.0) / 2)  # where the best score is 0.8
_SPOT_BIN, _BELOW = 0.15, 3  # where the bin around it begins, and how many bins are left of it
_LAID = 0.1  # height of a note that lies, by that of a score of 1: ten are as high as a share of all
_BROAD = 1.25  # width of a note by its height, at the least
_DIM = 0.22  # of the notes that are not counted
_HELD = 0.4  # seconds that the whole score is seen, within its line
_FIGURE = 0.42, 0.17  # height of the inspector by that of a score of 1, and by the width at most
_OWNER = 0.5, 0.42  # width of a note in a block by the block's, and its height by half of the greatest loss
_RIM = 12.0  # stroke around a note in a block
_ASIDE = 1.06, 0.4  # from the middle of the hill of real notes to its name at its side
FULL = 2 * float(np.log(2.0))
"""The loss of the best discriminator when nothing can be told apart."""


class Hills(Chapter):
    """Two hills on an axis of ink, the best score over them, and what becomes of it when they meet.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    apart
        How far the means of both kinds of notes are from each other, in spreads.

    Examples
    --------
    The best score where real notes are four times as frequent, and its loss when both kinds are one::

        hills = Hills(self)
        hills.score(0.693)  # 0.8
        hills.apart.set_value(0.0)
        hills.loss()  # 1.386
    """

    def __init__(self, scene: NarratedScene, *, apart: float = 2.0) -> None:
        super().__init__(scene)
        self.mean, self.apart = apart / 2, ValueTracker(apart)
        self.risen = ValueTracker(1.0)  # of the hills: 0 is flat
        self.color_real, self.color_fake = self.theme.colors.real, self.theme.colors.generator
        hero, em = self.regions.hero, self.theme.type.label * PIXEL
        low = self.regions.stage.edge(DOWN)[1]
        self.horizon = low + 1.9 * em  # over the names of the hills
        # A score of 1 is as high as there is room below the names.
        top = hero.edge(UP)[1] - (1.9 * em if hero.broad else 3.0 * em)
        right, left = hero.edge(RIGHT)[0] - 1.6 * em, hero.edge(LEFT)[0]
        self.room = Region((left + right) / 2, (self.horizon + top) / 2, right - left, top - self.horizon)
        self.plot = self.plot_in(self.room)
        self.scale = _PEAK / float(normal_density(0.0, 0.0, _SPREAD))

    @staticmethod
    def plot_in(place: Region) -> Plot:
        """The axis of ink, and over it densities and scores."""
        return Plot(place, _RANGE, (0.0, 1.0), bare=True)

    # -- the densities ---------------------------------------------------------------------------------------

    def p(self, x: Any) -> np.ndarray:
        """Density of real notes."""
        return normal_density(x, self.mean, _SPREAD)

    def q(self, x: Any) -> np.ndarray:
        """Density of fakes, wherever they are now."""
        return normal_density(x, self.mean - self.apart.get_value(), _SPREAD)

    def score(self, x: Any) -> np.ndarray:
        """The best discriminator's score."""
        return best_discriminator(self.p(x), self.q(x))

    def losses(self) -> tuple[float, float]:
        """What it loses on average on real notes, and on fakes, with the densities of now, in nats."""
        p, q, score, none = self.p(_GRID), self.q(_GRID), self.score(_GRID), np.zeros_like(_GRID)
        return discriminator_risk(p, none, score, _GRID), discriminator_risk(none, q, score, _GRID)

    def loss(self) -> float:
        """What it loses on average with the densities of now, in nats."""
        return sum(self.losses())

    # -- the beats -------------------------------------------------------------------------------------------

    @beat
    def pile_up(self) -> None:
        motion = self.theme.motion
        axis = self.axis()
        fallen = ValueTracker(0.0), ValueTracker(0.0)
        real, fake = (
            self.piles(mean, share, color, within)
            for mean, share, color, within in (
                (self.mean, fallen[0], self.color_real, (0.5, 0.5 + _NOTE / _BIN)),
                (-self.mean, fallen[1], self.color_fake, (0.5 - _NOTE / _BIN, 0.5)),
            )
        )  # fmt: skip
        self.hills = self.hill(self.p, self.color_real), self.hill(self.q, self.color_fake)
        self.names = self.name("real", self.mean), self.name("fake", self.mean - self.apart.get_value())
        self.add(fake, real)
        with self.narrate("densities"):
            # The scene begins on the ground of the one before; it rises while all notes are in the air.
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            self.then(ground, FadeIn(axis), run_time=motion.beat)
            self.on("real", steady(fallen[0], 1.0))
            self.then(FadeIn(self.names[0]), run_time=motion.brief)
            self.on("fake", steady(fallen[1], 1.0))
            self.then(FadeIn(self.names[1]), run_time=motion.brief)
        self.piled = fake, real

    @beat
    @after("pile_up")
    def take_the_share(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        at, spot = ValueTracker(_RANGE[0]), ValueTracker(_SPOT)
        law = self.law()
        clear = float(self.plot.p2c(law.get_right())[0]) + _NOTE / 4
        first, window = (self.window(tracker.get_value, clear=clear) for tracker in (spot, at))
        curve = self.plot.live_curve(
            lambda: lambda x: np.where(x <= at.get_value(), self.score(x), np.nan),
            colors.discriminator,
            samples=400,
        )
        bleeding(curve)
        counted, dot = self.ball(spot), self.ball(at)
        told, scores, inspector = self.told(), self.scores(), self.inspector().set_z_index(1)
        with self.narrate("best"):
            column, others, gather = self.count()
            self.then(FadeIn(inspector, shift=0.5 * inspector.width * LEFT), run_time=motion.quick)
            clear = self.plot.c2p(_SPOT + _NOTE, 0.0)[0] - inspector.get_left()[0]
            gather.append(inspector.animate.shift(clear * RIGHT))
            self.on("here", *gather, run_time=motion.quick)
            notes = sum(kind.counts[_BELOW] for kind in self.piled)
            foot = self.plot.c2p(_SPOT, 0.0)
            lower = self.scale / (_NOTES * _BIN) / self.high  # piles as high as the hills
            stretched = column.animate.stretch(1.0 / (notes * self.high), 1, about_point=foot)
            self.on("share", stretched, FadeIn(told), run_time=motion.quick)
            self.then(FadeIn(first, counted), FadeOut(column), run_time=motion.swift)
            self.on("law", FadeIn(law), run_time=motion.brief)
            piles = [others.animate.stretch(lower, 1, about_point=foot).set_fill(opacity=0.0)]
            smooth = *piles, *(FadeIn(hill) for hill in self.hills)
            gone = FadeOut(told, inspector, first, rate_func=motion.soon(0.5))
            self.on("curve", *smooth, gone, FadeIn(scores), run_time=motion.quick)
            self.remove(others)
            # Its dot stays inside of the picture.
            air = 2 * self.theme.dot / self.plot.size[0] * (_RANGE[1] - _RANGE[0])
            at.set_value(_RANGE[0] + air)
            self.add(window, curve, counted, dot)
            self.then(steady(at, _RANGE[1] - air), run_time=max(self.seconds_left() - _HELD, motion.calm))

    @beat
    def meet(
        self,
        blocks: Sequence[VMobject],
        stack: LossStack,
        notes: Sequence[Banknote],
    ) -> None:
        """The hills become one; ``blocks`` on a stack, what two notes cost, become what all of them do.

        In each block stands one of ``notes``, a real one and a fake: whose loss it is.
        """
        motion, colors = self.theme.motion, self.theme.colors
        self.horizon = stack.horizon
        rest, top = stack.rest, float(self.room.edge(UP)[1])
        high = top - self.horizon
        self.plot = self.plot_in(Region(rest.x, self.horizon + high / 2, rest.width, high))
        curve = bleeding(self.plot.live_curve(lambda: self.score, colors.discriminator))
        fake = self.fake_now()
        # Wider, so that it is seen under the other when both are one.
        real = VGroup(self.hill(self.p, self.color_real, width=2.2), self.aside())
        pile, number, names = self.losing(stack, notes)
        most, halves = self.most(stack), self.halves(stack)
        scales, score = self.scales(), self.score_now()
        half = Label(f"D = {HALF}", self.theme.type.heading, colors.discriminator, weight="BOLD")
        half.set_line(self.plot.c2p(_RANGE[0], 0.5) + 0.75 * half.size * PIXEL * UP, LEFT)
        with self.narrate("equal"):
            self.then(Wait(), run_time=motion.swift)  # what was there is read to its end
            clear = self.scene.clear_body(*blocks, stack.inspector, stack.name)
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            become = [
                ReplacementTransform(block.clear_updaters(), part)
                for block, part in zip(blocks, pile, strict=True)
            ]
            self.risen.set_value(0.0)
            self.add(real[0], *fake[:2])
            rise = self.risen.animate.set_value(1.0)
            arrives = FadeIn(curve, self.axis(self.plot.region.edge(RIGHT)[0]), *scales, score)
            comes = stack.name.animate.shift(stack.up_to(number))
            self.then(clear, ground, rise, *become, arrives, comes, run_time=motion.calm)
            self.then(FadeIn(names, number, real[1], fake[2]), run_time=motion.swift)
            stack.name.add_updater(lambda name: name.shift(stack.up_to(number)))
            self.add(fake, curve, score, pile, number, stack.name, names)
            # The curve comes where the line of one half is, and between the hills' names.
            unnamed = FadeOut(score, scales[0], rate_func=squish_rate_func(smooth, 0.4, 0.6))
            self.on("meet", self.apart.animate.set_value(0.0), unnamed, run_time=motion.journey)
            self.on("half", FadeIn(half), run_time=motion.brief)
            self.then(FadeIn(halves), run_time=motion.brief)
            self.explorable(
                "apart",
                handles=[Handle("apart", self.apart, (0.0, 3.0), drags=(fake[2],), decimals=1)],
                marks=[*fake, curve, *pile, number, stack.name, names],
                covered=[half, halves, most],
            )
            self.on("loss", FadeIn(most), run_time=motion.quick)

    # -- what is drawn ---------------------------------------------------------------------------------------

    def axis(self, right: float | None = None) -> VGroup:
        """What the axis means, below its ends: the right one is that of the picture, or where it is told."""
        sizes = self.theme.type
        right = self.regions.hero.edge(RIGHT)[0] if right is None else right
        ends = VGroup()
        for key, edge in (("light", LEFT), ("dark", RIGHT)):
            label = Label(self.word(key), sizes.label, self.theme.colors.muted, weight="BOLD")
            x = self.plot.c2p(_RANGE[0], 0.0)[0] if key == "light" else right
            ends.add(label.set_line(np.array([x, self.named, 0.0]), edge))
        return ends

    @property
    def small(self) -> float:
        """Size of what is named: in a narrow picture it would meet the curves."""
        return self.theme.type.body if self.regions.hero.broad else self.theme.type.label

    @property
    def named(self) -> float:
        """Height of the line of the names, below the axis: nothing moves through them there."""
        return self.horizon - self.theme.type.label * PIXEL

    def piles(self, mean: float, fallen: ValueTracker, color: str, within: tuple[float, float]) -> PiledNotes:
        """Notes of one kind, which fall while the tracker goes to 1."""
        edges = _SPOT_BIN + _BIN * np.arange(-_BELOW, 4)
        counts = expected_counts(lambda x: norm.cdf(x, mean, _SPREAD), _NOTES, edges)
        seed = round(10 * mean)
        return PiledNotes(self.plot, edges, counts, self.high, within, fallen.get_value, color, seed=seed)

    @property
    def high(self) -> float:
        """What a note adds to its pile."""
        wide = float(self.plot.c2p(_NOTE, 0.0)[0] - self.plot.c2p(0.0, 0.0)[0])
        return min(_LAID, wide / _BROAD / self.plot.size[1])

    def count(self) -> tuple[VGroup, VGroup, list[Any]]:
        """The notes at the spot, all others, and how the first become one column while the others dim."""
        fake, real = self.piled
        for part in VGroup(fake, real).get_family():
            part.clear_updaters()
        column = VGroup(real[_BELOW], fake[_BELOW])
        others = VGroup(*(pile for kind in self.piled for pile in kind if pile not in (*column,)))
        foot, unit = self.plot.c2p(_SPOT, 0.0), self.plot.c2p(0.0, self.high) - self.plot.c2p(0.0, 0.0)
        moves = []
        for pile, under in zip(column, (0, real.counts[_BELOW]), strict=True):
            away = (foot - pile.get_center()) * RIGHT + under * unit
            moves.append(pile.animate.shift(away))
        return column, others, [*moves, others.animate.set_fill(opacity=_DIM)]

    def hill(self, density: Callable[[Any], np.ndarray], color: str, *, width: float = 1.0) -> VGroup:
        """The curve of a density and the ground under it, of the moment."""
        plot, scale, risen = self.plot, self.scale, self.risen.get_value
        x = np.linspace(*_RANGE, 97)

        def outline() -> np.ndarray:
            corners = [plot.c2p(_RANGE[0], 0.0)]
            corners += [plot.c2p(*at) for at in zip(x, scale * risen() * density(x), strict=True)]
            return np.array([*corners, plot.c2p(_RANGE[1], 0.0)])

        fill = decoration(Shape(outline, color, opacity=0.22))
        width *= self.theme.curve_width
        return VGroup(
            fill,
            bleeding(plot.live_curve(lambda: lambda x: scale * risen() * density(x), color, width=width)),
        )

    def fake_now(self) -> VGroup:
        """The hill of the fakes and its name, which go where they go: over the score, which is low there."""
        name, c2p = self.name("fake", 0.0), self.plot.c2p
        above = name.size * PIXEL * (_BESIDE * RIGHT + 1.05 * UP)

        def follow(_: Mobject) -> None:
            name.set_line(c2p(self.mean - self.apart.get_value(), _PEAK) + above, RIGHT)

        name.add_updater(follow, call_updater=True)
        return VGroup(*self.hill(self.q, self.color_fake), name)

    def name(self, key: str, mean: float) -> Label:
        """The name of a hill, below it: real ones right of its middle, fakes left, so that both have room."""
        real = key == "real"
        color = self.color_real if real else self.color_fake
        label = Label(self.word(key), self.small, color, weight="BOLD")
        side = RIGHT if real else LEFT
        x = self.plot.c2p(mean, 0.0)[0] + side[0] * _BESIDE * label.size * PIXEL
        return label.set_line(np.array([x, self.named, 0.0]), -side)

    def aside(self) -> Label:
        """The name of the hill of real notes, at its side: under the score, which is high there."""
        name = self.name("real", 0.0)
        clear = 0.45 * name.size * PIXEL * RIGHT
        return name.set_line(self.plot.c2p(self.mean + _ASIDE[0], _ASIDE[1]) + clear, LEFT)

    def scores(self) -> VGroup:
        """The scale of the score, which ends at the right of the picture: 1, and the line of one half."""
        right, size = self.regions.hero.edge(RIGHT)[0], self.theme.type.label
        marks = VGroup(self.level(0.5))
        for label, v in ((self.half_mark(), 0.5), (Tick(1), 1.0)):
            marks.add(label.set_line(np.array([right, self.plot.c2p(0.0, v)[1], 0.0]), RIGHT))
        word = score_name(self.word("score"), size)
        top = self.plot.c2p(0.0, 1.0)[1] + 1.25 * size * PIXEL
        return marks.add(word.set_line(np.array([right, top, 0.0]), RIGHT))

    def scales(self) -> VGroup:
        """The lines of 1 and of one half, from edge to edge; 1 stands at the left, where the score is low."""
        one, row = Tick(1), self.theme.type.label * PIXEL
        one.set_line(self.plot.c2p(_RANGE[0], 1.0) + 0.6 * row * UP, LEFT)
        return VGroup(self.level(0.5), self.level(1.0), one)

    def level(self, score: float) -> Segments:
        """A faint line at a score."""
        ends = np.array([(_RANGE[0], score, _RANGE[1], score)])
        return decoration(Segments(self.plot, lambda: ends, self.theme.colors.drawn_roof))

    def half_mark(self) -> Label:
        """One half, quiet as a number at an axis."""
        return Label(HALF, self.theme.type.small, self.theme.colors.muted)

    def score_now(self) -> Label:
        """The name of the score over its right end, which it follows."""
        name = score_name(self.word("score"), self.theme.type.label)
        above = 0.9 * name.size * PIXEL * UP

        def follow(_: Mobject) -> None:
            name.set_line(self.plot.c2p(_RANGE[1], float(self.score(_RANGE[1]))) + above, RIGHT)

        name.add_updater(follow, call_updater=True)
        return name

    def inspector(self) -> Inspector:
        """The inspector, at the right of the picture."""
        room = self.plot.size
        inspector = Inspector(min(_FIGURE[0] * room[1], _FIGURE[1] * room[0]) / PIXEL, mirrored=True)
        inspector.stand(self.plot.c2p(_RANGE[1], 0.0))
        return inspector.shift((self.regions.hero.edge(RIGHT)[0] - inspector.get_right()[0]) * RIGHT)

    def window(self, at: Callable[[], float], *, clear: float) -> VGroup:
        """All notes at a spot as one column of height 1, the fakes on the real ones; it ends at ``clear``."""

        def part(low: float, high: float) -> np.ndarray:
            left, right = max(at() - _NOTE / 2, clear), max(at() + _NOTE / 2, clear)
            return np.array([(max(left, _RANGE[0]), low, min(right, _RANGE[1]), high)])

        def share() -> float:
            return float(self.score(at()))

        return VGroup(
            Boxes(self.plot, lambda: part(0.0, share()), self.color_real, opacity=1.0),
            Boxes(self.plot, lambda: part(share(), 1.0), self.color_fake, opacity=1.0),
        )

    def ball(self, at: ValueTracker) -> VGroup:
        """A ball on the curve of the score, with a dark rim: it is seen on the column of the notes, too."""

        def place() -> np.ndarray:
            return np.array([(at.get_value(), self.score(at.get_value()))])

        colors = self.theme.colors
        rim = decoration(Dots(self.plot, place, colors.background, scale=1.9))
        return VGroup(rim, Dots(self.plot, place, colors.discriminator, scale=1.4))

    def told(self) -> Label:
        """How many of the notes at the spot are real, beside the window."""
        plot, size = self.plot, self.theme.type.body
        (left, y, _), (right, _, _) = (
            plot.c2p(_SPOT + 0.9 * _NOTE, float(self.score(_SPOT))),
            plot.c2p(_RANGE[1], 0.0),
        )
        place = Region((left + right) / 2, y, right - left, 2.4 * size * PIXEL)
        share = plain_number(10 * float(self.score(_SPOT)), 0)
        label = Label(self.word("share").format(share), size, self.color_real, weight="BOLD", within=place)
        # Two rows stand on the line of one, clear of the hill's name.
        return label.shift((y - label.get_bottom()[1] - 0.4 * size * PIXEL) * UP)

    def law(self) -> VMobject:
        """The best score as a formula, at the upper left: each density in its colour."""
        plot, top, colors = self.plot, self.regions.hero.edge(UP)[1], self.theme.colors
        (left, low, _), right = plot.c2p(_RANGE[0], 1.15 * _PEAK), plot.c2p(-0.4, 0.0)[0]
        place = Region((left + right) / 2, (low + top) / 2, right - left, top - low)
        source = "{{ D : score }} = frac({{ p : real }}, {{ p : same }} + {{ q : fake }})"
        law = formula(source, self.theme.type.title, colors.text, within=place)
        for part, color in (
            ("score", colors.discriminator), ("real", self.color_real), ("same", self.color_real),
            ("fake", self.color_fake),
        ):  # fmt: skip
            law.select(part).set_color(color)
        return law

    def losing(self, stack: LossStack, notes: Sequence[Banknote]) -> tuple[VGroup, LiveNumber, VGroup]:
        """The discriminator's loss as two blocks, its number on them, and in each block whose loss it is."""
        colors, sizes = self.theme.colors, self.theme.type

        def block(count: int) -> Shape:
            return Shape(
                lambda: stack.corners(sum(self.losses()[:count]), sum(self.losses()[: count + 1])),
                colors.discriminator,
            )

        pile = VGroup(block(0), block(1))
        size = sizes.heading if self.regions.hero.broad else sizes.body
        number = LiveNumber(self.loss, decimals=3, size=size, color=colors.discriminator)
        number.add_updater(
            lambda _: number.set_line(stack.on_top(number, self.loss()), ORIGIN), call_updater=True
        )
        in_step(*pile, number)
        owners = VGroup(*(self.owner(block, note, stack) for block, note in zip(pile, notes, strict=True)))
        return pile, number, owners

    def owner(self, block: Shape, note: Banknote, stack: LossStack) -> Banknote:
        """In a block of the loss, a note of the kind whose loss it is; it leaves room for what that is."""
        small = note.copy().clear_updaters()
        high = _OWNER[1] * FULL / 2 * stack.unit
        small.scale(min(_OWNER[0] * stack.place.width / small.width, high / small.height))
        high = float(small.height)
        # Its rim would not be seen, as small as it is.
        small.frame.set_stroke(small.frame.get_fill_color(), width=_RIM, opacity=1)
        above = 0.6 * self.theme.type.label * PIXEL

        def follow(part: Mobject) -> None:
            part.scale_to_fit_height(min(high, 0.7 * block.height))
            room = block.height / 2 - 0.65 * part.height
            part.move_to(block.get_center() + min(above, room) * UP)

        return small.add_updater(follow, call_updater=True)

    def most(self, stack: LossStack) -> VGroup:
        """The most that the loss can be: a line over the stack that is as high, and what that is."""
        gold, size = self.theme.colors.gold, self.theme.type.body
        start, end = stack.corners(0.0, FULL)[:1:-1]
        left, right = end[0] + 0.15 * size * PIXEL, float(self.regions.hero.edge(RIGHT)[0])
        room = Region((left + right) / 2, end[1], right - left, 1.3 * size * PIXEL)
        name = Label("2 ln 2", size, gold, weight="BOLD", within=room, edge=LEFT)
        line = Line(start, end, color=gold, stroke_width=self.theme.line_width)
        return VGroup(decoration(line), name)

    def halves(self, stack: LossStack) -> VGroup:
        """In each block of the greatest loss, below its note, what a score of one half costs."""
        size, ink = self.theme.type.label, self.theme.colors.background
        halves = VGroup()
        for middle in (0.25 * FULL, 0.75 * FULL):
            half = Label(f"−ln {HALF}", size, ink, weight="BOLD")
            at = np.array([stack.place.x, stack.horizon + middle * stack.unit - 0.85 * size * PIXEL, 0.0])
            halves.add(half.set_line(at))
        return halves
