"""Scene 5: focal loss turns down the easy examples; Huber tames the outliers."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Rectangle, ValueTracker, VGroup

from loss_scenes.estimation import budget_share, huber_location
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, focal, half_squared_error, huber, huber_grad
from loss_scenes.mobjects.field import SquareField
from loss_scenes.mobjects.location import LocationAxis
from loss_scenes.mobjects.panel import Readout, Readouts, Slider, formula, panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.shares import ShareBar
from loss_scenes.mobjects.text import Label
from loss_scenes.stage.scene import NarratedScene, beat

FOCAL = 'op("FL")(p) = -(1 - p)^{{gamma : gamma}} log p'
HUBER = (
    "ell_delta (r) = cases(gap: #0.8em, 1/2 r^2 & quad abs(r) <= delta,"
    " delta (abs(r) - delta/2) & quad abs(r) > delta)"
)

# Cells of the fields (column, row): an object among candidate boxes, and a lesion among pixels; schematic.
OBJECT = [(27, 8), (28, 8), (27, 9), (28, 9)]
LESION = [(12, 9), (13, 8), (13, 9), (13, 10), (14, 8), (14, 9), (14, 10), (14, 11), (15, 9), (15, 10)]


class EasyExamplesAndOutliers(NarratedScene):
    """Focal loss and Huber loss, each beside the loss that it bends.

    Attributes
    ----------
    gamma, delta
        Where the parameters come to rest.
    easy_probability
        Where the probe stands on the curve.
    easy, hard
        (how many, probability of the right class) of the two groups of examples.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.
    """

    lesson = LESSON
    script = "scene5"
    gamma = 2.0
    delta = 1.0
    easy_probability = 0.9
    easy = (100_000, 0.99)
    hard = (100, 0.1)
    sample = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)
    outlier_path = (1.0, 10.0)

    def construct(self) -> None:
        self.turn_down_easy_examples()
        self.show_where_focal_is_used()
        self.bend_the_parabola()
        self.drag_the_outlier()

    def set_stage(self) -> None:
        self.main, self.side = panel(self.regions.main), panel(self.regions.side)
        self.add(self.main, self.side)
        self.power = ValueTracker(0.0)
        self.plot = Plot(
            self.regions.main.inset(0.3),
            (0.0, 1.0),
            (0.0, 4.0),
            x_ticks=(0.2, 0.4, 0.6, 0.8, 1.0),
            y_ticks=(1, 2, 3, 4),
            x_label=self.word("probability"),
            y_label=self.word("loss"),
        )
        self.add(self.plot)

    # -- focal loss ----------------------------------------------------------------------------------------

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the power of the moment."""
        return focal(probability, gamma=self.power.get_value())

    @beat
    def turn_down_easy_examples(self) -> None:
        colors, plot = self.theme.colors, self.plot
        plain = plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240)
        bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
        names = plot.name_curve(self.word("cross_entropy"), colors.cross_entropy, (0.22, 2.1), LEFT)
        focal_name = plot.name_curve(self.word("focal"), colors.focal, (0.08, 0.45), LEFT)
        easy = plot.tint(0.6, 1.0, colors.focal)
        p = self.easy_probability
        probe = TangentProbe(
            plot, self.focal_now, lambda x: 0 * x, ValueTracker(p), colors.focal, tangent=False
        )
        top, middle, low = self.regions.side.inset(0.4).rows(0.9, 1, 1.7)
        math = top.fit(formula(FOCAL, self.theme.type.heading))
        math.select("gamma").set_color(colors.focal)
        slider = Slider(middle, self.word("gamma"), self.power, 0.0, 3.0, colors.focal)
        numbers = Readouts(
            low,
            Readout("p", lambda: p, colors.text, 1),
            Readout(self.word("cross_entropy"), lambda: cross_entropy(p), colors.cross_entropy, 4),
            Readout(self.word("focal"), lambda: self.focal_now(p), colors.focal, 4),
            Readout(self.word("ratio"), lambda: cross_entropy(p) / self.focal_now(p), colors.gold, 0, "{}×"),
        )
        with self.narrate("focal"):
            self.then(Create(plain), FadeIn(names))
            self.on("focal", self.retitle("focal_title", "focal_sense"), FadeIn(math), FadeIn(slider))
            self.add(bent)
            self.then(FadeIn(easy), FadeIn(probe), FadeIn(numbers))
            self.on("downweight", self.power.animate.set_value(self.gamma), FadeIn(focal_name), run_time=1.8)

    @beat
    def show_where_focal_is_used(self) -> None:
        colors = self.theme.colors
        words, grid = self.regions.main.inset(0.45).rows(1, 5.4)
        columns, rows = 40, 20
        boxes = SquareField(grid, columns, rows, OBJECT, colors.axis, colors.gold)
        pixels = SquareField(grid, columns, rows, LESION, colors.raised, colors.gold, gap=0.04)
        candidates = Label(self.word("anchors")).set_line(words.edge(LEFT), LEFT)
        medical = Label(self.word("pixels")).set_line(words.edge(LEFT), LEFT)
        top, bar, low = self.regions.side.inset(0.4).rows(1.3, 0.5, 1.6, gap=0.2)
        slider = Slider(top, self.word("gamma"), self.power, 0.0, 3.0, colors.focal)
        shares = VGroup(
            ShareBar(bar, self.easy_share, colors.cross_entropy, colors.gold),
            Readouts(
                low,
                Readout(
                    self.word("easy_share"), lambda: 100 * self.easy_share(), colors.cross_entropy, 2, "{}%"
                ),
                Readout(
                    self.word("hard_share"), lambda: 100 * (1 - self.easy_share()), colors.gold, 2, "{}%"
                ),
            ),
        )
        with self.narrate("detection"):
            self.on("detection", self.clear_body(self.main, self.side), run_time=0.2)
            self.power.set_value(0.0)
            self.then(
                self.retitle("focal_title", "detection_sense"),
                FadeIn(boxes),
                FadeIn(candidates),
                FadeIn(slider),
                FadeIn(shares),
                run_time=self.theme.motion.quick,
            )
            self.fill(self.power.animate.set_value(self.gamma))
            self.remove(boxes, candidates)
            self.on("medical", FadeIn(pixels), FadeIn(medical))

    def easy_share(self) -> float:
        """Part of the total loss that the easy examples make up, with the power of the moment."""
        return budget_share(*self.easy, *self.hard, gamma=self.power.get_value())

    # -- Huber loss ----------------------------------------------------------------------------------------

    @beat
    def bend_the_parabola(self) -> None:
        colors, bend, residual = self.theme.colors, ValueTracker(3.2), ValueTracker(0.4)
        plot = Plot(
            self.regions.main.inset(0.3),
            (-3.4, 3.4),
            (0.0, 4.6),
            x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(1, 2, 3, 4),
            x_label=self.word("residual"),
            y_label=self.word("loss"),
        )
        parabola = plot.curve(half_squared_error, colors.squared)

        def loss(r: Any) -> Any:
            return huber(r, delta=bend.get_value())

        def slope(r: Any) -> Any:
            return huber_grad(r, delta=bend.get_value())

        bent = plot.live_curve(lambda: loss, colors.huber)
        names = VGroup(
            plot.name_curve(self.word("half_square"), colors.squared, (-2.2, 3.3), LEFT),
            plot.name_curve(self.word("huber"), colors.huber, (-3.3, 1.1), LEFT),
        )
        probe = TangentProbe(plot, loss, slope, residual, colors.gradient)
        top, middle, low = self.regions.side.inset(0.4).rows(1.2, 1, 1.7)
        math = top.fit(formula(HUBER))
        slider = Slider(middle, self.word("delta"), bend, 0.0, 3.4, colors.huber)
        numbers = Readouts(
            low,
            Readout(self.word("residual"), residual.get_value, colors.text),
            Readout(
                self.word("half_square"), lambda: half_squared_error(residual.get_value()), colors.squared
            ),
            Readout(self.word("huber"), lambda: loss(residual.get_value()), colors.huber),
            Readout(self.word("slope"), lambda: slope(residual.get_value()), colors.gradient),
        )
        core = plot.tint(-self.delta, self.delta, colors.huber)
        edges = VGroup(plot.vertical(-self.delta, colors.huber), plot.vertical(self.delta, colors.huber))
        with self.narrate("huber"):
            self.then(self.clear_body(self.main, self.side), run_time=self.theme.motion.quick)
            self.on(
                "huber",
                self.retitle("huber_title", "huber_sense"),
                FadeIn(plot),
                Create(parabola),
                FadeIn(math),
                FadeIn(slider),
            )
            self.add(bent)
            self.fill(bend.animate.set_value(self.delta), FadeIn(names))
            self.on("linear", FadeIn(core), FadeIn(edges), FadeIn(probe), FadeIn(numbers), run_time=0.4)
            self.fill(residual.animate.set_value(2.7))

    @beat
    def drag_the_outlier(self) -> None:
        colors = self.theme.colors
        start, far = self.outlier_path
        outlier = ValueTracker(start)

        def values() -> np.ndarray:
            return np.array([*self.sample, outlier.get_value()])

        def mean() -> float:
            return float(values().mean())

        def robust() -> float:
            return huber_location(values(), delta=self.delta)

        _, line = self.regions.main.inset(0.5).rows(1, 4)
        axis = LocationAxis(line, -2.0, 10.5, (-2, 0, 2, 4, 6, 8, 10))
        dots = VGroup(*(axis.dot(value, colors.target) for value in self.sample))
        stray = axis.dot(start, colors.outlier)
        stray.add_updater(lambda dot: dot.move_to(axis.at(outlier.get_value())))
        mean_mark = axis.marker(mean, self.word("mean"), colors.squared, lift=1.5)
        robust_mark = axis.marker(robust, self.word("huber"), colors.huber, above=False, lift=1.2)
        numbers = Readouts(
            self.regions.side.inset(0.4).rows(1, 0.8)[0],
            Readout(self.word("outlier"), outlier.get_value, colors.outlier),
            Readout(self.word("mean"), mean, colors.squared),
            Readout(self.word("huber"), robust, colors.huber, 3),
        )
        with self.narrate("robust"):
            self.then(self.clear_body(self.main, self.side), run_time=0.2)
            self.on(
                "robust",
                self.retitle("huber_title", "robust_sense"),
                FadeIn(axis, dots, stray),
                FadeIn(mean_mark),
                FadeIn(robust_mark),
                FadeIn(numbers),
                run_time=0.4,
            )
            self.fill(outlier.animate.set_value(far))
            self.on("driving", FadeOut(VGroup(axis, dots, stray, mean_mark, robust_mark)), run_time=0.2)
            self.fit_the_box()

    def fit_the_box(self) -> None:
        """A predicted box slides onto the car that laser points outline (schematic)."""
        colors = self.theme.colors
        words, road = self.regions.main.inset(0.5).rows(1, 4)
        title = Label(self.word("driving")).set_line(words.edge(LEFT), LEFT)
        target = Rectangle(width=3.2, height=1.5, stroke_width=0).move_to(road.center)
        hits = VGroup(
            *(
                Dot(target.point_from_proportion(share), radius=self.theme.dot / 2, color=colors.target)
                for share in np.linspace(0.0, 0.75, 34)
            )
        )
        box = Rectangle(width=3.2, height=1.5, stroke_color=colors.huber, stroke_width=self.theme.curve_width)
        box.move_to(road.center + 0.9 * RIGHT + 0.5 * UP).rotate(0.2)
        source = Label(self.word("driving_source"), self.theme.type.small, colors.muted)
        source.set_line(road.edge(DOWN) + 0.1 * UP)
        self.then(FadeIn(title), FadeIn(hits), FadeIn(box), FadeIn(source), run_time=self.theme.motion.quick)
        self.fill(box.animate.rotate(-0.2).move_to(road.center))
