"""What a probability costs, its negative logarithm, as a curve, and single prices as blocks under it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, ValueTracker, VGroup
from manim.typing import Point3D

from lessons.adversarial.models.best_discriminator import generator_loss
from narrated.design.layout import Region
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import Shape
from narrated.mobjects.visual_role import bleeding


class PriceCurve(VGroup):
    """The curve ``-ln`` over probabilities up to 1, as far up as there is room.

    It can be seen from nearer: all grows from its foot, where what is certain costs nothing.

    Parameters
    ----------
    place
        Its lower edge is the axis, its right edge a probability of 1.
    unit
        Height of a loss of 1 nat.
    color
        Of the curve.

    Attributes
    ----------
    drawn
        The tracker of how much of the curve is there, from the right: 0 to 1.
    zoom
        The tracker of how many times as large as at first all is; at 1 probabilities begin at 0.

    Examples
    --------
    What is certain costs nothing, and one in ten 2.3026:

    >>> curve = PriceCurve(Region(0, 0, 6.0, 3.0), 1.0, "#f5f6fa")
    >>> [round(float(v), 3) for v in curve.at(1.0)[:2]], round(float(curve.price(0.1)), 4)
    ([3.0, -1.5], 2.3026)
    >>> [round(float(v), 3) for v in curve.at(0.5, curve.price(0.5))[:2]]
    [0.0, -0.807]
    >>> zoom = curve.zoom.set_value(4.0)
    >>> [round(float(v), 3) for v in curve.at(0.875, curve.price(0.875))[:2]]
    [0.0, -0.966]
    """

    def __init__(self, place: Region, unit: float, color: str) -> None:
        self.unit, top = unit, place.height / unit
        self.plot = Plot(place, (0.0, 1.0), (0.0, top), bare=True)
        self.drawn, self.zoom = ValueTracker(1.0), ValueTracker(1.0)
        self._lowest = self.probability(top)
        super().__init__(bleeding(self.plot.live_curve(lambda: self._seen, color, samples=400)))

    @staticmethod
    def price(probability: float | np.ndarray) -> np.ndarray:
        """What a probability of one's wish costs, in nats: 0 for 1, infinite for 0."""
        return np.asarray(generator_loss(probability))

    @staticmethod
    def probability(loss: float) -> float:
        """Whose price that is."""
        return float(np.exp(-loss))

    def at(self, probability: float, loss: float | np.ndarray = 0.0) -> Point3D:
        """Where a point is now."""
        zoom = self.zoom.get_value()
        return self.plot.c2p(1.0 - zoom * (1.0 - probability), zoom * float(loss))

    @property
    def head(self) -> float:
        """The least probability at which the curve is drawn."""
        return float(1.0 - self.drawn.get_value() * (1.0 - self._lowest))

    def _seen(self, x: np.ndarray) -> np.ndarray:
        """The curve as far as it is drawn, over shares of the width."""
        zoom = self.zoom.get_value()
        chance = 1.0 - (1.0 - x) / zoom
        return np.where(chance >= self.head, zoom * self.price(np.maximum(chance, self._lowest)), np.nan)


class Block(Shape):
    """What a probability costs, as a block that grows down from the curve, and may go somewhere else.

    Parameters
    ----------
    curve
        Under which it stands at first.
    probability
        Whose price it is.
    wide
        Its width there, in scene units.
    color
        Of the fill.
    goal
        Called with the zoom of the moment: its corners where it goes, the lower ones first, shape (4, 3);
        None: it stays.

    Attributes
    ----------
    price
        Its height when it has grown, in nats.
    grown, gone
        The trackers of how much of its height it has, and of how far it has gone: 0 to 1.

    Examples
    --------
    Seven tenths of a nat, which go to the right as they are:

    >>> curve = PriceCurve(Region(0, 0, 6.0, 3.0), 1.0, "#f5f6fa")
    >>> goal = np.array([(4, 0, 0), (5, 0, 0), (5, 0.6931, 0), (4, 0.6931, 0)])
    >>> block = Block(curve, 0.5, 0.4, "#5cb8ff", lambda zoom: goal)
    >>> grown, gone = block.grown.set_value(1.0), block.gone.set_value(1.0)
    >>> block = block.update()
    >>> round(float(block.width), 6), round(float(block.height), 3)
    (1.0, 0.693)
    """

    def __init__(
        self,
        curve: PriceCurve,
        probability: float,
        wide: float,
        color: str,
        goal: Callable[[float], np.ndarray] | None = None,
    ) -> None:
        self.price = price = float(curve.price(probability))
        self.grown, self.gone = ValueTracker(0.0), ValueTracker(0.0)
        grown, gone = self.grown, self.gone
        aside = np.array([wide / 2, 0.0, 0.0])

        def corners() -> np.ndarray:
            share, zoom = gone.get_value(), curve.zoom.get_value()
            foot, top = curve.at(probability), curve.at(probability, price)
            here = np.array([foot - aside, foot + aside, top + aside, top - aside])
            there = here if goal is None else goal(zoom)
            full = (1 - share) * here + share * there
            missing = (1 - grown.get_value()) * price * zoom * curve.unit
            return full + missing * np.array([(0, 0, 0), (0, 0, 0), DOWN, DOWN])

        super().__init__(corners, color)
