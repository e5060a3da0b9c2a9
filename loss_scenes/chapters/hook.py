"""Chapter: a mansion falls among the houses; one of two lines is dragged off, the other holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    VMobject,
    rate_functions,
)

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from loss_scenes.pictures.two_formulas import TwoFormulas
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat


class Hook(Chapter):
    """Two lines are fitted to the same houses by two losses; then there is a mansion among these.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses and the mansion.
    ghosts
        Weights of the mansion whose lines are left behind as ghosts.
    hung
        How much higher than its place the mansion hangs at first, as a share of its height.
    place
        Of houses and mansion; None: the hero.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        ghosts: Sequence[float] = (0.10, 0.22, 0.47),
        hung: float = 0.46,
        place: Region | None = None,
    ) -> None:
        super().__init__(scene)
        self.market, self.ghosts = market, tuple(ghosts)
        self.weight, self.apart, self.error = (ValueTracker(0.0) for _ in range(3))
        self.plot = MarketPlot(self.regions.stage, place or self.regions.hero, market)
        self.houses = bleeding(Houses(self.plot))
        self.mansion = FallingMansion(self.plot, hung=hung, askew=0.12)
        colors, width = self.theme.colors, self.theme.curve_width
        self.squared = FittedLine(self.plot, self.squared_now, colors.squared)
        # Where the two lie on each other, both are seen.
        self.huber = FittedLine(
            self.plot,
            self.huber_now,
            colors.huber,
            width=lambda: width * (1.9 - 0.9 * self.apart.get_value()),
        )
        self.swept = Swept(
            self.plot,
            self.squared_now,
            [market.line("squared", weight) for weight in (0.0, *self.ghosts)],
            lambda: 1 + int(np.searchsorted(self.ghosts, self.weight.get_value())),
            colors.squared,
        )
        self.dots = DottedLines(self.plot, self.missed, colors.outlier)

    def squared_now(self) -> Line:
        """The line of the squared error, with the mansion's weight of the moment."""
        return self.market.line("squared", self.weight.get_value())

    def huber_now(self) -> Line:
        """The line of the Huber loss, with the same weight."""
        return self.market.line("huber", self.weight.get_value())

    def missed(self) -> np.ndarray:
        """From the line that holds towards the mansion, as far as the error is drawn by now."""
        area, price = self.market.mansion
        said = self.market.predict(self.huber_now(), area)
        return np.array([(area, said, area, said + self.error.get_value() * (price - said))])

    @beat
    def let_the_mansion_fall(self) -> None:
        motion, delta = self.theme.motion, ValueTracker(3.3)
        self.names = self.plot.axis_names(self.word("area"), self.word("price"), within=self.regions.hero)
        self.add(self.swept, self.huber, self.squared, self.names, self.houses, self.dots, self.mansion)
        self.formulas = bleeding(TwoFormulas(self.free_place(), delta.get_value))
        self.axis, self.curve_names = self.error_axis(), self.named_curves()
        with self.narrate("same"):
            self.fill(self.mansion.animate.set_fallen(0.12))
            self.on("mansion", self.mansion.fall(), run_time=motion.quick)
            landed = self.houses.hop(), FadeIn(self.mansion.stem), self.error.animate.set_value(1.0)
            self.then(*landed, FadeOut(self.mansion.streaks), run_time=motion.quick)
            squared, huber = self.curve_names
            drawn = Create(self.formulas.squared), FadeIn(self.axis, squared)
            self.on("formula", *drawn, run_time=motion.quick)
            self.add(self.formulas.huber, self.formulas.squared)
            self.fill(delta.animate.set_value(1.0), FadeIn(huber))

    @beat
    @after("let_the_mansion_fall")
    def drag_one_line(self) -> None:
        motion = self.theme.motion
        dragged, held = self.line_names = self.named_lines()
        with self.narrate("two"):
            moved = self.weight.animate.set_value(1.0), self.apart.animate.set_value(1.0)
            self.on("dragged", *moved, run_time=motion.beat)
            # Where the line comes to rest, its name is clear of the houses.
            self.then(FadeIn(dragged), run_time=motion.swift)
            pulse = cast(Any, self.apart).animate(rate_func=rate_functions.there_and_back).set_value(0.0)
            self.on("holds", FadeIn(held), pulse, run_time=motion.calm)

    def named_lines(self) -> VGroup:
        """The names of the two lines, each on its own and turned with it."""
        colors, plot, wide = self.theme.colors, self.plot, self.scene.format == WIDE
        last, there = float(self.market.x.max()), self.market.mansion[0]
        # Between the highest house's roof and the mansion's stem.
        share, longest = (0.25, 3.3) if wide else (0.08, 2.8)
        end = there - share * (there - last)
        # In the middle under the mansion, unless what is read ends before.
        read = plot.p2c(self.regions.hero.edge(RIGHT) + 40 * PIXEL * LEFT)[0]
        held, edge, short = (there, ORIGIN, longest) if wide else (read, RIGHT, 0.4 * longest)
        return VGroup(
            LineName(
                plot, self.word("squared"), colors.squared, self.squared_now, end,
                edge=RIGHT, longest=longest,
            ),
            LineName(
                plot, self.word("huber"), colors.huber, self.huber_now, held,
                above=False, edge=edge, longest=short,
            ),
        )  # fmt: skip

    def named_curves(self) -> VGroup:
        """The names of the two formulas: one within its bowl, one below the arm that bends."""
        colors, size, plot = self.theme.colors, self.theme.type.label, self.formulas.plot
        squared = Label(self.word("squared"), size, colors.squared, weight="BOLD")
        squared.set_line(plot.region.edge(UP) + 0.8 * size * PIXEL * DOWN)
        huber = Label(self.word("huber"), size, colors.huber, weight="BOLD")
        reach = plot.x_range[1]
        end = float(plot.c2p(reach, 0.0)[0])
        inner = float(plot.p2c(np.array([end - huber.width, 0.0, 0.0]))[0])
        low = float(plot.c2p(0.0, float(huber_of_squares(inner)))[1]) - 0.9 * size * PIXEL
        return VGroup(squared, huber.set_line(np.array([end, low, 0.0]), RIGHT))

    def error_axis(self) -> VGroup:
        """What the two formulas are of, below their bowl: an axis and its name."""
        colors, size, plot = self.theme.colors, self.theme.type.label, self.formulas.plot
        reach = 0.5 * plot.x_range[1]
        low = 0.4 * size * PIXEL * DOWN
        ends = np.array([plot.c2p(-reach, 0.0), plot.c2p(reach, 0.0)]) + low
        line = VMobject(stroke_color=colors.drawn_far, stroke_width=self.theme.line_width)
        line.set_points_as_corners(ends)
        name = Label(self.word("error"), size, colors.muted)
        return VGroup(decoration(line), name.set_line(ends.mean(axis=0) + 0.8 * size * PIXEL * DOWN))

    def free_place(self) -> Region:
        """Above the small houses, at the left of the mansion."""
        hero, half = self.regions.hero, self.plot.mansion_width / 2 * PIXEL
        left = hero.edge(LEFT)[0]
        width = self.plot.c2p(*self.market.mansion)[0] - half - left
        share = 0.72 if self.scene.format == WIDE else 0.9
        top = self.names[1].get_bottom()[1] - 30 * PIXEL
        height = min(0.66 * share * width, 3.1)
        return Region(left + width / 2, top - height / 2, share * width, height)
