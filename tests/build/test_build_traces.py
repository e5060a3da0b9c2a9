"""A trace that a scene reads is among what its clip is made of, wherever it lies; another scene's is not."""

import re

import numpy as np
import pytest

from narrated.traces import TraceFolder

READER = """
from pathlib import Path
from narrated.traces import TraceFolder

read = TraceFolder(Path({folder!r}), lesson="boxes").read
"""
ONE = """
from boxes.base import Scene
from boxes.traces import read

class One(Scene):
    color = tuple(read("reds")["rgb"].tolist())
"""
TWO = """
from boxes.base import Scene
from boxes.traces import read

class Two(Scene):
    color = (40, 160, 60)

    @staticmethod
    def finish():  # while it is drawn
        read("greens")
"""


@pytest.fixture
def traced(project, tmp_path_factory):
    """The project, two of whose scenes read traces that lie beside neither it nor the engine."""
    folder = TraceFolder(tmp_path_factory.mktemp("trained"), lesson="boxes")
    given = (
        f'traces=Path({str(folder.folder)!r}),\n    recipes="boxes.recipes:RECIPES",\n    transition_seconds'
    )
    project.edit("lesson.py", "transition_seconds", given)
    for name, text in (("traces", READER.format(folder=str(folder.folder))), ("one", ONE), ("two", TWO)):
        (project.package / f"{name}.py").write_text(text)
    for name in ("reds", "greens"):
        train(folder, name, 40)
    return project, folder


def train(folder, name, red):
    folder.write(name, {"step": np.array([0]), "rgb": np.array([red, 40, 40], np.uint8)}, {"seed": red})


def drawn_again(project):
    done = project.make("--why")
    assert done.returncode == 0, done.stderr
    return project.drawn(), done.stdout


def test_a_trace_that_changed_makes_exactly_its_scenes_anew(traced):
    project, folder = traced
    assert drawn_again(project)[0] == ["one", "three", "two"]
    assert drawn_again(project)[0] == []
    train(folder, "reds", 200)
    drawn, said = drawn_again(project)
    assert drawn == ["one"]
    assert re.search(r"^one: made.*reds\.npz changed", said, re.MULTILINE)
    train(folder, "greens", 200)
    assert drawn_again(project)[0] == ["two"]
    # Trained again to the same bytes, it makes nothing anew.
    folder.path("greens").unlink()
    train(folder, "greens", 200)
    assert drawn_again(project)[0] == []


def test_a_scene_whose_trace_was_altered_is_not_filmed(traced):
    project, folder = traced
    folder.path("reds").write_bytes(folder.path("greens").read_bytes())
    done = project.make()
    assert done.returncode == 2
    assert "the file holds the trace 'greens'" in done.stderr + done.stdout
    assert "--only reds" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert not project.film.exists()
