"""Log-cosh with a scale, in the form that the robust chapter takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq

from loss_scenes import RobustLoss
from loss_scenes.losses import log_cosh, log_cosh_grad


def scaled_log_cosh(residual: Any, scale: float) -> Any:
    """Half a square for residuals within the scale, straight with slope ``scale`` far outside.

    ``scale**2 * log(cosh(residual / scale))``, in target units squared; ``scale`` > 0 in target units.

    Examples
    --------
    >>> float(scaled_log_cosh(3.0, 1.0)).__format__(".4f")
    '2.3093'
    """
    return scale**2 * log_cosh(np.asarray(residual) / scale)


def scaled_log_cosh_grad(residual: Any, scale: float) -> Any:
    """Its derivative, ``scale * tanh(residual / scale)``: never steeper than ``scale``.

    Examples
    --------
    >>> float(scaled_log_cosh_grad(100.0, 1.0))
    1.0
    """
    return scale * log_cosh_grad(np.asarray(residual) / scale)


def log_cosh_location(values: Any, scale: float) -> float:
    """The location that minimises the summed loss: the only zero of the summed derivative.

    Examples
    --------
    >>> round(log_cosh_location([-1.0, 0.0, 1.0], 1.0), 12)
    0.0
    """
    sample = np.asarray(values, dtype=float)
    low, high = float(sample.min()), float(sample.max())
    if low == high:
        return low
    return float(brentq(lambda m: float(np.sum(scaled_log_cosh_grad(sample - m, scale))), low, high))


LOG_COSH = RobustLoss(
    loss=scaled_log_cosh,
    gradient=scaled_log_cosh_grad,
    locate=log_cosh_location,
    formula="ell_a (r) = a^2 log cosh r/a",
    role="log_cosh",
)
