"""The touched lesson as data."""

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="touched",
    folder="touched",
    words=Path(__file__).parent / "words",
    scenes=(SceneRef("touched_lesson.scenes:Touched", "scene1"),),
)
