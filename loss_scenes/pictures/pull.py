"""An arrow that shows how hard an error pulls: its length is in proportion to the loss's slope."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D, Vector3D

from narrated.design.theme import current_theme
from narrated.mobjects.step_path import Shape

_HEAD = 3.4  # length of the head, in half widths of the shaft's edge


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

    Examples
    --------
    >>> pull = Pull(lambda: np.array([1.0, 0.0, 0.0]), lambda: np.array([-2.0, 0.0, 0.0]), "#7ee2a0")
    >>> round(float(pull.width), 6), round(float(pull.get_left()[0]), 6)
    (2.0, -1.0)
    """

    def __init__(self, tail: Callable[[], Point3D], way: Callable[[], Vector3D], color: str) -> None:
        thick = 1.25 * current_theme().dot

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
