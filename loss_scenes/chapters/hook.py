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
    RoundedRectangle,
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
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.two_formulas import TwoFormulas
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_ROW = 1.4  # of the names on the leaf with the formulas, in em


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
        motion, self.delta = self.theme.motion, ValueTracker(3.3)
        self.names = self.plot.axis_names(self.word("area"), self.word("price"), within=self.regions.hero)
        self.guess = self.named_line()
        place = self.free_place()
        question = self.question(place)
        self.inset, drawn = self.drawn_on(place)
        self.formulas = bleeding(TwoFormulas(drawn, self.delta.get_value))
        self.curve_names = self.named_curves()
        self.add(self.swept, self.huber, self.squared, self.guess, self.names, self.houses, self.dots)
        self.add(self.mansion, question)
        with self.narrate("same"):
            self.fill(self.mansion.animate.set_fallen(0.12))
            self.on("mansion", self.mansion.fall(), run_time=motion.quick)
            landed = self.houses.hop(), FadeIn(self.mansion.stem), self.error.animate.set_value(1.0)
            self.then(*landed, FadeOut(self.mansion.streaks), run_time=motion.quick)
            self.on("formula", FadeOut(question), run_time=motion.snap)
            self.then(FadeIn(self.inset), run_time=motion.swift)
            self.fill(Create(self.formulas.squared), FadeIn(self.curve_names[0]))
            self.add(self.formulas.huber, self.formulas.squared)

    @beat
    @after("let_the_mansion_fall")
    def drag_one_line(self) -> None:
        motion, huber = self.theme.motion, self.curve_names[1]
        with self.narrate("two"):
            self.let_weigh("lines", self.dots)
            # What names both lines is gone before they part.
            self.fill(self.delta.animate.set_value(1.0), FadeIn(huber), FadeOut(self.guess))
            moved = self.weight.animate.set_value(1.0), self.apart.animate.set_value(1.0)
            self.on("dragged", *moved, run_time=motion.beat)
            pulse = cast(Any, self.apart).animate(rate_func=rate_functions.there_and_back).set_value(0.0)
            self.on("holds", pulse, run_time=motion.calm)

    def let_weigh(self, name: str, *more: VMobject) -> None:
        """How much the mansion counts may be chosen; ``more``: what else shows it."""
        area, price = self.market.mansion
        weight = Handle("weight", self.weight, (0.0, 1.0), drags=(self.squared,))
        # Huber's line is thin where the two are apart.
        apart = Handle("apart", self.apart, (0.0, 1.0), follows=1.0)
        self.explorable(
            name,
            handles=[weight, apart],
            marks=[self.swept, self.huber, self.squared, *more],
            tells={"price": LiveNumber(lambda: price, decimals=0)}
            | {
                loss: LiveNumber(lambda line=line: self.market.predict(line(), area), decimals=0)  # type: ignore[misc]
                for loss, line in (("squared", self.squared_now), ("huber", self.huber_now))
            },
        )

    def named_line(self) -> LineName:
        """What the two lines are, while they lie on each other: below them, at the right of the houses."""
        plot, line, air = self.plot, self.huber_now(), 32 * PIXEL
        read, house = self.regions.hero.edge(RIGHT)[0] - air, self.houses.drawn.get_right()[0]
        rises = plot.c2p(1.0, line.slope) - plot.c2p(0.0, 0.0)
        return LineName(
            plot, self.word("guess"), self.theme.colors.text, self.huber_now,
            float(plot.p2c(np.array([read, 0.0, 0.0]))[0]), above=False, edge=RIGHT,
            longest=(read - house) * float(np.linalg.norm(rises) / rises[0]),
        )  # fmt: skip

    def named_curves(self) -> VGroup:
        """The names of the two formulas, each at its right arm: one above its end, one below it."""
        colors, size, plot = self.theme.colors, self.theme.type.label, self.formulas.plot
        squared, huber = (
            Label(self.word(key), size, color, weight="BOLD")
            for key, color in (("squared", colors.squared), ("huber", colors.huber))
        )
        end, top, _ = plot.region.edge(UP + RIGHT)
        aside = end + 0.5 * size * PIXEL  # to the edge of the leaf, nearly
        inner = float(plot.p2c(np.array([aside - huber.width, 0.0, 0.0]))[0])
        arm, axis = (float(plot.c2p(0.0, value)[1]) for value in (float(huber_of_squares(inner)), 0.0))
        low = max(arm - 0.9 * size * PIXEL, axis + 0.55 * size * PIXEL)
        return VGroup(
            squared.set_line(np.array([end, top + _ROW / 2 * size * PIXEL, 0.0]), RIGHT),
            huber.set_line(np.array([aside, low, 0.0]), RIGHT),
        )

    def drawn_on(self, place: Region) -> tuple[VGroup, Region]:
        """A leaf with the axes of the two formulas and their names, and where the curves stand on it."""
        colors, size = self.theme.colors, self.theme.type.label
        row = _ROW * size * PIXEL
        leaf = RoundedRectangle(width=place.width, height=place.height, corner_radius=self.theme.corner)
        leaf.set_stroke(colors.drawn_far, self.theme.hair_width).set_fill(colors.panel, opacity=1)
        drawn = Region(place.x, place.y, place.width - row, place.height - 2 * row)
        axes = VMobject(stroke_color=colors.axis, stroke_width=self.theme.line_width)
        axes.set_points_as_corners([drawn.edge(side) for side in (UP + LEFT, DOWN + LEFT, DOWN + RIGHT)])
        penalty, error = (Label(self.word(key), size, colors.muted) for key in ("penalty", "error"))
        penalty.set_line(drawn.edge(DOWN + LEFT) + row / 2 * DOWN, LEFT)
        error.set_line(drawn.edge(DOWN + RIGHT) + row / 2 * DOWN, RIGHT)
        return bleeding(
            VGroup(decoration(leaf.move_to(place.center)), decoration(axes), penalty, error)
        ), drawn

    def question(self, place: Region) -> Label:
        """What the fall is about, where the formulas will stand."""
        size = self.theme.type.display
        return one_row(self.word("question"), size, place, least=0.4 * size, edge=ORIGIN)

    def free_place(self) -> Region:
        """Above the small houses, at the left of the mansion."""
        hero, half = self.regions.hero, self.plot.mansion_width / 2 * PIXEL
        left = hero.edge(LEFT)[0]
        width = self.plot.c2p(*self.market.mansion)[0] - half - left
        share, high = (0.72, 0.66) if self.scene.format == WIDE else (0.94, 0.92)
        top = self.names[1].get_bottom()[1] - 30 * PIXEL
        height = min(high * share * width, 3.1)
        return Region(left + width / 2, top - height / 2, share * width, height)
