"""Chapter: a price, an animal, a picture: every kind of answer has a loss of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, RoundedRectangle, ValueTracker, VGroup, VMobject

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED
from loss_scenes.losses import cross_entropy, squared_error
from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.budget import LossBar
from loss_scenes.pictures.known_pictures import noise
from loss_scenes.pictures.props import Painting
from loss_scenes.pictures.shelves import shelf_lines
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Boxes, Dots, DottedLines, Segments
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_COMPARED = "price_gap", "surprise", "noise_gap"  # words
_FIRST_GUESS = 92.0  # above the price
_LIKELY = 0.06, 0.95  # probability of the right animal, at first and at last
_THING = 0.68  # of a column's height below the name
_GRAIN = 8, 11  # rows and columns of the noise on the canvas
_SHOWN = 0.25  # of the way from dark to light, for noise of one standard deviation
_HOUSE = 0.7  # of what has room: the house, beside its gap and the square of that
_BAR = 0.16  # of the height there is for the curve of a probability: the bar of that, below it
_DOT, _PITCH = 20.0, 38.0  # of a gap, in pixels of the design
_BALL = 1.2  # radius of the place on a curve, in that of the theme's dots


class Cell(NamedTuple):
    """Of a task: where its loss is named, where what is compared stands, and where the thing does."""

    name: Region
    gap: Region
    thing: Region


class Answers(Chapter):
    """Three things, and what the loss of each measures: three losses that shrink.

    Parameters
    ----------
    scene
        Where it is told.
    market, priced
        The houses, and which of them is asked for its price.
    """

    def __init__(self, scene: NarratedScene, *, market: Market = MARKET, priced: int = 7) -> None:
        super().__init__(scene)
        self.price = market.prices[priced]
        self.learnt = [ValueTracker(0.0) for _ in range(3)]
        self.broad = self.regions.frame.broad
        self.cells, self.shelves = self.places()

    @beat
    def fit_the_task(self) -> None:
        """The three things; each is measured when it is spoken of."""
        motion, (priced, told, painted) = self.theme.motion, self.learnt
        house, (dog, cat), painting = self.house(), self.animals(), self.painting()
        price, surprise, left = self.price_gap(), self.surprise(), self.noise_left()
        names = self.names()
        with self.narrate("fit"):
            things = FadeIn(self.shelves, house, dog, cat, painting)
            self.then(self.clear_body(), things, run_time=motion.brief)
            self.on("fit", FadeIn(price, names[0]), run_time=motion.quick)
            self.fill(priced.animate.set_value(1.0))
            self.on("animal", FadeIn(surprise, names[1]), run_time=motion.quick)
            self.on("picture", FadeIn(left, names[2]), run_time=motion.brief)
            passed = dog.animate.set_fill(self.theme.colors.drawn_other)
            self.then(passed, told.animate.set_value(1.0), steady(painted, 0.4), run_time=motion.beat)
            self.fill(steady(painted, 1.0))

    def places(self) -> tuple[list[Cell], VGroup]:
        """Columns, or rows in a frame that is not broad, each with a shelf to stand on."""
        frame, ground = self.regions.frame, self.scene.ground.horizon
        read, name_high = self.regions.hero.down_to(ground), 1.3 * self.theme.type.heading * PIXEL
        if self.broad:
            columns = read.columns(1, 1, 1, gap=0.5)
            high = _THING * (read.height - name_high)
            parts = [column.rows(name_high, read.height - name_high - high, high) for column in columns]
            return [Cell(*part) for part in parts], shelf_lines(self.regions, ground, columns, self.theme)
        left, right = float(frame.edge(LEFT)[0]), float(read.edge(RIGHT)[0])
        rows = Region((left + right) / 2, read.y, right - left, read.height).rows(1, 1, 1, gap=0.2)
        cells = []
        for row in rows:
            thing, words = row.columns(0.8, 1, gap=0.2)
            gap, name = words.rows(row.height - name_high, name_high)
            cells.append(Cell(name, gap, thing))
        return cells, shelf_lines(self.regions, ground, rows, self.theme)

    # -- the things ----------------------------------------------------------------------------------------

    def size(self, thing: Region) -> float:
        """Of what stands in a place, in pixels of the design: as large as its foot and height allow."""
        return 0.94 * min(thing.width, thing.height) / PIXEL

    def house(self) -> House:
        """What has a price: at its right there is room for the gap and its square."""
        thing = self.cells[0].thing
        size = _HOUSE * self.size(thing)
        foot = thing.edge(DOWN + LEFT) + 0.6 * size * PIXEL * RIGHT
        return bleeding(House(size, 0).stand(foot))

    def animals(self) -> VGroup:
        """A dog and a cat, of which one is asked for."""
        thing = self.cells[1].thing
        size, foot = self.size(thing), thing.edge(DOWN)
        aside = 0.3 * size * PIXEL * RIGHT
        return bleeding(VGroup(Dog(0.8 * size).stand(foot + aside), Cat(0.88 * size).stand(foot - aside)))

    def painting(self) -> VGroup:
        """A painting that comes out of the noise: as much of this as is not guessed yet lies over it."""
        thing, learnt = self.cells[2].thing, self.learnt[2].get_value
        drawn = Painting(0.94 * min(thing.width, 0.95 * thing.height) / PIXEL).stand(thing.edge(DOWN))
        canvas = drawn.canvas
        x, y, _ = canvas.get_center()
        truth = noise(_GRAIN, seed=2)
        veil = Pixels(Region(x, y, canvas.width, canvas.height), lambda: 0.5 + _SHOWN * truth)
        veil.add_updater(lambda veil: veil.set_fill(opacity=1 - learnt()))
        return bleeding(VGroup(drawn, decoration(veil)))

    # -- what is measured of each --------------------------------------------------------------------------

    def guessed(self) -> float:
        """The price that is guessed now: it comes down to the true one."""
        return self.price + (1 - self.learnt[0].get_value()) * _FIRST_GUESS

    def price_gap(self) -> VGroup:
        """How far the line that says a price is from the house, the square of that, and its loss's curve."""
        thing, house, colors = self.cells[0].thing, self.house(), self.theme.colors
        low, left, right = float(house.get_center()[1]), *(float(thing.edge(x)[0]) for x in (LEFT, RIGHT))
        beside = float(house.get_edge_center(RIGHT)[0]) + 0.8 * _PITCH * PIXEL
        begin = beside + 0.8 * _PITCH * PIXEL  # of the square
        # At first the square is as large as there is room beside the house.
        side = min(right - begin, float(thing.edge(UP)[1]) - low)
        # Equal units both ways: of the price, and from the square's left edge.
        unit = side / _FIRST_GUESS
        place = Region((left + right) / 2, low + side / 2, right - left, side)
        plot = Plot(
            place, ((left - begin) / unit, (right - begin) / unit), (self.price, self.price + _FIRST_GUESS),
            bare=True,
        )  # fmt: skip
        x, ends = (beside - begin) / unit, plot.x_range

        def square() -> np.ndarray:
            gap = self.guessed() - self.price
            return np.array([(0.0, self.price, gap, self.guessed())])[: int(gap > 0)]

        line = Segments(
            plot, lambda: np.array([(ends[0], self.guessed(), ends[1], self.guessed())]), colors.prediction,
            width=self.theme.curve_width,
        )  # fmt: skip
        dots = DottedLines(
            plot, lambda: np.array([(x, self.guessed(), x, self.price)]), colors.outlier,
            dot=_DOT, pitch=_PITCH,
        )  # fmt: skip
        boxes = Boxes(plot, square, colors.squared, opacity=1.0)
        return bleeding(VGroup(boxes, dots, line, *self.squared()))

    def squared(self) -> VGroup:
        """The loss over the difference in price, and the loss of now."""
        gap, color = self.cells[0].gap, SQUARED.color(self.theme.colors)
        place = Region(gap.x, gap.y, 0.94 * gap.width, 0.96 * gap.height).inset(0.0, self.ball)
        first = _FIRST_GUESS
        plot = Plot(place, (-first, first), (0.0, float(squared_error(first))), bare=True)
        curve = plot.curve(squared_error, color, width=self.theme.curve_width)

        def now() -> tuple[float, float]:
            off = self.guessed() - self.price
            return off, float(squared_error(off))

        return VGroup(curve, *self.loss_on_a_curve(plot, now))

    @property
    def ball(self) -> float:
        """Radius of the place on a curve: it reaches beyond the curve's ends."""
        return _BALL * self.theme.dot

    def loss_on_a_curve(self, plot: Plot, now: Callable[[], tuple[float, float]]) -> tuple[VMobject, Dots]:
        """How high the loss of now is, and its place on the curve."""

        def high() -> np.ndarray:
            at, loss = now()
            return np.array([(at, loss, at, 0.0)])

        drop = DottedLines(plot, high, self.theme.colors.outlier, dot=_DOT, pitch=0.75 * _PITCH)
        return drop, Dots(plot, lambda: np.array([now()]), self.theme.colors.outlier, scale=_BALL)

    def likely(self) -> float:
        """How likely the right animal is said to be."""
        first, last = _LIKELY
        return first + self.learnt[1].get_value() * (last - first)

    def surprise(self) -> VGroup:
        """The loss over the probability of the right animal, this as a bar, and the loss of now."""
        gap, colors, ink = self.cells[1].gap, self.theme.colors, CROSS_ENTROPY.color(self.theme.colors)
        wide, least = 0.94 * gap.width, _LIKELY[0]
        high, _, low = Region(gap.x, gap.y, wide, 0.96 * gap.height).rows(1 - 1.6 * _BAR, 0.6 * _BAR, _BAR)
        top = float(cross_entropy(least))
        plot = Plot(high.inset(0.0, self.ball), (0.0, 1.0), (0.0, top), bare=True)
        curve = plot.curve(cross_entropy, ink, over=(least, 1.0), width=self.theme.curve_width)

        def now() -> tuple[float, float]:
            return self.likely(), float(cross_entropy(self.likely()))

        full = RoundedRectangle(width=wide, height=low.height, corner_radius=min(14 * PIXEL, low.height / 2))
        full.set_stroke(colors.drawn_mid, self.theme.line_width).move_to(low.center)
        return bleeding(
            VGroup(full, LossBar(low, self.likely, colors.text), curve, *self.loss_on_a_curve(plot, now))
        )

    def noise_left(self) -> VGroup:
        """The square of what of the noise is not guessed yet, pixel by pixel: it gets dark, within a frame.

        The guess is nothing at first, and goes straight to the noise, as gradient steps on the square would.
        """
        learnt, truth, gap = self.learnt[2].get_value, noise(_GRAIN, seed=2), self.cells[2].gap
        rows, columns = _GRAIN
        pitch = 0.96 * min(0.94 * gap.width / columns, gap.height / rows)
        place = Region(gap.x, gap.y, columns * pitch, rows * pitch)
        frame = RoundedRectangle(width=place.width, height=place.height, corner_radius=6 * PIXEL)
        frame.set_stroke(self.theme.colors.drawn_mid, self.theme.line_width).move_to(place.center)
        pixels = Pixels(
            place, lambda: squared_error((1 - learnt()) * truth), light=self.theme.colors.squared
        )  # fmt: skip
        return bleeding(VGroup(decoration(pixels), frame))

    def names(self) -> list[Label]:
        """What each loss is of what is compared; all of them are as large as the longest can be."""
        size, edge = self.theme.type.heading, ORIGIN if self.broad else LEFT
        losses = SQUARED, CROSS_ENTROPY, SQUARED
        said = list(zip(_COMPARED, losses, [cell.name for cell in self.cells], strict=True))
        for key, _, place in said:
            row = Region(place.x, place.y, place.width, 1.3 * self.theme.type.heading * PIXEL)
            size = min(size, Label(self.word(key), size, weight="BOLD", within=row).size)
        return [
            Label(self.word(key), size, loss.color(self.theme.colors), weight="BOLD").set_line(
                place.edge(edge), edge
            )
            for key, loss, place in said
        ]
