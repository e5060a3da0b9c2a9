"""What a discriminator scores all over a plane, as a map: the brighter, the higher; and the key to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Line,
    ManimColor,
    Rectangle,
    Triangle,
    VGroup,
    interpolate_color,
)
from manim.typing import Point3D
from scipy.interpolate import RectBivariateSpline

from lessons.adversarial.models.level_lines import level_lines
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.kinds import print_of
from lessons.adversarial.pictures.score_meter import GUESS, HALF
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import current_theme
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration

_CELL = 12 * PIXEL
_TONES = 64
_BRIGHT = 0.45  # of the discriminator's colour in that of a score of 1: dots must be seen on it
_LEVELS = np.arange(0.025, 1.0, 0.05)  # none at 1/2, where a map that is flat would be full of chance
_LINE = 0.35  # opacity
_THICK = 44 * PIXEL  # the bar of a key
_AIR = 14 * PIXEL
_RIDER = 0.075  # of the bar, for a note beside it: two kinds are no nearer to each other
_POINTER = 20 * PIXEL


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
    """

    def __init__(
        self,
        place: Region,
        plot: Plot,
        plane: np.ndarray,
        scores: np.ndarray,
        row: Callable[[], float],
    ) -> None:
        theme = current_theme()
        columns, rows = round(place.width / _CELL), round(place.height / _CELL)
        (left, low), (right, high) = (plot.p2c(place.edge(way)) for way in (LEFT + DOWN, RIGHT + UP))
        x, y = np.linspace(left, right, columns + 1), np.linspace(low, high, rows + 1)
        corners = np.array([RectBivariateSpline(plane, plane, each)(y, x) for each in scores])
        now, last = detached(row), len(corners) - 1

        def heights() -> np.ndarray:
            at = float(np.clip(now(), 0, last))
            before = min(int(at), max(last - 1, 0))
            after = min(before + 1, last)
            return np.asarray(corners[before] + (at - before) * (corners[after] - corners[before]))

        def cells() -> np.ndarray:
            at = heights()
            return np.asarray((at[:-1, :-1] + at[:-1, 1:] + at[1:, :-1] + at[1:, 1:]) / 4)[::-1]

        def lines() -> np.ndarray:
            step = np.array([x[1] - x[0], y[1] - y[0]])
            return np.tile([left, low], 2) + level_lines(heights(), _LEVELS) * np.tile(step, 2)

        self.picture = _shades(place, cells)
        self.lines = Segments(plot, lines, theme.colors.discriminator, width=theme.hair_width)
        self.lines.set_stroke(opacity=_LINE)
        super().__init__(*(bleeding(decoration(part)) for part in (self.picture, self.lines)))


class ScoreKey(VGroup):
    """The shades of such a map from 0 to 1 on a bar, and kinds of notes beside it, each where its score is.

    It stands upright in a place that is higher than wide, with what it says at its left and the notes at its
    right; in another it lies, with that below and these above.

    Parameters
    ----------
    place
        Filled by all of it.
    name
        What is scored; it is put over a bar that stands, and before one that lies.
    kinds
        Which kinds of notes have a place beside the bar.
    score
        Called on every update with a kind: what that is scored, from 0 to 1.

    Attributes
    ----------
    bar
        Where the shades are.
    riders
        The kinds' notes, each with what points to its score; they are not in the group.

    Examples
    --------
    >>> from lessons.adversarial.theme import THEME
    >>> from narrated.design.theme import use_theme
    >>> use_theme(THEME)
    >>> key = ScoreKey(Region(0.0, 0.0, 2.4, 6.0), Label("D", 44), (3,), lambda kind: 0.5)
    >>> bool(key.upright), round(float(key.riders[0].get_y() - key.bar.y), 6)
    (True, 0.0)
    """

    def __init__(
        self, place: Region, name: Label, kinds: Sequence[int], score: Callable[[int], float]
    ) -> None:
        theme = current_theme()
        colors, line = theme.colors, 1.4 * name.size * PIXEL
        self.upright = place.upright
        numbers = [Label(text, name.size, weight="BOLD") for text in ("0", HALF, "1")]
        self._aside = RIGHT if self.upright else UP
        if self.upright:
            named, below = place.rows(line, place.height - line)
            left = below.edge(LEFT)[0] + numbers[1].width + _AIR
            self.bar = Region(left + _THICK / 2, below.y, _THICK, below.height - line)
            name.set_line(named.edge(LEFT), LEFT)
            shades = np.linspace(1.0, 0.0, _TONES)[:, np.newaxis]
        else:
            left = place.edge(LEFT)[0] + name.width + 2 * _AIR
            right, foot = float(place.edge(RIGHT)[0]) - numbers[2].width, float(place.edge(DOWN)[1]) + line
            self.bar = Region((left + right) / 2, foot + _THICK / 2, right - left, _THICK)
            name.set_line(np.array([place.edge(LEFT)[0], self.bar.y, 0.0]), LEFT)
            shades = np.linspace(0.0, 1.0, _TONES)[np.newaxis]
        rim = Rectangle(width=self.bar.width, height=self.bar.height, stroke_color=colors.text)
        rim.set_stroke(width=theme.hair_width).move_to(self.bar.center)
        for number, value in zip(numbers, (0.0, GUESS, 1.0), strict=True):
            foot_of = self.at(value) - (_THICK / 2 + _AIR) * self._aside
            if self.upright:
                number.set_line(foot_of, RIGHT)
            else:
                number.set_line(foot_of + 0.4 * line * DOWN)
        across = _THICK / 2 * self._aside
        half = Line(self.at(GUESS) - across, self.at(GUESS) + across, color=colors.text)
        half.set_stroke(width=theme.line_width)
        size = _RIDER * (SHAPE * self.bar.height if self.upright else self.bar.width) / PIXEL
        now = detached(score)
        self.riders = VGroup(*(self._rider(kind, size, now) for kind in kinds))
        shown = _shades(self.bar, lambda: shades)  # told from the map by their rim
        super().__init__(*map(decoration, (shown, half)), rim, name, *numbers)

    def at(self, score: float) -> Point3D:
        """Where a score is on the middle of the bar."""
        foot, way = (DOWN, UP) if self.upright else (LEFT, RIGHT)
        long = self.bar.height if self.upright else self.bar.width
        place: Point3D = self.bar.edge(foot) + score * long * way
        return place

    def _rider(self, kind: int, width: float, score: Callable[[int], float]) -> VGroup:
        note = Banknote(width, print_of(kind), color=current_theme().colors.real)
        pointer = Triangle(color=current_theme().colors.text, fill_opacity=1, stroke_width=0)
        pointer.rotate(PI / 2 if self.upright else PI).scale_to_fit_width(_POINTER)
        rider = VGroup(decoration(pointer), note.next_to(pointer, self._aside, buff=0.0))

        def follow(rider: Any) -> None:
            rider.next_to(self.at(score(kind)) + _THICK / 2 * self._aside, self._aside, buff=0.0)

        return rider.add_updater(follow, call_updater=True)


def _shades(place: Region, cells: Callable[[], np.ndarray]) -> Raster:
    """Cells as bright as their scores are high."""
    colors = current_theme().colors
    dark, blue = ManimColor(colors.background), ManimColor(colors.discriminator)
    bright = interpolate_color(dark, blue, _BRIGHT).to_hex()
    return Raster(place, cells, tones=_TONES, dark=colors.background, light=bright)
