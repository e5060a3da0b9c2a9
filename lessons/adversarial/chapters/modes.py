"""Chapter: of eight kinds a forger prints one, and hops; with a penalty on slopes it prints all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
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
from scipy.interpolate import RectBivariateSpline

from lessons.adversarial.models.goals import pushes_on_a_plane
from lessons.adversarial.models.modes import WITHIN, nearest_mode
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring, push_of, pushes_of
from lessons.adversarial.pictures.score_map import ScoreMap, score_strip
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pull import Pull
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.trace import along
from narrated.mobjects.vector_field import Arrows
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_STEP = 5.6  # em: as wide as the step is with its word
_COUNT = 2.4  # em: as wide as the count is
_LARGE = 1.6  # how many times as large a kind is while it is spoken of
_ON_EACH = 2  # fakes whose pushes are shown, for each kind


class Modes(Chapter):
    """Samples of two trained forgers, equal but for a penalty, step by step, with what they cover.

    Behind them lies what the discriminator scores all over the plane, and beside each kind its score.

    Parameters
    ----------
    scene
        Where it is told.
    hop
        Steps of the training without the penalty: where it is shown from, when it is settled on one kind,
        when that has been caught, and when the forger is settled on another.
    wild, apart
        Steps of the training with the penalty: up to the first they are shown quicker than the others; up to
        the second each fake's push is seen to be its own.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        hop: tuple[int, int, int, int] = (4600, 4605, 4635, 4655),
        wild: int = 300,
        apart: int = 800,
    ) -> None:
        super().__init__(scene)
        self.trace = read("eight_gaussians")
        self.hop, self.wild, self.apart = hop, wild, apart
        self.step = ValueTracker(hop[0])
        self.mended = False
        self.seen = ValueTracker(0.0)  # how far the inspector's lens is on its way to a kind
        self.map_place, self.picture, self.side = self.places()
        self.centers, self.sigma = self.trace["centers"], float(self.trace["sigma"])
        self.printed = self.kind_at(hop[1])
        self.ring = Ring(self.picture, self.centers, WITHIN * self.sigma, self.kind_scores())

    def rows(self, what: str) -> np.ndarray:
        """An array of both trainings, that without the penalty first."""
        return np.concatenate([self.trace[f"collapsed{what}"], self.trace[f"mended{what}"]])

    def row(self) -> float:
        """The row of those at the step of now, in the training that is shown."""
        steps = self.trace["step"]
        first = len(steps) if self.mended else 0
        return first + float(np.interp(self.step.get_value(), steps, np.arange(len(steps))))

    def of_now(self, rows: np.ndarray) -> Callable[[], Any]:
        """What rows of both trainings say now; between two that were kept in proportion."""
        return along(rows, lambda: self.row() / (len(rows) - 1))

    @beat
    def collapse(self) -> None:
        """Eight heaps; the samples settle on one, its score falls, and they leave it for another."""
        motion, ring = self.theme.motion, self.ring
        _, settled, caught_at, end = self.hop
        map_, dots, counts = self.scores(), self.dots(), self.counts()
        legend, push = self.legend(), self.push_of_all()
        called = self.called("collapse", self.theme.colors.text)
        self.players = forger, inspector = self.both_players()
        caught = self.caught(inspector)
        real = Label(self.word("real"), self.theme.type.heading, self.theme.colors.real, weight="BOLD")
        real.set_line(ring.plot.c2p(0.0, 0.0))
        # The kind that is printed is shown large, till it is left.
        large = ValueTracker(1.0)
        ring.kinds[self.printed].stand_out(large.get_value, ring.edges[self.printed])
        self.add(map_, legend, ring.heaps, real, forger, inspector)
        with self.narrate("modes"):
            self.on("eight", LaggedStart(*(FadeIn(n, scale=0.6) for n in ring.kinds), lag_ratio=0.12))
            self.add(ring)
            self.on("collapse", FadeOut(real), FadeIn(dots, counts), run_time=motion.swift)
            self.add(dots, counts)
            self.fill(steady(self.step, settled))
            self.on("name", FadeIn(called), run_time=motion.quick)
            jump = cast(Any, inspector).animate(rate_func=there_and_back)
            self.then(large.animate.set_value(_LARGE), run_time=motion.quick)
            self.fill()
            self.on("caught")
            self.add(caught, push)
            # It rests on the kind while the score of that falls.
            comes = cast(Any, self.seen).animate(rate_func=squish_rate_func(smooth, 0.0, 0.4)).set_value(1.0)
            self.fill(comes, jump.shift(0.2 * inspector.height * UP), steady(self.step, caught_at))
            # On their way they are on no kind, and nothing is counted.
            self.on("hop", FadeOut(caught, counts), run_time=motion.swift)
            self.fill(steady(self.step, end), large.animate.set_value(1.0))
        self.told = VGroup(called, push)

    @beat
    @after("collapse")
    def mend(self) -> None:
        """Back to the start, and the same training with the penalty: the samples spread over all heaps."""
        motion = self.theme.motion
        last = int(self.trace["step"][-1])
        penalty = self.called("penalty", self.theme.colors.gradient_penalty)
        pushes, step, counts = self.pushes(), self.counter(), self.counts()
        with self.narrate("mended"):
            gone = FadeOut(self.told, rate_func=motion.soon(0.3))
            self.then(steady(self.step, 0.0), gone, FadeIn(step), run_time=motion.beat)
            self.mended = True  # at their first step both trainings are one
            self.on("penalty", FadeIn(penalty, counts), run_time=motion.quick)
            self.add(counts)
            self.fill(steady(self.step, self.wild))
            self.on("own", FadeIn(pushes), run_time=motion.swift)
            self.fill(steady(self.step, self.apart))
            gone = FadeOut(pushes, rate_func=motion.soon(0.6))
            self.on("spread", steady(self.step, last), gone, run_time=motion.quick)

    # -- parts ---------------------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region]:
        """Of the map, of the ring on it, and of what is counted, beside or below."""
        stage, hero = self.regions.stage, self.regions.hero
        read_in = hero.down_to(float(stage.edge(DOWN)[1]) + 0.1)
        if hero.broad:
            left, side = read_in.columns(3.1, 1, gap=0.45)
            width = float(left.edge(RIGHT)[0] - stage.edge(LEFT)[0])
            whole = Region(float(stage.edge(LEFT)[0]) + width / 2, stage.y, width, stage.height)
            return whole, Region(whole.x, left.y, whole.width, left.height), side
        ring, side = read_in.rows(2.3, 1, gap=0.2)
        low = float(ring.edge(DOWN)[1])
        return stage.down_to(low), ring, side

    def rows_of_side(self) -> tuple[Region, ...]:
        """Of the name, of how many kinds are printed, of the scores' tones, of the step, of the players."""
        if self.regions.hero.broad:
            name, kinds, legend, step, _ = self.side.rows(1.7, 2.6, 1.7, 0.9, 0.1, gap=0.2)
            return name, kinds, legend, step, self.map_place
        left, right = self.side.columns(1.15, 1, gap=0.3)
        name, kinds, step = left.rows(1, 1.2, 0.7)
        legend, players = right.rows(1, 1.5)
        return name, kinds, legend, step, players

    def scores(self) -> ScoreMap:
        """What the discriminator scores all over the plane, at the step of now."""
        return ScoreMap(self.map_place, self.ring.plot, self.trace["plane"], self.rows("_d") / 255, self.row)

    def kind_scores(self) -> Callable[[], np.ndarray]:
        """What it scores each kind, at the step of now."""
        plane, (x, y) = self.trace["plane"], self.centers.T
        scores = [RectBivariateSpline(plane, plane, each)(y, x, grid=False) for each in self.rows("_d") / 255]
        return self.of_now(np.array(scores))

    def kind_at(self, step: int) -> int:
        """Which kind is printed most at a step of the training without the penalty."""
        row = int(np.searchsorted(self.trace["step"], step))
        kinds = nearest_mode(self.trace["collapsed"][row], self.centers, self.sigma)
        return int(np.bincount(kinds[kinds >= 0]).argmax())

    def legend(self) -> VGroup:
        """What is scored, and which tones of the map are 0 and 1."""
        colors, size, place = self.theme.colors, self.theme.type.label, self.rows_of_side()[2]
        above, below = place.rows(place.height - 1.4 * size * PIXEL, 1.4 * size * PIXEL)
        name = Label(self.word("map"), size, colors.discriminator, weight="BOLD", within=above, edge=LEFT)
        name.shift((above.edge(DOWN)[1] - name.get_bottom()[1]) * UP)
        zero, one = Tick(0).set_line(below.edge(LEFT), LEFT), Tick(1).set_line(below.edge(RIGHT), RIGHT)
        left, right = (float(way) for way in (zero.get_right()[0], one.get_left()[0]))
        air = 0.3 * size * PIXEL
        strip = Region((left + right) / 2, below.y, right - left - 2 * air, 0.6 * size * PIXEL)
        return VGroup(name, zero, decoration(score_strip(strip)), one)

    def seen_place(self) -> Region:
        """The part of the map that lies in the safe part of the frame."""
        safe, whole = self.regions.safe, self.map_place
        (left, low), (right, high) = (
            f(safe.edge(way)[:2], whole.edge(way)[:2])
            for f, way in ((np.maximum, LEFT + DOWN), (np.minimum, RIGHT + UP))
        )
        return Region((left + right) / 2, (low + high) / 2, right - left, high - low)

    def dots(self) -> Scatter:
        """The samples at the step of now."""
        return self.ring.samples(self.rows(""), self.row, self.seen_place())

    def push_of_all(self) -> Pull:
        """Where -ln D pushes the samples on average, and how hard, from their middle."""
        samples = self.rows("").astype(float)
        ways = [push.mean(axis=0) for push in self.pushes_at(samples)]
        return push_of(self.ring.plot, self.of_now(samples.mean(axis=1)), self.of_now(np.array(ways)))

    def pushes(self) -> Arrows:
        """Where it pushes some fakes: those that come to lie on the kinds, two on each."""
        finished = self.trace["mended"][-1].astype(float)
        apart = np.linalg.norm(finished[:, np.newaxis] - self.centers, axis=2)
        samples = self.rows("").astype(float)[:, apart.argsort(axis=0)[:_ON_EACH].ravel()]
        ways = np.array(self.pushes_at(samples))
        return pushes_of(self.ring.plot, self.of_now(samples), self.of_now(ways))

    def pushes_at(self, samples: np.ndarray) -> list[np.ndarray]:
        """The push of each of samples of shape (K, n, 2), in each of the rows."""
        plane, scores = self.trace["plane"], self.rows("_d") / 255
        return [pushes_on_a_plane(plane, each, at) for each, at in zip(scores, samples, strict=True)]

    def counts(self) -> VGroup:
        """How many kinds are covered at the step of now."""
        colors, sizes = self.theme.colors, self.theme.type
        kinds, broad = self.rows_of_side()[1], self.regions.hero.broad
        modes = self.rows("_modes")
        at_number, room = kinds.rows(1.3, 1) if broad else kinds.columns(1, 1, gap=0.2)
        size = min(sizes.title, 0.8 * kinds.height / PIXEL, at_number.width / _COUNT / PIXEL)
        covered = LiveNumber(
            lambda: float(modes[round(self.row())]), decimals=0, template="{} / 8", size=size,
            color=colors.generator, edge=LEFT,
        )  # fmt: skip
        words = Label(self.word("kinds"), sizes.body, colors.text, weight="BOLD", within=room, edge=LEFT)
        return VGroup(covered.set_line(at_number.edge(LEFT), LEFT), words)

    def counter(self) -> LiveNumber:
        """The step of now."""
        place = self.rows_of_side()[3]
        size = min(self.theme.type.body, place.width / _STEP / PIXEL)
        number = LiveNumber(self.step.get_value, decimals=0, template=self.word("step"), size=size, edge=LEFT)
        return number.set_line(place.edge(LEFT), LEFT)

    def caught(self, inspector: Inspector) -> Circle:
        """The inspector's lens, which comes to the kind that is printed first."""
        heap = self.ring.heaps[self.printed]
        lens = Circle(stroke_color=self.theme.colors.discriminator, stroke_width=self.theme.curve_width)
        start, end = np.array(inspector.lens), np.array(heap.get_center())
        start[1] = max(start[1], self.map_place.edge(DOWN)[1])  # not over what is written below a map
        small, large = 0.12 * float(inspector.height), 0.75 * float(heap.width)

        def follow(lens: Any) -> None:
            share = self.seen.get_value()
            lens.scale_to_fit_width(2 * (small + share * (large - small)))
            lens.move_to(start + share * (end - start))

        lens.add_updater(follow, call_updater=True)
        return lens

    def called(self, key: str, color: str) -> Label:
        """What this is called."""
        name = self.rows_of_side()[0]
        return Label(self.word(key), self.theme.type.heading, color, weight="BOLD", within=name, edge=LEFT)

    def both_players(self) -> tuple[Forger, Inspector]:
        """Both on the ground: in the lower corners of a broad map, else beside the numbers."""
        place = self.rows_of_side()[4]
        foot = float(self.regions.stage.edge(DOWN)[1])
        if self.regions.hero.broad:
            high = 0.29 * place.height / PIXEL
            aside = 0.35 * high * PIXEL
            left, right = float(self.regions.safe.edge(LEFT)[0]) + aside, float(place.edge(RIGHT)[0]) - aside
        else:
            high = min(0.95 * (float(place.edge(UP)[1]) - foot), 0.42 * place.width) / PIXEL
            left, right = (float(half.x) for half in place.columns(1, 1))
        forger, inspector = Forger(high), Inspector(high, mirrored=True)
        forger.stand(np.array([left, foot, 0.0]))
        inspector.stand(np.array([right, foot, 0.0]))
        return forger, inspector
