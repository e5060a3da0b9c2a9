"""Chapter: the focal loss turns down what is easy, so that the few that matter are heard."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    Ellipse,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    ValueTracker,
    VGroup,
)

from loss_scenes.catalogue import FOCAL
from loss_scenes.models import budget_share
from loss_scenes.pictures.avenue import Avenue
from loss_scenes.pictures.budget import BudgetBar
from loss_scenes.pictures.detector import GoldFrame, GoldTag, Windows
from loss_scenes.pictures.scan import LESION, HeadScan
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.panel import Slider, formula
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, TwoDigits
from narrated.mobjects.things import CarFromBehind, Person
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AIR = 28 * PIXEL
_PAST = 0.92  # share of the windows with which their part of the bar holds the words in it
PEDESTRIAN, CAR = (0.204, 0.947), (0.64, 0.917)
"""Where they stand, in shares of the street's width and height from its upper left corner."""


class Focal(Chapter):
    """A detector's easy windows drown the few right ones, until a power turns their loss down.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    law
        How the loss is written, with a part ``gamma``.
    gamma
        Where the power comes to rest.
    easy, hard
        (how many, probability of the right class) of the two groups of examples.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = FOCAL.formula,
        gamma: float = 2.0,
        easy: tuple[int, float] = (100_000, 0.99),
        hard: tuple[int, float] = (100, 0.1),
    ) -> None:
        super().__init__(scene)
        self.law, self.gamma, self.easy, self.hard = law, gamma, easy, hard
        self.power, self.seen = ValueTracker(0.0), ValueTracker(0.0)
        hero = self.regions.hero
        self.broad = hero.width > 1.5 * hero.height
        bar, desk = (116, 370) if self.broad else (190, 516) if hero.height > hero.width else (150, 450)
        self.bar_place, self.desk = _low(hero, bar * PIXEL), _low(hero, desk * PIXEL)
        self.frames: list[Region] = []

    # -- what is counted -------------------------------------------------------------------------------------

    def share(self) -> float:
        """Share of the easy windows seen so far in the sum of all losses, with the power of the moment."""
        many, chance = self.easy
        seen = round(many * self.seen.get_value())
        return budget_share(seen, chance, *self.hard, gamma=self.power.get_value()) if seen else 0.0

    def weight(self) -> float:
        """Share of the easy windows now, in what they had before the power rose."""
        return self.share() / max(budget_share(*self.easy, *self.hard, gamma=0.0), self.share())

    # -- the street ------------------------------------------------------------------------------------------

    @beat
    def drown_the_few(self) -> None:
        motion, colors, sizes = self.theme.motion, self.theme.colors, self.theme.type
        things = self.draw_street()
        self.bar = BudgetBar(self.bar_place, self.share, colors.drawn_front, colors.gold)
        rest = 1 - budget_share(*self.easy, *self.hard, gamma=0.0)
        gold = self.bar_place.columns(1 - rest, rest)[1].inset(_AIR / 2, _AIR / 4)
        self.target = Label(
            self.word("target"), sizes.label, colors.drawn_dark, weight="BOLD", within=gold, edge=RIGHT
        )
        inside = self.inside_bar()
        size = sizes.title if self.broad else sizes.heading
        many = Label(self.word("windows"), size, colors.drawn_dark, weight="BOLD", within=inside, edge=LEFT)
        self.claim = self.claim_in(inside, size, sizes.body, colors.drawn_dark, 88.0)
        self.bring_to_back(self.street)
        end, low = self.avenue.at(0.5, 0.47), self.avenue.foot
        things.scale(0.75, about_point=end)
        with self.narrate("focal"):
            self.then(FadeIn(self.street), run_time=motion.swift)
            self.then(things.animate.scale(1 / 0.75, about_point=end), run_time=motion.calm)
            shown = FadeIn(self.bar, self.target)
            self.then(*self.pan(_top(self.bar_place)), shown, run_time=motion.brief)
            self.found.shift(self.avenue.foot - low)
            self.add(self.bar, self.target, self.windows)
            # The words come when the bar's part has grown past them.
            self.on("windows", steady(self.seen, _PAST), run_time=motion.quick)
            self.then(steady(self.seen, 0.5 + _PAST / 2), FadeIn(many), run_time=motion.swift)
            self.fill(steady(self.seen, 1.0))
            self.on("few", FadeOut(many), run_time=motion.snap)
            number, words = self.claim
            self.then(FadeIn(number), FadeIn(self.found, scale=1.12), run_time=motion.quick)
            self.then(FadeIn(words), run_time=motion.swift)

    def draw_street(self) -> VGroup:
        """The street with its car and its pedestrian, who are returned; frames and windows for later."""
        stage, lift = self.regions.stage, _top(self.bar_place) - self.regions.stage.edge(DOWN)[1]
        width = stage.width / PIXEL
        height = (stage.height - lift) / PIXEL
        self.avenue = Avenue(width, height)
        self.avenue.stand(stage.edge(DOWN))
        size = min((0.447 if self.broad else 0.36) * height, 0.3 * width)
        car, person = CarFromBehind(size), Person(size)
        places = [(car, CAR, (1.14, 0.95, 0.06)), (person, PEDESTRIAN, (0.525, 1.06, 0.05))]
        things = VGroup()
        for thing, place, (broad, above, below) in places:
            foot = self.avenue.at(*place)
            shadow = Ellipse(
                width=0.95 * broad * size * PIXEL, height=0.11 * size * PIXEL, stroke_width=0,
                fill_color=self.theme.colors.caption_band, fill_opacity=0.7,
            ).move_to(foot)  # fmt: skip
            things.add(VGroup(decoration(shadow), thing.stand(foot)))
            high = (above + below) * size * PIXEL
            middle = foot[1] + (above - below) / 2 * size * PIXEL
            self.frames.append(Region(foot[0], middle, broad * size * PIXEL, high))
        self.found = VGroup(*(GoldFrame(region) for region in self.frames))
        self.street = VGroup(self.avenue, bleeding(things))
        seen = Region(stage.x, stage.y + lift / 2, stage.width, stage.height - lift)
        raised, avenue = self.avenue.foot + lift * UP, self.avenue
        self.windows = Windows(
            seen, self.seen.get_value, self.weight, shift=lambda: avenue.foot - raised
        )  # fmt: skip
        return things

    def pan(self, height: float, *more: Mobject) -> list[Any]:
        """Ground and street glide to another height together."""
        way = (height - self.avenue.foot[1]) * UP
        ground = self.scene.ground
        moved = [thing.animate.shift(way) for thing in (self.street, *more)]
        return [ground.animate.set_horizon(height), *moved]

    # -- the total loss --------------------------------------------------------------------------------------

    def inside_bar(self) -> Region:
        """Where words stand in the bar's part of the easy windows."""
        place, right = self.bar_place, self.target.get_left()[0]
        cut = place.edge(LEFT)[0] + 0.8 * place.width
        left = place.edge(LEFT)[0] + _AIR
        right = min(right, cut) - _AIR / 2
        return Region((left + right) / 2, place.y, right - left, place.height)

    def claim_in(self, place: Region, size: float, words: float, color: str, widest: float) -> VGroup:
        """The share with its words, in a row; there is room for a number as wide as ``widest``."""
        number = TwoDigits(lambda: 100 * self.share(), template="{}%", size=size, color=color)
        number.set_line(place.edge(LEFT), LEFT)
        taken = TwoDigits(lambda: widest, template="{}%", size=size).width
        start = place.edge(LEFT)[0] + taken + 0.25 * size * PIXEL
        right = place.edge(RIGHT)[0]
        room = Region((start + right) / 2, place.y, right - start, place.height)
        text = Label(self.word("share"), words, color, weight="BOLD", within=room, edge=LEFT)
        return VGroup(number, text)

    @beat
    @after("drown_the_few")
    def turn_down_the_easy(self) -> None:
        motion = self.theme.motion
        claim, dial = self.on_the_desk()
        pulses = [Indicate(frame, 1.06, self.theme.colors.gold) for frame in self.found]
        with self.narrate("gamma"):
            moved = self.pan(_top(self.desk), self.found)
            law, slider = dial
            self.on("gamma", *moved, run_time=motion.swift)
            self.then(FadeOut(self.claim), FadeIn(claim, slider), run_time=motion.swift)
            # Slowly: the number is read on its way.
            self.then(steady(self.power, 0.2 * self.gamma), run_time=motion.quick)
            self.fill(steady(self.power, 0.75 * self.gamma), FadeIn(law))
            self.on("share", steady(self.power, self.gamma), run_time=motion.brief)
            self.remove(self.windows)
            self.then(*pulses, run_time=motion.calm)
        self.claim = VGroup(claim, dial)

    def on_the_desk(self) -> tuple[VGroup, VGroup]:
        """Above the bar: the share, large, and the power that it depends on."""
        colors, sizes = self.theme.colors, self.theme.type
        room = self.desk.height - self.bar_place.height
        desk = Region(self.desk.x, self.desk.edge(UP)[1] - room / 2, self.desk.width, room)
        large = (sizes.display, sizes.heading) if self.broad else (sizes.title, sizes.body)
        if self.broad:
            left, right = desk.inset(0, 0.1).columns(0.62, 1, gap=0.7)
            words, track = left.rows(1, 1.6)
        else:
            right, track = desk.rows(1, 1)
            # Between the power's name and its number.
            words = track.rows(1.2, 1)[0].inset(1.2, 0)
        law = formula(self.law, sizes.heading if self.broad else sizes.body, within=words)
        law.select("gamma").set_color(colors.focal)
        # The knob stands over the ends of its track.
        dial = Slider(track.inset(26 * PIXEL, 0), "γ", self.power, 0.0, self.gamma, colors.focal, decimals=1)
        return self.claim_in(right, *large, colors.drawn_front, 0.88), VGroup(law, dial)

    # -- where it is used ------------------------------------------------------------------------------------

    @beat
    @after("turn_down_the_easy")
    def show_where_it_is_used(self) -> None:
        motion, names = self.theme.motion, (self.word("car"), self.word("person"))
        base = self.regions.stage.edge(DOWN)[1]
        tags = [GoldTag(place, name) for place, name in zip(self.frames, names, strict=True)]
        slices, pixels, frame, tag = self.scans()
        with self.narrate("used"):
            leave = FadeOut(self.claim, self.bar, self.target)
            self.then(leave, run_time=motion.snap)
            self.then(*self.pan(base, self.found), run_time=motion.brief)
            self.on("detection", *map(FadeIn, tags), run_time=motion.brief)
            self.on("medical", self.clear_body(), FadeIn(slices, pixels), run_time=motion.swift)
            self.then(Create(frame), FadeIn(tag), run_time=motion.brief)

    def scans(self) -> tuple[VGroup, Windows, GoldFrame, GoldTag]:
        """Slices of a head side by side, the middle one with a lesion, and what is looked at there."""
        hero = self.regions.hero
        height = min(hero.height / PIXEL, 1.2 * hero.width / PIXEL)
        foot = hero.center + height / 2 * PIXEL * DOWN
        middle = HeadScan(height).stand(foot)
        sides = VGroup()
        for side in (-1, 1):
            scan = HeadScan(0.86 * height, lesion=False)
            scan.stand(foot + side * 0.8 * height * PIXEL * RIGHT + 0.07 * height * PIXEL * UP)
            sides.add(scan.set_opacity(0.3))
        around = Region(hero.x, middle.get_y(), middle.width, middle.height)
        pixels = Windows(around, lambda: 1.0, lambda: 1.0)
        x, y, radius = LESION
        spot = middle.foot + np.array([x, -y, 0.0]) * height * PIXEL
        size = 4.2 * radius * height * PIXEL
        there = Region(spot[0], spot[1], size, size)
        slices = VGroup(bleeding(decoration(sides)), middle)
        return slices, pixels, GoldFrame(there), GoldTag(there, self.word("lesion"))


def _low(region: Region, height: float) -> Region:
    """The lowest part of a region."""
    return region.rows(region.height - height, height)[1]


def _top(region: Region) -> float:
    """A horizon with some air above a region."""
    return float(region.edge(UP)[1]) + _AIR
