"""Chapter: contrastive learning; two pieces of one picture are pulled together, another is pushed away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    rush_into,
    smooth,
    squish_rate_func,
    there_and_back,
)
from manim.typing import Point3D

from loss_scenes.chapters.curiosities import cat_parts
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import UPRIGHT_VIEWS, VIEWS, Views
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.views import Plane, hang, spring
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.crop import Crop
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.trace import along
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Contrasting(Chapter):
    """Crops of a drawn cat and dog are arranged by a contrastive loss alone.

    Parameters
    ----------
    scene
        Where it is told.
    views, upright
        Where they start, and how they move: in a wide frame, and in one that is not.
    """

    def __init__(self, scene: NarratedScene, *, views: Views = VIEWS, upright: Views = UPRIGHT_VIEWS) -> None:
        super().__init__(scene)
        hero = self.regions.hero
        self.wide = hero.width > 1.5 * hero.height
        self.views = views if self.wide else upright
        low = hero.height / 14 if self.wide else 3 * self.theme.type.small * PIXEL  # the source's
        body = hero.rows(hero.height - low, low)[0]
        self.plane = Plane(body, 8.96 if self.wide else 7.0)
        self.pulled, self.pushed = ValueTracker(0.0), ValueTracker(0.0)

    def place(self, index: int) -> Callable[[], Point3D]:
        """Where the dot of a view is now."""
        first = along(self.views.pulled[:, index], self.pulled.get_value)
        then = along(self.views.pushed[:, index], self.pushed.get_value)
        return lambda: self.plane.c2p(*(then() if self.pushed.get_value() else first()))

    @beat
    def pull_and_push(self) -> None:
        """Two crops of one cat meet, the dog leaves; nobody gave a label."""
        motion, hero, wide = self.theme.motion, self.regions.hero, self.wide
        tile = (4.0 if wide else 4.6) * self.plane.unit
        animals, crops = self.animals()
        edges = (RIGHT, LEFT, LEFT if wide else UP)
        source = source_line(self.word("contrast_source"), hero, self.theme, rows=1 if wide else 2)
        leave = squish_rate_func(smooth, 0.35, 0.8)
        with self.narrate("contrast"):
            self.on("contrast", *pan(self.scene, animals), run_time=motion.brief)
            self.then(*(FadeIn(crop, scale=1.3) for crop in crops), run_time=motion.swift)
            starts = [
                cast(Any, crop)
                .animate(rate_func=leave)
                .scale(tile / crop.width)
                .move_to(self.place(k)(), aligned_edge=edge)
                for k, (crop, edge) in enumerate(zip(crops, edges, strict=True))
            ]
            self.fill(*starts, FadeOut(animals, rate_func=leave), FadeIn(source, rate_func=leave))
            for k, (crop, edge) in enumerate(zip(crops, edges, strict=True)):
                hang(crop, self.place(k), edge)
            pull = spring(self.place(0), self.place(1), self.theme.colors.gold, 0.5)
            self.on("pair", FadeIn(pull), run_time=motion.swift)
            self.fill(cast(Any, self.pulled).animate(rate_func=rush_into).set_value(1.0))
            self.remove(pull)
            push = spring(*self.between(crops), self.theme.colors.drawn_light, 0.6)
            self.on("others", FadeIn(push), run_time=motion.swift)
            self.fill(cast(Any, self.pushed).animate(rate_func=rush_into).set_value(1.0))
            gap = self.gap(crops)
            tag, strike = self.tag(gap)
            self.on("no_labels", FadeOut(push), FadeIn(tag, scale=0.7), run_time=motion.swift)
            tag[-1].set_z_index(1)  # over the stroke, which must not hide it
            self.then(FadeIn(strike), run_time=motion.swift)
            nearer = cast(Any, VGroup(*crops)).animate(rate_func=there_and_back)
            for crop in crops:
                crop.clear_updaters()
            self.fill(nearer.scale(1.04))

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

    def between(self, crops: tuple[Crop, ...]) -> tuple[Callable[[], Point3D], Callable[[], Point3D]]:
        """Where a spring between the pair and the other ends."""
        far, near = (RIGHT, LEFT) if self.wide else (DOWN, UP)
        pair, stranger = VGroup(*crops[:2]), crops[2]
        return (
            lambda: np.asarray(pair.get_edge_center(far)),
            lambda: np.asarray(stranger.get_edge_center(near)),
        )

    def gap(self, crops: tuple[Crop, ...]) -> Region:
        """The free place between the pair and the other."""
        if self.wide:
            left, right = crops[1].get_right()[0], crops[2].get_left()[0]
            return Region((left + right) / 2, self.plane.region.y, right - left, crops[1].height)
        top, low = crops[1].get_bottom()[1], crops[2].get_top()[1]
        return Region(self.regions.hero.x, (top + low) / 2, 2 * crops[1].width, top - low)

    def tag(self, gap: Region) -> tuple[VGroup, Drawing]:
        """A label, and the stroke through it."""
        colors, size = self.theme.colors, self.theme.type.heading
        wide = 0.72 * min(gap.width, 1.5 * gap.height) / PIXEL
        tag = Drawing(wide)
        tag.polygon([(-0.46, 0.0), (-0.26, -0.26), (0.46, -0.26), (0.46, 0.26), (-0.26, 0.26)],
                    colors.drawn_other, rounded=0.03)  # fmt: skip
        tag.oval(-0.29, 0.0, 0.05, None, colors.background)
        tag.stand(gap.center)
        word = Label(self.word("label"), size, colors.background, weight="BOLD")
        word.set_line(gap.center + 0.09 * wide * PIXEL * RIGHT)
        strike = Drawing(wide).line([(-0.46, 0.34), (0.46, -0.34)], colors.text, 0.06).stand(gap.center)
        return VGroup(tag, word), decoration(strike)
