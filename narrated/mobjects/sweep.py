"""A change shown at once: the area that a curve swept over, and some of the states on its way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import UP, VGroup, VMobject

from narrated.mobjects.marks import polygon_points
from narrated.mobjects.plot import Function, Plot
from narrated.mobjects.visual_role import bleeding, decoration


class Sweep(VGroup):
    """The area between a curve's first and last state, tinted, and thin ghosts of the states between them.

    Parameters
    ----------
    plot
        Whose coordinates.
    states
        The function at the beginning, on its way, and at the end, two at least; each really computed.
    color
        Of the curve.
    over
        Range of the argument; None: all of the plot's.
    opacity
        Of the tint.
    rises
        Whether tint and ghosts grow faint towards the top, where the plot would cut them off.

    Examples
    --------
    >>> from narrated import DEFAULT_THEME, Region
    >>> plot = Plot(Region(0, 0, 6.4, 3.6), (-3, 3), (0, 5), x_ticks=(-2, 0, 2))
    >>> states = [lambda x, k=k: k * np.abs(x) for k in (0.3, 0.6, 0.9, 1.2, 1.5)]
    >>> swept = Sweep(plot, states, DEFAULT_THEME.colors.good)
    >>> now = plot.curve(states[-1], DEFAULT_THEME.colors.good, kinks=[0])
    >>> len(swept)  # the tint and three ghosts
    4
    """

    def __init__(
        self,
        plot: Plot,
        states: Sequence[Function],
        color: str,
        *,
        over: tuple[float, float] | None = None,
        opacity: float = 0.14,
        rises: bool = False,
    ) -> None:
        low, high = over or plot.x_range
        x = np.linspace(low, high, 120)
        ends = states[0], states[-1]
        first, last = (np.clip(np.asarray(state(x), dtype=float), *plot.y_range) for state in ends)
        # A piece for each stretch on which one lies above the other: they would cut holes into each other.
        crossings = np.flatnonzero(np.diff(np.sign(last - first)) != 0) + 1
        tint = VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
        pieces = [np.zeros((0, 3))]
        for a, b in pairwise([0, *crossings, len(x)]):
            part = slice(max(a - 1, 0), b)
            there = [plot.c2p(*p) for p in zip(x[part], first[part], strict=True)]
            back = [plot.c2p(*p) for p in zip(x[part][::-1], last[part][::-1], strict=True)]
            corners = np.array(there + back)
            area = corners[:, 0] @ np.roll(corners[:, 1], -1) - corners[:, 1] @ np.roll(corners[:, 0], -1)
            pieces.append(polygon_points(corners if area > 0 else corners[::-1]))
        tint.set_points(np.concatenate(pieces))
        between = states[1:-1]
        ghosts = [
            plot.curve(state, color, over=(low, high), width=plot.theme.hair_width).set_stroke(
                opacity=0.28 + 0.14 * k * 2 / max(len(between) - 1, 1)
            )
            for k, state in enumerate(between)
        ]
        super().__init__(tint, *ghosts)
        if rises:
            # Manim takes a colour for each end of a gradient, and an opacity, though it does not say so.
            tint.set_fill([color, color], [opacity, 0.0])  # type: ignore[arg-type]
            for line in ghosts:
                line.set_stroke([color, color], opacity=[line.get_stroke_opacity(), 0.0])  # type: ignore[arg-type]
            self.set_sheen_direction(UP)
        bleeding(decoration(self))
