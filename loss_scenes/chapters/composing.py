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
    LaggedStart,
    Line,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from loss_scenes.chapters.rules import Rules
from loss_scenes.losses import absolute_error
from loss_scenes.pictures.magnifier import Magnifier
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated.design.layout import PIXEL, Region
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


class Composing(Chapter):
    """A sketch becomes a painting; one term asks whether it looks real, the other compares its pixels.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    painted
        How high the cat is painted at first, and how high after some learning, by the picture's height.
    cells
        Pixels each way that are compared.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        rules: Rules | None = None,
        painted: tuple[float, float] = (0.56, 0.65),
        cells: int = 12,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.painted, self.cells = painted, cells
        self.learnt = ValueTracker(0.0)

    @beat
    def add_terms_for_generation(self) -> None:
        """One paints after the sketch; a glass looks for what is wrong, then pixels are compared."""
        rules, motion = self.rules, self.theme.motion
        sketch, painting, target = self.pictures()
        arrow, name = self.way()
        glass = Magnifier(0.34 * painting.width / PIXEL, self.theme.colors.cross_entropy)
        glass.move_to(painting.get_corner(UP + LEFT), aligned_edge=UP + LEFT)
        grids = VGroup(self.grid(painting), self.grid(target[0]))
        off = self.differences(painting)
        real, plus, alike = self.terms()
        with self.narrate("gen"):
            self.on("rule_gen", *rules.open(2), run_time=motion.swift)
            self.then(FadeIn(sketch, painting[0]), run_time=motion.swift)
            strokes = [FadeIn(part) for part in painting.family_members_with_points()[1:]]
            self.fill(GrowArrow(arrow), LaggedStart(*strokes, lag_ratio=0.3))
            # It learns from pairs of a sketch and its picture.
            self.on("pix2pix", FadeIn(name), FadeIn(target, shift=0.3 * LEFT), run_time=motion.quick)
            self.on("adversarial", FadeIn(real, glass), run_time=motion.swift)
            self.fill(glass.animate.shift(self.to_the_face(glass, painting)))
            better = PaintedCat(self.places()[1], painted=True, high=self.painted[1])
            self.on("plus_l1", FadeIn(plus, alike, grids), FadeOut(glass), run_time=motion.swift)
            self.add(painting, grids, off)
            self.fill(Transform(painting, better), self.learnt.animate.set_value(1.0))
            rules.show(sketch, arrow, painting, target, name, grids, off, real, plus, alike)

    # -- the pictures --------------------------------------------------------------------------------------

    @property
    def in_a_row(self) -> bool:
        """Whether the pictures stand in one row; else the true one stands below the painting."""
        inside = self.rules.leaves.inside(2)
        return inside.height < 0.6 * inside.width

    def places(self) -> tuple[Region, Region, Region]:
        """Of the sketch, the painting and the true picture: equal squares."""
        inside = self.rules.leaves.inside(2).inset(0.35, 0.0)
        low = 1.35 * self.theme.type.label * PIXEL
        if not self.in_a_row:
            side = min((inside.height - 2 * low) / 2, 0.4 * inside.width)
            left, right = inside.x - (inside.width - side) / 2, inside.x + (inside.width - side) / 2
            top = inside.edge(UP)[1] - side / 2
            down = top - side - low
            return (
                Region(left, top, side, side),
                Region(right, top, side, side),
                Region(right, down, side, side),
            )
        terms = 2.5 * self.theme.type.heading * PIXEL
        way, gap = (0.7, 0.3) if self.rules.leaves.broad else (0.5, 0.2)
        side = min(inside.height - low - terms, inside.width / (3 + way + gap))
        y = inside.edge(UP)[1] - side / 2
        row = Region(inside.x, y, (3 + way + gap) * side, side)
        first, _, second, _, third = row.columns(1, way, 1, gap, 1)
        return first, second, third

    def pictures(self) -> tuple[VGroup, PaintedCat, VGroup]:
        """The sketch, what is painted after it, and the true picture."""
        first, second, third = self.places()
        return (
            self.named(PaintedCat(first, painted=False), "sketch"),
            PaintedCat(second, painted=True, high=self.painted[0]),
            self.named(PaintedCat(third, painted=True, high=_TRUE), "target"),
        )

    def named(self, picture: PaintedCat, key: str) -> VGroup:
        """A picture with its name below."""
        low = 1.35 * self.theme.type.label * PIXEL
        room = Region(picture.get_x(), picture.get_bottom()[1] - 0.55 * low, 1.2 * picture.width, low)
        ink = self.theme.colors.text
        return VGroup(picture, Label(self.word(key), self.theme.type.label, ink, within=room, edge=ORIGIN))

    def way(self) -> tuple[Arrow, Label]:
        """From the sketch to the painting, and over it the name of who goes it."""
        sketch, painting, _ = self.places()
        start, end = sketch.edge(RIGHT), painting.edge(LEFT)
        side, color = painting.width, self.theme.colors.drawn_mid
        arrow = Arrow(
            start, end, buff=0.06 * side, color=color, stroke_width=2 * self.theme.line_width,
            tip_length=0.12 * side, max_stroke_width_to_length_ratio=99, max_tip_length_to_length_ratio=0.6,
        )  # fmt: skip
        size, gap = self.theme.type.body, float(end[0] - start[0])
        high = 1.4 * size * PIXEL
        middle = (start + end) / 2
        room = Region(middle[0], middle[1] + 0.75 * high, 0.86 * gap, high)
        ink = self.theme.colors.text
        name = Label(self.word("pix2pix"), size, ink, weight="BOLD", within=room, edge=ORIGIN)
        return arrow, name

    # -- does it look real? --------------------------------------------------------------------------------

    @staticmethod
    def to_the_face(glass: Magnifier, painting: PaintedCat) -> Point3D:
        """How far the glass is from the cat's face."""
        cat = painting[-1]
        return np.asarray(cat.get_top() + 0.22 * cat.height * DOWN - glass[1].get_center())

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

    def differences(self, painting: PaintedCat) -> Boxes:
        """In every pixel a square whose area is how much lighter or darker it is than in the true picture."""
        place, count = self.places()[1], self.cells
        plot = Plot(place, (0.0, count), (0.0, count), bare=True)
        x, y = np.meshgrid(np.arange(count) + 0.5, count - np.arange(count) - 0.5)
        stages = np.arange(len(self.errors)) / (len(self.errors) - 1)

        def squares() -> np.ndarray:
            share = self.learnt.get_value()
            later = int(np.clip(np.searchsorted(stages, share), 1, len(stages) - 1))
            part = (share - stages[later - 1]) * (len(stages) - 1)
            now = (1 - part) * self.errors[later - 1] + part * self.errors[later]
            half = 0.45 * np.sqrt(now / self.errors.max())
            return np.stack([x - half, y - half, x + half, y + half], axis=-1).reshape(-1, 4)

        return Boxes(plot, squares, self.theme.colors.outlier, opacity=1.0)

    def terms(self) -> tuple[VGroup, Label, VGroup]:
        """Each term with the question that it asks, and the sign between them."""
        colors, sizes, inside = self.theme.colors, self.theme.type, self.rules.leaves.inside(2)
        place, painting, target = self.places()
        size = sizes.title if self.rules.leaves.broad else sizes.heading
        plus = Label("+", size, colors.text, weight="BOLD")
        if self.in_a_row:
            top = target.edge(DOWN)[1] - 1.35 * sizes.label * PIXEL
            low = inside.edge(DOWN)[1] + 0.1
            apart = target.x - painting.x
            width = min(apart - plus.width - 0.3, 2 * (inside.edge(RIGHT)[0] - target.x) - 0.2)
            first, last = (Region(there.x, (top + low) / 2, width, top - low) for there in (painting, target))
            plus.set_line(np.array([(painting.x + target.x) / 2, first.rows(1.5, 1)[0].y, 0.0]))
        else:
            left, right = inside.edge(LEFT)[0] + 0.3, painting.edge(LEFT)[0] - 0.25
            room = Region((left + right) / 2, target.y, right - left, place.height)
            first, last = room.rows(1, 1)
        real, alike = (
            self.term(there, key, question, color)
            for there, key, question, color in (
                (first, "adversarial", "looks_real", colors.cross_entropy),
                (last, "l1", "looks_alike", colors.absolute),
            )
        )
        if not self.in_a_row:
            name = alike[0][0]
            before = name.get_left()[0] - 0.3 * sizes.heading * PIXEL
            plus.set_line(np.array([before, last.rows(1.5, 1)[0].y, 0.0]), RIGHT)
        return real, plus, alike

    def term(self, place: Region, key: str, question: str, color: str) -> VGroup:
        """A term's name, and below it what it asks."""
        sizes = self.theme.type
        upper, lower = place.rows(1.5, 1)
        asked = Label(self.word(question), sizes.label, self.theme.colors.text, weight="BOLD",
                      within=lower, edge=ORIGIN)  # fmt: skip
        return VGroup(Phrase(upper, [(self.word(key), sizes.heading, color)]), asked)
