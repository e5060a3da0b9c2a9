"""What a model bets on a few answers: bars that lie one below another, from nothing to certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding

_BEFORE = 20 * PIXEL  # between an answer and its bar
_AIR = 10 * PIXEL  # between rows


class Bets(VGroup):
    """Lying bars, each after the name of an answer: how much probability that gets.

    Parameters
    ----------
    place
        All of it; a row for each answer.
    plot
        Probability to the right: the bars begin at nothing, and the answers stand before them.
    probabilities
        Called on every update, sums to 1: one for each answer.
    names
        Of the answers.
    colors
        Of the bars.
    size
        Of the names, at most.
    given
        Called on every update: how much of each bar is there, 0 to 1; None: all of it.

    Attributes
    ----------
    answers, bars
        The name of each answer, and its bar.
    """

    def __init__(
        self,
        place: Region,
        plot: Plot,
        probabilities: Callable[[], Sequence[float]],
        names: Sequence[str],
        colors: Sequence[str],
        size: float,
        given: Callable[[], float] | None = None,
    ) -> None:
        ink = plot.theme.colors.text
        now, there = detached(probabilities), detached(given or partial(float, 1.0))
        left, zero = float(place.edge(LEFT)[0]), float(plot.c2p(0.0, 0.0)[0])
        self.answers, self.bars = VGroup(), VGroup()
        rows = place.rows(*[1] * len(names), gap=_AIR)
        for index, (name, color, row) in enumerate(zip(names, colors, rows, strict=True)):
            room = Region((left + zero - _BEFORE) / 2, row.y, zero - _BEFORE - left, row.height)
            self.answers.add(Label(name, size, ink, weight="BOLD", within=room, edge=RIGHT, theme=plot.theme))
            low, high = (float(plot.p2c(row.edge(side))[1]) for side in (DOWN, UP))
            self.bars.add(bleeding(Boxes(plot, _lying(now, there, index, (low, high)), color, opacity=1.0)))
        super().__init__(self.answers, self.bars)


def _lying(
    bets: Callable[[], Sequence[float]], given: Callable[[], float], index: int, sides: tuple[float, float]
) -> Callable[[], np.ndarray]:
    low, high = sides
    return lambda: np.array([(0.0, low, given() * bets()[index], high)])
