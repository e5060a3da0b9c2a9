"""The lesson on adversarial learning, as data."""

from __future__ import annotations

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="adversarial",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("lessons.adversarial.scene1:TwoPlayers", "scene1", "pan"),
        SceneRef("lessons.adversarial.scene2:BestInspector", "scene2", "pan"),
        SceneRef("lessons.adversarial.scene3:ForgerLearns", "scene3", "pan"),
        SceneRef("lessons.adversarial.scene4:WhatGoesWrong", "scene4", "pan"),
        SceneRef("lessons.adversarial.scene5:FromNumbersToNotes", "scene5", "pan"),
        SceneRef("lessons.adversarial.scene6:FromSketchToPhoto", "scene6", "pan"),
        SceneRef("lessons.adversarial.scene7:ShortVideo", "scene7"),
    ),
    cover="lessons.adversarial.cover:Cover",
    ledger=Path(__file__).parent / "ledger.toml",
    traces=Path(__file__).parent / "traces",
    recipes="lessons.adversarial.training.recipes:RECIPES",
)
