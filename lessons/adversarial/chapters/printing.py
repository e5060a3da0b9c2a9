"""Chapter: what a generator printed from step to step of its training, from noise to notes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import ORIGIN, RIGHT, FadeIn, FadeOut, ValueTracker, VGroup, Wait

from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.opening import Opening
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import LiveNumber
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

STAGES = 0, 120, 200, 400, 700, 1500, 3000, 6000
"""Steps of the training that are looked at: noise, frames, all kinds at once, and notes ever sharper."""
_NOTES = STAGES.index(3000)
_NOISE = 0.3  # of the time in which noise is spoken of, that it stands still
_OTHERS, _ACROSS = 4, 2
"""Notes of other noises beside the large one, and how many of them are side by side."""


def steps_at(stage: float) -> float:
    """How many steps have been done, between two stages in proportion.

    Examples
    --------
    >>> [steps_at(stage) for stage in (0.0, 0.5, 7.0)]
    [0.0, 60.0, 6000.0]
    """
    return float(np.interp(stage, np.arange(len(STAGES)), STAGES))


class Printing(Chapter):
    """Notes of the same noises while their printer learns; the large one becomes the fake of the start.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``samples`` (K, n, rows, columns), 0 to 255, the ``step`` (K,) of each, and which is the ``best``.
    real
        The real note that the best of them is compared with in the end, shape (rows, columns), 0 to 255.
    opening
        Where the film's first two notes are: the large one is in its place, the others in that of the real
        one, until that comes.

    Attributes
    ----------
    stage
        Which of the stages is shown; between two of them the one becomes the other.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        trace: Mapping[str, np.ndarray],
        real: np.ndarray,
        opening: Opening,
    ) -> None:
        super().__init__(scene)
        samples, best = trace["samples"].astype(float), int(trace["best"])
        others = [k for k in range(samples.shape[1]) if k != best][:_OTHERS]
        self.samples = samples[np.searchsorted(trace["step"], STAGES)][:, [best, *others]]
        self.stage = ValueTracker(len(STAGES) - 1.0)
        sizes, colors = self.theme.type, self.theme.colors
        self.opening = opening
        self.real = Banknote(opening.width, real, color=colors.real)
        self.real.move_to(opening.real.center)
        self.counter = LiveNumber(
            lambda: steps_at(self.stage.get_value()), decimals=0, template=self.word("step"),
            size=sizes.title, edge=ORIGIN,
        ).set_line(opening.title.center)  # fmt: skip

    @beat
    def learn_to_print(self, note: Banknote) -> None:
        """The note that was printed last, which is that of the end."""
        motion, opening = self.theme.motion, self.opening
        others = self.others()
        to_its_place = note.animate.scale(opening.width * PIXEL / note.width).move_to(opening.fake.center)
        with self.narrate("samples"):
            note.set_z_index(1)
            gone = self.scene.clear_body(note)
            self.then(gone, to_its_place, run_time=motion.brief)
            # Back to the first step: the printer begins anew. From there on others of its notes are seen.
            alone = self.follow(note)
            self.fill(steady(self.stage, 0.0))
            alone.clear_updaters()
            self.on("noise", FadeIn(self.counter, others), run_time=motion.swift)
            self.add(self.counter)
            notes = self.follow(note, *others)
            self.then(Wait(), run_time=_NOISE * self.seconds_left())
            self.fill(steady(self.stage, 1.0))
            self.on("learn")
            self.fill(steady(self.stage, _NOTES))
            self.on("note", steady(self.stage, len(STAGES) - 1.0), run_time=motion.brief)
            notes.clear_updaters(recursive=True)
            # The real one comes over the others, and hides them.
            there = self.real.get_center()
            bleeding(self.real).shift(self.regions.frame.width * RIGHT).set_z_index(1)
            comes = self.real.animate(rate_func=motion.answer).move_to(there)
            self.fill(comes, FadeOut(others, rate_func=motion.late(0.7)))

    def others(self) -> VGroup:
        """Notes of other noises at the first step, as large together as the one."""
        at, wide = self.opening.real, self.opening.width * PIXEL
        gap, color = 0.03 * wide, self.theme.colors.generator
        whole = Region(at.x, at.y, wide, wide / SHAPE)
        places = whole.grid(_ACROSS, _OTHERS // _ACROSS, aspect=SHAPE, gap=gap)
        return VGroup(*(
            Banknote(place.width / PIXEL, picture, color=color).move_to(place.center)
            for place, picture in zip(places, self.samples[0, 1:], strict=True)
        ))  # fmt: skip

    def follow(self, *notes: Banknote) -> VGroup:
        """The large one, or it and the others, change together."""
        shown = [self.stage.get_value()]

        def change(group: VGroup) -> None:
            if (now := self.stage.get_value()) != shown[0]:
                shown[0] = now
                pictures = interpolate(self.samples, now)[: len(notes)]
                for note, picture in zip(group, pictures, strict=True):
                    note.set_picture(picture)

        group = VGroup(*notes).add_updater(change)
        self.add(group)
        return group
