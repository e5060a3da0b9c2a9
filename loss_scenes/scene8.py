"""Scene 8: the five curves return, roll their marks to the bottom, and gather under the last words."""

from __future__ import annotations

from loss_scenes.chapters.recap import Recap
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class EndCard(NarratedScene):
    """Each loss once more on its own argument; then all on one, and the call to follow."""

    lesson = LESSON
    script = "scene8"
    theme = THEME

    def construct(self) -> None:
        recap = Recap(self)

        recap.return_in_colour()
        recap.gather()
