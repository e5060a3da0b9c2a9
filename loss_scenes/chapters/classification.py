"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, RoundedRectangle, ValueTracker, VGroup

from loss_scenes.losses import sigmoid
from loss_scenes.models.paths import logistic_path, state_at
from loss_scenes.pictures.shelves import above_ground
from loss_scenes.pictures.street import ScoreBands, ScoreLine
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

CATS = ((0.5, 0.8), (1.6, 0.75), (2.7, 0.7), (3.05, 2.05))
DOGS = ((3.85, 3.5), (5.2, 4.1), (4.75, 2.4), (5.6, 1.25))
PENALTY, FIRST_BOUNDARY = 1.0, (-1.2, 0.9, 2.0)
_HOPS = 4  # of the animal that comes in


class Classification(Chapter):
    """A boundary sweeps in between cats and dogs; then a new animal is placed.

    Parameters
    ----------
    scene
        Where it is told.
    cats, dogs
        Features of the two classes, schematic.
    penalty, first_boundary
        Of the logistic regression, and the two weights and the bias at which its descent begins.
    query
        Features of the new animal.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        cats: Sequence[tuple[float, float]] = CATS,
        dogs: Sequence[tuple[float, float]] = DOGS,
        penalty: float = PENALTY,
        first_boundary: tuple[float, float, float] = FIRST_BOUNDARY,
        query: tuple[float, float] = (1.5, 3.0),
    ) -> None:
        super().__init__(scene)
        self.cats, self.dogs, self.query = cats, dogs, np.asarray(query)
        data = np.array((*cats, *dogs))
        labels = np.repeat([1.0, -1.0], [len(cats), len(dogs)])
        self.path = logistic_path(data, labels, first_boundary, penalty=penalty)
        self.learnt, self.come = ValueTracker(0.0), ValueTracker(0.0)
        read, frame = above_ground(self.regions, scene.ground.horizon), self.regions.frame
        whole = Region(frame.x, read.y, frame.width, read.height)
        self.plot = Plot(whole, (0.0, 6.2), (0.0, 5.0), bare=True)
        self.size = min(0.19 * whole.width, 0.26 * whole.height) / PIXEL

    def boundary(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the moment."""
        state = state_at(self.path, self.learnt.get_value())
        return state[:2], float(state[2])

    def probability(self) -> float:
        """That the new animal is a cat, by the boundary of the moment."""
        weights, bias = self.boundary()
        return float(sigmoid(self.query @ weights + bias))

    def asked_at(self) -> np.ndarray:
        """Where the new animal is: it comes from the left, in short hops."""
        come = self.come.get_value()
        x, y = self.query
        hop = 0.1 * abs(np.sin(_HOPS * np.pi * come))
        return np.asarray(self.plot.c2p(x + (come - 1) * (x + 0.2), y + hop))

    @beat
    def predict_a_class(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        animals, title, axes = self.animals(), self.title(), self.axes()
        line = ScoreLine(
            self.between(axes), self.boundary, 0.0, colors.cross_entropy, width=self.theme.curve_width
        )
        side = decoration(self.side())
        with self.narrate("classification"):
            self.on("classification", self.clear_body(), run_time=motion.snap)
            self.then(FadeIn(side, animals, title, axes), run_time=motion.swift)
            self.add(bleeding(line), animals)
            self.fill(self.learnt.animate.set_value(1.0))
            asked = self.asked()
            self.add(asked)
            self.on("image", steady(self.come, 1.0), run_time=motion.calm)
            self.then(FadeIn(self.answer(), shift=0.2 * UP), run_time=motion.brief)

    def title(self) -> Label:
        """The family's name, at the top left."""
        size, ink = self.theme.type.title, self.theme.colors.text
        at = self.regions.hero.edge(UP + LEFT) + 0.6 * size * PIXEL * DOWN
        return Label(self.word("classification"), size, ink, weight="BOLD").set_line(at, LEFT)

    def axes(self) -> VGroup:
        """What the two features are."""
        size, color, hero = self.theme.type.label, self.theme.colors.muted, self.regions.hero
        right = hero.edge(DOWN + RIGHT) + 0.6 * size * PIXEL * UP
        top = self.title().get_bottom() + 0.9 * size * PIXEL * DOWN
        return VGroup(
            Label(self.word("weight"), size, color).set_line(right, RIGHT),
            Label(self.word("playful"), size, color).set_line(
                np.array([hero.edge(LEFT)[0], top[1], 0.0]), LEFT
            ),
        )

    def between(self, axes: VGroup) -> Plot:
        """The plane as far as the boundary goes: from the one axis's name to the other's."""
        weight, playful = axes
        region, gap = self.plot.region, 0.3 * self.theme.type.label * PIXEL
        low, top = float(weight.get_top()[1]) + gap, float(playful.get_bottom()[1]) - gap
        levels = [float(self.plot.p2c(np.array([0.0, y, 0.0]))[1]) for y in (low, top)]
        room = Region(region.x, (low + top) / 2, region.width, top - low)
        return Plot(room, self.plot.x_range, (levels[0], levels[1]), bare=True)

    def side(self) -> ScoreBands:
        """The cats' side of the boundary."""
        stage = self.regions.stage
        corners = [self.plot.p2c(stage.edge(corner)) for corner in (DOWN + LEFT, UP + RIGHT)]
        (x0, y0), (x1, y1) = corners
        whole = Plot(stage, (x0, x1), (y0, y1), bare=True)
        colors = (self.theme.colors.background, self.theme.colors.cross_entropy)
        return bleeding(ScoreBands(whole, self.boundary, (-np.inf, 0.0, np.inf), colors, (0.0, 0.14)))

    def animals(self) -> VGroup:
        """Cats and dogs where their features are."""
        drawn = [(Cat, place) for place in self.cats] + [(Dog, place) for place in self.dogs]
        return bleeding(VGroup(*(each(self.size).move_to(self.plot.c2p(*place)) for each, place in drawn)))

    def asked(self) -> VGroup:
        """The new animal, on a gold bar, wherever it is."""
        width = self.size * PIXEL
        bar = RoundedRectangle(width=width, height=0.06 * width, corner_radius=0.03 * width)
        bar.set_stroke(width=0).set_fill(self.theme.colors.gold, opacity=1)
        cat = Cat(self.size).move_to(ORIGIN)
        asked, at = VGroup(cat, bar.next_to(cat, DOWN, buff=0.0)), detached(self.asked_at)
        asked.add_updater(lambda asked: asked.shift(at() - asked[0].get_center()))
        return bleeding(asked.update())

    def answer(self) -> Phrase:
        """It is a cat, and how sure that is; below it."""
        gold, size = self.theme.colors.gold, self.theme.type.heading
        percent = f"{plain_number(100 * self.probability(), 0)}%"
        below = self.plot.c2p(*self.query) + (0.6 * self.size + 0.6 * size) * PIXEL * DOWN
        room = Region(float(below[0]), float(below[1]), 6.0, 1.3 * size * PIXEL)
        pieces = [(self.word("cat"), size, gold), (percent, size, gold)]
        return Phrase(room, pieces, edge=ORIGIN)
