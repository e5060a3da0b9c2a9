"""Chapter: a coach who deducts for time alone, and then for being over the line as well."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    RoundedRectangle,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    Wait,
)

from loss_scenes.models.cornering import Bend, Habits, practise
from loss_scenes.pictures.budget import Blocks, LossBar
from loss_scenes.pictures.props import Coach, Ruler, Stopwatch
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.track import Drive, Track
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

BEGINNER = Habits(0.0, 0.0, 0.0)
HASTE, CARE = (4.0, 2), (0.32, 2)
"""Rate of the steps, and how many laps they correct, by the clock and by the line too."""
_TOLD = 0.78, 0.64
"""Of the height above the coach's foot, from the top: what is deducted, beside the coach or above."""
_BETWEEN, _AROUND = 18 * PIXEL, 18 * PIXEL  # from one row of the board to the next, and around the best
_LINE, _CLEAR = 1.3, 0.5  # in em: a line of the legend, and what is clear below it
_LONG = 14  # em that a row has at least, so that its bar has half of it
_BESIDE = 0.35  # in em: from a name to its bar, and from that to its seconds


class Row(NamedTuple):
    """A lap on the board: its name, what is deducted for it, and that as a bar of time and blocks."""

    name: Label
    total: LiveNumber
    time: LossBar
    blocks: Blocks


class Coaching(Chapter):
    """The same learner twice: laps that are judged by the clock, then laps that are judged by the line too.

    The first lap, the last by the clock and the last by both are driven; each has a row on a board.

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
    driven
        Which of them are.
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
        self.driven = 0, self.fast - 1, len(self.laps) - 1
        self.paths = [bend.drive(habits) for habits in self.laps]
        self.clocks = [bend.clock(path) for path in self.paths]
        self.lap, self.gone, self.measured = (ValueTracker(0.0) for _ in range(3))
        whole, frame = in_sight(self.regions, scene.ground.horizon), self.regions.frame
        self.broad, self.share_told = whole.broad, _TOLD[0 if whole.broad else 1]
        region = Region(frame.x, whole.y, frame.width, whole.height)
        self.track = Track(region, bend)
        self.drive = Drive(self.track, lambda: self.paths[self.now()], self.way)
        self.free = self.above_the_road()
        self.coach_high = self.free.height * (0.74 if self.broad else 0.96 - self.share_told)
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

    def been(self, lap: int) -> float:
        """How far a lap was driven by now."""
        return self.way() if lap == self.now() else self.bend.length

    def time(self, lap: int) -> float:
        """For the time that a lap has taken by now."""
        return round(float(np.interp(self.been(lap), self.bend.stations, self.clocks[lap])), 1)

    def centimetres(self, lap: int) -> float:
        """How far the car was over the line, on average of the lap, as far as it was driven and measured."""
        driven = min(self.measured.get_value(), self.been(lap))
        return round(100 * self.bend.for_the_line(self.paths[lap], driven) / self.bend.weight)

    def line(self, lap: int) -> float:
        """For being over the line."""
        return self.centimetres(lap) / self.for_a_second

    def deducted(self, lap: int) -> float:
        """Both together."""
        return self.time(lap) + self.line(lap)

    @beat
    def reward_speed(self) -> None:
        motion, gone, track = self.theme.motion, self.gone, self.track
        first, fastest, _ = self.rows()
        self.held = self.tool(Stopwatch(self.tool_high / PIXEL))
        with self.narrate("coach") as sheet:
            self.then(self.clear_body(), FadeIn(track, self.coach), run_time=motion.swift)
            self.add(self.drive, *first)
            self.fill(steady(gone, 0.62))
            by_time, _ = self.legend()
            self.on("speed", FadeIn(self.held, by_time), steady(gone, 1.0), run_time=motion.quick)
            self.start(self.driven[1])
            self.add(*fastest)
            # Through the whole lap at one pace, whatever is said meanwhile.
            begun, seen = self.scene.frame, self.share(track.last)
            said = (sheet.frames["cross"] - begun) / (sheet.end - begun)
            self.fill(steady(gone, said * seen))
            # Who looks at the clock alone is pleased: the time has fallen.
            self.on("cross", steady(gone, seen), run_time=motion.slow)

    @beat
    @after("reward_speed")
    def count_the_distance(self) -> None:
        motion, gold, gone = self.theme.motion, self.theme.colors.gold, self.gone
        ruler, (_, by_line), (*_, careful) = (
            self.tool(Ruler(self.tool_high / PIXEL)),
            self.legend(),
            self.rows(),
        )
        with self.narrate("learned"):
            self.add(careful[0])  # read before its seconds come
            self.fill(steady(gone, 1.0))
            # Only now the coach sees the line, and what is over it.
            worries = Transform(self.coach, self.worried, rate_func=motion.soon(0.5))
            self.on("distance", FadeOut(self.held), worries, run_time=motion.swift)
            self.then(FadeIn(ruler, by_line), steady(self.measured, self.bend.length), run_time=motion.calm)
            self.then(Wait(), run_time=motion.swift)
            self.start(self.driven[-1])
            self.add(*careful)
            self.fill(steady(gone, 0.7))
            pleased = Transform(self.coach, self.pleased), self.track.lines.animate.set_color(gold)
            self.on("learned", *pleased, steady(gone, 1.0), run_time=motion.brief)
            self.fill(Create(self.best(careful)))

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

    def board(self) -> Region:
        """Where it is told what is deducted: at the right of what the coach holds up, or above the coach."""
        free, air = self.free, 0.5 * self.theme.type.body * PIXEL
        left, right = (float(free.edge(side)[0]) for side in (LEFT, RIGHT))
        if self.broad:
            left = float(self.coach.hand[0]) + 0.5 * self.tool_high + air
        high, right = self.share_told * free.height, right - air
        return Region((left + right) / 2, float(free.edge(UP)[1]) - high / 2, right - left, high)

    def told_at(self) -> tuple[Region, ...]:
        """On the board, from the top: the legend, and clear of it a row for each lap."""
        place, em = self.board().inset(_AROUND), self.theme.type.body * PIXEL
        legend = (1 if self.in_one_line else 2) * _LINE * em
        upper, lower = place.rows(legend, place.height - legend - _CLEAR * em, gap=_CLEAR * em)
        return (upper, *lower.rows(*[1] * len(self.driven), gap=_BETWEEN))

    def meanings(self) -> list[VGroup]:
        """What the parts of a bar stand for, and what a block is: each a block of a colour and words."""
        colors, size = self.theme.colors, self.theme.type.body
        over = self.word("over").format(plain_number(self.for_a_second, 0))
        meanings, em = [], size * PIXEL
        for words, color in ((self.word("time"), colors.text), (over, colors.outlier)):
            block = Square(0.8 * em, stroke_width=0).set_fill(color, opacity=1)
            label = Label(words, size, color, weight="BOLD").set_line(
                block.get_right() + 0.3 * em * RIGHT, LEFT
            )
            meanings.append(VGroup(decoration(block), label))
        return meanings

    @cached_property
    def in_one_line(self) -> bool:
        """Whether the legend is: where it is no smaller than a label then."""
        sizes = self.theme.type
        room = self.board().inset(_AROUND).width
        return self.side_by_side(self.meanings()) * sizes.label <= room * sizes.body

    def side_by_side(self, meanings: list[VGroup]) -> float:
        """How wide the legend is in one line."""
        return sum(each.width for each in meanings) + self.theme.type.body * PIXEL

    def legend(self) -> list[VGroup]:
        """What the parts of a bar stand for, and what a block is: in one line, or one below the other."""
        (place, *_), meanings = self.told_at(), self.meanings()
        longest = self.side_by_side(meanings) if self.in_one_line else max(each.width for each in meanings)
        smaller = min(1.0, place.width / longest)
        by_time, by_line = (each.scale(smaller) for each in meanings)
        lines = place.rows(1) if self.in_one_line else place.rows(1, 1)
        by_time.move_to(lines[0].edge(LEFT), aligned_edge=LEFT)
        by_line.move_to(lines[-1].edge(LEFT), aligned_edge=LEFT)
        if self.in_one_line:
            by_line.next_to(by_time, RIGHT, buff=smaller * self.theme.type.body * PIXEL)
        return [by_time, by_line]

    def rows(self) -> list[Row]:
        """Each lap that is driven: all bars are to one scale, and a block is a second."""
        (_, place, *_), most = self.told_at(), max(map(self.bend.time_and_line, self.laps))
        size = min(self.theme.type.body, 0.9 * place.height / PIXEL, place.width / _LONG / PIXEL)
        names = [Label(self.word("lap").format(lap + 1), size, weight="BOLD") for lap in self.driven]
        named, air = max(name.width for name in names), _BESIDE * size * PIXEL
        wide = place.width - named - self.total(lambda: most, size).width - 2 * air
        # Between the longest name, and room for the largest total at the end of its bar.
        left, unit = float(place.edge(LEFT)[0]) + named + air, wide / most
        rows = []
        for lap, name, row in zip(self.driven, names, self.told_at()[1:], strict=True):
            bar = Region(left + wide / 2, row.y, wide, row.height)
            rows.append(self.row(lap, name.set_line(row.edge(LEFT), LEFT), bar, unit, air))
        return rows

    def total(self, value: Callable[[], float], size: float) -> LiveNumber:
        """Seconds, as the coach notes them."""
        return LiveNumber(value, decimals=1, template=self.word("seconds"), size=size, edge=LEFT)

    def row(self, lap: int, name: Label, bar: Region, unit: float, air: float) -> Row:
        """A lap's name, its bar, and at the end of that its total, which goes with it."""
        total, colors = self.total(lambda: self.deducted(lap), name.size), self.theme.colors

        def at_the_end() -> np.ndarray:
            return np.asarray(bar.edge(LEFT) + (self.deducted(lap) * unit + air) * RIGHT)

        ends = detached(at_the_end)
        total.add_updater(lambda total: total.set_line(ends()), call_updater=True)
        return Row(
            name,
            total,
            LossBar(bar, lambda: self.time(lap) * unit / bar.width, colors.text),
            Blocks(bar, unit, lambda: self.time(lap), lambda: self.line(lap), colors.outlier),
        )

    def best(self, row: Row) -> RoundedRectangle:
        """A gold frame around the lap that costs least."""
        whole = VGroup(*row)
        frame = RoundedRectangle(
            width=whole.width + 2 * _AROUND, height=whole.height + _AROUND, corner_radius=_AROUND
        )
        frame.set_stroke(self.theme.colors.gold, 1.5 * self.theme.line_width)
        return decoration(frame.move_to(whole))
