"""Straight boundaries between two classes in the plane: logistic regression and the widest margin."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from loss_scenes.losses import logistic, logistic_grad, sigmoid
from loss_scenes.losses.domain import FloatArray, finite, positive, signs

MAX_NEWTON_STEPS = 200
MAX_PAIR_STEPS = 200_000
# How far the two ends of the optimality interval may stay apart, relative to the unit margin.
PAIR_TOLERANCE = 1e-11


class Boundary(NamedTuple):
    """The line weights . x + bias = 0; the score is positive on the side of the label +1."""

    weights: FloatArray
    bias: float


def _two_classes(points: npt.ArrayLike, labels: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    x, y = finite("points", points), signs("labels", labels)
    if x.ndim != 2 or x.shape[1] != 2:
        raise ValueError(f"points must have shape (n, 2); got {x.shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(f"labels must have shape {x.shape[:1]}, one for each point; got {y.shape}")
    if np.unique(y).size < 2:
        raise ValueError(f"labels must contain both -1 and +1; got only {np.unique(y).tolist()}")
    return x, y


def logistic_boundary(points: npt.ArrayLike, labels: npt.ArrayLike, *, penalty: float) -> Boundary:
    """Weights and bias that minimise sum of log(1 + exp(-m)) + penalty/2 * ||w||**2, m = y (w . x + b).

    Parameters
    ----------
    points : array_like
        Shape (n, 2), finite.
    labels : array_like
        Shape (n,), -1 or +1, both present.
    penalty : float
        Weight of ||w||**2 / 2, finite and > 0; scikit-learn's ``C`` is 1 / penalty. The bias is free.

    Returns
    -------
    Boundary
        ``(weights, bias)``, weights of shape (2,), in nats per unit of the points, and nats.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain.
    RuntimeError
        If Newton's method does not settle (points many orders of magnitude apart).

    Notes
    -----
    Strictly convex, so the minimum is unique; without a penalty separable points would drive ||w|| to
    infinity. Newton's method with step halving, until no gradient is left above rounding.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> weights, bias = logistic_boundary([[-1, 0], [1, 0]], [-1, 1], penalty=1)
    >>> print(f"{weights[0]:.6f}")  # solves w = 2 / (1 + exp(w))
    0.674832
    """
    x, y = _two_classes(points, labels)
    ridge = positive("penalty", penalty) * np.diag([1.0, 1.0, 0.0])
    design = np.column_stack([x, np.ones(y.size)])
    unknown = np.zeros(3)

    def cost(w: FloatArray) -> float:
        return float(np.sum(logistic(y * (design @ w))) + 0.5 * w @ ridge @ w)

    for _ in range(MAX_NEWTON_STEPS):
        margin = y * (design @ unknown)
        terms = np.vstack([design * (y * logistic_grad(margin))[:, np.newaxis], ridge @ unknown])
        gradient = terms.sum(axis=0)
        if np.all(np.abs(gradient) <= 1e-14 * (1.0 + np.abs(terms).sum(axis=0))):
            return Boundary(unknown[:2], float(unknown[2]))
        curvature = sigmoid(margin) * sigmoid(-margin)
        hessian = design.T @ (design * curvature[:, np.newaxis]) + ridge
        step = np.linalg.lstsq(hessian, -gradient, rcond=None)[0]
        length, now = 1.0, cost(unknown)
        # Within rounding of the minimum the cost cannot tell better from worse: a full step is right there.
        while cost(unknown + length * step) > now * (1.0 + 1e-12) and length > 1e-12:
            length *= 0.5
        unknown = unknown + length * step
    raise RuntimeError(f"no logistic boundary after {MAX_NEWTON_STEPS} steps; scale the points to order 1")


def _require_separable(x: FloatArray, y: FloatArray) -> None:
    rows = -y[:, np.newaxis] * np.column_stack([x, np.ones(y.size)])
    answer = linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(y.size), bounds=(None, None))
    if answer.status == 2:
        raise ValueError("points must be linearly separable for a hard margin; pass C for a soft one")


def max_margin_boundary(points: npt.ArrayLike, labels: npt.ArrayLike, *, C: float | None = None) -> Boundary:
    """Support vector machine: minimise ||w||**2 / 2 + C * sum of max(0, 1 - m), m = y (w . x + b).

    Parameters
    ----------
    points : array_like
        Shape (n, 2), finite.
    labels : array_like
        Shape (n,), -1 or +1, both present.
    C : float or None
        Price of the hinge losses, finite and > 0; None allows none (hard margin, separable points).

    Returns
    -------
    Boundary
        ``(weights, bias)``, weights of shape (2,). The street between the margins is 2 / ||weights|| wide.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real, or outside its domain; if the points cannot be separated and C is None.
    RuntimeError
        If the solver does not settle (points many orders of magnitude apart, or a huge C).

    Notes
    -----
    Sequential minimal optimisation on the dual: the pair of points that violates optimality most moves,
    until all agree on the bias to 1e-11 of the margin. Weights are unique; where a soft margin leaves an
    interval of biases, its middle is taken.

    References
    ----------
    Cortes, C. and Vapnik, V. (1995). Support-Vector Networks. Mach. Learn. 20. doi:10.1007/BF00994018
    Keerthi, S. S. et al. (2001). Improvements to Platt's SMO Algorithm for SVM Classifier Design.
    Neural Comput. 13(3). doi:10.1162/089976601300014493

    Examples
    --------
    >>> weights, bias = max_margin_boundary([[-1, 0], [-2, -5], [3, 1]], [-1, -1, 1])
    >>> print(f"{2 / np.hypot(*weights):.6f}")  # from (-1, 0) to (3, 1)
    4.123106
    """
    x, y = _two_classes(points, labels)
    ceiling = np.inf if C is None else positive("C", C)
    if C is None:
        _require_separable(x, y)
    alpha = np.zeros(y.size)
    weights = np.zeros(2)
    for _ in range(MAX_PAIR_STEPS):
        wanted = y - x @ weights  # the bias that would put each point on its margin
        up = np.where(y > 0.0, alpha < ceiling, alpha > 0.0)
        down = np.where(y > 0.0, alpha > 0.0, alpha < ceiling)
        i = int(np.argmax(np.where(up, wanted, -np.inf)))
        j = int(np.argmin(np.where(down, wanted, np.inf)))
        gap = wanted[i] - wanted[j]
        if gap <= PAIR_TOLERANCE:
            return Boundary(weights, float(0.5 * (wanted[i] + wanted[j])))
        apart = x[i] - x[j]
        room_i = ceiling - alpha[i] if y[i] > 0.0 else alpha[i]
        room_j = alpha[j] if y[j] > 0.0 else ceiling - alpha[j]
        square = float(apart @ apart)
        move = min(room_i, room_j, gap / square if square > 0.0 else np.inf)
        # A move that uses up the room lands exactly on the bound, free of rounding.
        alpha[i] = (ceiling if y[i] > 0.0 else 0.0) if move == room_i else alpha[i] + y[i] * move
        alpha[j] = (0.0 if y[j] > 0.0 else ceiling) if move == room_j else alpha[j] - y[j] * move
        weights = (alpha * y) @ x
    raise RuntimeError(f"no margin after {MAX_PAIR_STEPS} steps; scale the points to order 1 or lower C")
