"""Chapter: the errors of a line at many points become one number."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, FadeIn

from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.fit import Fit
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, Slider
from narrated.mobjects.residuals import StackedColumn
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Measuring(Chapter):
    """Bars at real points, and their losses piled up to the mean; the slope is turned to the best.

    Parameters
    ----------
    scene
        Where it is told.
    line
        What is turned.

    Attributes
    ----------
    fit
        The large picture of the line.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line, self.title = line, self.word("measure_title")
        words = {"x_label": self.word("input"), "y_label": self.word("output")}
        place = self.regions.main.inset(0.3)
        self.fit = line.scatter(place, x_ticks=(4, 8, 12, 16), y_ticks=(4, 8, 12), **words)

    def sketch(self, region: Region) -> Fit:
        """The chapter in small."""
        return self.line.scatter(region)

    @beat
    def measure(self) -> None:
        motion, line, fit = self.theme.motion, self.line, self.fit
        top, middle, low = self.regions.side.inset(0.4).rows(1, 2.7, 0.8, gap=0.12)
        slider = Slider(top, self.word("slope"), line.slope, *line.slopes, self.theme.colors.prediction)
        column, caption = self.pile(middle)
        number = Readouts(low, Readout(self.word("mse"), line.mean_loss, self.theme.colors.squared))
        source = self.source()
        with self.narrate("measure"):
            retitled = self.retitle("measure_title", "measure_sense")
            self.on("measure", retitled, *self.panels.two(), run_time=motion.brief)
            line.turn_to(line.slopes[0], fit, slider, column, number)
            self.then(FadeIn(fit.plot, fit.dots, source), run_time=motion.brief)
            self.then(FadeIn(fit.line, slider), run_time=motion.brief)
            piled = FadeIn(fit.bars, caption, number), FadeIn(column, shift=RIGHT)
            self.then(*piled, run_time=motion.calm)
            self.add(fit.dots)
            self.fill(line.slope.animate.set_value(line.best))

    def pile(self, region: Region) -> tuple[StackedColumn, Label]:
        """The losses of the points, one on the other, and what they are."""
        colors, line, slope = self.theme.colors, self.line.line, self.line.slope.get_value
        beside, pile = region.columns(1, 1)
        full = float(line.mean_loss(self.line.slopes[0]))
        column = StackedColumn(pile.inset(0.3, 0.0), lambda: line.parts(slope()), full, colors.squared)
        return column, Label(self.word("pile"), color=colors.muted).set_line(beside.edge(LEFT), LEFT)

    def source(self) -> Label:
        """Where the points come from."""
        label = Label(self.word("source"), self.theme.type.small, self.theme.colors.muted)
        return label.set_line(self.regions.main.inset(0.4).edge(UP + RIGHT) + 0.1 * DOWN, RIGHT)
