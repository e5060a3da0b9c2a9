"""Losses of a margin m = y f (label -1/+1 times score): hinge and logistic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, keeps_precision
from loss_scenes.losses.domain import Floats
from loss_scenes.losses.links import squash


@keeps_precision
def hinge(margin: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Hinge loss max(0, 1 - m), the loss of the support vector machine.

    ::

        1 - m   m <  1
        0       m >= 1

    Parameters
    ----------
    margin : array_like
        Label in {-1, +1} times score (not a probability), any shape, no unit. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in the shape of `margin`.

    Raises
    ------
    TypeError, ValueError
        If a margin is not a real number; if it is NaN.

    Notes
    -----
    Convex, one kink at m = 1, where penalties stop. An upper bound of the 0-1 loss [m <= 0].

    References
    ----------
    Cortes, C. and Vapnik, V. (1995). Support-Vector Networks. Mach. Learn. 20. doi:10.1007/BF00994018

    Examples
    --------
    >>> hinge([-1, 0.5, 1, 2]).tolist()
    [2.0, 0.5, 0.0, 0.0]
    """
    return np.maximum(0.0, 1.0 - floats(check, "margin", margin))


@keeps_precision
def hinge_grad(margin: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Subgradient of `hinge` in the margin.

    ::

        -1   m <  1
         0   m >= 1   (at m = 1 chosen from the subdifferential [-1, 0])

    Parameters
    ----------
    margin : array_like
        Label in {-1, +1} times score, any shape, no unit. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        -1 or 0 in the shape of `margin`.

    Raises
    ------
    TypeError, ValueError
        If a margin is not a real number; if it is NaN.

    Notes
    -----
    At the kink m = 1 the subgradient taken is 0: a point on the margin has arrived and does not pull.

    References
    ----------
    See `hinge`.

    Examples
    --------
    >>> hinge_grad([0.5, 1, 2]).tolist()
    [-1.0, 0.0, 0.0]
    """
    return 0.0 - np.heaviside(1.0 - floats(check, "margin", margin), 0.0)


@keeps_precision
def logistic(margin: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Logistic loss log(1 + exp(-m)): cross-entropy as a function of the margin.

    Parameters
    ----------
    margin : array_like
        Label in {-1, +1} times logit, any shape, in nats. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in nats, in the shape of `margin`.

    Raises
    ------
    TypeError, ValueError
        If a margin is not a real number; if it is NaN.

    Notes
    -----
    Equals -log p for p = sigmoid(m). Smooth and convex, slope in (-1, 0); tends to -m on the left and to
    exp(-m) on the right. Divided by log 2 it bounds the 0-1 loss [m <= 0]. NumPy's logaddexp is stable.

    References
    ----------
    Cox, D. R. (1958). The Regression Analysis of Binary Sequences. J. R. Stat. Soc. B 20(2).
    doi:10.1111/j.2517-6161.1958.tb00292.x

    Examples
    --------
    >>> print(f"{logistic(1):.6f}")
    0.313262
    """
    return np.logaddexp(0.0, -floats(check, "margin", margin))


@keeps_precision
def logistic_grad(margin: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Derivative of `logistic` in the margin: -1 / (1 + exp(m)).

    Parameters
    ----------
    margin : array_like
        Label in {-1, +1} times logit, any shape, in nats. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d m in [-1, 0] (no unit), in the shape of `margin`.

    Raises
    ------
    TypeError, ValueError
        If a margin is not a real number; if it is NaN.

    Notes
    -----
    Smooth. Computed as -sigmoid(-m), which neither overflows nor cancels.

    References
    ----------
    See `logistic`.

    Examples
    --------
    >>> float(logistic_grad(0))
    -0.5
    """
    return -squash(-floats(check, "margin", margin))
