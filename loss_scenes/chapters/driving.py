"""Chapter: the driving school deducts for being over the line, and the learner improves lap by lap."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.panels import Panels
from loss_scenes.losses import hinge
from loss_scenes.models import gradient_descent
from loss_scenes.models.lanes import Course
from loss_scenes.pictures.drive import Drive
from loss_scenes.pictures.road import Road
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import standing, steady, visited
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import after, beat

WAY = np.linspace(0.0, 1.0, 201)
"""Stations of a lap at which the examiner looks, as shares of the way."""


class Driving(Panels):
    """A car wanders in its lane; the deduction is a hinge, and gradient steps on the wandering lower it.

    Attributes
    ----------
    course
        The lane, the car and the length of a lap.
    habit, lap_rate, laps
        Amplitudes of the learner's wandering in metres, and the steps that correct them, one a lap.
    points_per_metre
        What a metre over the line costs.
    """

    course = Course(half_lane=1.5, lap=60.0, half_width=0.85, half_length=1.7, corner=0.45)
    habit: tuple[float, ...] = (0.9, -0.45, 0.1)
    lap_rate = 0.3
    laps = 3
    points_per_metre = 10.0

    def set_out(self) -> None:
        """Road and car, moved by two trackers: how far along the way, and in which lap."""
        colors, course = self.theme.colors, self.course
        self.way, self.lap = ValueTracker(0.17), ValueTracker(0.0)
        self.habits = gradient_descent(
            lambda a: course.mean_overhang_grad(a, WAY), self.habit, rate=self.lap_rate, steps=self.laps
        )
        self.road = Road(self.regions.main.inset(0.12), course.half_lane, 3.3)
        self.drive = Drive(
            self.road, self.way.get_value,
            lambda way: course.offset(self.habit_now(), way),
            lambda way: course.heading(self.habit_now(), way),
            course.reach,
            half_width=course.half_width, half_length=course.half_length, corner=course.corner,
            color=colors.prediction, band_color=colors.target, over_color=colors.emphasis,
        )  # fmt: skip

    def habit_now(self) -> np.ndarray:
        """Amplitudes in the lap of the moment."""
        return standing(self.habits, self.lap.get_value())

    def signed(self) -> float:
        """How far the car is beyond the line, negative inside the lane."""
        return float(self.course.signed(self.habit_now(), self.way.get_value()))

    def over(self) -> float:
        """How far the car is over the line, 0 inside the lane."""
        return float(self.course.overhang(self.habit_now(), self.way.get_value()))

    @beat
    def drift_over_the_line(self) -> None:
        colors, price = self.theme.colors, self.points_per_metre
        self.set_out()
        top, low = self.regions.side.inset(0.3).rows(1.9, 1, gap=0.15)
        plot = Plot(
            top, (-0.6, 0.8), (-0.8, 8.0), x_ticks=(-0.4, 0, 0.4, 0.8), y_ticks=(2, 4, 6),
            x_label=self.word("over_axis"), y_label=self.word("deduction"), upright=False,
        )  # fmt: skip
        curve = plot.curve(lambda d: price * hinge(1.0 - d), colors.hinge, kinks=(0.0,))
        probe = Dots(plot, lambda: np.array([(self.signed(), price * self.over())]), colors.text, scale=1.6)
        numbers = Readouts(
            low.inset(0.1, 0.0),
            Readout(self.word("over"), self.over, colors.emphasis, 2, "{} m"),
            Readout(self.word("deduction"), lambda: price * self.over(), colors.hinge, 1),
        )
        note = Label(self.word("schematic"), self.theme.type.small, colors.muted)
        note.set_line(self.road.c2p(0.02, -2.9), LEFT)
        self.scenery = VGroup(self.road, note)
        with self.narrate("coach"):
            self.then(*self.two_panels(), self.retitle("coach_title", "coach_sense"), run_time=0.3)
            self.then(FadeIn(self.scenery), FadeIn(self.drive), FadeIn(plot), run_time=0.3)
            self.fill(self.way.animate.set_value(0.2))
            self.on("coach", FadeIn(probe, numbers), Create(curve), run_time=0.4)
            self.add(probe)
            self.fill(self.way.animate.set_value(0.36))

    @beat
    @after("drift_over_the_line")
    def learn_lap_by_lap(self) -> None:
        colors, price, course, lap = self.theme.colors, self.points_per_metre, self.course, self.lap.get_value
        costs = price * np.array([course.mean_overhang(habit, WAY) for habit in self.habits])
        most = float(costs.max())
        top, low = self.regions.side.inset(0.3).rows(1.9, 1, gap=0.15)
        plot = Plot(
            top, (0.6, len(costs) + 0.4), (-0.15 * most, 1.25 * most), x_ticks=range(1, len(costs) + 1),
            x_label=self.word("laps"), y_label=self.word("mean_deduction"),
        )  # fmt: skip

        def marks() -> np.ndarray:
            reached = visited(costs, lap())
            return np.column_stack([1 + np.arange(len(reached)), reached])

        dots = Dots(plot, marks, colors.hinge, scale=1.5)
        mean = Readout(
            self.word("mean_deduction"),
            lambda: price * course.mean_overhang(self.habit_now(), WAY),
            colors.hinge,
        )
        count = Readout(self.word("lap"), lambda: 1 + np.floor(lap() + 1e-6), colors.text, 0)
        numbers = Readouts(low.inset(0.1, 0.0), count, mean)
        with self.narrate("learned"):
            leave = self.two_panels(self.scenery, self.drive)
            self.then(*leave, self.way.animate.set_value(0.43), run_time=0.2)
            self.then(FadeIn(plot, dots, numbers), self.way.animate.set_value(0.5), run_time=0.3)
            self.fill(self.way.animate.set_value(0.8))
            retitled = self.retitle("learned_title", "learned_sense")
            self.on("learned", retitled, steady(self.lap, 1.0), run_time=0.3)
            self.then(steady(self.lap, self.laps), run_time=0.6)
            self.fill(self.road.lines.animate.set_color(colors.good))
