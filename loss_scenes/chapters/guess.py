"""A guess, what marks it, and the steps that better it: what several chapters tell of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from loss_scenes.losses import squared_error, squared_error_grad


@dataclass(frozen=True)
class Guess:
    """A guess that is off by an error of two components, and its way down.

    Parameters
    ----------
    loss, loss_grad
        What marks the guess, elementwise on an error.
    loss_formula
        How it is written.
    first
        Error of the first guess, two components, in rings of the board.
    rate, steps
        Of the gradient steps.
    """

    loss: Callable[[Any], Any] = squared_error
    loss_grad: Callable[[Any], Any] = squared_error_grad
    loss_formula: str = "ell = (hat(y) - y)^2"
    first: tuple[float, float] = (2.6, 1.9)
    rate: float = 0.3
    steps: int = 3

    @property
    def far(self) -> float:
        """Distance of the first guess from the truth."""
        return float(np.hypot(*self.first))

    @property
    def toward(self) -> np.ndarray:
        """Direction of the first guess as seen from the truth, of length 1."""
        return np.array(self.first) / self.far


GUESS = Guess()
