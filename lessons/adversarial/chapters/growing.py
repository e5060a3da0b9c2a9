"""Chapter: a generator's layers, each twice as wide as the one before, from one cell to a note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from manim import (
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    ManimColor,
    Restore,
    ValueTracker,
    VGroup,
    VMobject,
    rush_into,
)

from lessons.adversarial.models.layer_shapes import STRIDE
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.blocks import Chain, from_least_to_most
from lessons.adversarial.pictures.tones import tones
from lessons.adversarial.pictures.workshop import FACES, Die
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import rimmed, segment_points
from narrated.mobjects.raster import cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_REST = 0.55  # of the time that is left: until all cells have become two by two
_PRINTS = 0.6  # the same way: until the note is printed
_DIE = 1.2  # height of a place for a die, by that of the die


class Growing(Chapter):
    """The chain of the discriminator the other way round: one cell becomes four, each of them two by two.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    chain
        The layers' places, from the note to the one cell.
    outputs
        What each layer between the first and the last gave on, shape (n, n), shown from its least to its
        most.
    picture
        What the last layer prints, shape (n, n), 0 to 255.
    width
        Of the note at the start of the film, in pixels of the design.

    Attributes
    ----------
    followed
        Row and column of the cell of the second layer that is followed: of those within its rim the one whose
        part of the picture varies most. As each layer's kernel reaches over into the neighbours' cells, two
        by two are the middle of what the cell has a part in.
    filled
        How many cells of the second layer have become two by two of the third: first that which is followed,
        then, in reading order, all.
    printed
        How many rows of the picture have been printed.
    note
        The banknote that it ends in, for a chapter that goes on from it.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        chain: Chain,
        outputs: Sequence[np.ndarray],
        picture: np.ndarray,
        width: float,
    ) -> None:
        super().__init__(scene)
        self.chain, color = chain, self.theme.colors.generator
        self.places = chain.blocks[::-1]  # from the one cell on
        self.outputs = [from_least_to_most(output) for output in outputs]
        self.picture = np.asarray(picture, dtype=float)
        self.cells = len(self.outputs[0])
        self.followed = _varied_most(self.picture, self.cells)
        self.filled, self.printed = ValueTracker(0.0), ValueTracker(0.0)
        ink = tones(self.theme.colors.drawn_glass, self.theme.colors.drawn_light)
        self.inked, self.blank = ink(self.picture / 255), ManimColor(self.theme.colors.panel).to_rgb()
        given_on = (partial(self.given_on, k) for k in (1, 2, 3))
        values = [lambda: np.ones((1, 1)), *given_on, self.so_far]
        self.blocks = [place.drawn(value, color) for place, value in zip(self.places, values, strict=True)]
        self.waiting = [place.outline(color) for place in self.places]
        first = self.places[-1].front
        self.note = Banknote(width, self.picture, color=color)
        # Small here, and as it was at the start when it has grown.
        self.note.scale(first.width / self.note.width).move_to(first.center)

    @beat
    def grow(self, blocks: VGroup, names: VGroup, meter: VGroup) -> None:
        """The discriminator's blocks with their names, and its score, which become the generator's."""
        motion, colors = self.theme.motion, self.theme.colors
        dice, (one, four, eight, sixteen, picture) = self.dice(), self.blocks
        rod = self.chain.name(len(names))
        marks = self.mark(1), self.mark(2)

        def reach(layer: int) -> Any:
            return names[-layer].animate.set_color(colors.text)

        with self.narrate("grow"):
            first, *others = self.waiting
            self.bring_to_back(*others)
            turn = LaggedStart(*map(FadeOut, blocks[::-1]), lag_ratio=0.25)
            self.then(turn, names.animate.set_color(colors.muted), run_time=motion.quick)
            gone = FadeOut(meter, rate_func=motion.soon(0.5))
            rolls = max(self.seconds_left() - motion.quick, 0.0)
            self.then(gone, FadeIn(first, rate_func=motion.late(0.5)), self.roll(dice), run_time=rolls)
            self.on("one", *self.fall(dice), FadeIn(one, rod), run_time=motion.quick)
            self.remove(dice)
            self.on("four", FadeIn(four), reach(1), run_time=motion.quick)
            self.on("double", FadeIn(eight, marks[0]), reach(2), run_time=motion.swift)
            self.then(FadeIn(marks[1]), steady(self.filled, 1), run_time=motion.brief)
            # They are soon there, so that the whole layer is seen before the next comes in.
            self.then(steady(self.filled, self.cells**2 + 1), run_time=_REST * self.seconds_left())
            self.fill()
            self.on("sixteen", FadeOut(*marks), FadeIn(sixteen), reach(3), run_time=motion.swift)
            self.on("thirty_two", reach(4), run_time=motion.snap)
            self.add(picture)
            self.then(steady(self.printed, len(self.picture)), run_time=_PRINTS * self.seconds_left())
            self.fill(FadeIn(self.note))

    # -- the random numbers ----------------------------------------------------------------------------------

    def dice(self) -> VGroup:
        """The random numbers that a note is made of, before they are one cell: over it, or beside it."""
        hero, rod, row = self.regions.hero, self.places[0], self.chain.row
        forward = UP if row else RIGHT
        start = rod.front.edge(forward) + rod.back
        room = float((hero.edge(forward) - start) @ forward)
        size = min(room / _DIE / len(FACES), (0.8 * self.chain.end.width if row else 1.6 * rod.front.height))
        dice = VGroup(*(Die(size / PIXEL, face) for face in FACES)).arrange(forward, buff=(_DIE - 1) * size)
        return dice.move_to(start * forward + rod.front.center * (1 - forward)).shift(
            (dice.height if row else dice.width) / 2 * forward + (_DIE - 1) * size * forward
        )

    def roll(self, dice: VGroup) -> AnimationGroup:
        """They come rolling in from beyond the picture, one after the other."""
        far = self.regions.frame.height * UP if self.chain.row else self.regions.frame.width * RIGHT
        for die in dice:
            bleeding(die).save_state()
            die.rotate(0.9 * PI).shift(far).set_opacity(0)
        return AnimationGroup(*(Restore(die, path_arc=0.0) for die in dice), lag_ratio=0.2)

    def fall(self, dice: VGroup) -> list[Any]:
        """All of them fall into the one cell."""
        cell = self.places[0].front
        return [
            die.animate(rate_func=rush_into).scale(0.1).rotate(-PI / 2).move_to(cell.center).set_opacity(0)
            for die in dice
        ]

    # -- what a layer gives on -------------------------------------------------------------------------------

    def given_on(self, layer: int) -> np.ndarray:
        """What a layer has given on so far, from 0 to 1."""
        values = self.outputs[layer - 1]
        return np.where(self.became(), values, 0.0) if layer == 2 else values

    def became(self) -> np.ndarray:
        """Which cells of the third layer those of the second have become, two by two for one."""
        now = int(self.filled.get_value() + 1e-6)
        done = np.arange(self.cells**2).reshape(self.cells, self.cells) < now - 1
        done[self.followed] |= now > 0
        return np.kron(done, np.ones((STRIDE, STRIDE))) > 0

    def so_far(self) -> np.ndarray:
        """The picture in ink, as far as it is printed, shape (n, n, 3)."""
        rows = np.arange(len(self.inked))[:, np.newaxis, np.newaxis]
        return np.where(rows < self.printed.get_value() - 1e-6, self.inked, self.blank)

    # -- one cell that is followed ---------------------------------------------------------------------------

    def mark(self, layer: int) -> VGroup:
        """A frame around the cell, or around what it became, and the rays that lead there."""
        theme, color = self.theme, self.theme.colors.gold
        before, here = self.part(1), self.part(layer)
        frame = rimmed(color, theme.line_width)
        for line in frame:
            line.set_points(cell_points(np.array([[True]]), here))
        forward, aside = (LEFT, UP) if self.chain.row else (UP, RIGHT)
        starts = np.array([before.edge(forward + side) for side in (aside, -aside)])
        ends = np.array([here.edge(side - forward) for side in (aside, -aside)])
        rays = VMobject(stroke_color=color, stroke_width=theme.line_width)
        rays.set_points(segment_points(starts, ends if layer > 1 else starts))
        return VGroup(decoration(rays), frame)

    def part(self, layer: int) -> Region:
        """The place of what became of the cell in one of the layers."""
        place, (row, column) = self.places[layer].front, self.followed
        wide, high = place.width / self.cells, place.height / self.cells
        left, top = place.edge(LEFT)[0], place.edge(UP)[1]
        return Region(left + (column + 0.5) * wide, top - (row + 0.5) * high, wide, high)


def _varied_most(picture: np.ndarray, cells: int) -> tuple[int, int]:
    """Row and column of that of so many parts each way, those at the rim left out, which varies most."""
    n = len(picture) // cells
    varied = picture.reshape(cells, n, cells, n).std(axis=(1, 3))[1:-1, 1:-1]
    row, column = np.unravel_index(varied.argmax(), varied.shape)
    return int(row) + 1, int(column) + 1
