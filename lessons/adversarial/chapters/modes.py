"""Chapter: of eight kinds a forger prints one, and hops; with a penalty on slopes it prints all of them."""

from __future__ import annotations

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

from lessons.adversarial.models.modes import WITHIN, nearest_mode
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring
from lessons.adversarial.pictures.score_map import ScoreMap, ScoreScale
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.scatter import Scatter
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SETTLES = 0.55  # of the time until the forger is caught, in which it comes to a kind
_WILD = 0.3  # of the time of the whole training, that of the steps until the samples are about the ring


class Modes(Chapter):
    """Samples of two trained forgers, equal but for a penalty, step by step, with what they cover.

    Behind them lies what the discriminator scores all over the plane.

    Parameters
    ----------
    scene
        Where it is told.
    hop
        Steps of the training without the penalty: where it is shown from, when it is settled on one kind,
        when that has been caught, and when the forger is settled on another.
    wild
        Steps of the training with the penalty that are shown quicker than the others.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        hop: tuple[int, int, int, int] = (1060, 1070, 1074, 1120),
        wild: int = 700,
    ) -> None:
        super().__init__(scene)
        self.trace = read("eight_gaussians")
        self.hop, self.wild = hop, wild
        self.step = ValueTracker(hop[0])
        self.seen = ValueTracker(0.0)  # how far the inspector's lens is on its way to a kind
        self.map_place, self.picture, self.side = self.places()
        centers, sigma = self.trace["centers"], float(self.trace["sigma"])
        self.ring = Ring(self.picture, centers, WITHIN * sigma)

    def row(self) -> float:
        """The row of the trace at the step of now."""
        steps = self.trace["step"]
        return float(np.interp(self.step.get_value(), steps, np.arange(len(steps))))

    @beat
    def collapse(self) -> None:
        """Eight heaps; the samples settle on one, leave it for another, and so on."""
        motion, ring = self.theme.motion, self.ring
        _, settled, caught_at, end = self.hop
        scores, dots, counts = self.scores("collapsed"), self.dots("collapsed"), self.counts("collapsed")
        scale = ScoreScale(self.rows_of_side()[3], self.word("map"))
        called = self.called("collapse", self.theme.colors.text)
        forger, inspector = self.players()
        caught = self.caught(inspector)
        real = Label(self.word("real"), self.theme.type.heading, self.theme.colors.real, weight="BOLD")
        real.set_line(ring.plot.c2p(0.0, 0.0))
        self.add(scores, scale, ring.heaps, real, forger, inspector)
        with self.narrate("modes"):
            self.on("eight", LaggedStart(*(FadeIn(n, scale=0.6) for n in ring.notes), lag_ratio=0.12))
            self.add(ring)
            self.on("collapse", FadeOut(real), FadeIn(dots, counts), run_time=motion.swift)
            self.add(dots, counts)
            self.then(steady(self.step, settled), run_time=_SETTLES * self.seconds_left())
            jump = cast(Any, inspector).animate(rate_func=there_and_back)
            self.on("caught")
            self.add(caught)
            # It rests on the kind before that is left.
            comes = cast(Any, self.seen).animate(rate_func=squish_rate_func(smooth, 0.0, 0.65)).set_value(1.0)
            self.fill(comes, jump.shift(0.2 * inspector.height * UP), steady(self.step, caught_at))
            self.on("hop")
            gone = FadeOut(caught, rate_func=squish_rate_func(smooth, 0.4, 0.7))
            self.fill(steady(self.step, end), gone)
            self.on("name", FadeIn(called), run_time=motion.quick)
        self.before, self.map = VGroup(dots, counts, called), scores

    @beat
    @after("collapse")
    def mend(self) -> None:
        """Training from its start, with the penalty: the samples spread over all heaps."""
        motion = self.theme.motion
        last = int(self.trace["step"][-1])
        penalty = self.called("penalty", self.theme.colors.gradient_penalty)
        with self.narrate("mended"):
            self.then(FadeOut(self.before), run_time=motion.swift)
            self.remove(self.before)
            self.map.clear_updaters()  # it rests while the other comes over it
            self.step.set_value(0)
            scores, dots, counts = self.scores("mended"), self.dots("mended"), self.counts("mended")
            self.bring_to_back(self.map, scores)
            # By itself the map stays at the back while it comes.
            self.then(FadeIn(scores), FadeIn(dots, counts), run_time=motion.quick)
            self.add(dots, counts)
            self.remove(self.map)
            self.on("penalty", FadeIn(penalty), run_time=motion.quick)
            self.then(steady(self.step, self.wild), run_time=_WILD * self.seconds_left())
            self.fill(steady(self.step, 0.85 * last))
            self.on("spread", steady(self.step, last), run_time=motion.brief)

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
        ring, side = read_in.rows(2.35, 1, gap=0.2)
        low = float(ring.edge(DOWN)[1])
        return stage.down_to(low), ring, side

    def rows_of_side(self) -> tuple[Region, ...]:
        """Of the name, of both numbers, of the scale, and of the players."""
        if self.regions.hero.broad:
            name, kinds, good, scale, _ = self.side.rows(1.1, 2.3, 1.9, 1.2, 0.2, gap=0.2)
            return name, kinds, good, scale, self.map_place
        left, right = self.side.columns(2.0, 1, gap=0.3)
        name, kinds, good = left.rows(1, 1.3, 1)
        scale, players = right.rows(1, 1.25, gap=0.12)
        return name, kinds, good, scale, players

    def scores(self, which: str) -> ScoreMap:
        """What the discriminator scores all over the plane, at the step of now."""
        scores = self.trace[f"{which}_d"] / 255
        return ScoreMap(self.map_place, self.ring.plot, self.trace["plane"], scores, self.row)

    def dots(self, which: str) -> Scatter:
        """The samples at the step of now, as far as they lie on the map and in the safe part of the frame."""
        safe, whole = self.regions.safe, self.map_place
        (left, low), (right, high) = (
            f(safe.edge(way)[:2], whole.edge(way)[:2])
            for f, way in ((np.maximum, LEFT + DOWN), (np.minimum, RIGHT + UP))
        )
        place = Region((left + right) / 2, (low + high) / 2, right - left, high - low)
        return self.ring.samples(self.trace[which], self.row, place)

    def counts(self, which: str) -> VGroup:
        """How many kinds are covered, and how many samples are good, at the step of now."""
        colors, sizes = self.theme.colors, self.theme.type
        _, kinds, good, *_ = self.rows_of_side()
        modes, share = self.trace[f"{which}_modes"], self.trace[f"{which}_good"]

        def at() -> int:
            return round(self.row())

        size = min(sizes.title, 0.8 * kinds.height / PIXEL)
        covered = LiveNumber(
            lambda: float(modes[at()]), decimals=0, template="{} / 8", size=size, color=colors.generator,
            edge=LEFT,
        )  # fmt: skip
        percent = LiveNumber(
            lambda: 100 * float(share[at()]), decimals=0, template="{}%", size=sizes.number,
            color=colors.text, edge=LEFT,
        )  # fmt: skip
        parts = VGroup()
        for number, word, place in ((covered, "kinds", kinds), (percent, "good", good)):
            if self.regions.hero.broad:
                at_number, room = place.rows(1.3, 1)
            else:
                at_number, room = place.columns(1, 1.65, gap=0.2)
            number.set_line(at_number.edge(LEFT), LEFT)
            words = Label(self.word(word), sizes.body, colors.text, weight="BOLD", within=room, edge=LEFT)
            parts.add(number, words)
        return parts

    def caught(self, inspector: Inspector) -> Circle:
        """The inspector's lens, which comes to the kind that is printed first."""
        settled = int(np.searchsorted(self.trace["step"], self.hop[1]))
        samples, centers = self.trace["collapsed"][settled], self.trace["centers"]
        kinds = nearest_mode(samples, centers, float(self.trace["sigma"]))
        heap = self.ring.heaps[int(np.bincount(kinds[kinds >= 0]).argmax())]
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

    def players(self) -> tuple[Forger, Inspector]:
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
