"""Chapter: far-off fakes score almost nothing; one loss is flat there, the other leads its forger on."""

from __future__ import annotations

from collections.abc import Callable
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
    TransformFromCopy,
    ValueTracker,
    VGroup,
    interpolate,
)
from scipy.stats import norm

from lessons.adversarial.chapters.learning import BEHIND, Learning, leaps
from lessons.adversarial.models.goals import (
    best_score,
    logistic_discriminator,
    minimax_goal,
    nonsaturating_loss,
)
from lessons.adversarial.pictures.goal_lane import HILL, GoalLane
from lessons.adversarial.pictures.hills import Hills
from lessons.adversarial.traces import read
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Function
from narrated.mobjects.race import Race
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_TOP = 72.0  # nats at a lane's upper edge: the steep hillside rises for some steps before it levels out
_REACH = 0.34  # units of the axis for a push of 1
_EARLY = 0.1  # of the steepness of the best discriminator: when it has begun to tell both kinds
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
        self.at, self.learnt, self.done = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.relief = ValueTracker(0.0)

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
        self.forger, inspector = learning.figures(hills, lambda: now() - BEHIND)
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
            apart = self.at.animate.set_value(first), self.learnt.animate.set_value(_EARLY)
            self.then(
                *apart, learning.under.animate.set_value(1.0), learning.lights(-1.0), run_time=motion.beat
            )
            sharp = self.learnt.animate.set_value(1.0)
            self.on("strong", sharp, leaps(learning.hop), FadeIn(fake), run_time=motion.beat)
            self.on("thousandth", FadeIn(said), FadeIn(number, scale=1.3), run_time=motion.quick)

    @beat
    def push(self) -> None:
        """A flat loss rises under the forger, and then beside it a steep one; their pushes to one scale.

        Ways and pushes are of the trace. So is the steep hillside, of the discriminator of the moment: it
        levels out as the fakes arrive. The flat one stays that of the first discriminator, which hardly
        changes.
        """
        motion, colors, sizes = self.theme.motion, self.theme.colors, self.theme.type
        whole, flat, steep = self.lanes()
        of_flat, of_steep = self.loss_name(flat, "minimax"), self.loss_name(steep, "nonsaturating")
        name = self.loss_name(whole, "minimax")
        lower = self.over_the_name(name, whole)
        large = sizes.title if self.regions.hero.broad else sizes.heading
        race = bleeding(self.race(steep))
        with self.narrate("push"):
            self.then(*self.climb(whole), run_time=motion.calm)
            rises = self.relief.animate.set_value(1.0)
            self.on("minimax", rises, FadeIn(name), FadeIn(lower), run_time=motion.calm)
            self.on("flat")
            unseen = Label(
                self.word("unseen"), sizes.body, weight="BOLD", within=self.right_of(whole), edge=LEFT
            )
            self.add(whole.arrow)
            self.then(FadeIn(unseen), run_time=motion.snap)
            leave = FadeOut(unseen, lower, rate_func=motion.soon(0.2))
            self.remove(whole.arrow)
            self.on(
                "steep", leave, ReplacementTransform(name, of_flat), *self.part(whole, flat, steep),
                FadeIn(race.tracks), run_time=motion.calm,
            )  # fmt: skip
            self.remove(*whole)
            self.add(race.tracks, flat, steep, race.trails, flat.arrow)
            self.then(FadeIn(of_steep, steep.arrow), run_time=motion.swift)
            ratio = float(self.trace["nonsaturating_push"][0] / self.trace["minimax_push"][0])
            told = self.word("times").format(plain_number(ratio, 0))
            times = self.beside(steep, told, large, colors.gold)
            why = self.quotient(times)
            self.on("times", FadeIn(times, scale=1.3), FadeIn(why), run_time=motion.quick)
        self.said, self.of_steep = (times, why), of_steep

    @beat
    @after("push")
    def walk(self) -> None:
        """Each goes as far as his goal has pushed him."""
        motion = self.theme.motion
        with self.narrate("walk"):
            # The hillside rises where its name stands, before it levels out.
            self.then(*(FadeOut(words) for words in (*self.said, self.of_steep)), run_time=motion.swift)
            self.fill(steady(self.done, _NEARLY))
            self.on("arrive", steady(self.done, 1.0), FadeIn(self.of_steep), run_time=motion.calm)

    # -- parts ---------------------------------------------------------------------------------------------

    def climb(self, whole: GoalLane) -> list[Any]:
        """The hills stay, the discriminator's score goes; the forger comes to the middle of his fakes."""
        hills, forger = self.hills, self.forger
        self.remove(hills.real, hills.fake)
        leaves = self.scene.clear_body(forger)
        self.add(whole.slope, whole.real, whole.fake, forger)
        forger.clear_updaters()
        return [leaves, ReplacementTransform(forger, whole.forger)]

    def part(self, whole: GoalLane, flat: GoalLane, steep: GoalLane) -> list[Any]:
        """The stage becomes the upper lane, and of its forger comes another one, on a hillside of his own."""
        whole.clear_updaters(recursive=True)
        comes = steep.slope, steep.real, steep.fake
        # Hillsides keep their number of points only as long as they stand still.
        still = [become.copy().clear_updaters(recursive=True) for become in flat]
        shapes = [Transform(part, become) for part, become in zip(whole, still, strict=True)]
        return [*shapes, FadeIn(*comes), TransformFromCopy(whole.forger, steep.forger)]

    def lanes(self) -> tuple[GoalLane, GoalLane, GoalLane]:
        """The forger of the original loss on the whole stage, and in the upper lane; below him the other."""
        first, place = self.first, self.place()
        lowest = float(minimax_goal(0.0, first))
        peak = float((self.hills.land.c2p(0.0, norm.pdf(0.0)) - self.hills.land.c2p(0.0, 0.0))[1])
        above, below = place.rows(1, 1)
        seen = along(self.discriminators(), self.done.get_value)

        def sinking() -> float:
            return float(interpolate(peak / place.height, HILL, self.relief.get_value()))

        def flat(x: np.ndarray) -> np.ndarray:
            return minimax_goal(x, first) - lowest

        return (
            # Its hills are as high as those that were there, and sink as the hillside rises.
            self.lane(place, "minimax", flat, relief=self.relief.get_value, hill=sinking),
            self.lane(above, "minimax", flat),
            self.lane(below, "nonsaturating", lambda x: nonsaturating_loss(x, *seen())),
        )

    def discriminators(self) -> np.ndarray:
        """Slope and offset of the discriminator that the steep loss's forger has, at each step: (K, 2)."""
        columns = (self.trace[f"nonsaturating_{name}"] for name in ("b", "d", "push"))
        return np.array([logistic_discriminator(*map(float, row)) for row in zip(*columns, strict=True)])

    def lane(
        self,
        place: Region,
        name: str,
        goal: Function,
        *,
        relief: Callable[[], float] = lambda: 1.0,
        hill: Callable[[], float] = lambda: HILL,
    ) -> GoalLane:
        """A forger on a loss, as its trace says."""
        b, push, done = self.trace[f"{name}_b"], self.trace[f"{name}_push"], self.done.get_value
        return GoalLane(
            place, span=self.ends(), goal=lambda x: np.maximum(goal(x), 0.0), top=_TOP,
            place=along(b, done), push=along(push, done), relief=relief, reach=_REACH, hill=hill,
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

    def race(self, lane: GoalLane) -> Race:
        """The ways of both on the axes of their lanes."""
        paths = self.trace["minimax_b"], self.trace["nonsaturating_b"]
        color = self.theme.colors.text
        return Race(
            self.place(), paths, self.done.get_value, span=lane.plot.x_range, colors=(color, color), goal=0.0,
            runners=False,
        )  # fmt: skip

    def loss_name(self, lane: GoalLane, key: str) -> Label:
        """The loss on its hillside, where that begins; above the forger where it is too long to be beside."""
        name = Label(self.word(key), self.theme.type.body, weight="BOLD")
        forger, gap = lane.forger, 0.3 * name.em * PIXEL
        left, start = float(self.regions.hero.edge(LEFT)[0]), self.span[0]
        low = float(lane.on_slope(start)[1])
        if left + float(name.width) + gap > float(forger.get_left()[0]):
            feet = float(lane.on_slope(self.first)[1])
            low = max(low, feet + float(forger.height))
        return name.move_to(np.array([left, low + gap, 0.0]), aligned_edge=DOWN + LEFT)

    def over_the_name(self, name: Label, lane: GoalLane) -> Label:
        """What kind of surface the hillside is: over its name, and over the forger as he will stand on it."""
        label = Label(self.word("lower"), self.theme.type.body, self.theme.colors.muted, weight="BOLD")
        feet = float(lane.on_slope(self.first)[1])
        low = max(float(name.get_top()[1]), feet + float(lane.forger.height)) + 0.4 * label.em * PIXEL
        left = float(name.get_left()[0])
        return label.move_to(np.array([left, low, 0.0]), aligned_edge=DOWN + LEFT)

    def quotient(self, times: Label) -> VGroup:
        """How many times that is, beside it where there is room: 1 - D by D, as is known of both slopes."""
        scored, size = float(self.trace["minimax_d"][0]), self.theme.type.body
        told = f"= (1 − D) / D = {plain_number(1 - scored, 3)} / {plain_number(scored, 3)}"
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
