"""What the discriminator scores each kind of notes, as bars beside each other over the kinds' prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, UP, VGroup
from manim.typing import Point3D

from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.kinds import print_of
from lessons.adversarial.pictures.score_map import score_strip
from lessons.adversarial.pictures.score_pushes import SmallNote
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.text import Label, Tick
from narrated.mobjects.visual_role import decoration

_FULL = 0.78  # width of a bar, by that of its column
_STRIP = 0.55  # em: width of the strip of tones


class KindScores(VGroup):
    """A bar for each kind, as high as its score; beside them the tones that the scores have on a map.

    Parameters
    ----------
    place
        Filled: the name, the bars from 0 to 1, and under each a small note of its kind.
    name
        What is scored by whom.
    scores
        Called on every update, shape (k,): the score of each kind, from 0 to 1.
    printed
        Called on every update: which kind is printed, in fractions between two.

    Attributes
    ----------
    bars, prints
        The parts.
    fake
        A note of the forger's that lies on the bar of the kind that he prints; not among the parts.
    """

    def __init__(
        self,
        place: Region,
        name: str,
        *,
        scores: Callable[[], np.ndarray],
        printed: Callable[[], float],
    ) -> None:
        theme = current_theme()
        colors, size = theme.colors, theme.type.label
        em = size * PIXEL
        count = len(scores())
        zero, one = Tick(0), Tick(1)
        margin = float(zero.width) + (0.5 + _STRIP) * em
        column = (place.width - margin) / count
        note = 0.92 * column
        above, room, below = place.rows(
            1.5 * em, place.height - 1.8 * em - note / SHAPE, note / SHAPE + 0.3 * em
        )
        label = Label(name, size, colors.discriminator, weight="BOLD", within=above, edge=LEFT)
        left = float(place.edge(LEFT)[0])
        strip = Region(left + float(zero.width) + (0.2 + _STRIP / 2) * em, room.y, _STRIP * em, room.height)
        for tick, at in ((zero, DOWN), (one, UP)):
            tick.set_line(np.array([left, room.edge(at)[1] - 0.4 * em * at[1], 0.0]), LEFT)
        now, at_kind = detached(scores), detached(printed)
        self.bars, self.prints = VGroup(), VGroup()
        for kind in range(count):
            x = left + margin + (kind + 0.5) * column
            bar = Region(x, room.y, _FULL * column, room.height)
            self.bars.add(Pillar(bar, lambda kind=kind: float(now()[kind]), colors.discriminator))
            print_ = Banknote(note / PIXEL, print_of(kind), color=colors.real)
            self.prints.add(print_.move_to(np.array([x, below.y - 0.15 * em, 0.0])))
        super().__init__(
            label, decoration(score_strip(strip, upright=True)), zero, one, self.bars, self.prints
        )
        self.fake = SmallNote(note / PIXEL, colors.generator)
        half = float(self.fake.height) / 2

        def on_the_bar() -> Point3D:
            at = at_kind()
            high = float(np.interp(at, np.arange(count), now()))
            x = left + margin + (at + 0.5) * column
            return np.array([x, float(room.edge(DOWN)[1]) + high * room.height + half, 0.0])

        def lie(fake: Any) -> None:
            fake.move_to(on_the_bar())

        self.fake.add_updater(lie, call_updater=True)
