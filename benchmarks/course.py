"""A course of many short scenes, generated: their words, their takes and their code."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from voiceover.engines.speech import Speech, Word
from voiceover.script.scene_script import load_script
from voiceover.takes import save_take

_VOICE, _RATE, _SECONDS = "tone", 24_000, 1.0
_LESSON = '''"""A course that is measured."""

from pathlib import Path

from narrated import Lesson, SceneRef

LESSON = Lesson(
    slug="{name}",
    words=Path(__file__).parent / "words",
    scenes=tuple(SceneRef(f"{name}.scene{{n}}:Scene", f"scene{{n}}") for n in range(1, {count} + 1)),
    transition_seconds=0.2,
)
'''
_SCENE = '''"""A word comes in."""

from manim import FadeIn

from narrated import Label, NarratedScene
from {name}.lesson import LESSON


class Scene(NarratedScene):
    lesson = LESSON
    script = "scene{number}"

    def construct(self) -> None:
        with self.narrate("line"):
            self.on("shown", FadeIn(Label("{number}").set_line(self.regions.body.center)))
'''
_LESSON_WORDS = f"""language = "zh-CN"
voice = "{_VOICE}"
title = "课程"
subtitle = "测量用"
description = "测量用的课程。"
hashtags = ["测量"]

[presenter]
name = "Q"
"""
_SCENE_WORDS = """title = "第{number}课"

[lines.line]
say = "<bookmark mark='shown'/>这是第{number}课。"
"""


def write_course(root: Path, count: int) -> str:
    """Write a lesson of so many scenes below a folder of packages, with its takes; return its name."""
    name = f"course{count}"
    package = root / name
    words = package / "words"
    (words / "zh").mkdir(parents=True)
    (package / "__init__.py").touch()
    _write(package / "lesson.py", _LESSON.format(name=name, count=count))
    _write(words / "zh" / "lesson.toml", _LESSON_WORDS)
    for number in range(1, count + 1):
        _write(package / f"scene{number}.py", _SCENE.format(name=name, number=number))
        _write(words / "zh" / f"scene{number}.toml", _SCENE_WORDS.format(number=number))
        _record(words, f"scene{number}")
    return name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _record(words: Path, scene: str) -> None:
    """A tone for each line, in which every character takes as long as the others."""
    at = np.arange(int(_RATE * _SECONDS)) / _RATE
    tone = (0.1 * np.sin(2 * np.pi * 440 * at)).astype(np.float32)
    for line in load_script(words, "zh", scene).lines:
        step = _SECONDS / len(line.spoken)
        each = tuple(Word(n, 1, n * step, (n + 1) * step) for n in range(len(line.spoken)))
        save_take(words / "takes" / "zh", "zh", line.spoken, _VOICE, Speech(tone, _RATE, each))
