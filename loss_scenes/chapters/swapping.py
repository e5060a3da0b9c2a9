"""Chapter: two rules, each with the loss to begin with and the one to take when that fails."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Line,
    ManimColor,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    interpolate_color,
)

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.rules import COMES, GROWS, Rules, standing
from loss_scenes.losses import cross_entropy, focal, squared_error
from loss_scenes.models import kept
from loss_scenes.pictures.bricks import SummedBricks, in_a_row
from loss_scenes.pictures.crowd import Crowd, grid_for
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import MARGIN
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, Tick, plain_number
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_NEXT = 0.12
"""Between animals and their bricks."""
_UNDER = 0.12
"""Between the highest roof and the axis."""
_OVER = 1.2
"""How far the parabola reaches over what the dearest outlier costs: there it grows faint."""
_STOPS = 8
"""Of the parabola's gradient; it grows faint after the last but one."""
_DOT = 1.4
"""Radius of a cost's dot, in that of the theme's dots."""
_NEAR = np.linspace(-1.75, 1.75, 6)[1:-1]
"""Residuals of the houses, schematic."""


class Side(NamedTuple):
    """The many cats, or the one dog: where they, their bricks and their name stand, and how many may come."""

    animal: Region
    bricks: Region
    name: Region
    kind: type[Cat | Dog]
    probability: float
    most: int
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
    outliers
        Residuals in units of the threshold: of mansions, and below 0 of houses that are far too cheap;
        schematic.

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
        outliers: Sequence[float] = (-2.6, 2.0, 3.2),
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.gamma, self.easy, self.hard, self.many = gamma, easy, hard, many
        self.delta, self.deltas, self.outliers = delta, deltas, tuple(outliers)
        self.power, self.bend = ValueTracker(0.0), ValueTracker(1.5 * max(map(abs, outliers)))
        self.paid, self.come, self.far = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(0.0)

    # -- classification ------------------------------------------------------------------------------------

    def lost(self, probability: float) -> float:
        """What an example loses by now: by cross-entropy, then by the focal loss."""
        return float(self.paid.get_value() * focal(probability, gamma=self.power.get_value()))

    def many_now(self) -> int:
        """How many cats have come."""
        return round(self.come.get_value())

    def light(self, probability: float) -> float:
        """How much of an example's cross-entropy is left by now, by how much of the hard one's is, 0 to 1.

        What the loss focuses on keeps its light.
        """
        gamma = self.power.get_value()
        return kept(probability, gamma=gamma) / kept(self.hard, gamma=gamma)

    @beat
    def focus_on_the_hard_one(self) -> None:
        """Cross-entropy first; focal loss where one hard example drowns among many easy ones."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("cls"):
            animals = rules.emblems[0]
            rules.keep(animals)
            cats, dogs = self.sides()
            first, other = rules.sentences(
                0, ("first", "ce", colors.cross_entropy), "imbalance",
                ("try", "focal_loss", colors.focal),
            )  # fmt: skip
            crowd, dog = self.crowd(cats), self.crowd(dogs)
            (easy, before), (_, after) = (
                self.told(cats, "easy", self.counted(gamma)) for gamma in (0.0, self.gamma)
            )
            (hard,) = self.told(dogs, "hard")
            all_cats, one_dog = self.stack(cats), self.stack(dogs)
            lone = Cat(dog.unit).move_to(cats.animal.edge(DOWN), aligned_edge=DOWN)
            large = lone, Dog(dog.unit).stand(dog.feet[0])
            grown = self.walk(animals, VGroup(*large), rate_func=GROWS)
            (easy_name, easy_p), (hard_name, hard_p) = easy, hard
            grown.append(FadeIn(first, easy_p, hard_p, rate_func=GROWS))
            self.on("rule_cls", *rules.open(0), *grown, run_time=motion.calm)
            cat, former = animals
            self.remove(former)
            self.add(cat, dog)
            self.then(FadeIn(easy_name, hard_name), run_time=motion.swift)
            self.add(all_cats, one_dog)
            self.fill(self.paid.animate.set_value(1.0))
            rules.show(first, other, cat, crowd, dog, easy, hard, after, all_cats, one_dog)
            shrinks = Transform(cat, Cat(crowd.unit).stand(crowd.feet[0]))
            self.add(crowd)
            come, goes, comes = steady(self.come, float(self.many)), motion.soon(0.3), motion.late(0.4)
            counted = FadeIn(before, rate_func=comes)
            self.on("imbalance", come, shrinks, FadeIn(other[0]), counted, run_time=motion.calm)
            self.remove(cat)
            focused = self.power.animate.set_value(self.gamma)
            gone = FadeOut(before, rate_func=goes)
            self.on("try_focal", focused, gone, FadeIn(other[1]), run_time=motion.calm)
            self.then(FadeIn(after), run_time=motion.swift)

    # -- a hundred and one ---------------------------------------------------------------------------------

    def sides(self) -> tuple[Side, Side]:
        """The cats and the dog, at the outer sides of their bricks; below both, what they are."""
        place = self.rules.picture(0).inset(MARGIN, MARGIN / 2)
        upper, row = place.rows(place.height - self.named, self.named)
        # The dog is as large as its place is broad.
        shares = (3.0, 1.15, 0.1, 1.15, 2.7) if upper.upright else (3.5, 1.3, 0.2, 1.3, 2.1)
        cat, many, _, one, dog = upper.columns(*shares, gap=_NEXT)
        return (
            Side(cat, many, self.under(row, cat, many), Cat, self.easy, self.many, self.many_now),
            Side(dog, one, self.under(row, one, dog), Dog, self.hard, 1, lambda: 1),
        )

    @property
    def named(self) -> float:
        """How high what is said below the animals is: on one line, or on two where there is less width."""
        size, lines = self.size, 2 if self.rules.leaves.page(0).upright else 1
        return 1.3 * lines * size * PIXEL

    @property
    def size(self) -> float:
        """That of what is said below the animals."""
        return self.theme.type.body if self.rules.leaves.broad else self.theme.type.label

    @staticmethod
    def under(row: Region, left: Region, right: Region) -> Region:
        """Of a row, what is below two places and between them."""
        start, end = float(left.edge(LEFT)[0]), float(right.edge(RIGHT)[0])
        return Region((start + end) / 2, row.y, end - start, row.height)

    def stack(self, side: Side) -> SummedBricks:
        """The bricks of the cats, or the one of the dog, both to the scale of all that the cats may lose."""
        colors, full = self.theme.colors, self.many * float(cross_entropy(self.easy))
        stack = SummedBricks(
            side.bricks, full, in_a_row(side.most, side.bricks), lambda: self.lost(side.probability),
            side.come, self.word("loss"), colors.cross_entropy,
        )  # fmt: skip
        ends, share = (ManimColor(colors.cross_entropy), ManimColor(colors.focal)), detached(self.turned)
        # A loss has its own colour.
        stack.bricks.add_updater(lambda bricks: bricks.set_fill(interpolate_color(*ends, share())))
        return stack

    def turned(self) -> float:
        """How much of cross-entropy has become the focal loss, 0 to 1."""
        return float(self.power.get_value() / self.gamma)

    def told(self, side: Side, key: str, *counted: str) -> VGroup:
        """What the animals of a side are to the model; and how many there are and what each loses."""
        size, ink = self.size, self.theme.colors.text
        known = [(text, size, ink) for text in (self.word(key), f"p = {side.probability:g}")]
        more = [(text, size, ink) for text in counted]
        if self.rules.leaves.page(0).upright:
            rows = zip(side.name.rows(1, 1), (known, more), strict=True)
            return VGroup(*(Phrase(row, pieces, gap=0.6) for row, pieces in rows if pieces))
        phrase = Phrase(side.name, [*known, *more], gap=0.6)
        return VGroup(phrase[: len(known)], *phrase[len(known) :])

    def counted(self, gamma: float) -> str:
        """How many cats there are, and what each of them loses; the sum is over their bricks."""
        each = plain_number(float(focal(self.easy, gamma=gamma)), 3)
        return f"{self.many} \N{MULTIPLICATION SIGN} {each}"

    def crowd(self, side: Side) -> Crowd:
        """The animals of a side, as many as may come, each in its light of the moment."""
        across, down = grid_for(side.most, side.animal, side.kind)
        return Crowd(side.animal, side.kind, across, down, side.come, lambda: self.light(side.probability))

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
            square = self.fading(plot.curve(squared_error, colors.squared, samples=240))
            (houses, near), axis = self.houses(plot), self.error_axis(plot)
            begun = rules.tells[1]
            first, other = rules.sentences(
                1, ("first", "mse", colors.squared), "outliers", ("take", "huber", colors.huber)
            )
            comes = FadeIn(ground, axis, houses, near, first, rate_func=COMES)
            self.on("rule_reg", *rules.open(1, becomes=square), comes, run_time=motion.quick)
            self.add(begun, near)
            villas, stems, dots, off = self.mansions(plot)
            bent = plot.curve(self.huber_at(self.delta), colors.huber, samples=240)
            states = [self.huber_at(delta) for delta in (plot.x_range[1], *self.deltas, self.delta)]
            swept, former = Sweep(plot, states, colors.huber, rises=True), self.former(plot)
            rules.show(
                ground, axis, first, houses, near, villas, stems, dots, off, other, bent, swept, former
            )
            self.add(off, stems, dots)
            drop = [GrowFromEdge(villa, DOWN) for villa in villas]
            far = self.far.animate.set_value(1.0)
            self.on("outliers", *drop, far, FadeIn(other[0]), run_time=motion.quick)
            self.on("use_huber", FadeIn(other[1]), Create(bent), run_time=motion.quick)
            # What each cost stays on the parabola while its dot falls to the new curve.
            self.add(swept, begun, bent, former, stems, near, dots)
            self.then(self.bend.animate.set_value(self.delta), FadeIn(swept), run_time=motion.calm)

    def residuals(self) -> tuple[Plot, Rectangle]:
        """Residuals across, the loss upwards from an axis; below that a ground that houses stand on."""
        place, page = self.rules.picture(1, around=True), self.rules.leaves.page(1)
        low = self.band
        ground = Rectangle(width=page.width, height=low, stroke_width=0, fill_opacity=1)
        decoration(ground.set_fill(self.theme.colors.raised).move_to(page.edge(DOWN), DOWN))
        # The highest roof stays below the axis: from there up a height is a loss.
        foot = low + self.villa(place.width).height + _UNDER
        room = Region(place.x, place.y + foot / 2, place.width, place.height - foot)
        farthest = max(map(abs, self.outliers))
        reach, dearest = 1.22 * farthest, _OVER * float(squared_error(farthest))
        return Plot(room, (-reach, reach), (0.0, dearest), bare=True), ground

    @staticmethod
    def fading(curve: VMobject) -> VMobject:
        """The same curve, of which the last of the arms grows faint: words stand over it."""
        color = curve.get_stroke_color()
        # Manim takes an opacity for each colour of a gradient, though it does not say so.
        curve.set_stroke([color] * _STOPS, opacity=[1.0] * (_STOPS - 1) + [0.0])  # type: ignore[arg-type]
        return curve.set_sheen_direction(UP)

    def villa(self, across: float) -> Mansion:
        """A mansion, as large as suits a picture of a width in scene units."""
        return Mansion((0.1 if self.rules.leaves.broad else 0.13) * across / PIXEL)

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
        nothing, x = plot.c2p(0.0, 0.0), plot.c2p(0.5 * max(self.outliers), 0.0)[0]
        left, right = (np.array([page.edge(side)[0], nothing[1], 0.0]) for side in (LEFT, RIGHT))
        axis = decoration(Line(left, right, stroke_color=colors.axis, stroke_width=self.theme.line_width))
        y = self.level - self.band + 0.75 * size * PIXEL
        zero = Tick(0.0).set_line(np.array([nothing[0], y, 0.0]))
        error = Label(self.word("error"), size, colors.muted).set_line(np.array([x, y, 0.0]))
        return VGroup(axis, zero, error)

    def houses(self, plot: Plot) -> tuple[VGroup, Dots]:
        """Houses whose errors are small; and what each costs, which hardly changes."""

        def costs() -> np.ndarray:
            return np.column_stack([_NEAR, self.huber_now(_NEAR)])

        return (
            standing([self.house(plot, kind) for kind in (0, 1, 2, 0)], _NEAR, plot, self.level),
            Dots(plot, costs, self.theme.colors.drawn_light, scale=_DOT),
        )

    def house(self, plot: Plot, kind: int) -> House:
        """A house, as large as suits the picture."""
        return House((0.055 if self.rules.leaves.broad else 0.09) * plot.size[0] / PIXEL, kind)

    def mansions(self, plot: Plot) -> tuple[VGroup, Segments, Dots, DottedLines]:
        """Who is far off; what each costs, on the curve, and how high that is; their errors on the ground.

        A mansion is far too dear; what is far too cheap is a house like the others.
        """
        villas = [self.villa(plot.size[0]) if error > 0 else self.house(plot, 1) for error in self.outliers]
        red, ends = self.theme.colors.outlier, np.array([min(self.outliers), max(self.outliers)])
        below = plot.p2c(np.array([0.0, self.level - 0.16 * self.band, 0.0]))[1]

        def costs() -> np.ndarray:
            errors = self.far.get_value() * np.array(self.outliers)
            return np.column_stack([errors, self.huber_now(errors)])

        def stems() -> np.ndarray:
            return np.array([(error, 0.0, error, cost) for error, cost in costs()])

        def farthest() -> np.ndarray:
            return np.array([(0.0, below, self.far.get_value() * end, below) for end in ends])

        return (
            standing(villas, self.outliers, plot, self.level),
            Segments(plot, stems, red, width=2 * self.theme.line_width),
            Dots(plot, costs, red, scale=_DOT, zoom=self.far.get_value),
            DottedLines(plot, farthest, red),
        )

    def former(self, plot: Plot) -> VGroup:
        """What the mansions cost on the parabola, and how far that is over what they cost now."""
        errors, color = np.array(self.outliers), self.theme.colors.squared
        squares = np.column_stack([errors, squared_error(errors)])

        def fallen() -> np.ndarray:
            return np.column_stack([squares, errors, self.huber_now(errors)])

        dots = Dots(plot, lambda: squares, color, scale=_DOT)
        # On a curve of its own colour.
        dots.set_stroke(self.theme.colors.panel, 2 * self.theme.line_width, background=True)
        return VGroup(DottedLines(plot, fallen, color), dots)
