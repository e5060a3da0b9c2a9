"""Chapter: a price, an animal, a picture: every kind of answer has its own gap, and is measured by it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, RoundedRectangle, ValueTracker, VGroup

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED
from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.budget import LossBar
from loss_scenes.pictures.known_pictures import noise
from loss_scenes.pictures.props import Painting
from loss_scenes.pictures.shelves import shelf_lines
from loss_scenes.pictures.squared_difference import beside
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import DottedLines, Segments
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_COMPARED = "price_gap", "surprise", "noise_gap"  # words
_FIRST_GUESS = 92.0  # above the price
_LIKELY = 0.06, 0.95  # probability of the right animal, at first and at last
_THING = 0.68  # of a column's height below the name
_GRAIN = 4, 4  # rows and columns of the noise that is shown
_SHOWN = 0.25  # of the way from dark to light, for noise of one standard deviation
_MINUS = 0.42  # between two pictures, as a share of one: room for the sign
_HOUSE = 0.88, 0.7  # of what has room: the house, in columns and in rows
_HIGH = 0.3  # of a bar, by its width
_DOT, _PITCH = 20.0, 38.0  # of a gap, in pixels of the design


class Cell(NamedTuple):
    """Of a task: where its loss is named, where what is compared stands, and where the thing does."""

    name: Region
    gap: Region
    thing: Region


class Answers(Chapter):
    """Three things, and what the loss of each measures: three gaps that close.

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
        price, probability, pictures = self.price_gap(), self.probability_gap(), self.picture_gap()
        names = self.names()
        with self.narrate("fit"):
            things = FadeIn(self.shelves, house, dog, cat, painting)
            self.then(self.clear_body(), things, run_time=motion.brief)
            self.on("fit", FadeIn(price, names[0]), run_time=motion.quick)
            self.fill(priced.animate.set_value(1.0))
            self.on("animal", FadeIn(probability, names[1]), run_time=motion.quick)
            self.on("picture", FadeIn(pictures, names[2]), run_time=motion.brief)
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
        cells: list[Cell] = []
        for row in rows:
            thing, words = row.columns(0.8, 1, gap=0.2)
            gap, name = words.rows(row.height - name_high, name_high)
            # The first gap is at the thing itself, and leaves its name all the place beside that.
            cells.append(Cell(name, gap, thing) if cells else Cell(words, gap, thing))
        return cells, shelf_lines(self.regions, ground, rows, self.theme)

    # -- the things ----------------------------------------------------------------------------------------

    def size(self, thing: Region) -> float:
        """Of what stands in a place, in pixels of the design: as large as its foot and height allow."""
        return 0.94 * min(thing.width, thing.height) / PIXEL

    def house(self) -> House:
        """What has a price: in a low row it leaves room above for the gap."""
        thing = self.cells[0].thing
        share = _HOUSE[0 if self.broad else 1]
        return bleeding(House(share * self.size(thing), 0).stand(thing.edge(DOWN)))

    def animals(self) -> VGroup:
        """A dog and a cat, of which one is asked for."""
        thing = self.cells[1].thing
        size, foot = self.size(thing), thing.edge(DOWN)
        aside = 0.3 * size * PIXEL * RIGHT
        return bleeding(VGroup(Dog(0.8 * size).stand(foot + aside), Cat(0.88 * size).stand(foot - aside)))

    def painting(self) -> Painting:
        """A painting that is being painted."""
        thing = self.cells[2].thing
        drawn = Painting(0.94 * min(thing.width, 0.95 * thing.height) / PIXEL, self.theme.colors.gold)
        painted = self.learnt[2].get_value
        drawn.add_updater(lambda drawn: drawn.paint(painted()))
        drawn.update()
        return bleeding(drawn.stand(thing.edge(DOWN)))

    # -- what is measured of each --------------------------------------------------------------------------

    def guessed(self) -> float:
        """The price that is guessed now: it comes down to the true one."""
        return self.price + (1 - self.learnt[0].get_value()) * _FIRST_GUESS

    def price_gap(self) -> VGroup:
        """The line that says a price, and how far it is above the house."""
        (_, gap, thing), house, colors = self.cells[0], self.house(), self.theme.colors
        low, top = float(house.get_center()[1]), float(gap.edge(UP)[1]) - 0.2 * self.theme.type.body * PIXEL
        left, right = float(thing.edge(LEFT)[0]), float(thing.edge(RIGHT)[0])
        plot = Plot(
            Region((left + right) / 2, (low + top) / 2, right - left, top - low), (0.0, 1.0),
            (self.price, self.price + _FIRST_GUESS), bare=True,
        )  # fmt: skip
        x = float(plot.p2c(house.get_edge_center(RIGHT) + 0.8 * _PITCH * PIXEL * RIGHT)[0])
        line = Segments(
            plot, lambda: np.array([(0.0, self.guessed(), 1.0, self.guessed())]), colors.squared,
            width=self.theme.curve_width,
        )  # fmt: skip
        dots = DottedLines(
            plot, lambda: np.array([(x, self.guessed(), x, self.price)]), colors.outlier,
            dot=_DOT, pitch=_PITCH,
        )  # fmt: skip
        return bleeding(VGroup(dots, line))

    def likely(self) -> float:
        """How likely the right animal is said to be."""
        first, last = _LIKELY
        return first + self.learnt[1].get_value() * (last - first)

    def probability_gap(self) -> VGroup:
        """The probability of the right animal as a bar, and what it lacks."""
        gap, colors = self.cells[1].gap, self.theme.colors
        high = min(_HIGH * gap.width, 0.8 * gap.height)
        place = Region(gap.x, gap.y, 0.94 * gap.width, high)
        full = RoundedRectangle(width=place.width, height=high, corner_radius=14 * PIXEL)
        full.set_stroke(colors.drawn_mid, self.theme.line_width).move_to(place.center)
        plot = Plot(place, (0.0, 1.0), (-1.0, 1.0), bare=True)
        lacks = DottedLines(
            plot, lambda: np.array([(self.likely(), 0.0, 1.0, 0.0)]), colors.outlier, dot=_DOT, pitch=_PITCH
        )
        return bleeding(VGroup(full, lacks, LossBar(place, self.likely, colors.gold)))

    def picture_gap(self) -> VGroup:
        """The noise on a picture as it is guessed, and as it is.

        The guess is nothing at first, and goes straight to the noise, as gradient steps on the square would.
        """
        learnt, truth, gap = self.learnt[2].get_value, noise(_GRAIN, seed=2), self.cells[2].gap
        side = min(0.94 * gap.width / (2 + _MINUS), 0.9 * gap.height)
        first, between, second = Region(gap.x, gap.y, (2 + _MINUS) * side, side).columns(1, _MINUS, 1)
        return bleeding(
            VGroup(
                Pixels(first, lambda: 0.5 + _SHOWN * learnt() * truth),
                beside("\N{MINUS SIGN}", between, size=1.4),
                Pixels(second, lambda: 0.5 + _SHOWN * truth),
            )
        )

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
