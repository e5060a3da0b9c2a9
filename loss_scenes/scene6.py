"""Scene 6: three golden rules, one open at a time; each says what is first, and what if that fails."""

from __future__ import annotations

from loss_scenes.chapters.composing import Composing
from loss_scenes.chapters.rules import Rules
from loss_scenes.chapters.swapping import Swapping
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class GoldenRules(NarratedScene):
    """Which loss first, and which one when it does not serve: one rule a task."""

    lesson = LESSON
    script = "scene6"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        rules = Rules(self)
        swapping = Swapping(self, rules=rules)
        composing = Composing(self, rules=rules)

        rules.show_the_three()
        swapping.focus_on_the_hard_one()
        swapping.bend_regression()
        composing.add_terms_for_generation()
