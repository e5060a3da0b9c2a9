"""A coin that is tossed by one who merely guesses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import UP, VGroup
from manim.typing import Point3D

from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import bleeding, decoration

_RADIUS, _HIGH, _TURNS = 0.13, 0.55, 5  # and how high it goes, by the player's height; half turns
_FACE = 0.86  # radius of what is within its rim, by its own
_THIN, _ROUND = 0.15, 24  # its width on edge, and its corners


class TossedCoin(VGroup):
    """A coin that goes up from a hand, turns in the air, and comes back.

    Parameters
    ----------
    hand
        Over which it is tossed.
    player
        Height of the one who tosses it, in scene units.
    tossed
        Called on every update: how often it has been tossed, with the part of the toss of the moment.

    Examples
    --------
    >>> from manim import ORIGIN, ValueTracker
    >>> tossed = ValueTracker(0.0)
    >>> coin = TossedCoin(ORIGIN, 2.0, tossed.get_value)
    >>> low = coin.get_y()
    >>> higher = tossed.set_value(1.5)
    >>> round(float(coin.update().get_y() - low), 6)
    1.1
    """

    def __init__(self, hand: Point3D, player: float, tossed: Callable[[], float]) -> None:
        around, now = 2 * np.pi * np.arange(_ROUND) / _ROUND, detached(tossed)

        def corners(radius: float) -> np.ndarray:
            time = now() % 1.0
            wide = max(abs(np.cos(_TURNS * np.pi * time)), _THIN)
            middle = hand + player * (_RADIUS + _HIGH * 4 * time * (1 - time)) * UP
            rim = np.column_stack([wide * np.cos(around), np.sin(around), 0.0 * around])
            return np.asarray(middle + player * radius * rim)

        colors = current_theme().colors
        rims = (_RADIUS, colors.background), (_FACE * _RADIUS, colors.gold)
        super().__init__(*(decoration(Shape(partial(corners, radius), color)) for radius, color in rims))
        bleeding(self)
