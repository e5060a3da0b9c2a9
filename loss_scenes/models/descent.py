"""Walks downhill: gradient descent, and simulated annealing on a line."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.domain import FloatArray, finite, positive, refuse, whole
from loss_scenes.models.location import sample


def count(name: str, value: int, *, low: int = 0) -> int:
    """Return a whole number >= `low` (and below 10**7, a slip of the keyboard beyond)."""
    array = whole(name, value, low=low, high=10**7)
    if array.ndim:
        raise ValueError(f"{name} must be a single integer; got an array of shape {array.shape}")
    return int(array)


def gradient_descent(
    grad: Callable[[FloatArray], npt.ArrayLike], start: npt.ArrayLike, *, rate: float, steps: int
) -> FloatArray:
    """Path of gradient descent: w[k + 1] = w[k] - rate * grad(w[k]).

    Parameters
    ----------
    grad : callable
        Gradient of what is minimised: gets w in the shape of `start`, returns the same shape.
    start : array_like
        First point, a number or a vector of shape (d,), finite.
    rate : float
        Learning rate, finite and > 0. On a quadratic of curvature a the walk settles if rate < 2/a.
    steps : int
        Number of steps, >= 0.

    Returns
    -------
    ndarray
        Shape (steps + 1,) or (steps + 1, d); the first entry is `start`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain; if the gradient has another shape than `start`;
        if the walk leaves the finite numbers (the rate is too high).

    Notes
    -----
    The direction is the negative gradient. At kinks `grad` decides which subgradient is taken.

    References
    ----------
    Cauchy, A. (1847). Methode generale pour la resolution des systemes d'equations simultanees.
    C. R. Acad. Sci. Paris 25.

    Examples
    --------
    >>> gradient_descent(lambda w: w - 3.0, 1.0, rate=0.1, steps=3).round(4).tolist()
    [1.0, 1.2, 1.38, 1.542]
    """
    first = finite("start", start)
    if first.ndim > 1:
        raise ValueError(f"start must be a number or a vector; got shape {first.shape}")
    eta, total = positive("rate", rate), count("steps", steps)
    path = np.empty((total + 1, *first.shape))
    path[0] = first
    for k in range(total):
        slope = np.asarray(grad(path[k].copy() if first.ndim else path[k]), dtype=np.float64)
        if slope.shape != first.shape:
            raise ValueError(f"grad must return the shape of start, {first.shape}; got {slope.shape}")
        with np.errstate(over="ignore", invalid="ignore"):
            path[k + 1] = path[k] - eta * slope
        if not np.all(np.isfinite(path[k + 1])):
            raise ValueError(f"the walk left the finite numbers at step {k + 1}; use a rate below {eta!r}")
    return path


def anneal(
    energy: Callable[[float], float], start: float, *, temperatures: npt.ArrayLike, step: float, seed: int
) -> FloatArray:
    """Path of simulated annealing on a line: one Metropolis trial per temperature.

    ::

        x' = x + uniform(-step, step)
        move if energy(x') <= energy(x), else with probability exp(-(energy(x') - energy(x)) / T)

    Parameters
    ----------
    energy : callable
        Height of the landscape at a position; ``inf`` walls it off, NaN is refused.
    start : float
        First position, finite, of finite energy.
    temperatures : array_like
        Shape (n,), finite and > 0, in energy units: the cooling schedule, a trial for each entry.
    step : float
        Longest trial step, in units of position, finite and > 0.
    seed : int
        Seed of the random stream, >= 0.

    Returns
    -------
    ndarray
        Shape (n + 1,): the positions, the first is `start`; a refused trial repeats the position.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain; if the energy is NaN, or not finite at `start`.

    Notes
    -----
    The uniforms are made from PCG64's raw 64-bit output, whose stream NumPy keeps fixed (NEP 19), not from
    `Generator` methods, whose streams may change between releases. A trial is accepted if
    -T log(1 - u) >= rise, with u in [0, 1): no exponential can overflow.

    References
    ----------
    Kirkpatrick, S., Gelatt, C. D. and Vecchi, M. P. (1983). Optimization by Simulated Annealing.
    Science 220. doi:10.1126/science.220.4598.671

    Examples
    --------
    >>> path = anneal(lambda x: x * x, 5.0, temperatures=np.geomspace(1, 1e-4, 400), step=0.5, seed=1)
    >>> path.shape, bool(abs(path[-1]) < 0.1)
    ((401,), True)
    """
    schedule, reach = sample("temperatures", temperatures), positive("step", step)
    refuse("temperatures", schedule, schedule <= 0.0, "> 0")
    stream = np.random.PCG64(count("seed", seed))
    raw = stream.random_raw(2 * schedule.size).reshape(-1, 2)
    uniforms = (raw >> np.uint64(11)) * 2.0**-53

    def height(x: float) -> float:
        value = float(energy(x))
        if math.isnan(value):
            raise ValueError(f"energy must not be NaN; got it at x = {x!r}")
        return value

    position = float(finite("start", start))
    level = height(position)
    if not math.isfinite(level):
        raise ValueError(f"energy must be finite at start = {position!r}; got {level!r}")
    path = np.empty(schedule.size + 1)
    path[0] = position
    for k, (temperature, (move, chance)) in enumerate(zip(schedule, uniforms, strict=True)):
        trial = position + reach * (2.0 * float(move) - 1.0)
        rise = height(trial) - level
        if rise <= -float(temperature) * math.log1p(-float(chance)):
            position, level = trial, level + rise
        path[k + 1] = position
    return path
