"""Chapter: three families of losses, each at its own work: a line, a boundary, a painting out of noise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Line, ValueTracker, VGroup

from loss_scenes.chapters.generation import SEED, painted_at, painting, shown
from loss_scenes.chapters.regression import FIRST_LINE, Handed
from loss_scenes.market import MARKET, Market
from loss_scenes.models import lines
from loss_scenes.models.line_descent import descend_line
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.fitted_line import FittedLine
from loss_scenes.pictures.houses import KINDS, Houses, MarketPlot
from loss_scenes.pictures.shelves import named_rows, names_of_one_size
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_NEAR, _APART = 0.2, 0.28  # of a place's width: where the animals stand before and after they are sorted
_BETWEEN = 0.2  # pictures that are painted
_AIR, _ANIMALS = 0.3, 1.25  # beside places in a broad frame; how wide is that of two animals, by another
_SEEDS = SEED, SEED + 6  # of their noise: cats that sit towards each other


class Families(Chapter):
    """A line tilts through houses, a boundary parts cat and dog, noise clears; then each is named.

    Parameters
    ----------
    scene
        Where it is told; its words have ``regression``, ``classification`` and ``generation``.

    Examples
    --------
    The beat of scene 3 by itself::

        from loss_scenes.lesson import LESSON

        class WhatIsPredicted(Excerpt):
            lesson, script, lines = LESSON, "scene3", ["families"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                families = Families(self)

                families.name_the_families()
    """

    def __init__(self, scene: NarratedScene) -> None:
        super().__init__(scene)
        self.tilted, self.painted = ValueTracker(0.0), ValueTracker(0.0)
        self.few = 0, 4, 8, 11  # of the houses: so many are seen well in a third of the picture
        self.market = Market([MARKET.areas[n] for n in self.few], [MARKET.prices[n] for n in self.few])
        path = descend_line(self.market.x, self.market.y, FIRST_LINE, rate=0.05, steps=150)
        self.path = np.array(path)
        self.handed: Handed | None = None  # what goes on into the regression, once it is drawn

    @beat
    def name_the_families(self) -> None:
        motion, ink, gold = self.theme.motion, self.theme.colors.text, self.theme.colors.gold
        places = self.places()
        line, houses = self.houses(places[0][0])
        cat, dog, boundary = self.animals(places[1][0])
        pictures = self.pictures(places[2][0])
        keys = ("regression", "classification", "generation")
        names = self.names(keys, [place for _, place in places])
        apart = (_APART - _NEAR) * places[1][0].width * RIGHT
        self.add(line, houses, cat, dog, pictures, *names)
        self.handed = Handed(line, houses, self.few, names[0], VGroup(boundary, cat, dog, pictures))
        with self.narrate("families"):
            called = [name.animate.set_color(ink) for name in names]
            self.then(called[0], self.tilted.animate.set_value(1.0), run_time=motion.calm)
            self.then(
                called[1], Create(boundary), cat.animate.shift(-apart), dog.animate.shift(apart),
                run_time=motion.calm,
            )  # fmt: skip
            self.fill(called[2], self.painted.animate.set_value(1.0))
            self.on("families", *(name.animate.set_color(gold) for name in names), run_time=motion.quick)

    def places(self) -> list[tuple[Region, Region]]:
        """Of each family: its picture and its name; columns in a broad frame, else rows."""
        horizon, frame = self.scene.ground.horizon, self.regions.frame
        if frame.broad:
            hero = self.regions.hero
            seen = Region(frame.x, hero.y, frame.width - 2 * _AIR, hero.height).down_to(horizon)
            parts = [column.rows(1, 4.4) for column in seen.columns(1, _ANIMALS, 1, gap=_AIR)]
            return [(picture, name) for name, picture in parts]
        return named_rows(self.regions, horizon, 3, gap=0.2)

    def names(self, keys: Sequence[str], places: Sequence[Region]) -> list[Label]:
        """What the families are called, all in the size of the one that needs most room."""
        words, hero = [self.word(key) for key in keys], self.regions.hero
        return names_of_one_size(words, places, hero, self.theme.type.title)

    def houses(self, place: Region) -> tuple[FittedLine, Houses]:
        """A line that tilts until it goes through a few houses, and those."""
        plot = MarketPlot(place, place, self.market, mansion=False)

        def line() -> lines.Line:
            slope, intercept = state_at(self.path, self.tilted.get_value())
            return lines.Line(float(slope), float(intercept))

        few = Houses(plot, [KINDS[n] for n in self.few])
        return FittedLine(plot, line, self.theme.colors.squared), bleeding(few)

    def animals(self, place: Region) -> tuple[Cat, Dog, Line]:
        """A cat and a dog, and the boundary that comes between them."""
        size, foot = min(0.9 * place.height, 0.56 * place.width) / PIXEL, place.edge(DOWN)
        cat = Cat(size).stand(foot + _NEAR * place.width * LEFT)
        dog = Dog(size).stand(foot + _NEAR * place.width * RIGHT)
        high = min(place.height, 1.4 * size * PIXEL)
        middle, lean = (
            foot + 0.07 * size * PIXEL * RIGHT,
            0.05 * place.width * RIGHT,
        )  # clear of the cat's tail
        boundary = Line(
            middle + high * UP + lean, middle - lean, stroke_color=self.theme.colors.cross_entropy,
            stroke_width=self.theme.curve_width,
        )  # fmt: skip
        return bleeding(cat), bleeding(dog), bleeding(boundary)

    def pictures(self, place: Region) -> VGroup:
        """What is painted out of noise, from the ground up: in a broad place two, which differ."""
        squares = place.grid(2 if place.broad else 1, 1, gap=_BETWEEN)
        side = 0.94 * min(place.width, squares[0].height)
        drawn = VGroup()
        for square, seed in zip(squares, _SEEDS, strict=False):
            low = float(place.edge(DOWN)[1]) + 0.03 * side + side / 2
            drawn.add(Pixels(Region(square.x, low, side, side), partial(self.painting, seed)))
        return bleeding(drawn)

    def painting(self, seed: int) -> np.ndarray:
        """How far the picture that begins with a noise has come."""
        return shown(painted_at(painting(seed=seed), self.painted.get_value()))
