"""Chapter: what a loss is for, as three drawn things, each at its own work."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Line, ValueTracker, VGroup

from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.props import Painting, Ruler
from loss_scenes.pictures.shelves import shelves
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.things import Cat, House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Jobs(Chapter):
    """A gap beside a ruler, a ball in a bowl, and three kinds of answer.

    Parameters
    ----------
    scene
        Where it is told.
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        self.work = ValueTracker(0.0)

    @beat
    def show_three(self) -> None:
        motion, work = self.theme.motion, self.work
        (first, *others), lines = self.things()
        self.add(lines, first)
        with self.narrate("three"):
            for thing in others:
                self.then(FadeIn(thing), work.animate.increment_value(0.1), run_time=motion.quick)
            self.on("three")
            self.fill(work.animate.set_value(1.0))

    def things(self) -> tuple[list[VGroup], VGroup]:
        """The drawn things, and what they stand on where that is not the ground."""
        places, lines = shelves(self.regions, self.scene.ground.horizon, 3, self.theme, gap=0.3)
        makers: tuple[Callable[[Region], VGroup], ...] = (self.gap, self.walk, self.answers)
        return [make(place) for make, place in zip(makers, places, strict=True)], lines

    def gap(self, place: Region) -> VGroup:
        """What a house costs, what was said, and a ruler at the gap between them."""
        colors, high, wide = self.theme.colors, place.height, min(place.width, 1.4 * place.height)
        house = House(min(0.66 * wide, 0.6 * high) / PIXEL, 1)
        foot = place.edge(DOWN) + 0.13 * wide * LEFT
        roof = float(house.stand(foot).get_top()[1])
        said = roof + min(0.34 * high, float(place.edge(UP)[1]) - roof - 0.04 * high)
        plot = Plot(place, (0.0, 1.0), (0.0, 1.0), bare=True)
        (at, low), (_, top) = (plot.p2c(np.array([foot[0], y, 0.0])) for y in (roof, said))
        left, right = ((place.x + side * wide / 2, said, 0.0) for side in (-1, 1))
        line = Line(left, right, stroke_color=colors.prediction, stroke_width=self.theme.curve_width)
        reach = self.work.get_value

        def gap() -> np.ndarray:
            return np.array([(at, top, at, top - (top - low) * reach())])

        dots = DottedLines(plot, gap, colors.outlier, dot=14.0, pitch=30.0)
        aside = (0.44 * wide - 0.09 * (said - foot[1])) * RIGHT
        ruler = Ruler((said - foot[1]) / PIXEL).stand(place.edge(DOWN) + aside)
        return VGroup(house, ruler, dots, line)

    def walk(self, place: Region) -> VGroup:
        """A ball that rolls down a bowl."""
        high = min(place.height, 0.9 * place.width)
        low = Region(place.x, float(place.edge(DOWN)[1]) + high / 2, min(place.width, 1.6 * high), high)
        plot = Plot(low, (-1.08, 1.08), (-0.06, 1.16), bare=True)

        def at() -> float:
            return float(-0.94 * np.exp(-3.5 * self.work.get_value()))

        return BowlWalk(
            plot, np.square, lambda x: 2 * x, at, colors=(self.theme.colors.squared, self.theme.colors.gold),
            ball=0.17 * high, start=-1.0, longest=0.5 * high,
        )  # fmt: skip

    def answers(self, place: Region) -> VGroup:
        """A price, an animal, a picture."""
        foot, size = place.edge(DOWN), min(place.width, 1.7 * place.height) / PIXEL
        step = size * PIXEL * RIGHT
        house = House(0.52 * size, 2).stand(foot - 0.24 * step)
        painting = Painting(0.46 * size).stand(foot + 0.25 * step)
        cat = Cat(0.52 * size).stand(foot - 0.02 * step)
        work = self.work
        painting.add_updater(lambda painting: painting.paint(work.get_value()))
        painting.update()
        return VGroup(painting, house, cat)
