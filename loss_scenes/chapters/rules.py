"""What the chapters on golden rules share: cards, probes, and how much of a loss is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import DOWN, ORIGIN, ValueTracker, VGroup

from narrated.mobjects.marks import Segments
from narrated.mobjects.plot_card import PlotCard
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.narrated_scene import NarratedScene

Loss = Callable[[Any], Any]


class Rules(NarratedScene):
    """A chapter that fills in a card with a rule.

    Attributes
    ----------
    cards
        All cards of the scene; the one that is spoken of is framed in gold.
    """

    cards: Sequence[PlotCard]

    def attend(self, *spoken: PlotCard) -> list[Any]:
        """Frame the cards that are spoken of in gold, and no other."""
        # Not as one group: manim would lift it over the curves.
        colors, width, hair = self.theme.colors, 1.3 * self.theme.curve_width, self.theme.hair_width
        return [
            c.ground.animate.set_stroke(colors.gold, width) if c in spoken else
            c.ground.animate.set_stroke(colors.axis, hair)
            for c in self.cards
        ]  # fmt: skip

    def probe(self, card: PlotCard, loss: Loss, at: ValueTracker, color: str) -> TangentProbe:
        """A dot on a loss."""
        return TangentProbe(card.plot, loss, lambda x: 0 * x, at, color, tangent=False)

    def gap(self, card: PlotCard, at: ValueTracker, *losses: Loss) -> Segments:
        """The line between what two losses ask for the same mistake."""
        first, second = losses

        def ends() -> np.ndarray:
            x = at.get_value()
            return np.array([[x, float(first(x)), x, float(second(x))]])

        return Segments(card.plot, ends, self.theme.colors.text)

    def share_left(
        self, card: PlotCard, words: str, at: tuple[float, float], color: str, share: Callable[[], float]
    ) -> VGroup:
        """Which part of the first loss the second one still asks for, in percent."""
        sizes, place = self.theme.type, card.plot.c2p(*at)
        label = Label(words, sizes.label, self.theme.colors.text).set_line(place)
        number = LiveNumber(
            lambda: 100 * float(share()), decimals=0, template="{}%", size=sizes.title, color=color
        )
        return VGroup(label, number.set_line(place + 0.5 * DOWN, ORIGIN))
