"""A total loss over a parameter, as a bowl whose lowest point is the estimate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ORIGIN, Dot, Line, VGroup
from manim.typing import Vector3D

from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label


class Bowl(VGroup):
    """The mean loss of a sample for every candidate, and a dot with a stem at its minimum; all live.

    Parameters
    ----------
    plot
        Candidates along x, mean loss along y.
    loss
        Elementwise loss of a residual.
    values
        The sample of the moment, shape (n,).
    estimate
        The minimiser of the moment.
    name, offset, edge
        Name of the estimate, and where it, or this edge of it, stands from the minimum, in plot units.
    """

    def __init__(
        self,
        plot: Plot,
        loss: Callable[[Any], Any],
        values: Callable[[], np.ndarray],
        estimate: Callable[[], float],
        name: str,
        color: str,
        offset: tuple[float, float],
        edge: Vector3D = ORIGIN,
    ) -> None:
        theme = plot.theme

        def objective(candidates: Any) -> np.ndarray:
            residuals = values()[:, np.newaxis] - np.atleast_1d(candidates)
            return np.asarray(np.mean(loss(residuals), axis=0))

        self.objective, self.estimate, self._c2p = objective, detached(estimate), detached(plot.c2p)
        self._offset, self._edge = offset, edge
        self.curve = plot.live_curve(lambda: objective, color)
        self.dot = Dot(radius=theme.dot * 1.2, color=color)
        self.stem = Line(stroke_color=color, stroke_width=theme.line_width)
        self.label = Label(name, theme.type.body, color, weight="BOLD", theme=theme)
        super().__init__(self.curve, self.stem, self.dot, self.label)
        self.dot.add_updater(lambda _: self.follow())
        self.follow()

    def follow(self) -> None:
        """Put dot, stem and name where the minimum is now."""
        at = self.estimate()
        lowest = float(self.objective(at)[0])
        foot, here = self._c2p(at, 0.0), self._c2p(at, lowest)
        self.dot.move_to(here)
        self.stem.put_start_and_end_on(foot, here + np.array([0.0, 1e-3, 0.0]))
        self.label.set_line(self._c2p(at + self._offset[0], lowest + self._offset[1]), self._edge)
