"""Losses and their gradients, in NumPy alone.

One loss is two pure functions, the value and `<name>_grad`, its derivative in the first argument. Elementwise
ones never reduce: take the mean or the sum yourself; those of rows reduce the axis of the classes alone.
Hyper-parameters are keyword-only and broadcast. The result has the floating type of the first argument:
float32 in, float32 out; integers and lists become float64. Scalars and 0-d arrays give NumPy scalars.

NaN and values outside the domain raise; with ``check=False`` both propagate, so that a run that
diverges can be drawn; shapes of targets and classes that are not there raise even so.
That costs 1 to 2 microseconds above the bare formula, a few 2.5 (``python -m benchmarks.kernels``). No value
is clipped: where the maths says infinity, so do they, without NumPy's warnings.

A new loss joins by two functions like these; `tests/test_losses.py` lists every pair.
"""

from loss_scenes.losses.categorical import (
    log_softmax,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    softmax_cross_entropy_with_integer_labels,
    softmax_cross_entropy_with_integer_labels_grad,
)
from loss_scenes.losses.divergences import (
    jensen_shannon,
    jensen_shannon_grad,
    kl_divergence,
    kl_divergence_grad,
    smooth_labels,
)
from loss_scenes.losses.from_logits import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    sigmoid_focal,
    sigmoid_focal_grad,
)
from loss_scenes.losses.links import (
    sigmoid,
)
from loss_scenes.losses.margin import (
    hinge,
    hinge_grad,
    logistic,
    logistic_grad,
)
from loss_scenes.losses.probability import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    cross_entropy,
    cross_entropy_grad,
    focal,
    focal_grad,
)
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
from loss_scenes.losses.similarity import (
    TripletGradient,
    info_nce,
    info_nce_grad,
    triplet,
    triplet_grad,
)

__all__ = [
    "TripletGradient",
    "absolute_error",
    "absolute_error_grad",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
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
    "info_nce",
    "info_nce_grad",
    "jensen_shannon",
    "jensen_shannon_grad",
    "kl_divergence",
    "kl_divergence_grad",
    "log_cosh",
    "log_cosh_grad",
    "log_softmax",
    "logistic",
    "logistic_grad",
    "pseudo_huber",
    "pseudo_huber_grad",
    "sigmoid",
    "sigmoid_focal",
    "sigmoid_focal_grad",
    "smooth_labels",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_with_integer_labels",
    "softmax_cross_entropy_with_integer_labels_grad",
    "squared_error",
    "squared_error_grad",
    "triplet",
    "triplet_grad",
]
