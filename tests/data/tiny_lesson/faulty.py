"""Scenes with one mistake each that their author can mend, on the line marked ``# here``."""

import numpy as np
from manim import FadeIn, Tex, ValueTracker

from narrated import (
    Chapter,
    Label,
    LiveNumber,
    NarratedScene,
    Plot,
    Readout,
    Readouts,
    TangentProbe,
    after,
    beat,
    formula,
)
from tiny_lesson.lesson import LESSON


class Sound(NarratedScene):
    """Nothing is wrong yet."""

    lesson = LESSON
    script = "scene2"

    def construct(self) -> None:
        self.tell()

    @beat
    def tell(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(self.word("hello")).set_line(self.regions.body.center)))
            self.spoil()

    def spoil(self) -> None:
        """Make a mistake."""


class NoNumber(Sound):
    """A number whose function has no value at the end of its way."""

    def spoil(self) -> None:
        at = ValueTracker(1.0)
        self.add(LiveNumber(lambda: at.get_value() or np.nan))
        self.fill(at.animate.set_value(0.0))  # here


class NoReadout(Sound):
    """A read-out that is infinite from the start."""

    def spoil(self) -> None:
        place = self.regions.side
        self.add(Readouts(place, Readout("loss", lambda: np.inf, "#ffffff")))  # here


class NoSlope(Sound):
    """A tangent without a slope."""

    def spoil(self) -> None:
        plot = Plot(self.regions.main, (-1, 1), (-1, 1))
        self.add(TangentProbe(plot, np.abs, lambda x: x * np.nan, ValueTracker(0.0), "#ffffff"))  # here


class LatexInTypst(Sound):
    """LaTeX where Typst is meant."""

    def spoil(self) -> None:
        self.add(formula(r"\frac{1}{2}"))  # here


class Latex(Sound):
    """A mobject that only LaTeX makes."""

    def spoil(self) -> None:
        self.add(Tex("loss"))  # here


class UnknownCue(Sound):
    """A cue that the line does not have."""

    def spoil(self) -> None:
        cue = "shwon"
        self.on(cue, FadeIn(Label("?")))  # here


class OutsideOfALine(Sound):
    """A cue where nobody speaks."""

    def construct(self) -> None:
        self.tell()
        self.fill()  # here


class UnknownRole(Sound):
    """A colour that the palette does not have."""

    def spoil(self) -> None:
        self.add(Label("?", color=self.theme.colors.goood))  # here


class NoLesson(NarratedScene):
    """A scene that says nothing about itself."""

    def construct(self) -> None:
        self.wait()


class Telling(Chapter):
    """Two beats on one picture."""

    @beat
    def tell(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(self.word("hello")).set_line(self.regions.body.center)))

    @beat
    @after("tell")
    def go_on(self) -> None:
        """Needs the picture of the beat before."""


class TooEarly(Sound):
    """A chapter's beats in the wrong order."""

    def construct(self) -> None:
        telling = Telling(self)
        telling.go_on()  # here
        telling.tell()
