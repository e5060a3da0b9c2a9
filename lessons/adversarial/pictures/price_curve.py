"""What a probability costs, its negative logarithm, as a curve that is seen from near or as a whole."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from lessons.adversarial.models.best_discriminator import generator_loss
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import bleeding

_GAP = 5 * PIXEL  # between two blocks of a pile
NARROWER = 0.55
"""Width of a block from afar, by that from near."""


class PriceCurve(VGroup):
    """The curve ``-ln`` over probabilities up to 1, through a window that widens from ``near`` to ``far``.

    Parameters
    ----------
    place
        Its lower edge is the axis, its right edge a probability of 1.
    near, far
        The window: the probability at its left edge, and the loss at its upper one, in nats.
    color
        Of the curve.

    Attributes
    ----------
    away
        The tracker of how far the viewer is: 0 sees ``near``, 1 ``far``; between, both sides widen by equal
        factors in equal times.
    drawn
        The tracker of how much of the curve is there, from the right: 0 to 1.

    Examples
    --------
    From afar, what is certain costs nothing, and one in ten 2.3026; from near, 0.9 costs a good third:

    >>> curve = PriceCurve(Region(0, 0, 6.0, 3.0), near=(0.85, 0.3), far=(0.0, 3.0), color="#f5f6fa")
    >>> [round(float(v), 3) for v in curve.at(1.0, 0.0)[:2]], round(float(curve.price(0.1)), 4)
    ([3.0, -1.5], 2.3026)
    >>> nearer = curve.away.set_value(0.0)
    >>> [round(float(v), 3) for v in curve.at(0.9, curve.price(0.9))[:2]]
    [-1.0, -0.446]
    """

    def __init__(
        self, place: Region, *, near: tuple[float, float], far: tuple[float, float], color: str
    ) -> None:
        self.plot = Plot(place, (0.0, 1.0), (0.0, 1.0), bare=True)
        self.away, self.drawn = ValueTracker(1.0), ValueTracker(1.0)
        self._near, self._far = (np.array([1.0 - low, top]) for low, top in (near, far))
        super().__init__(bleeding(self.plot.live_curve(lambda: self._seen, color, samples=400)))

    @staticmethod
    def price(probability: float | np.ndarray) -> np.ndarray:
        """What a probability of one's wish costs, in nats: 0 for 1, infinite for 0."""
        return np.asarray(generator_loss(probability))

    def at(self, probability: float, loss: float | np.ndarray) -> Point3D:
        """Where a point is in the window of now."""
        width, height = self._window()
        return self.plot.c2p(1.0 - (1.0 - probability) / width, float(loss) / height)

    @property
    def head(self) -> float:
        """The least probability at which the curve is drawn, and inside of the window."""
        width, height = self._window()
        lowest = max(float(np.exp(-height)), 1.0 - width)
        return float(1.0 - self.drawn.get_value() * (1.0 - lowest))

    def _window(self) -> np.ndarray:
        """Its width in probability and its height in nats."""
        return np.asarray(self._near * (self._far / self._near) ** self.away.get_value())

    def _seen(self, x: np.ndarray) -> np.ndarray:
        """The curve in shares of the window."""
        width, height = self._window()
        probability = np.clip(1.0 - width * (1.0 - x), 0.0, 1.0)
        return np.where(probability >= self.head, self.price(probability) / height, np.nan)


class Block(Shape):
    """What a probability costs, as a block that stands over it, or over another on another block.

    Parameters
    ----------
    curve
        In whose window it stands.
    probability
        Whose price it is, and where it stands at first.
    wide
        Its width from near, in scene units.
    color
        Of the fill.

    Attributes
    ----------
    price
        Its height when it has grown, in nats.
    grown
        The tracker of how much of that it has: 0 to 1.
    chance, bottom
        The trackers of where it stands: over which probability, from which loss up.

    Examples
    --------
    Two prices become one pile:

    >>> curve = PriceCurve(Region(0, 0, 6.0, 3.0), near=(0.85, 0.3), far=(0.0, 3.0), color="#f5f6fa")
    >>> nearer = curve.away.set_value(0.0)
    >>> low, upper = (Block(curve, chance, 0.8, "#5cb8ff") for chance in (0.95, 0.9))
    >>> grown = low.grown.set_value(1.0), upper.grown.set_value(1.0)
    >>> moved = upper.chance.set_value(0.95), upper.bottom.set_value(low.price)
    >>> low, upper = low.update(), upper.update()
    >>> round(float(upper.get_top()[1] - low.get_bottom()[1]) / 3.0 * 0.3, 4)
    0.1567
    """

    def __init__(self, curve: PriceCurve, probability: float, wide: float, color: str) -> None:
        self.price = price = float(curve.price(probability))
        self.grown, self.chance, self.bottom = (ValueTracker(v) for v in (0.0, probability, 0.0))
        at, away = detached(curve.at), curve.away
        grown, chance, bottom = self.grown, self.chance, self.bottom

        def corners() -> np.ndarray:
            low, top = (
                at(chance.get_value(), bottom.get_value() + loss) for loss in (0.0, price * grown.get_value())
            )
            narrow = NARROWER ** away.get_value()
            aside = np.array([wide / 2 * narrow, 0.0, 0.0])
            # What it lies on is seen to end.
            low = low + np.array([0.0, min(_GAP * narrow, low[1] - at(1.0, 0.0)[1], top[1] - low[1]), 0.0])
            return np.array([low - aside, low + aside, top + aside, top - aside])

        super().__init__(corners, color)
        bleeding(self)  # from near, what a low probability costs is outside
