"""Chapter: what a loss is for, as three drawn things, each at its own work."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, ValueTracker, VGroup

from loss_scenes.models.descent import gradient_descent
from loss_scenes.pictures.bowl_walk import BowlWalk
from loss_scenes.pictures.props import Ruler, Sorter
from loss_scenes.pictures.shelves import in_sight, named_rows, names_of_one_size, shelf_lines
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_JOBS = "measures", "guides", "fits"  # words
_STEPS = 6
"""Of the ball in the bowl."""
_LOW, _BOARD = 1.15, 1.4  # of a place's height, the most that a gap and a board of pieces are wide


class Jobs(Chapter):
    """A gap beside a ruler, a ball in a bowl, and pieces that fit into their own holes; all equally large.

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
        motion, work, ink = self.theme.motion, self.work, self.theme.colors.text
        things, names, lines = self.things()
        self.add(lines, *things, *names)
        with self.narrate("three"):
            *called, last = (name.animate.set_color(ink) for name in names)
            for done, call in enumerate(called, 1):
                self.then(call, steady(work, done), run_time=motion.calm)
            self.on("three", last, steady(work, len(names) - 0.6), run_time=motion.quick)
            self.fill(steady(work, len(names)))

    def things(self) -> tuple[list[VGroup], list[Label], VGroup]:
        """The drawn things, the names of their jobs, and what they stand on where that is not the ground."""
        horizon = self.scene.ground.horizon
        if self.regions.frame.broad:
            columns = in_sight(self.regions, horizon).columns(*[1] * len(_JOBS), gap=0.3)
            parts = [self.room(place) for place in columns]
        else:
            parts = named_rows(self.regions, horizon, len(_JOBS), gap=0.2)
        lines = shelf_lines(self.regions, horizon, [thing for thing, _ in parts], self.theme)
        makers: tuple[Callable[[Region], VGroup], ...] = (self.gap, self.walk, self.fitting)
        things = [bleeding(make(thing)) for make, (thing, _) in zip(makers, parts, strict=True)]
        words, size = [self.word(key) for key in _JOBS], self.theme.type.heading
        names = names_of_one_size(words, [name for _, name in parts], self.regions.hero, size)
        return things, names, lines

    def worked(self, job: int) -> float:
        """How far a thing has done its work; one works after the other."""
        return float(np.clip(self.work.get_value() - job, 0.0, 1.0))

    def room(self, place: Region) -> tuple[Region, Region]:
        """Of a high place: the thing's, on its foot and hardly higher than broad, and its name's, above."""
        size = self.theme.type.heading * PIXEL
        free = place.height - 1.25 * size
        wide = 0.94 * min(place.width, free)
        high = min(0.94 * free, 1.25 * wide)
        thing = Region(place.x, float(place.edge(DOWN)[1]) + high / 2, wide, high)
        return thing, Region(place.x, float(place.edge(UP)[1]) - 0.55 * size, place.width, 1.1 * size)

    def gap(self, place: Region) -> VGroup:
        """A house, what was said of its price, and a ruler at the gap between them."""
        colors, theme = self.theme.colors, self.theme
        # In a low place the roof stays clear of the price that was said.
        wide = min(place.width, _LOW * place.height)
        house = House(0.62 * wide / PIXEL, 1).stand(place.edge(DOWN) + 0.19 * place.width * LEFT)
        x, middle, _ = house.get_center()
        said = float(place.edge(UP)[1]) - 0.05 * wide
        plot = Plot(place, (0.0, 1.0), (0.0, 1.0), bare=True)
        aside = float(house.get_edge_center(RIGHT)[0]) + 0.07 * wide
        (at, low), (_, top) = (plot.p2c(np.array([aside, y, 0.0])) for y in (middle, said))
        left, right = ((place.x + end * place.width / 2, said, 0.0) for end in (-1, 1))
        line = Line(left, right, stroke_color=colors.prediction, stroke_width=theme.curve_width)
        level = Line((x, middle, 0.0), (right[0], middle, 0.0), stroke_color=colors.drawn_mid)
        level.set_stroke(width=theme.line_width)

        def gap() -> np.ndarray:
            return np.array([(at, top, at, top - (top - low) * self.worked(0))])

        dots = DottedLines(plot, gap, colors.outlier, dot=20.0, pitch=38.0)
        ruler = Ruler((said - middle) / PIXEL).stand((aside + 0.19 * wide, middle, 0.0))
        return VGroup(level, house, ruler, dots, line)

    def walk(self, place: Region) -> VGroup:
        """A ball that rolls down a bowl."""
        plot = Plot(place, (-1.08, 1.08), (-0.06, 1.16), bare=True)

        path = gradient_descent(lambda w: 2 * w, -0.94, rate=0.15, steps=_STEPS)

        def at() -> float:
            return float(interpolate(path, _STEPS * self.worked(1)))

        return BowlWalk(
            plot, np.square, lambda x: 2 * x, at, colors=(self.theme.colors.squared, self.theme.colors.gold),
            ball=0.17 * min(place.width, place.height), reach=0.45,
        )  # fmt: skip

    def fitting(self, place: Region) -> VGroup:
        """A piece for every hole: the loss that fits the task."""
        colors = self.theme.colors
        wide = min(place.width, _BOARD * place.height)
        sorter = Sorter(
            wide / PIXEL, (colors.squared, colors.cross_entropy, colors.huber), place.height / wide
        )
        sorter.stand(place.edge(DOWN))
        sorter.add_updater(lambda sorter: sorter.fit(self.worked(2)))
        sorter.update()
        return sorter
