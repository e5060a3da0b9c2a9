"""A row of houses along the ground, trees and lamps between them, and the mansion in their midst."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, LaggedStart, ManimColor, VGroup, VMobject, rate_functions

from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.things import House, Lamp, Tree
from narrated.mobjects.visual_role import bleeding, decoration

_KINDS = (1, 0, 2, 1, 2, 0)
_LIT, _SEED = 0.5, 7  # what share of the windows has light, and by which throw of the dice
_STEP = 1.12  # from one house to the next, in their widths


class HouseRow(VGroup):
    """Houses from edge to edge of a region, standing on its lower edge, behind the ground.

    Parameters
    ----------
    region
        As wide as the row; the mansion is as high as it.

    Attributes
    ----------
    mansion
        In the middle.
    houses
        The others, from the mansion outwards, one on the left and one on the right in turn.
    """

    def __init__(self, region: Region) -> None:
        foot, high = region.edge(DOWN), region.height / PIXEL
        self.mansion = Mansion(1.34 * high).stand(foot)
        self.houses, plants = VGroup(), VGroup()
        house = 0.62 * high
        reach = self.mansion.width / 2 + 0.66 * house * PIXEL
        k = 0
        while reach - house * PIXEL / 2 < region.width / 2:
            for side in (LEFT, RIGHT):
                one = House(house, _KINDS[k % len(_KINDS)]).stand(foot + reach * side)
                cut = reach + house * PIXEL / 2 > region.width / 2
                self.houses.add(decoration(one) if cut else one)
                k += 1
            between = reach + _STEP / 2 * house * PIXEL
            ways = (LEFT, RIGHT) if len(plants) % 4 == 0 else (RIGHT, LEFT)
            for plant, way in zip((Tree(0.66 * high), Lamp(0.74 * high)), ways, strict=True):
                plants.add(plant.stand(foot + between * way))
            reach += _STEP * house * PIXEL
        super().__init__(decoration(plants), self.houses, self.mansion)
        bleeding(self.set_z_index(-1, family=True))

    def light(self) -> None:
        """Some windows of the houses have light, always the same ones: somebody is at home."""
        chance = np.random.default_rng(_SEED)
        for house in cast(list[House], self.houses.submobjects):
            dark = ManimColor(house.colors.drawn_glass)
            for pane in house:
                if pane.get_fill_color() == dark and chance.random() < _LIT:
                    pane.set_fill(house.colors.gold)

    def rise(self, *, mansion: bool = True) -> Animation:
        """An animation: one after the other they come up from behind the ground, the mansion last or not."""
        parts = [self[0], *self.houses, self.mansion]
        return LaggedStart(*map(self._up, parts if mansion else parts[:-1]), lag_ratio=0.12)

    def hop(self, height: float) -> Animation:
        """An animation: a wave runs from the mansion outwards; heights in pixels of the design."""
        rate = rate_functions.there_and_back
        up, row = UP * height * PIXEL, (self.mansion, *self.houses)
        hops = [cast(Any, house).animate(rate_func=rate).shift(up) for house in row]
        return LaggedStart(*hops, lag_ratio=0.25)

    @staticmethod
    def _up(part: VMobject) -> Animation:
        way = UP * part.height
        rising: Any = part.shift(-way).animate
        return cast(Animation, rising.shift(way))
