"""Chapter: two players with one number each circle their balance, further out; a penalty brings them home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    ValueTracker,
    VGroup,
    VMobject,
)

from lessons.adversarial.models.dirac_gan import pushes, simultaneous_steps
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.tilted_score import TiltedScore
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Bar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DashedLines, Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import interpolate, prefix, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.vector_field import VectorField
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SHARE = 5.0  # times as long as it is, for a step and a player's share of it to be seen
_TOLD = 0.5  # of the time of the first step: until both shares and their sum are seen
_ONE_BY_ONE = 0.5  # of the rest: the first step itself
_TRIED = ((-1.4, 0.0), (1.2, 0.0), (1.2, -1.4))  # before the start: she tilts it down to his fake
_ALONE = 0.5  # of the time in which each owns a number, until both are at the start
_HIGH, _WIDE = 1.0, 1.32  # of the plane, from the balance: the least
_ROWS = 7  # of arrows
_FAINT, _CLEAR = 0.4, 0.75  # opacity of those, while the path is the matter, and while they turn
_REACH = 0.27  # of an arrow for a push of 1
_FIGURE = 0.15  # height of a player, by the shorter side of the place
_INK = 2.0  # of the axis of ink, left and right of the real note
_BROAD = 1.75  # width of the plane in a wide picture, by its height
_BAR = 0.5  # height of the bar of the distance, by that of its number


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
        start: tuple[float, float] = (0.28, -0.28),
        rate: float = 0.8,
        penalty: float = 0.5,
        out: int = 16,
        home: int = 15,
    ) -> None:
        super().__init__(scene)
        self.start, self.out, self.home = start, out, home
        self.rate, self.penalty = rate, ValueTracker(penalty)
        self.outward = simultaneous_steps(*start, rate=rate, steps=out)  # without the penalty
        self.walked = ValueTracker(0.0)
        self.pull = ValueTracker(0.0)
        self.tried = ValueTracker(0.0)  # what each owns is shown alone
        self.arrived = ValueTracker(0.0)  # from there to the plane
        self.told = ValueTracker(
            0.0
        )  # of the parts of the first step: the forger's share, the inspector's, both

    # -- the game ------------------------------------------------------------------------------------------

    def homeward(self) -> np.ndarray:
        """The steps with it, from where those end: shape (home + 1, 2)."""
        theta, psi = self.outward[-1]
        return simultaneous_steps(
            theta, psi, rate=self.rate, steps=self.home, penalty=self.penalty.get_value()
        )

    def here(self) -> np.ndarray:
        """Where both stand now."""
        step = self.walked.get_value()
        if step <= self.out:
            return interpolate(self.outward, step)
        return interpolate(self.homeward(), step - self.out)

    def shown(self) -> np.ndarray:
        """Place and slope while it is shown what each of them owns: in the end those of the start."""
        return interpolate(np.array([*_TRIED, self.start]), self.tried.get_value())

    def field(self) -> Callable[[np.ndarray], np.ndarray]:
        """Where both are pushed, wherever they stand, with as much of the penalty as acts now."""
        penalty = self.pull.get_value() * self.penalty.get_value()
        return lambda at: pushes(*at.T, penalty=penalty)

    # -- beats ---------------------------------------------------------------------------------------------

    @beat
    def spiral_out(self, players: Sequence[Drawing], chase: VMobject) -> None:
        """Two numbers, two axes, and steps that lead away from the balance.

        ``players`` of another game come to their axes, and its ``chase`` becomes the one point.
        """
        motion, colors = self.theme.motion, self.theme.colors
        plot, level, upright = self.plane()
        score = self.score()
        forger, inspector, links = self.owners(plot, score)
        names, number = self.names(forger, inspector), self.distance()
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
        # What the penalty adds is small beside the rest: the arrows take its colour, too, and are clearer.
        inks = ManimColor(colors.drawn_other), ManimColor(colors.gradient_penalty)

        def ink(field: Any) -> None:
            pull = self.pull.get_value()
            field.set_fill(inks[0].interpolate(inks[1], pull), opacity=_FAINT + pull * (_CLEAR - _FAINT))

        decoration(field).add_updater(ink, call_updater=True)
        trail = self.trail(plot, lambda: self.outward, self.walked.get_value, colors.text)
        spot = Dots(plot, lambda: self.here()[np.newaxis], colors.text, scale=1.3)
        circle = self.circle(plot)
        shares = self.shares(plot)
        self.marks = [links, forger, inspector, *names, radius, spot, *number]
        with self.narrate("spiral"):
            clear = self.clear_body(*players, chase)
            come = [ReplacementTransform(*pair) for pair in zip(players, (forger, inspector), strict=True)]
            # All of it becomes the one real note of the smaller game.
            decoration(chase.clear_updaters(recursive=True))
            point = chase.animate.scale(score.dot / chase.width).move_to(score.real)
            known = FadeIn(score, names, rate_func=motion.late(0.25))
            ground = self.scene.ground.animate.set_horizon(self.horizon)
            self.then(clear, ground, *come, point, known, run_time=motion.beat)
            self.remove(chase)
            self.add(forger, inspector, names, score)
            # Alone: the forger's number, then the inspector's, and both at the start.
            self.fill(steady(self.tried, 1.0))
            self.on("numbers")
            self.then(steady(self.tried, 3.0), run_time=_ALONE * self.seconds_left())
            # The axis of places becomes the plane's, her slope stands up as the other; both dots go along.
            self.remove(score)
            goes = (score.axis, level), (score.curve, upright), (score.genuine, balance), (score.forged, spot)
            self.add(*(part.clear_updaters() for part, _ in goes))
            # What they become does not move before they are there: drawn anew it would lose their corners.
            become = [ReplacementTransform(part, goal.copy().clear_updaters()) for part, goal in goes]
            leaves = FadeOut(score.read, rate_func=motion.soon(0.3))
            comes = FadeIn(field, links, radius, number, rate_func=motion.late(0.5))
            self.fill(leaves, *become, self.arrived.animate.set_value(1.0), comes)
            self.remove(*(change.target_mobject for change in become))
            self.add(level, upright, balance, links, circle, radius, spot, forger, inspector, names, shares)
            self.on("step")
            # Each step is the sum of both shares, at right angles to the radius: it leaves the circle.
            self.add(trail)
            self.then(steady(self.told, float(len(shares))), run_time=_TOLD * self.seconds_left())
            self.then(FadeOut(shares), run_time=motion.swift)
            self.then(steady(self.walked, 1.0), run_time=_ONE_BY_ONE * self.seconds_left())
            self.add(trail, radius, spot, forger, inspector, names)
            self.fill(FadeOut(circle), steady(self.walked, 0.4 * self.out))
            self.on("out")
            self.fill(steady(self.walked, self.out))
        self.plot, self.arrows = plot, field

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
                covered=[self.arrows],
            )

    # -- parts ---------------------------------------------------------------------------------------------

    @property
    def figure(self) -> float:
        """How high a player is, in pixels of the design."""
        hero = self.regions.hero
        return _FIGURE * min(hero.width, hero.height) / PIXEL

    @property
    def horizon(self) -> float:
        """Height of the ground; in a narrow picture the forger's number is named below it."""
        below = 0.0 if self.regions.hero.broad else 1.7 * self.theme.type.label * PIXEL
        return float(self.regions.stage.edge(DOWN)[1]) + below

    def halves(self) -> tuple[Region, Region]:
        """Of the plane with its players, down to the ground, and of what is said of it."""
        hero = self.regions.hero
        whole = hero.down_to(self.horizon)
        if hero.broad:
            plane, said = whole.columns(3.4, 1, gap=0.3)
            return plane, said
        said, plane = whole.rows(1, 4.5, gap=0.1)
        return plane, said

    def texts(self) -> tuple[Region, Region, Region]:
        """Of the distance, of the bar that is as long, and of what acts."""
        said = self.halves()[1]
        if self.regions.hero.broad:
            distance, bar, acts, _ = said.rows(1.6, 0.6, 1, 1.2, gap=0.15)
            return distance, bar, acts
        distance, right = said.columns(1, 1.1, gap=0.3)
        acts, bar = right.rows(1, 1.4)
        return distance, bar, acts

    def plane(self) -> tuple[Plot, Any, Any]:
        """The plane of both numbers, to one scale, and its axes through the balance: that of places first."""
        whole, tall = self.halves()[0], self.figure * PIXEL
        low, top = float(whole.edge(DOWN)[1]) + 1.15 * tall, float(whole.edge(UP)[1])
        top -= (0.2 if self.regions.hero.broad else 0.9) * tall  # room for her, and her name over her
        left, right = float(whole.edge(LEFT)[0]), float(whole.edge(RIGHT)[0]) - 1.1 * tall
        if self.regions.hero.broad:
            right -= self.named("psi", self.theme.colors.discriminator).width  # at her right
        width = min(right - left, _BROAD * (top - low))
        place = Region((left + right) / 2, (low + top) / 2, width, top - low)
        unit = min(place.height / _HIGH, place.width / _WIDE) / 2
        across, up = place.width / unit / 2, place.height / unit / 2
        plot = Plot(place, (-across, across), (-up, up), bare=True)
        level, upright = np.array([[(-across, 0.0, across, 0.0)], [(0.0, -up, 0.0, up)]])
        color = self.theme.colors.axis
        return (
            plot,
            decoration(Segments(plot, lambda: level, color)),
            decoration(Segments(plot, lambda: upright, color)),
        )

    def columns(self, plot: Plot) -> int:
        """Arrows beside each other, as far apart as those above each other."""
        return max(5, round(_ROWS * float(plot.size[0] / plot.size[1])))

    def owners(self, plot: Plot, score: TiltedScore) -> tuple[Forger, Inspector, DashedLines]:
        """The forger below his number, the inspector beside hers, and the lines to both.

        First he stands below the fake of the score that she tilts, and she at its end.
        """
        forger, inspector = Forger(self.figure), Inspector(self.figure, mirrored=True)
        ground, right = self.horizon, float(plot.region.edge(RIGHT)[0])
        aside, half = right + 0.6 * self.figure * PIXEL, 0.45 * self.figure * PIXEL
        c2p, here = detached(plot.c2p), detached(self.here)

        shown, alone = detached(self.shown), detached(score.plot.c2p)
        share, end = self.arrived.get_value, float(score.plot.region.edge(RIGHT)[0])
        end += 0.4 * self.figure * PIXEL

        def below(mobject: Any) -> None:
            x, first = c2p(here()[0], 0.0)[0], alone(shown()[0], 0.0)[0]
            mobject.stand(np.array([first + share() * (x - first), ground, 0.0]))

        def beside(mobject: Any) -> None:
            there, first = np.array([aside, c2p(0.0, here()[1])[1] - half, 0.0]), np.array([end, ground, 0.0])
            mobject.stand(first + share() * (there - first))

        forger.add_updater(below, call_updater=True)
        inspector.add_updater(beside, call_updater=True)

        def lines() -> np.ndarray:
            theta, psi = here()
            return np.array([(theta, plot.y_range[0], theta, psi), (plot.x_range[1], psi, theta, psi)])

        return forger, inspector, decoration(DashedLines(plot, lines, self.theme.colors.drawn_mid))

    def names(self, forger: Forger, inspector: Inspector) -> VGroup:
        """Whose number is what, at them: his at his left, hers at her right.

        In a narrow picture his is below him, and hers over her, in two rows.
        """
        colors, safe, air = self.theme.colors, self.regions.hero, 0.1 * self.figure * PIXEL
        place = self.named("theta", colors.generator)
        if safe.broad:
            slope = self.named("psi", colors.discriminator)

            def at_him(name: Any) -> None:
                name.set_line(forger.get_left() + air * LEFT, RIGHT)

            def at_her(name: Any) -> None:
                name.set_line(inspector.get_right() + air * RIGHT, LEFT)

        else:
            size, line = self.theme.type.label, self.horizon - 0.85 * place.size * PIXEL
            room = Region(0.0, 0.0, 1.05 * self.figure * PIXEL, 2.6 * size * PIXEL)
            slope = Label(
                self.word("psi"), size, colors.discriminator, weight="BOLD", within=room, edge=ORIGIN
            )

            def at_him(name: Any) -> None:
                name.set_line(safe.kept(np.array([forger.get_center()[0], line, 0.0]), place.width))

            def at_her(name: Any) -> None:
                name.next_to(inspector, UP, buff=air)
                name.move_to(safe.kept(name.get_center(), float(name.width)))

        place.add_updater(at_him, call_updater=True)
        slope.add_updater(at_her, call_updater=True)
        return VGroup(place, slope)

    def named(self, key: str, color: str) -> Label:
        """What a number is called."""
        return Label(self.word(key), 1.1 * self.theme.type.label, color, weight="BOLD")

    def shares(self, plot: Plot) -> VGroup:
        """What the first step is made of: the forger's share to the side, the inspector's up; then both.

        They grow one after the other. All are longer than the step, by one factor.
        """
        colors = self.theme.colors
        tail, tip = (plot.c2p(*at) for at in self.outward[:2])
        told = detached(self.told.get_value)

        def along(turn: int, axes: tuple[int, ...]) -> np.ndarray:
            grown = float(np.clip(told() - turn, 0.0, 1.0))
            return np.where(np.isin(np.arange(3), axes), grown * _SHARE * (tip - tail), 0.0)

        owned = (colors.generator, (0,)), (colors.discriminator, (1,)), (colors.text, (0, 1))
        return VGroup(
            *(Pull(lambda: tail, partial(along, turn, axes), ink) for turn, (ink, axes) in enumerate(owned))
        )

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
        """What her slope makes of her scores, alone and large."""
        hero = self.regions.hero
        if hero.broad:  # the inspector stands at its right, with the name of her number
            foot = 1.7 * self.theme.type.label + 1.15 * self.figure  # the fake's name, above the forger
            whole = hero.down_to(self.horizon + foot * PIXEL)
            beside = self.named("psi", self.theme.colors.discriminator).width + 1.3 * self.figure * PIXEL
            wide = whole.width - beside
            # His name is at his left, also where he is farthest from the real note.
            name = self.named("theta", self.theme.colors.generator).width + self.figure * PIXEL
            before = 0.5 + min(place for place, _ in _TRIED) / _INK / 2
            aside = max(0.0, (name - before * wide) / (1 - before))
            place = Region(whole.x + (aside - beside) / 2, whole.y, wide - aside, whole.height)
        else:
            whole = hero.down_to(self.horizon + 1.3 * self.figure * PIXEL)
            place = Region(whole.x, whole.y, 0.8 * whole.width, 0.8 * whole.height)
        return TiltedScore(
            place, reach=_INK, name=self.word("score"), here=self.shown, real=self.word("real_point"),
            fake=self.word("fake_point"),
        )  # fmt: skip

    def distance(self) -> VGroup:
        """How far from the balance both are, as a number and a bar; with the penalty in its colour."""
        colors, sizes = self.theme.colors, self.theme.type
        place, room, _ = self.texts()
        words, below = place.rows(1, 2)
        small = min(sizes.body, 0.95 * words.height / PIXEL)
        large = min(sizes.display, 0.95 * below.height / PIXEL)
        said = Label(self.word("distance"), small, colors.text, weight="BOLD", within=words, edge=LEFT)
        far, farthest = self.far, float(np.hypot(*self.outward[-1]))
        number = LiveNumber(far, size=large, color=colors.text, edge=LEFT)
        lying = Region(room.x, room.y, room.width, _BAR * room.height)
        bar = Bar(lying, lambda: far() / farthest, colors.text)
        inks = ManimColor(colors.text), ManimColor(colors.gradient_penalty)

        def ink(mark: Any) -> None:
            mark.set_color(inks[0].interpolate(inks[1], self.pull.get_value()))

        for mark in (number, bar):
            mark.add_updater(ink)
        return VGroup(said, number.set_line(below.edge(LEFT), LEFT), bar)

    def far(self) -> float:
        """How far from the balance both stand now."""
        return float(np.hypot(*self.here()))
