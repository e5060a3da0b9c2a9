"""Chapter: a loss made of two terms: that a picture looks real, and that it is the one asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Arrow,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    GrowFromEdge,
    GrowFromPoint,
    LaggedStart,
    Line,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D

from loss_scenes.chapters.rules import GROWS, Rules
from loss_scenes.losses import absolute_error, cross_entropy
from loss_scenes.pictures.magnifier import Magnifier
from loss_scenes.pictures.painted_cat import PaintedCat
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import OPENS
from narrated.mobjects.marks import Boxes
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.pixels import as_pixels
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_TRUE = 0.66
"""How high the cat is in the real picture, by that of the picture."""
_SPECK = 0.2
"""Of a pixel's way from black to white."""
_FACE = slice(8, None)
"""Of a cat's parts: eyes, whiskers, nose."""


class Composing(Chapter):
    """A sketch becomes a painting; one term has it look real, the other has it be the one asked for.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    painted
        How high the cat is painted at first, and how high after some learning, by the picture's height.
    judged
        How probable the critic finds it that the painting is real, before and after it has a face; schematic.
    cells
        Pixels each way that are compared.
    weight
        Of the L1 term in the sum: 100 in Isola et al. (2017), section 3.3.

    Examples
    --------
    The beat of scene 6 by itself::

        from loss_scenes.lesson import LESSON

        class TwoTerms(Excerpt):
            lesson, script, lines = LESSON, "scene6", ["gen"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                composing = Composing(self)

                composing.add_terms_for_generation()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        painted: tuple[float, float] = (0.5, 0.65),
        judged: tuple[float, float] = (0.05, 0.8),
        cells: int = 12,
        weight: float = 100.0,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.painted, self.cells, self.weight = painted, cells, weight
        self.learnt, self.real = ValueTracker(0.0), ValueTracker(judged[0])
        self.judged = judged

    @beat
    def add_terms_for_generation(self) -> None:
        """A critic takes points off until the painting has a face; then its pixels against the true ones."""
        rules, motion = self.rules, self.theme.motion
        with self.narrate("gen"):
            spine = rules.spine(2)
            sketch, painting, target = self.pictures()
            arrow, way = self.way()
            critic, glass, penalty = self.critic(painting)
            names = {key: self.name(place, key) for place, key in self.named()}
            terms = self.terms()
            grown = (GrowFromPoint(picture, spine, rate_func=GROWS) for picture in (sketch, painting[0]))
            opens = rules.open(2)
            closed = Transform(rules.curves[1], rules.folded(1), rate_func=OPENS)
            # The pictures grow past where the critic stands.
            late = squish_rate_func(smooth, 0.75, 1.0)
            comes = FadeIn(critic[:-1], rate_func=late)
            self.on("rule_gen", *opens, closed, *grown, comes, run_time=motion.calm)
            cat, sketched = painting[-1], (names["sketch"], names["generated"])
            strokes = [GrowFromCenter(part) for part in (*painting[1:-1], *cat[1 : _FACE.start])]
            self.fill(GrowArrow(arrow), FadeIn(*sketched), LaggedStart(*strokes, lag_ratio=0.3))
            self.on("pix2pix", FadeIn(way), FadeIn(glass, shift=0.4 * DOWN), run_time=motion.brief)
            self.then(glass.animate.shift(self.to_the_face(glass, painting)), run_time=motion.calm)
            self.then(FadeIn(penalty), run_time=motion.swift)
            face = LaggedStart(*map(GrowFromCenter, cat[_FACE]), lag_ratio=0.1)
            self.on("adversarial", FadeIn(terms[0]), face, run_time=motion.quick)
            self.add(glass)
            self.then(self.real.animate.set_value(self.judged[1]), run_time=motion.quick)
            better = PaintedCat(self.places()[1], painted=True, high=self.painted[1])
            grid, squares = self.grid(painting), self.differences(painting)
            # The true picture is no input: it is what the painting is held against.
            between = self.between(arrow.get_center())
            self.on(
                "plus_l1", FadeIn(terms[1:], grid), FadeOut(glass, arrow, way),
                GrowFromEdge(target, LEFT), FadeOut(sketched[0]), FadeIn(names["target"]),
                run_time=motion.swift,
            )  # fmt: skip
            self.add(painting, grid, squares)
            learns = Transform(painting, better), self.learnt.animate.set_value(1.0)
            self.then(FadeIn(between), *learns, run_time=motion.beat)
            rules.show(sketch, painting, target, between, grid, squares)
            rules.show(names["generated"], names["target"])
            rules.show(critic, penalty, terms)

    # -- the pictures --------------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region, Region]:
        """Equal squares of the sketch and of the painting, where the critic stands, and the terms' row."""
        inside, broad = self.rules.leaves.inside(2), self.rules.leaves.broad
        size = self.theme.type.title if broad else self.theme.type.heading
        terms, margin = 1.25 * size * PIXEL, 0.34
        upper, row = inside.rows(inside.height - terms, terms)
        if broad:
            side = upper.height - self.name_high
            first, _, second, _, third = Region(
                inside.x, upper.edge(UP)[1] - side / 2, inside.width - 2 * margin, side
            ).columns(side, 0.45 * side, side, 0.1, inside.width - 2 * margin - 2.45 * side - 0.1)
            return first, second, third, row
        side = min(0.43 * (inside.width - margin), 0.68 * (upper.height - self.name_high))
        pair = Region(inside.x, upper.edge(UP)[1] - side / 2, inside.width - margin, side)
        first, _, second = pair.columns(side, pair.width - 2 * side, side)
        high = upper.height - side - self.name_high
        return first, second, Region(pair.x, upper.edge(DOWN)[1] + high / 2, pair.width, high), row

    @property
    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.45 * self.theme.type.label * PIXEL

    def pictures(self) -> tuple[PaintedCat, PaintedCat, PaintedCat]:
        """The sketch, what is painted after it, and the true picture, which comes to lie on the sketch."""
        first, second, *_ = self.places()
        return (
            PaintedCat(first, painted=False),
            PaintedCat(second, painted=True, high=self.painted[0]),
            PaintedCat(first, painted=True, high=_TRUE),
        )

    def named(self) -> tuple[tuple[Region, str], ...]:
        """Which pictures have a name, and where they stand."""
        first, second, *_ = self.places()
        return (first, "sketch"), (second, "generated"), (first, "target")

    def below(self, place: Region) -> Region:
        """Where a picture's name stands."""
        y = float(place.edge(DOWN)[1]) - 0.55 * self.name_high
        return Region(place.x, y, 1.08 * place.width, self.name_high)

    def name(self, place: Region, key: str) -> Label:
        """A picture's name, below it."""
        return Label(
            self.word(key), self.theme.type.label, self.theme.colors.text, weight="BOLD",
            within=self.below(place), edge=ORIGIN,
        )  # fmt: skip

    def way(self) -> tuple[Arrow, Label]:
        """From the sketch to the painting, and the name of who goes it: over it, or over both pictures."""
        sketch, painting, *_ = self.places()
        start, end = sketch.edge(RIGHT), painting.edge(LEFT)
        gap, size = float(end[0] - start[0]), self.theme.type.body
        arrow = Arrow(
            start, end, buff=0.1 * gap, color=self.theme.colors.drawn_mid,
            stroke_width=2 * self.theme.line_width, tip_length=0.3 * gap,
            max_stroke_width_to_length_ratio=99, max_tip_length_to_length_ratio=0.6,
        )  # fmt: skip
        ink, high = self.theme.colors.text, 1.4 * size * PIXEL
        x, y, _ = (start + end) / 2
        if self.rules.leaves.broad:
            room = Region(float(x), float(y) + 0.75 * high, 0.9 * gap, high)
            return arrow, Label(self.word("pix2pix"), size, ink, weight="BOLD", within=room, edge=ORIGIN)
        heading = self.rules.leaves.page(2).edge(UP + RIGHT)
        at = np.array([heading[0] - 0.34, heading[1] - 0.52 * self.theme.type.title * PIXEL, 0.0])
        return arrow, Label(self.word("pix2pix"), size, ink, weight="BOLD").set_line(at, RIGHT)

    def between(self, place: Point3D) -> VGroup:
        """From the true picture to the painting: their difference, and which term it is."""
        size, broad = self.theme.type, self.rules.leaves.broad
        minus = Label("−", size.title, weight="BOLD").set_line(place)
        name = Label(
            self.word("l1"), size.heading if broad else size.label, self.theme.colors.absolute, weight="BOLD"
        )
        return VGroup(minus, name.set_line(place + 0.8 * name.size * PIXEL * UP))

    # -- does it look real? --------------------------------------------------------------------------------

    def critic(self, painting: PaintedCat) -> tuple[VGroup, Magnifier, VGroup]:
        """A robot with a glass and its name; the glass; and what the critic takes off."""
        place, broad = self.places()[2], self.rules.leaves.broad
        sizes, colors = self.theme.type, self.theme.colors
        name, foot = Label(self.word("critic"), sizes.label, colors.text, weight="BOLD"), place.edge(DOWN)
        if broad:
            high = 0.5 * place.height
            foot = foot + 0.05 * place.width * RIGHT
            said = Region(place.x, float(place.edge(UP)[1]) - 0.22 * place.height, place.width, high)
        else:  # under the painting; at its left its name, and left of that what is taken off
            high = 0.92 * place.height
            foot = np.array([painting.get_x() + 0.3, foot[1], 0.0])
            left, right = float(place.edge(LEFT)[0]), float(foot[0]) - 0.5 * high - name.width - 0.2
            said = Region((left + right) / 2, foot[1] + high / 2, right - left, high)
        robot = Robot(high / PIXEL).stand(foot)
        glass = Magnifier(0.42 * painting.width / PIXEL, colors.cross_entropy)
        if broad:
            held = robot.get_corner(UP + LEFT) + 0.3 * high * DOWN
        else:  # off the picture's name
            held = painting.get_corner(UP + RIGHT) + 0.75 * glass[1].width * (DOWN + LEFT)
        glass.shift(held - glass[1].get_center())
        if broad:
            name.set_line(np.array([foot[0], foot[1] - 0.55 * self.name_high, 0.0]))
        else:
            name.set_line(robot.get_corner(DOWN + LEFT) + 0.3 * high * UP + 0.1 * LEFT, RIGHT)
        return VGroup(robot, name, glass), glass, self.penalty(said)

    def penalty(self, place: Region) -> VGroup:
        """A bar as long as the adversarial loss, against that of the beginning, and why points are lost."""
        size, colors = self.theme.type.body, self.theme.colors
        line = 1.3 * size * PIXEL
        words, row = Region(place.x, place.y, place.width, min(1.6 * line, 0.8 * place.height)).rows(1, 0.5)
        name = Label(self.word("fake"), size, colors.text, weight="BOLD", within=words, edge=LEFT)
        most, real = float(cross_entropy(self.judged[0])), self.real.get_value
        plot = Plot(row, (0.0, most), (0.0, 1.0), bare=True)
        track = Boxes(plot, lambda: np.array([(0.0, 0.0, most, 1.0)]), colors.raised, opacity=1.0)
        bar = Boxes(
            plot, lambda: np.array([(0.0, 0.0, float(cross_entropy(real())), 1.0)]),
            colors.cross_entropy, opacity=1.0,
        )  # fmt: skip
        return VGroup(name, decoration(track), bar)

    @staticmethod
    def to_the_face(glass: Magnifier, painting: PaintedCat) -> Point3D:
        """How far the glass is from the cat's face."""
        cat = painting[-1]
        return np.asarray(cat.get_top() + 0.24 * cat.height * DOWN - glass[1].get_center())

    # -- is it the true one? -------------------------------------------------------------------------------

    def grid(self, painting: VMobject) -> VGroup:
        """Lines over a picture: it is compared pixel by pixel."""
        left, low, side = painting.get_left()[0], painting.get_bottom()[1], painting.width
        lines = VGroup()
        for k in range(1, self.cells):
            away = k / self.cells * side
            lines.add(Line((left + away, low, 0), (left + away, low + side, 0)))
            lines.add(Line((left, low + away, 0), (left + side, low + away, 0)))
        return decoration(lines.set_stroke(self.theme.colors.absolute, 0.5 * self.theme.hair_width))

    @cached_property
    def errors(self) -> np.ndarray:
        """L1 in every pixel, for a few stages of the learning: shape (stages, cells, cells)."""
        room = Region(0.0, 0.0, 1.0, 1.0)

        def seen(high: float) -> np.ndarray:
            return as_pixels(PaintedCat(room, painted=True, high=high), self.cells, air=0.0)

        true = seen(_TRUE)
        return np.array([absolute_error(seen(high) - true) for high in np.linspace(*self.painted, 7)])

    def errors_now(self) -> np.ndarray:
        """Those of the moment."""
        stage = self.learnt.get_value() * (len(self.errors) - 1)
        before = min(int(stage), len(self.errors) - 2)
        former, later = self.errors[before : before + 2]
        return np.asarray(former + (stage - before) * (later - former))

    def differences(self, painting: PaintedCat) -> Boxes:
        """In every pixel a square whose area is how much lighter or darker it is than in the true picture."""
        place, count = self.places()[1], self.cells
        plot = Plot(place, (0.0, count), (0.0, count), bare=True)
        x, y = np.meshgrid(np.arange(count) + 0.5, count - np.arange(count) - 0.5)

        def squares() -> np.ndarray:
            now = self.errors_now()
            # What is nearly right is left: it would be a speck.
            half = 0.45 * np.sqrt(np.where(now > _SPECK, now, 0.0) / self.errors.max())
            return np.stack([x - half, y - half, x + half, y + half], axis=-1).reshape(-1, 4)

        return Boxes(plot, squares, self.theme.colors.outlier, opacity=1.0)

    def terms(self) -> Phrase:
        """The sum of both terms on one line, the second with its weight in Isola et al. (2017)."""
        colors, row = self.theme.colors, self.places()[3]
        size = self.theme.type.title if self.rules.leaves.broad else self.theme.type.heading
        return Phrase(
            row,
            [
                (self.word("adversarial"), size, colors.cross_entropy),
                (f"+ {self.weight:g} \N{MULTIPLICATION SIGN}", size, colors.text),
                (self.word("l1"), size, colors.absolute),
            ],
        )
