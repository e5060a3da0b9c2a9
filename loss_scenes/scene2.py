"""Scene 2: a loss measures the error, points the way, and is chosen for the task."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.estimation import gradient_descent
from loss_scenes.estimation.lanes import mean_overhang, mean_overhang_grad, offsets, overhang
from loss_scenes.estimation.turning import TurningLine
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, hinge, squared_error, squared_error_grad
from loss_scenes.mobjects.drive import Drive
from loss_scenes.mobjects.gallery import Exhibit, Gallery
from loss_scenes.mobjects.marks import Dots
from loss_scenes.mobjects.panel import Readout, Readouts, Slider, formula, panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.residuals import ResidualBars, StackedColumn
from loss_scenes.mobjects.road import Road
from loss_scenes.mobjects.text import Label, LiveNumber
from loss_scenes.mobjects.walk import descent_arrow, standing, steady, visited
from loss_scenes.stage.regions import Region
from loss_scenes.stage.scene import NarratedScene, beat

# Keys of task and argument, role of the colour, loss, ranges, and from where to where the probe rolls.
TASKS: tuple[tuple[Any, ...], ...] = (
    ("regression", "residual", "squared", squared_error, (-3.0, 3.0), (0.0, 9.0), (-2.8, 0.5)),
    ("classification", "probability", "cross_entropy", cross_entropy, (0.0, 1.0), (0.0, 4.6), (0.02, 0.9)),
    ("margins", "margin", "hinge", hinge, (-2.5, 2.5), (0.0, 3.5), (-2.2, 1.6), (1.0,)),
)
WAY = np.linspace(0.0, 1.0, 201)


class ThreeCoreJobs(NarratedScene):
    """One line through real points serves two jobs, three curves the third; then the driving school.

    Attributes
    ----------
    loss, loss_grad
        Of a residual; the scene averages it over the points.
    points
        x and y: Anscombe (1973), first data set.
    slopes
        Where the line begins, and how far beyond the best it is turned to show the other side.
    rate, steps
        Of the gradient steps on the slope.
    habit, lap_rate, laps
        Amplitudes of the learner's wandering in metres, and the steps that correct them, one a lap.
    half_car, half_lane, lap_length
        Half the widths of car and lane, and the length of a lap, in metres.
    points_per_metre
        What a metre over the line costs.
    """

    lesson = LESSON
    script = "scene2"
    loss = staticmethod(squared_error)
    loss_grad = staticmethod(squared_error_grad)
    points = (
        (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0),
        (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68),
    )
    slopes = (-0.25, 1.25)
    rate, steps = 0.03, 4
    habit = (0.9, -0.45, 0.1)
    lap_rate, laps = 0.4, 3
    half_car, half_lane, lap_length = 0.85, 1.5, 40.0
    points_per_metre = 10.0

    def construct(self) -> None:
        self.define()
        self.measure()
        self.point_the_way()
        self.fit_the_task()
        self.drift_over_the_line()
        self.learn_lap_by_lap()

    def set_stage(self) -> None:
        self.slope = ValueTracker(self.slopes[0])
        self.line = TurningLine(*self.points, self.loss, self.loss_grad)
        downhill = self.line.mean_loss_grad
        self.best = float(gradient_descent(downhill, self.slopes[0], rate=self.rate, steps=60)[-1])
        top, bottom = self.regions.body.rows(1, 2.6, gap=0.25)
        self.strip, self.places = top, bottom.columns(1, 1, 1, gap=0.35)
        grounds = VGroup(*(panel(place) for place in (top, *self.places)))
        sizes, muted = self.theme.type, self.theme.colors.muted
        self.numerals = VGroup(
            *(Label(str(k), sizes.display, muted, weight="BOLD").set_line(place.center) for k, place in
              enumerate(self.places, start=1))
        )  # fmt: skip
        self.add(grounds, self.numerals)

    # -- two pictures of one line, both turned by the slope --------------------------------------------------

    def now(self) -> float:
        """Mean loss with the slope of the moment."""
        return float(self.line.mean_loss(self.slope.get_value()))

    def push(self) -> float:
        """The negative gradient with the slope of the moment."""
        return -float(self.line.mean_loss_grad(self.slope.get_value()))

    def scatter(self, region: Region, *, small: bool = False) -> VGroup:
        """Points, line and residual bars in a region."""
        colors = self.theme.colors
        words = {"x_label": self.word("input"), "y_label": self.word("output")}
        named: dict[str, Any] = {} if small else {"x_ticks": (4, 8, 12, 16), "y_ticks": (4, 8, 12), **words}
        plot = Plot(region, (2.0, 16.0), (1.0, 13.0), **named)
        line, slope = self.line, self.slope.get_value

        def predict(x: Any) -> np.ndarray:
            return line.predict(slope(), x)

        drawn = plot.live_curve(lambda: predict, colors.prediction)
        bars = ResidualBars(plot, line.x, line.y, predict, colors.squared)
        dots = Dots(plot, lambda: np.column_stack([line.x, line.y]), colors.target)
        return VGroup(plot, bars, drawn, dots)

    def bowl(self, region: Region, *, small: bool = False) -> VGroup:
        """Mean loss over the slope, with the ball and the arrow of the negative gradient."""
        colors, low, high = self.theme.colors, self.slopes[0] - 0.15, self.slopes[1] + 0.15
        words = {"x_label": self.word("slope_axis"), "y_label": self.word("mse")}
        named: dict[str, Any] = {} if small else {"x_ticks": (0, 0.5, 1), "y_ticks": (2, 4, 6), **words}
        top = 1.1 * float(self.line.mean_loss(high))
        plot = Plot(region, (low, high), (0.0, top), upright=False, **named)
        slope, size = self.slope.get_value, 1.2 if small else 2.0
        ball = Dots(plot, lambda: np.array([(slope(), self.now())]), colors.prediction, scale=size)
        push = descent_arrow(plot, slope, self.now, lambda: -self.push(), colors.gradient, reach=self.rate)
        return VGroup(plot, plot.curve(self.line.mean_loss, colors.squared), push, ball)

    # -- beats -----------------------------------------------------------------------------------------------

    @beat
    def define(self) -> None:
        colors, sizes = self.theme.colors, self.theme.type
        guess, truth = ValueTracker(6.0), 3.0
        first, second, third, fourth = self.strip.inset(0.4, 0.1).columns(1, 1, 1.9, 0.9, gap=0.5)
        given = VGroup(
            Readouts(first, Readout(self.word("guess"), guess.get_value, colors.prediction, 1)),
            Readouts(second, Readout(self.word("truth"), lambda: truth, colors.target, 1)),
        )
        law = third.fit(formula("ell (hat(y), y) = (hat(y) - y)^2 =", sizes.heading, colors.squared), RIGHT)
        number = LiveNumber(
            lambda: float(self.loss(guess.get_value() - truth)),
            size=sizes.display * 0.75, color=colors.squared, edge=LEFT,
        )  # fmt: skip
        number.set_line(fourth.edge(LEFT), LEFT)
        titles, pictures = VGroup(), VGroup()
        keys = [self.word(key) for key in ("measure_title", "direct_title", "fit_title")]
        for index, place in enumerate(self.places):
            head, picture = place.inset(0.25, 0.15).rows(1, 3.4)
            title = Label(f"{index + 1}  {keys[index]}", sizes.heading, weight="BOLD")
            titles.add(title.set_line(head.center))
            pictures.add((self.sketch_bars, self.sketch_slope, self.sketch_tasks)[index](picture))
        with self.narrate("three"):
            self.then(FadeIn(given), FadeIn(law, number), guess.animate.set_value(4.5), run_time=0.5)
            self.fill(guess.animate.set_value(3.8))
            self.on("three", FadeOut(self.numerals), FadeIn(titles), run_time=0.15)
            self.then(*(FadeIn(picture, shift=0.3 * UP) for picture in pictures), run_time=0.35)
            self.fill(guess.animate.set_value(3.0), self.slope.animate.set_value(self.best))
        self.slope.set_value(self.slopes[0])

    def sketch_bars(self, region: Region) -> VGroup:
        return self.scatter(region, small=True)

    def sketch_slope(self, region: Region) -> VGroup:
        return self.bowl(region, small=True)

    def sketch_tasks(self, region: Region) -> VGroup:
        drawn = VGroup()
        for (_, _, role, loss, over, height, *_), place in zip(TASKS, region.columns(1, 1, 1), strict=True):
            plot = Plot(place.inset(0.0, 0.4), over, height, upright=False)
            drawn.add(plot, plot.curve(loss, getattr(self.theme.colors, role)))
        return drawn

    @beat
    def measure(self) -> None:
        colors = self.theme.colors
        picture = self.scatter(self.regions.main.inset(0.3))
        source = Label(self.word("source"), self.theme.type.small, colors.muted)
        source.set_line(self.regions.main.inset(0.4).edge(UP + RIGHT) + 0.1 * DOWN, RIGHT)
        top, middle, low = self.regions.side.inset(0.4).rows(1, 2.7, 0.8, gap=0.12)
        slider = Slider(top, self.word("slope"), self.slope, *self.slopes, colors.prediction)
        words, pile = middle.columns(1, 1)
        full = float(self.line.mean_loss(self.slopes[0]))
        slope = self.slope.get_value
        column = StackedColumn(pile.inset(0.3, 0.0), lambda: self.line.parts(slope()), full, colors.squared)
        caption = Label(self.word("pile"), color=colors.muted).set_line(words.edge(LEFT), LEFT)
        number = Readouts(low, Readout(self.word("mse"), self.now, colors.squared))
        plot, bars, line, dots = picture
        with self.narrate("measure"):
            self.then(self.clear_body(), run_time=0.15)
            grounds = FadeIn(panel(self.regions.main), panel(self.regions.side), plot, dots, source)
            self.on("measure", self.retitle("measure_title", "measure_sense"), grounds, run_time=0.3)
            self.then(FadeIn(line, slider), run_time=0.3)
            self.then(FadeIn(bars, caption, number), FadeIn(column, shift=RIGHT), run_time=0.6)
            self.add(dots)
            self.fill(self.slope.animate.set_value(self.best))

    @beat
    def point_the_way(self) -> None:
        colors = self.theme.colors
        start, beyond = self.slopes
        self.slope.set_value(start)
        picture = self.bowl(self.regions.main.inset(0.3))
        plot: Any = picture[0]
        curve, push, ball = picture[1:]
        top, low = self.regions.side.inset(0.3).rows(1.25, 1, gap=0.2)
        mini, slope = self.scatter(top, small=True), self.slope.get_value
        numbers = Readouts(
            low.inset(0.1, 0.0),
            Readout(self.word("slope"), slope, colors.prediction),
            Readout(self.word("mse"), self.now, colors.squared),
            Readout(self.word("push"), self.push, colors.gradient, 1),
        )
        downhill, step = self.line.mean_loss_grad, ValueTracker(0.0)
        path = gradient_descent(downhill, beyond, rate=self.rate, steps=self.steps)

        def reached() -> np.ndarray:
            slopes = visited(path, step.get_value())
            return np.column_stack([slopes, self.line.mean_loss(slopes)])

        marks = Dots(plot, reached, colors.text, ring=True, scale=1.2)
        with self.narrate("direct"):
            self.then(self.clear_body(), run_time=0.15)
            ground = FadeIn(panel(self.regions.main), panel(self.regions.side), plot, curve, mini, numbers)
            retitled = self.retitle("direct_title", "direct_sense")
            self.on("direct", retitled, ground, FadeIn(ball), run_time=0.3)
            self.then(FadeIn(push), run_time=0.3)
            self.add(ball)
            self.then(self.slope.animate.set_value(beyond), run_time=1.6)
            self.add(marks, push, ball)
            self.slope.add_updater(lambda s: s.set_value(float(standing(path, step.get_value()))))
            self.add(self.slope)
            self.fill(steady(step, self.steps))
        self.slope.clear_updaters()

    @beat
    def fit_the_task(self) -> None:
        colors, share = self.theme.colors, ValueTracker(0.0)
        exhibits = [
            Exhibit(self.word(task), getattr(colors, role), *shown) for task, _, role, *shown in TASKS
        ]
        body, low = self.regions.body.rows(2.7, 1, gap=0.2)
        gallery = Gallery(body, exhibits)
        numbers = VGroup()
        for task, place in zip(TASKS, low.columns(1, 1, 1, gap=0.24), strict=True):
            numbers.add(self.task_numbers(place, task, share))
        rollers = gallery.rollers(share)
        with self.narrate("fit"):
            self.then(self.clear_body(), run_time=0.15)
            retitled = self.retitle("fit_title", "fit_sense")
            self.on("fit", retitled, FadeIn(gallery, gallery.names), run_time=0.3)
            for curve, roller, row in zip(gallery.curves, rollers, numbers, strict=True):
                self.then(Create(curve), FadeIn(roller), FadeIn(row), run_time=0.5)
            self.add(rollers)
            self.fill(share.animate.set_value(1.0))

    def task_numbers(self, place: Region, task: tuple[Any, ...], share: ValueTracker) -> VGroup:
        """Argument and loss of one task's probe."""
        _, argument, role, loss, _, _, (start, end), *_ = task

        def here() -> float:
            return float(start + share.get_value() * (end - start))

        rows = Readouts(
            place.inset(0.35, 0.12),
            Readout(self.word(argument), here, self.theme.colors.text),
            Readout(self.word("loss"), lambda: float(loss(here())), getattr(self.theme.colors, role)),
        )
        return VGroup(panel(place), rows)

    # -- the driving school ----------------------------------------------------------------------------------

    def set_out(self) -> None:
        """Road and car, moved by two trackers: how far along the way, and in which lap."""
        colors = self.theme.colors
        self.lane = {"half_car": self.half_car, "half_lane": self.half_lane}
        self.way, self.lap = ValueTracker(0.17), ValueTracker(0.0)
        self.walk = gradient_descent(
            lambda a: mean_overhang_grad(a, WAY, **self.lane), self.habit, rate=self.lap_rate, steps=self.laps
        )
        self.road = Road(self.regions.main.inset(0.12), self.half_lane, 3.3)
        self.drive = Drive(
            self.road, self.offset, self.way.get_value, half_car=self.half_car, length=3.4,
            way_length=self.lap_length, color=colors.prediction, band_color=colors.target,
            over_color=colors.outlier,
        )  # fmt: skip

    def habits(self) -> np.ndarray:
        return standing(self.walk, self.lap.get_value())

    def offset(self, way: np.ndarray) -> np.ndarray:
        """Offsets along the way in the lap of the moment."""
        return offsets(self.habits(), way)

    def here(self) -> float:
        """Offset of the car from the middle of the lane."""
        (offset,) = self.offset(np.array([self.way.get_value()]))
        return float(offset)

    def signed(self) -> float:
        """Distance of the car's outer side from the line, positive when it is over."""
        return abs(self.here()) + float(self.half_car - self.half_lane)

    @beat
    def drift_over_the_line(self) -> None:
        colors, price = self.theme.colors, self.points_per_metre
        self.set_out()
        top, low = self.regions.side.inset(0.3).rows(1.9, 1, gap=0.15)
        plot = Plot(
            top, (-0.6, 0.8), (0.0, 8.0), x_ticks=(-0.4, 0, 0.4, 0.8), y_ticks=(2, 4, 6),
            x_label=self.word("over_axis"), y_label=self.word("deduction"), upright=False,
        )  # fmt: skip
        curve = plot.curve(lambda d: price * hinge(1.0 - d), colors.hinge, kinks=(0.0,))
        signed = self.signed

        def over() -> float:
            return float(overhang(self.here(), **self.lane))

        probe = Dots(plot, lambda: np.array([(signed(), price * over())]), colors.text, scale=1.6)
        numbers = Readouts(
            low.inset(0.1, 0.0),
            Readout(self.word("over"), over, colors.outlier, 2, "{} m"),
            Readout(self.word("deduction"), lambda: price * over(), colors.hinge, 1),
        )
        note = Label(self.word("schematic"), self.theme.type.small, colors.muted)
        note.set_line(self.road.c2p(0.02, -2.9), LEFT)
        self.scenery = VGroup(panel(self.regions.main), self.road, note)
        with self.narrate("coach"):
            self.then(self.clear_body(), run_time=0.15)
            side = panel(self.regions.side)
            self.then(FadeIn(self.scenery), FadeIn(side), FadeIn(self.drive), run_time=0.3)
            self.fill(self.way.animate.set_value(0.22))
            shown = FadeIn(plot, probe, numbers), Create(curve)
            self.on("coach", self.retitle("coach_title", "coach_sense"), *shown, run_time=0.4)
            self.add(probe)
            self.fill(self.way.animate.set_value(0.36))

    @beat
    def learn_lap_by_lap(self) -> None:
        colors, price, lane, lap = self.theme.colors, self.points_per_metre, self.lane, self.lap.get_value
        costs = price * np.array([mean_overhang(habit, WAY, **lane) for habit in self.walk])
        most = float(costs.max())
        top, low = self.regions.side.inset(0.3).rows(1.9, 1, gap=0.15)
        plot = Plot(
            top, (0.6, len(costs) + 0.4), (-0.15 * most, 1.25 * most), x_ticks=range(1, len(costs) + 1),
            x_label=self.word("laps"), y_label=self.word("mean_deduction"),
        )  # fmt: skip

        def marks() -> np.ndarray:
            reached = visited(costs, lap())
            return np.column_stack([1 + np.arange(len(reached)), reached])

        def now() -> float:
            return price * mean_overhang(self.habits(), WAY, **lane)

        dots = Dots(plot, marks, colors.hinge, scale=1.5)
        numbers = Readouts(
            low.inset(0.1, 0.0),
            Readout(self.word("lap"), lambda: 1 + np.floor(lap() + 1e-6), colors.text, 0),
            Readout(self.word("mean_deduction"), now, colors.hinge),
        )
        with self.narrate("learned"):
            leave = self.clear_body(self.scenery, self.drive)
            self.then(leave, self.way.animate.set_value(0.5), run_time=0.3)
            self.then(FadeIn(panel(self.regions.side), plot, dots, numbers), run_time=0.3)
            self.fill(self.way.animate.set_value(0.8))
            retitled = self.retitle("learned_title", "learned_sense")
            self.on("learned", retitled, steady(self.lap, 1.0), run_time=0.3)
            self.then(steady(self.lap, self.laps), run_time=0.6)
            self.fill(self.road.lines.animate.set_color(colors.good))
