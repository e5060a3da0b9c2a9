"""Squared and absolute errors of a residual: what the mean and the median minimise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, keeps_precision
from loss_scenes.losses.domain import Floats


@keeps_precision
def squared_error(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Squared error r**2, the term that MSE averages.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        r**2 >= 0 in the shape of `residual`, in target units squared.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Twice `half_squared_error`; the core of `huber` is the half. Strictly convex; the mean minimises its
    expectation. The value is ``inf`` only where r**2 exceeds the float64 range.

    References
    ----------
    Stigler, S. M. (1981). Gauss and the Invention of Least Squares. Ann. Statist. 9(3).
    doi:10.1214/aos/1176345451

    Examples
    --------
    >>> float(squared_error(-3))
    9.0
    """
    r = floats(check, "residual", residual)
    return r * r


@keeps_precision
def squared_error_grad(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Derivative of `squared_error`: 2 r.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d r in the shape of `residual`, in target units; unbounded.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Smooth. The pull of a point grows with its residual: the influence function of the mean, doubled.

    References
    ----------
    See `squared_error`.

    Examples
    --------
    >>> float(squared_error_grad(-3))
    -6.0
    """
    r = floats(check, "residual", residual)
    return 2.0 * r


@keeps_precision
def half_squared_error(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Half squared error r**2 / 2, whose derivative is the residual itself.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        r**2 / 2 >= 0 in the shape of `residual`, in target units squared.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Half of `squared_error`. It is what `huber` follows for |r| <= delta, so draw this one beside Huber.
    Multiplied as (r/2) r, so the value is ``inf`` only where r**2 / 2 itself exceeds the float64 range.

    References
    ----------
    Stigler, S. M. (1981). Gauss and the Invention of Least Squares. Ann. Statist. 9(3).
    doi:10.1214/aos/1176345451

    Examples
    --------
    >>> float(half_squared_error(-3))
    4.5
    """
    r = floats(check, "residual", residual)
    return (0.5 * r) * r


@keeps_precision
def half_squared_error_grad(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Derivative of `half_squared_error`: r.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d r in the shape of `residual`, in target units; unbounded.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Smooth: the influence function of the mean. The result is a new array, never the input itself.

    References
    ----------
    See `half_squared_error`.

    Examples
    --------
    >>> float(half_squared_error_grad(-3))
    -3.0
    """
    return np.positive(floats(check, "residual", residual))


@keeps_precision
def absolute_error(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Absolute error, the size of the residual: what the median minimises.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The absolute value of r in the shape of `residual`, in target units.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Convex, not strictly; one kink, at r = 0. `huber` divided by delta tends to it as delta -> 0.

    References
    ----------
    Koenker, R. and Bassett, G. (1978). Regression Quantiles. Econometrica 46(1). doi:10.2307/1913643

    Examples
    --------
    >>> float(absolute_error(-3))
    3.0
    """
    return np.abs(floats(check, "residual", residual))


@keeps_precision
def absolute_error_grad(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Subgradient of `absolute_error`: the sign of the residual.

    ::

        -1   r < 0
         0   r = 0   (chosen from the subdifferential [-1, 1])
        +1   r > 0

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        -1, 0 or 1 (no unit) in the shape of `residual`.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    At the kink r = 0 the subgradient taken is 0, the middle of [-1, 1], so a perfect fit stays put.

    References
    ----------
    See `absolute_error`.

    Examples
    --------
    >>> absolute_error_grad([-3, 0, 2]).tolist()
    [-1.0, 0.0, 1.0]
    """
    return np.sign(floats(check, "residual", residual))
