"""An arrow that shows how hard something pulls: its length is in proportion."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D, Vector3D

from narrated.design.theme import current_theme
from narrated.mobjects.live_shape import LiveShape
from narrated.mobjects.step_path import Shape, arrow_shape

_HEAD = 3.4  # length of the head, in units of its thickness
_TIP = 3  # of the corners
_RIM = 6.0  # stroke width, half of which is seen


class Pull(Shape):
    """An arrow from a place of the moment, that grows and shrinks with what it shows.

    Parameters
    ----------
    tail
        Called on every update: where it begins.
    way
        Called on every update: from its tail to its tip.
    color
        Of the fill.
    rimmed
        Whether a dark rim sets it off from what it is drawn over.

    Attributes
    ----------
    thick
        Width of its shaft where it is long, in scene units; the barbs reach 1.6 times that to either side.

    Examples
    --------
    A short pull to the left, and one to the right that grows:

    >>> from manim import ValueTracker
    >>> strength = ValueTracker(0.4)
    >>> weak = Pull(lambda: np.array([-0.2, 0.0, 0.0]), lambda: np.array([-0.6, 0.0, 0.0]), "#ffa45c")
    >>> strong = Pull(
    ...     lambda: np.array([0.2, 0.0, 0.0]), lambda: np.array([strength.get_value(), 0.0, 0.0]), "#5cb8ff"
    ... )
    >>> round(float(weak.width), 6), round(float(weak.get_right()[0]), 6)
    (0.6, -0.2)
    >>> grow = strength.animate.set_value(2.4)
    """

    def __init__(
        self,
        tail: Callable[[], Point3D],
        way: Callable[[], Vector3D],
        color: str,
        *,
        rimmed: bool = False,
    ) -> None:
        theme = current_theme()
        self.thick = thick = 1.25 * theme.dot

        def corners() -> np.ndarray:
            start, along = np.asarray(tail()), np.asarray(way())
            length = float(np.linalg.norm(along))
            if length < 1e-6:
                return np.tile(start, (7, 1))
            forward = along / length
            aside = np.array([-forward[1], forward[0], 0.0])
            # A short one is a small one: its head is never longer than itself.
            half = thick * min(1.0, length / (_HEAD * thick))
            neck = length - _HEAD * half
            profile = [
                (0.0, 0.5 * half), (neck, 0.5 * half), (neck, 1.6 * half), (length, 0.0),
                (neck, -1.6 * half), (neck, -0.5 * half), (0.0, -0.5 * half),
            ]  # fmt: skip
            return np.array([start + a * forward + b * aside for a, b in profile])

        super().__init__(corners, color)
        if rimmed:
            self.set_stroke(theme.colors.background, _RIM, background=True)

    def live_shape(self) -> LiveShape:
        """Its ends."""
        return arrow_shape(np.asarray(self.corners()), self.thick, head=_HEAD, shaft=0.5, barb=1.6)

    def get_start(self) -> Point3D:
        """Its tail."""
        return np.array((self.points[0] + self.points[-4]) / 2)

    def get_end(self) -> Point3D:
        """Its tip."""
        return np.array(self.points[4 * _TIP])
