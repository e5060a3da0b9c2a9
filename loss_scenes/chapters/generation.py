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
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    linear,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.robot import Mood, Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SIGMAS = tuple(np.geomspace(3.0, 0.1, 14))
"""Noise that is left from step to step: few, so that every step is seen."""
SEED = 11
"""Of the noise at the beginning."""

_BEGUN = 0.45  # of the way, when the painting is spoken of
_KNOWN = 4  # cats that are shown: so few that each is well seen
_LESSONS = 10  # steps in which the guess gets better
_SIGN = 0.5  # between pictures side by side: in two rows there is room for a sign in it
_SWALLOWED = 0.12  # of its size: what a picture is in the model's mouth
_BRIGHT = 2.0  # mean squared errors of the first guess: as bright as can be
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Spots(NamedTuple):
    """Where the noisy picture is, the model, the noise that it guesses, the true one, and the error."""

    noisy: Region
    robot: Region
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
        """A model takes a noisy picture in and gives noise out, which is held against what was added."""
        motion, at = self.theme.motion, self.spots()
        true, error = self.true_noise(at.true), self.squared_errors(at.error)
        guess = bleeding(Pixels(at.guess, lambda: self.as_noise(self.guess())))
        noisy_name = self.label(self.word("noisy"), at.noisy)
        compared = VGroup(self.label(self.word("guessed_noise"), at.guess), error, self.reading(at.error))
        robot, glad = (self.robot(at.robot, mood) for mood in ("waits", "glad"))
        mouth: dict[str, Any] = {"target_position": robot.get_center(), "scale": _SWALLOWED}
        with self.narrate("noise"):
            picture = self.painted_cat(at.noisy)
            self.then(steady(self.added, 1.0), FadeIn(true), FadeIn(robot), run_time=motion.beat)
            self.add(picture, robot)
            seen = picture.copy().clear_updaters()
            self.then(FadeOut(seen, rate_func=smooth, **mouth), run_time=0.7 * self.seconds_left())
            # A name comes when nothing passes before it any more.
            self.fill(FadeIn(noisy_name))
            guessed = guess.copy().clear_updaters()
            self.on("noise", FadeIn(guessed, rate_func=linear, **mouth), run_time=motion.quick)
            self.remove(guessed)
            self.add(guess)
            learns: list[Animation] = [
                steady(self.learnt, 1.0),
                FadeOut(noisy_name, rate_func=motion.late(0.8)),
            ]
            if self.broad:
                self.then(FadeIn(compared, rate_func=linear), run_time=motion.swift)
                learns.append(Transform(robot, glad))
            else:  # the error gets the robot's place, and the two noises a sign between them
                compared.add(self.minus(at))
                leaves = FadeOut(robot, rate_func=motion.soon(0.5))
                self.then(leaves, FadeIn(compared, rate_func=motion.late(0.5)), run_time=motion.swift)
            self.add(compared)
            self.then(*learns, run_time=1.1 * motion.beat)
            # What is taken for noise is taken off the picture, past the names.
            off, y = guess.copy().clear_updaters(), at.guess.y if self.broad else at.noisy.y
            gone = FadeOut(off, target_position=np.array([at.noisy.x, y, 0.0]), rate_func=smooth)
            self.fill(gone, steady(self.peeled, 1.0), Create(self.frame_of(at.noisy)))

    def painted_cat(self, square: Region) -> Pixels:
        """The picture that noise is put on: what was just painted goes to its place, or it comes in."""
        motion, canvas = self.theme.motion, self.canvas
        noisy = bleeding(Pixels(square, self.seen))
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
        """The picture as it is shown, with as much noise as was added, less what was taken off again."""
        added, off = self.added.get_value(), self.peeled.get_value() * self.sigma * self.guess()
        picture = (1 - added) * shown(self.clean).ravel() + added * (0.5 + _SHOWN * (self.noisy - off))
        return np.asarray(picture.reshape(SIDE, SIDE))

    def spots(self) -> Spots:
        """Both noises above each other between the others; or two rows, and the error gets the robot's place.

        What is to be looked at is largest.
        """
        name, whole = self.name_high(), self.regions.hero.down_to(self.scene.ground.horizon)
        told = name + self.number_high()
        low, top = float(whole.edge(DOWN)[1]), float(whole.edge(UP)[1])

        def square(x: float, foot: float, side: float) -> Region:
            return Region(x, foot + side / 2, side, side)

        if self.broad:
            first, second, third, last = whole.columns(1.6, 1, 1.05, 1.6, gap=_SIGN)
            large, small = min(first.width, whole.height - told), min(third.width, whole.height / 2 - name)
            foot = (low + told + top - large) / 2
            return Spots(
                square(first.x, foot, large),
                square(second.x, foot, second.width),
                square(third.x, (low + top) / 2 + name, small),
                square(third.x, low + name, small),
                square(last.x, foot, large),
            )
        side = min((whole.width - _SIGN) / 2, (whole.height - name - told) / 2)
        left, right = (whole.x + end * (side + _SIGN) / 2 for end in (-1, 1))
        robot = square(right, top - side, side)
        return Spots(
            square(left, top - side, side), robot, square(left, low + name, side),
            square(right, low + name, side), robot,
        )  # fmt: skip

    def robot(self, place: Region, mood: Mood) -> Robot:
        """The model that guesses; in a row it stands on the ground, and is as broad as a picture."""
        foot = np.array([place.x, self.scene.ground.horizon, 0.0]) if self.broad else place.edge(DOWN)
        return bleeding(Robot(place.width / PIXEL, mood).stand(foot))

    def minus(self, at: Spots) -> Label:
        """A sign between the two noises, which stand side by side."""
        sign = Label("\N{MINUS SIGN}", 1.4 * self.theme.type.heading, weight="BOLD")
        return decoration(sign.set_line((at.guess.center + at.true.center) / 2))

    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.45 * self.theme.type.label * PIXEL

    def number_high(self) -> float:
        """How high the line of the error's number is."""
        return 1.2 * self.theme.type.heading * PIXEL

    def true_noise(self, square: Region) -> VGroup:
        """The noise that was added, with its name."""
        pixels = bleeding(Pixels(square, lambda: self.as_noise(self.noise)))
        return VGroup(pixels, self.label(self.word("true_noise"), square))

    def as_noise(self, deviations: np.ndarray) -> np.ndarray:
        """Noise as it is shown, as strong as on the picture."""
        return np.asarray(0.5 + _SHOWN * self.sigma * deviations.reshape(SIDE, SIDE))

    def squared_errors(self, square: Region) -> VGroup:
        """What the guess is off by in every pixel, squared: the less, the darker, in a frame that stays."""
        full = _BRIGHT * float(np.mean(squared_error(self.guesses[0] - self.noise)))
        ink = self.theme.colors.squared
        pixels = Pixels(square, lambda: self.squares().reshape(SIDE, SIDE) / full, light=ink)
        frame = Square(square.width, stroke_color=ink, stroke_width=self.theme.line_width)
        return bleeding(drawn(VGroup(pixels, frame.move_to(square.center))))

    def label(self, name: str, square: Region) -> Label:
        """A picture's name, below it."""
        high = self.name_high()
        row = Region(square.x, float(square.edge(DOWN)[1]) - high / 2, 1.06 * square.width, high)
        return Label(name, self.theme.type.label, weight="BOLD", within=row, edge=ORIGIN)

    def reading(self, square: Region) -> VGroup:
        """The mean squared error of the guess, below its picture: its name and its number."""
        color = self.theme.colors.squared
        number = LiveNumber(self.error, size=self.theme.type.heading, color=color, edge=ORIGIN)
        low = float(square.edge(DOWN)[1]) - self.name_high() - self.number_high() / 2
        number.set_line(np.array([square.x, low, 0.0]))
        return VGroup(self.label(self.word("mean_square"), square).set_color(color), number)
