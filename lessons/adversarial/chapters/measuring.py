"""Chapter: a clip becomes numbers, and these a dot; wiping brings the dots of made clips nearer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    Rectangle,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.models.clip_steps import features, lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.clip_distance import WORDS, ClipDistance
from lessons.adversarial.pictures.feature_bars import FeatureBars, most_telling
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BROAD, _OTHER = (5, 2), (3, 3)  # clips that become dots after the first one, across and down
_GAP = 0.2  # between two of them, and at either side of the bars
_FEATURES = 6  # of a clip's, that are seen
_ALONE = 1.0, 0.5  # widths of the first clip, and of its features
_SHEET = 8 * PIXEL  # of what a picture lies on, seen around it
_SHOWN = (5, 8)  # of all, whose pictures stay at their dots: a dark one, and a lighter one
_BEHIND = 2  # pictures of a clip that are seen behind the first
_STACKED = 0.05  # from one of them to the next, by their width
_FIRST = 1.6  # of the first clip's dot
_LAG = 0.06  # from the start of one flight to that of the next, by how long it takes
_COME = 0.6  # of the time until other real clips are spoken of: in it the generator's come nearer


class Measuring(Chapter):
    """A real clip becomes bars and a dot, others follow; a generator's clips come nearer as they are wiped.

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
        self.across, self.down = _BROAD if self.regions.hero.broad else _OTHER
        self.clips = [lined_up(clip, SIZE) for clip in collected]
        words = {word: self.word(word) for word in WORDS}
        shown = {k: self.playing(k) for k in _SHOWN}
        place = self.place = pipeline.below(self.regions.hero)
        self.measured = ClipDistance(place, trace, words, shown)
        self.dots = trace["real_seen"][: 1 + self.across * self.down].astype(float)
        # While the first dot is there, what is none yet stands at the left of the ring that all will have.
        left, ring = float(place.edge(LEFT)[0]), float(self.measured.clouds.ring.get_left()[0])
        self.beside = Region((left + ring) / 2, place.y, ring - left - 2 * _GAP, place.height)

    @beat
    def measure(self) -> None:
        motion, measured, clouds = self.theme.motion, self.measured, self.measured.clouds
        alone, told = self.place.columns(*_ALONE, gap=2 * _GAP)
        clip, others, first = self.stack(alone, self.turning()), self.others(), self.first_dot()
        bars, every = self.bars(told, clip), clouds.counted.get_value()
        clouds.counted.set_value(len(self.dots))
        with self.narrate("measure"):
            clear, lit = self.scene.clear_body(self.pipeline), self.pipeline.light("features")
            self.on("features", clear, *lit, FadeIn(clip), run_time=motion.swift)
            self.add(clip, bars)
            self.fill(steady(self.swept, 1.0))
            # All of its numbers become one place on the plane.
            bars.clear_updaters(recursive=True)
            meet = bars.animate(rate_func=motion.travel).scale(first.height / bars.height).move_to(first)
            gone = FadeOut(clip, rate_func=motion.soon(0.5))
            self.on("dot", meet, gone, FadeIn(others, rate_func=motion.late(0.5)), run_time=motion.quick)
            self.remove(bars)
            self.add(first, others)
            known = FadeIn(measured.known, rate_func=squish_rate_func(smooth, 0.7, 1.0))
            self.then(LaggedStart(*self.flights(others), lag_ratio=_LAG), known, run_time=motion.calm)
            self.remove(*others)
            self.add(clouds.real, measured.known, measured.pictures)
            self.then(steady(clouds.counted, every), run_time=motion.brief)
            self.projector.run()
            lit = self.pipeline.light("evaluate")
            self.on("evaluate", FadeIn(measured.made), *lit, run_time=motion.quick)
            self.add(measured.made)
            # Once that was seen, they are wiped: the cloud comes nearer.
            self.projector.run(motion.beat)
            self.then(steady(clouds.look, 1.0), run_time=_COME * self.seconds_left())
            self.projector.run()
            # Where the clouds meet, nothing lies over them; two sets of real clips meet nearly.
            gone = FadeOut(measured.pictures, measured.seen)
            self.on("others", gone, FadeIn(measured.others), run_time=motion.swift)
            self.fill()

    def first_dot(self) -> Dots:
        """What becomes of the first clip."""
        place = self.measured.clouds.at(self.dots[:1])[:, :2]
        return decoration(Dots(None, lambda: place, self.theme.colors.real, scale=_FIRST))

    def bars(self, place: Region, clip: VGroup) -> FeatureBars:
        """Those features of the first clip that differ most from clip to clip, as it is swept over."""
        known = features(np.stack(self.clips))
        told = known[0, most_telling(known, _FEATURES)]
        at = Region(place.x, float(clip.get_center()[1]), place.width, float(clip.height))
        return FeatureBars(at, told, self.swept.get_value, self.theme.colors.real)

    def flights(self, clips: VGroup) -> list[Animation]:
        """Each clip to its dot; those that are shown on become the pictures beside theirs."""
        for picture in self.measured.pictures:
            picture.update()
        staying = dict(zip(_SHOWN, self.measured.pictures, strict=True))
        flights = []
        ends = self.measured.clouds.at(self.dots[1:])
        for k, (clip, dot) in enumerate(zip(clips, ends, strict=True), start=1):
            size, at = self.theme.dot, dot
            if k in staying:
                size, at = staying[k].plate.width, staying[k].get_center()
            size /= clip[-1].plate.width
            flight = clip.animate(rate_func=self.theme.motion.travel).scale(size).move_to(at)
            flights.append(cast(Animation, flight))
        return flights

    def others(self) -> VGroup:
        """More real clips, small."""
        places = self.beside.grid(self.across, self.down, gap=_GAP)
        return VGroup(*(self.stack(at, self.playing(k)) for k, at in enumerate(places, start=1)))

    def stack(self, at: Region, picture: Callable[[], np.ndarray]) -> VGroup:
        """A clip that plays, and the edges of pictures behind it."""
        colors, room = self.theme.colors, at.inset(_SHEET)
        side = min(room.width, room.height) / (1 + _BEHIND * _STACKED)
        step = _STACKED * side * (LEFT + DOWN)
        front = Raster(Region(at.x, at.y, side, side), picture, edge=colors.real)
        front.shift(-_BEHIND / 2 * step)
        sheet = Rectangle(width=side + 2 * _SHEET, height=side + 2 * _SHEET)
        sheet.set_stroke(colors.background, self.theme.line_width).set_fill(colors.real, opacity=1)
        behind = (sheet.copy().move_to(front.plate).shift(n * step) for n in range(_BEHIND, 0, -1))
        return VGroup(*(decoration(page) for page in behind), front)

    def playing(self, k: int) -> Callable[[], np.ndarray]:
        """A clip."""
        return lambda: self.clips[k][self.projector.picture(len(self.clips[k]), ahead=3 * k)]

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
