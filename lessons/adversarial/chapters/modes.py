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
from scipy.interpolate import CubicSpline

from lessons.adversarial.models.goals import pushes_on_a_plane, scores_on_a_plane
from lessons.adversarial.models.kind_shares import kind_shares
from lessons.adversarial.models.modes import LEAST, WITHIN
from lessons.adversarial.pictures.again import Again
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring, pushes_of
from lessons.adversarial.pictures.score_map import ScoreKey, ScoreMap
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
_LENS = 0.68  # radius of the inspector's lens over a kind, by the width of its heap: nothing of it is hidden
_INWARD = 0.2  # em, from the edge of what is safe
_AGAIN = 0.42  # radius of the arrow that leads back, by the ring's
_FLASH = 3.0  # rows for which a heap flashes that has come to be printed
_FELT = 0.6  # of the time until the fakes go: until the inspector has scored them, and their pushes are seen
_GHOSTS = 60  # samples that stay behind at each row of the hop
_FAINT = 0.3  # opacity of those
_FINE = 8  # pieces of the arc of the hop, a row
_APART = 0.6  # of the time until each has its own push: until they have come apart
_BACK = 0.35  # of the time in which it is said that it begins again


class Modes(Chapter):
    """Samples of two trained forgers, equal but for a penalty, step by step, with what they cover.

    Behind them lies what the discriminator scores all over the plane; on the key to it, where the kinds are
    of which it is spoken.

    Parameters
    ----------
    scene
        Where it is told.
    hop
        Steps of the training without the penalty: where it is shown from, when it is settled on one kind,
        when that has been caught, and when the forger is settled on another.
    spread
        Steps of the training with the penalty: the first that is shown after its start, when each fake's push
        is its own, and when most kinds have come to be printed.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        hop: tuple[int, int, int, int] = (4600, 4605, 4635, 4655),
        spread: tuple[int, int, int] = (400, 700, 1250),
    ) -> None:
        super().__init__(scene)
        self.seen = ValueTracker(0.0)  # how far the lens is open over a kind
        self.trace = read("eight_gaussians")
        self.hop, self.spread = hop, spread
        self.shown = self.told_rows()
        self.row = ValueTracker(0.0)  # of those that are shown
        self.name, self.key, self.picture, self.beside, self.ends = self.places()
        self.map_rows = self.rows("_d") / 255  # what the discriminator scores all over the plane, 0 to 1
        self.centers, self.sigma = self.trace["centers"], float(self.trace["sigma"])
        self.shares = kind_shares(self.rows(""), self.centers, self.sigma)
        self.printed, self.other = (int(self.shares[self.row_at(step)].argmax()) for step in (hop[1], hop[3]))
        self.ring = Ring(self.picture, self.centers, WITHIN * self.sigma)

    def told_rows(self) -> np.ndarray:
        """Which rows of both trainings are shown, that without the penalty first.

        The hop, back to where it began, and then the other training from its start.
        """
        steps = self.trace["step"]
        start, _, caught, end = np.searchsorted(steps, self.hop)
        back = np.arange(end - 1, caught - 1, -1)
        mended = len(steps) + np.flatnonzero((steps == 0) | (steps >= self.spread[0]))
        return np.concatenate([np.arange(start, end + 1), back, mended])

    def rows(self, what: str) -> np.ndarray:
        """An array of what is shown."""
        both = np.concatenate([self.trace[f"collapsed{what}"], self.trace[f"mended{what}"]])
        return np.asarray(both[self.shown])

    def row_at(self, step: int, *, mended: bool = False) -> int:
        """Where a step of one of the trainings is among the rows that are shown: first, if it is so twice."""
        steps = self.trace["step"]
        row = int(np.searchsorted(steps, step)) + mended * len(steps)
        return int(np.flatnonzero(self.shown == row)[0])

    def of_now(self, rows: np.ndarray) -> Callable[[], Any]:
        """What the rows that are shown say now; between two that were kept in proportion."""
        return along(rows, lambda: self.row.get_value() / (len(rows) - 1))

    @beat
    def collapse(self) -> None:
        """Eight heaps; the samples settle on one, its score falls, and they leave it for another."""
        motion, ring = self.theme.motion, self.ring
        settled, caught_at, end = (self.row_at(step) for step in self.hop[1:])
        map_, dots, flashes, scale = self.scores(), self.dots(), self.flashes(), self.score_key()
        counts, trail, ghosts = self.counts(), self.trail(caught_at, end), self.ghosts(caught_at, end)
        called, pushes = self.called("collapse", self.theme.colors.text), self.pushes()
        self.players = forger, inspector = self.both_players()
        caught = self.caught(inspector)
        real = Label(self.word("real"), self.theme.type.heading, self.theme.colors.real, weight="BOLD")
        real.set_line(ring.plot.c2p(0.0, 0.0))
        # Each kind comes to the bar of scores when it matters: what is printed, then what it is left for.
        first, second = scale.riders
        self.add(map_, ring.heaps, flashes, real, forger, inspector)
        with self.narrate("modes"):
            comes = LaggedStart(*(FadeIn(n, scale=0.6) for n in ring.kinds), lag_ratio=0.12)
            self.on("eight", comes, FadeIn(scale))
            self.add(ring)
            self.on("collapse", FadeOut(real), FadeIn(dots), run_time=motion.swift)
            self.add(dots)
            self.fill(steady(self.row, settled))
            self.on("passes", FadeIn(first), run_time=motion.swift)
            self.add(first)
            self.then(FadeIn(counts), run_time=motion.swift)
            self.add(counts)
            self.on("name", FadeIn(called), run_time=motion.quick)
            self.fill()
        jump = cast(Any, inspector).animate(rate_func=there_and_back)
        with self.narrate("caught"):
            self.on("caught")
            self.add(caught)
            # It rests on the kind while the score of that falls.
            comes = cast(Any, self.seen).animate(rate_func=squish_rate_func(smooth, 0.0, 0.4)).set_value(1.0)
            falls = jump.shift(0.2 * inspector.height * UP), steady(self.row, caught_at)
            self.then(comes, *falls, run_time=_FELT * self.seconds_left())
            # It stands still while it is seen where another kind scores more, and which way that is.
            self.then(FadeOut(caught), FadeIn(second, pushes), run_time=motion.swift)
            self.add(second, pushes)
            # They are felt anew at each step: while the fakes go, their way is what is seen.
            self.on("hop", FadeOut(pushes), run_time=motion.snap)
            self.add(ghosts, trail, dots)
            self.fill(steady(self.row, end))
        self.told = VGroup(called, first, second)
        self.left_behind, self.pushed, self.counted = VGroup(ghosts, trail), pushes, counts

    @beat
    @after("collapse")
    def mend(self) -> None:
        """Back to before the hop; and the same training with the penalty: the fakes spread."""
        motion = self.theme.motion
        own, most = (self.row_at(step, mended=True) for step in self.spread[1:])
        start, last = self.row_at(0, mended=True), len(self.shown) - 1
        penalty = self.called("penalty", self.theme.colors.gradient_penalty)
        again = self.again()
        with self.narrate("mended"):
            self.then(FadeOut(self.told, self.counted), FadeIn(again), run_time=motion.swift)
            # All are pushed one way where it is steep.
            back = FadeOut(self.left_behind), steady(self.row, start - 1)
            self.then(*back, again.turn(), run_time=_BACK * self.seconds_left())
            self.then(FadeOut(again), FadeIn(self.pushed, penalty), run_time=motion.swift)
            self.add(self.pushed)
            # From where it hopped to the first step of the other training the picture goes straight.
            self.on("penalty")
            self.then(steady(self.row, start + 1), run_time=_APART * self.seconds_left())
            self.fill(steady(self.row, own))
            self.on("own", FadeIn(self.counted), run_time=motion.swift)
            self.add(self.counted)
            self.fill(steady(self.row, most), FadeOut(self.pushed, rate_func=motion.late(0.75)))
            self.on("spread")
            self.fill(steady(self.row, last))

    # -- parts ---------------------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region, Region, Region]:
        """Of the name, the key, the ring, what is counted, and the players at the ends; the map is behind."""
        stage, hero = self.regions.stage, self.regions.hero
        foot = float(stage.edge(DOWN)[1])
        read_in = hero.down_to(foot + 0.1)
        if hero.broad:
            left, ring, right = read_in.columns(3.3, 6.7, 3.3)
            name, below = left.rows(1, 5)
            _, key = below.columns(1, 1.6)  # beside the forger
            _, counts, _ = right.rows(0.6, 2, 2.6)
            return name, key, ring, counts, self.regions.safe.down_to(foot)
        if hero.upright:
            name, key, ring, below = read_in.rows(0.55, 1.5, 3.8, 1.25, gap=0.12)
        else:
            name, middle, below = read_in.rows(0.55, 4.6, 1.3, gap=0.15)
            beside = (middle.width - middle.height) / 2
            key, ring, _ = middle.columns(beside, middle.height, beside)
        _, counts, _ = below.columns(1, 1.6, 1)
        return name, key, ring, counts, below.down_to(foot)

    def scores(self) -> ScoreMap:
        """What the discriminator scores all over the plane, at the step of now."""
        return ScoreMap(
            self.regions.stage, self.ring.plot, self.trace["plane"], self.map_rows, self.row.get_value
        )

    def score_key(self) -> ScoreKey:
        """The shades of the map, and where on them are the kind that is printed and that it is left for."""
        plane = self.trace["plane"]
        scores = np.array([scores_on_a_plane(plane, each, self.centers) for each in self.map_rows])
        now = self.of_now(scores)
        name = score_name(self.word("score"), self.theme.type.label)
        return ScoreKey(self.key, name, (self.printed, self.other), lambda kind: float(now()[kind]))

    def flashes(self) -> VGroup:
        """Around each heap, when with the penalty it has come to be printed for good."""
        # As the count does, it changes half way to the row that says so.
        since = len(self.shares) - np.argmax((self.shares < LEAST)[::-1], axis=0) - 0.5
        return self.ring.flashes(lambda: (self.row.get_value() - since) / _FLASH)

    def seen_place(self) -> Region:
        """The part of the map that is in the safe part of the frame, and clear of what is read."""
        safe, whole = self.regions.safe, self.regions.stage
        (left, low), (right, high) = (
            f(safe.edge(way)[:2], whole.edge(way)[:2])
            for f, way in ((np.maximum, LEFT + DOWN), (np.minimum, RIGHT + UP))
        )
        if self.regions.hero.broad:  # what is counted stands beside it
            right = min(right, float(self.beside.edge(LEFT)[0]))
        else:  # the name is above, in an upright picture the key, too
            above = self.key if self.regions.hero.upright else self.name
            high = min(high, float(above.edge(DOWN)[1]))
        return Region((left + right) / 2, (low + high) / 2, right - left, high - low)

    def dots(self) -> Scatter:
        """The samples at the step of now."""
        return self.ring.samples(self.rows(""), self.row.get_value, self.seen_place())

    def trail(self, since: int, until: int) -> Segments:
        """The way of the samples' middle from a row on: an arc through where it was at each."""
        rows = np.arange(since, until + 1)
        middles = CubicSpline(rows, self.rows("")[rows].astype(float).mean(axis=1))

        def pieces() -> np.ndarray:
            now = float(np.clip(self.row.get_value(), since, until))
            way = middles(np.linspace(since, now, _FINE * max(int(np.ceil(now - since)), 1) + 1))
            return np.hstack([way[:-1], way[1:]])

        return Segments(self.ring.plot, pieces, self.theme.colors.generator, width=self.theme.line_width)

    def ghosts(self, since: int, until: int) -> Scatter:
        """Some of the samples where they were at each row from one on: they stay behind, faint."""
        samples = self.rows("")[since:until, :_GHOSTS].astype(float)
        told = np.full((len(samples) + 1, len(samples), *samples.shape[1:]), np.nan)
        for reached in range(1, len(told)):
            told[reached, :reached] = samples[:reached]

        def reached_now() -> float:
            return float(np.floor(self.row.get_value() - since + 1e-6)) + 1

        places = told.reshape(len(told), -1, 2)
        return self.ring.samples(places, reached_now, self.seen_place(), opacity=_FAINT)

    def pushes(self) -> Arrows:
        """Where it pushes some fakes: those that with the penalty come nearest to the kinds' middles."""
        finished = self.trace["mended"][-1].astype(float)
        apart = np.linalg.norm(finished[:, np.newaxis] - self.centers, axis=2)
        samples = self.rows("").astype(float)[:, apart.argmin(axis=0)]
        ways = np.array(self.pushes_at(samples))
        return pushes_of(self.ring.plot, self.of_now(samples), self.of_now(ways))

    def pushes_at(self, samples: np.ndarray) -> list[np.ndarray]:
        """The push of each of samples of shape (K, n, 2), in each of the rows."""
        plane = self.trace["plane"]
        return [pushes_on_a_plane(plane, each, at) for each, at in zip(self.map_rows, samples, strict=True)]

    def again(self) -> Again:
        """An arrow back around the middle of the ring."""
        return Again(self.ring.plot.c2p(0.0, 0.0), _AGAIN * self.ring.radius)

    def counts(self) -> VGroup:
        """How many kinds are printed: on the way from one to another nothing is counted anew."""
        colors, sizes, modes = self.theme.colors, self.theme.type, self.rows("_modes")
        above, below = self.beside.rows(1.7, 1)
        size = min(sizes.display, 0.9 * above.height / PIXEL, above.width / _COUNT / PIXEL)
        settled, start = self.row_at(self.hop[1]), self.row_at(0, mended=True)

        def row() -> int:
            now = round(self.row.get_value())
            return now if now >= start else settled

        covered = LiveNumber(
            lambda: float(modes[row()]), decimals=0, template="{} / 8", size=size,
            color=colors.generator, edge=ORIGIN,
        )  # fmt: skip
        small = min(sizes.body, 0.95 * below.height / PIXEL)
        words = Label(self.word("kinds"), small, colors.text, weight="BOLD", within=below, edge=ORIGIN)
        return VGroup(covered.set_line(above.center, ORIGIN), words)

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
        """What this is called, on one line."""
        sizes, broad, word = self.theme.type, self.regions.hero.broad, self.word(key)
        edge = LEFT if broad else RIGHT
        label = Label(word, sizes.heading, color, weight="BOLD", within=self.name, edge=edge)
        # In a narrow picture it is as high as its place, at the edge of what is safe.
        return label if broad else label.shift(_INWARD * sizes.heading * PIXEL * (DOWN + LEFT))

    def both_players(self) -> tuple[Forger, Inspector]:
        """Both on the ground, at the ends of their place."""
        place, broad = self.ends, self.regions.hero.broad
        high = (0.29 if broad else 0.95) * place.height / PIXEL
        aside = 0.45 * high * PIXEL
        forger, inspector = Forger(high), Inspector(high, mirrored=True)
        forger.stand(place.edge(DOWN + LEFT) + aside * RIGHT)
        inspector.stand(place.edge(DOWN + RIGHT) + aside * LEFT)
        return forger, inspector
