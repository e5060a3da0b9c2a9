"""Chapter: a clip becomes numbers, and these a dot; the dots of made clips are held against real ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import (
    DOWN,
    LEFT,
    FadeIn,
    FadeOut,
    Rectangle,
    ValueTracker,
    VGroup,
    rush_into,
)

from lessons.adversarial.chapters.projector import Projector
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
from narrated.scene.narrated_scene import NarratedScene, beat

_GAP = 0.2  # at either side of the bars
_FEATURES = 6  # of a clip's, that are seen
_FIRST_CLIP = 1.0, 0.5  # widths of the first clip, and of its features
_SHEET = 8 * PIXEL  # of what a picture lies on, seen around it
_BEHIND = 2  # pictures of a clip that are seen behind the first
_STACKED = 0.05  # from one of them to the next, by their width
_FIRST = 1.6  # of the first clip's dot
_NAMED = 1.4  # height of the row over the bars, in em of what is written there
_RAIN = 0.85  # of the time until they are evaluated, in which all clips become dots
_GROWS = 0.35  # of the time of a distance, in which its bar grows


class Measuring(Chapter):
    """A real clip becomes bars and a dot, others follow; then it is measured how far a generator's are.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    collected
        The first of the clips that the generator learnt from, as of `Collecting`.
    trace
        As of `ClipDistance`, with ``real_seen`` in the order of what was ``collected``.
    pipeline
        Over all of it.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        collected: np.ndarray,
        trace: Mapping[str, np.ndarray],
        pipeline: Pipeline,
    ) -> None:
        super().__init__(scene)
        self.swept, self.projector, self.pipeline = ValueTracker(0.0), Projector(self), pipeline
        self.clips = [lined_up(clip, SIZE) for clip in collected]
        words = {word: self.word(word) for word in WORDS}
        place = self.place = pipeline.below(self.regions.hero)
        self.measured = ClipDistance(place, trace, words)
        self.dot = trace["real_seen"][:1].astype(float)

    @beat
    def measure(self) -> None:
        motion, measured, clouds = self.theme.motion, self.measured, self.measured.clouds
        alone, told = self.place.columns(*_FIRST_CLIP, gap=2 * _GAP)
        clip, first = self.stack(alone), self.first_dot()
        bars, every = self.bars(told, clip), clouds.counted.get_value()
        name = self.name_over(told, clip)
        clouds.counted.set_value(1)
        with self.narrate("measure"):
            clear, lit = self.scene.clear_body(self.pipeline), self.pipeline.light("features")
            self.on("features", clear, *lit, FadeIn(clip, name), run_time=motion.swift)
            self.add(clip, bars)
            self.fill(steady(self.swept, 1.0))
            # By all of its numbers it becomes one place on the plane.
            bars.clear_updaters(recursive=True)
            shrinks = clip.animate(rate_func=motion.travel).scale(first.height / clip.height).move_to(first)
            gone = FadeOut(bars, name, rate_func=motion.soon(0.4))
            self.on("dot", shrinks, gone, run_time=motion.quick)
            self.remove(clip)
            self.add(first)
            # So do all the others.
            known = FadeIn(measured.known, rate_func=motion.late(0.5))
            self.add(clouds.real)
            rain = clouds.counted.animate(rate_func=rush_into).set_value(every)
            self.then(rain, FadeOut(first), known, run_time=_RAIN * self.seconds_left())
            self.fill()
            lit = self.pipeline.light("evaluate")
            self.on("evaluate", clouds.aside.animate.set_value(1.0), *lit, run_time=motion.quick)
            comes = measured.made, measured.plane, measured.title, measured.far.label
            self.then(FadeIn(*comes), run_time=motion.brief)
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

    def first_dot(self) -> Dots:
        """What becomes of the first clip."""
        place = self.measured.clouds.at(self.dot)[:, :2]
        return decoration(Dots(None, lambda: place, self.theme.colors.real, scale=_FIRST))

    def bars(self, place: Region, clip: VGroup) -> FeatureBars:
        """Those features of the first clip that differ most from clip to clip, as it is swept over."""
        known = features(np.stack(self.clips))
        told = known[0, most_telling(known, _FEATURES)]
        named = _NAMED * self.theme.type.body * PIXEL
        middle, high = float(clip.get_center()[1]) - named / 2, float(clip.height) - named
        at = Region(place.x, middle, place.width, high)
        return FeatureBars(at, told, self.swept.get_value, self.theme.colors.real)

    def name_over(self, place: Region, clip: VGroup) -> Label:
        """What the bars beside a clip are: how strong its edges are, here and there."""
        size = self.theme.type.body
        left, top = float(place.edge(LEFT)[0]), float(clip.get_top()[1])
        name = Label(self.word("edges"), size, weight="BOLD", within=place)
        return name.set_line(np.array([left, top - 0.5 * size * PIXEL, 0.0]), LEFT)

    def stack(self, at: Region) -> VGroup:
        """The first clip as it plays, and the edges of pictures behind it."""
        colors, room = self.theme.colors, at.inset(_SHEET)
        side = min(room.width, room.height) / (1 + _BEHIND * _STACKED)
        step = _STACKED * side * (LEFT + DOWN)
        front = Raster(Region(at.x, at.y, side, side), self.turning(), edge=colors.real)
        front.shift(-_BEHIND / 2 * step)
        sheet = Rectangle(width=side + 2 * _SHEET, height=side + 2 * _SHEET)
        sheet.set_stroke(colors.background, self.theme.line_width).set_fill(colors.real, opacity=1)
        behind = (sheet.copy().move_to(front.plate).shift(n * step) for n in range(_BEHIND, 0, -1))
        return VGroup(*(decoration(page) for page in behind), front)

    def turning(self) -> Callable[[], np.ndarray]:
        """The first clip, and its edges on it as far as they were found."""
        colors = self.theme.colors
        greys, mark = tones(colors.drawn_dark, colors.drawn_light), marking(colors.discriminator)
        clip, found = self.clips[0], edges(self.clips[0]).clip(0, 1)

        def picture() -> np.ndarray:
            at = self.projector.picture(len(clip))
            columns = round(self.swept.get_value() * SIZE)
            share = np.pad(found[at], 1)  # on the rim no window finds room
            share[:, columns:] = 0.0
            return mark(greys(clip[at]), share)

        return picture
