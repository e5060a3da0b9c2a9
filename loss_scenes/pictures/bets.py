"""What a model bets on a few drawn answers, and the penalty for what it gave the right one: upright bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from manim import DOWN, ORIGIN, Mobject, VGroup, VMobject

from loss_scenes.losses import cross_entropy
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label, LiveNumber

Things = Sequence[Callable[[float, str], Drawing]]
"""Each draws an answer of a width in pixels and of a colour."""

BESIDE = 2 / 3
"""How large the number over a fine may be, by the one inside the highest."""

_WIDEST = 126 * PIXEL  # of a column: an answer and its bar


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
        size = min(theme.type.body, max(theme.type.label, 0.22 * place.width / PIXEL))
        columns = place.columns(*[1] * len(things), gap=0.1 * place.width / len(things))
        self.answers = VGroup()
        bars = VGroup()
        for index, (thing, column) in enumerate(zip(things, columns, strict=True)):
            color = colors.drawn_other if index else colors.gold
            # In broad columns the answers stay small: the bars need the height.
            wide = min(column.width, _WIDEST)
            drawn = thing(0.86 * wide / PIXEL, color).stand(column.edge(DOWN))
            self.answers.add(drawn)
            foot = 0.56 * wide + 8 * PIXEL  # as high as the highest of them, the moon
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
    """The fine -ln p for a probability of the moment: an upright bar with its number above, or inside.

    Parameters
    ----------
    place
        A full bar; its height is ``ceiling`` nats.
    probability
        Called on every update, in (0, 1].
    ceiling
        The fine of a full bar.
    name
        What the number is; empty: it stands alone.
    inside
        Whether the number stands below the upper edge of a full bar, in the ground's colour: it is seen once
        the bar is behind it.
    color
        Of the bar; None: that of the loss.
    """

    def __init__(
        self,
        place: Region,
        probability: Callable[[], float],
        ceiling: float,
        name: str = "",
        *,
        inside: bool = False,
        color: str | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme, now = current_theme(theme), detached(probability)
        colors = theme.colors

        def fine() -> float:
            return float(cross_entropy(now()))

        bar = Pillar(place, lambda: fine() / ceiling, color or colors.cross_entropy)
        color = colors.background if inside else colors.cross_entropy
        wanted = theme.type.display if inside else theme.type.title
        # One number is the hero: the highest fine.
        size = min(wanted, (1.0 if inside else BESIDE) * place.width / PIXEL / 2.3)
        number = LiveNumber(fine, size=size, color=color, edge=ORIGIN)
        named = theme.type.heading if inside else theme.type.body
        room = Region(place.x, place.y, 0.86 * place.width, 2 * named * PIXEL)
        word = (
            Label(
                name, named, color, weight="BOLD", within=room if inside else None, edge=ORIGIN, theme=theme
            )
            if name
            else None
        )
        super().__init__(bar, number, *([word] if word else []))
        if inside:
            top = place.y + place.height / 2
            if word:
                word.set_line(np.array([place.x, top - 0.95 * word.size * PIXEL, 0.0]))
                top -= 1.5 * word.size * PIXEL
            number.set_line(np.array([place.x, top - 0.72 * size * PIXEL, 0.0]))
            for part in (number, word) if word else (number,):
                cover(part, bar)
            return
        # Beside a number that grows no digit, the word keeps its distance.
        beside = word.width + 0.2 * size * PIXEL if word else 0.0
        if word and beside + number.width > place.width:
            self.remove(word)
            word, beside = None, 0.0

        def ride(_: Mobject) -> None:
            high = bar.get_top()[1] + 0.62 * size * PIXEL
            number.set_line(np.array([place.x + beside / 2, high, 0.0]))
            if word:
                low = high - 0.36 * (size - word.size) * PIXEL  # on one baseline
                word.set_line(np.array([number.get_left()[0] - beside + word.width / 2, low, 0.0]))

        # The number's, which comes after the bar's: both are of one frame.
        number.add_updater(ride, call_updater=True)


def fine_in_or_above(
    place: Region, probability: Callable[[], float], ceiling: float, name: str
) -> tuple[Fine, Fine]:
    """Number and name of a fine without its bar: in the bar while that is behind both, and else above it.

    Parameters
    ----------
    place, probability, ceiling, name
        Of the `Fine`.
    """
    inside, above = (Fine(place, probability, ceiling, name, inside=within) for within in (True, False))
    bar, uppermost = inside[0], inside[-1]

    def follow(part: Mobject, *, within: bool) -> None:
        part.set_opacity(float((bar.get_top()[1] >= uppermost.get_top()[1]) == within))

    for fine, within in ((inside, True), (above, False)):
        fine[0].set_opacity(0.0)
        for part in fine[1:]:
            part.add_updater(partial(follow, within=within), call_updater=True)
    return inside, above


def cover(part: VMobject, ground: VMobject) -> None:
    """Let a part be seen while what it stands on is behind all of it, and not before."""

    def show(part: Mobject) -> None:
        part.set_opacity(float(ground.get_top()[1] >= part.get_top()[1]))

    part.add_updater(show, call_updater=True)
