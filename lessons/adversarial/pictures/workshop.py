"""What stands around the forger: dice, a wall, and the look that does not pass it."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Polygon, VMobject
from manim.typing import Point3D

from narrated.design.layout import Region
from narrated.design.theme import current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.visual_role import decoration

FACES = (3, 5, 2)
"""Of the dice that stand for the random numbers of a note, wherever they are shown."""
_NUMBER = 0.4  # size of a number on a die, by the width of that
_SPOTS = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
    6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}


class _Cube(Drawing):
    """A die without anything on it, a hundred wide."""

    def __init__(self, width: float, **style: Any) -> None:
        super().__init__(width / 100, **style)
        self.box(-50, -100, 100, 100, self.colors.drawn_shade, radius=20)
        self.box(-50, -100, 88, 100, self.colors.drawn_light, radius=20)


class NumberDie(_Cube):
    """A die with a random number on it, as a network is given it.

    Parameters
    ----------
    width
        In pixels of the design.
    number
        It is rounded to one decimal.

    Attributes
    ----------
    number
        What is on it.

    Examples
    --------
    >>> die = NumberDie(160, -1.62)
    >>> die.number, bool(die[-1].width < 0.88 * die.width)
    ('−1.6', True)
    """

    def __init__(self, width: float, number: float, **style: Any) -> None:
        super().__init__(width, **style)
        self.number = plain_number(number, 1)
        label = Label(self.number, _NUMBER * width, weight="BOLD").set_line(self[1].get_center(), ORIGIN)
        # Painted on, as spots are: it tumbles with the die, and is read where that rests.
        self._fill([part.points for part in label.family_members_with_points()], self.colors.drawn_dark)


class Die(_Cube):
    """A die that shows one of its faces: a random number.

    Parameters
    ----------
    width
        In pixels of the design.
    face
        1 to 6.

    Examples
    --------
    >>> die = Die(120, 5)
    >>> round(float(die.height / die.width), 6)
    1.0
    """

    def __init__(self, width: float, face: int, **style: Any) -> None:
        super().__init__(width, **style)
        for x, y in _SPOTS[face]:
            self.oval(-6 + 24 * x, -50 + 26 * y, 9.5, None, self.colors.drawn_dark)


class Wall(Drawing):
    """A wall of bricks; it stands on the middle of its foot.

    Parameters
    ----------
    width, height
        In pixels of the design.

    Examples
    --------
    >>> wall = Wall(70, 600)
    >>> round(float(wall.height), 2)
    4.44
    """

    def __init__(self, width: float, height: float, **style: Any) -> None:
        super().__init__(1.0, **style)
        colors, joint = self.colors, 6.0
        self.box(-width / 2, -height, width, height, colors.drawn_roof)
        across = width > height
        length = 150.0 if across else 0.62 * width
        rows = max(1, round(height / 46))
        high = height / rows
        for row in range(rows):
            # Bricks of every other row are shifted by half of one, and those at the ends are cut.
            ends = np.arange(-width / 2 - (length / 2 if row % 2 else 0.0), width / 2, length)
            for start in ends:
                left, right = max(start, -width / 2), min(start + length, width / 2)
                if right - left > 2 * joint:
                    inner = right - left - joint
                    self.box(left + joint / 2, -height + row * high + joint / 2, inner, high - joint,
                             colors.drawn_other, radius=3)  # fmt: skip


def gaze(eye: Point3D, wall: Region, *, spread: float = 0.28) -> VMobject:
    """A cone of sight that begins at an eye and ends at the near side of a wall.

    Parameters
    ----------
    eye
        Where it begins.
    wall
        What stops it: upright at a side of the eye, or lying above it.
    spread
        Half of its width at the wall, by its length.
    """
    if wall.upright:
        near = RIGHT if eye[0] > wall.x else LEFT
        middle = wall.edge(near) * RIGHT + eye * UP
        aside = spread * abs(eye[0] - middle[0]) * UP
    else:
        middle = eye * RIGHT + wall.edge(DOWN) * UP
        aside = spread * abs(eye[1] - middle[1]) * LEFT
    colors = current_theme().colors
    cone = Polygon(eye, middle + aside, middle - aside, stroke_width=0, fill_color=colors.drawn_front)
    return decoration(cone.set_fill(opacity=0.32))
