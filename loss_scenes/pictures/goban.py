"""A Go board with stones and candidate moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import Circle, Line, VGroup
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.text import Label

Crossing = tuple[int, int]


class GoBoard(VGroup):
    """A square of lines with stones, and named candidate moves.

    Parameters
    ----------
    region
        The board is as large as fits.
    lines
        How many each way.
    black, white
        (column, row) of the stones, from the lower left, from 0.
    moves
        Names of candidate moves and where they are.
    color
        Of the candidates.

    Attributes
    ----------
    position, candidates
        Lines and stones; the marked moves.
    """

    def __init__(
        self,
        region: Region,
        lines: int,
        black: Sequence[Crossing],
        white: Sequence[Crossing],
        moves: Mapping[str, Crossing],
        color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.pitch = min(region.width, region.height) / lines
        self.corner = region.center - self.pitch * (lines - 1) / 2 * np.array([1.0, 1.0, 0.0])
        colors, last = theme.colors, lines - 1
        grid = VGroup(
            *(
                Line(self.at(*start), self.at(*end), stroke_color=colors.axis, stroke_width=theme.hair_width)
                for k in range(lines)
                for start, end in (((0, k), (last, k)), ((k, 0), (k, last)))
            )
        )
        stones = VGroup(
            *(self._stone(at, colors.background, colors.axis, theme) for at in black),
            *(self._stone(at, colors.text, colors.text, theme) for at in white),
        )
        self.candidates = VGroup()
        for name, crossing in moves.items():
            disc = self._stone(crossing, color, color, theme)
            letter = Label(name, theme.type.small, colors.background, weight="BOLD", theme=theme)
            self.candidates.add(VGroup(disc, letter.set_line(self.at(*crossing))))
        self.position = VGroup(grid, stones)
        super().__init__(self.position, self.candidates)

    def at(self, column: int, row: int) -> Point3D:
        """The point of a crossing."""
        return np.asarray(self.corner + self.pitch * np.array([column, row, 0.0]))

    def _stone(self, crossing: Crossing, fill: str, edge: str, theme: Theme) -> Circle:
        theme = current_theme(theme)
        return Circle(
            radius=0.45 * self.pitch, fill_color=fill, fill_opacity=1, stroke_color=edge,
            stroke_width=theme.hair_width,
        ).move_to(self.at(*crossing))  # fmt: skip
