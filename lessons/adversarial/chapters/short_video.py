"""Chapter: a press prints sixteen frames at once; they walk, are cleaned up; one guesses which is real."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    LaggedStart,
    RoundedRectangle,
    ValueTracker,
    VGroup,
    VMobject,
    interpolate,
)

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.pictures.players import Forger, Press, large_lens
from lessons.adversarial.pictures.score_meter import named_meter, score_name
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape, steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_GAP = 0.1  # between two of many pictures
_SHEET = 7 * PIXEL  # of what a picture lies on, seen around it
_FORGER, _PRESS = 0.8, 1.04  # widths by their height, with some air
_STAMP = 0.11  # height of the label's letters by that of the picture, at most
_WIPER = 0.06, 1.05  # width and height of what wipes, by those of the picture
_RIFFLE = 0.1  # from the start of one frame on its way to that of the next, by how long that takes
_RING = 26 * PIXEL  # by so much a frame around a picture is wider
_LOOKS = 2.5  # from one picture to the other, until it is told
_SPECK = 0.06  # by how much a pixel was changed when it was cleaned up, at least


class ShortVideo(Chapter):
    """A clip of a generator, from its press to the label that says what it is.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    trace
        Clips of shape (T, rows, columns), 0 to 255: one that was ``generated``, the same ``finished``, and a
        ``real`` one; T is a square. ``rated``: what the discriminator says of the last two, 0 to 1.
    """

    def __init__(self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray]) -> None:
        super().__init__(scene)
        self.made, self.finished, self.real = (
            trace[name] / 255 for name in ("generated", "finished", "real")
        )
        self.rated, self.scored = trace["rated"], ValueTracker(0.0)
        self.projector = Projector(self)
        self.marked, self.swept = ValueTracker(0.0), ValueTracker(0.0)
        hero, ground = self.regions.hero, float(self.regions.stage.edge(DOWN)[1])
        # The press stands on the ground, and what it prints beside it, or above it.
        if hero.upright:
            screen, low = hero.rows(2.9, 1, gap=0.2)
            high, left = float(low.edge(UP)[1]) - ground, hero.x
            side = min(screen.width, screen.height)
            self.canvas = Region(screen.x, screen.y, side, side).inset(_SHEET)
            left -= (_FORGER + _PRESS) * high / 2
        else:
            side = hero.height if hero.broad else 0.64 * hero.width
            room = hero.width - side - 0.3
            players = _FORGER + _PRESS if hero.broad else _PRESS
            high = min(0.66 * hero.height, room / players)
            left = float(hero.edge(LEFT)[0])
            self.canvas = Region(float(hero.edge(RIGHT)[0]) - side / 2, hero.y, side, side).inset(_SHEET)
        self.press, self.forger = Press(high / PIXEL), Forger(high / PIXEL)
        who = _FORGER if hero.broad or hero.upright else 0.0  # in a square one there is no room for both
        self.forger.stand([left + _FORGER * high / 2, ground, 0.0])
        self.press.stand([left + (who + _PRESS / 2) * high, ground, 0.0])
        self.players = VGroup(*([self.forger] if who else []), self.press)

    @beat
    def produce(self) -> None:
        motion = self.theme.motion
        frames, large, wiper = self.frames(), self.large(), self.wiper()
        with self.narrate("produce"):
            self.on("generate", self.scene.clear_body(), FadeIn(self.players), run_time=motion.swift)
            # All at once: that is what is said of them.
            self.then(*(GrowFromPoint(frame, self.press.slot) for frame in frames), run_time=motion.calm)
            # Whoever judges them looks at all of them.
            lens = large_lens(0.24 * self.canvas.width)
            ends = (self.canvas.center + 0.2 * self.canvas.width * way for way in (UP + LEFT, DOWN + RIGHT))
            self.then(FadeIn(lens.move_to(next(ends))), run_time=motion.swift)
            self.add(lens)
            self.fill(lens.animate.move_to(next(ends)))
            self.remove(lens)
            # They are stacked, the last on top; the stack is what walks.
            onto = self.canvas.width / frames[0].plate.width
            stack = (frame.animate.move_to(self.canvas.center) for frame in frames)
            self.on("walk", LaggedStart(*stack, lag_ratio=_RIFFLE), run_time=motion.calm)
            self.remove(*frames)
            self.add(large.scale(1 / onto))
            self.then(large.animate.scale(onto), run_time=motion.brief)
            self.projector.run()
            self.on("finish", self.marked.animate.set_value(1.0), run_time=motion.brief)
            self.add(wiper)
            self.then(steady(self.swept, 1.0), run_time=0.75 * self.seconds_left())
            self.remove(wiper)
            self.projector.run()

    def frames(self) -> VGroup:
        """All pictures of the clip, side by side."""
        across = round(len(self.made) ** 0.5)
        places = self.canvas.grid(across, len(self.made) // across, gap=_GAP)
        return VGroup(*(Raster(at, lambda k=k: self.made[k]) for k, at in enumerate(places)))  # type: ignore[misc]

    def large(self) -> Raster:
        """The clip as it plays: as it was made, its specks marked when they are spoken of, or clean."""
        specks = np.abs(self.finished - self.made) > _SPECK
        colors = self.theme.colors
        greys, mark = tones(colors.drawn_dark, colors.drawn_light), marking(colors.generator)

        def picture() -> np.ndarray:
            k = self.projector.picture(len(self.made), ahead=len(self.made) - 1)
            columns = round(self.swept.get_value() * self.made.shape[2])
            seen = np.hstack([self.finished[k][:, :columns], self.made[k][:, columns:]])
            share = self.marked.get_value() * specks[k]
            share[:, :columns] = 0.0
            return mark(greys(seen), share)

        return Raster(self.canvas, picture, edge=self.theme.colors.drawn_front)

    def wiper(self) -> VGroup:
        """A block that goes over the picture, and leaves it clean behind it."""
        at, colors = self.canvas, self.theme.colors
        wide, high = _WIPER[0] * at.width, _WIPER[1] * at.height

        def corners() -> np.ndarray:
            x = at.edge(LEFT)[0] + self.swept.get_value() * at.width
            return np.array(
                [(x + dx * wide, at.y + dy * high / 2, 0.0) for dx, dy in ((0, 1), (1, 1), (1, -1), (0, -1))]
            )

        edge = Shape(corners, colors.background, edge=2 * self.theme.curve_width)
        return bleeding(drawn(VGroup(edge, Shape(corners, colors.drawn_mid))))

    @beat
    @after("produce")
    def guess(self) -> None:
        """The question that the lesson began with, of two clips."""
        motion = self.theme.motion
        self.pair = made, real = self.clips()
        self.lens = lens = large_lens(0.3 * made.plate.width)
        swing, ways = ValueTracker(0.0), (made.plate.get_center(), real.plate.get_center())
        lens.add_updater(
            lambda lens: lens.move_to(interpolate(*ways, (1 - np.cos(PI * swing.get_value())) / 2)),
            call_updater=True,
        )
        with self.narrate("guess"):
            self.on("which", self.scene.clear_body(), FadeIn(made, real), run_time=motion.swift)
            self.add(made, real)
            # The lens goes from one to the other, and does not tell; nor does the voice for a while.
            self.then(FadeIn(lens), run_time=motion.swift)
            self.add(lens)
            self.projector.run(self.seconds_left() + motion.beat, steady(swing, _LOOKS))

    @beat
    @after("guess")
    def label(self) -> None:
        """What the discriminator says of both, and what nobody can see is written on it."""
        motion, colors, (made, real) = self.theme.motion, self.theme.colors, self.pair
        told = [self.ring(made, colors.generator), self.ring(real, colors.real)]
        stamp, meters = self.stamp(made.place), self.meters()
        with self.narrate("label"):
            self.on("score", FadeOut(self.lens), FadeIn(meters), run_time=motion.swift)
            self.add(meters)
            self.projector.run(None, self.scored.animate.set_value(1.0))
            self.on("label", FadeIn(*told), FadeIn(stamp, scale=1.8), run_time=motion.quick)
            self.add(stamp)
            self.projector.run()

    def halves(self) -> list[tuple[Region, Region]]:
        """Of each of two clips, side by side or one above the other: its own place, and that of its meter."""
        wide = self.named_score().width + 3 * _RING
        halves = []
        for half in self.regions.hero.split(1, 1, gap=0.3):
            side = min(half.width - wide, half.height) - 0.3
            clip, meter = Region(half.x, half.y, side + wide, side).columns(side, wide)
            halves.append((clip, meter))
        return halves

    def named_score(self) -> Label:
        """What the meters measure is called."""
        return score_name(self.word("score"), self.theme.type.label)

    def clips(self) -> tuple[Raster, Raster]:
        """What was made, and a real clip, as large as there is room for both."""
        edge, clips = self.theme.colors.drawn_front, (self.finished, self.real)
        made, real = (
            Raster(at, lambda clip=clip: clip[self.projector.picture(len(clip))], edge=edge)  # type: ignore[misc]
            for clip, (at, _) in zip(clips, self.halves(), strict=True)
        )
        return made, real

    def meters(self) -> VGroup:
        """Beside each of them its score, which grows till it is as much as the discriminator says."""
        return VGroup(
            *(
                named_meter(self.named_score(), at, lambda score=score: score * self.scored.get_value())
                for score, (_, at) in zip(self.rated, self.halves(), strict=True)
            )
        )

    def ring(self, picture: Raster, color: str) -> VMobject:
        """A frame around a picture."""
        ring = RoundedRectangle(
            width=picture.width + _RING, height=picture.height + _RING, corner_radius=self.theme.corner
        )
        return ring.set_stroke(color, self.theme.curve_width).move_to(picture)

    def stamp(self, on: Region) -> VGroup:
        """What every synthetic picture bears."""
        colors, size = self.theme.colors, min(self.theme.type.title, _STAMP * on.height / PIXEL)
        word = Label(
            self.word("synthetic"), size, colors.drawn_dark, weight="BOLD",
            within=Region(0, 0, 0.72 * on.width, 1.4 * size * PIXEL), edge=ORIGIN,
        )  # fmt: skip
        plate = RoundedRectangle(
            width=word.width + 0.6 * word.em * PIXEL,
            height=1.5 * word.em * PIXEL,
            corner_radius=self.theme.corner,
        )
        plate.set_stroke(colors.background, 2 * self.theme.line_width).set_fill(colors.gold, opacity=1)
        # In the corner over its back: it hides nothing of the cat.
        place = on.edge(UP + LEFT) + (0.5 * plate.width) * RIGHT + 0.3 * plate.height * DOWN
        return bleeding(VGroup(drawn(plate.move_to(place)), word.set_line(place, ORIGIN)).rotate(PI / 30))
