"""The story's data: a dozen houses, the mansion, and the lines fitted to them. Light: no manim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from loss_scenes.losses import squared_error
from loss_scenes.losses.domain import FloatArray
from loss_scenes.models.lines import Line, LineLoss, fit_line

_AREAS = (40, 48, 57, 65, 74, 82, 91, 99, 108, 117, 126, 135)
_PRICES = (172, 150, 231, 201, 280, 250, 285, 361, 324, 403, 378, 455)


@dataclass(frozen=True)
class Market:
    """Houses with their prices, and one that is far off; the numbers are invented.

    Parameters
    ----------
    areas
        Of the houses, in square metres.
    prices
        Of the houses, in 10 000 yuan (English: thousands of dollars).
    mansion
        Area and price of the house that is far off.
    delta
        Where the Huber loss turns straight, in units of the price.

    Examples
    --------
    What the two lines say of the mansion's price, fitted with it:

    >>> at = MARKET.mansion[0]
    >>> [round(MARKET.predict(MARKET.line(loss), at)) for loss in ("squared", "huber")]
    [767, 541]
    >>> round(MARKET.predict(MARKET.line("squared", 0.0), at))  # without it
    512
    """

    areas: Sequence[float] = _AREAS
    prices: Sequence[float] = _PRICES
    mansion: tuple[float, float] = (162.0, 1180.0)
    delta: float = 25.0

    @cached_property
    def x(self) -> FloatArray:
        """Areas of the houses, shape (n,)."""
        return np.asarray(self.areas, dtype=float)

    @cached_property
    def y(self) -> FloatArray:
        """Prices of the houses, shape (n,)."""
        return np.asarray(self.prices, dtype=float)

    def line(self, loss: LineLoss, weight: float = 1.0) -> Line:
        """The line that is fitted to all; the mansion counts with a weight from 0 to 1."""
        x, y = np.append(self.x, self.mansion[0]), np.append(self.y, self.mansion[1])
        weights = np.append(np.ones_like(self.x), weight)
        return fit_line(x, y, loss=loss, delta=self.delta, weights=weights)

    def mean_square(self, line: Line, *, mansion: bool = False) -> float:
        """Mean squared error of a line over the houses, and the mansion too where that is asked for.

        The line that is fitted with the mansion is the better one for it, and the worse one without:

        >>> lines = [MARKET.line("squared", weight) for weight in (0.0, 1.0)]
        >>> [round(MARKET.mean_square(line, mansion=True)) for line in lines]
        [34903, 21854]
        >>> [round(MARKET.mean_square(line)) for line in lines]
        [678, 9432]
        """
        errors = self.residuals(line)
        if mansion:
            errors = np.append(errors, -self.surplus(line))
        return float(np.mean(squared_error(errors)))

    def surplus(self, line: Line) -> float:
        """How much more the mansion costs than a line says."""
        area, price = self.mansion
        return price - self.predict(line, area)

    def deltas_off(self, line: Line) -> float:
        """How many deltas the mansion costs more than a line says.

        Of the lines without the mansion, and of those that are fitted with it:

        >>> for loss in ("squared", "huber"):
        ...     print([round(MARKET.deltas_off(MARKET.line(loss, weight)), 1) for weight in (0.0, 1.0)])
        [26.7, 16.5]
        [26.7, 25.6]
        """
        return self.surplus(line) / self.delta

    @staticmethod
    def predict(line: Line, area: float) -> float:
        """The price that a line says."""
        return line.slope * area + line.intercept

    def residuals(self, line: Line) -> FloatArray:
        """Prediction minus price for every house, shape (n,)."""
        return np.asarray(line.slope * self.x + line.intercept - self.y)


MARKET = Market()
"""What the film shows."""
