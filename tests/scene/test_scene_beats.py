"""Every beat of every chapter told alone: it sets up what it needs."""

import ast
import importlib.util
import inspect
import re
import sys
from dataclasses import replace

import pytest
from telling import tell

from loss_scenes.lesson import LESSON
from narrated.lesson import load_ref
from narrated.scene.cue_lint import source_references
from narrated.scene.render_options import RenderOptions


def beats():
    """Scene, script, how its chapters are made, and the calls that tell a beat, of every beat.

    A beat that goes on with the picture of another one is told after that.
    """
    for ref in LESSON.scenes:
        scene = load_ref(ref.ref)
        (construct,) = ast.parse(inspect.getsource(scene.construct).strip()).body
        made = [ast.unparse(statement) for statement in construct.body if isinstance(statement, ast.Assign)]
        calls = {s.value.func.attr: s.value for s in construct.body if isinstance(s, ast.Expr)}
        chapters = dict(re.match(r"(\w+) = (\w+)\(", line).groups() for line in made)
        for name, call in calls.items():
            told = [name]
            while former := goes_on_with(scene, chapters, calls[told[0]]):
                told.insert(0, former)
            yield pytest.param(scene, ref.script, made, [ast.unparse(calls[one]) for one in told], id=name)
            if call.args and len(told) == 1:  # what another chapter hands on is not needed
                bare = f"{ast.unparse(call.func)}()"
                yield pytest.param(scene, ref.script, made, [bare], id=f"{name}-bare")


def goes_on_with(scene, chapters, call):
    """Name of the beat that must be told before the one that is called."""
    chapter = getattr(sys.modules[scene.__module__], chapters[call.func.value.id])
    return vars(getattr(chapter, call.func.attr)).get("goes_on_with")


def only(text, board):
    """A script with the lines and bookmarks that a scene's code mentions."""
    tables = re.split(r"(?m)^(?=\[)", text)
    kept = [t for t in tables if not (m := re.match(r"\[lines\.(.+)\]", t)) or m[1] in board.lines]
    return re.sub(r"<bookmark mark='(.+?)'/>", lambda m: m[0] if m[1] in board.cues else "", "".join(kept))


@pytest.mark.parametrize(("scene", "script", "made", "calls"), list(beats()))
def test_a_beat_is_told_alone(scene, script, made, calls, tmp_path, monkeypatch):
    name = calls[-1].split(".")[1].split("(")[0]
    module = f"alone_{name}"
    source = tmp_path / f"{module}.py"
    source.write_text(
        f"from {scene.__module__} import *\n"
        f"class Alone({scene.__name__}):\n"
        f"    script = {script!r}\n"
        f"    def construct(self):\n" + "".join(f"        {line}\n" for line in [*made, *calls])
    )
    spec = importlib.util.spec_from_file_location(module, source)
    found = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, module, found)
    spec.loader.exec_module(found)
    words = tmp_path / "words" / "zh"
    words.mkdir(parents=True)
    written = LESSON.words / "zh"
    (words / "lesson.toml").write_text((written / "lesson.toml").read_text())
    (words / f"{script}.toml").write_text(
        only((written / f"{script}.toml").read_text(), source_references(found.Alone))
    )
    found.Alone.lesson = replace(LESSON, words=words.parent)
    alone = tell(found.Alone, tmp_path, options=RenderOptions(voice="espeak", draft_takes=tmp_path))
    assert alone.frame == alone.frames_expected
