"""Scene 3: one heap of data, three tasks: predict a number, predict a class, learn a distribution."""

from __future__ import annotations

from loss_scenes.chapters.classification import ClassificationChapter
from loss_scenes.chapters.generation import GenerationChapter
from loss_scenes.chapters.regression import RegressionChapter
from loss_scenes.lesson import LESSON


class ThreeFamilies(RegressionChapter, ClassificationChapter, GenerationChapter):
    """Regression, classification, generation: each takes its data, learns live, and folds into its card.

    What they show (homes, classes, mixture ...) are class attributes of the chapters.
    """

    lesson = LESSON
    script = "scene3"

    def construct(self) -> None:
        self.sort_by_task()
        self.predict_a_number()
        self.predict_a_class()
        self.learn_a_distribution()
