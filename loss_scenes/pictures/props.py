"""Small things of the scenes about what a loss is for: a ball, a coach, a ruler, a stopwatch, a painting."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import TAU, VMobject
from manim.typing import Point3D

from narrated.mobjects.drawing import Drawing
from narrated.mobjects.visual_role import decoration

_HAND = 0.56, -0.3  # of the coach


class Ball(Drawing):
    """A ball, one high; it stands on its middle.

    Parameters
    ----------
    size
        Its diameter, in pixels of the design.
    """

    def __init__(self, size: float, **style: Any) -> None:
        super().__init__(size, **style)
        self.oval(0, 0, 0.5, None, self.colors.drawn_shade)
        self.oval(-0.05, -0.05, 0.42, None, self.colors.drawn_light)


class Coach(Drawing):
    """A driving coach with a cap, down to the waist, who looks to the right and holds up a hand; one high.

    Parameters
    ----------
    height
        In pixels of the design.
    pleased
        Whether the coach smiles; else the corners of the mouth are down.
    """

    def __init__(self, height: float, *, pleased: bool = True, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.outline(
            [(-0.4, 0.0), (-0.4, -0.24), (-0.3, -0.36), (-0.1, -0.36), (0.0, -0.36), (0.0, -0.36),
             (0.1, -0.36), (0.3, -0.36), (0.4, -0.24), (0.4, 0.0)], colors.drawn_front,
        )  # fmt: skip
        self.polygon([(-0.13, -0.37), (0.13, -0.37), (0.02, -0.17)], colors.drawn_light)
        self.line([(0.34, -0.22), (0.46, -0.06), (0.56, -0.24)], colors.drawn_shade, 0.12)
        self.oval(_HAND[0], _HAND[1], 0.075, None, colors.drawn_light)
        self.oval(0.0, -0.58, 0.23, 0.25, colors.drawn_light)
        self.outline(
            [(-0.25, -0.66), (-0.26, -0.92), (-0.12, -1.0), (0.0, -1.0), (0.12, -1.0), (0.26, -0.92),
             (0.25, -0.66)], colors.drawn_roof,
        )  # fmt: skip
        self.line([(0.05, -0.67), (0.38, -0.67)], colors.drawn_far, 0.06)
        for x in (0.02, 0.15):
            self.oval(x, -0.57, 0.028, 0.04, colors.drawn_dark)
        # The corners, and how far down the bow between them reaches.
        corners, middle = (-0.46, -0.385) if pleased else (-0.4, -0.475)
        mouth = [(-0.02, corners), (0.03, middle), (0.12, middle), (0.16, corners)]
        self.bow(mouth, colors.drawn_dark, 0.028)

    @property
    def hand(self) -> Point3D:
        """Where what is held stands, in scene units."""
        return np.asarray(self.foot + np.array([*(self._scale * _HAND), 0.0]))


class Ruler(Drawing):
    """An upright ruler, one high, with a mark every tenth.

    Parameters
    ----------
    height
        In pixels of the design.
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.box(-0.09, -1.0, 0.18, 1.0, colors.drawn_front, radius=0.02)
        self.box(0.04, -1.0, 0.05, 1.0, colors.drawn_shade, radius=0.02)
        for tenth in range(1, 10):
            long = 0.1 if tenth == 5 else 0.065
            self.box(-0.09, -tenth / 10 - 0.006, long, 0.012, colors.drawn_dark)


class Stopwatch(Drawing):
    """A stopwatch, one high.

    Parameters
    ----------
    height
        In pixels of the design.
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.box(-0.06, -1.0, 0.12, 0.2, colors.drawn_mid, radius=0.03)
        self.line([(0.27, -0.78), (0.33, -0.85)], colors.drawn_mid, 0.09)
        self.oval(0, -0.42, 0.42, None, colors.drawn_shade)
        self.oval(0, -0.42, 0.34, None, colors.drawn_light)
        for x, y in ((0, -0.13), (0, 0.13), (-0.13, 0), (0.13, 0)):
            self.oval(2.05 * x, -0.42 + 2.05 * y, 0.025, None, colors.drawn_mid)
        self.line([(0, -0.42), (0.13, -0.6)], colors.drawn_dark, 0.05)
        self.oval(0, -0.42, 0.045, None, colors.drawn_dark)


class Sorter(Drawing):
    """A board with three holes, and three pieces of which each fits into one; one wide.

    Parameters
    ----------
    width
        In pixels of the design.
    pieces
        Colours of the square, the disc and the triangle.
    high
        What there is room for, board and pieces, in widths: the pieces wait no higher above their holes.

    Attributes
    ----------
    pieces
        The three pieces, in their holes at first.
    """

    def __init__(self, width: float, pieces: tuple[str, str, str], high: float = 1.2, **style: Any) -> None:
        super().__init__(width, **style)
        colors = self.colors
        self.box(-0.5, -0.4, 1.0, 0.4, colors.drawn_front, radius=0.05)
        self.box(-0.5, -0.08, 1.0, 0.08, colors.drawn_shade, radius=0.04)
        self._shapes((colors.drawn_dark,) * 3, 1.0)
        before = len(self)
        self._shapes(pieces, 0.86)
        self.pieces: list[VMobject] = [decoration(piece) for piece in self.submobjects[before:]]
        self._homes = [piece.get_center() - self.foot for piece in self.pieces]
        # The last of them waits highest.
        last = min(0.82, high - 0.235 - 0.14)
        self._waits = np.linspace(max(0.28, last - 0.32), last, len(self.pieces))

    def _shapes(self, colors: tuple[str, ...], size: float) -> None:
        square, disc, triangle = colors
        half, y = 0.125 * size, -0.235
        self.box(-0.325 - half, y - half, 2 * half, 2 * half, square)
        self.oval(0.0, y, 1.12 * half, None, disc)
        left, tip, right = (0.325 + side * 1.2 * half for side in (-1, 0, 1))
        self.polygon([(left, y + half), (tip, y - 1.15 * half), (right, y + half)], triangle)

    def fit(self, share: float) -> Self:
        """Put the pieces on their way: 0 above the board, 1 in their holes, one after the other."""
        up = np.array([0.0, abs(float(self._scale[1])), 0.0])
        for index, (piece, home, high) in enumerate(zip(self.pieces, self._homes, self._waits, strict=True)):
            fallen = float(np.clip(2 * share - 0.5 * index, 0.0, 1.0)) ** 2
            piece.move_to(self.foot + home + (1 - fallen) * high * up)
        return self


class Painting(Drawing):
    """A landscape on an easel, one wide.

    Parameters
    ----------
    width
        In pixels of the design.

    Attributes
    ----------
    canvas
        What lies under all that is painted on it.
    """

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width, **style)
        colors = self.colors
        for foot in (-0.34, 0.34):
            self.line([(foot / 3, -1.02), (foot, -0.025)], colors.drawn_roof, 0.05)
        self.box(-0.5, -0.98, 1.0, 0.76, colors.drawn_mid, radius=0.02)
        self.box(-0.54, -0.24, 1.08, 0.06, colors.drawn_roof, radius=0.02)
        before = len(self)
        self.box(-0.45, -0.93, 0.9, 0.66, colors.drawn_glass)
        self.oval(0.24, -0.76, 0.085, None, colors.drawn_light)
        self.polygon([(-0.45, -0.42), (-0.22, -0.78), (0.06, -0.42)], colors.drawn_other)
        self.polygon([(-0.275, -0.694), (-0.22, -0.78), (-0.153, -0.694), (-0.21, -0.66)], colors.drawn_light)
        self.polygon([(-0.12, -0.42), (0.12, -0.64), (0.45, -0.42)], colors.drawn_roof)
        self.box(-0.45, -0.44, 0.9, 0.17, colors.drawn_shade)
        self.polygon(
            [(-0.06, -0.43), (0.05, -0.43), (0.0, -0.37), (0.16, -0.27), (-0.2, -0.27), (-0.1, -0.37)],
            colors.drawn_front,
        )
        self.line([(0.3, -0.33), (0.3, -0.42)], colors.drawn_roof, 0.02)
        self.oval(0.3, -0.46, 0.055, 0.075, colors.drawn_far)
        painted = [decoration(stroke) for stroke in self.submobjects[before:]]
        self.canvas: VMobject = painted[0]


class Trophy(Drawing):
    """A cup with two handles, one high.

    Parameters
    ----------
    height
        In pixels of the design.
    color
        Of the cup.
    """

    def __init__(self, height: float, color: str, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        for side in (-1, 1):
            self.bow([(side * 0.24, -0.9), (side * 0.5, -0.9), (side * 0.44, -0.56), (side * 0.2, -0.54)],
                     color, 0.07)  # fmt: skip
        self.box(-0.05, -0.5, 0.1, 0.36, color)
        self.box(-0.26, -0.16, 0.52, 0.16, colors.drawn_other, radius=0.03)
        self.outline(
            [(-0.29, -1.0), (-0.29, -0.6), (-0.16, -0.42), (0.0, -0.42), (0.16, -0.42), (0.29, -0.6),
             (0.29, -1.0)], color,
        )  # fmt: skip
        self.line([(-0.16, -0.88), (-0.13, -0.66)], colors.drawn_light, 0.07)


class ClockFace(Drawing):
    """A clock's face with its twelve marks, one across; it stands on its middle.

    Parameters
    ----------
    size
        In pixels of the design.
    """

    def __init__(self, size: float, **style: Any) -> None:
        super().__init__(size, **style)
        self.oval(0, 0, 0.5, None, self.colors.drawn_shade)
        self.oval(0, 0, 0.43, None, self.colors.drawn_glass)
        for turn in TAU / 12 * np.arange(12):
            self.oval(0.37 * np.sin(turn), -0.37 * np.cos(turn), 0.025, None, self.colors.drawn_light)
