"""Chapter: what a generator printed from step to step of its training, from noise to notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    FadeIn,
    FadeOut,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    Wait,
)

from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from narrated.design.layout import PIXEL
from narrated.mobjects.marks import Dots
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

STAGES = 0, 120, 200, 400, 700, 1500, 3000, 6000
"""Steps of the training that are looked at: noise, frames, all kinds at once, and notes ever sharper."""
_NAMED = 0, 200, 6000
_FRAMES, _ALL_KINDS, _NOTES = (STAGES.index(step) for step in (200, 400, 3000))
_GAP = 0.14
_NOISE = 0.3  # of the time in which noise is spoken of, that it stands still
_BEFORE = 0.2  # of the axis: from 0, which has no logarithm, to the first stage after it
_BREAK = 0.5  # of that: where the axis is broken


def logarithmic(steps: Sequence[int]) -> np.ndarray:
    """Where steps are on an axis from 0 to 1: 0 at its beginning, all others to their logarithm.

    Examples
    --------
    Twice as many steps are always as far on:

    >>> places = logarithmic([0, 100, 200, 400])
    >>> round(float(places[0]), 2), round(float(places[3] - 2 * places[2] + places[1]), 9)
    (0.0, 0.0)
    """
    logs = np.log(np.asarray(steps[1:], dtype=float))
    return np.array([0.0, *(_BEFORE + (1 - _BEFORE) * (logs - logs[0]) / np.ptp(logs))])


class Printing(Chapter):
    """Notes of the same noises while their printer learns: large the one that becomes the fake of the start.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        ``samples`` (K, n, rows, columns), 0 to 255, the ``step`` (K,) of each, and which is the ``best``.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        samples, best = trace["samples"].astype(float), int(trace["best"])
        others = [k for k in range(samples.shape[1]) if k != best]
        self.samples = samples[np.searchsorted(trace["step"], STAGES)][:, [best, *others]]
        self.stage = ValueTracker(0.0)
        hero, line = self.regions.hero, 1.3 * self.theme.type.body * PIXEL
        room, numbers = hero.rows(hero.height - 2 * line, 2 * line)
        if hero.broad:
            large, rest = room.columns(SHAPE * room.height, room.width - SHAPE * room.height, gap=2 * _GAP)
            across, down = 2, 3
        else:
            across, down = 4, 2 if hero.upright else 1
            small = down * hero.width / across / SHAPE
            large, rest = room.rows(room.height - small, small, gap=_GAP)
        self.room = room
        self.places = [*large.grid(1, 1, aspect=SHAPE), *rest.grid(across, down, aspect=SHAPE, gap=_GAP)]
        self.line, self.numbers = numbers.rows(1, 1)

    @beat
    def learn_to_print(self) -> None:
        motion = self.theme.motion
        notes, steps = self.wall(), self.axis()
        with self.narrate("samples"):
            self.then(Wait(), run_time=motion.calm)  # what stands is read to its end
            self.then(self.scene.clear_body(), FadeIn(notes, steps), run_time=motion.quick)
            self.add(notes, steps)
            self.on("noise")
            self.then(Wait(), run_time=_NOISE * self.seconds_left())
            self.fill(steady(self.stage, _FRAMES - 0.5))
            self.on("learn", steady(self.stage, _FRAMES), run_time=motion.brief)
            self.then(Wait(), run_time=max(self.seconds_left() - motion.brief, 0.0) / 3)
            # While all kinds lie over each other it is not decided yet which one each note becomes.
            self.then(steady(self.stage, _ALL_KINDS), run_time=motion.brief)
            self.then(Wait(), run_time=max(self.seconds_left() - motion.brief, 0.0) / 2)
            self.fill(steady(self.stage, _NOTES))
            self.on("note", steady(self.stage, len(STAGES) - 1), run_time=motion.snap)
            notes.clear_updaters(recursive=True)
            self.then(*self.take_best(notes, steps), run_time=motion.brief)

    def wall(self) -> VGroup:
        """A note for each noise; they change together, and between two stages the one becomes the other."""
        notes = VGroup(*(
            Banknote(place.width / PIXEL, picture).move_to(place.center)
            for place, picture in zip(self.places, self.samples[0], strict=False)
        ))  # fmt: skip
        shown = [0.0]

        def follow(group: VGroup) -> None:
            if (now := self.stage.get_value()) != shown[0]:
                shown[0] = now
                for note, picture in zip(group, interpolate(self.samples, now), strict=False):
                    note.set_picture(picture)

        return notes.add_updater(follow)

    def axis(self) -> VGroup:
        """A line to the logarithm of steps, some of them named, broken after 0; a mark goes along it."""
        colors, sizes = self.theme.colors, self.theme.type
        word = Label(self.word("steps"), sizes.body, weight="BOLD")
        word.set_line(self.line.edge(LEFT), LEFT)
        ends = Label(str(STAGES[-1]), sizes.body, weight="BOLD").width / 2
        left, right = self.line.edge(LEFT)[0] + word.width + ends, self.line.edge(RIGHT)[0] - ends
        places = np.column_stack([
            left + (right - left) * logarithmic(STAGES), np.full(len(STAGES), self.line.y)
        ])  # fmt: skip
        line = self.broken(places)
        named = [STAGES.index(step) for step in _NAMED]
        stops = Dots(None, lambda: places[named], colors.axis, scale=1.5)
        mark = Dots(
            None, lambda: interpolate(places, self.stage.get_value())[np.newaxis], colors.gold, scale=2.6
        )
        names = [
            Label(str(step), sizes.body, weight="BOLD").set_line(np.array([x, self.numbers.y, 0.0]))
            for step, (x, _) in zip(_NAMED, places[named], strict=True)
        ]
        return VGroup(word, line, stops, *names, mark)

    def broken(self, places: np.ndarray) -> VMobject:
        """The line through the places, with two strokes across it where its scale begins anew."""
        (left, y), (first, _), right = places[0], places[1], places[-1, 0]
        x, high = left + _BREAK * (first - left), 0.4 * self.line.height
        line = VMobject(stroke_color=self.theme.colors.axis, stroke_width=self.theme.line_width)
        for start, end in ((left, x - high / 4), (x + high / 4, right)):
            line.start_new_path(np.array([start, y, 0.0])).add_line_to(np.array([end, y, 0.0]))
        for middle in (x - high / 4, x + high / 4):
            foot, head = (np.array([middle + s * high / 4, y + s * high / 2, 0.0]) for s in (-1, 1))
            line.start_new_path(foot).add_line_to(head)
        return line

    def take_best(self, notes: VGroup, steps: VGroup) -> list[Animation]:
        """The note of the beginning, the large one, comes to the middle, and the others go."""
        color, motion = self.theme.colors.generator, self.theme.motion
        best, *others = notes
        best.set_z_index(1)
        width = min(self.room.width, SHAPE * self.room.height)
        large = Banknote(width / PIXEL, self.samples[-1, 0], color=color).move_to(self.room.center)
        name = Label(self.word("start"), self.theme.type.heading, color, weight="BOLD")
        name.set_line(large.get_bottom() + self.line.height * DOWN)
        gone = FadeOut(*others, steps, rate_func=motion.soon(0.5))
        return [gone, Transform(best, large), FadeIn(name, rate_func=motion.late(0.25))]
