"""Scene 3: a forger learns by the inspector's slope, and does not where that is flat."""

from __future__ import annotations

from lessons.adversarial.chapters.learning import Learning
from lessons.adversarial.chapters.pushing import Pushing
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class ForgerLearns(NarratedScene):
    """A trained game against the exact one; then two goals, of which one moves nobody."""

    lesson = LESSON
    script = "scene3"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """The trained game, then the two goals."""
        learning = Learning(self)
        pushing = Pushing(self, learning)

        learning.train_in_turn()
        learning.feel_the_slope()
        learning.keep_close()
        pushing.start_far_off()
        pushing.push()
        pushing.walk()
