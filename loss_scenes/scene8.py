"""Scene 8: the five curves return, roll their marks to the bottom, and gather under the last words."""

from __future__ import annotations

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

from loss_scenes.gallery import FIVE, Exhibit
from loss_scenes.lesson import LESSON
from loss_scenes.models import gradient_descent
from narrated.design.layout import Region
from narrated.mobjects.banner import Banner
from narrated.mobjects.fan import Fan
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import NarratedScene, after, beat


class EndCard(NarratedScene):
    """Each loss once more on its own argument; then all on one, and the call to follow.

    Attributes
    ----------
    exhibits
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

    lesson = LESSON
    script = "scene8"
    exhibits = FIVE
    ceiling = 4.0
    rate, steps = 0.1, 60
    span = (-2.6, 3.3)
    height = (0.0, 5.2)
    call_size = 1.15

    def construct(self) -> None:
        self.return_in_colour()
        self.gather()

    def set_stage(self) -> None:
        places = self.regions.body.columns(*[1] * len(self.exhibits), gap=0.2)
        self.plots, self.words_below, self.grounds = [], VGroup(), VGroup()
        for exhibit, place in zip(self.exhibits, places, strict=True):
            color = self.colour(exhibit)
            self.grounds.add(panel(place))
            picture, name, use = place.inset(0.2, 0.3).rows(4.2, 1, 0.8)
            self.plots.append(self.plot_of(exhibit, picture))
            self.words_below.add(
                VGroup(
                    Label(self.word(exhibit.key), self.theme.type.heading, color, weight="BOLD").set_line(
                        name.center
                    ),
                    Label(self.word(f"{exhibit.key}_use"), self.theme.type.label).set_line(use.center),
                )
            )
        self.add(self.grounds, *self.plots)

    def colour(self, exhibit: Exhibit) -> str:
        """A loss keeps its colour."""
        return str(getattr(self.theme.colors, exhibit.key))

    def plot_of(self, exhibit: Exhibit, region: Region) -> Plot:
        low, high = exhibit.span
        return Plot(
            region,
            (min(low, 0.0), high),
            (0.0, self.ceiling + 0.2),
            grid=False,
            x_label=self.word(f"{exhibit.key}_axis"),
        )

    @beat
    def return_in_colour(self) -> None:
        walked = ValueTracker(0.0)
        self.curves = VGroup(
            *(
                plot.curve(e.loss, self.colour(e), over=e.span, kinks=e.kinks, samples=300)
                for plot, e in zip(self.plots, self.exhibits, strict=True)
            )
        )
        marks = VGroup(
            *(self.mark(plot, e, walked) for plot, e in zip(self.plots, self.exhibits, strict=True))
        )
        with self.narrate("recap"):
            self.on(
                "recap",
                self.retitle("recap"),
                LaggedStart(*(Create(curve) for curve in self.curves), lag_ratio=0.12),
                LaggedStart(*(FadeIn(words, shift=0.2 * UP) for words in self.words_below), lag_ratio=0.12),
                run_time=1.1,
            )
            self.add(marks)
            self.fill(walked.animate.set_value(1.0))

    def mark(self, plot: Plot, exhibit: Exhibit, walked: ValueTracker) -> Dot:
        """A dot that goes down its curve by gradient descent, as far as the domain reaches."""
        low, high = exhibit.span
        path = np.clip(self.descend(exhibit), low, high)
        clock = np.linspace(0.0, 1.0, len(path))
        dot, loss, at = Dot(radius=1.3 * self.theme.dot, color=self.theme.colors.text), exhibit.loss, plot.c2p

        def roll(mobject: Any) -> None:
            x = float(np.interp(walked.get_value(), clock, path))
            mobject.move_to(at(x, float(loss(x))))

        dot.add_updater(roll, call_updater=True)
        return dot

    def descend(self, exhibit: Exhibit) -> np.ndarray:
        """Gradient descent with clipped slopes: steep and flat losses walk side by side."""
        low, high = exhibit.span
        reach = (high - low) * self.rate / 4

        def slope(x: np.ndarray) -> np.ndarray:
            return np.asarray(np.clip(exhibit.gradient(np.clip(x, low, high)) / self.rate, -1.0, 1.0))

        return gradient_descent(slope, exhibit.start, rate=reach, steps=self.steps)

    @beat
    @after("return_in_colour")
    def gather(self) -> None:
        sizes = self.theme.type
        ground = panel(self.regions.body)
        field, _ = self.regions.body.inset(0.3, 0.15).columns(7.4, 1)
        colored = [(e.of_violation, self.colour(e)) for e in self.exhibits]
        fan = Fan(field, self.span, self.height, colored, x_label=self.word("violation"))
        names = fan.names([self.word(e.key) for e in self.exhibits])
        upper = self.regions.body.inset(0.5, 0.5).rows(1, 0.85)[0]
        call = Banner(
            upper, self.word("follow"), self.word("promise"), self.call_size * sizes.display, sizes.heading
        )
        with self.narrate("follow"):
            self.on("follow", self.clear_body(self.curves), run_time=0.2)
            self.add(ground, self.curves)
            self.then(
                *(Transform(curve, target) for curve, target in zip(self.curves, fan.curves, strict=True)),
                run_time=0.7,
            )
            self.then(GrowFromEdge(call.bar, DOWN), FadeIn(call.title, shift=0.3 * RIGHT), run_time=0.35)
            self.then(
                FadeIn(call.subtitle, shift=0.3 * RIGHT), FadeIn(names), FadeIn(fan.ground), run_time=0.5
            )
