"""Chapter: where a robust loss is used, a box that is fitted to what a laser saw of a car."""

from __future__ import annotations

from manim import Animation, FadeIn

from loss_scenes.pictures.lidar import LidarBox
from narrated.design.layout import Region
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter


class BoxRegression(Chapter):
    """A predicted box slides onto a car outlined by laser (schematic)."""

    def settle_on_the_car(self, place: Region) -> Animation:
        """Bring the scan in at its word; the box is moved by what is returned."""
        colors, sizes = self.theme.colors, self.theme.type
        title_row, scan, source_row = place.rows(0.9, 3.4, 0.7, gap=0.1)
        title = Label(self.word("driving"), sizes.label).set_line(title_row.center)
        car = LidarBox(scan, colors.target, colors.huber)
        source = Label(self.word("driving_source"), sizes.small, colors.muted)
        source.set_line(source_row.center)
        self.on("driving", FadeIn(title), FadeIn(car), FadeIn(source), run_time=self.theme.motion.swift)
        return car.settle()
