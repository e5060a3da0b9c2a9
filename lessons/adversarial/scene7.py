"""Scene 7: a short video is made and labelled; then the question that the viewer takes along."""

from __future__ import annotations

from lessons.adversarial.chapters.always_right import AlwaysRight
from lessons.adversarial.chapters.short_video import ShortVideo as Making
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.models.drawn_clips import drawn_clips
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.scene.narrated_scene import NarratedScene


class ShortVideo(NarratedScene):
    """From collected clips on strips of film to a labelled one; an inspector that is always right."""

    lesson = LESSON
    script = "scene7"
    theme = THEME
    staged = True

    def construct(self) -> None:
        trace = read("clip")
        # Those that the generator learnt from, but for the grain of the camera.
        collected = drawn_clips(int(trace.note["seed"]), 8)
        making = Making(self, collected=collected, trace=trace)
        always_right = AlwaysRight(self)

        making.prepare()
        making.produce()
        making.measure()
        making.label()
        always_right.ask()
