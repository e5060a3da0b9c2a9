"""A marked exam: answers to one question, each off by some error, and the points that it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Ellipse, Line, ValueTracker, VGroup
from manim.typing import Point3D

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import decoration


class Paper(Drawing):
    """A sheet of paper with a turned corner, standing on its lower edge.

    Parameters
    ----------
    width, height
        In pixels of the design.
    """

    def __init__(self, width: float, height: float, *, theme: Theme | None = None) -> None:
        super().__init__(1.0, theme=theme)
        colors, half, ear = self.colors, width / 2, 90.0
        sheet = [(-half, 0), (half, 0), (half, ear - height), (half - ear, -height), (-half, -height)]
        self.polygon(sheet, colors.raised)
        self.polygon(
            [(half, ear - height), (half - ear, ear - height), (half - ear, -height)], colors.drawn_far
        )


class RedPen(Drawing):
    """A pen that writes red, its tip at its foot, leaning to the right.

    Parameters
    ----------
    length
        In pixels of the design.
    """

    def __init__(self, length: float, *, theme: Theme | None = None) -> None:
        super().__init__(length, theme=theme)
        colors = self.colors
        self.polygon([(0, 0), (0.06, -0.16), (0.15, -0.11)], colors.outlier)
        self.polygon([(0.06, -0.16), (0.15, -0.11), (0.56, -0.83), (0.47, -0.88)], colors.drawn_front)
        self.polygon([(0.105, -0.135), (0.15, -0.11), (0.56, -0.83), (0.515, -0.855)], colors.drawn_shade)
        self.polygon([(0.47, -0.88), (0.56, -0.83), (0.6, -0.9), (0.51, -0.95)], colors.outlier_shade)


class MarkedExam(VGroup):
    """One question, a house and its true price; answers that are off, from the best down; what each costs.

    Parameters
    ----------
    region
        Filled by the paper.
    errors
        Of the answers.
    cost
        Points that an error costs.
    off
        Words beside an error, with ``{}`` for the number.
    rule
        How the points follow from the error.
    decimals
        Digits after the point of errors and points.

    Attributes
    ----------
    answers
        For each answer: how much of its error is drawn by now.
    notes, marks
        For each answer how far it is off, and its red mark; not part of the exam: fade them in.
    rule
        The rule; not part of the exam either.
    """

    def __init__(
        self,
        region: Region,
        errors: Sequence[float],
        cost: Callable[[float], float],
        off: str,
        rule: str,
        *,
        decimals: int = 0,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors, sizes = theme.colors, theme.type
        width, height = region.width / PIXEL, region.height / PIXEL
        paper = Paper(width, height, theme=theme).stand(region.edge(DOWN))
        head, *rows = region.inset(56 * PIXEL, 36 * PIXEL).rows(1, *[1] * len(errors))
        left, _, right = head.columns(0.62, 2.9, 1)
        high = rows[0].height / PIXEL
        largest = min(0.86 * high, 0.15 * width)
        house = House(min(0.9 * high, 0.9 * left.width / PIXEL), theme=theme)
        house.stand((left.x, head.edge(DOWN)[1] + 14 * PIXEL, 0.0))
        span = max(abs(error) for error in errors)
        self.answers = tuple(ValueTracker(0.0) for _ in errors)
        self.notes, self.marks, rules = VGroup(), VGroup(), VGroup()
        dots = VGroup()
        start = left.x
        for k, (row, error) in enumerate(zip(rows, errors, strict=True)):
            field = Region((start + right.edge(LEFT)[0]) / 2, row.y, right.edge(LEFT)[0] - start, row.height)
            plot = Plot(field, (0.0, 1.06 * span), (0.0, 1.0), bare=True, theme=theme)
            dots.add(self._answer(plot, self.answers[k], error, colors.outlier, colors.prediction))
            text = off.format(plain_number(error, decimals))
            place = plot.c2p(0.0, 0.68) + RIGHT * 34 * PIXEL
            self.notes.add(Label(text, sizes.body, colors.text, theme=theme).set_line(place, LEFT))
            points = plain_number(-cost(error), decimals)
            size = largest * (0.56 + 0.44 * k / max(len(errors) - 1, 1))
            number = Label(points, size, colors.outlier, weight="BOLD", theme=theme)
            self.marks.add(
                self._circled(number.set_line(np.array([right.x, row.y, 0.0])), colors.outlier, theme)
            )
            rule_line = Line(row.edge(UP + LEFT), row.edge(UP + RIGHT))
            rules.add(rule_line.set_stroke(colors.drawn_far, theme.hair_width))
        truth = Line(
            np.array([start, rows[0].edge(UP)[1], 0.0]), np.array([start, rows[-1].edge(DOWN)[1], 0.0])
        )
        truth.set_stroke(colors.gold, theme.line_width * 1.6)
        room = Region((left.edge(RIGHT)[0] + head.edge(RIGHT)[0]) / 2, head.y,
                      head.edge(RIGHT)[0] - left.edge(RIGHT)[0] - 70 * PIXEL, head.height)  # fmt: skip
        self.rule = Label(rule, sizes.body * 1.1, colors.gold, weight="BOLD", within=room, theme=theme)
        self.drawn = dots
        super().__init__(paper, decoration(rules), house, truth, dots)

    def tip(self, k: int) -> Point3D:
        """Where a pen has written a mark."""
        return np.asarray(self.marks[k].get_corner(DOWN + RIGHT))

    @staticmethod
    def _answer(plot: Plot, share: ValueTracker, error: float, red: str, ink: str) -> VGroup:
        def reach() -> float:
            return share.get_value() * error

        line = DottedLines(plot, lambda: np.array([(0.0, 0.26, reach(), 0.26)]), red, dot=11, pitch=24)
        return VGroup(line, Dots(plot, lambda: np.array([(reach(), 0.26)]), ink, scale=2.0))

    @staticmethod
    def _circled(number: Label, color: str, theme: Theme) -> VGroup:
        ring = Ellipse(width=1.34 * number.width + 0.2, height=1.5 * number.height + 0.1)
        ring.set_stroke(color, theme.line_width * 1.4).rotate(0.12).move_to(number.get_center() + 0 * ORIGIN)
        return VGroup(number, ring)
