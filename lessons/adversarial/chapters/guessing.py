"""Chapter: two notes, one of them printed by a network; the viewer guesses before the film tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    RoundedRectangle,
    VGroup,
    VMobject,
    Wait,
    there_and_back,
)
from manim.typing import Point3D, Vector3D

from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.opening import Opening
from lessons.adversarial.pictures.players import Forger, Press
from lessons.adversarial.pictures.workshop import Wall, gaze
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_THICK = 66  # px, of the wall
_NOTE = 0.62  # width of a note that comes out of the press, by the height of that at most
_PEEP = 0.12  # how far the forger goes to look past the wall, by his height
_FORGER, _PRESS = 0.76, 1.02  # widths by their height, with some air


@dataclass(frozen=True)
class Workshop:
    """Where the wall stands, the forger with the press on the one side of it, and the real note on the other.

    They stand as in every later scene: the forger left of the wall, or below it.

    Parameters
    ----------
    wall
        Upright in a wide picture; else it lies over the workshop as its ceiling.
    real
        The real note's place.
    forger, press
        Where they stand.
    height
        Of both, in pixels of the design.
    note
        Width of the note that comes out of the press, the same way.
    """

    wall: Region
    real: Region
    forger: Point3D
    press: Point3D
    height: float
    note: float

    @classmethod
    def in_hero(cls, hero: Region, ground: float) -> Workshop:
        """The places of a format.

        Parameters
        ----------
        hero
            What of the picture is read.
        ground
            Height of the ground.
        """
        left, right = hero.edge(LEFT)[0], hero.edge(RIGHT)[0]
        thick, top = _THICK * PIXEL, hero.edge(UP)[1]
        high = 0.56 * hero.height if hero.broad else min(0.4 * hero.width, 0.42 * hero.height)
        if hero.broad:
            beside = right - 0.34 * hero.width
            wall = Region(beside, (ground + top) / 2, thick, top - ground)
            real = Region((right + beside) / 2 + thick / 2, hero.y, right - beside - 2 * thick, hero.height)
            start = beside - 2.2 * thick
        else:
            low = ground + 1.45 * high
            wall = Region(hero.x, low + thick / 2, hero.width, thick)
            real = Region(hero.x, (low + thick + top) / 2, 0.8 * hero.width, 0.9 * (top - low - thick))
            start = right
        forger = start - 0.58 * _FORGER * high
        press = start - (_FORGER + _PRESS / 2) * high
        note = min(press - 0.5 * high - left, _NOTE * high)
        feet = np.array([forger, ground, 0.0]), np.array([press, ground, 0.0])
        return cls(wall, real, *feet, high / PIXEL, note / PIXEL)


def entering(thing: Drawing, away: Vector3D) -> Any:
    """An animation that brings a drawn thing to where it is, from beyond the picture."""
    there = thing.foot
    return thing.shift(away).animate.stand(there)


class Guessing(Chapter):
    """Which of two notes is fake; then it is told, and that who printed the other never saw a real one.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    real, fake
        The pictures on the notes, shape (rows, columns), 0 to 255.

    Attributes
    ----------
    places
        Of the workshop.
    real, fake, forger, press, wall, sight
        For a chapter that goes on from them.
    """

    def __init__(self, scene: NarratedScene, *, real: np.ndarray, fake: np.ndarray) -> None:
        super().__init__(scene)
        hero, size = self.regions.hero, self.theme.type.title
        self.places = Workshop.in_hero(hero, self.regions.stage.edge(DOWN)[1])
        opening = Opening.in_hero(hero, size)
        self.real, self.fake = (
            Banknote(opening.width, picture).move_to(side.center)
            for picture, side in ((real, opening.real), (fake, opening.fake))
        )
        self.question = Phrase(opening.title, [(self.word("which"), size, self.theme.colors.text)])
        self.forger, self.press = Forger(self.places.height), Press(self.places.height, mirrored=True)
        self.wall = self.drawn_wall()

    @beat
    def guess(self) -> None:
        motion = self.theme.motion
        self.add(self.real, self.fake, self.question)
        first, second = self.ring(self.real), self.ring(self.fake)
        with self.narrate("guess"):
            lifts = (note.animate(rate_func=there_and_back).scale(1.03) for note in (self.real, self.fake))
            self.on("pair", *lifts, run_time=motion.calm)
            # Each note has a frame for as long as the other, then both: the picture does not tell.
            self.on("pick", FadeIn(first), run_time=motion.swift)
            self.then(FadeOut(first), FadeIn(second), run_time=motion.swift)
            self.then(FadeIn(first), run_time=motion.swift)
        self.rings = VGroup(first, second)

    def ring(self, note: Banknote) -> VMobject:
        """The frame around a note that one may choose."""
        air = 22 * PIXEL  # so that it stands on the ground, not on the paper
        ring = RoundedRectangle(
            width=note.width + air, height=note.height + air, corner_radius=0.075 * note.height + air / 2
        )
        return ring.set_stroke(self.theme.colors.gold, self.theme.curve_width).move_to(note)

    @beat
    @after("guess")
    def tell(self) -> None:
        motion, places = self.theme.motion, self.places
        self.forger.stand(places.forger)
        self.press.stand(places.press)
        stamp = self.stamp()
        self.sight = gaze(self.forger.eye, places.wall)
        with self.narrate("fake"):
            mark = self.fake.animate.mark(self.theme.colors.generator)
            gone = FadeOut(self.question, self.rings)
            self.on("fake", mark, FadeIn(stamp, scale=1.6), gone, run_time=motion.swift)
            self.then(Wait(), run_time=motion.brief)
            self.part(stamp)
            self.on("never", GrowFromPoint(self.sight, self.forger.eye), run_time=motion.quick)
            # Wherever he looks from: there is the wall.
            way = _PEEP * self.forger.height * (UP if places.wall.upright else LEFT)
            looks = VGroup(self.forger, self.sight).animate(rate_func=there_and_back).shift(way)
            self.then(looks, run_time=motion.beat)

    def part(self, stamp: VMobject) -> None:
        """The real note goes where the wall will hide it, the fake into the press that it came from."""
        places, real, motion = self.places, self.real, self.theme.motion
        share = min(places.real.width / real.width, places.real.height / real.height)
        away, slot = self.regions.frame.width * LEFT, self.press.slot
        # What comes, comes from beyond the picture, behind both notes, one after the other.
        wall, forger, press = bleeding(self.wall), bleeding(self.forger), bleeding(self.press)
        small = (
            self.fake.copy().scale(places.note / self.fake.width * PIXEL).move_to(slot, aligned_edge=RIGHT)
        )
        # What it is stays on it, and is read: smaller, but not as much as the note.
        less = max(self.theme.type.label / self.theme.type.title, small.width / self.fake.width)
        shrinks = (
            self.fake.animate.scale(small.width / self.fake.width).move_to(small),
            stamp.animate.scale(less).move_to(small),
        )
        falls = entering(wall, self.regions.frame.height * UP if places.wall.upright else -away)
        walks, rolls = entering(forger, away), entering(press, away)
        self.add(wall, forger, press, self.fake, stamp, real)
        hidden = real.animate.mark(self.theme.colors.real).scale(share).move_to(places.real.center)
        self.then(hidden, run_time=motion.quick)
        self.then(rolls, *shrinks, run_time=motion.quick)
        self.then(walks, falls, FadeOut(stamp, rate_func=motion.late(0.5)), run_time=motion.quick)

    def drawn_wall(self) -> Wall:
        """What the forger does not see past."""
        place = self.places.wall
        return Wall(place.width / PIXEL, place.height / PIXEL).stand(place.edge(DOWN))

    def stamp(self) -> VGroup:
        """What the fake is, stamped on it."""
        colors, size = self.theme.colors, self.theme.type.title
        word = Label(self.word("fake"), size, colors.generator, weight="BOLD")
        plate = RoundedRectangle(
            width=word.width + size * PIXEL, height=1.4 * size * PIXEL, corner_radius=self.theme.corner
        )
        plate.set_stroke(colors.generator, self.theme.curve_width)
        plate.set_fill(colors.background, opacity=1).move_to(self.fake)
        return VGroup(drawn(plate), word.set_line(plate.get_center(), ORIGIN)).rotate(PI / 24)
