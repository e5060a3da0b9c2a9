"""Scene 2: the outlier runs away, log-cosh stays."""

from __future__ import annotations

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from lessons.log_cosh.theme import THEME
from loss_scenes import Robust
from narrated import NarratedScene

SAMPLE = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5)


class TamedOutlier(NarratedScene):
    """The same outlier as in the film, another robust loss, and other data."""

    lesson = LESSON
    script = "scene2"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """The chapter's second beat."""
        robust = Robust(self, loss=LOG_COSH, sample=SAMPLE, outlier_path=(1.0, 9.0))
        robust.drag_the_outlier()
