"""The lesson as data; ``RESTING`` has one scene in which nothing moves for too long."""

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="judged",
    folder="judged",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("judged_lesson.scenes:Rolling", "scene1", "fade"),
        SceneRef("judged_lesson.scenes:Resting", "scene2"),
    ),
    transition_seconds=0.2,
    ledger=Path(__file__).parent / "ledger.toml",
)
