"""Chapter: generation learns how pictures are distributed, and paints one out of noise."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
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
    GrowFromEdge,
    Mobject,
    Square,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Pillar
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SIGMAS = tuple(np.geomspace(3.0, 0.1, 14))
"""Noise that is left from step to step: few, so that every step is seen."""
SEED = 11
"""Of the noise at the beginning."""

_BEGUN = 0.45  # of the way, when the painting is spoken of
_KNOWN = 4  # cats that are shown: so few that each is well seen
_LESSONS = 10  # steps in which the guess gets better
_SIGN, _BAR = 0.62, 2.4  # breadth of a sign beside pictures, and of the error's bar with its name
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Spots(NamedTuple):
    """Where the noise stands that is guessed, that which was added, and the bar of the squared error."""

    guess: Region
    true: Region
    error: Region


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
        self.painted, self.added = ValueTracker(0.0), ValueTracker(0.0)
        self.peeled, self.learnt = ValueTracker(0.0), ValueTracker(0.0)
        self.canvas: Pixels | None = None  # what was painted on
        frame = self.regions.frame
        self.broad = frame.broad

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
    def paint_from_noise(self) -> None:
        motion = self.theme.motion
        large, small, title_place, note_place = self.places()
        sizes, ink = self.theme.type, self.theme.colors.text
        title = Label(self.word("generation"), sizes.title, ink, weight="BOLD", within=title_place)
        note = Label(self.word("known"), sizes.label, ink, weight="BOLD", within=note_place, edge=ORIGIN)
        new = self.frame_of(large)
        self.canvas = picture = Pixels(large, self.picture)
        known = [
            bleeding(Pixels(place, lambda k=k: shown(known_pictures()[k])))  # type: ignore[misc]
            for place, k in zip(small, EXAMPLES[:_KNOWN], strict=True)
        ]
        with self.narrate("generation"):
            comes = squish_rate_func(smooth, 0.3, 1.0)
            seen = [FadeIn(part, rate_func=comes) for part in (title, picture, note, *known)]
            self.on("generation", self.clear_body(), *seen, run_time=motion.brief)
            self.fill(steady(self.painted, _BEGUN))
            self.on("painting", steady(self.painted, 1.0), run_time=1.5 * motion.beat)
            self.fill(Create(new))

    def frame_of(self, large: Region) -> Square:
        """A gold frame: this picture is new, none of those that were shown."""
        gold, width = self.theme.colors.gold, 2 * self.theme.line_width
        frame = Square(min(large.width, large.height), stroke_color=gold, stroke_width=width)
        return bleeding(frame.move_to(large.center))

    def places(self) -> tuple[Region, Sequence[Region], Region, Region]:
        """Where the large picture stands, the known ones, the family's name and what is said of those."""
        hero, title_high = self.regions.hero, 1.3 * self.theme.type.title * PIXEL
        note_high, gap = 1.5 * self.theme.type.label * PIXEL, 0.15
        frame = self.regions.frame
        if frame.width >= frame.height:  # the known ones beside it
            size = min(hero.height, 0.56 * hero.width)
            side = min(hero.height - title_high - note_high, hero.width - size - 0.3)
            margin = max(0.0, hero.width - side - size - 0.9) / 2
            left = Region(float(hero.edge(LEFT)[0]) + margin + side / 2, hero.y, side, hero.height)
            foot = hero.edge(DOWN + RIGHT) + (margin + size / 2) * LEFT
            large = Region(float(foot[0]), float(foot[1]) + size / 2, size, size)
            head, _, few, note = left.rows(
                title_high, hero.height - title_high - side - note_high, side, note_high
            )
            cells = [at for row in few.rows(1, 1, gap=gap) for at in row.columns(1, 1, gap=gap)]
            # The name may be longer than they are broad: it stands above the large one then, too.
            title = Region(head.x + (hero.width - side) / 2, head.y, hero.width, title_high)
            return large, cells, title, note
        few_high = (frame.width - 5 * gap) / _KNOWN  # they are looked at, not read
        title, large, few, note = hero.rows(
            title_high, hero.height - title_high - few_high - note_high - gap, few_high + gap, note_high
        )
        few = Region(frame.x, few.y - gap / 2, frame.width - 2 * gap, few_high)
        return large, few.columns(*(1,) * _KNOWN, gap=gap), title, note

    # -- what it was trained by ----------------------------------------------------------------------------

    def guess(self) -> np.ndarray:
        """The noise that is guessed at the moment, in standard deviations."""
        return painted_at(self.guesses, self.learnt.get_value())

    def squares(self) -> np.ndarray:
        """Squared error of the guess in every pixel."""
        return np.asarray(squared_error(self.guess() - self.noise))

    def error(self) -> float:
        """Mean squared error of the guess."""
        return float(np.mean(self.squares()))

    @beat
    def guess_the_noise(self) -> None:
        """Noise is put on a picture; what the model takes for noise is left, and held against it."""
        motion, at = self.theme.motion, self.spots()
        true = self.named(at.true, lambda: self.noise, "true_noise")
        noisy_name, guess_name = (self.label(key, at.guess) for key in ("noisy", "guessed_noise"))
        signs, (bar, reading) = self.signs(at), self.reading(at.error)
        with self.narrate("noise"):
            picture = self.painted_cat(at.guess)
            self.then(steady(self.added, 1.0), FadeIn(noisy_name, true), run_time=motion.beat)
            self.add(picture)
            self.fill()
            self.on("noise", steady(self.peeled, 1.0), FadeOut(noisy_name), run_time=motion.quick)
            self.then(
                FadeIn(guess_name, signs), GrowFromEdge(bar, DOWN), FadeIn(reading), run_time=motion.swift
            )
            self.add(bar, reading)
            self.then(steady(self.learnt, 1.0), run_time=1.5 * motion.beat)

    def painted_cat(self, square: Region) -> Pixels:
        """The picture that noise is put on: what was just painted goes to its place, or it comes in."""
        motion, canvas = self.theme.motion, self.canvas
        noisy = bleeding(Pixels(square, lambda: self.seen().reshape(SIDE, SIDE)))
        if canvas is None:
            self.then(self.clear_body(), FadeIn(noisy), run_time=motion.swift)
            return noisy
        bleeding(canvas).clear_updaters()
        # When all that stood beside it is gone.
        later = cast(Any, canvas).animate(rate_func=squish_rate_func(smooth, 0.4, 1.0))
        smaller = later.scale(square.width / canvas.width).move_to(square.center)
        self.then(self.clear_body(canvas), smaller, run_time=motion.calm)
        self.remove(canvas)
        self.add(noisy)
        return noisy

    def seen(self) -> np.ndarray:
        """The picture, with as much noise as was added, and then the guessed noise alone, as it is shown."""
        added, peeled = self.added.get_value(), self.peeled.get_value()
        noisy, guess = 0.5 + _SHOWN * self.noisy, 0.5 + _SHOWN * self.sigma * self.guess()
        picture = (1 - added) * shown(self.clean).ravel() + added * noisy
        return np.asarray((1 - peeled) * picture + peeled * guess)

    def spots(self) -> Spots:
        """Where noise and bar stand: in a row, or the bar below the others."""
        name, whole = self.name_high(), self.regions.hero.down_to(self.scene.ground.horizon)
        bar = _BAR if self.broad else 0.0
        high = whole.height - name if self.broad else 0.56 * whole.height - name
        side = min((whole.width - bar - 4 * _SIGN) / 2, high)
        rest = (whole.width - bar - 4 * _SIGN - 2 * side) / 2
        row = whole if self.broad else whole.rows(0.56, 0.44)[0]
        _, _, guess, _, true, _, _ = row.columns(rest, _SIGN, side, _SIGN, side, 2 * _SIGN, rest + bar)
        first, second = (Region(at.x, row.y + name / 2, side, side) for at in (guess, true))
        if self.broad:
            left = second.edge(RIGHT)[0] + 2 * _SIGN
            right = float(whole.edge(RIGHT)[0])
            return Spots(first, second, Region((left + right) / 2, whole.y, right - left, whole.height))
        return Spots(first, second, whole.rows(0.58, 0.42)[1])

    def signs(self, at: Spots) -> VGroup:
        """(guess - true) squared: brackets as high as the pictures, a minus between them."""
        large, size = 0.6 * at.guess.height / PIXEL, self.theme.type.heading
        left, between, right = (
            Label(sign, high, weight="BOLD").set_line(place.edge(edge) + _SIGN / 2 * edge)
            for sign, high, place, edge in (
                ("(", large, at.guess, LEFT),
                ("\N{MINUS SIGN}", 1.4 * size, at.guess, RIGHT),
                (")", large, at.true, RIGHT),
            )
        )
        power = Label("²", 2 * size, weight="BOLD").next_to(right.get_corner(UP + RIGHT), RIGHT, buff=0.04)
        return decoration(VGroup(left, between, right, power))

    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.45 * self.theme.type.label * PIXEL

    def named(self, square: Region, values: Callable[[], np.ndarray], key: str) -> VGroup:
        """Noise with its name."""
        pixels = bleeding(Pixels(square, lambda: 0.5 + _SHOWN * self.sigma * values().reshape(SIDE, SIDE)))
        return VGroup(pixels, self.label(key, square))

    def label(self, key: str, square: Region) -> Label:
        """A picture's name, below it."""
        high = self.name_high()
        row = Region(square.x, float(square.edge(DOWN)[1]) - high / 2, 1.06 * square.width, high)
        return Label(self.word(key), self.theme.type.label, weight="BOLD", within=row, edge=ORIGIN)

    def reading(self, place: Region) -> tuple[Pillar, VGroup]:
        """The mean squared error of the guess: a bar on the ground, and over it its number with its name."""
        size, color = self.theme.type, self.theme.colors.squared
        line = Region(place.x, place.y, place.width, 2.6 * size.label * PIXEL)
        name = Label(self.word("mean_square"), size.label, color, weight="BOLD", within=line, edge=ORIGIN)
        number = LiveNumber(self.error, size=size.heading, color=color, edge=ORIGIN)
        words = VGroup(name.next_to(number, UP, buff=0.1), number)
        first = float(np.mean(squared_error(self.guesses[0] - self.noise)))
        high = place.height - words.height - 0.3
        room = Region(place.x, float(place.edge(DOWN)[1]) + high / 2, 0.6 * min(place.width, _BAR), high)
        bar = Pillar(room, lambda: self.error() / first, color)

        def ride(_: Mobject) -> None:
            number.set_line(bar.get_top() + 0.6 * size.heading * PIXEL * UP)
            name.next_to(number, UP, buff=0.1).set_x(place.x)

        return bleeding(bar), words.add_updater(ride, call_updater=True)
