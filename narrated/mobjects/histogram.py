"""A histogram that grows with a live number of samples, and what its bars lack or have too much."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes, Dots, Segments
from narrated.mobjects.plot import Plot

FALL = 0.14
"""Share of the whole time that a drop needs from the top to its bar."""


class GrowingHistogram(VGroup):
    """Bars of the first samples of a list, a line for what each lacks or has too much, and a rain of samples.

    Parameters
    ----------
    plot
        Where it stands, from its lower edge.
    samples
        All samples, in the order in which they come.
    edges, truth
        Borders of the bins, and the height that each bar should have.
    heights
        ``(samples, edges) -> heights``, a density.
    share
        0: one sample; 1: all. Each step of the same size multiplies their number by the same factor.
    color, gap_color
        Of bars and samples, and of the difference from the truth.
    """

    def __init__(
        self,
        plot: Plot,
        samples: np.ndarray,
        edges: np.ndarray,
        truth: np.ndarray,
        heights: Callable[[np.ndarray, np.ndarray], np.ndarray],
        share: Callable[[], float],
        color: str,
        gap_color: str,
    ) -> None:
        top = plot.y_range[1]
        total, middles = len(samples), (edges[:-1] + edges[1:]) / 2

        def count() -> int:
            return round(float(total ** share()))

        def now() -> np.ndarray:
            return heights(samples[: count()], edges)

        def between(low: np.ndarray, high: np.ndarray) -> np.ndarray:
            return np.column_stack([edges[:-1], np.minimum(low, top), edges[1:], np.minimum(high, top)])

        def upright(one: np.ndarray, other: np.ndarray) -> np.ndarray:
            return np.column_stack([middles, np.minimum(one, top), middles, np.minimum(other, top)])

        # Drops set out one after another; all have landed when the last sample is drawn.
        leaves = np.linspace(0.0, 1.0 - FALL, 90)
        falling = samples[(total ** (leaves + FALL)).astype(int) - 1]
        bins = np.clip(np.searchsorted(edges, falling) - 1, 0, len(truth) - 1)

        def rain() -> np.ndarray:
            way = (share() - leaves) / FALL
            height = top - way**2 * (top - np.minimum(top, now()[bins]))
            flying = (way > 0) & (way < 1) & (falling > edges[0]) & (falling < edges[-1])
            return np.column_stack([falling[flying], height[flying]])

        self.count, self.heights = detached(count), detached(now)
        self.bars = Boxes(plot, lambda: between(np.zeros_like(truth), now()), color, opacity=0.28)
        self.misses = Segments(plot, lambda: upright(now(), truth), gap_color, width=plot.theme.curve_width)
        self.drops = Dots(plot, rain, color, scale=0.7)
        super().__init__(self.bars, self.misses, self.drops)
