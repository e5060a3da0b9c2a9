"""A line through the middle of some points that has one parameter left: its slope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import squared_error, squared_error_grad
from loss_scenes.losses.domain import FloatArray
from loss_scenes.models.location import sample


class TurningLine:
    """The line mean(y) + slope * (x - mean(x)), and its mean loss as a function of the slope.

    Parameters
    ----------
    x, y : array_like
        Shape (n,) each, finite.
    loss, loss_grad : callable
        Elementwise loss of the residual, prediction minus target, and its derivative.

    Notes
    -----
    The least-squares line passes through the means, so for squared errors the best slope here is that of
    `fit_line`. Its mean loss is a parabola of curvature 2 var(x): descent settles for rates < 1 / var(x).

    Examples
    --------
    >>> line = TurningLine([0, 1, 2], [0, 1, 5])
    >>> float(line.predict(1.0, 2)), float(line.mean_loss(2.5)), float(line.mean_loss_grad(2.5))
    (3.0, 0.5, 0.0)
    """

    def __init__(
        self,
        x: npt.ArrayLike,
        y: npt.ArrayLike,
        loss: Callable[[Any], Any] = squared_error,
        loss_grad: Callable[[Any], Any] = squared_error_grad,
    ) -> None:
        self.x, self.y = sample("x", x), sample("y", y)
        if self.x.shape != self.y.shape:
            raise ValueError(f"x and y must have the same shape; got {self.x.shape} and {self.y.shape}")
        self.loss, self.loss_grad = loss, loss_grad
        self._away = self.x - self.x.mean()

    def predict(self, slope: float, x: npt.ArrayLike) -> FloatArray:
        """The line of a slope at x."""
        return np.asarray(self.y.mean() + slope * (np.asarray(x, dtype=np.float64) - self.x.mean()))

    def parts(self, slope: float) -> FloatArray:
        """What each point adds to the mean loss, shape (n,)."""
        return np.asarray(self.loss(self._residuals(slope)) / self.x.size)

    def mean_loss(self, slope: npt.ArrayLike) -> FloatArray:
        """Mean loss for every slope, in the shape of `slope`."""
        return np.asarray(np.mean(self.loss(self._residuals(slope)), axis=-1))

    def mean_loss_grad(self, slope: npt.ArrayLike) -> FloatArray:
        """Derivative of `mean_loss`, in the shape of `slope`."""
        return np.asarray(np.mean(self.loss_grad(self._residuals(slope)) * self._away, axis=-1))

    def _residuals(self, slope: npt.ArrayLike) -> FloatArray:
        turned = np.multiply.outer(np.asarray(slope, dtype=np.float64), self._away)
        return np.asarray(self.y.mean() + turned - self.y)
