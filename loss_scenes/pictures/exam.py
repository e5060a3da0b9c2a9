"""A marked exam: answers to one question, each off by some error, and the points that it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Ellipse, Line, Rectangle, ValueTracker, VGroup
from manim.typing import Point3D

from loss_scenes.pictures.one_row import one_row
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots, DottedLines
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.things import House
from narrated.mobjects.visual_role import bleeding, decoration


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
        self.polygon(sheet, colors.drawn_light)
        turned = [(half, ear - height), (half - ear, ear - height), (half - ear, -height)]
        self.polygon(turned, colors.drawn_mid)
        bleeding(self)


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
        self.polygon([(0, 0), (0.06, -0.16), (0.15, -0.11)], colors.outlier_shade)
        self.polygon([(0.06, -0.16), (0.15, -0.11), (0.56, -0.83), (0.47, -0.88)], colors.drawn_mid)
        self.polygon([(0.105, -0.135), (0.15, -0.11), (0.56, -0.83), (0.515, -0.855)], colors.drawn_roof)
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
    marker
        A stroke of a marker behind the rule; not part of the exam either.
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
        colors, sizes, ink = theme.colors, theme.type, theme.colors.drawn_dark
        paper = Paper(region.width / PIXEL, region.height / PIXEL, theme=theme).stand(region.edge(DOWN))
        head, *rows = region.inset(48 * PIXEL, 30 * PIXEL).rows(1, *[1] * len(errors))
        left, _, right = head.columns(0.9, 2.7, 1.9)
        high = head.height / PIXEL
        house = House(min(0.92 * high, 1.1 * left.width / PIXEL), theme=theme)
        house.stand((left.x, head.edge(DOWN)[1], 0.0))
        start, span = left.x, max(abs(error) for error in errors)
        dearest = max(map(cost, errors))
        field = Region((start + right.edge(LEFT)[0]) / 2, 0.0, right.edge(LEFT)[0] - start, 1.0)
        self.answers = tuple(ValueTracker(0.0) for _ in errors)
        self.notes, self.marks, self.drawn, lines = (VGroup() for _ in range(4))
        for k, (row, error) in enumerate(zip(rows, errors, strict=True)):
            place = Region(field.x, row.y, field.width, row.height)
            plot = Plot(place, (0.0, 1.16 * span), (0.0, 1.0), bare=True, theme=theme)
            self.drawn.add(self._answer(plot, self.answers[k], error, ink))
            text = off.format(plain_number(error, decimals))
            at = plot.c2p(0.0, 0.68) + RIGHT * 34 * PIXEL
            self.notes.add(Label(text, sizes.body, ink, theme=theme).set_line(at, LEFT))
            # As large as they are dear: the dearest is the hero.
            share = 0.5 + 0.5 * cost(error) / dearest
            points = plain_number(-cost(error), decimals)
            number = Label(points, 0.62 * high, colors.outlier_shade, weight="BOLD", theme=theme)
            room = Region(right.x, row.y, right.width, row.height)
            self.marks.add(_circled(number, room, share, theme))
            above = Line(row.edge(UP + LEFT), row.edge(UP + RIGHT))
            lines.add(above.set_stroke(colors.drawn_shade, theme.hair_width))
        ends = rows[0].edge(UP)[1], rows[-1].edge(DOWN)[1]
        truth = Line(np.array([start, ends[0], 0.0]), np.array([start, ends[1], 0.0]))
        truth.set_stroke(colors.drawn_roof, theme.line_width * 1.6)
        edges = house.get_right()[0] + 34 * PIXEL, head.edge(RIGHT)[0] - 70 * PIXEL
        place = Region(sum(edges) / 2, head.y, edges[1] - edges[0], head.height)
        self.rule = one_row(rule, 1.1 * sizes.body, place, least=sizes.label, color=ink, theme=theme)
        self.rule.set_z_index(1)
        air = 14 * PIXEL
        self.marker = Rectangle(width=self.rule.width + 2 * air, height=self.rule.height + air)
        self.marker.set_stroke(width=0).set_fill(colors.gold, opacity=1).move_to(self.rule)
        decoration(self.marker)
        super().__init__(paper, decoration(lines), truth, house, self.drawn, self.rule)

    def tip(self, k: int) -> Point3D:
        """Where a pen has written a mark."""
        return np.asarray(self.marks[k].get_corner(DOWN + RIGHT))

    @staticmethod
    def _answer(plot: Plot, share: ValueTracker, error: float, ink: str) -> VGroup:
        def reach() -> float:
            return share.get_value() * error

        color = plot.theme.colors.outlier_shade
        line = DottedLines(plot, lambda: np.array([(0.0, 0.26, reach(), 0.26)]), color, dot=12, pitch=24)

        def there() -> float:
            """Nothing of an answer that is not given yet."""
            return min(1.0, 6.0 * share.get_value())

        dot = Dots(plot, lambda: np.array([(reach(), 0.26)]), ink, scale=2.0, zoom=there)
        return VGroup(line, dot)


def _circled(number: Label, place: Region, share: float, theme: Theme) -> VGroup:
    """A number in a ring that is drawn by hand, which fills a share of a place."""
    ring = Ellipse(width=1.5 * number.width + 0.2, height=1.55 * number.height + 0.2).rotate(0.1)
    ring.set_stroke(theme.colors.outlier_shade, theme.line_width * 1.6).move_to(number.get_center())
    mark = VGroup(number, ring)
    mark.scale(share * min(0.98 * place.height / mark.height, 0.98 * place.width / mark.width))
    return mark.move_to(place.center)
