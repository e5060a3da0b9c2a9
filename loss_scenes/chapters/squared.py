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
from loss_scenes.pictures.falling_loss import bar_in_track
from loss_scenes.pictures.name_plate import below_plate, name_plate
from loss_scenes.pictures.one_error import DOT, OneError
from loss_scenes.pictures.penalty_words import PenaltyWords
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

GHOSTS = (0.0, 0.1, 0.22, 0.47)  # weights of the mansion whose lines are about equally far from each other

_HOUSE = 0.42  # height of the house, by the side of its largest square

_FRONT = 0.5  # depth of the first square, before the others and behind its law


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

    Examples
    --------
    The first beat by itself::

        from loss_scenes.lesson import LESSON

        class TwiceTheError(Excerpt):
            lesson, script, lines = LESSON, "scene4", ["mse"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                squared = SquaredError(self)

                squared.square_the_error()
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
        self.wide = self.regions.hero.broad
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
        self.plate = name_plate(self.regions.hero, self.word("mse_name"), self.ink)
        self.one = self.one_error()
        self.tiles = self.one.squares(factor)
        self.words = PenaltyWords(
            self.one, factor, self.word("error"), self.word("penalty"), law, above=not self.wide,
            place=self.regions.hero,
        )  # fmt: skip

    # -- one error -------------------------------------------------------------------------------------------

    def one_error(self) -> OneError:
        """As large as the picture allows, with room for the words beside it or above it."""
        hero, stage = self.regions.hero if self.wide else below_plate(self.regions.hero), self.regions.stage
        chosen = cast(Drawing, self.dragged.houses.drawn[self.chosen])
        upright = hero.upright
        below, beside, above = 84 * PIXEL, 230 * PIXEL, 290 * PIXEL
        if upright:
            above = 276 * PIXEL
        elif not self.wide:
            below = 110 * PIXEL
        if self.wide:
            side = (hero.height - below) / (1 + _HOUSE / 2)
            right = hero.x + side / 2
        else:
            # The square, which nobody reads, may reach to the side of an upright picture.
            left = (stage if upright else hero).edge(LEFT)[0] + DOT
            right = hero.edge(RIGHT)[0] - beside
            side = min(hero.height - above - below, right - left)
        large = chosen.copy().scale_to_fit_height(_HOUSE * side)
        foot = np.array([right, hero.edge(DOWN)[1] + below, 0.0])
        return OneError(stage, foot, side / self.factor, self.error.get_value, self.ink, house=large)

    @beat
    def square_the_error(self) -> None:
        motion, one, words = self.theme.motion, self.one, self.words
        first, rest = self.tiles[0], self.tiles[1:]
        with self.narrate("mse"):
            # The names of the five are read to their end.
            self.then(Wait(), run_time=motion.calm)
            self.then(
                self.clear_body(),
                FadeIn(one.line),
                FadeIn(one.house),
                run_time=motion.brief,
            )
            self.then(FadeIn(one.dots, words.error, self.plate), run_time=motion.brief)
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
        # They come out from behind it: nothing passes before the law that stands on it.
        moves = [ReplacementTransform(first.copy(), tile) for tile in rest]
        first.set_z_index(_FRONT)
        return LaggedStart(*moves, lag_ratio=0.6)

    # -- the mansion -----------------------------------------------------------------------------------------

    def line(self) -> Line:
        """The line of the moment."""
        return self.market.line("squared", self.weight())

    def weight(self) -> float:
        """Of the mansion; its first bit moves the line most, so that comes slowly."""
        return float(self.pull.get_value() ** 2)

    @beat
    @after("square_the_error")
    def square_the_outlier(self) -> None:
        motion, picture, colors = self.theme.motion, self.dragged, self.theme.colors
        right = float(self.regions.hero.edge(RIGHT)[0])
        (area, _), old, new = self.market.mansion, self.word("before"), self.word("dragged")
        if self.wide:
            before = picture.name_line(old, picture.old.line, colors.drawn_shade, right)
            dragged = picture.name_line(new, self.line, colors.text, right)
        else:
            before = picture.name_before(old, colors.drawn_shade, right)
            dragged = picture.name_in_the_gap(new, self.line, colors.text)
        falls = self.falls()
        picture.hang(self.regions.frame.edge(UP)[1])
        with self.narrate("outlier"):
            self.then(
                self.clear_body(self.plate, self.one.line, self.one.house, self.tiles),
                *self.step_back(),
                run_time=motion.brief,
            )
            self.add(picture.houses, picture.largest, picture.mansion, picture.dots)
            self.on("outlier", picture.fall(), run_time=motion.brief)
            self.then(
                self.grown.animate.set_value(1.0), picture.houses.hop(), FadeIn(falls), run_time=motion.quick
            )
            self.add(falls)
            self.add(picture.swept, picture.old)
            self.explorable(
                "mansion",
                handles=[Handle("pull", self.pull, (0.0, 1.0), drags=(picture.model,))],
                marks=[picture.swept, picture.model, picture.squares, picture.largest, picture.dots],
                covered=[dragged],
                tells={"said": LiveNumber(lambda: self.market.predict(self.line(), area), decimals=0)},
            )
            # Its square pulls the line over, away from all the others.
            self.on("drag", self.pull.animate.set_value(1.0), FadeIn(before), run_time=motion.beat)
            self.then(FadeIn(dragged), run_time=motion.swift)

    def falls(self) -> VGroup:
        """Why the line gives way, under the loss's name: the mean of all squares is smaller for it."""
        mean, below = self.market.mean_square, below_plate(self.regions.hero)
        first = mean(self.line(), mansion=True)
        width = (0.34 if self.wide else 0.26) * below.width  # beside the mansion's square
        left, top = below.edge(UP + LEFT)[:2]
        size = self.theme.type.heading if self.wide else self.theme.type.body
        high = (1.2 if self.wide else 2.5) * size * PIXEL  # in a narrow picture there are two rows
        row = Region(float(left) + width / 2, float(top) - 0.4 * size * PIXEL - high / 2, width, high)
        name = Label(self.word("total_penalty"), size, self.ink, weight="BOLD", within=row, edge=LEFT)
        name.shift((row.edge(UP)[1] - name.get_top()[1]) * UP)
        place = Region(row.x, float(name.get_bottom()[1]) - 0.2, width, 0.2)
        return VGroup(bar_in_track(place, lambda: mean(self.line(), mansion=True) / first, self.ink), name)

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
