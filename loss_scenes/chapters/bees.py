"""Chapter: a bumblebee; trip after trip it keeps the shorter way, until it is nearly the shortest."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import MEADOW, Meadow
from loss_scenes.pictures.counted import Counted
from loss_scenes.pictures.tour import MeadowMap
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.meadow import Grass
from narrated.mobjects.step_path import steady
from narrated.mobjects.things import Tree
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

GRASS = ((-0.42, 0.36), (-0.2, -0.1), (0.04, 0.3), (-0.33, -0.38), (0.2, -0.4), (0.43, 0.22), (0.38, -0.2))
_BESIDE = 0.08  # of a way: how far from the hive the bee is seen first and last, since both are light
TREES = ((-0.46, 78), (-0.41, 60), (0.3, 66), (0.37, 84), (0.41, 60), (0.47, 80))


class Bees(Chapter):
    """A way is learnt trip by trip, then flown.

    Parameters
    ----------
    scene
        Where it is told.
    meadow
        Nest and flowers, and what is learnt there.
    haste
        The trips go by as this power of the time: the first can be followed, the last are a time lapse.
    """

    def __init__(self, scene: NarratedScene, *, meadow: Meadow = MEADOW, haste: float = 2.2) -> None:
        super().__init__(scene)
        self.meadow, self.haste = meadow, haste
        self.time, self.last = ValueTracker(0.0), ValueTracker(0.0)

    @property
    def trip(self) -> int:
        """Which trip it is, from 0."""
        trips = self.meadow.trips
        return min(int(trips * self.time.get_value() ** self.haste), trips - 1)

    def flown(self) -> float:
        """Share of the way that the bee has flown; on the last trip it takes its time."""
        # Once trips are shorter than a flight, it is seen once on each of several.
        first = self.meadow.trips ** (-1 / self.haste)
        done = self.time.get_value() >= 1.0
        share = self.last.get_value() if done else float(self.time.get_value() / first) % 1.0
        return _BESIDE + (1 - 2 * _BESIDE) * share

    @beat
    def learn_the_way(self) -> None:
        """The counter runs, the trail gets shorter; at last it is golden."""
        motion, colors, learnt = self.theme.motion, self.theme.colors, self.meadow.learnt
        field, side = self.places()
        flower = 0.24 * min(field.width, field.height) / PIXEL
        map_ = MeadowMap(field, self.meadow.stops, flower=flower)
        kept = map_.way(lambda: learnt.kept[self.trip], colors.drawn_other, self.theme.curve_width)
        tried = map_.way(lambda: learnt.flown[self.trip], colors.drawn_front, self.theme.hair_width)
        best = map_.way(lambda: learnt.kept[-1], colors.gold, self.theme.curve_width, self.last.get_value)
        bee = map_.bee(0.85 * flower, lambda: learnt.flown[self.trip], self.flown)
        source = source_line(self.word("bee_source"), self.regions.hero, self.theme, rows=self.source_rows)
        horizon = self.regions.hero.edge(UP)[1] - 0.05 * self.regions.hero.height
        country = self.country(horizon)
        with self.narrate("bee"):
            arrive = map(FadeIn, (country, kept, tried, best, map_, bee, self.counts(side), source))
            self.on("bee", self.clear_body(), self.scene.ground.animate.set_horizon(horizon),
                    run_time=motion.snap)  # fmt: skip
            self.then(*arrive, run_time=motion.swift)
            self.fill(steady(self.time, 1.0))
            self.remove(tried)
            self.on("route", steady(self.last, 1.0), run_time=motion.slow)

    @property
    def source_rows(self) -> int:
        """In how many rows the source stands."""
        return 1 if self.regions.hero.width > 1.5 * self.regions.hero.height else 2

    @property
    def tall(self) -> bool:
        """Whether the frame is higher than wide."""
        return self.regions.hero.height > self.regions.hero.width

    def places(self) -> tuple[Region, Region]:
        """Where the map stands, and the numbers."""
        hero = self.regions.hero
        if self.source_rows == 1:
            _, body, _ = hero.rows(0.9, 10, 1)
            field, side = body.columns(2.1, 1, gap=30 * PIXEL)
            return field, side
        _, side, field, _ = hero.rows(0.5, 2.1 if self.tall else 1.2, 5, 1.1, gap=16 * PIXEL)
        return field, side

    def counts(self, side: Region) -> VGroup:
        """The number of the trip, and how long the way is that is remembered."""
        colors, sizes, word = self.theme.colors, self.theme.type, self.word
        if self.source_rows == 1:
            upper, lower = Region(side.x, side.y, side.width, 0.46 * side.height).rows(1.3, 1)
        else:
            upper, lower = side.rows(1, 1) if self.tall else side.columns(1, 1.7)
        lengths = self.meadow.learnt.kept_lengths
        display = sizes.display if self.source_rows == 1 else sizes.title
        length = sizes.title if self.source_rows == 1 else sizes.heading
        return VGroup(
            Counted(upper, lambda: self.trip + 1, word("trips"), self.meadow.trips,
                    size=display, unit_size=sizes.heading, color=colors.text),
            Counted(lower, lambda: lengths[self.trip], word("metres"), lengths[0],
                    size=length, unit_size=sizes.heading, color=colors.gold),
        )  # fmt: skip

    def country(self, horizon: float) -> VGroup:
        """Trees on the horizon, and tufts of grass."""
        frame, stage = self.regions.frame, self.regions.stage
        trees = (Tree(high).stand((frame.x + x * frame.width, horizon, 0.0)) for x, high in TREES)
        middle, high = (horizon + stage.edge(DOWN)[1]) / 2, horizon - stage.edge(DOWN)[1]
        tufts = (
            Grass(64).stand(np.array([frame.x + x * frame.width, middle + y * high, 0.0])) for x, y in GRASS
        )
        return bleeding(decoration(VGroup(*trees, *tufts)))
