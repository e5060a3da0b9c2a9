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
    Square,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.robot import Mood, Robot
from loss_scenes.pictures.squared_difference import SquaredDifference, beside
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

SIGMAS = tuple(np.geomspace(3.0, 0.1, 14))
"""Noise that is left from step to step: few, so that every step is seen."""
SEED = 26
"""Of the noise at the beginning."""

_BEGUN = 0.45  # of the way, when the painting is spoken of
_KNOWN = 4  # cats that are shown: so few that each is well seen
_LESSONS = 10  # steps in which the guess gets better
_SIGN = 0.5  # em square of a sign between pictures, by their side
# Between pictures of a row, in their sides: an arrow; room for a bracket (or "="), a minus, and ")² =".
_ARROW, _OPEN, _MINUS, _CLOSE = 0.45, 0.36, 0.42, 0.82
_BRIGHT = 2.0  # mean squared errors of the first guess: as bright as can be
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Spots(NamedTuple):
    """Where the noisy picture, the model and what it gives stand; and below, both noises and the error."""

    noisy: Region
    robot: Region
    given: Region
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
        self.painted, self.added, self.learnt = (ValueTracker(0.0) for _ in range(3))
        self.canvas: Pixels | None = None  # what was painted on
        self.broad, self.upright = self.regions.frame.broad, self.regions.hero.upright

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
        large, small, title_place, note_place, new_place = self.places()
        sizes, ink = self.theme.type, self.theme.colors.text
        title = Label(self.word("generation"), sizes.title, ink, weight="BOLD", within=title_place)
        note = Label(self.word("known"), sizes.label, ink, weight="BOLD", within=note_place, edge=ORIGIN)
        new = self.frame_of(large), self.called_new(new_place)
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
            self.fill(Create(new[0]), FadeIn(new[1]))

    def called_new(self, place: Region) -> Label:
        """What the painted picture is, beside those that a model was trained with."""
        size, ink = self.theme.type.label, self.theme.colors.gold
        return Label(self.word("new"), size, ink, weight="BOLD", within=place, edge=ORIGIN)

    def frame_of(self, large: Region) -> Square:
        """A gold frame: this picture is new, none of those that were shown."""
        gold, width = self.theme.colors.gold, 2 * self.theme.line_width
        frame = Square(min(large.width, large.height), stroke_color=gold, stroke_width=width)
        return bleeding(frame.move_to(large.center))

    def places(self) -> tuple[Region, Sequence[Region], Region, Region, Region]:
        """Where the large picture stands, the known ones, the family's name, and what is said of both."""
        hero, title_high = self.regions.hero, 1.3 * self.theme.type.title * PIXEL
        note_high, gap = 1.5 * self.theme.type.label * PIXEL, 0.15
        frame = self.regions.frame
        if frame.width >= frame.height:  # the known ones beside it, all of them named below
            size = min(hero.height - note_high, 0.56 * hero.width)
            side = min(hero.height - title_high - note_high, hero.width - size - 0.3)
            margin = max(0.0, hero.width - side - size - 0.9) / 2
            left = Region(float(hero.edge(LEFT)[0]) + margin + side / 2, hero.y, side, hero.height)
            foot = hero.edge(DOWN + RIGHT) + (margin + size / 2) * LEFT + note_high * UP
            large = Region(float(foot[0]), float(foot[1]) + size / 2, size, size)
            head, _, few, note = left.rows(
                title_high, hero.height - title_high - side - note_high, side, note_high
            )
            cells = [at for row in few.rows(1, 1, gap=gap) for at in row.columns(1, 1, gap=gap)]
            # The name may be longer than they are broad: it stands above the large one then, too.
            title = Region(head.x + (hero.width - side) / 2, head.y, hero.width, title_high)
            return large, cells, title, note, Region(large.x, note.y, size, note_high)
        few_high = (frame.width - 5 * gap) / _KNOWN  # they are looked at, not read
        title, large, few, note = hero.rows(
            title_high, hero.height - title_high - few_high - note_high - gap, few_high + gap, note_high
        )
        few = Region(frame.x, few.y - gap / 2, frame.width - 2 * gap, few_high)
        beside = (large.width - large.height) / 2  # between the picture's frame and what is read
        new = Region(float(large.edge(RIGHT)[0]) - beside / 2, large.y, beside, note_high)
        return large, few.columns(*(1,) * _KNOWN, gap=gap), title, note, new

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
        robot, glad = (self.robot(at.robot, mood) for mood in ("waits", "glad"))
        into, out = self.arrow(at.noisy, at.robot), self.arrow(at.robot, at.given)
        given, formula, error = self.given(at.given), self.formula(at), self.squared_errors(at.error)
        guess, true = (VGroup(formula[k], self.label(self.word(key), place)) for k, key, place in
                       ((1, "guessed_noise", at.guess), (2, "true_noise", at.true)))  # fmt: skip
        compared = VGroup(guess, formula[0], self.equals(at.error))
        with self.narrate("noise"):
            picture = self.painted_cat(at.noisy)
            named = self.label(self.word("noisy"), at.noisy)
            self.then(steady(self.added, 1.0), FadeIn(true, named), run_time=motion.beat)
            self.add(picture)
            self.fill(FadeIn(into, robot))
            self.on("noise", FadeIn(out, given, compared), run_time=motion.quick)
            self.then(FadeIn(error, self.reading(at.error)), run_time=motion.swift)
            self.then(steady(self.learnt, 1.0), run_time=1.1 * motion.beat)
            # Over the other, whose mouth it hides.
            self.then(FadeIn(glad), run_time=motion.swift)

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
        """The picture as it is shown, with as much noise as was added."""
        added = self.added.get_value()
        picture = (1 - added) * shown(self.clean).ravel() + added * (0.5 + _SHOWN * self.noisy)
        return np.asarray(picture.reshape(SIDE, SIDE))

    def spots(self) -> Spots:
        """Above what goes in, the model and what comes out; below the formula, and the error at its end.

        In an upright frame the error has a row of its own: so the pictures of the formula are larger.
        """
        name, whole = self.name_high(), self.regions.hero.down_to(self.scene.ground.horizon)
        above, below = 3 + 2 * _ARROW, 2 + _OPEN + _MINUS + _CLOSE
        if self.upright:
            chain = whole.width / above
            side = min(whole.width / below, 0.47 * (whole.height - chain - 2 * name))
            air = (whole.height - chain - 2 * name - 2 * side) / 4
            wide, high = below * side, [side, name, air, side]
        else:
            beside, told = self.number_wide(), self.rows_high(1) if self.broad else self.told_high()
            free = whole.height - name - told
            chain = side = min(whole.width / above, (whole.width - beside) / (below + 1), 0.47 * free)
            air = (free - 2 * side) / 3
            wide, high = (below + 1) * side + beside, [side, told]

        def row(place: Region, long: float, *gaps: float) -> list[Region]:
            left, squares, size = place.x - long / 2, [], place.height
            for gap in gaps:
                left += gap * size
                squares.append(Region(left + size / 2, place.y, size, size))
                left += size
            return squares

        first, _, _, second, *rest = Region(
            whole.x, whole.y, whole.width, chain + name + air + sum(high)
        ).rows(chain, name, air, *high)
        noises = row(second, wide, _OPEN, _MINUS, *(() if self.upright else (_CLOSE,)))
        errors = row(rest[-1], wide, _OPEN) if self.upright else []
        return Spots(*row(first, above * chain, 0.0, _ARROW, _ARROW), *noises, *errors)

    def robot(self, place: Region, mood: Mood) -> Robot:
        """The model that guesses: as high as a picture."""
        return bleeding(Robot(place.height / PIXEL, mood).stand(place.edge(DOWN)))

    def arrow(self, one: Region, other: Region) -> Drawing:
        """An arrow from what stands at a place to what stands at another, at its right."""
        start, end = one.edge(RIGHT), other.edge(LEFT)
        arrow = Drawing(0.8 * (end[0] - start[0]) / PIXEL)
        arrow.line([(-0.5, 0.0), (0.2, 0.0)], arrow.colors.drawn_light, 0.16)
        arrow.polygon([(0.1, -0.34), (0.5, 0.0), (0.1, 0.34)], arrow.colors.drawn_light)
        return arrow.stand((start + end) / 2)

    def name_high(self) -> float:
        """How high a picture's name is: one row where there is room at its sides, else two."""
        return self.rows_high(1 if self.broad else 2)

    def rows_high(self, rows: int) -> float:
        """How high so many rows of a picture's name are."""
        return (0.25 + 1.2 * rows) * self.theme.type.label * PIXEL

    def told_high(self) -> float:
        """How high name and number of the error are below each other: the name has three words."""
        return self.rows_high(3) + 1.2 * self.theme.type.heading * PIXEL

    def number_wide(self) -> float:
        """What the error's number takes beside its picture, where there is room for it."""
        return 2.8 * self.theme.type.heading * PIXEL if self.broad else 0.0

    def given(self, square: Region) -> VGroup:
        """The noise that the model gives, with its name."""
        pixels = bleeding(Pixels(square, lambda: self.as_noise(self.guess())))
        return VGroup(pixels, self.label(self.word("guessed_noise"), square))

    def formula(self, at: Spots) -> SquaredDifference:
        """The square of the noise that is guessed, minus the noise that was added."""
        return bleeding(
            SquaredDifference(
                (at.guess, at.true),
                lambda: self.as_noise(self.guess()),
                lambda: self.as_noise(self.noise),
                sign=_SIGN,
            )
        )

    def equals(self, error: Region) -> Label:
        """The sign before the error."""
        return beside("=", error, LEFT, RIGHT, size=_SIGN)

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
        wide = (1.0 + _MINUS) * square.width if self.broad else 1.06 * square.width
        return self.named(name, square, wide, self.name_high())

    def named(self, name: str, square: Region, wide: float, high: float) -> Label:
        """A name in so much room below a picture."""
        row = Region(square.x, float(square.edge(DOWN)[1]) - high / 2, wide, high)
        return Label(name, self.theme.type.label, weight="BOLD", within=row, edge=ORIGIN)

    def reading(self, square: Region) -> VGroup:
        """Name and number of the mean squared error of the guess: below its picture, or beside that."""
        color, size, word = self.theme.colors.squared, self.theme.type.heading, self.word("mean_square")
        edge = ORIGIN if not self.broad and not self.upright else LEFT
        number = LiveNumber(self.error, size=size, color=color, edge=edge)
        aside = square.edge(RIGHT) + 0.4 * size * PIXEL * RIGHT
        if self.upright:
            wide = float(self.regions.hero.edge(RIGHT)[0] - aside[0])
            name, told = Region(aside[0] + wide / 2, square.y, wide, square.height).rows(1.3, 1)
            number.set_line(told.edge(LEFT), LEFT)
            label = Label(word, self.theme.type.label, weight="BOLD", within=name)
        elif self.broad:
            number.set_line(aside, LEFT)
            label = self.label(word, square)
        else:
            number.set_line(square.edge(DOWN) + (self.told_high() - 0.6 * size * PIXEL) * DOWN)
            label = self.named(word, square, 1.06 * square.width, self.rows_high(3))
        return VGroup(label.set_color(color), number)
