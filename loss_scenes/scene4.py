"""Scene 4: the squared error and its outlier, cross-entropy and its wrong label, the hinge and its street."""

from __future__ import annotations

from loss_scenes.chapters.cross_entropy import CrossEntropy
from loss_scenes.chapters.hinge import Hinge
from loss_scenes.chapters.portraits import Portraits
from loss_scenes.chapters.squared import SquaredError
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class SquaredCrossEntropyHinge(NarratedScene):
    """Three classics: what each counts, and what each is afraid of or indifferent to."""

    lesson = LESSON
    script = "scene4"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        portraits = Portraits(self)
        squared = SquaredError(self)
        cross_entropy = CrossEntropy(self)
        hinge = Hinge(self)

        portraits.name_the_classics()
        squared.square_the_error()
        squared.square_the_outlier()
        cross_entropy.ask_for_the_right_word()
        cross_entropy.grow_with_the_surprise()
        cross_entropy.fear_a_wrong_label()
        hinge.find_the_widest_street()
        hinge.walk_away_for_free()
