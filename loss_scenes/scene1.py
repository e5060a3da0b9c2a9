"""Scene 1: one formula makes one line hold and lets another be dragged off; it marks, and marks improve."""

from __future__ import annotations

from loss_scenes.chapters.hook import Hook
from loss_scenes.chapters.learning import Learning
from loss_scenes.chapters.naming import Naming
from loss_scenes.chapters.rubric import Rubric
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class Introduction(NarratedScene):
    """The hook, who speaks of what, how a loss marks a guess, and how a line learns by its marks."""

    lesson = LESSON
    script = "scene1"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        hook = Hook(self)
        naming = Naming(self, hook=hook)
        rubric = Rubric(self)
        learning = Learning(self)

        hook.let_the_mansion_fall()
        hook.drag_one_line()
        naming.call_it_a_loss()
        naming.say_hello()
        rubric.mark_the_guesses(*naming.carried)
        learning.lose_fewer_points()
