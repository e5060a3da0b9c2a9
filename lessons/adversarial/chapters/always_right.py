"""Chapter: before an inspector that is always right one goal does not push any more; the question."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Line, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from lessons.adversarial.models.terrain import pushes, score
from lessons.adversarial.pictures.players import Forger, Inspector
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_LENS = 0.7  # how far the inspector reaches to the left, by his height
_AIR = 0.22  # beyond the fakes and the real notes, as a share of what is read
_POINTS = 161  # along the landscape
_NAMES = 0.3  # how far the goals' names reach to the left of the forger, by the picture's height
_LINE = 1.3  # from row to row, in em


class AlwaysRight(Chapter):
    """The score as a landscape on which the forger stands: the surer the inspector, the flatter at its feet.

    Above the forger's head is how hard either goal pushes it, as arrows to one scale, which stays the same:
    the longest, that of the second goal in the end, fills the room there is.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    apart
        Of fakes and real notes, in their standard deviations, at first and at last: see
        `lessons.adversarial.models.terrain`. At 7 the best inspector is wrong at 1 of 4300.
    """

    def __init__(self, scene: NarratedScene, *, apart: tuple[float, float] = (1.4, 7.0)) -> None:
        super().__init__(scene)
        self.apart, self.last = ValueTracker(apart[0]), apart[1]
        frame, hero = self.regions.frame, self.regions.hero
        low = self.regions.stage.edge(DOWN)[1]
        # In a narrow picture the words pass over the inspector.
        land, player = (0.36, 0.42) if hero.broad else (0.3, 0.33)
        high = land * hero.height
        # From edge to edge of the picture, with fakes and real notes where they are read.
        first, apart = float(hero.edge(LEFT)[0]) + _AIR * hero.width, (1 - 2 * _AIR) * hero.width
        ends = [(float(frame.edge(side)[0]) - first) / apart for side in (LEFT, RIGHT)]
        self.plot = Plot(
            Region(frame.x, low + high / 2, frame.width, high), (ends[0], ends[1]), (0.0, 1.0), bare=True
        )
        self.tall = min(player * hero.height, 0.42 * hero.width)

    def height(self, at: float) -> float:
        """The score at a place, now."""
        return float(score(np.array(at), self.apart.get_value()))

    @beat
    def ask(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        land, line = self.land()
        forger, inspector = Forger(self.tall / PIXEL), Inspector(self.tall / PIXEL, mirrored=True)
        for figure, at in ((forger, 0.0), (inspector, 1.0)):
            figure.add_updater(
                lambda f, at=at: f.stand(self.plot.c2p(at, self.height(at))), call_updater=True
            )
        rows, arrows, asks = self.rows(forger)
        hero, size = self.regions.hero, self.theme.type.title
        top = Region(hero.x, hero.edge(UP)[1] - 0.75 * size * PIXEL, hero.width, 1.5 * size * PIXEL)
        question = Label(self.word("question"), size, colors.gold, weight="BOLD", within=top, edge=ORIGIN)
        with self.narrate("question"):
            self.then(
                self.scene.clear_body(), FadeIn(land, line, forger, inspector, rows, arrows),
                run_time=motion.quick,
            )  # fmt: skip
            self.add(land, line, forger, inspector, rows, arrows)
            # The pushes go before they tell: that is the question.
            self.on("always", FadeOut(arrows), run_time=motion.swift)
            self.then(self.apart.animate.set_value(self.last), run_time=motion.slow)
            self.on("question", FadeIn(question, asks), run_time=motion.swift)

    def land(self) -> tuple[Shape, VMobject]:
        """The landscape, and its edge."""
        x = np.linspace(*self.plot.x_range, _POINTS)
        low = self.plot.c2p(0.0, 0.0)[1]

        def body() -> np.ndarray:
            top = np.array([self.plot.c2p(float(at), self.height(float(at))) for at in x])
            return np.vstack([top, [(top[-1][0], low, 0.0), (top[0][0], low, 0.0)]])

        edge = self.plot.live_curve(
            lambda: lambda at: score(at, self.apart.get_value()), self.theme.colors.discriminator
        )
        return bleeding(decoration(Shape(body, self.theme.colors.panel))), bleeding(edge)

    def rows(self, forger: Forger) -> tuple[VGroup, VGroup, VGroup]:
        """What goals are called, how hard they push, and what is asked of that: above the forger's head."""
        hero, size, colors = self.regions.hero, self.theme.type.body, self.theme.colors
        em, stacked = size * PIXEL, self.regions.hero.upright
        names = [Label(self.word(key), size, weight="BOLD") for key in ("minimax", "nonsaturating")]
        there, beyond = (float(self.plot.c2p(at, 0.0)[0]) for at in (0.0, 1.0))
        left = max(float(hero.edge(LEFT)[0]), there - _NAMES * hero.height)
        start = left if stacked else left + max(float(name.width) for name in names) + 0.5 * em
        reach = (beyond - _LENS * self.tall - 0.5 * em - start) / self.last
        step = (2 if stacked else 1) * _LINE * em

        def place(row: int) -> Point3D:
            return np.array([start, forger.get_top()[1] + 0.8 * em + (1 - row) * step, 0.0])

        def way(row: int) -> np.ndarray:
            return reach * float(pushes(np.array(0.0), self.apart.get_value())[row]) * RIGHT

        marks = [
            Line(0.4 * em * DOWN, 0.4 * em * UP, color=colors.muted, stroke_width=self.theme.line_width)
            for _ in names
        ]
        arrows = [Pull(lambda row=row: place(row), lambda row=row: way(row), colors.gold) for row in (0, 1)]

        def ride(group: VGroup) -> None:
            for row, (name, mark) in enumerate(zip(group[0], group[1], strict=True)):
                here = place(row)
                above = _LINE * em * UP if stacked else 0.0 * UP
                name.set_line(np.array([left, here[1], 0.0]) + above, LEFT)
                mark.move_to(here)

        asks = VGroup()
        for row in (0, 1):
            ask = Label("?", size, colors.gold, weight="BOLD")
            asks.add(ask.add_updater(lambda m, row=row: m.set_line(place(row) + 0.6 * em * RIGHT, LEFT)))
        rows = VGroup(VGroup(*names), VGroup(*marks))
        return rows.add_updater(ride, call_updater=True), VGroup(*arrows), asks
