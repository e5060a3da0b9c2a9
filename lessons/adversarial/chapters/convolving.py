"""Chapter: a small window slides over a note, multiplies, adds up, and edges from dark to light light up."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    VMobject,
    rate_functions,
    rush_into,
)

from lessons.adversarial.models.convolution import convolve
from lessons.adversarial.models.rectifier import rectified
from lessons.adversarial.pictures.banknote import SHAPE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed, segment_points
from narrated.mobjects.raster import Raster, Window, cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_SOON = 0.6
"""Of the time in which it is said what lights up: until the window has been everywhere."""
LEVELS = 9
"""The lightest grey of a note that is read as numbers: 0 is black."""
RIGHT_LESS_LEFT = np.array([[-1, 0, 1]] * 3)
"""A kernel that answers to edges from dark, at the left, to light; one adds up in one's head."""


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
        self.landed = False  # whether the sum that is shown is in its cell
        hero = self.regions.hero
        parts = hero.columns(1, 1, gap=0.45) if hero.broad else hero.rows(1, 1, gap=0.3)
        self.place, self.side = (part.grid(1, 1, aspect=SHAPE)[0] for part in parts)

    @beat
    def convolve(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        note = Raster(self.place, self.seen, tones=LEVELS + 1, dark=colors.drawn_glass)
        window = Window(note, lambda: (self.spot[0], self.column.get_value()), 3, colors.gold)
        lens = self.lens()
        seen = VGroup(lens, self.weights(lens), self.around(lens), self.rays(note, lens))
        word, digits, sum_ = self.brightness(lens), self.digits(lens), self.sum(lens)
        edges = Raster(
            self.found_at(),
            self.found,
            tones=LEVELS + 1,
            dark=colors.panel,
            light=colors.discriminator,
            edge=colors.discriminator,
        )
        mark = Window(edges, lambda: self.spot, 1, colors.gold)
        bars = self.bars(note, edges)
        self.add(note)
        with self.narrate("convolve"):
            self.then(FadeIn(window, seen, word), run_time=motion.quick)
            self.add(window, seen)
            self.on("window")
            self.fill(steady(self.column, self.spot[1] / 2))
            self.on("slide")
            # It arrives early: the numbers are read before they are added.
            slides = max(self.seconds_left() - motion.beat - motion.calm, 0.0)
            self.then(steady(self.column, self.spot[1]), run_time=slides)
            self.then(FadeIn(digits), run_time=motion.swift)
            self.on("sum", FadeIn(sum_), run_time=motion.swift)
            # What it comes to falls into its cell: so bright an edge is there.
            gone = FadeOut(seen, word, digits, rate_func=motion.soon(0.4))
            cell = edges.cell(*self.spot).center
            falls = FadeOut(self.total(sum_), target_position=cell, scale=0.2, rate_func=rush_into)
            self.fill()
            self.remove(sum_)
            self.on("edges", gone, falls, FadeIn(edges, rate_func=motion.late(0.6)), run_time=motion.swift)
            self.landed = True
            self.remove(window)
            self.add(edges, mark, bars)
            # Over the first row it is seen to go; then it is ever faster, a row at once, and soon done.
            goes = self.rows.animate(rate_func=rate_functions.ease_in_cubic).set_value(len(self.sums))
            self.then(goes, run_time=_SOON * self.seconds_left())
            self.remove(bars, mark)
            self.fill()
        self.note, self.edges = note, edges

    # -- the note, and what is found in it -----------------------------------------------------------------

    def seen(self) -> np.ndarray:
        """The note in ten greys."""
        return np.asarray(self.levels / LEVELS)

    def found_at(self) -> Region:
        """Beside the note and to its scale, without its rim, where the window finds no room."""
        rows, columns = self.levels.shape
        return self.side.inset(self.side.width / columns, self.side.height / rows)

    def found(self) -> np.ndarray:
        """What the rectifier passes on, where windows have been: shape (rows - 2, columns - 2)."""
        found = np.rint(rectified(self.sums) / self.sums.max() * LEVELS) / LEVELS
        row, column = self.spot
        done = np.zeros(self.sums.shape, dtype=bool)
        done[row, column] = self.landed
        done[: self.row()] = True
        done[0, : self.first_column()] = True
        return np.where(done, found, 0.0)

    def row(self) -> int:
        """How many rows the windows have been through."""
        return int(self.rows.get_value() + 1e-6)

    def first_column(self) -> int:
        """How far the window is along the first row."""
        return round(min(self.rows.get_value(), 1.0) * (self.sums.shape[1] - 1))

    def bars(self, note: Raster, edges: Raster) -> VGroup:
        """Around the window and its cell in the first row; then around three rows, and what they become."""
        bars = VGroup(*(rimmed(self.theme.colors.gold, self.theme.curve_width) for _ in range(2)))

        def follow(group: VGroup) -> None:
            now = min(self.row(), len(self.sums) - 1)
            for bar, picture, high in zip(group, (note, edges), (3, 1), strict=True):
                top, low, place = picture.cell(now, 0), picture.cell(now + high - 1, 0), picture.place
                at = (
                    Region(place.x, (top.y + low.y) / 2, place.width, high * top.height)
                    if self.row()
                    else picture.cell(0, self.first_column(), high)
                )
                for line in bar:
                    line.set_points(cell_points(np.array([[True]]), at))

        return bars.add_updater(follow, call_updater=True)

    # -- what the window sees --------------------------------------------------------------------------------

    def lens(self) -> Raster:
        """The cells under the window, large, with room above and below, and for a word at the right."""
        wide = SHAPE * (self.side.height - 2 * self.line())
        at = Region(self.side.edge(LEFT)[0] + wide / 2, self.side.y, wide, wide / SHAPE)
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

    def around(self, lens: Raster) -> Window:
        """A frame around what is seen large, as around the window."""
        return Window(lens, lambda: (0, 0), 3, self.theme.colors.gold)

    def rays(self, note: Raster, lens: Raster) -> VMobject:
        """From the window to what is seen large; one below the other, the numbers stand between."""
        rays = VMobject(stroke_color=self.theme.colors.gold, stroke_width=self.theme.hair_width)
        if not self.regions.hero.broad:
            return rays

        def follow(rays: VMobject) -> None:
            window = note.cell(self.spot[0], self.column.get_value(), 3)
            starts, ends = (
                np.array([at.edge(side + aside) for aside in (UP, DOWN)])
                for at, side in ((window, RIGHT), (lens.place, LEFT))
            )
            rays.set_points(segment_points(starts, ends))

        return decoration(rays).add_updater(follow, call_updater=True)

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

    def brightness(self, lens: Raster) -> Label:
        """What the numbers are, beside them."""
        left, right = lens.place.edge(RIGHT)[0] + 0.3 * self.line(), self.side.edge(RIGHT)[0]
        room = Region((left + right) / 2, lens.place.y, right - left, self.line())
        size = self.theme.type.body
        return Label(self.word("brightness"), size, weight="BOLD", within=room, edge=LEFT)

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
        below = lens.place.edge(DOWN)[1] - 0.6 * self.line()
        room = Region(self.side.x, below, self.side.width, self.line())
        text = f"{' '.join(signs).removeprefix('+ ')} = {self.sums[self.spot]}"
        return Label(text, self.theme.type.body, weight="BOLD", within=room, edge=LEFT)

    def total(self, sum_: Label) -> Label:
        """What the sum comes to, as it stands there: it has been read, and is not new."""
        total = decoration(Label(str(self.sums[self.spot]), sum_.size, weight="BOLD"))
        total.set_line(np.array([sum_.get_right()[0], sum_.line_middle, 0.0]), RIGHT)
        return total.set_z_index(1)
