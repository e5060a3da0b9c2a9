"""Chapter: the formula that made the difference gets its name, and the one who speaks gives theirs."""

from __future__ import annotations

import numpy as np
from manim import ORIGIN, UP, FadeIn, Transform, ValueTracker

from loss_scenes.chapters.hook import Hook
from loss_scenes.losses import huber
from loss_scenes.pictures.two_formulas import REACH, TwoFormulas
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat


class Naming(Chapter):
    """The two lines bend into the two losses that they were fitted by; between these stands the title.

    Parameters
    ----------
    scene
        Where it is told.
    hook
        Whose lines become the losses.
    """

    def __init__(self, scene: NarratedScene, *, hook: Hook) -> None:
        super().__init__(scene)
        self.hook = hook
        stage, hero = self.regions.stage, self.regions.hero
        foot = 70 * PIXEL
        self.bowl = Region(hero.x, stage.y + foot / 2, stage.width, stage.height - foot)
        self.formulas = bleeding(TwoFormulas(self.bowl))

    @beat
    @after("drag_one_line")
    def call_it_a_loss(self) -> None:
        motion, hook = self.theme.motion, self.hook
        title = self.title()
        with self.narrate("title"):
            lines = (hook.huber, hook.squared)
            for line in lines:
                line.clear_updaters()
            gone = self.clear_body(*lines)
            bent = (Transform(line, curve) for line, curve in zip(lines, self.formulas, strict=True))
            self.then(gone, *bent, run_time=motion.calm)
            self.on("title", FadeIn(title, scale=0.8), run_time=motion.brief)

    @beat
    @after("call_it_a_loss")
    def say_hello(self) -> None:
        motion, sizes, colors = self.theme.motion, self.theme.type, self.theme.colors
        rolled = ValueTracker(-REACH)
        at, plot = rolled.get_value, self.formulas.plot
        ball = bleeding(
            Dots(plot, lambda: np.array([(at(), huber(at(), delta=1.0))]), colors.text, scale=2.4)
        )
        name = Label(self.scene.lesson_words.presenter, sizes.title, colors.gold, weight="BOLD")
        self.lower.place(name)
        with self.narrate("hello"):
            self.add(ball)
            self.then(rolled.animate.set_value(0.0))
            self.on("hello", FadeIn(name, shift=0.3 * UP), run_time=motion.brief)

    def title(self) -> Label:
        """The lesson's title, as large as the bowl holds."""
        hero = self.regions.hero
        upper, self.lower, _ = hero.inset(0.06 * hero.width, 0).rows(2.4, 1, 1.4)
        size = 1.5 * self.theme.type.display
        text = self.scene.lesson_words.title
        return Label(text, size, weight="BOLD", within=upper, edge=ORIGIN)
