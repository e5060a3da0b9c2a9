"""Penalties for what was given to the right answer, on an axis of that probability; the curve over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, UP, Mobject, VGroup

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
_ANSWERS = 132  # px before the axis


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
    name
        What the number is, before it, until it goes aside; empty: nothing.

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
        name: str = "",
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

        word = Label(name, 0.68 * size, color, weight="BOLD", theme=theme) if name else None

        def follow(_: Mobject) -> None:
            gone = 0.0
            right, up = (0.0 if aside else 0.6) * em, 0.85 * em
            if aside:
                gone = float(np.clip((aside[0] - now()) / (aside[0] - aside[1]), 0.0, 1.0))
                # First clear of the bar, then down beside it.
                right = min(1.0, 2 * gone) * (_WIDE / 2 * PIXEL + 1.35 * em)
                up -= max(0.0, 2 * gone - 1) * 1.35 * em
            at = plot.c2p(now(), fine()) + right * RIGHT + up * UP
            self.number.set_line(plot.region.kept(at, self.number.width))
            if word:
                word.set_line(self.number.get_left() * RIGHT + at[1] * UP + 0.25 * em * LEFT, RIGHT)
                word.set_opacity(max(0.0, 1.0 - 4 * gone))

        # The number's, which comes after the bar's: both are of one frame.
        self.number.add_updater(follow, call_updater=True)
        super().__init__(self.bar, self.number, *([word] if word else []))


class SurpriseAxis:
    """The axis of the probability of the right answer, what is paid at some places of it, and the curve.

    Parameters
    ----------
    place
        What stands on the ground, which is its lower edge.
    marks
        Place of the probabilities, below the ground.
    named
        Place of what p is, at its right.
    probabilities
        Where something is paid: the smallest first, whose surprise fills the height.
    paid
        Called on every update: how far the moving penalty has come from certainty to the smallest
        probability, 0 to 1; it is the exponent of that probability.
    law
        How the curve is written, in Typst's notation.
    words
        What p is, and what the numbers are.
    line
        Height at which what the numbers are and the law stand, clear of the curve.
    sizes
        Of the number of the smallest probability, and of all else.
    between
        Whether what stands on that line ends before the number of the largest probability, or at the right.

    Attributes
    ----------
    plot
        Probability to the right, surprise upwards.
    now, fine
        The probability that moves, in the end to the smallest, and what is paid for it.
    highest
        Where across the number of the smallest probability ends.
    ticks, fines
        The others, which stay, and a `PricedBet` for each.
    penalty, law
        What the numbers are, and how they are computed, on one line.
    curve, p
        The curve, and what the axis is.
    """

    def __init__(
        self,
        place: Region,
        marks: Region,
        named: Region,
        probabilities: Sequence[float],
        paid: Callable[[], float],
        law: str,
        words: tuple[str, str],
        line: float,
        sizes: tuple[float, float],
        *,
        between: bool,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        (p, penalty), self._marks = words, marks
        type_, colors, least = theme.type, theme.colors, probabilities[0]
        most, exponent = float(cross_entropy(least)), detached(paid)
        large, self._size = sizes
        # Room for the answers before the axis, and for the half of the last probability that stands under it.
        left, right = _ANSWERS * PIXEL, 0.6 * self._size * PIXEL
        inner = place.width - left - right
        self.plot = Plot(
            place, (-left / inner, 1.0 + right / inner), (0.0, 1.01 * most), bare=True, theme=theme
        )

        def chance() -> float:
            return float(least ** exponent())

        self.now = self.tick(chance)
        self.fine = PricedBet(self.plot, chance, large, (_ASIDE * least, least), penalty)
        last = PricedBet(self.plot, partial(float, least), large, (_ASIDE * least, least))
        self.highest = float(last.get_right()[0])
        stay = [partial(float, chance) for chance in probabilities[1:]]
        self.ticks = VGroup(*map(self.tick, stay))
        self.fines = [PricedBet(self.plot, chance, self._size) for chance in stay]
        self.curve = self.plot.curve(cross_entropy, colors.cross_entropy, over=(least, 1.0), samples=600)
        bleeding(self.curve)
        self.p = Label(
            p, type_.body, colors.text, weight="BOLD", within=named, edge=RIGHT, theme=theme
        )  # fmt: skip
        self.law = formula(f"= {law}", self._size, colors.cross_entropy, theme=theme)
        self.penalty = Label(penalty, self._size, colors.cross_entropy, weight="BOLD", theme=theme)
        air = 0.35 * self._size * PIXEL
        end, share = place.edge(RIGHT)[0], 1.0
        if between:
            before, after = (fine.number for fine in self.fines[-2:])
            end = after.get_left()[0] - air
            room = end - before.get_right()[0] - air
            share = min(1.0, room / (self.penalty.width + air + self.law.width))
        at = np.array([end, line, 0.0])
        self.law.scale(share).move_to(at, aligned_edge=RIGHT)
        self.penalty.scale(share)
        self.penalty.set_line(self.law.get_left() * RIGHT + line * UP + share * air * LEFT, RIGHT)

    def tick(self, probability: Callable[[], float]) -> LiveNumber:
        """A probability below its place on the axis."""
        theme, now, plot, y = self.plot.theme, detached(probability), self.plot, self._marks.y
        number = LiveNumber(
            lambda: 100 * now(), decimals=0, template="{}%", size=self._size, color=theme.colors.gold,
            edge=ORIGIN, theme=theme,
        )  # fmt: skip

        def follow(number: Mobject) -> None:
            at = plot.c2p(now(), 0.0) * RIGHT + y * UP
            cast(LiveNumber, number).set_line(at)

        number.add_updater(detached(follow), call_updater=True)
        return number
