"""Scene 7: the same game, in motion: a short video is made, measured, guessed at, and labelled."""

from __future__ import annotations

from lessons.adversarial.chapters.collecting import MOST, Collecting
from lessons.adversarial.chapters.measuring import Measuring
from lessons.adversarial.chapters.short_video import ShortVideo as Making
from lessons.adversarial.lesson import LESSON
from lessons.adversarial.models.drawn_clips import drawn_clips
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.scene.narrated_scene import NarratedScene

STAGES = "collect", "prepare", "generate", "finish", "features", "evaluate"
"""Of the making of a short video, in the order in which they are told; each is named by its cue."""


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
        pipeline = Pipeline(self.regions.hero, {stage: self.word(stage) for stage in STAGES})
        made = trace["generated"] / 255
        collecting = Collecting(self, collected=collected, made=made, pipeline=pipeline)
        making = Making(self, trace=trace, note=shown_notes().fake, pipeline=pipeline)
        measuring = Measuring(self, making, collected=collected, trace=trace, pipeline=pipeline)

        collecting.prepare()
        making.produce()
        measuring.measure()
        making.guess()
        making.label()
