"""Chapter: four drawn things on the horizon, one for each fact that will be told."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, LaggedStart, Mobject, VGroup, VMobject

from loss_scenes.facts import GAME, TRAP, Game, Trap
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.mountains import Mountains
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.meadow import Bee, Flower
from narrated.mobjects.things import Cat
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Curiosities(Chapter):
    """A bee on its flower, a mountain with a tunnel, a cat in two frames and a board come up together.

    Parameters
    ----------
    scene
        Where it is told.
    trap, game
        Of the facts that are drawn from data.
    """

    def __init__(self, scene: NarratedScene, *, trap: Trap = TRAP, game: Game = GAME) -> None:
        super().__init__(scene)
        self.trap, self.game = trap, game

    @beat
    def look_around(self) -> None:
        """They are there from the first frame on; a spark over each says that they are curious."""
        motion, hero = self.theme.motion, self.regions.hero
        low = self.regions.stage.edge(DOWN)[1]
        ground = Region(hero.x, (hero.edge(UP)[1] + low) / 2, hero.width, hero.edge(UP)[1] - low)
        if hero.width > 1.5 * hero.height:
            places = list(ground.columns(1, 1.15, 1.05, 1.15, gap=64 * PIXEL))
        else:  # the mountain stands behind, between bee and cat: neither it nor the board is light
            places = list(ground.columns(0.9, 0.6, 1.1, 1.2, gap=30 * PIXEL))
            gap = places[1]
            places[1] = Region(gap.x, gap.y, 2.2 * gap.width, gap.height)
        drawn = (self.bee, self.mountain, self.cat, self.board)
        things = [draw(place) for draw, place in zip(drawn, places, strict=True)]
        sparks = [_spark(thing, self.theme.colors.fact) for thing in things]
        bee = things[0][-1]
        lands = bee.get_center()
        bee.shift(0.9 * UP + 0.25 * LEFT)
        self.add(*(bleeding(thing) for thing in (things[1], things[0], *things[2:])))
        with self.narrate("facts"):
            rise = LaggedStart(*(FadeIn(spark, scale=0.4) for spark in sparks), lag_ratio=0.25)
            self.fill(bee.animate.move_to(lands))
            self.on("facts", rise, run_time=motion.calm)
            self.fill(VGroup(bee, sparks[0]).animate.shift(0.3 * UP))

    def bee(self, place: Region) -> VGroup:
        """A bee over its flower."""
        high = min(0.68 * place.height, 1.05 * place.width) / PIXEL
        flower = Flower(high).stand(place.edge(DOWN))
        bee = Bee(0.62 * high).stand(place.edge(DOWN) + 1.22 * high * PIXEL * UP)
        return VGroup(flower, bee)

    def mountain(self, place: Region) -> VGroup:
        """A mountain with the way through it."""
        trap, high = self.trap, min(0.86 * place.height, 1.25 * place.width)
        foot = Region(place.x, place.edge(DOWN)[1] + high / 2, place.width, high)
        rock = Mountains(foot, lambda x: trap.energy(x) - trap.level, (trap.trap, trap.exit), 1.5)
        at = rock.plot.c2p
        mouth = Drawing(0.16 * place.width / PIXEL)
        mouth.box(-0.5, -1.2, 1.0, 1.2, mouth.colors.drawn_dark, radius=0.5)
        mouth.box(-0.5, -0.6, 1.0, 0.6, mouth.colors.drawn_dark)
        return VGroup(rock, mouth.stand(at(trap.exit - 0.5, 0.0)))

    def cat(self, place: Region) -> VGroup:
        """A cat, and two frames around pieces of it."""
        high = min(0.8 * place.height, 0.98 * place.width)
        cat = Cat(high / PIXEL)
        cat.stand(place.edge(DOWN) + 0.16 * high * np.array([-0.4, 0.0, 0.0]))
        return VGroup(cat, *(Crop(cat, part, self.theme.colors.drawn_other) for part in cat_parts(cat, high)))

    def board(self, place: Region) -> VGroup:
        """A board with its stones, upright."""
        side = min(place.width, 0.8 * place.height)
        board = Region(place.x, place.edge(DOWN)[1] + side / 2, side, side)
        return VGroup(GoBoard(board, 9, self.game.black, self.game.white))


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
