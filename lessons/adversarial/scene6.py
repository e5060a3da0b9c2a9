"""Scene 6: a sketch has two right pictures; the mean of them is neither, and an inspector says so."""

from __future__ import annotations

from lessons.adversarial.chapters.two_answers import TwoAnswers
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.scene.narrated_scene import NarratedScene


class FromSketchToPhoto(NarratedScene):
    """Squared error paints a blur, absolute error cannot decide, the adversarial loss decides."""

    lesson = LESSON
    script = "scene6"
    theme = THEME
    staged = True

    def construct(self) -> None:
        answers = TwoAnswers(self, trace=read("two_answers"))

        answers.ask()
        answers.blur()
        answers.cannot_decide()
        answers.decide()
        answers.settle()
