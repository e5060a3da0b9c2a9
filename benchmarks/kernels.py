"""What an unchecked loss costs above the bare formula in NumPy.

    python -m benchmarks.kernels

Prints a line a function: microseconds of the formula and of the function with ``check=False``, on a number,
on three of them, and on a row of five.
"""

from __future__ import annotations

import os
import statistics
import sys
import timeit
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from loss_scenes import losses

_CALLS, _ROUNDS = 50, 1000
NUMBER, THREE = np.float64(0.3), np.array([0.2, 0.3, 0.5])
FIVE, EVEN = np.array([0.1, 0.15, 0.2, 0.25, 0.3]), np.full(5, 0.2)

# The same formulas in NumPy alone; an argument 0 < x < 1 suits all.
ELEMENTWISE: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    "absolute_error": (np.abs, {}),
    "absolute_error_grad": (np.sign, {}),
    "binary_cross_entropy": (lambda x: -(0.4 * np.log(x) + (1 - 0.4) * np.log1p(-x)), {"targets": 0.4}),
    "binary_cross_entropy_grad": (lambda x: (1 - 0.4) / (1 - x) - 0.4 / x, {"targets": 0.4}),
    "binary_cross_entropy_with_logits": (
        lambda x: np.abs(x) * np.abs(0.4 - (x > 0.0)) + np.log1p(np.exp(-np.abs(x))),
        {"targets": 0.4},
    ),
    "binary_cross_entropy_with_logits_grad": (
        lambda x: (1 - 0.4) / (1 + np.exp(-x)) - 0.4 / (1 + np.exp(x)),
        {"targets": 0.4},
    ),
    "cross_entropy": (lambda x: -np.log(x), {}),
    "cross_entropy_grad": (lambda x: -1 / x, {}),
    "focal": (lambda x: 0.5 * (1 - x) ** 2.0 * -np.log(x), {"gamma": 2.0, "weight": 0.5}),
    "focal_grad": (
        lambda x: 0.5 * (2.0 * (1 - x) ** 1.0 * np.log(x) - (1 - x) ** 2.0 / x),
        {"gamma": 2.0, "weight": 0.5},
    ),
    "half_squared_error": (lambda x: 0.5 * x * x, {}),
    "half_squared_error_grad": (np.positive, {}),
    "hinge": (lambda x: np.maximum(0.0, 1 - x), {}),
    "hinge_grad": (lambda x: np.where(x < 1.0, -1.0, 0.0), {}),
    "huber": (
        lambda x: np.where(np.abs(x) <= 1.0, 0.5 * x * x, 1.0 * (np.abs(x) - 0.5)),
        {"delta": 1.0},
    ),
    "huber_grad": (lambda x: np.clip(x, -1.0, 1.0), {"delta": 1.0}),
    "log_cosh": (
        lambda x: np.where(
            np.abs(x) <= 1.0,
            np.log1p(2.0 * np.sinh(0.5 * np.minimum(np.abs(x), 1.0)) ** 2),
            np.abs(x) + np.log1p(np.exp(-2.0 * np.abs(x))) - 0.6931471805599453,
        ),
        {},
    ),
    "log_cosh_grad": (np.tanh, {}),
    "logistic": (lambda x: np.logaddexp(0.0, -x), {}),
    "logistic_grad": (lambda x: -1 / (1 + np.exp(x)), {}),
    "pseudo_huber": (lambda x: 1.0 * (x * x / (1 + np.sqrt(1 + (x / 1.0) ** 2))), {"delta": 1.0}),
    "pseudo_huber_grad": (lambda x: x / np.sqrt(1 + (x / 1.0) ** 2), {"delta": 1.0}),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), {}),
    "squared_error": (lambda x: x * x, {}),
    "squared_error_grad": (lambda x: 2 * x, {}),
}


def _cross_entropy(z: Any, t: Any) -> Any:
    peak = z.max(axis=-1, keepdims=True)
    others = np.where(z == peak, 0.0, np.exp(z - peak)).sum(axis=-1) + (z == peak).sum(axis=-1) - 1.0
    return (t * (peak - z)).sum(axis=-1) + np.log1p(others)


# The same of five logits or probabilities.
ROWS: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    "jensen_shannon": (
        lambda p: 0.5 * (p * np.log(2 * p / (p + EVEN)) + EVEN * np.log(2 * EVEN / (p + EVEN))).sum(-1),
        {"targets": EVEN},
    ),
    "kl_divergence": (lambda p: (EVEN * np.log(EVEN / p)).sum(-1), {"targets": EVEN}),
    "kl_divergence_grad": (lambda p: -EVEN / p, {"targets": EVEN}),
    "softmax": (
        lambda z: (e := np.exp(z - z.max(axis=-1, keepdims=True))) / e.sum(axis=-1, keepdims=True),
        {},
    ),
    "softmax_cross_entropy": (lambda z: _cross_entropy(z, EVEN), {"labels": EVEN}),
    "softmax_cross_entropy_with_integer_labels": (
        lambda z: _cross_entropy(z, (np.arange(5) == 2).astype(z.dtype)),
        {"labels": 2},
    ),
}


def cost(function: Callable[[], object]) -> float:
    """Microseconds of a call, the least of many rounds: what else the machine does is no cost of ours."""
    return min(timeit.repeat(function, number=_CALLS, repeat=_ROUNDS)) / _CALLS * 1e6


def main() -> None:
    """Measure and print."""
    extras = []
    wanted = [(name, case, x) for name, case in ELEMENTWISE.items() for x in (NUMBER, THREE)]
    for name, (bare, options), x in [*wanted, *((name, case, FIVE) for name, case in ROWS.items())]:
        function = getattr(losses, name)
        plain = cost(partial(bare, x))
        ours = cost(partial(function, x, **options, check=False))
        extras.append(ours - plain)
        sys.stdout.write(f"{name:42} {x.size} {plain:6.2f} {ours:6.2f} {ours - plain:+6.2f}\n")
        sys.stdout.flush()  # a line as soon as it is known
    sys.stdout.write(f"median {statistics.median(extras):+.2f}, most {max(extras):+.2f} microseconds\n")


if __name__ == "__main__":
    try:
        main()
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough; what Python still holds has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
