"""Chapter: two rules, each with the loss to begin with and the one that its curve becomes when that fails."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
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
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import OPENS
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, Tick, plain_number
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
        Probabilities of the right class: from which to which those of many examples are, and those of few;
        the loss is told of the middle one of the many, and of the first of the few.
    many
        How many easy examples there are.
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
        easy: tuple[float, float] = (0.91, 0.99),
        hard: tuple[float, ...] = (0.13, 0.1, 0.075),
        many: int = 12,
        delta: float = 1.0,
        deltas: tuple[float, ...] = (2.1, 1.6, 1.25),
        outlier: float = 2.75,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.ghosts, self.easy, self.hard = gamma, ghosts, easy, hard
        self.many, self.told = many, (float(np.mean(easy)), hard[0])
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
            riders, there = self.riders(plot), self.parted(plot)
            names, factors = self.chips(plot, there)
            other = rules.otherwise(0, "imbalance", "focal", colors.focal)
            self.add(*riders)
            parted = [*self.walk(animals, there), self.come.animate.set_value(1.0)]
            self.on("imbalance", *parted, FadeIn(other[0]), run_time=motion.quick)
            self.then(FadeIn(names), run_time=motion.swift)
            bent = plot.live_curve(lambda: self.focal_now, colors.focal, over=(0.01, 1.0), samples=240)
            states = [self.focal_at(gamma) for gamma in (0.0, *self.ghosts, self.gamma)]
            swept = Sweep(plot, states, colors.focal, over=(0.01, 1.0))
            rules.show(first, animals, axis, *riders, names, factors, other, bent, swept)
            easier, harder = (FadeIn(factor, scale=0.6) for factor in factors)
            self.on("try_focal", FadeIn(other[1]), run_time=motion.brief)
            self.add(bent, *riders)  # its colour follows its name
            falls = self.power.animate.set_value(self.gamma)
            self.then(falls, FadeIn(swept), easier, run_time=motion.quick)
            self.then(harder, run_time=motion.swift)

    @staticmethod
    def focal_at(gamma: float) -> Any:
        return lambda probability: focal(probability, gamma=gamma)

    def probabilities(self) -> Plot:
        """Probability of the right class across, the loss upwards; at the right half an animal has room."""
        place, foot = self.rules.picture(0), 1.7 * self.theme.type.label * PIXEL
        air = 0.3 * self.animal
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
        """Many easy examples and few hard ones, each on the curve at its own probability; two losses."""
        colors, zoom = self.theme.colors, self.come.get_value

        def riding(p: np.ndarray) -> Any:
            return lambda: np.column_stack([p, self.focal_now(p)])

        def losses() -> np.ndarray:
            p = np.asarray(self.told)
            return np.column_stack([p, np.zeros_like(p), p, zoom() * self.focal_now(p)])

        return (
            Segments(plot, losses, colors.gold),
            Dots(plot, riding(np.linspace(*self.easy, self.many)), colors.drawn_light, scale=0.6, zoom=zoom),
            Dots(plot, riding(np.asarray(self.hard)), colors.gold, scale=1.5, zoom=zoom),
        )

    def divided(self, probability: float) -> float:
        """By how much the focal loss is less than cross-entropy."""
        return float(cross_entropy(probability) / focal(probability, gamma=self.gamma))

    def chips(self, plot: Plot, animals: VGroup) -> tuple[VGroup, VGroup]:
        """Names of the two crowds at their animals, and by how much the loss of the two is divided."""
        size, colors, page = self.chip_size, self.theme.colors, self.rules.leaves.page(0)
        line, air, factors = 1.15 * size * PIXEL, 0.15, VGroup()
        ceiling = float(self.rules.words(0)[1].edge(DOWN)[1])
        for animal, p, side in zip(animals, self.told, (LEFT, RIGHT), strict=True):
            divided = self.divided(p)
            said = f"÷{plain_number(divided, 0 if divided > 10 else 1)}"
            start, end = animal.get_edge_center(side) + air * side, page.edge(side)
            room = Region((start[0] + end[0]) / 2, animal.get_y(), abs(end[0] - start[0]), line)
            pieces = (self.word("loss"), 0.6 * size, colors.text), (said, size, colors.gold)
            factor = Phrase(room, pieces, edge=-side)
            # Above the curve, which is highest at its left end.
            left, _ = plot.p2c(factor.get_left())
            curve = plot.c2p(0.0, float(cross_entropy(left)))[1]
            foot = max(curve + 0.15 * line, min(animal.get_y(), ceiling - 1.75 * line))
            factors.add(factor.shift((foot - factor.get_bottom()[1]) * UP))
        easy, hard = (
            Label(self.word(key), 0.6 * size, ink, weight="BOLD")
            for key, ink in (("easy", colors.drawn_light), ("hard", colors.gold))
        )
        # The cats' over their heads, as the other crowd's loss stands at its left.
        over, beside = (float(factor.get_bottom()[1]) + 1.25 * line for factor in factors)
        over = max(over, animals[0].get_top()[1] + 0.5 * line)
        easy.set_line(np.array([page.edge(RIGHT)[0] - air, over, 0.0]), RIGHT)
        hard.set_line(np.array([factors[1].get_left()[0], beside, 0.0]), LEFT)
        return VGroup(easy, hard), factors

    @property
    def animal(self) -> float:
        """How high an animal is beside the name of its crowd."""
        return 1.8 * self.chip_size * PIXEL

    @property
    def chip_size(self) -> float:
        """Of the factors."""
        return self.theme.type.title if self.rules.leaves.broad else self.theme.type.heading

    def asked(self, plot: Plot) -> VGroup:
        """Where cat and dog stand at first: large, on the axis, to be told apart."""
        high = min(0.36 * plot.size[1], 0.22 * plot.size[0]) / PIXEL
        aside = 0.55 * high * PIXEL * RIGHT
        left, _ = plot.p2c(plot.c2p(0.72, 0.0) - 1.7 * aside)
        foot = plot.c2p(0.72, float(cross_entropy(left)))
        return VGroup(Cat(high).stand(foot - aside), Dog(high).stand(foot + aside))

    def parted(self, plot: Plot) -> VGroup:
        """Where they stand afterwards, on the curve: many are cats, at their probability; dogs beside it."""
        animals, high = VGroup(), self.animal / PIXEL
        for animal, p, aside in zip((Cat(high), Dog(high)), self.told, (0.0, 1.0), strict=True):
            place = plot.c2p(p, 0.0) + aside * animal.width * RIGHT
            left, _ = plot.p2c(place + animal.width / 2 * LEFT)
            animals.add(animal.stand(np.array([place[0], plot.c2p(0.0, float(cross_entropy(left)))[1], 0.0])))
        return animals

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
