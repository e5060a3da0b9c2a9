"""A part of a script, told by itself: to look at one chapter, with the words and takes of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from narrated.scene.narrated_scene import NarratedScene
from voiceover.errors import InputError
from voiceover.script.scene_script import Script


class Excerpt(NarratedScene):
    """A narrated scene that tells only some lines of its script.

    ``manim`` films it. In a lesson's film a scene tells its whole script: there it is refused.

    Attributes
    ----------
    lines
        Names of the lines, in any order; they are told in the script's.

    Raises
    ------
    InputError
        When it names no line, or one that the script lacks.

    Examples
    --------
    Of a script with the lines ``drop`` and ``rest`` the second alone, and the beat that tells it::

        class Resting(Excerpt):
            lesson = LESSON
            script = "scene1"
            lines = ["rest"]

            def construct(self) -> None:
                Falling(self).rest()
    """

    lines: ClassVar[Sequence[str]] = ()

    def load_script(self, locale: str) -> Script:
        """The script without the other lines."""
        script = super().load_script(locale)
        if not self.lines:
            raise InputError(
                f"{type(self).__name__} names no line to tell",
                permitted=f"lines of {script.path}",
                remedy='write in the class which ones, as in lines = ["first"]',
            )
        kept = {script.line(name) for name in self.lines}
        return replace(script, lines=tuple(line for line in script.lines if line in kept))
