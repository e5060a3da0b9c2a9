"""Chapter: the gaps between a line and the houses leave the picture and become one number."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, ValueTracker, VGroup, VMobject

from loss_scenes.chapters.turning import Turning
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.reading import Reading
from loss_scenes.pictures.shelves import above_ground
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, DottedLines
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Measuring(Chapter):
    """Every house and what the line says of it; the gaps, and their mean as a number with its unit.

    Parameters
    ----------
    scene
        Where it is told.
    line
        The line; it stays as it is, and is level: the bars and the number stand above it.
    """

    def __init__(self, scene: NarratedScene, *, line: Turning) -> None:
        super().__init__(scene)
        self.line = line
        self.grown, self.gathered, self.level = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        place = above_ground(self.regions, scene.ground.horizon)
        self.band: Region | None = None
        if place.width < 1.5 * place.height:  # too narrow for a number beside the houses
            high = (1.15 * self.theme.type.body + 1.2 * self.theme.type.display) * PIXEL
            self.band, place = place.rows(high, place.height - high)
        stage = Region(self.regions.frame.x, place.y, self.regions.frame.width, place.height)
        self.plot = MarketPlot(stage, place, line.market, mansion=False)
        self.homes = Houses(self.plot)
        self.said = line.drawn_on(self.plot, self.plot.x_range)

    @beat
    def measure(self) -> None:
        motion = self.theme.motion
        gaps, block, reading = self.gaps(), self.block(), self.reading()
        with self.narrate("measure"):
            self.then(self.clear_body(), FadeIn(self.homes, self.said, self.name()), run_time=motion.brief)
            self.add(gaps)
            self.on("measure", self.grown.animate.set_value(1.0), run_time=motion.beat)
            # Its word is there before the number, so that the number alone is new.
            self.fill(self.gathered.animate.set_value(1.0), FadeIn(reading[0]))
            self.on("number", self.level.animate.set_value(1.0), FadeIn(*reading[1:]), run_time=motion.calm)
            self.then(FadeIn(block), run_time=motion.brief)

    def name(self) -> Label:
        """The line's name, below it at the right, where there are stems alone."""
        size, color = self.theme.type.body, self.theme.colors.prediction
        mean = float(self.line.line.y.mean())
        at = np.array([self.regions.hero.edge(RIGHT)[0], self.plot.c2p(0.0, mean)[1], 0.0])
        label = Label(self.word("line"), size, color, weight="BOLD")
        return label.set_line(at + 0.68 * size * PIXEL * DOWN, RIGHT)

    def places(self) -> tuple[Region, Region]:
        """Clear of the houses: where the bars are gathered, and where the number stands."""
        hero, mean = self.regions.hero, float(self.line.line.y.mean())
        low, top = float(self.plot.c2p(0.0, mean)[1]) + 0.3, float(hero.edge(UP)[1])
        whole = self.band or Region(hero.x, (low + top) / 2, hero.width, top - low)
        bars, number = whole.columns(0.24, 0.72, gap=0.04 * whole.width)
        return bars, number

    def bars(self) -> np.ndarray:
        """Of every gap: x and y of its start, x and y of its end, in the plot's coordinates."""
        market = self.line.market
        says, lengths = self.line.says(market.x), self.line.gaps()
        stands = np.column_stack(
            [market.x, says, market.x, says + self.grown.get_value() * (market.y - says)]
        )
        lengths = lengths + self.level.get_value() * (lengths.mean() - lengths)
        left, right, foot = self.block_edges()
        at = left + (np.arange(lengths.size) + 0.5) / lengths.size * (right - left)
        lying = np.column_stack([at, np.full_like(at, foot), at, foot + lengths])
        return np.asarray(stands + self.gathered.get_value() * (lying - stands))

    def block_edges(self) -> tuple[float, float, float]:
        """Left, right and foot of the bars that were gathered, in the plot's coordinates."""
        place = self.places()[0]
        (left, foot), (right, _) = (self.plot.p2c(place.edge(DOWN + side)) for side in (LEFT, -LEFT))
        return left, right, foot

    def gaps(self) -> DottedLines:
        """The dotted bars."""
        return DottedLines(self.plot, self.bars, self.theme.colors.outlier)

    def block(self) -> VMobject:
        """All of them as one bar, as high as they are on average."""
        left, right, foot = self.block_edges()
        data = np.array([[left, foot, right, foot + self.line.mean_gap()]])
        return Boxes(self.plot, lambda: data, self.theme.colors.outlier, opacity=0.35)

    def reading(self) -> VGroup:
        """The mean, in money."""
        mean, word = self.line.mean_gap, self.word
        return Reading(self.places()[1], word("off"), mean, str(word("money")), widest=mean())
