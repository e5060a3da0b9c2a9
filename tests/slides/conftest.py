"""A lesson whose words are hostile, filmed by manim and written for the lectern, once."""

import shutil

import pytest
from lectern import COVER, HOSTILE, TINY, Lectern


@pytest.fixture(scope="session")
def lectern(tmp_path_factory):
    """Tests only look at it; those that change something take a copy."""
    lectern = Lectern(tmp_path_factory.mktemp("lectern"))
    shutil.copytree(TINY, lectern.root / "tiny_lesson")
    folder = lectern.root / "tiny_lesson"
    lesson = (folder / "lesson.py").read_text(encoding="utf-8")
    lesson = lesson.replace('folder="tiny",', 'folder="tiny",\n    cover="tiny_lesson.cover:Cover",')
    (folder / "lesson.py").write_text(lesson, encoding="utf-8")
    (folder / "cover.py").write_text(COVER, encoding="utf-8")
    words = folder / "words" / "zh"
    for name, title in (("lesson", "小课"), ("scene2", "上升")):
        file = words / f"{name}.toml"
        text = file.read_text(encoding="utf-8").replace(
            f'title = "{title}"', f"title = '''{HOSTILE[name]}'''"
        )
        file.write_text(text, encoding="utf-8")
    for command in ("video", "slides"):
        done = lectern.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
    return lectern


@pytest.fixture
def copy(lectern, tmp_path):
    """A copy of it, to be changed."""
    shutil.copytree(lectern.root, tmp_path / "copy", copy_function=shutil.copy2)
    return Lectern(tmp_path / "copy")
