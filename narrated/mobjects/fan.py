"""Several functions of one argument on one ground, in their colours: a hero picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.text import Label


class Fan(VGroup):
    """Bold curves of several functions over one argument, on a bare ground line.

    Parameters
    ----------
    region
        The whole of it is used.
    span, height
        Ranges of argument and value.
    curves
        Pairs of function and colour, the lowest layer first.
    x_label
        Name of the argument.

    Attributes
    ----------
    curves, ground, plot
        The curves, the ground line with its name, and what places them.
    """

    def __init__(
        self,
        region: Region,
        span: tuple[float, float],
        height: tuple[float, float],
        curves: Sequence[tuple[Function, str]],
        *,
        width: float | None = None,
        x_label: str = "",
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.plot = Plot(region, span, height, x_label=x_label, grid=False, theme=theme)
        thick = width or theme.curve_width * 1.6
        self.colors = [color for _, color in curves]
        self.ground = VGroup(self.plot.x_axis, self.plot.names)
        self.curves = VGroup(
            *(self.plot.curve(function, color, samples=400, width=thick) for function, color in curves)
        )
        super().__init__(self.ground, self.curves)

    def names(self, words: Sequence[str], *, size: float | None = None) -> VGroup:
        """A name at the end of every curve, in its colour, and none touching another.

        It stands beside a curve that reaches the right edge, and left of one that leaves through the top.
        """
        theme = self.plot.theme
        em = size or theme.type.label
        pitch, away = 1.3 * em * PIXEL, 0.7 * em * PIXEL
        ends = [curve.get_end() for curve in self.curves]
        right = max(end[0] for end in ends)
        labels = VGroup(
            *(
                Label(word, em, color, weight="BOLD", theme=theme)
                for word, color in zip(words, self.colors, strict=True)
            )
        )
        beside = sorted(
            (k for k, end in enumerate(ends) if np.isclose(end[0], right)), key=lambda k: ends[k][1]
        )
        heights = spread([ends[k][1] for k in beside], pitch)
        for k, height in zip(beside, heights, strict=True):
            labels[k].set_line(np.array([right + away, height, 0.0]), LEFT)
        for k in set(range(len(ends))) - set(beside):
            labels[k].set_line(ends[k] - np.array([2 * away, 0.5 * em * PIXEL, 0.0]), RIGHT)
        return labels


def spread(heights: Sequence[float], pitch: float) -> list[float]:
    """Rising heights moved as little as needed (in squares) to be at least a pitch apart.

    Examples
    --------
    >>> spread([0.0, 0.0, 5.0], 1.0)
    [-0.5, 0.5, 5.0]
    """
    # Pool neighbours that would touch: each pool keeps the mean of what its members want.
    pools: list[list[float]] = []
    for rank, height in enumerate(heights):
        pools.append([height - rank * pitch])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            last = pools.pop()
            pools[-1].extend(last)
    wanted = [float(np.mean(pool)) for pool in pools for _ in pool]
    return [height + rank * pitch for rank, height in enumerate(wanted)]
