"""The way to an estimate, for pictures that move: descents step by step, and the street at every angle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses import logistic, logistic_grad
from loss_scenes.losses.domain import FloatArray, finite, number, signs
from loss_scenes.models.boundaries import Boundary
from loss_scenes.models.descent import gradient_descent


def logistic_path(
    points: npt.ArrayLike,
    labels: npt.ArrayLike,
    start: tuple[float, float, float],
    *,
    penalty: float,
    rate: float = 0.01,
    steps: int = 16000,
) -> FloatArray:
    """Boundaries on the way of gradient descent on what `logistic_boundary` minimises.

    Parameters
    ----------
    points, labels, penalty
        As for `logistic_boundary`.
    start : tuple of float
        Two weights and the bias.
    rate, steps
        As for `gradient_descent`.

    Returns
    -------
    ndarray
        Shape (steps + 1, 3): two weights and the bias.

    Examples
    --------
    >>> path = logistic_path([[-1, 0], [1, 0]], [-1, 1], (0.0, 1.0, 0.5), penalty=1, rate=0.5, steps=200)
    >>> path[-1].round(6).tolist()
    [0.674832, 0.0, 0.0]
    """
    x, y = finite("points", points), signs("labels", labels)
    design = np.column_stack([x, np.ones(y.size)])
    ridge = penalty * np.array([1.0, 1.0, 0.0])

    def grad(unknown: FloatArray) -> FloatArray:
        pull: FloatArray = design.T @ (y * logistic_grad(y * (design @ unknown))) + ridge * unknown
        return pull

    return gradient_descent(grad, start, rate=rate, steps=steps)


def mean_logistic(points: npt.ArrayLike, labels: npt.ArrayLike, state: FloatArray) -> float:
    """Mean cross-entropy of a boundary: of log(1 + exp(-m)), m = y (w . x + b); in nats.

    Parameters
    ----------
    points, labels
        As for `logistic_path`.
    state : ndarray
        Two weights and the bias.

    Examples
    --------
    It grows smaller on the way of `logistic_path`; a boundary that says nothing loses ln 2:

    >>> points, labels = [[-1, 0], [1, 0]], [-1, 1]
    >>> round(mean_logistic(points, labels, np.zeros(3)), 4)
    0.6931
    >>> path = logistic_path(points, labels, (0.0, 1.0, 0.5), penalty=1, rate=0.5, steps=200)
    >>> [round(mean_logistic(points, labels, path[step]), 4) for step in (0, 1, 200)]
    [0.7241, 0.4907, 0.4116]
    """
    x, y = finite("points", points), signs("labels", labels)
    return float(np.mean(logistic(y * (x @ state[:2] + state[2]))))


def state_at(path: FloatArray, share: float) -> FloatArray:
    """Return where a walk stands after a share of its time, if step k takes time in proportion to 1 / k.

    Descents slow down geometrically: with one step for each frame all would be over at once.

    Parameters
    ----------
    path : ndarray
        Shape (n, ...), n >= 2, the states from first to last.
    share : float
        From 0 (first state) to 1 (last state); states between two steps are interpolated.

    Examples
    --------
    >>> walk = np.array([8.0, 4.0, 2.0, 1.0])
    >>> [float(state_at(walk, share)) for share in (0.0, 0.5, 1.0)]
    [8.0, 4.0, 1.0]
    """
    step = len(path) ** number("share", share, "in [0, 1]", lambda s: 0.0 <= s <= 1.0) - 1.0
    before = min(int(step), len(path) - 2)
    return np.asarray(path[before] + (step - before) * (path[before + 1] - path[before]))


def street_across(points: npt.ArrayLike, labels: npt.ArrayLike, angle: float) -> Boundary:
    """Return the widest empty street between two classes among those that run across one direction.

    The widest over all angles is the street of `max_margin_boundary`.

    Parameters
    ----------
    points, labels : array_like
        Shapes (n, 2) and (n,), as for `max_margin_boundary`.
    angle : float
        Direction from the class -1 to the class +1, in radians: that of the weights.

    Returns
    -------
    Boundary
        Scaled so that the nearest points of both classes have the scores -1 and +1.

    Raises
    ------
    ValueError
        If the classes overlap in this direction.

    Examples
    --------
    >>> weights, bias = street_across([[-1, 0], [-2, -5], [3, 1]], [-1, -1, 1], 0.0)
    >>> float(2 / np.hypot(*weights)), bias
    (4.0, -0.5)
    """
    direction, low, high = _gap(points, labels, angle)
    if high <= low:
        raise ValueError(f"the classes must not overlap along the angle; they do at {angle!r}")
    scale = 2.0 / (high - low)
    return Boundary(scale * direction, -scale * 0.5 * (high + low))


def street_width(points: npt.ArrayLike, labels: npt.ArrayLike, angle: float) -> float:
    """Return how wide the street of `street_across` is; 0 where the classes overlap and leave none.

    Examples
    --------
    >>> [street_width([[-1, 0], [-2, -5], [3, 1]], [-1, -1, 1], angle) for angle in (0.0, np.pi)]
    [4.0, 0.0]
    """
    _, low, high = _gap(points, labels, angle)
    return max(high - low, 0.0)


def _gap(points: npt.ArrayLike, labels: npt.ArrayLike, angle: float) -> tuple[np.ndarray, float, float]:
    """The unit vector of an angle, and along it the last point of class -1 and the first of class +1."""
    x, y = finite("points", points), signs("labels", labels)
    direction = np.array([np.cos(angle), np.sin(angle)])
    along = x @ direction
    return direction, float(along[y < 0].max()), float(along[y > 0].min())
