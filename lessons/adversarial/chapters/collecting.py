"""Chapter: the game in motion: a round of it; then clips are collected, and lined up on what walks there."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, FadeOut, ValueTracker, VGroup

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.models.clip_steps import cuts
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.players import Forger, Inspector
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.film_strip import FilmStrip
from narrated.mobjects.marks import rimmed
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_APART = 3  # pictures from one frame of a strip to the next
_BROAD, _OTHER = 2, 3  # strips of a wall
_STRIP = 1.36  # height of a strip by that of its pictures
_PITCH = 1.07  # from one picture on a strip to the next, by its width
_PLAYER = 0.4, 0.5  # height of a player by that of the place, and by its width, at most
_AT = 0.33  # from the edge of what is read to a player's feet, by its height
_FIRST = 0.55  # height of the first strip by that of the place: the players stand below it
_CLIP = 0.84  # side of the clip that is judged, by the room between them
_HELD = 0.45  # of that, while the forger holds it
_TRAVEL = 0.7  # of the time until clips are collected: the clip is on its way
_THIN = 0.4  # of what is drawn over cats, by the width of curves
MOST = 15
"""Clips that are drawn: the first make a wall, and all of them tell which features differ most."""


class Collecting(Chapter):
    """A round of the game; then all clips that were collected; then each cat on the line of its column.

    A strip is one cat's walk: each frame is some pictures ahead of that at its left.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    collected
        Clips as they were taken, shape (n, T, rows, columns), 0 is black and 1 white; n is 3 or more.
    made
        A clip of the generator, shape (T, rows, columns), the same way.
    pipeline
        Over all of it.
    """

    def __init__(
        self, scene: NarratedScene, *, collected: np.ndarray, made: np.ndarray, pipeline: Pipeline
    ) -> None:
        super().__init__(scene)
        self.collected, self.made, self.pipeline = collected, made, pipeline
        self.cut, self.projector = ValueTracker(0.0), Projector(self)
        self.place = pipeline.below(self.regions.stage)
        self.count = _BROAD if self.regions.hero.broad else _OTHER
        self.cuts = [cuts(clip, SIZE) for clip in collected[: self.count]]
        self.strips = self.wall()

    def wall(self) -> VGroup:
        """Strips of film from edge to edge, a frame in the middle of each."""
        side = self.place.height / self.count / _STRIP
        across = 2 * ceil((self.place.width / side / _PITCH - 1) / 2) + 1
        strips = VGroup()
        for row, place in enumerate(self.place.rows(*[1] * self.count)):
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

    def guides(self) -> VGroup:
        """Through each column of frames, the line that the cats are brought to."""
        place, guides = self.place, VGroup()
        for picture in self.strips[0].frames:
            x = float(picture.get_center()[0])
            if abs(x - place.x) > place.width / 2:
                continue
            lines = rimmed(self.theme.colors.gold, _THIN * self.theme.curve_width)
            for line in lines:
                line.set_points_as_corners(
                    np.array([[x, float(place.edge(side)[1]), 0.0] for side in (UP, DOWN)])
                )
            guides.add(lines)
        return bleeding(decoration(guides))

    def players(self) -> tuple[Forger, Inspector]:
        """Those of the game so far, at either side."""
        place, hero = self.place, self.regions.hero
        high = min(_PLAYER[0] * place.height, _PLAYER[1] * place.width)
        forger, inspector = Forger(high / PIXEL), Inspector(high / PIXEL, mirrored=True)
        ground, reach = float(place.edge(DOWN)[1]), _AT * high
        forger.stand([float(hero.edge(LEFT)[0]) + reach, ground, 0.0])
        inspector.stand([float(hero.edge(RIGHT)[0]) - reach, ground, 0.0])
        return forger, inspector

    def judged(self, forger: Forger, inspector: Inspector, low: float) -> Raster:
        """A clip of the generator, large between both, under the strip that ends that low."""
        left, right = float(forger.get_right()[0]), float(inspector.get_left()[0])
        ground = float(self.place.edge(DOWN)[1])
        side = _CLIP * min(right - left, low - ground)
        at = Region((left + right) / 2, (low + ground) / 2, side, side)
        return Raster(
            at, lambda: self.made[self.projector.picture(len(self.made))], edge=self.theme.colors.generator
        )

    @beat
    def prepare(self) -> None:
        motion, place, pipeline = self.theme.motion, self.place, self.pipeline
        guides, (forger, inspector) = self.guides(), self.players()
        first, *others = self.strips
        home, nearer = first.get_center(), _FIRST * place.height / first.height
        far = (place.width + first.width) / 2
        first.scale(nearer).move_to(place.edge(UP) + first.height / 2 * DOWN)
        # The others wait at the right and at the left in turn.
        away = [(-1) ** k * far * RIGHT for k in range(len(others))]
        for strip, way in zip(others, away, strict=True):
            strip.shift(way)
        clip = self.judged(forger, inspector, float(first.get_bottom()[1]))
        there = clip.get_center()
        clip.scale(_HELD).move_to(forger.hand + clip.height / 2 * UP)
        self.add(self.strips, pipeline, forger, inspector, clip)
        with self.narrate("pipeline"):
            # What is made goes to the inspector, under what is real.
            goes = clip.animate(path_arc=-PI / 3).scale(1 / _HELD).move_to(there)
            self.projector.run(_TRAVEL * self.seconds_left(), goes)
            self.projector.run()
            back = [strip.animate.shift(-way) for strip, way in zip(others, away, strict=True)]
            gone = FadeOut(forger, inspector, clip)
            self.on("collect", gone, *pipeline.light("collect"), run_time=motion.swift)
            self.then(first.animate.scale(1 / nearer).move_to(home), *back, run_time=motion.calm)
            self.projector.run()
            self.on("prepare", *pipeline.light("prepare"), run_time=motion.snap)
            self.add(guides)  # at once: gold that fades in is not seen on a light picture
            self.projector.run(motion.swift)
            self.then(steady(self.cut, 1.0), run_time=motion.calm)
            self.then(steady(self.cut, 2.0), run_time=motion.swift)
            self.projector.run()
