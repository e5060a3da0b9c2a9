"""Squared deviations as squares that stand on a number line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import RIGHT, VGroup

from narrated.mobjects.marks import Boxes, Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label


class DeviationSquares(VGroup):
    """Values on a line, their centre, and on each value's deviation a square; the last value stands out.

    Parameters
    ----------
    plot
        With units equally long both ways (``street.square_plot``), from 0 upwards.
    values, centre
        Of the moment.
    name
        Of the centre; it stands at the left of the centre's line.
    color, last_color, centre_color
        Of the values, of the last one, and of the centre.
    """

    def __init__(
        self,
        plot: Plot,
        values: Callable[[], np.ndarray],
        centre: Callable[[], float],
        name: str,
        color: str,
        last_color: str,
        centre_color: str,
    ) -> None:
        theme, top = plot.theme, plot.y_range[1]

        def squares(chosen: np.ndarray) -> np.ndarray:
            side = np.abs(chosen - centre())
            low = np.minimum(chosen, centre())
            return np.column_stack([low, np.zeros_like(low), low + side, side])

        def rim(box: np.ndarray) -> np.ndarray:
            """The two sides of a square that neither the number line nor the centre's line draws."""
            left, low, right, high = box
            far = right if right > centre() else left
            return np.array([(left, high, right, high), (far, low, far, high)])

        def on_line(chosen: np.ndarray) -> np.ndarray:
            return np.column_stack([chosen, np.zeros_like(chosen)])

        label = Label(name, theme.type.heading, centre_color, weight="BOLD", theme=theme)
        label.add_updater(
            lambda m: m.set_line(plot.c2p(centre() - 0.25, 0.75 * top), RIGHT), call_updater=True
        )
        super().__init__(
            Boxes(plot, lambda: squares(values()[:-1]), color, opacity=0.12, edge=True),
            Boxes(plot, lambda: squares(values()[-1:]), last_color, opacity=0.3),
            Segments(plot, lambda: rim(squares(values()[-1:])[0]), last_color, width=theme.hair_width),
            Dots(plot, lambda: on_line(values()[:-1]), color),
            Dots(plot, lambda: on_line(values()[-1:]), last_color),
            Segments(
                plot,
                lambda: np.array([(centre(), 0.0, centre(), top)]),
                centre_color,
                width=theme.curve_width,
            ),
            label,
        )
