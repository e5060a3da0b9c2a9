"""Chapter: a bumblebee; trip after trip it tries another way, until one is nearly the shortest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    DashedLine,
    FadeIn,
    Line,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import MEADOW, Meadow
from loss_scenes.pictures.counted import Counted
from loss_scenes.pictures.tour import MeadowMap
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Bar
from narrated.mobjects.detached import detached
from narrated.mobjects.meadow import Bee, Grass
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import Tree
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

GRASS = ((-0.42, 0.36), (-0.2, -0.1), (0.04, 0.3), (-0.33, -0.38), (0.2, -0.4), (0.43, 0.22), (0.38, -0.2))
_CLEAR = 110 * PIXEL  # from the middle of a tuft to words
_OVER = 14 * PIXEL  # of the mark of the shortest way, beyond the bar
_DASH = 18 * PIXEL
_BESIDE = 23.0  # metres of a way: how far from the hive the bee is seen first and last, since both are light
TREES = ((-0.46, 78), (-0.41, 60), (0.3, 66), (0.37, 84), (0.41, 60), (0.47, 80))


class Counts(NamedTuple):
    """What the bar is, the number of the trip, how long its way is, and the shortest so far."""

    name: Label
    number: Counted
    bar: Bar
    mark: VGroup
    said: Label


class Bees(Chapter):
    """Ways are tried trip after trip; the shortest is flown last.

    Parameters
    ----------
    scene
        Where it is told.
    meadow
        Nest and flowers, and what is learnt there.
    """

    def __init__(self, scene: NarratedScene, *, meadow: Meadow = MEADOW) -> None:
        super().__init__(scene)
        self.meadow = meadow
        self.time, self.last = ValueTracker(0.0), ValueTracker(0.0)

    @property
    def before(self) -> float:
        """How many of the trips that are shown before the last are over."""
        return float(self.time.get_value() * (len(self.meadow.shown) - 1))

    @property
    def trip(self) -> int:
        """Which trip it is, from 0; the last begins when all others are over."""
        return self.meadow.shown[int(self.before)] - 1

    @property
    def learnt(self) -> bool:
        """Whether all trips but the last are over."""
        return bool(self.time.get_value() >= 1.0)

    def flown(self) -> float:
        """Share of the way that the bee has flown; on the last trip it takes its time."""
        share = self.last.get_value() if self.learnt else self.before % 1.0
        beside = _BESIDE / self.meadow.learnt.flown_lengths[self.trip]
        return float(beside + (1 - 2 * beside) * share)

    @beat
    def learn_the_way(self, flying: Bee | None = None) -> None:
        """The bee, or one that ``flying`` is already, goes its trips.

        Every trip that is shown is as long as its bar; the last is the shortest, and golden.
        """
        motion, colors, learnt = self.theme.motion, self.theme.colors, self.meadow.learnt
        field, side = self.places()
        flower = 0.21 * min(field.width, field.height) / PIXEL
        map_ = MeadowMap(field, self.meadow.stops, flower=flower)
        # One way at a time, the one that is flown; where the last one goes is dashed.
        tried = map_.way(lambda: learnt.flown[self.trip], colors.drawn_front, self.theme.curve_width)
        ahead = map_.way(lambda: learnt.flown[-1], colors.gold, self.theme.line_width, dashed=True)
        best = map_.way(lambda: learnt.flown[-1], colors.gold, self.theme.curve_width, self.last.get_value)
        bee = map_.bee(0.95 * flower, lambda: learnt.flown[self.trip], self.flown)
        source = source_line(
            self.word("bee_source"), self.regions.hero, self.theme, rows=1 if self.wide else 2
        )
        horizon = self.regions.hero.edge(UP)[1] - 0.05 * self.regions.hero.height
        counts = self.counts(side)
        country = self.country(horizon, clear=VGroup(*counts, source))
        with self.narrate("bee"):
            road, lands = bleeding(VGroup(tried, map_)), bleeding(bee.copy().clear_updaters())
            words = FadeIn(*counts), FadeIn(source)
            late = squish_rate_func(smooth, 0.3, 1.0)  # once the old picture is gone
            risen = self.scene.ground.animate.set_horizon(horizon)
            come = FadeIn(country, rate_func=late), FadeIn(road, rate_func=late)
            flies = ReplacementTransform(flying, lands) if flying else FadeIn(lands, rate_func=late)
            kept = [flying] if flying else []
            self.on("bee", self.clear_body(*kept), risen, *come, flies, run_time=motion.brief)
            self.remove(lands)
            self.add(bleeding(bee))
            self.then(*words, run_time=motion.swift)  # the ground has risen past them
            self.fill(steady(self.time, 1.0))
            self.remove(tried, map_, bee)
            self.add(bleeding(VGroup(ahead, best, map_, bee)))
            counts.bar.set_fill(colors.gold)
            self.on("route")
            self.fill(steady(self.last, 1.0))

    @property
    def wide(self) -> bool:
        """Whether the bar stands beside the map."""
        return self.regions.hero.broad

    def places(self) -> tuple[Region, Region]:
        """Where the map stands, and the bar."""
        hero = self.regions.hero
        if self.wide:
            _, body, _ = hero.rows(0.4, 10, 0.85)
            field, side = body.columns(2.4, 1, gap=20 * PIXEL)
            return field, side
        # A bee that sits on the highest flower is clear of the bar.
        _, side, _, field, _ = hero.rows(0.5, 2.6, 0.55, 4.75, 1.4)
        # What is only looked at may come near the frame's edges.
        return Region(self.regions.frame.x, field.y, self.regions.frame.width - 0.6, field.height), side

    def counts(self, side: Region) -> Counts:
        """How long the way is that is flown, by the first, and a mark where the shortest so far ends."""
        colors, sizes, word, wide = self.theme.colors, self.theme.type, self.word, self.wide
        flown, kept = self.meadow.learnt.flown_lengths, self.meadow.learnt.kept_lengths
        if wide:
            _, name, _, body, _, foot = side.rows(0.35, 1.9, 1.3, 4.8, 0.15, 1.1)
            room, free = body.columns(1, 1.05, gap=28 * PIXEL)
            count = foot.columns(1, 1.05, gap=28 * PIXEL)[0]
            ends = room.edge(DOWN + LEFT) + _OVER * LEFT, free.edge(DOWN + RIGHT)
            full = room.height * UP
        else:
            name, row, free = side.rows(1.35, 1.25, 0.85, gap=20 * PIXEL)
            count, room = row.columns(1, 2.6, gap=24 * PIXEL)
            ends = room.edge(UP + LEFT), room.edge(DOWN + LEFT)
            full = room.width * RIGHT
        number = Counted(count, lambda: self.trip + 1, word("trips"), self.meadow.trips,
                         size=sizes.number, unit_size=sizes.body, color=colors.text)  # fmt: skip
        line = DashedLine(*ends, dash_length=_DASH, color=colors.gold, stroke_width=self.theme.curve_width)
        # A dark rim sets it off from a bar that reaches over it.
        rim = Line(*ends, color=colors.background, stroke_width=2.2 * self.theme.curve_width)
        mark = VGroup(decoration(rim), line)
        said = Label(word("least"), sizes.body, colors.gold, weight="BOLD", within=free)
        start, share = mark.get_center(), detached(lambda: kept[self.trip] / kept[0])
        beside = free.edge(DOWN + LEFT) + 0.75 * sizes.body * PIXEL * UP

        def follow(line: Mobject) -> None:
            line.move_to(start + share() * full)

        def ride(words: Mobject) -> None:
            if wide:
                words.set_line(beside + share() * full, LEFT)
            else:
                words.set_line(free.kept(np.array([mark.get_x(), free.y, 0.0]), words.width))

        mark.add_updater(follow, call_updater=True)
        said.add_updater(ride, call_updater=True)
        return Counts(
            Label(word("way"), sizes.heading, colors.text, weight="BOLD", within=name, edge=LEFT),
            number,
            Bar(room, lambda: flown[self.trip] / flown[0], colors.drawn_front, upright=wide),
            mark,
            said,
        )

    def country(self, horizon: float, *, clear: VGroup) -> VGroup:
        """Trees on the horizon, and tufts of grass, none of them close to words."""
        frame, stage = self.regions.frame, self.regions.stage
        trees = (Tree(high).stand((frame.x + x * frame.width, horizon, 0.0)) for x, high in TREES)
        middle, high = (horizon + stage.edge(DOWN)[1]) / 2, horizon - stage.edge(DOWN)[1]
        spots = [np.array([frame.x + x * frame.width, middle + y * high, 0.0]) for x, y in GRASS]
        tufts = (Grass(64).stand(spot) for spot in spots if not any(_near(spot, words) for words in clear))
        return bleeding(decoration(VGroup(*trees, *tufts)))


def _near(spot: np.ndarray, words: VMobject) -> bool:
    """Whether a tuft that stands there would come close to words."""
    away = np.abs(spot - words.get_center())[:2] - np.array([words.width, words.height]) / 2
    return bool(np.all(away < _CLEAR))
