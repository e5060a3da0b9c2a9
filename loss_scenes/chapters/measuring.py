"""Chapter: the gaps between a line and the houses stand up side by side, and level to their mean."""

from __future__ import annotations

from typing import cast

import numpy as np
from manim import LEFT, UP, FadeIn, FadeOut, ValueTracker

from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.reading import Reading
from loss_scenes.pictures.shelves import in_sight
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, DottedLines, Segments
from narrated.mobjects.text import Label
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_THIN = 0.1  # of a gap's full width: as wide as a row of dots
_FAINT = 0.25  # opacity of the bars when the mean is there


class Measuring(Chapter):
    """Every house and what the line says of it; the gaps as bars, and their mean as a number with its unit.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level: the bars come to stand on it.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.gathered = ValueTracker(0.0), ValueTracker(0.0)
        self.level = ValueTracker(0.0)
        place = in_sight(self.regions, scene.ground.horizon)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.homes = bleeding(Houses(self.plot))
        self.said = bleeding(
            Segments(self.plot, self.said_now, self.theme.colors.prediction, width=self.theme.curve_width)
        )

    @beat
    def measure(self) -> None:
        motion, gaps, bars, name = self.theme.motion, self.gaps(), self.bars(), self.name()
        mean = self.mean_line()
        with self.narrate("measure"):
            self.then(self.clear_body(), run_time=motion.snap)
            self.then(FadeIn(self.homes, self.said, name), run_time=motion.swift)
            self.add(gaps)
            self.on("measure", self.grown.animate.set_value(1.0), run_time=motion.beat)
            self.then(FadeOut(self.homes.stems, name), run_time=motion.snap)
            self.remove(gaps)
            self.add(bars, mean)
            lying = [home.animate.shift(way) for home, way in zip(self.homes.drawn, self.ways(), strict=True)]
            self.then(self.gathered.animate.set_value(1.0), *lying, run_time=motion.beat)
            # Its word is there just before the number, so that the number alone is new.
            word, *number = self.reading()
            self.fill(FadeIn(word))
            self.on("number", self.level.animate.set_value(1.0), FadeIn(*number), run_time=motion.quick)

    def name(self) -> Label:
        """The line's name, above it at the left, where the houses are below it."""
        size, color = self.theme.type.body, self.theme.colors.prediction
        mean = float(self.line.line.y.mean())
        at = np.array([self.regions.hero.edge(LEFT)[0], self.plot.c2p(0.0, mean)[1], 0.0])
        label = Label(self.word("line"), size, color, weight="BOLD")
        return label.set_line(at + 0.7 * size * PIXEL * UP, LEFT)

    # -- where the bars come to stand: above the houses, which lie down in a row on the ground --------------

    def ways(self) -> list[np.ndarray]:
        """How each house comes down to the ground."""
        ground = self.scene.ground.horizon
        return [(ground - float(cast(House, home).foot[1])) * UP for home in self.homes.drawn]

    def foot(self) -> float:
        """Of the bars, as a price: above the roofs."""
        high = max(float(home.height) for home in self.homes.drawn)
        return self.plot.p2c(np.array([0.0, self.scene.ground.horizon + 1.2 * high, 0.0]))[1]

    def scale(self) -> float:
        """How much larger the bars are than the gaps: the longest fills the picture."""
        top = self.plot.p2c(self.plot.place.edge(UP))[1]
        return float(0.97 * (top - self.foot()) / self.line.gaps().max())

    # -- what is drawn, by the trackers ---------------------------------------------------------------------

    def said_now(self) -> np.ndarray:
        """The line, at the mean price first, and under the bars at last."""
        (left, right), mean = self.plot.x_range, float(self.line.line.y.mean())
        height = mean + self.gathered.get_value() * (self.foot() - mean)
        return np.array([[left, height, right, height]])

    def gaps(self) -> DottedLines:
        """From the line to every house."""
        market, says = self.line.market, self.line.says(self.line.market.x)

        def reached() -> np.ndarray:
            ends = says + self.grown.get_value() * (market.y - says)
            return np.column_stack([market.x, says, market.x, ends])

        return bleeding(DottedLines(self.plot, reached, self.theme.colors.outlier, dot=12.0, pitch=24.0))

    def bars(self) -> Boxes:
        """The gaps as bars that stand up beside each other, and at last as high as they are on average."""
        market, says, lengths = self.line.market, self.line.says(self.line.market.x), self.line.gaps()
        edges = np.concatenate([market.x[:1] - 4.5, (market.x[1:] + market.x[:-1]) / 2, market.x[-1:] + 4.5])
        low, foot, scale = np.minimum(says, market.y), self.foot(), self.scale()

        def now() -> np.ndarray:
            stood, level = self.gathered.get_value(), self.level.get_value()
            wide = _THIN + stood * (0.8 - _THIN)
            left, right = (market.x + wide * (edge - market.x) for edge in (edges[:-1], edges[1:]))
            lying = lengths + level * (lengths.mean() - lengths)
            bottom = low + stood * (foot - low)
            return np.column_stack([left, bottom, right, bottom + lying * (1 + stood * (scale - 1))])

        drawn = Boxes(self.plot, now, self.theme.colors.outlier, opacity=1.0)
        drawn.add_updater(lambda bars: bars.set_fill(opacity=1.0 - (1.0 - _FAINT) * self.level.get_value()))
        return bleeding(drawn)

    def mean_line(self) -> DottedLines:
        """The mean of the bars, which draws itself from the left as they level."""
        (left, right), height = self.plot.x_range, self.foot() + self.scale() * self.line.mean_gap()

        def drawn() -> np.ndarray:
            return np.array([[left, height, left + self.level.get_value() * (right - left), height]])

        return bleeding(DottedLines(self.plot, drawn, self.theme.colors.outlier, dot=14.0, pitch=26.0))

    def reading(self) -> Reading:
        """The mean, in money, on the middle of the line of the mean."""
        hero, mean, sizes = self.regions.hero, self.line.mean_gap, self.theme.type
        low = float(self.plot.c2p(0.0, self.foot() + self.scale() * mean())[1])
        high = (1.15 * sizes.body + 1.15 * sizes.display) * PIXEL
        middle = low + 0.5 * min(float(hero.edge(UP)[1]) - low, 2.2 * high)

        def at(x: float, width: float) -> Reading:
            place = Region(x, middle, width, high)
            return Reading(place, self.word("off"), mean, str(self.word("money")), widest=mean())

        return at(hero.x, at(hero.x, hero.width).width)
