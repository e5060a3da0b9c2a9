"""The hinge in a street's picture: a slope that falls to the kerb, flat beyond, and what is paid there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, Line, Mobject, VGroup

from loss_scenes.catalogue import HINGE
from loss_scenes.losses import hinge
from loss_scenes.models.boundaries import Boundary
from loss_scenes.pictures.name_plate import on_dark
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes, Dots
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.relations import computed_from
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding

_MARK = 18 * PIXEL  # of the scale
_CLEAR = 4 * PIXEL  # of the line of the ground
_BESIDE = 0.4  # word and number stand on one line up to this share of the width that there is
_READ = 3  # depth of what is read before the lines
_SEEN = 6 * PIXEL  # a lower column would lie in the line of the ground
_LAW = 1.75  # penalty over which the law stands, beside the hill


class Ramp(VGroup):
    """What one of the positives would pay, wherever on the ground it stood: a hill that ends at its kerb.

    It begins at the other kerb, beyond which are the negatives; its law stands beside its slope.

    Parameters
    ----------
    plot
        In scene units; its lower edge is the ground.
    boundary
        The street between negatives and positives, on its right.
    strip
        Place of the margin's scale, below the ground.
    law
        The formula, in Typst's notation.
    margin
        Name of the margin, and that of the moment.
    unit
        Height of a penalty of 1, in scene units.

    Attributes
    ----------
    kerb
        Where the hill ends: the margin is 1.
    curve, scale_of_margins, law
        The parts.
    margin
        The margin of the moment, on the scale.
    """

    def __init__(
        self,
        plot: Plot,
        boundary: Boundary,
        strip: Region,
        law: str,
        margin: tuple[str, Callable[[], float]],
        *,
        unit: float,
    ) -> None:
        self.plot, self.theme = plot, plot.theme
        theme, colors = plot.theme, plot.theme.colors
        self.ground, self.unit, (self._weights, self._bias) = plot.y_range[0], unit, boundary
        self.kerb = self.where(HINGE.kinks[0])
        other = self.where(-HINGE.kinks[0])

        def paid(x: np.ndarray) -> np.ndarray:
            return np.asarray(self.ground + unit * hinge(self.margin_at(x)))

        self.curve = plot.curve(
            paid, colors.hinge, over=(other, plot.x_range[1]), kinks=[self.kerb], width=theme.curve_width
        )
        bleeding(self.curve)
        size, y = theme.type.body, strip.y
        zero, one = (
            Label(text, size, weight="BOLD", theme=theme).set_line(np.array([self.where(at), y, 0.0]))
            for text, at in (("0", 0.0), ("1", 1.0))
        )
        # Marks tell numbers from the name of the axis, which is at its end, or before it.
        marks = VGroup()
        for at in (0.0, 1.0):
            top, low = (np.array([self.where(at), self.ground - down, 0.0]) for down in (0.0, _MARK))
            marks.add(Line(top, low, stroke_color=colors.text, stroke_width=theme.line_width))
        # Before the axis, clear of the bar of a margin that grows, or where it is larger.
        name, now = margin
        said, gap = f"{name} = {{}}", 0.6 * size * PIXEL
        broad = Label(said.format("-0.00"), size, weight="BOLD", theme=theme).width
        after = strip.edge(RIGHT)[0] - one.get_right()[0] - gap
        before = zero.get_left()[0] - gap - strip.edge(LEFT)[0]
        right = before < min(broad, after)
        small = size * min(1.0, (after if right else before) / broad)
        side = RIGHT if right else LEFT
        self.margin = LiveNumber(now, template=said, size=small, color=colors.text, theme=theme)
        self.margin.set_line(strip.edge(side), side)
        self.scale_of_margins = VGroup(zero, one, marks, self.margin)
        # Its lower left corner is beside the slope.
        beside = self.where(HINGE.kinks[0] - _LAW) + gap
        high = theme.type.title * PIXEL
        width = strip.edge(RIGHT)[0] - beside
        free = Region(beside + width / 2, self.ground + _LAW * unit + high / 2, width, high)
        self.law = formula(law, theme.type.title, colors.hinge, within=free, theme=theme)
        self.law.move_to(free.edge(LEFT), aligned_edge=LEFT)
        super().__init__(self.curve, self.scale_of_margins, self.law)

    def margin_at(self, x: np.ndarray) -> np.ndarray:
        """The margin of one of the positives that stands on the ground at ``x``."""
        return np.asarray(self._weights[0] * x + self._weights[1] * self.ground + self._bias)

    def where(self, margin: float) -> float:
        """Where on the ground a margin is."""
        return float((margin - self._bias - self._weights[1] * self.ground) / self._weights[0])


class Reach(Boxes):
    """A margin as long as it is: from the boundary along the ground to where one of the positives stands.

    Parameters
    ----------
    ramp
        On whose scale it lies, as deep as the marks of that are long.
    margin
        Called on every update.
    """

    def __init__(self, ramp: Ramp, margin: Callable[[], float]) -> None:
        where, now, ground = detached(ramp.where), detached(margin), ramp.ground

        def reached() -> np.ndarray:
            left, right = sorted((where(0.0), where(now())))
            return np.array([(left, ground - _MARK, right, ground - _CLEAR)])

        super().__init__(ramp.plot, reached, ramp.theme.colors.text, opacity=1.0)
        bleeding(self)


class Paid(VGroup):
    """A column from the ground up to the hill, as high as what is paid at a margin, with its number.

    Parameters
    ----------
    ramp
        Whose scale.
    margin
        Called on every update.
    name
        What the number is.
    sides
        From where to where word and number may reach.
    broad
        Width of the column, in scene units.
    over
        How high that reaches which pays, before the column: the number is above both.

    Attributes
    ----------
    column, touches, words
        The column; where it touches the hill; what is read.
    """

    def __init__(
        self,
        ramp: Ramp,
        margin: Callable[[], float],
        name: str,
        sides: tuple[float, float],
        broad: float,
        over: float,
    ) -> None:
        theme, now, (left, right) = ramp.theme, detached(margin), sides
        size, color, ground, unit = theme.type.heading, theme.colors.hinge, ramp.ground, ramp.unit
        where, margin_at = detached(ramp.where), detached(ramp.margin_at)

        def paid() -> float:
            return float(hinge(now()))

        def column() -> np.ndarray:
            x, top = where(now()), unit * paid()
            return np.array([(x - broad / 2, ground, x + broad / 2, ground + top)] if top > _SEEN else [])

        def top() -> np.ndarray:
            x, top = where(now()), unit * paid()
            return np.array([(x, ground + top)] if top > _SEEN else [])

        # Four digits' worth of number and a gap beside the word, or below it where that is narrow.
        needed = Label(name, size, weight="BOLD", theme=theme).width + 2.8 * size * PIXEL
        stacked = needed > _BESIDE * (right - left)
        small = theme.type.body if stacked else size
        word = Label(name, small, color, weight="BOLD", theme=theme)
        number = LiveNumber(paid, size=size, color=color, edge=ORIGIN, theme=theme)
        computed_from(number, lambda margin: float(hinge(margin)), ramp.margin)
        gap = 0.25 * size * PIXEL
        half = max(word.width, number.width) / 2 if stacked else (word.width + gap + number.width) / 2

        def stand(x: float, y: float) -> None:
            if stacked:
                number.set_line(np.array([x, y, 0.0]), ORIGIN)
                word.set_line(np.array([x, y + 0.6 * (size + small) * PIXEL, 0.0]), ORIGIN)
            else:
                number.set_line(np.array([x + half, y, 0.0]), RIGHT)
                word.set_line(np.array([x - half, y, 0.0]), LEFT)

        def ride(_: Mobject) -> None:
            # So high that there is room between the hill and the end of what is read.
            free = unit * float(hinge(margin_at(np.array(right - 2 * half - 2 * gap))))
            low = ground + max(unit * paid() + 2 * gap, over + gap, free)
            y = low + 0.6 * size * PIXEL
            # Right of where the hill is as high.
            hill = where(1.0 - (low - ground) / unit) + 2 * gap
            x = min(max(where(now()), max(left, hill) + half), right - half)
            stand(x, y)
            self.words[0].move_to(VGroup(word, number))

        self.column = bleeding(Boxes(ramp.plot, column, color, opacity=1.0))
        # Its middle touches the hill.
        self.touches = bleeding(Dots(ramp.plot, top, color, scale=1.6))
        stand(0.0, 0.0)
        self.words = on_dark(VGroup(word, number), _READ, theme=theme)
        super().__init__(self.column, self.touches, self.words)
        self.add_updater(ride, call_updater=True)
