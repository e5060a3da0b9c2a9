"""What a model bets on a few drawn answers: bars that lie one below another, from nothing to certain."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Boxes
from narrated.mobjects.plot import Plot
from narrated.mobjects.visual_role import bleeding

Things = Sequence[Callable[[float, str], Drawing]]
"""Each draws an answer of a width in pixels and of a colour."""

_BEFORE = 20 * PIXEL  # between an answer and its bar
_AIR = 10 * PIXEL  # between rows


class Bets(VGroup):
    """Lying bars beside drawn answers: how much probability each gets; the right one is gold.

    Parameters
    ----------
    place
        All of it; a row for each answer.
    plot
        Probability to the right: the bars begin at nothing, and the answers stand before them.
    probabilities
        Called on every update, sums to 1: one for each answer.
    things
        The answers, the right one first.
    given
        Called on every update: how much of each bar is there, 0 to 1.

    Attributes
    ----------
    answers, bars
        The drawn things, and the bar of each.
    """

    def __init__(
        self,
        place: Region,
        plot: Plot,
        probabilities: Callable[[], Sequence[float]],
        things: Things,
        given: Callable[[], float],
    ) -> None:
        colors, now, there = plot.theme.colors, detached(probabilities), detached(given)
        left, zero = float(place.edge(LEFT)[0]), float(plot.c2p(0.0, 0.0)[0])
        self.answers, self.bars = VGroup(), VGroup()
        for index, (thing, row) in enumerate(
            zip(things, place.rows(*[1] * len(things), gap=_AIR), strict=True)
        ):
            color = colors.drawn_other if index else colors.gold
            room = Region((left + zero - _BEFORE) / 2, row.y, zero - _BEFORE - left, row.height)
            drawn = thing(room.width / PIXEL, color)
            drawn.scale(min(room.width / drawn.width, room.height / drawn.height))
            self.answers.add(room.place(drawn))

            low, high = (float(plot.p2c(row.edge(side))[1]) for side in (DOWN, UP))
            self.bars.add(bleeding(Boxes(plot, _lying(now, there, index, (low, high)), color, opacity=1.0)))
        super().__init__(self.answers, self.bars)


def _lying(
    bets: Callable[[], Sequence[float]], given: Callable[[], float], index: int, sides: tuple[float, float]
) -> Callable[[], np.ndarray]:
    low, high = sides
    return lambda: np.array([(0.0, low, given() * bets()[index], high)])
