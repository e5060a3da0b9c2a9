"""Log-cosh with a delta, in the form that the robust chapter takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq

from loss_scenes import Loss
from loss_scenes.losses import log_cosh, log_cosh_grad


def scaled_log_cosh(residual: Any, *, delta: float = 1.0) -> Any:
    """A square for residuals within ``delta``, straight with slope ``2 * delta`` far outside.

    ``2 * delta**2 * log(cosh(residual / delta))``, in target units squared; ``delta`` > 0 in target units.

    Examples
    --------
    >>> float(scaled_log_cosh(3.0, delta=1.0)).__format__(".4f")
    '4.6187'
    """
    return 2 * delta**2 * log_cosh(np.asarray(residual) / delta)


def scaled_log_cosh_grad(residual: Any, *, delta: float = 1.0) -> Any:
    """Its derivative, ``2 * delta * tanh(residual / delta)``: never steeper than ``2 * delta``.

    Examples
    --------
    >>> float(scaled_log_cosh_grad(100.0, delta=1.0))
    2.0
    """
    return 2 * delta * log_cosh_grad(np.asarray(residual) / delta)


def log_cosh_location(values: Any, *, delta: float = 1.0) -> float:
    """The location that minimises the summed loss: the only zero of the summed derivative.

    Examples
    --------
    >>> round(log_cosh_location([-1.0, 0.0, 1.0], delta=1.0), 12)
    0.0
    """
    sample = np.asarray(values, dtype=float)
    low, high = float(sample.min()), float(sample.max())
    if low == high:
        return low
    return float(brentq(lambda m: float(np.sum(scaled_log_cosh_grad(sample - m, delta=delta))), low, high))


LOG_COSH = Loss(
    "log_cosh", scaled_log_cosh, scaled_log_cosh_grad,
    "ell_a (r) = 2 a^2 log cosh r/a",
    locate=log_cosh_location,
)  # fmt: skip
