"""One error, large: a house, the line that missed its price, and the square on what lies between."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Square, VGroup
from manim.typing import Point3D

from loss_scenes.models.lines import Line
from loss_scenes.pictures.fitted_line import FittedLine
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import bleeding

DOT = 12 * PIXEL
_BEFORE = 2  # depth of the house, before the square on its error
_SLOPE = 0.06  # enough to be a line that was fitted, and not a floor


class OneError(VGroup):
    """A house above a line, and unit squares that stand on its error, from the line up to its middle.

    Parameters
    ----------
    stage
        The line runs from edge to edge of it.
    foot
        Where the line passes below the house.
    unit
        Length of an error of 1, in scene units.
    error
        Of the moment, in units.
    color
        Of line and squares.
    house
        What missed; it is moved to its place.

    Attributes
    ----------
    plot
        Coordinates in units of the error, with the foot at (0, 0).
    line, house, dots
        The parts.
    """

    def __init__(
        self,
        stage: Region,
        foot: Point3D,
        unit: float,
        error: Callable[[], float],
        color: str,
        *,
        house: Drawing,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.unit, self.ink, self.theme = unit, color, theme
        left, low = (stage.edge(LEFT + DOWN) - foot)[:2] / unit
        right, high = (stage.edge(RIGHT + UP) - foot)[:2] / unit
        self.plot = Plot(stage, (left, right), (low, high), bare=True, theme=theme)
        self.line = FittedLine(self.plot, self.says, color)
        self.house = house.move_to(self.plot.c2p(0.0, error())).set_z_index(_BEFORE, family=True)
        self.dots = DottedLines(
            self.plot,
            lambda: np.array([(0.0, 0.0, 0.0, error())]),
            theme.colors.outlier,
            dot=DOT / PIXEL,
            pitch=28,
        )
        super().__init__(self.line, self.house, self.dots)

    @staticmethod
    def says() -> Line:
        """The line, in units of the error both ways."""
        return Line(_SLOPE, 0.0)

    def squares(self, side: int) -> VGroup:
        """Unit squares that make up the square on an error of ``side``: a quarter of them for half the side.

        The first stands at the foot of the error; those of a larger square come after those of a smaller one.
        """
        cells = [(column, row) for column in range(side) for row in range(side)]
        cells.sort(key=lambda cell: (max(cell), cell[0], -cell[1]))
        return VGroup(*(self._square(column, row) for column, row in cells))

    def _square(self, column: int, row: int) -> Square:
        # The dots of the error keep clear of it, and each square of the others.
        square = Square(self.unit - self.theme.line_width / 100, stroke_width=0, fill_color=self.ink)
        square.set_fill(opacity=1)
        return bleeding(square).move_to(self.plot.c2p(-column - 0.5, row + 0.5) + DOT * LEFT)
