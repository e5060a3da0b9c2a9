"""What a model bets on a few drawn answers, and the penalty for what it gave the right one: upright bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, ORIGIN, UP, Mobject, VGroup, VMobject

from loss_scenes.losses import cross_entropy
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, LiveNumber

Things = Sequence[Callable[[float, str], Drawing]]
"""Each draws an answer of a width in pixels and of a colour."""

_WIDEST = 0.36  # of an answer and its bar, by the height of all: bars need that


class Bets(VGroup):
    """Bars over drawn answers: how much probability each gets; the right one is gold and has its number.

    Parameters
    ----------
    place
        The answers stand on its lower edge.
    probabilities
        Called on every update, sums to 1: one for each answer.
    things
        The answers, the right one first.

    Attributes
    ----------
    answers
        The drawn things.
    """

    def __init__(
        self,
        place: Region,
        probabilities: Callable[[], Sequence[float]],
        things: Things,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors, now = theme.colors, detached(probabilities)
        columns = place.columns(*[1] * len(things), gap=0.05 * place.width / len(things))
        # The number is clear of the next bar.
        size = min(theme.type.title, 0.4 * columns[0].width / PIXEL)
        self.answers = VGroup()
        bars = VGroup()
        for index, (thing, column) in enumerate(zip(things, columns, strict=True)):
            color = colors.drawn_other if index else colors.gold
            wide = min(column.width, _WIDEST * place.height)
            drawn = thing(0.95 * wide / PIXEL, color).stand(column.edge(DOWN))
            self.answers.add(drawn)
            foot = 0.62 * wide + 8 * PIXEL  # as high as the highest of them, the moon
            room = place.height - foot - 1.15 * size * PIXEL
            bar = Region(column.x, column.edge(DOWN)[1] + foot + room / 2, 0.72 * wide, room)
            bars.add(Pillar(bar, _entry(now, index), color))
        first = bars[0]
        number = LiveNumber(
            lambda: 100 * now()[0], decimals=0, template="{}%", size=size, color=colors.gold, edge=ORIGIN
        )
        left = columns[0].x - columns[0].width / 2
        # Nothing is laid yet: that is no bet of nothing.
        asked = Label("?", size, colors.gold, weight="BOLD", theme=theme)
        asked.set_line(np.array([columns[0].x, first.get_top()[1] + 0.62 * size * PIXEL, 0.0]))

        def ride(_: Mobject) -> None:
            laid = sum(now()) > 0
            number.set_opacity(float(laid))
            asked.set_opacity(float(not laid))
            # Its left edge stays inside the place, however wide it is.
            x = max(columns[0].x, left + number.width / 2)
            number.set_line(np.array([x, first.get_top()[1] + 0.62 * size * PIXEL, 0.0]))

        number.add_updater(ride, call_updater=True)
        super().__init__(self.answers, bars, number, asked)


def _entry(source: Callable[[], Sequence[float]], index: int) -> Callable[[], float]:
    return lambda: source()[index]


class Fine(VGroup):
    """The fine -ln p for a probability of the moment: an upright bar with its number inside.

    Parameters
    ----------
    place
        A full bar; its height is ``ceiling`` nats. The number stands below its upper edge, in the ground's
        colour, and is seen once the bar is behind it.
    probability
        Called on every update, in (0, 1].
    ceiling
        The fine of a full bar.
    color
        Of the bar.
    head
        What is left free above the number.

    Attributes
    ----------
    bar, number
        The parts.
    """

    def __init__(
        self,
        place: Region,
        probability: Callable[[], float],
        ceiling: float,
        color: str,
        *,
        head: float = 0.0,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(probability)

        def fine() -> float:
            return float(cross_entropy(now()))

        self.bar = Pillar(place, lambda: fine() / ceiling, color)
        size = min(theme.type.display, place.width / PIXEL / 2.3, (place.height - head) / PIXEL / 1.3)
        self.number = LiveNumber(fine, size=size, color=theme.colors.background, edge=ORIGIN, theme=theme)
        self.number.set_line(place.edge(UP) + (head + 0.72 * size * PIXEL) * DOWN)
        cover(self.number, self.bar)
        super().__init__(self.bar, self.number)


def cover(part: VMobject, ground: VMobject) -> None:
    """Let a part be seen while what it stands on is behind all of it, and not before."""

    def show(part: Mobject) -> None:
        part.set_opacity(float(ground.get_top()[1] >= part.get_top()[1]))

    part.add_updater(show, call_updater=True)
