"""Chapter: a loss of a prediction and a truth, and what it is for, in small pictures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from loss_scenes.chapters.turning import Turning
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, formula, panel
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


class Element(Protocol):
    """What the loss is for: a chapter with a title and a small picture."""

    @property
    def title(self) -> str:
        """What it is called on the screen."""
        ...

    def sketch(self, region: Region) -> VMobject:
        """The chapter in small."""
        ...


class Defining(Chapter):
    """The definition at work above, and below it a small picture of every chapter that follows.

    Parameters
    ----------
    scene
        Where it is told.
    line
        Its loss is defined, and it turns to the best in the small pictures.
    elements
        What the loss is for, from left to right.
    definition
        How the loss is written, up to its value.
    example
        A first prediction, and the truth that it is brought to.
    """

    def __init__(
        self,
        scene: NarratedScene,
        *,
        line: Turning,
        elements: Sequence[Element],
        definition: str = "ell (hat(y), y) = (hat(y) - y)^2 =",
        example: tuple[float, float] = (6.0, 3.0),
    ) -> None:
        super().__init__(scene)
        self.line, self.elements, self.definition = line, elements, definition
        first_guess, self.truth = example
        self.guess = ValueTracker(first_guess)

    @beat
    def define(self) -> None:
        motion, guess, truth, off = self.theme.motion, self.guess, self.truth, self.guess.get_value()
        strip, row = self.regions.body.rows(1, 2.6, gap=0.25)
        places = row.columns(*[1] * len(self.elements), gap=0.35)
        panels, numerals = [panel(place) for place in (strip, *places)], self.numerals(places)
        given, law, number = self.definition_at_work(strip)
        titles, sketches = self.sketches(places)
        self.panels.take(*panels)
        self.add(*panels, numerals)
        with self.narrate("three"):
            half, quarter = (truth + share * (off - truth) for share in (0.5, 0.25))
            self.then(FadeIn(given), FadeIn(law, number), guess.animate.set_value(half), run_time=motion.calm)
            self.fill(guess.animate.set_value(quarter))
            self.on("three", FadeOut(numerals), FadeIn(titles), run_time=motion.swift)
            self.then(*(FadeIn(sketch, shift=0.3 * UP) for sketch in sketches), run_time=motion.brief)
            turned = self.line.slope.animate.set_value(self.line.best)
            self.fill(guess.animate.set_value(truth), turned)

    def numerals(self, places: Sequence[Region]) -> VGroup:
        """Large numbers that hold the places."""
        size, muted = self.theme.type.display, self.theme.colors.muted
        return VGroup(
            *(
                Label(str(number), size, muted, weight="BOLD").set_line(place.center)
                for number, place in enumerate(places, start=1)
            )
        )

    def definition_at_work(self, strip: Region) -> tuple[VGroup, VMobject, LiveNumber]:
        """Prediction and truth, the formula, and its value of the moment."""
        colors, sizes, guess, truth = self.theme.colors, self.theme.type, self.guess.get_value, self.truth
        first, second, third, fourth = strip.inset(0.4, 0.1).columns(1, 1, 1.9, 0.9, gap=0.5)
        given = VGroup(
            Readouts(first, Readout(self.word("guess"), guess, colors.prediction, 1)),
            Readouts(second, Readout(self.word("truth"), lambda: truth, colors.target, 1)),
        )
        law = third.fit(formula(self.definition, sizes.heading, colors.squared), RIGHT)
        loss, size = self.line.loss, 0.75 * sizes.display
        number = LiveNumber(lambda: float(loss(guess() - truth)), size=size, color=colors.squared, edge=LEFT)
        number.set_line(fourth.edge(LEFT), LEFT)
        return given, law, number

    def sketches(self, places: Sequence[Region]) -> tuple[VGroup, VGroup]:
        """Titles and small pictures of the elements."""
        titles, sketches = VGroup(), VGroup()
        for index, (place, element) in enumerate(zip(places, self.elements, strict=True), start=1):
            head, picture = place.inset(0.25, 0.15).rows(1, 3.4)
            title = Label(f"{index}  {element.title}", self.theme.type.heading, weight="BOLD")
            titles.add(title.set_line(head.center))
            sketches.add(element.sketch(picture))
        return titles, sketches
