"""Chapter: an inspector that is always right leaves no slope under the forger; the question."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Line,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D, Vector3D

from lessons.adversarial.models.terrain import score, slope
from lessons.adversarial.pictures.players import Forger, Inspector
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_HAND, _LENS = 0.5, 0.7  # how far the forger reaches to the right, and the inspector to the left, by height
_NAME = 0.35  # how high the landscape's name stands in it
_POINTS = 321  # along the landscape
_STEP = 0.02  # half the step that is left at last, along the landscape
_LONGEST = 0.9  # of the arrow, by the room there is


class AlwaysRight(Chapter):
    """The score as a landscape on which the forger stands: where it is flat, nothing pushes.

    The arrow before the forger is the slope under its feet, to one scale.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    reach
        Of fakes and real notes, at first and at last: see `lessons.adversarial.models.terrain`. At 1/2 the
        inspector is always right.
    """

    def __init__(self, scene: NarratedScene, *, reach: tuple[float, float] = (1.35, 0.5)) -> None:
        super().__init__(scene)
        self.reach, self.last = ValueTracker(reach[0]), reach[1]
        frame, hero = self.regions.frame, self.regions.hero
        low = self.regions.stage.edge(DOWN)[1]
        # In a narrow picture the players are small, and stand far apart: between them is the arrow.
        land, player, air = (0.36, 0.42, 0.22) if hero.broad else (0.3, 0.27, 0.16)
        if hero.upright:
            land, player, air = 0.42, 0.35, 0.14
        high = land * hero.height
        # From edge to edge of the picture, with fakes and real notes where they are read.
        first, apart = float(hero.edge(LEFT)[0]) + air * hero.width, (1 - 2 * air) * hero.width
        ends = [(float(frame.edge(side)[0]) - first) / apart for side in (LEFT, RIGHT)]
        self.plot = Plot(
            Region(frame.x, low + high / 2, frame.width, high), (ends[0], ends[1]), (0.0, 1.0), bare=True
        )
        self.tall = min(player * hero.height, 0.42 * hero.width)
        self.unit = _LONGEST * (apart - (_HAND + _LENS) * self.tall) / float(slope(np.array(0.0), reach[0]))

    def height(self, at: float) -> float:
        """The score at a place, now."""
        return float(score(np.array(at), self.reach.get_value()))

    def way(self) -> Vector3D:
        """The push on the forger, now: as long as the score is steep, and along it."""
        steep = float(slope(np.array(0.0), self.reach.get_value()))
        along = self.plot.c2p(1.0, steep) - self.plot.c2p(0.0, 0.0)
        return np.asarray(self.unit * steep * along / np.linalg.norm(along))

    @beat
    def ask(self) -> None:
        motion, colors, hero, sizes = self.theme.motion, self.theme.colors, self.regions.hero, self.theme.type
        land, line = self.land()
        forger, inspector = Forger(self.tall / PIXEL), Inspector(self.tall / PIXEL, mirrored=True)
        for figure, at in ((forger, 0.0), (inspector, 1.0)):
            figure.add_updater(
                lambda f, at=at: f.stand(self.plot.c2p(at, self.height(at))), call_updater=True
            )
        push = Pull(self.hand, self.way, colors.gold)
        score_name, push_name = self.names()
        flat = self.flat()
        top = Region(
            hero.x, hero.edge(UP)[1] - 0.75 * sizes.title * PIXEL, hero.width, 1.5 * sizes.title * PIXEL
        )
        question = Label(
            self.word("question"), sizes.title, colors.gold, weight="BOLD", within=top, edge=ORIGIN
        )
        shown = forger, inspector, push, score_name, push_name
        with self.narrate("question"):
            # Who was there leaves before these come.
            self.then(self.scene.clear_body(), FadeIn(land, line), run_time=motion.swift)
            self.then(FadeIn(*shown), run_time=motion.swift)
            self.add(land, line, *shown)
            self.on("always")
            # The arrow goes, and its name with it; what that means is the question.
            gone = FadeOut(push_name, rate_func=squish_rate_func(smooth, 0.3, 0.7))
            self.fill(self.reach.animate.set_value(self.last), gone)
            self.on("flat", FadeIn(flat), run_time=motion.swift)
            self.on("question", FadeIn(question), run_time=motion.swift)

    def hand(self) -> Point3D:
        """Where the push begins: before the forger's hand."""
        foot = self.plot.c2p(0.0, self.height(0.0))
        return np.asarray(foot + self.tall * (_HAND * RIGHT + 0.45 * UP))

    def names(self) -> tuple[Label, Label]:
        """What the landscape and the arrow are called."""
        colors, size = self.theme.colors, self.theme.type.body
        em, hero = size * PIXEL, self.regions.hero
        score_name = Label(self.word("score"), size, colors.discriminator, weight="BOLD")
        score_name.move_to(
            np.array([hero.edge(RIGHT)[0], self.plot.c2p(1.0, _NAME)[1], 0.0]), aligned_edge=RIGHT
        )
        push_name = Label(self.word("push"), size, colors.gold, weight="BOLD")
        # It begins before the hand, so that in a narrow picture it ends before the step.
        push_name.set_line(self.hand() + (0.5 * self.tall + 0.4 * em) * UP + 0.25 * self.tall * LEFT, LEFT)
        return score_name, push_name

    def flat(self) -> VGroup:
        """The landscape where it is flat at last, on both sides of its step."""
        (first, last), reach = self.plot.x_range, 0.5 - _STEP
        ends = (((first, 0.0), (reach, 0.0)), ((1 - reach, 1.0), (last, 1.0)))
        lines = VGroup(
            *(Line(self.plot.c2p(*start), self.plot.c2p(*end)) for start, end in ends),
        )
        lines.set_stroke(self.theme.colors.gold, 1.4 * self.theme.curve_width)
        return bleeding(decoration(lines))

    def land(self) -> tuple[Shape, VMobject]:
        """The landscape, and its edge."""
        x = np.linspace(*self.plot.x_range, _POINTS)
        low = self.plot.c2p(0.0, 0.0)[1]

        def body() -> np.ndarray:
            heights = score(x, self.reach.get_value())
            top = np.array([self.plot.c2p(*at) for at in zip(x, heights, strict=True)])
            return np.vstack([top, [(top[-1][0], low, 0.0), (top[0][0], low, 0.0)]])

        edge = self.plot.live_curve(
            lambda: lambda at: score(at, self.reach.get_value()), self.theme.colors.discriminator
        )
        return bleeding(decoration(Shape(body, self.theme.colors.panel))), bleeding(edge)
