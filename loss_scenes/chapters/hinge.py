"""Chapter: the hinge's street between two classes as wide as can be; beyond its kerb nothing is paid."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ValueTracker,
    VGroup,
    there_and_back,
)

from loss_scenes.catalogue import HINGE
from loss_scenes.models import max_margin_boundary
from loss_scenes.models.boundaries import Boundary
from loss_scenes.models.paths import street_across, street_width
from loss_scenes.pictures.name_plate import below_plate, name_plate, on_dark
from loss_scenes.pictures.ramp import Paid, Ramp, Reach
from loss_scenes.pictures.street import Street, Touching
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.explorable import Formula, Handle
from narrated.scene.narrated_scene import NarratedScene, beat

POSITIVES = ((0.7, 0.0), (0.7, 0.56), (0.83, 0.28))
NEGATIVES = ((0.175, 0.0), (0.3, 0.3), (0.18, 0.57))
NARROW = 0.3
WALK = (-0.5, 1.6)
HOP = 0.18
"""How high one hops that pays nothing, by its height."""
WIDTH = r"2 \/ norm(w)"
"""From kerb to kerb, where the scores w . x + b are -1 and 1; in Typst's notation."""

_TOES = 0.38
"""How far before the middle of its foot an animal's toes are, its data point, by its height."""

_TALL = 0.4, 0.18  # of the field's height and of its width: no animal is higher
_COLUMN = 0.13  # width of the column that an animal pays, by its height: seen above whoever pays
_FIRST = 0.3  # share of the way to the widest street that the first turn goes
_READ = 3  # depth of what is read over the street
_LOW = 88  # px below the ground for the scale of the margins
_DEEPER = 28  # px by which that may reach below the hero


@dataclass(frozen=True)
class _Shot:
    """The street in its place, the animals, and the hill that stands on the ground."""

    ground: float
    street: Street
    across: VGroup
    wide: VGroup
    positives: VGroup
    negatives: VGroup
    rims: VGroup
    walker: Drawing
    toes: float
    ramp: Ramp
    reach: Reach
    paid: Paid
    tag: VGroup

    def others(self) -> list[Drawing]:
        """The animals that do not walk."""
        animals = cast(list[Drawing], [*self.positives, *self.negatives])
        return [one for one in animals if one is not self.walker]


class Hinge(Chapter):
    """A street turns to where it is widest, its kerbs at the nearest of two classes; beyond them all is free.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the penalty is written, in Typst's notation.
    positives, negatives
        Where two classes stand, as shares of the picture's width and height: the first stands on its right,
        on the ground, so that its margin grows to the right. Where the street becomes widest depends on the
        picture's shape.
    narrow
        Width of the street with which the search begins, as a share of the widest.
    walk
        Margins that the first of the positives walks to from its kerb: across the middle of the street, and
        further away than at first.
    things
        Draw the two classes: from a height in pixels and whether it is mirrored.

    Examples
    --------
    The first beat by itself::

        from loss_scenes.lesson import LESSON

        class WidestStreet(Excerpt):
            lesson, script, lines = LESSON, "scene4", ["hinge"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                hinge = Hinge(self)

                hinge.find_the_widest_street()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = HINGE.formula.partition("= ")[2],
        positives: Sequence[tuple[float, float]] = POSITIVES,
        negatives: Sequence[tuple[float, float]] = NEGATIVES,
        narrow: float = NARROW,
        walk: tuple[float, float] = WALK,
        things: tuple[Callable[..., Drawing], Callable[..., Drawing]] = (Dog, Cat),
    ) -> None:
        super().__init__(scene)
        self.law, self.things, self.walk = law, things, walk
        hero, stage = self.regions.hero, self.regions.stage
        self.broad = hero.broad
        # What is only looked at may reach to the sides of an upright picture.
        across = hero if self.broad else stage
        low = hero.edge(DOWN)[1] + (_LOW - _DEEPER) * PIXEL
        top = below_plate(hero).edge(UP)[1]
        self.field = Region(across.x, (low + top) / 2, across.width, top - low)
        self.strip = Region(hero.x, low - _LOW / 2 * PIXEL, hero.width, _LOW * PIXEL)
        self.labels = np.repeat([1.0, -1.0], [len(positives), len(negatives)])
        self.points = self._placed([*positives, *negatives])
        self.widest = max_margin_boundary(self.points, self.labels)
        best = float(np.arctan2(self.widest.weights[1], self.widest.weights[0]))
        # Radians by which the street has turned, and the margin of the one that walks.
        self.turned, self.found = ValueTracker(0.0), self._detour(best, narrow)
        self.first = best - self.found
        self.margin = ValueTracker(HINGE.kinks[0])
        name = name_plate(hero, self.word("hinge"), HINGE.color(self.theme.colors))
        self.plate = on_dark(name, _READ)

    def _placed(self, shares: Sequence[tuple[float, float]]) -> np.ndarray:
        """Scene coordinates of shares of the field."""
        corner = self.field.edge(LEFT + DOWN)[:2]
        return np.asarray(corner + np.array(shares) * (self.field.width, self.field.height))

    def _detour(self, best: float, narrow: float) -> float:
        """Angle from the direction of the widest street to that of a narrow one."""
        least = narrow * street_width(self.points, self.labels, best)
        turns = np.linspace(0.0, np.pi / 2, 361)
        widths = (street_width(self.points, self.labels, best - turn) for turn in turns)
        return float(next(turn for turn, width in zip(turns, widths, strict=True) if width <= least))

    def street(self) -> Boundary:
        """Weights and bias of the moment: of the direction it has turned to, at last the widest."""
        turned = self.turned.get_value()
        if abs(turned - self.found) > 1e-9:
            return street_across(self.points, self.labels, self.first + turned)
        return self.widest

    @beat
    def find_the_widest_street(self) -> None:
        motion, shot = self.theme.motion, self.shot
        with self.narrate("hinge"):
            ground = self.scene.ground.animate.set_horizon(shot.ground)
            handed = self.handed()
            cleared = self.clear_body(*([handed] if handed else []))
            self.then(cleared, ground, FadeIn(shot.street, rate_func=motion.late(0.3)), run_time=motion.swift)
            self.then(FadeIn(self.plate), *self.come(shot, handed), run_time=motion.calm)
            if handed:
                self.remove(handed)
                self.add(shot.negatives[0])
            self.add(shot.rims, shot.across)
            # There are many streets: a first turn, still far from the widest.
            named = FadeIn(shot.tag, rate_func=motion.late(0.4))
            self.then(self.turned.animate.set_value(_FIRST * self.found), named, run_time=motion.slow)
            most, share = 1.5 * self.found, self.share()
            self.explorable(
                "street",
                handles=[Handle("turned", self.turned, (0.0, most), drags=(shot.street.lines[2],))],
                marks=[*shot.street, *shot.rims, shot.across, share],
                covered=[shot.wide, shot.tag, shot.ramp.scale_of_margins],
                tells={"wide": share},
            )
            self.on("street")
            # What is read comes when the street is wide enough for it.
            widens = self.turned.animate.set_value(self.found)
            named = FadeIn(shot.wide, rate_func=motion.late(0.25))
            self.then(widens, named, run_time=max(motion.quick, self.seconds_left() - motion.quick))
            soon = motion.soon(0.6)
            # Of one of them is spoken now. The street becomes its axis.
            goes: list[Animation] = [FadeOut(shot.rims, rate_func=motion.soon(0.4))]
            goes += [FadeOut(one, rate_func=soon) for one in shot.others()]
            for rim in shot.rims:
                rim.clear_updaters()
            comes = FadeIn(shot.ramp.scale_of_margins, rate_func=motion.late(0.4))
            self.then(*goes, comes, run_time=motion.quick)

    def handed(self) -> Drawing | None:
        """An animal of the second class that is on the stage: it becomes the first of that."""
        kind = type(self.shot.negatives[0])
        there = (part for top in self.scene.mobjects for part in top.get_family() if type(part) is kind)
        one = cast(Drawing | None, next(there, None))
        return bleeding(one) if one else None

    def share(self) -> LiveNumber:
        """How wide the street is, of the widest, beside the arrow across it."""
        size = self.theme.type.body

        def width() -> float:
            weights, _ = self.street()
            return 100 * float(np.hypot(*self.widest.weights) / np.hypot(*weights))

        number = LiveNumber(
            width, decimals=0, template="{}%", size=size, color=self.theme.colors.gold, edge=ORIGIN
        )

        def ride(number: Mobject) -> None:
            number.set_line(self.along(1.6 * size * PIXEL))

        number.add_updater(ride, call_updater=True)
        return number.set_z_index(_READ)

    def come(self, shot: _Shot, handed: Drawing | None) -> list[Animation]:
        """Animations in which both classes come in, each from its own side but for one that is there."""
        coming: list[Animation] = []
        for class_, way in ((shot.positives, RIGHT), (shot.negatives, LEFT)):
            moves: list[Animation] = [FadeIn(thing, shift=-0.3 * self.field.width * way) for thing in class_]
            if handed and class_ is shot.negatives:
                # It looks at the street at once: half-way round it would be no cat.
                first = cast(Drawing, class_[0])
                goes = cast(Any, handed.turn(first.mirrored).animate)
                moves[0] = goes.scale(first.height / handed.height).stand(first.foot)
            coming.append(LaggedStart(*moves, lag_ratio=0.15))
        return coming

    @beat
    def walk_away_for_free(self) -> None:
        motion, shot = self.theme.motion, self.shot
        self.turned.set_value(self.found)
        self.scene.ground.set_horizon(shot.ground)
        walker, ramp, (wrong, beyond) = shot.walker, shot.ramp, self.walk
        hop, aside = ValueTracker(0.0), ValueTracker(0.0)
        self.ensure(self.plate, shot.street, walker, ramp.scale_of_margins)
        with self.narrate("margin"):
            # Asphalt is left of the street, so that what is read before it has no line through it.
            clears = FadeOut(shot.street.lines, shot.across, shot.wide, shot.tag, rate_func=motion.soon(0.5))
            toes, way = shot.toes, self.margin.get_value

            def go(thing: Mobject) -> None:
                x, y = ramp.where(way()) + toes + aside.get_value(), shot.ground + hop.get_value()
                cast(Drawing, thing).stand((x, y, 0.0))

            walker.add_updater(go)
            # From its toes on the kerb it steps forward to its place: what it pays is behind it.
            steps = aside.animate.set_value(-toes)
            self.on("margin", clears, Create(ramp.curve), steps, run_time=motion.quick)
            self.add(shot.paid, shot.reach, walker)
            self.explorable(
                "margin",
                handles=[Handle("margin", self.margin, (wrong, beyond), drags=(walker,))],
                marks=[ramp.margin, shot.reach, shot.paid, walker],
                formulas=[Formula(HINGE.value, "margin")],
                tells={"paid": LiveNumber(lambda: float(HINGE.value(self.margin.get_value())))},
            )
            # Over to the wrong side, and out again while the voice comes to what is not paid any more.
            self.then(self.margin.animate.set_value(wrong), run_time=motion.quick)
            self.then(self.margin.animate.set_value(HINGE.kinks[0]), run_time=motion.calm)
            # Nothing is paid, however far it walks: it is content.
            away = self.margin.animate.set_value(beyond)
            shows = FadeIn(ramp.law, rate_func=motion.soon(0.5))
            self.then(away, shows, run_time=max(0.0, self.seconds_left() - motion.brief))
            jump = cast(Any, hop.animate)(rate_func=there_and_back)
            self.fill(jump.set_value(HOP * walker.height))

    @functools.cached_property
    def shot(self) -> _Shot:
        """The one picture of both beats."""
        colors, ground = self.theme.colors, self.field.edge(DOWN)[1]
        frame = self.regions.frame
        high = frame.y + frame.height / 2 - ground
        sky = Region(frame.x, ground + high / 2, frame.width, high)
        sides = [(sky.edge(end)[axis]) for axis, end in ((0, LEFT), (0, RIGHT), (1, DOWN), (1, UP))]
        plot = Plot(sky, (sides[0], sides[1]), (sides[2], sides[3]), bare=True)
        street = Street(plot, self.street)
        tall = min(_TALL[0] * self.field.height, _TALL[1] * self.field.width) / PIXEL
        classes, rims = (VGroup(), VGroup()), VGroup()
        for point, label in zip(self.points, self.labels, strict=True):
            thing = self.things[0 if label > 0 else 1](tall, mirrored=label < 0)
            # It looks at the street, which ends at its toes.
            foot = np.append(point, 0.0) + label * _TOES * tall * PIXEL * RIGHT
            thing.stand(foot).set_z_index(1, family=True)
            classes[0 if label > 0 else 1].add(bleeding(thing))
            rims.add(Touching(thing, self.street, point, colors.gold))
        hero = self.regions.hero
        middle = self._placed([(0.5, 0.0)])[0, 0]
        half = self.points[0, 0] - middle
        unit = min(0.46 * self.field.height, 1.2 * half)
        left, right = hero.edge(LEFT)[0], hero.edge(RIGHT)[0]
        ramp = Ramp(
            plot,
            self.widest,
            self.strip,
            self.law,
            (self.word("margin"), self.margin.get_value),
            unit=unit,
        )
        paid = Paid(
            ramp,
            self.margin.get_value,
            self.word("penalty"),
            (left, right),
            _COLUMN * tall * PIXEL,
            (1 + HOP) * tall * PIXEL,
        )
        size, high = self.theme.type.heading, self.middle_height()
        wide = Label(
            self.word("wide_street"), size, colors.text, weight="BOLD", edge=ORIGIN,
            within=Region(middle, high + 1.7 * size * PIXEL, 1.8 * half, 2.5 * size * PIXEL),
        )  # fmt: skip
        wide.shift((high + 0.7 * size * PIXEL - wide.get_bottom()[1]) * UP)
        return _Shot(
            ground,
            street,
            self.across(),
            on_dark(wide, _READ),
            *classes,
            rims,
            cast(Drawing, classes[0][0]),
            _TOES * tall * PIXEL,
            ramp,
            Reach(ramp, self.margin.get_value),
            paid,
            self.tag(),
        )

    def tag(self) -> VGroup:
        """How wide a street with these weights is, along the street from the arrow across it."""
        size = self.theme.type.heading if self.broad else self.theme.type.body
        name = Label(self.word("street_width"), size, self.theme.colors.text, weight="BOLD")
        law = formula(WIDTH, size, self.theme.colors.text).next_to(name, RIGHT, 0.4 * size * PIXEL)
        tag = on_dark(VGroup(name, law), _READ)

        def ride(tag: Mobject) -> None:
            # As far as half of it reaches that way, and half of the arrow's head.
            (a, b), _ = self.street()
            reach = (abs(b) * tag.width + abs(a) * tag.height) / np.hypot(a, b) / 2
            tag.move_to(self.along(-reach - 0.4 * size * PIXEL))

        tag.add_updater(ride, call_updater=True)
        return tag

    def along(self, far: float) -> np.ndarray:
        """A point on the middle of the street of the moment, so far up the street from the arrow."""
        (a, b), bias = self.street()
        high = self.middle_height()
        middle = np.array([(-bias - b * high) / a, high, 0.0])
        return np.asarray(middle + far * np.array([-b, a, 0.0]) / np.hypot(a, b))

    def middle_height(self) -> float:
        """Where the arrow lies across the street: between the rows of animals."""
        return float(self.field.y + 0.12 * self.field.height)

    def across(self) -> VGroup:
        """A double arrow across the street of the moment, from kerb to kerb."""
        now, high = detached(self.street), self.middle_height()

        def middle() -> np.ndarray:
            (a, b), bias = now()
            return np.array([(-bias - b * high) / a, high, 0.0])

        def half(side: int) -> Callable[[], np.ndarray]:
            def way() -> np.ndarray:
                weights, _ = now()
                # The kerb is 1 / |w| away, at right angles.
                return np.append(side * weights / float(weights @ weights), 0.0)

            return way

        color = self.theme.colors.text
        return VGroup(Pull(middle, half(1), color), Pull(middle, half(-1), color)).set_z_index(1, family=True)
