"""Chapter: the mansion is back, and the line of the Huber loss holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
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
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat


class Returning(Chapter):
    """The Huber line among the houses; the mansion falls, and only the line of the squares would go along.

    How hard the mansion pulls at either is said in what Huber's pull is at most: at the line of the squares
    an arrow is as long, at the other it would hardly be seen.

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
        """How hard the mansion pulls at the line of the squares, as far as its error is drawn.

        In units of the most that it can pull at the line of the Huber loss.
        """
        return float(SQUARED.gradient(self.drawn_error(self.squared()))) / self.most

    def huber_pull(self) -> float:
        """How hard it pulls at the line of the Huber loss, in the same units."""
        error = self.market.surplus(self.market.line("huber"))
        return float(HUBER.gradient(error, delta=self.market.delta)) / self.most

    @property
    def most(self) -> float:
        """The largest pull of the Huber loss."""
        return float(HUBER.gradient(self.market.delta, delta=self.market.delta))

    @beat
    @after("bend_the_parabola")
    def come_back(self) -> None:
        motion = self.theme.motion
        plot = MarketPlot(self.regions.stage, self.regions.hero, self.market)
        houses, mansion = Houses(plot), FallingMansion(plot, hung=0.5, askew=-0.1)
        ghost, swept, called = self.squared_ghost(plot)
        line, name, dots, pull = self.huber_line(plot, called.em)
        pull_of_squares, so_hard = self.pull_of_squares(plot, mansion, float(houses.drawn[-1].get_top()[1]))
        pair = self.bowl.pair
        with self.narrate("back"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            pair.clear_updaters(recursive=True)
            small = [Transform(loss, curve) for loss, curve in zip(pair, self.formulas(), strict=True)]
            self.then(self.clear_body(*pair), ground, *small, run_time=motion.swift)
            self.add(dots)
            self.then(FadeIn(houses, line, name, mansion, self.bowl.plate), run_time=motion.brief)
            self.add(pull_of_squares)
            self.on("back", mansion.fall(), run_time=motion.brief)
            grown, counted = self.error.animate.set_value(1.0), FadeIn(so_hard)
            landed = houses.hop(), FadeIn(mansion.stem), grown, counted, FadeOut(mansion.streaks)
            self.then(*landed, run_time=motion.brief)
            self.add(swept, ghost)
            self.fill(self.weight.animate.set_value(1.0), FadeIn(called))
            holds = Indicate(name, 1.12, self.theme.colors.huber)
            self.on("stays", holds, FadeIn(pull, rate_func=motion.soon(0.35)), run_time=motion.calm)

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
        name = LineName(plot, word, colors.huber, self.huber, spot, above=False, size=size)
        said = self.word("capped").format(plain_number(self.huber_pull(), 0))
        pull = Label(said, sizes.body if self.broad else sizes.label, colors.huber, weight="BOLD")
        # Under the mansion: beside the name, or where there is no room, below that.
        below = plot.c2p(area, self.market.predict(self.market.line("huber"), area))
        pull.set_line(below + 1.3 * sizes.heading * PIXEL * DOWN)
        start, end = name.get_right()[0] + 0.4 * sizes.body * PIXEL, self.regions.hero.edge(RIGHT)[0]
        if self.broad and start + pull.width <= end:
            pull.shift(max(0.0, start - pull.get_left()[0]) * RIGHT)
        else:
            pull.shift(1.2 * sizes.heading * PIXEL * DOWN)
        # Within what is read, however long the words are.
        pull.shift(min(0.0, end - pull.get_right()[0]) * RIGHT)
        return VGroup(
            FittedLine(plot, self.huber, colors.huber),
            name,
            DottedLines(plot, self.missed, colors.outlier),
            pull,
        )

    def pull_of_squares(
        self, plot: MarketPlot, mansion: FallingMansion, roof: float
    ) -> tuple[Pull, LiveNumber]:
        """The pull at the line of the squares, on the mansion's error below its foot, and how hard it is.

        That is told beside it, above the roof of the nearest house.
        """
        (area, _), last = self.market.mansion, self.market.line("squared")
        colors, size = self.theme.colors, self.theme.type.body
        start = plot.c2p(area, self.market.predict(last, area))[1]
        most = float(SQUARED.gradient(self.market.surplus(last))) / self.most
        scale = (mansion.floor - 0.2 * size * PIXEL - start) / most

        def tail() -> np.ndarray:
            return np.array(plot.c2p(area, self.market.predict(self.squared(), area)))

        arrow = Pull(tail, lambda: scale * self.squared_pull() * UP, colors.squared, rimmed=True)
        number = LiveNumber(
            self.squared_pull, decimals=0, template=self.word("pull_of"), size=size, color=colors.squared
        )

        def follow(number: Mobject) -> None:
            middle = tail() + scale * self.squared_pull() / 2 * UP
            middle[1] = max(middle[1], roof + 0.8 * size * PIXEL)
            cast(LiveNumber, number).set_line(middle + 0.9 * size * PIXEL * LEFT, RIGHT)

        number.add_updater(detached(follow), call_updater=True)
        return bleeding(arrow), number

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
