"""Chapter: every gap becomes a square, and the squares level into one, which is their mean: a number."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, ValueTracker
from manim.typing import Point3D

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
_SMALL = 0.45, 0.6  # of their size: what houses are beside their squares, in a broad picture and in others


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
        self.line, self.broad = line, self.regions.frame.broad
        self.small = _SMALL[0 if self.broad else 1]
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
            small = [house.animate.scale(self.small) for house in self.homes.drawn]
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
        line, market = self.line, self.line.market
        left, number, name = self.in_one_row() if self.broad else self.in_two_rows()
        squares = MeanOfSquares(
            self.plot, np.column_stack([market.x, market.y]), float(line.line.y.mean()),
            looked_at(self.regions).down_to(self.scene.ground.horizon), left, self.ink,
            self.landed.get_value, self.levelled.get_value, self.gathered.get_value,
        )  # fmt: skip
        # Behind the line and the small houses, which are seen before them.
        return bleeding(squares).set_z_index(_BACK, family=True), number, name

    def side(self) -> float:
        """Of the one, in scene units."""
        return float((self.plot.c2p(0.0, self.line.typical_gap()) - self.plot.c2p(0.0, 0.0))[1])

    def points(self, size: float) -> LiveNumber:
        """What the line loses; how many points that takes off is said in the next shot."""
        ink = self.theme.colors.outlier
        return LiveNumber(self.line.points_lost, decimals=0, size=size, color=ink, edge=LEFT)

    def in_one_row(self) -> tuple[Point3D, LiveNumber, Label]:
        """The left edge of the one, its points, and what they are."""
        sizes, place = self.theme.type, self.below_the_houses()
        air, left, least = self.air(), place.edge(LEFT), self.theme.text_sizes.smallest
        number = self.points(sizes.display).set_line(left + (self.side() + air) * RIGHT)
        start, end = float(number.get_right()[0]) + air, float(place.edge(RIGHT)[0])
        words = Region((start + end) / 2, place.y, end - start, place.height)
        name = one_row(self.word("mean_squared"), sizes.body, words, least=least, color=self.ink)
        return left, number, name

    def in_two_rows(self) -> tuple[Point3D, LiveNumber, Label]:
        """The same where there is more height: its points as high as it, and below them the name."""
        sizes, place, side, air = self.theme.type, self.beside_the_low_houses(), self.side(), self.air()
        beside = place.width - side - air
        number = self.points(sizes.display)
        number = self.points(sizes.display * min(side / number.height, beside / number.width))
        high = place.height - side - air
        below = Region(place.x, float(place.edge(DOWN)[1]) + high / 2, place.width, high)
        name = Label(self.word("mean_squared"), sizes.heading, self.ink, weight="BOLD", within=below)
        # Both together in the middle of the height.
        left = place.edge(LEFT + UP) + ((high - name.height) / 2 + side / 2) * DOWN
        name.shift((float(left[1]) - side / 2 - air - float(name.get_top()[1])) * UP)
        return left, number.set_line(left + (side + air) * RIGHT), name

    def air(self) -> float:
        """Between the one, its points and their name."""
        return 0.5 * self.theme.type.body * PIXEL

    def half_a_house(self) -> float:
        """Of those that have become small, in scene units."""
        return self.small / 2 * self.plot.house_width * PIXEL

    def below_the_houses(self) -> Region:
        """A band at the lower edge, as high as the number, at the right of the small houses within it."""
        hero, body, half = self.regions.hero, self.theme.type.body * PIXEL, self.half_a_house()
        low, high = float(hero.edge(DOWN)[1]), 3.0 * body
        near = [float(x) + half + body for x, y, _ in self.homes.places if y - half < low + high + body / 4]
        left, right = max([float(hero.edge(LEFT)[0]), *near]), float(hero.edge(RIGHT)[0])
        return Region((left + right) / 2, low + high / 2, right - left, high)

    def beside_the_low_houses(self) -> Region:
        """The largest place at the lower right with no small house in it, and not the line."""
        hero, half, air = self.regions.hero, self.half_a_house(), self.air()
        low, end = float(hero.edge(DOWN)[1]), float(hero.edge(RIGHT)[0])
        level = self.plot.c2p(0.0, float(self.line.line.y.mean()))[1]
        homes = self.homes.places[np.argsort(self.homes.places[:, 0])]
        places = []
        for k in range(1, len(homes)):
            left = float(homes[k - 1, 0]) + half + air
            top = min(float(level), *(float(y) - half for y in homes[k:, 1])) - air
            places.append(Region((left + end) / 2, (low + top) / 2, end - left, top - low))
        return max(places, key=lambda place: place.width * place.height if place.width > 0 else 0.0)

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))
