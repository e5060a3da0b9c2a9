"""Chapter: two players with one number each circle their balance, further out; a penalty brings them home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, ManimColor, ValueTracker, VGroup
from scipy.special import expit

from lessons.adversarial.models.dirac_gan import simultaneous_steps
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.tilted_score import TiltedScore
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DashedLines, Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.vector_field import VectorField
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_HIGH = 1.6  # of the plane, up and down from the balance
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
        start: tuple[float, float] = (0.5, 0.0),
        rate: float = 0.5,
        penalty: float = 0.3,
        out: int = 42,
        home: int = 60,
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
    def spiral_out(self) -> None:
        """Two numbers, two axes, and steps that lead away from the balance."""
        motion, colors = self.theme.motion, self.theme.colors
        plot, axes = self.plane()
        forger, inspector, lift, links = self.owners(plot)
        names, number, score = self.names(), self.distance(), self.score()
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
        self.named = names
        self.marks = [links, forger, inspector, lift, radius, spot, number, *score.live]
        with self.narrate("spiral"):
            self.then(
                self.clear_body(),
                FadeIn(axes, balance, field, lift, forger, inspector),
                run_time=motion.quick,
            )
            self.on("numbers", FadeIn(links, names, radius, spot, number, score), run_time=motion.quick)
            self.add(links, trail, radius, spot, forger, inspector, score)
            self.on("step")
            self.fill(steady(self.walked, 0.7 * self.out))
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
            if not self.regions.hero.broad:
                self.then(FadeOut(self.named), run_time=motion.swift)
            comes = FadeIn(penalty, rate_func=motion.soon(0.4))
            self.fill(steady(self.walked, self.out + 0.3 * self.home), comes)
            self.on("in", steady(self.walked, self.out + self.home), run_time=motion.calm)
            self.explorable(
                "weight",
                handles=[Handle("weight", self.penalty, (0.05, 0.6))],
                marks=[links, trail, *others],
                covered=[self.pushes],
            )

    # -- parts ---------------------------------------------------------------------------------------------

    @property
    def figure(self) -> float:
        """How high a player is, in pixels of the design."""
        hero = self.regions.hero
        return _FIGURE * min(hero.width, hero.height) / PIXEL

    def halves(self) -> tuple[Region, Region]:
        """Of the plane with its players, down to the ground, and of what is said of it."""
        hero = self.regions.hero
        whole = hero.down_to(self.regions.stage.edge(DOWN)[1])
        if hero.broad:
            plane, said = whole.columns(2.2, 1, gap=0.4)
            return plane, said
        said, plane = whole.rows(1.4, 3, gap=0.3)  # the inspector's cap rises above the plane
        return plane, said

    def texts(self) -> tuple[Region, ...]:
        """Of names, score, what acts, and distance; where it is narrow, what acts takes the names' place."""
        said = self.halves()[1]
        if self.regions.hero.broad:
            names, score, distance, acts, _ = said.rows(1.3, 2.2, 1.5, 0.9, 0.2, gap=0.12)
            return names, score, acts, distance
        left, score = said.columns(1.2, 1, gap=0.3)
        names, distance = left.rows(1.3, 2, gap=0.1)
        return names, score, names, distance

    def plane(self) -> tuple[Plot, Any]:
        """The plane of both numbers, to one scale, and its axes through the balance."""
        whole, tall = self.halves()[0], self.figure * PIXEL
        low, top = float(whole.edge(DOWN)[1]) + 1.15 * tall, float(whole.edge(UP)[1])
        left, right = float(whole.edge(LEFT)[0]) + 1.1 * tall, float(whole.edge(RIGHT)[0])
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
        forger, inspector = Forger(self.figure), Inspector(self.figure)
        ground, left = float(self.regions.stage.edge(DOWN)[1]), float(plot.region.edge(LEFT)[0])
        aside, half = left - 0.6 * self.figure * PIXEL, 0.45 * self.figure * PIXEL
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
            return np.array([(theta, plot.y_range[0], theta, psi), (plot.x_range[0], psi, theta, psi)])

        colors = self.theme.colors
        return (
            forger,
            inspector,
            decoration(Segments(plot, lift, colors.drawn_roof, width=self.theme.curve_width)),
            decoration(DashedLines(plot, lines, colors.drawn_mid)),
        )

    def names(self) -> VGroup:
        """Whose number is what."""
        colors, sizes = self.theme.colors, self.theme.type
        names = VGroup()
        for key, color, place in zip(
            ("theta", "psi"),
            (colors.generator, colors.discriminator),
            self.texts()[0].rows(1, 1),
            strict=True,
        ):
            size = min(sizes.body, 0.95 * place.height / PIXEL)
            names.add(Label(self.word(key), size, color, weight="BOLD", within=place, edge=LEFT))
        return names

    def trail(
        self, plot: Plot, path: Callable[[], np.ndarray], step: Callable[[], float], color: str
    ) -> Segments:
        """The pieces of a path up to a step of the moment, the last one cut where it ends."""

        def pieces() -> np.ndarray:
            points = path()
            at = float(np.clip(step(), 0.0, len(points) - 1))
            reached = points[: int(at) + 1]
            if at > int(at):
                reached = np.vstack([reached, interpolate(points, at)])
            return np.column_stack([reached[:-1], reached[1:]])

        return Segments(plot, pieces, color, width=0.7 * self.theme.curve_width)

    def score(self) -> TiltedScore:
        """What the judge's slope makes of her scores, and how the penalty presses it flat."""
        return TiltedScore(
            self.texts()[1], reach=_INK, name=self.word("score"), here=self.here,
            pull=lambda: self.pull.get_value() * self.penalty.get_value() * float(self.here()[1]),
        )  # fmt: skip

    def distance(self) -> VGroup:
        """How far from the balance both are."""
        colors, sizes = self.theme.colors, self.theme.type
        words, below = self.texts()[3].rows(1, 1.6)
        small = min(sizes.body, 0.95 * words.height / PIXEL)
        large = min(sizes.title, 0.95 * below.height / PIXEL)
        said = Label(self.word("distance"), small, colors.gold, weight="BOLD", within=words, edge=LEFT)
        number = LiveNumber(lambda: float(np.hypot(*self.here())), size=large, color=colors.gold, edge=LEFT)
        return VGroup(said, number.set_line(below.edge(LEFT), LEFT))
