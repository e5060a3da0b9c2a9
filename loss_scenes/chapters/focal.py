"""Chapter: the focal loss turns down what is easy, so that the few that matter are heard."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    Ellipse,
    FadeIn,
    FadeOut,
    Indicate,
    Mobject,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from loss_scenes.catalogue import FOCAL
from loss_scenes.losses import focal
from loss_scenes.models import budget_share
from loss_scenes.pictures.avenue import Avenue
from loss_scenes.pictures.budget import BudgetBar
from loss_scenes.pictures.detector import Frame, Tag, Windows
from loss_scenes.pictures.scan import LESION, HeadScan
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.panel import Slider, formula, panel
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, TwoDigits
from narrated.mobjects.things import CarFromBehind, Person
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AIR = 28 * PIXEL
_PAST = 0.85  # share of the windows with which their part of the bar holds the words in it
_COVER = 0.45  # how far the windows hide the street
PEDESTRIAN, CAR = (0.204, 0.947), (0.64, 0.917)
"""Where they stand, in shares of the street's width and height from its upper left corner."""
SAMPLE, SAMPLE_UPRIGHT = (0.43, 0.36), (0.444, 0.46)
"""Where one of the easy windows is shown by itself, in the same shares; in an upright picture lower."""


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
        self.broad, self.upright = hero.width > 1.5 * hero.height, hero.height > hero.width
        table, desk = (232, 400) if self.broad else (420, 620) if self.upright else (330, 470)
        self.table, self.desk = _low(hero, table * PIXEL), _low(hero, desk * PIXEL)

    # -- what is counted -------------------------------------------------------------------------------------

    def share(self) -> float:
        """Share of the easy windows in the sum of all losses, with the power of the moment."""
        return budget_share(*self.easy, *self.hard, gamma=self.power.get_value())

    def piled(self) -> float:
        """What the easy windows seen so far lose, as a share of what all will lose."""
        return self.seen.get_value() * budget_share(*self.easy, *self.hard, gamma=0.0)

    def counted(self) -> float:
        """How many easy windows were seen so far, as a share of all windows and targets."""
        return self.seen.get_value() * self.easy[0] / (self.easy[0] + self.hard[0])

    def weight(self) -> float:
        """Share of the easy windows now, in what they had before the power rose."""
        return self.share() / budget_share(*self.easy, *self.hard, gamma=0.0)

    def price(self, chance: float) -> str:
        """What one example loses, to two digits."""
        return self.word("price").format(f"{float(focal(chance, gamma=0.0)):.2g}")

    # -- the street ------------------------------------------------------------------------------------------

    @beat
    def drown_the_few(self) -> None:
        motion = self.theme.motion
        self.draw_street()
        count, loss = self.two_bars()
        sample, prices = self.prices()
        self.bring_to_back(self.street)
        end, low, things = self.avenue.at(0.5, 0.47), self.avenue.foot, self.things
        things.scale(0.75, about_point=end)
        with self.narrate("focal"):
            self.then(FadeIn(self.street), run_time=motion.swift)
            self.then(things.animate.scale(1 / 0.75, about_point=end), run_time=motion.quick)
            self.then(*self.pan(_top(self.table)), run_time=motion.swift)
            shown = FadeIn(count.bar, count.name, count.target, loss.bar, loss.name)
            self.then(shown, run_time=motion.swift)
            # What is shown later has its place in the street, and goes along with it.
            for plate, _, frame in self.found:
                VGroup(plate, frame).shift(self.avenue.foot - low)
            VGroup(sample, prices).shift(self.avenue.foot - low)
            self.add(self.windows, count.bar, loss.bar, count.target)
            # One of them by itself, then so many that nothing else is seen.
            self.on("windows", FadeIn(sample), run_time=motion.swift)
            self.then(steady(self.seen, _PAST), run_time=motion.beat)
            self.then(steady(self.seen, 1.0), FadeIn(count.many), run_time=motion.quick)
            self.fill(FadeIn(loss.many, loss.target))
            self.street.remove(things)
            self.add(sample)
            self.on("few", FadeIn(self.found, scale=1.12), run_time=motion.quick)
            self.then(FadeIn(prices), run_time=motion.swift)
        self.count, self.loss, self.costs = count, loss, VGroup(sample, prices)

    def draw_street(self) -> None:
        """The street with its car and its pedestrian, each with a frame for later, and the windows."""
        stage, colors = self.regions.stage, self.theme.colors
        lift = _top(self.table) - stage.edge(DOWN)[1]
        width, height = stage.width / PIXEL, (stage.height - lift) / PIXEL
        self.avenue = Avenue(width, height)
        self.avenue.stand(stage.edge(DOWN))
        size = min((0.447 if self.broad else 0.37) * height, 0.3 * width)
        car, person = CarFromBehind(size), Person(size)
        places = [(person, PEDESTRIAN, (0.525, 1.06, 0.05)), (car, CAR, (1.14, 0.95, 0.06))]
        self.things, self.found, weight = VGroup(), VGroup(), detached(self.weight)
        for thing, place, (broad, above, below) in places:
            foot = self.avenue.at(*place)
            shadow = Ellipse(
                width=0.95 * broad * size * PIXEL, height=0.11 * size * PIXEL, stroke_width=0,
                fill_color=colors.caption_band, fill_opacity=0.7,
            ).move_to(foot)  # fmt: skip
            # They drown on purpose: it is their frames that must be seen.
            whole = bleeding(decoration(VGroup(shadow, thing.stand(foot))))
            high = (above + below) * size * PIXEL
            middle = foot[1] + (above - below) / 2 * size * PIXEL
            region = Region(foot[0], middle, broad * size * PIXEL, high)
            # It shines through the windows as long as there are any.
            plate = bleeding(panel(region)).set_fill(colors.background, _COVER)
            plate.set_stroke(width=0)
            plate.add_updater(lambda plate: plate.set_fill(opacity=_COVER * min(1.0, weight())))
            self.things.add(whole)
            self.found.add(VGroup(plate, whole, bleeding(Frame(region))))
        self.street = VGroup(self.avenue, self.things)
        seen = Region(stage.x, stage.y + lift / 2, stage.width, stage.height - lift)
        raised, avenue = self.avenue.foot + lift * UP, self.avenue
        self.windows = Windows(
            seen, self.seen.get_value, self.weight, cover=_COVER, shift=lambda: avenue.foot - raised
        )

    def prices(self) -> tuple[VGroup, VGroup]:
        """What one easy window loses, on a window; and what a target loses, on each."""
        size, front = self.theme.type.label, self.theme.colors.drawn_front
        x, y, _ = self.avenue.at(*(SAMPLE_UPRIGHT if self.upright else SAMPLE))
        side = (90 if self.upright else 130) * PIXEL
        place = Region(x, y, side, side)
        sample = VGroup(Frame(place, front), Tag(place, self.price(self.easy[1]), color=front, size=size))
        tags = VGroup()
        for found in self.found:
            tags.add(Tag(_region(found[2]), self.price(self.hard[1]), size=size))
        return sample, tags

    def pan(self, height: float, *more: Mobject, zoom: float = 1.0) -> list[Any]:
        """Ground and street glide to another height together; the street may come nearer on its way."""
        ground, foot = self.scene.ground, self.avenue.foot
        way = (height - foot[1]) * UP
        things = (self.street, *more)
        moved = [thing.animate.scale(zoom, about_point=foot).shift(way) for thing in things]
        return [ground.animate.set_horizon(height), *moved]

    # -- count and loss --------------------------------------------------------------------------------------

    def two_bars(self) -> tuple[Row, Row]:
        """How many there are of each kind, and below it what they lose."""
        upper, lower = self.table.rows(1, 1, gap=_AIR)
        few = self.hard[0] / (self.easy[0] + self.hard[0])
        lost = 1 - budget_share(*self.easy, *self.hard, gamma=0.0)
        count = self.row(upper, self.word("count"), self.counted, few)
        loss = self.row(lower, self.word("total"), self.piled, lost)
        dark, sizes = self.theme.colors.drawn_dark, self.theme.type
        place = count.place.inset(_AIR, 0)
        size = sizes.body if self.broad else sizes.label
        many = Label(self.word("windows"), size, dark, weight="BOLD", within=place, edge=LEFT)
        target = Label(
            self.word("target"), size, self.theme.colors.gold, weight="BOLD",
            within=count.aside, edge=LEFT if self.broad else RIGHT,
        )  # fmt: skip
        first, second = loss.place.columns(1 - lost, lost)
        percent = [
            TwoDigits(partial(float, 100 * share), template="{}%", size=sizes.body, color=dark)
            for share in (1 - lost, lost)
        ]
        percent[0].set_line(first.edge(LEFT) + _AIR * RIGHT, LEFT)
        percent[1].set_line(second.center, ORIGIN)
        return (
            count._replace(many=many, target=target),
            loss._replace(many=percent[0], target=percent[1]),
        )

    def row(self, region: Region, name: str, share: Any, few: float) -> Row:
        """A bar with its name, that fills up with what is easy; the targets' part is there from the start."""
        colors, sizes = self.theme.colors, self.theme.type
        size = sizes.body if self.broad else sizes.label
        if self.broad:
            head, place, aside = region.columns(310 * PIXEL, region.width - 780 * PIXEL, 470 * PIXEL)
            aside = aside.inset(_AIR, 0)
        else:
            head, place = region.rows(64 * PIXEL, region.height - 64 * PIXEL)
            aside = head
        bar = BudgetBar(place, share, colors.drawn_front, colors.gold, rest=lambda: few)
        title = Label(name, size, colors.text, weight="BOLD", within=head, edge=LEFT)
        return Row(place, aside, title, bar, VGroup(), VGroup())

    # -- the total loss --------------------------------------------------------------------------------------

    def claim_in(self, place: Region) -> VGroup:
        """The share with its words, in a row in the middle of a place."""
        sizes, color = self.theme.type, self.theme.colors.drawn_front
        size, words = (sizes.display, sizes.heading) if self.broad else (sizes.title, sizes.body)
        taken = TwoDigits(lambda: 0.88, template="{}%", size=size).width + 0.2 * size * PIXEL
        room = Region(place.x + taken / 2, place.y, place.width - taken, place.height)
        text = Label(self.word("share"), words, color, weight="BOLD", within=room, edge=LEFT)
        start = place.x - (taken + text.width) / 2
        number = TwoDigits(lambda: 100 * self.share(), template="{}%", size=size, color=color)
        number.set_line(np.array([start, place.y, 0.0]), LEFT)
        text.set_line(np.array([start + taken, place.y, 0.0]), LEFT)
        return VGroup(number, text)

    @beat
    @after("drown_the_few")
    def turn_down_the_easy(self) -> None:
        motion = self.theme.motion
        claim, bar, law, slider = self.on_the_desk()
        pulses = [Indicate(found[2], 1.06, self.theme.colors.gold) for found in self.found]
        count, loss = self.count, self.loss
        with self.narrate("gamma"):
            # The bar of the loss becomes the hero; what explained it leaves.
            told = [count.bar, count.name, count.many, count.target, loss.name, loss.many, loss.target]
            moved = self.pan(_top(self.desk), self.found)
            loss.bar.clear_updaters()
            grown = Transform(loss.bar, bar)
            self.on("gamma", FadeOut(*told, self.costs), *moved, grown, run_time=motion.swift)
            self.remove(loss.bar)
            self.add(bar)
            self.then(FadeIn(claim, slider), run_time=motion.swift)
            # Slowly: the number is read on its way.
            self.then(steady(self.power, 0.2 * self.gamma), run_time=motion.quick)
            self.fill(steady(self.power, 0.75 * self.gamma), FadeIn(law))
            self.on("share", steady(self.power, self.gamma), run_time=motion.brief)
            self.remove(self.windows)
            self.then(*pulses, run_time=motion.calm)
        self.told = VGroup(claim, bar, law, slider)

    def on_the_desk(self) -> tuple[VGroup, BudgetBar, VMobject, Slider]:
        """The share, large, over its bar; below these the power that it depends on, and the formula."""
        colors, sizes, gap = self.theme.colors, self.theme.type, 0.6 * _AIR
        if self.broad:
            upper, middle, low = self.desk.rows(1.3, 1, 1.2, gap=gap)
            words, track = low.columns(0.8, 1, gap=0.6)
        else:
            upper, middle, track, words = self.desk.rows(1.2, 1, 1.1, 1, gap=gap)
        bar = BudgetBar(middle, self.share, colors.drawn_front, colors.gold)
        law = formula(self.law, sizes.heading, within=words)
        law.select("gamma").set_color(colors.focal)
        # The knob stands over the ends of its track.
        dial = Slider(track.inset(26 * PIXEL, 0), "γ", self.power, 0.0, self.gamma, colors.focal, decimals=1)
        return self.claim_in(upper), bar, law, dial

    # -- where it is used ------------------------------------------------------------------------------------

    @beat
    @after("turn_down_the_easy")
    def show_where_it_is_used(self) -> None:
        motion = self.theme.motion
        base = self.regions.stage.edge(DOWN)[1]
        person, car = self.found
        sheet, pixels, frame, tag = self.scans()
        with self.narrate("used"):
            near = 1.35 if self.broad else 1.2
            self.on("detection", FadeOut(self.told), run_time=motion.snap)
            self.then(*self.pan(base, self.found, zoom=near), run_time=motion.brief)
            names = zip(self.found, (self.word("person"), self.word("car")), strict=True)
            tags = VGroup(*(Tag(_region(found[2]), name) for found, name in names))
            self.then(FadeIn(tags), run_time=motion.swift)
            # What was found is followed: frames go along.
            far = 0.4 * person[2].width
            walks = [VGroup(person, tags[0]).animate.shift(far * RIGHT)]
            drives = VGroup(car, tags[1]).animate.shift(0.5 * far * (LEFT + 0.6 * UP))
            self.fill(*walks, drives)
            self.on("medical", self.clear_body(), FadeIn(sheet), run_time=motion.swift)
            self.add(pixels)
            self.then(steady(self.looked, 1.0), run_time=motion.brief)
            self.then(Create(frame), FadeIn(tag), run_time=motion.brief)

    def scans(self) -> tuple[VGroup, Windows, Frame, Tag]:
        """A scan's slices on one sheet, that with a lesion large; windows, and what they look for."""
        hero, colors, gap = self.regions.hero, self.theme.colors, 0.7 * _AIR
        if self.broad:
            left, middle, right = hero.columns(1, 1.25, 1, gap=gap)
            others = (*left.rows(1, 1, gap=gap), *right.rows(1, 1, gap=gap))
        elif self.upright:
            middle, low = hero.rows(2.9, 1, gap=gap)
            others = low.columns(1, 1, 1, gap=gap)
        else:
            middle, right = hero.columns(1.9, 1, gap=gap)
            others = right.rows(1, 1, 1, gap=gap)
        sheet = VGroup()
        for place in (middle, *others):
            film = panel(place, theme=self.theme).set_fill(colors.caption_band, 1.0)
            sheet.add(film.set_stroke(colors.drawn_far))
        # Slices near the top of a head are smaller than those through its middle.
        for place, level in zip(others, (0.72, 0.86, 0.94, 0.8), strict=False):
            high = level * 0.9 * min(place.height, 1.1 * place.width) / PIXEL
            sheet.add(HeadScan(high, lesion=False).stand(place.center + high / 2 * PIXEL * DOWN))
        height = 0.94 * min(middle.height, 1.16 * middle.width) / PIXEL
        scan = HeadScan(height).stand(middle.center + height / 2 * PIXEL * DOWN)
        self.looked = ValueTracker(0.0)
        pixels = Windows(hero, self.looked.get_value, lambda: 0.7)
        x, y, radius = LESION
        spot = scan.foot + np.array([x, -y, 0.0]) * height * PIXEL
        size = 4.2 * radius * height * PIXEL
        there = Region(spot[0], spot[1], size, size)
        return VGroup(sheet, scan), pixels, Frame(there), Tag(there, self.word("lesion"))


class Row(NamedTuple):
    """A bar with what is written at it: its name, what the many have, what the targets have."""

    place: Region
    aside: Region
    name: Label
    bar: BudgetBar
    many: VMobject
    target: VMobject


def _region(thing: Mobject) -> Region:
    """Where a thing is."""
    return Region(float(thing.get_x()), float(thing.get_y()), thing.width, thing.height)


def _low(region: Region, height: float) -> Region:
    """The lowest part of a region."""
    return region.rows(region.height - height, height)[1]


def _top(region: Region) -> float:
    """A horizon with some air above a region."""
    return float(region.edge(UP)[1]) + _AIR
