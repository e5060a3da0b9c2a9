"""Chapter: each clip becomes a dot; training brings the dots of what is made near those of real clips."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, VGroup, Wait

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.models.clip_steps import lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.clip_distance import ClipDistance
from lessons.adversarial.pictures.tones import tones
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BROAD, _OTHER = (4, 2), (3, 3)  # real clips that are seen as they become dots, across and down
_GAP = 0.3  # between two of them


class Measuring(Chapter):
    """Real clips become dots, then the cloud of a generator's clips comes nearer as it is trained.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    collected
        The first of the clips that the generator learnt from, as of `Collecting`.
    trace
        As of `ClipDistance`, with ``real_seen`` in the order of what was ``collected``.
    """

    def __init__(
        self, scene: NarratedScene, *, collected: np.ndarray, trace: Mapping[str, np.ndarray]
    ) -> None:
        super().__init__(scene)
        self.swept, self.projector = ValueTracker(0.0), Projector(self)
        self.across, self.down = _BROAD if self.regions.hero.broad else _OTHER
        cut = [lined_up(clip, SIZE) for clip in collected[: self.across * self.down]]
        self.clips = [(clip, edges(clip).clip(0, 1)) for clip in cut]
        self.dots = trace["real_seen"][: len(cut)].astype(float)
        words = self.word("true"), self.word("made"), self.word("distance"), self.word("others")
        self.measured = ClipDistance(self.regions.hero, trace, words, self.projector.picture)

    @beat
    def measure(self) -> None:
        motion, measured, clouds = self.theme.motion, self.measured, self.measured.clouds
        clips, ends = self.real_clips(), clouds.at(self.dots)
        dots = Dots(None, lambda: ends[:, :2], self.theme.colors.real)
        with self.narrate("measure"):
            self.on("features", self.scene.clear_body(), FadeIn(clips), run_time=motion.swift)
            self.add(clips)
            self.then(steady(self.swept, 1.0), run_time=motion.quick)
            small = 2 * self.theme.dot / clips[0].width
            fly = (
                clip.animate(rate_func=motion.travel).scale(small).move_to(dot)
                for clip, dot in zip(clips, ends, strict=True)
            )
            self.then(*fly, run_time=motion.calm)
            self.remove(clips)
            self.add(dots)
            self.then(Wait(), run_time=motion.brief)
            self.then(FadeOut(dots), FadeIn(measured.real), run_time=motion.brief)
            self.add(measured.real)
            self.projector.run()
            self.on("evaluate", FadeIn(measured.made), run_time=motion.swift)
            self.add(measured.made)
            self.then(steady(clouds.look, measured.looks - 1), run_time=self.seconds_left() - motion.brief)
            self.fill()
            self.on("others", FadeIn(measured.others()), run_time=motion.swift)
            self.fill()

    def real_clips(self) -> VGroup:
        """Some of them, whose edges take the place of what is seen."""
        places = self.regions.hero.grid(self.across, self.down, gap=_GAP)
        return VGroup(*(Raster(at, self.turning(k)) for k, at in enumerate(places)))

    def turning(self, k: int) -> Callable[[], np.ndarray]:
        """A clip, and its edges as far as they were found."""
        colors = self.theme.colors
        greys, blues = (
            tones(*ends)
            for ends in ((colors.drawn_dark, colors.drawn_light), (colors.background, colors.discriminator))
        )
        clip, found = self.clips[k]

        def picture() -> np.ndarray:
            at = self.projector.picture(len(clip), ahead=3 * k)
            columns = round(self.swept.get_value() * SIZE)
            if not columns:
                return np.asarray(clip[at])
            outlines = np.pad(found[at], 1)  # on the rim no window finds room
            return np.hstack([blues(outlines[:, :columns]), greys(clip[at][:, columns:])])

        return picture
