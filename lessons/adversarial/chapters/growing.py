"""Chapter: a generator's layers, each twice as wide as the one before, from one cell to a note."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Mobject,
    Restore,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    rush_into,
)

from lessons.adversarial.models.convolution_size import transposed
from lessons.adversarial.models.stamping import stamped
from lessons.adversarial.pictures.banknote import SHAPE
from lessons.adversarial.pictures.workshop import FACES, Die
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.layers import Layers
from narrated.mobjects.raster import Raster, cell_points
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

KERNEL, STRIDE, PADDING = 4, 2, 1
"""Of every layer but the first, which has a kernel as wide, a stride of 1 and no padding."""
_FIRST = 0.5  # of the room: how large the one cell is at first
_STAMPS = 0.25  # of the time that is left, once there are eight: until all cells have stamped
_INK = 0.2  # opacity of one stamp


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
    """Layers from one cell to a picture, seen from farther and farther away; each cell stamps a patch.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    picture
        What the last layer prints, shape (n, n), 0 to 255.

    Attributes
    ----------
    views
        The first layer alone, the first two ..., each as large as there is room.
    stamped
        How many cells of the second layer have stamped their patches on the third.
    """

    def __init__(self, scene: NarratedScene, *, picture: np.ndarray) -> None:
        super().__init__(scene)
        self.picture = np.asarray(picture, dtype=float) / 255
        self.sizes = widths(len(picture))
        hero, line = self.regions.hero, 1.3 * self.theme.type.body * PIXEL
        self.row = hero.broad
        if self.row:
            place = Region(hero.x, hero.y + line / 2, hero.width, hero.height - line)
        else:
            place = hero.inset(1.4 * line, 0.5 * line)
        first = Region(place.x, place.y, _FIRST * place.width, _FIRST * place.height)
        color = self.theme.colors.generator
        self.views = [
            Layers(place if k else first, self.sizes[: k + 1], color, aspect=SHAPE)
            for k in range(len(self.sizes))
        ]
        self.grids = [view.grids[k] for k, view in enumerate(self.views)]  # each as it comes in
        self.joints = [view.joints[k] for k, view in enumerate(self.views[1:])]
        self.names = [self.name(k, k) for k in range(len(self.sizes))]
        self.stamped = ValueTracker(0.0)

    @beat
    def grow(self) -> None:
        motion = self.theme.motion
        ink = self.theme.colors.drawn_glass  # as on a banknote
        note = Raster(self.views[-1].places[-1], lambda: self.picture, dark=ink)
        patches, windows = self.patches(), self.windows()
        dice = self.dice()
        with self.narrate("grow"):
            self.then(self.scene.clear_body(), self.roll(dice), run_time=motion.calm)
            self.on("one", *self.become_a_cell(dice), run_time=motion.swift)
            self.on("four", *self.away(1), run_time=motion.quick)
            self.on("double", *self.away(2), run_time=motion.swift)
            left = self.seconds_left()
            self.add(patches, windows)
            self.then(steady(self.stamped, self.sizes[1] ** 2), run_time=_STAMPS * left)
            self.remove(windows)
            patches.clear_updaters(recursive=True)
            # They come soon after each other, so that there is time to read how wide they are.
            rest = 0.25 * (1 - _STAMPS) * left / (len(self.sizes) - 3)
            for k in range(3, len(self.sizes)):
                gone = [FadeOut(patches, rate_func=motion.soon(0.2))] if k == 3 else []
                self.then(*gone, *self.away(k), run_time=rest)
            grid = FadeOut(self.grids[-1], rate_func=motion.soon(0.4))
            self.fill(FadeIn(note), grid)

    def dice(self) -> VGroup:
        """The random numbers that a note is made of, large."""
        hero = self.regions.hero
        size = min(0.5 * hero.height, 0.26 * hero.width)
        dice = VGroup(*(Die(size / PIXEL, face) for face in FACES))
        return dice.arrange(RIGHT, buff=0.25 * size).move_to(hero.center)

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
        return [*falls, FadeIn(cell, scale=0.3, rate_func=_late), FadeIn(self.names[0], rate_func=_late)]

    def away(self, k: int) -> list[Animation]:
        """Seen from farther away, so that the next layer comes in."""
        view = self.views[k]
        shrink = [Transform(self.grids[j], view.grids[j]) for j in range(k)]
        shrink += [Transform(self.joints[j], view.joints[j]) for j in range(k - 1)]
        shrink += [Transform(self.names[j], self.name(k, j)) for j in range(k)]
        comes = FadeIn(self.joints[k - 1], self.grids[k], self.names[k], rate_func=_late)
        return [*shrink, comes]

    def name(self, view: int, layer: int) -> Label:
        """How wide a layer is, in one of the views: under it, or at its left."""
        size, gap = self.theme.type.body, 0.9 * self.theme.type.body * PIXEL
        place = self.views[view].places[layer]
        name = Label(str(self.sizes[layer]), size, self.theme.colors.generator, weight="BOLD")
        if self.row:
            return name.set_line(place.edge(DOWN) + gap * DOWN)
        return name.set_line(place.edge(LEFT) + 0.5 * gap * LEFT, RIGHT)

    # -- how a layer makes the next --------------------------------------------------------------------------

    def patches(self) -> VGroup:
        """What has been stamped on the third layer: the oftener, the brighter."""
        place, color = self.views[2].places[2], self.theme.colors.generator
        sheets = VGroup(
            *(VMobject(stroke_width=0, fill_color=color, fill_opacity=_INK) for _ in range(KERNEL))
        )

        def follow(group: Mobject) -> None:
            counts = stamped(self.sizes[1], self.cell() + 1, KERNEL, STRIDE, PADDING)
            for k, sheet in enumerate(group):
                sheet.set_points(cell_points(counts > k, place))

        return decoration(sheets.add_updater(follow, call_updater=True))

    def windows(self) -> VGroup:
        """Around the cell that stamps now, and around its patch."""
        small, large = self.views[2].places[1:3]
        lines = VGroup(
            *(
                VMobject(stroke_color=self.theme.colors.gold, stroke_width=self.theme.curve_width)
                for _ in range(2)
            )
        )

        def follow(group: Mobject) -> None:
            before = stamped(self.sizes[1], self.cell(), KERNEL, STRIDE, PADDING)
            after = stamped(self.sizes[1], self.cell() + 1, KERNEL, STRIDE, PADDING)
            one = np.arange(self.sizes[1] ** 2).reshape(self.sizes[1], -1) == self.cell()
            for line, there, place in zip(group, (one, after > before), (small, large), strict=True):
                line.set_points(cell_points(np.array([[True]]), _around(there, place)))

        return lines.add_updater(follow, call_updater=True)

    def cell(self) -> int:
        """Which cell of the second layer stamps now."""
        return min(int(self.stamped.get_value() + 1e-6), self.sizes[1] ** 2 - 1)


def _late(share: float) -> float:
    """Nothing until there is room for it."""
    return max(0.0, 2 * share - 1)


def _around(there: np.ndarray, place: Region) -> Region:
    """The place of the rectangle of cells that are there."""
    rows, columns = (np.flatnonzero(there.any(axis=axis)) for axis in (1, 0))
    wide, high = place.width / there.shape[1], place.height / there.shape[0]
    width, height = len(columns) * wide, len(rows) * high
    left, top = place.x - place.width / 2 + columns[0] * wide, place.y + place.height / 2 - rows[0] * high
    return Region(left + width / 2, top - height / 2, width, height)
