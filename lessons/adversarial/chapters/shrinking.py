"""Chapter: a discriminator's layers, each half as wide as the one before, from a note to one score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from manim import FadeIn, FadeOut, LaggedStart, ValueTracker, VGroup, rush_into

from lessons.adversarial.chapters.convolving import Convolving
from lessons.adversarial.models.layer_shapes import layer_shapes
from lessons.adversarial.pictures.blocks import Block, Chain, from_least_to_most
from lessons.adversarial.pictures.score_meter import named_meter, score_name
from narrated.design.layout import Region
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_METER = 1.25  # width of what is kept for the meter, by that of its name
_SHEET = 0.5  # of the first block's depth: where the map of edges is among the others


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

    Attributes
    ----------
    chain
        The layers' places, from the note to the score.
    blocks, names, meter
        Of the layers, and of the score, for a chapter that goes on from them.
    """

    def __init__(self, scene: NarratedScene, *, seen: Sequence[np.ndarray], score: float) -> None:
        super().__init__(scene)
        color = self.theme.colors.discriminator
        name = score_name(self.word("score"), self.theme.type.body)
        shapes = layer_shapes(2 * len(seen[0]))[::-1]
        self.chain = chain = Chain(self.regions.hero, shapes, end=_METER * name.width)
        self.score, self.scored = score, ValueTracker(0.0)
        first, *places, _ = chain.blocks
        self.blocks = VGroup(first.body(color))
        for place, layer in zip(places, seen, strict=True):
            self.blocks.add(place.drawn(partial(np.asarray, from_least_to_most(layer)), color))
        self.names = VGroup(*(chain.name(k) for k in range(len(self.blocks))))
        self.meter = named_meter(name, chain.end, self.scored.get_value, quiet=True)

    @beat
    def shrink(self, convolving: Convolving) -> None:
        """The note makes room; the map of edges becomes one of many sheets; layer comes after layer."""
        note, edges = convolving.note, convolving.edges
        motion, (place, sheets, *_) = self.theme.motion, self.chain.blocks
        body, first, *others = self.blocks
        behind, before = sheets.part(_SHEET, 1.0), sheets.part(0.0, _SHEET)
        color = self.theme.colors.discriminator
        back, front = behind.outline(color), before.outline(color)
        with self.narrate("shrink"):
            for layer, part in enumerate((back, edges, front), start=1):
                part.set_z_index(layer)
            self.on("layers", FadeOut(convolving.marks), run_time=motion.snap)
            convolving.halve()
            to_its_place = note.animate.scale(place.front.width / note.plate.width)
            over = self.over(sheets)
            above = edges.animate.scale(over.width / edges.plate.width).move_to(over.center)
            late = motion.late(0.5)
            self.then(
                to_its_place.move_to(place.front.center),
                above,
                FadeIn(body, back, front, self.names[0], rate_func=late),
                run_time=motion.quick,
            )
            self.add(body, note)
            # It is hidden where it comes to.
            there = sheets.sheet(_SHEET).center
            slides = FadeOut(edges, target_position=there, rate_func=rush_into)
            self.then(slides, FadeIn(self.names[1]), run_time=motion.brief)
            first.set_z_index(4)
            self.then(FadeIn(first), run_time=motion.swift)
            self.remove(back, front)
            more = zip(others, self.names[2:], strict=True)
            self.fill(LaggedStart(*(FadeIn(*parts) for parts in more), lag_ratio=0.5))
            self.on("score", FadeIn(self.meter), run_time=motion.swift)
            self.add(self.meter)
            self.fill(self.scored.animate.set_value(self.score))
        body.add(note)

    def over(self, sheets: Block) -> Region:
        """Where the map of edges is before it slides in: over its place in a row, beside it in a column."""
        at = sheets.sheet(_SHEET)
        return replace(at, y=at.y + at.height) if self.chain.row else replace(at, x=at.x + at.width)
