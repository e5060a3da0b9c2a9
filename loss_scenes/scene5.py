"""Scene 5: focal loss turns down the easy boxes; Huber keeps its promise about the mansion."""

from __future__ import annotations

from loss_scenes.chapters.focal import Focal
from loss_scenes.chapters.ranging import Ranging
from loss_scenes.chapters.returning import Returning
from loss_scenes.chapters.robust import Robust
from loss_scenes.lesson import LESSON
from loss_scenes.theme import STAGE_THEME
from narrated.scene.narrated_scene import NarratedScene


class EasyExamplesAndOutliers(NarratedScene):
    """Focal loss and Huber loss, each where it helps: many easy boxes, and one house that is far off."""

    lesson = LESSON
    script = "scene5"
    theme = STAGE_THEME
    staged = True

    def construct(self) -> None:
        focal = Focal(self)
        robust = Robust(self, opening=focal.skull)
        returning = Returning(self, bowl=robust)
        ranging = Ranging(self)

        focal.drown_the_few()
        focal.turn_down_the_easy()
        focal.show_where_it_is_used()
        robust.bend_the_parabola()
        returning.come_back()
        ranging.locate_the_obstacle()
