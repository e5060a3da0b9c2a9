"""A marked exam: guesses of one price, each off by some error, and the points that it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Ellipse, Line, Rectangle, ValueTracker, VGroup
from manim.typing import Point3D

from loss_scenes.pictures.one_row import one_row
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import Theme, current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import DottedLines
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


class Tag(Drawing):
    """A price tag whose tip points to the left, or the other way; it stands on its tip.

    Parameters
    ----------
    text
        What is written on it.
    size
        Of the words, in pixels of the design.
    color, ink
        Of the tag and of the words.
    mirrored
        Whether the tip points to the right.

    Attributes
    ----------
    label
        The words.
    """

    def __init__(
        self, text: str, size: float, color: str, ink: str, *, mirrored: bool = False, theme: Theme
    ) -> None:
        super().__init__(1.0, mirrored=mirrored, theme=theme)
        self.label = Label(text, size, ink, weight="BOLD", theme=theme)
        long, half, tip = self.label.width / PIXEL + 0.7 * size, 0.8 * size, 0.62 * size
        self.polygon([(0, 0), (tip, -half), (tip + long, -half), (tip + long, half), (tip, half)], color)
        middle = (tip + long / 2 - 0.06 * size) * (-1 if mirrored else 1)
        self.add(self.label.set_line(RIGHT * middle * PIXEL))


class MarkedExam(VGroup):
    """One question, a house whose price is to be guessed; guesses that are off; the points that each loses.

    Parameters
    ----------
    paper
        Filled by the sheet of paper.
    read
        Within it, and within what is read of the frame, stands all that is written.
    truth
        The price.
    errors
        Of the guesses, from the best down, in the price's unit.
    cost
        Points that an error costs.
    money
        A price, with ``{}`` for the number.
    answer
        Before the true price.
    rule
        How the points follow from the error.
    decimals
        Digits after the point of prices and points.

    Attributes
    ----------
    given
        How far the guesses have left the truth, 0 to 1.
    blank
        The paper with the house and the true price, nothing answered.
    tags
        The guesses.
    marks
        For each guess its red mark; not part of the exam: fade them in.
    rule, marker
        How points are lost, and a stroke of a marker behind it; not part of the exam either.
    """

    def __init__(
        self,
        paper: Region,
        read: Region,
        truth: float,
        errors: Sequence[float],
        cost: Callable[[float], float],
        *,
        money: str,
        answer: str,
        rule: str,
        decimals: int = 0,
        theme: Theme | None = None,
    ) -> None:
        theme = current_theme(theme)
        colors, sizes, ink = theme.colors, theme.type, theme.colors.drawn_dark
        sheet = Paper(paper.width / PIXEL, paper.height / PIXEL, theme=theme).stand(paper.edge(DOWN))
        broad = read.broad
        # The dearest guess is the hero: its row is the highest.
        shares = [1.0] * (len(errors) - 1) + [1.6]
        if broad:  # the house beside the guesses, or above them
            left, right = read.columns(1, 2.55, gap=30 * PIXEL)
            tag_place, house_place = left.rows(0.85, sum(shares))
            rule_place, *rows = right.rows(0.85, *shares)
        else:
            head, rule_place, *rows = read.rows(1.8, 0.95, *shares)
            house_place, tag_place = head.columns(1, 1.25, gap=30 * PIXEL)
        house = House(min(0.96 * house_place.height, 0.98 * house_place.width) / PIXEL, theme=theme)
        house.stand(house_place.edge(DOWN))
        size = sizes.heading if broad else sizes.body
        words = f"{answer} {money.format(plain_number(truth, decimals))}"
        told = Tag(words, size, ink, colors.drawn_light, mirrored=broad, theme=theme)
        if told.width > tag_place.width:
            told.scale(tag_place.width / told.width)
        told.stand(tag_place.edge(RIGHT if broad else LEFT))
        start = rows[0].edge(LEFT)[0] + (0.0 if broad else 24 * PIXEL)
        high, low = (np.array([start, y, 0.0]) for y in (rows[0].edge(UP)[1], rows[-1].edge(DOWN)[1]))
        line = Line(high, low).set_stroke(colors.drawn_roof, theme.line_width * 1.8)
        feet = VGroup(*(Line(row.edge(UP + LEFT), row.edge(UP + RIGHT)) for row in rows))
        feet.set_stroke(colors.drawn_shade, theme.hair_width)
        self.given = ValueTracker(0.0)
        self.blank, self.gaps, self.marks = VGroup(), VGroup(), VGroup()
        said = [money.format(plain_number(truth + error, decimals)) for error in errors]
        guesses = [Tag(text, size, colors.drawn_roof, colors.drawn_light, theme=theme) for text in said]
        self.tags = VGroup(*guesses)
        longest = max(guess.width for guess in guesses)
        room = read.edge(RIGHT)[0] - start - longest
        mark_width = min(0.5 * room, 2.1 * rows[-1].height)
        span = room - mark_width - 20 * PIXEL
        for row, error, guess in zip(rows, errors, guesses, strict=True):
            field = Region(start + span / 2, row.y, span, row.height)
            plot = Plot(field, (0.0, max(errors)), (0.0, 1.0), bare=True, theme=theme)
            self.gaps.add(self._guess(plot, error, guess))
            points = plain_number(cost(error), decimals)
            number = Label(points, sizes.display, colors.outlier_shade, weight="BOLD", theme=theme)
            # As large as they are dear.
            share = 0.58 + 0.42 * cost(error) / cost(max(errors))
            place = Region(read.edge(RIGHT)[0] - mark_width / 2, row.y, mark_width, row.height)
            self.marks.add(_circled(number, place, share, theme))
        if not broad:
            # Clear of the pen, which writes right of it.
            rule_place = rule_place.columns(0.88, 0.12)[0].inset(20 * PIXEL, 0.0)
        self.rule = one_row(rule, 1.1 * sizes.body, rule_place, least=sizes.label, color=ink, theme=theme)
        air = 14 * PIXEL
        self.marker = Rectangle(width=self.rule.width + 2 * air, height=self.rule.height + 1.4 * air)
        self.marker.set_stroke(width=0).set_fill(colors.gold, opacity=1).move_to(self.rule)
        decoration(self.marker)
        self.rule.set_z_index(1)  # before the marker's stroke
        # The ground is before it, so that it can come up from behind that.
        self.blank.add(sheet, decoration(feet), line, house, told)
        bleeding(self.blank.set_z_index(-1, family=True))
        super().__init__(self.blank, self.gaps, self.tags)

    def tip(self, k: int) -> Point3D:
        """Where a pen has written a mark."""
        return np.asarray(self.marks[k].get_corner(DOWN + RIGHT))

    def _guess(self, plot: Plot, error: float, tag: Tag) -> DottedLines:
        """The red gap from the truth to a guess; both go their way with ``given``."""
        share, at = self.given.get_value, plot.c2p
        tag.add_updater(detached(lambda tag: tag.stand(at(share() * error, 0.5))), call_updater=True)
        color = plot.theme.colors.outlier_shade
        return DottedLines(
            plot, lambda: np.array([(0.0, 0.5, share() * error, 0.5)]), color, dot=18, pitch=32
        )


def _circled(number: Label, place: Region, share: float, theme: Theme) -> VGroup:
    """A number in a ring that is drawn by hand, which fills a share of a place."""
    ring = Ellipse(width=1.5 * number.width + 0.2, height=1.55 * number.height + 0.2).rotate(0.1)
    ring.set_stroke(theme.colors.outlier_shade, theme.line_width * 1.6).move_to(number.get_center())
    mark = VGroup(number, ring)
    mark.scale(share * min(0.98 * place.height / mark.height, 0.98 * place.width / mark.width))
    return mark.move_to(place.center)
