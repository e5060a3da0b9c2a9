"""Chapter: a robust loss bends the parabola into lines, and an outlier loses its pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.catalogue import HUBER, Loss
from loss_scenes.pictures.name_plate import below_plate, name_plate
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import DashedLines, Dots, DottedLines, Segments
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Formula, Handle
from narrated.scene.narrated_scene import NarratedScene, beat
from voiceover.errors import InputError

SAMPLE = (-1.2, -0.8, -0.5, -0.2, 0.0, 0.2, 0.5, 0.8, 1.2)
_BENDS = (8.0, 1.5, 1.22, 1.0)
"""Deltas of the fan, in units of the one that stays; the first is still the parabola."""
_SEEN = 1.8
"""How far from the middle a dot comes, in deltas of the picture that is not zoomed out."""
_DOT = 1.6
"""A walking dot's radius, in that of the theme's dots."""
_REACH = 0.33
"""Length of a pull's arrow for a slope of 1, in errors of 1, where the longest has room."""


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
        How far the dots walk while the errors are small, and where they come to rest, in deltas; where that
        is far, the plot zooms out.
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
        residual_path: tuple[float, float] = (1.0, _SEEN),
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
        self.sample, self.residual_path, self.outlier_path = sample, residual_path, outlier_path
        self.delta = ValueTracker(_BENDS[0] * scale)
        # The error as far from the middle as it is seen, and how much of the way is zoomed out.
        self.residual, self.out = ValueTracker(0.0), ValueTracker(0.0)
        self.outlier = ValueTracker(outlier_path[0])
        # Where the marks of delta stand: from the first at the one that the curve is on its way to.
        self.edge = ValueTracker(scale)
        stage = self.regions.stage
        self.broad = stage.broad
        self.far = scale * min(residual_path[1], _SEEN)
        self.pair = VGroup()  # parabola and robust loss, for a chapter that goes on from them

    # -- the loss --------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """How many times as large an error is as before, at one place of the picture.

        A loss is so many times squared as large, so the parabola looks the same however far that goes.
        """
        return float(self.zoomed_out ** self.out.get_value())

    @property
    def zoomed_out(self) -> float:
        """How many times as large an error is when all of the way is zoomed out."""
        return self.scale * self.residual_path[1] / self.far

    def robust_now(self, seen: Any) -> Any:
        """The robust loss with the delta of the moment, as it is seen."""
        return self.loss.value(self.zoom() * seen, delta=self.delta.get_value()) / self.zoom() ** 2

    def bent(self, share: float) -> Callable[[Any], Any]:
        """The loss with a delta in units of the one that stays."""
        return lambda residual: self.loss.value(residual, delta=share * self.scale)

    def slope_now(self) -> float:
        """Its slope at the error of the moment."""
        error = self.zoom() * self.residual.get_value()
        return float(self.loss.gradient(error, delta=self.delta.get_value()))

    def squared_slope(self) -> float:
        """That of the parabola."""
        seen = float(self.loss.gradient(self.residual.get_value(), delta=_BENDS[0] * self.scale))
        return self.zoom() * seen

    @beat
    def bend_the_parabola(self) -> None:
        motion = self.theme.motion
        plot = self.bowl_plot()
        parabola, name, core, edges, fan, arms, note = self.curves(plot)
        (grown, capped), word = self.walkers(plot), self.capped_word(plot)
        law, ruler = self.law(plot), self.ruler(plot)
        near = self.residual_path[0]
        with self.narrate("huber"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            outline = self.outline(parabola)
            self.add(outline)
            self.then(self.clear_body(outline), ground, run_time=motion.swift)
            self.then(ReplacementTransform(outline, parabola), run_time=motion.calm)
            self.then(FadeIn(self.plate, name, grown), run_time=motion.swift)
            self.add(grown)
            self.on("bend", Create(core), FadeIn(edges, note), run_time=motion.quick)
            self.add(grown)
            self.let_bend(arms, edges, grown, capped, note, (word, core, fan, ruler))
            # The formula needs its time: it comes with the square that it begins with.
            self.fill(self.residual.animate.set_value(near * self.scale), FadeIn(law))
            self.remove(core)
            self.add(arms, grown)
            # First the arms bend; then both dots go on with one error: one pull grows, the other does not.
            bends = self.delta.animate.set_value(self.scale)
            self.on("linear", bends, FadeIn(fan), run_time=motion.swift)
            self.add(fan, parabola, arms, ruler, grown, capped, note)
            farther: Any = [cast(Any, self.residual).animate(rate_func=motion.travel).set_value(self.far)]
            if self.residual_path[1] > _SEEN:
                # What would be in the way of letters that draw together has gone before.
                gone = FadeOut(fan, edges[:2], edges[4], rate_func=motion.soon(0.35))
                farther += [cast(Any, self.out).animate(rate_func=motion.travel).set_value(1.0), gone]
            self.then(*farther, FadeIn(word), run_time=motion.calm)
        self.pair = VGroup(parabola, arms)

    def let_bend(
        self,
        arms: VMobject,
        edges: VMobject,
        grown: VGroup,
        capped: VGroup,
        note: VMobject,
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
                Handle("out", self.out, (0.0, 1.0), follows=0.0),
                Handle("residual", self.residual, (clear - self.far, self.far), drags=(grown[3], capped[3])),
            ],
            marks=[*letters, between, note, arms, grown, capped],
            covered=[name, *covered],
            formulas=[
                Formula(function, at, {"delta": delta})
                for function, at, delta in (
                    (loss.value, "residual", "delta"),
                    (loss.gradient, "residual", "delta"),
                    (loss.value, "residual", _BENDS[0] * scale),
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
        """Bare axes above the ground; zero stands as high above it as its marks need."""
        stage = self.regions.stage
        # In a narrow picture what the bend means stands in a row of its own.
        room = (118 if self.broad else 180) * PIXEL
        half, top = (5.2, 5.6) if self.broad else (2.55, 6.5) if stage.upright else (2.2, 5.2)
        area = Region(stage.x, stage.y + room / 2, stage.width, stage.height - room)
        left = (self.regions.hero.x - area.edge(LEFT)[0]) / area.width
        across = 2 * half * self.scale
        ends = -left * across, (1 - left) * across
        if self.broad:
            # The arm leaves the picture at the right of the loss's name, not through it.
            name_end = self.plate.get_right()[0] + 30 * PIXEL - area.edge(LEFT)[0]
            beside = ends[0] + across * name_end / area.width
            top = min(top, float(self.bent(1.0)(beside)) / self.scale**2)
        return Plot(area, ends, (0.0, top * self.scale**2), bare=True)

    def curves(self, plot: Plot) -> VGroup:
        """Parabola and its name, the core, its edges, the fan, and the live curve with its name."""
        colors, scale, color = self.theme.colors, self.scale, self.color
        parabola = self.bent(_BENDS[0])
        # Inside of its arm, and so low that the arrow of the pull is still short where it passes.
        at = -1.25 * scale
        name = Label(self.word("squared"), self.theme.type.heading, colors.squared, weight="BOLD")
        name.set_line(plot.c2p(at, float(parabola(at))) + 0.6 * name.size * PIXEL * RIGHT, LEFT)
        return VGroup(
            bleeding(plot.curve(parabola, colors.squared)),
            name,
            plot.curve(self.bent(1.0), color, over=(-scale, scale)),
            self.edges(plot),
            Sweep(plot, [self.bent(share) for share in _BENDS], color),
            bleeding(plot.live_curve(lambda: self.robust_now, color)),
            self.note(plot),
        )

    def note(self, plot: Plot) -> Label:
        """What the mark at the right means, beside its letter, or in a row below that where it is long."""
        size, color, end = self.theme.type.label, self.color, self.regions.hero.edge(RIGHT)[0]
        note = Label(self.word("straight"), size, color, weight="BOLD")
        x, y, _ = plot.c2p(self.scale, 0.0) + 62 * PIXEL * DOWN
        beside = 44 * PIXEL
        if x + beside + note.width <= end:

            def follow(note: Mobject) -> None:
                start = min(plot.c2p(self.seen_edge(), 0.0)[0] + beside, end - note.width)
                cast(Label, note).set_line(np.array([start, y, 0.0]), LEFT)

            note.add_updater(detached(follow), call_updater=True)
            return note
        return note.set_line(np.array([end, y - 58 * PIXEL, 0.0]), RIGHT)

    def seen_edge(self) -> float:
        """Where small errors end, as far from the middle as it is seen."""
        return self.edge.get_value() / self.zoom()

    def edges(self, plot: Plot) -> VGroup:
        """Where small errors end, and between these marks what is measured there."""
        marks, edge, value = VGroup(), self.seen_edge, self.loss.value
        for side, text in ((-1, "−"), (1, "")):

            def drop(side: int = side) -> np.ndarray:
                return np.array([(side * edge(), 0.0, side * edge(), float(value(edge(), delta=edge())))])

            def below(label: Mobject, side: int = side) -> None:
                cast(Label, label).set_line(plot.c2p(side * edge(), 0.0) + 62 * PIXEL * DOWN)

            label = Label(text + str(self.word("delta")), self.theme.type.body, self.theme.colors.text)
            label.add_updater(detached(below), call_updater=True)
            marks.add(DashedLines(plot, drop, self.theme.colors.muted), label)
        error = Label(self.word("error"), self.theme.type.label, self.theme.colors.outlier, weight="BOLD")
        return marks.add(error.set_line(plot.c2p(0.0, 0.0) + 62 * PIXEL * DOWN))

    @staticmethod
    def below_axis(plot: Plot) -> float:
        """How far below the axis the error is drawn, in the plot's units."""
        return float(-20 * PIXEL / plot.size[1] * plot.y_range[1])

    def ruler(self, plot: Plot) -> Segments:
        """A tick on the drawn error for every delta of it."""
        level = self.below_axis(plot)

        def ticks() -> np.ndarray:
            count = int(self.residual.get_value() / self.seen_edge() + 1e-9)
            places = self.seen_edge() * np.arange(1, count + 1)
            return np.column_stack([places, 0 * places + 1.5 * level, places, 0 * places + 0.5 * level])

        return decoration(Segments(plot, ticks, self.theme.colors.muted))

    def walkers(self, plot: Plot) -> tuple[VGroup, VGroup]:
        """A dot that climbs the parabola, and one on the robust loss whose error is the same."""
        colors, at = self.theme.colors, self.residual.get_value
        parabola = self.bent(_BENDS[0])

        def on_square() -> tuple[float, float, float]:
            return at(), float(parabola(at())), -self.squared_slope()

        def on_robust() -> tuple[float, float, float]:
            return at(), float(self.robust_now(at())), -self.slope_now()

        return self.walker(plot, on_square, colors.squared), self.walker(plot, on_robust, self.color)

    def reach(self, plot: Plot) -> float:
        """Length of a pull's arrow for a slope of 1, as errors are seen; the longest has room."""
        room = plot.p2c(self.regions.hero.edge(LEFT) + self.dot_radius * RIGHT)[0]
        start = plot.p2c(plot.c2p(self.far, 0.0) + self.dot_radius * LEFT)[0]
        steepest = float(self.loss.gradient(self.far, delta=_BENDS[0] * self.scale))
        return min(_REACH, (start - room) / (steepest * self.zoomed_out))

    @property
    def dot_radius(self) -> float:
        """That of a dot which walks."""
        return _DOT * self.theme.dot

    def walker(self, plot: Plot, now: Callable[[], tuple[float, float, float]], color: str) -> VGroup:
        """A dot that walks on a loss, the error that it stands for, and the arrow of its pull."""
        reach, level = self.reach(plot), self.below_axis(plot)

        def place() -> np.ndarray:
            return np.array([now()[:2]])

        def tail() -> np.ndarray:
            x, y, pull = now()
            return np.asarray(plot.c2p(x, y) + np.sign(pull) * self.dot_radius * RIGHT)

        def way() -> np.ndarray:
            return (plot.c2p(reach * now()[2], 0.0) - plot.c2p(0.0, 0.0)) * RIGHT

        outlier = self.theme.colors.outlier
        error = DottedLines(plot, lambda: np.array([(0.0, level, now()[0], level)]), outlier)
        rim = decoration(Dots(plot, place, self.theme.colors.background, scale=1.4 * _DOT))
        dot = Dots(plot, place, outlier, scale=_DOT)
        pull = Pull(tail, way, color, rimmed=True)  # its own curve, in its colour, passes behind it
        return VGroup(error, pull, rim, dot).set_z_index(1)

    def capped_word(self, plot: Plot) -> Label:
        """What is said of the robust loss's pull at the end, before its arrow where there is room."""
        size = self.theme.type.heading if self.broad else self.theme.type.body
        word = Label(self.word("pull"), size, self.color, weight="BOLD")
        parabola, axis = self.bent(_BENDS[0]), plot.c2p(0.0, 0.0)
        error = self.zoomed_out * self.far
        high = float(self.loss.value(error, delta=self.scale)) / self.zoomed_out**2
        slope = float(self.loss.gradient(error, delta=self.scale))
        tip = plot.c2p(self.far - self.reach(plot) * slope, high) + self.dot_radius * LEFT
        start = tip + 26 * PIXEL * LEFT
        inside = self.far * np.sqrt(high / float(parabola(self.far)))
        left, right = (plot.c2p(side * inside, 0.0)[0] for side in (-1, 1))
        if left < start[0] - word.width < start[0] < right:
            return word.set_line(start, RIGHT)
        if not self.broad:
            # Under it, in the row of the letters, which have drawn together.
            end = self.regions.hero.edge(RIGHT)[0]
            return word.set_line(np.array([end, axis[1] - 62 * PIXEL, 0.0]), RIGHT)
        # Where the arms that sink do not pass: in the bowl, as low as that is wide enough.
        word = Label(self.word("pull"), self.theme.type.body, self.color, weight="BOLD")
        half = plot.p2c(axis + (word.width / 2 + 32 * PIXEL) * RIGHT)[0]
        return word.set_line(plot.c2p(0.0, float(parabola(half))) + 0.5 * word.size * PIXEL * UP)

    def law(self, plot: Plot) -> VMobject:
        """The formula, in the mouth of the bowl: above the arrow that becomes so long."""
        hero = self.regions.hero
        middle, arm = plot.c2p(0.0, 0.0), plot.c2p(self.far, float(self.bent(_BENDS[0])(self.far)))
        low, high = arm[1] + 50 * PIXEL, (hero if self.broad else below_plate(hero)).edge(UP)[1]
        place = Region(middle[0], (low + high) / 2, 2 * (arm - middle)[0] - 60 * PIXEL, high - low)
        # What it is the formula of is named above.
        law = self.loss.formula.partition("= ")[2]
        return formula(law, self.theme.type.heading, self.color, within=place)

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
