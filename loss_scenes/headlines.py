"""The numbers that the lesson promises, computed a second time: from the losses alone, as a critic would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from loss_scenes.losses import cross_entropy, focal, huber_grad, squared_error
from loss_scenes.market import MARKET
from narrated.review.headline import Headline

# What the scenes state: distances with a reflection, and a crowd of easy examples with few hard ones.
_RANGES = np.array([8.06, 7.94, 8.02, 7.96, 8.08, 7.94, 14.0])
_EASY, _HARD = (100_000, 0.99), (100, 0.1)


def _share(loss: Callable[[float], Any]) -> float:
    """Per cent of the summed loss that the easy examples have."""
    easy, hard = (count * float(loss(probability)) for count, probability in (_EASY, _HARD))
    return 100 * easy / (easy + hard)


def _balanced(pull: Callable[[Any], Any]) -> float:
    """Where the pulls of the distances cancel, by bisection."""
    low, high = float(_RANGES.min()), float(_RANGES.max())
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if np.sum(pull(_RANGES - middle)) > 0 else (low, middle)
    return low


def _best_line() -> float:
    """Points that the best line through the houses loses on average: a point for 10 off, by the square."""
    line = np.polyfit(MARKET.x, MARKET.y, 1)
    return float(np.mean(squared_error((np.polyval(line, MARKET.x) - MARKET.y) / 10)))


def _mean_price() -> float:
    """Points that the mean price loses for the houses, on average."""
    prices = np.asarray(MARKET.prices, dtype=float)
    return float(np.mean(squared_error((prices - np.mean(prices)) / 10)))


def _lap_time() -> float:
    """In the middle of a lane of 22 m, a quarter of a turn in 16 m, and 14 m, in seconds, at 8 m/s at most.

    The bend's curvature is a half wave of a sine, and the tyres hold 2 m/s^2.
    """
    turned = (np.arange(10_000) + 0.5) / 10_000
    curvature = np.pi / 2 * np.pi / 2 / 16 * np.sin(np.pi * turned)
    slower = (1 + (curvature * 8**2 / 2) ** 2) ** 0.25
    return float((22 + 14 + 16 * np.mean(slower)) / 8)


HEADLINES = (
    Headline("scene1", lambda: float(squared_error(40 / 10)), 0),
    Headline("scene1", _best_line, 0),
    Headline("scene2", _mean_price, 0),
    Headline("scene2", _lap_time, 1),
    Headline("scene4", lambda: float(cross_entropy(0.01)), 2),
    Headline("scene5", lambda: _share(cross_entropy), 0, "{}%"),
    Headline("scene5", lambda: _share(lambda p: focal(p, gamma=2.0)), 2, "{}%"),
    Headline("scene5", lambda: _balanced(lambda residual: huber_grad(residual, delta=0.25)), 1),
    Headline("scene7", lambda: float(squared_error(1.0 - 0.6)), 2, "(1 \N{MINUS SIGN} 0.6)² = {}"),
)
