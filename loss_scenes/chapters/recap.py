"""Chapter: the losses once more, each on its own argument; then all on one, and the call to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    GrowFromEdge,
    LaggedStart,
    Transform,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HALF_SQUARED, HINGE, HUBER, Loss
from loss_scenes.models import gradient_descent
from narrated.design.layout import Region
from narrated.mobjects.banner import Banner
from narrated.mobjects.fan import Fan
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class Walk:
    """A loss, the part of its argument that is drawn, and where a walk downhill starts."""

    loss: Loss
    span: tuple[float, float]
    start: float


WALKS = (
    Walk(HALF_SQUARED, (-2.8, 2.8), -2.5),
    Walk(CROSS_ENTROPY, (0.0183, 1.0), 0.04),
    Walk(HINGE, (-2.8, 2.2), -2.6),
    Walk(FOCAL, (0.0183, 1.0), 0.04),
    Walk(HUBER, (-3.6, 3.6), -3.3),
)


class Recap(Chapter):
    """Curves return and their marks roll to the bottom; then they gather under the last words.

    Parameters
    ----------
    scene
        Where it is told.
    walks
        The losses.
    ceiling
        The largest loss that is drawn.
    rate, steps
        Of the gradient descent that the marks follow.
    span, height
        What the common picture shows.
    call_size
        Of the call to follow, in units of the theme's largest type.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        walks: Sequence[Walk] = WALKS,
        ceiling: float = 4.0,
        rate: float = 0.1,
        steps: int = 60,
        span: tuple[float, float] = (-2.6, 3.3),
        height: tuple[float, float] = (0.0, 5.2),
        call_size: float = 1.15,
    ) -> None:
        super().__init__(scene)
        self.walks, self.ceiling, self.rate, self.steps = walks, ceiling, rate, steps
        self.span, self.height, self.call_size = span, height, call_size
        self.places = self.regions.body.columns(*[1] * len(walks), gap=0.2)
        self.plots = [self.plot(walk, place) for walk, place in zip(walks, self.places, strict=True)]
        self.curves = VGroup(
            *(
                plot.curve(w.loss.value, self.colour(w), over=w.span, kinks=w.loss.kinks, samples=300)
                for plot, w in zip(self.plots, walks, strict=True)
            )
        )

    def colour(self, walk: Walk) -> str:
        """A loss keeps its colour."""
        return walk.loss.color(self.theme.colors)

    def plot(self, walk: Walk, place: Region) -> Plot:
        """Axes of a loss's own argument."""
        low, high = walk.span
        return Plot(
            _rows(place)[0],
            (min(low, 0.0), high),
            (0.0, self.ceiling + 0.2),
            grid=False,
            x_label=self.word(f"{walk.loss.role}_axis"),
        )

    @beat
    def return_in_colour(self) -> None:
        walked, words = ValueTracker(0.0), VGroup(*map(self.words_below, self.walks, self.places))
        marks = VGroup(*(self.mark(*each, walked) for each in zip(self.plots, self.walks, strict=True)))
        self.add(VGroup(*map(panel, self.places)), *self.plots)
        with self.narrate("recap"):
            self.on(
                "recap",
                self.retitle("recap"),
                LaggedStart(*(Create(curve) for curve in self.curves), lag_ratio=0.12),
                LaggedStart(*(FadeIn(each, shift=0.2 * UP) for each in words), lag_ratio=0.12),
                run_time=self.theme.motion.beat,
            )
            self.add(marks)
            self.fill(walked.animate.set_value(1.0))

    def words_below(self, walk: Walk, place: Region) -> VGroup:
        """A loss's name, and what it is for."""
        _, name_place, use_place = _rows(place)
        name = Label(self.word(walk.loss.role), self.theme.type.heading, self.colour(walk), weight="BOLD")
        use = Label(self.word(f"{walk.loss.role}_use"), self.theme.type.label)
        return VGroup(name.set_line(name_place.center), use.set_line(use_place.center))

    def mark(self, plot: Plot, walk: Walk, walked: ValueTracker) -> Dot:
        """A dot that goes down its curve by gradient descent, as far as the domain reaches."""
        low, high = walk.span
        path = np.clip(self.descend(walk), low, high)
        clock = np.linspace(0.0, 1.0, len(path))
        loss, at = walk.loss.value, plot.c2p
        dot = Dot(radius=1.3 * self.theme.dot, color=self.theme.colors.text)

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
    def gather(self) -> None:
        motion, body = self.theme.motion, self.regions.body
        fan, call = self.fan(), self.call()
        names = fan.names([self.word(walk.loss.role) for walk in self.walks])
        with self.narrate("follow"):
            self.on("follow", self.clear_body(self.curves), run_time=motion.swift)
            self.add(panel(body), self.curves)
            self.then(*map(Transform, self.curves, fan.curves), run_time=motion.calm)
            self.then(
                GrowFromEdge(call.bar, DOWN), FadeIn(call.title, shift=0.3 * RIGHT), run_time=motion.brief
            )
            promised = FadeIn(call.subtitle, shift=0.3 * RIGHT)
            self.then(promised, FadeIn(names), FadeIn(fan.ground), run_time=motion.calm)

    def fan(self) -> Fan:
        """All losses against one argument, the violation of the margin."""
        field, _ = self.regions.body.inset(0.3, 0.15).columns(7.4, 1)
        colored = [(walk.loss.of_violation, self.colour(walk)) for walk in self.walks]
        return Fan(field, self.span, self.height, colored, x_label=self.word("violation"))

    def call(self) -> Banner:
        """The call to follow."""
        upper, sizes = self.regions.body.inset(0.5, 0.5).rows(1, 0.85)[0], self.theme.type
        words = self.word("follow"), self.word("promise")
        return Banner(upper, *words, self.call_size * sizes.display, sizes.heading)


def _rows(place: Region) -> tuple[Region, ...]:
    """Where a loss's picture, name and use stand."""
    return place.inset(0.2, 0.3).rows(4.2, 1, 0.8)
