"""Residuals as bars between points and a model, and many parts as one stacked column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, VMobject

from narrated.design.layout import Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments, polygon_points
from narrated.mobjects.plot import Plot


class ResidualBars(Segments):
    """A bar from every point to what the model of the moment predicts there.

    Parameters
    ----------
    plot
        The plot the points stand on.
    x, y
        The points, shape (n,) each.
    model
        Elementwise prediction; it may read trackers, so that the bars follow them.
    """

    def __init__(
        self, plot: Plot, x: np.ndarray, y: np.ndarray, model: Callable[[Any], Any], color: str
    ) -> None:
        self.residuals = detached(lambda: model(x) - y)
        super().__init__(
            plot, lambda: np.column_stack([x, y, x, model(x)]), color, width=plot.theme.curve_width
        )


class StackedColumn(VMobject):
    """Parts piled up: the column is as high as their sum.

    Parameters
    ----------
    region
        The column grows from the region's lower edge, over its whole width.
    parts
        Called on every update, gives non-negative heights of shape (n,).
    full
        The sum that fills the region.
    """

    def __init__(
        self, region: Region, parts: Callable[[], np.ndarray], full: float, color: str, *, gap: float = 0.03
    ) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self.parts = detached(parts)
        self._foot, self._half, self._unit, self._gap = (
            region.edge(DOWN),
            region.width / 2,
            region.height / full,
            gap,
        )
        self.add_updater(lambda column: column.follow())
        self.follow()

    def follow(self) -> None:
        """Pile up what the function says."""
        heights = self._unit * np.asarray(self.parts(), dtype=float)
        tops = np.cumsum(heights)
        pieces = []
        for low, high in zip(tops - heights, tops, strict=True):
            # A part thinner than the gap still shows as a line of half its height.
            top = max(high - self._gap, (low + high) / 2)
            sides = ((-1, low), (1, low), (1, top), (-1, top))
            corners = [self._foot + np.array([side * self._half, height, 0.0]) for side, height in sides]
            pieces.append(polygon_points(np.array(corners)))
        self.set_points(np.concatenate(pieces))
