"""Where a sample lies: the Huber estimate (mean and median are NumPy's), and a histogram's heights."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import huber_grad
from loss_scenes.losses.domain import FloatArray, finite, positive, refuse


def sample(name: str, values: npt.ArrayLike) -> FloatArray:
    """Return a non-empty list of finite numbers as an array; raise `ValueError` for other shapes."""
    array = finite(name, values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a non-empty list of numbers; got shape {array.shape}")
    return array


def _lowest_minimiser(values: FloatArray, delta: float) -> float:
    """Return the smallest m at which the summed pull of the values is no longer positive."""

    def pulls_up(m: float) -> bool:
        core = values[np.abs(values - m) < delta]
        # Only unclipped terms carry rounding; without this allowance a pull that is exactly 0 could
        # round to a positive one and jump over a whole flat stretch of minimisers.
        rounding = 4.0 * np.finfo(np.float64).eps * (float(np.abs(core).sum()) + core.size * abs(m))
        return bool(math.fsum(huber_grad(values - m, delta=delta)) > rounding)

    corners = np.unique(np.concatenate([values - delta, values + delta]))
    low, high = 0, corners.size - 1  # the pull is positive at the first corner, negative at the last
    while high - low > 1:
        middle = (low + high) // 2
        if pulls_up(float(corners[middle])):
            low = middle
        else:
            high = middle
    inside = 0.5 * (corners[low] + corners[high])
    core = values[np.abs(values - inside) < delta]
    if core.size == 0:
        return float(corners[high])
    surplus = int(np.sum(values > inside + delta)) - int(np.sum(values < inside - delta))
    solution = (math.fsum(core) + delta * surplus) / core.size
    return float(np.clip(solution, corners[low], corners[high]))


def huber_location(values: npt.ArrayLike, *, delta: float = 1.0) -> float:
    """Location m that minimises the sum of Huber losses of values - m, exactly.

    Parameters
    ----------
    values : array_like
        Shape (n,), n >= 1, finite, in target units.
    delta : float
        Where the Huber loss turns straight, in target units, finite and > 0: choose it on the scale of
        the good points (1.345 standard deviations keep 95 % efficiency for Gaussian noise).

    Returns
    -------
    float
        The minimiser in target units; where it is a whole interval, its middle (as the median does).

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a value is not finite, there is none, or delta is not > 0.

    Notes
    -----
    The summed influence clip(v - m, -delta, delta) falls piecewise linearly in m: a bisection over the
    corners v -+ delta finds the piece with the zero, one division finds the zero. No iteration to a
    tolerance.

    References
    ----------
    Huber, P. J. (1964). Robust Estimation of a Location Parameter. Ann. Math. Statist. 35(1).
    doi:10.1214/aoms/1177703732

    Examples
    --------
    >>> values = [-1.2, -0.8, -0.5, -0.2, 0, 0.2, 0.5, 0.8, 1.2, 100]
    >>> [round(float(locate(values)), 4) for locate in (np.mean, huber_location, np.median)]
    [10.0, 0.1429, 0.1]
    """
    array, scale = sample("values", values), positive("delta", delta)
    # The mirror image turns the smallest minimiser of the mirrored values into the largest of these.
    middle = 0.5 * (_lowest_minimiser(array, scale) - _lowest_minimiser(-array, scale))
    # It lies among the values; rounded, the mean of equal ones need not.
    return float(np.clip(middle, array.min(), array.max()))


def histogram_density(samples: npt.ArrayLike, edges: npt.ArrayLike) -> FloatArray:
    """Heights of a histogram that share the axis of a probability density.

    Parameters
    ----------
    samples : array_like
        Shape (n,), n >= 1, finite.
    edges : array_like
        Shape (k + 1,), k >= 1, finite and strictly increasing: the bins are [e_i, e_(i+1)), the last closed.

    Returns
    -------
    ndarray
        Shape (k,): count / (n * width), in 1 / sample unit.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if it is not finite, empty, or the edges do not increase.

    Notes
    -----
    n counts all the samples, also those outside the bins, so each bar estimates the mean density over its
    bin. (NumPy's ``density=True`` divides by the samples inside and would draw a truncated set too high.)

    References
    ----------
    Freedman, D. and Diaconis, P. (1981). On the Histogram as a Density Estimator: L2 Theory.
    Z. Wahrscheinlichkeitstheorie verw. Gebiete 57. doi:10.1007/BF01025868

    Examples
    --------
    >>> histogram_density([0.1, 0.2, 0.7, 5.0], [0, 0.5, 1]).tolist()
    [1.0, 0.5]
    """
    data, borders = sample("samples", samples), sample("edges", edges)
    if borders.size < 2:
        raise ValueError("edges must be at least 2 numbers; got 1")
    widths = np.diff(borders)
    refuse("edges", borders[1:], widths <= 0.0, "strictly increasing")
    counts, _ = np.histogram(data, borders)
    heights: FloatArray = counts / (data.size * widths)
    return heights
