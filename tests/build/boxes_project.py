"""A project in a folder of its own: a lesson of three scenes, its words, and takes that click."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from voiceover.engines.speech import Speech, Word
from voiceover.script.scene_script import load_script
from voiceover.takes import save_take

HERE = Path(__file__).parent
VOICE = "clicker"
SAMPLE_RATE = 24_000

SCENE_BASE = """
from pathlib import Path

class Scene:
    words = Path(__file__).parent / "words"
    color = (20, 20, 40)
    seconds_a_frame = 0.0
    cues = frozenset()
    text = "box"

    @staticmethod
    def finish():
        pass
"""
LESSON = '''"""Three boxes."""
from pathlib import Path

from narrated.lesson import Lesson, SceneRef

LESSON = Lesson(
    slug="boxes",
    folder="boxes",
    words=Path(__file__).parent / "words",
    scenes=(
        SceneRef("boxes.one:One", "one", "slide"),
        SceneRef("boxes.two:Two", "two", "scale"),
        SceneRef("boxes.three:Three", "three"),
    ),
    transition_seconds=0.2,
    cover="boxes.two:Two",
)
'''
SCENE = '''"""A box."""
from boxes.base import Scene

class {name}(Scene):
    color = {color}
'''
LESSON_WORDS = """
language = "zh-CN"
voice = "clicker"
title = "盒子; #1 = \\\\ 100%"
subtitle = "三个"
description = "关于盒子。"
hashtags = ["盒子"]
[presenter]
name = "Q"
"""
LINES = {
    "one": ["<bookmark mark='start'/>第一句话，看<bookmark mark='box'/>盒子。", "a & b > c，对吗？"],
    "two": ["<bookmark mark='again'/>第二个盒子来了。"],
    "three": ["<bookmark mark='last'/>最后一个。", "再见！", "真的再见了。"],
}


class Project:
    """A lesson in a folder, and the command that films it."""

    def __init__(self, root):
        self.root = root
        self.package = root / "boxes"
        self.words = self.package / "words"
        self.home = root / "media" / "boxes" / "zh-wide-tiny"
        self.parts = self.home / "parts" / VOICE
        self.film = self.home / "boxes.mp4"
        self.trace = root / "trace.txt"

    def write(self):
        (self.words / "zh").mkdir(parents=True)
        (self.package / "__init__.py").write_text("")
        (self.package / "lesson.py").write_text(LESSON)
        (self.package / "base.py").write_text(SCENE_BASE)
        (self.words / "zh" / "lesson.toml").write_text(LESSON_WORDS)
        for name, color in (("one", (200, 40, 40)), ("two", (40, 160, 60)), ("three", (40, 60, 200))):
            (self.package / f"{name}.py").write_text(SCENE.format(name=name.title(), color=color))
            self.write_script(name, LINES[name])
        return self

    def write_script(self, name, says, title=None):
        rows = [f'title = "{title or "盒子 " + name}"']
        for number, say in enumerate(says):
            rows += [f"[lines.line{number}]", f"say = {json.dumps(say, ensure_ascii=False)}"]
        (self.words / "zh" / f"{name}.toml").write_text("\n".join(rows) + "\n")
        self.record(name)

    def record(self, name, voice=VOICE):
        for line in load_script(self.words, "zh", name).lines:
            sound = click_and_noise(len(line.spoken))
            characters = len(line.spoken)
            step = len(sound) / SAMPLE_RATE / characters
            words = tuple(Word(n, 1, n * step, (n + 1) * step) for n in range(characters))
            save_take(
                self.words / "takes" / "zh", "zh", line.spoken, voice, Speech(sound, SAMPLE_RATE, words)
            )

    def environment(self, **more):
        paths = [str(HERE), str(HERE.parent.parent), str(self.root)]
        kept = {
            name: value for name, value in os.environ.items() if name not in {"SCENES", "QUALITY", "VOICE"}
        }
        return {**kept, "PYTHONPATH": os.pathsep.join(paths), "FILM_TRACE": str(self.trace), **more}

    def command(self, *arguments):
        return [sys.executable, str(HERE / "boxes_command.py"), "--lesson", "boxes", *arguments]

    def make(self, *arguments, **environment):
        """Run the command; what it drew is in the trace."""
        self.trace.write_text("")
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *arguments, fresh=True):
        if fresh:
            self.trace.write_text("")
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def drawn(self):
        """Names of the scenes that the last run drew."""
        return sorted(row.split()[0] for row in self.trace.read_text().splitlines())

    def told(self):
        """Names of the scenes that the last run told without a picture."""
        told = self.trace.with_name("told.txt")
        rows = told.read_text().splitlines() if told.exists() else []
        told.unlink(missing_ok=True)
        return sorted(row.split()[0] for row in rows)

    def workers(self):
        return [int(row.split()[1]) for row in self.trace.read_text().splitlines()]

    def leftovers(self):
        return [path for path in self.home.rglob(".*") if path.name != ".lock"]

    def edit(self, path, old, new):
        text = (self.package / path).read_text()
        assert old in text
        (self.package / path).write_text(text.replace(old, new))


def click_and_noise(characters):
    """A click at the very first sample, then something as loud as speech."""
    generator = np.random.default_rng(characters)
    sound = generator.normal(0, 0.05, 2400 + characters * 1200).astype(np.float32)
    sound[:8] = 0.9
    return sound
