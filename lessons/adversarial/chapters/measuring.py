"""Chapter: each clip becomes a dot; training brings the dots of what is made near those of real clips."""

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
    rate_functions,
    smooth,
    squish_rate_func,
)
from manim.typing import Point3D

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.models.clip_steps import lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.clip_distance import ClipDistance
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import steady
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BROAD, _OTHER = (5, 2), (3, 3)  # real clips that are seen as they become dots, across and down
_GAP = 0.3  # between two of them
_SHEET = 8 * PIXEL  # of what a picture lies on, seen around it
_SHOWN = (5, 8)  # of them, whose pictures stay at their dots: a dark one, and a lighter one
_BEHIND = 2  # pictures of a clip that are seen behind the first
_STACKED = 0.05  # from one of them to the next, by their width
_FIRST = 1.6  # of the first clip's dot
_LAG = 0.06  # from the start of one flight to that of the next, by how long it takes


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
        self.swept, self.sent, self.projector = ValueTracker(0.0), ValueTracker(0.0), Projector(self)
        self.across, self.down = _BROAD if self.regions.hero.broad else _OTHER
        self.clips = [lined_up(clip, SIZE) for clip in collected[: self.across * self.down]]
        words = self.word("true"), self.word("made"), self.word("distance"), self.word("others")
        shown = {k: self.playing(k) for k in _SHOWN}
        self.measured = ClipDistance(self.regions.hero, trace, words, shown)
        self.dots = trace["real_seen"][: len(self.clips)].astype(float)

    @beat
    def measure(self) -> None:
        motion, measured, clouds = self.theme.motion, self.measured, self.measured.clouds
        clips, every = self.real_clips(), clouds.counted.get_value()
        clouds.counted.set_value(len(clips))
        clouds.aside.set_value(0.0)
        with self.narrate("measure"):
            self.on("features", self.scene.clear_body(), FadeIn(clips), run_time=motion.swift)
            self.add(clips)
            self.then(steady(self.swept, 1.0), run_time=motion.quick)
            # The first one shrinks alone, where it is: what becomes of it is seen.
            at = clips[0].get_center()
            shrink = clips[0].animate.scale(self.theme.dot / clips[0][-1].plate.width)
            self.on("dot", shrink, run_time=motion.quick)
            self.remove(clips[0])
            self.add(self.first_dot(at))
            # Their edges were found, and are not needed any more.
            self.swept.set_value(0.0)
            clips.update()
            known = FadeIn(measured.known, rate_func=squish_rate_func(smooth, 0.85, 1.0))
            others = LaggedStart(*self.flights(clips)[1:], lag_ratio=_LAG)
            self.then(others, known, self.sent.animate.set_value(1.0), run_time=motion.calm)
            self.remove(*clips[1:])
            self.add(clouds.real, measured.known, measured.pictures)
            self.then(steady(clouds.counted, every), run_time=motion.quick)
            self.projector.run()
            room = clouds.aside.animate(rate_func=motion.answer).set_value(1.0)
            self.on("evaluate", FadeIn(measured.made), room, run_time=motion.quick)
            self.add(measured.made)
            # What is far off comes faster.
            coming = clouds.look.animate(rate_func=rate_functions.ease_out_sine).set_value(measured.looks - 1)
            self.fill(coming)
            # Where the clouds meet, nothing lies over them; two sets of real clips meet nearly.
            gone = FadeOut(measured.pictures, measured.seen)
            self.on("others", gone, FadeIn(measured.others), run_time=motion.swift)
            self.fill()

    def first_dot(self, begin: Point3D) -> Dots:
        """What became of the first clip, on its way to its place on the plane."""
        at, first, sent = self.measured.clouds.at, self.dots[:1], self.sent.get_value
        return decoration(
            Dots(
                None,
                lambda: (begin + sent() * (at(first) - begin))[:, :2],
                self.theme.colors.real,
                scale=_FIRST,
            )
        )

    def flights(self, clips: VGroup) -> list[Animation]:
        """Each clip to its dot; those that are shown on become the pictures beside theirs."""
        for picture in self.measured.pictures:
            picture.update()
        ends = self.measured.clouds.at(self.dots)
        staying = dict(zip(_SHOWN, self.measured.pictures, strict=True))
        flights = []
        for k, (clip, dot) in enumerate(zip(clips, ends, strict=True)):
            size, at = self.theme.dot, dot
            if k in staying:
                size, at = staying[k].plate.width, staying[k].get_center()
            size /= clip[-1].plate.width
            flight = clip.animate(rate_func=self.theme.motion.travel).scale(size).move_to(at)
            flights.append(cast(Animation, flight))
        return flights

    def real_clips(self) -> VGroup:
        """Some of them, whose edges are found: each a stack of pictures."""
        places = self.regions.hero.inset(_SHEET).grid(self.across, self.down, gap=_GAP)
        return VGroup(*(self.stack(at, k) for k, at in enumerate(places)))

    def stack(self, at: Region, k: int) -> VGroup:
        """A clip that plays, and the edges of pictures behind it."""
        colors, side = self.theme.colors, at.width / (1 + _BEHIND * _STACKED)
        step = _STACKED * side * (LEFT + DOWN)
        front = Raster(Region(at.x, at.y, side, side), self.turning(k), edge=colors.real)
        front.shift(-_BEHIND / 2 * step)
        sheet = Rectangle(width=side + 2 * _SHEET, height=side + 2 * _SHEET)
        sheet.set_stroke(colors.background, self.theme.line_width).set_fill(colors.real, opacity=1)
        behind = (sheet.copy().move_to(front.plate).shift(n * step) for n in range(_BEHIND, 0, -1))
        return VGroup(*(decoration(page) for page in behind), front)

    def playing(self, k: int) -> Callable[[], np.ndarray]:
        """A clip."""
        return lambda: self.clips[k][self.projector.picture(len(self.clips[k]), ahead=3 * k)]

    def turning(self, k: int) -> Callable[[], np.ndarray]:
        """A clip, and its edges on it as far as they were found."""
        colors = self.theme.colors
        greys, mark = tones(colors.drawn_dark, colors.drawn_light), marking(colors.discriminator)
        clip, found, playing = self.clips[k], edges(self.clips[k]).clip(0, 1), self.playing(k)

        def picture() -> np.ndarray:
            at = self.projector.picture(len(clip), ahead=3 * k)
            columns = round(self.swept.get_value() * SIZE)
            share = np.pad(found[at], 1)  # on the rim no window finds room
            share[:, columns:] = 0.0
            return mark(greys(playing()), share)

        return picture
