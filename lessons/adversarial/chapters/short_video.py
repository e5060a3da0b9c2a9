"""Chapter: a press prints sixteen frames at once, which walk; one guesses which is real; a label tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    LaggedStart,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    interpolate,
    rush_into,
    there_and_back,
)

from lessons.adversarial.chapters.projector import Projector
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.players import Forger, Inspector, Press
from lessons.adversarial.pictures.score_meter import GUESS, named_meter, score_name
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_GAP = 0.1  # between two of many pictures
_SHEET = 7 * PIXEL  # of what a picture lies on, seen around it
_FORGER, _PRESS = 0.8, 1.04  # widths by their height, with some air
_STAMP = 0.14  # height of the label's letters by that of the picture, at most
_WIPER = 0.06, 1.05  # width and height of what wipes, by those of the picture
_PRINTED = 0.8  # of the time until they walk, in which all frames come out
_RIFFLE = 0.1  # from the start of one frame on its way to that of the next, by how long that takes
_UNDER, _PAIR = 0.9, 0.6  # height of a player at the end, by the room below a note, and by its width
_LOW, _ROOM = 0.6, 0.86  # height of a player beside both pictures, by theirs; its width there, by its height
_SIDES = 0.4  # between both
_JOLT = 0.07  # scene units by which a picture gives way to a stamp
_RING = 26 * PIXEL  # by so much a frame around a picture is wider
_METER = 5.0  # width of a meter with what is written at it, in em of its name
_HIGH = 0.55  # of a meter, by what is read, where there is room
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
    note
        The fake note that the lesson began with, shape (rows, columns), 0 to 255: it is labelled as well.
    pipeline
        Over all until the question.
    """

    def __init__(
        self, scene: NarratedScene, *, trace: Mapping[str, np.ndarray], note: np.ndarray, pipeline: Pipeline
    ) -> None:
        super().__init__(scene)
        self.note, self.pipeline = note, pipeline
        self.made, self.finished, self.real = (
            trace[name] / 255 for name in ("generated", "finished", "real")
        )
        self.rated, self.scored = trace["rated"], ValueTracker(0.0)
        self.projector = Projector(self)
        self.marked, self.swept = ValueTracker(0.0), ValueTracker(0.0)
        ground, shape = float(self.regions.stage.edge(DOWN)[1]), self.regions.hero
        hero = pipeline.below(shape)
        # The press stands on the ground, and what it prints beside it, or above it.
        if shape.upright:
            screen, low = hero.rows(2.9, 1, gap=0.2)
            high, left = float(low.edge(UP)[1]) - ground, hero.x
            side = min(screen.width, screen.height)
            self.canvas = Region(screen.x, screen.y, side, side).inset(_SHEET)
            left -= (_FORGER + _PRESS) * high / 2
        else:
            side = hero.height if shape.broad else 0.64 * hero.width
            room = hero.width - side - 0.3
            players = _FORGER + _PRESS if shape.broad else _PRESS
            high = min(0.66 * hero.height, room / players)
            left = float(hero.edge(LEFT)[0])
            self.canvas = Region(float(hero.edge(RIGHT)[0]) - side / 2, hero.y, side, side).inset(_SHEET)
        self.press, self.forger = Press(high / PIXEL), Forger(high / PIXEL)
        who = _FORGER if shape.broad or shape.upright else 0.0  # in a square one there is no room for both
        self.forger.stand([left + _FORGER * high / 2, ground, 0.0])
        self.press.stand([left + (who + _PRESS / 2) * high, ground, 0.0])
        self.players = VGroup(*([self.forger] if who else []), self.press)

    @beat
    def produce(self) -> None:
        motion = self.theme.motion
        frames, large, wiper = self.frames(), self.large(), self.wiper()
        with self.narrate("produce"):
            clear, lit = self.scene.clear_body(self.pipeline), self.pipeline.light("generate")
            self.on("generate", clear, *lit, FadeIn(self.players), run_time=motion.swift)
            # All at once: that is what is said of them.
            grow = (GrowFromPoint(frame, self.press.slot) for frame in frames)
            self.then(*grow, run_time=_PRINTED * self.seconds_left())
            self.fill()
            # They are stacked, the last on top; the stack is what walks.
            onto = self.canvas.width / frames[0].plate.width
            stack = (frame.animate.move_to(self.canvas.center) for frame in frames)
            self.on("walk", LaggedStart(*stack, lag_ratio=_RIFFLE), run_time=motion.calm)
            self.remove(*frames)
            self.add(large.scale(1 / onto))
            self.then(large.animate.scale(onto), run_time=motion.brief)
            self.projector.run()
            lit = self.pipeline.light("finish")
            self.on("finish", self.marked.animate.set_value(1.0), *lit, run_time=motion.brief)
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
        self.pair = made, real = self.clips()
        self.meters = self.scores()
        with self.narrate("guess"):
            # Nothing lies over them, and nobody tells: it is the viewer who looks, until meters come.
            seen = FadeIn(made, real)
            self.on("which", self.scene.clear_body(), seen, run_time=self.theme.motion.swift)
            self.add(made, real)
            self.projector.run(self.seconds_left() - self.theme.motion.quick)
            self.projector.run(self.seconds_left(), FadeIn(self.meters[0]))

    @beat
    @after("guess")
    def label(self) -> None:
        """What the discriminator says of both; what nobody can see is written on all that is synthetic."""
        motion, colors, (made, real) = self.theme.motion, self.theme.colors, self.pair
        told = VGroup(self.ring(made.place, colors.generator), self.ring(real.place, colors.real))
        ends, note_at, players = self.closing()
        note, away = self.first_fake(note_at), self.regions.frame.width * RIGHT
        framed, (scales, numbers) = self.ring(ends, colors.generator), self.meters
        stamps = [self.stamp(on, ends.height) for on in (ends, note_at)]
        with self.narrate("label"):
            self.on("score", FadeIn(numbers), run_time=motion.swift)
            self.add(scales, numbers)
            self.projector.run(motion.calm, self.scored.animate.set_value(1.0))
            self.projector.run(self.seconds_left() - motion.quick)
            # Which was which is told before anything leaves.
            self.projector.run(motion.swift, FadeIn(told))
            self.projector.run()
            # What is real makes room for what the lesson began with, and for whom it was about.
            gone = FadeOut(real, told[1], scales, numbers, rate_func=motion.soon(0.4))
            goes = made.animate.scale(ends.width / made.plate.width).move_to(ends.center)
            self.add(note.shift(away))
            come = note.animate.shift(-away), FadeIn(players, rate_func=motion.late(0.5))
            self.on("label", gone, goes, Transform(told[0], framed), *come, run_time=motion.brief)
            # Both are stamped, one after the other, and give way a little.
            jolts = self.jolt(made, told[0], stamps[0]), self.jolt(note, stamps[1])
            self.then(self.falls(stamps[0]), run_time=motion.swift)
            self.then(*jolts[0], self.falls(stamps[1]), run_time=motion.swift)
            self.then(*jolts[1], run_time=motion.swift)
            self.add(*stamps)
            self.projector.run()

    def falls(self, stamp: VGroup) -> Animation:
        """It is faster and faster until it hits."""
        return FadeIn(stamp, scale=1.8, rate_func=rush_into)

    def jolt(self, *struck: VMobject) -> list[Any]:
        """What is struck gives way, and is back."""
        return [cast(Any, part).animate(rate_func=there_and_back).shift(_JOLT * DOWN) for part in struck]

    def closing(self) -> tuple[Region, Region, VGroup]:
        """Where the clip and the note are at the end, and both players on the ground.

        Where there is room, both pictures stand on the ground, side by side and equally high, and the players
        to the left and right of them. Elsewhere the note is where the real clip was, and they are below it.
        """
        hero, ground = self.regions.hero, float(self.regions.stage.edge(DOWN)[1])
        if not hero.broad:
            at = self.fake_place()
            high = min(_UNDER * (float(at.edge(DOWN)[1]) - ground), _PAIR * at.width)
            feet = [at.x + side * at.width / 4 for side in (-1, 1)]
            return self.halves()[0][0], at, self.at_rest(high, feet)
        high = (hero.width - _SIDES) / (1 + SHAPE + 2 * _ROOM * _LOW)
        low = float(hero.edge(DOWN)[1]) + _RING
        row = Region(hero.x, low + high / 2, (1 + SHAPE) * high + _SIDES, high)
        clip, note = row.columns(high, SHAPE * high, gap=_SIDES)
        clip = clip.inset(_SHEET + _RING / 2)  # with its frame it is as high as the note
        reach = hero.width / 2 - _ROOM / 2 * _LOW * high
        return clip, note, self.at_rest(_LOW * high, [hero.x - reach, hero.x + reach])

    def fake_place(self) -> Region:
        """Of the note that the lesson began with, where the real clip is: players stand below it."""
        at, _ = self.halves()[1]
        width = min(at.width, SHAPE * at.height)
        return Region(at.x, float(at.edge(UP)[1]) - width / SHAPE / 2, width, width / SHAPE)

    def at_rest(self, high: float, feet: Sequence[float]) -> VGroup:
        """Both players on the ground, face to face."""
        ground = float(self.regions.stage.edge(DOWN)[1])
        players = Forger(high / PIXEL), Inspector(high / PIXEL, mirrored=True)
        for player, x in zip(players, feet, strict=True):
            player.stand([x, ground, 0.0])
        return VGroup(*players)

    def first_fake(self, at: Region) -> Banknote:
        """That note."""
        note = Banknote(at.width / PIXEL, self.note, color=self.theme.colors.generator)
        return bleeding(note.move_to(at.center))

    def halves(self) -> list[tuple[Region, Region]]:
        """Of each of two clips, side by side or one above the other: its own place, and that of its meter."""
        wide, hero = _METER * self.theme.type.label * PIXEL, self.regions.hero
        halves: list[tuple[Region, Region]] = []
        for half in hero.split(1, 1, gap=0.3):
            side = min(half.width - wide, half.height) - 0.3
            whole = Region(half.x, half.y, side + wide, side)
            # Side by side, the meters are at the outer sides.
            if hero.width >= hero.height and not halves:
                meter, clip = whole.columns(wide, side)
            else:
                clip, meter = whole.columns(side, wide)
            # Beside a small picture it is higher than that.
            high = max(side, min(half.height, _HIGH * hero.height))
            halves.append((clip, Region(meter.x, meter.y, wide, high)))
        return halves

    def clips(self) -> tuple[Raster, Raster]:
        """What was made, and a real clip, as large as there is room for both."""
        edge, clips = self.theme.colors.drawn_front, (self.finished, self.real)
        made, real = (
            Raster(at, lambda clip=clip: clip[self.projector.picture(len(clip))], edge=edge)  # type: ignore[misc]
            for clip, (at, _) in zip(clips, self.halves(), strict=True)
        )
        return made, real

    def scores(self) -> tuple[VGroup, VGroup]:
        """Beside each of them a meter, which leaves one half for what the discriminator says; its digits."""
        meters = [
            self.meter(at, lambda score=score: float(interpolate(GUESS, score, self.scored.get_value())))  # type: ignore[misc]
            for score, (_, at) in zip(self.rated, self.halves(), strict=True)
        ]
        scales, numbers = zip(*meters, strict=True)
        return VGroup(*scales), VGroup(*numbers)

    def meter(self, place: Region, score: Callable[[], float]) -> tuple[VGroup, LiveNumber]:
        """A score as a bar, with a mark where one would merely guess, and in digits below."""
        sizes, colors = self.theme.type, self.theme.colors
        line = 1.3 * sizes.body * PIXEL
        above, below = place.rows(place.height - line, line)
        scale = named_meter(score_name(self.word("score"), sizes.label), above, score, quiet=True)
        across = 0.8 * scale.bar.width * RIGHT
        mark = VMobject(stroke_color=colors.text, stroke_width=self.theme.line_width)
        mark.set_points_as_corners([scale.at(GUESS) - across, scale.at(GUESS) + across])
        number = LiveNumber(score, decimals=2, size=sizes.body, color=colors.discriminator, edge=ORIGIN)
        return VGroup(scale, decoration(mark)), number.set_line(below.center)

    def ring(self, picture: Region, color: str) -> VMobject:
        """A frame around a picture, with the sheet that it comes on."""
        at = picture.inset(-_SHEET - _RING / 2)
        ring = RoundedRectangle(width=at.width, height=at.height, corner_radius=self.theme.corner)
        return ring.set_stroke(color, self.theme.curve_width).move_to(at.center)

    def stamp(self, on: Region, high: float) -> VGroup:
        """What every synthetic picture bears, as large as suits the one of them that is so high."""
        colors, size = self.theme.colors, min(self.theme.type.title, _STAMP * high / PIXEL)
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
        # In the corner: over the back of a cat it hides nothing of it.
        place = on.edge(UP + LEFT) + (0.5 * plate.width) * RIGHT + 0.3 * plate.height * DOWN
        return bleeding(VGroup(drawn(plate.move_to(place)), word.set_line(place, ORIGIN)).rotate(PI / 30))
