"""Scene 5: focal loss turns down the easy examples; Huber tames the outliers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, Create, Dot, FadeIn, Rectangle, ValueTracker, VGroup

from loss_scenes.estimation import budget_share, huber_location
from loss_scenes.lesson import LESSON
from loss_scenes.losses import cross_entropy, focal, half_squared_error, huber, huber_grad
from loss_scenes.mobjects.bowl import Bowl
from loss_scenes.mobjects.field import SquareField
from loss_scenes.mobjects.panel import Readout, Readouts, Slider, formula
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.probe import TangentProbe
from loss_scenes.mobjects.shares import ShareBar
from loss_scenes.mobjects.text import Label
from loss_scenes.stage.scene import NarratedScene, beat

FOCAL = 'op("FL")(p) = -(1 - p)^{{gamma : gamma}} log p'


@dataclass(frozen=True)
class RobustLoss:
    """A loss of the residual with a scale: half a square inside it, straight outside.

    Parameters
    ----------
    loss, gradient
        ``(residual, scale)``, elementwise.
    locate
        ``(values, scale)``: the location that minimises the summed loss.
    formula
        Typst source.
    role
        Its colour's name in the theme.
    """

    loss: Callable[[Any, float], Any]
    gradient: Callable[[Any, float], Any]
    locate: Callable[[Any, float], float]
    formula: str
    role: str


HUBER = RobustLoss(
    loss=lambda residual, scale: huber(residual, delta=scale),
    gradient=lambda residual, scale: huber_grad(residual, delta=scale),
    locate=lambda values, scale: huber_location(values, delta=scale),
    formula=(
        "ell_delta (r) = cases(gap: #0.8em, 1/2 r^2 & quad abs(r) <= delta,"
        " delta (abs(r) - delta/2) & quad abs(r) > delta)"
    ),
    role="huber",
)

# Cells of the fields (column, row): an object among candidate boxes, and a lesion among pixels; schematic.
OBJECT = [(27, 8), (28, 8), (27, 9), (28, 9)]
LESION = [(12, 9), (13, 8), (13, 9), (13, 10), (14, 8), (14, 9), (14, 10), (14, 11), (15, 9), (15, 10)]


class EasyExamplesAndOutliers(NarratedScene):
    """Focal loss and Huber loss, each beside the loss that it bends.

    Attributes
    ----------
    robust
        The loss that the second half is about.
    gamma, scale
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
    robust = HUBER
    scale = 1.0
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
        self.set_panels()
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
        colors, power = self.theme.colors, ValueTracker(0.0)

        def share() -> float:
            return budget_share(*self.easy, *self.hard, gamma=power.get_value())

        words, grid = self.regions.main.inset(0.45).rows(1, 5.4)
        columns, rows = 40, 20
        boxes = SquareField(grid, columns, rows, OBJECT, colors.axis, colors.gold)
        pixels = SquareField(grid, columns, rows, LESION, colors.raised, colors.gold, gap=0.04)
        candidates = Label(self.word("anchors")).set_line(words.edge(LEFT), LEFT)
        medical = Label(self.word("pixels")).set_line(words.edge(LEFT), LEFT)
        top, bar, low = self.regions.side.inset(0.4).rows(1.3, 0.5, 1.6, gap=0.2)
        slider = Slider(top, self.word("gamma"), power, 0.0, 3.0, colors.focal)
        shares = VGroup(
            ShareBar(bar, share, colors.cross_entropy, colors.gold),
            Readouts(
                low,
                Readout(self.word("easy_share"), lambda: 100 * share(), colors.cross_entropy, 2, "{}%"),
                Readout(self.word("hard_share"), lambda: 100 * (1 - share()), colors.gold, 2, "{}%"),
            ),
        )
        with self.narrate("detection"):
            self.on("detection", self.clear_body(self.main, self.side), run_time=0.2)
            self.then(
                self.retitle("focal_title", "detection_sense"),
                FadeIn(boxes),
                FadeIn(candidates),
                FadeIn(slider),
                FadeIn(shares),
                run_time=self.theme.motion.quick,
            )
            self.fill(power.animate.set_value(self.gamma))
            self.remove(boxes, candidates)
            self.on("medical", FadeIn(pixels), FadeIn(medical))

    # -- a loss that is robust -----------------------------------------------------------------------------

    @beat
    def bend_the_parabola(self) -> None:
        colors, robust, words = self.theme.colors, self.robust, self.word
        color = getattr(colors, robust.role)
        scale, residual = ValueTracker(3.2), ValueTracker(0.4)

        def loss(r: Any) -> Any:
            return robust.loss(r, scale.get_value())

        def slope(r: Any) -> Any:
            return robust.gradient(r, scale.get_value())

        plot = Plot(
            self.regions.main.inset(0.3),
            (-3.4, 3.4),
            (0.0, 4.6),
            x_ticks=(-3, -2, -1, 1, 2, 3),
            y_ticks=(1, 2, 3, 4),
            x_label=words("residual"),
            y_label=words("loss"),
        )
        parabola = plot.curve(half_squared_error, colors.squared)
        bent = plot.live_curve(lambda: loss, color)
        names = VGroup(
            plot.name_curve(words("half_square"), colors.squared, (-2.2, 3.3), LEFT),
            plot.name_curve(words("robust"), color, (-3.3, 1.1), LEFT),
        )
        probe = TangentProbe(plot, loss, slope, residual, colors.gradient)
        top, middle, low = self.regions.side.inset(0.4).rows(1.2, 1, 1.7)
        math = top.fit(formula(robust.formula))
        slider = Slider(middle, words("scale"), scale, 0.0, 3.4, color)
        at = residual.get_value
        numbers = Readouts(
            low,
            Readout(words("residual"), at, colors.text),
            Readout(words("half_square"), lambda: half_squared_error(at()), colors.squared),
            Readout(words("robust"), lambda: loss(at()), color),
            Readout(words("slope"), lambda: slope(at()), colors.gradient),
        )
        core = VGroup(
            plot.tint(-self.scale, self.scale, color),
            plot.vertical(-self.scale, color),
            plot.vertical(self.scale, color),
        )
        with self.narrate("huber"):
            self.then(self.clear_body(self.main, self.side), run_time=self.theme.motion.quick)
            title = self.retitle("huber_title", "huber_sense")
            self.on("huber", title, FadeIn(plot), Create(parabola), FadeIn(math), FadeIn(slider))
            self.add(bent)
            self.fill(scale.animate.set_value(self.scale), FadeIn(names))
            self.on("linear", FadeIn(core), FadeIn(probe), FadeIn(numbers), run_time=self.theme.motion.quick)
            self.fill(residual.animate.set_value(2.7))

    @beat
    def drag_the_outlier(self) -> None:
        colors, robust, words = self.theme.colors, self.robust, self.word
        color = getattr(colors, robust.role)
        near, far = self.outlier_path
        outlier = ValueTracker(near)

        def values() -> np.ndarray:
            return np.array([*self.sample, outlier.get_value()])

        def mean() -> float:
            return float(values().mean())

        def location() -> float:
            return robust.locate(values(), self.scale)

        plot = Plot(
            self.regions.main.inset(0.3),
            (-2.0, 10.5),
            (0.0, 6.0),
            x_ticks=(0, 2, 4, 6, 8, 10),
            x_label=words("candidate"),
            y_label=words("mean_loss"),
            upright=False,
        )
        dots = VGroup(*(Dot(plot.c2p(v, 0), self.theme.dot, color=colors.target) for v in self.sample))
        stray = Dot(plot.c2p(near, 0), self.theme.dot, color=colors.outlier)
        stray.add_updater(lambda dot: dot.move_to(plot.c2p(outlier.get_value(), 0)))
        bowls = VGroup(
            Bowl(plot, half_squared_error, values, mean, words("mean"), colors.squared, (0.0, 1.0)),
            Bowl(plot, self.robust_now, values, location, words("robust"), color, (2.6, 0.3)),
        )
        numbers = Readouts(
            self.regions.side.inset(0.4).rows(1, 1)[0],
            Readout(words("outlier"), outlier.get_value, colors.outlier),
            Readout(words("mean"), mean, colors.squared, 3),
            Readout(words("robust"), location, color, 3),
        )
        with self.narrate("robust"):
            self.then(self.clear_body(self.main, self.side), run_time=0.2)
            self.on(
                "robust",
                self.retitle("huber_title", "robust_sense"),
                FadeIn(plot, dots, stray),
                FadeIn(bowls),
                FadeIn(numbers),
                run_time=self.theme.motion.quick,
            )
            self.move_on(outlier, far)

    def robust_now(self, residual: Any) -> Any:
        """The robust loss at the scale where its parameter rests."""
        return self.robust.loss(residual, self.scale)

    def move_on(self, outlier: ValueTracker, far: float) -> None:
        """The outlier goes; meanwhile a predicted box slides onto a car outlined by laser (schematic)."""
        self.fill(outlier.animate.set_value((outlier.get_value() + far) / 2))
        colors = self.theme.colors
        title_row, road, source_row = self.regions.side.inset(0.4).rows(1, 1)[1].inset(0, 0.1).rows(1, 2.4, 1)
        title = Label(self.word("driving"), self.theme.type.label).set_line(title_row.center)
        car = Rectangle(width=2.2, height=0.9).move_to(road.center)
        hits = VGroup(
            *(
                Dot(car.point_from_proportion(share), self.theme.dot / 2, color=colors.target)
                for share in np.linspace(0.0, 0.75, 28)
            )
        )
        box = Rectangle(width=2.2, height=0.9, stroke_color=colors.huber, stroke_width=self.theme.line_width)
        box.move_to(road.center + 0.5 * RIGHT).rotate(0.15)
        source = Label(self.word("driving_source"), self.theme.type.small, colors.muted)
        source.set_line(source_row.center)
        self.on("driving", FadeIn(title), FadeIn(hits), FadeIn(box), FadeIn(source), run_time=0.2)
        self.fill(box.animate.rotate(-0.15).move_to(road.center), outlier.animate.set_value(far))
