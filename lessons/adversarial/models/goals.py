"""Both goals of a generator over the place where its fakes lie, the discriminator standing as it is; pushes.

Real notes are N(0, 1), fakes N(b, 1); where it is not said otherwise the discriminator is the best against
fakes at a first place. Losses are in nats, expectations integrals over the spread of the fakes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import RectBivariateSpline
from scipy.optimize import brentq
from scipy.special import expit, logit

_Z = np.linspace(-9.0, 9.0, 721)
_WEIGHTS = np.exp(-(_Z**2) / 2) / np.exp(-(_Z**2) / 2).sum()


def best_score(x: ArrayLike, first: float, *, learnt: float = 1.0) -> np.ndarray:
    """The best D between N(0, 1) and N(first, 1) at places ``x``, or what it is on the way to that.

    It is ``sigmoid(first^2 / 2 - first x)``. A logistic D of ``x - first / 2`` that starts at 0.5 everywhere
    keeps its 0.5 halfway between both kinds while it learns, as they lie alike around that place: it only
    becomes steeper.

    Parameters
    ----------
    x
        Places, of any shape.
    first
        The mean of the fakes.
    learnt
        Share of the steepness of the best D: 0 where it starts, 1 at the end.

    Examples
    --------
    >>> best_score([-1.0, -2.0, 0.0], -2.0).round(6).tolist()
    [0.5, 0.119203, 0.880797]
    >>> best_score([-1.0, -2.0, 0.0], -2.0, learnt=0.5).round(6).tolist()
    [0.5, 0.268941, 0.731059]
    """
    return np.asarray(expit(learnt * _logits(np.asarray(x, dtype=float), first)))


def minimax_goal(b: ArrayLike, first: float) -> np.ndarray:
    """``E log(1 - D)`` of fakes with means ``b``, of any shape.

    Examples
    --------
    Where fakes score 0.001 on average, its slope is a 999th of that of the other goal:

    >>> near, first = -6.433 + np.array([-1e-4, 1e-4]), -6.433
    >>> flat, steep = np.diff(minimax_goal(near, first)), np.diff(nonsaturating_goal(near, first))
    >>> (steep / flat).round().tolist()
    [999.0]
    """
    return np.asarray(-_mean(np.logaddexp(0.0, _logits(np.add.outer(b, _Z), first))))


def nonsaturating_goal(b: ArrayLike, first: float) -> np.ndarray:
    """``-E log D`` of fakes with means ``b``, of any shape.

    >>> round(float(nonsaturating_goal(0.0, 0.0)), 6)
    0.693147
    """
    return nonsaturating_loss(b, -first, first**2 / 2)


def nonsaturating_loss(b: ArrayLike, slope: float, offset: float) -> np.ndarray:
    """``-E log D`` of fakes with means ``b``, of any shape, if D is ``sigmoid(slope x + offset)``.

    >>> round(float(nonsaturating_loss(0.0, 0.0, 0.0)), 6)
    0.693147
    """
    return np.asarray(_mean(np.logaddexp(0.0, -(slope * np.add.outer(b, _Z) + offset))))


def logistic_discriminator(b: float, score: float, push: float) -> tuple[float, float]:
    """Slope and offset of the ``sigmoid(slope x + offset)`` that gives fakes a mean score, and such a push.

    Of such a D the push of ``-ln D`` is ``slope (1 - E D)``.

    Parameters
    ----------
    b
        The mean of the fakes.
    score
        The mean of D over them, between 0 and 1.
    push
        The size of the slope of ``-E log D`` in ``b``, not negative.

    Examples
    --------
    >>> slope, offset = logistic_discriminator(-2.0, 0.25, 1.5)
    >>> round(slope, 6), round(float(_mean(expit(slope * (_Z - 2.0) + offset))), 6)
    (2.0, 0.25)
    """
    slope = push / (1 - score)
    low = -slope * b + float(logit(score))  # of fakes that do not scatter
    reach = 1 + slope**2
    return slope, float(
        brentq(lambda c: float(_mean(expit(slope * (b + _Z) + c))) - score, low - reach, low + reach)
    )


def nonsaturating_push(x: np.ndarray, score: np.ndarray) -> np.ndarray:
    """``d ln D / dx``: how hard, and which way, ``-ln D`` pushes a fake; of a score known on a grid.

    Parameters
    ----------
    x
        Places, ascending, shape (G,) with G at least 2.
    score
        D there, above 0, shape (G,).

    Returns
    -------
    ndarray
        Shape (G,), in nats per unit of ``x``; positive to the right. Central differences, of one side at the
        ends.

    Examples
    --------
    Of ``sigmoid(2 x)`` it is ``2 (1 - D)``:

    >>> x = np.linspace(-3.0, 3.0, 601)
    >>> nonsaturating_push(x, expit(2 * x))[[100, 300, 500]].round(3).tolist()
    [1.964, 1.0, 0.036]
    """
    return np.gradient(np.log(score), x)


def pushes_on_a_plane(plane: np.ndarray, scores: np.ndarray, places: np.ndarray) -> np.ndarray:
    """``grad ln D``: how hard, and which way, ``-ln D`` pushes fakes; of a score known on a square grid.

    Parameters
    ----------
    plane
        Coordinates, ascending, the same both ways, shape (G,) with G at least 4.
    scores
        D there, above 0, shape (G, G): a row for each y, a column for each x.
    places
        Where the fakes are, shape (n, 2); beyond the grid, as at its edge.

    Returns
    -------
    ndarray
        Shape (n, 2), in nats per unit of the plane: of the cubic spline through ``ln D``.

    Examples
    --------
    Of ``sigmoid(2 x)`` it is ``2 (1 - D)`` to the right, whatever y is:

    >>> plane = np.linspace(-3.0, 3.0, 61)
    >>> scores = np.tile(expit(2 * plane), (61, 1))
    >>> (pushes_on_a_plane(plane, scores, np.array([[0.0, 1.0], [1.0, -1.0]])).round(3) + 0.0).tolist()
    [[1.0, 0.0], [0.238, 0.0]]
    """
    surface = RectBivariateSpline(plane, plane, np.log(scores))
    x, y = np.clip(places, plane[0], plane[-1]).T
    return np.stack([surface(y, x, dy=1, grid=False), surface(y, x, dx=1, grid=False)], axis=-1)


def scores_on_a_plane(plane: np.ndarray, scores: np.ndarray, places: np.ndarray) -> np.ndarray:
    """D at places, of scores known on a square grid: of the cubic spline through them.

    Parameters
    ----------
    plane, scores, places
        As of `pushes_on_a_plane`.

    Returns
    -------
    ndarray
        Shape (n,).

    Examples
    --------
    >>> plane = np.linspace(-3.0, 3.0, 61)
    >>> scores = np.tile(expit(2 * plane), (61, 1))
    >>> scores_on_a_plane(plane, scores, np.array([[0.0, 1.0], [1.0, -1.0]])).round(3).tolist()
    [0.5, 0.881]
    """
    x, y = np.clip(places, plane[0], plane[-1]).T
    return np.asarray(RectBivariateSpline(plane, plane, scores)(y, x, grid=False))


def _mean(values: np.ndarray) -> np.ndarray:
    return np.asarray(values @ _WEIGHTS)


def _logits(x: np.ndarray, first: float) -> np.ndarray:
    return np.asarray(first**2 / 2 - first * x)
