"""The lesson on loss functions, as data."""

from __future__ import annotations

from pathlib import Path

import voiceover
from narrated.lesson import Lesson, SceneRef

LESSON = Lesson(
    slug="loss_functions",
    folder="film",
    words=Path(voiceover.__file__).parent,
    scenes=(
        SceneRef("loss_scenes.scene1:Introduction", "scene1", "pan"),
        SceneRef("loss_scenes.scene2:ThreeCoreJobs", "scene2", "pan"),
        SceneRef("loss_scenes.scene3:ThreeFamilies", "scene3", "pan"),
        SceneRef("loss_scenes.scene4:SquaredCrossEntropyHinge", "scene4", "pan"),
        SceneRef("loss_scenes.scene5:EasyExamplesAndOutliers", "scene5", "pan"),
        SceneRef("loss_scenes.scene6:GoldenRules", "scene6", "pan"),
        SceneRef("loss_scenes.scene7:FunFacts", "scene7", "pan"),
        SceneRef("loss_scenes.scene8:EndCard", "scene8"),
    ),
    cover="loss_scenes.cover:Cover",
    ledger=Path(__file__).parent / "ledger.toml",
    quiz="loss_scenes.quiz:QUIZ",
)
