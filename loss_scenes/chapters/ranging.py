"""Chapter: where a robust loss is used, a car that measures how far the one ahead is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, Create, FadeIn, ValueTracker, VGroup, VMobject, Wait

from loss_scenes.echoes import ECHOES, Echoes
from loss_scenes.pictures.lane import Lane
from loss_scenes.pictures.name_plate import name_plate
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import CarFromAbove
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

BEHIND = -1
"""Depth of road and cars: behind the ground, so that it cuts them off."""

CAR_LENGTH = 4.8
"""Of both cars, in metres."""

_FLAG = CAR_LENGTH / 4 + 0.05, CAR_LENGTH / 2  # from where to where a line at a distance stands across
_GHOST = 0.14  # how far the believed car is filled

_BESIDE = 1.38  # metres across: beside the beams and their line, or the car ahead

_NUMBERS = 3.2  # metres ahead, where an upright road has the numbers beside it


class Ranging(Chapter):
    """Beams hit the car ahead, and one is reflected: squared errors follow it, the Huber loss does not.

    Parameters
    ----------
    scene
        Where it is told: a staged one.
    echoes
        What the beams measure.
    """

    def __init__(self, scene: NarratedScene, *, echoes: Echoes = ECHOES) -> None:
        super().__init__(scene)
        self.echoes = echoes
        self.stray = ValueTracker(self.rear)
        stage = self.regions.stage
        self.broad = stage.broad
        self.upright = stage.upright
        # The car that measures is at the road's beginning, a part of it out of the picture.
        shown = self.upwards() if self.upright else self.middle()
        along = (-0.9, 14.6) if self.upright else (-0.9, 14.75) if self.broad else (-0.9, 15.0)
        self.lane = Lane(stage, shown, along, upright=self.upright, edges=not self.upright)

    def middle(self) -> Region:
        """Along the whole width, a little below the middle: above it is room for words."""
        stage, hero = self.regions.stage, self.regions.hero
        return Region(stage.x, hero.y - 0.12 * hero.height, stage.width, hero.height)

    def upwards(self) -> Region:
        """From the ground to what is read: the reflection is the danger, no site's buttons may cover it."""
        return self.regions.hero.down_to(self.regions.stage.edge(DOWN)[1])

    @property
    def rear(self) -> float:
        """How far the car ahead is, as the beams that hit it have it."""
        return float(np.mean(self.echoes.ranges))

    def squared(self) -> float:
        """The distance by squared errors, with the reflection of the moment."""
        return self.echoes.mean(self.stray.get_value())

    def robust(self) -> float:
        """The distance by the Huber loss, with the reflection of the moment."""
        return self.echoes.huber(self.stray.get_value())

    @beat
    def locate_the_obstacle(self) -> None:
        motion = self.theme.motion
        own, ahead = self.cars()
        beams, hits = self.beams()
        ghost = self.believed(ahead)
        lines, stray = self.estimates(), self.reflection()
        numbers = self.distances()
        reflection = self.name_of_the_reflection()
        plate = name_plate(self.regions.hero, self.word("robust"), self.theme.colors.huber).set_z_index(1)
        with self.narrate("driving"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            seen = VGroup(self.lane, ahead, own).set_z_index(BEHIND)
            # What the beat before says last is read to its end.
            self.then(Wait(), run_time=motion.snap)
            # Whose beat it is, and that it is schematic, come before the numbers, which need their time.
            named = FadeIn(plate, self.schematic(plate))
            self.then(self.clear_body(), ground, FadeIn(seen), named, run_time=motion.swift)
            self.then(Create(beams), FadeIn(hits), run_time=motion.brief)
            self.then(FadeIn(ghost, lines, numbers, stray), run_time=motion.swift)
            self.add(ghost, lines, stray)
            # What the red dot is, is said once it is clear of the lines.
            end = self.echoes.stray
            clear = 0.6 * self.rear + 0.4 * end
            self.on("driving", self.stray.animate.set_value(clear), run_time=motion.quick)
            further = self.stray.animate.set_value(end), FadeIn(reflection, rate_func=motion.soon(0.6))
            self.then(*further, run_time=motion.beat + motion.quick)

    def cars(self) -> tuple[CarFromAbove, CarFromAbove]:
        """The car that measures, and the one ahead."""
        length = CAR_LENGTH * self.lane.metre / PIXEL
        own, ahead = CarFromAbove(length), CarFromAbove(length)
        for car, middle in ((own, -CAR_LENGTH / 2), (ahead, self.rear + CAR_LENGTH / 2)):
            car.stand(self.lane.c2p(middle, 0.0))
            if self.upright:
                car.rotate(PI / 2, about_point=car.foot)
        return bleeding(own), bleeding(ahead)

    def schematic(self, plate: Label) -> Label:
        """That nothing here was measured, beside the loss's name."""
        note = Label(self.word("schematic"), self.theme.type.label, self.theme.colors.muted)
        if self.upright:
            # Beside it there is the road.
            return note.set_line(plate.get_left() + 1.6 * note.size * PIXEL * DOWN, LEFT)
        return note.beside(plate, note.size * PIXEL)

    def believed(self, ahead: CarFromAbove) -> VMobject:
        """The car ahead where squared errors have it."""
        lane, color = self.lane, self.theme.colors.squared
        body = max(ahead, key=lambda part: part.width * part.height)
        ghost, start = body.copy().set_fill(color, opacity=_GHOST), body.get_center()
        ghost.set_stroke(color, self.theme.line_width, opacity=1)

        def there() -> np.ndarray:
            return np.asarray(start + (self.squared() - self.rear) * lane.metre * lane.forward)

        now = detached(there)
        ghost.add_updater(lambda ghost: ghost.move_to(now()))
        return bleeding(decoration(ghost))

    def beams(self) -> tuple[Segments, VGroup]:
        """Beams from the car's nose to what they hit, and the hits."""
        colors, echoes = self.theme.colors, self.echoes
        ends = np.column_stack([echoes.ranges, echoes.beams])
        rays = np.column_stack([np.zeros_like(ends), ends])
        rays = np.vstack([rays, [0.0, 0.0, self.rear, echoes.stray_beam]])
        beams = Segments(self.lane, lambda: rays, colors.drawn_mid, width=self.theme.hair_width)
        rims = decoration(Dots(self.lane, lambda: ends, colors.background, scale=1.7))
        return decoration(beams), VGroup(rims, Dots(self.lane, lambda: ends, colors.drawn_light, scale=1.1))

    def name_of_the_reflection(self) -> Label:
        """What the red dot is; it goes along with it."""
        colors, lane, sizes = self.theme.colors, self.lane, self.theme.type
        size = sizes.heading if self.broad else sizes.label
        reflection = Label(self.word("reflection"), size, colors.outlier, weight="BOLD")
        at, beam, gap = self.stray.get_value, self.echoes.stray_beam, 90 * PIXEL
        # Beside the dot on an upright road, or beside its error where nothing is read so high; else above it,
        # as far as the picture reaches.
        last = self.regions.hero.edge(RIGHT)[0] - reflection.width / 2

        top = self.regions.hero.edge(UP)[1] - 0.6 * size * PIXEL

        def follow(label: Label) -> None:
            place = lane.c2p(at(), beam)
            if self.upright:
                high = min(place[1], top)
                label.set_line(np.array([place[0] + gap, high, 0.0]), LEFT)
            else:
                high = lane.c2p(0.0, 1.95 if self.broad else 2.2)[1]
                label.set_line(np.array([min(place[0], last), high, 0.0]))

        follow(reflection)
        reflection.add_updater(detached(follow))
        return reflection

    def estimates(self) -> VGroup:
        """A line at each distance, on its side of the road."""
        colors, lane, width = self.theme.colors, self.lane, self.theme.curve_width
        low, high = _FLAG

        def line(at: Callable[[], float], color: str, side: int) -> Segments:
            def ends() -> np.ndarray:
                return np.array([(at(), side * low, at(), side * high)])

            return Segments(lane, ends, color, width=width)

        return VGroup(line(self.squared, colors.squared, -1), line(self.robust, colors.huber, 1))

    def reflection(self) -> VGroup:
        """What the reflected beam reports, a point that goes far off."""
        colors, lane = self.theme.colors, self.lane
        at, beam = self.stray.get_value, self.echoes.stray_beam

        def here() -> np.ndarray:
            return np.array([(at(), beam)])

        around = decoration(Dots(lane, here, colors.background, scale=3.0))
        return bleeding(VGroup(around, Dots(lane, here, colors.outlier, scale=2.4)))

    def distances(self) -> VGroup:
        """How far the car ahead is, by either loss: a line with two ends on each side of the beams."""
        colors = self.theme.colors
        robust = self.distance(self.robust, self.word("robust"), colors.huber, 1)
        return VGroup(robust, self.distance(self.squared, self.word("by_squares"), colors.squared, -1))

    def distance(self, at: Callable[[], float], name: str, color: str, side: int) -> VGroup:
        """A distance along a line on one side of the beams, whose it is, and its number before the car."""
        lane, now = self.lane, detached(at)
        off, tick = side * _FLAG[0], 0.16

        def ends() -> np.ndarray:
            far = now() - 0.12
            return np.array([
                (0.12, off, far, off), (0.12, off - tick, 0.12, off + tick),
                (far, off - tick, far, off + tick),
            ])  # fmt: skip

        line = Segments(lane, ends, color, width=self.theme.line_width)
        # One number is the hero: the distance that holds.
        size = self.theme.type.title if side > 0 or self.broad else self.theme.type.heading
        number = LiveNumber(now, decimals=1, size=size, color=color)
        unit = Label(self.word("metres"), self.theme.type.heading, weight="BOLD")
        gap = 0.2 * size * PIXEL
        width = number.width + gap + unit.width
        if self.upright:
            start = lane.c2p(_NUMBERS, off + side * 0.55) + (width if side < 0 else 0.0) * LEFT
        else:
            end = lane.c2p(self.rear, side * _BESIDE) + side * 0.62 * size * PIXEL * UP
            start = end + (width + 30 * PIXEL) * LEFT
        number.set_line(start, LEFT)
        unit.set_line(start + (number.width + gap) * RIGHT, LEFT)
        return VGroup(line, number, unit, self.whose(number, name, color, side))

    def whose(self, number: LiveNumber, words: str, color: str, side: int) -> Label:
        """A loss's name: over its number beside an upright road, else before it."""
        hero, sizes = self.regions.hero, self.theme.type
        size = sizes.heading if self.broad else sizes.body
        high = (1.2 if self.broad else 2.5) * size * PIXEL  # in two rows where there is less width
        left, right, edge = hero.edge(LEFT)[0], number.get_left()[0] - 0.4 * size * PIXEL, RIGHT
        low = number.get_y() - high / 2
        if self.upright:
            beside = self.lane.c2p(0.0, side * 1.8)[0]
            left, right, edge = (left, beside, RIGHT) if side < 0 else (beside, hero.edge(RIGHT)[0], LEFT)
            low = number.get_y() + 0.7 * sizes.title * PIXEL
        room = Region((left + right) / 2, low + high / 2, right - left, high)
        name = Label(words, size, color, weight="BOLD", within=room, edge=edge)
        if self.upright:
            return name.shift((low - name.get_bottom()[1]) * UP)
        # Two rows hang from where one stands: over them are the beams.
        return name.shift(min(0.0, number.get_top()[1] - name.get_top()[1]) * UP)
