"""Chapter: regression predicts a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from manim import LEFT, UP, FadeIn, ValueTracker, VGroup

from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import line_path, state_at
from loss_scenes.pictures.fitted_line import FittedLine
from loss_scenes.pictures.houses import Houses, MarketPlot, stems
from narrated.design.layout import PIXEL
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

FIRST_LINE = (-40.0, 330.0)
_ABOVE, _ABOVE_NARROW = 1.12, 1.5  # what is shown above the price that is asked for: the name needs room


class Regression(Chapter):
    """A line comes down to least squares; then the price of a house is read from it.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses; the mansion is not among them.
    first_line
        At which the descent begins: slope in prices per standard deviation of the area, and mean price.
    query
        Area of the house whose price is asked for.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        first_line: tuple[float, float] = FIRST_LINE,
        query: float = 152.0,
    ) -> None:
        super().__init__(scene)
        self.market, self.query = market, query
        self.path = line_path(market.x, market.y, first_line)
        self.learnt, self.risen = ValueTracker(0.0), ValueTracker(0.4)
        # There is room for the house that is asked for where the mansion would stand.
        said = market.predict(market.line("squared", 0.0), query)
        hero = self.regions.hero
        above = _ABOVE if hero.width > hero.height else _ABOVE_NARROW
        self.plot = MarketPlot(self.regions.stage, hero, replace(market, mansion=(query, above * said)))

    def line(self) -> Line:
        """The line of the moment."""
        slope, intercept = state_at(self.path, self.learnt.get_value())
        return Line(float(slope), float(intercept))

    def height(self) -> float:
        """The price that the house of the moment has risen to: at last that of the line."""
        return self.risen.get_value() * self.market.predict(self.line(), self.query)

    @beat
    def predict_a_number(self) -> None:
        motion, colors, word = self.theme.motion, self.theme.colors, self.word
        houses, line = Houses(self.plot), FittedLine(self.plot, self.line, colors.squared)
        axes = self.plot.axis_names(word("area"), word("price"))
        asked, number = self.asked()
        title = Label(word("regression"), self.theme.type.title, colors.text, weight="BOLD")
        title.set_line(axes[1].get_bottom() + (0.75 * self.theme.type.title) * PIXEL * -UP)
        title.set_line(np.array([self.regions.hero.edge(LEFT)[0], title.line_middle, 0.0]), LEFT)
        with self.narrate("regression"):
            arrive = FadeIn(line, houses, title, axes)
            self.on("regression", self.clear_body(), arrive, run_time=motion.swift)
            self.add(line, houses)
            self.fill(self.learnt.animate.set_value(1.0))
            self.add(asked)
            self.on("house", FadeIn(number), run_time=motion.snap)
            self.then(self.risen.animate.set_value(1.0), run_time=motion.calm)

    def asked(self) -> tuple[VGroup, VGroup]:
        """The house whose price is asked for, on its stem, and the price that it stands at."""
        colors, plot, at = self.theme.colors, self.plot, self.query
        house = House(1.25 * plot.house_width, 1)
        stem = stems(plot.c2p(at, 0.0)[None], plot.c2p(at, 0.0)[None]).set_stroke(colors.gold)

        def place() -> np.ndarray:
            return np.asarray(plot.c2p(at, self.height()))

        def stand(thing: Any) -> None:
            thing.move_to(place())

        def grow(upright: Any) -> None:
            upright.set_points(stems(plot.c2p(at, 0.0)[None], place()[None]).points)

        house.add_updater(stand, call_updater=True)
        stem.add_updater(grow, call_updater=True)
        number = LiveNumber(
            self.height, decimals=0, template=self.word("price_template"),
            size=self.theme.type.number, color=colors.gold,
        )  # fmt: skip
        above = (0.62 * plot.house_width * 1.25 + 0.7 * self.theme.type.number) * PIXEL

        def hover(mobject: Any) -> None:
            mobject.set_line(place() + above * UP, np.zeros(3))

        number.add_updater(hover, call_updater=True)
        return VGroup(stem, house), VGroup(number)
