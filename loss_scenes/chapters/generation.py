"""Chapter: generation learns how pictures are distributed, and paints one out of noise."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, FadeOut, Square, ValueTracker, VGroup

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.pictures.known_pictures import EXAMPLES, SIDE, known_pictures, noise
from loss_scenes.pictures.shelves import in_sight
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
_LESSONS = 10  # steps in which the guess gets better
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen
_SIGN, _EDGE = 0.55, 0.15  # between two pictures, for a sign, and between one and the edge


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
        self.painted, self.learnt = ValueTracker(0.0), ValueTracker(0.0)
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
        note = Label(self.word("known"), sizes.label, ink, within=note_place, edge=ORIGIN)
        self.canvas = picture = Pixels(large, self.picture)
        known = [
            Pixels(place, lambda k=k: shown(known_pictures()[k]))  # type: ignore[misc]
            for place, k in zip(small, EXAMPLES, strict=True)
        ]
        with self.narrate("generation"):
            self.on("generation", self.clear_body(), run_time=motion.snap)
            self.then(FadeIn(title, picture, note), *map(FadeIn, known), run_time=motion.swift)
            self.fill(steady(self.painted, _BEGUN))
            self.on("painting")
            self.fill(steady(self.painted, 1.0))

    def places(self) -> tuple[Region, Sequence[Region], Region, Region]:
        """Where the large picture stands, the known ones, the family's name and what is said of those."""
        hero, title_high = self.regions.hero, 1.3 * self.theme.type.title * PIXEL
        note_high, gap = 1.5 * self.theme.type.label * PIXEL, 0.15
        frame = self.regions.frame
        if frame.width >= frame.height:  # the known ones beside it
            size = min(hero.height, 0.56 * hero.width)
            side = min(
                1.5 * (hero.height - title_high - note_high), 0.46 * hero.width, hero.width - size - 0.3
            )
            free = hero.width - side - size
            margin = max(0.0, free - 0.9) / 2
            left = Region(float(hero.edge(LEFT)[0]) + margin + side / 2, hero.y, side, hero.height)
            foot = hero.edge(DOWN + RIGHT) + (margin + size / 2) * LEFT
            large = Region(float(foot[0]), float(foot[1]) + size / 2, size, size)
            few_high = 2 * (side - 2 * gap) / 3 + gap
            head, _, few, note = left.rows(
                title_high, hero.height - title_high - few_high - note_high, few_high, note_high
            )
            cells = [at for row in few.rows(1, 1, gap=gap) for at in row.columns(1, 1, 1, gap=gap)]
            # The name may be longer than they are broad: it stands above the large one then, too.
            title = Region(head.x + (hero.width - side) / 2, head.y, hero.width, title_high)
            return large, cells, title, note
        few_high = (hero.width - 5 * gap) / 6
        title, large, few, note = hero.rows(
            title_high, hero.height - title_high - few_high - note_high - gap, few_high + gap, note_high
        )
        few = Region(few.x, few.y - gap / 2, few.width, few_high)
        return large, few.columns(*(1,) * len(EXAMPLES), gap=gap), title, note

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
        """Noise is put on a picture; from that alone it is guessed, and the guess is held against it."""
        motion = self.theme.motion
        first, second, third = self.thirds()
        truth = self.named(second, lambda: 0.5 + _SHOWN / 2 * self.noise, "true_noise")
        noisy = self.named(third, lambda: 0.5 + _SHOWN * self.noisy, "noisy")
        guess = self.named(first, lambda: 0.5 + _SHOWN / 2 * self.guess(), "guessed_noise")
        squares = self.map_of(third)
        plus, equals = (self.sign(sign, k) for k, sign in enumerate("+="))
        minus, arrow = (self.sign(sign, k) for k, sign in enumerate("−→"))
        name = self.label("picture", self.below(first), self.theme.colors.text)
        error = self.reading(third)
        with self.narrate("noise"):
            clean = self.painted_cat(first)
            self.then(FadeIn(name), FadeIn(truth, plus, shift=0.3 * LEFT), run_time=motion.quick)
            self.then(FadeIn(noisy, equals, shift=0.3 * LEFT), run_time=motion.quick)
            self.on("noise", FadeOut(clean, name, plus, equals), FadeIn(guess, minus), run_time=motion.swift)
            self.then(FadeOut(noisy), FadeIn(squares, arrow, error), run_time=motion.swift)
            self.then(steady(self.learnt, 1.0), run_time=1.2 * motion.beat)

    def painted_cat(self, square: Region) -> Pixels:
        """The picture that noise is put on: what was just painted goes to its place, or it comes in."""
        motion, canvas = self.theme.motion, self.canvas
        if canvas is None:
            clean = bleeding(Pixels(square, lambda: shown(self.clean)))
            self.then(self.clear_body(), FadeIn(clean), run_time=motion.swift)
            return clean
        bleeding(canvas).clear_updaters()
        smaller = canvas.animate.scale(square.width / canvas.width).move_to(square.center)
        self.then(self.clear_body(canvas), run_time=motion.snap)
        self.then(smaller, run_time=motion.quick)
        return canvas

    def thirds(self) -> tuple[Region, Region, Region]:
        """Squares for three pictures: in a row, or the third below the others."""
        name = self.name_high()
        whole = in_sight(self.regions, self.scene.ground.horizon)
        if self.broad:
            whole = self.regions.stage
            widest, highest = (whole.width - 2 * _SIGN - 2 * _EDGE) / 3, whole.height - name
            side = min(widest, highest - 2 * self.number_high())
            free = whole.height - side - name - self.number_high()
            y, step = float(whole.edge(UP)[1]) - free / 2 - side / 2, side + _SIGN
            row = (Region(whole.x + k * step, y, side, side) for k in (-1, 0, 1))
            first, second, third = row
            return first, second, third
        side = min((whole.width - _SIGN) / 2 - _EDGE, (whole.height - name - _EDGE) / 2)
        x = whole.x - (side + _SIGN) / 2
        top, bottom = float(whole.edge(UP)[1]) - side / 2, float(whole.edge(DOWN)[1]) + _EDGE + side / 2
        first, second = Region(x, top, side, side), Region(x + side + _SIGN, top, side, side)
        return first, second, Region(x, bottom, side, side)

    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.5 * self.theme.type.body * PIXEL

    def number_high(self) -> float:
        """How high the line of the number is."""
        return 1.1 * self.theme.type.title * PIXEL

    def below(self, square: Region) -> Region:
        """Where the name of a picture stands: below it, or beside one that is alone in its row."""
        sides = [float(edge[0]) for edge in (self.regions.hero.edge(LEFT), self.regions.hero.edge(RIGHT))]
        if self.broad or square.y > self.regions.hero.y:
            low = float(square.edge(DOWN)[1]) - self.name_high() / 2
            # A picture may reach out of what is read; its name does not.
            left = max(float(square.edge(LEFT)[0]), sides[0])
            right = min(float(square.edge(RIGHT)[0]), sides[1])
            return Region((left + right) / 2, low, right - left, self.name_high())
        left, right = float(square.edge(RIGHT)[0]) + 0.3, sides[1]
        return Region((left + right) / 2, square.y + self.number_high() / 2, right - left, self.name_high())

    def named(self, square: Region, values: Callable[[], np.ndarray], key: str) -> VGroup:
        """A picture with its name."""
        pixels = bleeding(Pixels(square, lambda: values().reshape(SIDE, SIDE)))
        return VGroup(pixels, self.label(key, self.below(square), self.theme.colors.text))

    def map_of(self, square: Region) -> VGroup:
        """The squared error in every pixel, in a frame: it goes dark."""
        color = self.theme.colors.squared
        pixels = Pixels(square, lambda: self.squares().reshape(SIDE, SIDE) / 2, light=color)
        edge = Square(square.width, stroke_color=color, stroke_width=self.theme.line_width)
        return drawn(bleeding(VGroup(pixels, edge.move_to(square.center))))

    def label(self, key: str, place: Region, color: str) -> Label:
        """A picture's name."""
        size = self.theme.type.body * (1.0 if self.broad else 0.87)
        return Label(self.word(key), size, color, weight="BOLD", within=place, edge=ORIGIN)

    def sign(self, sign: str, gap: int) -> VGroup:
        """What stands between a picture and the next one; none where that is in another row."""
        squares = self.thirds()
        if gap and not self.broad:
            return VGroup()
        label = Label(sign, self.theme.type.heading, self.theme.colors.text, weight="BOLD")
        between = (squares[gap].edge(RIGHT) + squares[gap + 1].edge(LEFT)) / 2
        return VGroup(label.set_line(between))

    def reading(self, square: Region) -> VGroup:
        """The mean of the squared errors, with its name, and how they come from guess and truth."""
        color, place, size = self.theme.colors.squared, self.below(square), 1.1 * self.theme.type.title
        first, second, _ = self.thirds()
        room = Region((first.x + second.x) / 2, 0.0, 2 * first.width, self.number_high())
        law_size = self.theme.type.title
        if not self.broad:  # one above the other beside the picture, and the name may need two lines
            lift = (self.number_high() - self.name_high()) / 2
            place = Region(place.x, square.y + lift, place.width, 2 * self.name_high())
            room = Region(place.x, 0.0, place.width, self.name_high())
            law_size = 0.87 * self.theme.type.body
        name = self.label("noise_error", place, color)
        number = LiveNumber(self.error, size=size, color=color, edge=ORIGIN)
        step = place.height / 2 + self.number_high() / 2
        number.set_line(place.center + step * DOWN, ORIGIN)
        up = -step if self.broad else place.height / 2 + self.name_high() / 2
        ink = self.theme.colors.text
        law = Label(self.word("square"), law_size, ink, weight="BOLD", within=room, edge=ORIGIN)
        law.set_line(np.array([room.x, place.y + up, 0.0]), ORIGIN)
        return VGroup(law, name, number)
