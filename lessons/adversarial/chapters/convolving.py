"""Chapter: a small window slides over a note, multiplies, adds up, and edges from dark to light light up."""

from __future__ import annotations

from collections.abc import Callable

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
)

from lessons.adversarial.models.convolution import convolve
from lessons.adversarial.models.layer_shapes import STRIDE
from lessons.adversarial.models.rectifier import rectified
from lessons.adversarial.pictures.banknote import SHAPE
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed, segment_points
from narrated.mobjects.raster import Raster, Window, cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_GAP = 0.3
_SMALL = 0.36  # of the height: the note and the map over the cells under the window, where these are below
_ASIDE = 0.2  # of a cell's width: how far a number is from the middle, where it is multiplied
_TIMES = 0.06  # and the sign between them, since what is before it is wider
_FALLS = 0.3  # of a cell's height: how far what it is multiplied by comes down
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
    return f"{'+' if weight > 0 else ''}{plain_number(weight, 0)}"


def added(term: int) -> str:
    """A term of a sum that is not its first.

    Examples
    --------
    >>> [added(term) for term in (-3, 0, 27)]
    ['− 3', '+ 0', '+ 27']
    """
    text = plain_number(term, 0)
    return f"+ {text}" if term >= 0 else f"{text[0]} {text[1:]}"


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
    other
        The place that it is held against: where it becomes darker most.
    marks
        What says of both places what their sums are, for a chapter that goes on from them.
    """

    def __init__(
        self, scene: NarratedScene, *, picture: np.ndarray, kernel: np.ndarray = RIGHT_LESS_LEFT
    ) -> None:
        super().__init__(scene)
        self.levels = np.rint(np.asarray(picture, dtype=float) / 255 * LEVELS).astype(int)
        self.kernel, self.sums = kernel, convolve(self.levels, kernel).astype(int)
        self.spot, self.other = (
            divmod(int(place), self.sums.shape[1]) for place in (self.sums.argmax(), self.sums.argmin())
        )
        self.column, self.rows = ValueTracker(0.0), ValueTracker(0.0)
        self.by_twos = False  # whether windows go two steps at once
        self.landed = False  # whether the sum that is shown is in its cell
        hero, line = self.regions.hero, self.line()
        self.beside = hero.width > 2 * hero.height  # so that three pictures have room side by side
        if self.beside:
            wide = SHAPE * (hero.height - 2 * line)
            aside = (hero.width - wide) / 2 - _GAP
            note, self.side, found = hero.columns(aside, wide, aside, gap=_GAP)
        else:
            pictures, self.side = hero.rows(_SMALL, 1 - _SMALL)
            note, found = pictures.rows(pictures.height - line, line)[0].columns(1, 1, gap=_GAP)
        self.place, self.found_place = (part.grid(1, 1, aspect=SHAPE)[0] for part in (note, found))
        if hero.broad:
            halves = hero.columns(1, 1, gap=_GAP)
        else:
            high = (hero.height - _GAP) / 2 - line
            halves = hero.rows(high, high + 2 * line, gap=_GAP)
        # Over the map and below it stands what two of its cells came from.
        halves = halves[0], halves[1].inset(0.0, line)
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
        window = self.window(note, lambda: (self.spot[0], self.column.get_value()), colors.gold)
        lens = self.lens()
        around, rays, weights = self.around(lens), self.rays(note, lens), self.weights(lens)
        word, digits, factors = self.brightness(), self.digits(lens), self.factors(lens)
        terms, result = self.sum(lens)
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
            aside = digits.animate.shift((_TIMES + _ASIDE) * lens.cell(0, 0).width * RIGHT)
            weighed = FadeIn(factors, shift=_FALLS * lens.cell(0, 0).height * DOWN)
            signs = FadeIn(times, rate_func=motion.late(0.5))
            self.on("sum", aside, weighed, signs, run_time=motion.brief)
            # The weights are in the cells now.
            gone = FadeOut(weights, rate_func=motion.late(0.5))
            self.then(FadeIn(terms, result), gone, run_time=motion.swift)
            self.fill()
            # What it comes to flies to its cell: so bright an edge is there.
            seen = VGroup(lens, factors, times, around, rays, word, digits, terms)
            half, become = self.halves[0], self.without_rim(self.halves[1])
            widen = (
                picture.animate.scale(place.width / picture.plate.width).move_to(place.center)
                for picture, place in ((note, half), (edges, become))
            )
            flies = result.animate.set_line(self.beyond(become, self.spot))
            gone = FadeOut(seen, rate_func=motion.soon(0.5))
            self.on("edges", *widen, flies, gone, run_time=motion.quick)
            self.landed = True
            edges.follow()
            self.remove(window)
            light = self.marked(note, edges, self.spot, result)
            dark = self.marked(note, edges, self.other, self.found_at(self.other, colors.text))
            self.add(light)
            self.then(FadeIn(dark), run_time=motion.swift)
            bars = self.bars(note, edges)
            self.add(note, edges, bars, light, dark)
            # Over the first row it is seen to go; then it is ever faster, a row at once, and soon done.
            goes = self.rows.animate(rate_func=rate_functions.ease_in_cubic).set_value(len(self.sums))
            self.then(goes, run_time=_SOON * self.seconds_left())
            self.remove(bars)
            self.fill()
        self.marks = VGroup(light, dark)
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
        bars = VGroup(*(rimmed(self.theme.colors.text, self.theme.line_width) for _ in range(2)))

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

    def window(self, note: Raster, at: Callable[[], tuple[float, float]], color: str) -> Window:
        """The window on the note; its frame is thin where the note is small."""
        width = self.theme.curve_width if self.beside else self.theme.line_width
        return Window(note, at, len(self.kernel), color, width=width)

    # -- two places of it ------------------------------------------------------------------------------------

    def found_at(self, spot: tuple[int, int], color: str) -> Label:
        """The sum of a place."""
        return Label(plain_number(self.sums[spot], 0), self.theme.type.heading, color, weight="BOLD")

    def beyond(self, place: Region, spot: tuple[int, int]) -> np.ndarray:
        """Where the sum of a place stands: below the map of edges that lies there, or over it."""
        side = DOWN if spot == self.spot else UP
        x = place.edge(LEFT)[0] + (spot[1] + 0.5) / self.sums.shape[1] * place.width
        return np.array([x, place.edge(side)[1] + self.line() / 2 * side[1], 0.0])

    def marked(self, note: Raster, edges: Raster, spot: tuple[int, int], number: Label) -> VGroup:
        """Frames around a window and its cell, and what comes of it, at a line from the cell."""
        color = number.get_fill_color().to_hex()
        window = self.window(note, lambda: spot, color)
        # So wide that the cell is seen in it.
        row, column = spot
        cell = Window(edges, lambda: (row - 0.5, column - 0.5), 2, color, width=self.theme.line_width)
        leads = VMobject(stroke_color=color, stroke_width=self.theme.line_width)

        def follow(_: VMobject) -> None:
            number.set_line(self.beyond(edges.place, spot))
            side = np.sign(number.line_middle - edges.place.y) * UP
            ends = edges.cell(row - 0.5, column - 0.5, 2).edge(side), number.get_edge_center(-side)
            leads.set_points(segment_points(*(np.array([end]) for end in ends)))

        leads.add_updater(follow, call_updater=True)
        return VGroup(window, cell, decoration(leads), number)

    # -- what the window sees --------------------------------------------------------------------------------

    def lens(self) -> Raster:
        """The cells under the window, large, with a line of numbers above and one below."""
        (at,) = self.side.inset(0.0, self.line()).grid(1, 1, aspect=SHAPE)
        ink = self.theme.colors.drawn_glass  # as on a banknote
        return Raster(at, lambda: self.under() / LEVELS, tones=LEVELS + 1, dark=ink)

    def line(self) -> float:
        """How high a line of numbers is."""
        return 1.3 * self.theme.type.heading * PIXEL

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
        if not self.beside:
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
        """What each cell is multiplied by, before its brightness: it was read above the column."""
        rows, wide = self.in_cells(lens, np.vectorize(signed)(self.kernel)), lens.cell(0, 0).width
        for part in (part for row in rows for part in row):
            # Its end is as far from the sign as a brightness begins on the other side.
            digit = Label("0", part.size, weight="BOLD").width
            part.shift(((_ASIDE - _TIMES) * wide + (part.width - digit) / 2) * LEFT)
        return decoration(rows)

    def in_cells(self, lens: Raster, texts: np.ndarray) -> VGroup:
        """A text in each cell, row by row, light or dark as can be read there."""
        colors, under = self.theme.colors, self.under_at(self.spot)
        size = min(self.theme.type.heading, 0.4 * lens.cell(0, 0).height / PIXEL)
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
        size, gold = self.theme.type.heading, self.theme.colors.gold
        shown = VGroup()
        for j, weight in enumerate(self.kernel[0].tolist()):
            number = Label(signed(weight), size, gold, weight="BOLD")
            shown.add(number.set_line(lens.cell(0, j).edge(UP) + 0.55 * self.line() * UP))
        return shown

    def sum(self, lens: Raster) -> tuple[Label, Label]:
        """The products of each column, and what they come to, below the cells."""
        first, *others = (self.under_at(self.spot) * self.kernel).sum(axis=0).tolist()
        text = f"{plain_number(first, 0)} {' '.join(map(added, others))} ="
        result = self.found_at(self.spot, self.theme.colors.gold)
        size = self.theme.type.heading
        terms = Label(text, size, weight="BOLD").set_line(lens.place.edge(DOWN) + self.line() / 2 * DOWN)
        between = 0.25 * size * PIXEL
        terms.shift((between + result.width) / 2 * LEFT)
        return terms, result.beside(terms, between)
