"""Scene 2: the outlier runs away, log-cosh stays."""

from __future__ import annotations

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from loss_scenes import RobustChapter


class TamedOutlier(RobustChapter):
    """The same outlier as in the film, another robust loss, and other data."""

    lesson = LESSON
    script = "scene2"
    robust = LOG_COSH
    sample = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5)
    outlier_path = (1.0, 9.0)

    def construct(self) -> None:
        """The chapter's second beat."""
        self.drag_the_outlier()
