"""A Go board with stones, and rings on the moves that may come next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.visual_role import decoration, drawn

Crossing = tuple[int, int]

_RIM = 0.75  # from the outer lines to the board's edge, in pitches
_STONE = 0.46  # a stone's radius, in pitches


class GoBoard(Drawing):
    """A board seen from above: lines, star points, stones.

    Parameters
    ----------
    region
        The board is as large as fits.
    lines
        How many each way.
    black, white
        (column, row) of the stones, from the lower left, from 0.

    Attributes
    ----------
    stones
        In the order in which they were laid: black and white by turns.
    """

    def __init__(
        self,
        region: Region,
        lines: int,
        black: Sequence[Crossing],
        white: Sequence[Crossing],
        *,
        theme: Theme | None = None,
    ) -> None:
        across = lines - 1 + 2 * _RIM
        side = min(region.width, region.height)
        super().__init__(side / across / PIXEL, theme=theme)
        colors, half, last = self.colors, across / 2, (lines - 1) / 2
        self.pitch, self.last = side / across, last
        self.box(-half, -half, across, across, colors.drawn_other, radius=0.25)
        self.box(0.16 - half, 0.16 - half, across - 0.32, across - 0.48, colors.drawn_far, radius=0.2)
        for k in range(lines):
            at = k - last
            self.line([(-last, at), (last, at)], colors.drawn_other, 0.035)
            self.line([(at, -last), (at, last)], colors.drawn_other, 0.035)
            decoration(VGroup(*self[-2:]))
        stars = (0.0, last / 2, -last / 2)
        for x, y in ((0.0, 0.0), *((x, y) for x in stars[1:] for y in stars[1:])):
            self.oval(x, y, 0.09, None, colors.drawn_other)
        self.stand(region.center)
        self.stones = VGroup()
        for k in range(max(len(black), len(white))):
            for laid, is_black in ((black, True), (white, False)):
                if k < len(laid):
                    self.stones.add(self._stone(laid[k], is_black))
        drawn(self.add(self.stones))

    def at(self, column: int, row: int) -> Point3D:
        """The point of a crossing."""
        away = self.pitch * (np.array([column, row, 0.0]) - np.array([self.last, self.last, 0.0]))
        return np.asarray(self.foot + away)

    def candidates(self, moves: Sequence[Crossing]) -> VGroup:
        """Moves that may come next: a ring on each crossing."""
        rim, face = self.colors.drawn_light, self.colors.drawn_far
        rings = (
            Drawing(self.pitch / PIXEL, theme=self.theme)
            .oval(0.0, 0.0, _STONE, None, rim)
            .oval(0.0, 0.0, _STONE - 0.08, None, face)
            .stand(self.at(*move))
            for move in moves
        )
        return VGroup(*rings)

    def _stone(self, crossing: Crossing, black: bool) -> VMobject:
        stone = Drawing(self.pitch / PIXEL, theme=self.theme)
        colors = self.colors
        edge, face = (
            (colors.drawn_dark, colors.drawn_glass) if black else (colors.drawn_shade, colors.drawn_light)
        )
        stone.oval(0.0, 0.0, _STONE, None, edge)
        stone.oval(-0.05, -0.06, 0.78 * _STONE, None, face)
        return stone.stand(self.at(*crossing))
