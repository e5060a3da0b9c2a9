"""Chapter: the generator makes notes of random numbers, the discriminator rates them; both want its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Restore,
    ValueTracker,
    VGroup,
    Wait,
    rush_into,
    smooth,
    squish_rate_func,
    there_and_back,
)
from manim.typing import Point3D, Vector3D

from lessons.adversarial.chapters.guessing import Guessing, entering
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.hanging import AISLE, LINE, Hanging, room_for_notes
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.pictures.score_meter import GUESS, ROW, ScoreMeter
from lessons.adversarial.pictures.steps_tag import StepsTag
from lessons.adversarial.pictures.workshop import NumberDie
from narrated.design.layout import PIXEL, Region
from narrated.design.theme import TypeScale
from narrated.mobjects.bars import Bar
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.step_path import interpolate, steady
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_HOP = 0.16  # of a player whose wish is told, by its height
# Width of a die and how high over the press it rests, by the height of that: wide, and others.
_DIE, _OVER = (0.36, 0.26), (0.5, 0.27)
_LIFTED = 1.15  # how far a note goes to leave the slot to the next, by its height
_SIDE_BY_SIDE = 1.12  # from die to die, by their width
_ASIDE = 0.8  # room of a player at the side of the notes, by its height: the lens just reaches
_PLATE = 0.13  # how high the middle of a plate is on the press, by the height of that
_SEAM = 4 * PIXEL  # between both halves of the scale
_RIM = 0.12  # of the wall around the scale, by the width of that


@dataclass(frozen=True)
class _Stand:
    """Where everybody stands while notes are rated.

    ``height`` is that of the players, ``note`` the width of a note, in pixels; ``aside`` is the room beside
    the notes, in scene units.
    """

    forger: Point3D
    inspector: Point3D
    height: float
    aside: float
    note: float
    scale: Region

    @classmethod
    def in_hero(cls, hero: Region, ground: float, sizes: TypeScale, span: tuple[float, float]) -> _Stand:
        """The places of a format; ``span`` is from the lowest score that is shown to the highest."""
        left, right, top = (float(hero.edge(way)[k]) for way, k in ((LEFT, 0), (RIGHT, 0), (UP, 1)))
        high = 0.37 * hero.height if hero.broad else min(0.34 * hero.width, 0.3 * hero.height)
        aside = _ASIDE * high if hero.broad else 0.0
        low = ground if hero.broad else ground + (1.0 + _HOP) * high + 1.3 * sizes.heading * PIXEL
        wide = sizes.heading * PIXEL
        # The lowest note is over the foot of all, and the highest one, or the scale, ends at the top.
        row = ROW * sizes.body * PIXEL
        room = top - low - 2 * row
        half = row + span[0] * room / sum(span)
        note = min(room_for_notes(hero.width - 2 * aside, wide), 2 * SHAPE * half / PIXEL)
        bar = min((room + row - note / SHAPE / 2 * PIXEL) / span[1], room)
        scale = Region(hero.x, low + bar / 2 + row, wide, bar + 2 * row)
        forger, inspector = (np.array([at, ground, 0.0]) for at in (left + 0.34 * high, right - 0.34 * high))
        return cls(forger, inspector, high / PIXEL, aside, note, scale)


class Rating(Chapter):
    """A press makes a note of dice, an inspector rates it and a real one; then both pull at one scale.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    guessing
        The chapter before, whose notes, wall, forger and press go on.
    learnt
        What the press makes of the same dice while it learns, shape (n, rows, columns): it is rated as it is
        at first, and becomes the others as both play on.
    other
        What it makes at first of other dice, shape (rows, columns).
    steps
        How many steps of the training had been done at each of these moments, shape (n,).
    noises
        What is on the dice of the one, and on those of the other.
    scores
        What the discriminator of each of those moments gives to it and to the real note, each of shape (n,),
        from 0 to 1.
    """

    def __init__(
        self,
        scene: NarratedScene,
        guessing: Guessing,
        *,
        learnt: np.ndarray,
        other: np.ndarray,
        steps: np.ndarray,
        noises: tuple[Sequence[float], Sequence[float]],
        scores: tuple[np.ndarray, np.ndarray],
    ) -> None:
        super().__init__(scene)
        self.guessing, self.learnt, self.other, self.noises = guessing, learnt, other, noises
        self.forger, self.press = guessing.forger, guessing.press
        self.ground = float(self.regions.stage.edge(DOWN)[1])
        span = float(np.min(scores)), float(np.max(scores))
        self.stand = _Stand.in_hero(self.regions.hero, self.ground, self.theme.type, span)
        self.inspector = Inspector(self.stand.height, mirrored=True).stand(self.stand.inspector)
        self.scale = ScoreMeter(self.stand.scale, size=self.theme.type.body)
        # Whole numbers: 0 before they are rated, then 1, 2 ... for what the fake has become.
        self.played = ValueTracker(0.0)
        self.ways = [np.array([GUESS, *of_one]) for of_one in scores]
        self.steps = np.array([steps[0], *steps], dtype=float)
        # Each half of the scale is filled as high as the note at its side is scored.
        halves = self.scale.bar.columns(1, 1, gap=_SEAM)
        self.filled = VGroup(
            *(
                Bar(half, partial(self.score, way), self.theme.colors.discriminator, upright=True)
                for half, way in zip(halves, self.ways, strict=True)
            )
        )

    def score(self, way: np.ndarray) -> float:
        """What a note is scored now."""
        return float(interpolate(way, self.played.get_value()))

    @beat
    def rate(self) -> None:
        motion, guessing = self.theme.motion, self.guessing
        made, judge = self.names()
        self.fake = guessing.fake.copy().set_picture(self.learnt[0])
        with self.narrate("players"):
            self.forger.turn(mirrored=True)
            away = self.regions.frame.width * LEFT
            leaves = FadeOut(guessing.sight), bleeding(guessing.fake).animate.shift(away)
            # Each throw makes another note.
            self.first_note = self.fake.copy().set_picture(self.other)
            first, then = self.dice(self.noises[1]), self.dice(self.noises[0])
            # What it prints now is not what it printed when it had learnt: the press says so.
            self.learns = self.tag()
            shown = *leaves, FadeIn(made, self.learns), self.roll(first)
            self.on("generator", *shown, run_time=motion.quick)
            self.remove(guessing.fake)
            resting = (self.seconds_left() - 2 * (motion.brief + motion.quick)) / 2
            self.then(Wait(), run_time=max(resting, motion.snap))
            self.then(self.fall(first), run_time=motion.brief)
            self.remove(*first)
            self.then(self.print_note(self.first_note), self.roll(then), run_time=motion.quick)
            self.then(self.lift(self.first_note), run_time=motion.swift)
            self.then(Wait(), run_time=max(resting - motion.swift, motion.snap))
            self.then(self.fall(then), run_time=motion.brief)
            self.remove(*then)
            self.fill(self.print_note(self.fake))
            self.hung = self.hang()
            self.on("discriminator", *self.change_places(made), run_time=motion.beat)
            self.remove(self.fake, guessing.real, self.press, self.first_note)
            self.add(*(hanging.note for hanging in self.hung), self.learns)
            self.learns.add_updater(self.hang_on_the_fake)
            again = made.copy().move_to(self.beside(made, LEFT)).set_opacity(1)
            self.named = {self.forger: again, self.inspector: judge}
            self.then(FadeIn(self.scale, self.filled, again, judge), run_time=motion.swift)
            self.on("rate", steady(self.played, 1.0), run_time=motion.calm)
            self.then(*(FadeIn(hanging.told) for hanging in self.hung), run_time=motion.brief)

    def names(self) -> tuple[Label, Label]:
        """What both players are called: the forger over his press, the inspector where it will be."""
        colors, sizes, hero, stand = self.theme.colors, self.theme.type, self.regions.hero, self.stand
        right = float(hero.edge(RIGHT)[0])
        em = sizes.heading * PIXEL
        press, tall = self.guessing.places.press, self.guessing.places.height * PIXEL
        made, judge = (self.word(key) for key in ("generator", "discriminator"))
        wide = [float(Label(name, sizes.heading, weight="BOLD").width) for name in (made, judge)]
        # One size for both, wherever they stand: beside the notes, or side by side below them.
        if hero.broad:
            rooms = stand.aside - 0.2 * em, stand.aside + AISLE
        else:
            half, dice = hero.width / 2 - 0.3 * em, 3 * _SIDE_BY_SIDE * self.die_width * PIXEL
            rooms = min(right - press[0] - dice / 2 - 0.2 * em, half), half
        size = sizes.heading * min(1.0, *(room / width for room, width in zip(rooms, wide, strict=True)))
        forger = Label(made, size, colors.generator, weight="BOLD")
        inspector = Label(judge, size, colors.discriminator, weight="BOLD")
        if hero.broad:
            forger.set_line(self.guessing.places.forger + (tall + 0.7 * em) * UP)
        else:
            forger.set_line(np.array([right, press[1] + 1.24 * tall, 0.0]), RIGHT)
        inspector.move_to(self.beside(inspector, RIGHT))
        return forger, inspector

    def beside(self, name: Label, side: Vector3D) -> Point3D:
        """The middle of a name at the scale: over its player."""
        stand = self.stand
        foot = stand.forger if side[0] < 0 else stand.inspector
        line = self.ground + stand.height * PIXEL + 0.7 * self.theme.type.heading * PIXEL
        return self.regions.hero.kept(np.array([foot[0], line, 0.0]), float(name.width))

    @property
    def die_width(self) -> float:
        """In pixels of the design; under a ceiling they are smaller."""
        return _DIE[0 if self.regions.hero.broad else 1] * self.guessing.places.height

    def dice(self, noise: Sequence[float]) -> VGroup:
        """Random numbers in a row over the press."""
        high, broad, size = self.guessing.places.height, self.regions.hero.broad, self.die_width
        dice = VGroup(*(bleeding(NumberDie(size, number)) for number in noise))
        dice.arrange(RIGHT, buff=(_SIDE_BY_SIDE - 1) * size * PIXEL)
        return dice.move_to(self.press.mouth + _OVER[0 if broad else 1] * high * PIXEL * UP)

    def roll(self, dice: VGroup) -> AnimationGroup:
        """They come tumbling from beyond the picture, one after the other."""
        for die in dice:
            die.save_state()
            die.rotate(0.9 * PI).shift(self.regions.frame.height / 2 * UP).set_opacity(0)
        return AnimationGroup(*(Restore(die, path_arc=0.0) for die in dice), lag_ratio=0.2)

    def fall(self, dice: VGroup) -> AnimationGroup:
        """They fall into the press."""
        mouth = self.press.mouth
        falls: list[Any] = [
            die.animate(rate_func=rush_into).scale(0.2).rotate((k - 1.5) * 2).move_to(mouth).set_opacity(0)
            for k, die in enumerate(dice)
        ]
        return AnimationGroup(*falls, lag_ratio=0.2)

    def print_note(self, note: Banknote) -> Restore:
        """A note comes out of the slot."""
        note.save_state()
        note.scale(0.25).move_to(self.press.slot, aligned_edge=RIGHT)
        self.add(note)
        return Restore(note)

    def lift(self, note: Banknote) -> Any:
        """It leaves the slot to the next one, and stays in sight above that."""
        return cast(Any, note).animate.shift(_LIFTED * note.height * UP)

    def hang(self) -> tuple[Hanging, Hanging]:
        """The fake at the left of the scale, the real note at its right."""
        colors, name = self.theme.colors, self.word("score")
        fake, real = (
            Hanging(
                note.copy(), self.stand.note, self.scale, side, beside, color=color, name=name,
                score=partial(self.score, way),
            )
            for note, side, beside, way, color in (
                (self.fake, LEFT, UP, self.ways[0], colors.generator),
                (self.guessing.real, RIGHT, DOWN, self.ways[1], colors.real),
            )
        )  # fmt: skip
        return fake, real

    def tag(self) -> StepsTag:
        """For how long the press has learnt, on a plate at its foot."""
        press, early = self.press, self.word("early").format(plain_number(self.steps[0], 0))
        tag = StepsTag(early, self.theme.colors.generator, min(press.width, self.stand.note * PIXEL))
        return tag.move_to(press.foot + _PLATE * press.height * UP)

    def change_places(self, made: Label) -> list[Any]:
        """Both notes go to the scale, which is the wall; the press leaves, the inspector comes."""
        stand, guessing, forger, motion = self.stand, self.guessing, self.forger, self.theme.motion
        fake, real = (hanging.note for hanging in self.hung)
        away = self.regions.frame.width * LEFT
        comes = entering(bleeding(self.inspector), -away)
        self.add(self.press, forger, self.inspector, guessing.wall, guessing.real, self.fake, self.learns)
        forger.turn(mirrored=False)
        walks = forger.animate.scale(stand.height / guessing.places.height, about_point=forger.foot).shift(
            stand.forger - forger.foot
        )
        # The wall stays between the forger and the real note: what is scored is read off it.
        wall, track = guessing.wall.animate, self.scale.track
        if not guessing.places.wall.upright:
            wall = wall.rotate(PI / 2)
        rim = 2 * _RIM * track.width
        wall = wall.stretch_to_fit_width(track.width + rim).stretch_to_fit_height(track.height + rim)
        wall, _ = wall.move_to(track), decoration(guessing.wall)
        return [
            walks, comes, wall, self.press.animate.shift(away), bleeding(self.first_note).animate.shift(away),
            self.learns.animate(rate_func=motion.soon(0.7)).move_to(self.hang_on_the_fake(self.learns.copy())),
            FadeOut(made, rate_func=squish_rate_func(smooth, 0.0, 0.3)),
            self.fake.animate.scale(fake.width / self.fake.width).move_to(fake),
            guessing.real.animate.scale(real.width / guessing.real.width).move_to(real),
        ]  # fmt: skip

    @beat
    @after("rate")
    def wish(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        fake, real = self.hung
        judge, forge = colors.discriminator, colors.generator
        shown, game = self.scale.track.animate(rate_func=there_and_back), self.name_of_the_game()
        with self.narrate("wishes"):
            # The one scale, and those who wish: at the same note one pulls down, the other up.
            scale = shown.set_stroke(colors.gold, self.theme.curve_width)
            self.on("scale", scale, FadeIn(game), run_time=motion.beat)
            both = VGroup(fake.pull(DOWN, judge), fake.pull(UP, forge))
            self.then(FadeIn(both), self.hop(self.forger), self.hop(self.inspector), run_time=motion.calm)
            self.fill()
            high, low = real.pull(UP, judge), fake.pull(DOWN, judge)
            gone = FadeOut(both, rate_func=motion.soon(0.4))
            self.on("real", FadeIn(high), gone, self.hop(self.inspector), run_time=motion.calm)
            self.on("low", FadeIn(low), self.hop(self.inspector), run_time=motion.calm)
            # Both play on: the note becomes better, and the inspector, who cannot tell them apart any more,
            # cannot hold either.
            up = fake.pull(UP, forge)
            gone = FadeOut(high, low, game, rate_func=motion.soon(0.5))
            self.on("fool", FadeIn(up), gone, self.hop(self.forger), run_time=motion.brief)
            fake.note.add_updater(self.become())
            self.learns.count(
                lambda: float(interpolate(self.steps, self.played.get_value())), self.word("trained")
            )
            self.then(steady(self.played, len(self.learnt)), run_time=motion.beat)

    def name_of_the_game(self) -> Label:
        """What both are called together: over the fake, before that climbs, or under the real note."""
        hero, sizes, (fake, real) = self.regions.hero, self.theme.type, (hung.note for hung in self.hung)
        wall, row = self.guessing.wall, 2 * LINE * sizes.body * PIXEL
        air = 0.3 * sizes.body * PIXEL
        if hero.broad:
            left, right = float(hero.edge(LEFT)[0]), float(wall.get_left()[0]) - air
            low, top = fake.get_top()[1] + row + self.learns.height, float(hero.edge(UP)[1])
        else:
            left, right = float(wall.get_right()[0]) + air, float(hero.edge(RIGHT)[0])
            low, top = float(self.stand.scale.edge(DOWN)[1]), real.get_bottom()[1] - row
        room = Region((left + right) / 2, (low + top) / 2, right - left, top - low)
        return Label(self.word("game"), sizes.heading, weight="BOLD", within=room, edge=LEFT)

    def hang_on_the_fake(self, tag: Any) -> Any:
        """Puts the tag over the line of the fake's score; where it is low there, on the fake's lower edge."""
        note, row = self.hung[0].note, 2 * LINE * self.theme.type.body * PIXEL
        if not self.regions.hero.broad:
            return tag.move_to(note.get_bottom())
        return tag.move_to(note.get_top() + row * UP, aligned_edge=DOWN)

    def become(self) -> Any:
        """Puts on the note what its noise has become."""
        now, pictures = self.played.get_value, self.learnt

        def follow(note: Any) -> None:
            note.set_picture(pictures[max(round(now()) - 1, 0)])

        return follow

    def hop(self, player: Drawing) -> AnimationGroup:
        """The one who wishes leaps, and lifts the name over it."""
        up = _HOP * float(player.height) * UP
        lifted = player, self.named[player]
        return AnimationGroup(
            *(cast(Any, thing).animate(rate_func=there_and_back).shift(up) for thing in lifted)
        )
