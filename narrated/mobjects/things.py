"""Things that lessons speak of, drawn in few shapes: houses, animals, cars, people, furniture."""

from __future__ import annotations

from typing import Any

from narrated.mobjects.drawing import Drawing


class House(Drawing):
    """A house, of three kinds, so that a row of them is not a stamp.

    Parameters
    ----------
    width
        Roof and all, in pixels of the design.
    kind
        0: a gable roof; 1: two storeys; 2: a hipped roof.

    Examples
    --------
    >>> from manim import DOWN, RIGHT, VGroup
    >>> row = VGroup(*(House(280, kind) for kind in range(3))).arrange(RIGHT, buff=0.5, aligned_edge=DOWN)
    """

    def __init__(self, width: float, kind: int = 0, **style: Any) -> None:
        super().__init__(width, **style)
        colors, two, hipped = self.colors, kind == 1, kind == 2
        high = 1.12 if two else 0.98
        top = -(0.66 if two else 0.56) * high
        if not hipped:
            self.box(0.16, -0.96 * high, 0.13, 0.3 * high, colors.drawn_roof)
        self.box(-0.38, top, 0.76, -top, colors.drawn_front, radius=0.03)
        self.box(0.09, top, 0.29, -top, colors.drawn_shade)
        if hipped:
            roof = [(-0.48, top), (-0.27, -0.94 * high), (0.27, -0.94 * high), (0.48, top)]
        else:
            roof = [(-0.48, top + 0.02), (0.0, -high + 0.03), (0.48, top + 0.02)]
        self.polygon(roof, colors.drawn_roof, rounded=0.025)
        self.box(-0.26, -0.3 * high, 0.19, 0.3 * high, colors.drawn_dark, radius=0.02)
        self.box(0.12, top + 0.14 * high, 0.17, 0.17, colors.drawn_glass, radius=0.02)
        if two:
            self.box(-0.25, top + 0.12 * high, 0.17, 0.17, colors.drawn_glass, radius=0.02)


class Cat(Drawing):
    """A cat that sits and looks at us.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> cat = Cat(360)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height / 100, **style)
        colors = self.colors
        body, shade = colors.drawn_light, colors.drawn_shade
        self.bow([(24, -6), (52, -4), (56, -34), (43, -44)], shade, 9)
        self.outline(
            [(-22, 0), (-25, -28), (-20, -46), (-14, -58), (-8, -58), (-2, -58), (4, -58),
             (24, -46), (37, -22), (32, 0)], body,
        )  # fmt: skip
        self.outline([(10, 0), (10, -24), (20, -32), (28, -28), (36, -18), (34, -6), (32, 0)], shade)
        self.line([(-6, -1), (-6, -20)], colors.drawn_mid, 2)
        self.polygon([(-27, -66), (-25, -98), (-8, -84)], body)
        self.polygon([(15, -66), (13, -98), (-4, -84)], shade)
        self.oval(-6, -68, 23, 20, body)
        for side in (-1, 1):
            self.oval(-6 + side * 9, -70, 3.1, 4.4, colors.drawn_dark)
            self.line([(-6 + side * 15, -62), (-6 + side * 30, -64)], colors.drawn_mid, 1.5)
            self.line([(-6 + side * 15, -59), (-6 + side * 29, -57)], colors.drawn_mid, 1.5)
        self.polygon([(-9, -61.5), (-3, -61.5), (-6, -58.5)], colors.drawn_glass)


class Dog(Drawing):
    """A dog that sits and looks at us: hanging ears, a muzzle, a short tail.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> dog = Dog(360)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height / 100, **style)
        colors = self.colors
        body, shade = colors.drawn_front, colors.drawn_mid
        self.bow([(26, -8), (40, -10), (46, -22), (44, -34)], shade, 8)
        self.outline(
            [(-24, 0), (-26, -26), (-20, -46), (-12, -58), (-6, -58), (0, -58), (6, -58),
             (24, -46), (38, -22), (33, 0)], body,
        )  # fmt: skip
        self.outline([(11, 0), (10, -24), (20, -33), (29, -28), (37, -18), (35, -6), (33, 0)], shade)
        self.line([(-6, -1), (-6, -22)], shade, 2)
        self.oval(-4, -70, 22, 22, body)
        for side in (-1, 1):
            self.outline(
                [(-4 + side * 15, -88), (-4 + side * 32, -88), (-4 + side * 34, -62), (-4 + side * 25, -52),
                 (-4 + side * 20, -56), (-4 + side * 18, -70), (-4 + side * 15, -88)], shade,
            )  # fmt: skip
            self.oval(-4 + side * 9, -74, 3.0, 3.6, colors.drawn_dark)
        self.oval(-4, -60, 12, 9.5, colors.drawn_light)
        self.oval(-4, -64.5, 5, 3.6, colors.drawn_dark)
        self.line([(-4, -61), (-4, -56)], colors.drawn_mid, 1.6)


class CarFromBehind(Drawing):
    """A car seen from behind.

    Parameters
    ----------
    width
        In pixels of the design.

    Examples
    --------
    >>> car = CarFromBehind(360)
    """

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width, **style)
        colors = self.colors
        for side in (-1, 1):
            self.box(side * 0.34 - 0.08, -0.16, 0.16, 0.16, colors.drawn_roof, radius=0.04)
        self.polygon(
            [(-0.34, -0.46), (-0.25, -0.78), (0.25, -0.78), (0.34, -0.46)], colors.drawn_mid, rounded=0.03
        )
        self.polygon([(-0.27, -0.48), (-0.205, -0.72), (0.205, -0.72), (0.27, -0.48)], colors.drawn_glass)
        self.box(-0.46, -0.5, 0.92, 0.4, colors.drawn_front, radius=0.1)
        self.box(-0.46, -0.24, 0.92, 0.14, colors.drawn_shade, radius=0.07)
        for side in (-1, 1):
            self.box(side * 0.34 - 0.08, -0.42, 0.16, 0.08, colors.drawn_roof, radius=0.03)
        self.box(-0.14, -0.3, 0.28, 0.09, colors.drawn_dark, radius=0.02)


class CarFromAbove(Drawing):
    """A car seen from above that drives to the right; it stands on its middle.

    Parameters
    ----------
    length
        In pixels of the design.

    Examples
    --------
    >>> car = CarFromAbove(480)
    """

    def __init__(self, length: float, **style: Any) -> None:
        super().__init__(length, **style)
        colors = self.colors
        for x in (-0.3, 0.3):
            for side in (-1, 1):
                self.box(x - 0.08, side * 0.215 - 0.035, 0.16, 0.07, colors.drawn_roof, radius=0.02)
        self.box(-0.5, -0.22, 1.0, 0.44, colors.drawn_front, radius=0.16)
        self.box(-0.5, 0.07, 1.0, 0.15, colors.drawn_shade, radius=0.075)
        self.polygon([(0.1, -0.15), (0.24, -0.18), (0.24, 0.18), (0.1, 0.15)], colors.drawn_glass)
        self.polygon([(-0.26, -0.15), (-0.38, -0.17), (-0.38, 0.17), (-0.26, 0.15)], colors.drawn_glass)
        self.box(-0.26, -0.15, 0.36, 0.3, colors.drawn_light, radius=0.05)
        for side in (-1, 1):
            self.box(0.44, side * 0.15 - 0.035, 0.05, 0.07, colors.drawn_light, radius=0.02)


class Person(Drawing):
    """Somebody who walks to the right.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> person = Person(400)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.line([(0.0, -0.45), (-0.1, -0.2), (-0.15, -0.05)], colors.drawn_roof, 0.1)
        self.line([(0.0, -0.45), (0.09, -0.24), (0.1, -0.05)], colors.drawn_mid, 0.1)
        self.line([(-0.03, -0.74), (-0.15, -0.6), (-0.17, -0.46)], colors.drawn_shade, 0.07)
        self.polygon(
            [(-0.085, -0.74), (0.085, -0.74), (0.075, -0.42), (-0.08, -0.42)],
            colors.drawn_front,
            rounded=0.03,
        )
        self.line([(0.06, -0.72), (0.15, -0.6), (0.2, -0.5)], colors.drawn_front, 0.07)
        self.oval(0.01, -0.875, 0.085, None, colors.drawn_light)


class Tree(Drawing):
    """A tree.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> tree = Tree(420)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        colors = self.colors
        self.line([(0, -0.035), (0, -0.5)], colors.drawn_roof, 0.07)
        self.oval(0, -0.66, 0.3, 0.34, colors.drawn_roof)
        self.oval(0.09, -0.6, 0.21, 0.27, colors.drawn_far)


class Lamp(Drawing):
    """A street lamp that leans to the right.

    Parameters
    ----------
    height
        In pixels of the design.

    Examples
    --------
    >>> lamp = Lamp(420)
    """

    def __init__(self, height: float, **style: Any) -> None:
        super().__init__(height, **style)
        self.line([(0, -0.01), (0, -0.92), (0.19, -0.97)], self.colors.drawn_roof, 0.025)
        self.oval(0.22, -0.95, 0.05, None, self.colors.drawn_front)


class Mat(Drawing):
    """A mat on the floor, seen from the front: a border, and a fringe at either end.

    Parameters
    ----------
    width
        In pixels of the design.
    color, ground
        Of the mat, and of what it lies on; None: light, and the panel's.

    Examples
    --------
    >>> mat = Mat(480)
    """

    def __init__(
        self, width: float, color: str | None = None, ground: str | None = None, **style: Any
    ) -> None:
        super().__init__(width, **style)
        color, ground = color or self.colors.drawn_light, ground or self.colors.panel
        for side in (-1, 1):
            for share in (0.06, 0.28, 0.5, 0.72, 0.94):
                end = side * (0.41 - 0.1 * share), -0.03 - 0.26 * share
                self.line([end, (end[0] + side * 0.07, end[1] + 0.01)], color, 0.022)
        self.polygon([(-0.4, -0.02), (-0.3, -0.3), (0.3, -0.3), (0.4, -0.02)], color)
        self.polygon([(-0.31, -0.055), (-0.235, -0.265), (0.235, -0.265), (0.31, -0.055)], ground)
        self.polygon([(-0.285, -0.075), (-0.22, -0.245), (0.22, -0.245), (0.285, -0.075)], color)
        self.polygon([(-0.11, -0.16), (0.0, -0.225), (0.11, -0.16), (0.0, -0.09)], ground)
