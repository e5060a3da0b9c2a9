"""Chapter: a small window slides over a note, multiplies, adds up, and edges from dark to light light up."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
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
from lessons.adversarial.models.layer_shapes import STRIDE
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

_GAP = 0.3
_ASIDE = 0.26  # of a cell's width: how far a number is from the middle, where it is multiplied
_TIMES = 0.04  # and the sign between them, since what is before it is wider
_FALLS = 0.3  # of a cell's height: how far what it is multiplied by comes down
_MINUS = "\N{MINUS SIGN}"
_SOON = 0.8
"""Of the time in which it is said what lights up: until the window has been everywhere."""
LEVELS = 9
"""The lightest grey of a note that is read as numbers: 0 is black."""
RIGHT_LESS_LEFT = np.array([[-1, 0, 1]] * 3)
"""A kernel that answers to edges from dark, at the left, to light; one adds up in one's head."""


def signed(weight: int) -> str:
    """A weight with its sign.

    Examples
    --------
    >>> [signed(weight) for weight in (-1, 0, 1)]
    ['−1', '0', '+1']
    """
    return f"{weight:+d}".replace("-", _MINUS) if weight else "0"


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
        self.by_twos = False  # whether windows go two steps at once
        self.landed = False  # whether the sum that is shown is in its cell
        hero = self.regions.hero
        if hero.broad:
            note, self.side, found = hero.columns(4, 3, 3, gap=_GAP)
        else:
            pictures, self.side = hero.rows(3, 4, gap=_GAP)
            note, found = pictures.rows(pictures.height - self.line(), self.line())[0].columns(1, 1, gap=_GAP)
        self.place, self.found_place = (part.grid(1, 1, aspect=SHAPE)[0] for part in (note, found))
        halves = hero.columns(1, 1, gap=_GAP) if hero.broad else hero.rows(1, 1, gap=_GAP)
        self.halves = [half.grid(1, 1, aspect=SHAPE)[0] for half in halves]

    @beat
    def convolve(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        note = Raster(self.place, self.seen, tones=LEVELS + 1, dark=colors.drawn_glass)
        edges = Raster(
            self.without_rim(self.found_place),
            self.found,
            tones=LEVELS + 1,
            dark=colors.panel,
            light=colors.discriminator,
            edge=colors.discriminator,
        )
        window = Window(note, lambda: (self.spot[0], self.column.get_value()), 3, colors.gold)
        lens = self.lens()
        around, rays, weights = self.around(lens), self.rays(note, lens), self.weights(lens)
        word, digits, factors, sum_ = self.brightness(), self.digits(lens), self.factors(lens), self.sum(lens)
        times = self.in_cells(lens, np.full(self.kernel.shape, "×"))
        times.shift(_TIMES * lens.cell(0, 0).width * RIGHT)
        self.add(note, edges, word, lens, weights, around, rays, window)
        with self.narrate("convolve"):
            # It arrives early: the numbers are read before they are multiplied.
            self.fill(steady(self.column, self.spot[1] / 3))
            self.on("window")
            self.fill(steady(self.column, 3 * self.spot[1] / 4))
            self.on("slide", steady(self.column, self.spot[1]), run_time=motion.swift)
            self.then(FadeIn(digits), run_time=motion.swift)
            aside = digits.animate.shift(_ASIDE * lens.cell(0, 0).width * RIGHT)
            weighed = FadeIn(factors, shift=_FALLS * lens.cell(0, 0).height * DOWN)
            signs = FadeIn(times, rate_func=motion.late(0.6))
            self.on("sum", aside, weighed, signs, run_time=motion.swift)
            self.then(FadeIn(sum_), run_time=motion.swift)
            self.fill()
            # What it comes to falls into its cell: so bright an edge is there.
            seen = VGroup(lens, weights, factors, times, around, rays, window, word, digits)
            cell = edges.cell(*self.spot).center
            falls = FadeOut(sum_, target_position=cell, scale=0.2, rate_func=rush_into)
            self.on("edges", falls, FadeOut(seen, rate_func=motion.soon(0.3)), run_time=motion.swift)
            self.landed = True
            edges.follow()
            widen = (
                picture.animate.scale(half.width / picture.plate.width).move_to(half.center)
                for picture, half in ((note, self.halves[0]), (edges, self.without_rim(self.halves[1])))
            )
            self.then(*widen, run_time=motion.swift)
            bars = self.bars(note, edges)
            self.add(note, edges, bars)
            # Over the first row it is seen to go; then it is ever faster, a row at once, and soon done.
            goes = self.rows.animate(rate_func=rate_functions.ease_in_cubic).set_value(len(self.sums))
            self.then(goes, run_time=_SOON * self.seconds_left())
            self.remove(bars)
            self.fill()
        self.note, self.edges = note, edges

    # -- the note, and what is found in it -----------------------------------------------------------------

    def seen(self) -> np.ndarray:
        """The note in ten greys."""
        return np.asarray(self.levels / LEVELS)

    def without_rim(self, place: Region) -> Region:
        """A note's place without its rim, where the window finds no room."""
        rows, columns = self.levels.shape
        return place.inset(place.width / columns, place.height / rows)

    def found(self) -> np.ndarray:
        """What the rectifier passes on, where windows have been: shape (rows - 2, columns - 2)."""
        if self.by_twos:
            return self.bright(convolve(np.pad(self.levels, 1, mode="edge"), self.kernel)[::STRIDE, ::STRIDE])
        found = self.bright(self.sums)
        row, column = self.spot
        done = np.zeros(self.sums.shape, dtype=bool)
        done[row, : int(self.column.get_value() + 1e-6)] = True
        done[row, column] = self.landed
        done[: self.row()] = True
        done[0, : self.first_column()] = True
        return np.where(done, found, 0.0)

    def bright(self, sums: np.ndarray) -> np.ndarray:
        """How bright the edges are that windows find, from 0 to 1."""
        return np.asarray(np.rint(rectified(sums) / self.sums.max() * LEVELS) / LEVELS)

    def halve(self) -> None:
        """Let the map of edges be what a layer gives on: windows go two steps at once, over the rim too."""
        self.by_twos = True
        self.edges.follow()

    def row(self) -> int:
        """How many rows the windows have been through."""
        return int(self.rows.get_value() + 1e-6)

    def first_column(self) -> int:
        """How far the window is along the first row."""
        return round(min(self.rows.get_value(), 1.0) * (self.sums.shape[1] - 1))

    def bars(self, note: Raster, edges: Raster) -> VGroup:
        """Around the window and its cell in the first row; then around three rows, and what they become."""
        bars = VGroup(*(rimmed(self.theme.colors.gold, self.theme.line_width) for _ in range(2)))

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
        """The cells under the window, large, with room above and below."""
        (at,) = self.side.inset(0.0, self.line()).grid(1, 1, aspect=SHAPE)
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
        """How bright each cell is; a row that says what the first says is not read again."""
        under = self.under_at(self.spot)
        rows = self.in_cells(lens, np.vectorize(str)(under))
        return VGroup(*(
            decoration(row) if k and np.array_equal(under[k], under[0]) else row for k, row in enumerate(rows)
        ))  # fmt: skip

    def factors(self, lens: Raster) -> VGroup:
        """What each cell is multiplied by, before its brightness: it is read above the column."""
        rows = self.in_cells(lens, np.vectorize(signed)(self.kernel))
        return decoration(rows.shift(_ASIDE * lens.cell(0, 0).width * LEFT))

    def in_cells(self, lens: Raster, texts: np.ndarray) -> VGroup:
        """A text in each cell, row by row, light or dark as can be read there."""
        colors, under = self.theme.colors, self.under_at(self.spot)
        size = min(self.theme.type.label, 0.45 * lens.cell(0, 0).height / PIXEL)
        rows = VGroup(*(VGroup() for _ in under))
        for (i, j), level in np.ndenumerate(under):
            ink = colors.drawn_dark if level > LEVELS / 2 else colors.drawn_light
            rows[i].add(Label(str(texts[i, j]), size, ink, weight="BOLD").set_line(lens.cell(i, j).center))
        return rows

    def brightness(self) -> Label:
        """What the numbers are, below the note."""
        word = Label(self.word("brightness"), self.theme.type.body, weight="BOLD")
        return word.set_line(self.place.edge(DOWN) + 0.6 * self.line() * DOWN)

    def weights(self, lens: Raster) -> VGroup:
        """The kernel's numbers, each above the column that it multiplies."""
        size, gold = self.theme.type.body, self.theme.colors.gold
        shown = VGroup()
        for j, weight in enumerate(self.kernel[0].tolist()):
            number = Label(signed(weight), size, gold, weight="BOLD")
            shown.add(number.set_line(lens.cell(0, j).edge(UP) + 0.55 * self.line() * UP))
        return shown

    def sum(self, lens: Raster) -> Label:
        """The products of each column, and what they come to, below the cells."""
        first, *others = (self.under_at(self.spot) * self.kernel).sum(axis=0).tolist()
        terms = [f"{_MINUS if first < 0 else ''}{abs(first)}"]
        terms += [f"{_MINUS if term < 0 else '+'} {abs(term)}" for term in others]
        below = lens.place.edge(DOWN)[1] - 0.6 * self.line()
        room = Region(lens.place.x, below, self.side.width, self.line())
        text = f"{' '.join(terms)} = {self.sums[self.spot]}"
        return Label(text, self.theme.type.body, weight="BOLD", within=room, edge=ORIGIN)
