"""An edit in a chapter tells which of its beats it changed, or that all of them stand on it."""

import importlib.util
import itertools
import sys

import pytest
from tiny_lesson.lesson import LESSON

from narrated.preview.fingerprints import Fingerprints
from narrated.scene.scene_job import SceneJob
from voiceover.script.scene_script import load_script

SOURCE = """
from narrated import Chapter, NarratedScene, beat
from tiny_lesson.lesson import LESSON


class Rolling(Chapter):
    def __init__(self, scene):
        super().__init__(scene)
        self.start = "start"

    @beat
    def roll(self):
        with self.narrate("roll"):
            self.on("probe")
            self.mark()

    def mark(self):
        return "mark"

    def icon(self):
        return "icon"

    @beat
    def stop(self):
        with self.narrate("stop"):
            self.on("rest")


class Falling(NarratedScene):
    lesson = LESSON
    script = "scene1"

    def construct(self):
        rolling = Rolling(self)
        rolling.roll()
        rolling.stop()
"""
numbers = itertools.count()


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Digests of the beats of a source, and that of the rest of it."""

    def prints(source):
        name = f"rolling{next(numbers)}"
        path = tmp_path / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        job = SceneJob(
            f"{name}:Falling", "scene1", "zh", "espeak", 854, 480, 15, tmp_path, tmp_path / "takes"
        )
        found = Fingerprints(module.Falling, load_script(LESSON.words, "zh", "scene1"), job)
        return found.beats, found.ground([path])[str(path)]

    return prints


@pytest.mark.parametrize(
    ("old", "changed", "ground"),
    [
        ('self.on("probe")', {"roll"}, False),
        ('self.on("rest")', {"stop"}, False),
        ('return "mark"', {"roll"}, False),
        ('return "icon"', set(), True),  # whom nobody is seen to call may be called by anyone
        ('self.start = "start"', set(), True),
        ("rolling = Rolling(self)", set(), True),
    ],
)
def test_an_edit_in_a_chapter_changes_what_it_is_a_part_of(printed, old, changed, ground):
    assert old in SOURCE
    (beats, rest), (other_beats, other_rest) = printed(SOURCE), printed(SOURCE.replace(old, f"{old}; 1"))
    assert {name for name in beats if beats[name] != other_beats[name]} == changed
    assert set(beats) == {"roll", "stop"}
    assert (rest != other_rest) == ground
