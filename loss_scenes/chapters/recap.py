"""Chapter: the losses once more, each on its own argument, then a question and the call to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import (
    LEFT,
    ORIGIN,
    UP,
    Dot,
    FadeIn,
    LaggedStart,
    RoundedRectangle,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED, Loss
from loss_scenes.chapters.hook import Hook
from loss_scenes.models import gradient_descent
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class Walk:
    """A loss, the part of its argument that is drawn, and where a walk downhill starts."""

    loss: Loss
    span: tuple[float, float]
    start: float


WALKS = (
    Walk(SQUARED, (-2.0, 2.0), -1.8),
    Walk(CROSS_ENTROPY, (0.0183, 1.0), 0.04),
    Walk(HINGE, (-2.8, 2.2), -2.6),
    Walk(FOCAL, (0.0183, 1.0), 0.04),
    Walk(HUBER, (-2.5, 2.5), -2.3),
)


class Recap(Chapter):
    """Curves return, each with its use, and their marks roll down; at the end they stand over the call.

    Parameters
    ----------
    scene
        Where it is told; its words have the name of each loss, ``<name>_use``, ``follow`` and ``promise``.
    walks
        The losses.
    ceiling
        The largest loss that is drawn.
    rate, steps
        Of the gradient descent that the marks follow.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        walks: Sequence[Walk] = WALKS,
        ceiling: float = 4.0,
        rate: float = 0.1,
        steps: int = 60,
    ) -> None:
        super().__init__(scene)
        self.walks, self.ceiling, self.rate, self.steps = walks, ceiling, rate, steps
        self.broad = self.regions.hero.width > 1.3 * self.regions.hero.height

    def colour(self, walk: Walk) -> str:
        """A loss keeps its colour."""
        return walk.loss.color(self.theme.colors)

    # -- the five ------------------------------------------------------------------------------------------

    def places(self) -> list[tuple[Region, Region, Region]]:
        """For every loss: where its curve, its name and its use stand."""
        hero, count = self.regions.hero, len(self.walks)
        found = []
        if self.broad:
            for column in hero.inset(0.0, 0.35).columns(*[1] * count, gap=0.3):
                curve, name, use = column.rows(3.4, 1, 0.8)
                found.append((curve.inset(0.12, 0.1), name, use))
        else:
            for row in hero.inset(0.0, 0.1).rows(*[1] * count, gap=0.1):
                curve, words = row.columns(1, 1.15, gap=0.45)
                name, use = words.rows(1.5, 1)
                found.append((curve.inset(0.12, 0.0), name, use))
        return found

    def curve(self, walk: Walk, place: Region) -> tuple[Plot, VGroup]:
        """A loss on its own axes, of which only the foot is drawn."""
        low, high = walk.span
        plot = Plot(place, (min(low, 0.0), high), (0.0, self.ceiling + 0.2), bare=True)
        line = plot.curve(
            walk.loss.value, self.colour(walk), over=walk.span, kinks=walk.loss.kinks, samples=240
        )
        foot = decoration(plot.x_axis.copy().set_stroke(self.theme.colors.drawn_far))
        return plot, VGroup(foot, line)

    @beat
    def return_in_colour(self) -> None:
        motion, walked = self.theme.motion, ValueTracker(0.0)
        places = self.places()
        drawn = [self.curve(walk, place[0]) for walk, place in zip(self.walks, places, strict=True)]
        words = [self.words_of(walk, *place[1:]) for walk, place in zip(self.walks, places, strict=True)]
        marks = [self.mark(plot, walk, walked) for (plot, _), walk in zip(drawn, self.walks, strict=True)]
        self.add(*(curve for _, curve in drawn))
        with self.narrate("recap"):
            self.on(
                "recap",
                # One after the other, as they are read.
                LaggedStart(*(FadeIn(each, shift=0.2 * UP) for each in words), lag_ratio=0.9),
                run_time=motion.slow,
            )
            self.add(*marks)
            self.fill(walked.animate.set_value(1.0))

    def words_of(self, walk: Walk, name_place: Region, use_place: Region) -> VGroup:
        """A loss's name, and what it is for."""
        sizes, word, role = self.theme.type, self.word, walk.loss.role
        edge = ORIGIN if self.regions.hero.width > 1.3 * self.regions.hero.height else LEFT
        size = min(sizes.heading, 0.95 * name_place.height / PIXEL)
        name = Label(word(role), size, self.colour(walk), weight="BOLD", within=name_place, edge=edge)
        use = Label(word(f"{role}_use"), sizes.label, self.theme.colors.text, within=use_place, edge=edge)
        return VGroup(name, use)

    def mark(self, plot: Plot, walk: Walk, walked: ValueTracker) -> Dot:
        """A dot that goes down its curve by gradient descent, as far as the domain reaches."""
        low, high = walk.span
        path = np.clip(self.descend(walk), low, high)
        clock = np.linspace(0.0, 1.0, len(path))
        loss, at = walk.loss.value, plot.c2p
        dot = Dot(radius=1.6 * self.theme.dot, color=self.theme.colors.text)

        def roll(mobject: Any) -> None:
            x = float(np.interp(walked.get_value(), clock, path))
            mobject.move_to(at(x, float(loss(x))))

        dot.add_updater(roll, call_updater=True)
        return dot

    def descend(self, walk: Walk) -> np.ndarray:
        """Gradient descent with clipped slopes: steep and flat losses walk side by side."""
        low, high = walk.span
        reach = (high - low) * self.rate / 4

        def slope(x: np.ndarray) -> np.ndarray:
            return np.asarray(np.clip(walk.loss.gradient(np.clip(x, low, high)) / self.rate, -1.0, 1.0))

        return gradient_descent(slope, walk.start, rate=reach, steps=self.steps)

    @beat
    def ask(self) -> None:
        """The mansion falls among the houses again, and asks for one of the two lines."""
        motion, hook = self.theme.motion, Hook(self.scene)
        place = hook.free_place()
        question = Label(
            self.word("question"), self.theme.type.title, self.theme.colors.gold, weight="BOLD",
            within=place, edge=ORIGIN,
        )  # fmt: skip
        with self.narrate("question"):
            street = FadeIn(hook.huber, hook.squared, hook.houses, hook.mansion)
            self.then(self.clear_body(), street, run_time=motion.swift)
            self.add(hook.swept, hook.huber, hook.squared, hook.houses, hook.mansion)
            self.then(hook.mansion.fall(), run_time=motion.quick)
            named = FadeIn(*hook.named_lines())
            swing = hook.weight.animate.set_value(1.0), hook.apart.animate.set_value(1.0)
            self.on("question", FadeIn(question, scale=1.15), named, *swing, run_time=motion.beat)

    # -- the end card --------------------------------------------------------------------------------------

    @beat
    def call_to_follow(self) -> None:
        """The five above the button, which stays until the film ends."""
        motion = self.theme.motion
        row, button_place, promise_place = self.regions.hero.inset(0.0, 0.25).rows(1.15, 1, 0.6, gap=0.3)
        cells = row.columns(*[1] * len(self.walks), gap=0.35)
        curves = [self.curve(walk, cell)[1] for walk, cell in zip(self.walks, cells, strict=True)]
        button = self.button(button_place)
        promise = Label(
            self.word("promise"), self.theme.type.heading, self.theme.colors.text,
            weight="BOLD", within=promise_place, edge=ORIGIN,
        )  # fmt: skip
        with self.narrate("follow"):
            self.then(self.clear_body(), run_time=motion.snap)
            self.on("follow", FadeIn(button, scale=1.15), *map(FadeIn, curves), run_time=motion.quick)
            self.then(FadeIn(promise, shift=0.2 * UP), run_time=motion.quick)

    def button(self, place: Region) -> VGroup:
        """A gold pill with the call, and a plus before it."""
        colors, size = self.theme.colors, self.theme.type.title
        # One row: the words shrink rather than break.
        room = Region(place.x, place.y, place.width - 2.6 * size * PIXEL, 1.25 * size * PIXEL)
        label = Label(self.word("follow"), size, colors.background, weight="BOLD", within=room, edge=ORIGIN)
        em = label.size * PIXEL
        pill = RoundedRectangle(
            width=label.width + 2.6 * em, height=1.7 * em, corner_radius=0.85 * em, stroke_width=0
        ).set_fill(colors.gold, opacity=1)
        pill.move_to(place.center)
        plus = Label("+", label.size, colors.background, weight="BOLD")
        label.set_line(place.center + 0.45 * em * np.array([1.0, 0.0, 0.0]))
        plus.beside(label, 0.3 * em, LEFT)
        return VGroup(pill, plus, label)
