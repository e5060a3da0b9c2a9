"""Chapter: a loss made of two terms: that a picture looks real, and that it is the one asked for."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Arrow,
    FadeIn,
    GrowArrow,
    LaggedStart,
    Line,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from loss_scenes.chapters.rules import Rules
from loss_scenes.pictures.painted_cat import PaintedCat
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Composing(Chapter):
    """A sketch becomes a painting; one term asks whether it looks real, the other compares its pixels.

    Parameters
    ----------
    scene
        Where it is told.
    rules
        The leaves; none: new ones.
    """

    def __init__(self, scene: NarratedScene, *, rules: Rules | None = None) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)

    @beat
    def add_terms_for_generation(self) -> None:
        rules, motion = self.rules, self.theme.motion
        sketch, arrow, painting, target = self.pictures()
        looks = self.verdict(painting)
        pixels = VGroup(self.pixels(painting), self.pixels(target[0]))
        name, real, plus, alike = self.terms()
        with self.narrate("gen"):
            self.on("rule_gen", *rules.open(2), run_time=motion.swift)
            self.then(FadeIn(sketch, painting[0]), run_time=motion.swift)
            strokes = [FadeIn(part) for part in painting.family_members_with_points()[1:]]
            self.fill(GrowArrow(arrow), LaggedStart(*strokes, lag_ratio=0.3))
            # It learns from pairs of a sketch and its picture.
            self.on("pix2pix", FadeIn(name, target), run_time=motion.swift)
            self.on("adversarial", FadeIn(real, looks), run_time=motion.quick)
            self.on("plus_l1", FadeIn(plus, alike, pixels), run_time=motion.quick)
            rules.show(sketch, arrow, painting, target, name, looks, pixels, real, plus, alike)

    def halves(self) -> tuple[Region, Region]:
        """Where the pictures stand, and below them the terms."""
        pictures, terms = self.rules.leaves.inside(2).inset(0.3, 0.12).rows(2.0, 1)
        return pictures, terms

    def pictures(self) -> tuple[VGroup, Arrow, PaintedCat, VGroup]:
        """The sketch, an arrow, what is painted after it, and the real picture."""
        place, size = self.halves()[0], self.theme.type.label
        low = 1.35 * size * PIXEL
        side = min(place.height - low, place.width / 3.5)
        row = Region(place.x, place.y + low / 2, 3.5 * side, side)
        left, _, middle, _, right = row.columns(1, 0.3, 1, 0.2, 1)
        sketch, painting = PaintedCat(left, painted=False), PaintedCat(middle, painted=True, high=0.6)
        target = PaintedCat(right, painted=True)

        def named(picture: PaintedCat, key: str) -> VGroup:
            room = Region(picture.get_x(), row.edge(DOWN)[1] - low / 2, 1.2 * side, low)
            ink = self.theme.colors.text
            return VGroup(picture, Label(self.word(key), size, ink, within=room, edge=ORIGIN))

        arrow = Arrow(
            left.edge(RIGHT), middle.edge(LEFT), buff=0.05 * side, color=self.theme.colors.drawn_mid,
            stroke_width=2 * self.theme.line_width, tip_length=0.12 * side,
            max_stroke_width_to_length_ratio=99, max_tip_length_to_length_ratio=0.6,
        )  # fmt: skip
        return named(sketch, "sketch"), arrow, painting, named(target, "target")

    def verdict(self, painting: PaintedCat) -> RoundedRectangle:
        """The frame of who asks whether it looks real."""
        frame = RoundedRectangle(
            width=painting.width + 0.16, height=painting.height + 0.16, corner_radius=0.12
        )
        frame.set_stroke(self.theme.colors.cross_entropy, self.theme.curve_width)
        return frame.move_to(painting)

    def pixels(self, painting: VMobject) -> VGroup:
        """A grid over a picture: it is compared pixel by pixel."""
        left, low, count = painting.get_left()[0], painting.get_bottom()[1], 8
        lines = VGroup()
        for k in range(1, count):
            share = k / count
            x, y = left + share * painting.width, low + share * painting.height
            lines.add(Line((x, low, 0), (x, low + painting.height, 0)))
            lines.add(Line((left, y, 0), (left + painting.width, y, 0)))
        color, width = self.theme.colors.absolute, self.theme.hair_width
        return decoration(lines.set_stroke(color, width))

    def terms(self) -> tuple[Label, VGroup, Label, VGroup]:
        """The name of the method, and each term with the question that it asks."""
        colors, sizes, word = self.theme.colors, self.theme.type, self.word
        place = self.halves()[1]
        plus = Label("+", sizes.title, colors.text, weight="BOLD")
        gap = plus.width + 0.2 * sizes.title * PIXEL
        side = (place.width - gap) / 2
        first, between, last = place.columns(side, gap, side)
        terms = []
        for there, key, question, color in (
            (first, "adversarial", "looks_real", colors.cross_entropy),
            (last, "l1", "looks_alike", colors.absolute),
        ):
            upper, lower = there.rows(1.6, 1)
            term = Phrase(upper, [(word(key), sizes.title, color)])
            asked = Label(word(question), sizes.label, colors.text, weight="BOLD", within=lower, edge=ORIGIN)
            terms.append(VGroup(term, asked))
        plus.set_line(between.center)
        place = self.rules.leaves.page(2)
        corner = place.edge(UP + RIGHT) + 0.9 * sizes.heading * PIXEL * (DOWN + 0.4 * LEFT)
        name = Label(word("pix2pix"), sizes.body, colors.text, weight="BOLD").set_line(corner, RIGHT)
        return name, terms[0], plus, terms[1]
