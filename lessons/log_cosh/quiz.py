"""Questions on log-cosh, with the numbers in them; their words: ``quiz.toml`` of each language."""

from __future__ import annotations

import numpy as np

from lessons.log_cosh.loss import log_cosh_location, scaled_log_cosh_grad
from narrated.page.questions import Choice, Moment, Number, Right, Value, Wrong

SAMPLE = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5)
"""As in scene 2."""
_SCALE = 1.0
_NEAR, _FAR = 3.0, 30.0
_OUTLIERS = 9.0, 90.0


def pull(error: float) -> float:
    """Slope of the loss at an error.

    Examples
    --------
    >>> round(pull(3.0), 2), round(pull(30.0), 2)
    (1.99, 2.0)
    """
    return float(scaled_log_cosh_grad(error, delta=_SCALE))


def estimate(outlier: float) -> float:
    """The location of the sample with an outlier.

    Examples
    --------
    >>> round(estimate(9.0), 2), round(estimate(90.0), 2)
    (0.18, 0.18)
    """
    return log_cosh_location([*SAMPLE, outlier], delta=_SCALE)


QUIZ = (
    Choice(
        "corner",
        (
            Wrong("switch", Moment("scene1", "huber", "linear")),
            Right("gradual", Moment("scene1", "huber", "linear")),
            Wrong("square", Moment("scene1", "huber", "linear")),
        ),
        numbers={"share": Value(lambda: 100 * pull(_SCALE) / pull(np.inf))},
    ),
    Number(
        "far",
        (
            Right("capped", Moment("scene1", "huber", "linear"), Value(lambda: pull(_FAR), 2)),
            Wrong("proportional", Moment("scene2", "robust"), Value(lambda: _FAR / _NEAR * pull(_NEAR), 1)),
            Wrong("squared", Moment("scene1", "huber", "bend"), Value(lambda: 2 * _FAR)),
            Wrong("other", Moment("scene2", "robust", "robust")),
        ),
        numbers={
            "near": Value(lambda: _NEAR),
            "far_error": Value(lambda: _FAR),
            "near_pull": Value(lambda: pull(_NEAR), 2),
        },
        tolerance=0.1,
    ),
    Choice(
        "estimate",
        (
            Wrong(
                "mean",
                Moment("scene2", "robust", "robust"),
                Value(lambda: float(np.mean([*SAMPLE, _OUTLIERS[1]])), 2),
            ),
            Wrong(
                "thrown_out",
                Moment("scene2", "robust", "robust"),
                Value(lambda: log_cosh_location(SAMPLE), 2),
            ),
            Right("stays", Moment("scene2", "robust", "robust"), Value(lambda: estimate(_OUTLIERS[1]), 2)),
        ),
        numbers={
            "first": Value(lambda: _OUTLIERS[0]),
            "then": Value(lambda: _OUTLIERS[1]),
            "before": Value(lambda: estimate(_OUTLIERS[0]), 2),
            "values": Value(lambda: len(SAMPLE)),
        },
    ),
)
