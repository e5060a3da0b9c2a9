"""Questions on the lesson: what is asked, and the numbers in it. Their words: ``quiz.toml`` of each language.

Light: no manim.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import brentq

from loss_scenes.catalogue import HUBER
from loss_scenes.losses import cross_entropy, squared_error, squared_error_grad
from loss_scenes.market import MARKET
from loss_scenes.models import budget_share, kept
from narrated.page.questions import Choice, Explore, Moment, Number, Right, Value, Wrong

_UNIT = 10.0
"""Points are lost for the square of the error in this unit of the price (scene 1)."""
_NEAR, _FAR = 20.0, 40.0
_SURE, _SURPRISED = 0.5, 0.05
_RIGHT_LABELS, _RIGHT_AT, _WRONG_AT = 99, 0.99, 0.01
_CLEAR = 0.9
"""Probability that the right class of a clear case has."""
_EASY, _HARD = (100_000, 0.99), (100, 0.1)
"""How many boxes, and the probability that the right class of each has (scene 5)."""
_MINUTES = (18.0, 19.0, 20.0, 21.0, 22.0)
"""How long deliveries took: the case of the lidar (scene 5) in another guise."""
_FLAT_TIRE = 80.0


def points(error: float) -> float:
    """Points that an error of a price loses, as the film grades.

    Examples
    --------
    >>> points(40.0)
    16.0
    """
    return float(squared_error(error / _UNIT))


def mansion_share(loss: Callable[[Any], Any]) -> float:
    """Per cent of the summed loss that the mansion has, about the line that is fitted without it.

    Examples
    --------
    >>> round(mansion_share(lambda error: error**2))
    98
    """
    line = MARKET.line("squared", 0.0)
    area, price = MARKET.mansion
    houses = float(np.sum(loss(MARKET.residuals(line))))
    mansion = float(loss(MARKET.predict(line, area) - price))
    return 100 * mansion / (houses + mansion)


def mansion_times(power: int) -> float:
    """How many times as large as of a usual house a power of the mansion's error is, about that line.

    Examples
    --------
    >>> round(mansion_times(1)), round(mansion_times(2))
    (26, 658)
    """
    line = MARKET.line("squared", 0.0)
    area, price = MARKET.mansion
    usual = np.mean(np.abs(MARKET.residuals(line)) ** power)
    return float(abs(MARKET.predict(line, area) - price) ** power / usual)


def easy_share(gamma: float) -> float:
    """Per cent of the summed focal loss that the easy boxes have.

    Examples
    --------
    >>> round(easy_share(0.0)), round(easy_share(2.0), 2)
    (81, 0.05)
    """
    return 100 * budget_share(*_EASY, *_HARD, gamma=gamma)


def huber_pull(error: float, delta: float) -> float:
    """The slope of the Huber loss as the film writes it.

    Examples
    --------
    >>> huber_pull(3.0, 1.0), huber_pull(6.0, 1.0)
    (2.0, 2.0)
    """
    return float(HUBER.gradient(error, delta=delta))


def mean_delivery() -> float:
    """What the squared error says of a delivery: the mean of all, that with the flat tire among them.

    Examples
    --------
    >>> mean_delivery()
    30.0
    """
    return float(np.mean([*_MINUTES, _FLAT_TIRE]))


def _gamma_for(share: float) -> float:
    return float(brentq(lambda gamma: easy_share(gamma) - share, 0.0, 5.0))


def _delta_for(error: float, part: float) -> float:
    """The delta at which an error is pulled by a part of what the squared error pulls."""
    pull = part * float(squared_error_grad(error))
    return float(brentq(lambda delta: huber_pull(error, delta) - pull, 0.01, error))


_ERROR, _PART, _NEARLY = 1.6, 0.5, 0.06
_HALF = 40.0, 60.0  # per cent, least and most of what is about one half

QUIZ = (
    Choice(
        "coach",
        (
            Wrong("practice", Moment("scene2", "learned", "distance")),
            Right("measure", Moment("scene2", "coach", "speed")),
            Wrong("gifted", Moment("scene2", "learned", "learned")),
        ),
    ),
    Number(
        "points",
        (
            Right("right", Moment("scene1", "rubric", "penalty"), Value(lambda: points(_FAR))),
            Wrong(
                "linear",
                Moment("scene4", "mse", "square"),
                Value(lambda: _FAR / _NEAR * points(_NEAR)),
            ),
            Wrong("share", Moment("scene1", "rubric", "penalty"), Value(lambda: _FAR / _UNIT)),
            Wrong("other", Moment("scene4", "mse", "double")),
        ),
        numbers={
            "near": Value(lambda: _NEAR),
            "near_points": Value(lambda: points(_NEAR)),
            "far": Value(lambda: _FAR),
            "unit": Value(lambda: _UNIT),
            "near_times": Value(lambda: _NEAR / _UNIT),
            "far_times": Value(lambda: _FAR / _UNIT),
        },
    ),
    Choice(
        "gradient",
        (
            Wrong("along", Moment("scene2", "direct", "arrow")),
            Wrong("leap", Moment("scene2", "direct", "arrow")),
            Right("against", Moment("scene2", "direct", "arrow")),
            Wrong("stay", Moment("scene2", "direct", "direct")),
        ),
    ),
    Choice(
        "share",
        (
            Wrong(
                "equal",
                Moment("scene4", "outlier", "drag"),
                Value(lambda: 100 / (len(MARKET.areas) + 1)),
            ),
            Wrong("distance", Moment("scene4", "mse", "square"), Value(lambda: mansion_share(np.abs))),
            Right("squares", Moment("scene4", "outlier", "drag"), Value(lambda: mansion_share(np.square))),
        ),
        numbers={
            "houses": Value(lambda: len(MARKET.areas)),
            "times": Value(lambda: mansion_times(1)),
            "square_times": Value(lambda: mansion_times(2)),
        },
    ),
    Choice(
        "surprise",
        (
            Right(
                "log",
                Moment("scene4", "surprise", "surprise"),
                Value(lambda: float(cross_entropy(_SURPRISED)), 2),
            ),
            Wrong(
                "tenfold",
                Moment("scene4", "surprise", "surprise"),
                Value(lambda: _SURE / _SURPRISED * float(cross_entropy(_SURE)), 2),
            ),
            Wrong("gap", Moment("scene4", "surprise", "surprise"), Value(lambda: 1 - _SURPRISED, 2)),
        ),
        numbers={
            "sure": Value(lambda: 100 * _SURE),
            "sure_loss": Value(lambda: float(cross_entropy(_SURE)), 2),
            "surprised": Value(lambda: 100 * _SURPRISED),
            "fewer": Value(lambda: _SURE / _SURPRISED),
        },
    ),
    Choice(
        "labels",
        (
            Wrong("majority", Moment("scene4", "labels", "label_noise")),
            Wrong("equal", Moment("scene4", "ce", "right")),
            Right("one", Moment("scene4", "labels", "label_noise")),
        ),
        numbers={
            "count": Value(lambda: _RIGHT_LABELS),
            "sure": Value(lambda: 100 * _RIGHT_AT),
            "rest": Value(lambda: 100 * _WRONG_AT),
            "many_loss": Value(lambda: _RIGHT_LABELS * float(cross_entropy(_RIGHT_AT)), 2),
            "one_loss": Value(lambda: float(cross_entropy(_WRONG_AT)), 2),
        },
    ),
    Choice(
        "margin",
        (
            Right("nothing", Moment("scene4", "margin", "margin")),
            Wrong("rewarded", Moment("scene4", "margin", "margin")),
            Wrong("centred", Moment("scene4", "hinge", "street")),
        ),
    ),
    Explore(
        "easy",
        part="gamma",
        handle="gamma",
        start=Moment("scene5", "gamma", "gamma"),
        goal=lambda: (_gamma_for(_HALF[1]), _gamma_for(_HALF[0])),
        reached=Moment("scene5", "gamma", "share"),
        below=Moment("scene5", "focal", "boxes"),
        above=Moment("scene5", "gamma", "share"),
        numbers={
            "least": Value(lambda: _HALF[0]),
            "most": Value(lambda: _HALF[1]),
            "first": Value(lambda: easy_share(0.0)),
            "last": Value(lambda: easy_share(2.0), 2),
        },
    ),
    Choice(
        "hard",
        (
            Wrong("boosted", Moment("scene5", "gamma", "share")),
            Wrong("alike", Moment("scene5", "gamma", "share")),
            Right("kept", Moment("scene5", "gamma", "share")),
        ),
        numbers={
            "easy": Value(lambda: 100 * _CLEAR),
            "hard": Value(lambda: 100 * _HARD[1]),
            "left": Value(lambda: 100 * kept(_CLEAR, gamma=2.0)),
            "remains": Value(lambda: 100 * kept(_HARD[1], gamma=2.0)),
        },
    ),
    Explore(
        "delta",
        part="huber",
        handle="delta",
        start=Moment("scene5", "huber", "linear"),
        goal=lambda: (_delta_for(_ERROR, _PART) - _NEARLY, _delta_for(_ERROR, _PART) + _NEARLY),
        given={"residual": _ERROR},
        reached=Moment("scene5", "huber", "linear"),
        below=Moment("scene5", "huber", "bend"),
        above=Moment("scene5", "huber", "linear"),
        numbers={
            "error": Value(lambda: _ERROR, 1),
            "full": Value(lambda: float(squared_error_grad(_ERROR)), 1),
        },
    ),
    Number(
        "delivery",
        (
            Right("mean", Moment("scene5", "driving", "driving"), Value(mean_delivery)),
            Wrong("ignored", Moment("scene5", "driving", "driving"), Value(lambda: float(np.mean(_MINUTES)))),
            Wrong(
                "halfway",
                Moment("scene4", "outlier", "drag"),
                Value(lambda: (float(np.mean(_MINUTES)) + _FLAT_TIRE) / 2),
            ),
            Wrong("other", Moment("scene4", "outlier", "drag")),
        ),
        numbers={
            "count": Value(lambda: len(_MINUTES)),
            "all": Value(lambda: len(_MINUTES) + 1),
            "least": Value(lambda: min(_MINUTES)),
            "most": Value(lambda: max(_MINUTES)),
            "near": Value(lambda: float(np.mean(_MINUTES))),
            "stray": Value(lambda: _FLAT_TIRE),
            "pushed": Value(lambda: mean_delivery() - float(np.mean(_MINUTES))),
        },
    ),
    Choice(
        "first",
        (
            Wrong("newest", Moment("scene6", "cls", "imbalance")),
            Right("cross_entropy", Moment("scene6", "cls", "rule_cls")),
            Wrong("squared", Moment("scene4", "surprise", "surprise")),
            Wrong("huber", Moment("scene6", "reg", "outliers")),
        ),
    ),
)
"""In the order of the film."""
