"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    Line,
    RoundedRectangle,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
    smooth,
    squish_rate_func,
)

from loss_scenes.losses import sigmoid
from loss_scenes.models.paths import logistic_path, mean_logistic, state_at
from loss_scenes.pictures.falling_loss import FallingLoss
from loss_scenes.pictures.family_head import family_name, head_height, loss_place
from loss_scenes.pictures.robot import Mood, Robot
from loss_scenes.pictures.street import ScoreBands, ScoreLine
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Pillar
from narrated.mobjects.panel import tick
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

CATS = ((0.5, 0.8), (1.6, 0.75), (2.7, 0.7), (3.05, 2.05))
DOGS = ((4.05, 3.6), (5.2, 4.1), (4.75, 2.4), (5.6, 1.45))
PENALTY, FIRST_BOUNDARY = 0.5, (-0.6, -0.9, 1.2)
"""So small a penalty that the cross-entropy, which is shown without it, falls all the way."""
_LIGHT, _HEAVY = 0.72, 1.28  # how large an animal is at either end of the weights


class Classification(Chapter):
    """A boundary comes in between cats and dogs, and passes a new animal, which stands still.

    Parameters
    ----------
    scene
        Where it is told.
    cats, dogs
        Features of the two classes, schematic.
    penalty, first_boundary
        Of the logistic regression, and the two weights and the bias at which its descent begins.
    query
        Features of the new animal: it is none of those from which the boundary is learnt.

    Examples
    --------
    The beat of scene 3 by itself::

        from loss_scenes.lesson import LESSON

        class CatOrDog(Excerpt):
            lesson, script, lines = LESSON, "scene3", ["classification"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                classification = Classification(self)

                classification.predict_a_class()
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        cats: Sequence[tuple[float, float]] = CATS,
        dogs: Sequence[tuple[float, float]] = DOGS,
        penalty: float = PENALTY,
        first_boundary: tuple[float, float, float] = FIRST_BOUNDARY,
        query: tuple[float, float] = (1.5, 2.6),
    ) -> None:
        super().__init__(scene)
        self.cats, self.dogs = cats, dogs
        self.query = np.asarray(query)
        self.data = np.array((*cats, *dogs))
        self.labels = np.repeat([1.0, -1.0], [len(cats), len(dogs)])
        self.path = logistic_path(self.data, self.labels, first_boundary, penalty=penalty)
        self.learnt = ValueTracker(0.0)
        whole, _ = self.places()
        self.plot = Plot(whole, (0.0, 6.2), (0.0, 5.0), bare=True)
        self.largest = min(0.165 * whole.width, 0.3 * whole.height) / PIXEL

    def places(self) -> tuple[Region, Region]:
        """Where the features are, and where the model answers: beside them or below."""
        whole, frame = self.regions.hero.down_to(self.scene.ground.horizon), self.regions.frame
        top, low = float(whole.edge(UP)[1]) - head_height(self.regions.hero), float(whole.edge(DOWN)[1])
        left, right = float(frame.edge(LEFT)[0]), float(whole.edge(RIGHT)[0])
        if frame.broad:
            end = left + 0.63 * frame.width
            answer = Region((end + 0.3 + right) / 2, (top + low) / 2, right - end - 0.3, top - low)
            return Region((left + end) / 2, (top + low) / 2, end - left, top - low), answer
        high, between = 0.55 * (top - low), 1.4 * self.theme.type.label * PIXEL  # an axis is named there
        below = top - low - high - between
        answer = Region(whole.x, low + below / 2, whole.width, below)
        # Its animals are looked at, from edge to edge.
        return Region(frame.x, top - high / 2, frame.width, high), answer

    def boundary(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the moment."""
        state = state_at(self.path, self.learnt.get_value())
        return state[:2], float(state[2])

    def probability(self) -> float:
        """That the new animal is a cat, by the boundary of the moment."""
        weights, bias = self.boundary()
        return float(sigmoid(self.query @ weights + bias))

    def asked_at(self) -> np.ndarray:
        """Where the new animal is."""
        return np.asarray(self.plot.c2p(*self.query))

    @beat
    def predict_a_class(self) -> None:
        """A boundary is learnt; a robot says by it how likely a new animal is a cat."""
        motion, colors = self.theme.motion, self.theme.colors
        animals, axes = self.animals(), self.axes()
        title = family_name(self.regions.hero, self.word("classification"))
        loss = self.loss(title)
        edge = self.edge()
        line = ScoreLine(self.plot, self.boundary, 0.0, colors.cross_entropy, width=self.theme.curve_width)
        side = decoration(self.side())
        robot, glad = (self.robot(mood) for mood in ("waits", "glad"))
        bars, things, number = self.bars()
        with self.narrate("classification"):
            comes = squish_rate_func(smooth, 0.3, 1.0)
            # Words wait until the old ones are gone; what is drawn does not: the stage is never empty.
            words, drawn = (
                FadeIn(title, loss, bars, number, rate_func=comes),
                FadeIn(side, edge, animals, robot, things, rate_func=linear),
            )
            self.on("classification", self.clear_body(), words, drawn, run_time=motion.brief)
            self.add(bleeding(line), animals, loss, bars, number)
            asked = self.asked()
            answer = self.called(self.word("cat"))
            told = bleeding(decoration(self.link(robot)))
            self.then(FadeIn(told, asked), run_time=motion.swift)
            self.add(told, animals, asked)  # who stands there is before the line
            # It is the model that learns: the new animal stays where it is, and the boundary passes it.
            # The axes are named when that has passed their names, too.
            named = FadeIn(axes, rate_func=motion.late(0.6))
            self.fill(steady(self.learnt, 1.0), named)
            tick = self.tick(things[0])
            # Over the other, whose mouth it hides.
            self.on("image", Create(tick), FadeIn(glad), FadeIn(answer), run_time=motion.swift)

    def cross_entropy(self) -> float:
        """Mean cross-entropy of the known animals, by the boundary of the moment."""
        return mean_logistic(self.data, self.labels, state_at(self.path, self.learnt.get_value()))

    def loss(self, title: Label) -> FallingLoss:
        """What learning makes small, beside the family's name."""
        first = self.cross_entropy()
        return FallingLoss(
            loss_place(self.regions.hero, title), self.word("cross_entropy"),
            lambda: self.cross_entropy() / first, self.theme.colors.cross_entropy,
        )  # fmt: skip

    def axes(self) -> VGroup:
        """What the two features are: at the ends of the plane."""
        sizes, color, hero = self.theme.type, self.theme.colors.muted, self.regions.hero
        size = sizes.label  # the boundary is near the one, the new animal's name near the other
        large = sizes.body if hero.broad else size
        low, high = self.plot.region.edge(DOWN + RIGHT), self.plot.region.edge(UP + LEFT)
        below = self.places()[1].width > self.places()[1].height  # there is no room beside the dogs
        right = low + (-0.8 if below else 0.6) * size * PIXEL * UP + 0.15 * LEFT
        right = np.minimum(right, (hero.edge(RIGHT)[0], np.inf, np.inf))
        left = np.array([hero.edge(LEFT)[0], high[1] - 0.8 * large * PIXEL, 0.0])
        return VGroup(
            Label(self.word("weight"), size, color).set_line(right, RIGHT),
            Label(self.word("playful"), large, color).set_line(left, LEFT),
        )

    def side(self) -> ScoreBands:
        """The cats' side of the boundary."""
        colors = (self.theme.colors.background, self.theme.colors.cross_entropy)
        return bleeding(ScoreBands(self.plot, self.boundary, (-np.inf, 0.0, np.inf), colors, (0.0, 0.14)))

    def size(self, weight: float) -> float:
        """How large an animal is drawn: the heavier the larger."""
        low, high = self.plot.x_range
        return self.largest * (_LIGHT + (_HEAVY - _LIGHT) * (weight - low) / (high - low))

    def animals(self) -> VGroup:
        """Cats and dogs where their features are: their middles."""
        kinds = [(Cat, place) for place in self.cats] + [(Dog, place) for place in self.dogs]
        return bleeding(VGroup(*(kind(self.size(at[0])).move_to(self.plot.c2p(*at)) for kind, at in kinds)))

    def asked(self) -> VGroup:
        """The new animal, on a gold bar."""
        size = self.size(self.query[0])
        width = size * PIXEL
        bar = RoundedRectangle(width=width, height=0.06 * width, corner_radius=0.03 * width)
        bar.set_stroke(width=0).set_fill(self.theme.colors.gold, opacity=1)
        cat = Cat(size).move_to(self.asked_at())
        return bleeding(VGroup(cat, bar.next_to(cat, DOWN, buff=0.0)))

    def link(self, robot: Robot) -> Line:
        """From the robot to the animal of which it speaks."""
        ink, width = self.theme.colors.gold, self.theme.hair_width
        return Line(robot.get_top(), self.asked_at(), stroke_color=ink, stroke_width=width)

    def called(self, name: str) -> Label:
        """What the new animal is called, over its head."""
        em = self.theme.type.body
        up = (0.5 * self.size(self.query[0]) + 0.55 * em) * PIXEL * UP
        label = Label(name, em, self.theme.colors.gold, weight="BOLD")
        return label.set_line(self.asked_at() + up)

    def edge(self) -> Line:
        """Where the plane of the features ends: beyond it the model answers."""
        region, beside = self.plot.region, self.places()[1].upright
        other = region.edge(UP + RIGHT if beside else DOWN + LEFT)
        line = Line(other, region.edge(DOWN + RIGHT), stroke_color=self.theme.colors.drawn_far)
        return bleeding(decoration(line.set_stroke(width=self.theme.line_width)))

    # -- what the model says -------------------------------------------------------------------------------

    def corners(self) -> tuple[Region, ...]:
        """Where the robot stands, and where its bars do."""
        place = self.places()[1]
        low = place.rows(1, 3.5)[1] if place.upright else place
        return low.columns(1, 1.5, gap=0.2)

    def robot(self, mood: Mood) -> Robot:
        """The model; glad when it is right."""
        place = self.corners()[0]
        high = min(0.85 * place.height, 1.15 * place.width)
        return bleeding(Robot(high / PIXEL, mood).stand(place.edge(DOWN)))

    def bars(self) -> tuple[VGroup, VGroup, LiveNumber]:
        """How likely the new animal is a cat, and a dog: a bar over each; of the cat with its number."""
        place, size, colors = self.corners()[1], self.theme.type.body, self.theme.colors
        bars, things = VGroup(), VGroup()
        row, low = 1.2 * size * PIXEL, 0.36 if self.regions.hero.upright else 0.26
        foot = low * place.height

        def likely(dog: bool) -> float:
            return abs(dog - self.probability())

        for kind, column, ink in zip(
            (Cat, Dog), place.columns(1, 1, gap=0.1), (colors.gold, colors.drawn_other), strict=True
        ):
            dog = kind is Dog
            room = Region(
                column.x, column.y + (foot - row) / 2, 0.7 * column.width, column.height - foot - row
            )
            bars.add(bleeding(Pillar(room, partial(likely, dog), ink)))
            things.add(kind(0.92 * foot / PIXEL).stand(column.edge(DOWN)))
        number = LiveNumber(
            lambda: 100 * self.probability(), decimals=0, template="{}%", size=size, edge=ORIGIN
        )
        number.add_updater(partial(_stand_on, bars[0], 0.55 * row), call_updater=True)
        return bars, bleeding(things), number

    def tick(self, thing: VMobject) -> VMobject:
        """A tick at the answer that is right."""
        size = 0.5 * thing.height
        mark = tick(size, self.theme.colors.gold, theme=self.theme)
        return bleeding(mark.next_to(thing, LEFT, buff=0.05).shift(0.1 * size * RIGHT))


def _stand_on(bar: VMobject, up: float, number: VMobject) -> None:
    """Let a number stand so high over a bar."""
    cast(LiveNumber, number).set_line(bar.get_top() + up * UP)
