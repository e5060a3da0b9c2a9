"""Chapter: the squared error: why a square is dear, and the mansion whose square outgrows all others."""

from __future__ import annotations

from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    LaggedStart,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.losses import squared_error
from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.dragged import Dragged
from loss_scenes.pictures.one_error import DOT, OneError
from narrated.design.layout import PIXEL
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat
from voiceover.errors import InputError

GHOSTS = (0.0, 0.1, 0.22, 0.47)  # weights of the mansion whose lines are about equally far from each other


class SquaredError(Chapter):
    """An error grows, and its square grows faster; then a mansion's square pulls the line over to it.

    Parameters
    ----------
    scene
        Where it is told.
    market
        The houses, and the one that is far off.
    factor
        How many times as large the error becomes.
    law
        The square, as it is written.

    Raises
    ------
    InputError
        For a factor under 2: there would be nothing to count.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        market: Market = MARKET,
        factor: int = 2,
        law: str = "r^2",
    ) -> None:
        super().__init__(scene)
        if factor < 2:
            raise InputError(f"the error becomes {factor} times as large", permitted="2 or more, as a whole")
        self.market, self.factor, self.law = market, factor, law
        self.ink = self.theme.colors.squared
        # The house that is dearest for its size: the story begins with it, and comes back to the row with it.
        self.chosen = int(np.argmin(market.residuals(market.line("squared", 0.0))))
        self.error = ValueTracker(1.0)
        self.pull, self.grown = ValueTracker(0.0), ValueTracker(0.0)
        self.wide = self.regions.hero.width > 1.5 * self.regions.hero.height
        self.dragged = Dragged(
            self.regions.stage,
            self.regions.hero,
            market,
            self.line,
            self.ink,
            self.grown.get_value,
            [market.line("squared", weight) for weight in GHOSTS],
            lambda: int(np.searchsorted(GHOSTS, self.weight())),
        )
        self.one = self.one_error()
        self.tiles = self.one.squares(factor)
        self.names = self.error_and_penalty()

    # -- one error -------------------------------------------------------------------------------------------

    def one_error(self) -> OneError:
        """As large as the picture allows, with room for the words beside it or above it."""
        hero = self.regions.hero
        chosen = cast(Drawing, self.dragged.houses.drawn[self.chosen])
        large = chosen.copy().scale_to_fit_height(0.22 * hero.height)
        below, beside, above = 84 * PIXEL, 330 * PIXEL, 300 * PIXEL
        if self.wide:
            side, left = hero.height - large.height - below, 450 * PIXEL
        else:
            side, left = min(hero.height - above - below, hero.width - beside), DOT
        foot = hero.edge(LEFT + DOWN) + np.array([left + side, below, 0.0])
        unit, stage = side / self.factor, self.regions.stage
        return OneError(stage, foot, unit, self.error.get_value, self.ink, house=large)

    def error_and_penalty(self) -> VGroup:
        """The error's name, how it grows, the penalty's name and how that grows, and the law."""
        plot, size, red = self.one.plot, self.theme.type, self.theme.colors.outlier
        half, air = self.factor / 2, 40 * PIXEL
        beside = plot.c2p(0.0, 0.5) + air * RIGHT
        name = Label(self.word("error"), size.heading, red, weight="BOLD").set_line(beside, LEFT)
        letter = formula("r", size.title, red).next_to(name, RIGHT, buff=24 * PIXEL)
        letter.align_to(name, DOWN).shift(8 * PIXEL * UP)
        times = Label(self.times(self.factor), size.title, red, weight="BOLD")
        times.set_line(plot.c2p(0.0, half) + air * RIGHT + 60 * PIXEL * DOWN, LEFT)
        penalty = Label(self.word("penalty"), size.heading, self.ink, weight="BOLD")
        cost = float(squared_error(float(self.factor))) / float(squared_error(1.0))
        dear = Label(self.times(cost), size.display, self.ink, weight="BOLD")
        if self.wide:
            middle = plot.c2p(-float(self.factor), half) + 64 * PIXEL * LEFT
            dear.set_line(middle + 50 * PIXEL * DOWN, RIGHT)
            penalty.set_line(middle + 90 * PIXEL * UP, RIGHT)
        else:
            corner = plot.c2p(-float(self.factor), float(self.factor))
            dear.set_line(corner + 100 * PIXEL * UP, LEFT)
            penalty.set_line(corner + 230 * PIXEL * UP, LEFT)
        small = self.tiles[0].get_center()
        room = Region(small[0], small[1], 0.8 * self.one.unit, 0.8 * self.one.unit)
        law = formula(self.law, size.display, self.theme.colors.drawn_dark, within=room)
        law.set_z_index(1)
        return VGroup(VGroup(name, letter), times, VGroup(penalty, dear), law)

    @staticmethod
    def times(factor: float) -> str:
        """How a factor is written."""
        return f"×{plain_number(factor, 0)}"

    def line_name(self) -> Label:
        """The loss, written under the line at its right end."""
        one, hero = self.one, self.regions.hero
        text = self.word("line")
        wide = Label(text, self.theme.type.heading, weight="BOLD").width
        x = one.plot.p2c(hero.edge(RIGHT) + LEFT * (wide / 2 + 12 * PIXEL))[0]
        slope, height = one.says()
        name = one.plot.name_along(text, self.ink, lambda at: slope * at + height, x, above=False)
        return name.shift(12 * PIXEL * DOWN)

    @beat
    def square_the_error(self) -> None:
        motion, one = self.theme.motion, self.one
        name, times, cost, law = self.names
        first, rest = self.tiles[0], self.tiles[1:]
        with self.narrate("mse"):
            self.then(self.clear_body(), run_time=motion.snap)
            there = FadeIn(one.line), FadeIn(one.house), FadeIn(self.line_name())
            self.then(*there, run_time=motion.brief)
            self.then(FadeIn(one.dots, name), run_time=motion.brief)
            self.add(first, one.line, one.house, one.dots)
            self.then(GrowFromPoint(first, first.get_corner(DOWN + RIGHT)), run_time=motion.quick)
            self.then(FadeIn(law), run_time=motion.swift)
            further = (self.factor - 1) * one.unit * UP
            centre = one.plot.c2p(0.0, self.factor / 2)[1] + 60 * PIXEL - name.get_y()
            self.on(
                "double",
                self.error.animate.set_value(float(self.factor)),
                one.house.animate.shift(further),
                name.animate.shift(centre * UP),
                run_time=motion.quick,
            )
            self.then(FadeIn(times), run_time=motion.snap)
            self.fill(self.count(first, rest))
            self.on("square", FadeIn(cost), run_time=motion.snap)

    def count(self, first: VMobject, rest: VMobject) -> Animation:
        """Copies of the small square take their places in the large one, one after the other."""
        moves = [ReplacementTransform(first.copy(), tile) for tile in rest]
        return LaggedStart(*moves, lag_ratio=0.6)

    # -- the mansion -----------------------------------------------------------------------------------------

    def line(self) -> Line:
        """The line of the moment."""
        return self.market.line("squared", self.weight())

    def weight(self) -> float:
        """Of the mansion; its first bit moves the line most, so that comes slowly."""
        return float(self.pull.get_value() ** 2)

    def outlier_share(self) -> float:
        """Of the mansion in the sum of the squares of the moment, in percent."""
        return self.market.outlier_share(self.line())

    def share(self) -> VGroup:
        """The mansion's share, beside its square or, where there is no room, beside the mansion."""
        picture, hero, size = self.dragged, self.regions.hero, self.theme.type
        air = 56 * PIXEL
        self.grown.set_value(1.0)
        picture.largest.follow()
        far = picture.largest.get_left()[0]
        self.grown.set_value(0.0)
        picture.largest.follow()
        top = hero.edge(UP)[1]
        if not self.wide:
            far = picture.mansion.get_left()[0]
        words, large = (size.heading, size.display) if self.wide else (size.label, 0.88 * size.title)
        name = Label(self.word("share"), words, self.ink, weight="BOLD")
        name.move_to((far - air, top, 0.0), aligned_edge=RIGHT + UP)
        number = LiveNumber(self.outlier_share, decimals=0, template="{}%", size=large, color=self.ink)
        number.set_line(np.array([far - air, top, 0.0]), RIGHT)
        below = name.get_bottom()[1] - (32 if self.wide else 12) * PIXEL
        return VGroup(name, number.shift((below - number.get_top()[1]) * UP))

    @beat
    @after("square_the_error")
    def square_the_outlier(self) -> None:
        motion, picture = self.theme.motion, self.dragged
        share = self.share()
        picture.hang(self.regions.frame.edge(UP)[1])
        with self.narrate("outlier"):
            one = self.one
            self.then(self.clear_body(one.line, one.house, self.tiles), run_time=motion.snap)
            self.then(*self.step_back(), run_time=motion.brief)
            self.add(picture.houses, picture.largest, picture.mansion, picture.dots)
            self.on("outlier", picture.fall(), run_time=motion.brief)
            landed = self.grown.animate.set_value(1.0), picture.houses.hop(), FadeIn(share)
            self.then(*landed, run_time=motion.quick)
            self.add(picture.swept)
            self.on("drag", self.pull.animate.set_value(1.0), run_time=motion.beat)

    def step_back(self) -> list[Animation]:
        """Animations in which the one house takes its place in the row, and its square shrinks with it."""
        one, picture, at = self.one, self.dragged, self.chosen
        there = picture.houses.drawn[at]
        others = [house for house in picture.houses.drawn if house is not there]
        small = picture.squares_of([at])
        return [
            ReplacementTransform(one.line, picture.model),
            ReplacementTransform(one.house, there),
            FadeOut(self.tiles, target_position=small.get_center(), scale=small.width / self.tiles.width),
            FadeIn(picture.houses.stems, picture.squares, *others),
        ]
