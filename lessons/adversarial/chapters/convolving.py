"""Chapter: a small window slides over a note, multiplies, adds up, and edges light up."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    ORIGIN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    ManimColor,
    ValueTracker,
    VGroup,
    interpolate_color,
)

from lessons.adversarial.models.convolution import convolve
from lessons.adversarial.pictures.banknote import SHAPE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.raster import Raster, Window
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

LEVELS = 9
"""The lightest grey of a note that is read as numbers: 0 is black."""
RIGHT_LESS_LEFT = np.array([[-1, 0, 1]] * 3)
"""A kernel that answers to upright edges, so plain that one adds up in one's head."""

_CLEAR = 0.75  # of the largest sum: an edge that is well seen


class Convolving(Chapter):
    """A window of three by three cells on a note: at one place in numbers, then everywhere.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    picture
        On the note, shape (rows, columns), 0 to 255. It is read in ten greys, so that the numbers that are
        shown are those that are added.
    kernel
        Shape (3, 3), of -1, 0 and 1.

    Attributes
    ----------
    sums
        What the window finds everywhere, shape (rows - 2, columns - 2).
    spot
        Row and column of the place that is shown in numbers: a clear edge, far right.
    """

    def __init__(
        self, scene: NarratedScene, *, picture: np.ndarray, kernel: np.ndarray = RIGHT_LESS_LEFT
    ) -> None:
        super().__init__(scene)
        self.levels = np.rint(np.asarray(picture, dtype=float) / 255 * LEVELS).astype(int)
        self.kernel, self.sums = kernel, convolve(self.levels, kernel).astype(int)
        self.spot = _spot(self.sums)
        self.column, self.rows = ValueTracker(0.0), ValueTracker(0.0)
        hero = self.regions.hero
        if hero.broad:
            self.place, self.side = hero.columns(1.9, 1, gap=0.45)
        else:
            self.place, self.side = hero.rows(1.1, 1, gap=0.2)
        wide = min(self.place.width, SHAPE * self.place.height)
        self.place = Region(self.place.x, self.place.y, wide, wide / SHAPE)

    @beat
    def convolve(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        note = Raster(self.place, self.seen, tones=2 * LEVELS + 3)
        window = Window(note, lambda: (self.spot[0], self.column.get_value()), 3, colors.gold)
        lens = self.lens()
        rays = self.rays(note, lens)
        weights, digits, sum_ = self.weights(lens), self.digits(lens), self.sum(lens)
        self.add(note)
        with self.narrate("convolve"):
            self.on("window", Create(window), FadeIn(lens, weights), run_time=motion.quick)
            self.add(window, lens)
            self.on("slide")
            slides = max(self.seconds_left() - motion.quick, 0.0)
            self.then(steady(self.column, self.spot[1]), run_time=slides)
            self.then(FadeIn(digits, rays), run_time=motion.swift)
            self.on("sum", FadeIn(sum_), run_time=motion.swift)
            self.on("edges", FadeOut(window, rays), steady(self.rows, len(self.sums)), run_time=motion.beat)

    # -- the note, and what has been found -------------------------------------------------------------------

    def seen(self) -> np.ndarray:
        """The note, and where the window has been the edges that it found there."""
        greys = self.shades(self.theme.colors.drawn_glass, self.theme.colors.drawn_light)
        blues = self.shades(self.theme.colors.background, self.theme.colors.discriminator)
        picture = greys[self.levels]
        found = np.rint(np.abs(self.sums) / np.abs(self.sums).max() * LEVELS).astype(int)
        row, column = self.spot[0], int(self.column.get_value() + 1e-6)
        done = np.zeros(self.sums.shape, dtype=bool)
        done[row, : column + 1 if column else 0] = True
        rows = int(self.rows.get_value() + 1e-6)
        done[:rows] = True
        picture[1:-1, 1:-1][done] = blues[found][done]
        if rows == len(self.sums):
            # Nowhere on the rim does the window find room.
            for rim in (picture[0], picture[-1], picture[:, 0], picture[:, -1]):
                rim[:] = blues[0]
        return picture

    def shades(self, dark: str, light: str) -> np.ndarray:
        """From dark to light, shape (LEVELS + 1, 3)."""
        ends = ManimColor(dark), ManimColor(light)
        return np.array([interpolate_color(*ends, k / LEVELS).to_rgb() for k in range(LEVELS + 1)])

    # -- what the window sees --------------------------------------------------------------------------------

    def lens(self) -> Raster:
        """The cells under the window, large, with room above and below."""
        line = self.line()
        wide = min(self.side.width, SHAPE * (self.side.height - 2 * line))
        at = Region(self.side.x, self.side.y, wide, wide / SHAPE)
        ink = self.theme.colors.drawn_glass  # as on a banknote
        return Raster(at, lambda: self.under() / LEVELS, tones=LEVELS + 1, dark=ink)

    def line(self) -> float:
        """How high a line of numbers is."""
        return 1.5 * self.theme.type.body * PIXEL

    def under(self) -> np.ndarray:
        """The cells under the window."""
        return self.under_at((self.spot[0], round(self.column.get_value())))

    def under_at(self, spot: tuple[int, int]) -> np.ndarray:
        """The cells under a window that begins there."""
        row, column = spot
        return np.asarray(self.levels[row : row + 3, column : column + 3])

    def rays(self, note: Raster, lens: Raster) -> Window:
        """A frame around what is seen large, as around the window."""
        return Window(lens, lambda: (0, 0), 3, self.theme.colors.gold)

    def digits(self, lens: Raster) -> VGroup:
        """The numbers that count."""
        colors = self.theme.colors
        digit = min(self.theme.type.body, 0.7 * lens.cell(0, 0).height / PIXEL)
        shown = VGroup()
        for (i, j), level in np.ndenumerate(self.under_at(self.spot)):
            if self.kernel[i, j]:
                ink = colors.drawn_dark if level > LEVELS / 2 else colors.drawn_light
                shown.add(Label(str(level), digit, ink, weight="BOLD").set_line(lens.cell(i, j).center))
        return shown

    def weights(self, lens: Raster) -> VGroup:
        """The kernel's numbers, each above the column that it multiplies."""
        size, gold = self.theme.type.body, self.theme.colors.gold
        shown = VGroup()
        for j, weight in enumerate(self.kernel[0].tolist()):
            text = f"{weight:+d}".replace("-", "\N{MINUS SIGN}") if weight else "0"
            number = Label(text, size, gold, weight="BOLD")
            shown.add(number.set_line(lens.cell(0, j).edge(UP) + 0.55 * self.line() * UP))
        return shown

    def sum(self, lens: Raster) -> Label:
        """The products that are not 0, and their sum, below the cells."""
        products = (self.under_at(self.spot) * self.kernel).ravel()
        terms = sorted(products[self.kernel.ravel() != 0].tolist(), reverse=True)
        signs = [f"+ {term}" if term > 0 else f"\N{MINUS SIGN} {-term}" for term in terms]
        text = " ".join(signs).removeprefix("+ ")
        room = Region(self.side.x, lens.place.edge(DOWN)[1] - 0.6 * self.line(), self.side.width, self.line())
        text = f"{text} = {self.sums[self.spot]}"
        return Label(text, self.theme.type.body, weight="BOLD", within=room, edge=ORIGIN)


def _spot(sums: np.ndarray) -> tuple[int, int]:
    """Of the clear edges the one farthest to the right, as near to the middle of the height as can be."""
    clear = np.argwhere(sums >= _CLEAR * sums.max())
    last = clear[clear[:, 1] == clear[:, 1].max()]
    row, column = last[np.abs(last[:, 0] - len(sums) / 2).argmin()]
    return int(row), int(column)
