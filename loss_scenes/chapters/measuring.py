"""Chapter: the errors of a line at many points become one number."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, VGroup

from loss_scenes.chapters.turning import Turning
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, Slider
from narrated.mobjects.residuals import StackedColumn
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class Measuring(Turning):
    """Bars at real points, and their losses piled up to the mean; the slope is turned to the best."""

    def sketch_measuring(self, region: Region) -> VGroup:
        """The chapter in small."""
        return self.scatter(region)

    @beat
    def measure(self) -> None:
        colors, place = self.theme.colors, self.regions.main
        words = {"x_label": self.word("input"), "y_label": self.word("output")}
        fit = self.scatter(place.inset(0.3), x_ticks=(4, 8, 12, 16), y_ticks=(4, 8, 12), **words)
        source = Label(self.word("source"), self.theme.type.small, colors.muted)
        source.set_line(place.inset(0.4).edge(UP + RIGHT) + 0.1 * DOWN, RIGHT)
        top, middle, low = self.regions.side.inset(0.4).rows(1, 2.7, 0.8, gap=0.12)
        slider = Slider(top, self.word("slope"), self.slope, *self.slopes, colors.prediction)
        beside, pile = middle.columns(1, 1)
        full = float(self.line.mean_loss(self.slopes[0]))
        line, slope = self.line, self.slope.get_value
        column = StackedColumn(pile.inset(0.3, 0.0), lambda: line.parts(slope()), full, colors.squared)
        caption = Label(self.word("pile"), color=colors.muted).set_line(beside.edge(LEFT), LEFT)
        number = Readouts(low, Readout(self.word("mse"), self.mean_loss, colors.squared))
        with self.narrate("measure"):
            retitled = self.retitle("measure_title", "measure_sense")
            self.on("measure", retitled, *self.two_panels(), run_time=0.3)
            self.turn_to(self.slopes[0], fit, slider, column, number)
            self.then(FadeIn(fit.plot, fit.dots, source), run_time=0.3)
            self.then(FadeIn(fit.line, slider), run_time=0.3)
            self.then(FadeIn(fit.bars, caption, number), FadeIn(column, shift=RIGHT), run_time=0.6)
            self.add(fit.dots)
            self.large = fit
            self.fill(self.slope.animate.set_value(self.best))
