"""Scene 1: a guess is marked by a loss, and steps that lower the mark bring it to the truth."""

from __future__ import annotations

from loss_scenes.chapters.descending import Descending
from loss_scenes.chapters.grading import Grading
from loss_scenes.chapters.greeting import Greeting
from loss_scenes.chapters.guessing import Guessing
from loss_scenes.lesson import LESSON


class Introduction(Greeting, Guessing, Grading, Descending):
    """Greeting, title, and one error seen as a distance, as a mark and as a height that steps go down.

    What it shows (loss, first guess, rate, exam ...) are class attributes of its chapters: a subclass that
    sets them tells the same story about something else.
    """

    lesson = LESSON
    script = "scene1"

    def construct(self) -> None:
        self.greet()
        self.guess_the_truth()
        self.mark_the_exam()
        self.move_away()
        self.step_down()
