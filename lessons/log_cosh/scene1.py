"""Scene 1: log-cosh bends the parabola without a corner."""

from __future__ import annotations

from lessons.log_cosh.lesson import LESSON
from lessons.log_cosh.loss import LOG_COSH
from lessons.log_cosh.theme import THEME
from loss_scenes import Robust
from narrated import NarratedScene


class SmoothBend(NarratedScene):
    """The parabola bends into log-cosh; words, loss and colour are this lesson's own."""

    lesson = LESSON
    script = "scene1"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """The chapter's first beat."""
        robust = Robust(self, loss=LOG_COSH)
        robust.bend_the_parabola()
