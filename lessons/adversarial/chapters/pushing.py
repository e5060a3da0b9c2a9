"""Chapter: far-off fakes score almost nothing; one loss is flat there, the other leads its forger on."""

from __future__ import annotations

from collections.abc import Callable
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
    nonsaturating_goal,
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
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AWAY = 0.75  # from a forger's middle to what is said of him at his right, by his width
_AIR = 1.15  # over a hillside, where a forger stands on it, by his height
_HILL = 0.16  # height of the notes' hills, by that of the lower lane
_REACH = 0.34  # units of the axis for a push of 1
_AGAIN = 0.8, 0.15  # of the score's axis: how high the arrow back is, and its radius
_EARLY = 0.1  # of the steepness of the best discriminator: when it has begun to tell both kinds
_NEARLY = 0.85  # of the steps, before it is said that one arrives
_HOP = 0.12  # of the inspector who learns, by his height
_HOPS = 3  # while a line is spoken


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
        self.hop = ValueTracker(0.0)  # how high the inspector of the steep loss is in the air

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
        """The curve of D becomes a flat loss under the forger, and beside it a steep one comes; their pushes.

        Ways and pushes are of the trace. So is the steep hillside, of the discriminator of the moment: it
        levels out as the fakes arrive. The flat one stays that of the first discriminator, which hardly
        changes. What is written of the pushes is their slope in D's logit: D, and 1 - D.
        """
        motion = self.theme.motion
        self.measure()
        whole, flat, steep = self.lanes()
        of_flat, of_steep = self.loss_name(flat, "minimax"), self.loss_name(steep, "nonsaturating")
        name = self.loss_name(whole, "minimax")
        lower = self.over_the_name(name, whole)
        # In a narrower lane the hillside comes down on a name: there the hills are known by their colours.
        titles = self.titles(whole)
        lifted = self.titles(flat) if self.regions.hero.broad else VGroup()
        score = float(self.trace["minimax_d"][0])
        scored, missed = plain_number(score, 3), plain_number(1 - score, 3)
        of_whole, tiny = (self.pushed(lane, f"D = {scored}") for lane in (whole, flat))
        strong = self.pushed(steep, f"1 − D = {missed}")
        times = self.quotient(steep, strong, missed, scored)
        with self.narrate("push"):
            # The lane's curve runs on where the scores' numbers stood.
            self.then(FadeOut(self.hills.ticks), run_time=motion.snap)
            self.then(*self.climb(whole, titles[0]), run_time=motion.calm)
            # The curve of D was where the score of the fakes is written.
            bends, scores = self.bent.animate.set_value(1.0), FadeIn(of_whole[1], rate_func=motion.late(0.7))
            comes = FadeIn(name, lower, titles[1])
            self.on("minimax", bends, scores, comes, run_time=motion.calm)
            self.add(titles)
            self.add(whole.arrow)
            self.on("flat", FadeIn(of_whole[0]), run_time=motion.snap)
            self.remove(whole.arrow)
            lifts = [
                ReplacementTransform(part, become) for part, become in ((name, of_flat), (of_whole, tiny))
            ]
            leave = FadeOut(lower, rate_func=motion.soon(0.2))
            self.on(
                "steep", leave, *lifts, *self.part(whole, flat, steep, titles, lifted), run_time=motion.beat
            )
            self.remove(*whole, *titles)
            self.add(flat, steep, lifted, flat.arrow)
            self.then(FadeIn(of_steep, steep.arrow, strong), run_time=motion.swift)
            self.on("times", FadeIn(times, scale=1.3), run_time=motion.quick)
        self.said = tiny, strong, times
        self.counted = VGroup(*(self.steps(lane) for lane in (flat, steep)))

    @beat
    @after("push")
    def walk(self) -> None:
        """Each goes as far as his goal has pushed him, in as many steps."""
        motion = self.theme.motion
        with self.narrate("walk"):
            self.then(*(FadeOut(words) for words in self.said), FadeIn(self.counted), run_time=motion.swift)
            self.add(self.counted)
            # He goes farthest in the first steps.
            going = self.done.animate(rate_func=rate_functions.ease_in_cubic).set_value(_NEARLY)
            self.fill(going, leaps(self.hop, _HOPS))
            self.on("arrive", steady(self.done, 1.0), run_time=motion.swift)

    # -- parts ---------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """How high a nat is, so that both lanes have room one over the other, to one scale."""
        place, sky, first, figure = self.place(), self.hills.sky, self.first, float(self.forger.height)
        start, end = self.ends()
        drop = -float(minimax_goal(end, first))
        rise, most = (float(nonsaturating_goal(x, first)) for x in (first, start))
        air = max(_AIR * figure, self.over(0.0, 1.5 if self.regions.hero.broad else 2.7))
        self.named = 1.3 * self.theme.type.body * PIXEL  # over a hillside, for its name
        # Where D is 0 the loss is 0: the foot of the curve of D stays where it is.
        self.foot = float(sky.c2p(0.0, 0.0)[1] - place.edge(DOWN)[1])
        self.nat = min(
            (place.height - 2 * air) / (drop + rise),
            (place.height - air - self.named) / (drop + most),
            self.foot / drop,
        )
        self.deep = drop * self.nat
        self.high = place.height - self.deep - air  # of the lower lane

    def climb(self, whole: GoalLane, real: Label) -> list[Any]:
        """The axis of the score goes; the forger comes over the name of his fakes, on the curve."""
        forger = self.forger
        self.remove(self.hills.real, self.hills.fake, self.inspector, self.real_name)
        leaves = self.scene.clear_body(forger)
        self.add(whole.slope, whole.real, whole.fake, real, whole.inspector, forger)
        forger.clear_updaters()
        return [leaves, ReplacementTransform(forger, whole.forger)]

    def part(
        self, whole: GoalLane, flat: GoalLane, steep: GoalLane, titles: VGroup, lifted: VGroup
    ) -> list[Any]:
        """The stage becomes the upper lane; when that is out of the way, below comes another forger's."""
        VGroup(whole, titles).clear_updaters(recursive=True)
        # Hillsides keep their number of points only as long as they stand still.
        still = [become.copy().clear_updaters(recursive=True) for become in (*flat, *lifted)]
        parts, unnamed = (*whole, *titles)[: len(still)], (*whole, *titles)[len(still) :]
        shapes = [Transform(part, become) for part, become in zip(parts, still, strict=True)]
        gone = [FadeOut(name, rate_func=self.theme.motion.soon(0.2)) for name in unnamed]
        return [*shapes, *gone, FadeIn(*steep, rate_func=self.theme.motion.late(0.5))]

    def lanes(self) -> tuple[GoalLane, GoalLane, GoalLane]:
        """The forger of the original loss on the whole stage, and in the upper lane; below him the other."""
        first, place, nat = self.first, self.place(), self.nat
        above, below = place.rows(place.height - self.high, self.high)
        sky, land = self.hills.sky, self.hills.land
        high = float(sky.c2p(0.0, 1.0)[1] - sky.c2p(0.0, 0.0)[1])
        peak = float((land.c2p(0.0, norm.pdf(0.0)) - land.c2p(0.0, 0.0))[1])
        seen, low = along(self.discriminators(), self.done.get_value), _HILL * self.high
        # For some steps it is higher than its lane has room under its name.
        most = self.high - self.named

        def flat(level: float) -> Function:
            return lambda x: level + nat * minimax_goal(x, first)

        def bending() -> Function:
            loss, share = flat(self.foot), self.bent.get_value()
            return lambda x: interpolate(self.foot + high * best_score(x, first), loss(x), share)

        def steep() -> Function:
            loss = partial(nonsaturating_loss, slope=seen()[0], offset=seen()[1])
            return lambda x: np.minimum(nat * loss(x), most)

        def sinking() -> float:
            return float(interpolate(peak, low, self.bent.get_value()))

        lanes = (
            # Its hills are as high as those that were there, and sink as the loss comes down to them.
            self.lane(place, "minimax", bending, hill=sinking),
            self.lane(above, "minimax", lambda: flat(self.deep), hill=lambda: low),
            self.lane(
                below, "nonsaturating", steep, hill=lambda: low,
                hop=lambda: _HOP * self.hop.get_value() * float(self.forger.height),
            ),
        )  # fmt: skip
        self.color_of_now(lanes[0])
        return lanes

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

    def titles(self, lane: GoalLane) -> VGroup:
        """The names of both hills."""
        colors = self.theme.colors
        return VGroup(
            lane.title(self.word("real"), colors.real, 0.0),
            lane.title(self.word("fake"), colors.generator, self.first),
        )

    def discriminators(self) -> np.ndarray:
        """Slope and offset of the discriminator that the steep loss's forger has, at each step: (K, 2)."""
        columns = (self.trace[f"nonsaturating_{name}"] for name in ("b", "d", "push"))
        return np.array([logistic_discriminator(*map(float, row)) for row in zip(*columns, strict=True)])

    def lane(self, place: Region, name: str, surface: Callable[[], Function], **options: Any) -> GoalLane:
        """A forger on a loss, as its trace says."""
        b, push, done = self.trace[f"{name}_b"], self.trace[f"{name}_push"], self.done.get_value
        return GoalLane(
            place, span=self.ends(), surface=surface, place=along(b, done), push=along(push, done),
            reach=_REACH, figure=self.hills.figure, inspector=float(self.regions.hero.edge(RIGHT)[0]),
            **options,
        )  # fmt: skip

    def place(self) -> Region:
        """The lanes' room, from edge to edge."""
        stage, hero = self.regions.stage, self.regions.hero
        low, high = float(stage.edge(DOWN)[1]), float(hero.edge(UP)[1])
        return Region(stage.x, (low + high) / 2, stage.width, high - low)

    def ends(self) -> tuple[float, float]:
        """Of a lane's axis: those of the span are at the hero's sides."""
        stage, hero = self.regions.stage, self.regions.hero
        unit = (self.span[1] - self.span[0]) / hero.width
        left, right = (
            self.span[0] + (float(stage.edge(way)[0] - hero.edge(LEFT)[0])) * unit for way in (LEFT, RIGHT)
        )
        return left, right

    def steps(self, lane: GoalLane) -> LiveNumber:
        """How many steps both have learnt, before the inspector, as high as he hops."""
        done, size = along(self.trace["step"].astype(float), self.done.get_value), self.theme.type.body
        number = LiveNumber(done, decimals=0, template=self.word("steps"), size=size, edge=RIGHT)
        before, hero = float(lane.inspector.get_left()[0]) - 0.3 * size * PIXEL, self.regions.hero
        # Where there is less room, over the forger's arrow.
        right, row = (before, 0) if hero.broad else (float(hero.edge(RIGHT)[0]), 1)
        y = self.over(float(lane.on_slope(self.first)[1]), row)
        return number.set_line(np.array([right, y, 0.0]), RIGHT)

    def over(self, foot: float, row: float) -> float:
        """The middle of a row of text over the arrow of a forger who stands so high."""
        tall, size = float(self.forger.height), self.theme.type.body
        return foot + 0.5 * tall + (0.2 + 1.2 * row) * size * PIXEL

    def loss_name(self, lane: GoalLane, key: str) -> Label:
        """The loss: before the forger, on the hillside that it goes with, or over what is said of him."""
        name = Label(self.word(key), self.theme.type.body, weight="BOLD")
        forger, gap = lane.forger, 0.3 * name.em * PIXEL
        if not self.regions.hero.broad:
            x, foot, _ = lane.on_slope(self.first)
            left = x + _AWAY * float(forger.width)
            return name.set_line(np.array([left, self.over(foot, 2), 0.0]), LEFT)
        left = float(forger.get_left()[0]) - gap - float(name.width)
        start = float(lane.plot.p2c(np.array([left, 0.0, 0.0]))[0])

        def follow(label: Any) -> None:
            low = float(lane.on_slope(start)[1]) + gap
            label.move_to(np.array([left, low, 0.0]), aligned_edge=DOWN + LEFT)

        return name.add_updater(follow, call_updater=True)

    def over_the_name(self, name: Label, lane: GoalLane) -> Label:
        """What kind of surface the hillside is: over its name, and over the forger as he will stand on it."""
        label = Label(self.word("lower"), self.theme.type.body, self.theme.colors.muted, weight="BOLD")
        feet = float(lane.on_slope(self.first)[1])
        low = max(float(name.get_top()[1]), feet + float(lane.forger.height)) + 0.4 * label.em * PIXEL
        left = float(self.regions.hero.edge(LEFT)[0])
        return label.move_to(np.array([left, low, 0.0]), aligned_edge=DOWN + LEFT)

    def pushed(self, lane: GoalLane, told: str) -> Phrase:
        """How hard a forger is pushed, over his arrow."""
        size, colors = self.theme.type.body, self.theme.colors
        x, foot, _ = lane.on_slope(self.first)
        left, right = x + _AWAY * float(lane.forger.width), float(self.regions.hero.edge(RIGHT)[0])
        room = Region((left + right) / 2, self.over(foot, 1), right - left, 1.2 * size * PIXEL)
        pieces = (self.word("push"), size, colors.gold), (told, size, colors.discriminator)
        return Phrase(room, pieces, edge=LEFT)

    def quotient(self, lane: GoalLane, pushed: Phrase, *numbers: str) -> VGroup:
        """How many times as hard that is: with its numbers beside what is said of the arrow, or at that."""
        sizes, gold, hero = self.theme.type, self.theme.colors.gold, self.regions.hero
        ratio = float(self.trace["nonsaturating_push"][0] / self.trace["minimax_push"][0])
        told = self.word("times").format(plain_number(ratio, 0))
        gap = 0.8 * sizes.body * PIXEL
        if not hero.broad:
            left, right = float(lane.arrow.get_right()[0]) + 0.5 * gap, float(hero.edge(RIGHT)[0])
            y = float(lane.arrow.get_center()[1])
            room = Region((left + right) / 2, y, right - left, 1.2 * sizes.heading * PIXEL)
            return VGroup(Phrase(room, [(told, sizes.heading, gold)], edge=LEFT))
        left, right = float(pushed.get_right()[0]) + gap, float(lane.inspector.get_left()[0]) - 0.5 * gap
        top, low = float(pushed.get_top()[1]), float(lane.plot.c2p(0.0, lane.hill())[1]) + 0.3 * gap
        room = Region((left + right) / 2, (low + top) / 2, right - left, top - low)
        above, below = room.rows(1.1 * sizes.body, 1.1 * sizes.title)
        return VGroup(
            Phrase(above, [(" / ".join(numbers) + " =", sizes.body, gold)], edge=RIGHT),
            Phrase(below, [(told, sizes.title, gold)], edge=RIGHT),
        )
