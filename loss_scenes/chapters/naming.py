"""Chapter: the formula that made the difference gets its name, and the one who speaks gives theirs."""

from __future__ import annotations

import numpy as np
from manim import ORIGIN, UP, FadeIn, FadeOut, Transform, ValueTracker

from loss_scenes.chapters.hook import Hook
from loss_scenes.losses import huber
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.two_formulas import REACH, TwoFormulas
from narrated.design.formats import WIDE
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
        stage, hero, foot = self.regions.stage, self.regions.hero, 70 * PIXEL
        if scene.format == WIDE:  # the bowl holds the title, and its arms run over the upper edge
            bowl = Region(hero.x, stage.y + foot / 2, stage.width, stage.height - foot)
            self.upper, self.lower, _ = hero.inset(0.2 * hero.width, 0).rows(2.4, 1, 1.4)
        else:
            self.upper, bowl = hero.rows(1, 1.15, gap=0.3)
            bowl = Region(bowl.x, bowl.y + foot / 2, bowl.width, bowl.height - foot)
            _, self.lower, _ = bowl.rows(0.6, 1, 1.1)
        self.formulas = bleeding(TwoFormulas(bowl))

    @beat
    @after("drag_one_line")
    def call_it_a_loss(self) -> None:
        motion, hook = self.theme.motion, self.hook
        title = self.title()
        with self.narrate("title"):
            lines = (hook.huber, hook.squared)
            for line in lines:
                line.clear_updaters()
            # The names belong to lines: they are gone before these bend.
            self.then(FadeOut(hook.line_names), run_time=motion.snap)
            bent = (Transform(line, curve) for line, curve in zip(lines, self.formulas, strict=True))
            self.then(self.clear_body(*lines), *bent, run_time=motion.calm)
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
        size = sizes.title if self.scene.format == WIDE else sizes.heading * 1.2
        name = Label(self.scene.lesson_words.presenter, size, weight="BOLD")
        self.lower.place(name)
        with self.narrate("hello"):
            self.add(ball)
            self.then(rolled.animate.set_value(0.0), FadeIn(name, shift=0.3 * UP), run_time=motion.calm)
            self.on("hello", name.animate.set_color(colors.gold).scale(1.15), run_time=motion.brief)

    def title(self) -> Label:
        """The lesson's title, as large as the bowl holds."""
        size = self.theme.type.display
        text = self.scene.lesson_words.title
        return one_row(text, 1.5 * size, self.upper, least=0.85 * size, edge=ORIGIN)
