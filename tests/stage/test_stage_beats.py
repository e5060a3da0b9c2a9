"""Every beat of every chapter told alone: it sets up what it needs, or says which beat comes first."""

import ast
import importlib.util
import inspect
import re
import sys
from dataclasses import replace

import pytest
from manim import tempconfig
from manim.manager import Manager

import loss_scenes
from loss_scenes.lesson import LESSON
from narrated.lesson import load_ref
from narrated.manim_adapter.renderer import StageRenderer
from narrated.scene.cue_lint import storyboard
from narrated.scene.narrated_scene import NarratedScene
from narrated.scene.render_options import Staging
from voiceover.errors import InputError

PUBLIC = {getattr(loss_scenes, name) for name in loss_scenes.__all__ if name.endswith("Chapter")}
# Those that go on with a picture which another beat draws live.
LATER = {
    "step_down": "move_away",
    "learn_lap_by_lap": "drift_over_the_line",
    "fear_a_wrong_label": "ask_for_the_right_class",
    "walk_away_for_free": "find_the_widest_street",
    "gather": "return_in_colour",
}


def beats():
    """Class to tell it by (its chapter alone, where that is public), script, and call of every beat."""
    for ref in LESSON.scenes:
        scene = load_ref(ref.ref)
        (construct,) = ast.parse(inspect.getsource(scene.construct).strip()).body
        for call in (statement.value for statement in construct.body):
            owner = next(one for one in scene.__mro__ if call.func.attr in vars(one))
            yield pytest.param(
                owner if owner in PUBLIC else scene, ref.script, ast.unparse(call), id=call.func.attr
            )


def only(text, board):
    """A script with the lines and bookmarks that a scene's code mentions."""
    tables = re.split(r"(?m)^(?=\[)", text)
    kept = [t for t in tables if not (m := re.match(r"\[lines\.(.+)\]", t)) or m[1] in board.lines]
    return re.sub(r"<bookmark mark='(.+?)'/>", lambda m: m[0] if m[1] in board.cues else "", "".join(kept))


@pytest.mark.parametrize(("told_by", "script", "call"), list(beats()))
def test_a_beat_is_told_alone_or_names_the_one_before_it(told_by, script, call, tmp_path, monkeypatch):
    module = f"alone_{call.split('.')[1].split('(')[0]}"
    source = tmp_path / f"{module}.py"
    source.write_text(
        f"from {told_by.__module__} import {told_by.__name__}\n"
        f"class Alone({told_by.__name__}):\n"
        f"    script = {script!r}\n"
        f"    def construct(self):\n"
        f"        {call}\n"
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
        only((written / f"{script}.toml").read_text(), storyboard(found.Alone))
    )
    found.Alone.lesson = replace(LESSON, words=words.parent)
    assert issubclass(found.Alone, NarratedScene)
    settings = {"dry_run": True, "frame_rate": 15, "media_dir": str(tmp_path), "verbosity": "ERROR"}
    with tempconfig({**settings, "progress_bar": "none"}):
        staging = Staging(voice="espeak", draft_takes=tmp_path)
        scene = found.Alone(StageRenderer(skip_animations=True), staging=staging)
        former = LATER.get(module.removeprefix("alone_"))
        if former is None:
            Manager(scene).render()
            assert scene.frame == scene.frames_expected
        else:
            with pytest.raises(InputError, match=f"goes on with the picture of {former}, which was not"):
                Manager(scene).render()
