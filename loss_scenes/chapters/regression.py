"""Chapter: regression predicts a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.falling_loss import FallingLoss, below_falling_loss
from loss_scenes.pictures.family_head import family_name
from loss_scenes.pictures.fitted_line import FittedLine
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.shelves import in_sight
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DottedLines, Segments
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

FIRST_LINE = Line(-1.35, 447.0)
ASKED = 166.0, 147.0, 160.0
"""Beyond the largest house that is known, so that what is asked for stands before none of them."""
_COMES = 0.4  # of the time that all takes to come in: before that nobody reads what is new
_ABOVE, _ABOVE_NARROW = 1.12, 1.62  # what is shown above the price that is asked for: there the names are


class Handed(NamedTuple):
    """What the regression's picture grows out of: a small one of the same market among others."""

    line: FittedLine
    houses: Houses
    which: Sequence[int]  # of the market, in their order
    name: Label
    others: VGroup


class Regression(Chapter):
    """A line that is fitted; any area has its price on it, and a house without a price goes along it.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses; the mansion is not among them.
    first_line
        What the loss is a share of: at which a descent would begin.
    asked
        Areas of the house whose price is asked for: where it comes, to where it goes back, and where it
        stays.

    Examples
    --------
    The beat of scene 3 by itself::

        from loss_scenes.lesson import LESSON

        class PriceOfAHouse(Excerpt):
            lesson, script, lines = LESSON, "scene3", ["regression"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                regression = Regression(self)

                regression.predict_a_number()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        first_line: Line = FIRST_LINE,
        asked: tuple[float, float, float] = ASKED,
    ) -> None:
        super().__init__(scene)
        self.market, self.first_line, self.areas = market, first_line, asked
        self.line = market.line("squared", 0.0)
        self.area = ValueTracker(asked[0])
        # There is room for the house that is asked for where the mansion would stand.
        largest = max(asked)
        place = in_sight(self.regions, scene.ground.horizon)
        above = _ABOVE if place.broad else _ABOVE_NARROW
        highest = largest, above * market.predict(self.line, largest)
        self.plot = MarketPlot(self.regions.stage, place, replace(market, mansion=highest))
        self.fitted = FittedLine(self.plot, lambda: self.line, self.theme.colors.squared)

    def said(self) -> float:
        """The price that the line says for the house that is asked for."""
        return self.market.predict(self.line, self.area.get_value())

    @beat
    def predict_a_number(self, handed: Handed | None = None) -> None:
        """Line and houses come in, or grow out of a small picture of them, and push all others aside."""
        motion = self.theme.motion
        houses, line = bleeding(Houses(self.plot)), self.fitted
        gaps, axes = self.gaps(), self.axes()
        title = family_name(self.regions.hero, self.word("regression"))
        loss = self.loss(title)
        house, stem, number = self.asked(axes[0])
        with self.narrate("regression"):
            comes = self.grow(handed, title, line, houses) if handed else [FadeIn(title, line, houses)]
            stays = (handed.name, handed.line, *handed.houses.drawn, handed.others) if handed else ()
            words = FadeIn(axes, loss, rate_func=motion.late(_COMES))
            self.on("regression", self.clear_body(*stays), *comes, words, run_time=motion.calm)
            self.remove(*stays)
            self.add(title, line, gaps, houses, loss)
            self.then(FadeIn(stem), FadeIn(house, number, shift=house.width * LEFT), run_time=motion.brief)
            self.add(stem, house, number)
            # Any area has its price, and every step along the line another one: back, and on again.
            _, back, last = self.areas
            self.fill(self.area.animate.set_value(back))
            self.on("house", self.area.animate.set_value(last), run_time=motion.brief)

    def grow(self, handed: Handed, title: Label, line: FittedLine, houses: Houses) -> list[Animation]:
        """Animations: the small picture becomes this one; what is beside it goes out of sight."""
        handed.line.clear_updaters()
        handed.others.clear_updaters(recursive=True)  # pixels would go back to where they are shown
        new = [house for n, house in enumerate(houses.drawn) if n not in handed.which]
        pairs = [
            (handed.line, line.copy().clear_updaters()),
            (handed.name, title.copy()),
            *zip(handed.houses.drawn, (houses.drawn[n].copy() for n in handed.which), strict=True),
        ]
        aside = FadeOut(handed.others, shift=self.regions.frame.width * RIGHT)
        late = self.theme.motion.late(_COMES)
        return [*(Transform(*pair) for pair in pairs), aside, FadeIn(houses.stems, *new, rate_func=late)]

    def loss(self, title: Label) -> FallingLoss:
        """What learning has made small, beside the family's name and below it."""
        mean = self.market.mean_square
        left = mean(self.line) / mean(self.first_line)
        name, color = self.word("mean_square"), self.theme.colors.squared
        return FallingLoss(self.regions.hero, title, name, lambda: left, color)

    def axes(self) -> VGroup:
        """What is given, at the right above the ground, and what is predicted, below the family's name."""
        size, color, hero = self.theme.type.body, self.theme.colors.muted, self.regions.hero
        low = hero.edge(DOWN + RIGHT) + 0.52 * size * PIXEL * UP
        high = below_falling_loss(hero).edge(UP + LEFT) - 0.65 * size * PIXEL * UP
        return VGroup(
            Label(self.word("area"), size, color).set_line(low, RIGHT),
            Label(self.word("price"), size, color).set_line(high, LEFT),
        )

    def gaps(self) -> DottedLines:
        """How far the line is off for every house."""
        market, (slope, intercept) = self.market, self.line
        gaps = np.column_stack([market.x, slope * market.x + intercept, market.x, market.y])
        return bleeding(DottedLines(self.plot, lambda: gaps, self.theme.colors.outlier, dot=10.0))

    def asked(self, named: VMobject) -> tuple[House, VMobject, LiveNumber]:
        """The house whose price is asked for, its stem, and what the line says: they go along the line.

        The stem stands on the axis's name where it would run through it.
        """
        colors, plot = self.theme.colors, self.plot
        house = House(1.25 * plot.house_width, 1)
        number = LiveNumber(
            self.said, decimals=0, template=self.word("price_template"),
            size=self.theme.type.number, color=colors.gold,
        )  # fmt: skip
        above = (0.62 * plot.house_width * 1.25 + 0.7 * self.theme.type.number) * PIXEL

        def there() -> np.ndarray:
            return np.asarray(plot.c2p(self.area.get_value(), self.said()))

        at = detached(there)
        house.add_updater(lambda house: house.move_to(at()), call_updater=True)
        # To the left: the line goes on to the right.
        number.add_updater(lambda number: number.set_line(at() + above * UP, RIGHT), call_updater=True)

        def upright() -> np.ndarray:
            return np.array([(area := self.area.get_value(), foot, area, self.said())])

        ends, air = [plot.c2p(area, 0.0)[0] for area in self.areas], 0.1
        runs_through = min(ends) < named.get_right()[0] + air and named.get_left()[0] - air < max(ends)
        foot = plot.p2c(named.get_top() + air * UP)[1] if runs_through else 0.0
        stem = Segments(plot, upright, colors.gold, width=self.theme.line_width)
        return bleeding(house), stem, number
