"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
    rate_functions,
)

from loss_scenes.losses import sigmoid
from loss_scenes.models.paths import logistic_path, mean_logistic, state_at
from loss_scenes.pictures.falling_loss import FallingLoss, below_falling_loss
from loss_scenes.pictures.family_head import family_name
from loss_scenes.pictures.name_plate import on_dark
from loss_scenes.pictures.rims import rim_about
from loss_scenes.pictures.street import ScoreBands, ScoreLine
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.plot import Plot
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

CATS = ((0.6, 1.0), (1.85, 1.0), (3.1, 1.05))
DOGS = ((4.4, 3.6), (5.6, 3.4), (5.0, 1.15))
PENALTY, FIRST_BOUNDARY, RATE = 0.2, (0.15, -0.6, -0.2), 0.02
"""So small a penalty that the cross-entropy, which is shown without it, falls all the way."""
_LIGHT, _HEAVY = 0.86, 1.14  # how large an animal is at either end of the weights
_SWUNG = 0.5  # of the way, when cat and dog are spoken of: the new animal is not yet a cat
_GHOSTS = 0.0, 0.42, 0.58  # of the way: there the boundary leaves a trace
_TRACE, _HOP = 0.5, 14 * PIXEL  # how well a trace is seen, and how high who was recognised hops
_BANDS, _BEHIND, _READ = -2, -1, 1  # depths: half-planes, lines, what is read over them


class Verdict(LiveNumber):
    """The likelier of two classes by name, and how likely it is: the name switches where both are as likely.

    Parameters
    ----------
    probability
        Called on every update: of the first class.
    templates
        Of the first class and of the other one.
    size, color
        Of the text; it stands in the middle of its place.

    Examples
    --------
    >>> likely = [0.3]
    >>> verdict = Verdict(lambda: likely[0], ("cat {}%", "dog {}%"), size=60, color="#ffd700")
    >>> first = verdict.shown
    >>> likely[0] = 0.8
    >>> first, verdict.refresh().shown
    ('dog 70%', 'cat 80%')
    """

    def __init__(
        self, probability: Callable[[], float], templates: tuple[str, str], *, size: float, color: str
    ) -> None:
        self.probability, self.templates = detached(probability), templates
        super().__init__(
            lambda: 100 * max(probability(), 1 - probability()), decimals=0, size=size, color=color,
            edge=ORIGIN,
        )  # fmt: skip

    def refresh(self) -> Verdict:
        """Name the class that is the likelier one now."""
        self.template = self.templates[self.probability() < 0.5]
        super().refresh()
        return self


class Classification(Chapter):
    """A boundary swings in between cats and dogs, and passes a new animal, which stands still.

    Parameters
    ----------
    scene
        Where it is told.
    cats, dogs
        Features of the two classes, schematic.
    penalty, first_boundary, rate
        Of the logistic regression, the two weights and the bias at which its descent begins, and its step.
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
        rate: float = RATE,
        query: tuple[float, float] = (1.5, 3.05),
    ) -> None:
        super().__init__(scene)
        self.cats, self.dogs = cats, dogs
        self.query = np.asarray(query)
        self.data = np.array((*cats, *dogs))
        self.labels = np.repeat([1.0, -1.0], [len(cats), len(dogs)])
        self.path = logistic_path(self.data, self.labels, first_boundary, penalty=penalty, rate=rate)
        self.learnt = ValueTracker(0.0)
        plane = self.plane()
        self.plot = Plot(plane, (0.0, 6.2), (0.0, 5.0), bare=True)
        self.largest = min(0.19 * plane.width, 0.42 * plane.height) / PIXEL
        self.shown: list[VMobject] = []  # the cats that are on the screen when all is said

    def plane(self) -> Region:
        """Where the features are: from edge to edge, in a narrow picture above the name of an axis."""
        frame, below = self.regions.frame, below_falling_loss(self.regions.hero)
        low = 0.0 if frame.broad else 1.4 * self.theme.type.label * PIXEL
        seen = below.down_to(self.scene.ground.horizon + low)
        return Region(frame.x, seen.y, frame.width, seen.height)

    def state(self, share: float) -> tuple[np.ndarray, float]:
        """Weights and bias after a share of the way."""
        state = state_at(self.path, share)
        return state[:2], float(state[2])

    def boundary(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the moment."""
        return self.state(self.learnt.get_value())

    def probability(self) -> float:
        """That the new animal is a cat, by the boundary of the moment."""
        weights, bias = self.boundary()
        return float(sigmoid(self.query @ weights + bias))

    def asked_at(self) -> np.ndarray:
        """Where the new animal is."""
        return np.asarray(self.plot.c2p(*self.query))

    @beat
    def predict_a_class(self, carried: VMobject | None = None) -> None:
        """A line becomes a boundary and learns; what the new animal is taken for follows from it."""
        motion = self.theme.motion
        cats, dogs = self.animals()
        title = family_name(self.regions.hero, self.word("classification"))
        loss, sides, ghosts, line = self.loss(title), self.sides(), self.ghosts(), self.line()
        asked, tag, axes = self.asked(), self.tag(), self.axes()
        with self.narrate("classification"):
            # Words wait until the old ones are gone; what is drawn does not: the stage is never empty.
            words = FadeIn(title, loss, axes, rate_func=motion.late(0.4))
            picture = FadeIn(sides, cats, dogs, rate_func=linear)
            stays = [carried] if carried else []
            self.on("classification", self.clear_body(*stays), self.comes(carried, line), picture, words,
                run_time=motion.quick)  # fmt: skip
            self.remove(*stays)
            self.add(sides, ghosts, line, cats, dogs, loss)
            self.then(FadeIn(asked, tag), run_time=motion.swift)
            # It is the model that learns: the new animal stays where it is, and the boundary passes it.
            self.fill(steady(self.learnt, _SWUNG))
            self.on("image", steady(self.learnt, 1.0), run_time=motion.beat)
            self.shown = [*cats, asked[1]]
            hop = cast(Any, asked).animate(rate_func=rate_functions.there_and_back)
            self.fill(hop.shift(_HOP * UP))

    @staticmethod
    def comes(carried: VMobject | None, line: ScoreLine) -> Animation:
        """An animation: a line that was there turns into the boundary, or it comes in."""
        if carried is None:
            return FadeIn(line)
        return Transform(carried.clear_updaters(), line.copy().clear_updaters())

    def cross_entropy(self) -> float:
        """Mean cross-entropy of the known animals, by the boundary of the moment."""
        return mean_logistic(self.data, self.labels, state_at(self.path, self.learnt.get_value()))

    def loss(self, title: Label) -> FallingLoss:
        """What learning makes small, beside the family's name and below it."""
        first = self.cross_entropy()
        return FallingLoss(
            self.regions.hero, title, self.word("cross_entropy"),
            lambda: self.cross_entropy() / first, self.theme.colors.cross_entropy,
        )  # fmt: skip

    def axes(self) -> VGroup:
        """What the two features are: at the ends of the plane, in a narrow picture the one below it.

        The boundary passes behind them.
        """
        size, color, hero = self.theme.type.label, self.theme.colors.muted, self.regions.hero
        low, high = self.plot.region.edge(DOWN), self.plot.region.edge(UP)
        right = [hero.edge(RIGHT)[0], low[1] + (0.6 if hero.broad else -0.8) * size * PIXEL, 0.0]
        left = [hero.edge(LEFT)[0], high[1] - 0.8 * size * PIXEL, 0.0]
        return VGroup(
            on_dark(Label(self.word("weight"), size, color).set_line(np.array(right), RIGHT), _READ),
            on_dark(Label(self.word("playful"), size, color).set_line(np.array(left), LEFT), _READ),
        )

    # -- the plane -----------------------------------------------------------------------------------------

    def line(self) -> ScoreLine:
        """The boundary of the moment; animals stand before it."""
        width = self.theme.curve_width
        line = ScoreLine(self.plot, self.boundary, 0.0, self.theme.colors.cross_entropy, width=width)
        return bleeding(line.set_z_index(_BEHIND))

    def ghosts(self) -> VGroup:
        """Where the boundary was: it leaves them behind."""
        ghosts, ink = VGroup(), self.theme.colors.cross_entropy
        for share in _GHOSTS:
            ghost = ScoreLine(self.plot, partial(self.state, share), 0.0, ink)
            ghost.add_updater(lambda ghost, share=share: ghost.set_stroke(opacity=self.left(share)))
            ghosts.add(ghost)
        return bleeding(decoration(ghosts.set_z_index(_BEHIND, family=True)))

    def left(self, share: float) -> float:
        """How well a place on the boundary's way is seen: not before it was left."""
        return _TRACE * float(self.learnt.get_value() > share)

    def sides(self) -> ScoreBands:
        """Both sides of the boundary: the dogs' and the cats'."""
        colors = self.theme.colors
        tints = (colors.drawn_other, colors.cross_entropy), (0.16, 0.2)
        sides = ScoreBands(self.plot, self.boundary, (-np.inf, 0.0, np.inf), *tints)
        return bleeding(decoration(sides.set_z_index(_BANDS, family=True)))

    # -- animals -------------------------------------------------------------------------------------------

    def size(self, weight: float) -> float:
        """How large an animal is drawn: the heavier the larger."""
        low, high = self.plot.x_range
        return self.largest * (_LIGHT + (_HEAVY - _LIGHT) * (weight - low) / (high - low))

    def animals(self) -> tuple[VGroup, VGroup]:
        """Cats and dogs where their features are: their middles."""
        cats, dogs = (
            VGroup(*(kind(self.size(at[0])).move_to(self.plot.c2p(*at)) for at in places))
            for kind, places in ((Cat, self.cats), (Dog, self.dogs))
        )
        return bleeding(cats), bleeding(dogs)

    def asked(self) -> VGroup:
        """The new animal, with a gold rim."""
        cat = Cat(self.size(self.query[0])).move_to(self.asked_at())
        return bleeding(VGroup(rim_about(cat, self.theme.colors.gold), cat))

    def tag(self) -> VGroup:
        """What the new animal is taken for: over its head, on a ground that the boundary does not cross."""
        em = self.theme.type.body
        up = (0.5 * self.size(self.query[0]) + 0.95 * em) * PIXEL * UP
        templates = self.word("cat_template"), self.word("dog_template")
        number = Verdict(self.probability, templates, size=em, color=self.theme.colors.gold)
        return on_dark(number.set_line(self.asked_at() + up), _READ)
