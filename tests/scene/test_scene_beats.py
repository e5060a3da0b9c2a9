"""Every beat of every chapter told alone: it sets up what it needs."""

import ast
import importlib.util
import inspect
import re
import sys
from dataclasses import replace

import pytest
from manim import tempconfig
from manim.manager import Manager

from loss_scenes.lesson import LESSON
from narrated.lesson import load_ref
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.scene.cue_lint import source_references
from narrated.scene.render_options import RenderOptions


def beats():
    """Scene, script, how its chapters are made, and the call, of every beat."""
    for ref in LESSON.scenes:
        scene = load_ref(ref.ref)
        (construct,) = ast.parse(inspect.getsource(scene.construct).strip()).body
        made = [ast.unparse(statement) for statement in construct.body if isinstance(statement, ast.Assign)]
        for statement in construct.body:
            if isinstance(statement, ast.Expr):
                call = statement.value
                yield pytest.param(scene, ref.script, made, ast.unparse(call), id=call.func.attr)
                if call.args:  # what another chapter hands on is not needed
                    bare = f"{ast.unparse(call.func)}()"
                    yield pytest.param(scene, ref.script, made, bare, id=f"{call.func.attr}-bare")


def only(text, board):
    """A script with the lines and bookmarks that a scene's code mentions."""
    tables = re.split(r"(?m)^(?=\[)", text)
    kept = [t for t in tables if not (m := re.match(r"\[lines\.(.+)\]", t)) or m[1] in board.lines]
    return re.sub(r"<bookmark mark='(.+?)'/>", lambda m: m[0] if m[1] in board.cues else "", "".join(kept))


@pytest.mark.parametrize(("scene", "script", "made", "call"), list(beats()))
def test_a_beat_is_told_alone(scene, script, made, call, tmp_path, monkeypatch):
    name = call.split(".")[1].split("(")[0]
    module = f"alone_{name}"
    source = tmp_path / f"{module}.py"
    source.write_text(
        f"from {scene.__module__} import *\n"
        f"class Alone({scene.__name__}):\n"
        f"    script = {script!r}\n"
        f"    def construct(self):\n" + "".join(f"        {line}\n" for line in [*made, call])
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
    settings = {"dry_run": True, "frame_rate": 15, "media_dir": str(tmp_path), "verbosity": "ERROR"}
    with tempconfig({**settings, "progress_bar": "none"}):
        options = RenderOptions(voice="espeak", draft_takes=tmp_path)
        alone = found.Alone(IncrementalRenderer(skip_animations=True), options=options)
        Manager(alone).render()
    assert alone.frame == alone.frames_expected
