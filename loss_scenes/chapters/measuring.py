"""Chapter: every gap becomes a square, and the squares go into one, which is their mean: a number."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, FadeIn, ValueTracker

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.turning import Turning
from loss_scenes.models.lines import Line
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.shelves import in_sight
from loss_scenes.pictures.squares import MeanOfSquares, squares_on
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
        self.grown, self.unfolded, self.gathered = (ValueTracker(0.0) for _ in range(3))
        place = in_sight(self.regions, scene.ground.horizon)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.ink = SQUARED.color(self.theme.colors)
        self.homes = bleeding(Houses(self.plot))
        # Sides of the squares, in its colour, lie along it: it is what they stand on.
        self.said = decoration(line.drawn_on(self.plot, self.plot.x_range)).set_z_index(-1)
        self.priced = np.column_stack([line.market.x, line.market.y])
        self.level = Line(0.0, float(line.line.y.mean()))
        self.unit = float(self.plot.size[1] / np.ptp(self.plot.y_range))  # how high a price of 1 is
        self.squares, self.named, self.number, self.name = self.result()
        self.mean_square = self.squares.one

    @beat
    def measure(self) -> None:
        """Houses make room; squares unfold from their gaps, and one takes them in while points count up."""
        motion, gaps, squares = self.theme.motion, self.gaps(), self.squares
        number = self.number
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said), run_time=motion.brief)
            self.add(gaps)
            small = [house.animate.scale(_SMALL) for house in self.homes.drawn]
            small.append(self.homes.stems.animate.set_stroke(opacity=0.0))
            self.on("measure", self.grown.animate.set_value(1.0), *small, run_time=motion.quick)
            self.add(squares, gaps)
            self.then(steady(self.unfolded, 1.0), run_time=motion.calm)
            self.then(FadeIn(self.named, number), run_time=motion.snap)
            self.add(number)
            # What it is called is to be read while it rests.
            self.fill(steady(self.gathered, 1.0), FadeIn(self.name, rate_func=motion.late(0.6)))
            self.on("number", number.animate.set_color(self.theme.colors.gold), run_time=motion.swift)
            self.remove(squares.each)

    def come_to_rest(self) -> None:
        """Let the one square have taken in all others, and its number have counted, told or not."""
        for tracker in (self.grown, self.unfolded, self.gathered):
            tracker.set_value(1.0)
        self.squares.update()
        self.number.update()

    def result(self) -> tuple[MeanOfSquares, Label, LiveNumber, Label]:
        """Above the cheap houses: the squares' mean, its points with their word, and its name."""
        sizes, place = self.theme.type, self.above_the_cheap()
        em, least = sizes.body * PIXEL, self.theme.text_sizes.smallest
        name, word, row = place.rows(1.2, 1.2, place.height / em - 2.4)
        most = self.line.points_lost()
        full = LiveNumber(lambda: most, decimals=0, size=sizes.display).width
        left, y = float(row.edge(LEFT)[0]), row.y
        # The squares come from the right: there the one is that takes them in, clear of its number.
        middle = left + full + 0.5 * em + self.line.typical_gap() * self.unit / 2
        squares = MeanOfSquares(
            self.plot, self.priced, self.level, np.array([middle, y, 0.0]), self.ink,
            self.unfolded.get_value, self.gathered.get_value,
        )  # fmt: skip
        number = LiveNumber(
            lambda: squares.mean() / self.line.unit**2, decimals=0, size=sizes.display, edge=LEFT
        )
        return (
            # Behind the line and the small houses, which are seen before them.
            bleeding(squares).set_z_index(_BACK, family=True),
            one_row(self.word("points_lost"), sizes.body, word, least=least),
            number.set_line(np.array([left, y, 0.0])),
            one_row(self.word("mean_squared"), sizes.body, name, least=least, color=self.ink),
        )

    def above_the_cheap(self) -> Region:
        """The upper left corner, clear of the squares above the line that reach as high."""
        sizes, corner = self.theme.type, self.regions.hero.edge(UP + LEFT)
        side = self.line.typical_gap() * self.unit
        high = max(side, 1.1 * sizes.display * PIXEL) + 2.4 * sizes.body * PIXEL
        low = float(corner[1]) - high
        squares = squares_on(self.plot, self.priced, self.level)
        corners = (self.plot.c2p(left, top) for left, _, _, top in squares)
        ends = [float(x) for x, y, _ in corners if y > low]
        wide = min(ends, default=float(self.regions.hero.edge(RIGHT)[0])) - float(corner[0])
        wide -= 0.3 * sizes.body * PIXEL
        return Region(float(corner[0]) + wide / 2, low + high / 2, wide, high)

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))
