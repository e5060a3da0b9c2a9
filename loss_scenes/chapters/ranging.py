"""Chapter: where a robust loss is used, a car that measures how far the one ahead is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.echoes import ECHOES, Echoes
from loss_scenes.pictures.lane import Lane
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, DottedLines, Segments
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import CarFromAbove
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

BEHIND = -1
"""Depth of road and cars: behind the ground, so that it cuts them off."""

CAR_LENGTH = 4.4
"""Of both cars, in metres."""


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
        self.stray = ValueTracker(float(np.mean(echoes.ranges)))
        stage = self.regions.stage
        self.broad = stage.width > 1.5 * stage.height
        self.upright = stage.height > stage.width
        # The car that measures is at the road's beginning, a part of it out of the picture.
        shown = self.upwards() if self.upright else self.middle()
        along = (-1.2, 15.1) if self.upright else (-1.9, 15.0) if self.broad else (-1.4, 15.6)
        self.lane = Lane(stage, shown, along, upright=self.upright)

    def middle(self) -> Region:
        """Along the whole width, a little below the middle: above it is room for words."""
        stage, hero = self.regions.stage, self.regions.hero
        return Region(stage.x, hero.y - 0.12 * hero.height, stage.width, hero.height)

    def upwards(self) -> Region:
        """From the ground to the upper end of what is read."""
        low, high = self.regions.stage.edge(DOWN)[1], self.regions.hero.edge(UP)[1]
        return Region(self.regions.hero.x, (low + high) / 2, self.regions.hero.width, high - low)

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
        lines, names, stray = self.estimates()
        number = self.distance()
        points, reflection = self.names_of_points()
        with self.narrate("driving"):
            ground = self.scene.ground.animate.set_horizon(self.regions.stage.edge(DOWN)[1])
            seen = VGroup(self.lane, ahead, own).set_z_index(BEHIND)
            self.then(self.clear_body(), ground, FadeIn(seen), run_time=motion.brief)
            self.then(Create(beams), FadeIn(hits, points), run_time=motion.quick)
            self.on("driving", FadeIn(lines, names, number, stray), run_time=motion.brief)
            self.add(lines, names, stray)
            # What the red dot is, is said once it is clear of the lines.
            rear, end = self.stray.get_value(), self.echoes.stray
            self.then(self.stray.animate.set_value(0.6 * rear + 0.4 * end), run_time=motion.quick)
            self.fill(self.stray.animate.set_value(end), FadeIn(reflection))

    def cars(self) -> tuple[CarFromAbove, CarFromAbove]:
        """The car that measures, and the one ahead."""
        length = CAR_LENGTH * self.lane.metre / PIXEL
        rear = float(np.mean(self.echoes.ranges))
        own, ahead = CarFromAbove(length), CarFromAbove(length)
        for car, middle in ((own, -CAR_LENGTH / 2), (ahead, rear + CAR_LENGTH / 2)):
            car.stand(self.lane.c2p(middle, 0.0))
            if self.upright:
                car.rotate(PI / 2, about_point=car.foot)
        return bleeding(own), ahead

    def beams(self) -> tuple[Segments, VGroup]:
        """Beams from the car's nose to what they hit, and the hits."""
        colors, echoes = self.theme.colors, self.echoes
        ends = np.column_stack([echoes.ranges, echoes.beams])
        rear = float(np.mean(echoes.ranges))
        rays = np.column_stack([np.zeros_like(ends), ends])
        rays = np.vstack([rays, [0.0, 0.0, rear, echoes.stray_beam]])
        beams = Segments(self.lane, lambda: rays, colors.drawn_mid, width=self.theme.hair_width)
        rims = decoration(Dots(self.lane, lambda: ends, colors.background, scale=1.7))
        return decoration(beams), VGroup(rims, Dots(self.lane, lambda: ends, colors.drawn_light, scale=1.1))

    def names_of_points(self) -> tuple[Label, Label]:
        """What the light dots are, beside them; and what the red one is, that goes along with it."""
        colors, lane, sizes = self.theme.colors, self.lane, self.theme.type
        size = sizes.label if self.upright else sizes.body
        points = Label(self.word("points"), size, colors.drawn_light, weight="BOLD")
        reflection = Label(self.word("reflection"), size, colors.outlier, weight="BOLD")
        at, beam, gap = self.stray.get_value, self.echoes.stray_beam, 60 * PIXEL
        if self.upright:
            points.set_line(lane.c2p(6.7, 1.7), LEFT)
        else:
            points.set_line(lane.c2p(6.5, -1.0), RIGHT)
        # Beside the dot on an upright road; else above it, as far as the picture reaches.
        last = self.regions.hero.edge(RIGHT)[0] - reflection.width / 2

        def follow(label: Label) -> None:
            place = lane.c2p(at(), beam)
            if self.upright:
                label.set_line(place + gap * RIGHT, LEFT)
            else:
                high = lane.c2p(0.0, 1.95)[1]
                label.set_line(np.array([min(place[0], last), high, 0.0]))

        follow(reflection)
        return points, reflection.add_updater(detached(follow))

    def estimates(self) -> tuple[VGroup, VGroup, VGroup]:
        """A line at each distance, the lines' names, and the reflected beam's point with its error."""
        colors, word, lane = self.theme.colors, self.word, self.lane
        reach = 2.4
        width, lines, names = self.theme.curve_width, VGroup(), VGroup()

        def line(at: Callable[[], float], color: str) -> Segments:
            return Segments(lane, lambda: np.array([(at(), -reach, at(), reach)]), color, width=width)

        lines.add(line(self.squared, colors.squared), line(self.robust, colors.huber))
        size, gap = self.theme.type.heading, 30 * PIXEL
        # Where there is little room a long name stands in two rows.
        echoes, hero = self.echoes, self.regions.hero
        left, end = hero.edge(LEFT)[0], lane.c2p(0.0, -1.6)[0]
        if not self.upright:
            left, end = lane.c2p(echoes.mean(echoes.stray), 0.0)[0] + gap, hero.edge(RIGHT)[0]
        room = Region((left + end) / 2, 0.0, end - left, (2.4 if self.upright else 1.2) * size * PIXEL)
        for name, at, color, side in (
            (word("by_squares"), self.squared, colors.squared, 1),
            (word("robust"), self.robust, colors.huber, -1),
        ):
            label = Label(name, size, color, weight="BOLD", within=room, edge=RIGHT if self.upright else LEFT)

            def follow(label: Label, at: Callable[[], float] = at, side: int = side) -> None:
                if self.upright:
                    where = lane.c2p(at(), -1.6) + side * (label.height / 2 + 0.3 * size * PIXEL) * UP
                    label.set_line(where, RIGHT)
                else:
                    label.set_line(lane.c2p(at(), 0.3 - reach) + side * gap * RIGHT, -side * RIGHT)

            names.add(label.add_updater(detached(follow)))
            follow(label)
        at, beam = self.stray.get_value, self.echoes.stray_beam

        def missed() -> np.ndarray:
            return np.array([(self.robust(), beam, at(), beam)])

        # The error runs over the car ahead: a dark rim keeps it seen there.
        rim = decoration(DottedLines(lane, missed, colors.background, dot=15.0))
        error = DottedLines(lane, missed, colors.outlier)

        def here() -> np.ndarray:
            return np.array([(at(), beam)])

        around = decoration(Dots(lane, here, colors.background, scale=3.0))
        dot = Dots(lane, here, colors.outlier, scale=2.4)
        return lines, names, VGroup(rim, error, around, dot)

    def distance(self) -> VGroup:
        """How far the car ahead is, by the Huber loss, along a line with two ends."""
        colors, lane, at = self.theme.colors, self.lane, self.robust
        off, tick = 1.25, 0.16

        def ends() -> np.ndarray:
            far = at() - 0.12
            return np.array([
                (0.12, off, far, off), (0.12, off - tick, 0.12, off + tick),
                (far, off - tick, far, off + tick),
            ])  # fmt: skip

        line = Segments(lane, ends, colors.huber, width=self.theme.line_width)
        size = self.theme.type.display if self.broad else self.theme.type.title
        number = LiveNumber(at, decimals=1, size=size, color=colors.huber)
        unit = Label(self.word("metres"), self.theme.type.heading, colors.huber, weight="BOLD")
        gap = 0.2 * size * PIXEL
        if self.upright:
            start = lane.c2p(4.2, off + 0.5)
        else:
            width = number.width + gap + unit.width
            start = lane.c2p(at() / 2, off) + 0.62 * size * PIXEL * UP + width / 2 * LEFT
        number.set_line(start, LEFT)
        unit.set_line(start + (number.width + gap) * RIGHT, LEFT)
        return VGroup(line, number, unit)
