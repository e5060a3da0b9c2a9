"""Chapter: four drawn things on the horizon, one for each fact that will be told."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, LaggedStart, Mobject, VGroup, VMobject

from loss_scenes.facts import GAME, TRAP, Game, Trap
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.mountains import Mountains
from loss_scenes.pictures.shelves import shelves
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.meadow import Bee, Flower
from narrated.mobjects.things import Cat, Person
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Curiosities(Chapter):
    """A bee at its flower, a mountain with a tunnel, a cat in two frames and a board; each of them stirs.

    Parameters
    ----------
    scene
        Where it is told.
    trap, game
        Of the facts that are drawn from data.

    Attributes
    ----------
    flying
        The bee, once it is drawn; before, None.
    """

    def __init__(self, scene: NarratedScene, *, trap: Trap = TRAP, game: Game = GAME) -> None:
        super().__init__(scene)
        self.trap, self.game = trap, game
        self.flying: Bee | None = None

    @beat
    def look_around(self) -> None:
        """Things are there from the first frame on and stir; sparks over them say that they are curious."""
        motion = self.theme.motion
        places, lines = shelves(self.regions, self.scene.ground.horizon, 4, self.theme, gap=56 * PIXEL)
        makers = self.bee, self.mountain, self.cat, self.board
        things, stirs = zip(*(make(place) for make, place in zip(makers, places, strict=True)), strict=True)
        sparks = [bleeding(_spark(thing, self.theme.colors.gold)) for thing in things]
        self.add(lines, *map(bleeding, things))
        with self.narrate("facts"):
            self.fill(LaggedStart(*stirs, lag_ratio=0.25))
            rise = LaggedStart(*(FadeIn(spark, shift=0.3 * UP) for spark in sparks), lag_ratio=0.25)
            self.on("facts", rise, run_time=motion.calm)
            self.fill(things[0][-1].animate.shift(0.3 * UP))

    def bee(self, place: Region) -> tuple[VGroup, Any]:
        """A bee flies to its flower."""
        high = min(0.54 * place.height, place.width) / PIXEL
        flower = Flower(high).stand(place.edge(DOWN))
        self.flying = bee = Bee(0.6 * high)
        lands = place.edge(DOWN) + 1.2 * high * PIXEL * UP
        bee.stand(lands + 0.12 * place.width * LEFT + 0.12 * place.height * UP)
        return VGroup(flower, bee), bee.animate.move_to(lands, aligned_edge=DOWN)

    def mountain(self, place: Region) -> tuple[VGroup, Any]:
        """A mountain with the way through it, and somebody who comes out."""
        trap, high = self.trap, min(0.84 * place.height, 1.5 * place.width)
        foot = Region(place.x, place.edge(DOWN)[1] + high / 2, place.width, high)
        rock = Mountains(foot, lambda x: trap.energy(x) - trap.level, (trap.trap, trap.exit), 1.5)
        at = rock.plot.c2p(trap.exit - 0.62, 0.0)
        mouth = Drawing(0.22 * place.width / PIXEL)
        mouth.box(-0.5, -1.3, 1.0, 1.3, mouth.colors.drawn_dark, radius=0.5)
        mouth.box(-0.5, -0.6, 1.0, 0.6, mouth.colors.drawn_dark)
        walker = Person(0.28 * place.width / PIXEL).stand(at)
        # All of him stays in sight.
        comes_out = min(0.3 * place.width, place.edge(RIGHT)[0] - walker.get_right()[0])
        return VGroup(rock, mouth.stand(at), walker), walker.animate.shift(comes_out * RIGHT)

    def cat(self, place: Region) -> tuple[VGroup, Any]:
        """A cat, and two pieces that are cut out of it."""
        high = min(0.78 * place.height, 1.05 * place.width)
        cat = Cat(high / PIXEL)
        cat.stand(place.edge(DOWN) + 0.07 * high * LEFT)
        color, away = self.theme.colors.drawn_other, 0.06 * high
        head, tail = (Crop(cat, part, color) for part in cat_parts(cat, high))
        cut: list[Any] = [head.animate.shift(away * (UP + LEFT)), tail.animate.shift(away * RIGHT)]
        return VGroup(cat, head, tail), AnimationGroup(*cut)

    def board(self, place: Region) -> tuple[VGroup, Any]:
        """A board on its feet, and the next stone."""
        side = min(place.width, 0.74 * place.height)
        legs = min(0.16 * place.height, 0.28 * side)
        low = place.edge(DOWN)[1]
        board = Region(place.x, low + legs + side / 2, side, side)
        feet = Drawing(side / PIXEL)
        for x in (-0.34, 0.22):
            feet.box(x, -legs / side - 0.02, 0.12, legs / side + 0.02, feet.colors.drawn_roof)
        goban = GoBoard(board, 9, self.game.black, self.game.white)
        stone = goban.stones[-1]
        falls = FadeIn(stone, shift=0.5 * DOWN)
        return VGroup(feet.stand(place.edge(DOWN)), goban), falls


def cat_parts(cat: Cat, high: float) -> tuple[Region, Region]:
    """Head and tail of a sitting cat that is so high."""
    x, y = cat.foot[:2]
    side = 0.5 * high
    return (
        Region(x - 0.06 * high, y + 0.75 * high, side, side),
        Region(x + 0.4 * high, y + 0.29 * high, side, 0.96 * side),
    )


def _spark(thing: Mobject, color: str) -> VMobject:
    """Three short strokes over a thing, as over somebody who is astonished."""
    spark = Drawing(44)
    for lean in (-0.6, 0.0, 0.6):
        ray = np.array([np.sin(lean), -np.cos(lean)])
        ends = [(float(a * ray[0]), float(a * ray[1])) for a in (0.55, 1.25)]
        spark.line(ends, color, 0.26)
    return spark.stand(thing.get_top() + 8 * PIXEL * UP)
