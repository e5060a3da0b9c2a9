"""Chapter: a robust loss bends the parabola into lines, and an outlier loses its pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import DOWN, LEFT, RIGHT, Create, FadeIn, ValueTracker, VGroup, VMobject

from loss_scenes.catalogue import HUBER, Loss
from loss_scenes.pictures.pull import Pull
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat
from voiceover.errors import InputError

SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)
_BENDS = (8.0, 1.5, 1.22, 1.0)
"""Deltas of the fan, in units of the one that stays; the first is still the parabola."""


_REACH = 0.33
"""Length of a pull's arrow for a slope of 1, in errors of 1."""


class Walker(NamedTuple):
    """A dot that walks on a loss with the arrow of its pull, and what is said of that pull."""

    walker: VGroup
    word: Label


class Robust(Chapter):
    """The parabola bends into a robust loss; then an outlier drags the mean away, and hardly the estimate.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    loss
        The robust loss, with a ``delta`` and a location.
    scale
        Where its ``delta`` comes to rest.
    residual_path
        How far the dots walk while the errors are small, and where they come to rest.
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.

    Raises
    ------
    InputError
        When the loss has no location.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        loss: Loss = HUBER,
        scale: float = 1.0,
        residual_path: tuple[float, float] = (1.0, 2.1),
        sample: Sequence[float] = SAMPLE,
        outlier_path: tuple[float, float] = (1.0, 10.0),
    ) -> None:
        super().__init__(scene)
        if loss.locate is None:
            raise InputError(
                f"the loss {loss.role!r} has no location",
                permitted="a robust loss, such as loss_scenes.catalogue.HUBER",
                remedy="say with locate= which value minimises its sum",
            )
        self.loss, self.locate, self.scale = loss, loss.locate, scale
        self.color = loss.color(self.theme.colors)
        self.sample, self.residual_path, self.outlier_path = sample, residual_path, outlier_path
        self.delta = ValueTracker(_BENDS[0] * scale)
        self.residual, self.outlier = ValueTracker(0.0), ValueTracker(outlier_path[0])
        stage = self.regions.stage
        self.broad = stage.width > 1.5 * stage.height
        self.far = scale * residual_path[1] * (1.0 if self.broad else 0.89)
        self.pair = VGroup()  # parabola and robust loss, for a chapter that goes on from them

    # -- the loss --------------------------------------------------------------------------------------------

    def robust_now(self, residual: Any) -> Any:
        """The robust loss with the delta of the moment."""
        return self.loss.value(residual, delta=self.delta.get_value())

    def bent(self, share: float) -> Callable[[Any], Any]:
        """The loss with a delta in units of the one that stays."""
        return lambda residual: self.loss.value(residual, delta=share * self.scale)

    def slope_now(self) -> float:
        """Its slope at the error of the moment, as far out as the dot is."""
        return float(self.loss.gradient(self.residual.get_value(), delta=self.delta.get_value()))

    @beat
    def bend_the_parabola(self) -> None:
        motion = self.theme.motion
        plot = self.bowl_plot()
        parabola, name, core, edges, fan, arms, robust_name = self.curves(plot)
        grown, capped = self.walkers(plot)
        law = self.law(plot)
        near = self.residual_path[0]
        with self.narrate("huber"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            self.then(self.clear_body(), ground, run_time=motion.brief)
            self.then(Create(parabola), run_time=motion.calm)
            self.then(FadeIn(name, grown.walker), run_time=motion.swift)
            self.add(grown.walker)
            self.on("bend", Create(core), FadeIn(edges), run_time=motion.quick)
            self.add(grown.walker)
            # The formula needs its time: it comes with the square that it begins with.
            self.fill(self.residual.animate.set_value(near * self.scale), FadeIn(law))
            self.remove(core)
            self.add(arms, grown.walker)
            # First the arms bend; then both dots go on with one error: one pull grows, the other does not.
            bends = self.delta.animate.set_value(self.scale)
            self.on("linear", bends, FadeIn(fan, grown.word), run_time=motion.brief)
            self.add(fan, parabola, arms, grown.walker, capped.walker, grown.word)
            farther = self.residual.animate.set_value(self.far)
            self.then(farther, FadeIn(robust_name), run_time=motion.quick)
            self.then(FadeIn(capped.word), run_time=motion.brief)
        self.pair = VGroup(parabola, arms)

    def bowl_plot(self) -> Plot:
        """Bare axes above the ground; zero stands as high above it as its marks need."""
        stage = self.regions.stage
        room = 118 * PIXEL
        half, top = (4.4, 5.6) if self.broad else (2.75, 6.5 if stage.height > stage.width else 5.2)
        area = Region(stage.x, stage.y + room / 2, stage.width, stage.height - room)
        # In a wide picture the formula stands at the right of the bowl, else in its mouth.
        middle = self.regions.hero.edge(LEFT)[0] + (0.345 if self.broad else 0.5) * self.regions.hero.width
        left = (middle - area.edge(LEFT)[0]) / area.width
        across = 2 * half * self.scale
        ends = -left * across, (1 - left) * across
        return Plot(area, ends, (0.0, top * self.scale**2), bare=True)

    def curves(self, plot: Plot) -> VGroup:
        """Parabola and its name, the core, its edges, the fan, and the live curve with its name."""
        colors, scale, color = self.theme.colors, self.scale, self.color
        parabola = self.bent(_BENDS[0])
        # Beyond the dot's place where there is room.
        right, left = (1.24 * self.far, -self.far) if self.broad else (1.42 * scale, -1.3 * scale)
        name = plot.name_along(self.word("squared"), colors.squared, parabola, left)
        return VGroup(
            bleeding(plot.curve(parabola, colors.squared)),
            name,
            plot.curve(self.bent(1.0), color, over=(-scale, scale)),
            self.edges(plot),
            Sweep(plot, [self.bent(share) for share in _BENDS], color),
            bleeding(plot.live_curve(lambda: self.robust_now, color)),
            self.name_of_the_line(plot, right),
        )

    def name_of_the_line(self, plot: Plot, at: float) -> Label:
        """The robust loss's name below its line, as large as fits into what is read."""
        sizes, word = self.theme.type, self.word("robust")
        names = [
            plot.name_along(word, self.color, self.bent(1.0), at, above=False, size=size)
            for size in (sizes.heading, sizes.body, sizes.label)
        ]
        return next((name for name in names if self.regions.hero.contains(name)), names[-1])

    def edges(self, plot: Plot) -> VGroup:
        """Where small errors end, and between these marks what is measured there."""
        marks, scale = VGroup(), self.scale
        for side, text in ((-1, "−"), (1, "")):
            x = side * scale
            mark = plot.drop(x, 0.0, float(self.bent(1.0)(x)), self.theme.colors.muted)
            label = Label(text + str(self.word("delta")), self.theme.type.body, self.theme.colors.text)
            marks.add(mark, label.set_line(plot.c2p(x, 0.0) + 62 * PIXEL * DOWN))
        error = Label(self.word("error"), self.theme.type.label, self.theme.colors.outlier, weight="BOLD")
        return marks.add(error.set_line(plot.c2p(0.0, 0.0) + 62 * PIXEL * DOWN))

    def walkers(self, plot: Plot) -> tuple[Walker, Walker]:
        """A dot that climbs the parabola, and one on the robust loss whose error is the same."""
        colors, at = self.theme.colors, self.residual.get_value
        parabola = self.bent(_BENDS[0])

        def on_square() -> tuple[float, float, float]:
            slope = float(self.loss.gradient(at(), delta=_BENDS[0] * self.scale))
            return at(), float(parabola(at())), -slope

        def on_robust() -> tuple[float, float, float]:
            return at(), float(self.robust_now(at())), -self.slope_now()

        return (
            self.walker(plot, on_square, colors.squared, self.word("pull_grows")),
            self.walker(plot, on_robust, self.color, self.word("pull")),
        )

    def walker(
        self, plot: Plot, now: Callable[[], tuple[float, float, float]], color: str, word: str
    ) -> Walker:
        """A dot on a loss, the error that it stands for, its pull, and what is said of that at the end."""
        reach = _REACH / self.scale
        level = -20 * PIXEL / plot.size[1] * plot.y_range[1]

        def place() -> np.ndarray:
            return np.array([now()[:2]])

        def tail() -> np.ndarray:
            x, y, _ = now()
            return np.array(plot.c2p(x, y))

        def way() -> np.ndarray:
            return (plot.c2p(reach * now()[2], 0.0) - plot.c2p(0.0, 0.0)) * RIGHT

        outlier = self.theme.colors.outlier
        error = DottedLines(plot, lambda: np.array([(0.0, level, now()[0], level)]), outlier)
        rim = decoration(Dots(plot, place, self.theme.colors.background, scale=2.2))
        dot = Dots(plot, place, outlier, scale=1.6)
        here, bend = self.residual.get_value(), self.delta.get_value()
        self.residual.set_value(self.far)
        self.delta.set_value(self.scale)
        tip, side = tail() + way(), RIGHT if now()[2] > 0 else LEFT
        self.residual.set_value(here)
        self.delta.set_value(bend)
        size = self.theme.type.heading if self.broad else self.theme.type.body
        label = Label(word, size, color, weight="BOLD")
        label.set_line(tip + 26 * PIXEL * side, -side)
        # The capped one starts outside of the parabola: a dark rim keeps it seen where it crosses that.
        edge = decoration(Pull(tail, way, self.theme.colors.background))
        edge.set_stroke(self.theme.colors.background, 2.0 * self.theme.curve_width)
        return Walker(VGroup(error, edge, Pull(tail, way, color), rim, dot).set_z_index(1), label)

    def law(self, plot: Plot) -> VMobject:
        """The formula, under the arm of the bowl, or in its mouth."""
        hero = self.regions.hero
        if self.broad:
            left, low = plot.c2p(1.55 * self.scale, 0.15 * self.scale**2)[:2]
            right, high = hero.edge(RIGHT)[0], plot.c2p(0.0, 2.0 * self.scale**2)[1]
            place = Region((left + right) / 2, (low + high) / 2, right - left, high - low)
        else:
            place = hero.rows(1, 4.4)[0]
        return formula(self.loss.formula, 1.15 * self.theme.type.body, self.color, within=place)

    # -- the estimate ----------------------------------------------------------------------------------------

    def values(self) -> np.ndarray:
        """The sample and the outlier of the moment."""
        return np.array([*self.sample, self.outlier.get_value()])

    def mean(self) -> float:
        """Where the sum of the squares is least."""
        return float(self.values().mean())

    def location(self) -> float:
        """Where the sum of the robust loss is least."""
        return float(self.locate(self.values(), delta=self.scale))

    @beat
    def drag_the_outlier(self) -> None:
        motion, far = self.theme.motion, self.outlier_path[1]
        plot, dots, mean, robust, stray = self.number_line()
        with self.narrate("robust"):
            ground = self.scene.ground.animate.set_horizon(plot.c2p(0.0, 0.0)[1])
            self.then(self.clear_body(), ground, FadeIn(dots, stray), run_time=motion.brief)
            self.then(FadeIn(mean), FadeIn(robust), run_time=motion.brief)
            self.add(mean, robust, stray)
            self.on("robust", run_time=motion.snap)
            self.fill(self.outlier.animate.set_value(far))

    def number_line(self) -> VGroup:
        """The plot, the sample on the ground, a pin for each estimate, and the outlier with its error."""
        colors, hero = self.theme.colors, self.regions.hero
        low, high = min(self.sample), max(*self.sample, *self.outlier_path)
        air = 0.08 * (high - low)
        plot = Plot(hero, (low - air, high + air), (0.0, 1.0), bare=True)
        radius = 1.7 * self.theme.dot / hero.height
        sample = np.array([(value, radius) for value in self.sample])
        at = self.outlier.get_value
        stray = VGroup(
            DottedLines(plot, lambda: np.array([(self.location(), 0.3, at(), 0.3)]), colors.outlier),
            Segments(plot, lambda: np.array([(at(), 0.0, at(), 0.3)]), colors.drawn_far),
            Dots(plot, lambda: np.array([(at(), 0.3)]), colors.outlier, scale=2.6),
            self.pinned(plot, self.word("outlier"), at, colors.outlier, 0.42),
        )
        return VGroup(
            plot,
            Dots(plot, lambda: sample, colors.drawn_front, scale=1.7),
            self.pin(plot, self.word("mean"), self.mean, colors.squared, 0.6),
            self.pin(plot, self.word("robust"), self.location, self.color, 0.86),
            stray,
        )

    def pin(self, plot: Plot, name: str, at: Callable[[], float], color: str, high: float) -> VGroup:
        """A line that stands at an estimate, and at its top what it is called and says."""
        width = self.theme.curve_width
        line = Segments(plot, lambda: np.array([(at(), 0.0, at(), high + 0.06)]), color, width=width)
        return VGroup(line, self.pinned(plot, name, at, color, high))

    def pinned(self, plot: Plot, name: str, at: Callable[[], float], color: str, high: float) -> VGroup:
        """A name and its number, that go along with a value; they stand where there is room beside it."""
        sizes, gap = self.theme.type, 34 * PIXEL
        text = Label(name, sizes.body, color, weight="BOLD")
        number = LiveNumber(at, decimals=1, color=color, size=sizes.number)
        width = text.width + number.width + gap
        end = plot.region.edge(RIGHT)[0]

        def follow(group: VGroup) -> None:
            x, y, _ = plot.c2p(at(), high)
            start = x + gap if x + gap + width <= end else x - gap - width
            group[0].set_line(np.array([start, y, 0.0]), LEFT)
            group[1].set_line(np.array([start + group[0].width + 0.6 * gap, y, 0.0]), LEFT)

        both = VGroup(text, number).add_updater(detached(follow))
        follow(both)
        return both
