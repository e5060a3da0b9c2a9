"""Chapter: a coach who deducts for time alone, and then for being over the line as well."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    Wait,
)

from loss_scenes.models.steering import Habits, Lane, practise
from loss_scenes.pictures.budget import LossBar
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.props import Coach, Ruler, Stopwatch
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.track import Drive, Track
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

BEGINNER = Habits(40 / 3.6, 0.01, 10.0)
HASTE, CARE = (0.0355, 2, 0.0), (0.13, 5, 0.9)
"""Rate of the steps, how many laps they correct, and their momentum, by the clock and by the line."""


class Coaching(Chapter):
    """The same learner twice: laps that are judged by the clock, then laps that are judged by the line too.

    Parameters
    ----------
    scene
        Where it is told.
    lane, beginner
        What is driven on, and how the learner drives at first.
    haste, care
        Rate of the steps, number of laps and momentum, while the clock is what counts, and while the line
        counts too.

    Attributes
    ----------
    fast, careful
        Habits of the laps by either rubric; the second begin where the first end, and correct the steering
        alone: the time stays.
    laps
        All of them, in their order.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        lane: Lane | None = None,
        beginner: Habits = BEGINNER,
        haste: tuple[float, int, float] = HASTE,
        care: tuple[float, int, float] = CARE,
    ) -> None:
        super().__init__(scene)
        self.lane = lane = lane or Lane()
        self.fast = practise(lane.lap_time, beginner, rate=haste[0], laps=haste[1], momentum=haste[2])
        self.careful = practise(
            lambda habits: lane.lap_time(habits) + lane.mean_over(habits), self.fast[-1], rate=care[0],
            laps=care[1], learns=("gain", "preview"), momentum=care[2],
        )  # fmt: skip
        self.laps = [*self.fast, *self.careful[1:]]
        self.paths = [lane.drive(habits) for habits in self.laps]
        self.lap, self.way, self.measured = (ValueTracker(0.0) for _ in range(3))
        whole = in_sight(self.regions, scene.ground.horizon)
        self.top, road = whole.rows(1, 1.15)
        frame = self.regions.frame
        self.broad = whole.broad
        self.track = Track(Region(frame.x, road.y, frame.width, road.height), lane)
        self.drive = Drive(self.track, lambda: self.paths[self.now()], self.way.get_value)
        self.far_edge = float(self.track.c2p(0.0, self.track.half_road)[1])
        self.coach_high = min(0.98 * (float(self.top.edge(UP)[1]) - self.far_edge), 0.36 * self.top.width)
        self.tool_high = 0.5 * self.coach_high
        self.coach, self.worried, self.pleased = (self.beside_the_road(face) for face in (True, False, True))
        self.number = self.tag()

    def now(self) -> int:
        """Which of the laps is driven."""
        return round(self.lap.get_value())

    def time(self) -> float:
        """What is deducted for the lap from the beginning: its seconds."""
        return self.lane.lap_time(self.laps[self.now()])

    def over(self) -> float:
        """What is then deducted too: centimetres over the line on average, as far as it was measured."""
        return 100 * self.lane.mean_over_by(self.paths[self.now()], self.measured.get_value())

    @beat
    def reward_speed(self) -> None:
        motion, way, length, last = self.theme.motion, self.way, self.lane.length, len(self.fast) - 1
        self.held = self.tool(Stopwatch(self.tool_high / PIXEL))
        place, there = self.fees()[0], (self.track, self.coach, self.number)
        timed = self.fee("time", place, self.time, "seconds", self.lane.lap_time(self.laps[0]), decimals=1)
        with self.narrate("coach") as sheet:
            self.then(self.clear_body(), FadeIn(*there), run_time=motion.swift)
            self.add(self.drive)
            self.fill(steady(way, 0.62 * length))
            self.on("speed", FadeIn(self.held, timed), steady(way, length), run_time=motion.quick)
            for lap in range(1, last):
                self.start(lap)
                self.then(steady(way, length), run_time=motion.calm)
            self.start(last)
            begun = self.scene.frame
            share = (sheet.frames["cross"] - begun) / (sheet.end - begun)
            self.fill(steady(way, share * self.track.last))
            # Who looks at the clock alone is pleased: the time has fallen again.
            self.on("cross", steady(way, self.track.last), run_time=motion.slow)

    def start(self, lap: int) -> None:
        """Begin another lap, with its habits."""
        self.lap.set_value(lap)
        self.way.set_value(0.0)

    @beat
    @after("reward_speed")
    def count_the_distance(self) -> None:
        motion, gold, way, length = self.theme.motion, self.theme.colors.gold, self.way, self.lane.length
        ruler = self.tool(Ruler(self.tool_high / PIXEL))
        most = 100 * self.lane.mean_over(self.fast[-1])
        place = self.fees()[1]
        fee = self.fee("over", place, self.over, "centimetres", most, color=self.theme.colors.outlier)
        with self.narrate("learned"):
            self.fill(steady(way, length))
            # Only now the coach sees the line, and what is over it.
            worries = Transform(self.coach, self.worried, rate_func=motion.soon(0.5))
            self.on("distance", FadeOut(self.held), worries, run_time=motion.swift)
            self.add(fee[1])  # there is nothing of the bar yet
            self.then(FadeIn(ruler, fee[0]), steady(self.measured, length), run_time=motion.quick)
            self.then(Wait(), run_time=motion.quick)
            self.start(len(self.fast))
            self.fill(steady(way, length))
            self.on("learned")
            self.start(len(self.laps) - 1)
            self.then(
                Transform(self.coach, self.pleased), self.track.lines.animate.set_color(gold),
                steady(way, 0.3 * length), run_time=motion.brief,
            )  # fmt: skip
            self.fill(steady(way, self.track.last))

    def beside_the_road(self, pleased: bool) -> Coach:
        """The coach behind the road's far edge, with a face that says how the driving is liked."""
        high, top = self.coach_high, self.top
        left = float(top.edge(LEFT)[0]) + (0.08 * top.width if self.broad else 0.0)
        return bleeding(Coach(high / PIXEL, pleased=pleased).stand((left + 0.36 * high, self.far_edge, 0.0)))

    def beside_the_coach(self) -> Region:
        """At the right of what the coach holds up, above the road."""
        hero, coach, top = self.regions.hero, self.coach, self.top
        left = float(coach.hand[0]) + 0.7 * self.tool_high + (0.05 * top.width if self.broad else 0.0)
        right = float(hero.edge(RIGHT)[0])
        low, high = float(coach.foot[1]), min(float(part.edge(UP)[1]) for part in (hero, top))
        return Region((left + right) / 2, (low + high) / 2, right - left, high - low)

    def fees(self) -> tuple[Region, ...]:
        """Where the two that are deducted stand: beside each other, or below."""
        place, gap = self.beside_the_coach(), 0.5 * self.theme.type.body * PIXEL
        return place.columns(1, 1, gap=2 * gap) if self.broad else place.rows(1, 1, gap=gap)

    def fee(
        self,
        key: str,
        place: Region,
        value: Callable[[], float],
        unit: str,
        most: float,
        *,
        decimals: int = 0,
        color: str | None = None,
    ) -> VGroup:
        """What the coach deducts for a lap: its name, its number, and a bar as long."""
        name, number, bar, _ = place.rows(1.1, 1.4, 0.45, 0.35)
        size, ink = self.theme.type, color or self.theme.colors.text
        large = min(size.title, 0.9 * number.height / PIXEL)
        said = one_row(
            self.word(key), size.body, name, least=self.theme.text_sizes.smallest, theme=self.theme
        )
        reading = LiveNumber(
            value, decimals=decimals, template=self.word(unit), size=large, color=ink, edge=LEFT
        ).set_line(number.edge(LEFT))
        full = RoundedRectangle(width=bar.width, height=bar.height, corner_radius=14 * PIXEL)
        full.set_stroke(self.theme.colors.drawn_far, self.theme.line_width).move_to(bar.center)
        now = detached(value)
        return VGroup(VGroup(said, reading, decoration(full)), LossBar(bar, lambda: now() / most, ink))

    def tag(self) -> LiveNumber:
        """The number of the lap, on the road where it begins."""
        track, size = self.track, self.theme.type.body
        number = LiveNumber(
            lambda: self.now() + 1, decimals=0, template=self.word("lap"), size=size, edge=LEFT
        )
        y = track.c2p(0.0, (track.half_road + track.lane.half_lane) / 2)[1]
        return number.set_line(np.array([self.regions.hero.edge(LEFT)[0], y, 0.0]))

    def tool(self, drawn: Drawing) -> Drawing:
        """What the coach holds up."""
        return bleeding(drawn.stand(self.coach.hand))
