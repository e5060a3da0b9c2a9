"""Chapter: every gap opens into its square, and all squares flow to one level, their mean: a number."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Square, ValueTracker, VGroup

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
_BELOW, _ABOVE = 0.62, 1.1  # of a house's width: what one needs at its middle, and what a plot leaves above
_DIGITS = 0.95, 1.2  # room for a number of two digits: how high, and how wide, by its em square
_ROWS = 0.28, 1.0, 0.28  # of what stands over the level: the unit, the number, its name


class Measuring(Chapter):
    """Every house and what the line says of it; the squares on the gaps flow to their mean, in points.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level.

    Attributes
    ----------
    mean_square
        One of the equal parts that the squares become at last.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.opened, self.poured, self.levelled = (ValueTracker(0.0) for _ in range(4))
        self.ink = SQUARED.color(self.theme.colors)
        self.seen = in_sight(self.regions, scene.ground.horizon)
        self.plot = self.houses_fill()
        self.homes = bleeding(Houses(self.plot).drawn)
        # Sides of the squares, in its colour, lie along it: it is what they stand on.
        self.said = decoration(line.drawn_on(self.plot, self.plot.x_range)).set_z_index(-1)
        self.squares = self.all_squares()
        self.mean_square = self.squares.one
        self.unit, self.number, self.name = self.result()

    @beat
    def measure(self) -> None:
        """A gap to every house; every gap opens into its square; these flow to one level: a number."""
        motion, gaps, squares = self.theme.motion, self.gaps(), self.squares
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said), run_time=motion.brief)
            self.add(gaps)
            self.on("measure", self.grown.animate.set_value(1.0), run_time=motion.quick)
            self.add(squares)
            # The houses would hide what is measured of them.
            gone = FadeOut(self.homes, rate_func=motion.soon(0.5))
            self.then(steady(self.opened, 1.0), gone, run_time=motion.calm)
            self.then(FadeIn(self.unit), FadeOut(self.said), steady(self.poured, 1.0), run_time=motion.calm)
            # What they flow to has its name before its number is said.
            self.fill(steady(self.levelled, 1.0), FadeIn(self.name, rate_func=motion.late(0.3)))
            self.on("number", FadeIn(self.number), run_time=motion.snap)

    def come_to_rest(self) -> None:
        """Let the squares have flowed to one level, told or not."""
        for tracker in (self.grown, self.opened, self.poured, self.levelled):
            tracker.set_value(1.0)
        self.squares.update()

    def houses_fill(self) -> MarketPlot:
        """A plot that begins with the cheapest house, so that the gaps are as long as they can be.

        They are so long that the largest square, as a column, is as high as all that is seen.
        """
        seen, market = self.seen, self.line.market
        wide = self.plot_in(seen.height, 0.0).house_width * PIXEL
        low, above = _BELOW * wide, (_ABOVE - _BELOW) * wide  # a plot leaves room above for large houses
        spread, off = float(np.ptp(market.y)), float(np.abs(market.y - self.line.line.y.mean()).max())
        longest = float(np.sqrt(seen.width / len(market.y) * seen.height))
        high = min(seen.height, longest / off * spread + 2 * low)
        unit = spread / (high - 2 * low)
        return self.plot_in(high + above, float(market.y.min()) - low * unit, above)

    def plot_in(self, high: float, lowest: float, above: float = 0.0) -> MarketPlot:
        """A plot so high, in the middle of what is seen but for what is left free above."""
        seen, frame = self.seen, self.regions.frame
        top = seen.y + (high + above) / 2
        stage = Region(frame.x, seen.y + above / 2, frame.width, high)
        # However high it is, its houses are as large.
        place = Region(seen.x, top - seen.height / 2, seen.width, seen.height)
        return MarketPlot(stage, place, self.line.market, mansion=False, lowest=lowest)

    def all_squares(self) -> MeanOfSquares:
        """The squares, which become columns from side to side; behind line and houses, which are seen."""
        market = self.line.market
        squares = MeanOfSquares(
            self.plot, np.column_stack([market.x, market.y]), float(self.line.line.y.mean()), self.seen,
            self.ink, self.opened.get_value, self.poured.get_value, self.levelled.get_value,
        )  # fmt: skip
        return bleeding(squares).set_z_index(_BACK, family=True)

    def over_the_level(self) -> Region:
        """Where no column was higher than the level that they come to: above that, within what is read."""
        seen, hero, high = self.seen, self.regions.hero, self.squares.high
        level, broad, start = float(high.mean()), seen.width / len(high), float(seen.edge(LEFT)[0])
        runs = (list(run) for low, run in groupby(range(len(high)), lambda k: high[k] <= level) if low)
        run, air = max(runs, key=len), self.theme.type.label * PIXEL
        left = max(start + run[0] * broad + air, float(hero.edge(LEFT)[0]))
        right = min(start + (run[-1] + 1) * broad - air, float(hero.edge(RIGHT)[0]))
        low, top = float(seen.edge(DOWN)[1]) + level + air, float(hero.edge(UP)[1])
        return Region((left + right) / 2, (low + top) / 2, right - left, top - low)

    def result(self) -> tuple[VGroup, LiveNumber, Label]:
        """What one point is, how many they are on average, in a large number, and what that is called."""
        sizes, colors, least = self.theme.type, self.theme.colors, self.theme.text_sizes.smallest
        unit_at, number_at, name_at = self.over_the_level().rows(*_ROWS, gap=0.4 * sizes.label * PIXEL)
        size = min(number_at.height / _DIGITS[0], number_at.width / _DIGITS[1]) / PIXEL
        number = LiveNumber(
            self.line.points_lost, decimals=0, size=size, color=colors.squared, edge=ORIGIN
        ).set_line(number_at.center)  # fmt: skip
        name = one_row(
            self.word("mean_squared"), sizes.title, name_at, least=least, color=self.ink, edge=ORIGIN
        )
        side = self.line.unit * self.plot.size[1] / float(np.ptp(self.plot.y_range))
        point = Square(side, stroke_width=0, fill_color=self.ink, fill_opacity=1)
        read = Region(unit_at.x, unit_at.y, unit_at.width - 2 * side, unit_at.height)
        label = one_row(self.word("unit"), sizes.heading, read, least=least)
        unit = VGroup(point, label).arrange(RIGHT, buff=side)
        return unit.move_to(unit_at.center), number, name

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def gaps(self) -> DottedLines:
        """From the line to every house, until its square opens."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            waiting = self.squares.opening() == 0
            return np.asarray(np.column_stack([market.x, says, market.x, ends])[waiting])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))
