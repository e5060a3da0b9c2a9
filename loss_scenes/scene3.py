"""Scene 3: three families of losses, by what is asked for: a number, a class, a picture."""

from __future__ import annotations

from loss_scenes.chapters.classification import Classification
from loss_scenes.chapters.families import Families
from loss_scenes.chapters.generation import Generation
from loss_scenes.chapters.regression import Regression
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class ThreeFamilies(NarratedScene):
    """Houses have a price, animals a name, and a picture comes out of noise."""

    lesson = LESSON
    script = "scene3"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        families = Families(self)
        regression = Regression(self)
        classification = Classification(self)
        generation = Generation(self)

        families.name_the_families()
        regression.predict_a_number(families.handed)
        classification.predict_a_class(regression.fitted)
        generation.paint_from_noise(classification.shown)
        generation.guess_the_noise()
