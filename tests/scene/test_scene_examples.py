"""The examples in the docstrings of an author's words are told, with the words that stand above them."""

import importlib.util
import inspect
import re
import sys
import textwrap

import pytest
from telling import tell

from narrated import Chapter, NarratedScene, after, beat
from narrated.lesson import Lesson, SceneRef
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError

TOLD = (NarratedScene.narrate, NarratedScene.on, NarratedScene.then, NarratedScene.fill, beat, after, Chapter)
HEAD = "from manim import *\nfrom narrated import Chapter, NarratedScene, after, beat\n"
METHOD = """
class Falling(NarratedScene):
    lesson = LESSON
    script = "scene1"

    def construct(self):
"""
PRESENTER = '[presenter]\nname = "Li"\n'


def example(owner):
    """Words and code of the example in a docstring: comments at its head are TOML."""
    block = inspect.getdoc(owner).partition("\nExamples\n")[2].partition("::\n")[2]
    lines = textwrap.dedent(block).strip().splitlines()
    words = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    return "\n".join(words), "\n".join(line for line in lines if not line.startswith("# "))


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What tells a scene ``Falling`` in a module of its own, without drawing; it returns the scene."""

    def tell_it(words, code):
        folder = tmp_path / "words" / "en"
        folder.mkdir(parents=True)
        (folder / "scene1.toml").write_text(f'title = "Ball"\n{words}\n')
        (folder / "lesson.toml").write_text(f'language = "en"\nvoice = "espeak"\ntitle = "Ball"\n{PRESENTER}')
        source = tmp_path / "told_example.py"
        source.write_text(HEAD + code)
        spec = importlib.util.spec_from_file_location("told_example", source)
        found = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "told_example", found)
        refs = (SceneRef("told_example:Falling", "scene1"),)
        found.LESSON = Lesson(slug="told", words=folder.parent, scenes=refs, locale="en")
        spec.loader.exec_module(found)
        return tell(found.Falling, tmp_path, options=RenderOptions(voice="espeak", draft_takes=tmp_path))

    return tell_it


@pytest.mark.parametrize("owner", TOLD, ids=lambda owner: owner.__name__)
def test_an_example_is_told_to_its_last_frame(owner, told):
    words, code = example(owner)
    if "class " not in code:
        code = METHOD + textwrap.indent(code, " " * 8)
    scene = told(words, code)
    assert scene.frame == scene.frames_expected
    assert [sheet.line for sheet in scene.sheets] == re.findall(r"\[lines\.(\w+)\]", words)
    assert all(sheet.met for sheet in scene.sheets)


def test_a_beat_whose_former_was_not_told_says_what_its_mark_promises(told):
    words, code = example(after)
    quoted = re.search(r'"(beat .+?)"', " ".join(inspect.getdoc(after).split()))[1]
    with pytest.raises(InputError, match=quoted):
        told(words[words.index("[lines.rest]") :], code.replace("        self.drop()\n", ""))
