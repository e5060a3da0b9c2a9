"""What is minimised, how it falls, and what that does: a formula, a curve that grows, live numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from narrated.design.layout import Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import Readout, Readouts, formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.trace import trace


class TrainingColumn(VGroup):
    """A column of a formula, the losses of a training, and read-outs.

    Parameters
    ----------
    region
        The column.
    source
        The formula in Typst's notation.
    losses
        Shape (n,): one for every step.
    share
        Called on every update: how much of the training is over, 0 to 1.
    top
        The largest loss of the plot; its whole numbers are ticks.
    color
        Of the losses.
    steps
        Name of the argument.
    rows
        The read-outs.

    Attributes
    ----------
    plot, fall, numbers
        The plot, the curve so far (not a member, to be added once the plot stands), the read-outs.
    """

    def __init__(
        self,
        region: Region,
        source: str,
        losses: np.ndarray,
        share: Callable[[], float],
        top: float,
        color: str,
        steps: str,
        *rows: Readout,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        upper, middle, lower = region.rows(1.4, 2.2, 2.1, gap=0.2)
        ticks = range(int(top) + 1)
        self.plot = Plot(middle, (0.0, 1.0), (0.0, top), y_ticks=ticks, x_label=steps, theme=theme)
        clock = np.linspace(0.0, 1.0, len(losses))
        self.fall = trace(self.plot, lambda x: np.interp(x, clock, losses), share, color)
        self.numbers = Readouts(lower, *rows, theme=theme)
        super().__init__(upper.fit(formula(source, theme.type.title, theme=theme)), self.plot, self.numbers)
