"""The mansion: the house whose price is far off; its red roof says that it is the outlier."""

from __future__ import annotations

from typing import Any

from narrated.mobjects.drawing import Drawing


class Mansion(Drawing):
    """A villa: a centre with gable and columns, and two wings; one wide.

    Parameters
    ----------
    width
        In pixels of the design.
    """

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width, **style)
        colors = self.colors
        red, shade, high = colors.outlier, colors.outlier_shade, 0.66

        def y(share: float) -> float:
            """From shares of the height about the middle, to the foot's coordinates."""
            return (share - 0.545) * high

        for side in (-1, 1):
            self.box(side * 0.345 - 0.0225, y(-0.38), 0.045, 0.26 * high, colors.drawn_roof)
        for left, right in ((-0.46, -0.17), (0.17, 0.46)):
            wall = colors.drawn_front if left < 0 else colors.drawn_shade
            self.box(left, y(-0.04), right - left, 0.54 * high, wall)
            roof = [(left - 0.035, y(-0.03)), (left + 0.06, y(-0.26)), (right - 0.03, y(-0.26)),
                    (right + 0.035, y(-0.03))]  # fmt: skip
            self.polygon(roof, shade)
            for column in range(2):
                for row in range(2):
                    place = left + 0.055 + 0.115 * column, y(0.05 + 0.22 * row)
                    self.box(*place, 0.062, 0.135 * high, colors.drawn_glass, radius=0.008)
        self.box(-0.2, y(-0.16), 0.4, 0.66 * high, colors.drawn_front)
        self.polygon([(-0.25, y(-0.14)), (0.0, y(-0.52)), (0.25, y(-0.14))], red, rounded=0.009)
        self.oval(0, y(-0.27), 0.042, None, colors.drawn_front)
        self.box(-0.055, y(0.12), 0.11, 0.2 * high, colors.drawn_dark, radius=0.055)
        self.box(-0.055, y(0.22), 0.11, 0.28 * high, colors.drawn_dark)
        for x in (-0.17, -0.1, 0.1, 0.17):
            self.box(x - 0.016, y(-0.12), 0.032, 0.6 * high, colors.drawn_light)
        self.box(-0.235, y(-0.155), 0.47, 0.05 * high, colors.drawn_light)
        self.box(-0.24, y(0.46), 0.48, 0.06 * high, colors.drawn_light, radius=0.004)
        self.box(-0.5, y(0.5), 1.0, 0.045 * high, colors.drawn_roof, radius=0.004)
