"""Chapter: the mansion is back; of two lines that lie on each other only that of the Huber loss holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    Transform,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import HUBER, SQUARED
from loss_scenes.chapters.robust import Robust
from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.budget import Blocks
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.text import Label, plain_number
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SMALLER = 0.8
"""The mansion's size, by the usual one: beside it are the pulls."""
_ROW, _HIGH, _UNDER = 2.6, 1.1, 0.2
"""Height of a pull with its words, of its blocks, and of the air below them, in em of the words."""
_BESIDE = 44 * PIXEL
"""Between the longer pull and the mansion."""


class Returning(Chapter):
    """Two lines on each other among the houses; the mansion falls, and only that of the squares goes along.

    How hard the mansion pulls at either, at the one error that both have then, is drawn in blocks, to one
    scale: the Huber loss never has more than one, squared errors have as many as the error has deltas.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    bowl
        Whose two losses become the two lines.
    market
        The houses and the mansion.
    ghosts
        Where on its way the line of the squares leaves ghosts behind, in shares of that.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        bowl: Robust,
        market: Market = MARKET,
        ghosts: Sequence[float] = (0.10, 0.22, 0.47),
    ) -> None:
        super().__init__(scene)
        self.bowl = bowl
        self.broad = self.regions.hero.broad
        self.market, self.ghosts = market, tuple(ghosts)
        self.weight, self.error, self.swung = (ValueTracker(0.0) for _ in range(3))

    def huber(self) -> Line:
        """The line of the Huber loss, with the mansion's weight of the moment."""
        return self.market.line("huber", self.weight.get_value())

    def squared(self) -> Line:
        """The line of the squares: it lies on the other, until it goes where its own loss is least."""
        return self.on_its_way(self.huber(), self.swung.get_value())

    def on_its_way(self, start: Line, share: float) -> Line:
        """Between a line and that of the squares, fitted with the mansion."""
        end = self.market.line("squared")
        return Line(*((1 - share) * one + share * other for one, other in zip(start, end, strict=True)))

    def drawn_error(self) -> float:
        """How far the mansion is off the line that stays, as much of it as is drawn by now."""
        return self.error.get_value() * self.market.surplus(self.huber())

    def missed(self) -> np.ndarray:
        """From the mansion down towards the line that stays, as far as the error is drawn by now."""
        area, price = self.market.mansion
        return np.array([(area, price, area, price - self.drawn_error())])

    def squared_pull(self) -> float:
        """How hard the mansion pulls at a line of the squares that far off, as far as the error is drawn.

        In units of the most that it can pull at the line of the Huber loss.
        """
        return float(SQUARED.gradient(self.drawn_error())) / self.most

    def huber_pull(self) -> float:
        """How hard it pulls at the line of the Huber loss, in the same units."""
        return float(HUBER.gradient(self.drawn_error(), delta=self.market.delta)) / self.most

    @property
    def most(self) -> float:
        """The largest pull of the Huber loss."""
        return float(HUBER.gradient(self.market.delta, delta=self.market.delta))

    @beat
    @after("bend_the_parabola")
    def come_back(self) -> None:
        motion = self.theme.motion
        place, _ = self.places()
        plot = MarketPlot(self.regions.stage, place, self.market, smaller=_SMALLER)
        houses, mansion = Houses(plot), FallingMansion(plot, hung=0.5, askew=-0.1)
        ghost, swept = self.squared_ghost(plot)
        line, name, dots = self.huber_line(plot)
        blocks, said = self.pulls(plot)
        (whose, growing), (other, capped) = said
        off = self.so_far(plot)
        pair = self.bowl.pair
        with self.narrate("back"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            pair.clear_updaters(recursive=True)
            # Each loss becomes its line while the houses come: no picture stands empty between the two.
            lines = (its.copy().clear_updaters() for its in (ghost, line))
            turns = [Transform(loss, its) for loss, its in zip(pair, lines, strict=True)]
            come = FadeIn(houses, name, mansion, whose, other)
            self.then(self.clear_body(*pair), ground, *turns, come, run_time=motion.brief)
            self.remove(*pair)
            # The error runs behind the mansion, and comes out below it.
            self.add(line, ghost, dots, blocks, mansion)
            # How far off it will be is read while it lands: the longer pull is the next that is to be read.
            self.on("back", mansion.fall(), FadeIn(off, rate_func=motion.soon(0.7)), run_time=motion.brief)
            # Both lines take it in as the Huber loss does: they have one error.
            landed = houses.hop(), FadeIn(mansion.stem), FadeOut(mansion.streaks)
            self.then(*landed, self.weight.animate.set_value(1.0), run_time=motion.snap)
            self.fill(self.error.animate.set_value(1.0), FadeIn(growing, rate_func=motion.soon(0.5)))
            self.bring_to_back(swept)
            # At that error one pull is many times the other: only the line that it pulls at swings off.
            holds = Indicate(name, 1.12, self.theme.colors.huber)
            told = FadeIn(capped, rate_func=motion.soon(0.35))
            self.on("stays", holds, told, self.swung.animate.set_value(1.0), run_time=motion.calm)

    def huber_line(self, plot: MarketPlot) -> tuple[FittedLine, LineName, DottedLines]:
        """The line that holds, its name, and how far the mansion is off it."""
        colors, sizes, (area, _) = self.theme.colors, self.theme.type, self.market.mansion
        metre = plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0]
        # At the left of the mansion's stem where there is room, else across it.
        spot = area - (2.1 * sizes.heading * PIXEL / metre if self.broad else 0.0)
        return (
            FittedLine(plot, self.huber, colors.huber),
            LineName(plot, self.word("robust"), colors.huber, self.huber, spot, above=False, size=self.size),
            DottedLines(plot, self.missed, colors.outlier),
        )

    @property
    def size(self) -> float:
        """Of what is said of pulls and lines."""
        return self.theme.type.heading if self.broad else self.theme.type.body

    def places(self) -> tuple[Region, Region]:
        """Where the houses are, and the pulls: at the mansion's left, or in an upright picture above."""
        hero, high = self.regions.hero, 2 * _ROW * self.size * PIXEL
        pulls, houses = hero.rows(high, hero.height - high)
        return (houses if hero.upright else hero), pulls

    def pulls(self, plot: MarketPlot) -> tuple[VGroup, VGroup]:
        """How hard the mansion pulls at either line, one below the other: blocks, and words over them."""
        colors, (_, place) = self.theme.colors, self.places()
        left, right = place.edge(LEFT)[0], place.edge(RIGHT)[0]
        if not self.regions.hero.upright:
            right = plot.c2p(*self.market.mansion)[0] - plot.mansion_width / 2 * PIXEL - _BESIDE
        times = self.market.deltas_off(self.market.line("huber"))
        more = self.word("pull_of").format(plain_number(times, 1))
        told = (
            (self.word("by_squares"), more, self.squared_pull, colors.squared),
            (self.word("robust"), self.word("pull"), self.huber_pull, colors.huber),
        )
        blocks, said, size = VGroup(), VGroup(), self.size
        for row, (whose, words, pull, color) in zip(place.rows(1, 1), told, strict=True):
            upper, high, _ = row.rows(_ROW - _HIGH - _UNDER, _HIGH, _UNDER)
            room = Region((left + right) / 2, upper.y, right - left, upper.height)
            phrase = Phrase(room, [(whose, size, color), (words, size, color)], gap=0.6, edge=LEFT)
            size = cast(Label, phrase[0]).size
            said.add(phrase)
            # As long as the longer one is, all of its blocks begun are seen.
            unit = (right - left) / np.ceil(times)
            bar = Region((left + right) / 2, high.y, right - left, high.height)
            blocks.add(Blocks(bar, unit, lambda: 0.0, pull, color))
        return blocks, said

    def so_far(self, plot: MarketPlot) -> Label:
        """How far the mansion is off the line that stays, in deltas, over where the other comes to rest."""
        line, (area, _) = self.market.line("squared"), self.market.mansion
        off = self.market.deltas_off(self.market.line("huber"))
        words = self.word("error_of").format(plain_number(off, 1))
        size = self.theme.type.body
        label = Label(words, size, self.theme.colors.outlier, weight="BOLD")
        at = plot.c2p(area, self.market.predict(line, area))
        return label.set_line(at + 0.7 * size * PIXEL * (UP + 0.4 * LEFT), RIGHT)

    def squared_ghost(self, plot: MarketPlot) -> tuple[FittedLine, Swept]:
        """The line of the squares, and what it sweeps over."""
        color, start = self.theme.colors.squared, self.market.line("huber")
        states = [self.on_its_way(start, share) for share in (0.0, *self.ghosts)]
        swept = Swept(
            plot,
            self.squared,
            states,
            lambda: 1 + int(np.searchsorted(self.ghosts, self.swung.get_value())),
            color,
        )
        return FittedLine(plot, self.squared, color, width=self.theme.line_width), swept
