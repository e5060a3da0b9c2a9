"""The smallest game: each player owns one number, theta the generator, the slope psi the discriminator.

Real notes are all 0, fakes all theta, and the discriminator's logit is ``psi x``. Up to a constant it wants
``-f(psi theta)`` large, the generator wants it small, with ``f(t) = log(1 + e^t)``: the minimax game. The
balance is psi = theta = 0.

References
----------
Mescheder, Geiger, Nowozin (2018), Which training methods for GANs do actually converge?, arXiv:1801.04406.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit


def pushes(theta: np.ndarray, psi: np.ndarray, *, penalty: float = 0.0) -> np.ndarray:
    """Where both are pushed: ``f'(psi theta) psi`` the one, ``-f'(psi theta) theta - penalty psi`` the other.

    ``f'`` is the sigmoid. ``penalty`` times half of the squared slope, ``psi^2 / 2``, is what the
    discriminator pays besides.

    Parameters
    ----------
    theta, psi
        Where they stand, of one shape.
    penalty
        Weight of the gradient penalty, at least 0.

    Returns
    -------
    ndarray
        Of that shape and two more at the end: the generator's push, and the discriminator's.

    Examples
    --------
    >>> (pushes(np.array([1.0, 0.0]), np.array([0.0, 1.0]), penalty=0.5) + 0.0).tolist()
    [[0.0, -0.5], [0.5, -0.5]]
    """
    slope = expit(psi * theta)
    return np.stack([slope * psi, -slope * theta - penalty * psi], axis=-1)


def simultaneous_steps(
    theta: float, psi: float, *, rate: float, steps: int, penalty: float = 0.0
) -> np.ndarray:
    """Both players step at once, each by the gradient where they were.

    Each step is ``rate`` times the `pushes`. Without a penalty the squared distance from the balance is
    multiplied by `growth` each time, which is more than 1.

    Parameters
    ----------
    theta, psi
        Where they start.
    rate
        The size h of a step, positive.
    steps
        How many, at least 0.
    penalty
        Weight of the gradient penalty, at least 0.

    Returns
    -------
    ndarray
        Of shape (steps + 1, 2): theta and psi, from the start.

    Examples
    --------
    >>> path = simultaneous_steps(1.0, 0.0, rate=0.2, steps=1)
    >>> path.tolist()
    [[1.0, 0.0], [1.0, -0.1]]
    """
    path = np.empty((steps + 1, 2))
    path[0] = theta, psi
    for number in range(steps):
        path[number + 1] = path[number] + rate * pushes(*path[number], penalty=penalty)
    return path


def growth(theta: float, psi: float, *, rate: float) -> float:
    """What a simultaneous step multiplies ``theta^2 + psi^2`` by: ``1 + h^2 f'(psi theta)^2``.

    Exact, without a penalty: the steps of the players are at right angles to where they stand.

    >>> round(growth(1.0, 0.0, rate=0.2), 6)
    1.01
    """
    return float(1 + rate**2 * expit(psi * theta) ** 2)


def contraction(*, rate: float, penalty: float) -> float:
    """By what a step with the penalty multiplies the distance near the balance, in the long run.

    The spectral radius of the step's Jacobian at (0, 0), ``[[1, h/2], [-h/2, 1 - h penalty]]``; less than 1
    means that the players come home.

    >>> contraction(rate=0.2, penalty=1.0) < 1 < contraction(rate=0.2, penalty=0.0)
    True
    """
    jacobian = np.array([[1, rate / 2], [-rate / 2, 1 - rate * penalty]])
    return float(np.abs(np.linalg.eigvals(jacobian)).max())
