"""Bars whose length is a number of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, Rectangle, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import segment_points

_CORNER = 14 * PIXEL
_THIN = 3 * PIXEL  # the least that a pillar shows, so that nothing is still seen to be a bar
_ARC = 0.5522847498  # control points of a quarter of a circle, by its radius


class Bar(Rectangle):
    """A horizontal or upright bar that fills a live share of its region.

    Parameters
    ----------
    region
        The full bar.
    share
        Called on every update, 0 to 1.
    color
        Of the bar.
    upright
        Whether it grows upwards instead of to the right.

    Examples
    --------
    >>> from manim import ValueTracker
    >>> from narrated import DEFAULT_THEME, Label
    >>> learnt, colors = ValueTracker(0.15), DEFAULT_THEME.colors
    >>> left, right = Region(0, 0, 5.4, 0.5).columns(1, 3, gap=0.3)
    >>> name = Label("learnt", within=left)
    >>> track = Bar(right, lambda: 1.0, colors.raised)
    >>> bar = Bar(right, learnt.get_value, colors.good)
    >>> learn = learnt.animate.set_value(0.7)
    """

    def __init__(
        self, region: Region, share: Callable[[], float], color: str, *, upright: bool = False
    ) -> None:
        super().__init__(
            width=region.width, height=region.height, stroke_width=0, fill_color=color, fill_opacity=1
        )
        edge, now = DOWN if upright else LEFT, detached(share)
        foot, full = region.edge(edge), region.height if upright else region.width

        def follow(bar: Any) -> None:
            length = max(1e-3, float(np.clip(now(), 0.0, 1.0)) * full)
            (bar.stretch_to_fit_height if upright else bar.stretch_to_fit_width)(length)
            bar.move_to(foot, aligned_edge=edge)

        self.add_updater(follow, call_updater=True)


class Pillar(VMobject):
    """An upright bar that stands on a foot, its upper corners round, as high as a function says.

    Parameters
    ----------
    place
        The bar at its highest.
    share
        Called on every update: 0 to 1 of that height.
    color
        Of the bar.

    Examples
    --------
    Three fines to one scale, the last of which grows:

    >>> from manim import ValueTracker, VGroup
    >>> last = ValueTracker(0.1)
    >>> fines = [lambda: 0.05, lambda: 0.4, last.get_value]
    >>> places = Region(0, 0, 5.0, 3.2).columns(1, 1, 1, gap=0.5)
    >>> bars = VGroup(*(Pillar(at, fine, "#5cb8ff") for at, fine in zip(places, fines, strict=True)))
    >>> round(float(bars[1].height), 6), round(float(bars[1].get_bottom()[1]), 6)
    (1.28, -1.6)
    >>> grow = last.animate.set_value(1.0)
    """

    def __init__(self, place: Region, share: Callable[[], float], color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self._foot, self._full, self._half = place.edge(DOWN), place.height, place.width / 2
        self.share = detached(share)
        self.add_updater(lambda bar: bar.follow())
        self.follow()

    def follow(self) -> None:
        """Stand as high as the function says."""
        high = max(float(np.clip(self.share(), 0.0, 1.0)) * self._full, _THIN)
        r, w = min(_CORNER, high, self._half), self._half
        k = r * (1 - _ARC)

        def straight(a: tuple[float, float], b: tuple[float, float]) -> np.ndarray:
            return segment_points(np.array([[*a, 0.0]]), np.array([[*b, 0.0]]))

        right = np.array([(w, high - r), (w, high - k), (w - k, high), (w - r, high)])
        left = np.array([(r - w, high), (k - w, high), (-w, high - k), (-w, high - r)])
        points = [
            straight((-w, 0.0), (w, 0.0)),
            straight((w, 0.0), (w, high - r)),
            np.column_stack([right, np.zeros(4)]),
            straight((w - r, high), (r - w, high)),
            np.column_stack([left, np.zeros(4)]),
            straight((-w, high - r), (-w, 0.0)),
        ]
        self.set_points(np.concatenate(points) + self._foot)
