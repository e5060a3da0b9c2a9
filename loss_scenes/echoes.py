"""What a car's laser measures of the one ahead, with one reflection, and how far off that is. No manim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loss_scenes.losses.domain import FloatArray
from loss_scenes.models import huber_location


@dataclass(frozen=True)
class Echoes:
    """Distances that beams measured; the numbers are invented.

    Parameters
    ----------
    ranges
        Of the beams that hit the rear of the car ahead, in metres along the road.
    beams
        Where each hits it, in metres across the road from its middle.
    stray
        Distance that the beam reports which was reflected, in metres.
    stray_beam
        Where that one crosses the rear, in metres from its middle.
    delta
        Where the Huber loss turns straight, in metres.

    Examples
    --------
    One reflection at 14 m, and a car that is 8 m ahead:

    >>> round(ECHOES.mean(14.0), 2), round(ECHOES.huber(14.0), 2)
    (8.86, 8.04)
    """

    ranges: Sequence[float] = (8.06, 7.94, 8.02, 7.96, 8.08, 7.94)
    beams: Sequence[float] = (-0.8, -0.5, -0.2, 0.1, 0.5, 0.8)
    stray: float = 14.0
    stray_beam: float = 0.3
    delta: float = 0.25

    def values(self, stray: float) -> FloatArray:
        """All distances, the reflected beam's last."""
        return np.array([*self.ranges, stray])

    def mean(self, stray: float) -> float:
        """The distance that squared errors choose."""
        return float(self.values(stray).mean())

    def huber(self, stray: float) -> float:
        """The distance that the Huber loss chooses."""
        return float(huber_location(self.values(stray), delta=self.delta))


ECHOES = Echoes()
"""What the film shows."""
