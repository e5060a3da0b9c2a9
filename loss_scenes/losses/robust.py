"""Losses that are quadratic near zero and straight far away: Huber, pseudo-Huber, log-cosh."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from loss_scenes.losses.arguments import floats, keeps_precision, squares, take
from loss_scenes.losses.domain import Floats, above_zero

LOG_2 = float(np.log(2.0))
# While (r/delta)**2 is less, no rounding, not even in float16, takes the slope of pseudo-Huber beyond delta.
NEAR = 64.0
SCALED = {"residual": None, "delta": above_zero}


@keeps_precision
def huber(residual: npt.ArrayLike, *, delta: npt.ArrayLike = 1.0, check: bool = True) -> Floats:
    """Huber loss: half the square up to `delta`, a straight line of slope `delta` beyond.

    ::

        r**2 / 2                   |r| <= delta
        delta * (|r| - delta/2)    |r| >  delta

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    delta : array_like
        Where the parabola ends, in target units, finite and > 0; broadcast with `residual`.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in the broadcast shape, in target units squared.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a residual is NaN or `delta` is not finite and > 0; if the
        shapes do not fit.

    Notes
    -----
    The form of `scipy.special.huber` (which takes delta first) and `torch.nn.HuberLoss`. Smooth-L1 with
    beta is this loss with delta = beta, divided by beta. Tends to r**2 / 2 (not r**2) for large delta.
    With c = min(|r|, delta) both cases are c (|r| - c/2), which overflows only if the value does.

    References
    ----------
    Huber, P. J. (1964). Robust Estimation of a Location Parameter. Ann. Math. Statist. 35(1).
    doi:10.1214/aoms/1177703732

    Examples
    --------
    >>> float(huber(3, delta=1))
    2.5
    """
    r, limit = take(check, SCALED, residual, delta)
    size = np.abs(r)
    core = np.minimum(size, limit)
    return core * (size - 0.5 * core)


@keeps_precision
def huber_grad(residual: npt.ArrayLike, *, delta: npt.ArrayLike = 1.0, check: bool = True) -> Floats:
    """Derivative of `huber`: the residual, clipped to [-delta, delta].

    ::

        r                |r| <= delta
        delta * sign(r)  |r| >  delta

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    delta : array_like
        Where the parabola ends, in target units, finite and > 0; broadcast with `residual`.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d r in the broadcast shape, in target units, in [-delta, delta].

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a residual is NaN or `delta` is not finite and > 0; if the
        shapes do not fit.

    Notes
    -----
    Continuous: Huber has no kink, only its second derivative jumps at |r| = delta. This is the
    influence function; that it is bounded is why one wild target cannot drag the estimate far.

    References
    ----------
    See `huber`.

    Examples
    --------
    >>> float(huber_grad(-3, delta=1))
    -1.0
    """
    r, limit = take(check, SCALED, residual, delta)
    return np.minimum(np.maximum(r, -limit), limit)


@keeps_precision
def pseudo_huber(residual: npt.ArrayLike, *, delta: npt.ArrayLike = 1.0, check: bool = True) -> Floats:
    """Pseudo-Huber loss delta**2 (sqrt(1 + (r/delta)**2) - 1): Huber's shape without a seam.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    delta : array_like
        The slope far away, in target units, finite and > 0; broadcast with `residual`.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in the broadcast shape, in target units squared.

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a residual is NaN or `delta` is not finite and > 0; if the
        shapes do not fit.

    Notes
    -----
    Smooth and strictly convex; r**2 / 2 near 0, delta |r| - delta**2 far away. The defining form cancels
    near 0; r (r / (1 + sqrt(1 + (r/delta)**2))) does not. Where that square overflows, the line far away is
    exact to the last digit.

    References
    ----------
    Charbonnier, P. et al. (1997). Deterministic Edge-Preserving Regularization in Computed Imaging.
    IEEE Trans. Image Process. 6(2). doi:10.1109/83.551699

    Examples
    --------
    >>> print(f"{pseudo_huber(3, delta=1):.6f}")
    2.162278
    """
    r, limit = take(check, SCALED, residual, delta)
    ratio = r / limit
    root = np.sqrt(1.0 + ratio * ratio)
    loss = r * (r / (1.0 + root))
    if squares(ratio) < np.inf:
        return loss
    far = (root == np.inf) | (limit == 0.0)  # a tiny delta is 0 in float32
    return np.where(far, limit * (abs(r) - limit), loss)[()]


@keeps_precision
def pseudo_huber_grad(residual: npt.ArrayLike, *, delta: npt.ArrayLike = 1.0, check: bool = True) -> Floats:
    """Derivative of `pseudo_huber`: r / sqrt(1 + (r/delta)**2).

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units. Infinities pass.
    delta : array_like
        The slope far away, in target units, finite and > 0; broadcast with `residual`.
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d r in the broadcast shape, in target units, in [-delta, delta].

    Raises
    ------
    TypeError, ValueError
        If an argument is not real; if a residual is NaN or `delta` is not finite and > 0; if the
        shapes do not fit.

    Notes
    -----
    Smooth. Where (r/delta)**2 overflows, the slope is delta to the last digit.

    References
    ----------
    See `pseudo_huber`.

    Examples
    --------
    >>> print(f"{pseudo_huber_grad(3, delta=1):.6f}")
    0.948683
    """
    r, limit = take(check, SCALED, residual, delta)
    ratio = r / limit
    root = np.sqrt(1.0 + ratio * ratio)
    slope = r / root
    if squares(ratio) < NEAR:
        return slope
    far = (root == np.inf) | (limit == 0.0)  # a tiny delta is 0 in float32
    return np.minimum(np.maximum(np.where(far, r, slope), -limit), limit)


@keeps_precision
def log_cosh(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Log-cosh loss log(cosh(r)): smooth, with slopes between -1 and 1.

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units (its scale is fixed at 1 unit).
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        The loss >= 0 in the shape of `residual`.

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Strictly convex; r**2 / 2 near 0, |r| - log 2 far away. Both forms equal log(cosh(r)); the first keeps
    its relative accuracy near 0, the second never computes the huge cosh::

        log1p(2 sinh(r/2)**2)               |r| <= 1
        |r| + log1p(exp(-2|r|)) - log(2)    |r| >  1

    References
    ----------
    Green, P. J. (1990). Bayesian Reconstructions from Emission Tomography Data Using a Modified EM
    Algorithm. IEEE Trans. Med. Imaging 9(1). doi:10.1109/42.52985

    Examples
    --------
    >>> print(f"{log_cosh(2):.6f}")
    1.325003
    """
    size = np.abs(floats(check, "residual", residual))
    half_sinh = np.sinh(0.5 * np.minimum(size, 1.0))
    near = np.log1p(2.0 * half_sinh * half_sinh)
    far = size + np.log1p(np.exp(-2.0 * size)) - LOG_2
    return np.where(size <= 1.0, near, far)[()]


@keeps_precision
def log_cosh_grad(residual: npt.ArrayLike, *, check: bool = True) -> Floats:
    """Derivative of `log_cosh`: tanh(r).

    Parameters
    ----------
    residual : array_like
        Prediction minus target, r, any shape, in target units (its scale is fixed at 1 unit).
    check : bool
        False skips the checks: what is NaN or outside the domain propagates.

    Returns
    -------
    NumPy float or ndarray
        d loss / d r in the shape of `residual`, in [-1, 1].

    Raises
    ------
    TypeError, ValueError
        If a residual is not a real number; if it is NaN.

    Notes
    -----
    Smooth; NumPy's tanh is stable over the whole line.

    References
    ----------
    See `log_cosh`.

    Examples
    --------
    >>> print(f"{log_cosh_grad(2):.6f}")
    0.964028
    """
    return np.tanh(floats(check, "residual", residual))
