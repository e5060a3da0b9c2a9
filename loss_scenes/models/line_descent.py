"""A straight line that learns: gradient descent on the mean squared error of its predictions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import squared_error_grad
from loss_scenes.losses.domain import FloatArray
from loss_scenes.models.descent import gradient_descent
from loss_scenes.models.lines import Line
from loss_scenes.models.location import sample


def descend_line(x: npt.ArrayLike, y: npt.ArrayLike, start: Line, *, rate: float, steps: int) -> list[Line]:
    """Lines on the way from a first one to the least squares.

    Parameters
    ----------
    x, y : array_like
        Shape (n,) each, finite; at least two different values in `x`.
    start : Line
        The first line.
    rate : float
        Learning rate, finite and > 0; it settles below 1.
    steps : int
        Number of steps, >= 0.

    Returns
    -------
    list of Line
        The first line, and one after every step.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain; if the walk leaves the finite numbers.

    Notes
    -----
    The unknowns are the heights at the mean of `x` and one standard deviation beside it, less the former:
    in these the curvature is 2 in every direction, and every step takes the share 2 * rate of what is left.

    Examples
    --------
    >>> walk = descend_line([0, 1, 2], [1, 3, 5], Line(0.0, 0.0), rate=0.25, steps=2)
    >>> [(round(line.slope, 6), round(line.intercept, 6)) for line in walk]
    [(0.0, 0.0), (1.0, 0.5), (1.5, 0.75)]
    """
    across, up = sample("x", x), sample("y", y)
    if across.shape != up.shape:
        raise ValueError(f"x and y must have the same shape; got {across.shape} and {up.shape}")
    middle, spread = float(across.mean()), float(across.std())
    if not spread:
        raise ValueError(f"x must hold at least two different values; got only {across[0].item()!r}")
    place = (across - middle) / spread

    def grad(unknown: FloatArray) -> FloatArray:
        pull = squared_error_grad(unknown[0] * place + unknown[1] - up)
        return np.array([np.mean(pull * place), np.mean(pull)])

    first = np.array([start.slope * spread, start.slope * middle + start.intercept])
    walk = gradient_descent(grad, first, rate=rate, steps=steps)
    return [Line(float(a / spread), float(b - a / spread * middle)) for a, b in walk]
