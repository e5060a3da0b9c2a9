"""What a discriminator scores all over a plane, as a map: the brighter, the higher."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ManimColor, VGroup, interpolate_color
from scipy.interpolate import RectBivariateSpline

from lessons.adversarial.models.level_lines import level_lines
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.raster import Raster
from narrated.mobjects.visual_role import bleeding, decoration

_CELL = 12 * PIXEL
_TONES = 64
_BRIGHT = 0.6  # of the discriminator's colour in that of a score of 1: dots must be seen on it
_LEVELS = np.arange(0.05, 1.0, 0.1)  # none at 1/2, where a map that is flat would be full of chance
_LINE = 0.45  # opacity


class ScoreMap(VGroup):
    """The scores over a plane at the row of the moment; between two rows each changes steadily.

    Parameters
    ----------
    place
        Filled by the map, to its edges.
    plot
        Whose coordinates.
    plane
        Shape (g,): the coordinates, the same both ways, where scores are known; the map lies within.
    scores
        Shape (K, g, g), from 0 to 1: of each row, a row for each y and a column for each x, ascending.
    row
        Called on every update: from 0 to K - 1, in fractions.
    clear
        Called on every update: from 0, all of it is dark, to 1.
    """

    def __init__(
        self,
        place: Region,
        plot: Plot,
        plane: np.ndarray,
        scores: np.ndarray,
        row: Callable[[], float],
        clear: Callable[[], float],
    ) -> None:
        theme = current_theme()
        columns, rows = round(place.width / _CELL), round(place.height / _CELL)
        (left, low), (right, high) = (plot.p2c(place.edge(way)) for way in (LEFT + DOWN, RIGHT + UP))
        x, y = np.linspace(left, right, columns + 1), np.linspace(low, high, rows + 1)
        corners = np.array([RectBivariateSpline(plane, plane, each)(y, x) for each in scores])
        now, seen, last = detached(row), detached(clear), len(corners) - 1

        def heights() -> np.ndarray:
            at = float(np.clip(now(), 0, last))
            before = min(int(at), max(last - 1, 0))
            after = min(before + 1, last)
            return np.asarray(corners[before] + (at - before) * (corners[after] - corners[before]))

        def cells() -> np.ndarray:
            at = heights()
            return seen() * ((at[:-1, :-1] + at[:-1, 1:] + at[1:, :-1] + at[1:, 1:]) / 4)[::-1]

        def lines() -> np.ndarray:
            step = np.array([x[1] - x[0], y[1] - y[0]])
            return np.tile([left, low], 2) + level_lines(heights(), _LEVELS) * np.tile(step, 2)

        dark, blue = theme.colors.background, theme.colors.discriminator
        bright = interpolate_color(ManimColor(dark), ManimColor(blue), _BRIGHT).to_hex()
        self.picture = Raster(place, cells, tones=_TONES, dark=dark, light=bright)
        self.lines = Segments(plot, lines, theme.colors.discriminator, width=theme.hair_width)
        self.lines.add_updater(lambda lines: lines.set_stroke(opacity=_LINE * seen()), call_updater=True)
        super().__init__(*(bleeding(decoration(part)) for part in (self.picture, self.lines)))
