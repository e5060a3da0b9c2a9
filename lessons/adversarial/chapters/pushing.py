"""Chapter: the first fakes score almost nothing; one goal is flat there, the other leads its forger on."""

from __future__ import annotations

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
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
)
from scipy.stats import norm

from lessons.adversarial.chapters.learning import BEHIND, Learning
from lessons.adversarial.models.goals import best_score, minimax_goal, nonsaturating_goal
from lessons.adversarial.pictures.goal_lane import HILL, GoalLane
from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.race import Race
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_TOP = 60.0  # nats at a lane's upper edge: a forger has room where the steep goal is highest
_REACH = 0.34  # units of the axis for a push of 1
_NEARLY = 0.6  # of the steps, before it is said that one arrives


class Pushing(Chapter):
    """Two forgers who start at the same place, each with a goal of his own.

    Parameters
    ----------
    scene
        Where it is told.
    learning
        The chapter before, whose hills go apart again. Here one unit of ink is the spread of the real notes,
        whose middle is at 0, and the picture is as large as there.
    """

    def __init__(self, scene: NarratedScene, learning: Learning) -> None:
        super().__init__(scene)
        self.learning = learning
        self.span, self.top = learning.standardized()
        self.trace = read("two_forgers")
        self.first = float(self.trace["minimax_b"][0])
        self.at, self.done = ValueTracker(0.0), ValueTracker(0.0)
        self.reliefs = ValueTracker(0.0), ValueTracker(0.0)

    @beat
    def start_far_off(self) -> None:
        """The hills go apart: the first fakes are far off, and what they score is as good as nothing."""
        motion, colors, sizes, hero = self.theme.motion, self.theme.colors, self.theme.type, self.regions.hero
        first, now, learning = self.first, self.at.get_value, self.learning
        self.hills = hills = Hills(
            self.regions.stage, hero, span=self.span, top=self.top, real=norm.pdf,
            fake=lambda: lambda x: norm.pdf(x, now()), score=lambda: lambda x: best_score(x, now()),
            marks=(0.0, 1.0),
        )  # fmt: skip
        peak = float(norm.pdf(0.0))
        self.forger, inspector = self.players(hills)
        real = hills.title(self.word("real"), colors.real, lambda: (0.0, peak))
        fake = hills.title(self.word("fake"), colors.generator, lambda: (now(), peak))
        # Between D's numbers and its step.
        left = float(hero.edge(LEFT)[0]) + 1.2 * sizes.label * PIXEL
        width = float(hills.sky.c2p(0.58 * first, 0.0)[0]) - left
        sky = hills.sky.region
        room = Region(left + width / 2, sky.y + 0.04 * sky.height, width, 0.92 * sky.height)
        above, below = room.rows(1, 1.15)
        said = Label(
            self.word("score"), sizes.body, colors.discriminator, weight="BOLD", within=above, edge=ORIGIN
        )
        scored = plain_number(float(self.trace["minimax_d"][0]), 3)
        number = Label(scored, sizes.display, colors.discriminator, weight="BOLD", within=below, edge=ORIGIN)
        with self.narrate("start"):
            # These look as those before; so the hill that came is seen to go.
            self.remove(learning.hills, learning.forger, learning.inspector, learning.real_name)
            stay = hills, real, self.forger, inspector
            self.add(*stay)
            self.then(self.scene.clear_body(*stay), run_time=motion.swift)
            self.then(self.at.animate.set_value(first), run_time=motion.beat)
            self.then(FadeIn(fake), run_time=motion.swift)
            self.on("thousandth", FadeIn(said), FadeIn(number, scale=1.3), run_time=motion.quick)

    @beat
    def push(self) -> None:
        """A flat goal and a steep one rise under two forgers, their pushes to one scale; then both go.

        The hillsides stay what they are with the discriminator of the beginning; the ways are of the trace.
        """
        motion, colors, sizes = self.theme.motion, self.theme.colors, self.theme.type
        # At first the lower lane's hills are as high as those that were there.
        lane, land = self.place(1)[0], self.hills.land
        peak = float((land.c2p(0.0, norm.pdf(0.0)) - land.c2p(0.0, 0.0))[1])
        self.tall = ValueTracker(0.0), ValueTracker(peak / lane.height)
        flat, steep = self.lanes()
        of_flat, of_steep = self.goal_name(flat, "minimax"), self.goal_name(steep, "nonsaturating")
        large = sizes.title if self.regions.hero.broad else sizes.heading
        race = bleeding(self.race(steep))
        with self.narrate("push"):
            self.then(*self.part(race, flat, steep), run_time=motion.calm)
            self.add(race.tracks, flat, steep, race.trails)
            self.on("minimax", self.reliefs[0].animate.set_value(1.0), FadeIn(of_flat), run_time=motion.calm)
            self.on("flat")
            unseen = self.beside(flat, self.word("unseen"), sizes.body, colors.text)
            self.add(flat.arrow)
            self.then(FadeIn(unseen), run_time=motion.swift)
            self.on("steep", self.reliefs[1].animate.set_value(1.0), FadeIn(of_steep), run_time=motion.calm)
            self.then(FadeIn(steep.arrow), run_time=motion.swift)
            ratio = float(self.trace["nonsaturating_push"][0] / self.trace["minimax_push"][0])
            told = self.word("times").format(plain_number(ratio, 0))
            times = self.beside(steep, told, large, colors.gold)
            why = self.quotient(times)
            self.on("times", FadeIn(times, scale=1.3), FadeIn(why), run_time=motion.quick)
        self.said = unseen, times, why

    @beat
    @after("push")
    def walk(self) -> None:
        """Each goes as far as his goal has pushed him."""
        with self.narrate("walk"):
            self.then(*(FadeOut(words) for words in self.said), run_time=self.theme.motion.swift)
            self.fill(steady(self.done, _NEARLY))
            self.on("arrive", steady(self.done, 1.0), run_time=self.theme.motion.calm)

    # -- parts ---------------------------------------------------------------------------------------------

    def part(self, race: Race, flat: GoalLane, steep: GoalLane) -> list[Any]:
        """Of the one forger become two, and the hills become the lower lane's; the upper one gets its own."""
        hills, forger = self.hills, self.forger
        self.remove(hills.real, hills.fake)
        leaves = self.scene.clear_body(forger)
        shapes = [part for lane in (flat, steep) for part in (lane.slope, lane.real, lane.fake)]
        self.add(*shapes, forger)
        forger.clear_updaters()
        return [
            leaves, FadeIn(race.tracks), *(tall.animate.set_value(HILL) for tall in self.tall),
            TransformFromCopy(forger, flat.forger), ReplacementTransform(forger, steep.forger),
        ]  # fmt: skip

    def players(self, hills: Hills) -> tuple[Forger, Inspector]:
        """Each beside his hill, as before."""
        now, learning = self.at.get_value, self.learning
        where = detached(lambda: hills.land.c2p(now() - BEHIND, 0.0))
        forger, inspector = Forger(hills.figure), Inspector(hills.figure, mirrored=True)
        inner = float(self.regions.hero.edge(LEFT)[0]) + 0.45 * float(forger.width)

        def follow(mobject: Any) -> None:
            place = where()
            mobject.stand(np.array([max(place[0], inner), place[1], 0.0]))

        forger.add_updater(follow, call_updater=True)
        inspector.stand(learning.inspector.foot)
        return forger, inspector

    def lanes(self) -> tuple[GoalLane, GoalLane]:
        """The forger of the original goal, and below him the other one."""
        first = self.first
        lowest = float(minimax_goal(0.0, first))
        return (
            self.lane(0, "minimax", lambda x: minimax_goal(x, first) - lowest),
            self.lane(1, "nonsaturating", lambda x: nonsaturating_goal(x, first)),
        )

    def lane(self, number: int, name: str, goal: Any) -> GoalLane:
        """One of two lanes, as its trace says."""
        b, push, done = self.trace[f"{name}_b"], self.trace[f"{name}_push"], self.done.get_value
        place, span = self.place(number)
        return GoalLane(
            place, span=span, goal=lambda x: np.maximum(goal(x), 0.0), top=_TOP, place=along(b, done),
            push=along(push, done), relief=self.reliefs[number].get_value, reach=_REACH,
            hill=self.tall[number].get_value,
        )  # fmt: skip

    def place(self, number: int) -> tuple[Region, tuple[float, float]]:
        """A lane from edge to edge, and the ends of its axis there: those of the span are the hero's."""
        stage, hero = self.regions.stage, self.regions.hero
        low, high = float(stage.edge(DOWN)[1]), float(hero.edge(UP)[1])
        row = Region(stage.x, (low + high) / 2, stage.width, high - low).rows(1, 1)[number]
        unit = (self.span[1] - self.span[0]) / hero.width
        left, right = (
            self.span[0] + (float(stage.edge(way)[0] - hero.edge(LEFT)[0])) * unit for way in (LEFT, RIGHT)
        )
        return row, (left, right)

    def race(self, lane: GoalLane) -> Race:
        """The ways of both on the axes of their lanes."""
        rows = [self.place(number)[0] for number in (0, 1)]
        high = float(rows[0].edge(UP)[1] - rows[1].edge(DOWN)[1])
        whole = Region(rows[0].x, float(rows[1].edge(DOWN)[1]) + high / 2, rows[0].width, high)
        paths = self.trace["minimax_b"], self.trace["nonsaturating_b"]
        color = self.theme.colors.text
        return Race(
            whole, paths, self.done.get_value, span=lane.plot.x_range, colors=(color, color), goal=0.0,
            runners=False,
        )  # fmt: skip

    def goal_name(self, lane: GoalLane, key: str) -> Label:
        """The goal on its hillside, where that begins; above the forger where it is too long to be beside."""
        name = Label(self.word(key), self.theme.type.body, weight="BOLD")
        plot, forger, gap = lane.plot, lane.forger, 0.3 * name.em * PIXEL
        left, start = float(self.regions.hero.edge(LEFT)[0]), self.span[0]
        low = float(plot.c2p(start, float(lane.height_at(np.array(start))))[1])
        if left + float(name.width) + gap > float(forger.get_left()[0]):
            feet = float(plot.c2p(self.first, float(lane.height_at(np.array(self.first))))[1])
            low = max(low, feet + float(forger.height))
        return name.move_to(np.array([left, low + gap, 0.0]), aligned_edge=DOWN + LEFT)

    def quotient(self, times: Label) -> VGroup:
        """How many times that is, beside it where there is room: 1 - D by D."""
        scored, size = float(self.trace["minimax_d"][0]), self.theme.type.body
        told = f"= {plain_number(1 - scored, 3)} / {plain_number(scored, 3)}"
        quotient = Label(told, size, self.theme.colors.gold, weight="BOLD")
        quotient.set_line(times.get_right() + 0.5 * size * PIXEL * RIGHT, LEFT)
        return VGroup(quotient) if quotient.get_right()[0] < self.regions.hero.edge(RIGHT)[0] else VGroup()

    def right_of(self, lane: GoalLane) -> Region:
        """What there is at the right of a forger and his arrow."""
        forger, right = lane.forger, float(self.regions.hero.edge(RIGHT)[0])
        left = max(float(forger.get_right()[0]), float(lane.arrow.get_right()[0])) + 0.5 * forger.width
        return Region(
            (left + right) / 2, float(forger.get_center()[1]), right - left, lane.plot.region.height
        )

    def beside(self, lane: GoalLane, text: str, size: float, color: str) -> Label:
        """Words at the right of a forger and his arrow, the last row at his feet."""
        forger, room = lane.forger, self.right_of(lane)
        label = Label(text, size, color, weight="BOLD", within=room, edge=LEFT)
        return label.shift(
            (
                float(forger.get_bottom()[1])
                + 0.4 / len(label.rows) ** 2 * size * PIXEL
                - float(label.get_bottom()[1])
            )
            * UP
        )
