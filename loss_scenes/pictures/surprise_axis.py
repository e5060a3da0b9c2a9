"""Penalties for what was given to the right answer, over an axis of that probability; their curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, UP, Line, Mobject, VGroup

from loss_scenes.losses import cross_entropy
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration

ANSWERS = 150  # px before the axis
NAME = 1.3  # em, height of the row over the axis of what is paid, in which its name stands

_STROKE = 0.01  # width of a line, in scene units by that which manim calls 1
_WIDE = 110  # px, of a bar that has the room
_ASIDE = 12.0  # how many times as large as in the end p is, when the highest number begins to go aside
_TICK = 1.5  # em, of half a probability under its place, and the air after it
_DIM = 0.62  # fill of the bars: the curve over them is looked at


def upright(foot: np.ndarray, height: float, *, theme: Theme | None = None) -> Line:
    """The axis of what is paid: what begins at its foot lies beside it, not on it."""
    theme = current_theme(theme)
    line = Line(ORIGIN, height * UP, color=theme.colors.axis, stroke_width=theme.line_width)
    return decoration(line.shift(foot + line.stroke_width / 2 * _STROKE * LEFT))


class PricedBet(VGroup):
    """A bar at a probability of the moment, as high as its surprise, with that number.

    It stands over its probability, and begins at the axis where it would reach beyond that.

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
            plot,
            lambda: np.array([(max(0.0, now() - half), 0.0, now() + half, fine())]),
            color,
            opacity=_DIM,
        )
        self.number = LiveNumber(fine, size=size, color=color, edge=ORIGIN)
        em = size * PIXEL

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

        # The number's, which comes after the bar's: both are of one frame.
        self.number.add_updater(follow, call_updater=True)
        super().__init__(self.bar, self.number)


class SurpriseAxis:
    """The axis of the probability of the right answer, that of what is paid for it, and the curve.

    Parameters
    ----------
    place
        What stands on the ground, which is its lower edge.
    marks
        Place of the probabilities, below the ground.
    named
        Place of what p is, at its right; None: that stands after the probabilities.
    probabilities
        Where something is paid: the smallest first, whose surprise fills the height.
    paid
        Called on every update: how far the moving penalty has come from certainty to the smallest
        probability, 0 to 1; it is the exponent of that probability.
    law
        How the curve is written, in Typst's notation.
    words
        What p is, and what the numbers are.
    sizes
        Of the number of the smallest probability, and of all else.

    Attributes
    ----------
    plot
        Probability to the right, surprise upwards.
    upright
        The axis of what is paid.
    now, fine
        The probability that moves, in the end to the smallest, and what is paid for it.
    highest
        Where across what stands beside the axis, or over it, ends.
    ticks, fines
        The others, which stay, and a `PricedBet` for each.
    penalty, law
        What the numbers are, over their axis, and how they are computed, on one line with that.
    curve, p
        The curve, and what the axis of the probability is.
    """

    def __init__(
        self,
        place: Region,
        marks: Region,
        named: Region | None,
        probabilities: Sequence[float],
        paid: Callable[[], float],
        law: str,
        words: tuple[str, str],
        sizes: tuple[float, float],
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        (p, penalty), self._marks = words, marks
        type_, colors, least = theme.type, theme.colors, probabilities[0]
        most, exponent = float(cross_entropy(least)), detached(paid)
        large, self._size = sizes
        self.p = Label(
            p, type_.body, colors.text, weight="BOLD", within=named or marks, edge=RIGHT, theme=theme
        )
        # Room for the answers before the axis, and for the half of the last probability that stands under it;
        # and for the name beside that.
        left, right = ANSWERS * PIXEL, 0.6 * self._size * PIXEL
        if named is None:
            needed, last_one = self.p.width + _TICK * self._size * PIXEL, max(probabilities)
            right = max(right, (needed - (1 - last_one) * (place.width - left)) / last_one)
        inner = place.width - left - right
        name = NAME * self._size * PIXEL
        over, place = place.rows(name, place.height - name)
        self.plot = Plot(
            place, (-left / inner, 1.0 + right / inner), (0.0, 1.01 * most), bare=True, theme=theme
        )
        foot = self.plot.c2p(0.0, 0.0)
        self.upright = upright(foot, place.height, theme=theme)

        def chance() -> float:
            return float(least ** exponent())

        self.now = self.tick(chance)
        self.fine = PricedBet(self.plot, chance, large, (_ASIDE * least, least))
        last = PricedBet(self.plot, partial(float, least), large, (_ASIDE * least, least))
        stay = [partial(float, chance) for chance in probabilities[1:]]
        self.ticks = VGroup(*map(self.tick, stay))
        self.fines = [PricedBet(self.plot, chance, self._size) for chance in stay]
        self.curve = self.plot.curve(cross_entropy, colors.cross_entropy, over=(least, 1.0), samples=600)
        bleeding(self.curve)
        self.penalty = Label(penalty, self._size, colors.cross_entropy, weight="BOLD", theme=theme)
        self.penalty.set_line(foot[0] * RIGHT + over.y * UP, LEFT)
        self.law = formula(f"= {law}", self._size, colors.cross_entropy, theme=theme)
        air = 0.35 * self._size * PIXEL
        self.law.move_to(self.penalty.get_right() * RIGHT + over.y * UP + air * RIGHT, aligned_edge=LEFT)
        self.highest = float(max(last.get_right()[0], self.law.get_right()[0]))

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
