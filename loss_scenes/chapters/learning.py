"""Chapter: step by step the line loses fewer points, and its guesses are better."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, ValueTracker, VGroup

from loss_scenes.losses import squared_error
from loss_scenes.market import MARKET, Market
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, Swept
from loss_scenes.pictures.houses import Houses, MarketPlot
from loss_scenes.pictures.looked_at import looked_at
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.relations import in_step
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

WORST = Line(slope=-0.9, intercept=240.0)

# Of the time that the steps take: the first is the longest, and after each one the line rests.
_MOMENTS, _STEPS = (0.0, 0.36, 0.48, 0.72, 0.8, 1.0), (0, 1, 1, 2, 2, 3)
_BAR = 0.42  # of the width, for the points of the first line


class Learning(Chapter):
    """A line over the houses goes down the gradient of its mean squared error.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses.
    start, rate
        The first line, and the learning rate of its steps.
    unit
        What is off by so much loses one point.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        start: Line = WORST,
        rate: float = 0.33,
        unit: float = 10.0,
    ) -> None:
        super().__init__(scene)
        self.market, self.unit = market, unit
        self.clock, self.measured = ValueTracker(0.0), ValueTracker(0.0)
        self.path = descend_line(market.x, market.y, start, rate=rate, steps=_STEPS[-1])

    def step(self) -> float:
        """How many steps the line has gone by now."""
        return float(np.interp(self.clock.get_value(), _MOMENTS, _STEPS))

    def line_now(self) -> Line:
        """The line of the moment."""
        return Line(*interpolate(np.array(self.path), self.step()).tolist())

    def points_now(self) -> float:
        """Points that it loses, on average of the houses."""
        return float(np.mean(squared_error(self.market.residuals(self.line_now()) / self.unit)))

    def typical_gap(self) -> float:
        """The typical miss, in the unit of prices: the root of the mean square."""
        return self.unit * float(np.sqrt(self.points_now()))

    def missed(self) -> np.ndarray:
        """From every house to what the line says, shape (n, 4)."""
        x, y = self.market.x, self.market.y
        reach = self.measured.get_value() * self.market.residuals(self.line_now())
        return np.column_stack([x, y, x, y + reach])

    @beat
    def lose_fewer_points(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        plot = MarketPlot(self.regions.stage, looked_at(self.regions), self.market, mansion=False)
        houses, line = bleeding(Houses(plot)), FittedLine(plot, self.line_now, colors.squared)
        steps = Swept(
            plot, self.line_now, self.path, lambda: int(self.step() + 1e-6), colors.squared, tinted=False
        )
        dots = bleeding(DottedLines(plot, self.missed, colors.outlier, dot=10.0))
        number = self.number()
        with self.narrate("descend"):
            self.then(self.clear_body(), FadeIn(steps, line, houses, number), run_time=motion.swift)
            self.add(dots)
            self.bring_to_back(dots)
            self.fill(self.measured.animate.set_value(1.0))
            self.on("descend")
            rest = self.seconds_left()
            self.then(steady(self.clock, 1.0), run_time=max(rest - motion.quick, rest / 2))

    def number(self) -> VGroup:
        """The points lost now, at the top left: name, bar of their length, and the typical miss in money."""
        sizes, hero, colors = self.theme.type, self.regions.hero, self.theme.colors
        corner, high = hero.edge(UP + LEFT), 0.26 * sizes.display * PIXEL
        name = Label(self.word("points_lost"), sizes.body, colors.text)
        name.set_line(corner + DOWN * 0.7 * sizes.body * PIXEL, LEFT)
        value = LiveNumber(self.points_now, decimals=0, size=sizes.display, color=colors.squared, edge=LEFT)
        value.set_line(corner + DOWN * (1.4 * sizes.body + 0.55 * sizes.display) * PIXEL, LEFT)
        low, wide = value.get_bottom()[1] - 0.4 * sizes.body * PIXEL, _BAR * hero.width
        first = self.points_now()
        place = Region(corner[0] + wide / 2, low - high / 2, wide, high)
        bar = Bar(place, lambda: self.points_now() / first, colors.squared)
        shown = VGroup(name, value, bar)
        if hero.broad:  # elsewhere houses stand there
            typical = LiveNumber(
                self.typical_gap, decimals=0, template=self.word("typical"), size=sizes.body, edge=LEFT
            )
            shown.add(
                typical.set_line(np.array([corner[0], low - high - 0.8 * sizes.body * PIXEL, 0.0]), LEFT)
            )
        in_step(*shown[1:])
        return shown
