"""Chapter: generation learns how pictures are distributed, and paints one out of noise."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    angle_of_vector,
    smooth,
    squish_rate_func,
)
from manim.typing import Vector3D

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.falling_loss import bar_in_track
from loss_scenes.pictures.family_head import family_name, told_beside
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.name_plate import below_plate
from loss_scenes.pictures.robot import Robot
from loss_scenes.pictures.squared_difference import SquaredDifference
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber, plain_number
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SIGMAS = tuple(np.geomspace(3.0, 0.1, 14))
"""Noise that is left from step to step: few, so that every step is seen."""
SEED = 26
"""Of the noise at the beginning."""

_BEGUN = 0.45  # of the way, when the painting is spoken of
_CAT = 0.6  # of a known picture's height: a cat in it
_KNOWN = 4  # cats that are shown: so few that each is well seen
_LESSONS = 10  # steps in which the guess gets better
_SIGN = 0.42  # em square of a sign between pictures, by their side
# Between pictures of a row, in their sides: an arrow; room for a bracket, a minus, and ")²".
_ARROW, _OPEN, _MINUS, _CLOSE = 0.32, 0.17, 0.3, 0.42
_RESULT = 3.4  # how wide "= 0.03" is, by its em square
_LARGE = 0.84  # of the display size: the error beside two pictures
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Chain(NamedTuple):
    """Where the noisy picture, the model and what it gives stand, and where the pictures are named."""

    noisy: Region
    robot: Region
    given: Region
    name: Region
    given_name: Region


class Sum(NamedTuple):
    """Where both noises stand, and the error; where all three are named; and where the error is a length."""

    guess: Region
    true: Region
    error: Region
    error_name: Region
    bar: Region
    first: Region
    guess_name: Region
    true_name: Region


@functools.cache
def painting(sigmas: tuple[float, ...] = SIGMAS, seed: int = SEED) -> np.ndarray:
    """A cat out of noise, at every step: one of all the cats that there are, and none of the examples."""
    pictures = known_pictures().reshape(len(known_pictures()), -1)
    return paint(noise(pictures.shape[1:], seed), sigmas, pictures)


def painted_at(path: np.ndarray, share: float) -> np.ndarray:
    """The picture after a share of the steps."""
    return interpolate(path, share * (len(path) - 1))


def shown(picture: np.ndarray) -> np.ndarray:
    """Numbers as greys, 0 to 1: noise of any size is shown as far as black and white reach."""
    return np.asarray(0.5 + 0.5 * picture.reshape(SIDE, SIDE) / max(1.0, float(picture.std())))


class Generation(Chapter):
    """Noise becomes a cat like those that were shown, but none of them; then noise that was added is guessed.

    What paints is the best guess of all for this family of cats, in closed form; a network has to learn it.

    Parameters
    ----------
    scene
        Where it is told.
    sigmas
        Noise that is left from step to step.
    seed
        Of the noise at the beginning.
    sigma
        Noise on the picture whose noise is guessed.
    believed
        Noise that the guesser believes in, before and after it has learnt: at first so much that it takes all
        cats for equally likely.

    Examples
    --------
    The first beat by itself; another ``seed`` paints another cat::

        from loss_scenes.lesson import LESSON

        class CatFromNoise(Excerpt):
            lesson, script, lines = LESSON, "scene3", ["generation"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                generation = Generation(self)

                generation.paint_from_noise()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        sigmas: tuple[float, ...] = SIGMAS,
        seed: int = SEED,
        sigma: float = 0.5,
        believed: tuple[float, float] = (40.0, 3.0),
    ) -> None:
        super().__init__(scene)
        self.path = painting(sigmas, seed)
        self.clean = self.path[-1]
        self.noise, self.sigma = noise(self.clean.shape, seed + 1), sigma
        self.noisy = self.clean + sigma * self.noise
        self.guesses = self.learn(believed)
        self.painted, self.added, self.learnt = (ValueTracker(0.0) for _ in range(3))
        self.canvas: Pixels | None = None  # what was painted on
        self.title = family_name(self.regions.hero, self.word("generation"))
        self.broad = self.regions.frame.broad

    def learn(self, believed: tuple[float, float]) -> np.ndarray:
        """The noise that is guessed from lesson to lesson, in standard deviations."""
        pictures = known_pictures().reshape(len(known_pictures()), -1)
        left = [denoise(self.noisy, each, pictures) for each in np.geomspace(*believed, _LESSONS)]
        return np.asarray((self.noisy - np.array(left)) / self.sigma)

    # -- a painting ----------------------------------------------------------------------------------------

    def picture(self) -> np.ndarray:
        """The picture of the moment."""
        return shown(painted_at(self.path, self.painted.get_value()))

    @beat
    def paint_from_noise(self, models: Sequence[VMobject] = ()) -> None:
        """Noise becomes a cat; cats that are on the screen become the pictures of known ones on their way."""
        motion = self.theme.motion
        large, small, note_place, new_place = self.places()
        sizes, ink = self.theme.type, self.theme.colors.text
        note = Label(self.word("known"), sizes.body, ink, weight="BOLD", within=note_place, edge=ORIGIN)
        new = self.frame_of(large), self.called_new(new_place)
        self.canvas = picture = Pixels(large, self.picture)
        known = [
            bleeding(Pixels(place, lambda k=k: shown(known_pictures()[k])))  # type: ignore[misc]
            for place, k in zip(small, EXAMPLES[:_KNOWN], strict=True)
        ]
        with self.narrate("generation"):
            # Words wait until the old ones are gone; what is drawn does not: the stage is never empty.
            words = FadeIn(self.title, self.phase("drawing"), rate_func=motion.late(0.4))
            named = FadeIn(note, rate_func=motion.late(0.75))  # what becomes pictures passes its place
            seen, cards = [picture, *known[len(models) :]], self.cards(models)
            goes = *self.settle(models, small), *self.framed(cards, small)
            self.on("generation", self.clear_body(*models), *goes, FadeIn(*seen), words, named,
                run_time=motion.calm)  # fmt: skip
            pictured = [FadeIn(*known[: len(models)]), FadeOut(*models, *cards)] if models else []
            self.then(*pictured, run_time=motion.quick)
            self.fill(steady(self.painted, _BEGUN))
            self.on("painting", steady(self.painted, 1.0), run_time=1.5 * motion.beat)
            self.fill(Create(new[0]), FadeIn(new[1]))

    @staticmethod
    def settle(models: Sequence[VMobject], places: Sequence[Region]) -> list[Any]:
        """Animations: things go to places, as large as cats are in their pictures."""
        return [
            cast(Any, thing).animate.scale(_CAT * place.height / thing.height).move_to(place.center)
            for thing, place in zip(models, places, strict=False)
        ]

    def cards(self, models: Sequence[VMobject]) -> list[Square]:
        """Behind each thing what it is a picture on: not yet seen."""
        colors = self.theme.colors
        look = {"stroke_color": colors.drawn_front, "fill_color": colors.panel, "stroke_opacity": 0}
        return [
            bleeding(Square(thing.height / _CAT, stroke_width=self.theme.line_width, **look))
            .move_to(thing)
            .set_z_index(thing.z_index - 1)
            for thing in models
        ]

    @staticmethod
    def framed(cards: Sequence[Square], places: Sequence[Region]) -> list[Any]:
        """Animations: they come to be seen, and go to places with the things, which are pictures by then."""
        return [
            cast(Any, card)
            .animate.scale(place.height / card.height)
            .move_to(place.center)
            .set_stroke(opacity=1)
            .set_fill(opacity=1)
            for card, place in zip(cards, places, strict=False)
        ]

    def phase(self, word: str) -> Label:
        """What is done at the moment, beside the family's name: a model draws long after it was trained."""
        return told_beside(self.regions.hero, self.title, self.word(word), self.theme.colors.gold)

    def called_new(self, place: Region) -> Label:
        """What the painted picture is, beside those that a model was trained with."""
        size, ink = self.theme.type.body, self.theme.colors.gold
        return Label(self.word("new"), size, ink, weight="BOLD", within=place, edge=ORIGIN)

    def frame_of(self, large: Region) -> Square:
        """A gold frame: this picture is new, none of those that were shown."""
        gold, width = self.theme.colors.gold, 2 * self.theme.line_width
        frame = Square(min(large.width, large.height), stroke_color=gold, stroke_width=width)
        return bleeding(frame.move_to(large.center))

    def places(self) -> tuple[Region, Sequence[Region], Region, Region]:
        """Where the large picture stands, the known ones, and what is said of both."""
        hero = self.regions.hero
        title_high = hero.height - below_plate(hero).height
        note_high, gap = 1.4 * self.theme.type.body * PIXEL, 0.15
        frame = self.regions.frame
        if frame.width >= frame.height:  # the known ones beside it, all of them named below
            size = min(hero.height - note_high, 0.56 * hero.width)
            side = min(hero.height - title_high - note_high, hero.width - size - 0.3)
            margin = max(0.0, hero.width - side - size - 0.9) / 2
            left = Region(float(hero.edge(LEFT)[0]) + margin + side / 2, hero.y, side, hero.height)
            foot = hero.edge(DOWN + RIGHT) + (margin + size / 2) * LEFT + note_high * UP
            large = Region(float(foot[0]), float(foot[1]) + size / 2, size, size)
            _, few, note = left.rows(hero.height - side - note_high, side, note_high)
            cells = [at for row in few.rows(1, 1, gap=gap) for at in row.columns(1, 1, gap=gap)]
            return large, cells, note, Region(large.x, note.y, size, note_high)
        few_high = (frame.width - 5 * gap) / _KNOWN  # they are looked at, not read
        _, large, few, note = hero.rows(
            title_high + gap,
            hero.height - title_high - few_high - note_high - 2 * gap,
            few_high + gap,
            note_high,
        )
        few = Region(frame.x, few.y - gap / 2, frame.width - 2 * gap, few_high)
        beside = (large.width - large.height) / 2  # between the picture's frame and what is read
        new = Region(float(large.edge(RIGHT)[0]) - beside / 2, large.y, beside, note_high)
        return large, few.columns(*(1,) * _KNOWN, gap=gap), note, new

    # -- what it was trained by ----------------------------------------------------------------------------

    def guess(self) -> np.ndarray:
        """The noise that is guessed at the moment, in standard deviations."""
        return painted_at(self.guesses, self.learnt.get_value())

    def error(self) -> float:
        """Mean squared error of the guess."""
        return float(np.mean(squared_error(self.guess() - self.noise)))

    @beat
    def guess_the_noise(self) -> None:
        """A model takes a noisy picture in and gives noise out; that alone is held against what was added."""
        motion, first, then = self.theme.motion, self.chain(), self.sum()
        robot, into, out = self.robot(first.robot), *self.arrows(first)
        given, formula = self.given(first.given), self.formula(then)
        number, *error = self.result(then)
        with self.narrate("noise"):
            picture = self.painted_cat(first.noisy, robot, self.phase("training"))
            named = self.label(self.word("noisy"), first.name)
            self.then(steady(self.added, 1.0), FadeIn(named, into), run_time=motion.beat)
            self.add(picture)
            guessed = self.label(self.word("guessed_noise"), first.given_name)
            self.fill(FadeIn(out, given, guessed))
            given.clear_updaters()
            goes = (
                cast(Any, given)
                .animate.scale(then.guess.width / first.given.width)
                .move_to(then.guess.center)
            )
            left = FadeOut(picture, named, into, robot, out, rate_func=motion.soon(0.4))
            name = Transform(guessed, self.label(guessed.text, then.guess_name))
            true = self.label(self.word("true_noise"), then.true_name)
            compared = FadeIn(formula.signs, formula.other, true, number, *error, rate_func=motion.late(0.5))
            self.on("noise", left, goes, name, compared, run_time=motion.quick)
            self.remove(given)
            self.add(formula, number, *error)
            self.then(steady(self.learnt, 1.0), run_time=self.seconds_left() - motion.calm)
            # What is guessed right is framed as the picture was that came out right: while the result rests.
            self.fill(Create(self.frame_of(then.guess)))

    def painted_cat(self, square: Region, *others: VMobject) -> Pixels:
        """The picture that noise is put on: what was just painted goes to its place, or it comes in.

        Then others come in beside it, so that this is not alone for long.
        """
        motion, canvas = self.theme.motion, self.canvas
        noisy = bleeding(Pixels(square, self.seen))
        if canvas is None:
            self.then(self.clear_body(), FadeIn(self.title, noisy, *others), run_time=motion.swift)
            return noisy
        bleeding(canvas).clear_updaters()
        # When all that stood beside it is gone.
        later = cast(Any, canvas).animate(rate_func=squish_rate_func(smooth, 0.4, 1.0))
        smaller = later.scale(square.width / canvas.width).move_to(square.center)
        comes = FadeIn(*others, rate_func=motion.late(0.65))
        self.then(self.clear_body(canvas, self.title), smaller, comes, run_time=motion.calm)
        self.remove(canvas)
        self.add(noisy)
        return noisy

    def seen(self) -> np.ndarray:
        """The picture as it is shown, with as much noise as was added."""
        added = self.added.get_value()
        picture = (1 - added) * shown(self.clean).ravel() + added * (0.5 + _SHOWN * self.noisy)
        return np.asarray(picture.reshape(SIDE, SIDE))

    # -- places of both pictures ---------------------------------------------------------------------------

    def whole(self) -> Region:
        """All between the family's name and the ground, with as much air above that."""
        hero, air = self.regions.hero, 0.3 * self.theme.type.body * PIXEL
        return below_plate(hero).down_to(self.scene.ground.horizon).inset(0.0, air)

    def chain(self) -> Chain:
        """In a broad frame beside each other; else what is given stands below the model."""
        name = self.name_high()
        whole = self.whole()
        if self.broad:
            side = min(whole.width / (3 + 2 * _ARROW), whole.height - name)
            row = Region(whole.x, whole.y + name / 2, (3 + 2 * _ARROW) * side, side)
            noisy, _, robot, _, given = row.columns(1, _ARROW, 1, _ARROW, 1)
            return Chain(noisy, robot, given, self.under(noisy, _ARROW), self.under(given, _ARROW))
        side = min(whole.width, whole.height - name) / (2 + _ARROW)
        high, y = (2 + _ARROW) * side, whole.y + name / 2
        row = Region(whole.x, y + (high - side) / 2, high, side)
        noisy, _, robot = row.columns(1, _ARROW, 1)
        given = Region(robot.x, y - (high - side) / 2, side, side)
        return Chain(noisy, robot, given, self.under(noisy, _ARROW), self.under(given, 0.0))

    def sum(self) -> Sum:
        """The two noises, in a broad frame before the error, else above it."""
        whole = self.whole()
        name, large = self.name_high(), self.theme.type.display * PIXEL
        gaps = _OPEN + _MINUS + _CLOSE
        if self.broad:
            wide = _RESULT * _LARGE * large
            side = min((whole.width - wide) / (2 + gaps), whole.height - name)
            row = Region(whole.x - wide / 2, whole.y + name / 2, (2 + gaps) * side, side)
            error = Region(float(row.edge(RIGHT)[0]) + wide / 2, row.y, wide, side)
        else:
            side = min(whole.width / (2 + gaps), 0.5 * whole.height - name)
            row = Region(whole.x, float(whole.edge(UP)[1]) - side / 2, (2 + gaps) * side, side)
            room = whole.height - side - name
            error = Region(whole.x, float(whole.edge(DOWN)[1]) + room / 2, whole.width, room)
        _, guess, _, true, _ = row.columns(_OPEN, 1, _MINUS, 1, _CLOSE)
        # The error's name is directly below it, and the bar below that, which says how much it was at first.
        body = self.theme.type.body * PIXEL
        others = 1.4 * body, 0.8 * body, 1.4 * body
        number = min(error.height - sum(others), 1.1 * error.width / _RESULT)
        together = Region(error.x, error.y, error.width, number + sum(others))
        error, named, bar, first = together.rows(number, *others)
        return Sum(guess, true, error, named, bar, first, self.under(guess, _MINUS), self.under(true, _MINUS))

    def name_high(self) -> float:
        """How high the name of a picture is, with some air above it."""
        return 1.45 * self.theme.type.body * PIXEL

    def under(self, square: Region, aside: float) -> Region:
        """Where the name of a picture stands: it may reach aside by so much of the picture."""
        high = self.name_high()
        return Region(square.x, float(square.edge(DOWN)[1]) - high / 2, (1 + aside) * square.width, high)

    # -- what is drawn -------------------------------------------------------------------------------------

    def robot(self, place: Region) -> Robot:
        """The model that guesses: as high as a picture."""
        return bleeding(Robot(place.height / PIXEL).stand(place.edge(DOWN)))

    def arrows(self, at: Chain) -> tuple[Drawing, Drawing]:
        """From the noisy picture to the model, and from that to what it gives."""
        return self.arrow(at.noisy, at.robot, RIGHT), self.arrow(
            at.robot, at.given, RIGHT if self.broad else DOWN
        )

    @staticmethod
    def arrow(one: Region, other: Region, way: Vector3D) -> Drawing:
        """An arrow from what stands at a place to what stands at another."""
        start, end = one.edge(way), other.edge(-np.asarray(way))
        arrow = Drawing(0.8 * float(np.linalg.norm(end - start)) / PIXEL)
        arrow.line([(-0.5, 0.0), (0.2, 0.0)], arrow.colors.drawn_light, 0.16)
        arrow.polygon([(0.1, -0.34), (0.5, 0.0), (0.1, 0.34)], arrow.colors.drawn_light)
        return arrow.rotate(angle_of_vector(end - start), about_point=ORIGIN).stand((start + end) / 2)

    def given(self, square: Region) -> Pixels:
        """The noise that the model gives."""
        return bleeding(Pixels(square, lambda: self.as_noise(self.guess())))

    def formula(self, at: Sum) -> SquaredDifference:
        """The square of the noise that is guessed, minus the noise that was added."""
        return bleeding(
            SquaredDifference(
                (at.guess, at.true),
                lambda: self.as_noise(self.guess()),
                lambda: self.as_noise(self.noise),
                sign=_SIGN,
            )
        )

    def as_noise(self, deviations: np.ndarray) -> np.ndarray:
        """Noise as it is shown, as strong as on the picture."""
        return np.asarray(0.5 + _SHOWN * self.sigma * deviations.reshape(SIDE, SIDE))

    def label(self, name: str, place: Region) -> Label:
        """A picture's name."""
        return Label(name, self.theme.type.body, weight="BOLD", within=place, edge=ORIGIN)

    def result(self, at: Sum) -> tuple[LiveNumber, Label, VGroup, Label]:
        """The mean squared error of the guess, its name, it as a bar, and what it was at first."""
        color, place, body = self.theme.colors.squared, at.error, self.theme.type.body
        size = min(place.width / _RESULT, place.height / 1.1) / PIXEL
        number = LiveNumber(self.error, template="= {}", size=size, color=color, edge=ORIGIN)
        name = Label(self.word("mean_square"), body, color, weight="BOLD", within=at.error_name, edge=ORIGIN)
        first = self.error()
        bar = bar_in_track(at.bar, lambda: self.error() / first, color)
        was = str(self.word("at_first")).format(plain_number(first, 2))
        told = Label(was, self.theme.type.label, self.theme.colors.muted, within=at.first, edge=RIGHT)
        return number.set_line(place.center), name, bar, told
