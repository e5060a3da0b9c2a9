"""Scene 4: a forger prints one kind of eight, two players circle their balance; a penalty mends both."""

from __future__ import annotations

from lessons.adversarial.chapters.modes import Modes
from lessons.adversarial.chapters.smallest_game import SmallestGame
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.theme import THEME
from narrated.scene.narrated_scene import NarratedScene


class WhatGoesWrong(NarratedScene):
    """Mode collapse on eight heaps, and steps that spiral out, each before and after the penalty."""

    lesson = LESSON
    script = "scene4"
    theme = THEME
    staged = True

    def construct(self) -> None:
        """The eight kinds, then the smallest game."""
        modes = Modes(self)
        game = SmallestGame(self)

        modes.collapse()
        modes.mend()
        game.spiral_out(modes.players, modes.ring)
        game.spiral_in()
