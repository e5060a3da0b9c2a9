"""Chapter: two rules, each with the loss to begin with and the one to take when that fails."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    Animation,
    Create,
    FadeIn,
    GrowFromEdge,
    Line,
    ManimColor,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
    interpolate_color,
)

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.rules import COMES, GROWS, Rules, standing
from loss_scenes.losses import cross_entropy, focal, squared_error
from loss_scenes.pictures.bricks import SummedBricks, in_a_row
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, Tick
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_APART = 0.5
"""Between the cats' column and the dog's."""
_UNDER = 0.12
"""Between the highest roof and the axis."""
_NEAR = np.linspace(-1.75, 1.75, 6)[1:-1]
"""Residuals of the houses, schematic."""


class Side(NamedTuple):
    """The many cats, or the one dog: where each kind stands, and what makes its bricks."""

    animal: Region
    bricks: Region
    name: Region
    probability: float
    across: int
    come: Callable[[], int]


class Swapping(Chapter):
    """Cross-entropy that becomes focal, and the squared error that becomes Huber.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    gamma
        Focus that the focal loss comes to.
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
        easy: float = 0.9,
        hard: float = 0.1,
        many: int = 100,
        delta: float = 1.0,
        deltas: tuple[float, ...] = (2.1, 1.6, 1.25),
        outlier: float = 2.75,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.easy, self.hard, self.many = gamma, easy, hard, many
        self.delta, self.deltas, self.outlier = delta, deltas, outlier
        self.power, self.bend = ValueTracker(0.0), ValueTracker(4.2)
        self.paid, self.come, self.far = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)

    # -- classification ------------------------------------------------------------------------------------

    def lost(self, probability: float) -> float:
        """What an example loses by now: by cross-entropy, then by the focal loss."""
        return float(self.paid.get_value() * focal(probability, gamma=self.power.get_value()))

    def many_now(self) -> int:
        """How many cats have come."""
        return round(self.come.get_value())

    @beat
    def focus_on_the_hard_one(self) -> None:
        """Cross-entropy first; focal loss where one hard example drowns among many easy ones."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("cls"):
            animals = rules.emblems[0]
            rules.keep(animals)
            cats, dogs = self.sides()
            first = rules.first(0, "cross_entropy", colors.cross_entropy)
            other = rules.otherwise(0, "imbalance", "focal", colors.focal)
            queue, dog = self.queue(cats), self.dog(dogs)
            easy = self.called(cats, self.word("easy").format(self.many))
            hard = self.called(dogs, self.word("hard"))
            all_cats, one_dog = self.stack(cats), self.stack(dogs)
            grown = self.walk(animals, VGroup(queue[0], dog), rate_func=GROWS)
            comes = FadeIn(first, hard, rate_func=GROWS)
            self.on("rule_cls", *rules.open(0), *grown, comes, run_time=motion.calm)
            self.add(animals)
            self.add(all_cats, one_dog)
            self.fill(self.paid.animate.set_value(1.0))
            rules.show(first, other, animals, queue, easy, hard, all_cats, one_dog)
            more = FadeIn(other[0], easy, *queue[1:])
            self.on("imbalance", steady(self.come, float(self.many)), more, run_time=motion.quick)
            self.on("try_focal", FadeIn(other[1]), run_time=motion.quick)
            self.then(self.power.animate.set_value(self.gamma), run_time=motion.quick)

    # -- a hundred and one ---------------------------------------------------------------------------------

    def sides(self) -> tuple[Side, Side]:
        """The cats and the dog, at the outer sides of their bricks; below both, their names on one row."""
        first, second = self.rules.picture(0).columns(1, 1, gap=_APART)
        named = 1.7 * self.theme.type.label * PIXEL
        (cats, easy), (dogs, hard) = (each.rows(each.height - named, named) for each in (first, second))
        cat, many = cats.columns(1, 1.9, gap=_APART / 4)
        one, dog = dogs.columns(1.9, 1, gap=_APART / 4)
        return (
            Side(cat, many, easy, self.easy, in_a_row(self.many, many), self.many_now),
            Side(dog, one, hard, self.hard, 1, lambda: 1),
        )

    def stack(self, side: Side) -> SummedBricks:
        """The bricks of the cats, or the one of the dog, both to the scale of all that the cats may lose."""
        colors, full = self.theme.colors, self.many * float(cross_entropy(self.easy))
        stack = SummedBricks(
            side.bricks, full, side.across, lambda: self.lost(side.probability), side.come,
            self.word("loss"), colors.cross_entropy,
        )  # fmt: skip
        ends, share = (ManimColor(colors.cross_entropy), ManimColor(colors.focal)), detached(self.turned)
        # A loss has its own colour.
        stack.bricks.add_updater(lambda bricks: bricks.set_fill(interpolate_color(*ends, share())))
        return stack

    def turned(self) -> float:
        """How much of cross-entropy has become the focal loss, 0 to 1."""
        return float(self.power.get_value() / self.gamma)

    def called(self, side: Side, text: str) -> Label:
        """What the animals of a side are to the model."""
        return Label(text, self.theme.type.label, weight="BOLD", within=side.name, edge=ORIGIN)

    def dog(self, side: Side) -> Dog:
        """The dog beside its brick."""
        return Dog(self.tall(side.animal)).stand(side.animal.edge(DOWN))

    def queue(self, side: Side) -> VGroup:
        """A cat beside the bricks, and behind it as many as there is room for."""
        first = Cat(self.tall(side.animal)).stand(side.animal.edge(DOWN))
        left = float(self.rules.leaves.page(0).edge(LEFT)[0]) + _APART
        pitch = 1.1 * float(first.width)
        behind = int((first.get_left()[0] - left) / pitch)
        return VGroup(first, *(first.copy().shift(k * pitch * LEFT) for k in range(1, behind + 1)))

    @staticmethod
    def tall(place: Region) -> float:
        """Height of an animal beside bricks, in pixels of the design."""
        return min(place.width, 0.42 * place.height) / PIXEL

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
            plot, ground = self.residuals()
            square = plot.curve(squared_error, colors.squared, samples=240)
            houses, axis = self.houses(plot), self.error_axis(plot)
            first, begun = rules.first(1, "squared", colors.squared), rules.tells[1]
            comes = FadeIn(ground, axis, houses, first, rate_func=COMES)
            self.on("rule_reg", *rules.open(1, becomes=square), comes, run_time=motion.calm)
            self.add(begun)
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
        """Residuals across, the loss upwards from an axis; below that a ground that houses stand on."""
        place, page = self.rules.picture(1), self.rules.leaves.page(1)
        low = self.band
        ground = Rectangle(width=page.width, height=low, stroke_width=0, fill_opacity=1)
        decoration(ground.set_fill(self.theme.colors.raised).move_to(page.edge(DOWN), DOWN))
        # The highest roof stays below the axis: from there up a height is a loss.
        foot = low + self.villa(place.width).height + _UNDER
        room = Region(place.x, place.y + foot / 2, place.width, place.height - foot)
        return Plot(room, (-3.6, 3.6), (0.0, 9.4), bare=True), ground

    def villa(self, across: float) -> Mansion:
        """The mansion, as large as suits a picture of a width in scene units."""
        return Mansion((0.13 if self.rules.leaves.broad else 0.19) * across / PIXEL)

    @property
    def band(self) -> float:
        """How high the ground is: the error is named on it."""
        return 2.1 * self.theme.type.label * PIXEL

    @property
    def level(self) -> float:
        """Where houses stand on the ground."""
        return float(self.rules.leaves.page(1).edge(DOWN)[1]) + self.band

    def error_axis(self, plot: Plot) -> VGroup:
        """Where nothing is lost; on the ground, where the error is nothing, and which way it grows."""
        size, colors, page = self.theme.type.label, self.theme.colors, self.rules.leaves.page(1)
        nothing, x = plot.c2p(0.0, 0.0), plot.c2p(0.5 * self.outlier, 0.0)[0]
        left, right = (np.array([page.edge(side)[0], nothing[1], 0.0]) for side in (LEFT, RIGHT))
        axis = decoration(Line(left, right, stroke_color=colors.axis, stroke_width=self.theme.line_width))
        y = self.level - self.band + 0.75 * size * PIXEL
        zero = Tick(0.0).set_line(np.array([nothing[0], y, 0.0]))
        error = Label(self.word("error"), size, colors.muted).set_line(np.array([x, y, 0.0]))
        return VGroup(axis, zero, error)

    def houses(self, plot: Plot) -> VGroup:
        """Houses whose errors are small."""
        width = (0.055 if self.rules.leaves.broad else 0.09) * plot.size[0] / PIXEL
        return standing([House(width, kind) for kind in (0, 1, 2, 0)], _NEAR, plot, self.level)

    def mansion(self, plot: Plot) -> tuple[Mansion, Segments, Dots, DottedLines]:
        """The mansion; its error along the ground; what that costs, on the curve, and how high that is."""
        villa = self.villa(plot.size[0])
        standing([villa], [self.outlier], plot, self.level)
        red = self.theme.colors.outlier
        below = plot.p2c(np.array([0.0, self.level - 0.16 * self.band, 0.0]))[1]

        def error() -> float:
            return float(self.far.get_value() * self.outlier)

        def height() -> float:
            return float(self.huber_now(error()))

        stem = Segments(
            plot, lambda: np.array([(error(), 0.0, error(), height())]), red, width=self.theme.line_width
        )
        return (
            villa,
            stem,
            Dots(plot, lambda: np.array([(error(), height())]), red, scale=1.4, zoom=self.far.get_value),
            DottedLines(plot, lambda: np.array([(0.0, below, error(), below)]), red),
        )
