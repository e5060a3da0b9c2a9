"""Chapter: the hinge's street between two classes as wide as can be; beyond its kerb nothing is paid."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    Wait,
)

from loss_scenes.catalogue import HINGE
from loss_scenes.losses import hinge
from loss_scenes.models import max_margin_boundary
from loss_scenes.models.boundaries import Boundary
from loss_scenes.models.paths import street_across, street_width
from loss_scenes.pictures.ramp import Paid, Ramp
from loss_scenes.pictures.street import ScoreLine, Street
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.drawing import Drawing
from narrated.mobjects.plot import Plot
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

POSITIVES = ((0.36, 0.42), (0.36, 0.76), (0.18, 0.7), (0.18, 0.42), (0.34, 0.0))
NEGATIVES = ((0.64, 0.5), (0.68, 0.76), (0.855, 0.66), (0.84, 0.36), (0.68, 0.13), (0.855, 0.04))
NARROW = 0.3
WALK = ((0.34, 0.0), (0.15, 0.0))

_TOE = 0.25
"""How far beside the middle of its foot an animal's own point lies, towards the street, by its height."""

_FIRST = 0.3  # share of the way to the widest street that the first turn goes
_LOW = 92  # px below the ground for the words of the curve


@dataclass(frozen=True)
class _Shot:
    """The street in its place, the animals, and the curve that stands on the ground."""

    ground: float
    street: Street
    ghosts: VGroup
    animals: VGroup
    ramp: Ramp
    paid: Paid


class Hinge(Chapter):
    """A street turns to where it is widest, its kerbs at the nearest of two classes; beyond them all is free.

    Parameters
    ----------
    scene
        Where it is told; it is staged.
    law
        How the fine is written, in Typst's notation.
    positives, negatives
        Two classes, as shares of the picture's width and height: the first stands on its left. Where the
        street becomes widest depends on the picture's shape.
    narrow
        Width of the street with which the search begins, as a share of the widest.
    walk
        Where the last of the positives goes, from place to place, beyond its kerb.
    things
        Draw the two classes: from a height in pixels and whether it is mirrored.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        law: str = HINGE.formula.partition("= ")[2],
        positives: Sequence[tuple[float, float]] = POSITIVES,
        negatives: Sequence[tuple[float, float]] = NEGATIVES,
        narrow: float = NARROW,
        walk: Sequence[tuple[float, float]] = WALK,
        things: tuple[Callable[..., Drawing], Callable[..., Drawing]] = (Cat, Dog),
    ) -> None:
        super().__init__(scene)
        self.law, self.things = law, things
        hero = self.regions.hero
        self.field, self.strip = hero.rows(hero.height / PIXEL - _LOW, _LOW)
        self.labels = np.repeat([1.0, -1.0], [len(positives), len(negatives)])
        self.points = self._placed([*positives, *negatives])
        self.walker, self.stops = len(positives) - 1, self._placed(walk)
        self.widest = max_margin_boundary(self.points, self.labels)
        best = float(np.arctan2(self.widest.weights[1], self.widest.weights[0]))
        # Radians by which the street has turned, and how much of its way the further point has gone.
        self.turned, self.found = ValueTracker(0.0), self._detour(best, narrow)
        self.first = best - self.found
        self.walked = ValueTracker(0.0)

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

    def place(self) -> np.ndarray:
        """Of the further point at the moment."""
        at = self.walked.get_value() * (len(self.stops) - 1)
        return np.array([np.interp(at, np.arange(len(self.stops)), side) for side in self.stops.T])

    def points_now(self) -> np.ndarray:
        """All points, with the further one where it is at the moment."""
        points = self.points.copy()
        points[self.walker] = self.place()
        return points

    def street(self) -> Boundary:
        """Weights and bias of the moment: of the direction it has turned to; at last fitted to all points."""
        turned = self.turned.get_value()
        if turned < self.found - 1e-9:
            return street_across(self.points, self.labels, self.first + turned)
        return fitted(tuple(map(tuple, self.points_now())), tuple(self.labels))

    def fine(self) -> float:
        """What the further point pays now."""
        weights, bias = self.street()
        return float(hinge(self.place() @ weights + bias))

    @beat
    def find_the_widest_street(self) -> None:
        motion, shot = self.theme.motion, self.shot
        with self.narrate("hinge"):
            ground = self.scene.ground.animate.set_horizon(shot.ground)
            # What was shown before is read to its end.
            self.then(Wait(), run_time=motion.quick)
            self.then(
                self.clear_body(), ground, FadeIn(shot.street), FadeIn(shot.animals), run_time=motion.brief
            )
            # There are many streets: a first turn, still far from the widest.
            self.then(self.turned.animate.set_value(_FIRST * self.found), run_time=motion.slow)
            self.on("street")
            self.bring_to_back(shot.ghosts)
            self.then(self.turned.animate.set_value(self.found), run_time=motion.slow)

    @beat
    def walk_away_for_free(self) -> None:
        motion, shot = self.theme.motion, self.shot
        self.turned.set_value(self.found)
        self.scene.ground.set_horizon(shot.ground)
        self.ensure(shot.street, shot.animals)
        with self.narrate("margin"):
            *axis, law = shot.ramp.words
            shown = Create(shot.ramp.curve), FadeIn(law, shot.paid), FadeOut(shot.ghosts)
            self.on("margin", *shown, run_time=motion.quick)
            self.then(FadeIn(*axis), run_time=motion.swift)
            self.fill(self.walked.animate.set_value(1.0))

    @functools.cached_property
    def shot(self) -> _Shot:
        """The one picture of both beats."""
        colors, ground = self.theme.colors, self.field.edge(DOWN)[1]
        frame = self.regions.frame
        high = frame.y + frame.height / 2 - ground
        sky = Region(frame.x, ground + high / 2, frame.width, high)
        sides = [(sky.edge(end)[axis]) for axis, end in ((0, LEFT), (0, RIGHT), (1, DOWN), (1, UP))]
        plot = Plot(sky, (sides[0], sides[1]), (sides[2], sides[3]), bare=True)
        street = Street(plot, self.street, self.points_now, colors.hinge)
        past = [street_across(self.points, self.labels, self.first + k * self.found) for k in (0.0, _FIRST)]
        ghosts = VGroup(
            ScoreLine(plot, _still(state), score, colors.hinge, width=self.theme.hair_width)
            for state in past
            for score in (-1.0, 1.0)
        )
        bleeding(decoration(ghosts.set_stroke(opacity=0.45)))
        tall = min(0.24 * self.field.height, 0.19 * self.field.width) / PIXEL
        animals = VGroup()
        for index, (point, label) in enumerate(zip(self.points, self.labels, strict=True)):
            thing = self.things[0 if label > 0 else 1](tall, mirrored=label > 0)
            toe = np.array([-label * _TOE * tall * PIXEL, 0.0, 0.0])
            thing.stand(np.append(point, 0.0) + toe)
            if index == self.walker:
                thing.add_updater(lambda cat, toe=toe: cat.stand(np.append(self.place(), 0.0) + toe))
            animals.add(thing)
        ramp = Ramp(
            plot, self.widest, self.strip, self.law, self.word("margin"), unit=0.22 * self.field.height
        )
        left = self.strip.edge(LEFT)[0]
        paid = Paid(plot, self.place, self.fine, self.word("penalty"), (left, ramp.kerb), 1.06 * tall * PIXEL)
        return _Shot(ground, street, ghosts, animals, ramp, paid)


@functools.lru_cache(maxsize=512)
def fitted(points: tuple[tuple[float, ...], ...], labels: tuple[float, ...]) -> Boundary:
    """The widest street of points; a picture asks for it several times a frame."""
    return max_margin_boundary(np.array(points), np.array(labels))


def _still(state: Boundary) -> Callable[[], Boundary]:
    return lambda: state
