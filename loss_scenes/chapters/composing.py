"""Chapter: a loss made of two terms: that a picture looks real, and that it is the one asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

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
    GrowFromPoint,
    LaggedStart,
    Line,
    Rectangle,
    Transform,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D

from loss_scenes.chapters.rules import Rules
from loss_scenes.losses import absolute_error, cross_entropy
from loss_scenes.pictures.magnifier import Magnifier
from loss_scenes.pictures.painted_cat import PaintedCat
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.accordion import MARGIN, OPENS
from narrated.mobjects.bars import Bar
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.pixels import Pixels, as_pixels
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import decoration, source
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_TRUE = 0.66
"""How high the cat is in the real picture, by that of the picture."""
_SIGN = 0.26
"""Between two pictures, by a picture's side: room for a sign."""
_BAR = 0.15
"""Beside a picture, by its side: room for a bar of the absolute value."""
_BELOW = 0.62
"""The difference's side by that of the pictures, where it stands below them."""
_NAME = 1.15
"""A picture's name, by the theme's label."""
_AIR = 0.2
"""Around what stands below the pictures."""


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
        How probable the critic finds it that the painting is real, before and after its
        face is right; schematic.
    cells
        Pixels each way that are compared.
    gain
        By how much differences are shown brighter than they are.
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
        painted: tuple[float, float] = (0.5, 0.6),
        judged: tuple[float, float] = (0.05, 0.8),
        cells: int = 24,
        gain: float = 3.0,
        weight: float = 100.0,
    ) -> None:
        super().__init__(scene)
        self.rules = rules or Rules(scene)
        self.painted, self.cells, self.gain, self.weight = painted, cells, gain, weight
        self.learnt, self.real = ValueTracker(0.0), ValueTracker(judged[0])
        self.judged = judged

    @beat
    def add_terms_for_generation(self) -> None:
        """A critic takes points off until the painting's face is right; then pixels count."""
        rules, motion = self.rules, self.theme.motion
        with self.narrate("gen"):
            spine = rules.leaves.place(2).center
            sketch, painting = self.pictures()
            arrow, way = self.way()
            critic, glass, penalty = self.critic(painting)
            names = {key: self.name(place, key) for place, key in self.named()}
            terms, weight = self.terms()
            small = self.small_glass(cast(Label, terms[0]))
            grown = (GrowFromPoint(picture, spine, rate_func=OPENS) for picture in (sketch, painting[0]))
            opens = rules.open(2)
            # The pictures grow past where the critic stands.
            late = squish_rate_func(smooth, 0.75, 1.0)
            sketched = names["sketch"], names["generated"]
            comes = FadeIn(critic[:-1], *sketched, rate_func=late)
            self.on("rule_gen", *opens, *grown, comes, run_time=motion.quick)
            right = painting.spoil_the_face()
            strokes = [GrowFromCenter(part) for part in (*painting[1:-1], *painting.body, *painting.face)]
            self.then(GrowArrow(arrow), LaggedStart(*strokes, lag_ratio=0.3), run_time=motion.beat)
            self.on("pix2pix", FadeIn(way), FadeIn(glass, shift=0.4 * DOWN), run_time=motion.brief)
            self.then(glass.animate.shift(self.to_the_face(glass, painting)), run_time=motion.calm)
            self.then(FadeIn(penalty), run_time=motion.swift)
            # Only now the pictures make room below them, for one line.
            raised, up = terms[0].get_center(), self.room_for_a_term * UP
            terms[0].shift(self.name_high * DOWN if self.rules.leaves.broad else ORIGIN)
            shown = sketch, *painting[:-1], *painting.body, arrow, way, critic, *sketched
            first = motion.soon(0.6)
            makes_room = [cast(Any, each).animate(rate_func=first).shift(up) for each in shown]
            face = Transform(painting.face, right.shift(up), rate_func=motion.late(0.2))
            self.on("adversarial", FadeIn(terms[0]), *makes_room, face, run_time=motion.quick)
            self.add(glass)
            self.then(self.real.animate.set_value(self.judged[1]), run_time=motion.quick)
            *ends, last = self.ends()
            better = PaintedCat(ends[1], painted=True, high=self.painted[1])
            # The true picture is no input: it is what the painting is held against.
            target, difference = PaintedCat(ends[0], painted=True, high=_TRUE), self.difference(last)
            signs = self.signs((*ends, last))
            names = {key: self.name(at, key) for at, key in zip(ends, ("target", "generated"), strict=True)}
            mean = self.mean(last)
            after = motion.late(0.4)  # when what it passes has gone
            smaller = ends[1].width / painting.width
            goes = cast(Any, painting).animate(rate_func=after).scale(smaller).move_to(ends[1].center)
            # Who looks at what is real is now before the term that says so.
            lifted = cast(Any, terms[0]).animate(rate_func=after).move_to(raised)
            gone = FadeOut(critic, penalty, arrow, way, sketch, *sketched, rate_func=motion.soon(0.4))
            comes = FadeIn(small, terms[1:], weight, target, names["target"])
            self.on("plus_l1", comes, gone, goes, lifted, run_time=motion.quick)
            self.then(FadeIn(difference, signs, mean, names["generated"]), run_time=motion.quick)
            self.then(Transform(painting, better), self.learnt.animate.set_value(1.0), run_time=motion.calm)
            rules.show(target, painting, difference, signs, mean, small, terms, weight)
            rules.show(names["generated"], names["target"])

    # -- the pictures --------------------------------------------------------------------------------------

    def places(self) -> tuple[Region, Region, Region, Region]:
        """Equal squares of the sketch and of the painting, where the critic stands, and the terms' row.

        Beside each other they stand in the middle of the leaf until there is a term, and leave room for that
        alone, without what is said under it. Below the pictures the critic has the terms' row as well, but
        for the part of the first one.
        """
        inside, broad = self.rules.leaves.inside(2), self.rules.leaves.broad
        size = self.theme.type.title if broad else self.theme.type.heading
        # Under the terms, where the weight comes from.
        terms, margin = 1.2 * size * PIXEL + self.name_high, MARGIN
        upper, row = inside.rows(inside.height - terms, terms)
        if broad:
            side = upper.height
            first, _, second, _, third = Region(
                inside.x, inside.y + self.name_high / 2, inside.width - 2 * margin, side
            ).columns(side, 0.48 * side, side, margin, inside.width - 3 * margin - 2.48 * side)
            return first, second, third, row
        side = min(0.45 * (inside.width - margin), 0.68 * (upper.height - self.name_high))
        pair = Region(inside.x, upper.edge(UP)[1] - side / 2, inside.width - margin, side)
        first, _, second = pair.columns(side, pair.width - 2 * side, side)
        low = row.edge(DOWN)[1] + margin / 2
        high = upper.edge(UP)[1] - side - self.name_high - low
        return first, second, Region(pair.x, low + high / 2, pair.width, high), row

    @property
    def room_for_a_term(self) -> float:
        """How far up the pictures go when the first term comes: it stands below them for the first time."""
        inside, (first, *_) = self.rules.leaves.inside(2), self.places()
        return float(inside.edge(UP)[1] - first.edge(UP)[1])

    @property
    def name_size(self) -> float:
        """That of a picture's name."""
        return _NAME * self.theme.type.label

    @property
    def name_high(self) -> float:
        """How high the line of a picture's name is."""
        return 1.45 * self.name_size * PIXEL

    def pictures(self) -> tuple[PaintedCat, PaintedCat]:
        """The sketch, and what is painted after it."""
        first, second, *_ = self.places()
        return PaintedCat(first, painted=False), PaintedCat(second, painted=True, high=self.painted[0])

    def named(self) -> tuple[tuple[Region, str], ...]:
        """Which pictures have a name at first, and where they stand."""
        first, second, *_ = self.places()
        return (first, "sketch"), (second, "generated")

    def ends(self) -> tuple[Region, Region, Region]:
        """Equal squares of the true picture and of the painting; and that of their difference.

        All in a row, or the last one below the others, where that leaves them larger.
        """
        inside, (*_, terms) = self.rules.leaves.inside(2), self.places()
        # The bars reach over the pictures.
        top, low = float(inside.edge(UP)[1]) - _AIR, float(terms.edge(UP)[1])
        wide, high = inside.width - 2 * MARGIN, top - low
        row = min(wide / (3 + 2 * _SIGN + 2 * _BAR), high - self.name_high)
        stacked = min(wide / (2 + _SIGN + 2 * _BAR), (high - self.name_high - 2 * _AIR) / (1 + _BELOW))
        if row > stacked:
            whole = (3 + 2 * _SIGN + 2 * _BAR) * row
            band = Region(inside.x, (top + low + self.name_high) / 2, whole, row)
            _, first, _, second, _, third = band.columns(_BAR, 1, _SIGN, 1, _SIGN + _BAR, 1)
            return first, second, third
        band = Region(inside.x, top - stacked / 2, (2 + _SIGN + 2 * _BAR) * stacked, stacked)
        _, first, _, second, _ = band.columns(_BAR, 1, _SIGN, 1, _BAR)
        side = _BELOW * stacked
        y = float(band.edge(DOWN)[1]) - self.name_high - _AIR - side / 2
        # Its sign is at its left, its name at its right.
        return first, second, Region(inside.x - 0.8 * side, y, side, side)

    def below(self, place: Region) -> Region:
        """Where a picture's name stands."""
        y = float(place.edge(DOWN)[1]) - 0.55 * self.name_high
        return Region(place.x, y, 1.08 * place.width, self.name_high)

    def name(self, place: Region, key: str, color: str | None = None) -> Label:
        """A picture's name, below it."""
        return Label(
            self.word(key), self.name_size, color or self.theme.colors.text,
            weight="BOLD", within=self.below(place), edge=ORIGIN,
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
            room = Region(float(x), float(y) + 0.75 * high, 0.86 * gap, high)
            return arrow, Label(self.word("pix2pix"), size, ink, weight="BOLD", within=room, edge=ORIGIN)
        heading = self.rules.leaves.page(2).edge(UP + RIGHT)
        at = np.array([heading[0] - MARGIN, heading[1] - 0.52 * self.theme.type.title * PIXEL, 0.0])
        return arrow, Label(self.word("pix2pix"), size, ink, weight="BOLD").set_line(at, RIGHT)

    # -- does it look real? --------------------------------------------------------------------------------

    def critic(self, painting: PaintedCat) -> tuple[VGroup, Magnifier, VGroup]:
        """A robot with a glass and its name; the glass; and what the critic takes off."""
        place, broad = self.places()[2], self.rules.leaves.broad
        colors, foot = self.theme.colors, place.edge(DOWN)
        name = Label(self.word("critic"), self.name_size, colors.text, weight="BOLD")
        if broad:
            high = 0.58 * place.height
            foot = foot + 0.05 * place.width * RIGHT
            # Clear of who says it, also when the pictures have gone up.
            top = float(place.edge(UP)[1]) + self.room_for_a_term
            said = Region(place.x, top - 0.18 * place.height, place.width, high)
        else:  # under the painting; at its left its name, and left of that what is taken off
            high = 0.92 * place.height
            foot = np.array([painting.get_x() + 0.3, foot[1], 0.0])
            left, right = float(place.edge(LEFT)[0]), float(foot[0]) - 0.5 * high - name.width - 0.2
            # On the upper half: below that is the term of what is taken off.
            said = Region((left + right) / 2, foot[1] + 0.8 * high, right - left, high / 2)
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
            name.set_line(robot.get_corner(DOWN + LEFT) + 0.6 * high * UP + 0.1 * LEFT, RIGHT)
        return VGroup(robot, name, glass), glass, self.penalty(said)

    def penalty(self, place: Region) -> VGroup:
        """A bar as long as the adversarial loss, against that of the beginning, and why points are lost."""
        size, colors = self.theme.type.body, self.theme.colors
        line = 1.3 * size * PIXEL
        words, row = Region(place.x, place.y, place.width, min(1.6 * line, 0.8 * place.height)).rows(1, 0.5)
        name = Label(self.word("fake"), size, colors.text, weight="BOLD", within=words, edge=LEFT)
        most, real = float(cross_entropy(self.judged[0])), self.real.get_value
        track = Bar(row, lambda: 1.0, colors.raised)
        bar = Bar(row, lambda: float(cross_entropy(real())) / most, colors.cross_entropy)
        return VGroup(name, decoration(track), bar)

    @staticmethod
    def to_the_face(glass: Magnifier, painting: PaintedCat) -> Point3D:
        """How far the glass is from the cat's face."""
        cat = painting.cat
        return np.asarray(cat.get_top() + 0.24 * cat.height * DOWN - glass[1].get_center())

    def small_glass(self, term: Label) -> Magnifier:
        """The critic's glass before its term."""
        glass = Magnifier(0.62 * term.size, self.theme.colors.cross_entropy)
        for part in glass:
            part.set_stroke(width=0.5 * part.get_stroke_width())
        return glass.move_to(term.get_left() + 0.25 * term.size * PIXEL * LEFT, aligned_edge=RIGHT)

    # -- is it the true one? -------------------------------------------------------------------------------

    def signs(self, places: Sequence[Region]) -> VGroup:
        """Of an absolute value: bars around two pictures with a minus between; and an equals sign."""
        first, second, third = places
        side = first.height
        over, aside, dash = 0.54 * side * UP, _BAR / 2 * side * RIGHT, 0.3 * _SIGN * side * RIGHT
        ends = (first.edge(LEFT) - aside, second.edge(RIGHT) + aside)
        marks = VGroup(*(Line(end - over, end + over) for end in ends))
        equals, apart = third.edge(LEFT) - _SIGN / 2 * side * RIGHT, 0.12 * _SIGN * side * UP
        for middle in ((first.edge(RIGHT) + second.edge(LEFT)) / 2, equals + apart, equals - apart):
            marks.add(Line(middle - dash, middle + dash))
        marks[:2].set_stroke(self.theme.colors.absolute, 2 * self.theme.line_width)
        marks[2:].set_stroke(self.theme.colors.text, 1.5 * self.theme.line_width)
        return marks

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
        return np.asarray(along(self.errors, self.learnt.get_value)())

    def difference(self, place: Region) -> VGroup:
        """How far the painting is from the true picture, pixel by pixel: the further, the brighter."""
        colors, gain = self.theme.colors, self.gain
        picture = Pixels(
            place, lambda: gain * self.errors_now(), dark=colors.background, light=colors.absolute
        )
        frame = Rectangle(width=place.width, height=place.height)
        return VGroup(
            picture,
            decoration(frame.set_stroke(colors.absolute, self.theme.line_width)).move_to(place.center),
        )

    def mean(self, place: Region) -> LiveNumber:
        """What the difference comes to: the mean of all pixels, which is L1; below it, or at its right."""
        beside = place.y < self.ends()[0].y
        size = self.theme.type.body if beside else self.name_size
        number = LiveNumber(
            lambda: float(self.errors_now().mean()), template=self.word("mean"), decimals=2, size=size,
            color=self.theme.colors.absolute,
        )  # fmt: skip
        if beside:
            return number.set_line(place.edge(RIGHT) + _AIR * RIGHT, LEFT)
        return number.set_line(self.below(place).center, ORIGIN)

    def terms(self) -> tuple[Phrase, Label]:
        """The sum of both terms on one line, the second with its weight; and under that where it is from."""
        colors, row = self.theme.colors, self.places()[3]
        size = self.theme.type.title if self.rules.leaves.broad else self.theme.type.heading
        row = row.inset(MARGIN, 0.0)
        upper, under = row.rows(row.height - self.name_high, self.name_high)
        _, upper = upper.columns(upper.height, upper.width - upper.height)
        terms = Phrase(
            upper,
            [
                (self.word("adversarial"), size, colors.cross_entropy),
                (f"+ {self.weight:g} \N{MULTIPLICATION SIGN}", size, colors.text),
                (self.word("l1"), size, colors.absolute),
            ],
        )
        weight = source(Label(self.word("weight"), self.theme.type.label, colors.muted))
        x = min(terms[1].get_x(), float(under.edge(RIGHT)[0]) - weight.width / 2)
        return terms, weight.set_line(np.array([x, under.y, 0.0]))
