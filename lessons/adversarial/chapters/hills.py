"""Chapter: real notes and fakes as two hills; the best score is the share of real ones, till both are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
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
    there_and_back,
)
from manim.typing import Point3D
from scipy.stats import norm

from lessons.adversarial.chapters.learning import BEHIND, leaps
from lessons.adversarial.models.best_discriminator import (
    best_discriminator,
    discriminator_risk,
    normal_density,
)
from lessons.adversarial.pictures.coin import TossedCoin
from lessons.adversarial.pictures.loss_stack import LossStack
from lessons.adversarial.pictures.piles import PiledNotes, expected_counts
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.score_meter import HALF, score_name
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, Dots, Segments
from narrated.mobjects.panel import formula
from narrated.mobjects.phrase import Phrase
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
_FIGURE = 0.42, 0.17  # height of the inspector by that of a score of 1, and by the width at most
_EDGE = 0.14  # of a block, in the colour of those whose loss it is
_DIGITS = 2.2  # em, the width of a loss with two decimals
_TOSSES = 2  # of the coin, while it is said that all is a guess
_SAME = (
    0.5,
    0.56,
    0.62,
)  # of that time, in which what a score of one half costs becomes how else it is written
_HOP = 0.3  # of the forger, by his height
# From the middle of a hill to its name at its side, in spreads, and how high that is.
_FLANK, _SHOULDER = (1.06, 0.4), (0.35, 0.69)
_END = 1.3  # size of what stands at its ends where there is room, by the smallest
_ABOVE = 1.15  # em, from the ground to the line of what stands on it
_STOPS = 0.4  # of her way along the piles, that the inspector stands still: at each of them
_UNDER = 2.2  # width of the line of the real notes under that of the fakes, when both are one
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
        self.smoothed = ValueTracker(1.0)  # of the hills: at 0 they go over the tops of the piles
        # Of the coin and of the forger: how far it has gone, how high he is.
        self.tossed, self.leap = ValueTracker(0.0), ValueTracker(0.0)
        self.color_real, self.color_fake = self.theme.colors.real, self.theme.colors.generator
        hero, em = self.regions.hero, self.theme.type.label * PIXEL
        self.horizon = float(self.regions.stage.edge(DOWN)[1])
        # A score of 1 is as high as there is room below the names.
        top = hero.edge(UP)[1] - (1.9 * em if hero.broad else 3.0 * em)
        right, left = hero.edge(RIGHT)[0] - 1.6 * em, hero.edge(LEFT)[0]
        if not hero.broad:
            left += 1.6 * em  # there the ends of the axis have their names beside the piles
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
        self.axis, lined = self.ends(), ValueTracker(0.0)
        fallen = ValueTracker(0.0), ValueTracker(0.0)
        real, fake = (
            self.piles(mean, share, color, within, lined)
            for mean, share, color, within in (
                (self.mean, fallen[0], self.color_real, (0.5, 0.5 + _NOTE / _BIN)),
                (-self.mean, fallen[1], self.color_fake, (0.5 - _NOTE / _BIN, 0.5)),
            )
        )  # fmt: skip
        self.names = self.name("real", *_SHOULDER), self.name("fake", *_FLANK)
        # As many of each kind: only so the share at a place is p / (p + q).
        many = [int(kind.counts.sum()) for kind in (real, fake)]
        text = self.word("equal").format(*many)
        self.equal = Label(text, self.small, weight="BOLD", within=self.upper_left(), edge=LEFT)
        self.add(fake, real)
        with self.narrate("densities"):
            self.fill(lined.animate.set_value(1.0), FadeIn(self.axis, rate_func=motion.soon(0.3)))
            self.on("real", steady(fallen[0], 1.0))
            self.then(FadeIn(self.names[0]), run_time=motion.brief)
            self.on("fake", steady(fallen[1], 1.0))
            self.then(FadeIn(self.names[1], self.equal), run_time=motion.brief)
        self.piled = fake, real

    @beat
    @after("pile_up")
    def take_the_share(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        # Where both hills are as high, the score is one half.
        at, spot, even = (ValueTracker(x) for x in (_RANGE[0], _SPOT, self.mean - self.apart.get_value() / 2))
        law, whole = self.law(), self.whole()
        curve = self.plot.live_curve(
            lambda: lambda x: np.where(x <= at.get_value(), self.score(x), np.nan),
            colors.discriminator,
            samples=400,
        )
        bleeding(curve)
        counted, self.ball, half = self.ball_on(spot), self.ball_on(at), self.one_half(even)
        light, dark = self.axis
        told, scores, inspector = self.told(), self.scores(), bleeding(self.inspector())
        # What she counts is not hidden: she walks behind the piles, and holds her lens over them.
        inspector.set_z_index(-1)
        inspector.held.set_z_index(1)
        out = (self.regions.frame.edge(RIGHT)[0] - inspector.get_left()[0]) * RIGHT
        with self.narrate("best"):
            column, others, gather = self.count()
            # She walks along the piles, with her lens on each, to the one that she takes.
            inspector.shift(out)
            self.on("count", FadeOut(dark), run_time=motion.swift)
            self.count_along(inspector)
            aside = (self.plot.c2p(_SPOT + _NOTE, 0.0)[0] - inspector.get_left()[0]) * RIGHT
            self.on("here", *gather, inspector.animate.shift(aside), run_time=motion.quick)
            notes = sum(kind.counts[_BELOW] for kind in self.piled)
            foot = self.plot.c2p(_SPOT, 0.0)
            lower = self.scale / (_NOTES * _BIN) / self.high  # piles as high as the hills
            stretched = column.animate.stretch(1.0 / (notes * self.high), 1, about_point=foot)
            self.on("share", stretched, FadeIn(told), run_time=motion.quick)
            self.then(FadeIn(whole, counted), FadeOut(column), run_time=motion.swift)
            # The names are where the outline will pass.
            names = VGroup(*self.names)
            gone = FadeOut(self.equal, names, light, rate_func=motion.soon(0.3))
            self.on("law")
            # The outline of the piles becomes the hill. What was counted stays: the score goes through it.
            self.smoothed.set_value(0.0)
            hills = (
                self.hill(self.q, self.color_fake, of=self.piled[0]),
                self.hill(self.p, self.color_real, of=self.piled[1]),
            )
            self.add(others, *hills, whole, counted, inspector)
            piles = others.animate.stretch(lower, 1, about_point=foot).set_fill(opacity=0.0)
            leaves = FadeOut(told, rate_func=motion.soon(0.5)), inspector.animate.shift(out)
            smooth = self.smoothed.animate.set_value(1.0)
            self.then(smooth, piles, *leaves, gone, FadeIn(law, scores), run_time=motion.quick)
            self.remove(others, inspector)
            # Its dot stays inside of the picture.
            air = 2 * self.theme.dot / self.plot.size[0] * (_RANGE[1] - _RANGE[0])
            at.set_value(_RANGE[0] + air)
            self.add(curve, counted, self.ball)
            named = FadeIn(names, self.axis, rate_func=motion.soon(0.3))
            self.fill(steady(at, even.get_value()), named)
            # It rests where both are as frequent, and is whole long before the line ends.
            self.on("curve", FadeIn(half, scale=1.6), run_time=motion.swift)
            self.then(steady(at, _RANGE[1] - air), run_time=motion.brief)

    @beat
    def meet(
        self,
        blocks: Sequence[VMobject],
        stack: LossStack,
        forger: Forger,
    ) -> None:
        """The hills become one; ``blocks`` on a stack, what two notes cost, become what all of them do.

        The edge of each block says of which notes it is the loss. The forger goes with his hill; the
        inspector ends as one who tosses a coin.
        """
        motion, colors = self.theme.motion, self.theme.colors
        rest, top = stack.rest, float(self.room.edge(UP)[1])
        high = top - self.horizon
        self.plot = self.plot_in(Region(rest.x, self.horizon + high / 2, rest.width, high))
        curve = bleeding(self.plot.live_curve(lambda: self.score, colors.discriminator))
        fake = self.fake_now()
        start = self.apart.get_value()

        def under() -> float:
            """Of the real notes' line: the wider, the more of it the other one hides."""
            return 1.0 + (_UNDER - 1.0) * max(0.0, 1.0 - self.apart.get_value() / start)

        real = VGroup(self.hill(self.p, self.color_real, width=under), self.name("real", *_FLANK))
        pile, number = self.losing(stack)
        costs, twos = self.in_each(stack, f"−ln {HALF}"), self.in_each(stack, "ln 2")
        mean = stack.renamed(self.word("mean_loss"), number)
        most, told, axis = self.most(stack), self.twice(stack), stack.axis()
        scales, score, inspector = self.scales(), self.score_now(), stack.inspector
        coin = TossedCoin(inspector.lens, inspector.height, self.tossed.get_value)
        half = Label(f"D = {HALF}", self.theme.type.heading, colors.discriminator, weight="BOLD")
        half.set_line(self.plot.c2p(_RANGE[0], 0.5) + 0.75 * half.size * PIXEL * UP, LEFT)
        with self.narrate("equal"):
            self.then(Wait(), run_time=motion.swift)  # what was there is read to its end
            clear = self.scene.clear_body(*blocks, stack.inspector, forger)
            become = [
                # What lay on them has nearly gone when they grow.
                ReplacementTransform(block.clear_updaters(), part, rate_func=motion.late(0.3))
                for block, part in zip(blocks, pile[:2], strict=True)
            ]
            self.risen.set_value(0.0)
            self.add(real[0], *fake[:2], forger)
            rise = self.risen.animate(rate_func=motion.late(0.3)).set_value(1.0)
            arrives = FadeIn(curve, axis, *scales, score)
            goes = forger.animate.shift(self.behind() - forger.foot)
            self.then(clear, rise, *become, arrives, goes, run_time=motion.calm)
            self.then(FadeIn(pile[2:], number, real[1], fake[2], mean), run_time=motion.swift)
            stack.name.add_updater(lambda name: name.shift(stack.up_to(number)))
            forger.add_updater(self.follow_the_fakes)
            self.add(fake, curve, score, forger, pile, number, stack.name)
            # The curve comes where the line of one half is, and between the hills' names.
            unnamed = FadeOut(score, scales[0], rate_func=squish_rate_func(smooth, 0.4, 0.6))
            self.on("meet", self.apart.animate.set_value(0.0), unnamed, run_time=motion.journey)
            # Every note is scored one half: so much each of both kinds costs.
            self.on("half", FadeIn(half, coin, costs), run_time=motion.brief)
            self.explorable(
                "apart",
                handles=[Handle("apart", self.apart, (0.0, 3.0), drags=(fake[2],), decimals=1)],
                marks=[*fake, curve, *pile, number, stack.name],
                covered=[half, most, coin, told, costs],
            )
            # She merely guesses.
            first, then = (squish_rate_func(smooth, *when) for when in pairwise(_SAME))
            exact = Label(plain_number(FULL, 3), number.em, colors.discriminator, weight="BOLD")
            exact.set_line(stack.on_top(number, FULL))
            same = FadeOut(costs, number, rate_func=first), FadeIn(twos, exact, rate_func=then)
            self.fill(steady(self.tossed, _TOSSES), *same)
            stack.name.clear_updaters()
            rises = stack.name.animate.shift(stack.up_to(told[0]))
            grows = ReplacementTransform(exact, told[0])
            # Twice what is in the blocks comes up from them: worst for her, and what the forger wanted.
            twice = FadeIn(told[1], shift=(told[1].get_y() - twos[1].get_y()) * UP)
            self.on("loss", grows, rises, leaps(self.leap), FadeIn(most), twice, run_time=motion.calm)

    # -- what is drawn ---------------------------------------------------------------------------------------

    def ends(self) -> VGroup:
        """What the ground means, on it at both sides of the picture."""
        hero = self.regions.hero
        size = (_END if hero.broad else 1.0) * self.theme.type.label
        ends = VGroup()
        for key, edge in (("light", LEFT), ("dark", RIGHT)):
            label = Label(self.word(key), size, self.theme.colors.muted, weight="BOLD")
            x = hero.edge(edge)[0]
            ends.add(label.set_line(np.array([x, self.horizon + _ABOVE * size * PIXEL, 0.0]), edge))
        return ends

    @property
    def small(self) -> float:
        """Size of what is named: in a narrow picture it would meet the curves."""
        return self.theme.type.body if self.regions.hero.broad else self.theme.type.label

    def piles(
        self,
        mean: float,
        fallen: ValueTracker,
        color: str,
        within: tuple[float, float],
        lined: ValueTracker,
    ) -> PiledNotes:
        """Notes of one kind, which slide in line, and then fall, while a tracker goes to 1."""
        edges = _SPOT_BIN + _BIN * np.arange(-_BELOW, 4)
        counts = expected_counts(lambda x: norm.cdf(x, mean, _SPREAD), _NOTES, edges)
        seed = round(10 * mean)
        return PiledNotes(
            self.plot, edges, counts, self.high, within, fallen.get_value, color, seed=seed,
            lined=lined.get_value,
        )  # fmt: skip

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

    def count_along(self, inspector: Inspector) -> None:
        """She comes from the right, and stops at each pile before the spot, which hops when it is counted."""
        bins = range(len(self.piled[0].counts) - 1, _BELOW, -1)
        piles = [VGroup(*(kind[k] for kind in self.piled if kind.counts[k])) for k in bins]
        piles = [pile for pile in piles if len(pile)]
        each = (self.seconds_left() - self.theme.motion.snap) / len(piles)
        for pile in piles:
            goes = (pile.get_x() - inspector.lens[0]) * RIGHT
            self.then(inspector.animate.shift(goes), run_time=(1 - _STOPS) * each)
            hops = pile.animate(rate_func=there_and_back).shift(self.plot.size[1] * self.high / 2 * UP)
            self.then(hops, run_time=_STOPS * each)

    def hill(
        self,
        density: Callable[[Any], np.ndarray],
        color: str,
        *,
        width: Callable[[], float] = lambda: 1.0,
        of: PiledNotes | None = None,
    ) -> VGroup:
        """The curve of a density and the ground under it, of the moment.

        ``width`` is that of the curve, by the usual one. ``of`` are the piles that it grows out of.
        """
        plot, scale, risen, smoothed = self.plot, self.scale, self.risen.get_value, self.smoothed.get_value
        x = np.linspace(*_RANGE, 97)

        def high(x: np.ndarray) -> np.ndarray:
            hill = scale * risen() * density(x)
            if of is None:
                return np.asarray(hill)
            piled = np.interp(x, *of.tops.T, left=0.0, right=0.0)
            return np.asarray((1 - smoothed()) * piled + smoothed() * hill)

        def outline() -> np.ndarray:
            corners = [plot.c2p(_RANGE[0], 0.0)]
            corners += [plot.c2p(*at) for at in zip(x, high(x), strict=True)]
            return np.array([*corners, plot.c2p(_RANGE[1], 0.0)])

        fill = decoration(Shape(outline, color, opacity=0.22))
        line = bleeding(plot.live_curve(lambda: high, color))
        line.add_updater(lambda line: line.set_stroke(width=width() * self.theme.curve_width))
        return VGroup(fill, line)

    def fake_now(self) -> VGroup:
        """The hill of the fakes and its name, which go where they go: over the score, which is low there."""
        name, c2p = self.name("fake", *_FLANK), self.plot.c2p
        above = name.size * PIXEL * (_BESIDE * RIGHT + 1.05 * UP)

        def follow(_: Mobject) -> None:
            name.set_line(c2p(self.mean - self.apart.get_value(), _PEAK) + above, RIGHT)

        name.add_updater(follow, call_updater=True)
        fill, line = self.hill(self.q, self.color_fake)
        full, start = fill.get_fill_opacity(), self.apart.get_value()
        # Two fills would be of a third colour where both hills are one.
        fill.add_updater(lambda fill: fill.set_fill(opacity=full * min(1.0, self.apart.get_value() / start)))
        return VGroup(fill, line, name)

    def name(self, key: str, aside: float, high: float) -> Label:
        """The name of a hill, so many spreads from its middle: right of real ones, left of fakes."""
        real = key == "real"
        color, side = (self.color_real, RIGHT) if real else (self.color_fake, LEFT)
        label = Label(self.word(key), self.small, color, weight="BOLD")
        at = self.plot.c2p(side[0] * (self.mean + aside * _SPREAD), high)
        return label.set_line(at + 0.45 * label.size * PIXEL * side, -side)

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

    def whole(self) -> VGroup:
        """All notes at the spot as one column of height 1, the fakes on the real ones."""
        left, right, share = _SPOT - _NOTE / 2, _SPOT + _NOTE / 2, float(self.score(_SPOT))
        real, fake = (np.array([(left, low, right, high)]) for low, high in ((0.0, share), (share, 1.0)))
        return VGroup(
            Boxes(self.plot, lambda: real, self.color_real, opacity=1.0),
            Boxes(self.plot, lambda: fake, self.color_fake, opacity=1.0),
        )

    def ball_on(self, at: ValueTracker) -> VGroup:
        """A ball on the curve of the score, with a dark rim: it is seen on the column of the notes, too."""

        def place() -> np.ndarray:
            return np.array([(at.get_value(), self.score(at.get_value()))])

        colors = self.theme.colors
        rim = decoration(Dots(self.plot, place, colors.background, scale=1.9))
        # Where the score is low it reaches below the ground.
        return bleeding(VGroup(rim, Dots(self.plot, place, colors.discriminator, scale=1.4)))

    def one_half(self, at: ValueTracker) -> VGroup:
        """A ball where the score is one half, and that: beside it, or at the end of the line through it."""
        label = Label(HALF, self.theme.type.heading, weight="BOLD")
        em, even = label.size * PIXEL, float(self.score(at.get_value()))
        if self.regions.hero.broad:  # over the curve, which is lower at its left
            label.set_line(self.plot.c2p(at.get_value(), even) + em * (0.4 * LEFT + 0.85 * UP))
        else:
            label.set_line(self.plot.c2p(_RANGE[0], even) + 0.7 * em * UP, LEFT)
        return VGroup(*self.ball_on(at), label)

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
        return label.shift((y - label.get_bottom()[1] + 0.15 * size * PIXEL) * UP)

    def upper_left(self) -> Region:
        """The room over the fakes' hill."""
        plot, top = self.plot, float(self.regions.hero.edge(UP)[1])
        (left, low, _), right = plot.c2p(_RANGE[0], 1.15 * _PEAK), plot.c2p(-0.4, 0.0)[0]
        return Region((left + right) / 2, (low + top) / 2, right - left, top - low)

    def law(self) -> VMobject:
        """The best score as a formula, at the upper left: each density in its colour."""
        colors, place = self.theme.colors, self.upper_left()
        source = "{{ D : score }} = frac({{ p : real }}, {{ p : same }} + {{ q : fake }})"
        law = formula(source, self.theme.type.title, colors.text, within=place)
        for part, color in (
            ("score", colors.discriminator), ("real", self.color_real), ("same", self.color_real),
            ("fake", self.color_fake),
        ):  # fmt: skip
            law.select(part).set_color(color)
        return law

    def behind(self) -> Point3D:
        """Where the forger stands: behind his fakes, wherever they are now."""
        return self.plot.c2p(self.mean - self.apart.get_value() - BEHIND * _SPREAD, 0.0)

    def follow_the_fakes(self, forger: Any) -> None:
        """Puts the forger there, or as high over it as he leaps."""
        forger.stand(self.behind() + _HOP * self.leap.get_value() * forger.height * UP)

    def in_each(self, stack: LossStack, cost: str) -> VGroup:
        """What is written in both blocks when they are as high as they can be."""
        wide = (1 - _EDGE) * stack.place.width
        middle, labels = stack.place.x + _EDGE / 2 * stack.place.width, VGroup()
        for count in (0, 1):
            y = stack.corners(count * FULL / 2, (count + 1) * FULL / 2)[1:3, 1].mean()
            label = Label(cost, self.theme.type.body, self.theme.colors.background, weight="BOLD")
            label.scale(min(1.0, 0.85 * wide / label.width))
            labels.add(label.set_line(np.array([middle, y, 0.0])))
        return labels

    def losing(self, stack: LossStack) -> tuple[VGroup, LiveNumber]:
        """The discriminator's loss as two blocks with their edges, and its number."""
        colors, sizes = self.theme.colors, self.theme.type
        fits = stack.place.width / PIXEL / _DIGITS

        def block(count: int) -> np.ndarray:
            return stack.corners(sum(self.losses()[:count]), sum(self.losses()[: count + 1]))

        def edge(count: int) -> np.ndarray:
            corners = block(count)
            corners[[1, 2], 0] = corners[[0, 3], 0] + _EDGE * stack.place.width
            return corners

        owners = self.color_real, self.color_fake
        pile = VGroup(
            *(Shape(partial(block, count), colors.discriminator) for count in (0, 1)),
            *(Shape(partial(edge, count), owners[count]) for count in (0, 1)),
        )
        number = LiveNumber(self.loss, decimals=2, size=min(sizes.heading, fits), color=colors.discriminator)
        number.add_updater(
            lambda _: number.set_line(stack.on_top(number, self.loss()), ORIGIN), call_updater=True
        )
        in_step(*pile, number)
        return pile, number

    def most(self, stack: LossStack) -> Line:
        """The most that the loss can be: a line over the stack that is as high."""
        start, end = stack.corners(0.0, FULL)[:1:-1]
        line = Line(start, end, color=self.theme.colors.gold, stroke_width=self.theme.line_width)
        return decoration(line)

    def twice(self, stack: LossStack) -> Phrase:
        """What that is, on one line over the stack: the number, and how it is written."""
        sizes, colors, hero = self.theme.type, self.theme.colors, self.regions.hero
        size = sizes.heading
        pieces = (plain_number(FULL, 3), colors.discriminator), ("= 2 ln 2", colors.gold)
        left, right = float(stack.rest.edge(RIGHT)[0]), float(hero.edge(RIGHT)[0])
        y = stack.horizon + FULL * stack.unit + 0.62 * size * PIXEL
        room = Region((left + right) / 2, y, right - left, 1.2 * size * PIXEL)
        return Phrase(room, [(text, size, color) for text, color in pieces], edge=RIGHT)
