"""Chapter: two rules, each with the loss to begin with and the one to take when that fails."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Line,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.catalogue import huber_of_squares
from loss_scenes.chapters.rules import COMES, GROWS, Rules, standing
from loss_scenes.losses import squared_error
from loss_scenes.models import budget_share, kept
from loss_scenes.pictures.budget import TwoGroups
from loss_scenes.pictures.crowd import Crowd, grid_for
from loss_scenes.pictures.detector import Frame
from loss_scenes.pictures.mansion import Mansion
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import MARGIN
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.panel import panel
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.sweep import Sweep
from narrated.mobjects.text import Label, LiveNumber, Tick, plain_number
from narrated.mobjects.things import Cat, Dog, House
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_NAME, _BAR_HIGH, _APART, _AIR = 1.2, 1.3, 0.25, 0.4
"""Height of a name over a bar, and of the bar; and the air over a row, and beside what is written, in em."""
_PAIR = 0.9
"""Of the height: the cat and the dog, clear of what stands over them."""
_BESIDE = 0.33
"""Of a row: a name that is no longer stands beside its bar."""
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


class Budget(NamedTuple):
    """A loss as a bar that the cats and the dog share, its name, and the dog's share as a number."""

    bar: TwoGroups
    name: Label
    share: LiveNumber


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
        self.focused = ValueTracker(0.0)

    # -- classification ------------------------------------------------------------------------------------

    def many_now(self) -> int:
        """How many cats have come."""
        return round(self.come.get_value())

    def light(self) -> float:
        """How much of a cat's cross-entropy the focal loss keeps, by how much of the dog's, 0 to 1.

        What the loss focuses on keeps its light.
        """
        gamma = self.power.get_value()
        return kept(self.easy, gamma=gamma) / kept(self.hard, gamma=gamma)

    @beat
    def focus_on_the_hard_one(self) -> None:
        """Cross-entropy first; focal loss where one hard example drowns among many easy ones."""
        rules, motion, colors = self.rules, self.theme.motion, self.theme.colors
        with self.narrate("cls"):
            animals = rules.emblems[0]
            rules.keep(animals)
            told_at, place, *rows = self.places()
            first, other = rules.sentences(
                0, ("first", "ce", colors.cross_entropy), "imbalance",
                ("try", "focal_loss", colors.focal),
            )  # fmt: skip
            crowd, large, chances = self.crowd(place), self.pair(place), self.chances(told_at)
            entropy = self.budget(rows[0], "ce", colors.cross_entropy, 0.0, self.paid)
            shared = self.what_is_shared(entropy.bar)
            focused = self.budget(rows[1], "focal", colors.focal, self.gamma, self.focused)
            grown: list[Animation] = [
                Transform(*both, rate_func=GROWS) for both in zip(animals, large, strict=True)
            ]
            grown += [FadeIn(first, rate_func=GROWS), FadeIn(chances, entropy.name, rate_func=COMES)]
            self.on("rule_cls", *rules.open(0), *grown, run_time=motion.quick)
            cat, dog = animals
            self.add(entropy.bar)
            self.fill(self.paid.animate.set_value(1.0))
            rules.show(other, cat, dog, chances, crowd, entropy.bar, entropy.name, shared, *focused)
            # The two are one of a hundred cats, and the dog among them.
            small = Cat(crowd.unit).stand(crowd.feet[0]), Dog(crowd.unit).stand(crowd.middle)
            pairs = zip((cat, dog), small, strict=True)
            drowns = [Transform(*both, rate_func=motion.soon(0.4)) for both in pairs]
            place = self.around(small[1], crowd.unit)
            sought, ground = Frame(place), decoration(panel(place).set_fill(colors.background, 1.0))
            rules.show(sought, ground)
            self.add(crowd, ground.set_stroke(width=0), dog)
            come = steady(self.come, float(self.many))
            told = FadeIn(other[0], shared, sought, rate_func=motion.late(0.6))
            # The question takes the place of what was first: that stays as the name of its bar.
            answered = FadeOut(first, rate_func=motion.soon(0.4))
            self.on("imbalance", come, *drowns, answered, told, run_time=motion.calm)
            self.remove(cat)
            # The same bar under the first; then its power turns the many down, and what comes of it is read.
            self.add(focused.bar)
            asked = FadeIn(other[1], focused.name)
            self.on("try_focal", asked, self.focused.animate.set_value(1.0), run_time=motion.snap)
            found = FadeIn(focused.share, rate_func=motion.late(0.3))  # when there is room in the dog's part
            self.then(self.power.animate.set_value(self.gamma), found, run_time=motion.calm)

    # -- a hundred and one ---------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region, Region]:
        """Where the animals are, what is said over them, and below them the rows of two bars and names."""
        place, em = self.rules.picture(0).inset(MARGIN, MARGIN / 2), self.size * PIXEL
        beside = self.longest_name <= _BESIDE * place.width
        row, air = (_BAR_HIGH + (0.0 if beside else _NAME)) * em, _APART * em
        high = place.height - 2 * (row + air) - (_NAME * em + air)
        told, animals, first, second = place.rows(_NAME * em, high, row, row, gap=air)
        return told, animals, first, second

    def chances(self, place: Region) -> VGroup:
        """What the model gives to the right class of each cat, and of the dog: over them."""
        said = (
            self.word(key).format(plain_number(p, 1))
            for key, p in (("cat_p", self.easy), ("dog_p", self.hard))
        )
        return VGroup(
            *(
                Label(words, self.size, weight="BOLD").set_line(half.center, ORIGIN)
                for words, half in zip(said, place.columns(1, 1), strict=True)
            )
        )

    @property
    def longest_name(self) -> float:
        """Of a bar."""
        return max(Label(self.word(key), self.size, weight="BOLD").width for key in ("ce", "focal"))

    @property
    def size(self) -> float:
        """That of what is said beside the bars, or over them."""
        return self.theme.type.body if self.rules.leaves.broad else self.theme.type.label

    def pair(self, place: Region) -> VGroup:
        """The cat and the dog, large: where the crowd will be."""
        halves = place.columns(1, 1)
        high = min(_PAIR * place.height, halves[0].width) / PIXEL
        return VGroup(
            *(kind(high).stand(half.edge(DOWN)) for kind, half in zip((Cat, Dog), halves, strict=True))
        )

    def crowd(self, place: Region) -> Crowd:
        """The cats, as many as may come, each in its light of the moment; the dog's place is free."""
        across, down = grid_for(self.many + 1, place, Cat)
        return Crowd(place, Cat, across, down, self.many_now, self.light, free=True)

    @staticmethod
    def around(animal: Drawing, unit: float) -> Region:
        """What frames an animal of the crowd."""
        x, y, _ = animal.get_center()
        air = 0.3 * unit * PIXEL
        return Region(float(x), float(y), animal.width + air, animal.height + air)

    def what_is_shared(self, bar: TwoGroups) -> Label:
        """What the bars are: in the part of the cats."""
        label = Label(self.word("shared"), self.size, self.theme.colors.background, weight="BOLD")
        return label.set_line(bar.first.region.edge(LEFT) + _AIR * self.size * PIXEL * RIGHT, LEFT)

    def name_and_bar(self, row: Region) -> tuple[Region, Region]:
        """Of a row: its name's place and its bar's, which is below it where the name is long."""
        longest, air = self.longest_name, _AIR * self.size * PIXEL
        if longest <= _BESIDE * row.width:
            name, bar = row.columns(longest, row.width - longest - air, gap=air)
        else:
            name, bar = row.rows(_NAME, _BAR_HIGH, gap=0.0)
        return name, bar

    def budget(self, row: Region, key: str, color: str, gamma: float, shown: ValueTracker) -> Budget:
        """The bar of a loss, as much of it as is shown by now, and what is said of it.

        Its power is that of the moment, and at most ``gamma``.
        """
        size, colors = self.size, self.theme.colors
        named, place = self.name_and_bar(row)
        easy, hard, count = self.easy, self.hard, self.many_now

        def power() -> float:
            return min(gamma, self.power.get_value())

        def many() -> float:
            return budget_share(count(), easy, 1, hard, gamma=power())

        shares = (lambda: shown.get_value() * many(), lambda: shown.get_value() * (1.0 - many()))
        bar = TwoGroups(place, shares, (colors.drawn_front, colors.gold))
        name = Label(self.word(key), size, color, weight="BOLD").set_line(named.edge(LEFT), LEFT)
        share = LiveNumber(
            lambda: 100 * (1.0 - many()), decimals=0, template="{}%", size=size, color=colors.background
        )  # fmt: skip
        return Budget(bar, name, share.set_line(place.edge(RIGHT) + _AIR * size * PIXEL * LEFT, RIGHT))

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
