"""Chapter: a clip becomes numbers, and these a dot; the dots of made clips are held against real ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import LEFT, FadeIn, FadeOut, ValueTracker, smooth

from lessons.adversarial.chapters.short_video import ShortVideo
from lessons.adversarial.models.clip_steps import features, lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.clip_distance import WORDS, ClipDistance, Distance
from lessons.adversarial.pictures.feature_bars import FeatureBars, most_telling
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_FEATURES = 6  # of a clip's, that are seen
_SHEET = 8 * PIXEL  # of what a picture lies on, seen around it
_THUMB = 0.2  # side of a clip that has become a dot, by the height of the clouds
_OWN = 1.6  # of its dot
_OVER = 2  # the clip's place in depth: in front of the clouds' rings
_NAMED = 1.4  # height of the row over the bars, in em of what is written there
_RAIN = 0.9  # of the time until they are evaluated, in which all clips become dots
_COMPLETE = 0.4, 0.75  # of that, after which the ring of each cloud appears: it has nearly gathered
_GROWS = 0.35  # of the time of a distance, in which its bar grows


class Measuring(Chapter):
    """A clip that was made becomes bars and a dot, and so do all others; then it is told how far both lie.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    making
        The chapter before, whose clip is measured.
    collected
        The first of the clips that the generator learnt from, as of `Collecting`.
    trace
        As of `ClipDistance`, ``finished``, the clip, shape (T, rows, columns), 0 to 255, and ``followed``:
        the first of these is the clip's place among those that are ``finished_seen``.
    pipeline
        Over all of it.
    """

    def __init__(
        self,
        scene: NarratedScene,
        making: ShortVideo,
        *,
        collected: np.ndarray,
        trace: Mapping[str, np.ndarray],
        pipeline: Pipeline,
    ) -> None:
        super().__init__(scene)
        self.making, self.swept, self.pipeline = making, ValueTracker(0.0), pipeline
        self.finished = trace["finished"] / 255
        self.known = features(np.stack([lined_up(clip, SIZE) for clip in collected]))
        words = {word: self.word(word) for word in WORDS}
        self.measured = ClipDistance(pipeline.below(self.regions.hero), trace, words)
        self.own = trace["finished_seen"][[int(trace["followed"][0])]].astype(float)

    @beat
    @after("produce")
    def measure(self) -> None:
        motion, measured, clouds = self.theme.motion, self.measured, self.measured.clouds
        clip, dot, at = self.clip(), self.own_dot(), self.place()
        told = self.beside(at)
        bars, name = self.bars(told), self.name_over(told)
        clouds.gathered.set_value(0.0)
        with self.narrate("measure"):
            # What was just made stays, and is looked at.
            self.add(clip)
            self.remove(self.making.large)
            clear, lit = self.scene.clear_body(self.pipeline, clip), self.pipeline.light("features")
            goes = clip.animate.scale(at.width / clip.plate.width).move_to(at.center)
            self.on("features", clear, *lit, goes, run_time=motion.swift)
            self.add(clip, bars)
            self.making.projector.run(self.seconds_left(), steady(self.swept, 1.0), FadeIn(name))
            # By all of its numbers it becomes one place on the plane, and the others gather around it.
            bars.clear_updaters(recursive=True)
            clip[0].set_stroke(self.theme.colors.generator, self.theme.line_width)  # seen when it is small
            small = _THUMB * measured.view.height / clip.plate.height
            shrinks = clip.animate(rate_func=motion.travel).scale(small).move_to(dot)
            self.on("dot", shrinks, run_time=motion.quick)
            self.add(clouds.made[0], clouds.real[0], dot, clip)
            gathers = clouds.gathered.animate(rate_func=smooth).set_value(2.0)
            named = (
                FadeIn(cloud, rate_func=motion.late(share))
                for cloud, share in zip((measured.made, measured.known), _COMPLETE, strict=True)
            )
            self.making.projector.run(_RAIN * self.seconds_left(), gathers, *named)
            self.fill()
            lit = self.pipeline.light("evaluate")
            gone = FadeOut(bars, name, rate_func=motion.soon(0.4))
            into = FadeOut(clip, scale=dot.height / clip.height, rate_func=motion.soon(0.6))
            comes = FadeIn(measured.plane, measured.title, measured.far.label, rate_func=motion.late(0.4))
            self.on("evaluate", gone, into, comes, *lit, run_time=motion.quick)
            self.tell(measured.far)
            self.fill()
            # Two sets of real clips meet nearly.
            self.on("others", FadeIn(measured.others, measured.near.label), run_time=motion.swift)
            self.tell(measured.near)
            self.fill()

    def tell(self, distance: Distance) -> None:
        """A bar grows, and then says how long it is."""
        self.add(distance.bar)
        self.then(distance.grown.animate.set_value(1.0), run_time=_GROWS * self.seconds_left())
        self.then(FadeIn(distance.number), run_time=self.theme.motion.snap)

    def own_dot(self) -> Dots:
        """What becomes of the clip: its own place among those that were made."""
        place = self.measured.clouds.at(self.own)[:, :2]
        return decoration(Dots(None, lambda: place, self.theme.colors.generator, scale=_OWN))

    def place(self) -> Region:
        """Of the clip while it is looked at: where it was, or where the clouds will be."""
        if self.regions.hero.broad:
            return self.making.canvas
        view = self.measured.view
        side = min(view.width, view.height) - 2 * _SHEET
        return Region(view.x, view.y, side, side)

    def beside(self, clip: Region) -> Region:
        """Where its bars are, as high as it is where they are beside it: the distances will be there."""
        at = self.measured.beside
        return Region(at.x, clip.y, at.width, clip.height) if self.regions.hero.broad else at

    def bars(self, place: Region) -> FeatureBars:
        """Those features of it that differ most from one real clip to another, as it is swept over."""
        own = features(self.finished[np.newaxis])[0, most_telling(self.known, _FEATURES)]
        _, below = self.rows(place)
        return FeatureBars(below, own, self.swept.get_value, self.theme.colors.generator)

    def name_over(self, place: Region) -> Label:
        """What the bars are: how strong its edges are, here and there."""
        row, _ = self.rows(place)
        name = Label(self.word("edges"), self.theme.type.body, weight="BOLD", within=row)
        return name.set_line(row.edge(LEFT), LEFT)

    def rows(self, place: Region) -> tuple[Region, ...]:
        """Of what stands beside a clip: its name, and the bars."""
        named = _NAMED * self.theme.type.body * PIXEL
        return place.rows(named, place.height - named)

    def clip(self) -> Raster:
        """What was made, as it walks on, and its edges on it as far as they were found."""
        colors = self.theme.colors
        greys, mark = tones(colors.drawn_dark, colors.drawn_light), marking(colors.discriminator)
        found = edges(self.finished).clip(0, 1)

        def picture() -> np.ndarray:
            at = self.making.moment()
            columns = round(self.swept.get_value() * SIZE)
            share = np.pad(found[at], 1)  # on the rim no window finds room
            share[:, columns:] = 0.0
            return mark(greys(self.finished[at]), share)

        clip = Raster(self.making.canvas, picture, edge=colors.generator)
        clip.set_z_index(_OVER)
        return clip
