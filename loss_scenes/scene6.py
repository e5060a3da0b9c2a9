"""Scene 6: three golden rules; each card holds a curve, bends it live, and fills in its rule."""

from __future__ import annotations

from loss_scenes.chapters.composing import Composing
from loss_scenes.chapters.rules import Rules
from loss_scenes.chapters.swapping import Swapping
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class GoldenRules(NarratedScene):
    """Which loss first, and which one when it does not serve: one card a task."""

    lesson = LESSON
    script = "scene6"
    theme = THEME

    def construct(self) -> None:
        rules = Rules(self)
        swapping = Swapping(self, rules=rules)
        composing = Composing(self, rules=rules)

        rules.hand_out_cards()
        swapping.bend_classification()
        swapping.bend_regression()
        composing.add_terms_for_generation()
