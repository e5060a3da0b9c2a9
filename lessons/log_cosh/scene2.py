"""Scene 2: the outlier runs away, log-cosh stays."""

from __future__ import annotations

from manim import ValueTracker

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from loss_scenes.scene5 import EasyExamplesAndOutliers


class TamedOutlier(EasyExamplesAndOutliers):
    """The same outlier as in the film, another robust loss, and other data."""

    lesson = LESSON
    script = "scene2"
    robust = LOG_COSH
    sample = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5)
    outlier_path = (1.0, 9.0)

    def set_stage(self) -> None:
        """The panels alone: what stands on them is the beat's own."""
        self.set_panels()

    def construct(self) -> None:
        """One beat of the scene that it derives from."""
        self.drag_the_outlier()

    def move_on(self, outlier: ValueTracker, far: float) -> None:
        """The outlier goes all the way; nothing is said of uses here."""
        self.fill(outlier.animate.set_value(far))
