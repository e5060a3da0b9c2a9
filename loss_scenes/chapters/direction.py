"""Chapter: the negative gradient says which way the parameter should go."""

from __future__ import annotations

import numpy as np
from manim import Animation, FadeIn, ReplacementTransform, ValueTracker, VMobject

from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.fit import Fit, Hill
from narrated.design.layout import Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.step_path import interpolate, prefix, steady
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Direction(Chapter):
    """A ball on the loss over the slope: pushed from either side of the best, then brought down by steps.

    Parameters
    ----------
    scene
        Where it is told.
    line
        What is turned.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line, self.title, self.step = line, self.word("direct_title"), ValueTracker(0.0)
        self.path = line.descend(line.slopes[1], steps=line.steps)

    def sketch(self, region: Region) -> Hill:
        """The chapter in small."""
        return self.line.bowl(region, 1.2)

    @beat
    def point_the_way(self, large: Fit | None = None) -> None:
        """``large``: the large picture of the line, if it is on the screen; it becomes the small one."""
        motion, line, slope = self.theme.motion, self.line, self.line.slope
        (start, beyond), (hill, marks) = line.slopes, self.hill()
        top, low = self.regions.side.inset(0.3).rows(1.25, 1, gap=0.2)
        small, numbers = line.scatter(top), self.numbers(low.inset(0.1, 0.0))
        with self.narrate("direct"):
            retitled, kept = self.retitle("direct_title", "direct_sense"), self.keep(large)
            self.on("direct", retitled, *self.panels.two(*kept), run_time=motion.swift)
            line.turn_to(start, small, hill, numbers)
            self.then(*_shrink(kept, small), run_time=motion.quick)
            self.add(small)
            self.then(FadeIn(hill.plot, hill.curve, hill.ball, hill.push, numbers), run_time=motion.brief)
            self.add(hill.ball)
            self.then(slope.animate.set_value(beyond), run_time=motion.slow)
            self.add(marks, hill.push, hill.ball)
            slope.add_updater(lambda s: s.set_value(float(interpolate(self.path, self.step.get_value()))))
            # What follows the slope reads it after it has moved.
            self.bring_to_back(slope)
            self.fill(steady(self.step, line.steps))
        slope.clear_updaters()

    def hill(self) -> tuple[Hill, Dots]:
        """The mean loss over the slope, and a mark on it for each step so far."""
        line, words = self.line, {"x_label": self.word("slope_axis"), "y_label": self.word("mse")}
        place = self.regions.main.inset(0.3)
        hill = line.bowl(place, 1.7, x_ticks=(0, 0.5, 1), y_ticks=(2, 4, 6), **words)

        def reached() -> np.ndarray:
            slopes = prefix(self.path, self.step.get_value())
            return np.column_stack([slopes, line.line.mean_loss(slopes)])

        return hill, Dots(hill.plot, reached, self.theme.colors.text, ring=True, scale=0.9)

    def numbers(self, region: Region) -> Readouts:
        """Slope, mean loss and negative gradient of the moment."""
        colors, line = self.theme.colors, self.line
        return Readouts(
            region,
            Readout(self.word("slope"), line.slope.get_value, colors.prediction),
            Readout(self.word("mse"), line.mean_loss, colors.squared),
            Readout(self.word("push"), line.push, colors.gradient, 1),
        )

    def keep(self, large: Fit | None) -> list[VMobject]:
        """What goes on from the large picture of the line, each part by itself."""
        parts = _parts(large) if large else []
        for part in parts:
            part.clear_updaters()
        self.add(*parts)
        return parts


def _shrink(parts: list[VMobject], small: Fit) -> list[Animation]:
    """Animations in which the parts of the large picture of the line become those of the small one."""
    if not parts:
        return [FadeIn(small)]
    return [ReplacementTransform(*pair) for pair in zip(parts, _parts(small), strict=True)]


def _parts(fit: Fit) -> list[VMobject]:
    """What is in the small picture as well as in the large one."""
    return [fit.plot.axes, fit.bars, fit.line, fit.dots]
