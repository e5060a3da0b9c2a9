"""Scene 1: log-cosh bends the parabola without a corner."""

from __future__ import annotations

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from loss_scenes.scene5 import EasyExamplesAndOutliers


class SmoothBend(EasyExamplesAndOutliers):
    """The parabola bends into log-cosh; words, loss and colour are this lesson's own."""

    lesson = LESSON
    script = "scene1"
    robust = LOG_COSH

    def set_stage(self) -> None:
        """The panels alone: what stands on them is the beat's own."""
        self.set_panels()

    def construct(self) -> None:
        """One beat of the scene that it derives from."""
        self.bend_the_parabola()
