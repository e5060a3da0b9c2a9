"""Chapter: a small window slides over a note, multiplies, adds up, and edges light up."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    ORIGIN,
    UP,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    rush_into,
)

from lessons.adversarial.models.convolution import convolve
from lessons.adversarial.pictures.banknote import SHAPE
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.tones import tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed
from narrated.mobjects.raster import Raster, Window, cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

LEVELS = 9
"""The lightest grey of a note that is read as numbers: 0 is black."""
RIGHT_LESS_LEFT = np.array([[-1, 0, 1]] * 3)
"""A kernel that answers to upright edges, so plain that one adds up in one's head."""


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
        Row and column of the place that is shown in numbers: where it becomes lighter most.
    """

    def __init__(
        self, scene: NarratedScene, *, picture: np.ndarray, kernel: np.ndarray = RIGHT_LESS_LEFT
    ) -> None:
        super().__init__(scene)
        self.levels = np.rint(np.asarray(picture, dtype=float) / 255 * LEVELS).astype(int)
        self.kernel, self.sums = kernel, convolve(self.levels, kernel).astype(int)
        row, column = np.unravel_index(self.sums.argmax(), self.sums.shape)
        self.spot = int(row), int(column)
        self.column, self.rows = ValueTracker(0.0), ValueTracker(0.0)
        hero = self.regions.hero
        parts = hero.columns(1, 1, gap=0.45) if hero.broad else hero.rows(1, 1, gap=0.3)
        self.place, self.side = (part.grid(1, 1, aspect=SHAPE)[0] for part in parts)

    @beat
    def convolve(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        note = Raster(self.place, self.seen, tones=LEVELS + 1, dark=colors.drawn_glass)
        inspector = Inspector(self.side.height / PIXEL, mirrored=True).stand(self.side.edge(DOWN))
        window = Window(note, lambda: (self.spot[0], self.column.get_value()), 3, colors.gold)
        lens = self.lens()
        rays = self.rays(note, lens)
        weights, digits, sum_ = self.weights(lens), self.digits(lens), self.sum(lens)
        edges = Raster(self.found_at(), self.found, tones=LEVELS + 1, edge=colors.discriminator)
        bars = self.bars(note, edges)
        self.add(note, inspector)
        with self.narrate("convolve"):
            self.on("window", FadeOut(inspector), FadeIn(window, lens, weights), run_time=motion.quick)
            self.add(window, lens)
            self.on("slide")
            # It arrives early: the numbers are read before they are added.
            slides = max(self.seconds_left() - motion.quick - motion.brief, 0.0)
            self.then(steady(self.column, self.spot[1]), run_time=slides)
            self.then(FadeIn(digits, rays), run_time=motion.swift)
            self.on("sum", FadeIn(sum_), run_time=motion.swift)
            # The sum falls into its cell, once the numbers have made way.
            seen = FadeOut(window, rays, lens, weights, digits, rate_func=motion.soon(0.4))
            cell = edges.cell(*self.spot).center
            into = FadeOut(sum_.set_z_index(1), target_position=cell, scale=0.2, rate_func=rush_into)
            self.on("edges", seen, into, FadeIn(edges), run_time=motion.calm)
            self.add(edges, bars)
            self.then(steady(self.rows, len(self.sums)), run_time=motion.calm)
            self.remove(bars)

    # -- the note, and what is found in it -----------------------------------------------------------------

    def seen(self) -> np.ndarray:
        """The note in ten greys."""
        return np.asarray(self.levels / LEVELS)

    def found_at(self) -> Region:
        """Beside the note and to its scale, without its rim, where the window finds no room."""
        rows, columns = self.levels.shape
        return self.side.inset(self.side.width / columns, self.side.height / rows)

    def found(self) -> np.ndarray:
        """The edges where the window has been, shape (rows - 2, columns - 2, 3)."""
        found = np.rint(np.abs(self.sums) / np.abs(self.sums).max() * LEVELS) / LEVELS
        row, column = self.spot
        done = np.zeros(self.sums.shape, dtype=bool)
        done[row, : column + 1] = done[: self.row()] = True
        return tones(self.theme.colors.panel, self.theme.colors.discriminator)(np.where(done, found, 0.0))

    def row(self) -> int:
        """How many rows the windows have been through."""
        return int(self.rows.get_value() + 1e-6)

    def bars(self, note: Raster, edges: Raster) -> VGroup:
        """Around the three rows that are seen now, and around the row that they become."""
        bars = VGroup(*(rimmed(self.theme.colors.gold, self.theme.curve_width) for _ in range(2)))

        def follow(group: VGroup) -> None:
            now = min(self.row(), len(self.sums) - 1)
            for bar, picture, high in zip(group, (note, edges), (3, 1), strict=True):
                top, low = picture.cell(now, 0), picture.cell(now + high - 1, 0)
                place = picture.place
                at = Region(place.x, (top.y + low.y) / 2, place.width, high * top.height)
                for line in bar:
                    line.set_points(cell_points(np.array([[True]]), at))

        return bars.add_updater(follow, call_updater=True)

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
