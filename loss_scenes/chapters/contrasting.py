"""Chapter: contrastive learning; what stands for two pieces of a picture meets, others are pushed away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
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
from loss_scenes.pictures.views import Plane, link, spring
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots
from narrated.mobjects.meadow import Bee
from narrated.mobjects.panel import panel
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_REACH = 3.9  # how far the plane is seen from its middle at least, in its own units
_DOT, _LARGE = 2.2, 3.6  # dots, by those of the theme, and in an upright picture
_LONG = 0.3  # of an arrow for a push of 1, in the same units


class Contrasting(Chapter):
    """Crops of drawn animals stay where they are; a contrastive loss moves what stands for them.

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
        self.wide, self.upright, self.views = hero.broad, hero.upright, views
        self.dot = _LARGE if self.upright else _DOT
        low = hero.height / 11 if self.wide else 3 * self.theme.type.small * PIXEL  # the source's
        self.body = looked_at(self.regions).down_to(hero.edge(DOWN)[1] + low)
        place = self.places()[0]
        self.plane = Plane(place, _REACH * max(1.0, place.width / place.height))
        self.pulled, self.pushed = ValueTracker(0.0), ValueTracker(0.0)

    def places(self) -> tuple[Region, tuple[Region, ...]]:
        """The plane of the dots, and round it the four pictures: two of them at either side, or in a row."""
        gap = 0.3
        if not self.wide:
            side = (self.body.width - 3 * gap) / 4
            row, plane = self.body.rows(side, self.body.height - side - gap, gap=gap)
            return plane, row.columns(1, 1, 1, 1, gap=gap)
        side = (self.body.height - gap) / 2
        left, plane, right = self.body.columns(side, self.body.width - 2 * (side + gap), side, gap=gap)
        return plane, (*left.rows(1, 1, gap=gap), *right.rows(1, 1, gap=gap))

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where the dot of a view is now."""
        first = along(self.views.pulled[:, index], self.pulled.get_value)
        then = along(self.views.pushed[:, index], self.pushed.get_value)
        return lambda: self.plane.c2p(*(then() if self.pushed.get_value() else first()))

    def flat(self, index: int) -> Callable[[], np.ndarray]:
        """The same for one mark: shape (1, 2)."""
        now = self.place(index)
        return lambda: now()[np.newaxis, :2]

    def push(self, index: int) -> Pull:
        """An arrow as long as the loss pushes the dot of a view away from the others: less and less."""
        where, pushed = self.place(index), along(self.views.pushes[:, index], self.pushed.get_value)
        rim = self.dot * self.theme.dot

        def way() -> np.ndarray:
            return np.array([*pushed(), 0.0]) * _LONG * self.plane.unit

        def tail() -> Point3D:
            # A short one would be hidden by the dot.
            length = float(np.linalg.norm(way()))
            return where() + rim / length * way() if length else where()

        return Pull(tail, way, self.theme.colors.gold if index in self.views.alike else self.other)

    @property
    def other(self) -> str:
        """The colour of what stands for other pictures."""
        return self.theme.colors.drawn_light

    @beat
    def pull_and_push(self) -> None:
        """What stands for two crops of one cat meets, that of the others leaves; nobody gave a label."""
        motion, hero, wide = self.theme.motion, self.regions.hero, self.wide
        animals, crops = self.animals()
        _, places = self.places()
        plane, dots = self.dots(places)
        source = source_line(self.word("contrast_source"), hero, self.theme, rows=1 if wide else 2)
        late = squish_rate_func(smooth, 0.4, 1.0)
        with self.narrate("contrast"):
            self.on("contrast", *pan(self.scene, VGroup(animals, *crops)), run_time=motion.brief)
            self.add(*crops)
            # The frames are seen on the whole animals for as long as the line allows.
            self.scene.wait(max(0.0, self.seconds_left() - motion.calm))
            starts = [
                cast(Any, crop).animate(rate_func=late).scale(there.width / crop.width).move_to(there.center)
                for crop, there in zip(crops, places, strict=True)
            ]
            # The animals are gone before a crop has left its place: none of them is seen twice.
            gone = FadeOut(animals, rate_func=motion.soon(0.4))
            self.add(plane)
            self.bring_to_back(plane)  # behind the pictures that cross it
            self.fill(gone, *starts, FadeIn(plane, rate_func=late), FadeIn(source, rate_func=late))
            pull = spring(self.place(0), self.place(1), self.theme.colors.gold, 0.5)
            self.on("pair", FadeIn(dots, pull), run_time=motion.swift)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(pull)
            # The pair is one by now.
            pushes = VGroup(*(self.push(index) for index in range(1, len(crops))))
            self.on("others", FadeIn(pushes), run_time=motion.swift)
            self.fill(cast(Any, self.pushed).animate(rate_func=rush_into).set_value(1.0))
            self.remove(pushes)
            tag, strike = self.tag()
            self.on("no_labels", FadeIn(tag, scale=0.7), run_time=motion.swift)
            tag[-1].set_z_index(1)  # over the stroke, which must not hide it
            self.then(FadeIn(strike), run_time=motion.swift)

    def dots(self, pictures: tuple[Region, ...]) -> tuple[VGroup, VGroup]:
        """A panel, and on it the dots, each tied to its picture."""
        colors = self.theme.colors
        links, dots = VGroup(), VGroup()
        width = self.theme.line_width if self.upright else self.theme.hair_width
        sides = (RIGHT, RIGHT, LEFT, LEFT) if self.wide else (DOWN,) * 4
        for k, (picture, side) in enumerate(zip(pictures, sides, strict=True)):
            tie = link(picture.edge(side), self.place(k), colors.drawn_mid)
            links.add(bleeding(tie.set_stroke(width=width)))
            ink = colors.gold if k in self.views.alike else self.other
            dots.add(Dots(None, self.flat(k), ink, scale=self.dot))
        # Springs and arrows end behind them.
        return VGroup(bleeding(panel(self.plane.region))), VGroup(decoration(links), dots.set_z_index(1))

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

    def tag(self) -> tuple[VGroup, Drawing]:
        """A label in the middle of the dots, and the stroke through it."""
        middle = self.plane.region
        side = (0.46 if self.upright else 0.36) * min(middle.width, middle.height)
        place = Region(middle.x, middle.y, side, side)
        colors, size, wide = self.theme.colors, self.theme.type.heading, place.width / PIXEL
        tag = Drawing(wide)
        tag.polygon([(-0.48, 0.0), (-0.3, -0.24), (0.48, -0.24), (0.48, 0.24), (-0.3, 0.24)],
                    colors.drawn_other, rounded=0.03)  # fmt: skip
        tag.oval(-0.34, 0.0, 0.04, None, colors.background)
        tag.stand(place.center)
        room = Region(place.x + 0.1 * place.width, place.y, 0.68 * place.width, 0.4 * place.width)
        word = Label(self.word("label"), size, colors.background, weight="BOLD", within=room, edge=ORIGIN)
        strike = Drawing(wide).line([(-0.46, 0.34), (0.46, -0.34)], colors.text, 0.06).stand(place.center)
        return VGroup(tag, word), decoration(strike)
