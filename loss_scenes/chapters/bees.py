"""Chapter: a bumblebee; trip after trip it keeps the shorter way, until it is nearly the shortest."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    UP,
    FadeIn,
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
from narrated.mobjects.meadow import Grass
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import Tree
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

GRASS = ((-0.42, 0.36), (-0.2, -0.1), (0.04, 0.3), (-0.33, -0.38), (0.2, -0.4), (0.43, 0.22), (0.38, -0.2))
_CLEAR = 110 * PIXEL  # from the middle of a tuft to words
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

    @property
    def learnt(self) -> bool:
        """Whether all trips are over."""
        return bool(self.time.get_value() >= 1.0)

    def flown(self) -> float:
        """Share of the way that the bee has flown; on the last trip it takes its time."""
        # Once trips are shorter than a flight, it is seen once on each of several.
        first = self.meadow.trips ** (-1 / self.haste)
        share = self.last.get_value() if self.learnt else float(self.time.get_value() / first) % 1.0
        return _BESIDE + (1 - 2 * _BESIDE) * share

    @beat
    def learn_the_way(self) -> None:
        """The counter runs, the trail gets shorter; at last it is golden."""
        motion, colors, learnt = self.theme.motion, self.theme.colors, self.meadow.learnt
        field, side = self.places()
        flower = 0.21 * min(field.width, field.height) / PIXEL
        map_ = MeadowMap(field, self.meadow.stops, flower=flower)
        # One way at a time, the one that is flown; the best so far is faint.
        kept = map_.way(
            lambda: learnt.kept[self.trip], colors.drawn_other, self.theme.line_width, dashed=True
        )
        tried = map_.way(lambda: learnt.flown[self.trip], colors.drawn_front, self.theme.curve_width)
        best = map_.way(lambda: learnt.kept[-1], colors.gold, self.theme.curve_width, self.last.get_value)
        # What is golden is the way that it has learnt: it flies that one.
        bee = map_.bee(
            0.95 * flower, lambda: learnt.kept[-1] if self.learnt else learnt.flown[self.trip], self.flown
        )
        source = source_line(
            self.word("bee_source"), self.regions.hero, self.theme, rows=1 if self.wide else 2
        )
        horizon = self.regions.hero.edge(UP)[1] - 0.05 * self.regions.hero.height
        counts = self.counts(side)
        country = self.country(horizon, clear=VGroup(counts, source))
        with self.narrate("bee"):
            road = bleeding(VGroup(kept, tried, best, map_, bee))
            words = FadeIn(counts), FadeIn(source)
            late = squish_rate_func(smooth, 0.5, 1.0)  # once the old picture is gone
            risen = self.scene.ground.animate.set_horizon(horizon)
            come = FadeIn(country, rate_func=late), FadeIn(road, rate_func=late)
            self.on("bee", self.clear_body(), risen, *come, run_time=motion.brief)
            self.then(*words, run_time=motion.swift)  # the ground has risen past them
            self.fill(steady(self.time, 1.0))
            road.remove(tried)
            self.on("route", steady(self.last, 1.0), run_time=motion.slow)

    @property
    def wide(self) -> bool:
        """Whether the bars stand beside the map."""
        return self.regions.hero.broad

    def places(self) -> tuple[Region, Region]:
        """Where the map stands, and the bars."""
        hero = self.regions.hero
        if self.wide:
            _, body, _ = hero.rows(0.4, 10, 0.85)
            field, side = body.columns(2.4, 1, gap=20 * PIXEL)
            return field, side
        # A bee that sits on the highest flower is clear of the bars.
        _, side, _, field, _ = hero.rows(0.7, 2.5, 0.25, 4.95, 1.4)
        # What is only looked at may come near the frame's edges.
        return Region(self.regions.frame.x, field.y, self.regions.frame.width - 0.6, field.height), side

    def counts(self, side: Region) -> VGroup:
        """How long the way is that is remembered: a bar for this trip, and one for the first as a shade.

        Each bar is named by the number of its trip.
        """
        colors, sizes, word, wide = self.theme.colors, self.theme.type, self.word, self.wide
        lengths = self.meadow.learnt.kept_lengths
        if wide:
            _, name, _, bars, _, feet = side.rows(0.35, 1.9, 0.3, 5.8, 0.15, 1.1)
            (shade, bar), (once, count) = (row.columns(1, 1, gap=56 * PIXEL) for row in (bars, feet))
        else:
            name, upper, lower = side.rows(1.35, 1, 1, gap=14 * PIXEL)
            (once, shade), (count, bar) = (row.columns(1, 2.6, gap=24 * PIXEL) for row in (upper, lower))
        number = Counted(count, lambda: self.trip + 1, word("trips"), self.meadow.trips,
                         size=sizes.number, unit_size=sizes.body, color=colors.text)  # fmt: skip
        return VGroup(
            Label(word("way"), sizes.heading, colors.text, weight="BOLD", within=name, edge=LEFT),
            Label(word("trips").format(1), sizes.body, colors.muted, weight="BOLD", within=once, edge=ORIGIN),
            number,
            Bar(shade, lambda: 1.0, colors.drawn_other, upright=wide),
            Bar(bar, lambda: lengths[self.trip] / lengths[0], colors.gold, upright=wide),
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
