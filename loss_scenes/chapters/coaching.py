"""Chapter: a coach who deducts for time alone, and then for being over the line as well."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
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

from loss_scenes.models.cornering import Bend, Habits, practise
from loss_scenes.pictures.budget import LossBar
from loss_scenes.pictures.props import Coach, Ruler, Stopwatch
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.track import Drive, Track
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

BEGINNER = Habits(0.0, 0.0, 0.0)
HASTE, CARE = (4.0, 2), (0.32, 2)
"""Rate of the steps, and how many laps they correct, by the clock and by the line too."""
_TOLD = 0.84, 0.56
"""Of the height above the coach's foot, from the top: what is deducted, beside the coach or above."""


class Coaching(Chapter):
    """The same learner twice: laps that are judged by the clock, then laps that are judged by the line too.

    Parameters
    ----------
    scene
        Where it is told.
    bend, beginner
        What is driven on, and how the learner drives at first.
    haste, care
        Rate of the steps and number of laps, while the clock is what counts, and while the line counts too.

    Attributes
    ----------
    laps
        Habits of all laps, in their order.
    fast
        How many of them are judged by the clock; the others begin where these end.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        bend: Bend | None = None,
        beginner: Habits = BEGINNER,
        haste: tuple[float, int] = HASTE,
        care: tuple[float, int] = CARE,
    ) -> None:
        super().__init__(scene)
        self.bend = bend = bend or Bend()
        fast = practise(bend.lap_time, beginner, rate=haste[0], laps=haste[1])
        careful = practise(bend.time_and_line, fast[-1], rate=care[0], laps=care[1])
        self.for_a_second = 100 / bend.weight  # centimetres
        self.laps, self.fast = [*fast, *careful[1:]], len(fast)
        self.paths = [bend.drive(habits) for habits in self.laps]
        self.clocks = [bend.clock(path) for path in self.paths]
        self.lap, self.gone, self.measured = (ValueTracker(0.0) for _ in range(3))
        whole, frame = in_sight(self.regions, scene.ground.horizon), self.regions.frame
        self.broad, self.share_told = whole.broad, _TOLD[0 if whole.broad else 1]
        region = Region(frame.x, whole.y, frame.width, whole.height)
        self.track = Track(region, bend)
        self.drive = Drive(self.track, lambda: self.paths[self.now()], self.way)
        self.free = self.above_the_road()
        self.coach_high = self.free.height * (0.9 if self.broad else 0.96 - self.share_told)
        self.tool_high = 0.5 * self.coach_high
        self.coach, self.worried, self.pleased = (self.beside_the_road(face) for face in (True, False, True))

    # -- a lap ---------------------------------------------------------------------------------------------

    def now(self) -> int:
        """Which of the laps is driven."""
        return round(self.lap.get_value())

    def way(self) -> float:
        """Where the car is: a share of the time has gone from its coming in to its lap's end."""
        stations, clock = self.bend.stations, self.clocks[self.now()]
        comes, ends = float(np.interp(self.track.first, stations, clock)), float(clock[-1])
        return float(np.interp(comes + self.gone.get_value() * (ends - comes), clock, stations))

    def share(self, way: float) -> float:
        """Of the time from the car's coming in to the lap's end, what has gone when it is at a place."""
        clock = self.clocks[self.now()]
        comes, at = np.interp([self.track.first, way], self.bend.stations, clock)
        return float((at - comes) / (clock[-1] - comes))

    def start(self, lap: int) -> None:
        """Begin another lap, with its habits."""
        self.lap.set_value(lap)
        self.gone.set_value(0.0)

    # -- what is deducted, in seconds; the coach notes tenths, and whole centimetres -------------------------

    def time(self) -> float:
        """For the time that the lap has taken by now."""
        return round(float(np.interp(self.way(), self.bend.stations, self.clocks[self.now()])), 1)

    def centimetres(self) -> float:
        """How far the car was over the line, on average of the lap, as far as it was driven and measured."""
        driven = min(self.measured.get_value(), self.way())
        seconds = self.bend.for_the_line(self.paths[self.now()], driven)
        return round(100 * seconds / self.bend.weight)

    def line(self) -> float:
        """For being over the line."""
        return self.centimetres() / self.for_a_second

    def deducted(self) -> float:
        """Both together."""
        return self.time() + self.line()

    @beat
    def reward_speed(self) -> None:
        motion, gone, track, last = self.theme.motion, self.gone, self.track, self.fast - 1
        self.held = self.tool(Stopwatch(self.tool_high / PIXEL))
        with self.narrate("coach") as sheet:
            self.then(self.clear_body(), FadeIn(track, self.coach), run_time=motion.swift)
            self.add(self.drive)
            self.fill(steady(gone, 0.62))
            told, bar, time = *self.penalty(), self.counted()[0]
            self.on("speed", FadeIn(self.held, told, bar, time), steady(gone, 1.0), run_time=motion.quick)
            for lap in range(1, last):
                self.start(lap)
                self.then(steady(gone, 1.0), run_time=motion.calm)
            self.start(last)
            # Through the whole lap at one pace, whatever is said meanwhile.
            begun, seen = self.scene.frame, self.share(track.last)
            said = (sheet.frames["cross"] - begun) / (sheet.end - begun)
            self.fill(steady(gone, said * seen))
            # Who looks at the clock alone is pleased: the time has fallen again.
            self.on("cross", steady(gone, seen), run_time=motion.slow)

    @beat
    @after("reward_speed")
    def count_the_distance(self) -> None:
        motion, gold, gone = self.theme.motion, self.theme.colors.gold, self.gone
        ruler = self.tool(Ruler(self.tool_high / PIXEL))
        over = self.counted()[1]
        with self.narrate("learned"):
            self.fill(steady(gone, 1.0))
            # Only now the coach sees the line, and what is over it.
            worries = Transform(self.coach, self.worried, rate_func=motion.soon(0.5))
            self.on("distance", FadeOut(self.held), worries, run_time=motion.swift)
            self.then(FadeIn(ruler, over), steady(self.measured, self.bend.length), run_time=motion.quick)
            self.then(Wait(), run_time=motion.swift)
            first, *more = range(self.fast, len(self.laps))
            self.start(first)
            self.then(steady(gone, 1.0), run_time=motion.calm)
            # Almost over when it is said what was learned, so that its seconds can be read.
            self.start(more[-1])
            self.fill(steady(gone, 0.7))
            pleased = Transform(self.coach, self.pleased), self.track.lines.animate.set_color(gold)
            self.on("learned", *pleased, steady(gone, 1.0), run_time=motion.swift)

    # -- places --------------------------------------------------------------------------------------------

    def above_the_road(self) -> Region:
        """What is left free at the upper left by the road, and by the car where it cuts the bend most."""
        hero, track, stations = self.regions.hero, self.track, self.bend.stations
        low = float(track.c2p(0.0, track.half_road)[1])
        left, top = (float(hero.edge(side)[axis]) for side, axis in ((LEFT, 0), (UP, 1)))
        most = np.max(self.paths, axis=0) + self.bend.half_car
        x, y, _ = track.places(stations, np.maximum(most, track.half_road)).T
        # As far down as it is told what is deducted: below, there is the coach alone, who stands at the left.
        right = float(x[y > top - self.share_told * (top - low)].min())
        return Region((left + right) / 2, (low + top) / 2, right - left, top - low)

    def beside_the_road(self, pleased: bool) -> Coach:
        """The coach inside of the bend, with a face that says how the driving is liked."""
        high, foot = self.coach_high, self.free.edge(DOWN + LEFT)
        coach = Coach(high / PIXEL, pleased=pleased)
        return bleeding(coach.stand(foot + 0.42 * high * RIGHT))

    def tool(self, drawn: Drawing) -> Drawing:
        """What the coach holds up."""
        return bleeding(drawn.stand(self.coach.hand))

    def told_at(self) -> tuple[Region, ...]:
        """Where it is told what is deducted: at the right of what the coach holds up, or above the coach.

        In rows: the penalty's name, its number, its bar, and the two that it is the sum of.
        """
        free, air = self.free, 0.5 * self.theme.type.body * PIXEL
        left, right = (float(free.edge(side)[0]) for side in (LEFT, RIGHT))
        if self.broad:
            left = float(self.coach.hand[0]) + 0.5 * self.tool_high + air
        high, right = self.share_told * free.height, right - air
        place = Region((left + right) / 2, float(free.edge(UP)[1]) - high / 2, right - left, high)
        name, number, bar, _, time, over = place.rows(1.0, 1.8, 0.5, 0.3, 0.85, 0.85)
        return name, number, bar, time, over

    def penalty(self) -> tuple[VGroup, VGroup]:
        """What is deducted for the lap, as a number, and as a bar with its two parts."""
        name_at, number_at, at, *_ = self.told_at()
        colors, sizes = self.theme.colors, self.theme.type
        most = max(self.bend.time_and_line(habits) for habits in self.laps)
        name = LiveNumber(
            lambda: self.now() + 1, decimals=0, template=self.word("penalty"),
            size=min(sizes.heading, 0.9 * name_at.height / PIXEL), edge=LEFT,
        ).set_line(name_at.edge(LEFT))  # fmt: skip
        number = LiveNumber(
            self.deducted, decimals=1, template=self.word("seconds"),
            size=min(sizes.display, 0.95 * number_at.height / PIXEL), edge=LEFT,
        ).set_line(number_at.edge(LEFT))  # fmt: skip
        full = RoundedRectangle(width=at.width, height=at.height, corner_radius=14 * PIXEL)
        full.set_stroke(colors.drawn_far, self.theme.line_width).move_to(at.center)
        white = LossBar(at, lambda: self.time() / most, colors.text)
        # It looks out from behind the other, as far as it is longer.
        red = LossBar(at, lambda: self.deducted() / most if self.line() else 0.0, colors.outlier)
        return VGroup(name, number), VGroup(decoration(full), red, white)

    def counted(self) -> tuple[LiveNumber, LiveNumber]:
        """What is counted: the time, and how far the car was over the line, by what makes a second of it."""
        *_, time_at, over_at = self.told_at()
        over = self.word("over").format("{}", plain_number(self.for_a_second, 0))
        return (
            self.row(self.time, 1, self.word("time"), time_at, self.theme.colors.text),
            self.row(self.centimetres, 0, over, over_at, self.theme.colors.outlier),
        )

    def row(
        self, value: Callable[[], float], decimals: int, template: str, place: Region, color: str
    ) -> LiveNumber:
        """A number with its words, as large as it can be in one row."""
        size = self.theme.type.heading
        widest = Label(template.format("88" if decimals == 0 else "8.8"), size, weight="BOLD").width
        return LiveNumber(
            value, decimals=decimals, template=template, color=color, edge=LEFT,
            size=min(size * min(1.0, place.width / widest), 0.9 * place.height / PIXEL),
        ).set_line(place.edge(LEFT))  # fmt: skip
