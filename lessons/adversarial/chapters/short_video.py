"""Chapter: how a short video is made: strips of film, then what a generator makes of one noise, measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import (
    ORIGIN,
    PI,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    ManimColor,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    Wait,
    rush_into,
)

from lessons.adversarial.models.clip_steps import cuts, lined_up
from lessons.adversarial.models.convolution import edges
from lessons.adversarial.models.drawn_clips import SIZE
from lessons.adversarial.pictures.clip_distance import ClipDistance
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.film_strip import FilmStrip
from narrated.mobjects.raster import Raster, Window
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration, drawn, source
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_APART = 5  # pictures from the moment of one clip to that of the next
_SPEED = 8.0  # pictures a second
_LEADER = 3  # empty frames at both ends of the strip
_STRIP = 1.36  # height of a strip by that of its pictures
_PITCH = 1.07  # from one picture on a strip to the next, by its width
_LARGE = 1.3  # how much larger the strips are at first
_GAP = 0.14  # between two of many pictures


class ShortVideo(Chapter):
    """Collected, lined up, and edges found on strips of film; then made, cleaned up, and measured.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    collected
        Clips as they were taken, shape (n, T, rows, columns), 0 is black and 1 white; n is 8 or more.
    trace
        Clips of shape (T, rows, columns), 0 to 255: one that was ``generated`` and the same ``finished``;
        and what `ClipDistance` asks for.
    """

    def __init__(
        self, scene: NarratedScene, *, collected: np.ndarray, trace: Mapping[str, np.ndarray]
    ) -> None:
        super().__init__(scene)
        self.collected, self.trace = collected, trace
        self.time, self.cut, self.swept = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        hero, line = self.regions.hero, 1.5 * self.theme.type.heading * PIXEL
        self.top = Region(hero.x, hero.edge(UP)[1] - line / 2, hero.width, line)
        self.below = Region(hero.x, hero.y - line / 2, hero.width, hero.height - line)  # below a sign
        self.cuts = [cuts(clip, SIZE) for clip in collected]
        self.edges = [edges(lined_up(clip, SIZE)).clip(0, 1) for clip in collected]
        self.strips = self.strips_of_clips()
        self.said = self.sign("collect")

    def strips_of_clips(self) -> VGroup:
        """As many whole pictures as make these largest, and at both sides some that are cut off."""
        rows, whole = (1, 3) if self.below.broad else (2 if self.below.upright else 1, 2)
        side = min(self.below.height / rows / _STRIP, self.below.width / whole / _PITCH)
        places = Region(self.below.x, self.below.y, side, rows * _STRIP * side).rows(*[1] * rows)
        across = whole + 2
        strips = VGroup()
        for row, place in enumerate(places):
            first = Region(place.x - (across - 1) / 2 * _PITCH * side, place.y, side, side)
            clips = range(row * across, (row + 1) * across)
            strips.add(FilmStrip(first, [self.lining_up(k) for k in clips]))
        return bleeding(strips)

    def playing(self, name: str) -> Callable[[], np.ndarray]:
        """A clip of the trace as it plays."""
        clip = self.trace[name] / self.trace[name].max()
        return lambda: np.asarray(clip[int(self.time.get_value()) % len(clip)])

    def moment(self, k: int) -> int:
        """Which picture of a clip is seen now: each is at another one."""
        return (int(self.time.get_value()) + _APART * k) % self.collected.shape[1]

    def corner(self, k: int) -> tuple[int, int, int]:
        """First row and column of a frame that are seen now, on the way to its cut, and how many of each."""
        share, taken = self.cut.get_value(), self.collected.shape[2]
        row, column = (int(share * at) for at in self.cuts[k][self.moment(k)])
        return row, column, round(taken + share * (SIZE - taken))

    def lining_up(self, k: int) -> Callable[[], np.ndarray]:
        """A clip as it plays, as it is cut to what walks there, and as edges take its place."""
        greys, blues = self.shades("drawn_dark", "drawn_light"), self.shades("background", "discriminator")

        def picture() -> np.ndarray:
            row, column, side = self.corner(k)
            seen = self.collected[k, self.moment(k), row : row + side, column : column + side]
            columns = round(self.swept.get_value() * side)
            if not columns:
                return np.asarray(seen)
            found = np.pad(self.edges[k][self.moment(k)], 1)  # on the rim no window finds room
            return np.hstack([blues(found[:, :columns]), greys(seen[:, columns:])])

        return picture

    def shades(self, dark: str, light: str) -> Callable[[np.ndarray], np.ndarray]:
        """From 0, a dark role of colour, to 1, a light one: shape (..., 3)."""
        low, high = (ManimColor(getattr(self.theme.colors, role)).to_rgb() for role in (dark, light))
        return lambda grey: np.asarray(low + np.asarray(grey)[..., np.newaxis] * (high - low))

    def window(self, picture: Raster, k: int) -> Window:
        """A frame around what is cut out of a picture of a clip."""

        def at() -> tuple[int, int]:
            row, column, _ = self.corner(k)
            cut = self.cuts[k][self.moment(k)]
            return cut[0] - row, cut[1] - column

        window = Window(picture, at, SIZE, self.theme.colors.gold)
        if (
            abs(picture.get_center()[0] - self.regions.stage.x) + picture.width / 2
            > self.regions.stage.width / 2
        ):
            decoration(window)  # of one that the edge of the picture cuts off, a sliver may be seen
        return bleeding(window)

    def sign(self, key: str) -> Label:
        """What is done at the moment, above all."""
        return Label(self.word(key), self.theme.type.heading, weight="BOLD").set_line(self.top.center)

    def says(self, key: str) -> list[Animation]:
        """Say what is done now."""
        gone, self.said = self.said, self.sign(key)
        return [FadeOut(gone, rate_func=self.theme.motion.soon(0.4)), FadeIn(self.said)]

    def play(self) -> None:
        """Let the clips play, and rest a moment before the next cue, so that what answers it is seen."""
        seconds = self.seconds_left() - self.theme.motion.brief
        if seconds > 0:
            self.then(steady(self.time, self.time.get_value() + _SPEED * seconds), run_time=seconds)
        self.fill()

    @beat
    def prepare(self) -> None:
        motion = self.theme.motion
        pictures = [picture for strip in self.strips for picture in strip.frames]
        windows = VGroup(*(self.window(picture, k) for k, picture in enumerate(pictures)))
        home = self.strips.get_center()
        self.strips.scale(_LARGE).move_to(self.regions.stage.center)
        self.add(self.strips)
        with self.narrate("pipeline"):
            self.play()
            back = self.strips.animate.scale(1 / _LARGE).move_to(home)
            self.on("collect", back, run_time=motion.snap)
            self.then(FadeIn(self.said), run_time=motion.snap)
            self.play()
            self.on("prepare")
            self.add(windows)  # at once: gold that fades in is not seen on a light picture
            self.then(*self.says("prepare"), run_time=motion.snap)
            self.then(steady(self.cut, 1.0), run_time=motion.swift)
            self.play()
            self.on("features")
            self.remove(windows)
            self.then(steady(self.swept, 1.0), *self.says("features"), run_time=motion.quick)
            self.play()

    @beat
    @after("prepare")
    def produce(self) -> None:
        motion = self.theme.motion
        made, swept = self.all_made(), ValueTracker(0.0)
        before_after = self.before_after(swept)
        with self.narrate("produce"):
            self.on("generate", self.scene.clear_body(), FadeIn(made, self.enter("generate")),
                    run_time=motion.quick)  # fmt: skip
            self.fill()
            self.on("finish", self.scene.clear_body(), FadeIn(before_after, self.enter("finish")),
                    run_time=motion.swift)  # fmt: skip
            self.add(before_after)
            self.then(steady(swept, 1.0), run_time=0.7 * self.seconds_left())
            self.fill()

    def enter(self, key: str) -> Label:
        """The sign of a picture that comes in."""
        self.said = self.sign(key)
        return self.said

    def all_made(self) -> VGroup:
        """All pictures of the clip that was made: they come at once."""
        clip, room = self.trace["generated"] / 255, self.below
        across = len(clip) // 2 if room.broad else round(len(clip) ** 0.5)
        places = room.grid(across, len(clip) // across, gap=_GAP)
        return VGroup(*(Raster(at, lambda k=k: clip[k]) for k, at in enumerate(places)))  # type: ignore[misc]

    def before_after(self, swept: ValueTracker) -> VGroup:
        """One large picture as it was made, and beside it the same, cleaned up, column by column."""
        made, finished = (self.trace[name] / 255 for name in ("generated", "finished"))
        k = int(np.abs(finished - made).sum(axis=(1, 2)).argmax())  # where most is cleaned up
        edge = self.theme.colors.drawn_front

        def cleaning() -> np.ndarray:
            columns = round(swept.get_value() * made.shape[2])
            return np.hstack([finished[k][:, :columns], made[k][:, columns:]])

        first, second = self.below.split(1, 1, gap=0.5)
        side = min(first.width, first.height) - 0.1
        return VGroup(
            Raster(Region(first.x, first.y, side, side), lambda: made[k], edge=edge),
            Raster(Region(second.x, second.y, side, side), cleaning, edge=edge),
        )

    @beat
    @after("produce")
    def measure(self) -> None:
        motion = self.theme.motion
        words = self.word("true"), self.word("others"), self.word("made")
        measured = ClipDistance(self.below, self.trace, words)
        with self.narrate("measure"):
            heading = source(self.enter("distance"))  # how it is measured
            self.on("evaluate", self.scene.clear_body(), FadeIn(measured, heading), run_time=motion.swift)
            self.add(measured)
            clouds, comes = measured.clouds, max(self.seconds_left() - motion.snap, 0.0)
            nearer = clouds.near.animate(rate_func=rush_into).set_value(1.0)
            self.then(steady(clouds.look, measured.looks - 1), nearer, run_time=comes)
            self.fill()
            cloud, name, number = measured.others()
            self.on("others", FadeIn(cloud, number), Transform(measured.known, name), run_time=motion.snap)
            self.fill()

    @beat
    @after("measure")
    def label(self) -> None:
        motion, hero = self.theme.motion, self.regions.hero
        side = min(hero.width, hero.height / _STRIP)
        place = Region(hero.x, hero.y, side, side)
        large = bleeding(FilmStrip(place, [self.playing("finished")], leader=_LEADER))
        stamp = self.stamp(side)
        with self.narrate("label"):
            self.then(Wait(), run_time=motion.calm)  # the distances are read to their end
            self.then(self.scene.clear_body(), FadeIn(large, scale=0.6), run_time=motion.quick)
            self.add(large)
            self.play()
            self.on("label", FadeIn(stamp, scale=1.8), run_time=motion.quick)
            self.add(stamp)
            self.play()

    def stamp(self, side: float) -> VGroup:
        """What every synthetic picture bears."""
        colors, size = self.theme.colors, self.theme.type.title
        word = Label(
            self.word("synthetic"), size, colors.drawn_dark, weight="BOLD",
            within=Region(0, 0, 0.84 * side, 1.4 * size * PIXEL), edge=ORIGIN,
        )  # fmt: skip
        plate = RoundedRectangle(
            width=word.width + 0.6 * size * PIXEL, height=1.5 * size * PIXEL, corner_radius=self.theme.corner
        )
        plate.set_stroke(colors.background, 2 * self.theme.line_width).set_fill(colors.gold, opacity=1)
        hero = self.regions.hero
        place = np.array([hero.x, hero.y - 0.22 * side, 0.0])
        return VGroup(drawn(plate.move_to(place)), word.set_line(place, ORIGIN)).rotate(PI / 30)
