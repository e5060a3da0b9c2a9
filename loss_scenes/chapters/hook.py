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
from loss_scenes.pictures.one_row import one_row
from loss_scenes.pictures.two_formulas import SAME, TwoFormulas
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_ROW = 1.4  # of the names beside the formulas, in em
_AIR = 16 * PIXEL  # between what stands close together


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
        """From the line that stays towards the mansion, as far as the error is drawn by now.

        The other line comes to cut it when it is dragged off: what is above that is the error of that one.
        """
        area, price = self.market.mansion
        said = self.market.predict(self.huber_now(), area)
        return np.array([[area, said, area, said + self.error.get_value() * (price - said)]])

    @beat
    def let_the_mansion_fall(self) -> None:
        motion, self.delta = self.theme.motion, ValueTracker(SAME)
        self.names = self.plot.axis_names(self.word("area"), self.word("price"), within=self.regions.hero)
        self.guess, self.line_names = self.named_line(), self.named_lines()
        place = self.free_place()
        question = self.question(place)
        self.inset, drawn = self.axes(place)
        self.formulas = bleeding(TwoFormulas(drawn, self.delta.get_value))
        self.curve_names = self.named_curves()
        self.add(self.swept, self.huber, self.squared, self.guess, self.names, self.houses, self.dots)
        self.add(self.mansion, question)
        with self.narrate("same"):
            self.fill(self.mansion.animate.set_fallen(0.12))
            self.on("mansion", self.mansion.fall(), run_time=motion.quick)
            landed = self.houses.hop(), FadeIn(self.mansion.stem), self.error.animate.set_value(1.0)
            self.then(*landed, FadeOut(self.mansion.streaks), run_time=motion.quick)
            self.then(FadeOut(question), run_time=motion.snap)
            self.fill(Create(self.formulas.squared), FadeIn(self.inset, self.curve_names[0]))
            # It is the one formula that becomes the other: what it was stays behind as a thin line.
            self.add(self.formulas)
            thin = cast(Any, self.formulas.squared).animate.set_stroke(width=self.theme.line_width)
            self.on("formula", self.delta.animate.set_value(1.0), thin, run_time=motion.beat)
            self.fill(FadeIn(self.curve_names[1]))

    @beat
    @after("let_the_mansion_fall")
    def drag_one_line(self) -> None:
        motion = self.theme.motion
        with self.narrate("two"):
            self.let_weigh("lines", self.dots, *self.line_names)
            # What names both lines is gone before they part.
            self.fill(FadeOut(self.guess))
            moved = self.weight.animate.set_value(1.0), self.apart.animate.set_value(1.0)
            named = FadeIn(self.line_names, rate_func=motion.late(0.5))
            self.on("dragged", *moved, named, run_time=motion.beat)
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

    def dragged(self) -> Line:
        """The dragged line, in scene units."""
        plot, line = self.plot, self.market.line("squared")
        start, end = plot.c2p(0.0, line.intercept), plot.c2p(1.0, line.slope + line.intercept)
        slope = float((end[1] - start[1]) / (end[0] - start[0]))
        return Line(slope, float(start[1] - slope * start[0]))

    def over_dragged(self) -> Line:
        """In scene units, above this the name on the dragged line reaches nothing."""
        line = self.dragged()
        high = self.name_high() * float(np.hypot(1.0, line.slope)) + _AIR
        return Line(line.slope, line.intercept + high)

    def name_high(self) -> float:
        """How far a line's name reaches away from it."""
        return (1.1 * self.theme.type.body + 14) * PIXEL

    def named_lines(self) -> VGroup:
        """The names of the lines when these have parted: on the one, below the mansion; under the other."""
        plot, colors, size = self.plot, self.theme.colors, self.theme.type.body
        over, stem = self.over_dragged(), float(plot.c2p(*self.market.mansion)[0])
        foot = float(plot.c2p(*self.market.mansion)[1] - self.mansion.mansion.height / 2)
        end, start = min(stem - 2 * _AIR, (foot - over.intercept) / over.slope), stem + _AIR
        # The name on the dragged line begins at the right of all roofs that rise above that.
        on = self.dragged()
        roofs = [
            min(float(house.get_right()[0]), (float(house.get_top()[1]) - on.intercept) / on.slope)
            for house in self.houses.drawn
            if house.get_top()[1] > on.slope * house.get_left()[0] + on.intercept
        ]
        room = (end - max(roofs, default=-np.inf) - _AIR) * float(np.hypot(1.0, on.slope))
        along = plot.c2p(1.0, self.huber_now().slope) - plot.c2p(0.0, 0.0)
        across, up, _ = along / np.linalg.norm(along)
        free = float(self.regions.hero.edge(RIGHT)[0] - start - up * self.name_high())
        to_end, from_start = (float(plot.p2c(np.array([x, 0.0, 0.0]))[0]) for x in (end, start))
        return VGroup(
            LineName(
                plot, self.word("squared_line"), colors.squared, self.squared_now, to_end, edge=RIGHT,
                size=size, longest=room,
            ),
            LineName(
                plot, self.word("huber"), colors.huber, self.huber_now, from_start, above=False, edge=LEFT,
                size=size, longest=free / across,
            ),
        )  # fmt: skip

    def name_size(self) -> float:
        """Of what is named beside the formulas: in a broad picture there is more room."""
        sizes = self.theme.type
        return sizes.body if self.regions.frame.broad else sizes.label

    def named_curves(self) -> VGroup:
        """The names of the two formulas, each at its right arm: one above its end, one below it."""
        colors, size, plot = self.theme.colors, self.name_size(), self.formulas.plot
        squared, huber = (
            Label(self.word(key), size, color, weight="BOLD")
            for key, color in (("squared_line", colors.squared), ("huber", colors.huber))
        )
        end, top, _ = plot.region.edge(UP + RIGHT)
        aside = end + 0.5 * size * PIXEL
        inner = float(plot.p2c(np.array([aside - huber.width, 0.0, 0.0]))[0])
        arm, axis = (float(plot.c2p(0.0, value)[1]) for value in (float(huber_of_squares(inner)), 0.0))
        low = max(arm - 0.9 * size * PIXEL, axis + 0.55 * size * PIXEL)
        return VGroup(
            squared.set_line(np.array([end, top + _ROW / 2 * size * PIXEL, 0.0]), RIGHT),
            huber.set_line(np.array([aside, low, 0.0]), RIGHT),
        )

    def axes(self, place: Region) -> tuple[VGroup, Region]:
        """The axes of the two formulas with their names, and where the curves stand on them."""
        colors, size = self.theme.colors, self.name_size()
        row = _ROW * size * PIXEL
        drawn = Region(place.x, place.y, place.width - row, place.height - 2 * row)
        axes = VMobject(stroke_color=colors.axis, stroke_width=self.theme.line_width)
        axes.set_points_as_corners([drawn.edge(side) for side in (UP + LEFT, DOWN + LEFT, DOWN + RIGHT)])
        penalty, error = (Label(self.word(key), size, colors.muted) for key in ("penalty", "error"))
        penalty.set_line(drawn.edge(DOWN + LEFT) + row / 2 * DOWN, LEFT)
        error.set_line(drawn.edge(DOWN + RIGHT) + row / 2 * DOWN, RIGHT)
        return bleeding(VGroup(decoration(axes), penalty, error)), drawn

    def question(self, place: Region) -> Label:
        """What the fall is about, where the formulas will stand."""
        size = self.theme.type.display
        return one_row(self.word("question"), size, place, least=0.4 * size, edge=ORIGIN)

    def free_place(self) -> Region:
        """Above the small houses and the dragged line's name, at the left of the mansion."""
        hero, half = self.regions.hero, self.plot.mansion_width / 2 * PIXEL
        left = hero.edge(LEFT)[0]
        width = self.plot.c2p(*self.market.mansion)[0] - half - left
        share = 0.72 if self.scene.format == WIDE else 0.94
        # The price's name stands beside it in a wide picture, else above it.
        top = hero.edge(UP)[1] if self.scene.format == WIDE else self.names[1].get_bottom()[1] - 30 * PIXEL
        over, right = self.over_dragged(), left + (1 + share) / 2 * width
        height = min(top - float(over.slope * right + over.intercept), 3.1)
        return Region(left + width / 2, top - height / 2, share * width, height)
