"""Chapter: a price, an animal, a picture: every kind of answer has its own loss."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Create, FadeIn, Line, ValueTracker, VGroup, VMobject

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED
from loss_scenes.losses import cross_entropy, squared_error
from loss_scenes.market import MARKET, Market
from loss_scenes.pictures.known_pictures import noise
from loss_scenes.pictures.props import Painting
from loss_scenes.pictures.shelves import shelf_lines
from loss_scenes.pictures.squared_difference import SquaredDifference
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_LEAST = 0.02  # probability at which the cross-entropy's curve begins
_UNIT = 100.0  # of an error of the price, as it is drawn
_COMPARED = "price_gap", "surprise", "noise_gap"  # words
_GRAIN = 4, 4  # rows and columns of the noise that is shown
_SHOWN = 0.25  # of the way from dark to light, for noise of one standard deviation
_NAME = 0.62, 0.32  # of a curve's place: how wide and high a name is that stands over the curve in it
_BALL = 1.6  # radius of what goes down a curve, in units of the theme's dot
_SIGN = 0.42  # width of a sign, as a share of a picture's beside it


class Answers(Chapter):
    """Three things, and the loss of each: two curves on which a dot goes down, and noise that is guessed.

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
        frame = self.regions.frame
        self.broad = frame.width >= frame.height

    @beat
    def fit_the_task(self) -> None:
        motion, (priced, told, painted) = self.theme.motion, self.learnt
        places, shelves = self.places()
        house, (dog, cat), painting = (
            self.house(places[0]), self.animals(places[1]), self.painting(places[2])
        )  # fmt: skip
        price, animal = self.answer(places[0], self.priced_at()), self.answer(places[1], self.word("animal"))
        squared, entropy = self.bowl(places[0]), self.entropy(places[1])
        noisy, noise_gap = self.noise_held_against_a_guess(places[2]), self.named(2, places[2])
        # Every place has its loss from the beginning, which waits to be spoken of.
        faint = VGroup(squared[0].copy(), entropy[0].copy())
        faint.set_stroke(self.theme.colors.drawn_other, self.theme.line_width)
        with self.narrate("fit"):
            things = FadeIn(shelves, house, dog, cat, painting, bleeding(faint), noisy)
            self.then(self.clear_body(), things, run_time=motion.brief)
            # A curve comes before what lies on it.
            self.on("fit", Create(squared[0]), FadeIn(price, squared[1:]), run_time=motion.quick)
            self.fill(priced.animate.set_value(1.0))
            self.on("animal", Create(entropy[0]), FadeIn(animal, entropy[1:]), run_time=motion.quick)
            self.on("picture", FadeIn(noise_gap), run_time=motion.brief)
            passed = dog.animate.set_fill(self.theme.colors.drawn_other)
            self.then(passed, told.animate.set_value(1.0), steady(painted, 0.4), run_time=motion.beat)
            self.fill(steady(painted, 1.0))

    def places(self) -> tuple[tuple[Region, ...], VGroup]:
        """Of the three tasks: columns, or rows in an upright frame, each with a shelf to stand on."""
        frame, ground = self.regions.frame, self.scene.ground.horizon
        read = self.regions.hero.down_to(ground)
        if self.broad:
            places = read.columns(1, 1, 1, gap=0.3)
        else:
            left, right = float(frame.edge(LEFT)[0]), float(read.edge(RIGHT)[0])
            places = Region((left + right) / 2, read.y, right - left, read.height).rows(1, 1, 1, gap=0.2)
        return places, shelf_lines(self.regions, ground, places, self.theme)

    def parts(self, place: Region) -> tuple[Region, Region, Region, Region]:
        """Of a place: where the name of the loss, its curve, the answer and the thing stand."""
        if self.broad:
            name, curve, answer, thing = place.rows(1, 2.8, 1.1, 4.0)
        else:  # the name stands where the curve leaves room
            thing, words = place.columns(0.8, 1, gap=0.2)
            curve, answer = words.rows(3.2, 1)
            wide, high = _NAME[0] * curve.width, _NAME[1] * curve.height
            name = Region(curve.x, float(curve.edge(UP)[1]) - high / 2, wide, high)
        return name, curve, answer, thing

    # -- the tasks -----------------------------------------------------------------------------------------

    def size(self, thing: Region) -> float:
        """Of what stands in a place, in pixels of the design: as large as its foot and height allow."""
        return 0.94 * min(thing.width, thing.height) / PIXEL

    def house(self, place: Region) -> House:
        """What has a price."""
        thing = self.parts(place)[-1]
        return bleeding(House(self.size(thing), 0).stand(thing.edge(DOWN)))

    def animals(self, place: Region) -> VGroup:
        """A dog and a cat, of which one is asked for."""
        thing = self.parts(place)[-1]
        size, foot = self.size(thing), thing.edge(DOWN)
        aside = 0.3 * size * PIXEL * RIGHT
        return bleeding(VGroup(Dog(0.8 * size).stand(foot + aside), Cat(0.88 * size).stand(foot - aside)))

    def painting(self, place: Region) -> Painting:
        """A painting that is being painted."""
        thing = self.parts(place)[-1]
        drawn = Painting(0.94 * min(thing.width, 0.95 * thing.height) / PIXEL, self.theme.colors.gold)
        painted = self.learnt[2].get_value
        drawn.add_updater(lambda drawn: drawn.paint(painted()))
        drawn.update()
        return bleeding(drawn.stand(thing.edge(DOWN)))

    # -- what is right, and what is paid else --------------------------------------------------------------

    def priced_at(self) -> str:
        """The price, in money."""
        return str(self.word("true_price")).format(plain_number(self.price, 0))

    def answer(self, place: Region, text: str) -> Label:
        """The right answer, beside the thing."""
        return self.said(text, self.parts(place)[2], self.theme.colors.gold)

    def noise_held_against_a_guess(self, place: Region) -> SquaredDifference:
        """What is guessed of a picture: the square of the noise on it, as it is guessed, minus what it is.

        The guess is nothing at first, and goes straight to the noise, as gradient steps on the square would.
        """
        learnt, truth = self.learnt[2].get_value, noise(_GRAIN, seed=2)
        name, curve, answer, _ = self.parts(place)
        top, low = float(name.edge(DOWN)[1]), float(answer.edge(DOWN)[1])
        side = min(curve.width / (2 + 3 * _SIGN), 0.94 * (top - low))
        step, middle = (1 + _SIGN) / 2 * side, curve.x - _SIGN / 3 * side
        first, second = (Region(middle + k * step, (top + low) / 2, side, side) for k in (-1, 1))

        formula = SquaredDifference(
            (first, second), lambda: 0.5 + _SHOWN * learnt() * truth, lambda: 0.5 + _SHOWN * truth
        )
        return bleeding(formula)

    def bowl(self, place: Region) -> VGroup:
        """The squared error of a price, its name, and a dot that goes down; below it, the price guessed."""
        room, colors = self.parts(place)[1], self.theme.colors
        tag = 1.1 * self.theme.type.label * PIXEL + _BALL * self.theme.dot
        plot = Plot(
            self.curve_place(room, 0.93 * room.height - tag, tag / 2), (-1.0, 1.0), (0.0, 1.0), bare=True
        )
        at = self.way_down(0, squared_error, -0.92, 0.0)
        return VGroup(
            plot.curve(squared_error, SQUARED.color(colors)),
            Dots(plot, at, colors.text, scale=_BALL),
            self.named(0, place),
            *self.guess(plot, at, tag, room),
        )

    def entropy(self, place: Region) -> VGroup:
        """The cross-entropy of the right animal's probability, its formula, and a dot that goes down."""
        room, colors = self.parts(place)[1], self.theme.colors
        most = float(cross_entropy(_LEAST))
        plot = Plot(
            self.curve_place(room, (0.7 if self.broad else 0.85) * room.height, 0.04 * room.height),
            (0.0, 1.0),
            (0.0, most),
            bare=True,
        )
        at = self.way_down(1, cross_entropy, 2.5 * _LEAST, 0.95)
        return VGroup(
            plot.curve(cross_entropy, CROSS_ENTROPY.color(colors), over=(_LEAST, 1.0)),
            Dots(plot, at, colors.text, scale=_BALL),
            self.named(1, place),
        )

    def curve_place(self, room: Region, high: float, up: float) -> Region:
        """A place for a curve that is so high, above the middle of its room."""
        wide = min(0.86 * room.width, 2.0 * high) if self.broad else room.width
        return Region(room.x, room.y + up, wide, high)

    def way_down(
        self, kind: int, loss: Callable[[float], float], first: float, last: float
    ) -> Callable[[], np.ndarray]:
        """Where on the curve of a task's loss the dot is by now, as coordinates of shape (1, 2)."""
        learnt = self.learnt[kind].get_value

        def at() -> np.ndarray:
            x = first + learnt() * (last - first)
            return np.array([[x, float(loss(x))]])

        return at

    def guess(
        self, plot: Plot, at: Callable[[], np.ndarray], high: float, within: Region
    ) -> tuple[VMobject, Segments, LiveNumber]:
        """On the axis of a bowl the price that is guessed now, below the dot: it is no loss."""
        colors, room = self.theme.colors, plot.region
        axis = Line(room.edge(DOWN + LEFT), room.edge(DOWN + RIGHT), stroke_color=colors.muted)
        axis.set_stroke(width=self.theme.hair_width)

        def down() -> np.ndarray:
            x, y = at()[0]
            return np.array([(x, 0.0, x, y)])

        stem = Segments(plot, down, colors.text, width=self.theme.line_width)
        number = LiveNumber(
            lambda: self.price + _UNIT * at()[0, 0], decimals=0, template=self.word("guess"),
            size=self.theme.type.label, edge=ORIGIN,
        )  # fmt: skip
        low = (high - 0.5 * self.theme.type.label * PIXEL) * DOWN  # the dot may lie on the axis
        aside = max(0.0, (within.width - number.width) / 2)

        def below() -> np.ndarray:
            x = float(np.clip(plot.c2p(at()[0, 0], 0.0)[0], within.x - aside, within.x + aside))
            return np.array([x, room.edge(DOWN)[1], 0.0]) + low

        under = detached(below)
        number.add_updater(lambda number: number.set_line(under()), call_updater=True)
        return decoration(axis), decoration(stem), number

    def named(self, kind: int, place: Region) -> Label:
        """What a task's loss is of what is compared; all of them are as large as the longest can be."""
        name, color = self.parts(place)[0], (SQUARED, CROSS_ENTROPY, SQUARED)[kind].color(self.theme.colors)
        size = min(self.said(self.word(each), name, color).size for each in _COMPARED)
        if kind == 1 and not self.broad:  # where its curve is low
            name = Region(
                name.x + (self.parts(place)[1].width - name.width) / 2, name.y, name.width, name.height
            )
        return self.said(self.word(_COMPARED[kind]), name, color, size)

    def said(self, text: str, place: Region, color: str, size: float | None = None) -> Label:
        """An answer, or the name of a loss."""
        sizes = self.theme.type
        size = size or (sizes.heading if self.regions.frame.broad else sizes.body)
        return Label(text, size, color, weight="BOLD", within=place, edge=ORIGIN)
