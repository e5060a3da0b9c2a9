"""A marked paper: answers beside the truth, and what each of them costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.panel import tick
from narrated.mobjects.text import Label, short_number

COLUMNS = (1.9, 1.0, 1.0, 1.0)


class MarkedSheet(VGroup):
    """A light sheet with a row for every question; the marks are separate, to be given later.

    Parameters
    ----------
    region
        The sheet's rectangle.
    heads
        Heads of the four columns: question, answer, truth, deduction.
    rows
        (question, answer, truth).
    deduct
        What an answer that is off by some error costs.
    mark_color
        Of the marks.

    Attributes
    ----------
    marks
        One for every row, not part of the sheet: add or fade them in.
    deductions
        Their numbers.
    """

    def __init__(
        self,
        region: Region,
        heads: Sequence[str],
        rows: Sequence[tuple[str, float, float]],
        deduct: Callable[[float], float],
        mark_color: str,
        *,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors, sizes = theme.colors, theme.type
        self.deductions = [float(deduct(answer - truth)) for _, answer, truth in rows]
        paper = RoundedRectangle(
            width=region.width, height=region.height, corner_radius=theme.corner / 2,
            stroke_width=0, fill_color=colors.text, fill_opacity=1,
        ).move_to(region.center)  # fmt: skip
        inner = region.inset(48 * PIXEL, 20 * PIXEL)
        lines, self.marks = VGroup(), VGroup()
        words = VGroup()
        places = inner.rows(*[1] * (len(rows) + 1))
        for index, place in enumerate(places):
            cells = place.columns(*COLUMNS)
            if index:
                question, answer, truth = rows[index - 1]
                texts = [question, short_number(answer), short_number(truth)]
                rule = Line(place.edge(UP + LEFT), place.edge(UP + RIGHT))
                lines.add(rule.set_stroke(colors.axis, theme.hair_width))
                self.marks.add(self._mark(cells[3], self.deductions[index - 1], mark_color, theme))
            else:
                texts = list(heads)
            size = sizes.body if index else sizes.label
            color = colors.background if index else colors.raised
            for column, (text, cell) in enumerate(zip(texts, cells, strict=False)):
                label = Label(text, size, color, weight="BOLD" if column and index else "NORMAL", theme=theme)
                words.add(label.set_line(cell.edge(LEFT) if not column else cell.center, LEFT * (not column)))
        super().__init__(paper, lines, words)

    @staticmethod
    def _mark(cell: Region, deduction: float, color: str, theme: Theme) -> VGroup:
        theme = current_theme(theme)
        if not deduction:
            return VGroup(tick(0.42, color, theme=theme).move_to(cell.center))
        label = Label(short_number(-deduction), theme.type.title, color, weight="BOLD", theme=theme)
        return VGroup(label.set_line(cell.center))


def total_score(full: float, deductions: Sequence[float]) -> float:
    """What is left of the full marks.

    Examples
    --------
    >>> total_score(100, [9.0, 1.0])
    90.0
    """
    return float(full - np.sum(deductions))
