"""Chapter: of eight kinds a forger prints one, and hops; with a penalty on slopes it prints all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
    there_and_back,
)

from lessons.adversarial.models.goals import pushes_on_a_plane, scores_on_a_plane
from lessons.adversarial.models.kind_shares import kind_shares
from lessons.adversarial.models.modes import LEAST, WITHIN
from lessons.adversarial.pictures.again import Again
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring, pushes_of
from lessons.adversarial.pictures.score_map import ScoreMap
from lessons.adversarial.pictures.score_meter import score_name
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Segments
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.trace import along
from narrated.mobjects.vector_field import Arrows
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_COUNT = 2.6  # em: as wide as the count is
_LARGE = 1.6  # how many times as large a kind is while it is spoken of
_QUIET = 0.3  # how much of the map is seen while scores of two kinds are compared
_LENS = 0.68  # radius of the inspector's lens over a kind, by the width of its heap: nothing of it is hidden
_INWARD = 0.2  # em, from the edge of what is safe
_ON_AVERAGE = 6.0  # units of the plane for a push of 1 nat a unit on all fakes
_AGAIN = 0.42  # radius of the arrow that leads back, by the ring's
_FLASH = 3.0  # rows for which a heap flashes that has come to be printed


class Modes(Chapter):
    """Samples of two trained forgers, equal but for a penalty, step by step, with what they cover.

    Behind them lies what the discriminator scores all over the plane; beside a kind of which it is
    spoken, its score.

    Parameters
    ----------
    scene
        Where it is told.
    hop
        Steps of the training without the penalty: where it is shown from, when it is settled on one kind,
        when that has been caught, and when the forger is settled on another.
    spread
        Steps of the training with the penalty: from the first on each fake's push is seen to be its own; the
        kinds come to be printed one after the other, most before the second.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        hop: tuple[int, int, int, int] = (4600, 4605, 4635, 4655),
        spread: tuple[int, int] = (700, 1250),
    ) -> None:
        super().__init__(scene)
        self.trace = read("eight_gaussians")
        self.hop, self.spread = hop, spread
        self.row = ValueTracker(self.row_at(hop[0]))  # of both trainings, that without the penalty first
        self.seen = ValueTracker(0.0)  # how far the lens is open over a kind
        self.name, self.picture, self.beside, self.ends = self.places()
        self.map_rows = self.rows("_d") / 255  # what the discriminator scores all over the plane, 0 to 1
        self.centers, self.sigma = self.trace["centers"], float(self.trace["sigma"])
        self.shares = kind_shares(self.rows(""), self.centers, self.sigma)
        self.printed, self.other = (int(self.shares[self.row_at(step)].argmax()) for step in (hop[1], hop[3]))
        self.clear = ValueTracker(1.0)  # the map
        self.ring = Ring(self.picture, self.centers, WITHIN * self.sigma, self.kind_scores())

    def rows(self, what: str) -> np.ndarray:
        """An array of both trainings, that without the penalty first."""
        return np.concatenate([self.trace[f"collapsed{what}"], self.trace[f"mended{what}"]])

    def row_at(self, step: int, *, mended: bool = False) -> int:
        """The row of a step of the training without the penalty, or of that with it."""
        steps = self.trace["step"]
        return int(np.searchsorted(steps, step)) + mended * len(steps)

    def of_now(self, rows: np.ndarray) -> Callable[[], Any]:
        """What rows of both trainings say now; between two that were kept in proportion."""
        return along(rows, lambda: self.row.get_value() / (len(rows) - 1))

    @beat
    def collapse(self) -> None:
        """Eight heaps; the samples settle on one, its score falls, and they leave it for another."""
        motion, ring = self.theme.motion, self.ring
        settled, caught_at, end = (self.row_at(step) for step in self.hop[1:])
        map_, dots, flashes = self.scores(), self.dots(), self.flashes()
        counts, trail = self.counts_in_ring(settled), self.trail(caught_at)
        called, bright = self.called("collapse", self.theme.colors.text), self.legend("bright")
        half = self.legend("half")
        self.players = forger, inspector = self.both_players()
        caught, score = self.caught(inspector), self.score_of_printed()
        real = Label(self.word("real"), self.theme.type.heading, self.theme.colors.real, weight="BOLD")
        real.set_line(ring.plot.c2p(0.0, 0.0))
        driven = self.pushed_on()
        # The kind that is printed is shown large, then beside it the one for which it is left.
        self.large = ValueTracker(1.0), ValueTracker(1.0)
        for kind, size in zip((self.printed, self.other), self.large, strict=True):
            ring.kinds[kind].stand_out(size.get_value, ring.edges[kind])
        large, second = self.large
        self.add(map_, ring.heaps, flashes, real, forger, inspector)
        with self.narrate("modes"):
            comes = LaggedStart(*(FadeIn(n, scale=0.6) for n in ring.kinds), lag_ratio=0.12)
            self.on("eight", comes, FadeIn(bright))
            self.add(ring)
            self.on("collapse", FadeOut(real), FadeIn(dots), run_time=motion.swift)
            self.add(dots)
            self.fill(steady(self.row, settled))
            # What is looked at is one of them, and its score: the samples have left the middle for the count.
            # It passes: that says one half, as who cannot tell.
            known = FadeOut(bright, rate_func=motion.soon(0.4))
            comes = FadeIn(score, half, rate_func=motion.late(0.4))
            self.on("passes", large.animate.set_value(_LARGE), known, comes, run_time=motion.swift)
            self.fill(FadeIn(counts))
            self.add(counts)
            read = FadeOut(half, rate_func=motion.soon(0.4))
            self.on("name", read, FadeIn(called, rate_func=motion.late(0.4)), run_time=motion.quick)
            self.fill()
        jump = cast(Any, inspector).animate(rate_func=there_and_back)
        with self.narrate("caught"):
            self.on("caught")
            self.add(caught)
            # It rests on the kind while the score of that falls.
            comes = cast(Any, self.seen).animate(rate_func=squish_rate_func(smooth, 0.0, 0.4)).set_value(1.0)
            self.fill(comes, jump.shift(0.2 * inspector.height * UP), steady(self.row, caught_at))
            # Both bars tell why it is left. The map is brighter elsewhere still: a push is felt where one is.
            quiet = self.clear.animate.set_value(_QUIET)
            self.on("hop", FadeOut(caught), quiet, second.animate.set_value(_LARGE), run_time=motion.swift)
            self.add(trail, dots, driven)
            self.fill(steady(self.row, end))
            self.remove(driven)
        self.told = VGroup(called, trail, counts, score)

    @beat
    @after("collapse")
    def mend(self) -> None:
        """Back to the start, and the same training with the penalty: the samples spread over all heaps."""
        motion = self.theme.motion
        own, most = (self.row_at(step, mended=True) for step in self.spread)
        start, last = self.row_at(0, mended=True), len(self.rows("")) - 1
        penalty = self.called("penalty", self.theme.colors.gradient_penalty)
        pushes, counts, again = self.pushes(), self.counts_beside(), self.again()
        with self.narrate("mended"):
            back = [size.animate.set_value(1.0) for size in (self.clear, *self.large)]
            self.then(FadeOut(self.told), FadeIn(again), *back, run_time=motion.swift)
            # At their first step both trainings are one.
            self.then(steady(self.row, start), again.turn(), run_time=0.7 * self.seconds_left())
            self.fill(FadeOut(again))
            self.on("penalty", FadeIn(penalty), run_time=motion.swift)
            self.fill(steady(self.row, own))
            self.on("own", FadeIn(pushes), FadeIn(counts), run_time=motion.swift)
            self.add(pushes, counts)
            self.fill(steady(self.row, most), FadeOut(pushes, rate_func=motion.late(0.75)))
            self.on("spread")
            self.fill(steady(self.row, last))

    # -- parts ---------------------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region, Region]:
        """Of the name, of the ring, of what is counted, and of the players at the ends; the map is behind."""
        stage, hero = self.regions.stage, self.regions.hero
        foot = float(stage.edge(DOWN)[1])
        read_in = hero.down_to(foot + 0.1)
        if hero.broad:
            left, ring, right = read_in.columns(3.3, 6.7, 3.3)
            (name, *_), (_, counts, _) = left.rows(2, 4), right.rows(0.6, 2, 2.6)
            return name, ring, counts, self.regions.safe.down_to(foot)
        name, ring, below = read_in.rows(0.55, 4.6, 1.3, gap=0.15)
        _, counts, _ = below.columns(1, 1.6, 1)
        return name, ring, counts, below.down_to(foot)

    def scores(self) -> ScoreMap:
        """What the discriminator scores all over the plane, at the step of now."""
        return ScoreMap(
            self.regions.stage, self.ring.plot, self.trace["plane"], self.map_rows,
            self.row.get_value, self.clear.get_value,
        )  # fmt: skip

    def kind_scores(self) -> Callable[[], np.ndarray]:
        """What it scores each kind, at the step of now."""
        plane = self.trace["plane"]
        return self.of_now(np.array([scores_on_a_plane(plane, each, self.centers) for each in self.map_rows]))

    def flashes(self) -> VGroup:
        """Around each heap, when with the penalty it has come to be printed for good."""
        steps = len(self.trace["step"])
        shares = self.shares[steps:]
        # As the count does, it changes half way to the row that says so.
        since = steps + len(shares) - np.argmax((shares < LEAST)[::-1], axis=0) - 0.5
        return self.ring.flashes(lambda: (self.row.get_value() - since) / _FLASH)

    def seen_place(self) -> Region:
        """The part of the map that lies in the safe part of the frame."""
        safe, whole = self.regions.safe, self.regions.stage
        (left, low), (right, high) = (
            f(safe.edge(way)[:2], whole.edge(way)[:2])
            for f, way in ((np.maximum, LEFT + DOWN), (np.minimum, RIGHT + UP))
        )
        if not self.regions.hero.broad:  # the name is above
            high = min(high, float(self.name.edge(DOWN)[1]))
        return Region((left + right) / 2, (low + high) / 2, right - left, high - low)

    def dots(self) -> Scatter:
        """The samples at the step of now."""
        return self.ring.samples(self.rows(""), self.row.get_value, self.seen_place())

    def trail(self, since: int) -> Segments:
        """The way of the samples' middle from a row on."""
        middles = self.rows("").astype(float).mean(axis=1)
        here = self.of_now(middles)

        def pieces() -> np.ndarray:
            reached = max(int(self.row.get_value()), since)
            way = np.vstack([middles[since : reached + 1], here()])
            return np.hstack([way[:-1], way[1:]])

        return Segments(self.ring.plot, pieces, self.theme.colors.generator, width=self.theme.curve_width)

    def pushes(self) -> Arrows:
        """Where it pushes some fakes: of each kind the one that comes to lie nearest to its middle."""
        finished = self.trace["mended"][-1].astype(float)
        apart = np.linalg.norm(finished[:, np.newaxis] - self.centers, axis=2)
        samples = self.rows("").astype(float)[:, apart.argmin(axis=0)]
        ways = np.array(self.pushes_at(samples))
        return pushes_of(self.ring.plot, self.of_now(samples), self.of_now(ways))

    def pushed_on(self) -> Arrows:
        """Where all fakes are pushed on average, from their middle: uphill from there, not to the highest."""
        samples = self.rows("").astype(float)
        pushes = np.array([each.mean(axis=0) for each in self.pushes_at(samples)])
        middles, pushed = self.of_now(samples.mean(axis=1)), self.of_now(pushes)
        return pushes_of(
            self.ring.plot, lambda: middles()[np.newaxis], lambda: pushed()[np.newaxis], reach=_ON_AVERAGE
        )

    def pushes_at(self, samples: np.ndarray) -> list[np.ndarray]:
        """The push of each of samples of shape (K, n, 2), in each of the rows."""
        plane = self.trace["plane"]
        return [pushes_on_a_plane(plane, each, at) for each, at in zip(self.map_rows, samples, strict=True)]

    def again(self) -> Again:
        """An arrow back around the middle of the ring."""
        return Again(self.ring.plot.c2p(0.0, 0.0), _AGAIN * self.ring.radius)

    def counts_in_ring(self, row: int) -> VGroup:
        """How many kinds are printed at a row, in the ring: on the way nothing is counted anew."""
        radius = self.ring.radius
        # The words are where the ring is widest.
        place = Region(self.picture.x, self.picture.y + 0.14 * radius, 1.5 * radius, 0.7 * radius)
        return self.counts(place, lambda: row)

    def counts_beside(self) -> VGroup:
        """How many are at the step of now, where no sample comes."""
        return self.counts(self.beside, lambda: round(self.row.get_value()))

    def counts(self, place: Region, row: Callable[[], int]) -> VGroup:
        """How many kinds are printed at a row."""
        colors, sizes, modes = self.theme.colors, self.theme.type, self.rows("_modes")
        above, below = place.rows(1.7, 1)
        size = min(sizes.display, 0.9 * above.height / PIXEL, above.width / _COUNT / PIXEL)
        covered = LiveNumber(
            lambda: float(modes[row()]), decimals=0, template="{} / 8", size=size,
            color=colors.generator, edge=ORIGIN,
        )  # fmt: skip
        small = min(sizes.body, 0.95 * below.height / PIXEL)
        words = Label(self.word("kinds"), small, colors.text, weight="BOLD", within=below, edge=ORIGIN)
        return VGroup(covered.set_line(above.center, ORIGIN), words)

    def score_of_printed(self) -> Label:
        """What the bar beside the kind that is printed says: over the note, at that bar, when it is large."""
        edge, kind = self.ring.edges[self.printed], self.ring.kinds[self.printed]
        way = LEFT if kind.track.get_x() < kind.note.get_x() else RIGHT
        label = score_name(self.word("score"), self.theme.type.label)
        corner = edge + _LARGE * (kind.note.get_corner(UP + way) - edge)
        return label.shift(corner + 0.1 * UP - label.get_corner(DOWN + way))

    def caught(self, inspector: Inspector) -> Circle:
        """The inspector's lens, which opens over the kind that is printed first."""
        heap = self.ring.heaps[self.printed]
        lens = Circle(stroke_color=self.theme.colors.discriminator, stroke_width=self.theme.line_width)
        small, large = 0.12 * float(inspector.height), _LENS * float(heap.width)
        lens.move_to(heap)

        def follow(lens: Any) -> None:
            share = self.seen.get_value()
            lens.scale_to_fit_width(2 * (small + share * (large - small)))

        lens.add_updater(follow, call_updater=True)
        return lens

    def called(self, key: str, color: str) -> Label:
        """What this is called."""
        sizes, broad = self.theme.type, self.regions.hero.broad
        size = sizes.title if broad else sizes.heading
        label = self.beside_the_ring(key, size, color)
        # In a narrow picture it is as high as its place, at the edge of what is safe.
        return label if broad else label.shift(_INWARD * size * PIXEL * (DOWN + LEFT))

    def legend(self, key: str) -> Label:
        """What the map behind the ring says, or the mark on a kind's bar."""
        return self.beside_the_ring(key, self.theme.type.body, self.theme.colors.text)

    def beside_the_ring(self, key: str, size: float, color: str) -> Label:
        """A text where the name of what happens stands."""
        edge = LEFT if self.regions.hero.broad else RIGHT
        return Label(self.word(key), size, color, weight="BOLD", within=self.name, edge=edge)

    def both_players(self) -> tuple[Forger, Inspector]:
        """Both on the ground, at the ends of their place."""
        place, broad = self.ends, self.regions.hero.broad
        high = (0.29 if broad else 0.95) * place.height / PIXEL
        aside = 0.45 * high * PIXEL
        forger, inspector = Forger(high), Inspector(high, mirrored=True)
        forger.stand(place.edge(DOWN + LEFT) + aside * RIGHT)
        inspector.stand(place.edge(DOWN + RIGHT) + aside * LEFT)
        return forger, inspector
