"""Chapter: every gap becomes a square, and the squares level into one, which is their mean: a number."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, ValueTracker

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.squares import MeanOfSquares
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BACK = -2  # depth of the squares
_SMALL = 0.45  # of their size: what houses are beside their squares


class Measuring(Chapter):
    """Every house and what the line says of it; the squares on the gaps, and their mean in points.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.landed, self.levelled, self.gathered = (ValueTracker(0.0) for _ in range(4))
        place = in_sight(self.regions, scene.ground.horizon)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.ink = SQUARED.color(self.theme.colors)
        self.homes = bleeding(Houses(self.plot))
        # Sides of the squares, in its colour, lie along it: it is what they stand on.
        self.said = decoration(line.drawn_on(self.plot, self.plot.x_range)).set_z_index(-1)
        self.squares, self.number, self.name = self.result()
        self.mean_square = self.squares.one

    @beat
    def measure(self) -> None:
        """Houses make room; every gap goes down and opens into its square; these level into one number."""
        motion, gaps, squares = self.theme.motion, self.gaps(), self.squares
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said), run_time=motion.brief)
            self.add(gaps)
            small = [house.animate.scale(_SMALL) for house in self.homes.drawn]
            small.append(self.homes.stems.animate.set_stroke(opacity=0.0))
            self.on("measure", self.grown.animate.set_value(1.0), *small, run_time=motion.quick)
            self.add(squares, gaps)
            self.then(steady(self.landed, 1.0), run_time=motion.beat)
            self.then(self.levelled.animate.set_value(1.0), run_time=motion.calm)
            self.then(steady(self.gathered, 1.0), run_time=motion.swift)
            self.remove(squares.each)
            self.fill(FadeIn(self.name))
            self.on("number", FadeIn(self.number), run_time=motion.swift)

    def come_to_rest(self) -> None:
        """Let the squares have become one, told or not."""
        for tracker in (self.grown, self.landed, self.levelled, self.gathered):
            tracker.set_value(1.0)
        self.squares.update()

    def result(self) -> tuple[MeanOfSquares, LiveNumber, Label]:
        """Below the houses: the squares and the one, beside it its points, and what they are."""
        sizes, place, line, colors = self.theme.type, self.below_the_houses(), self.line, self.theme.colors
        air, least = 0.5 * sizes.body * PIXEL, self.theme.text_sizes.smallest
        squares = MeanOfSquares(
            self.plot, np.column_stack([line.market.x, line.market.y]), float(line.line.y.mean()),
            looked_at(self.regions).down_to(self.scene.ground.horizon), place.edge(LEFT), self.ink,
            self.landed.get_value, self.levelled.get_value, self.gathered.get_value,
        )  # fmt: skip
        number = LiveNumber(
            line.points_lost, decimals=0, size=sizes.display, color=colors.outlier, edge=LEFT
        ).set_line(place.edge(LEFT) + (squares.side + air) * RIGHT)
        start, end = float(number.get_right()[0]) + air, float(place.edge(RIGHT)[0])
        words = Region((start + end) / 2, place.y, end - start, place.height)
        # How many points that takes off is said in the next shot.
        name = one_row(self.word("mean_squared"), sizes.body, words, least=least, color=self.ink)
        # Behind the line and the small houses, which are seen before them.
        return bleeding(squares).set_z_index(_BACK, family=True), number, name

    def below_the_houses(self) -> Region:
        """A band at the lower edge, as high as the number, at the right of the small houses within it."""
        hero, body = self.regions.hero, self.theme.type.body * PIXEL
        low, high, half = float(hero.edge(DOWN)[1]), 3.0 * body, _SMALL / 2 * self.plot.house_width * PIXEL
        near = [float(x) + half + body for x, y, _ in self.homes.places if y - half < low + high + body / 4]
        left, right = max([float(hero.edge(LEFT)[0]), *near]), float(hero.edge(RIGHT)[0])
        return Region((left + right) / 2, low + high / 2, right - left, high)

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))
