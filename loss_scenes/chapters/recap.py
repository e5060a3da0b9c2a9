"""Chapter: the losses once more, each on its own argument; and at the end the call to follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    TAU,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    Rectangle,
    RoundedRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    rate_functions,
    squish_rate_func,
)
from manim.typing import Vector3D

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED, Loss
from loss_scenes.chapters.hook import Hook
from loss_scenes.chapters.naming import Naming
from loss_scenes.models import gradient_descent
from loss_scenes.models.rolling import roll_off
from loss_scenes.pictures.house_row import HouseRow
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.props import Ball, ClockFace
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, polygon_points
from narrated.mobjects.panel import tick
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Place(NamedTuple):
    """Where a loss stands: its curve, its ground, its name, its use, and its argument where that fits."""

    curve: Region
    base: Region
    name: Region
    use: Region
    argument: Region | None = None


@dataclass(frozen=True)
class Walk:
    """A loss, its argument by name, the part of it that is drawn, and where a walk downhill starts."""

    loss: Loss
    argument: str
    span: tuple[float, float]
    start: float


WALKS = (
    Walk(SQUARED, "error", (-2.0, 2.0), -1.9),
    Walk(CROSS_ENTROPY, "probability", (0.0183, 1.0), 0.04),
    Walk(HINGE, "margin", (-2.8, 2.2), -2.6),
    Walk(FOCAL, "probability", (0.0183, 1.0), 0.04),
    Walk(HUBER, "error", (-2.5, 2.5), -2.4),
)


class Card(NamedTuple):
    """Of the end card: places of the curves, the button, the promise, and the street."""

    cells: tuple[Region, ...]
    button: Region
    promise: Region
    street: Region


_EACH = 0.36  # seconds until the next one comes: so long that its name is read
_ARRIVED = 0.6  # of the time that the dots take, until the last one sets out
_ROLLS = 1  # of the walks: the curve that a ball rolls down, over whose end it goes on
_BESIDE = 0.9  # height of who waves beside the mansion, by the street's
_BALL, _PRESSED = 0.42, 0.94  # the ball, and the button while it is pressed, by the button's height


class Recap(Chapter):
    """Curves return, each on its own ground with its use, and dots roll down them; then a question, a call.

    Parameters
    ----------
    scene
        Where it is told; its words have the name of each loss and of its argument, ``<name>_use``, ``follow``
        and ``minutes``.
    walks
        The losses.
    ceiling
        The largest loss that is drawn.
    rate, steps
        Of the gradient descent that the dots follow.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        walks: Sequence[Walk] = WALKS,
        ceiling: float = 4.0,
        rate: float = 0.1,
        steps: int = 60,
    ) -> None:
        super().__init__(scene)
        self.walks, self.ceiling, self.rate, self.steps = walks, ceiling, rate, steps
        self.broad = self.regions.hero.broad

    def colour(self, walk: Walk) -> str:
        """A loss keeps its colour."""
        return walk.loss.color(self.theme.colors)

    # -- the five ------------------------------------------------------------------------------------------

    @beat
    def return_in_colour(self) -> None:
        walked = ValueTracker(0.0)
        places = self.places()
        drawn = [self.curve(walk, place.curve) for walk, place in zip(self.walks, places, strict=True)]
        words = self.all_words(places)
        marks = [
            self.mark(plot, walk, self.clock(walked, k))
            for k, ((plot, _), walk) in enumerate(zip(drawn, self.walks, strict=True))
        ]
        curves = [line for _, line in drawn]
        # The first is there from the beginning; the others come one after the other, as they are read. What
        # they will be is felt meanwhile.
        far = [decoration(line.copy().set_stroke(self.theme.colors.drawn_far)) for line in curves[1:]]
        self.add(*(self.base(place) for place in places), *far, curves[0], words[0], *marks)
        with self.narrate("recap"):
            self.on("recap")
            for k in range(1, len(curves)):
                # Words come last: those before are read by then.
                late = squish_rate_func(rate_functions.smooth, 0.7, 1.0)
                come = Create(curves[k]), FadeIn(words[k], shift=0.2 * UP, rate_func=late)
                self.then(*come, steady(walked, _ARRIVED * k / len(curves)), run_time=_EACH)
            self.fill(steady(walked, 1.0))

    def clock(self, walked: ValueTracker, k: int) -> Callable[[], float]:
        """How far the dot of a curve is on its way, 0 to 1: each sets out when its curve is there."""
        begins = _ARRIVED * k / len(self.walks)
        return lambda: float(np.clip((walked.get_value() - begins) / (1.0 - _ARRIVED), 0.0, 1.0))

    def places(self) -> list[Place]:
        """For every loss: where its curve stands, on what ground, and where its words are."""
        hero, count = self.regions.hero, len(self.walks)
        if self.broad:
            foot = self.regions.stage.edge(DOWN)[1]
            found = []
            for column in hero.columns(*[1] * count, gap=26 * PIXEL):
                curve, words = column.rows(2.1, 1)
                low, top = words.edge(UP)[1], curve.edge(UP)[1]
                base = Region(column.x, (low + foot) / 2, column.width, low - foot)
                curve = Region(column.x, (top + low) / 2, 0.84 * column.width, top - low)
                argument, name, use = base.inset(14 * PIXEL, 28 * PIXEL).rows(0.8, 1.15, 1)
                found.append(Place(curve, base, name, use, argument))
            return found
        picture, stage, found = looked_at(self.regions), self.regions.stage, []
        top = min(picture.edge(UP)[1], hero.edge(UP)[1] + 16 * PIXEL)
        low = stage.edge(DOWN)[1]
        left, right = picture.edge(LEFT)[0], hero.edge(RIGHT)[0]
        rows = Region((left + right) / 2, (top + low) / 2, right - left, top - low)
        for row in rows.rows(*[1] * count, gap=26 * PIXEL):
            curve, words = row.columns(1, 1.35, gap=50 * PIXEL)
            base = Region(stage.x, row.edge(DOWN)[1], stage.width, 14 * PIXEL)
            name, use = words.inset(0.0, 0.08 * row.height).rows(1.3, 1)
            found.append(Place(curve.inset(30 * PIXEL, 0.0), base, name, use))
        return found

    def base(self, place: Place) -> VGroup:
        """What a curve stands on: a block that bears its words, or a board."""
        colors, slab = self.theme.colors, 16 * PIXEL
        block = Rectangle(width=place.base.width, height=place.base.height, stroke_width=0)
        block.set_fill(colors.raised if self.broad else colors.drawn_far, opacity=1).move_to(
            place.base.center
        )
        parts = VGroup(block)
        if self.broad:
            top = Rectangle(width=place.base.width, height=slab, stroke_width=0)
            parts.add(top.set_fill(colors.drawn_far, opacity=1).move_to(block.get_top(), aligned_edge=UP))
        return bleeding(decoration(parts.set_z_index(-1, family=True)))

    def curve(self, walk: Walk, place: Region) -> tuple[Plot, VMobject]:
        """A loss on its own axes."""
        low, high = walk.span
        # The stroke stands on its ground, not in it.
        foot = self.theme.curve_width / 200 + 7 * PIXEL
        room = Region(place.x, place.y + foot / 2, place.width, place.height - foot)
        plot = Plot(room, (min(low, 0.0), high), (0.0, self.ceiling + 0.2), bare=True)
        line = plot.curve(
            walk.loss.value, self.colour(walk), over=walk.span, kinks=walk.loss.kinks, samples=240
        )
        return plot, bleeding(line)

    def all_words(self, places: Sequence[Place]) -> list[VGroup]:
        """Each loss's name and its use, and its argument where that has a place.

        All of a kind are as large as the longest can be.
        """
        sizes, colors, word = self.theme.type, self.theme.colors, self.word
        edge = ORIGIN if self.broad else LEFT
        names = [word(walk.loss.role) for walk in self.walks]
        uses = [word(f"{walk.loss.role}_use") for walk in self.walks]

        def alike(
            texts: Sequence[str], rooms: Sequence[Region], size: float, inks: Sequence[str], edge: Vector3D
        ) -> list[Label]:
            size = min(size, 0.8 * rooms[0].height / PIXEL)
            fits = min(
                min(1.0, room.width / Label(text, size, weight="BOLD").width)
                for text, room in zip(texts, rooms, strict=True)
            )
            return [
                Label(text, fits * size, ink, weight="BOLD").set_line(room.edge(edge), edge)
                for text, room, ink in zip(texts, rooms, inks, strict=True)
            ]

        large, small = (sizes.heading, sizes.body) if self.broad else (sizes.title, sizes.heading)
        inks = [*map(self.colour, self.walks)]
        upper = alike(names, [place.name for place in places], large, inks, edge)
        lower = alike(uses, [place.use for place in places], small, [colors.text] * len(places), edge)
        kinds = [upper, lower]
        if rooms := [place.argument for place in places if place.argument]:
            arguments = [word(walk.argument) for walk in self.walks]
            kinds.append(alike(arguments, rooms, sizes.label, [colors.muted] * len(rooms), edge))
        return [VGroup(*words) for words in zip(*kinds, strict=True)]

    def mark(self, plot: Plot, walk: Walk, clock: Callable[[], float]) -> Dots:
        """A ball that rolls upon its curve by gradient descent, as far as the domain reaches."""
        (low, high), large = walk.span, 2.2
        (right, up), aside = self.units(plot), self.aside
        radius = large * self.theme.dot
        # Where a curve ends on its way down, the ball stays above it.
        path = np.clip(self.descend(walk), low, high - max(aside(plot, walk, high, radius)[0], 0.0) / right)
        times, loss = np.linspace(0.0, 1.0, len(path)), walk.loss.value

        def here() -> np.ndarray:
            x = float(np.interp(clock(), times, path))
            across, high_up = aside(plot, walk, x, radius)
            return np.array([(x + across / right, float(loss(x)) + high_up / up)])

        dot = Dots(plot, here, self.theme.colors.text, scale=large, zoom=lambda: min(1.0, 12.0 * clock()))
        return bleeding(dot.set_z_index(1))

    @staticmethod
    def units(plot: Plot) -> np.ndarray:
        """How long one of the argument and one of the loss are, in scene units."""
        return np.asarray(plot.size / np.ptp([plot.x_range, plot.y_range], axis=1))

    def aside(self, plot: Plot, walk: Walk, x: float, radius: float) -> np.ndarray:
        """From a place of a curve to the middle of a ball that lies on it there, in scene units."""
        right, up = self.units(plot)
        normal = np.array([-float(walk.loss.gradient(x)) * up, right])
        return np.asarray((radius + self.theme.curve_width / 200) * normal / np.linalg.norm(normal))

    def descend(self, walk: Walk) -> np.ndarray:
        """Gradient descent with clipped slopes: steep and flat losses walk side by side."""
        low, high = walk.span
        reach = (high - low) * self.rate / 4

        def slope(x: np.ndarray) -> np.ndarray:
            return np.asarray(np.clip(walk.loss.gradient(np.clip(x, low, high)) / self.rate, -1.0, 1.0))

        return gradient_descent(slope, walk.start, rate=reach, steps=self.steps)

    # -- the end card --------------------------------------------------------------------------------------

    @beat
    def call_to_follow(self, before: Hook | None = None) -> None:
        """The five over the street; a ball rolls down one of them onto the button, and who tells it waves.

        ``before``: what stands there; its mansion goes to the street, its lines become their losses' curves.
        """
        motion, minutes, rolled = self.theme.motion, ValueTracker(0.0), ValueTracker(0.0)
        card = self.card()
        button, promise_place = self.call(card)
        street = HouseRow(card.street)
        street.light()
        robot, waved = self.robot(card, button[0]), ValueTracker(0.0)
        drawn = [
            decoration(self.curve(walk, cell)[1]) for walk, cell in zip(self.walks, card.cells, strict=True)
        ]
        pill, plus, call = button
        done = tick(0.28 * pill.height, self.theme.colors.background).move_to(plus)
        ball = self.rolling(card, pill, rolled.get_value)
        clock, face = self.minutes(promise_place, minutes.get_value)
        kept, moved, new = self.handed(before, street, drawn)
        press = rate_functions.there_and_back
        with self.narrate("follow"):
            self.then(self.clear_body(*kept), run_time=motion.snap)
            curves = LaggedStart(*map(Create, new), lag_ratio=0.2)
            # Nothing passes there any more.
            comes = FadeIn(button, clock, shift=0.3 * UP, rate_func=motion.late(0.45))
            self.on("follow", *moved, curves, street.rise(mansion=not kept), comes, run_time=motion.beat)
            self.remove(*kept)
            self.add(street, *drawn, button)
            comes_up: Any = robot.shift(robot.height * DOWN).animate
            self.then(FadeIn(ball), comes_up.shift(robot.height * UP), run_time=motion.swift)
            robot.add_updater(lambda robot: robot.wave(Naming.swing(waved.get_value())))
            self.then(steady(rolled, 1.0), steady(waved, 0.4), run_time=motion.beat)
            pressed = [cast(Any, part).animate(rate_func=press) for part in (VGroup(pill, call), ball)]
            ball.clear_updaters()
            down = pressed[0].scale(_PRESSED), pressed[1].shift((1 - _PRESSED) / 2 * pill.height * DOWN)
            check = FadeOut(plus, scale=0.5), FadeIn(done, scale=0.5)
            self.add(face)
            self.then(*down, *check, steady(minutes, 0.3), run_time=motion.brief)
            self.fill(street.hop(18), steady(minutes, 1.0), steady(waved, 1.0))

    def handed(
        self, before: Hook | None, street: HouseRow, drawn: Sequence[VMobject]
    ) -> tuple[Sequence[Mobject], Sequence[Animation], Sequence[VMobject]]:
        """What stays of what stands there, the animations that it goes by, and the curves that come new."""
        if before is None:
            return (), (), drawn
        mansion, place = before.mansion.mansion, street.mansion
        goes: Any = mansion.set_z_index(place.z_index, family=True).animate
        lines = {SQUARED: before.squared, HUBER: before.huber}
        moved = [goes.scale(place.width / mansion.width).move_to(place)]
        new, kept = [], [mansion, *lines.values()]
        for walk, curve in zip(self.walks, drawn, strict=True):
            if walk.loss in lines:
                moved.append(Transform(lines[walk.loss].clear_updaters(), curve))
            else:
                new.append(curve)
        return kept, moved, new

    def card(self) -> Card:
        """Of the end card: where the curves, the button, the promise and the street are.

        In a broad frame button and promise share a row.
        """
        picture, hero, stage = looked_at(self.regions), self.regions.hero, self.regions.stage
        top, low, ground = hero.edge(UP)[1], picture.edge(DOWN)[1], stage.edge(DOWN)[1]
        sight = Region(picture.x, (top + low) / 2, picture.width, top - low)
        # A ball has room between the curves and the button.
        sky, below = sight.rows(1, 1.9 if self.broad else 2.6, gap=60 * PIXEL)
        if self.broad:
            button, street = below.rows(1, 2, gap=30 * PIXEL)
            promise = button
        else:
            button, promise, street = below.rows(1, 0.9, 2.2, gap=30 * PIXEL)
        high = street.edge(UP)[1]
        return Card(
            sky.columns(*[1] * len(self.walks), gap=40 * PIXEL),
            Region(hero.x, button.y, hero.width, button.height),
            Region(hero.x, promise.y, hero.width, promise.height),
            Region(stage.x, (high + ground) / 2, stage.width, high - ground),
        )

    def call(self, card: Card) -> tuple[VGroup, Region]:
        """The button in the middle, and where the promise stands: below it, or in a broad frame beside it.

        Where that is long, the button gives way to it.
        """
        button, promise = self.button(card.button), card.promise
        if promise.y != card.button.y:
            return button, promise
        wide, apart = self.minutes(promise, lambda: 0.0)[0].width, 56 * PIXEL
        ends = float(button[0].get_right()[0]) + apart + wide
        button.shift(min(0.0, float(self.regions.hero.edge(RIGHT)[0]) - ends) * RIGHT)
        left = button[0].get_right()[0] + apart
        return button, Region(left + wide / 2, promise.y, wide, promise.height)

    def robot(self, card: Card, pill: VMobject) -> Robot:
        """Who tells all this stands on the ground at the left: up to the button, or in its street."""
        ground, left = self.scene.ground.horizon, self.regions.hero.edge(LEFT)[0]
        high = pill.get_center()[1] - ground if self.broad else _BESIDE * card.street.height
        robot = Robot(high / PIXEL, "glad", waving=True)
        # Its hand, which swings, stays clear of the button.
        robot.stand(np.array([left, ground, 0.0])).shift((left - robot.get_left()[0]) * RIGHT)
        # Before the street, whose houses hop, and behind the ground.
        return bleeding(robot.set_z_index(-0.5, family=True))

    def way_down(self, card: Card, pill: VMobject) -> tuple[np.ndarray, np.ndarray]:
        """When a ball is where: it rolls down a curve, over its end, and falls onto the button."""
        walk = self.walks[_ROLLS]
        plot, _ = self.curve(walk, card.cells[_ROLLS])
        radius = _BALL / 2 * pill.height
        x = np.linspace(walk.start, walk.span[1], 240)
        on = np.array([plot.c2p(at, float(walk.loss.value(at)))[:2] for at in x])
        track = on + np.array([self.aside(plot, walk, at, radius) for at in x])
        return roll_off(track, float(pill.get_top()[1]) + radius)

    def rolling(self, card: Card, pill: VMobject, share: Callable[[], float]) -> Ball:
        """A ball that goes this way."""
        (times, places), now = self.way_down(card, pill), detached(share)
        ball = bleeding(Ball(_BALL * pill.height / PIXEL))

        def follow(ball: Any) -> None:
            ball.stand(np.array([*(np.interp(now(), times, along) for along in places.T), 0.0]))

        ball.add_updater(follow, call_updater=True)
        return ball

    def minutes(self, place: Region, share: Callable[[], float]) -> tuple[VGroup, VMobject]:
        """A clock and how many minutes; and as much of these minutes on its face as have gone by."""
        colors, size = self.theme.colors, self.theme.type.heading
        high, told = min(place.height, 2.4 * size * PIXEL), detached(share)
        label = Label(self.word("minutes"), size, colors.text, weight="BOLD")
        left = place.x - (high + 0.3 * high + label.width) / 2
        clock = ClockFace(high / PIXEL).stand(np.array([left + high / 2, place.y, 0.0]))
        label.set_line(np.array([left + 1.3 * high, place.y, 0.0]), LEFT)
        wedge = VMobject(stroke_width=0, fill_color=colors.gold, fill_opacity=1)
        middle, radius = clock.foot, 0.42 * high

        def pass_by(mobject: Any) -> None:
            turns = TAU / 12 * max(told(), 1e-3) * np.linspace(0.0, 1.0, 16)
            rim = np.column_stack([np.sin(turns), np.cos(turns), np.zeros(16)])
            mobject.set_points(polygon_points(np.vstack([middle, middle + radius * rim])))

        wedge.add_updater(pass_by, call_updater=True)
        return VGroup(clock, label), wedge

    def button(self, place: Region) -> VGroup:
        """A gold pill with the call, and a plus before it."""
        colors, size = self.theme.colors, min(self.theme.type.title, place.height / PIXEL / 1.7)
        # One row: the words shrink rather than break.
        room = Region(place.x, place.y, place.width - 2.6 * size * PIXEL, 1.25 * size * PIXEL)
        label = Label(self.word("follow"), size, colors.background, weight="BOLD", within=room, edge=ORIGIN)
        em = label.size * PIXEL
        pill = RoundedRectangle(
            width=label.width + 2.6 * em, height=1.7 * em, corner_radius=0.85 * em, stroke_width=0
        ).set_fill(colors.gold, opacity=1)
        pill.move_to(place.center)
        plus = Label("+", label.size, colors.background, weight="BOLD")
        label.set_line(place.center + 0.45 * em * np.array([1.0, 0.0, 0.0]))
        plus.beside(label, 0.3 * em, LEFT)
        return VGroup(pill, plus, label)
