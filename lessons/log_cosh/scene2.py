"""Scene 2: the outlier runs away, log-cosh stays."""

from __future__ import annotations

from typing import Any

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

    def show_where_it_is_used(self, *meanwhile: Any) -> None:
        """Nothing is said of uses here: the outlier just moves on."""
        self.fill(*meanwhile)
