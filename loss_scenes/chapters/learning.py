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
from narrated.design.layout import PIXEL
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

WORST = Line(slope=-0.9, intercept=240.0)


class Learning(Chapter):
    """A line over the houses goes down the gradient of its mean squared error.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses.
    start, rate, steps
        The first line, and its steps.
    unit
        What is off by so much loses one point.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        start: Line = WORST,
        rate: float = 0.28,
        steps: int = 4,
        unit: float = 10.0,
    ) -> None:
        super().__init__(scene)
        self.market, self.unit, self.step = market, unit, ValueTracker(0.0)
        self.measured = ValueTracker(0.0)
        self.path = descend_line(market.x, market.y, start, rate=rate, steps=steps)

    def line_now(self) -> Line:
        """The line of the moment."""
        return Line(*interpolate(np.array(self.path), self.step.get_value()).tolist())

    def points_now(self) -> float:
        """Points that it loses, on average of the houses."""
        return float(np.mean(squared_error(self.market.residuals(self.line_now()) / self.unit)))

    def missed(self) -> np.ndarray:
        """From every house to what the line says, shape (n, 4)."""
        x, y = self.market.x, self.market.y
        reach = self.measured.get_value() * self.market.residuals(self.line_now())
        return np.column_stack([x, y, x, y + reach])

    @beat
    def lose_fewer_points(self) -> None:
        motion, colors, step = self.theme.motion, self.theme.colors, self.step
        plot = MarketPlot(self.regions.stage, self.regions.hero, self.market, mansion=False)
        houses, line = Houses(plot), FittedLine(plot, self.line_now, colors.squared)
        steps = Swept(
            plot, self.line_now, self.path, lambda: int(step.get_value() + 1e-6), colors.squared, tinted=False
        )
        dots = DottedLines(plot, self.missed, colors.outlier)
        number = self.number()
        last = len(self.path) - 1
        with self.narrate("descend") as sheet:
            self.then(self.clear_body(), FadeIn(steps, line, houses), run_time=motion.swift)
            self.add(dots)
            self.bring_to_back(dots)
            self.fill(self.measured.animate.set_value(1.0))
            self.on("descend", FadeIn(number), run_time=motion.brief)
            rest = (sheet.end - self.scene.frame) / self.scene.fps
            self.then(steady(step, last), run_time=max(rest - motion.quick, rest / 2))

    def number(self) -> VGroup:
        """The points lost now, under their name, at the top left."""
        sizes, hero, colors = self.theme.type, self.regions.hero, self.theme.colors
        corner = hero.edge(UP + LEFT)
        name = Label(self.word("points_lost"), sizes.body, colors.text)
        name.set_line(corner + DOWN * 0.7 * sizes.body * PIXEL, LEFT)
        value = LiveNumber(self.points_now, decimals=0, size=sizes.display, color=colors.outlier, edge=LEFT)
        value.set_line(corner + DOWN * (1.5 * sizes.body + 0.5 * sizes.display) * PIXEL, LEFT)
        return VGroup(name, value)
