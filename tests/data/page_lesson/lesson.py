"""The lesson as data."""

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="bowl",
    folder="bowl",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("page_lesson.scenes:Bowl", "scene1", "cut"),
        SceneRef("page_lesson.scenes:Words", "scene2"),
    ),
    transition_seconds=0.4,
    quiz="page_lesson.quiz:QUIZ",
)
