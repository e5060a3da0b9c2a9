"""Chapter: the driving school deducts for being over the line, and the learner improves lap by lap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.losses import hinge
from loss_scenes.models import gradient_descent
from loss_scenes.models.lanes import Course
from loss_scenes.pictures.drive import Drive
from loss_scenes.pictures.road import Road
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import Readout, Readouts
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import interpolate, prefix, steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

WAY = np.linspace(0.0, 1.0, 201)
"""Stations of a lap at which the examiner looks, as shares of the way."""
COURSE = Course(half_lane=1.5, lap=60.0, half_width=0.85, half_length=1.7, corner=0.45)
HABIT, LAP_RATE, LAPS = (0.9, -0.45, 0.1), 0.3, 3


class Driving(Chapter):
    """A car wanders in its lane; the deduction is a hinge, and gradient steps on the wandering lower it.

    Parameters
    ----------
    scene
        Where it is told.
    course
        The lane, the car and the length of a lap.
    habit, lap_rate, laps
        Amplitudes of the learner's wandering in metres, and the steps that correct them, one a lap.
    points_per_metre
        What a metre over the line costs.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        course: Course = COURSE,
        habit: Sequence[float] = HABIT,
        lap_rate: float = LAP_RATE,
        laps: int = LAPS,
        points_per_metre: float = 10.0,
    ) -> None:
        super().__init__(scene)
        self.course, self.laps, self.price = course, laps, points_per_metre
        self.way, self.lap = ValueTracker(0.17), ValueTracker(0.0)
        self.habits = gradient_descent(
            lambda a: course.mean_overhang_grad(a, WAY), habit, rate=lap_rate, steps=laps
        )
        self.road = Road(self.regions.main.inset(0.12), course.half_lane, 3.3)
        note = Label(self.word("schematic"), self.theme.type.small, self.theme.colors.muted)
        self.scenery = VGroup(self.road, note.set_line(self.road.c2p(0.02, -2.9), LEFT))
        self.drive = self.drive_on(self.road)
        self.plot_place, self.numbers_place = self.regions.side.inset(0.3).rows(1.9, 1, gap=0.15)

    def drive_on(self, road: Road) -> Drive:
        """The car, moved by two trackers: how far along the way, and in which lap."""
        colors, course = self.theme.colors, self.course
        return Drive(
            road, self.way.get_value,
            lambda way: course.offset(self.habit_now(), way),
            lambda way: course.heading(self.habit_now(), way),
            course.reach,
            half_width=course.half_width, half_length=course.half_length, corner=course.corner,
            color=colors.prediction, band_color=colors.target, over_color=colors.emphasis,
        )  # fmt: skip

    def habit_now(self) -> np.ndarray:
        """Amplitudes in the lap of the moment."""
        return interpolate(self.habits, self.lap.get_value())

    def signed(self) -> float:
        """How far the car is beyond the line, negative inside the lane."""
        return float(self.course.signed(self.habit_now(), self.way.get_value()))

    def over(self) -> float:
        """How far the car is over the line, 0 inside the lane."""
        return float(self.course.overhang(self.habit_now(), self.way.get_value()))

    @beat
    def drift_over_the_line(self) -> None:
        motion, colors, (plot, curve, probe) = self.theme.motion, self.theme.colors, self.deduction()
        over = Readout(self.word("over"), self.over, colors.emphasis, 2, "{} m")
        cost = Readout(self.word("deduction"), lambda: self.price * self.over(), colors.hinge, 1)
        numbers = self.numbers(over, cost)
        with self.narrate("coach"):
            retitled = self.retitle("coach_title", "coach_sense")
            self.then(*self.panels.two(), retitled, run_time=motion.brief)
            self.then(FadeIn(self.scenery), FadeIn(self.drive), FadeIn(plot), run_time=motion.brief)
            self.fill(self.way.animate.set_value(0.2))
            self.on("coach", FadeIn(probe, numbers), Create(curve), run_time=motion.quick)
            self.add(probe)
            self.fill(self.way.animate.set_value(0.36))

    def deduction(self) -> VGroup:
        """The plot, what it costs to be over the line, and a dot at what it costs at the moment."""
        colors, price = self.theme.colors, self.price
        plot = Plot(
            self.plot_place, (-0.6, 0.8), (-0.8, 8.0), x_ticks=(-0.4, 0, 0.4, 0.8), y_ticks=(2, 4, 6),
            x_label=self.word("over_axis"), y_label=self.word("deduction"), upright=False,
        )  # fmt: skip
        curve = plot.curve(lambda d: price * hinge(1.0 - d), colors.hinge, kinks=(0.0,))
        probe = Dots(plot, lambda: np.array([(self.signed(), price * self.over())]), colors.text, scale=1.6)
        return VGroup(plot, curve, probe)

    @beat
    def learn_lap_by_lap(self) -> None:
        motion, colors, way = self.theme.motion, self.theme.colors, self.way
        plot, dots = self.deductions_by_lap()
        count = Readout(self.word("lap"), lambda: 1 + np.floor(self.lap.get_value() + 1e-6), colors.text, 0)
        mean = Readout(
            self.word("mean_deduction"), lambda: self.mean_deduction(self.habit_now()), colors.hinge
        )
        numbers = self.numbers(count, mean)
        self.panels.ensure(self.regions.main, self.regions.side)
        self.ensure(self.scenery, self.drive)
        with self.narrate("learned"):
            leave = self.panels.two(self.scenery, self.drive)
            self.then(*leave, way.animate.set_value(0.43), run_time=motion.swift)
            self.then(FadeIn(plot, dots, numbers), way.animate.set_value(0.5), run_time=motion.brief)
            self.fill(way.animate.set_value(0.8))
            retitled = self.retitle("learned_title", "learned_sense")
            self.on("learned", retitled, steady(self.lap, 1.0), run_time=motion.brief)
            self.then(steady(self.lap, self.laps), run_time=motion.calm)
            self.fill(self.road.lines.animate.set_color(colors.good))

    def mean_deduction(self, habit: np.ndarray) -> float:
        """What a lap costs on average."""
        return self.price * float(self.course.mean_overhang(habit, WAY))

    def deductions_by_lap(self) -> tuple[Plot, Dots]:
        """Axes, and on them a dot for each lap so far."""
        costs = np.array([self.mean_deduction(habit) for habit in self.habits])
        most = float(costs.max())
        plot = Plot(
            self.plot_place, (0.6, len(costs) + 0.4), (-0.15 * most, 1.25 * most),
            x_ticks=range(1, len(costs) + 1), x_label=self.word("laps"), y_label=self.word("mean_deduction"),
        )  # fmt: skip

        def driven() -> np.ndarray:
            reached = prefix(costs, self.lap.get_value())
            return np.column_stack([1 + np.arange(len(reached)), reached])

        return plot, Dots(plot, driven, self.theme.colors.hinge, scale=1.5)

    def numbers(self, *rows: Readout) -> Readouts:
        """Read-outs below the plot."""
        return Readouts(self.numbers_place.inset(0.1, 0.0), *rows)
