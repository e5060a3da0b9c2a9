"""A target of rings around the truth: distance from the middle is the size of an error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Circle, VGroup
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.step_path import Shape


class TargetBoard(VGroup):
    """Rings of width 1 around a middle that stands for the truth.

    Parameters
    ----------
    region
        The board is as large as fits in.
    rings
        How many.
    color
        Of the bull's eye.
    """

    def __init__(self, region: Region, rings: int, color: str, *, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        self.theme, self.rings = theme, rings
        self.middle = region.center
        self.unit = min(region.width, region.height) / 2 / rings
        colors = theme.colors
        discs = VGroup(
            *(
                Circle(
                    radius=self.unit * (rings - k),
                    stroke_color=colors.axis,
                    stroke_width=theme.hair_width,
                    fill_color=colors.raised if k % 2 else colors.background,
                    fill_opacity=1,
                ).move_to(self.middle)
                for k in range(rings)
            )
        )
        self.bull = Circle(radius=theme.dot * 1.2, stroke_width=0, fill_color=color, fill_opacity=1)
        self.bull.move_to(self.middle)
        super().__init__(discs, self.bull)

    def c2p(self, x: float, y: float) -> Point3D:
        """Scene point of an error with two components."""
        return np.asarray(self.middle) + self.unit * np.array([x, y, 0.0])


def error_square(board: TargetBoard, error: Callable[[], np.ndarray], color: str) -> Shape:
    """The square on the way from the middle to an error: its area is the error squared.

    Parameters
    ----------
    error
        Called on every update: the two components.
    """

    def corners() -> np.ndarray:
        right, up = error()
        around = ((0.0, 0.0), (right, up), (right + up, up - right), (up, -right))
        return np.array([board.c2p(*corner) for corner in around])

    return Shape(corners, color, opacity=0.45, edge=board.theme.line_width)
