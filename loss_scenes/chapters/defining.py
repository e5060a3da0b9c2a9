"""Chapter: a loss of a prediction and a truth, and what it is for, in small pictures side by side."""

from __future__ import annotations

from collections.abc import Callable

from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from loss_scenes.chapters.turning import Turning
from narrated.design.layout import Region
from narrated.mobjects.panel import Readout, Readouts, formula, panel
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.narrated_scene import beat

Sketch = Callable[[Region], VMobject]


class Defining(Turning):
    """The definition at work above, and below it a small picture of every chapter that follows.

    Attributes
    ----------
    definition
        How the loss is written, up to its value.
    example
        A first prediction, and the truth that it is brought to.
    """

    definition = "ell (hat(y), y) = (hat(y) - y)^2 ="
    example: tuple[float, float] = (6.0, 3.0)

    def set_stage(self) -> None:
        top, bottom = self.regions.body.rows(1, 2.6, gap=0.25)
        self.strip, self.places = top, bottom.columns(1, 1, 1, gap=0.35)
        self.standing = [panel(place) for place in (top, *self.places)]
        sizes, muted = self.theme.type, self.theme.colors.muted
        self.numerals = VGroup(
            *(
                Label(str(number), sizes.display, muted, weight="BOLD").set_line(place.center)
                for number, place in enumerate(self.places, start=1)
            )
        )
        self.add(*self.standing, self.numerals)

    @beat
    def define(self, *elements: tuple[str, Sketch]) -> None:
        """Show the definition, then the elements: each a title and what draws its picture in a region."""
        colors, sizes = self.theme.colors, self.theme.type
        first_guess, truth = self.example
        guess = ValueTracker(first_guess)
        first, second, third, fourth = self.strip.inset(0.4, 0.1).columns(1, 1, 1.9, 0.9, gap=0.5)
        given = VGroup(
            Readouts(first, Readout(self.word("guess"), guess.get_value, colors.prediction, 1)),
            Readouts(second, Readout(self.word("truth"), lambda: truth, colors.target, 1)),
        )
        law = third.fit(formula(self.definition, sizes.heading, colors.squared), RIGHT)
        number = LiveNumber(
            lambda: float(self.loss(guess.get_value() - truth)),
            size=sizes.display * 0.75, color=colors.squared, edge=LEFT,
        )  # fmt: skip
        number.set_line(fourth.edge(LEFT), LEFT)
        titles, pictures = VGroup(), VGroup()
        for index, (place, (name, sketch)) in enumerate(zip(self.places, elements, strict=True), start=1):
            head, picture = place.inset(0.25, 0.15).rows(1, 3.4)
            titles.add(Label(f"{index}  {name}", sizes.heading, weight="BOLD").set_line(head.center))
            pictures.add(sketch(picture))
        with self.narrate("three"):
            half, quarter = (truth + share * (first_guess - truth) for share in (0.5, 0.25))
            self.then(FadeIn(given), FadeIn(law, number), guess.animate.set_value(half), run_time=0.5)
            self.fill(guess.animate.set_value(quarter))
            self.on("three", FadeOut(self.numerals), FadeIn(titles), run_time=0.15)
            self.then(*(FadeIn(picture, shift=0.3 * UP) for picture in pictures), run_time=0.35)
            self.fill(guess.animate.set_value(truth), self.slope.animate.set_value(self.best))
