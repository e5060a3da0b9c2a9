"""Chapter: the generator makes notes of random numbers, the discriminator rates them; both want its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Restore,
    ValueTracker,
    VGroup,
    rush_into,
)
from manim.typing import Point3D

from lessons.adversarial.chapters.guessing import Guessing
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.hanging import Hanging, room_for_notes
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.score_meter import ScoreMeter
from lessons.adversarial.pictures.workshop import FACES, Die
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_SMALLER = 0.64  # players beside the scale
_APART = 0.5  # where both notes hang before anybody pulls
# Where they are pulled to: what each wants, no measurement.
_HIGH, _LOW, _TUG = 0.84, 0.2, (0.66, 0.48, 0.6)


@dataclass(frozen=True)
class _Stand:
    """Where everybody stands while notes are made and rated.

    ``height`` is that of the players in pixels, ``named`` the height of the line over them.
    """

    forger: Point3D
    press: Point3D
    inspector: Point3D
    height: float
    named: float
    note: Region
    meter: Region

    @classmethod
    def in_hero(cls, hero: Region, ground: float, em: float) -> _Stand:
        """The places of a format; ``em`` is that of what is written, in scene units."""
        left, right, top = hero.edge(LEFT)[0], hero.edge(RIGHT)[0], hero.edge(UP)[1]
        high = 0.54 * hero.height if hero.broad else min(0.34 * hero.width, 0.38 * hero.height)
        forger, press, inspector = left + 0.3 * high, left + 1.22 * high, right - 0.3 * high
        if hero.broad:
            start, end = left + 1.8 * high, inspector - 0.68 * high
            meter = Region(end - 0.35 * em, (ground + top) / 2, 0.7 * em, 0.96 * (top - ground))
            across = end - start - 1.2 * em
            note = Region(start + across / 2, ground + 0.6 * high, across, 0.9 * high)
        else:
            low = ground + high + 2.2 * em  # over the names
            meter = Region(right - 0.4 * em, (low + top) / 2, 0.6 * em, top - low)
            across = hero.width - 2.4 * em
            room = top - low - 1.5 * em
            note = Region(left + across / 2, low + room / 2, across, room)
        first, second, third = (np.array([at, ground, 0.0]) for at in (forger, press, inspector))
        return cls(first, second, third, high / PIXEL, ground + high + 0.7 * em, note, meter)


class Rating(Chapter):
    """A press makes a note of dice, an inspector rates it; then both pull at one score.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    guessing
        The chapter before, whose notes, forger and press go on.
    early
        The picture on the note that is rated: of a press that has not learnt much yet.
    scores
        What the discriminator then gave to fakes and to real notes on average, from 0 to 1.
    """

    def __init__(
        self,
        scene: NarratedScene,
        guessing: Guessing,
        *,
        early: np.ndarray,
        scores: tuple[float, float],
    ) -> None:
        super().__init__(scene)
        self.guessing, self.scores = guessing, scores
        self.forger, self.press = guessing.forger, guessing.press
        self.ground = self.regions.stage.edge(DOWN)[1]
        self.stand = _Stand.in_hero(self.regions.hero, self.ground, self.theme.type.heading * PIXEL)
        self.inspector = Inspector(self.stand.height, mirrored=True).stand(self.stand.inspector)
        self.score = ValueTracker(0.0)
        self.fake, self.real = (
            self.note(picture, color)
            for picture, color in (
                (guessing.fake, self.theme.colors.generator),
                (guessing.real, self.theme.colors.real),
            )
        )
        self.fake.set_picture(early)

    def note(self, like: Banknote, color: str) -> Banknote:
        """The same note as it lies before the inspector."""
        place = self.stand.note
        width = min(place.width, SHAPE * place.height)
        note = like.copy()
        return note.scale(width / note.width).move_to(place.center).mark(color)

    @beat
    def rate(self) -> None:
        motion, stand = self.theme.motion, self.stand
        made, judge = self.name("generator", stand.press), self.name("discriminator", stand.inspector)
        fake, real = self.scores
        meter = ScoreMeter(stand.meter, self.score.get_value)
        of_fake, of_real = self.told(fake), self.told(real)
        with self.narrate("players"):
            self.on("generator", *self.set_up(), FadeIn(made), run_time=motion.calm)
            self.then(self.throw_dice(), run_time=motion.beat)
            self.then(self.print_note(), run_time=motion.calm)
            inspector = bleeding(self.inspector)
            self.score.set_value(fake)
            arrives = FadeIn(inspector, shift=LEFT), FadeIn(judge, meter, of_fake)
            self.on("discriminator", *arrives, run_time=motion.quick)
            # A note leaves with its score and what printed it; the next was not printed there.
            leaves = FadeOut(self.fake, of_fake, self.press, made), self.score.animate.set_value(0.0)
            self.on("rate", *leaves, run_time=motion.swift)
            comes = FadeIn(self.real, scale=0.8), FadeIn(of_real), self.score.animate.set_value(real)
            self.then(*comes, run_time=motion.swift)

    def name(self, key: str, foot: Point3D) -> Label:
        """What a player is called, over it and inside of the picture."""
        colors, sizes, hero = self.theme.colors, self.theme.type, self.regions.hero
        color = colors.generator if key == "generator" else colors.discriminator
        # One size for both: the longer one stands between the meter and the edge of the picture, or both in
        # one line over the players.
        names = [Label(self.word(k), sizes.heading, weight="BOLD") for k in ("generator", "discriminator")]
        widths = [name.width for name in names]
        beside = hero.edge(RIGHT)[0] - self.stand.meter.edge(RIGHT)[0] - 0.2
        room = beside / max(widths) if hero.broad else (hero.width - 0.4) / sum(widths)
        size = sizes.heading * min(1.0, room)
        label = Label(self.word(key), size, color, weight="BOLD")
        half = label.width / 2
        low, high = hero.edge(LEFT)[0] + half, hero.edge(RIGHT)[0] - half
        # In a narrow picture both names need the whole width.
        x = foot[0] if hero.broad else low if key == "generator" else high
        return label.set_line(np.array([np.clip(x, low, high), self.stand.named, 0.0]))

    def set_up(self) -> list[Any]:
        """Forger and press take their places, and all else leaves."""
        stand, forger, press = self.stand, self.forger, self.press
        forger.turn(mirrored=False)
        leaves = self.scene.clear_body(forger, press)
        there = [
            player.animate.scale(stand.height / self.guessing.places.height, about_point=player.foot).shift(
                foot - player.foot
            )
            for player, foot in ((forger, stand.forger), (press, stand.press))
        ]
        return [leaves, *there]

    def throw_dice(self) -> AnimationGroup:
        """Random numbers fall into the press."""
        mouth, size = self.press.mouth, 0.28 * self.stand.height
        start = mouth + 0.62 * self.stand.height * PIXEL * UP
        falls: list[Any] = []
        for k, face in enumerate(FACES):
            die = bleeding(Die(size, face)).move_to(start + 1.2 * (k - 1) * size * PIXEL * RIGHT)
            falls.append(
                die.animate(rate_func=rush_into)
                .scale(0.3)
                .rotate((k - 1.5) * 2)
                .move_to(mouth)
                .set_opacity(0)
            )
            self.add(die)
        return AnimationGroup(*falls, lag_ratio=0.25)

    def print_note(self) -> Restore:
        """The note comes out of the slot, and grows on its way to the inspector."""
        self.fake.save_state()
        self.fake.scale(0.25).move_to(self.press.slot, aligned_edge=LEFT)
        self.add(self.fake)
        return Restore(self.fake)

    def told(self, score: float) -> VGroup:
        """An average score in a number over the note."""
        colors, sizes, place = self.theme.colors, self.theme.type, self.stand.note
        number = Label(plain_number(score, 2), sizes.heading, colors.discriminator, weight="BOLD")
        word = Label(self.word("mean"), sizes.body, colors.discriminator, weight="BOLD")
        y = self.real.get_top()[1] + 0.8 * sizes.heading * PIXEL
        gap = 0.4 * sizes.heading * PIXEL
        start = place.x - (word.width + gap + number.width) / 2
        word.set_line(np.array([start, y, 0.0]), LEFT)
        number.set_line(np.array([start + word.width + gap, y, 0.0]), LEFT)
        return VGroup(word, number)

    @beat
    @after("rate")
    def wish(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        scale, fake, real = self.hang()
        judge, forge = colors.discriminator, colors.generator
        with self.narrate("wishes"):
            self.then(*self.move_over(scale, fake, real), run_time=motion.beat)
            self.remove(self.real)
            self.add(fake, real)
            rises = real.score.animate.set_value(_HIGH)
            self.on("real", FadeIn(real.pull(UP, judge)), rises, run_time=motion.calm)
            sinks = fake.score.animate.set_value(_LOW)
            self.on("low", FadeIn(fake.pull(DOWN, judge)), sinks, run_time=motion.calm)
            first, *others = (fake.score.animate.set_value(score) for score in _TUG)
            self.on("fool", FadeIn(fake.pull(UP, forge)), first, run_time=motion.brief)
            for pulled in others:
                self.then(pulled, run_time=motion.swift)

    def hang(self) -> tuple[ScoreMeter, Hanging, Hanging]:
        """The scale between the players, or over them, and both notes at it."""
        hero, stand, colors = self.regions.hero, self.stand, self.theme.colors
        left, right, top = hero.edge(LEFT)[0], hero.edge(RIGHT)[0], hero.edge(UP)[1]
        em, low = self.theme.type.heading * PIXEL, self.ground
        if hero.broad:
            high = _SMALLER * stand.height * PIXEL
            left, right = left + 0.76 * high, right - 0.98 * high
        else:
            low += 1.05 * stand.height * PIXEL
        wide, size = (1.15 * em, self.theme.type.heading) if hero.broad else (em, self.theme.type.body)
        place = Region((left + right) / 2, (low + top) / 2, wide, 0.98 * (top - low))
        scale = ScoreMeter(place, size=size)
        word = Label(self.word("score"), size, colors.discriminator, weight="BOLD")
        scale.add(word.set_line(scale.at(1.0) + 0.9 * wide * LEFT + 0.1 * em * UP, RIGHT))
        width = room_for_notes(right - left, place.width)
        fake, real = (
            Hanging(like.copy(), width, scale, side, _APART, color)
            for like, side, color in (
                (self.fake, LEFT, colors.generator), (self.real, RIGHT, colors.real),
            )
        )  # fmt: skip
        return scale, fake, real

    def move_over(self, scale: ScoreMeter, fake: Hanging, real: Hanging) -> list[Any]:
        """Both notes go to the scale, the press goes away, and the players make room."""
        players: list[Any] = []
        if self.regions.hero.broad:
            edges = (self.regions.hero.edge(LEFT), self.regions.hero.edge(RIGHT))
            high = _SMALLER * self.stand.height * PIXEL
            for player, edge, share in zip((self.forger, self.inspector), edges, (0.32, -0.34), strict=True):
                foot = np.array([edge[0] + share * high, self.ground, 0.0])
                moved = player.animate.scale(_SMALLER, about_point=player.foot).shift(foot - player.foot)
                players.append(moved)
        leaves = self.scene.clear_body(self.forger, self.inspector, self.real)
        arrives = self.real.animate.scale(real.note.width / self.real.width).move_to(real.note)
        return [leaves, *players, FadeIn(scale, fake, real[0]), arrives]
