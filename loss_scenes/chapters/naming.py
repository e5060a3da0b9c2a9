"""Chapter: the formula that made the difference gets its name, and the one who speaks gives theirs."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    UP,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    ValueTracker,
    rate_functions,
)

from loss_scenes.chapters.hook import Hook
from loss_scenes.losses import squared_error, squared_error_grad
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.props import Ball
from loss_scenes.pictures.robot import Robot
from loss_scenes.pictures.two_formulas import TwoFormulas
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SWING, _WAVES = 0.5, 3  # how far a hand waves to either side, in radians, and how often
_BALL = 92  # px
_RIM, _SWINGS = -2.9, 2.5  # where the ball comes in, and how often it crosses the middle


class Naming(Chapter):
    """The two formulas grow until they fill the picture; a ball rolls into their bowl, which holds the title.

    Parameters
    ----------
    scene
        Where it is told.
    hook
        Whose formulas they are.

    Attributes
    ----------
    carried
        What stays until something comes before it: curves, ball and robot.
    """

    def __init__(self, scene: NarratedScene, *, hook: Hook) -> None:
        super().__init__(scene)
        self.hook, self.rolled = hook, ValueTracker(0.0)
        stage, hero, foot = self.regions.stage, self.regions.hero, 70 * PIXEL
        if scene.format == WIDE:  # the bowl holds the title, and its arms run over the upper edge
            bowl = Region(hero.x, stage.y + foot / 2, stage.width, stage.height - foot)
            self.upper, self.lower, _ = hero.inset(0.2 * hero.width, 0).rows(2.4, 1, 1.4)
        else:  # what is read is not in the middle of the frame: both arms of each end within it, alike
            self.upper, bowl = hero.rows(1, 1.3, gap=0.2)
            reach = 2 * (bowl.x - looked_at(self.regions).edge(LEFT)[0])
            bowl = Region(bowl.x, bowl.y + foot / 2, reach, bowl.height - foot)
            _, self.lower, _ = bowl.rows(0.7, 1, 1.0)
        self.formulas = bleeding(TwoFormulas(bowl))
        self.ball = bleeding(Ball(_BALL))
        self.ball.add_updater(detached(lambda ball: ball.stand(self.lies())), call_updater=True)
        self.robot = self.model()
        self.carried = *self.formulas, self.ball, self.robot

    def lies(self) -> np.ndarray:
        """Where the ball is: it swings about the middle of the bowl, and comes to rest there."""
        rolled, plot = self.rolled.get_value(), self.formulas.plot
        at = _RIM * (1.0 - rolled) ** 1.6 * np.cos(_SWINGS * np.pi * rolled)
        here = plot.c2p(at, float(squared_error(at)))
        along = plot.c2p(at + 1.0, float(squared_error(at) + squared_error_grad(at))) - here
        lift = _BALL / 2 * PIXEL + self.theme.curve_width / 200
        return np.asarray(here + lift * np.array([-along[1], along[0], 0.0]) / np.linalg.norm(along))

    @beat
    @after("drag_one_line")
    def call_it_a_loss(self) -> None:
        motion, hook = self.theme.motion, self.hook
        title = self.title()
        with self.narrate("title") as sheet:
            small = hook.formulas
            small.huber.clear_updaters()
            # What names something is gone before that moves.
            self.then(FadeOut(hook.curve_names, hook.inset), run_time=motion.snap)
            grown = (
                ReplacementTransform(curve, large) for curve, large in zip(small, self.formulas, strict=True)
            )
            self.then(self.clear_body(*small), *grown, run_time=motion.calm)
            self.add(self.ball)
            start, named = self.scene.frame, sheet.frames["title"]
            share = (named - start) / max(sheet.end - start, 1)
            self.fill(steady(self.rolled, share))
            appears = rate_functions.squish_rate_func(rate_functions.ease_out_cubic, 0.0, 0.4)
            rolls = steady(self.rolled, 1.0)
            self.on("title", FadeIn(title, scale=0.8, rate_func=appears), rolls, run_time=motion.slow)

    @beat
    @after("call_it_a_loss")
    def say_hello(self) -> None:
        motion, sizes, colors = self.theme.motion, self.theme.type, self.theme.colors
        size = sizes.title if self.scene.format == WIDE else sizes.heading * 1.2
        name = Label(self.scene.lesson_words.presenter, size, weight="BOLD")
        self.lower.place(name)
        robot, waved = self.robot, ValueTracker(0.0)
        high = float(robot.height)
        robot.shift(high * DOWN)
        robot.add_updater(lambda robot: robot.wave(self.swing(waved.get_value())))
        with self.narrate("hello"):
            self.add(robot)
            rises: Any = robot.animate
            rises.shift(high * UP)
            self.then(FadeIn(name, shift=0.8 * UP, scale=0.6), rises, run_time=motion.calm)
            greeting = name.animate.set_color(colors.gold).scale(1.15)
            self.on("hello", greeting, steady(waved, 0.3), run_time=motion.brief)
            self.fill(steady(waved, 1.0))

    @staticmethod
    def swing(share: float) -> float:
        """How far the hand is from where it is held, in radians: it goes to and fro."""
        return _SWING * float(np.sin(2 * np.pi * _WAVES * share))

    def corner(self) -> np.ndarray:
        """Where the robot stands: on the ground, beside the bowl."""
        left, width = self.regions.hero.edge(LEFT)[0], self.robot_high() * PIXEL
        return np.array([left + 0.42 * width, self.scene.ground.horizon, 0.0])

    def robot_high(self) -> float:
        """How high the robot is, in pixels of the design."""
        return 330.0 if self.scene.format == WIDE else 190.0

    def model(self) -> Robot:
        """The model, which comes up from behind the ground to say hello."""
        robot = Robot(self.robot_high(), "glad", waving=True).stand(self.corner())
        return bleeding(robot.set_z_index(-1, family=True))

    def title(self) -> Label:
        """The lesson's title, as large as the bowl holds."""
        size = self.theme.type.display
        text = self.scene.lesson_words.title
        return one_row(text, 1.5 * size, self.upper, least=0.85 * size, edge=ORIGIN)
