"""Chapter: contrastive learning; two pieces of one picture are drawn together, others are pushed away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    Arc,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ValueTracker,
    VGroup,
    rush_from,
    rush_into,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D

from loss_scenes.chapters.curiosities import cat_parts
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import VIEWS, Views
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.views import Plane, spring
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.meadow import Bee
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_SIDE = 0.44, 0.25  # of a piece, by the height and by the width of the plane, at most
_STROKE = 0.56  # height of the stroke through the label, by the label's width
_RINGS = 3  # round the middle, the last a margin away from it
_GAP = 40 * PIXEL  # between a piece and what is beside it
_GHOST = 0.5  # opacity of the frame that is left where somebody was


class Contrasting(Chapter):
    """Crops of drawn animals, each where its representation is: a contrastive loss moves them.

    Parameters
    ----------
    scene
        Where it is told.
    views
        Where their representations start, and how they move.
    """

    def __init__(self, scene: NarratedScene, *, views: Views = VIEWS) -> None:
        super().__init__(scene)
        hero = self.regions.hero
        # In a broad picture the source stands beside the pair, else below it.
        low = 0.0 if hero.broad else 3 * self.theme.type.small * PIXEL
        body = looked_at(self.regions)
        self.body = body.down_to(body.edge(DOWN)[1] + low)
        high, wide = _SIDE
        self.side = min(high * self.body.height, wide * self.body.width)
        # Who is a margin away from the middle stands at the frame's edge.
        self.plane = Plane(self.body, views.margin * self.body.width / (self.body.width - self.side))
        # The two start as far from each other as there is room between the others.
        beside = max(x for x, _ in views.places) * self.plane.unit - self.side - _GAP
        over = self.body.height / 2 - self.side
        self.views = views.apart(max(0.0, beside) / self.plane.unit, over / self.plane.unit)
        self.pulled, self.pushed = ValueTracker(0.0), ValueTracker(0.0)

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where a view is now in the plane."""
        first = along(self.views.pulled[:, index], self.pulled.get_value)
        then = along(self.views.pushed[:, index], self.pushed.get_value)
        return lambda: self.plane.c2p(*(then() if self.pushed.get_value() else first()))

    def seat(self, index: int) -> Callable[[], Point3D]:
        """The middle of a view's piece: of the pair each ends at its place, so that they lie side by side."""
        where, upper, _ = self.place(index), *self.views.alike
        away = 0.0 if index not in self.views.alike else (0.5 if index == upper else -0.5) * self.side
        return lambda: where() + away * UP

    def rings(self) -> VGroup:
        """Rings round the middle of the plane, as far as it is seen: the others come to lie on the last."""
        rings = VGroup()
        for share in np.arange(1, _RINGS + 1) / _RINGS:
            radius = share * self.views.margin * self.plane.unit
            # A ring that is higher than the plane is seen at its sides alone.
            lean = float(np.arcsin(min(1.0, self.body.height / 2 / radius)))
            for middle in (0.0, PI):
                rings.add(Arc(radius, middle - lean, 2 * lean, arc_center=self.body.center))
        rings.set_stroke(self.theme.colors.drawn_far, self.theme.line_width)
        return bleeding(decoration(rings)).set_z_index(-1)

    @beat
    def pull_and_push(self) -> None:
        """Two crops of one cat spring together, the others leave; nobody gave a label."""
        motion = self.theme.motion
        animals, crops = self.animals()
        source = source_line(self.word("contrast_source"), self.beside(), self.theme, rows=2).set_z_index(1)
        late = squish_rate_func(smooth, 0.4, 1.0)
        with self.narrate("contrast"):
            self.on("contrast", *pan(self.scene, VGroup(animals, *crops)), run_time=motion.brief)
            self.add(*crops)
            # The frames are seen on the whole animals for as long as the line allows.
            self.scene.wait(max(0.0, self.seconds_left() - motion.calm))
            starts = [
                cast(Any, crop).animate(rate_func=late).scale(self.side / crop.width).move_to(self.seat(k)())
                for k, crop in enumerate(crops)
            ]
            # The animals are gone before a crop has left its place: none of them is seen twice.
            gone = FadeOut(animals, rate_func=motion.soon(0.4))
            self.fill(gone, FadeIn(self.rings(), rate_func=late), *starts)
            for k, crop in enumerate(crops):
                there = detached(self.seat(k))
                crop.add_updater(lambda piece, there=there: piece.move_to(there()))
            # It is seen in the gap between the two alone.
            pull = spring(self.seat(0), self.seat(1), self.theme.colors.gold, 0.35 * self.side)
            decoration(bleeding(pull)).set_z_index(-1)
            self.on("pair", FadeIn(pull, source), run_time=motion.swift)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(pull)
            others = (crop for k, crop in enumerate(crops) if k not in self.views.alike)
            ghosts = VGroup(*(crop.frame.copy() for crop in others)).set_stroke(opacity=_GHOST)
            self.on("others")
            self.add(bleeding(decoration(ghosts)).set_z_index(-1))
            self.fill(cast(Any, self.pushed).animate(rate_func=rush_from).set_value(1.0))
            tag, strike = self.tag()
            self.on("no_labels", FadeIn(tag, scale=0.7), FadeOut(ghosts), run_time=motion.swift)
            tag[-1].set_z_index(1)  # over the stroke, which must not hide it
            self.fill(Create(strike, rate_func=rush_from))

    def beside(self) -> Region:
        """Where the source may stand: clear of the pair, which is in the middle."""
        hero = self.regions.hero
        if not hero.broad:
            return hero
        wide = (hero.width - self.side) / 2 - _GAP
        return Region(hero.edge(LEFT)[0] + wide / 2, hero.y, wide, hero.height)

    def animals(self) -> tuple[VGroup, tuple[Crop, ...]]:
        """A cat and a dog on the horizon and a bee in the air, and four pieces cut out of them."""
        hero, stage, colors = self.regions.hero, self.regions.stage, self.theme.colors
        low = float(stage.edge(DOWN)[1])
        left, right, *air = stage.columns(1.15, 1) if hero.upright else hero.columns(1.15, 1, 0.7)
        high = min(0.86 * hero.height, 0.92 * left.width)
        cat, dog = Cat(high / PIXEL), Dog(0.92 * high / PIXEL)
        cat.stand((left.x - 0.12 * high, low, 0.0))
        dog.stand((right.x, low, 0.0))
        # It flies beside the dog, or over it.
        (sky,) = air or (Region(right.x, low + 1.35 * high, right.width, 0.6 * high),)
        bee = Bee(0.75 * min(sky.width, 0.6 * high) / PIXEL).move_to((sky.x, sky.y, 0.0))
        head, tail = cat_parts(cat, high)
        face = Region(right.x - 0.04 * high, low + 0.65 * high, 0.6 * high, 0.6 * high)
        side = 1.25 * max(bee.width, bee.height)
        flying = Region(float(bee.get_center()[0]), float(bee.get_center()[1]), side, side)
        pair, other = colors.gold, colors.drawn_mid
        crops = Crop(cat, head, pair), Crop(cat, tail, pair), Crop(bee, flying, other), Crop(dog, face, other)
        bleeding(VGroup(cat, dog, bee, *crops))
        return VGroup(cat, dog, bee), crops

    def free(self) -> Region:
        """The place for the label that no piece takes in the end: between pair and dog, or below them."""
        body, hero, side, gap = self.body, self.regions.hero, self.side, _GAP
        (left, low, _), (right, _, _) = hero.edge(LEFT + DOWN), hero.edge(RIGHT)
        low = max(low, body.edge(DOWN)[1])  # above the source
        start = body.x + side / 2 + gap
        if hero.broad:
            wide = self.plane.c2p(*self.views.pushed[-1, -1])[0] - side / 2 - gap - start
            return Region(start + wide / 2, body.y, wide, body.height)

        def under(start: float, top: float) -> Region:
            return Region((start + right) / 2, (low + top) / 2, right - start, top - low)

        # The pair lies across the middle, and at its right one of the others on its level.
        places = under(left, body.y - side - gap), under(start, body.y - side / 2 - gap)
        return max(places, key=_fits)

    def tag(self) -> tuple[VGroup, Line]:
        """A label beside the pieces, and the stroke through it."""
        free, colors = self.free(), self.theme.colors
        side = _fits(free)
        place = Region(free.x, free.y, side, side)
        wide = place.width / PIXEL
        tag = Drawing(wide)
        tag.polygon([(-0.48, 0.0), (-0.3, -0.2), (0.48, -0.2), (0.48, 0.2), (-0.3, 0.2)],
                    colors.drawn_other, rounded=0.02)  # fmt: skip
        tag.oval(-0.34, 0.0, 0.04, None, colors.background)
        tag.stand(place.center)
        room = Region(place.x + 0.1 * place.width, place.y, 0.68 * place.width, 0.4 * place.width)
        word = Label(
            self.word("label"), 0.24 * wide, colors.background, weight="BOLD", within=room, edge=ORIGIN
        )
        half = side * np.array([0.44, -0.26, 0.0])
        strike = Line(
            place.center - half,
            place.center + half,
            stroke_color=colors.emphasis,
            stroke_width=2 * self.theme.curve_width,
        )
        return VGroup(bleeding(tag), word), bleeding(decoration(strike))


def _fits(place: Region) -> float:
    """How wide a label is that a place has room for, with the stroke through it."""
    return min(place.width, place.height / _STROKE)
