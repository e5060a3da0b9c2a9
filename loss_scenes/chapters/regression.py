"""Chapter: regression predicts a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import LEFT, RIGHT, UP, FadeIn, ValueTracker, VGroup

from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.fitted_line import FittedLine
from loss_scenes.pictures.houses import Houses, MarketPlot, stems
from narrated.design.layout import PIXEL
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

FIRST_LINE = Line(-1.35, 447.0)
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
        At which the descent begins.
    query
        Area of the house whose price is asked for.
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
        self.learnt = ValueTracker(0.0)
        # There is room for the house that is asked for where the mansion would stand.
        said = market.predict(market.line("squared", 0.0), query)
        hero = self.regions.hero
        above = _ABOVE if hero.width > 1.5 * hero.height else _ABOVE_NARROW
        self.plot = MarketPlot(self.regions.stage, hero, replace(market, mansion=(query, above * said)))

    def line(self) -> Line:
        """The line of the moment."""
        slope, intercept = state_at(self.path, self.learnt.get_value())
        return Line(float(slope), float(intercept))

    def said(self) -> float:
        """The price that the line of the moment says for the house that is asked for."""
        return self.market.predict(self.line(), self.query)

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
            self.on("house", FadeIn(asked, number), run_time=motion.quick)

    def asked(self) -> tuple[VGroup, LiveNumber]:
        """The house whose price is asked for, on the line, and what the line says."""
        colors, plot = self.theme.colors, self.plot
        foot, place = plot.c2p(self.query, 0.0), plot.c2p(self.query, self.fitted())
        house = House(1.25 * plot.house_width, 1).move_to(place)
        stem = stems(foot[None], place[None]).set_stroke(colors.gold)
        number = LiveNumber(
            self.said, decimals=0, template=self.word("price_template"),
            size=self.theme.type.number, color=colors.gold,
        )  # fmt: skip
        above = (0.62 * plot.house_width * 1.25 + 0.7 * self.theme.type.number) * PIXEL
        # To the left: the line goes on to the right.
        return VGroup(stem, house), number.set_line(place + above * UP, RIGHT)

    def fitted(self) -> float:
        """The price that the line says when its descent is over."""
        slope, intercept = state_at(self.path, 1.0)
        return self.market.predict(Line(float(slope), float(intercept)), self.query)
