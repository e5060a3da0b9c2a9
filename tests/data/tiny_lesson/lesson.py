"""The tiny lesson as data; ``BROKEN`` adds a scene that fails to draw."""

from dataclasses import replace
from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="tiny",
    folder="tiny",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("tiny_lesson.scenes:Falling", "scene1", "wipe"),
        SceneRef("tiny_lesson.scenes:Rising", "scene2"),
    ),
    transition_seconds=0.4,
)

BROKEN = replace(
    LESSON,
    slug="broken",
    scenes=(*LESSON.scenes, SceneRef("tiny_lesson.scenes:Failing", "scene3")),
)
