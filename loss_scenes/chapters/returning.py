"""Chapter: the mansion is back, and the line of the Huber loss holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from narrated.mobjects.text import Label, plain_number
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_BESIDE = 44 * PIXEL
"""Between the mansion, the longer arrow's middle, and what is said of it."""
_APART = 3.6
"""From the middle of one arrow to that of the other, in half widths of the longer one's edge."""
_SLIM, _SHORT = 0.7, 0.5
"""The shorter arrow's width, by that of the other, and its head, by its length: the rest is its shaft."""


class Returning(Chapter):
    """The Huber line among the houses; the mansion falls, and only the line of the squares would go along.

    How hard the mansion pulls at either is drawn to one scale, side by side. How far it is off the line of
    the squares is said in deltas, and that the longer pull is as many times what Huber's is at most.

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
        """From the line of the squares towards the mansion, as far as the error is drawn by now."""
        area, _ = self.market.mansion
        said = self.market.predict(self.squared(), area)
        return np.array([(area, said, area, said + self.drawn_error(self.squared()))])

    def squared_pull(self) -> float:
        """How hard the mansion pulls at the line of the squares, as far as its error is drawn.

        In units of the most that it can pull at the line of the Huber loss.
        """
        return float(SQUARED.gradient(self.drawn_error(self.squared()))) / self.most

    def huber_pull(self) -> float:
        """How hard it pulls at the line of the Huber loss, in the same units."""
        return float(HUBER.gradient(self.drawn_error(self.huber()), delta=self.market.delta)) / self.most

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
        ghost, swept = self.squared_ghost(plot)
        line, name, dots, capped = self.huber_line(plot)
        pulls, (whose, so_far, so_hard) = self.pulls(plot, houses)
        pair = self.bowl.pair
        with self.narrate("back"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            pair.clear_updaters(recursive=True)
            small = [Transform(loss, curve) for loss, curve in zip(pair, self.formulas(), strict=True)]
            # The houses come while the bowl becomes small: no picture stands empty between the two.
            self.add(dots)
            come = FadeIn(houses, line, name, mansion)
            self.then(self.clear_body(*pair, dots), ground, *small, come, run_time=motion.brief)
            self.then(FadeIn(self.bowl.plate), run_time=motion.snap)  # the bowl has passed its place
            self.on("back", mansion.fall(), run_time=motion.brief)
            landed = houses.hop(), FadeIn(mansion.stem, whose, so_far), FadeOut(mansion.streaks)
            # One line goes along with what pulls at it. How far off it will rest is told at once, how hard it
            # is pulled then when it does: one is read after the other.
            self.add(swept, ghost, pulls)
            grown = self.error.animate.set_value(1.0), self.weight.animate.set_value(1.0)
            self.then(*landed, *grown, run_time=motion.quick)
            self.fill(FadeIn(so_hard, rate_func=motion.soon(0.5)))
            holds = Indicate(name, 1.12, self.theme.colors.huber)
            self.on("stays", holds, FadeIn(capped, rate_func=motion.soon(0.35)), run_time=motion.calm)

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

    def huber_line(self, plot: MarketPlot) -> VGroup:
        """The line that holds, its name, the mansion's error, and why that cannot drag it away."""
        colors, sizes, (area, _) = self.theme.colors, self.theme.type, self.market.mansion
        metre = plot.c2p(1.0, 0.0)[0] - plot.c2p(0.0, 0.0)[0]
        # At the left of the mansion's stem where there is room, else across it.
        spot = area - (2.1 * sizes.heading * PIXEL / metre if self.broad else 0.0)
        size = sizes.heading if self.broad else sizes.body
        name = LineName(plot, self.word("robust"), colors.huber, self.huber, spot, above=False, size=size)
        pull = Label(
            self.word("pull"), sizes.heading if self.broad else sizes.body, colors.huber, weight="BOLD"
        )
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

    def pulls(self, plot: MarketPlot, houses: Houses) -> tuple[VGroup, VGroup]:
        """The mansion's pulls at both lines, side by side, to one scale; and what is said of the longer one.

        Whose it is, how many deltas the mansion is off that line, and how many times the other it is.
        """
        colors, sizes, hero = self.theme.colors, self.theme.type, self.regions.hero
        size = sizes.heading if self.broad else sizes.body
        middle, half = plot.c2p(*self.market.mansion)[0], plot.mansion_width / 2 * PIXEL
        left = middle - half - _BESIDE
        last, area = self.market.line("squared"), float(plot.p2c(np.array([left, 0.0, 0.0]))[0])
        start = plot.c2p(area, self.market.predict(last, area))[1]
        # All of the longer one is seen, which is longest in the end; the other has room below the mansion.
        times = self.market.deltas_off(last)
        unit = (hero.edge(UP)[1] - self.theme.curve_width / 2 * PIXEL - start) / times
        longer = self.pull(plot, left, self.squared, lambda: unit * self.squared_pull(), colors.squared)
        # Clear of the last house, where houses stand close.
        beside = max(left + _APART * longer.thick, houses.drawn[-1].get_right()[0] + longer.thick)
        pulls = VGroup(
            longer,
            self.pull(
                plot, beside, self.huber, lambda: unit * self.huber_pull(),
                colors.huber, slim=_SLIM, head=_SHORT * unit / (_SLIM * longer.thick),
            ),
        )  # fmt: skip
        count = plain_number(times, 0)
        said = VGroup(
            *(
                Label(words, size, color, weight="BOLD")
                for words, color in (
                    (self.word("by_squares"), colors.squared),
                    (self.word("error_of").format(count), colors.outlier),
                    (self.word("pull_of").format(count), colors.squared),
                )
            )
        )
        # At its left, above the roofs and the line, the last lowest.
        roofs = [house.get_top()[1] for house in houses.drawn if house.get_left()[0] < left]
        low, pitch = max(start, *roofs) + 0.9 * size * PIXEL, 1.25 * size * PIXEL
        for row, label in enumerate(reversed(said)):
            cast(Label, label).set_line(np.array([left - _BESIDE, low + row * pitch, 0.0]), RIGHT)
        return pulls, said

    def pull(
        self,
        plot: MarketPlot,
        x: float,
        line: Callable[[], Line],
        long: Callable[[], float],
        color: str,
        **how: float,
    ) -> Pull:
        """An arrow upwards from a line, at a place of the scene, so long."""
        area = float(plot.p2c(np.array([x, 0.0, 0.0]))[0])

        def tail() -> np.ndarray:
            # On the upper edge of the line, not in it: a short one is seen whole.
            on = self.theme.curve_width / 2 * PIXEL * UP
            return np.array(plot.c2p(area, self.market.predict(line(), area)) + on)

        return Pull(tail, lambda: long() * UP, color, rimmed=True, **how)

    def squared_ghost(self, plot: MarketPlot) -> tuple[FittedLine, Swept]:
        """The line of the squares, and what it sweeps over."""
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
