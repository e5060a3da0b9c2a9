"""Chapter: the mansion is back, and the line of the Huber loss holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.catalogue import HUBER, SQUARED
from loss_scenes.chapters.robust import Robust
from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine, LineName, Swept
from loss_scenes.pictures.houses import FallingMansion, Houses, MarketPlot
from loss_scenes.pictures.name_plate import below_plate
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat


class Returning(Chapter):
    """The Huber line among the houses; the mansion falls, and only the line of the squares would go along.

    At its error stand two arrows to one scale, how hard the mansion pulls at either line.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    bowl
        Whose two losses become small, and stay in sight above the houses.
    market
        The houses and the mansion.
    ghosts
        Weights of the mansion whose squared lines are left behind as ghosts.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        bowl: Robust,
        market: Market = MARKET,
        ghosts: Sequence[float] = (0.10, 0.22, 0.47),
    ) -> None:
        super().__init__(scene)
        self.bowl = bowl
        self.broad = self.regions.hero.broad
        self.market, self.ghosts = market, tuple(ghosts)
        self.weight, self.error = ValueTracker(0.0), ValueTracker(0.0)

    def squared(self) -> Line:
        """The line of the squared error, with the mansion's weight of the moment."""
        return self.market.line("squared", self.weight.get_value())

    def huber(self) -> Line:
        """The line of the Huber loss, with the same weight."""
        return self.market.line("huber", self.weight.get_value())

    def drawn_error(self, line: Line) -> float:
        """How far the mansion is off a line, as much of it as is drawn by now."""
        return self.error.get_value() * self.market.surplus(line)

    def missed(self) -> np.ndarray:
        """From the Huber line towards the mansion, as far as the error is drawn by now."""
        area, _ = self.market.mansion
        said = self.market.predict(self.huber(), area)
        return np.array([(area, said, area, said + self.drawn_error(self.huber()))])

    def squared_pull(self) -> float:
        """How hard the mansion pulls at the line of the squares, for as much of the error as is drawn."""
        return float(SQUARED.gradient(self.drawn_error(self.squared())))

    def huber_pull(self) -> float:
        """The same at the line of the Huber loss."""
        return float(HUBER.gradient(self.drawn_error(self.huber()), delta=self.market.delta))

    @beat
    @after("bend_the_parabola")
    def come_back(self) -> None:
        motion = self.theme.motion
        plot = MarketPlot(self.regions.stage, self.regions.hero, self.market)
        houses, mansion = Houses(plot), FallingMansion(plot, hung=0.5, askew=-0.1)
        ghost, swept, called = self.squared_ghost(plot)
        line, name, dots, pull = self.huber_line(plot, called.em)
        pulls = self.pulls(plot, mansion)
        pair = self.bowl.pair
        with self.narrate("back"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            pair.clear_updaters(recursive=True)
            small = [Transform(loss, curve) for loss, curve in zip(pair, self.formulas(), strict=True)]
            self.then(self.clear_body(*pair), ground, *small, run_time=motion.swift)
            self.add(dots)
            self.then(FadeIn(houses, line, name, mansion, self.bowl.plate), run_time=motion.brief)
            self.add(pulls)
            self.on("back", mansion.fall(), run_time=motion.brief)
            grown = self.error.animate.set_value(1.0)
            landed = houses.hop(), FadeIn(mansion.stem), grown, FadeOut(mansion.streaks)
            self.then(*landed, run_time=motion.brief)
            self.add(swept, ghost)
            self.fill(self.weight.animate.set_value(1.0), FadeIn(called))
            holds = Indicate(name, 1.12, self.theme.colors.huber)
            self.on("stays", holds, FadeIn(pull), run_time=motion.calm)

    def formulas(self) -> list[VMobject]:
        """The bowl of the beat before, small, in the sky above the houses: the two curves of its losses."""
        hero, colors = below_plate(self.regions.hero), self.theme.colors
        high = hero.height * (0.4 if self.broad else 0.26)
        wide = 1.6 * high
        place = Region(hero.edge(LEFT)[0] + wide / 2, hero.edge(UP)[1] - high / 2, wide, high)
        plot = Plot(place, (-3.3, 3.3), (0.0, 6.0), bare=True)
        width = self.theme.curve_width
        return [
            plot.curve(SQUARED.value, colors.squared, width=width),
            plot.curve(HUBER.value, colors.huber, width=width),
        ]

    def huber_line(self, plot: MarketPlot, size: float) -> VGroup:
        """The line that holds, its name of a size, the mansion's error, and why that cannot drag it away."""
        colors, sizes, (area, _) = self.theme.colors, self.theme.type, self.market.mansion
        metre = plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0]
        # At the left of the mansion's stem where there is room, else across it.
        spot = area - (2.1 * sizes.heading * PIXEL / metre if self.broad else 0.0)
        word = self.word("robust")
        longest = Label(word, size, weight="BOLD").width
        name = LineName(plot, word, colors.huber, self.huber, spot, above=False, longest=longest)
        pull = Label(self.word("pull"), sizes.body, colors.huber, weight="BOLD")
        # Under the arrow that it says it of: beside the name, or where there is no room, below that.
        below = plot.c2p(area, self.market.predict(self.market.line("huber"), area))
        pull.set_line(below + (1.3 if self.broad else 2.5) * sizes.heading * PIXEL * DOWN)
        if self.broad:
            pull.shift(max(0.0, name.get_right()[0] + 0.4 * sizes.body * PIXEL - pull.get_left()[0]) * RIGHT)
        # Within what is read, however long the words are.
        pull.shift(min(0.0, self.regions.hero.edge(RIGHT)[0] - pull.get_right()[0]) * RIGHT)
        return VGroup(
            FittedLine(plot, self.huber, colors.huber),
            name,
            DottedLines(plot, self.missed, colors.outlier),
            pull,
        )

    def pulls(self, plot: MarketPlot, mansion: FallingMansion) -> VGroup:
        """On both sides of the error, the pulls at the lines, to one scale.

        The line of the squares comes to rest where the tip of its pull is seen above the roof.
        """
        area, _ = self.market.mansion
        last = self.market.line("squared")
        start, roof = plot.c2p(area, self.market.predict(last, area))[1], mansion.roof + 52 * PIXEL
        scale = (roof - start) / float(SQUARED.gradient(self.market.surplus(last)))
        colors, aside = self.theme.colors, 52 * PIXEL

        def arrow(line: Callable[[], Line], pull: Callable[[], float], side: int, color: str) -> Pull:
            def tail() -> np.ndarray:
                x = area + side * aside * (plot.x_range[1] - plot.x_range[0]) / plot.size[0]
                return np.array(plot.c2p(x, self.market.predict(line(), x)))

            # The mansion is behind it.
            return bleeding(Pull(tail, lambda: scale * pull() * UP, color, rimmed=True))

        return VGroup(
            arrow(self.squared, self.squared_pull, -1, colors.squared),
            arrow(self.huber, self.huber_pull, 1, colors.huber),
        )

    def squared_ghost(self, plot: MarketPlot) -> tuple[FittedLine, Swept, LineName]:
        """The line of the squares, what it sweeps over, and its name."""
        color = self.theme.colors.squared
        states = [self.market.line("squared", weight) for weight in (0.0, *self.ghosts)]
        swept = Swept(
            plot,
            self.squared,
            states,
            lambda: 1 + int(np.searchsorted(self.ghosts, self.weight.get_value())),
            color,
        )
        # Over the last houses, which lie lower than the line there.
        middle = float(np.mean(self.market.x[-3:-1]))
        longest = (0.17 if self.broad else 0.33) * plot.place.width
        name = LineName(plot, self.word("by_squares"), color, self.squared, middle, longest=longest)
        return FittedLine(plot, self.squared, color, width=self.theme.line_width), swept, name
