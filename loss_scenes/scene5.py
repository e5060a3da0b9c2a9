"""Scene 5: focal loss turns down the easy examples; Huber tames the outliers."""

from __future__ import annotations

from manim import FadeIn, ValueTracker

from loss_scenes.chapters.focal import FocalChapter
from loss_scenes.chapters.robust import RobustChapter
from loss_scenes.lesson import LESSON
from loss_scenes.pictures.lidar import LidarBox
from narrated.mobjects.text import Label


class EasyExamplesAndOutliers(FocalChapter, RobustChapter):
    """Focal loss and Huber loss, each beside the loss that it bends.

    What they show (the loss, its parameter, the examples ...) are class attributes of the two chapters.
    """

    lesson = LESSON
    script = "scene5"

    def construct(self) -> None:
        self.turn_down_easy_examples()
        self.show_where_focal_is_used()
        self.bend_the_parabola()
        self.drag_the_outlier()

    def move_on(self, outlier: ValueTracker, far: float) -> None:
        """The outlier goes; meanwhile a predicted box slides onto a car outlined by laser (schematic)."""
        self.fill(outlier.animate.set_value((outlier.get_value() + far) / 2))
        colors, sizes = self.theme.colors, self.theme.type
        place = self.regions.side.inset(0.4, 0.3).rows(1, 1.5, gap=0.3)[1]
        title_row, scan, source_row = place.rows(0.9, 3.4, 0.7, gap=0.1)
        title = Label(self.word("driving"), sizes.label).set_line(title_row.center)
        car = LidarBox(scan, colors.target, colors.huber)
        source = Label(self.word("driving_source"), sizes.small, colors.muted)
        source.set_line(source_row.center)
        self.on("driving", FadeIn(title), FadeIn(car), FadeIn(source), run_time=0.2)
        self.fill(car.settle(), outlier.animate.set_value(far))
