"""A straight line through points, fitted with squared, Huber or absolute errors."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import huber, huber_grad
from loss_scenes.losses.domain import FloatArray, positive
from loss_scenes.models.location import sample

LineLoss = Literal["squared", "huber", "absolute"]
MAX_STEPS = 500
SLOPES_AT_ONCE = 4096  # bounds the memory that trying all slopes takes


class Line(NamedTuple):
    """The line y = slope * x + intercept."""

    slope: float
    intercept: float


def _least_squares(x: FloatArray, y: FloatArray, weights: FloatArray) -> Line:
    across, up = (float(np.average(values, weights=weights)) for values in (x, y))
    spread = weights * (x - across)
    slope = float(spread @ (y - up) / (spread @ (x - across)))
    return Line(slope, up - slope * across)


def _least_absolute(x: FloatArray, y: FloatArray) -> Line:
    """Try the slopes of all pairs of points, among which a best one is; the best intercept is a median.

    Bisecting the slopes would be faster, but slopes that differ by rounding alone would mislead it.
    """
    first, second = np.triu_indices(x.size, k=1)
    run = x[second] - x[first]
    slopes = np.unique((y[second] - y[first])[run != 0.0] / run[run != 0.0])
    costs = []
    for block in np.array_split(slopes, -(-slopes.size // SLOPES_AT_ONCE)):
        rest = y - block[:, np.newaxis] * x
        costs.append(np.abs(rest - np.median(rest, axis=1, keepdims=True)).sum(axis=1))
    slope = float(slopes[np.argmin(np.concatenate(costs))])
    return Line(slope, float(np.median(y - slope * x)))


def _least_huber(x: FloatArray, y: FloatArray, delta: float, weights: FloatArray) -> Line:
    """Newton steps with line search from least squares; the objective is convex and piecewise quadratic.

    x is centred and scaled first, so that both unknowns weigh alike.
    """
    centre, scale = x.mean(), float(np.abs(x - x.mean()).max())
    design = np.column_stack([(x - centre) / scale, np.ones_like(x)])
    roots = np.sqrt(weights)
    unknown = np.linalg.lstsq(design * roots[:, np.newaxis], y * roots, rcond=None)[0]
    rounding = 4.0 * np.finfo(np.float64).eps
    noise = rounding * x.size * (float(np.abs(y).max()) + delta)

    def total(line: FloatArray) -> float:
        return float(weights @ huber(y - design @ line, delta=delta))

    for _ in range(MAX_STEPS):
        rest = y - design @ unknown
        pull = design.T @ (weights * huber_grad(rest, delta=delta))
        if np.abs(pull).max() <= noise:
            slope = float(unknown[0] / scale)
            return Line(slope, float(unknown[1] - slope * centre))
        core = np.abs(rest) <= delta
        # The tail terms have no curvature; the small ridge keeps the step finite when few points are core.
        curvature = design[core].T @ (weights[core, np.newaxis] * design[core]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(curvature, pull)
        cost, promise, length = total(unknown), float(pull @ step), 1.0
        # Close to the minimum the cost cannot tell better from worse: there a full step must pass.
        while total(unknown + length * step) > cost * (1.0 + x.size * rounding) - 1e-4 * length * promise:
            length *= 0.5
        unknown = unknown + length * step
    raise RuntimeError(f"no Huber line after {MAX_STEPS} steps; scale y to the order of delta = {delta!r}")


def fit_line(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: LineLoss = "squared",
    delta: float = 1.0,
    weights: npt.ArrayLike | None = None,
) -> Line:
    """Slope and intercept that minimise the summed loss of the residuals slope * x + intercept - y.

    Parameters
    ----------
    x, y : array_like
        Shape (n,) each, finite; at least two different values in `x`.
    loss : {"squared", "huber", "absolute"}
        Which loss of the residual is summed.
    delta : float
        Where the Huber loss turns straight, in units of `y`, finite and > 0; used by "huber" alone.
    weights : array_like, optional
        Of the points, shape (n,), from 0 to 1, over 0 at two different x or more; default 1 each. Not for
        "absolute".

    Returns
    -------
    Line
        ``(slope, intercept)``, in units of y per x and of y.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is not finite, the shapes differ, x is constant, the loss is none
        of the three, or weights are not from 0 to 1 or given to "absolute".
    RuntimeError
        If the Huber line does not settle (y many orders of magnitude beyond delta).

    Notes
    -----
    All three problems are convex. Squared errors have a closed form. Absolute errors try the slopes of all
    n (n - 1) / 2 pairs of points (where several lines are best, one of them). Huber is solved by Newton's
    method, exact once the set of points beyond delta is right. None of the three is protected against
    leverage: one point far out in *x* breaks them all.

    References
    ----------
    Huber, P. J. (1973). Robust Regression: Asymptotics, Conjectures and Monte Carlo. Ann. Statist. 1(5).
    doi:10.1214/aos/1176342503

    Examples
    --------
    >>> x = np.arange(10)
    >>> y = 2.0 * x + 1.0
    >>> y[9] = 60.0
    >>> [round(fit_line(x, y, loss=loss).slope, 4) for loss in ("squared", "huber", "absolute")]
    [4.2364, 2.0833, 2.0]
    """
    across, up = sample("x", x), sample("y", y)
    if across.shape != up.shape:
        raise ValueError(f"x and y must have the same shape; got {across.shape} and {up.shape}")
    if np.all(across == across[0]):
        raise ValueError(f"x must hold at least two different values; got only {across[0].item()!r}")
    shares = np.ones_like(across) if weights is None else sample("weights", weights)
    if shares.shape != across.shape or np.any((shares < 0) | (shares > 1)):
        raise ValueError(f"weights must be {across.shape} numbers from 0 to 1; got {shares!r}")
    if np.unique(across[shares > 0]).size < 2:
        raise ValueError("weights must leave at least two different values of x")
    match loss:
        case "squared":
            return _least_squares(across, up, shares)
        case "huber":
            return _least_huber(across, up, positive("delta", delta), shares)
        case "absolute" if weights is not None:
            raise ValueError("weights are for the losses 'squared' and 'huber'; got 'absolute'")
        case "absolute":
            return _least_absolute(across, up)
    raise ValueError(f"loss must be 'squared', 'huber' or 'absolute'; got {loss!r}")
