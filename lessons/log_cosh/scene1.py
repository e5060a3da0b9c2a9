"""Scene 1: log-cosh bends the parabola without a corner."""

from __future__ import annotations

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from loss_scenes import RobustChapter


class SmoothBend(RobustChapter):
    """The parabola bends into log-cosh; words, loss and colour are this lesson's own."""

    lesson = LESSON
    script = "scene1"
    robust = LOG_COSH

    def construct(self) -> None:
        """The chapter's first beat."""
        self.bend_the_parabola()
