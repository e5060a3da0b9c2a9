"""Scene 1: two notes, one of them printed by a network; two players, and one scale that both pull at."""

from __future__ import annotations

from lessons.adversarial.chapters.guessing import Guessing
from lessons.adversarial.chapters.rating import Rating
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class TwoPlayers(NarratedScene):
    """A guess, who printed the fake, who rates it, and what each of them wants."""

    lesson = LESSON
    script = "scene1"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """Two chapters: the viewer guesses, then the players do."""
        notes = shown_notes()
        guessing = Guessing(self, real=notes.real, fake=notes.fake)
        rating = Rating(
            self,
            guessing,
            learnt=notes.learnt,
            other=notes.other,
            steps=notes.steps,
            noises=(notes.noise, notes.other_noise),
            scores=(notes.scores, notes.scores_real),
        )

        guessing.guess()
        guessing.tell()
        rating.rate()
        rating.wish()
