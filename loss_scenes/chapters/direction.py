"""Chapter: the negative gradient says which way the parameter should go."""

from __future__ import annotations

import numpy as np
from manim import Animation, FadeIn, ReplacementTransform, ValueTracker, VGroup, VMobject

from loss_scenes.chapters.turning import Turning
from loss_scenes.models import gradient_descent
from loss_scenes.pictures.fit import Fit
from narrated.design.layout import Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.step_path import standing, steady, visited
from narrated.scene.narrated_scene import beat


class Direction(Turning):
    """A ball on the loss over the slope: pushed from either side of the best, then brought down by steps."""

    def sketch_direction(self, region: Region) -> VGroup:
        """The chapter in small."""
        return self.bowl(region, 1.2)

    def large_parts(self) -> list[VMobject]:
        """What goes on from the large picture of the line, if that is on the screen, each by itself."""
        parts = _parts(self.large) if self.large else []
        for part in parts:
            part.clear_updaters()
        self.add(*parts)
        return parts

    def shrink(self, small: Fit) -> list[Animation]:
        """Animations in which the large picture of the line becomes the small one."""
        large, self.large = self.large, None
        if large is None:
            return [FadeIn(small)]
        return [ReplacementTransform(*pair) for pair in zip(_parts(large), _parts(small), strict=True)]

    @beat
    def point_the_way(self) -> None:
        colors, slope = self.theme.colors, self.slope
        start, beyond = self.slopes
        words = {"x_label": self.word("slope_axis"), "y_label": self.word("mse")}
        hill = self.bowl(self.regions.main.inset(0.3), 1.7, x_ticks=(0, 0.5, 1), y_ticks=(2, 4, 6), **words)
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

        marks = Dots(hill.plot, reached, colors.text, ring=True, scale=0.9)
        with self.narrate("direct"):
            retitled = self.retitle("direct_title", "direct_sense")
            self.on("direct", retitled, *self.two_panels(*self.large_parts()), run_time=0.2)
            self.turn_to(start, small, hill, numbers)
            self.then(*self.shrink(small), run_time=0.4)
            self.add(small)
            self.then(FadeIn(hill.plot, hill.curve, hill.ball, hill.push, numbers), run_time=0.3)
            self.add(hill.ball)
            self.then(slope.animate.set_value(beyond), run_time=1.6)
            self.add(marks, hill.push, hill.ball)
            slope.add_updater(lambda s: s.set_value(float(standing(path, step.get_value()))))
            # What follows the slope reads it after it has moved.
            self.bring_to_back(slope)
            self.fill(steady(step, self.steps))
        slope.clear_updaters()


def _parts(fit: Fit) -> list[VMobject]:
    """What is in the small picture as well as in the large one."""
    return [fit.plot.axes, fit.bars, fit.line, fit.dots]
