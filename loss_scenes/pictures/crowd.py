"""Many small things alike in a grid: a hundred of them cost no more mobjects than two."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from manim import DOWN, ManimColor, VGroup, VMobject, interpolate_color

from narrated.design.layout import Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.visual_role import drawn

_PITCH = 1.1
"""From one thing to the next, by its size."""


def grid_for(count: int, place: Region, thing: Callable[[float], Drawing]) -> tuple[int, int]:
    """How many of a thing to put in a row, and in how many rows, so that all are as large as may be.

    Examples
    --------
    >>> from narrated.mobjects.things import Cat
    >>> across, down = grid_for(100, Region(0, 0, 8.0, 4.0), Cat)
    >>> across > down, across * down >= 100
    (True, True)
    """
    sample = thing(1.0)

    def unit(across: int) -> float:
        down = math.ceil(count / across)
        return min(place.width / (across * sample.width), place.height / (down * sample.height))

    across = max(range(1, count + 1), key=unit)
    return across, math.ceil(count / across)


class Crowd(VGroup):
    """Equal rows of a thing, which come from the lowest row up and lose their light together.

    A mobject for each of the thing's shapes has that shape of all of them, and another one its edge.

    Parameters
    ----------
    place
        The grid is as large as fits, and stands in the middle of its lower edge.
    thing
        Makes one of them, so large in its own unit.
    across, down
        How many in a row, and how many rows.
    count
        Called on every update: how many there are.
    light
        Called on every update, 0 to 1: how much of its light each has. Without any its outline is left.
    free
        Whether the place in the middle of the grid is left free, for something else.

    Attributes
    ----------
    unit
        Size of one of them.
    feet
        Where they stand, in the order in which they come: shape (n, 3).
    middle
        Where the one in the middle of the grid stands, or would.

    Examples
    --------
    Six of ten cats have come:

    >>> from narrated.mobjects.things import Cat
    >>> crowd = Crowd(Region(0, 0, 4.0, 2.0), Cat, 5, 2, lambda: 6, lambda: 1.0)
    >>> len(crowd.feet), len(crowd.standing())
    (10, 6)
    """

    def __init__(
        self,
        place: Region,
        thing: Callable[[float], Drawing],
        across: int,
        down: int,
        count: Callable[[], int],
        light: Callable[[], float],
        *,
        free: bool = False,
    ) -> None:
        sample = thing(1.0)
        sides = np.array([sample.width, sample.height])
        grid = np.array([across, down]) - 1 + 1 / _PITCH
        self.unit = unit = float(min(np.array([place.width, place.height]) / (_PITCH * sides * grid)))
        one, pitch = thing(unit), _PITCH * unit * sides
        row, column = np.divmod(np.arange(across * down), across)
        x, low = place.x + (column - (across - 1) / 2) * pitch[0], float(place.edge(DOWN)[1])
        # The middle of a thing's width need not be its foot.
        self.feet = np.column_stack([x - one.get_x() + one.foot[0], low + row * pitch[1], 0 * x])
        spot = down // 2 * across + across // 2
        self.middle = self.feet[spot]
        if free:
            self.feet = np.delete(self.feet, spot, axis=0)
        self.count, self.light = detached(count), detached(light)
        shapes = [shape for shape in one if shape.get_fill_opacity() > 0]
        self.shapes = [shape.points - one.foot for shape in shapes]
        self.inks = [shape.get_fill_color() for shape in shapes]
        colors, width = one.theme.colors, one.theme.hair_width
        self.ground = ManimColor(colors.panel)
        edges = (
            VMobject(stroke_color=colors.drawn_other, stroke_width=width, fill_opacity=0) for _ in shapes
        )
        self.edges = VGroup(*edges)
        # They cover what of an edge is inside of the thing.
        self.fills = VGroup(*(VMobject(stroke_width=0, fill_color=ink, fill_opacity=1) for ink in self.inks))
        super().__init__(self.edges, self.fills)
        drawn(self)
        self.add_updater(lambda crowd: crowd.follow())
        self.follow()

    def standing(self) -> np.ndarray:
        """Feet of those that are there."""
        return np.asarray(self.feet[: self.count()])

    def follow(self) -> None:
        """Show those that are there, in the light of now."""
        feet, light = self.standing()[:, np.newaxis], self.light()
        for edge, fill, shape, ink in zip(self.edges, self.fills, self.shapes, self.inks, strict=True):
            points = (feet + shape).reshape(-1, 3)
            edge.set_points(points).set_stroke(opacity=1 - light)
            fill.set_points(points).set_fill(interpolate_color(self.ground, ink, light))
