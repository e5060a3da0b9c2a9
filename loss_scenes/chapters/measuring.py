"""Chapter: every gap opens into its square, and all squares become one, which is their mean: a number."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, ORIGIN, FadeIn, FadeOut, ValueTracker, Wait

from loss_scenes.catalogue import SQUARED
from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.houses import Houses, MarketPlot
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
_BELOW, _ABOVE = 0.55, 1.1  # of a house's width: what one needs at its middle, and what a plot leaves above
_DIGITS = 0.73, 1.2  # how high a number of two digits is, and how wide, by its em square
_ONE = 0.72, 0.42  # of the height and of the width of what is read, the most that the one square has
_NUMBER = 0.6  # of the square's side: how high the number is beside it
_STACKED = 0.5, 0.24  # of the height: the square, and the number below it


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
        self.small = _SMALL[0 if self.regions.frame.broad else 1]
        self.grown, self.opened, self.gathered = (ValueTracker(0.0) for _ in range(3))
        self.ink = SQUARED.color(self.theme.colors)
        self.plot = self.houses_fill()
        self.homes = bleeding(Houses(self.plot).drawn)
        for house in self.homes:
            house.scale(self.small)
        # Sides of the squares, in its colour, lie along it: it is what they stand on.
        self.said = decoration(line.drawn_on(self.plot, self.plot.x_range)).set_z_index(-1)
        self.squares, self.number, self.name = self.result()
        self.mean_square = self.squares.one

    @beat
    def measure(self) -> None:
        """A gap to every house; every gap opens into its square; these become one, which is a number."""
        motion, gaps, squares = self.theme.motion, self.gaps(), self.squares
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said), run_time=motion.brief)
            self.add(gaps)
            self.on("measure", self.grown.animate.set_value(1.0), run_time=motion.quick)
            self.add(squares, gaps)
            self.then(steady(self.opened, 1.0), run_time=motion.beat)
            self.then(Wait(), run_time=motion.brief)
            gone = FadeOut(self.homes, self.said, gaps, rate_func=motion.soon(0.6))
            self.then(steady(self.gathered, 1.0), gone, run_time=motion.calm)
            self.remove(squares.each)
            self.fill(FadeIn(self.name))
            self.on("number", FadeIn(self.number), run_time=motion.swift)

    def come_to_rest(self) -> None:
        """Let the squares have become one, told or not."""
        for tracker in (self.grown, self.opened, self.gathered):
            tracker.set_value(1.0)
        self.squares.update()

    def houses_fill(self) -> MarketPlot:
        """A plot that begins with the cheapest house, so that the gaps are as long as they can be."""
        place = in_sight(self.regions, self.scene.ground.horizon)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        market = self.line.market
        wide = MarketPlot(stage, place, market, mansion=False).house_width * PIXEL
        up = _BELOW * self.small * wide  # from its middle: so much room a small house needs
        # A plot leaves room above for large houses.
        high = place.height + (_ABOVE - _BELOW * self.small) * wide
        roomy = Region(place.x, float(place.edge(DOWN)[1]) + high / 2, place.width, high)
        unit = float(np.ptp(market.y)) / (place.height - 2 * up)
        return MarketPlot(stage, roomy, market, mansion=False, lowest=float(market.y.min()) - up * unit)

    def result(self) -> tuple[MeanOfSquares, LiveNumber, Label]:
        """The squares and the one, its points in a large number, and what they are."""
        line, market = self.line, self.line.market
        one, number_at, name_at, edge = self.below() if self.regions.hero.upright else self.beside()
        size = min(number_at.height / _DIGITS[0], number_at.width / _DIGITS[1]) / PIXEL
        number = LiveNumber(
            line.points_lost, decimals=0, size=size, color=self.theme.colors.outlier, edge=edge
        ).set_line(number_at.edge(edge))  # fmt: skip
        name = one_row(
            self.word("mean_squared"), self.theme.type.title, name_at,
            least=self.theme.text_sizes.smallest, color=self.ink, edge=edge,
        )  # fmt: skip
        squares = MeanOfSquares(
            self.plot, np.column_stack([market.x, market.y]), float(line.line.y.mean()), one, self.ink,
            self.opened.get_value, self.gathered.get_value,
        )  # fmt: skip
        # Behind the line and the small houses, which are seen before them.
        return bleeding(squares).set_z_index(_BACK, family=True), number, name

    def beside(self) -> tuple[Region, Region, Region, np.ndarray]:
        """Where the one stands, and at its right its number and its name, all in the middle."""
        hero, air = self.regions.hero, self.theme.type.body * PIXEL
        side = min(_ONE[0] * hero.height, _ONE[1] * hero.width)
        high, low = _NUMBER * side, (1 - _NUMBER) * side - air
        text = self.word("mean_squared")
        wide = min(
            hero.width - side - air,
            max(high / _DIGITS[0] * _DIGITS[1], Label(text, self.theme.type.title, weight="BOLD").width),
        )
        left = hero.x - (side + air + wide) / 2
        x, top = left + side + air + wide / 2, hero.y + side / 2
        return (
            Region(left + side / 2, hero.y, side, side),
            Region(x, top - high / 2, wide, high),
            Region(x, hero.y - side / 2 + low / 2, wide, low),
            LEFT,
        )

    def below(self) -> tuple[Region, Region, Region, np.ndarray]:
        """The same below each other, where there is more height."""
        hero = self.regions.hero
        shares = (*_STACKED, 1 - sum(_STACKED))
        one, number, name = hero.rows(*shares, gap=self.theme.type.label * PIXEL)
        side = min(one.width, one.height)
        return Region(one.x, one.y, side, side), number, name, ORIGIN

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))
