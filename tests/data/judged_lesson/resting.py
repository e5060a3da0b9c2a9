"""The same lesson with a second scene that stands still while it is told."""

from dataclasses import replace

from judged_lesson.lesson import LESSON as WHOLE
from narrated import SceneRef

LESSON = replace(
    WHOLE,
    slug="resting",
    folder="resting",
    scenes=(WHOLE.scenes[0], SceneRef("judged_lesson.scenes:TooStill", "scene2")),
)
