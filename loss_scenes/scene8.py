"""Scene 8: the five curves return, the mansion asks its question, and the call to follow stays."""

from __future__ import annotations

from loss_scenes.chapters.choosing import Choosing
from loss_scenes.chapters.recap import Recap
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class EndCard(NarratedScene):
    """Each loss once more on its own argument; then a question, and the call to follow."""

    lesson = LESSON
    script = "scene8"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        recap = Recap(self)
        choosing = Choosing(self)

        recap.return_in_colour()
        choosing.ask()
        recap.call_to_follow(choosing.street)
