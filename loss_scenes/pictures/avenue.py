"""A street in perspective: houses on both sides, trees and lamps; neutral, so that finds stand out."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ManimColor, VGroup, interpolate_color

from narrated.design.layout import PIXEL
from narrated.mobjects.drawing import Corner, Drawing
from narrated.mobjects.things import Lamp, Tree
from narrated.mobjects.visual_role import bleeding, decoration

# Stretches of houses along a ray, from and to in shares of the way to the vanishing point, and their height.
_ROWS = ((0.0, 0.30, 1.12), (0.30, 0.50, 0.86), (0.50, 0.66, 1.05), (0.66, 0.78, 0.8), (0.78, 0.88, 1.0))
_MARKS = ((0.0, 0.2), (0.38, 0.52), (0.64, 0.73), (0.81, 0.87), (0.92, 0.95))
_STOREY = 0.3  # of a house's height


def tone(low: str, high: str, share: float) -> str:
    """A colour between two roles."""
    return str(interpolate_color(ManimColor(low), ManimColor(high), share).to_hex())


class Avenue(VGroup):
    """A street from edge to edge; it stands on the middle of its lower edge.

    Parameters
    ----------
    width, height
        In pixels of the design.
    vanish
        Where the street ends, in shares of width and height from the upper left corner.

    Examples
    --------
    >>> street = Avenue(1920, 716).stand((0.0, -1.0, 0.0))
    >>> [round(float(x), 2) for x in street.at(0.5, 1.0)]
    [0.0, -1.0, 0.0]
    """

    def __init__(self, width: float, height: float, vanish: Corner = (0.5, 0.47)) -> None:
        self.walls = _Walls(width, height, vanish)
        growth = height / 716
        trees = [(0.757, 0.84, 270.0), (0.359, 0.615, 110.0)]
        lamps = [(0.305, 0.777, 300.0, False), (0.643, 0.668, 190.0, True)]
        plants = [Tree(high * growth).stand(self.walls.at(x, y)) for x, y, high in trees]
        lights = [
            Lamp(high * growth, mirrored=mirrored).stand(self.walls.at(x, y))
            for x, y, high, mirrored in lamps
        ]
        super().__init__(self.walls, *plants, *lights)
        bleeding(decoration(self))

    @property
    def foot(self) -> Any:
        """The middle of its lower edge, wherever it has been moved to."""
        return self.walls.foot

    def at(self, x: float, y: float) -> Any:
        """Scene point of shares of width and height from the upper left corner."""
        return self.walls.at(x, y)

    def stand(self, point: Any) -> Avenue:
        """Move it so that it stands on a point."""
        self.shift(point - self.walls.foot)
        return self


class _Walls(Drawing):
    """Sky, houses, pavement and road."""

    def __init__(self, width: float, height: float, vanish: Corner) -> None:
        super().__init__(1.0)
        self.size = width, height
        colors = self.colors
        night, far, roof = colors.background, colors.drawn_far, colors.drawn_roof
        vx, vy = vanish[0] * width - width / 2, vanish[1] * height - height
        self.vanish = vx, vy
        # Higher than asked for: there is more sky where the picture is moved down.
        self.box(-width / 2, -1.7 * height, width, 1.7 * height, tone(night, far, 0.12))
        self.oval(vx, vy, 0.16 * width, 0.22 * height, tone(night, far, 0.42))
        for side in (-1, 1):
            for k, (start, end, tall) in enumerate(reversed(_ROWS)):
                share = ((0.76, 0.6), (0.5, 0.76))[side > 0][k % 2]
                high = tall * (1.0 if (k + (side > 0)) % 2 else 0.86) * 1.25 * height
                edge = side * (width / 2 + 60)
                self._house(edge, start, end, high, tone(night, far, share), tone(far, roof, 0.35))
        self.polygon(
            [(-width / 2 - 60, 0), (vx - 10, vy), (vx + 10, vy), (width / 2 + 60, 0)], tone(night, far, 0.8)
        )
        self.polygon([(-0.4 * width, 0), (vx - 6, vy), (vx + 6, vy), (0.4 * width, 0)], night)
        for start, end in _MARKS:
            self.polygon(
                [self._ray(-14, 0, start), self._ray(14, 0, start), self._ray(14, 0, end),
                 self._ray(-14, 0, end)], colors.drawn_mid,
            )  # fmt: skip

    def at(self, x: float, y: float) -> Any:
        """Scene point of shares of width and height from the upper left corner."""
        width, height = self.size
        return self.foot + np.array([(x - 0.5) * width, (1 - y) * height, 0.0]) * PIXEL

    def _ray(self, x: float, y: float, share: float) -> Corner:
        """On the way from a point to where the street ends."""
        return x + (self.vanish[0] - x) * share, y + (self.vanish[1] - y) * share

    def _house(self, edge: float, start: float, end: float, high: float, wall: str, eaves: str) -> None:
        def quad(low: float, top: float, near: float, far: float) -> list[Corner]:
            heights = ((low, near), (low, far), (top, far), (top, near))
            return [self._ray(edge, -height * high, share) for height, share in heights]

        self.polygon(quad(0.0, 1.0, start, end), wall)
        self.polygon(quad(1.0, 1.04, start, end), eaves)
        glass = tone(wall, self.colors.background, 0.75)
        columns = 3 if end - start > 0.15 else 2
        for i in range(columns):
            near = start + (end - start) * (0.14 + 0.78 * i / columns)
            far = near + (end - start) * 0.5 / columns
            for storey in range(3):
                low = 0.12 + _STOREY * storey if storey else (0.0 if i == 1 else 0.09)
                top = low + 0.17 if storey else 0.24
                self.polygon(quad(low, top, near, far), glass)
