"""Scene 7: the same game, in motion: a short video is made, measured, guessed at, and labelled."""

from __future__ import annotations

from lessons.adversarial.chapters.collecting import MOST, Collecting
from lessons.adversarial.chapters.measuring import Measuring
from lessons.adversarial.chapters.short_video import ShortVideo as Making
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.models.drawn_clips import drawn_clips
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.scene.narrated_scene import NarratedScene


class ShortVideo(NarratedScene):
    """From a wall of clips to one that was made; the first question again; the label."""

    lesson = LESSON
    script = "scene7"
    theme = THEME
    staged = True

    def construct(self) -> None:
        trace = read("clip")
        # Those that the generator learnt from, but for the grain of the camera.
        collected = drawn_clips(int(trace.note["seed"]), MOST)
        collecting = Collecting(self, collected=collected)
        making = Making(self, trace=trace)
        measuring = Measuring(self, collected=collected, trace=trace)

        collecting.prepare()
        making.produce()
        measuring.measure()
        making.guess()
        making.label()
