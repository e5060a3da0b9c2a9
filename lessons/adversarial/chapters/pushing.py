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
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    interpolate,
    smooth,
    squish_rate_func,
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
from lessons.adversarial.pictures.goal_lane import GoalLane
from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.pictures.players import Forger
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Function
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_BEYOND = 3.6  # of the axis, from the first fakes and from the real notes to the ends of a lane
_GAP = 0.4  # between the lanes, in scene units
_TALL = 0.25, 0.33  # height of a forger, by the height of his lane, and by its width at most
_AIR = 1.15  # over a hillside, where a forger stands on it, by his height
_CLEAR = 0.15  # em, from a hillside to the rows over it
_HILL = 0.15  # height of the real notes' hill, by that of a hillside
_NAMED = -1.2  # of the axis, over which that is named: there the flat goal's line is higher
_PULSE = 0.6  # of it, when a forger has arrived there
_GHOST = 0.7  # opacity of where the steep hillside was
_LONG = 0.27, 0.17  # of a lane's width: the first push of the steep loss; where lanes are low
_AGAIN = 0.8, 0.15  # of the score's axis: how high the arrow back is, and its radius
_EARLY = 0.1  # of the steepness of the best discriminator: when it has begun to tell both kinds
_TURNS, _WALKING = 3, 0.55  # of forger and discriminator on the way; and how much of a turn is the forger's
_LOOKS = 0.2, 0.65  # between which shares of his looking about a forger is turned round


@dataclass(frozen=True)
class _Rooms:
    """Where it is written what is told of a lane.

    Parameters
    ----------
    name, slope
        Rows over the hillside, for the loss and for how steep it is.
    below
        The hillside's body under its upper end, left of where a flat one begins to fall.
    """

    name: Region
    slope: Region
    below: Region


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
        self.at, self.learnt = ValueTracker(0.0), ValueTracker(0.0)
        self.swept = ValueTracker(0.0)  # share of the axis of ink over which ln(1 - D) is drawn in place of D
        self.turned = ValueTracker(0.0)  # turns of forger and discriminator that are over
        self.lost = ValueTracker(0.0)  # how often a forger who is pushed nowhere has looked about
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
            score=lambda: lambda x: np.where(
                x >= self.front(), best_score(x, now(), learnt=learnt()), np.nan
            ),
            marks=(0.0, 1.0),
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
        self.real_name, self.number = real, number

    @beat
    def push(self) -> None:
        """The score becomes a flat loss under the forger, and beside it a steep one comes; their slopes.

        Ways and pushes are of the trace. So is the steep hillside, of the discriminator of the moment: it
        levels out as the fakes arrive. The flat one stays that of the first discriminator, which hardly
        changes. At the first place D's logit is a straight line, as the best D's is, so that both slopes are
        its steepness times D, and times 1 - D, each the mean over the fakes: what is written is proportional
        to the slope that is drawn. The arrows are slopes over ink, to one scale.
        """
        motion, word, real = self.theme.motion, self.word, self.theme.colors.real
        score = float(self.trace["minimax_d"][0])
        scored, missed = plain_number(score, 3), plain_number(1 - score, 3)
        widest = self.slope_told("1 − D =", missed, self.regions.stage).width
        (whole, at_first), (flat, in_left), (steep, right) = self.lanes(widest)
        name, of_flat = (self.loss_name("minimax", rooms) for rooms in (at_first, in_left))
        of_steep = self.loss_name("nonsaturating", right)
        titles = [
            lane.title(word("real"), real, at) for lane, at in ((whole, 0.0), (flat, _NAMED), (steep, _NAMED))
        ]
        of_whole, tiny = (self.slope_told("D =", scored, rooms.slope) for rooms in (at_first, in_left))
        strong = self.slope_told("1 − D =", missed, right.slope)
        lower = self.on_the_hillside("lower", at_first)
        times = self.quotient(self.at_the_arrow(steep, right, of_steep))
        # The fakes' score stays over the head of who stands for them.
        size = self.theme.type.body if self.regions.hero.broad else self.theme.type.label
        worn = Label(scored, size, self.theme.colors.discriminator, weight="BOLD")
        worn.set_line(whole.forger.get_top() + 0.75 * worn.size * PIXEL * UP)
        with self.narrate("push"):
            # The lane's curve runs on where the scores' numbers stood.
            self.then(FadeOut(self.hills.ticks), run_time=motion.snap)
            wears = ReplacementTransform(self.number, worn)
            self.then(*self.climb(whole, titles[0]), wears, run_time=motion.calm)
            self.on("minimax")
            self.add(whole.slope, whole.real, titles[0], whole.forger, worn, self.rod)
            # Each where the curve of D is gone.
            named = (
                FadeIn(label, rate_func=squish_rate_func(smooth, *when))
                for label, when in ((lower, (0.2, 0.4)), (name, (0.5, 0.7)))
            )
            self.fill(steady(self.swept, 1.0), *named)
            self.remove(self.rod, self.hills.score)
            self.on("flat")
            self.add(whole.tangent, whole.forger, whole.arrow)
            zero, one = self.hills.guides
            gone = FadeOut(worn, one, rate_func=motion.soon(0.4))
            told = FadeIn(of_whole, rate_func=motion.late(0.3))
            self.then(gone, told, FadeIn(whole.tangent, whole.arrow), run_time=motion.quick)
            self.fill(steady(self.lost, 1.0))
            self.on("steep")
            self.remove(whole.tangent, whole.arrow)
            changes = (name, of_flat), (of_whole, tiny)
            lifts = [ReplacementTransform(part, become) for part, become in changes]
            left = FadeOut(zero, lower, rate_func=motion.soon(0.3))
            parts = self.part(whole, flat, steep, titles)
            self.then(left, *lifts, *parts, run_time=motion.beat)
            self.remove(*whole, titles[0])
            for lane, title in ((flat, titles[1]), (steep, titles[2])):
                self.add(lane.slope, lane.real, title, lane.tangent, lane.forger, lane.arrow)
            self.then(FadeIn(of_steep, steep.tangent, steep.arrow, strong), run_time=motion.swift)
            self.on("times", FadeIn(times, scale=1.1), run_time=motion.quick)
            self.fill(steady(self.lost, 2.0))
        self.said = VGroup(tiny, strong, times, flat.tangent, steep.tangent, flat.arrow, steep.arrow)
        self.steep, self.counted, self.rest = steep, self.steps(right), self.at_rest(steep)

    @beat
    @after("push")
    def walk(self) -> None:
        """Each goes as far as his goal has pushed him in as many steps; where one arrives the hill pulses.

        The trained players take turns at every step. Here, as in the chapter before, all steps of the forger
        in a turn are shown, and then what his discriminator has learnt meanwhile: he has another hillside.
        """
        motion, steep = self.theme.motion, self.steep
        ghost = bleeding(decoration(steep.slope.outline.copy().clear_updaters()))
        ghost.set_stroke(width=self.theme.line_width, opacity=_GHOST)
        with self.narrate("walk"):
            self.then(FadeOut(self.said), FadeIn(self.counted), run_time=motion.swift)
            going = steady(self.turned, _TURNS - 1 + _WALKING), steady(self.lost, 3.0)
            self.fill(*going, FadeIn(ghost, rate_func=motion.late(0.4)))
            # He stands there, and the last answer is that all is one half.
            self.on("arrive", steady(self.turned, _TURNS), run_time=motion.swift)
            self.fill(leaps(self.pulse), FadeIn(self.rest, rate_func=motion.soon(0.3)))

    # -- of the moment -------------------------------------------------------------------------------------

    def front(self) -> float:
        """Up to which place of the axis of ink the loss is drawn, and from which on D."""
        left, right = self.ends()
        return float(interpolate(left, right, self.swept.get_value()))

    def gone(self) -> float:
        """Share of the steps that the forgers have learnt; in each turn one of them goes equally far."""
        turns, turn = np.divmod(self.turned.get_value(), 1.0)
        return self.learnt_on_the_way((turns + min(turn / _WALKING, 1.0)) / _TURNS)

    def answered(self) -> float:
        """Share of the steps after which the discriminator judges as it does now."""
        turns, turn = np.divmod(self.turned.get_value(), 1.0)
        return self.learnt_on_the_way((turns + smooth(self.answering(float(turn)))) / _TURNS)

    @staticmethod
    def answering(turn: float) -> float:
        """How much of the discriminator's part of a turn is over."""
        return max(turn - _WALKING, 0.0) / (1.0 - _WALKING)

    def learnt_on_the_way(self, share: float) -> float:
        """The share of the steps after which one forger has gone a share of his way."""
        b = self.trace["nonsaturating_b"]
        return float(np.interp(b[0] + share * (b[-1] - b[0]), b, np.linspace(0.0, 1.0, len(b))))

    def looks_about(self, forger: Forger) -> None:
        """Where no push says which way, he turns round, and back."""
        looking = self.lost.get_value
        forger.add_updater(lambda forger: forger.turn(_LOOKS[0] < looking() % 1.0 < _LOOKS[1]))

    # -- parts ---------------------------------------------------------------------------------------------

    def climb(self, whole: GoalLane, real: Label) -> list[Any]:
        """The forger, who stands for his fakes from here, comes on the curve; the hills make room."""
        forger, hills = self.forger, self.hills
        self.remove(hills.real, self.real_name)
        leaves = self.scene.clear_body(forger, self.number, hills.guides, hills.score)
        self.add(whole.real, real, forger)
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

    def lanes(self, widest: float) -> tuple[tuple[GoalLane, _Rooms], ...]:
        """The forger of the original loss on the whole stage, then in one half of it; in the other the other.

        Over the other's hillside there is room for a row so wide: he is not on top.

        Both halves have one scale. Turned upside down each goal is the other one: so both hillsides begin at
        the upper edge, and end on the ground.
        """
        first, place, sizes = self.first, self.place(), self.theme.type
        halves = self.halves(place)
        half, ends = halves[0], (first - _BEYOND, _BEYOND)
        figure = min(_TALL[0] * half.height, _TALL[1] * half.width)
        # Side by side they have the number of the steps over them.
        headings = 2 if self.regions.hero.broad else 1
        rows = (headings * 1.2 * sizes.heading + (1.3 + _CLEAR) * sizes.body) * PIXEL
        # What is told stands beside the forger who is on top.
        high = half.height - max(_AIR * figure, rows)
        boxes = [Region(lane.x, lane.edge(DOWN)[1] + high / 2, lane.width, high) for lane in halves]
        low, nat = _HILL * high, high / -float(minimax_goal(_BEYOND, first))
        reach = _LONG[not self.regions.hero.broad] * half.width / float(self.trace["nonsaturating_push"][0])
        seen = along(self.discriminators(), self.answered)
        sky, land = self.hills.sky, self.hills.land
        score = float(sky.c2p(0.0, 1.0)[1] - sky.c2p(0.0, 0.0)[1])
        peak = float((land.c2p(0.0, norm.pdf(0.0)) - land.c2p(0.0, 0.0))[1])
        # Where D is 0 the loss is 0: it is drawn down from the foot of the curve of D.
        foot = float(sky.c2p(0.0, 0.0)[1] - place.edge(DOWN)[1])
        wide_nat = foot / -float(minimax_goal(self.ends()[1], first))

        def falling(x: Any) -> Any:
            return foot + wide_nat * minimax_goal(x, first)

        def steep() -> Function:
            loss = partial(nonsaturating_loss, slope=seen()[0], offset=seen()[1])
            return lambda x: nat * loss(x)

        def sinking() -> float:
            return float(interpolate(peak, low, smooth(self.swept.get_value())))

        def pulsing() -> float:
            return low * (1.0 + _PULSE * self.pulse.get_value())

        common = {"reach": reach, "figure": figure / PIXEL}
        whole = self.lane(
            place, "minimax", self.ends(), lambda: falling, hill=sinking, drawn=self.front, **common
        )

        def at_the_front() -> np.ndarray:
            x = self.front()
            return np.array([(x, foot + score * float(best_score(x, first)), x, float(falling(x)))])

        self.rod = self.between(whole, at_the_front)
        flat = self.lane(
            boxes[0], "minimax", ends, lambda: lambda x: high + nat * minimax_goal(x, first),
            hill=lambda: low, **common,
        )  # fmt: skip
        other = self.lane(boxes[1], "nonsaturating", ends, steep, hill=pulsing, **common)
        for lane in (whole, flat):
            self.looks_about(lane.forger)
        self.half = nat * float(nonsaturating_loss(0.0, 0.0, 0.0))
        ground = float(place.edge(DOWN)[1])
        return (
            (whole, self.rooms(whole, place, ground + foot)),
            *(
                (lane, self.rooms(lane, half, float(box.edge(UP)[1]), row))
                for lane, half, box, row in zip((flat, other), halves, boxes, (0.0, widest), strict=True)
            ),
        )

    def halves(self, place: Region) -> tuple[Region, ...]:
        """The lanes' rooms: beside each other in a broad picture, or one over the other."""
        if self.regions.hero.broad:
            return place.columns(1, 1, gap=_GAP)
        return place.rows(1, 1, gap=_GAP)

    def rooms(self, lane: GoalLane, half: Region, top: float, row: float = 0.0) -> _Rooms:
        """Where it is written what is told of a lane with the upper end of its hillside at a height.

        A row over it is at least so wide, as far as there is room.
        """
        sizes, hero = self.theme.type, self.regions.hero
        left, right = (
            func(float(half.edge(way)[0]), float(hero.edge(way)[0]))
            for way, func in ((LEFT, max), (RIGHT, min))
        )
        air, heading, body = 0.3 * sizes.body * PIXEL, 1.2 * sizes.heading * PIXEL, 1.3 * sizes.body * PIXEL
        # Clear of the dot before him, where his arrow begins.
        start = max(min(float(lane.arrow[1].get_right()[0]) + air, right - row), left)
        level = top + _CLEAR * sizes.body * PIXEL

        def room(low: float, high: float, x: float = start, end: float = right) -> Region:
            return Region((x + end) / 2, (low + high) / 2, end - x, high - low)

        ground = float(half.edge(DOWN)[1])
        bend = float(lane.plot.c2p(0.6 * self.first, 0.0)[0])
        return _Rooms(
            name=room(level + body, level + body + heading),
            slope=room(level, level + body),
            below=room(ground, top - 2 * air, left, bend),
        )

    def between(self, whole: GoalLane, ends: Callable[[], np.ndarray]) -> VGroup:
        """From the score of a place to the loss there, while that is drawn."""
        color = self.theme.colors.text
        line = Segments(whole.plot, ends, color)
        dots = Dots(whole.plot, lambda: ends().reshape(2, 2), color)
        return VGroup(*(bleeding(decoration(part)) for part in (line, dots)))

    def at_rest(self, steep: GoalLane) -> Label:
        """What the loss is where D is one half, over the line that the hillside has become."""
        size = self.theme.type.body
        left = max(
            float(steep.plot.c2p(self.first - _BEYOND, 0.0)[0]), float(self.regions.hero.edge(LEFT)[0])
        )
        line = float(steep.plot.c2p(0.0, self.half)[1])
        place = np.array([left + 0.3 * size * PIXEL, line + 0.75 * size * PIXEL, 0.0])
        return Label(self.word("rest"), size, weight="BOLD").set_line(place, LEFT)

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
        b, push = self.trace[f"{name}_b"], self.trace[f"{name}_push"]
        return GoalLane(
            box, span=span, surface=surface, place=along(b, self.gone), push=along(push, self.gone), **options
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
        """How many steps both have learnt, one number for both: over the lanes, or at the side."""
        size, hero, template = self.theme.type.heading, self.regions.hero, self.word("steps")
        done = along(self.trace["step"].astype(float), self.gone)
        place, edge = hero.edge(UP) + 0.6 * size * PIXEL * DOWN, ORIGIN
        if not hero.broad:
            place, edge = np.array([float(hero.edge(RIGHT)[0]), rooms.slope.y, 0.0]), RIGHT
        number = LiveNumber(done, decimals=0, template=template, size=size, edge=edge)
        return number.set_line(place, edge)

    def loss_name(self, key: str, rooms: _Rooms) -> Label:
        """The loss, over its hillside."""
        return Label(self.word(key), self.theme.type.heading, weight="BOLD", within=rooms.name, edge=LEFT)

    def on_the_hillside(self, key: str, rooms: _Rooms) -> Label:
        """What is said of a hillside, below its line."""
        sizes, color = self.theme.type, self.theme.colors.muted
        label = Label(self.word(key), sizes.body, color, weight="BOLD", within=rooms.below, edge=LEFT)
        return label.shift((rooms.below.edge(UP)[1] - label.get_top()[1]) * UP)

    def slope_told(self, factor: str, number: str, room: Region) -> Phrase:
        """What the slope where a forger stands is proportional to."""
        size, colors = self.theme.type.body, self.theme.colors
        pieces = [(self.word("slope"), size, colors.gold)]
        pieces += [(told, size, colors.discriminator) for told in (factor, number)]
        return Phrase(room, pieces, edge=LEFT)

    def quotient(self, room: Region) -> Label:
        """How many times as hard he is pushed."""
        sizes, gold = self.theme.type, self.theme.colors.gold
        ratio = float(self.trace["nonsaturating_push"][0] / self.trace["minimax_push"][0])
        told = self.word("times").format(plain_number(ratio, 0))
        size = min(sizes.display, room.height / PIXEL)
        return Label(told, size, gold, weight="BOLD", within=room, edge=ORIGIN)

    def at_the_arrow(self, steep: GoalLane, rooms: _Rooms, name: Label) -> Region:
        """The room over the arrow; where lanes are low, beside it, or beside the name."""
        sizes, arrow = self.theme.type, steep.arrow
        air = 0.3 * sizes.body * PIXEL
        left, end = (float(arrow.get_edge_center(way)[0]) for way in (LEFT, RIGHT))
        right, level = float(rooms.slope.edge(RIGHT)[0]), float(rooms.slope.edge(DOWN)[1])

        def room(x: float, low: float, high: float) -> Region:
            return Region((x + right) / 2, (low + high) / 2, right - x, high - low)

        if self.regions.hero.broad:
            return room(left, float(arrow.get_top()[1]) + air, level)
        if self.regions.hero.upright:
            # Over the name of the hill, to which the forger comes.
            return room(end + air, float(steep.plot.region.edge(DOWN)[1]) + steep.tall + air, level)
        low, high = (float(rooms.name.edge(way)[1]) for way in (DOWN, UP))
        return room(float(name.get_right()[0]) + air, low, high)
