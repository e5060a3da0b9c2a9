"""What chapters about one guess share: the guess, what marks it, and the steps that better it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from loss_scenes.chapters.panels import Panels
from loss_scenes.losses import squared_error, squared_error_grad


class Guess(Panels):
    """A guess that is off by an error of two components, and its way down.

    Attributes
    ----------
    loss, loss_grad
        What marks the guess, elementwise on an error.
    loss_formula
        How it is written.
    first_guess
        Error of the first guess, two components, in rings of the board.
    rate, steps
        Of the gradient steps.
    """

    loss: Callable[[Any], Any] = staticmethod(squared_error)
    loss_grad: Callable[[Any], Any] = staticmethod(squared_error_grad)
    loss_formula = "ell = (hat(y) - y)^2"
    first_guess: tuple[float, float] = (2.6, 1.9)
    rate = 0.3
    steps = 3

    @property
    def far(self) -> float:
        """Distance of the first guess from the truth."""
        return float(np.hypot(*self.first_guess))

    @property
    def toward(self) -> np.ndarray:
        """Direction of the first guess as seen from the truth, of length 1."""
        return np.array(self.first_guess) / self.far
