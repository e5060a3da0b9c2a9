"""Chapter: the game in motion: clips are collected, a strip each, and lined up on what walks there."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeOut, ValueTracker, VGroup

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.models.clip_steps import cuts
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.players import Forger, Inspector
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.film_strip import FilmStrip
from narrated.mobjects.marks import rimmed
from narrated.mobjects.raster import Raster, Window
from narrated.mobjects.step_path import steady
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_APART = 3  # pictures from one frame of a strip to the next
_STRIPS = {True: 4, False: 3}  # in an upright picture, and in others
_STRIP = 1.36  # height of a strip by that of its pictures
_PITCH = 1.07  # from one picture on a strip to the next, by its width
_PLAYER = 0.4, 0.5  # height of a player by that of the stage, and by its width, at most
_AT = 0.33  # from the edge of what is read to a player's feet, by its height
_FIRST = 0.55  # height of the first strip by that of the stage: the players stand below it
_THIN = 0.4  # of what is drawn over cats, by the width of curves
MOST = 15
"""Clips that are known by sight: the first of a wall, and more that become dots later."""


class Collecting(Chapter):
    """One clip over the players; then all that were collected; then each cat on the line of its column.

    A strip is one cat's walk: each frame is some pictures ahead of that at its left.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    collected
        Clips as they were taken, shape (n, T, rows, columns), 0 is black and 1 white; n is 4 or more.
    """

    def __init__(self, scene: NarratedScene, *, collected: np.ndarray) -> None:
        super().__init__(scene)
        self.collected, self.cut, self.projector = collected, ValueTracker(0.0), Projector(self)
        self.cuts = [cuts(clip, SIZE) for clip in collected[: _STRIPS[self.regions.stage.upright]]]
        self.strips = self.wall()

    def wall(self) -> VGroup:
        """Strips of film from edge to edge, a frame in the middle of each."""
        stage = self.regions.stage
        rows = _STRIPS[stage.upright]
        side = stage.height / rows / _STRIP
        across = 2 * ceil((stage.width / side / _PITCH - 1) / 2) + 1
        strips = VGroup()
        for row, place in enumerate(stage.rows(*[1] * rows)):
            first = Region(place.x - (across - 1) / 2 * _PITCH * side, place.y, side, side)
            strip = FilmStrip(first, [self.clip(row, k) for k in range(across)])
            for k, picture in enumerate(strip.frames):
                if row or k != across // 2:
                    decoration(picture)  # while it comes and goes, a sliver of it may be seen
            strips.add(strip)
        return bleeding(strips)

    def moment(self, k: int) -> int:
        """Which picture of its clip a frame of a strip shows now."""
        return self.projector.picture(self.collected.shape[1], ahead=_APART * k)

    def corner(self, row: int, k: int) -> tuple[int, int, int]:
        """First row and column of a frame that are seen now, on the way to its cut; how many of each.

        First the picture slides until its cut is in the middle, then all around that goes.
        """
        share, taken = self.cut.get_value(), self.collected.shape[2]
        slid, gone, rim = min(share, 1.0), max(share - 1.0, 0.0), (taken - SIZE) / 2
        top, left = (round(slid * (at - rim) + gone * rim) for at in self.cuts[row][self.moment(k)])
        return top, left, round(taken - 2 * gone * rim)

    def clip(self, row: int, k: int) -> Callable[[], np.ndarray]:
        """A frame of a strip as it plays, and as it is cut to what walks there."""

        def picture() -> np.ndarray:
            top, left, side = self.corner(row, k)
            taken = np.pad(self.collected[row, self.moment(k)], SIZE)  # beyond its edge nothing was taken
            top, left = top + SIZE, left + SIZE
            return np.asarray(taken[top : top + side, left : left + side])

        return picture

    def window(self, picture: Raster, row: int, k: int) -> Window:
        """A frame around what is cut out of a picture of a clip."""

        def at() -> tuple[int, int]:
            top, left, _ = self.corner(row, k)
            cut = self.cuts[row][self.moment(k)]
            return cut[0] - top, cut[1] - left

        window = Window(picture, at, SIZE, self.theme.colors.gold, width=_THIN * self.theme.curve_width)
        ends = (picture.get_edge_center(side)[0] for side in (LEFT, RIGHT))
        if any(abs(end - self.regions.stage.x) > self.regions.stage.width / 2 for end in ends):
            decoration(window)  # of one that the edge of the picture cuts off, a sliver may be seen
        return bleeding(window)

    def guides(self) -> VGroup:
        """Through each column of frames, the line that the cats are brought to."""
        stage, guides = self.regions.stage, VGroup()
        for picture in self.strips[0].frames:
            x = float(picture.get_center()[0])
            if abs(x - stage.x) > stage.width / 2:
                continue
            lines = rimmed(self.theme.colors.gold, _THIN * self.theme.curve_width)
            for line in lines:
                line.set_points_as_corners(
                    np.array([[x, float(stage.edge(side)[1]), 0.0] for side in (UP, DOWN)])
                )
            guides.add(lines)
        return bleeding(decoration(guides))

    def players(self) -> tuple[Forger, Inspector]:
        """Those of the game so far, at either side."""
        stage, hero = self.regions.stage, self.regions.hero
        high = min(_PLAYER[0] * stage.height, _PLAYER[1] * stage.width)
        forger, inspector = Forger(high / PIXEL), Inspector(high / PIXEL, mirrored=True)
        ground, reach = float(stage.edge(DOWN)[1]), _AT * high
        forger.stand([float(hero.edge(LEFT)[0]) + reach, ground, 0.0])
        inspector.stand([float(hero.edge(RIGHT)[0]) - reach, ground, 0.0])
        return forger, inspector

    @beat
    def prepare(self) -> None:
        motion, stage = self.theme.motion, self.regions.stage
        windows = VGroup(
            *(
                self.window(picture, row, k)
                for row, strip in enumerate(self.strips)
                for k, picture in enumerate(strip.frames)
            )
        )
        guides, (forger, inspector) = self.guides(), self.players()
        first, *others = self.strips
        home, nearer = first.get_center(), _FIRST * stage.height / first.height
        far = (stage.width + first.width) / 2
        first.scale(nearer).move_to(stage.edge(UP) + first.height / 2 * DOWN)
        # The others wait at the right and at the left in turn.
        away = [(-1) ** k * far * RIGHT for k in range(len(others))]
        for strip, way in zip(others, away, strict=True):
            strip.shift(way)
        self.add(self.strips, forger, inspector)
        with self.narrate("pipeline"):
            self.projector.run()
            back = [strip.animate.shift(-way) for strip, way in zip(others, away, strict=True)]
            self.on("collect", FadeOut(forger, inspector), run_time=motion.swift)
            self.then(first.animate.scale(1 / nearer).move_to(home), *back, run_time=motion.calm)
            self.projector.run()
            self.on("prepare")
            self.add(guides, windows)  # at once: gold that fades in is not seen on a light picture
            self.projector.run(motion.swift)
            self.then(steady(self.cut, 1.0), run_time=motion.calm)
            self.then(steady(self.cut, 2.0), run_time=motion.swift)
            self.remove(windows)
            self.projector.run()
