"""Penalties for what was given to the right answer, on an axis of that probability; the curve over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Mobject, ValueTracker, VGroup

from loss_scenes.losses import cross_entropy
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding

_WIDE = 84  # px, of a bar
_ASIDE = 12.0  # how many times as large as in the end p is, when the highest number begins to go aside
_DIM = 0.55  # fill of the bars: the curve over them is looked at


class PricedBet(VGroup):
    """A bar at a probability of the moment, as high as its surprise, with that number.

    Parameters
    ----------
    plot
        Probability to the right, surprise upwards.
    probability
        Called on every update, in (0, 1].
    size
        Of the number.
    aside
        Between these probabilities, the larger first, the number goes from over the bar to the right of its
        top; None: it stands at the upper right, clear of the curve.

    Attributes
    ----------
    bar, number
        The bar, and its surprise.
    """

    def __init__(
        self,
        plot: Plot,
        probability: Callable[[], float],
        size: float,
        aside: tuple[float, float] | None = None,
    ) -> None:
        theme, now = plot.theme, detached(probability)
        color = theme.colors.cross_entropy
        half = _WIDE / 2 * PIXEL * (plot.x_range[1] - plot.x_range[0]) / plot.size[0]

        def fine() -> float:
            return float(cross_entropy(now()))

        self.bar = Boxes(
            plot, lambda: np.array([(now() - half, 0.0, now() + half, fine())]), color, opacity=_DIM
        )
        self.number = LiveNumber(fine, size=size, color=color, edge=ORIGIN)
        em = size * PIXEL

        def follow(_: Mobject) -> None:
            right, up = (0.0 if aside else 0.6) * em, 0.85 * em
            if aside:
                gone = float(np.clip((aside[0] - now()) / (aside[0] - aside[1]), 0.0, 1.0))
                # First clear of the bar, then down beside it.
                right = min(1.0, 2 * gone) * (_WIDE / 2 * PIXEL + 1.35 * em)
                up -= max(0.0, 2 * gone - 1) * 1.35 * em
            at = plot.c2p(now(), fine()) + right * RIGHT + up * UP
            self.number.set_line(plot.region.kept(at, self.number.width))

        # The number's, which comes after the bar's: both are of one frame.
        self.number.add_updater(follow, call_updater=True)
        super().__init__(self.bar, self.number)


class SurpriseAxis:
    """The axis of the probability of the right answer, what is paid at some places of it, and the curve.

    Parameters
    ----------
    place
        All of it.
    probabilities
        Where something is paid.
    least
        The smallest probability: its surprise fills the height.
    law
        How the curve is written, in Typst's notation.
    words
        What p is, and what the numbers are.

    Attributes
    ----------
    plot
        Probability to the right, surprise upwards.
    ticks
        The probabilities, below the axis.
    paid
        How far the smallest has come from certainty: the exponent of that probability.
    fines
        A `PricedBet` each.
    penalty, law
        What the numbers are, and how they are computed, on one line.
    curve, p
        The curve, and what the axis is.
    """

    def __init__(
        self,
        place: Region,
        probabilities: Sequence[float],
        least: float,
        law: str,
        words: tuple[str, str],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        p, penalty = words
        type_, colors = theme.type, theme.colors
        below = 2.7 * type_.heading * PIXEL
        most = float(cross_entropy(least))
        area = Region(place.x, place.y + below / 2, place.width, place.height - below)
        # A number over the bar of certainty has room, too.
        left, right = (_WIDE / 2 + 12) * PIXEL, 1.2 * type_.title * PIXEL
        inner = area.width - left - right
        across, high = (-left / inner, 1.0 + right / inner), (0.0, 1.02 * most)
        self.plot = Plot(area, across, high, bare=True, theme=theme)
        self.ticks = VGroup(*(self.tick(partial(float, chance)) for chance in probabilities))
        self.paid = ValueTracker(0.0)
        # One number is the hero: the highest.
        size, nearer = type_.display, type_.title if place.broad else type_.heading
        self.fines = [
            PricedBet(self.plot, self._coming(least), size, (_ASIDE * least, least))
            if chance == least
            else PricedBet(self.plot, partial(float, chance), nearer)
            for chance in probabilities
        ]
        self.curve = self.plot.curve(cross_entropy, colors.cross_entropy, over=(least, 1.0), samples=600)
        bleeding(self.curve)
        foot = place.rows(place.height / PIXEL - 1.2 * type_.heading, 1.2 * type_.heading)[1]
        self.p = Label(p, type_.heading, colors.gold, weight="BOLD", within=foot, edge=ORIGIN, theme=theme)
        # On one line, above the curve: beside the highest number, or in a narrow picture below that.
        self.law = formula(f"= {law}", type_.title if place.broad else type_.heading, colors.cross_entropy)
        self.penalty = Label(penalty, nearer, colors.cross_entropy, weight="BOLD", theme=theme)
        right, line = place.edge(UP + RIGHT)[:2] - (0.0, (0.7 if place.broad else 1.8) * size * PIXEL)
        self.law.move_to(np.array([right, line, 0.0]), aligned_edge=RIGHT)
        self.penalty.set_line(self.law.get_left() + 0.35 * nearer * PIXEL * LEFT, RIGHT)

    def _coming(self, least: float) -> Callable[[], float]:
        paid = self.paid
        return lambda: float(least ** paid.get_value())

    def tick(self, probability: Callable[[], float]) -> LiveNumber:
        """A probability below its place on the axis."""
        theme, now, plot = self.plot.theme, detached(probability), self.plot
        size = theme.type.heading
        number = LiveNumber(
            lambda: 100 * now(), decimals=0, template="{}%", size=size, color=theme.colors.gold, edge=ORIGIN
        )

        def follow(number: Mobject) -> None:
            cast(LiveNumber, number).set_line(plot.c2p(now(), 0.0) + 0.8 * size * PIXEL * DOWN)

        number.add_updater(detached(follow), call_updater=True)
        return number
