"""Chapter: a generator's layers, each twice as wide as the one before, from one cell to a note."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    Restore,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    Wait,
    rush_into,
)

from lessons.adversarial.models.convolution_size import transposed
from lessons.adversarial.pictures.banknote import SHAPE
from lessons.adversarial.pictures.layer_cells import from_least_to_most, layer_cells, width_name
from lessons.adversarial.pictures.workshop import FACES, Die
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.layers import Layers
from narrated.mobjects.marks import rimmed, segment_points
from narrated.mobjects.raster import Raster, cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

KERNEL, STRIDE, PADDING = 4, 2, 1
"""Of every layer but the first, which has a kernel as wide, a stride of 1 and no padding."""
_REST = 0.55  # of the time that is left: until all cells have become two by two


def widths(last: int) -> tuple[int, ...]:
    """How wide a DCGAN's layers are, from one cell on.

    Examples
    --------
    >>> widths(32)
    (1, 4, 8, 16, 32)
    """
    sizes = [1, transposed(1, KERNEL)]
    while sizes[-1] < last:
        sizes.append(transposed(sizes[-1], KERNEL, STRIDE, PADDING))
    return tuple(sizes)


class Growing(Chapter):
    """Layers from one cell to a picture, seen from farther and farther away; one cell becomes two by two.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    outputs
        What each layer between the first and the last gave on, shape (n, n), shown from its least to its
        most.
    picture
        What the last layer prints, shape (n, n), 0 to 255.

    Attributes
    ----------
    views
        The first two layers, the first three ..., each as large as there is room.
    lit
        How bright the second layer is: it stands there, dark, before it is reached.
    followed
        Row and column of the cell of the second layer that is followed to the picture: of those within its
        rim the one whose part of the picture varies most. As each layer's kernel reaches over into the
        neighbours' cells, that is the middle of what the cell has a part in.
    filled
        How many cells of the second layer have become two by two of the third: first that which is followed,
        then, in reading order, all.
    """

    def __init__(self, scene: NarratedScene, *, outputs: Sequence[np.ndarray], picture: np.ndarray) -> None:
        super().__init__(scene)
        self.sizes = widths(len(picture))
        self.outputs = [from_least_to_most(output) for output in outputs]
        self.picture = np.asarray(picture, dtype=float) / 255
        hero, line = self.regions.hero, 1.3 * self.theme.type.body * PIXEL
        self.row = hero.broad
        if self.row:
            place = Region(hero.x, hero.y + line / 2, hero.width, hero.height - line)
        else:
            place = hero.inset(1.4 * line, 0.5 * line)
        color, layers = self.theme.colors.generator, range(len(self.sizes))
        self.views = {k: Layers(place, self.sizes[: k + 1], color, aspect=SHAPE) for k in layers[1:]}
        self.lit = ValueTracker(0.0)
        self.filled = ValueTracker(0.0)
        self.followed = _varied_most(self.picture, self.sizes[1])
        self.grids = [self.grid(max(k, 1), k) for k in layers]  # each as it comes in
        self.joints = [self.views[k].joints[k - 1] for k in layers[1:]]
        self.names = [self.name(max(k, 1), k) for k in layers]
        self.marks = {k: self.mark(max(k, 2), k) for k in layers[1:]}

    @beat
    def grow(self) -> None:
        motion = self.theme.motion
        dice = self.dice()
        with self.narrate("grow"):
            # What stands is looked at for as long as the dice do not need.
            rest = max(self.seconds_left() - motion.calm - motion.quick, 0.0)
            self.then(Wait(), run_time=rest)
            dark = FadeIn(self.joints[0], self.grids[1], rate_func=motion.late(0.5))
            self.then(self.scene.clear_body(), dark, self.roll(dice), run_time=motion.calm)
            self.add(dice)
            self.on("one", *self.become_a_cell(dice), run_time=motion.quick)
            lights = self.lit.animate.set_value(1.0)
            self.on("four", lights, FadeIn(self.names[1]), run_time=motion.quick)
            self.on("double", *self.away(2), run_time=motion.swift)
            self.then(FadeIn(self.marks[1]), run_time=motion.swift)
            self.then(FadeIn(self.marks[2]), steady(self.filled, 1), run_time=motion.swift)
            # They are soon there, so that the whole layer is seen before the next comes in.
            self.then(steady(self.filled, self.sizes[1] ** 2 + 1), run_time=_REST * self.seconds_left())
            self.on("sixteen", *self.away(3), run_time=motion.swift)
            self.on("thirty_two", *self.away(4), run_time=motion.quick)
            self.fill()

    def dice(self) -> VGroup:
        """The random numbers that a note is made of, where the one cell will be."""
        place = self.views[1].places[0]
        size = (0.72 if self.row else 0.95) * place.width
        dice = VGroup(*(Die(size / PIXEL, face) for face in FACES))
        return dice.arrange(DOWN if self.row else RIGHT, buff=0.2 * size).move_to(place.center)

    def roll(self, dice: VGroup) -> AnimationGroup:
        """They come rolling in from the left, one after the other."""
        far = self.regions.frame.width / 2
        for die in dice:
            bleeding(die).save_state()
            die.rotate(0.9 * PI).shift(far * LEFT).set_opacity(0)
        return AnimationGroup(*(Restore(die, path_arc=0.0) for die in dice), lag_ratio=0.2)

    def become_a_cell(self, dice: VGroup) -> list[Animation]:
        """All of them fall together into the one cell."""
        cell = self.grids[0]
        falls = [
            die.animate(rate_func=rush_into).scale(0.1).rotate(-PI / 2).move_to(cell).set_opacity(0)
            for die in dice
        ]
        late = self.theme.motion.late(0.5)
        return [*falls, FadeIn(cell, scale=0.3, rate_func=late), FadeIn(self.names[0], rate_func=late)]

    def away(self, k: int) -> list[Animation]:
        """Seen from farther away, so that the next layer comes in."""
        view = self.views[k]
        shrink = [Transform(self.grids[j], self.grid(k, j)) for j in range(k)]
        shrink += [Transform(self.joints[j], view.joints[j]) for j in range(k - 1)]
        shrink += [Transform(self.names[j], self.name(k, j)) for j in range(k)]
        comes = [self.joints[k - 1], self.grids[k], self.names[k]]
        if k > 2:
            shrink += [Transform(self.marks[j], self.mark(k, j)) for j in range(1, k)]
            comes.append(self.marks[k])
        return [*shrink, FadeIn(*comes, rate_func=self.theme.motion.late(0.5))]

    def name(self, view: int, layer: int) -> Label:
        """How wide a layer is, in one of the views."""
        return width_name(self.views[view], layer, self.sizes[layer], self.theme.colors.generator)

    # -- what a layer gives on -------------------------------------------------------------------------------

    def grid(self, view: int, layer: int) -> VGroup:
        """A layer in one of the views: its cells, as bright as they are, and the lines between them."""
        there = self.views[view]
        if layer == 0:
            return VGroup(there.grids[0])
        if layer == len(self.sizes) - 1:  # in ink, as on a banknote
            ink = self.theme.colors.drawn_glass
            return VGroup(Raster(there.places[layer], lambda: self.picture, dark=ink))
        return layer_cells(there, layer, lambda: self.given_on(layer), self.theme.colors.generator)

    def given_on(self, layer: int) -> np.ndarray:
        """What a layer has given on so far, from 0 to 1."""
        values = self.outputs[layer - 1]
        if layer == 1:
            values = values * self.lit.get_value()
        if layer == 2:
            values = np.where(self.became(), values, 0.0)
        return np.asarray(values)

    def became(self) -> np.ndarray:
        """Which cells of the third layer those of the second have become, two by two for one."""
        cells, now = self.sizes[1], int(self.filled.get_value() + 1e-6)
        done = np.arange(cells**2).reshape(cells, cells) < now - 1
        done[self.followed] |= now > 0
        return np.kron(done, np.ones((STRIDE, STRIDE))) > 0

    # -- one cell that is followed ---------------------------------------------------------------------------

    def mark(self, view: int, layer: int) -> VGroup:
        """A frame around what became of the cell that is followed, and the rays that lead to it."""
        color, near = self.theme.colors.gold, view == 2
        here, before = self.part(view, layer), self.part(view, max(layer - 1, 1))
        frame = rimmed(color, self.theme.curve_width if near else self.theme.line_width)
        for line in frame:
            line.set_points(cell_points(np.array([[True]]), here))
        rays = VMobject(stroke_color=color, stroke_width=self.theme.line_width if near else 0.0)
        forward, aside = (RIGHT, UP) if self.row else (DOWN, RIGHT)
        starts = np.array([before.edge(forward + side) for side in (aside, -aside)])
        ends = np.array([here.edge(side - forward) for side in (aside, -aside)])
        rays.set_points(segment_points(starts, ends if layer > 1 else starts))
        return VGroup(decoration(rays), frame)

    def part(self, view: int, layer: int) -> Region:
        """The place of what became of the cell, in one of the views."""
        place, cells = self.views[view].places[layer], self.sizes[1]
        row, column = self.followed
        wide, high = place.width / cells, place.height / cells
        left, top = place.edge(LEFT)[0], place.edge(UP)[1]
        return Region(left + (column + 0.5) * wide, top - (row + 0.5) * high, wide, high)


def _varied_most(picture: np.ndarray, cells: int) -> tuple[int, int]:
    """Row and column of that of so many parts each way, those at the rim left out, which varies most."""
    n = len(picture) // cells
    varied = picture.reshape(cells, n, cells, n).std(axis=(1, 3))[1:-1, 1:-1]
    row, column = np.unravel_index(varied.argmax(), varied.shape)
    return int(row) + 1, int(column) + 1
