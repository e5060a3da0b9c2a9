"""Chapter: generation learns how pictures are distributed, and paints one out of noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, FadeIn, ValueTracker, VGroup

from loss_scenes.losses import squared_error
from loss_scenes.models.denoising import denoise, paint
from loss_scenes.models.paths import state_at
from loss_scenes.pictures.known_pictures import SIDE, known_pictures, noise
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BEGUN = 0.3  # of the way, when the painting is spoken of
_SHOWN = 0.5  # of a number's way from dark to light: noise of one standard deviation is well seen


class Generation(Chapter):
    """Noise becomes one of the pictures that are known; then the noise itself is guessed.

    What paints is the best guess of all for these few pictures, in closed form; a network has to learn it.

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
        pictures for equally likely.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        sigmas: tuple[float, ...] = (*np.geomspace(8.0, 3.0, 5), *np.geomspace(2.6, 0.08, 55)),
        seed: int = 4,
        sigma: float = 0.5,
        believed: tuple[float, float] = (40.0, 5.0),
    ) -> None:
        super().__init__(scene)
        self.data = known_pictures().reshape(len(known_pictures()), -1)
        self.path = paint(noise(self.data.shape[1:], seed), sigmas, self.data)
        self.noise, self.sigma, self.believed = noise(self.data.shape[1:], seed + 1), sigma, believed
        self.noisy = self.data[0] + sigma * self.noise
        self.painted, self.learnt = ValueTracker(0.0), ValueTracker(0.0)
        self.broad = self.regions.hero.width > 1.3 * self.regions.hero.height

    def picture(self) -> np.ndarray:
        """The picture of the moment, 0 to 1; noise of any size is shown as far as black and white reach."""
        x = state_at(self.path, self.painted.get_value())
        return 0.5 + 0.5 * x.reshape(SIDE, SIDE) / max(1.0, float(x.std()))

    def guess(self) -> np.ndarray:
        """The noise that is guessed at the moment, in standard deviations."""
        return np.asarray((self.noisy - self.left()) / self.sigma)

    def left(self) -> np.ndarray:
        """What is left of the noisy picture without that noise."""
        share, (first, last) = self.learnt.get_value(), self.believed
        return denoise(self.noisy, first ** (1 - share) * last**share, self.data)

    def error(self) -> float:
        """Mean squared error of the guess."""
        return float(np.mean(squared_error(self.guess() - self.noise)))

    @beat
    def paint_from_noise(self) -> None:
        motion = self.theme.motion
        large, small, title_place = self.places()
        title = Label(
            self.word("generation"), self.theme.type.title, self.theme.colors.text,
            weight="BOLD", within=title_place,
        )  # fmt: skip
        picture = Pixels(large, self.picture)
        known = [
            Pixels(place, lambda shown=shown: 0.5 + 0.5 * shown)  # type: ignore[misc]
            for place, shown in zip(small, known_pictures(), strict=True)
        ]
        note = self.note(small)
        with self.narrate("generation"):
            self.on("generation", self.clear_body(), run_time=motion.snap)
            self.then(FadeIn(title, picture), *map(FadeIn, (*known, note)), run_time=motion.swift)
            self.fill(self.painted.animate.set_value(_BEGUN))
            self.on("painting")
            self.fill(self.painted.animate.set_value(1.0))

    def note(self, small: Sequence[Region]) -> Label:
        """Below the known pictures: there are no others for what paints."""
        size = self.theme.type.label
        left, right = small[0].edge(LEFT)[0], small[-1].edge(RIGHT)[0]
        low = small[-1].y - min(small[-1].width, small[-1].height) / 2
        room = Region((left + right) / 2, low - 0.75 * size * PIXEL, right - left, 1.3 * size * PIXEL)
        return Label(self.word("known"), size, self.theme.colors.text, within=room, edge=ORIGIN)

    def places(self) -> tuple[Region, list[Region], Region]:
        """Where the large picture stands, the known ones, and the family's name."""
        hero, size = self.regions.hero, 1.3 * self.theme.type.title * PIXEL
        if self.broad:
            rest, large = hero.columns(1, 1.25, gap=0.5)
            title, few = rest.rows(size, rest.height - size)
            side = min(few.height - self.theme.type.title * PIXEL / 2, few.width)
            few = Region(few.x - (few.width - side) / 2, few.y + (few.height - side) / 2, side, side)
            return (
                large,
                [cell for row in few.rows(1, 1, gap=0.2) for cell in row.columns(1, 1, gap=0.2)],
                title,
            )
        low = 1.5 * self.theme.type.label * PIXEL
        few_high = 0.38 * hero.height - size - 0.5
        title, large, few, _ = hero.rows(size, 0.62 * hero.height - low, few_high, low, gap=0.15)
        return large, list(few.columns(1, 1, 1, 1, gap=0.2)), title

    @beat
    def guess_the_noise(self) -> None:
        """A noisy picture, its noise, and the guess, whose squared error falls."""
        motion, colors = self.theme.motion, self.theme.colors
        squares, number_place = self.squares()
        shown = {
            "noisy": lambda: 0.5 + _SHOWN * self.noisy,
            "guessed_noise": lambda: 0.5 + _SHOWN / 2 * self.guess(),
            "left": lambda: 0.5 + _SHOWN * self.left(),
        }
        pictures = [self.named(place, *each) for place, each in zip(squares, shown.items(), strict=True)]
        signs = VGroup()
        for sign, before, behind in zip("−=", pictures[:-1], pictures[1:], strict=True):
            label = Label(sign, self.theme.type.title, colors.text, weight="BOLD")
            if self.broad:
                signs.add(label.set_line((before[0].get_right() + behind[0].get_left()) / 2))
        name_place, value_place = (
            number_place.columns(1.6, 1, gap=0.3) if self.broad else number_place.rows(1, 1.6)
        )
        size, edge = self.theme.type.body, RIGHT if self.broad else ORIGIN
        name = Label(
            self.word("noise_error"), size, colors.squared, weight="BOLD", within=name_place, edge=edge
        )
        number = LiveNumber(
            self.error, size=min(self.theme.type.title, value_place.height / PIXEL), color=colors.squared
        )
        number.set_line(value_place.edge(-edge), -edge)
        with self.narrate("noise"):
            self.then(self.clear_body(), *map(FadeIn, pictures), FadeIn(signs), run_time=motion.swift)
            self.on("noise", FadeIn(name, number), run_time=motion.swift)
            self.then(self.learnt.animate.set_value(1.0), run_time=motion.slow)

    def squares(self) -> tuple[list[Region], Region]:
        """Where the three pictures stand, and the number."""
        hero = self.regions.hero
        if self.broad:
            row, number = hero.rows(3.6, 1, gap=0.2)
            return list(row.columns(1, 1, 1, gap=0.45)), number
        upper, lower = hero.rows(1, 1, gap=0.2)
        noisy, number = upper.columns(1, 1, gap=0.3)
        return [noisy, *lower.columns(1, 1, gap=0.3)], number.inset(0.0, 0.25 * number.height)

    def named(self, place: Region, key: str, values: Callable[[], np.ndarray]) -> VGroup:
        """A picture with its name below it."""
        size = self.theme.type.label
        picture, words = place.rows(place.height - 1.5 * size * PIXEL, 1.5 * size * PIXEL)
        pixels = Pixels(picture, lambda: values().reshape(SIDE, SIDE))
        label = Label(self.word(key), size, self.theme.colors.text, weight="BOLD", within=words, edge=ORIGIN)
        low = pixels.get_bottom()[1] - 0.75 * size * PIXEL
        return VGroup(pixels, label.set_line(np.array([words.x, low, 0.0])))
