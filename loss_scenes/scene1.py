"""Scene 1: a guess is marked by a loss, and steps that lower the mark bring it to the truth."""

from __future__ import annotations

from loss_scenes.chapters.descending import Descending
from loss_scenes.chapters.grading import Grading
from loss_scenes.chapters.greeting import Greeting
from loss_scenes.chapters.guess import Guess
from loss_scenes.chapters.guessing import Guessing
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class Introduction(NarratedScene):
    """Greeting, title, and one error seen as a distance, as a mark and as a height that steps go down."""

    lesson = LESSON
    script = "scene1"
    theme = THEME

    def construct(self) -> None:
        guess = Guess()
        greeting = Greeting(self)
        guessing = Guessing(self, guess=guess)
        grading = Grading(self, guess=guess)
        descending = Descending(self, guess=guess)

        greeting.greet()
        guessing.guess_the_truth()
        grading.mark_the_exam()
        descending.move_away()
        descending.step_down()
