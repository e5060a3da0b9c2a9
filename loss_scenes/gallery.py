"""The five losses of the lesson as data: arguments, walks downhill, roles of colours. Light: no manim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loss_scenes.losses import (
    cross_entropy,
    cross_entropy_grad,
    focal,
    focal_grad,
    half_squared_error,
    half_squared_error_grad,
    hinge,
    hinge_grad,
    huber,
    huber_grad,
    sigmoid,
)

Function = Callable[[Any], Any]


@dataclass(frozen=True)
class Exhibit:
    """A loss on its own argument, and on the one argument that all five share.

    Parameters
    ----------
    key
        Its name among the on-screen words, and its colour's role in the theme.
    loss, gradient
        Of its own argument.
    span, start
        The part of the argument that is drawn, and where a walk downhill starts.
    of_violation
        The loss against the violation -m of the margin m = y f: a residual is 1 - m, a probability
        sigmoid(m).
    kinks
        Arguments at which the slope jumps.
    """

    key: str
    loss: Function
    gradient: Function
    span: tuple[float, float]
    start: float
    of_violation: Function
    kinks: tuple[float, ...] = ()


FIVE = (
    Exhibit(
        "squared", half_squared_error, half_squared_error_grad, (-2.8, 2.8), -2.5,
        lambda v: half_squared_error(1.0 + v),
    ),
    Exhibit(
        "cross_entropy", cross_entropy, cross_entropy_grad, (0.0183, 1.0), 0.04,
        lambda v: cross_entropy(sigmoid(-v)),
    ),
    Exhibit("hinge", hinge, hinge_grad, (-2.8, 2.2), -2.6, lambda v: hinge(-v), (1.0,)),
    Exhibit("focal", focal, focal_grad, (0.0183, 1.0), 0.04, lambda v: focal(sigmoid(-v))),
    Exhibit("huber", huber, huber_grad, (-3.6, 3.6), -3.3, lambda v: huber(1.0 + v)),
)  # fmt: skip
