"""What every shade between two costs: curves over an axis that is the shades themselves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.marks import Dots, rimmed
from narrated.mobjects.plot import Plot
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration

_BEYOND = 0.3  # of the way from the one answer to the other, that is shown beyond each
_RAMP = 56  # px, height of the shades
_HEAD = 1.15  # height of the line above the curves, in em of what is written there
_ROOMY = 12  # times that height: as wide as it is for a larger name beside the names of two losses
BALL = 50
"""Pixels of the design that a ball takes above its place on a curve."""
_SIDE = 24  # px at either side, for a ball that rolls out
_SHADES = 64
_SAMPLES = 240
_EDGE = 7 * PIXEL

Cost = Callable[[np.ndarray], np.ndarray]


class ShadePlot(VGroup):
    """An axis from one colour to another and on beyond both, with curves of costs on it.

    `curve` gives each a scale of its own.

    Parameters
    ----------
    region
        All of it.
    answers
        The colours at 0 and 1, red, green and blue from 0 to 1: shape (2, 3).
    name
        Of what is drawn upwards; it stands at the left end of the line above the curves.
    foot
        Height to keep free below the axis.

    Attributes
    ----------
    plot
        x is the shade, 0 to 1 from the one answer to the other; y is 0 at a curve's lowest point, and 1 at
        its highest.
    head
        The line above the curves, right of the name.
    foot
        What is left below the axis, for what stands at its ends.

    Examples
    --------
    >>> from lessons.adversarial.models.shades import expected_squared
    >>> from narrated import DEFAULT_THEME
    >>> colors = np.array([(0.85, 0.28, 0.23), (0.23, 0.44, 0.85)])
    >>> picture = ShadePlot(Region(0, 0, 6.6, 3.6), colors, "cost")
    >>> curve = picture.curve(expected_squared, DEFAULT_THEME.colors.good)
    >>> ball = picture.ball(lambda: 0.5, lambda s: picture.height_of(expected_squared, s))
    >>> [round(float(picture.height_of(expected_squared, s)), 6) for s in (-0.3, 0.5, 1.3)]
    [1.0, 0.0, 1.0]
    """

    def __init__(self, region: Region, answers: np.ndarray, name: str, *, foot: float = 0.0) -> None:
        ramp, theme = _RAMP * PIXEL, current_theme()
        line = _HEAD * theme.type.heading * PIXEL
        head, upper, axis, _, self.foot = region.rows(
            line, region.height - line - 1.4 * ramp - foot, ramp, 0.4 * ramp, max(foot, 1e-3)
        )
        air = 0.4 * ramp  # for the ball, which is as large as that
        wide = region.width - 2 * _SIDE * PIXEL
        above = Region(upper.x, upper.y + air / 2, wide, upper.height - air)
        top = above.height / (above.height - BALL * PIXEL)
        self.plot = Plot(above, (-_BEYOND, 1 + _BEYOND), (0.0, top), bare=True)
        share = np.linspace(*self.plot.x_range, _SHADES)[np.newaxis, :, np.newaxis]
        shades = (1 - share) * answers[0] + share * answers[1]
        place = Region(axis.x, axis.y, wide, axis.height - 2 * _EDGE)
        edge = theme.colors.drawn_front
        self.ramp = Raster(place, lambda: shades, tones=_SHADES, edge=edge)
        size = theme.type.body if region.width > _ROOMY * line else theme.type.label
        self.name = Label(f"\N{UPWARDS ARROW} {name}", size, theme.colors.text, weight="BOLD")
        self.name.set_line(head.edge(LEFT), LEFT)
        self.head = head.columns(self.name.width, head.width - self.name.width - 0.3, gap=0.3)[1]
        # Across the shades, from what stands under them, a line says where each answer is.
        lines = rimmed(theme.colors.text, theme.line_width)
        for line in lines:
            for x in (self.plot.c2p(answer, 0.0)[0] * RIGHT for answer in (0.0, 1.0)):
                line.start_new_path(x + self.foot.edge(UP) * UP).add_line_to(x + place.edge(UP) * UP)
        super().__init__(self.ramp, decoration(lines), self.name)

    def height_of(self, cost: Cost, shade: float | np.ndarray) -> np.ndarray:
        """Height of a curve at a shade, 0 at its lowest point and 1 at its highest."""
        low, high = self.ends(cost)
        return np.asarray((cost(np.asarray(shade, dtype=float)) - low) / max(high - low, 1e-9))

    def ends(self, cost: Cost) -> tuple[float, float]:
        """The lowest and the highest cost that is shown."""
        all_of_it = cost(np.linspace(*self.plot.x_range, 1001))
        return float(all_of_it.min()), float(all_of_it.max())

    def curve(self, cost: Cost, color: str) -> VMobject:
        """The curve of a cost."""
        return self.plot.curve(lambda s: self.height_of(cost, s), color, samples=_SAMPLES)

    def area(self, low: Cost, high: Cost, color: str) -> Shape:
        """What lies between two heights of the moment."""
        plot, shades = self.plot, np.linspace(*self.plot.x_range, _SAMPLES)

        def outline() -> np.ndarray:
            way = [(shades, high(shades)), (shades[::-1], low(shades)[::-1])]
            return np.array([plot.c2p(*at) for x, y in way for at in zip(x, y, strict=True)])

        return decoration(Shape(outline, color, opacity=0.3))

    def ball(self, shade: Callable[[], float], height: Cost) -> VGroup:
        """A ball that stands on the curve of the moment, as high as that says."""
        colors = self.plot.theme.colors

        def at() -> np.ndarray:
            return np.array([(shade(), float(height(np.array(shade()))))])

        rim = decoration(Dots(self.plot, at, colors.background, scale=3.7))
        return VGroup(rim, Dots(self.plot, at, colors.text, scale=3.0)).set_z_index(1)
