"""Five cards with the curve of a loss each, of which one is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED, Loss
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate
from narrated.mobjects.visual_role import decoration

SPANS: tuple[tuple[Loss, tuple[float, float]], ...] = (
    (CROSS_ENTROPY, (0.0183, 1.0)),
    (SQUARED, (-2.0, 2.0)),
    (HINGE, (-2.8, 2.2)),
    (FOCAL, (0.0183, 1.0)),
    (HUBER, (-2.5, 2.5)),
)
"""The losses, each with the part of its own argument that is drawn.

The first two are those that rules begin with, in the rules' order.
"""

_CEILING = 4.0
_CORNER = 22 * PIXEL


class Rack(VGroup):
    """The cards of all losses, and a gold frame that goes from one to the next.

    Parameters
    ----------
    places
        Of the cards.
    looks
        At which card the frame is now, from 0; between two cards it is on its way.

    Attributes
    ----------
    curves
        On the cards.
    """

    def __init__(
        self, places: Sequence[Region], looks: Callable[[], float], *, theme: Theme | None = None
    ) -> None:
        theme = current_theme(theme)
        middles = np.array([place.center for place in places])
        cards = VGroup()
        self.curves = VGroup()
        for (loss, span), place in zip(SPANS, places, strict=True):
            card = _card(place).set_fill(theme.colors.panel, opacity=1)
            cards.add(decoration(card.set_stroke(theme.colors.drawn_far, theme.line_width)))
            room = place.inset(0.14 * place.width, 0.16 * place.height)
            plot = Plot(room, span, (0.0, _CEILING), bare=True)
            self.curves.add(plot.curve(loss.value, loss.color(theme.colors), kinks=loss.kinks))
        frame = _card(places[0]).set_stroke(theme.colors.gold, 2 * theme.line_width)
        now = detached(lambda: interpolate(middles, looks()))
        frame.add_updater(lambda frame: frame.move_to(now()), call_updater=True)
        super().__init__(cards, self.curves, decoration(frame))


def _card(place: Region) -> VMobject:
    card = RoundedRectangle(width=place.width, height=place.height, corner_radius=_CORNER)
    return card.move_to(place.center)
