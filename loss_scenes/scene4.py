"""Scene 4: the squared error and its outlier, cross-entropy and its wrong label, the hinge and its street."""

from __future__ import annotations

from loss_scenes.chapters.cross_entropy import CrossEntropyChapter
from loss_scenes.chapters.hinge import HingeChapter
from loss_scenes.chapters.portraits import PortraitsChapter
from loss_scenes.chapters.squared import SquaredErrorChapter
from loss_scenes.lesson import LESSON


class SquaredCrossEntropyHinge(PortraitsChapter, SquaredErrorChapter, CrossEntropyChapter, HingeChapter):
    """Three classics: what each counts, and what each is afraid of or indifferent to.

    What they show (curves, data, formulas, paths of the probes ...) are class attributes of the chapters.
    """

    lesson = LESSON
    script = "scene4"

    def construct(self) -> None:
        self.name_the_classics()
        self.square_the_error()
        self.square_the_outlier()
        self.ask_for_the_right_class()
        self.fear_a_wrong_label()
        self.find_the_widest_street()
        self.walk_away_for_free()
