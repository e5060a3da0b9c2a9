"""The hinge on the ground of a street's picture: flat up to the kerb, a ramp across the street."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, Mobject, VGroup

from loss_scenes.catalogue import HINGE
from loss_scenes.losses import hinge
from loss_scenes.models.boundaries import Boundary
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding


class Ramp(VGroup):
    """What one of the positives would pay, wherever on the ground it stood, and words below the ground.

    Parameters
    ----------
    plot
        In scene units; its lower edge is the ground.
    boundary
        The street between positives, on its left, and negatives.
    strip
        Place of the words.
    law
        The formula, in Typst's notation.
    margin
        Name of the margin.
    unit
        Height of a fine of 1, in scene units.

    Attributes
    ----------
    kerb
        Where the ramp begins: the margin is 1.
    curve, words
        The parts.
    """

    def __init__(
        self, plot: Plot, boundary: Boundary, strip: Region, law: str, margin: str, *, unit: float
    ) -> None:
        theme, colors, (weights, bias) = plot.theme, plot.theme.colors, boundary
        ground = plot.y_range[0]

        def margin_at(x: np.ndarray) -> np.ndarray:
            return np.asarray(weights[0] * x + weights[1] * ground + bias)

        def where(margin: float) -> float:
            return float((margin - bias - weights[1] * ground) / weights[0])

        self.kerb, middle, other = where(HINGE.kinks[0]), where(0.0), where(-1.0)
        self.curve = plot.curve(
            lambda x: ground + unit * hinge(margin_at(x)), colors.hinge, over=(plot.x_range[0], other),
            kinks=[self.kerb],
        )  # fmt: skip
        bleeding(self.curve)
        size, y = theme.type.label, strip.y
        zero, one = (
            Label(text, size, theme=theme).set_line(np.array([x, y, 0.0]))
            for text, x in (("0", middle), ("1", self.kerb))
        )
        # The name of the axis and its equals sign stand left of the kerb, the number below it.
        name = Label(f"{margin} =", size, theme=theme).beside(one, 0.3 * size * PIXEL, LEFT)
        right = strip.edge(RIGHT)[0]
        rest = Region((other + right) / 2, y, right - other, strip.height)
        written = formula(law, theme.type.body, colors.hinge, within=rest, theme=theme)
        self.words = VGroup(name, one, zero, written)
        super().__init__(self.curve, self.words)


class Paid(VGroup):
    """What a point pays, above it, and the point on the ground; both move with it.

    Parameters
    ----------
    plot
        In scene units.
    place
        Called on every update: where the point is.
    fine
        Called on every update: what it pays.
    name
        What the number is.
    sides
        From where to where word and number may reach.
    above
        How far above the point they stand.
    """

    def __init__(
        self,
        plot: Plot,
        place: Callable[[], np.ndarray],
        fine: Callable[[], float],
        name: str,
        sides: tuple[float, float],
        above: float,
    ) -> None:
        theme, now, (left, right) = plot.theme, detached(place), sides
        size, color = theme.type.heading, theme.colors.hinge
        # Four digits' worth of number and a gap beside the word, and the gap to the kerb.
        needed = Label(name, size, weight="BOLD", theme=theme).width + 2.8 * size * PIXEL
        size *= min(1.0, (right - left) / needed)
        word = Label(name, size, color, weight="BOLD", theme=theme)
        number = LiveNumber(fine, size=size, color=color, edge=ORIGIN, theme=theme)
        gap = 0.25 * size * PIXEL
        half = (word.width + gap + number.width) / 2

        def ride(_: Mobject) -> None:
            x, y = now()
            x = max(min(x - 0.4 * above, right - half - gap), left + half)
            y += above + 0.6 * size * PIXEL
            number.set_line(np.array([x + half, y, 0.0]), RIGHT)
            word.set_line(np.array([x - half, y, 0.0]), LEFT)

        dot = Dots(plot, lambda: now()[np.newaxis], theme.colors.text, scale=1.4)
        super().__init__(word, number, dot)
        self.add_updater(ride, call_updater=True)
