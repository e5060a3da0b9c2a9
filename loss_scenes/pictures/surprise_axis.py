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
_ASIDE = 5.0  # how many times as large as in the end p is, when the highest number begins to go aside
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
            right, up = 0.6 * em, 0.85 * em
            if aside:
                gone = float(np.clip((aside[0] - now()) / (aside[0] - aside[1]), 0.0, 1.0))
                # First clear of the bar, then down beside it.
                right = min(1.0, 2 * gone) * (_WIDE / 2 * PIXEL + 1.35 * em)
                up -= max(0.0, 2 * gone - 1) * 1.35 * em
            self.number.set_line(plot.c2p(now(), fine()) + right * RIGHT + up * UP)

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
    clear_from
        The probability from which on there is room for words above the curve, in a narrow picture; in a
        broad one they stand right of the highest number.

    Attributes
    ----------
    plot
        Probability to the right, surprise upwards.
    ticks
        The probabilities, below the axis.
    paid
        For each, how far it has come from certainty: the exponent of its probability.
    fines
        A `PricedBet` each.
    penalty
        What the numbers are, beside the highest.
    curve, law, p
        The curve, its formula, and what the axis is.
    free
        A place for words above the curve.
    """

    def __init__(
        self,
        place: Region,
        probabilities: Sequence[float],
        least: float,
        law: str,
        words: tuple[str, str],
        *,
        clear_from: float,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        p, penalty = words
        type_, colors = theme.type, theme.colors
        below = (1.6 * type_.body + (0 if place.broad else 1.5 * type_.label)) * PIXEL
        most = float(cross_entropy(least))
        area = Region(place.x, place.y + below / 2, place.width, place.height - below)
        # A number over the bar of certainty has room, too.
        left, right = (_WIDE / 2 + 12) * PIXEL, 1.2 * type_.title * PIXEL
        inner = area.width - left - right
        across, high = (-left / inner, 1.0 + right / inner), (0.0, 1.02 * most)
        self.plot = Plot(area, across, high, bare=True, theme=theme)
        self.ticks = VGroup(*(self.tick(partial(float, chance)) for chance in probabilities))
        self.paid = [ValueTracker(0.0) for _ in probabilities]
        # One number is the hero where there is room: the highest.
        nearer = type_.heading
        size = type_.title if place.broad else nearer
        self.fines = [
            PricedBet(
                self.plot,
                _fallen(chance, paid),
                size if chance == least else nearer,
                (_ASIDE * least, least) if chance == least else None,
            )
            for chance, paid in zip(probabilities, self.paid, strict=True)
        ]
        # Where the highest number comes to stand, right of it.
        top = self.plot.c2p(least, most) + (_WIDE / 2 + 2.7 * size) * PIXEL * RIGHT
        self.penalty = Label(penalty, type_.heading, colors.cross_entropy, weight="BOLD", theme=theme)
        self.penalty.set_line(top + 0.55 * size * PIXEL * DOWN, LEFT)
        self.curve = self.plot.curve(cross_entropy, colors.cross_entropy, over=(least, 1.0), samples=600)
        bleeding(self.curve)
        foot = self.plot.c2p(0.0, 0.0)
        self.p = Label(p, type_.label, colors.gold, weight="BOLD", theme=theme)
        if place.broad:
            # Between the first two probabilities.
            start, end = (self.plot.c2p(chance, 0.0)[0] for chance in sorted(probabilities)[:2])
            self.p.set_line(np.array([(start + end) / 2, foot[1] - 0.8 * type_.body * PIXEL, 0.0]))
        else:
            self.p.set_line(
                np.array([place.x, foot[1] - (1.6 * type_.body + 0.7 * type_.label) * PIXEL, 0.0])
            )
        # Clear of the highest number, which passes over its bar, and of where that comes to stand.
        top, aside = place.edge(UP)[1], self.penalty.get_right()[0] + 0.5 * size * PIXEL
        if place.broad:
            clear_from = float(self.plot.p2c(np.array([aside - size * PIXEL, 0.0, 0.0]))[0])
        x, y, _ = self.plot.c2p(clear_from, float(cross_entropy(clear_from)))
        left, low, right = x + size * PIXEL, y + 1.5 * size * PIXEL, place.edge(RIGHT)[0]
        high = top if place.broad else top - 1.4 * size * PIXEL
        self.free = Region((left + right) / 2, (low + high) / 2, right - left, high - low)
        # Between that and the number of the next, right of the curve.
        second = sorted(probabilities)[1]
        under = self.plot.c2p(second, float(cross_entropy(second)))[1] + 1.3 * nearer * PIXEL
        room = Region(place.x, (under + low) / 2, place.width, low - under)
        self.law = formula(law, nearer, colors.cross_entropy, within=room, theme=theme)
        deepest = float(self.plot.p2c(self.law.get_bottom())[1])
        beside = self.plot.c2p(float(np.exp(-deepest)), deepest)[0] + 0.4 * nearer * PIXEL
        self.law.shift((beside - self.law.get_left()[0]) * RIGHT)

    def tick(self, probability: Callable[[], float]) -> LiveNumber:
        """A probability below its place on the axis."""
        theme, now, plot = self.plot.theme, detached(probability), self.plot
        size = theme.type.body
        number = LiveNumber(
            lambda: 100 * now(), decimals=0, template="{}%", size=size, color=theme.colors.gold, edge=ORIGIN
        )

        def follow(number: Mobject) -> None:
            cast(LiveNumber, number).set_line(plot.c2p(now(), 0.0) + 0.8 * size * PIXEL * DOWN)

        number.add_updater(detached(follow), call_updater=True)
        return number


def _fallen(p: float, paid: ValueTracker) -> Callable[[], float]:
    return lambda: float(p ** paid.get_value())
