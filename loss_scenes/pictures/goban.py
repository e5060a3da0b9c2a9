"""A Go board with stones, and on it what a search and a network think of some moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots
from narrated.mobjects.visual_role import decoration, drawn

Crossing = tuple[int, int]

_RIM = 0.75  # from the outer lines to the board's edge, in pitches
_STONE = 0.46  # a stone's radius, in pitches
_WHOLE = 1.02  # radius of a move that is sure, in pitches; areas are probabilities


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

    def moves(
        self, moves: Sequence[Crossing], shares: Callable[[], np.ndarray], color: str, *, ring: bool = False
    ) -> VGroup:
        """Discs or rings at crossings whose areas are live probabilities."""
        marks = VGroup(*(self._move(k, move, shares, color, ring) for k, move in enumerate(moves)))
        if not ring:
            return marks
        # A dark edge: a ring may lie on a disc that is as bright.
        edges = VGroup(
            *(self._move(k, move, shares, self.colors.drawn_dark, ring) for k, move in enumerate(moves))
        )
        edges.set_stroke(width=2.4 * marks[0].get_stroke_width())
        return VGroup(*decoration(edges), *marks)

    def _move(self, k: int, move: Crossing, shares: Callable[[], np.ndarray], color: str, ring: bool) -> Dots:
        place, sure = self.at(*move)[np.newaxis, :2], _WHOLE * self.pitch / self.theme.dot

        def radius() -> float:
            return float(np.sqrt(shares()[k]))

        return Dots(None, lambda: place, color, ring=ring, scale=sure, zoom=radius, theme=self.theme)

    def _stone(self, crossing: Crossing, black: bool) -> VMobject:
        stone = Drawing(self.pitch / PIXEL, theme=self.theme)
        colors = self.colors
        edge, face = (
            (colors.drawn_dark, colors.drawn_glass) if black else (colors.drawn_shade, colors.drawn_light)
        )
        stone.oval(0.0, 0.0, _STONE, None, edge)
        stone.oval(-0.05, -0.06, 0.78 * _STONE, None, face)
        return stone.stand(self.at(*crossing))
