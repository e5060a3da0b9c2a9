"""Powers of ten: a logarithmic scale, and a number that counts in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, ValueTracker, VGroup
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.detached import detached
from narrated.mobjects.panel import formula
from narrated.mobjects.text import Label, LiveNumber


class LogScale(VGroup):
    """A scale of powers of ten along the lower edge of a region.

    Parameters
    ----------
    region
        The scale spans its width.
    exponents
        Which powers carry a number; the first and the last are the ends.
    """

    def __init__(self, region: Region, *exponents: int, theme: Theme | None = None) -> None:
        theme = current_theme(theme)
        self.low, self.high = exponents[0], exponents[-1]
        left, right = region.edge(LEFT + DOWN), region.edge(RIGHT + DOWN)
        colors = theme.colors
        lines = VGroup(Line(left, right, stroke_color=colors.axis, stroke_width=theme.line_width))
        numbers = VGroup()
        for exponent in exponents:
            at = left + (exponent - self.low) / (self.high - self.low) * (right - left)
            lines.add(
                Line(at, at + 12 * PIXEL * DOWN, stroke_color=colors.axis, stroke_width=theme.line_width)
            )
            number = formula(f"10^{exponent}", theme.type.label, colors.muted, theme=theme)
            numbers.add(number.move_to(at + 42 * PIXEL * DOWN))
        super().__init__(lines, numbers)

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the low end, 1 at the high end."""
        return float((np.log10(value) - self.low) / (self.high - self.low))


class PowerOfTen(VGroup):
    """``10`` with a live whole exponent, and a unit after it; nothing moves while it counts to 9.

    Parameters
    ----------
    exponent
        Called on every update, 0 <= exponent < 10; what has not been reached in full is cut off.
    unit
        Words after the power.
    color
        Of all of it.

    Attributes
    ----------
    exponent
        The live number.
    """

    def __init__(
        self,
        exponent: Callable[[], float],
        unit: str,
        color: str,
        *,
        size: float | None = None,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        em, now = size or theme.type.title, detached(exponent)
        self.base = Label("10", em, color, weight="BOLD", theme=theme)
        # A hair more than was reached: 8 that is a little short by rounding is still 8.
        self.exponent = LiveNumber(
            lambda: float(np.floor(now() + 1e-6)),
            decimals=0,
            size=0.62 * em,
            color=color,
            edge=LEFT,
            theme=theme,
        )
        self.unit = Label(unit, theme.type.body, color, weight="BOLD", theme=theme)
        self.em_height = em * PIXEL
        super().__init__(self.base, self.exponent, self.unit)
        self.set_line(np.zeros(3))

    def set_line(self, point: Point3D, edge: Any = LEFT) -> PowerOfTen:
        """Stand with the left or right end at a point, the middle of the line at its height."""
        self.base.set_line(np.asarray(point), LEFT)
        gap = 0.06 * self.em_height
        raised = self.base.get_right() + gap * RIGHT
        self.exponent.set_line(np.array([raised[0], point[1] + 0.36 * self.em_height, 0.0]), LEFT)
        after = self.exponent.get_right()[0] + 0.2 * self.em_height
        self.unit.set_line(np.array([after, point[1] - 0.04 * self.em_height, 0.0]), LEFT)
        if edge[0] > 0:
            self.shift(np.array([point[0] - self.get_right()[0], 0.0, 0.0]))
        return self


class TimesFaster(VGroup):
    """A question, how many times more; its answer counts up in powers of ten over a bar on a scale.

    Parameters
    ----------
    region
        Question and answer above, bar and scale below.
    powers
        Exponents that carry a number on the scale; the last is the answer.
    question, unit, answer
        Words: before the power, after it, and the answer in plain words at the right.
    color, answer_color
        Of bar and power, and of the answer in words.

    Attributes
    ----------
    question, bar, power, answer, exponent
        The parts and the tracker of the exponent; bar, power and answer are not members, to be brought in
        later.
    """

    def __init__(
        self,
        region: Region,
        powers: Sequence[int],
        question: str,
        unit: str,
        answer: str,
        color: str,
        answer_color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        self.exponent = ValueTracker(float(powers[0]))
        top, place, _ = region.rows(1.7, 0.75, 1, gap=0.1)
        scale = LogScale(place, *powers, theme=theme)
        now, share = self.exponent.get_value, scale.share
        self.question = Label(question, theme.type.body, theme.colors.muted, theme=theme)
        self.question.set_line(top.edge(LEFT), LEFT)
        self.bar = Bar(place, lambda: share(10 ** now()), color)
        self.power = PowerOfTen(now, unit, color, theme=theme)
        self.power.set_line(np.array([self.question.get_right()[0] + 0.3, top.y, 0.0]))
        self.answer = Label(answer, theme.type.heading, answer_color, weight="BOLD", theme=theme)
        self.answer.set_line(top.edge(RIGHT), RIGHT)
        super().__init__(self.question, scale)
