"""Scene 3: one heap of data, three tasks: predict a number, predict a class, learn a distribution."""

from __future__ import annotations

from loss_scenes.chapters.classification import Classification
from loss_scenes.chapters.families import Families
from loss_scenes.chapters.generation import Generation
from loss_scenes.chapters.regression import Regression
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class ThreeFamilies(NarratedScene):
    """Regression, classification, generation: each takes its data, learns live, and folds into its card."""

    lesson = LESSON
    script = "scene3"
    theme = THEME

    def construct(self) -> None:
        regression = Regression(self)
        classification = Classification(self)
        generation = Generation(self)
        families = Families(self, regression.family, classification.family, generation.family)

        families.sort_by_task()
        regression.predict_a_number(families)
        classification.predict_a_class(families)
        generation.learn_a_distribution(families)
