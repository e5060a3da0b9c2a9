"""Chapter: what a generator printed from step to step of its training, from noise to notes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import (
    ORIGIN,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Transform,
    ValueTracker,
    VGroup,
    Wait,
)

from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_GAP = 0.14
_EARLY = 2  # looks at the training that are noise


class Printing(Chapter):
    """Notes of the same noises while their printer learns; at the end, large, the fake of the start.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``samples`` (K, n, rows, columns), 0 to 255, the ``step`` (K,) of each, and which is the ``best``.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        self.samples, self.steps, self.best = trace["samples"], trace["step"], int(trace["best"])
        self.look = ValueTracker(0.0)
        hero, sizes = self.regions.hero, self.theme.type
        self.size = sizes.title if hero.upright else sizes.heading  # of the step's number
        line = 1.5 * self.size * PIXEL
        self.line = Region(hero.x, hero.edge(UP)[1] - line / 2, hero.width, line)
        self.room = Region(hero.x, hero.y - line / 2, hero.width, hero.height - line)
        across, down = (4, 2) if hero.broad else (2, 3) if hero.height > hero.width else (3, 3)
        self.places = self.room.grid(across, down, aspect=SHAPE, gap=_GAP)
        others = [k for k in range(self.samples.shape[1]) if k != self.best]
        self.samples = self.samples[:, [self.best, *others[: len(self.places) - 1]]]

    def now(self) -> int:
        """Which of the looks at the training is shown."""
        return int(self.look.get_value() + 1e-6)

    @beat
    def learn_to_print(self) -> None:
        motion, last = self.theme.motion, len(self.steps) - 1
        notes, number = self.wall(), self.number()
        with self.narrate("samples"):
            self.then(Wait(), run_time=motion.calm)  # what stands is read to its end
            self.then(self.scene.clear_body(), FadeIn(notes, number), run_time=motion.quick)
            self.add(notes, number)
            self.on("noise")
            self.fill(steady(self.look, _EARLY))
            # At the end it stands for a moment, before one note is looked at.
            self.on("learn")
            self.then(steady(self.look, last), run_time=max(self.seconds_left() - motion.beat, 0.0))
            self.fill()
            notes.clear_updaters(recursive=True)
            self.on("note", *self.take_best(notes, number), run_time=motion.calm)

    def wall(self) -> VGroup:
        """A note for each noise; they change together."""
        notes = VGroup()
        for k, place in enumerate(self.places):
            note = Banknote(place.width / PIXEL, self.samples[0, k]).move_to(place.center)
            notes.add(note)
        shown = [-1]

        def follow(group: VGroup) -> None:
            if (now := self.now()) != shown[0]:
                shown[0] = now
                for note, picture in zip(group, self.samples[now], strict=True):
                    note.set_picture(picture)

        return notes.add_updater(follow)

    def number(self) -> LiveNumber:
        """The step of the training."""
        number = LiveNumber(
            lambda: float(self.steps[self.now()]),
            decimals=0,
            template=self.word("step"),
            size=self.size,
            edge=ORIGIN,
        )
        return number.set_line(self.line.center)

    def take_best(self, notes: VGroup, number: LiveNumber) -> list[Animation]:
        """The note of the beginning, the first, comes forward, and the others go."""
        motion, color = self.theme.motion, self.theme.colors.generator
        best, *others = notes
        best.set_z_index(1)
        width = min(self.room.width, SHAPE * self.room.height)
        size, word = self.theme.type.heading, self.word("start")
        name = Label(word, size, color, weight="BOLD").set_line(self.line.center)
        large = Banknote(width / PIXEL, self.samples[-1, 0], color=color).move_to(self.room.center)
        gone = FadeOut(*others, number, rate_func=motion.soon(0.5))
        return [gone, Transform(best, large), FadeIn(name)]
