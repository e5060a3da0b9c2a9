"""Chapter: a robust loss bends the parabola into lines, and an outlier loses its pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    Indicate,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)
from scipy.optimize import brentq

from loss_scenes.catalogue import HUBER, Loss
from loss_scenes.pictures.name_plate import name_plate
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DashedLines, Dots, DottedLines, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, short_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Formula, Handle
from narrated.scene.narrated_scene import NarratedScene, beat
from voiceover.errors import InputError

SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)
_UNBENT = 8.0
"""Delta of a loss that is still the parabola, in units of the one that stays."""
_FAR = 2.5
"""How far from the middle the dots come, in deltas."""
_DOT = 1.6
"""A walking dot's radius, in that of the theme's dots."""
_REACH = 0.5
"""Length of a pull's arrow for a slope of 1, in errors of 1: that of a square reaches to the middle."""
_WITHIN = 1.6
"""Where the parabola is as high as what is said in it, in deltas."""
_BELOW = 62
"""px below the axis for what is written there."""


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
    sample, outlier_path
        Values without the outlier, and where the outlier is dragged from and to.
    opening
        Where the picture before has a round outline, which opens into the parabola; None: that is drawn.

    Raises
    ------
    InputError
        When the loss has no location.

    Examples
    --------
    The first beat by itself::

        from loss_scenes.lesson import LESSON

        class StraightForLarge(Excerpt):
            lesson, script, lines = LESSON, "scene5", ["huber"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                robust = Robust(self)

                robust.bend_the_parabola()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        loss: Loss = HUBER,
        scale: float = 1.0,
        sample: Sequence[float] = SAMPLE,
        outlier_path: tuple[float, float] = (1.0, 10.0),
        opening: Callable[[], Region] | None = None,
    ) -> None:
        super().__init__(scene)
        if loss.locate is None:
            raise InputError(
                f"the loss {loss.role!r} has no location",
                permitted="a robust loss, such as loss_scenes.catalogue.HUBER",
                remedy="say with locate= which value minimises its sum",
            )
        self.loss, self.locate, self.scale = loss, loss.locate, scale
        self.color, self.opening = loss.color(self.theme.colors), opening
        self.plate = name_plate(self.regions.hero, self.word("robust"), self.color)
        self.plate.set_z_index(1)
        self.sample, self.outlier_path = sample, outlier_path
        self.delta, self.residual = ValueTracker(_UNBENT * scale), ValueTracker(0.0)
        self.outlier = ValueTracker(outlier_path[0])
        # Where the marks of delta stand: from the first at the one that the curve is on its way to.
        self.edge = ValueTracker(scale)
        stage = self.regions.stage
        self.broad = stage.broad
        self.far = _FAR * scale
        self.pair = VGroup()  # parabola and robust loss, for a chapter that goes on from them

    # -- the loss --------------------------------------------------------------------------------------------

    def robust_now(self, residual: Any) -> Any:
        """The robust loss with the delta of the moment."""
        return self.loss.value(residual, delta=self.delta.get_value())

    def bent(self, share: float) -> Callable[[Any], Any]:
        """The loss with a delta in units of the one that stays."""
        return lambda residual: self.loss.value(residual, delta=share * self.scale)

    def slope_now(self) -> float:
        """Its slope at the error of the moment."""
        return float(self.loss.gradient(self.residual.get_value(), delta=self.delta.get_value()))

    def squared_slope(self) -> float:
        """That of the parabola."""
        return float(self.loss.gradient(self.residual.get_value(), delta=_UNBENT * self.scale))

    @beat
    def bend_the_parabola(self) -> None:
        motion = self.theme.motion
        plot = self.bowl_plot()
        parabola, name, core, edges, arms, straight = self.curves(plot)
        (grown, capped), (growing, word) = self.walkers(plot), self.names_of_pulls(plot)
        so_far = self.so_far(plot)
        with self.narrate("huber"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            outline = self.outline(parabola)
            self.add(outline)
            self.then(self.clear_body(outline), ground, run_time=motion.swift)
            self.then(ReplacementTransform(outline, parabola), run_time=motion.calm)
            # In the bowl, over where the only arrow will be, until there are two.
            there = growing.get_center()
            growing.move_to(plot.c2p(0.0, float(self.bent(_UNBENT)(_WITHIN * self.scale))))
            self.then(FadeIn(self.plate, name, grown, growing), run_time=motion.swift)
            self.add(grown)
            self.on("bend", Create(core), FadeIn(edges, so_far), run_time=motion.swift)
            self.add(grown)
            self.let_bend(arms, edges, grown, capped, straight, (growing, word, core, so_far))
            # While errors are small, one dot and one pull stand for both losses: up to delta it grows.
            self.fill(self.residual.animate.set_value(self.scale))
            self.remove(core)
            self.add(arms, grown, capped)
            # First the arms bend; then both dots go on with one error: one pull grows, the other does not.
            stops = Indicate(edges[3], 1.5, self.color)
            bends = self.delta.animate.set_value(self.scale), FadeIn(straight)
            self.on("linear", *bends, growing.animate.move_to(there), run_time=motion.snap)
            self.add(parabola, arms, straight, grown, capped)
            # What is said of that stands where the one that grows has passed.
            self.then(steady(self.residual, self.passed(word, plot)), stops, run_time=motion.swift)
            self.fill(self.residual.animate.set_value(self.far), FadeIn(word, rate_func=motion.soon(0.35)))
        self.pair = VGroup(parabola, arms)

    def let_bend(
        self,
        arms: VMobject,
        edges: VMobject,
        grown: VGroup,
        capped: VGroup,
        straight: VMobject,
        covered: Sequence[Mobject],
    ) -> None:
        """Delta and the error may be dragged."""
        scale, loss = self.scale, self.loss
        *letters, name = edges
        between = name.copy()

        def fit(between: Mobject) -> None:
            # The error is named while there is room between the letters.
            room = letters[3].get_left()[0] - letters[1].get_right()[0]
            between.set_opacity(float(between.width + 60 * PIXEL < room))

        between.add_updater(detached(fit), call_updater=True)
        # The dot is clear of the parabola's name.
        bend, clear = (0.45 * scale, 1.5 * scale), 1.1 * scale
        self.explorable(
            "huber",
            handles=[
                Handle("delta", self.delta, bend, drags=(edges[2], edges[3])),
                Handle("edge", self.edge, bend, follows="delta"),
                Handle("residual", self.residual, (clear - self.far, self.far), drags=(grown[3], capped[3])),
            ],
            marks=[*letters, between, straight, arms, grown, capped],
            covered=[name, *covered],
            formulas=[
                Formula(function, at, {"delta": delta})
                for function, at, delta in (
                    (loss.value, "residual", "delta"),
                    (loss.gradient, "residual", "delta"),
                    (loss.value, "residual", _UNBENT * scale),
                    (loss.value, "edge", "edge"),
                )
            ],
            tells={
                "squared_pull": LiveNumber(self.squared_slope, decimals=1),
                "robust_pull": LiveNumber(self.slope_now, decimals=1),
            },
        )

    def outline(self, parabola: VMobject) -> VMobject:
        """What becomes the parabola: the outline of the picture before, open at its top, else the vertex."""
        outline = parabola.copy()
        if self.opening is None:
            return outline.scale(0.01, about_point=parabola.get_bottom())
        place = self.opening()
        # From one side of the gap round to the other, in as many pieces as the parabola has: each begins
        # where the last one ends, so that the stroke is whole on its way.
        pieces = outline.get_num_curves()
        within = np.linspace(0.0, 1.0, outline.n_points_per_curve)
        turns = np.pi * (0.52 + 1.96 * np.add.outer(np.arange(pieces), within).ravel() / pieces)
        around = np.column_stack([np.cos(turns), np.sin(turns), np.zeros_like(turns)])
        outline.set_points(place.center + around * (place.width / 2, place.height / 2, 0.0))
        return outline.set_stroke(self.theme.colors.drawn_front)

    def bowl_plot(self) -> Plot:
        """Bare axes above the ground; zero stands as high above it as its marks need.

        At their last error both dots have room in what is read, and the bowl is not too flat to be one.
        """
        stage, hero, room = self.regions.stage, self.regions.hero, 118 * PIXEL
        area = Region(stage.x, stage.y + room / 2, stage.width, stage.height - room)
        floor, air, plate = area.edge(DOWN)[1], 2 * self.dot_radius, self.plate
        high = (hero.edge(UP)[1] - air - floor) / self.far**2
        wide = (hero.width / 2 - air) / self.far
        if self.broad:
            # The arm leaves the picture at the right of the loss's name, not through it.
            beside = hero.x - plate.get_right()[0] - air
            arm = partial(self.loss.value, delta=self.scale)
            least = float(brentq(lambda error: arm(error) * high - area.height, self.scale, 100 * self.scale))
            wide = min(wide, 2 * self.scale * high, beside / least)
        else:
            # At the left of the name there is the parabola.
            beside = hero.x - plate.get_left()[0] + air / 2
            high = min(high, (plate.get_bottom()[1] - floor) / (beside / wide) ** 2)
        left, right = ((area.edge(side)[0] - hero.x) / wide for side in (LEFT, RIGHT))
        return Plot(area, (left, right), (0.0, area.height / high), bare=True)

    def curves(self, plot: Plot) -> VGroup:
        """Parabola and its name, the core, its edges, and the live curve with what its arms are."""
        colors, scale, color = self.theme.colors, self.scale, self.color
        parabola = self.bent(_UNBENT)
        # Inside of its arm, and so low that the arrow of the pull is still short where it passes.
        at = -1.25 * scale
        name = Label(self.word("squared"), self.theme.type.heading, colors.squared, weight="BOLD")
        name.set_line(plot.c2p(at, float(parabola(at))) + 0.6 * name.size * PIXEL * RIGHT, LEFT)
        return VGroup(
            bleeding(plot.curve(parabola, colors.squared)),
            name,
            plot.curve(self.bent(1.0), color, over=(-scale, scale)),
            self.edges(plot),
            bleeding(plot.live_curve(lambda: self.robust_now, color)),
            self.straight(plot),
        )

    def straight(self, plot: Plot) -> Label:
        """What the arms are, below the right one, however that lies."""
        word = Label(self.word("straight"), self.theme.type.body, self.color, weight="BOLD")
        x = min(plot.c2p(1.6 * self.scale, 0.0)[0], self.regions.hero.edge(RIGHT)[0] - word.width)
        error, value, edge = float(plot.p2c(np.array([x, 0.0, 0.0]))[0]), self.loss.value, self.edge.get_value

        def follow(word: Mobject) -> None:
            below = 1.4 * cast(Label, word).size * PIXEL * DOWN
            cast(Label, word).set_line(plot.c2p(error, float(value(error, delta=edge()))) + below, LEFT)

        word.add_updater(detached(follow), call_updater=True)
        return word

    def edges(self, plot: Plot) -> VGroup:
        """Where small errors end, and between these marks what is measured there."""
        marks, edge, value = VGroup(), self.edge.get_value, self.loss.value
        for side, text in ((-1, "−"), (1, "")):

            def drop(side: int = side) -> np.ndarray:
                return np.array([(side * edge(), 0.0, side * edge(), float(value(edge(), delta=edge())))])

            def below(label: Mobject, side: int = side) -> None:
                cast(Label, label).set_line(plot.c2p(side * edge(), 0.0) + _BELOW * PIXEL * DOWN)

            label = Label(text + str(self.word("delta")), self.theme.type.body, self.theme.colors.text)
            label.add_updater(detached(below), call_updater=True)
            marks.add(DashedLines(plot, drop, self.theme.colors.muted), label)
        error = Label(self.word("error"), self.theme.type.body, self.theme.colors.outlier, weight="BOLD")
        return marks.add(error.set_line(plot.c2p(0.0, 0.0) + _BELOW * PIXEL * DOWN))

    def so_far(self, plot: Plot) -> Label:
        """How far the dots come, in deltas, where their error ends in the end."""
        words, size = f"{short_number(self.far / self.scale)} {self.word('delta')}", self.theme.type.body
        told = Label(words, size, self.theme.colors.outlier, weight="BOLD")
        at = plot.c2p(self.far, 0.0) + _BELOW * PIXEL * DOWN
        return told.set_line(self.regions.hero.kept(at, told.width))

    @staticmethod
    def below_axis(plot: Plot) -> float:
        """How far below the axis the error is drawn, in the plot's units."""
        return float(-20 * PIXEL / plot.size[1] * plot.y_range[1])

    def walkers(self, plot: Plot) -> tuple[VGroup, VGroup]:
        """A dot that climbs the parabola, and one on the robust loss whose error is the same."""
        colors, at = self.theme.colors, self.residual.get_value
        parabola = self.bent(_UNBENT)

        def on_square() -> tuple[float, float, float]:
            return at(), float(parabola(at())), -self.squared_slope()

        def on_robust() -> tuple[float, float, float]:
            return at(), float(self.robust_now(at())), -self.slope_now()

        return self.walker(plot, on_square, colors.squared), self.walker(plot, on_robust, self.color)

    @property
    def dot_radius(self) -> float:
        """That of a dot which walks."""
        return _DOT * self.theme.dot

    def walker(self, plot: Plot, now: Callable[[], tuple[float, float, float]], color: str) -> VGroup:
        """A dot that walks on a loss, the error that it stands for, and the arrow of its pull."""
        level = self.below_axis(plot)

        def place() -> np.ndarray:
            return np.array([now()[:2]])

        def tail() -> np.ndarray:
            x, y, pull = now()
            return np.asarray(plot.c2p(x, y) + np.sign(pull) * self.dot_radius * RIGHT)

        def way() -> np.ndarray:
            return (plot.c2p(_REACH * now()[2], 0.0) - plot.c2p(0.0, 0.0)) * RIGHT

        outlier = self.theme.colors.outlier
        error = DottedLines(plot, lambda: np.array([(0.0, level, now()[0], level)]), outlier)
        rim = decoration(Dots(plot, place, self.theme.colors.background, scale=1.4 * _DOT))
        dot = Dots(plot, place, outlier, scale=_DOT)
        pull = Pull(tail, way, color, rimmed=True)  # its own curve, in its colour, passes behind it
        return VGroup(error, pull, rim, dot).set_z_index(1)

    def names_of_pulls(self, plot: Plot) -> tuple[Label, Label]:
        """What is said of the parabola's pull and of the robust loss's, each before its arrow in the end."""
        size = self.theme.type.heading if self.broad else self.theme.type.body
        far, names = self.far, []
        left = plot.c2p(-far, 0.0)[0] + 2 * self.dot_radius
        for key, color, share in (("pull_is", self.theme.colors.squared, _UNBENT), ("pull", self.color, 1.0)):
            delta = share * self.scale
            slope = float(self.loss.gradient(far, delta=delta))
            tip = plot.c2p(far - _REACH * slope, float(self.loss.value(far, delta=delta)))
            right = tip[0] - self.dot_radius - 0.5 * size * PIXEL
            room = Region((left + right) / 2, tip[1], right - left, 1.2 * size * PIXEL)
            names.append(Label(self.word(key), size, color, weight="BOLD", within=room, edge=RIGHT))
        growing, capped = names
        return growing, capped

    def passed(self, word: Label, plot: Plot) -> float:
        """The error from which on the pull of the square is above a word."""
        above = word.get_center() + word.size * PIXEL * UP
        height = float(plot.p2c(above)[1])
        return float(brentq(lambda error: self.bent(_UNBENT)(error) - height, 0.0, self.far))

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
            # It is there before the line ends: what the estimates are then is to be read.
            self.explorable(
                "outlier",
                handles=[
                    Handle("outlier", self.outlier, (min(self.sample), far), drags=(stray[2],), decimals=1)
                ],
                marks=[mean, robust, stray],
                tells={"mean": LiveNumber(self.mean), "robust": LiveNumber(self.location)},
            )
            self.on("robust", self.outlier.animate.set_value(far), run_time=motion.slow)

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
            decoration(Segments(plot, lambda: np.array([(at(), 0.0, at(), 0.3)]), colors.drawn_far)),
            Dots(plot, lambda: np.array([(at(), 0.3)]), colors.outlier, scale=2.6),
            self.pinned(plot, self.word("outlier"), at, colors.outlier, 0.42, over=True),
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

    def pinned(
        self, plot: Plot, name: str, at: Callable[[], float], color: str, high: float, *, over: bool = False
    ) -> VGroup:
        """A name and its number at the right of a value; where no room is, at its left, or ``over`` it."""
        sizes, gap = self.theme.type, 34 * PIXEL
        text = Label(name, sizes.body, color, weight="BOLD")
        number = LiveNumber(at, decimals=1, color=color, size=sizes.number)
        width = text.width + number.width + gap
        end = plot.region.edge(RIGHT)[0]

        def follow(group: VGroup) -> None:
            x, y, _ = plot.c2p(at(), high)
            start = x + gap if x + gap + width <= end else end - width if over else x - gap - width
            group[0].set_line(np.array([start, y, 0.0]), LEFT)
            group[1].set_line(np.array([start + group[0].width + 0.6 * gap, y, 0.0]), LEFT)

        both = VGroup(text, number).add_updater(detached(follow))
        follow(both)
        return both
