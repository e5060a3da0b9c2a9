"""Chapter: a press prints sixteen frames at once, which walk; one guesses which is real; a label tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    LaggedStart,
    Rectangle,
    Restore,
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
from lessons.adversarial.pictures.players import Forger, Inspector, Press, rim
from lessons.adversarial.pictures.score_meter import GUESS, ScoreMeter
from lessons.adversarial.pictures.stamp import Stamp
from lessons.adversarial.pictures.tones import marking, tones
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Bar
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.raster import Raster
from narrated.mobjects.step_path import Shape, steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_GAP = 0.16  # between two of many pictures
_SHEET = 7 * PIXEL  # of what a picture lies on, seen around it
_FORGER, _PRESS = 0.8, 1.04  # widths by their height, with some air
_STAMP = 0.13  # height of the label's letters by that of the picture, at most
_WORD = 0.86  # width of what the label says by that of its picture, at most
_FAKE = 0.4  # the same of what says that it is fake
_FALLS = 1.6  # size of a stamp that is about to fall, by its own
_WIPER = 0.06, 1.05  # width and height of what wipes, by those of the picture
_PRINTED = 0.8  # of the time until they walk, in which all frames come out
_RIFFLE = 0.1  # from the start of one frame on its way to that of the next, by how long that takes
_LOW, _UNDER = 0.54, 0.8  # height of a player at the end, by that of pictures side by side; or above another
_AT = 0.3  # from the edge of what is read to its feet, by its height
_HEAD = 0.12  # of it in front of pictures that it stands below, by their height
_SIDES = 0.4  # between both pictures at the end
_TITLE = 1.5  # height of the line over them, in em of what is written there
_JOLT = 0.07  # scene units by which a picture gives way to a stamp
_RING = 26 * PIXEL  # by so much a frame around a picture is wider
_APART = 0.5  # between two clips, and from each to its meter: a frame around it has room
_METER = 2.2  # width of a meter's number, in em of that
_LYING, _AIR = 0.9, 0.1  # height of a meter that lies, the same way; from it to its number
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
        line = _TITLE * self.theme.type.title * PIXEL
        self.parts = self.regions.hero.rows(line, self.regions.hero.height - line)

    @beat
    def produce(self) -> None:
        motion = self.theme.motion
        frames, wiper = self.frames(), self.wiper()
        self.large = large = self.playing()
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
        edge = self.theme.colors.generator
        return VGroup(
            *(Raster(at, lambda k=k: self.made[k], edge=edge) for k, at in enumerate(places))  # type: ignore[misc]
        )

    def moment(self) -> int:
        """Which picture of the clip is seen now: when it begins to walk, the last, which is on top."""
        return self.projector.picture(len(self.made), ahead=len(self.made) - 1)

    def playing(self) -> Raster:
        """The clip as it plays: as it was made, its specks marked when they are spoken of, or clean."""
        specks = np.abs(self.finished - self.made) > _SPECK
        colors = self.theme.colors
        greys, mark = tones(colors.drawn_dark, colors.drawn_light), marking(colors.generator)

        def picture() -> np.ndarray:
            k = self.moment()
            columns = round(self.swept.get_value() * self.made.shape[2])
            seen = np.hstack([self.finished[k][:, :columns], self.made[k][:, columns:]])
            share = self.marked.get_value() * specks[k]
            share[:, :columns] = 0.0
            return mark(greys(seen), share)

        return Raster(self.canvas, picture, edge=colors.generator)

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
        motion, colors = self.theme.motion, self.theme.colors
        asked, self.name = self.titled("which", colors.text), self.titled("score", colors.discriminator)
        with self.narrate("guess"):
            # Nothing lies over them, and nobody tells: it is the viewer who looks, until meters come.
            seen = FadeIn(made, real, asked)
            self.on("which", self.scene.clear_body(), seen, run_time=motion.swift)
            self.add(made, real)
            self.projector.run(self.seconds_left() - motion.quick)
            gone = FadeOut(asked, rate_func=motion.soon(0.5))
            comes = FadeIn(self.name, self.meters[0], rate_func=motion.late(0.5))
            self.projector.run(self.seconds_left(), gone, comes)

    @beat
    @after("guess")
    def label(self) -> None:
        """What the discriminator says of both; what nobody can see is written on all that is synthetic."""
        motion, colors, (made, real) = self.theme.motion, self.theme.colors, self.pair
        told = VGroup(self.ring(made.place, colors.generator), self.ring(real.place, colors.real))
        fake, law = self.fake_stamp(made.place), self.titled("law", colors.text)
        ends, note_at, players = self.closing()
        note, away = self.first_fake(note_at), self.regions.frame.width * RIGHT
        framed, (scales, numbers) = self.ring(ends, colors.generator), self.meters
        stamps = [self.stamp(on) for on in (ends, note_at)]
        with self.narrate("label"):
            self.on("score", FadeIn(numbers), run_time=motion.swift)
            self.add(scales, numbers)
            self.projector.run(motion.calm, self.scored.animate.set_value(1.0))
            self.projector.run(self.seconds_left() - motion.beat)
            # Which was which is told before anything leaves, as it was of the notes.
            self.add(told)  # the stamp falls on the frames
            self.projector.run(motion.swift, self.falls(fake), FadeIn(told), FadeOut(self.name))
            self.projector.run(motion.swift, *self.jolt(made, told[0], fake))
            self.projector.run(self.seconds_left(), FadeIn(law))
            # What is real makes room for what the lesson began with, and for whom it was about.
            gone = FadeOut(real, told[1], fake, scales, numbers, rate_func=motion.soon(0.4))
            goes = made.animate.scale(ends.width / made.plate.width).move_to(ends.center)
            self.add(note.shift(away))
            come = note.animate.shift(-away), FadeIn(players, rate_func=motion.late(0.5))
            self.on("label", gone, goes, Transform(told[0], framed), *come, run_time=motion.brief)
            # Both are stamped, one after the other, and give way a little.
            jolts = self.jolt(made, told[0], stamps[0]), self.jolt(note, stamps[1])
            self.then(self.falls(stamps[0]), run_time=motion.swift)
            self.then(*jolts[0], self.falls(stamps[1]), run_time=motion.swift)
            self.then(*jolts[1], run_time=motion.swift)
            self.projector.run()

    def titled(self, key: str, color: str) -> Phrase:
        """What is asked or told of all that is seen, over it."""
        return Phrase(self.parts[0], [(self.word(key), self.theme.type.title, color)])

    def falls(self, stamp: Stamp) -> Animation:
        """It is large and near, and faster and faster until it hits."""
        stamp.save_state()
        # What is written above it, and at its left, stays free.
        self.add(stamp.scale(_FALLS, about_edge=UP + LEFT))
        return Restore(stamp, rate_func=rush_into)

    def jolt(self, *struck: VMobject) -> list[Any]:
        """What is struck gives way, and is back."""
        return [cast(Any, part).animate(rate_func=there_and_back).shift(_JOLT * DOWN) for part in struck]

    def closing(self) -> tuple[Region, Region, VGroup]:
        """Where the clip and the note are at the end, and both players on the ground.

        Both pictures are equally high, side by side or one above the other, and as large as there is room;
        the players stand in front of their outer edges, or below them.
        """
        hero, ground, (_, below) = self.regions.hero, float(self.regions.stage.edge(DOWN)[1]), self.parts
        gap, ring = _SIDES, _RING / 2
        if hero.upright:
            high = (below.height - gap) / 2
            clip, note = below.rows(1, 1, gap=gap)
            clip, note = Region(clip.x, clip.y, high, high), Region(note.x, note.y, SHAPE * high, high)
            tall = _UNDER * high
        else:
            high = min(below.height, (below.width - gap) / (1 + SHAPE))
            row = Region(below.x, float(below.edge(UP)[1]) - high / 2, (1 + SHAPE) * high + gap, high)
            clip, note = row.columns(high, SHAPE * high, gap=gap)
            # Where there is much room below them, their heads alone are in front of the pictures.
            tall = max(_LOW * high, float(row.edge(DOWN)[1]) - ground + _HEAD * high)
        reach = hero.width / 2 - _AT * tall
        players = self.at_rest(tall, [hero.x - reach, hero.x + reach])
        return clip.inset(_SHEET + ring), note, players  # with its frame it is as high as the note

    def at_rest(self, high: float, feet: Sequence[float]) -> VGroup:
        """Both players on the ground, face to face, each with a dark rim."""
        ground = float(self.regions.stage.edge(DOWN)[1])
        players = Forger(high / PIXEL), Inspector(high / PIXEL, mirrored=True)
        for player, x in zip(players, feet, strict=True):
            player.stand([x, ground, 0.0])
        return VGroup(*map(rim, players), *players)

    def first_fake(self, at: Region) -> Banknote:
        """That note."""
        note = Banknote(at.width / PIXEL, self.note, color=self.theme.colors.generator)
        return bleeding(note.move_to(at.center))

    def halves(self) -> list[tuple[Region, Region]]:
        """Of each of two clips its own place, and that of its meter.

        Where there is room, they are side by side, the meters at the outer sides; in an upright picture one
        is above the other, and in a square one, where both would be small so, the meters lie below them.
        """
        _, below = self.parts
        wide, ring = _METER * self.theme.type.body * PIXEL, _SHEET + _RING / 2
        if below.broad:
            side = min((below.width - 3 * _APART) / 2 - wide, below.height - 2 * ring)
            row = Region(below.x, below.y, 2 * (side + wide) + 3 * _APART, side)
            first, made, real, second = row.columns(wide, side, side, wide, gap=_APART)
            return [(made, first), (real, second)]
        if self.regions.hero.upright:
            side = min(below.width - wide - _APART, (below.height - _APART) / 2 - ring)
            rows = Region(below.x, below.y, side + wide + _APART, 2 * side + _APART).rows(1, 1, gap=_APART)
            made, real = (row.columns(side, wide, gap=_APART) for row in rows)
            return [(made[0], made[1]), (real[0], real[1])]
        line = _LYING * self.theme.type.body * PIXEL
        side = min((below.width - _APART) / 2 - ring, below.height - line - _APART - 2 * ring)
        whole = Region(below.x, below.y, 2 * side + _APART, side + line + _APART)
        made, real = (half.rows(side, line, gap=_APART) for half in whole.columns(1, 1, gap=_APART))
        return [(made[0], made[1]), (real[0], real[1])]

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
        """A score as a bar, with a mark where one would merely guess, and digits below it or at its end."""
        sizes, colors = self.theme.type, self.theme.colors
        if place.height > place.width:
            line = 1.3 * sizes.body * PIXEL
            at, digits = place.rows(place.height - line, line)
            scale = ScoreMeter(Region(at.x, at.y, 1.2 * sizes.label * PIXEL, at.height), score)
            across = 0.8 * scale.bar.width * RIGHT
            middle = scale.at(GUESS)
        else:
            wide = _METER * sizes.body * PIXEL
            at, digits = place.columns(place.width - wide - _AIR, wide, gap=_AIR)
            track = Rectangle(width=at.width, height=at.height).move_to(at.center)
            track.set_fill(colors.raised, opacity=1).set_stroke(colors.axis, self.theme.hair_width)
            scale = VGroup(decoration(track), Bar(at, score, colors.discriminator))
            across = 0.7 * at.height * UP
            middle = at.edge(LEFT) + GUESS * at.width * RIGHT
        mark = VMobject(stroke_color=colors.text, stroke_width=self.theme.line_width)
        mark.set_points_as_corners([middle - across, middle + across])
        number = LiveNumber(score, decimals=2, size=sizes.body, color=colors.discriminator, edge=ORIGIN)
        return VGroup(scale, decoration(mark)), number.set_line(digits.center)

    def ring(self, picture: Region, color: str) -> VMobject:
        """A frame around a picture, with the sheet that it comes on."""
        at = picture.inset(-_SHEET - _RING / 2)
        ring = RoundedRectangle(width=at.width, height=at.height, corner_radius=self.theme.corner)
        return ring.set_stroke(color, self.theme.curve_width).move_to(at.center)

    def fake_stamp(self, on: Region) -> Stamp:
        """What the one clip is, stamped on it as on the first fake."""
        color, within = self.theme.colors.generator, Region(0, 0, _FAKE * on.width, on.height)
        word = Label(self.word("fake"), self.theme.type.title, color, weight="BOLD", within=within)
        stamp = Stamp(word, fill=self.theme.colors.background, edge=color, width=self.theme.curve_width)
        return stamp.move_to(on.center)

    def stamp(self, on: Region) -> Stamp:
        """What every synthetic picture bears, in its corner."""
        colors, size = self.theme.colors, min(self.theme.type.title, _STAMP * on.height / PIXEL)
        within = Region(0, 0, _WORD * on.width, 1.4 * size * PIXEL)
        word = Label(self.word("synthetic"), size, colors.drawn_dark, weight="BOLD", within=within)
        stamp = Stamp(word, fill=colors.gold, edge=colors.background, width=2 * self.theme.line_width)
        # There it hides nothing of a cat but the tip of its tail.
        return stamp.move_to(on.edge(UP + LEFT) + 0.5 * stamp.width * RIGHT + 0.45 * stamp.height * DOWN)
