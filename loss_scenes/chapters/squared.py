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
    Wait,
)

from loss_scenes.market import MARKET, Market
from loss_scenes.models.lines import Line
from loss_scenes.pictures.dragged import Dragged
from loss_scenes.pictures.one_error import DOT, OneError
from loss_scenes.pictures.penalty_words import PenaltyWords, name_of_line
from narrated.design.layout import PIXEL
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

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
        self.market, self.factor = market, factor
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
        self.words = PenaltyWords(
            self.one, factor, self.word("error"), self.word("penalty"), law, above=not self.wide
        )

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

    @beat
    def square_the_error(self) -> None:
        motion, one, words = self.theme.motion, self.one, self.words
        first, rest = self.tiles[0], self.tiles[1:]
        line_name = name_of_line(one, self.word("line"), self.regions.hero.edge(RIGHT)[0])
        with self.narrate("mse"):
            # The names of the five are read to their end.
            self.then(Wait(), run_time=motion.brief)
            self.then(
                self.clear_body(),
                FadeIn(one.line),
                FadeIn(one.house),
                FadeIn(line_name),
                run_time=motion.brief,
            )
            self.then(FadeIn(one.dots, words.error), run_time=motion.brief)
            self.add(first, one.line, one.house, one.dots)
            self.then(GrowFromPoint(first, first.get_corner(DOWN + RIGHT)), run_time=motion.quick)
            self.then(FadeIn(words.law), run_time=motion.swift)
            self.on(
                "double",
                self.error.animate.set_value(float(self.factor)),
                one.house.animate.shift((self.factor - 1) * one.unit * UP),
                words.error.animate.shift(words.rise()),
                run_time=motion.quick,
            )
            self.then(FadeIn(words.times), run_time=motion.snap)
            self.fill(self.count(first, rest))
            self.on("square", FadeIn(words.cost), run_time=motion.snap)

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
        top, air = hero.edge(UP)[1], 56 * PIXEL
        beside = picture.square_of_the_mansion(lambda: 1.0) if self.wide else picture.mansion
        far = beside.get_left()[0]
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
            self.then(
                self.clear_body(self.one.line, self.one.house, self.tiles),
                *self.step_back(),
                run_time=motion.brief,
            )
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
