"""Chapter: two players with one number each circle their balance, further out; a penalty brings them home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    ManimColor,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)
from scipy.special import expit

from lessons.adversarial.models.dirac_gan import simultaneous_steps
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.tilted_score import TiltedScore
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DashedLines, Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, prefix, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.vector_field import VectorField
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SLOW = 4  # steps that are shown one by one
_ONE_BY_ONE = 0.65  # of the time of the first steps
_POINT = 0.05  # size of what becomes a point
_HIGH = 1.3  # of the plane, up and down from the balance
_ROWS = 7  # of arrows
_REACH = 0.27  # of an arrow for a push of 1
_FIGURE = 0.165  # height of a player, by the shorter side of the place
_INK = 2.2  # of the axis of ink, left and right of the real note
_BROAD = 1.75  # width of the plane in a wide picture, by its height


class SmallestGame(Chapter):
    """The plane of both numbers, simultaneous steps on it, and who owns which of them.

    Parameters
    ----------
    scene
        Where it is told.
    start
        Where the fakes are printed, and the judge's slope, at first.
    rate
        Size of a step.
    penalty
        Weight of the penalty on the slope that brings them home.
    out, home
        Steps without the penalty, and then with it.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        start: tuple[float, float] = (0.4, 0.0),
        rate: float = 0.8,
        penalty: float = 0.5,
        out: int = 20,
        home: int = 16,
    ) -> None:
        super().__init__(scene)
        self.start, self.out, self.home = start, out, home
        self.rate, self.penalty = rate, ValueTracker(penalty)
        self.walked = ValueTracker(0.0)
        self.pull = ValueTracker(0.0)

    # -- the game ------------------------------------------------------------------------------------------

    def outward(self) -> np.ndarray:
        """The steps without the penalty, from the start: shape (out + 1, 2)."""
        return simultaneous_steps(*self.start, rate=self.rate, steps=self.out)

    def homeward(self) -> np.ndarray:
        """The steps with it, from where those end: shape (home + 1, 2)."""
        theta, psi = self.outward()[-1]
        return simultaneous_steps(
            theta, psi, rate=self.rate, steps=self.home, penalty=self.penalty.get_value()
        )

    def here(self) -> np.ndarray:
        """Where both stand now."""
        step = self.walked.get_value()
        if step <= self.out:
            return interpolate(self.outward(), step)
        return interpolate(self.homeward(), step - self.out)

    def field(self) -> Callable[[np.ndarray], np.ndarray]:
        """Where both are pushed, wherever they stand, with as much of the penalty as acts now."""
        penalty = self.pull.get_value() * self.penalty.get_value()

        def pushes(at: np.ndarray) -> np.ndarray:
            theta, psi = at.T
            slope = expit(theta * psi)
            return np.column_stack([slope * psi, -slope * theta - penalty * psi])

        return pushes

    # -- beats ---------------------------------------------------------------------------------------------

    @beat
    def spiral_out(self, players: Sequence[Drawing] = (), chase: VMobject | None = None) -> None:
        """Two numbers, two axes, and steps that lead away from the balance.

        ``players`` of another game come to their axes, and its ``chase`` becomes the one point.
        """
        motion, colors = self.theme.motion, self.theme.colors
        plot, axes = self.plane()
        forger, inspector, lift, links = self.owners(plot)
        names, number, score = self.names(plot), self.distance(), self.score()
        here = detached(self.here)
        radius = decoration(
            Segments(
                plot, lambda: np.append([0.0, 0.0], here())[np.newaxis], colors.gold,
                width=0.5 * self.theme.curve_width,
            )
        )  # fmt: skip
        balance = Dots(plot, lambda: np.zeros((1, 2)), colors.gold, scale=1.2)
        field = bleeding(
            VectorField(
                plot, self.field, colors.drawn_other, columns=self.columns(plot), rows=_ROWS, reach=_REACH
            )
        )
        # What the penalty adds is small beside the rest: the arrows take its colour, too.
        inks = ManimColor(colors.drawn_other), ManimColor(colors.gradient_penalty)
        field.add_updater(lambda field: field.set_fill(inks[0].interpolate(inks[1], self.pull.get_value())))
        trail = self.trail(plot, self.outward, self.walked.get_value, colors.text)
        spot = Dots(plot, lambda: self.here()[np.newaxis], colors.text, scale=1.3)
        circle = self.circle(plot)
        self.marks = [links, forger, inspector, lift, radius, spot, number, *score.live]
        with self.narrate("spiral"):
            clear = self.clear_body(*players, *([chase] if chase else []))
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            come = [
                ReplacementTransform(*pair) if pair[0] else FadeIn(pair[1])
                for pair in zip_longest(players, (forger, inspector))
            ]
            if chase:
                chase.clear_updaters(recursive=True)
                come.append(FadeOut(chase, target_position=plot.c2p(0.0, 0.0), scale=_POINT))
            self.then(clear, ground, *come, run_time=motion.slow)
            self.then(FadeIn(axes, balance, field, lift, names), run_time=motion.quick)
            self.on("numbers", FadeIn(links, radius, spot, number, score), run_time=motion.quick)
            self.add(links, circle, trail, radius, spot, forger, inspector, score)
            self.on("step")
            # Each step is straight, at right angles to the radius: it leaves the circle on which it began.
            self.then(steady(self.walked, _SLOW), run_time=_ONE_BY_ONE * self.seconds_left())
            self.fill(FadeOut(circle), steady(self.walked, 0.5 * self.out))
            self.on("out")
            self.fill(steady(self.walked, self.out))
        self.plot, self.pushes = plot, field

    @beat
    @after("spiral_out")
    def spiral_in(self) -> None:
        """The penalty turns the field inwards, and the same steps lead home."""
        motion, colors = self.theme.motion, self.theme.colors
        trail = self.trail(
            self.plot, self.homeward, lambda: self.walked.get_value() - self.out, colors.gradient_penalty
        )
        place = self.texts()[2]
        penalty = Label(
            self.word("penalty"), self.theme.type.heading, colors.gradient_penalty, weight="BOLD",
            within=place, edge=LEFT,
        )  # fmt: skip
        links, *others = self.marks
        with self.narrate("tamed"):
            self.then(self.pull.animate.set_value(1.0), run_time=motion.calm)
            self.add(trail, *others)
            comes = FadeIn(penalty, rate_func=motion.soon(0.4))
            self.fill(steady(self.walked, self.out + 0.3 * self.home), comes)
            self.on("in", steady(self.walked, self.out + self.home), run_time=motion.calm)
            self.explorable(
                "weight",
                handles=[Handle("weight", self.penalty, (0.05, 0.6))],
                marks=[links, *trail, *others],
                covered=[self.pushes],
            )

    # -- parts ---------------------------------------------------------------------------------------------

    @property
    def figure(self) -> float:
        """How high a player is, in pixels of the design."""
        hero = self.regions.hero
        return _FIGURE * min(hero.width, hero.height) / PIXEL

    @property
    def horizon(self) -> float:
        """Height of the ground: the forger's number is named below it."""
        return float(self.regions.stage.edge(DOWN)[1]) + 1.7 * self.theme.type.label * PIXEL

    def halves(self) -> tuple[Region, Region]:
        """Of the plane with its players, down to the ground, and of what is said of it."""
        hero = self.regions.hero
        whole = hero.down_to(self.horizon)
        if hero.broad:
            plane, said = whole.columns(2.2, 1, gap=0.4)
            return plane, said
        said, plane = whole.rows(1, 3, gap=0.1)
        return plane, said

    def texts(self) -> tuple[Region, ...]:
        """Of the score, of the distance, and of what acts."""
        said = self.halves()[1]
        if self.regions.hero.broad:
            _, score, distance, acts, _ = said.rows(0.5, 3.0, 1.7, 1.0, 0.1, gap=0.12)
            return score, distance, acts
        left, score = said.columns(1, 1, gap=0.3)
        distance, acts = left.rows(2.2, 1, gap=0.05)
        return score, distance, acts

    def plane(self) -> tuple[Plot, Any]:
        """The plane of both numbers, to one scale, and its axes through the balance."""
        whole, tall = self.halves()[0], self.figure * PIXEL
        low, top = float(whole.edge(DOWN)[1]) + 1.15 * tall, float(whole.edge(UP)[1])
        top -= 2.1 * self.theme.type.label * PIXEL  # the inspector's number is named above
        left, right = float(whole.edge(LEFT)[0]), float(whole.edge(RIGHT)[0]) - 1.1 * tall
        width = min(right - left, _BROAD * (top - low))
        place = Region((left + right) / 2, (low + top) / 2, width, top - low)
        unit = min(place.height, place.width) / (2 * _HIGH)
        across, up = place.width / unit / 2, place.height / unit / 2
        plot = Plot(place, (-across, across), (-up, up), bare=True)
        ends = np.array([(-across, 0.0, across, 0.0), (0.0, -up, 0.0, up)])
        return plot, decoration(Segments(plot, lambda: ends, self.theme.colors.axis))

    def columns(self, plot: Plot) -> int:
        """Arrows beside each other, as far apart as those above each other."""
        return max(5, round(_ROWS * float(plot.size[0] / plot.size[1])))

    def owners(self, plot: Plot) -> tuple[Forger, Inspector, Segments, DashedLines]:
        """The forger below his number, the inspector beside hers on a lift, and the lines to both."""
        forger, inspector = Forger(self.figure), Inspector(self.figure, mirrored=True)
        ground, right = self.horizon, float(plot.region.edge(RIGHT)[0])
        aside, half = right + 0.6 * self.figure * PIXEL, 0.45 * self.figure * PIXEL
        c2p, here = detached(plot.c2p), detached(self.here)

        def below(mobject: Any) -> None:
            mobject.stand(np.array([c2p(here()[0], 0.0)[0], ground, 0.0]))

        def beside(mobject: Any) -> None:
            mobject.stand(np.array([aside, c2p(0.0, here()[1])[1] - half, 0.0]))

        forger.add_updater(below, call_updater=True)
        inspector.add_updater(beside, call_updater=True)
        x, down = plot.p2c(np.array([aside, ground, 0.0]))
        wide, under = (abs(plot.p2c(plot.c2p(0.0, 0.0) + half * way)[k]) for k, way in ((0, RIGHT), (1, UP)))

        def lift() -> np.ndarray:
            foot = here()[1] - under
            return np.array([(x - wide, foot, x + wide, foot), (x, foot, x, down)])

        def lines() -> np.ndarray:
            theta, psi = here()
            return np.array([(theta, plot.y_range[0], theta, psi), (plot.x_range[1], psi, theta, psi)])

        colors = self.theme.colors
        return (
            forger,
            inspector,
            decoration(Segments(plot, lift, colors.drawn_roof, width=self.theme.curve_width)),
            decoration(DashedLines(plot, lines, colors.drawn_mid)),
        )

    def names(self, plot: Plot) -> VGroup:
        """Whose number is what: the forger's below his axis, the inspector's over hers."""
        colors, size = self.theme.colors, 1.1 * self.theme.type.label
        whole = self.halves()[0]
        forger = Label(self.word("theta"), size, colors.generator, weight="BOLD")
        inspector = Label(self.word("psi"), size, colors.discriminator, weight="BOLD")
        forger.set_line(np.array([plot.region.x, self.horizon - 0.85 * size * PIXEL, 0.0]))
        inspector.set_line(whole.edge(UP + RIGHT) + 0.6 * size * PIXEL * DOWN, RIGHT)
        return VGroup(forger, inspector)

    def circle(self, plot: Plot) -> Segments:
        """All that is as far from the balance as the start."""
        turns = np.linspace(0.0, 2 * np.pi, 73)
        points = float(np.hypot(*self.start)) * np.column_stack([np.cos(turns), np.sin(turns)])
        ends = np.column_stack([points[:-1:2], points[1::2]])
        return decoration(Segments(plot, lambda: ends, self.theme.colors.gold))

    def trail(
        self, plot: Plot, path: Callable[[], np.ndarray], step: Callable[[], float], color: str
    ) -> VGroup:
        """The pieces of a path up to a step of the moment, the last as far as it goes, between dots."""

        def at() -> float:
            return float(np.clip(step(), 0.0, len(path()) - 1))

        dots = Dots(plot, lambda: prefix(path(), at()), color, scale=0.7)
        air = 1.2 * self.theme.dot / float(plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0])

        def pieces() -> np.ndarray:
            reached = prefix(path(), at())
            if at() > len(reached) - 1:
                reached = np.vstack([reached, interpolate(path(), at())])
            ways = np.diff(reached, axis=0)
            far = np.hypot(*ways.T)
            long = far > 2.2 * air  # a shorter one has no room between its dots
            cut = air * ways[long] / far[long, np.newaxis]
            return np.hstack([reached[:-1][long] + cut, reached[1:][long] - cut])

        line = Segments(plot, pieces, color, width=0.6 * self.theme.curve_width)
        return VGroup(line, decoration(dots))

    def score(self) -> TiltedScore:
        """What the judge's slope makes of her scores, and how the penalty presses it flat."""
        return TiltedScore(
            self.texts()[0], reach=_INK, name=self.word("score"), here=self.here,
            pull=lambda: self.pull.get_value() * self.penalty.get_value() * float(self.here()[1]),
        )  # fmt: skip

    def distance(self) -> VGroup:
        """How far from the balance both are."""
        colors, sizes = self.theme.colors, self.theme.type
        words, below = self.texts()[1].rows(1, 1.6)
        small = min(sizes.body, 0.95 * words.height / PIXEL)
        large = min(sizes.title, 0.95 * below.height / PIXEL)
        said = Label(self.word("distance"), small, colors.gold, weight="BOLD", within=words, edge=LEFT)
        number = LiveNumber(lambda: float(np.hypot(*self.here())), size=large, color=colors.gold, edge=LEFT)
        return VGroup(said, number.set_line(below.edge(LEFT), LEFT))
