"""Elementwise losses and their gradients, in NumPy alone.

One loss is two pure functions, the value and `<name>_grad`, its derivative in the first argument. They
never reduce: take the mean or the sum yourself. Hyper-parameters are keyword-only. Scalars give NumPy
float scalars, arrays and lists give float64 arrays; integers are welcome, NaN and values outside the
domain raise. No value is clipped: where the maths says infinity, so do they.

A new loss joins by two functions like these; `tests/test_losses.py` lists every pair.
"""

from loss_scenes.losses.from_logits import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    sigmoid_focal,
    sigmoid_focal_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)
from loss_scenes.losses.links import sigmoid, softmax
from loss_scenes.losses.margin import hinge, hinge_grad, logistic, logistic_grad
from loss_scenes.losses.probability import cross_entropy, cross_entropy_grad, focal, focal_grad
from loss_scenes.losses.regression import (
    absolute_error,
    absolute_error_grad,
    half_squared_error,
    half_squared_error_grad,
    squared_error,
    squared_error_grad,
)
from loss_scenes.losses.robust import (
    huber,
    huber_grad,
    log_cosh,
    log_cosh_grad,
    pseudo_huber,
    pseudo_huber_grad,
)

__all__ = [
    "absolute_error",
    "absolute_error_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "cross_entropy",
    "cross_entropy_grad",
    "focal",
    "focal_grad",
    "half_squared_error",
    "half_squared_error_grad",
    "hinge",
    "hinge_grad",
    "huber",
    "huber_grad",
    "log_cosh",
    "log_cosh_grad",
    "logistic",
    "logistic_grad",
    "pseudo_huber",
    "pseudo_huber_grad",
    "sigmoid",
    "sigmoid_focal",
    "sigmoid_focal_grad",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "squared_error",
    "squared_error_grad",
]
