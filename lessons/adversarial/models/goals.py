"""Both goals of a generator over the place where its fakes lie, the discriminator standing as it is.

Real notes are N(0, 1), fakes N(b, 1); the discriminator is the best against fakes at a first place. Losses
are in nats, expectations integrals over the spread of the fakes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

_Z = np.linspace(-9.0, 9.0, 721)
_WEIGHTS = np.exp(-(_Z**2) / 2) / np.exp(-(_Z**2) / 2).sum()


def best_score(x: ArrayLike, first: float) -> np.ndarray:
    """The best D between N(0, 1) and N(first, 1) at places ``x``: ``sigmoid(first^2 / 2 - first x)``.

    >>> best_score([-1.0, -2.0, 0.0], -2.0).round(6).tolist()
    [0.5, 0.119203, 0.880797]
    """
    return np.asarray(expit(_logits(np.asarray(x, dtype=float), first)))


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
    return np.asarray(_mean(np.logaddexp(0.0, -_logits(np.add.outer(b, _Z), first))))


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


def _mean(values: np.ndarray) -> np.ndarray:
    return np.asarray(values @ _WEIGHTS)


def _logits(x: np.ndarray, first: float) -> np.ndarray:
    return np.asarray(first**2 / 2 - first * x)
