"""What lives in a meadow, drawn in few shapes: a bee, a flower, a hive, a tuft of grass."""

from __future__ import annotations

from typing import Any

import numpy as np

from narrated.mobjects.drawing import Drawing


class Bee(Drawing):
    """A bee that flies to the right; it stands on its middle.

    Parameters
    ----------
    length
        In pixels of the design.

    Examples
    --------
    >>> bee = Bee(400)
    """

    def __init__(self, length: float, **style: Any) -> None:
        super().__init__(length, **style)
        colors = self.colors
        self.polygon([(-0.42, -0.03), (-0.54, 0.03), (-0.42, 0.07)], colors.drawn_roof, rounded=0.02)
        self.outline(
            [(-0.04, -0.18), (-0.34, -0.42), (-0.36, -0.62), (-0.2, -0.6), (-0.08, -0.58), (0.02, -0.4),
             (0.06, -0.18)], colors.drawn_other,
        )  # fmt: skip
        self.oval(0.38, 0.0, 0.14, 0.15, colors.drawn_roof)
        self.oval(-0.06, 0.02, 0.4, 0.27, colors.drawn_light)
        for x, high in ((-0.27, 0.17), (-0.06, 0.215)):
            self.box(x - 0.055, 0.02 - high, 0.11, 2 * high, colors.drawn_roof, radius=0.05)
        self.outline(
            [(0.02, -0.18), (-0.1, -0.46), (0.0, -0.7), (0.16, -0.66), (0.3, -0.62), (0.24, -0.36),
             (0.14, -0.17)], colors.drawn_front,
        )  # fmt: skip
        self.oval(0.43, -0.03, 0.035, 0.045, colors.drawn_light)
        for lean in (0.0, 0.09):
            self.bow([(0.42, -0.12), (0.44, -0.2), (0.48 + lean, -0.24), (0.54 + lean, -0.24)],
                     colors.drawn_mid, 0.03)  # fmt: skip


class Flower(Drawing):
    """A flower with its stalk and two leaves.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> flower = Flower(420)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.bow([(0.0, -0.02), (0.03, -0.2), (-0.03, -0.4), (0.0, -0.62)], colors.drawn_other, 0.045)
        for side, low in ((-1, -0.08), (1, -0.16)):
            self.outline(
                [(0.0, low), (side * 0.08, low - 0.16), (side * 0.2, low - 0.18), (side * 0.28, low - 0.17),
                 (side * 0.24, low - 0.04), (side * 0.12, low + 0.02), (0.0, low)], colors.drawn_roof,
            )  # fmt: skip
        for turn in 2 * np.pi * np.arange(5) / 5:
            x, y = 0.19 * np.sin(turn), -0.66 - 0.19 * np.cos(turn)
            self.oval(x, y, 0.135, None, colors.drawn_shade if x > 0.05 else colors.drawn_front)
        self.oval(0.0, -0.66, 0.11, None, colors.drawn_roof)


class Hive(Drawing):
    """A straw hive with its door.

    Parameters
    ----------
    width
        In pixels of the design.

    Examples
    --------
    >>> hive = Hive(360)
    """

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width, **style)
        colors = self.colors
        self.box(-0.5, -0.07, 1.0, 0.07, colors.drawn_roof, radius=0.03)
        for half, top in ((0.42, -0.32), (0.39, -0.53), (0.31, -0.74), (0.18, -0.93)):
            self.box(-half, top, 2 * half, 0.27, colors.drawn_front, radius=0.13)
            self.box(0.36 * half, top, 0.64 * half, 0.27, colors.drawn_shade, radius=0.13)
        self.box(-0.11, -0.26, 0.22, 0.2, colors.drawn_dark, radius=0.1)


class Grass(Drawing):
    """A tuft of grass.

    Parameters
    ----------
    width
        In pixels of the design.

    Examples
    --------
    >>> grass = Grass(300)
    """

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width, **style)
        for x, high in ((-0.4, 0.4), (-0.16, 0.75), (0.12, 0.6), (0.38, 0.36)):
            self.line([(0.3 * x, 0.0), (x, -high)], self.colors.drawn_far, 0.09)
