"""Chapter: a coach who rewards speed alone, and one who deducts for being over the line."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, ValueTracker, VGroup, Wait

from loss_scenes.models.steering import Habits, Lane, practise
from loss_scenes.pictures.props import Ruler, Stopwatch
from loss_scenes.pictures.reading import Reading
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.track import Drive, Track
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.step_path import steady
from narrated.mobjects.things import Person
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

KMH = 3.6  # km/h for 1 m/s
BEGINNER = Habits(40 / KMH, 0.01, 10.0)
HASTE, CARE = (0.025, 3, 0.0), (0.13, 5, 0.9)
"""Rate of the steps, how many laps they correct, and their momentum, by the clock and by the line."""


class Coaching(Chapter):
    """The same learner twice: laps that are judged by the clock, then laps that are judged by the line.

    Parameters
    ----------
    scene
        Where it is told.
    lane, beginner
        What is driven on, and how the learner drives at first.
    haste, care
        Rate of the steps, number of laps and momentum, while the clock is what counts, and while the line is.

    Attributes
    ----------
    fast, careful
        Habits of the laps by either rubric; the second begin where the first end, and keep the speed.
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
            lane.mean_over, self.fast[-1], rate=care[0], laps=care[1], learns=("gain", "preview"),
            momentum=care[2],
        )  # fmt: skip
        self.fast_paths = np.array([lane.drive(habits) for habits in self.fast])
        self.careful_paths = np.array([lane.drive(habits) for habits in self.careful])
        whole = in_sight(self.regions, scene.ground.horizon)
        self.top, road = whole.rows(1, 1.15)
        frame = self.regions.frame
        self.broad = whole.width > 1.5 * whole.height
        self.track = Track(Region(frame.x, road.y, frame.width, road.height), lane)
        self.coach, self.hand, self.tool_place, self.number_place = self.beside_the_road()

    @beat
    def reward_speed(self) -> None:
        motion, way, length = self.theme.motion, ValueTracker(0.0), self.lane.length
        lap = ValueTracker(0)

        def now() -> int:
            return round(lap.get_value())

        self.hasty = Drive(self.track, lambda: self.fast_paths[now()], way.get_value)
        self.hasty_way = way
        watch = self.tool(Stopwatch(self.tool_place.height / PIXEL))
        speed = Reading(
            self.number_place, self.word("speed"), lambda: KMH * self.fast[now()].speed,
            str(self.word("pace")), widest=88,
        )  # fmt: skip
        self.rubric = VGroup(watch, speed)
        *laps, last = range(1, len(self.fast))
        with self.narrate("coach"):
            self.then(self.clear_body(), FadeIn(self.track, self.coach), run_time=motion.swift)
            self.add(self.hasty)
            self.fill(steady(way, 0.62 * length))
            self.on("speed", FadeIn(self.rubric), steady(way, length), run_time=motion.calm)
            for faster in laps:
                self.start(lap, faster, way)
                self.then(steady(way, length), run_time=motion.calm)
            self.start(lap, last, way)
            self.fill(steady(way, 0.6 * length))
            self.on("cross", steady(way, self.track.last), run_time=motion.slow)

    def start(self, lap: ValueTracker, number: int, way: ValueTracker) -> None:
        """Begin another lap, with its habits."""
        lap.set_value(number)
        way.set_value(0.0)

    @beat
    @after("reward_speed")
    def count_the_distance(self) -> None:
        motion, length, last = self.theme.motion, self.lane.length, len(self.careful) - 1
        colors, lap, way = self.theme.colors, ValueTracker(0), ValueTracker(0.0)
        drive = Drive(self.track, lambda: self.careful_paths[round(lap.get_value())], way.get_value)
        ruler = self.ruler()
        far = [float(self.lane.over(path).max()) for path in self.careful_paths]
        over = Reading(
            self.number_place, self.word("over"), lambda: far[round(lap.get_value())], str(self.word("far")),
            decimals=1, widest=max(far), color=colors.outlier,
        )  # fmt: skip
        with self.narrate("learned"):
            self.fill(steady(self.hasty_way, length))
            self.on("distance", FadeOut(self.rubric), run_time=motion.snap)
            self.then(FadeIn(ruler, over), run_time=motion.brief)
            self.then(Wait(), run_time=motion.quick)
            self.remove(self.hasty)
            self.start(lap, 1, way)
            self.add(drive)
            self.fill(steady(way, length))
            self.on("learned")
            self.start(lap, last, way)
            golden = [part.animate.set_color(colors.gold) for part in (self.track.lines, *over[1:])]
            self.then(*golden, steady(way, 0.3 * length), run_time=motion.brief)
            self.fill(steady(way, self.track.last))

    def beside_the_road(self) -> tuple[Person, np.ndarray, Region, Region]:
        """The coach at the road; the hand; where the tool is held up; and where the number stands."""
        top = self.top
        edge = self.track.c2p(0.0, self.track.half_road)[1]
        high = 0.98 * (top.edge(UP)[1] - edge)
        foot = np.array(
            [top.edge(LEFT)[0] + 0.3 * high + (0.27 * top.width if self.broad else 0.0), edge, 0.0]
        )
        coach = Person(high / PIXEL).stand(foot)
        hand = foot + np.array([0.2 * high, 0.5 * high, 0.0])
        tool = Region(float(hand[0] + 0.17 * high), float(hand[1] + 0.12 * high), 0.38 * high, 0.5 * high)
        left = float(tool.edge(RIGHT)[0]) + (0.08 * top.width if self.broad else 0.3)
        right = float(top.edge(RIGHT)[0])
        size = self.theme.type
        block = (1.15 * size.body + 1.1 * size.display) * PIXEL
        middle = (edge + float(top.edge(UP)[1])) / 2
        return bleeding(coach), hand, tool, Region((left + right) / 2, middle, right - left, block)

    def ruler(self) -> Ruler:
        """In the coach's hand, which holds it at the middle, upright."""
        high = self.tool_place.height
        return bleeding(Ruler(high / PIXEL).stand(self.hand + 0.5 * high * DOWN))

    def tool(self, drawn: Drawing) -> Drawing:
        """What the coach holds up."""
        return bleeding(drawn.stand(self.tool_place.edge(DOWN)))
