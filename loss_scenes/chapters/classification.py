"""Chapter: classification predicts a class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, FadeOut, ValueTracker, VGroup

from loss_scenes.losses import sigmoid
from loss_scenes.models.paths import logistic_path, state_at
from loss_scenes.pictures.street import ScoreLine
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, plain_number
from narrated.mobjects.things import Cat, Dog
from narrated.mobjects.visual_role import bleeding
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

CATS = ((0.55, 0.9), (1.9, 0.65), (2.5, 1.9), (0.6, 2.4), (1.5, 1.75))
DOGS = ((3.5, 4.1), (4.3, 2.75), (5.3, 4.15), (5.6, 2.3), (4.5, 1.0))
PENALTY, FIRST_BOUNDARY = 1.0, (-1.2, 0.9, 2.0)


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
        query: tuple[float, float] = (1.75, 3.6),
    ) -> None:
        super().__init__(scene)
        self.cats, self.dogs, self.query = cats, dogs, np.asarray(query)
        data = np.array((*cats, *dogs))
        labels = np.repeat([1.0, -1.0], [len(cats), len(dogs)])
        self.path = logistic_path(data, labels, first_boundary, penalty=penalty)
        self.learnt = ValueTracker(0.0)
        # Name and answer stand above the plane.
        self.head, plane = self.regions.hero.rows(1, 4.6)
        self.plot = Plot(plane, (0.0, 6.2), (0.0, 5.0), bare=True)

    def boundary(self) -> tuple[np.ndarray, float]:
        """Weights and bias of the moment."""
        state = state_at(self.path, self.learnt.get_value())
        return state[:2], float(state[2])

    def probability(self) -> float:
        """That the new animal is a cat, by the boundary of the moment."""
        weights, bias = self.boundary()
        return float(sigmoid(self.query @ weights + bias))

    @beat
    def predict_a_class(self) -> None:
        motion, colors = self.theme.motion, self.theme.colors
        animals, size = self.animals()
        title, axes = self.title(), self.axes()
        line = ScoreLine(
            self.between(axes), self.boundary, 0.0, colors.cross_entropy, width=self.theme.curve_width
        )
        asked, mark = self.asked(size)
        with self.narrate("classification"):
            self.on(
                "classification",
                self.clear_body(),
                FadeIn(animals, title, axes),
                run_time=motion.swift,
            )
            self.add(bleeding(line), animals)
            self.fill(self.learnt.animate.set_value(1.0))
            self.on("image", FadeIn(asked, mark, scale=1.3), run_time=motion.swift)
            cat, answer = self.answer(size)
            self.then(FadeOut(mark), FadeIn(cat, answer), run_time=motion.quick)

    def title(self) -> Label:
        """The family's name."""
        size, ink = self.theme.type.title, self.theme.colors.text
        return Label(
            self.word("classification"), size, ink, weight="BOLD", within=self.head.columns(1.3, 1)[0]
        )

    def axes(self) -> VGroup:
        """What the two features are."""
        size, color, hero = self.theme.type.label, self.theme.colors.muted, self.regions.hero
        right = hero.edge(DOWN + RIGHT) + 0.6 * size * PIXEL * UP
        top = self.title().get_bottom() + 0.9 * size * PIXEL * DOWN
        return VGroup(
            Label(self.word("snout"), size, color).set_line(right, RIGHT),
            Label(self.word("ears"), size, color).set_line(np.array([hero.edge(LEFT)[0], top[1], 0.0]), LEFT),
        )

    def between(self, axes: VGroup) -> Plot:
        """The plane as far as the boundary goes: from the one axis's name to the other's."""
        snout, ears = axes
        region, gap = self.plot.region, 0.3 * self.theme.type.label * PIXEL
        low, top = float(snout.get_top()[1]) + gap, float(ears.get_bottom()[1]) - gap
        levels = [float(self.plot.p2c(np.array([0.0, y, 0.0]))[1]) for y in (low, top)]
        room = Region(region.x, (low + top) / 2, region.width, top - low)
        return Plot(room, self.plot.x_range, (levels[0], levels[1]), bare=True)

    def animals(self) -> tuple[VGroup, float]:
        """Cats and dogs where their features are, and how high each is in pixels of the design."""
        size = min(0.18 * self.plot.size[0] / PIXEL, 0.235 * self.plot.size[1] / PIXEL)
        drawn = [(Cat, place) for place in self.cats] + [(Dog, place) for place in self.dogs]
        return VGroup(*(each(size).move_to(self.plot.c2p(*place)) for each, place in drawn)), size

    def asked(self, size: float) -> tuple[Circle, Label]:
        """The place of the new animal, and the question what it is."""
        colors, middle = self.theme.colors, self.plot.c2p(*self.query)
        ring = Circle(radius=0.78 * size * PIXEL, color=colors.gold, stroke_width=self.theme.curve_width)
        return ring.move_to(middle), Label("?", size, colors.gold, weight="BOLD").set_line(middle)

    def answer(self, size: float) -> tuple[Cat, Phrase]:
        """It is a cat, and how sure that is."""
        colors, sizes = self.theme.colors, self.theme.type
        cat = Cat(size).move_to(self.plot.c2p(*self.query))
        percent = f"{plain_number(100 * self.probability(), 0)}%"
        room = self.head.columns(1.3, 1, gap=0.2)[1]
        pieces = [(self.word("cat"), sizes.heading, colors.gold), (percent, sizes.title, colors.gold)]
        return cat, Phrase(room, pieces, edge=RIGHT)
