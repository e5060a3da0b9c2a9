"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, RoundedRectangle, ValueTracker, VGroup

from loss_scenes.losses import cross_entropy, sigmoid
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
PENALTY, FIRST_BOUNDARY = 1.0, (-1.5, 0.6, 6.0)
_HOPS = 3  # of the animal that comes in
_LIGHT, _HEAVY = 0.72, 1.28  # how large an animal is at either end of the weights


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
        query: tuple[float, float] = (1.3, 3.27),
    ) -> None:
        super().__init__(scene)
        self.cats, self.dogs, self.query = cats, dogs, np.asarray(query)
        data = np.array((*cats, *dogs))
        labels = np.repeat([1.0, -1.0], [len(cats), len(dogs)])
        self.path = logistic_path(data, labels, first_boundary, penalty=penalty)
        self.learnt, self.come = ValueTracker(0.0), ValueTracker(0.0)
        whole = self.plane()
        self.plot = Plot(whole, (0.0, 6.2), (0.0, 5.0), bare=True)
        self.largest = min(0.155 * whole.width, 0.26 * whole.height) / PIXEL

    def plane(self) -> Region:
        """Where the features are: out to the frame's sides; or between the names of the axes."""
        read, frame = above_ground(self.regions, self.scene.ground.horizon), self.regions.frame
        top, low = float(read.edge(UP)[1]), float(read.edge(DOWN)[1])
        if self.named_above():
            top -= (1.3 * self.theme.type.title + 1.4 * self.theme.type.label) * PIXEL
            low += 1.8 * self.theme.type.label * PIXEL
        return Region(frame.x, (top + low) / 2, frame.width, top - low)

    def named_above(self) -> bool:
        """Whether the names need a row above the plane: within it they would be in the boundary's way."""
        frame = self.regions.frame
        return frame.width <= frame.height or self.title().width > 0.2 * frame.width

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
        line = ScoreLine(self.whole(), self.boundary, 0.0, colors.cross_entropy, width=self.theme.curve_width)
        side = decoration(self.side())
        with self.narrate("classification"):
            self.on("classification", self.clear_body(), run_time=motion.snap)
            self.then(FadeIn(side, animals, title, axes), run_time=motion.swift)
            self.add(bleeding(line), animals)
            self.then(self.learnt.animate.set_value(1.0), run_time=motion.calm)
            self.add(self.asked())
            self.then(steady(self.come, 1.0), run_time=motion.quick)
            answer, penalty = self.answer()
            self.then(FadeIn(answer, shift=0.2 * UP), run_time=motion.swift)
            self.on("image", FadeIn(penalty, shift=0.2 * UP), run_time=motion.swift)

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

    def whole(self) -> Plot:
        """The plane as far as it is seen."""
        stage = self.regions.stage
        if self.named_above():
            return self.plot
        corners = [self.plot.p2c(stage.edge(corner)) for corner in (DOWN + LEFT, UP + RIGHT)]
        (x0, y0), (x1, y1) = corners
        return Plot(stage, (x0, x1), (y0, y1), bare=True)

    def side(self) -> ScoreBands:
        """The cats' side of the boundary."""
        colors = (self.theme.colors.background, self.theme.colors.cross_entropy)
        return bleeding(ScoreBands(self.whole(), self.boundary, (-np.inf, 0.0, np.inf), colors, (0.0, 0.14)))

    def size(self, weight: float) -> float:
        """How large an animal is drawn: the heavier the larger."""
        low, high = self.plot.x_range
        return self.largest * (_LIGHT + (_HEAVY - _LIGHT) * (weight - low) / (high - low))

    def animals(self) -> VGroup:
        """Cats and dogs where their features are: their middles."""
        kinds = [(Cat, place) for place in self.cats] + [(Dog, place) for place in self.dogs]
        return bleeding(VGroup(*(kind(self.size(at[0])).move_to(self.plot.c2p(*at)) for kind, at in kinds)))

    def asked(self) -> VGroup:
        """The new animal, on a gold bar, wherever it is."""
        size = self.size(self.query[0])
        width = size * PIXEL
        bar = RoundedRectangle(width=width, height=0.06 * width, corner_radius=0.03 * width)
        bar.set_stroke(width=0).set_fill(self.theme.colors.gold, opacity=1)
        cat = Cat(size).move_to(ORIGIN)
        asked, at = VGroup(cat, bar.next_to(cat, DOWN, buff=0.0)), detached(self.asked_at)
        asked.add_updater(lambda asked: asked.shift(at() - asked[0].get_center()))
        return bleeding(asked.update())

    def answer(self) -> tuple[Phrase, ...]:
        """It is a cat, how sure that is, and what is to be paid for being no surer; below it."""
        colors, size = self.theme.colors, self.theme.type.body
        likely = f"{plain_number(100 * self.probability(), 0)}%"
        paid = plain_number(float(cross_entropy(self.probability())), 2)
        x, y, _ = self.plot.c2p(*self.query) + (0.57 * self.size(self.query[0]) + 0.6 * size) * PIXEL * DOWN
        high = 1.15 * size * PIXEL
        answer = [(self.word("cat"), size, colors.gold), (likely, size, colors.gold)]
        penalty = [(self.word("penalty"), size, colors.cross_entropy), (paid, size, colors.cross_entropy)]
        places = (Region(float(x), float(y) - k * high, 6.0, high) for k in range(2))
        phrases = [Phrase(place, row) for place, row in zip(places, (answer, penalty), strict=True)]
        # What is read keeps off the frame's edge.
        inside = max(0.0, *(float(self.regions.hero.edge(LEFT)[0] - each.get_left()[0]) for each in phrases))
        return tuple(each.shift(inside * RIGHT) for each in phrases)
