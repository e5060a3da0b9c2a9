"""Chapter: a discriminator's layers, each half as wide as the one before, from a note to one score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import FadeIn, LaggedStart, ValueTracker, VGroup

from lessons.adversarial.pictures.banknote import SHAPE
from lessons.adversarial.pictures.layer_cells import from_least_to_most, layer_cells, width_name
from lessons.adversarial.pictures.score_meter import named_meter, score_name
from narrated.design.layout import PIXEL
from narrated.mobjects.layers import Layers
from narrated.mobjects.raster import Raster
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_METER = 1.25  # width of what is kept for the meter, by that of its name


class Shrinking(Chapter):
    """The note that was looked at, and what each layer gives on to the next; the last makes one number.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    seen
        What the layers gave on, shape (n, n) each, half as wide as the one before.
    score
        What they end in, 0 to 1.
    """

    def __init__(self, scene: NarratedScene, *, seen: Sequence[np.ndarray], score: float) -> None:
        super().__init__(scene)
        self.seen = [from_least_to_most(layer) for layer in seen]
        self.score, self.scored = score, ValueTracker(0.0)
        hero, color = self.regions.hero, self.theme.colors.discriminator
        name = score_name(self.word("score"), self.theme.type.body)
        wide = _METER * name.width
        chain, beside = hero.columns(hero.width - wide, wide, gap=0.3)
        self.sizes = [2 * len(self.seen[0]), *map(len, self.seen)]
        # Room for the widths: under a row of layers, at the left of a column.
        line = 1.5 * self.theme.type.body * PIXEL
        self.layers = Layers(
            chain.inset(0.0, line) if chain.broad else chain.inset(1.2 * line, 0.0),
            self.sizes,
            color,
            aspect=SHAPE,
        )
        self.meter = named_meter(name, beside, self.scored.get_value)

    @beat
    def shrink(self, note: Raster, edges: Raster) -> None:
        """The note makes room, and with it the edges that were found; layer comes after layer."""
        motion, layers = self.theme.motion, self.layers
        first, *others = (self.cells(k) for k in range(len(self.seen)))
        color = self.theme.colors.discriminator
        # The first says what the numbers count.
        names = [
            width_name(layers, k, n, color, unit="{}" if k else self.word("wide"))
            for k, n in enumerate(self.sizes)
        ]
        place = layers.places[0]
        to_its_place = note.animate.scale(place.width / note.plate.width).move_to(place.center)
        with self.narrate("shrink"):
            # The map of edges is one of those that the first layer gives on together.
            there = layers.places[1]
            shrinks = edges.animate.scale(there.width / edges.plate.width).move_to(there.center)
            self.on("layers", to_its_place, shrinks, run_time=motion.quick)
            self.then(FadeIn(first, layers.joints[0], *names[:2]), run_time=motion.brief)
            self.remove(edges)
            more = zip(layers.joints[1:], others, names[2:], strict=True)
            self.fill(LaggedStart(*(FadeIn(*parts) for parts in more), lag_ratio=0.5))
            self.on("score", FadeIn(self.meter), run_time=motion.swift)
            self.add(self.meter)
            self.fill(self.scored.animate.set_value(self.score))

    def cells(self, k: int) -> VGroup:
        """One of the layers that the note goes through."""
        return layer_cells(self.layers, k + 1, lambda: self.seen[k], self.theme.colors.discriminator)
