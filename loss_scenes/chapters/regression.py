"""Chapter: regression predicts a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

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
    rate_functions,
)

from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.falling_loss import FallingLoss, below_falling_loss
from loss_scenes.pictures.family_head import family_name
from loss_scenes.pictures.fitted_line import FittedLine
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.shelves import in_sight
from narrated.design.layout import PIXEL
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DottedLines, Segments
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

FIRST_LINE = Line(-1.35, 447.0)
_COMES = 0.4  # of the time that all takes to come in: before that nobody reads what is new
_MOST = 0.85  # of the way, when its price is spoken of
_ABOVE, _ABOVE_NARROW = 1.12, 1.62  # what is shown above the price that is asked for: there the names are


class Handed(NamedTuple):
    """What the regression's picture grows out of: a small one of the same market among others."""

    line: FittedLine
    houses: Houses
    which: Sequence[int]  # of the market, in their order
    name: Label
    others: VGroup


class Regression(Chapter):
    """A line comes down to least squares; then the price of a house is read from it.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses; the mansion is not among them.
    first_line
        At which the descent begins.
    query
        Area of the house whose price is asked for.

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
        query: float = 152.0,
    ) -> None:
        super().__init__(scene)
        self.market, self.query = market, query
        self.path = np.array(descend_line(market.x, market.y, first_line, rate=0.05, steps=150))
        self.learnt, self.along = ValueTracker(0.0), ValueTracker(0.0)
        # There is room for the house that is asked for where the mansion would stand.
        said = market.predict(market.line("squared", 0.0), query)
        place = in_sight(self.regions, scene.ground.horizon)
        above = _ABOVE if place.broad else _ABOVE_NARROW
        self.plot = MarketPlot(self.regions.stage, place, replace(market, mansion=(query, above * said)))
        self.fitted = FittedLine(self.plot, self.line, self.theme.colors.squared)

    def line(self) -> Line:
        """The line of the moment."""
        slope, intercept = state_at(self.path, self.learnt.get_value())
        return Line(float(slope), float(intercept))

    def said(self) -> float:
        """The price that the line of the moment says for the house that is asked for."""
        return self.market.predict(self.line(), self.area())

    def area(self) -> float:
        """Of the house that is asked for: it grows beyond the largest that is known."""
        largest = float(self.market.x.max())
        return largest + self.along.get_value() * (self.query - largest)

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
            # It sets off gently: the loss is seen to be full before it falls; near its end little is left.
            learn = cast(Any, self.learnt).animate(rate_func=rate_functions.ease_in_sine).set_value(1.0)
            self.then(learn, run_time=1.1 * motion.beat)
            self.add(stem, house, number)
            # Any area between two houses has its price, and every step along the line another one.
            self.fill(steady(self.along, _MOST))
            self.on("house", steady(self.along, 1.0), run_time=motion.swift)

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
        """What learning makes small, beside the family's name and below it."""
        mean = self.market.mean_square
        first = mean(self.line())
        return FallingLoss(
            self.regions.hero, title, self.word("mean_square"),
            lambda: mean(self.line()) / first, self.theme.colors.squared,
        )  # fmt: skip

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
        market = self.market

        def now() -> np.ndarray:
            slope, intercept = self.line()
            return np.column_stack([market.x, slope * market.x + intercept, market.x, market.y])

        return bleeding(DottedLines(self.plot, now, self.theme.colors.outlier, dot=10.0))

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
            return np.asarray(plot.c2p(self.area(), self.said()))

        at = detached(there)
        house.add_updater(lambda house: house.move_to(at()), call_updater=True)
        # To the left: the line goes on to the right.
        number.add_updater(lambda number: number.set_line(at() + above * UP, RIGHT), call_updater=True)

        def upright() -> np.ndarray:
            return np.array([(self.area(), foot, self.area(), self.said())])

        end, air = plot.c2p(self.query, 0.0)[0], 0.1
        runs_through = named.get_left()[0] - air < end < named.get_right()[0] + air
        foot = plot.p2c(named.get_top() + air * UP)[1] if runs_through else 0.0
        stem = Segments(plot, upright, colors.gold, width=self.theme.line_width)
        return bleeding(house), stem, number
