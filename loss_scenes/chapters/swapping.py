"""Chapter: two rules, each with the loss to begin with and the one that its curve becomes when that fails."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    GrowFromEdge,
    GrowFromPoint,
    Line,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.rules import GROWS, Rules, standing
from loss_scenes.losses import cross_entropy, focal, squared_error
from loss_scenes.pictures.crowd import Crowd
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import OPENS
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, Tick
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_NEAR = np.linspace(-1.75, 1.75, 6)[1:-1]
"""Residuals of the houses, schematic."""


class Swapping(Chapter):
    """Cross-entropy that becomes focal, and the squared error that becomes Huber.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    gamma, ghosts
        Focus that the focal loss comes to, and some that it passes.
    easy, hard
        Probability of the right class: of each of many cats, and of the one dog.
    many
        How many cats there are.
    delta, deltas
        Threshold that the Huber loss comes to, and some that it passes.
    outlier
        Residual of the mansion, in units of the threshold; schematic.

    Examples
    --------
    The second beat by itself::

        from loss_scenes.lesson import LESSON

        class HuberForOutliers(Excerpt):
            lesson, script, lines = LESSON, "scene6", ["reg"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                swapping = Swapping(self)

                swapping.bend_regression()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        gamma: float = 2.0,
        ghosts: tuple[float, ...] = (0.5, 1.0, 1.5),
        easy: float = 0.9,
        hard: float = 0.1,
        many: int = 100,
        delta: float = 1.0,
        deltas: tuple[float, ...] = (2.1, 1.6, 1.25),
        outlier: float = 2.75,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.ghosts, self.told, self.many = gamma, ghosts, (easy, hard), many
        self.delta, self.deltas, self.outlier = delta, deltas, outlier
        self.power, self.bend = ValueTracker(0.0), ValueTracker(4.2)
        self.known = ValueTracker(0.03)  # at 0.02 the dot would reach out of the safe area of a tall picture
        self.come, self.far = ValueTracker(0.0), ValueTracker(0.0)

    # -- classification ------------------------------------------------------------------------------------

    def focal_now(self, probability: Any) -> Any:
        """The focal loss with the focus of the moment; cross-entropy at 0."""
        return focal(probability, gamma=self.power.get_value())

    @beat
    def bend_classification(self) -> None:
        """Cross-entropy first; focal loss where few hard examples drown among easy ones."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("cls"):
            plot = self.probabilities()
            stay = plot.curve(cross_entropy, colors.cross_entropy, over=(0.01, 1.0), samples=240)
            begun, waits, animals = *rules.curves, rules.emblems[0]
            for part in (begun, waits, animals):
                rules.keep(part)
            first, axis = rules.first(0, "cross_entropy", colors.cross_entropy), self.axis(plot)
            there = self.asked(plot)
            opens = rules.open(0)
            grown = [Transform(begun, stay, rate_func=OPENS), *self.walk(animals, there, rate_func=GROWS)]
            grown.append(Transform(waits, rules.folded(1), rate_func=OPENS))
            self.on("rule_cls", *opens, *grown, run_time=motion.calm)
            self.add(begun, waits, animals)
            self.then(FadeIn(first, axis), run_time=motion.swift)
            one = self.learner(plot)
            self.add(one)
            self.fill(self.known.animate.set_value(self.told[0]))
            self.remove(one)
            riders, (dog, cat, middles) = self.riders(plot), self.placed(plot)
            (before, cats), names = self.cats(cat, middles), self.names(dog)
            other = rules.otherwise(0, "imbalance", "focal", colors.focal)
            self.add(*riders)
            parted = self.walk(animals, VGroup(cat, dog))
            self.on("imbalance", *parted, FadeIn(other[0]), run_time=motion.brief)
            self.add(before, cats, animals)
            self.then(self.come.animate.set_value(1.0), FadeIn(names[0]), run_time=motion.quick)
            self.then(FadeIn(names[1:]), run_time=motion.swift)
            bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
            states = [self.focal_at(gamma) for gamma in (0.0, *self.ghosts, self.gamma)]
            swept = Sweep(plot, states, colors.focal, over=(0.01, 1.0))
            rules.show(first, animals, axis, *riders, before, cats, names, other, bent, swept)
            animals[0].set_opacity(0)  # one of the crowd by now
            self.on("try_focal", FadeIn(other[1]), run_time=motion.brief)
            self.add(bent, *riders)  # its colour follows its name
            less = animals[1].animate.scale(self.left(self.told[1]) ** 0.5, about_point=dog.foot)
            self.then(self.power.animate.set_value(self.gamma), less, FadeIn(swept), run_time=motion.calm)

    @staticmethod
    def focal_at(gamma: float) -> Any:
        return lambda probability: focal(probability, gamma=gamma)

    def probabilities(self) -> Plot:
        """Probability of the right class across, the loss upwards."""
        place, foot = self.rules.picture(0), 1.7 * self.theme.type.label * PIXEL
        air = 0.4
        room = Region(place.x - air / 2, place.y + foot / 2, place.width - air, place.height - foot)
        return Plot(room, (0.0, 1.0), (0.0, 4.2), bare=True)

    def axis(self, plot: Plot) -> VGroup:
        """The argument's line with its name, ticks at its tenths, and where the two are that are told of."""
        size, color = self.theme.type.label, self.theme.colors.muted
        down, long = 0.95 * size * PIXEL * DOWN, 0.2 * size * PIXEL
        lines = VGroup(Line(plot.c2p(0.0, 0.0), plot.c2p(1.0, 0.0)))
        for p in np.linspace(0.0, 1.0, 11):
            lines.add(Line(plot.c2p(p, 0.0), plot.c2p(p, 0.0) + long * DOWN))
        lines.set_stroke(self.theme.colors.axis, self.theme.line_width)
        name = Label(self.word("probability"), size, color).set_line(plot.c2p(0.5, 0.0) + down)
        return VGroup(lines, name, *(Tick(p, 2).set_line(plot.c2p(p, 0.0) + down) for p in self.told))

    def learner(self, plot: Plot) -> Dots:
        """One example that is learnt: the more probable its right answer becomes, the less it pays."""

        def there() -> np.ndarray:
            p = self.known.get_value()
            return np.array([(p, cross_entropy(p))])

        return Dots(plot, there, self.theme.colors.drawn_light, scale=1.5)

    def riders(self, plot: Plot) -> tuple[Segments, Dots, Dots]:
        """A cat and the dog, each on the curve at its own probability; the loss of the two."""
        colors, zoom = self.theme.colors, self.come.get_value

        def losses() -> np.ndarray:
            p = np.asarray(self.told)
            return np.column_stack([p, np.zeros_like(p), p, zoom() * self.focal_now(p)])

        def riding(p: float) -> Any:
            return lambda: np.array([(p, self.focal_now(p))])

        easy, hard = self.told
        return (
            Segments(plot, losses, colors.gold),
            Dots(plot, riding(easy), colors.drawn_light, scale=1.0, zoom=zoom),
            Dots(plot, riding(hard), colors.gold, scale=1.5, zoom=zoom),
        )

    def left(self, probability: Any) -> Any:
        """What the focal loss of the end leaves of cross-entropy."""
        return focal(probability, gamma=self.gamma) / cross_entropy(probability)

    # -- a crowd -------------------------------------------------------------------------------------------

    @property
    def larger(self) -> float:
        """The dog's height by that of a cat: areas are as their losses."""
        easy, hard = cross_entropy(np.asarray(self.told))
        return float(np.sqrt(hard / easy))

    def placed(self, plot: Plot) -> tuple[Dog, Cat, np.ndarray]:
        """The dog over the curve, the first cat, and middles of all cats: as large as there is room."""
        tried = [self.filled(plot, start) for start in np.linspace(self.told[1], 0.45, 15)]
        dog, cat, middles = max(tried, key=lambda found: float(found[0].height))
        first = plot.c2p(self.told[0], float(cross_entropy(self.told[0])))
        nearest = np.argsort(np.hypot(*(middles - first)[:, :2].T))[: self.many]
        return dog, cat.move_to(middles[nearest[0]]), middles[nearest]

    def filled(self, plot: Plot, start: float) -> tuple[Dog, Cat, np.ndarray]:
        """The same with the dog's left side at an argument: halved until a crowd of its measure has room."""
        dog, cat = Dog(100.0), Cat(100.0 / self.larger)
        low, high = 0.05, 4.0
        place = plot.c2p(start, float(cross_entropy(start)))
        for _ in range(20):
            middle = (low + high) / 2
            right = place[0] + middle * dog.width
            free = self.free(plot, right, middle * np.array([cat.width, cat.height]))
            fits = place[1] + middle * dog.height < self.ceiling - 0.1 and len(free) >= self.many
            low, high = (middle, high) if fits else (low, middle)
        dog.scale(low, about_point=dog.foot).stand(place).shift((place[0] - dog.get_left()[0]) * RIGHT)
        cat.scale(low)
        return dog, cat, self.free(plot, float(dog.get_right()[0]), np.array([cat.width, cat.height]))

    def free(self, plot: Plot, left: float, size: np.ndarray) -> np.ndarray:
        """Middles of places for cats of a size: over the curve, right of the dog and below the names."""
        width, height = 1.08 * size[0], 1.12 * size[1]
        zero, one = plot.c2p(0.0, 0.0), plot.c2p(1.0, 1.0)
        rows = np.arange(zero[1] + 0.12 + height / 2, self.ceiling - self.named - height / 2, height)
        columns = np.arange(self.right - width / 2, left + 0.15 + width, -width)
        across, up = np.meshgrid(columns, rows)
        across[1::2] -= width / 2
        middles = np.column_stack([across.ravel(), up.ravel(), np.zeros(across.size)])
        # Over the curve with their left feet, where it is higher.
        p = np.clip((middles[:, 0] - width / 2 - zero[0]) / (one[0] - zero[0]), 0.01, 1.0)
        curve = zero[1] + cross_entropy(p) * (one[1] - zero[1])
        return np.asarray(middles[middles[:, 1] - height / 2 > curve + 0.08])

    def cats(self, cat: Cat, middles: np.ndarray) -> tuple[Crowd, Crowd]:
        """Cats that come one after another, the area of each as its loss; and what they were at first."""
        easy, order = self.told[0], np.arange(self.many)

        def come() -> np.ndarray:
            return np.asarray(np.clip(self.come.get_value() * (self.many / 20 + 1) - order / 20, 0.0, 1.0))

        def sizes() -> np.ndarray:
            return np.asarray(come() * np.sqrt(self.focal_now(easy) / cross_entropy(easy)))

        first = Crowd(cat, middles, come)
        decoration(first.set_fill(self.theme.colors.drawn_far))
        return first, Crowd(cat, middles, sizes)

    @property
    def right(self) -> float:
        """Where the crowd ends, and names."""
        return float(self.rules.leaves.page(0).edge(RIGHT)[0]) - 0.15

    @property
    def ceiling(self) -> float:
        """Under the words."""
        return float(self.rules.words(0)[1].edge(DOWN)[1])

    @property
    def named(self) -> float:
        """How high the lines of the names are."""
        return (1 if self.rules.leaves.broad else 2) * 1.3 * self.theme.type.label * PIXEL

    def names(self, dog: Dog) -> VGroup:
        """Who is hard, what a size means, and who is easy: on one line, or on two."""
        size, colors = self.theme.type.label, self.theme.colors
        line, left, right = 1.3 * size * PIXEL, dog.get_right()[0] + 0.15, self.right
        y = self.ceiling - line / 2
        below = self.ceiling - self.named + line / 2
        hard = Label(self.word("hard"), size, colors.gold, weight="BOLD")
        hard.set_line(np.array([left, y, 0.0]), LEFT)
        note = Label(self.word("size_is_loss"), size, colors.text)
        easy = Label(self.word("easy"), size, colors.drawn_light, weight="BOLD")
        easy.set_line(np.array([right, below, 0.0]), RIGHT)
        if self.rules.leaves.broad:
            note.set_line(np.array([(hard.get_right()[0] + easy.get_left()[0]) / 2, y, 0.0]))
        else:
            note.set_line(np.array([right, y, 0.0]), RIGHT)
        return VGroup(hard, note, easy)

    def asked(self, plot: Plot) -> VGroup:
        """Where cat and dog stand at first: large, on the axis, to be told apart."""
        high = min(0.36 * plot.size[1], 0.22 * plot.size[0]) / PIXEL
        aside = 0.55 * high * PIXEL * RIGHT
        left, _ = plot.p2c(plot.c2p(0.72, 0.0) - 1.7 * aside)
        foot = plot.c2p(0.72, float(cross_entropy(left)))
        return VGroup(Cat(high).stand(foot - aside), Dog(high).stand(foot + aside))

    @staticmethod
    def walk(animals: VGroup, there: VGroup, **how: Any) -> list[Animation]:
        """Animations: each animal becomes as large as it is to be, where it is to be."""
        return [Transform(animal, place, **how) for animal, place in zip(animals, there, strict=True)]

    # -- regression ----------------------------------------------------------------------------------------

    @staticmethod
    def huber_at(delta: float) -> Any:
        return functools.partial(huber_of_squares, delta=delta)

    def huber_now(self, residual: Any) -> Any:
        """The Huber loss with the threshold of the moment."""
        return huber_of_squares(residual, delta=self.bend.get_value())

    @beat
    def bend_regression(self) -> None:
        """The squared error first; Huber where there are outliers."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("reg"):
            spine = rules.spine(1)
            plot, ground = self.residuals()
            square = plot.curve(squared_error, colors.squared, samples=240)
            houses, axis = self.houses(plot), self.error_axis(plot)
            first = rules.first(1, "squared", colors.squared)
            former, begun = rules.curves
            opens = rules.open(1)
            grown: list[Animation] = [
                GrowFromPoint(part, spine, rate_func=GROWS) for part in (ground, *houses)
            ]
            turned = [(former, rules.folded(0)), (begun, square)]
            grown += [Transform(curve, there, rate_func=OPENS) for curve, there in turned]
            self.on("rule_reg", *opens, *grown, run_time=motion.calm)
            self.add(former, begun)
            self.then(FadeIn(first, axis), run_time=motion.swift)
            villa, stem, dot, off = self.mansion(plot)
            other = rules.otherwise(1, "outliers", "huber", colors.huber)
            bent = plot.curve(self.huber_at(self.delta), colors.huber, samples=240)
            states = [self.huber_at(delta) for delta in (plot.x_range[1], *self.deltas, self.delta)]
            swept = Sweep(plot, states, colors.huber, rises=True)
            rules.show(ground, axis, first, houses, villa, stem, dot, off, other, bent, swept)
            self.add(off, dot)
            drop = GrowFromEdge(villa, DOWN), self.far.animate.set_value(1.0)
            self.on("outliers", *drop, FadeIn(other[0]), run_time=motion.quick)
            stem.follow()
            self.add(stem, dot)
            self.on("use_huber", FadeIn(other[1]), Create(bent), run_time=motion.quick)
            self.add(swept, begun, bent, stem, dot)
            self.then(self.bend.animate.set_value(self.delta), FadeIn(swept), run_time=motion.calm)

    def residuals(self) -> tuple[Plot, Rectangle]:
        """Residuals across, the loss upwards; below it the ground that houses stand on."""
        place, page = self.rules.picture(1), self.rules.leaves.page(1)
        low = self.band
        ground = Rectangle(width=page.width, height=low, stroke_width=0, fill_opacity=1)
        decoration(ground.set_fill(self.theme.colors.raised).move_to(page.edge(DOWN), DOWN))
        foot = low + 0.1 * place.width if self.rules.leaves.broad else low + 0.15 * place.width
        room = Region(place.x, place.y + foot / 2, place.width, place.height - foot)
        return Plot(room, (-3.6, 3.6), (0.0, 9.4), bare=True), ground

    @property
    def band(self) -> float:
        """How high the ground is: the error is named on it."""
        return 2.1 * self.theme.type.label * PIXEL

    @property
    def level(self) -> float:
        """Where houses stand on the ground."""
        return float(self.rules.leaves.page(1).edge(DOWN)[1]) + self.band

    def error_axis(self, plot: Plot) -> VGroup:
        """On the ground: where the error is nothing, and which way it grows."""
        size, color = self.theme.type.label, self.theme.colors.muted
        y = self.level - self.band + 0.75 * size * PIXEL
        zero = Tick(0.0).set_line(np.array([plot.c2p(0.0, 0.0)[0], y, 0.0]))
        x = plot.c2p(0.5 * self.outlier, 0.0)[0]
        return VGroup(zero, Label(self.word("error"), size, color).set_line(np.array([x, y, 0.0])))

    def houses(self, plot: Plot) -> VGroup:
        """Houses whose errors are small."""
        width = (0.065 if self.rules.leaves.broad else 0.1) * plot.size[0] / PIXEL
        return standing([House(width, kind) for kind in (0, 1, 2, 0)], _NEAR, plot, self.level)

    def mansion(self, plot: Plot) -> tuple[Mansion, Segments, Dots, DottedLines]:
        """The mansion; its error along the ground; what that costs, on the curve, and the way up to it."""
        villa = Mansion((0.185 if self.rules.leaves.broad else 0.23) * plot.size[0] / PIXEL)
        standing([villa], [self.outlier], plot, self.level)
        red, top = self.theme.colors.outlier, plot.p2c(villa.get_top())[1] + 0.1
        below = plot.p2c(np.array([0.0, self.level - 0.16 * self.band, 0.0]))[1]

        def error() -> float:
            return float(self.far.get_value() * self.outlier)

        def height() -> float:
            return float(self.huber_now(error()))

        stem = Segments(
            plot, lambda: np.array([(error(), top, error(), height())]), red, width=self.theme.hair_width
        )
        return (
            villa,
            stem,
            Dots(plot, lambda: np.array([(error(), height())]), red, scale=1.4, zoom=self.far.get_value),
            DottedLines(plot, lambda: np.array([(0.0, below, error(), below)]), red),
        )
