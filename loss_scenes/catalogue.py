"""The losses of the lesson, each written down once: value, slope, formula, colour. Light: no manim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loss_scenes.losses import (
    cross_entropy,
    cross_entropy_grad,
    focal,
    focal_grad,
    hinge,
    hinge_grad,
    huber,
    huber_grad,
    squared_error,
    squared_error_grad,
)
from loss_scenes.models import huber_location

Function = Callable[..., Any]


def huber_of_squares(residual: Any, *, delta: Any = 1.0) -> Any:
    """Huber loss in the scale of the squared error, ``r**2``, as the film writes both.

    ``r**2`` for |r| <= delta, ``2 * delta * |r| - delta**2`` beyond: the form that scikit-learn's
    ``HuberRegressor`` minimises, and twice :func:`loss_scenes.losses.huber`.

    Examples
    --------
    >>> float(huber_of_squares(0.5)), float(huber_of_squares(3.0))
    (0.25, 5.0)
    """
    return 2.0 * huber(residual, delta=delta)


def huber_of_squares_grad(residual: Any, *, delta: Any = 1.0) -> Any:
    """Its derivative: twice the residual, clipped to [-2 delta, 2 delta].

    Examples
    --------
    >>> float(huber_of_squares_grad(0.5)), float(huber_of_squares_grad(3.0))
    (1.0, 2.0)
    """
    return 2.0 * huber_grad(residual, delta=delta)


@dataclass(frozen=True)
class Loss:
    """A loss on its own argument.

    Parameters
    ----------
    role
        Its colour's name in the theme, and its name among the on-screen words of the end card.
    value, gradient
        Of its own argument: a residual, the probability of the right class, or a margin. A robust loss also
        takes ``delta``: a square within it, straight far outside.
    formula
        Typst source, where a chapter shows it.
    kinks
        Arguments at which the slope jumps.
    locate
        Of a robust loss: from values and ``delta`` the location that minimises the summed loss.
    """

    role: str
    value: Function
    gradient: Function
    formula: str = ""
    kinks: tuple[float, ...] = ()
    locate: Function | None = None

    def color(self, colors: object) -> str:
        """Its colour in a theme."""
        return str(getattr(colors, self.role))


SQUARED = Loss(
    "squared", squared_error, squared_error_grad,
    'op("MSE") = 1/n sum_(i=1)^n (hat(y)_i - y_i)^2',
)  # fmt: skip
CROSS_ENTROPY = Loss(
    "cross_entropy", cross_entropy, cross_entropy_grad,
    "ell(p) = -ln p",
)  # fmt: skip
HINGE = Loss("hinge", hinge, hinge_grad, "ell(m) = max(0, 1 - m)", kinks=(1.0,))
FOCAL = Loss(
    "focal", focal, focal_grad,
    "{{(1 - p)^gamma : factor}} times (-ln p)",
)  # fmt: skip
HUBER = Loss(
    "huber", huber_of_squares, huber_of_squares_grad,
    "ell_delta (r) = cases(gap: #0.6em, r^2 & quad abs(r) <= delta,"
    " 2 delta abs(r) - delta^2 & quad abs(r) > delta)",
    locate=huber_location,
)  # fmt: skip
