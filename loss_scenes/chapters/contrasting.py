"""Chapter: contrastive learning; what stands for two pieces of a picture meets, another's is pushed away."""

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
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.views import Plane, link, spring
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.marks import Dots
from narrated.mobjects.panel import panel
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Contrasting(Chapter):
    """Crops of a drawn cat and dog stay where they are; a contrastive loss moves what stands for them.

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
        self.wide, self.views = hero.broad, views
        low = hero.height / 11 if self.wide else 3 * self.theme.type.small * PIXEL  # the source's
        self.body = hero.rows(hero.height - low, low)[0]
        self.plane = Plane(self.places()[0], 5.9)
        self.pulled, self.pushed = ValueTracker(0.0), ValueTracker(0.0)

    def places(self) -> tuple[Region, tuple[Region, Region, Region], Region]:
        """The space, round it the three pictures, and the label's place in the same row or column."""
        gap = 0.3
        if not self.wide:
            side = (self.body.width - 3 * gap) / 4
            row, space = self.body.rows(side, self.body.height - side - gap, gap=gap)
            head, tail, tag, face = row.columns(1, 1, 1, 1, gap=gap)
            return space, (head, tail, face), tag
        side = (self.body.height - gap) / 2
        left, space, right = self.body.columns(side, self.body.width - 2 * (side + gap), side, gap=gap)
        head, tail = left.rows(1, 1, gap=gap)
        face, tag = right.rows(1, 1, gap=gap)
        return space, (head, tail, face), tag

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where the dot of a view is now."""
        first = along(self.views.pulled[:, index], self.pulled.get_value)
        then = along(self.views.pushed[:, index], self.pushed.get_value)
        return lambda: self.plane.c2p(*(then() if self.pushed.get_value() else first()))

    def flat(self, index: int) -> Callable[[], np.ndarray]:
        """The same for one mark: shape (1, 2)."""
        now = self.place(index)
        return lambda: now()[np.newaxis, :2]

    @beat
    def pull_and_push(self) -> None:
        """What stands for two crops of one cat meets, the dog's leaves; nobody gave a label."""
        motion, hero, wide = self.theme.motion, self.regions.hero, self.wide
        animals, crops = self.animals()
        _, places, beside = self.places()
        space, dots = self.space(places)
        source = source_line(self.word("contrast_source"), hero, self.theme, rows=1 if wide else 2)
        # The crops leave at once: a line that is short on time has no moment to wait.
        late = squish_rate_func(smooth, 0.5, 1.0)
        with self.narrate("contrast"):
            self.on("contrast", *pan(self.scene, animals), run_time=motion.brief)
            self.then(*(FadeIn(crop, scale=1.3) for crop in crops), run_time=motion.swift)
            starts = [
                cast(Any, crop).animate.scale(there.width / crop.width).move_to(there.center)
                for crop, there in zip(crops, places, strict=True)
            ]
            self.fill(*starts, FadeOut(animals), FadeIn(space, source, rate_func=late))
            pull = spring(self.place(0), self.place(1), self.theme.colors.gold, 0.5)
            self.on("pair", FadeIn(dots, pull), run_time=motion.swift)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(pull)
            push = spring(self.place(0), self.place(2), self.theme.colors.drawn_light, 0.5)
            self.on("others", FadeIn(push), run_time=motion.swift)
            self.fill(cast(Any, self.pushed).animate(rate_func=rush_into).set_value(1.0))
            tag, strike = self.tag(beside)
            self.on("no_labels", FadeOut(push), FadeIn(tag, scale=0.7), run_time=motion.swift)
            tag[-1].set_z_index(1)  # over the stroke, which must not hide it
            self.then(FadeIn(strike), run_time=motion.swift)

    def space(self, pictures: tuple[Region, Region, Region]) -> tuple[VGroup, VGroup]:
        """Where representations are, with its name; and in it the dots, each tied to its picture."""
        colors, size, place = self.theme.colors, self.theme.type.body, self.plane.region
        name = Label(self.word("space"), size, colors.text, weight="BOLD")
        name.set_line(place.edge(DOWN + RIGHT) + 0.9 * size * PIXEL * (-DOWN) + 0.3 * LEFT, RIGHT)
        links, dots = VGroup(), VGroup()
        sides = (RIGHT, RIGHT, LEFT) if self.wide else (DOWN, DOWN, DOWN)
        for k, (picture, side) in enumerate(zip(pictures, sides, strict=True)):
            links.add(link(picture.edge(side), self.place(k), colors.drawn_mid))
            ink = colors.gold if k in self.views.alike else colors.drawn_light
            dots.add(Dots(None, self.flat(k), ink, scale=2.2))
        # Springs end behind them.
        return VGroup(panel(place), name), VGroup(decoration(links), dots.set_z_index(1))

    def animals(self) -> tuple[VGroup, tuple[Crop, Crop, Crop]]:
        """A cat and a dog on the horizon, and three pieces cut out of them."""
        hero, colors = self.regions.hero, self.theme.colors
        low = self.regions.stage.edge(DOWN)[1]
        left, right = (hero if self.wide else self.regions.stage).columns(1.15, 1)
        high = min(0.86 * hero.height, 0.92 * left.width)
        cat, dog = Cat(high / PIXEL), Dog(0.92 * high / PIXEL)
        cat.stand((left.x - 0.12 * high, low, 0.0))
        dog.stand((right.x, low, 0.0))
        head, tail = cat_parts(cat, high)
        face = Region(right.x - 0.04 * high, low + 0.65 * high, 0.6 * high, 0.6 * high)
        pair, other = colors.gold, colors.drawn_mid
        crops = Crop(cat, head, pair), Crop(cat, tail, pair), Crop(dog, face, other)
        bleeding(VGroup(cat, dog, *crops))
        return VGroup(cat, dog), crops

    def tag(self, place: Region) -> tuple[VGroup, Drawing]:
        """A label, and the stroke through it."""
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
