"""Scene 5: focal loss turns down the easy examples; Huber tames the outliers."""

from __future__ import annotations

from loss_scenes.chapters.box_regression import BoxRegression
from loss_scenes.chapters.focal import Focal
from loss_scenes.chapters.robust import Robust
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class EasyExamplesAndOutliers(NarratedScene):
    """Focal loss and Huber loss, each beside the loss that it bends, and where each is used."""

    lesson = LESSON
    script = "scene5"
    theme = THEME

    def construct(self) -> None:
        focal = Focal(self)
        robust = Robust(self)
        driving = BoxRegression(self)

        focal.turn_down_easy_examples()
        focal.show_where_focal_is_used()
        robust.bend_the_parabola()
        robust.drag_the_outlier(driving.settle_on_the_car)
