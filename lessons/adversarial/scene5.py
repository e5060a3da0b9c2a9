"""Scene 5: how a discriminator looks, how a generator prints, and what one printed while it was trained."""

from __future__ import annotations

from lessons.adversarial.chapters.convolving import Convolving
from lessons.adversarial.chapters.growing import Growing
from lessons.adversarial.chapters.printing import Printing
from lessons.adversarial.chapters.shrinking import Shrinking
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.opening import Opening
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.scene.narrated_scene import NarratedScene


class FromNumbersToNotes(NarratedScene):
    """A window slides over a note, which shrinks to a score; a cell grows to a note; noise becomes notes."""

    lesson = LESSON
    script = "scene5"
    theme = THEME
    staged = True

    def construct(self) -> None:
        notes = shown_notes()
        convolving = Convolving(self, picture=notes.real)
        shrinking = Shrinking(self, seen=notes.seen, score=float(notes.scores_real[-1]))
        opening = Opening.in_hero(self.regions.hero, self.theme.type.title)
        chain, outputs = shrinking.chain, notes.outputs
        growing = Growing(self, chain=chain, outputs=outputs, picture=notes.fake, width=opening.width)
        printing = Printing(self, trace=read("banknotes"), real=notes.real, opening=opening)

        convolving.convolve()
        shrinking.shrink(convolving)
        growing.grow(shrinking.blocks, shrinking.names, shrinking.meter)
        printing.learn_to_print(growing.note)
