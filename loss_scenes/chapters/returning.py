"""Chapter: the mansion is back, and the line of the Huber loss holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from narrated.design.layout import PIXEL
from narrated.mobjects.marks import Boxes, DottedLines
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Returning(Chapter):
    """The Huber line among the houses; the mansion falls, and only the line of the squares would go along.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    market
        The houses and the mansion.
    ghosts
        Weights of the mansion whose squared lines are left behind as ghosts.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        ghosts: Sequence[float] = (0.10, 0.22, 0.47),
    ) -> None:
        super().__init__(scene)
        self.market, self.ghosts = market, tuple(ghosts)
        self.weight, self.error = ValueTracker(0.0), ValueTracker(0.0)

    def squared(self) -> Line:
        """The line of the squared error, with the mansion's weight of the moment."""
        return self.market.line("squared", self.weight.get_value())

    def huber(self) -> Line:
        """The line of the Huber loss, with the same weight."""
        return self.market.line("huber", self.weight.get_value())

    def missed(self) -> np.ndarray:
        """From the Huber line towards the mansion, as far as the error is drawn by now."""
        area, price = self.market.mansion
        said = self.market.predict(self.huber(), area)
        return np.array([(area, said, area, said + self.error.get_value() * (price - said))])

    @beat
    def come_back(self) -> None:
        motion = self.theme.motion
        plot = MarketPlot(self.regions.stage, self.regions.hero, self.market)
        houses, mansion = Houses(plot), FallingMansion(plot, hung=1.3)
        line, name, dots, pull = self.huber_line(plot)
        square, called = self.square(plot)
        ghost, swept = self.squared_ghost(plot)
        with self.narrate("back"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            self.then(self.clear_body(), ground, run_time=motion.swift)
            self.then(FadeIn(houses, line, name), run_time=motion.brief)
            self.add(square, dots, mansion)
            self.on("back", mansion.fall(), run_time=motion.brief)
            grown = self.error.animate.set_value(1.0)
            self.then(houses.hop(), FadeIn(mansion.stem), grown, run_time=motion.brief)
            self.then(FadeIn(called), run_time=motion.snap)
            self.add(swept, ghost)
            self.fill(self.weight.animate.set_value(1.0), FadeOut(mansion.streaks))
            self.on("stays", FadeOut(square, called), FadeIn(pull), run_time=motion.quick)

    def huber_line(self, plot: MarketPlot) -> VGroup:
        """The line that holds, its name, the mansion's error, and how hard that can pull at most."""
        colors, sizes, (area, _) = self.theme.colors, self.theme.type, self.market.mansion
        metre = plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0]
        broad = plot.place.width > 1.5 * plot.place.height
        # At the left of the mansion's stem where there is room, else across it.
        spot = area - (2.1 * sizes.heading * PIXEL / metre if broad else 0.0)
        name = LineName(plot, self.word("robust"), colors.huber, self.huber, spot, above=False)
        pull = Label(self.word("pull"), sizes.body, colors.huber, weight="BOLD")
        below = plot.c2p(spot, self.market.predict(self.market.line("huber"), spot))
        pull.set_line(below + (2.0 if broad else 2.5) * sizes.heading * PIXEL * DOWN)
        return VGroup(
            FittedLine(plot, self.huber, colors.huber),
            name,
            DottedLines(plot, self.missed, colors.outlier),
            pull,
        )

    def square(self, plot: MarketPlot) -> VGroup:
        """The square on the mansion's error, and what it is called."""
        color = self.theme.colors.squared
        origin = plot.c2p(0.0, 0.0)
        area_of = (plot.c2p(0.0, 1.0) - origin)[1] / (plot.c2p(1.0, 0.0) - origin)[0]

        def box() -> np.ndarray:
            ((right, low, _, high),) = self.missed()
            return np.array([(right - (high - low) * area_of, low, right, high)])

        area, price = self.market.mansion
        said = self.market.predict(self.market.line("huber", 0.0), area)
        name = Label(self.word("square"), self.theme.type.body, color, weight="BOLD")
        # Low in the square: the mansion stands before its upper part.
        corner = plot.c2p(area - (price - said) * area_of, said + 0.45 * (price - said))
        name.set_line(corner + 34 * PIXEL * RIGHT, LEFT)
        return VGroup(Boxes(plot, box, color, opacity=0.14, edge=True), name)

    def squared_ghost(self, plot: MarketPlot) -> tuple[FittedLine, Swept]:
        """The line of the squares, thin, and what it sweeps over."""
        color = self.theme.colors.squared
        states = [self.market.line("squared", weight) for weight in (0.0, *self.ghosts)]
        swept = Swept(
            plot,
            self.squared,
            states,
            lambda: 1 + int(np.searchsorted(self.ghosts, self.weight.get_value())),
            color,
        )
        return FittedLine(plot, self.squared, color, width=self.theme.line_width), swept
