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
    Arrow,
    Create,
    FadeIn,
    GrowArrow,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    rate_functions,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.robot import Mood, Robot
from loss_scenes.pictures.shelves import above_ground
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SIGMAS = tuple(np.geomspace(3.0, 0.1, 14))
"""Noise that is left from step to step: few, so that every step is seen."""
SEED = 11
"""Of the noise at the beginning."""

_BEGUN = 0.45  # of the way, when the painting is spoken of
_KNOWN = 4  # cats that are shown: so few that each is well seen
_LESSONS = 10  # steps in which the guess gets better
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Spots(NamedTuple):
    """Where the noisy picture stands, who guesses, the guess, the truth, their squares and their mean."""

    noisy: Region
    robot: Region
    guess: Region
    truth: Region
    squares: Region
    number: Region


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
        self.painted, self.added, self.learnt = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.canvas: Pixels | None = None  # what was painted on
        frame = self.regions.frame
        self.broad = frame.width > 1.3 * frame.height

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
        """Noise is put on a picture; a robot guesses it from that alone, and the guess is held against it."""
        motion, colors = self.theme.motion, self.theme.colors
        at = self.spots()
        truth = self.named(at.truth, lambda: 0.5 + _SHOWN / 2 * self.noise, "true_noise")
        guess = self.named(at.guess, lambda: 0.5 + _SHOWN / 2 * self.guess(), "guessed_noise")
        noisy_name = self.label("noisy", self.below(at.noisy), colors.text)
        squares, reading = self.map_of(at.squares), self.reading(at.number)
        robot, glad = (self.robot(at.robot, mood) for mood in ("waits", "glad"))
        arrows = [self.arrow(a, b) for a, b in ((at.noisy, at.robot), (at.robot, at.guess))]
        with self.narrate("noise"):
            noisy = self.painted_cat(at.noisy)
            put_on = steady(self.added, 1.0)
            self.then(FadeIn(truth, shift=0.3 * LEFT), put_on, FadeIn(noisy_name), run_time=motion.quick)
            self.add(noisy)
            self.then(FadeIn(robot, shift=0.3 * UP), GrowArrow(arrows[0]), run_time=motion.quick)
            self.then(GrowArrow(arrows[1]), FadeIn(guess, shift=0.3 * RIGHT), run_time=motion.swift)
            self.on("noise", FadeIn(squares, reading), run_time=motion.swift)
            self.then(steady(self.learnt, 1.0), run_time=1.2 * motion.beat)
            self.then(Transform(robot, glad), run_time=motion.swift)
            hop = 0.12 * robot.height * UP
            hops = cast(Any, robot).animate(rate_func=rate_functions.there_and_back)
            self.fill(hops.shift(hop))

    def painted_cat(self, square: Region) -> Pixels:
        """The picture that noise is put on: what was just painted goes to its place, or it comes in."""
        motion, canvas = self.theme.motion, self.canvas
        noisy = bleeding(Pixels(square, lambda: self.seen_noisy().reshape(SIDE, SIDE)))
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

    def seen_noisy(self) -> np.ndarray:
        """The picture with as much of the noise as there is at the moment, as it is shown."""
        share = self.added.get_value()
        clean, noisy = shown(self.clean).ravel(), 0.5 + _SHOWN * self.noisy
        return np.asarray((1 - share) * clean + share * noisy)

    def spots(self) -> Spots:
        """Where the pictures, the robot and the number stand: in a row, or the guess over the comparison."""
        name, high = self.name_high(), 1.25 * self.theme.type.title * PIXEL
        whole = above_ground(self.regions, self.scene.ground.horizon)
        if self.broad:
            side = (whole.height - 2 * name) / 2
            large = whole.height - name - high
            left, _, middle, _, right, _, last = Region(whole.x, whole.y, whole.width, whole.height).columns(
                side, 0.9, 0.62 * side, 0.9, side, 0.8, whole.width - 2.62 * side - 2.6
            )
            top = float(whole.edge(UP)[1]) - side / 2
            low = top - side - name
            large = min(large, last.width)
            squares = Region(last.x, float(whole.edge(UP)[1]) - large / 2, large, large)
            return Spots(
                Region(left.x, (top + low) / 2, left.width, left.width),
                Region(middle.x, (top + low) / 2, middle.width, side),
                Region(right.x, top, side, side), Region(right.x, low, side, side), squares,
                Region(last.x, float(whole.edge(DOWN)[1]) + (name + high) / 2, last.width, name + high),
            )  # fmt: skip
        side = min(0.36 * whole.width, (whole.height - 2 * name) / 2)
        gap, free = 0.42, (whole.height - 2 * (side + name)) / 4
        top = float(whole.edge(UP)[1]) - side / 2 - free
        low = float(whole.edge(DOWN)[1]) + name + side / 2 + free
        left, _, middle, _, right = Region(whole.x, top, whole.width, side).columns(
            side, gap, whole.width - 2 * side - 2 * gap, gap, side
        )
        squares = Region(left.x, low, side, side)
        edge = float(squares.edge(LEFT)[0])
        wide = float(right.edge(LEFT)[0]) - gap / 2 - edge
        number = Region(edge + wide / 2, low - (side + name) / 2, wide, name)
        return Spots(left, middle, right, Region(right.x, low, side, side), squares, number)

    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.45 * self.theme.type.label * PIXEL

    def below(self, square: Region) -> Region:
        """Where the name of a picture stands."""
        low = float(square.edge(DOWN)[1]) - self.name_high() / 2
        return Region(square.x, low, 1.06 * square.width, self.name_high())

    def named(self, square: Region, values: Callable[[], np.ndarray], key: str) -> VGroup:
        """A picture with its name."""
        pixels = bleeding(Pixels(square, lambda: values().reshape(SIDE, SIDE)))
        return VGroup(pixels, self.label(key, self.below(square), self.theme.colors.text))

    def robot(self, place: Region, mood: Mood) -> Robot:
        """The model that guesses."""
        high = min(1.1 * place.width, 0.8 * place.height)
        return bleeding(Robot(high / PIXEL, mood).move_to(place.center))

    def arrow(self, start: Region, end: Region) -> Arrow:
        """From what is given to who guesses, and from there to the guess."""
        width = 2 * self.theme.line_width
        return Arrow(
            start.edge(RIGHT), end.edge(LEFT), buff=0.04, color=self.theme.colors.drawn_mid,
            stroke_width=width, tip_length=0.22, max_stroke_width_to_length_ratio=99,
            max_tip_length_to_length_ratio=0.7,
        )  # fmt: skip

    def map_of(self, square: Region) -> VGroup:
        """The squared error in every pixel, in a frame: it goes dark."""
        color = self.theme.colors.squared
        pixels = Pixels(square, lambda: self.squares().reshape(SIDE, SIDE) / 2, light=color)
        edge = Square(square.width, stroke_color=color, stroke_width=self.theme.line_width)
        return drawn(bleeding(VGroup(pixels, edge.move_to(square.center))))

    def label(self, key: str, place: Region, color: str) -> Label:
        """A picture's name."""
        size = self.theme.type.label
        return Label(self.word(key), size, color, weight="BOLD", within=place, edge=ORIGIN)

    def reading(self, place: Region) -> VGroup:
        """The mean of the squared errors, with its name."""
        color = self.theme.colors.squared
        if self.broad:
            upper, lower = place.rows(self.name_high(), place.height - self.name_high())
            size, middle = self.theme.type.title, lower.center
            name = Label(self.word("noise_error"), self.theme.type.body, color, weight="BOLD",
                         within=upper, edge=ORIGIN)  # fmt: skip
        else:  # beside the squares, which are named below
            at = self.spots()
            size, middle = self.theme.type.heading, (at.squares.edge(RIGHT) + at.truth.edge(LEFT)) / 2
            name = Label(self.word("noise_error"), self.theme.type.label, color, weight="BOLD",
                         within=place, edge=LEFT)  # fmt: skip
        return VGroup(name, LiveNumber(self.error, size=size, color=color, edge=ORIGIN).set_line(middle))
