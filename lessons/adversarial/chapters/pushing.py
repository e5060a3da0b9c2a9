"""Chapter: far-off fakes score almost nothing; one loss is flat there, the other leads its forger on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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
    ManimColor,
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    interpolate,
    rate_functions,
)
from scipy.stats import norm

from lessons.adversarial.chapters.learning import BEHIND, Learning, leaps
from lessons.adversarial.models.goals import (
    best_score,
    logistic_discriminator,
    minimax_goal,
    nonsaturating_loss,
)
from lessons.adversarial.pictures.again import Again
from lessons.adversarial.pictures.goal_lane import FILL, GoalLane
from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Function
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_BEYOND = 2.5  # of the axis, from the first fakes and from the real notes to the ends of a lane
_GAP = 0.4  # between the lanes, in scene units
_TALL = 0.25, 0.33  # height of a forger, by the height of his lane, and by its width at most
_AIR = 1.15  # over a hillside, where a forger stands on it, by his height
_CLEAR = 0.15  # em, from a hillside to the rows over it
_BROAD = 12  # em: as wide as a lane is in which there is room for text beside the forger
_HILL = 0.15  # height of the real notes' hill, by that of a hillside
_NAMED = -0.8  # of the axis, over which that is named: there the flat goal's line is higher
_PULSE = 0.6  # of it, when a forger has arrived there
_GHOST = 0.7  # opacity of where the steep hillside was
_LONG = 0.27  # of a lane's width: the first push of the steep loss
_AGAIN = 0.8, 0.15  # of the score's axis: how high the arrow back is, and its radius
_EARLY = 0.1  # of the steepness of the best discriminator: when it has begun to tell both kinds
_NEARLY = 0.85  # of the steps, before it is said that one arrives


@dataclass(frozen=True)
class _Rooms:
    """Where it is written what is told of a lane.

    Parameters
    ----------
    name, slope
        Rows over the hillside, for the loss and for how steep it is.
    below
        The hillside's body under its upper end, left of where a flat one begins to fall.
    ratio
        Over the steep hillside's lower end, under the arrow or beside it.
    """

    name: Region
    slope: Region
    below: Region
    ratio: Region


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
        self.at, self.learnt, self.done = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.bent = ValueTracker(0.0)  # what is drawn over the axis of ink: 0 D, 1 the loss ln(1 - D)
        self.pulse = ValueTracker(0.0)  # of the hill at which a forger has arrived

    @beat
    def start_far_off(self) -> None:
        """The hills go apart, and a discriminator learns to its best: the fakes score as good as nothing."""
        motion, colors, sizes, hero = self.theme.motion, self.theme.colors, self.theme.type, self.regions.hero
        first, now, learning = self.first, self.at.get_value, self.learning
        learnt = self.learnt.get_value
        self.hills = hills = Hills(
            self.regions.stage, hero, span=self.span, top=self.top, real=norm.pdf,
            fake=lambda: lambda x: norm.pdf(x, now()),
            score=lambda: lambda x: best_score(x, now(), learnt=learnt()), marks=(0.0, 1.0),
        )  # fmt: skip
        learning.widen(hills)
        peak = float(norm.pdf(0.0))
        self.forger, self.inspector = learning.figures(hills, lambda: now() - BEHIND)
        real = hills.title(self.word("real"), colors.real, lambda: (0.0, peak))
        fake = hills.title(self.word("fake"), colors.generator, lambda: (now(), peak))
        # Between D's numbers and its step.
        left = float(hero.edge(LEFT)[0]) + 1.2 * sizes.label * PIXEL
        width = float(hills.sky.c2p(0.58 * first, 0.0)[0]) - left
        sky = hills.sky
        place = sky.region
        room = Region(left + width / 2, place.y + 0.04 * place.height, width, 0.92 * place.height)
        above, below = room.rows(1, 1.15)
        said = Label(
            self.word("score"), sizes.body, colors.discriminator, weight="BOLD", within=above, edge=ORIGIN
        )
        scored = plain_number(float(self.trace["minimax_d"][0]), 3)
        number = Label(scored, sizes.display, colors.discriminator, weight="BOLD", within=below, edge=ORIGIN)
        again = Again(np.array([room.x, sky.c2p(first, _AGAIN[0])[1], 0.0]), _AGAIN[1] * sky.size[1])
        with self.narrate("start"):
            # These look as those before; so the hill that came is seen to go.
            self.remove(learning.hills, learning.forger, learning.inspector, learning.real_name)
            stay = hills, real, self.forger, self.inspector
            self.add(*stay)
            # All that they learnt is taken back.
            self.then(self.scene.clear_body(*stay), FadeIn(again), run_time=motion.swift)
            apart = self.at.animate.set_value(first), self.learnt.animate.set_value(_EARLY)
            begins = learning.under.animate.set_value(1.0), learning.lights(-1.0)
            self.then(*apart, *begins, again.turn(), run_time=motion.beat)
            self.remove(again)
            sharp = self.learnt.animate.set_value(1.0)
            self.on("strong", sharp, leaps(learning.hop), FadeIn(fake), run_time=motion.beat)
            self.on("thousandth", FadeIn(said), FadeIn(number, scale=1.3), run_time=motion.quick)
        self.real_name = real

    @beat
    def push(self) -> None:
        """The curve of D becomes a flat loss under the forger, and beside it a steep one comes; their slopes.

        Ways and pushes are of the trace. So is the steep hillside, of the discriminator of the moment: it
        levels out as the fakes arrive. The flat one stays that of the first discriminator, which hardly
        changes. What is written of the slopes is measured in D's logit, its output before it becomes a
        share: D, and 1 - D, each the mean over the fakes. The arrows are slopes over ink, to one scale.
        """
        motion, word, real = self.theme.motion, self.word, self.theme.colors.real
        (whole, at_first), (flat, left), (steep, right) = self.lanes()
        name, of_flat = (self.loss_name("minimax", rooms) for rooms in (at_first, left))
        of_steep = self.loss_name("nonsaturating", right)
        titles = [
            lane.title(word("real"), real, at) for lane, at in ((whole, 0.0), (flat, _NAMED), (steep, _NAMED))
        ]
        score = float(self.trace["minimax_d"][0])
        scored, missed = plain_number(score, 3), plain_number(1 - score, 3)
        of_whole, tiny = (self.slope_told(f"= D = {scored}", rooms) for rooms in (at_first, left))
        strong = self.slope_told(f"= 1 − D = {missed}", right)
        lower, unit = self.on_the_hillside("lower", at_first), self.on_the_hillside("unit", left)
        times = self.quotient(right, missed, scored)
        with self.narrate("push"):
            # The lane's curve runs on where the scores' numbers stood.
            self.then(FadeOut(self.hills.ticks), run_time=motion.snap)
            self.then(*self.climb(whole, titles[0]), run_time=motion.calm)
            bends = self.bent.animate.set_value(1.0)
            self.on("minimax", bends, FadeIn(name, lower), run_time=motion.calm)
            self.on("flat")
            self.add(whole.tangent, whole.forger, whole.arrow)
            gone = FadeOut(lower, rate_func=motion.soon(0.4))
            self.then(gone, FadeIn(of_whole, whole.tangent, whole.arrow), run_time=motion.quick)
            self.on("steep")
            self.remove(whole.tangent, whole.arrow)
            changes = (name, of_flat), (of_whole, tiny)
            lifts = [ReplacementTransform(part, become) for part, become in changes]
            self.then(*lifts, *self.part(whole, flat, steep, titles), run_time=motion.beat)
            self.remove(*whole, titles[0])
            for lane, title in ((flat, titles[1]), (steep, titles[2])):
                self.add(lane.slope, lane.real, title, lane.tangent, lane.forger, lane.arrow)
            self.then(FadeIn(of_steep, steep.tangent, steep.arrow, strong, unit), run_time=motion.swift)
            self.on("times", FadeIn(times, scale=1.3), run_time=motion.quick)
        self.said = VGroup(tiny, strong, times, unit, flat.tangent, steep.tangent, flat.arrow, steep.arrow)
        self.steep, self.counted = steep, self.steps(right)

    @beat
    @after("push")
    def walk(self) -> None:
        """Each goes as far as his goal has pushed him in as many steps; where one arrives the hill pulses."""
        motion, steep = self.theme.motion, self.steep
        ghost = bleeding(decoration(steep.slope.outline.copy().clear_updaters()))
        ghost.set_stroke(width=self.theme.line_width, opacity=_GHOST)
        with self.narrate("walk"):
            self.then(FadeOut(self.said), FadeIn(self.counted), run_time=motion.swift)
            # He goes farthest in the first steps.
            going = self.done.animate(rate_func=rate_functions.ease_in_cubic).set_value(_NEARLY)
            self.fill(going, FadeIn(ghost, rate_func=motion.late(0.4)))
            self.on("arrive", steady(self.done, 1.0), run_time=motion.swift)
            self.fill(leaps(self.pulse))

    # -- parts ---------------------------------------------------------------------------------------------

    def climb(self, whole: GoalLane, real: Label) -> list[Any]:
        """The axis of the score goes; the forger, who stands for his fakes from here, comes on the curve."""
        forger = self.forger
        self.remove(self.hills.real, self.hills.score, self.real_name)
        leaves = self.scene.clear_body(forger)
        self.add(whole.slope, whole.real, real, forger)
        forger.clear_updaters()
        return [leaves, ReplacementTransform(forger, whole.forger)]

    def part(self, whole: GoalLane, flat: GoalLane, steep: GoalLane, titles: Sequence[Label]) -> list[Any]:
        """The stage becomes one of two lanes; when that is out of the way, the other forger's comes."""
        parts, become = (*whole, titles[0]), (*flat, titles[1])
        VGroup(*parts).clear_updaters(recursive=True)
        # Hillsides keep their number of points only as long as they stand still.
        still = [part.copy().clear_updaters(recursive=True) for part in become]
        shapes = [Transform(part, to) for part, to in zip(parts, still, strict=True)]
        return [*shapes, FadeIn(*steep, titles[2], rate_func=self.theme.motion.late(0.5))]

    def lanes(self) -> tuple[tuple[GoalLane, _Rooms], ...]:
        """The forger of the original loss on the whole stage, then in one half of it; in the other the other.

        Both halves have one scale. Turned upside down each goal is the other one: so both hillsides begin at
        the upper edge, and end on the ground.
        """
        first, place, sizes = self.first, self.place(), self.theme.type
        halves = self.halves(place)
        half, ends = halves[0], (first - _BEYOND, _BEYOND)
        figure = min(_TALL[0] * half.height, _TALL[1] * half.width)
        rows = (1.2 * sizes.heading + (1.3 + _CLEAR) * sizes.body) * PIXEL
        # What is told stands beside the forger who is on top, or over him.
        beside = half.width > _BROAD * sizes.body * PIXEL
        high = half.height - (max(_AIR * figure, rows) if beside else _AIR * figure + rows)
        boxes = [Region(lane.x, lane.edge(DOWN)[1] + high / 2, lane.width, high) for lane in halves]
        low, nat = _HILL * high, high / -float(minimax_goal(_BEYOND, first))
        reach = _LONG * half.width / float(self.trace["nonsaturating_push"][0])
        seen = along(self.discriminators(), self.done.get_value)
        sky, land = self.hills.sky, self.hills.land
        score = float(sky.c2p(0.0, 1.0)[1] - sky.c2p(0.0, 0.0)[1])
        peak = float((land.c2p(0.0, norm.pdf(0.0)) - land.c2p(0.0, 0.0))[1])
        # Where D is 0 the loss is 0: the foot of the curve of D stays where it is.
        foot = float(sky.c2p(0.0, 0.0)[1] - place.edge(DOWN)[1])
        wide_nat = foot / -float(minimax_goal(self.ends()[1], first))

        def bending() -> Function:
            share = self.bent.get_value()
            return lambda x: interpolate(
                foot + score * best_score(x, first), foot + wide_nat * minimax_goal(x, first), share
            )

        def steep() -> Function:
            loss = partial(nonsaturating_loss, slope=seen()[0], offset=seen()[1])
            return lambda x: nat * loss(x)

        def sinking() -> float:
            return float(interpolate(peak, low, self.bent.get_value()))

        def pulsing() -> float:
            return low * (1.0 + _PULSE * self.pulse.get_value())

        common = {"reach": reach, "figure": figure / PIXEL}
        whole = self.lane(place, "minimax", self.ends(), bending, hill=sinking, **common)
        self.color_of_now(whole)
        flat = self.lane(
            boxes[0], "minimax", ends, lambda: lambda x: high + nat * minimax_goal(x, first),
            hill=lambda: low, **common,
        )  # fmt: skip
        other = self.lane(boxes[1], "nonsaturating", ends, steep, hill=pulsing, **common)
        ground = float(place.edge(DOWN)[1])
        return (
            (whole, self.rooms(whole, place, ground + foot)),
            *(
                (lane, self.rooms(lane, half, float(box.edge(UP)[1]), over=0.0 if beside else _AIR * figure))
                for lane, half, box in zip((flat, other), halves, boxes, strict=True)
            ),
        )

    def halves(self, place: Region) -> tuple[Region, ...]:
        """The lanes' rooms: beside each other, or one over the other in an upright picture."""
        if self.regions.frame.upright:
            return place.rows(1, 1, gap=_GAP)
        return place.columns(1, 1, gap=_GAP)

    def rooms(self, lane: GoalLane, half: Region, top: float, *, over: float = 0.0) -> _Rooms:
        """Where it is written what is told of a lane with the upper end of its hillside at a height.

        ``over``: how far over that rows begin; 0: they stand beside the forger.
        """
        sizes, hero = self.theme.type, self.regions.hero
        left, right = (
            func(float(half.edge(way)[0]), float(hero.edge(way)[0]))
            for way, func in ((LEFT, max), (RIGHT, min))
        )
        air, heading, body = 0.3 * sizes.body * PIXEL, 1.2 * sizes.heading * PIXEL, 1.3 * sizes.body * PIXEL
        # Clear of the dot before him, where his arrow begins.
        start = float(lane.arrow[1].get_right()[0]) + air if not over else left
        level = top + over + _CLEAR * sizes.body * PIXEL

        def room(low: float, high: float, x: float = start, end: float = right) -> Region:
            return Region((x + end) / 2, (low + high) / 2, end - x, high - low)

        ground = float(half.edge(DOWN)[1])
        bend = float(lane.plot.c2p(0.6 * self.first, 0.0)[0])
        named = ground + lane.hill() + 1.8 * sizes.body * PIXEL
        if hero.upright:  # lanes are low: beside the arrow
            ratio = room(named, level, float(lane.arrow.get_right()[0]) + air)
        else:
            # As low as that is, the steep hillside has gone down to it.
            share = (named - ground) / lane.plot.region.height
            clear = float(lane.plot.c2p(self.first * (0.5 + 0.5 * share), 0.0)[0]) + air
            ratio = room(named, float(lane.arrow.get_bottom()[1]) - air, clear)
        return _Rooms(
            name=room(level + body, level + body + heading),
            slope=room(level, level + body),
            below=room(ground, top - 2 * air, left, bend),
            ratio=ratio,
        )

    def color_of_now(self, whole: GoalLane) -> None:
        """The curve of D is a line in the colour of the score, a loss a hillside in another one."""
        score, loss = (
            ManimColor(color) for color in (self.theme.colors.discriminator, self.theme.colors.drawn_mid)
        )

        def follow(slope: Any) -> None:
            share = self.bent.get_value()
            slope.area.set_fill(opacity=share * FILL)
            slope.outline.set_stroke(color=score.interpolate(loss, share))

        whole.slope.add_updater(follow, call_updater=True)

    def discriminators(self) -> np.ndarray:
        """Slope and offset of the discriminator that the steep loss's forger has, at each step: (K, 2)."""
        columns = (self.trace[f"nonsaturating_{name}"] for name in ("b", "d", "push"))
        return np.array([logistic_discriminator(*map(float, row)) for row in zip(*columns, strict=True)])

    def lane(
        self,
        box: Region,
        name: str,
        span: tuple[float, float],
        surface: Callable[[], Function],
        **options: Any,
    ) -> GoalLane:
        """A forger on a loss, as its trace says."""
        b, push, done = self.trace[f"{name}_b"], self.trace[f"{name}_push"], self.done.get_value
        return GoalLane(
            box, span=span, surface=surface, place=along(b, done), push=along(push, done), **options
        )

    def place(self) -> Region:
        """The lanes' room, from edge to edge."""
        stage, hero = self.regions.stage, self.regions.hero
        low, high = float(stage.edge(DOWN)[1]), float(hero.edge(UP)[1])
        return Region(stage.x, (low + high) / 2, stage.width, high - low)

    def ends(self) -> tuple[float, float]:
        """Of the whole stage's axis: those of the span are at the hero's sides."""
        stage, hero = self.regions.stage, self.regions.hero
        unit = (self.span[1] - self.span[0]) / hero.width
        left, right = (
            self.span[0] + (float(stage.edge(way)[0] - hero.edge(LEFT)[0])) * unit for way in (LEFT, RIGHT)
        )
        return left, right

    def steps(self, rooms: _Rooms) -> LiveNumber:
        """How many steps both have learnt, one number for both: between the lanes, or at the side."""
        sizes, hero, template = self.theme.type, self.regions.hero, self.word("steps")
        done, x, y = along(self.trace["step"].astype(float), self.done.get_value), hero.x, rooms.slope.y
        size, edge = sizes.heading, ORIGIN
        if hero.broad:  # between the names
            size, y = sizes.title, (rooms.name.y + y) / 2
        if hero.upright:
            x, edge = float(hero.edge(RIGHT)[0]), RIGHT
        number = LiveNumber(done, decimals=0, template=template, size=size, edge=edge)
        return number.set_line(np.array([x, y, 0.0]), edge)

    def loss_name(self, key: str, rooms: _Rooms) -> Label:
        """The loss, over its hillside."""
        return Label(self.word(key), self.theme.type.heading, weight="BOLD", within=rooms.name, edge=LEFT)

    def on_the_hillside(self, key: str, rooms: _Rooms) -> Label:
        """What is said of a hillside, below its line."""
        sizes, color = self.theme.type, self.theme.colors.muted
        label = Label(self.word(key), sizes.label, color, weight="BOLD", within=rooms.below, edge=LEFT)
        return label.shift((rooms.below.edge(UP)[1] - label.get_top()[1]) * UP)

    def slope_told(self, told: str, rooms: _Rooms) -> Phrase:
        """How steep it is where a forger stands."""
        size, colors = self.theme.type.body, self.theme.colors
        pieces = (self.word("slope"), size, colors.gold), (told, size, colors.discriminator)
        return Phrase(rooms.slope, pieces, edge=LEFT)

    def quotient(self, rooms: _Rooms, *numbers: str) -> VGroup:
        """How many times as steep that is, and below it of which numbers."""
        sizes, gold = self.theme.type, self.theme.colors.gold
        ratio = float(self.trace["nonsaturating_push"][0] / self.trace["minimax_push"][0])
        line = 1.3 * sizes.label * PIXEL
        above, below = rooms.ratio.rows(rooms.ratio.height - line, line)
        told = self.word("times").format(plain_number(ratio, 0))
        return VGroup(
            Label(told, sizes.display, gold, weight="BOLD", within=above, edge=ORIGIN),
            Phrase(below, [("= " + " / ".join(numbers), sizes.label, gold)], edge=ORIGIN),
        )
