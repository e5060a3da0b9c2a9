"""Chapter: the focal loss turns down what is easy, so that the few that matter are heard."""

from __future__ import annotations

from typing import Any, cast

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
    Wait,
)

from loss_scenes.catalogue import FOCAL
from loss_scenes.models import budget_share, kept
from loss_scenes.pictures.avenue import Avenue
from loss_scenes.pictures.budget import TwoGroups
from loss_scenes.pictures.detector import CandidateBoxes, Frame, Tag
from loss_scenes.pictures.name_plate import below_plate, name_plate, on_dark
from loss_scenes.pictures.scan import LESION, HeadScan
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.panel import Slider, formula, panel
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber, TwoDigits, short_number
from narrated.mobjects.things import CarFromBehind, Person
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Handle
from narrated.scene.narrated_scene import NarratedScene, after, beat

_AIR = 28 * PIXEL
_COVER = 0.62  # how far a candidate box hides what is behind it, where it is seen whole
_FAINT = 0.35  # how clearly the boxes in the street are seen: they are many, and behind what is looked for
_READ = 3  # depth of what is read over the street: before all boxes
_MINUS = "\N{MINUS SIGN}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOUBT = 0.7  # how clearly the boxes on a scan are seen
PEDESTRIAN, CAR, SAMPLE = (0.204, 0.947), (0.72, 0.93), (0.34, 0.77)
"""Where they stand, and where one of the easy boxes is shown by itself, on the empty road, in shares of the
street's width and height from its upper left corner."""
NARROW = (0.165, 0.947), (0.69, 0.93), (0.325, 0.87)
"""The same in a narrow picture."""


class Focal(Chapter):
    """A detector's easy boxes drown the few right ones, until a power turns their loss down.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    law
        How the loss is written, with a part ``factor``: what it has beside cross-entropy.
    gamma
        Where the power comes to rest.
    easy, hard
        (how many, probability of the right class) of the two groups of examples.

    Examples
    --------
    Two beats, of which the second goes on with the picture of the first::

        from loss_scenes.lesson import LESSON

        class FewThatMatter(Excerpt):
            lesson, script, lines = LESSON, "scene5", ["focal", "gamma"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                focal = Focal(self)

                focal.drown_the_few()
                focal.turn_down_the_easy()
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
        # The power, and which share of the easy boxes and of the targets was seen so far.
        self.power, self.seen, self.asked = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        hero = self.regions.hero
        self.broad, self.upright = hero.broad, hero.upright
        high = 232 if self.broad else 376 if self.upright else 360
        self.desk = hero.rows(hero.height - high * PIXEL, high * PIXEL)[1]
        places = (PEDESTRIAN, CAR, SAMPLE) if self.broad else NARROW
        self.pedestrian, self.car, self.sampled = places
        self.name = name_plate(hero, self.word("focal"), FOCAL.color(self.theme.colors))
        self.plate = on_dark(self.name, _READ, opacity=0.85)

    # -- what is counted -------------------------------------------------------------------------------------

    def share(self) -> float:
        """Share of the easy boxes in the sum of all losses, with the power of the moment."""
        return budget_share(*self.easy, *self.hard, gamma=self.power.get_value())

    def weight(self) -> float:
        """Share of the easy boxes now, in what they had before the power rose."""
        return self.share() / budget_share(*self.easy, *self.hard, gamma=0.0)

    def strength(self) -> float:
        """How clearly the boxes in the street are seen: as far as they weigh."""
        return _FAINT * self.weight()

    # -- the street ------------------------------------------------------------------------------------------

    @beat
    def drown_the_few(self) -> None:
        motion = self.theme.motion
        self.draw_street()
        bars, hard, share = self.bars(), self.targets(), self.share_line()
        sample, chances = self.sample(), self.chances()
        nothing = self.right_to_see_nothing(sample)
        p = self.what_p_is(share)
        self.bring_to_back(self.avenue)
        self.add(self.things, self.plate)
        end, low, street = self.avenue.at(0.5, 0.47), self.avenue.foot, (self.avenue, self.things)
        self.things.scale(0.75, about_point=end)
        with self.narrate("focal"):
            self.then(self.things.animate.scale(1 / 0.75, about_point=end), run_time=motion.calm)
            self.fill(*self.glide(self.raised, *street))
            # What is shown later has its place in the street, and goes along with it.
            VGroup(self.frames, sample, nothing, chances).shift(self.avenue.foot - low)
            # One of them by itself, then so many that the whole street is full of them.
            self.on("boxes")
            self.add(self.boxes, bars, self.things)  # who is looked for stands before all boxes
            called, number = share
            self.then(FadeIn(sample, nothing, called, p), run_time=motion.swift)
            self.then(steady(self.seen, 1.0), run_time=motion.beat + motion.quick)
            self.on("few")
            shown = FadeIn(self.frames, scale=1.12), FadeIn(chances)
            self.then(*shown, steady(self.asked, 1.0), run_time=motion.quick)
            # Only now the bars are the whole loss, and there is room on the part of the targets.
            self.then(FadeIn(number, hard), run_time=motion.swift)
            self.add(share)  # together: a description tells the number by its name
        self.what_p = p
        self.told = VGroup(bars, hard, share, sample, nothing, chances)

    def draw_street(self) -> None:
        """The street, its pedestrian and its car, a frame for each for later, and the boxes."""
        stage, colors = self.regions.stage, self.theme.colors
        lift = self.raised - stage.edge(DOWN)[1]
        width, height = stage.width / PIXEL, (stage.height - lift) / PIXEL
        self.avenue = Avenue(width, height)
        self.avenue.stand(stage.edge(DOWN))
        tall = 0.5 if self.broad else 0.31 if self.upright else 0.42
        size = min(tall * height, 0.3 * width)
        car, person = CarFromBehind(size), Person(size)
        places = [(person, self.pedestrian, (0.525, 1.06, 0.05)), (car, self.car, (1.14, 0.95, 0.06))]
        self.things, self.frames = VGroup(), VGroup()
        for thing, place, (broad, above, below) in places:
            foot = self.avenue.at(*place)
            shadow = Ellipse(
                width=0.95 * broad * size * PIXEL, height=0.11 * size * PIXEL, stroke_width=0,
                fill_color=colors.caption_band, fill_opacity=0.7,
            ).move_to(foot)  # fmt: skip
            # Their frames say what is looked for.
            self.things.add(bleeding(decoration(VGroup(shadow, thing.stand(foot)))))
            high = (above + below) * size * PIXEL
            middle = foot[1] + (above - below) / 2 * size * PIXEL
            region = Region(foot[0], middle, broad * size * PIXEL, high)
            self.frames.add(bleeding(Frame(region)))
        seen = Region(stage.x, stage.y + lift / 2, stage.width, stage.height - lift)
        raised, avenue = self.avenue.foot + lift * UP, self.avenue
        self.boxes = CandidateBoxes(
            seen, self.seen.get_value, self.strength, cover=_COVER, shift=lambda: avenue.foot - raised
        )

    @property
    def raised(self) -> float:
        """A horizon with some air above the desk."""
        return float(self.desk.edge(UP)[1]) + _AIR

    def sample(self) -> Frame:
        """One easy box by itself."""
        x, y, _ = self.avenue.at(*self.sampled)
        side = (140 if self.broad else 90) * PIXEL
        return Frame(Region(x, y, side, side), self.theme.colors.drawn_front)

    @property
    def tagged(self) -> float:
        """Size of what is written on a frame in the street: three of them stand side by side."""
        return self.theme.type.body if self.broad else self.theme.type.label

    def tag(
        self, frame: Mobject, words: str, color: str, *, on: Mobject | None = None, room: float | None = None
    ) -> Tag:
        """What is written on a frame, or ``on`` the tag there."""
        place, high = _region(frame), on.height if on else 0.0
        above = Region(place.x, place.y + high / 2, place.width, place.height + high)
        return Tag(above, words, color=color, size=self.tagged, room=room)

    @property
    def beside_the_car(self) -> float | None:
        """How broad what is said of the easy box may be: in a narrow picture the car stands near it."""
        if self.broad:
            return None
        return float(self.frames[1].get_left()[0] - self.avenue.at(*self.sampled)[0])

    def right_to_see_nothing(self, sample: Frame) -> Tag:
        """What the right answer is in the easy box, and which probability it has."""
        said = str(self.word("nothing")).format(_chance(self.easy[1]))
        return self.tag(sample, said, self.theme.colors.drawn_front, room=self.beside_the_car)

    def chances(self) -> VGroup:
        """What probability the targets have, on the frame of each."""
        said = _chance(self.hard[1])
        return VGroup(*(self.tag(frame, said, self.theme.colors.gold) for frame in self.frames))

    def what_p_is(self, share: VGroup) -> Label:
        """What the tags say, by the bars, where the power will be."""
        colors, size = self.theme.colors, self.theme.type.body
        place = self.rows()[2]
        if self.broad:  # what the share leaves free
            left, right = share.get_right()[0] + 2 * _AIR, place.edge(RIGHT)[0]
            place = Region((left + right) / 2, place.y, right - left, place.height)
        edge = RIGHT if self.broad else LEFT
        return Label(self.word("p"), size, colors.gold, weight="BOLD", within=place, edge=edge)

    def weights(self) -> VGroup:
        """What the new factor makes of an easy box and of a target: worked out above what p each has."""
        _, _, _, sample, nothing, (_, chance) = self.told
        car, weights = self.frames[1], VGroup()
        # What is worked out at the car ends where the picture does.
        room = self.regions.hero.edge(RIGHT)[0] - car.get_left()[0] - Tag.AROUND * self.tagged * PIXEL
        easy, hard = (sample, nothing, self.easy, self.beside_the_car), (car, chance, self.hard, room)
        for frame, tag, (_, probability), room in (easy, hard):
            factor = f"(1 {_MINUS} {probability:g}){f'{self.gamma:g}'.translate(_RAISED)}"
            result = f"= {short_number(kept(probability, gamma=self.gamma))}"
            worked = f"{_together(factor)} {_together(result)}"
            weights.add(self.tag(frame, worked, self.theme.colors.focal, on=tag, room=room))
        return weights

    def glide(self, height: float, *things: Mobject, zoom: float = 1.0) -> list[Any]:
        """Ground and street glide to another height together; the street may come nearer on its way."""
        ground, foot = self.scene.ground, self.avenue.foot
        way = (height - foot[1]) * UP
        moved = [thing.animate.scale(zoom, about_point=foot).shift(way) for thing in things]
        return [ground.animate.set_horizon(height), *moved]

    # -- who pays --------------------------------------------------------------------------------------------

    def rows(self) -> tuple[Region, Region, Region, Region]:
        """Places for the share, the bars, the power, and for the targets' name: on their part, or below."""
        if self.broad:
            head, bars = self.desk.rows(122, 96, gap=14 * PIXEL)
            share, power = head.columns(3, 1, gap=2 * _AIR)
            # As broad as the part is as long as it is shortest.
            first = budget_share(*self.easy, *self.hard, gamma=0.0)
            name = bars.columns(first, 1.0 - first)[1].inset(_AIR / 2, 0.0)
        else:
            share, bars, low = self.desk.rows(1.4, 0.9, 1.1, gap=14 * PIXEL)
            power, name = low.columns(1, 0.7, gap=2 * _AIR)
        return share, bars, power, name

    def bars(self) -> TwoGroups:
        """Which shares of the whole loss the easy boxes and the targets have, as far as they were seen."""
        colors = self.theme.colors

        def easy() -> float:
            return self.seen.get_value() * self.share()

        def hard() -> float:
            return self.asked.get_value() * (1.0 - self.share())

        return TwoGroups(self.rows()[1], (easy, hard), (colors.drawn_front, colors.gold))

    def targets(self) -> Label:
        """How many targets there are: on their part of the bar, or below it."""
        colors, size = self.theme.colors, self.theme.type.body
        ink = colors.background if self.broad else colors.gold
        return Label(self.word("hard"), size, ink, weight="BOLD", within=self.rows()[3], edge=RIGHT)

    def share_line(self) -> VGroup:
        """Which share of the total loss the easy ones have: words, which name their bar, and the number."""
        place, color = self.rows()[0], self.theme.colors.drawn_front
        size, large = self.theme.type.body, self.theme.type.title
        number = TwoDigits(lambda: 100 * self.share(), template="{}%", size=large, color=color)
        widest = TwoDigits(lambda: 0.88, template="{}%", size=large).width
        room = place.width - widest - _AIR
        words = Label(
            self.word("share"), size, color, weight="BOLD", edge=LEFT,
            within=Region(place.edge(LEFT)[0] + room / 2, place.y, room, place.height),
        )  # fmt: skip
        return VGroup(words, number.set_line(words.get_right() * RIGHT + _AIR * RIGHT + place.y * UP, LEFT))

    @beat
    @after("drown_the_few")
    def turn_down_the_easy(self) -> None:
        motion = self.theme.motion
        law, slider, weights = self.law_over_the_street(), self.slider(), self.weights()
        pulses: list[Any] = [Indicate(frame, 1.06, self.theme.colors.gold) for frame in self.frames]
        with self.narrate("gamma"):
            # What p is has been read: the power takes its place.
            bars, _, share, *_ = self.told
            gone = FadeOut(self.what_p, rate_func=motion.soon(0.4))
            comes = FadeIn(slider, law, rate_func=motion.late(0.4))
            self.on("gamma", gone, comes, run_time=motion.swift)
            self.explorable(
                "gamma",
                handles=[Handle("gamma", self.power, (0.0, self.gamma), drags=(slider.knob,), decimals=1)],
                marks=[bars, share[1], slider],
                covered=[weights],
                tells={"share": cast(LiveNumber, share[1])},
            )
            # Slowly: the number is read on its way.
            self.then(steady(self.power, 0.4 * self.gamma), run_time=motion.calm)
            self.fill(steady(self.power, 0.8 * self.gamma))
            # What is worked out is true of the power at its end alone; one is read after the other.
            easy, hard = weights
            self.on("share", steady(self.power, self.gamma), FadeIn(easy), run_time=motion.snap)
            self.remove(self.boxes)
            self.then(*pulses, FadeIn(hard, rate_func=motion.late(0.5)), run_time=motion.calm)
        self.told.add(slider, law, weights)

    def law_over_the_street(self) -> VGroup:
        """The formula beside the loss's name, its new factor in the loss's colour."""
        left, right = self.name.get_right()[0] + 2 * _AIR, self.regions.hero.edge(RIGHT)[0]
        high = 1.3 * self.theme.type.heading * PIXEL
        place = Region((left + right) / 2, self.name.line_middle, right - left, high)
        law = formula(self.law, self.theme.type.heading, within=place)
        law.select("factor").set_color(self.theme.colors.focal)
        return on_dark(place.place(law, LEFT), _READ, opacity=0.85)

    def slider(self) -> Slider:
        """The power, by the bars."""
        # The knob stands over the ends of its track.
        place = self.rows()[2].inset(26 * PIXEL, 0)
        return Slider(place, "γ", self.power, 0.0, self.gamma, self.theme.colors.focal, decimals=1)

    # -- where it is used ------------------------------------------------------------------------------------

    @beat
    @after("turn_down_the_easy")
    def show_where_it_is_used(self) -> None:
        motion, frame = self.theme.motion, self.regions.frame
        base = self.regions.stage.edge(DOWN)[1]
        sheet, boxes, mark, tag = self.scans()
        with self.narrate("used"):
            near = 1.35 if self.broad else 1.08
            self.then(Wait(), run_time=motion.quick)  # what is worked out is read to its end
            self.then(FadeOut(self.told), run_time=motion.snap)
            street = VGroup(self.avenue, self.things, self.frames)
            self.then(*self.glide(base, *street, zoom=near), run_time=motion.brief)
            named = zip(self.things, self.frames, (self.word("person"), self.word("car")), strict=True)
            found = [(VGroup(thing, frame), Tag(_region(frame), name)) for thing, frame, name in named]
            tags = VGroup(*(tag for _, tag in found))
            self.on("detection", FadeIn(tags), run_time=motion.swift)
            # What was found is followed: frames go along.
            far = 0.4 * self.frames[0].width
            ways = far * RIGHT, 0.5 * far * (LEFT + 0.6 * UP)
            follow = [VGroup(*who).animate.shift(way) for who, way in zip(found, ways, strict=True)]
            self.then(*follow, run_time=motion.beat)
            # The next picture pushes the street out of the frame.
            way = 1.2 * frame.width * LEFT
            sheet.shift(-way)
            self.then(FadeOut(tags), run_time=motion.snap)
            self.fill(*(thing.animate.shift(way) for thing in (*street, sheet)))
            self.remove(*street)
            self.add(boxes)
            self.on("medical", steady(self.looked, 1.0), run_time=motion.brief)
            # The easy ones cease to matter, the one that is looked for stays.
            self.then(steady(self.doubt, 0.0), Create(mark), FadeIn(tag), run_time=motion.quick)

    def scans(self) -> tuple[VGroup, CandidateBoxes, Frame, Tag]:
        """A scan's slices on one sheet, that with a lesion large; boxes, and what they look for."""
        colors, (middle, *others) = self.theme.colors, self.slices()
        sheet = VGroup()
        for place in (middle, *others):
            film = panel(place, theme=self.theme).set_fill(colors.caption_band, 1.0)
            sheet.add(film.set_stroke(colors.drawn_far))
        # Slices near the top of a head are smaller than those through its middle.
        for place, level in zip(others, (0.72, 0.86, 0.94, 0.8), strict=False):
            high = level * 0.9 * min(place.height, 1.1 * place.width) / PIXEL
            sheet.add(HeadScan(high, lesion=False).stand(place.center + high / 2 * PIXEL * DOWN))
        scan, height = self.large_scan(middle)
        self.looked, self.doubt = ValueTracker(0.0), ValueTracker(_DOUBT)
        boxes = CandidateBoxes(middle, self.looked.get_value, self.doubt.get_value, cover=0.5 * _COVER)
        x, y, radius = LESION
        spot = scan.foot + np.array([x, -y, 0.0]) * height * PIXEL
        size = 4.2 * radius * height * PIXEL
        there = Region(spot[0], spot[1], size, size)
        return bleeding(VGroup(sheet, scan)), boxes, Frame(there), Tag(there, self.word("lesion"))

    def slices(self) -> tuple[Region, ...]:
        """Where a scan's slices are, the large one first."""
        hero, gap = below_plate(self.regions.hero), 0.7 * _AIR
        if self.broad:
            left, middle, right = hero.columns(1, 1.25, 1, gap=gap)
            return (middle, *left.rows(1, 1, gap=gap), *right.rows(1, 1, gap=gap))
        if self.upright:
            middle, low = hero.rows(2.9, 1, gap=gap)
            return (middle, *low.columns(1, 1, 1, gap=gap))
        middle, right = hero.columns(1.9, 1, gap=gap)
        return (middle, *right.rows(1, 1, 1, gap=gap))

    @staticmethod
    def large_scan(place: Region) -> tuple[HeadScan, float]:
        """The slice with the lesion, and its height in pixels."""
        height = 0.94 * min(place.height, 1.16 * place.width) / PIXEL
        return HeadScan(height).stand(place.center + height / 2 * PIXEL * DOWN), height

    def skull(self) -> Region:
        """Where the outline of the large scan is."""
        return _region(self.large_scan(self.slices()[0])[0])


def _chance(probability: float) -> str:
    """A probability, as the formula names it."""
    return _together(f"p = {probability:g}")


def _together(words: str) -> str:
    """Words that stand in one row."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _region(thing: Mobject) -> Region:
    """Where a thing is."""
    return Region(float(thing.get_x()), float(thing.get_y()), thing.width, thing.height)
