"""Chapter: the negative gradient says which way the parameter should go."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.turning import Turning
from loss_scenes.estimation import gradient_descent
from loss_scenes.mobjects.marks import Dots
from loss_scenes.mobjects.panel import Readout, Readouts, panel
from loss_scenes.mobjects.walk import standing, steady, visited
from loss_scenes.stage.regions import Region
from loss_scenes.stage.scene import beat


class Direction(Turning):
    """A ball on the loss over the slope: pushed from either side of the best, then brought down by steps."""

    def sketch_direction(self, region: Region) -> VGroup:
        """The chapter in small."""
        return self.bowl(region, 1.2)

    @beat
    def point_the_way(self) -> None:
        colors, slope = self.theme.colors, self.slope
        start, beyond = self.slopes
        slope.set_value(start)
        words = {"x_label": self.word("slope_axis"), "y_label": self.word("mse")}
        hill = self.bowl(self.regions.main.inset(0.3), 2.0, x_ticks=(0, 0.5, 1), y_ticks=(2, 4, 6), **words)
        top, low = self.regions.side.inset(0.3).rows(1.25, 1, gap=0.2)
        small = self.scatter(top)
        numbers = Readouts(
            low.inset(0.1, 0.0),
            Readout(self.word("slope"), slope.get_value, colors.prediction),
            Readout(self.word("mse"), self.mean_loss, colors.squared),
            Readout(self.word("push"), self.push, colors.gradient, 1),
        )
        line, step = self.line, ValueTracker(0.0)
        path = gradient_descent(line.mean_loss_grad, beyond, rate=self.rate, steps=self.steps)

        def reached() -> np.ndarray:
            slopes = visited(path, step.get_value())
            return np.column_stack([slopes, line.mean_loss(slopes)])

        marks = Dots(hill.plot, reached, colors.text, ring=True, scale=1.2)
        with self.narrate("direct"):
            self.then(self.clear_body(), run_time=0.15)
            grounds = panel(self.regions.main), panel(self.regions.side)
            shown = FadeIn(*grounds, hill.plot, hill.curve, small, numbers), FadeIn(hill.ball)
            self.on("direct", self.retitle("direct_title", "direct_sense"), *shown, run_time=0.3)
            self.then(FadeIn(hill.push), run_time=0.3)
            self.add(hill.ball)
            self.then(slope.animate.set_value(beyond), run_time=1.6)
            self.add(marks, hill.push, hill.ball)
            slope.add_updater(lambda s: s.set_value(float(standing(path, step.get_value()))))
            self.add(slope)
            self.fill(steady(step, self.steps))
        slope.clear_updaters()
