"""Scene 2: the best discriminator counts what share is real; what its scores cost, and what is left of it."""

from __future__ import annotations

from lessons.adversarial.chapters.hills import Hills
from lessons.adversarial.chapters.pricing import Pricing
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class BestInspector(NarratedScene):
    """Two hills of notes, the share of the real ones as a curve, the price of two scores, one hill."""

    lesson = LESSON
    script = "scene2"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """The hills, and between them the price of two scores."""
        notes = shown_notes()
        hills = Hills(self)
        pricing = Pricing(self, real=notes.real, fake=notes.fake)

        hills.pile_up()
        hills.take_the_share()
        pricing.draw_the_curve(hills.ball)
        pricing.price_two_scores()
        hills.meet(pricing.blocks, pricing.stack, pricing.forger)
