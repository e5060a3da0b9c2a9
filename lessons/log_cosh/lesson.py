"""The lesson on log-cosh, as data."""

from __future__ import annotations

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="log_cosh",
    folder="log_cosh",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("lessons.log_cosh.scene1:SmoothBend", "scene1", "slide"),
        SceneRef("lessons.log_cosh.scene2:TamedOutlier", "scene2"),
    ),
    quiz="lessons.log_cosh.quiz:QUIZ",
)
