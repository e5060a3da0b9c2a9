"""A folder of kept parts in which anything may have happened: told or made again, never used, never fatal."""

import shutil
import subprocess
import sys

import pytest

from narrated.design.fonts import font_file


def in_place_of(path, content=b"x"):
    """A file where a folder was."""
    shutil.rmtree(path)
    path.write_bytes(content)


def folder_in_place_of(path):
    path.unlink()
    path.mkdir()


@pytest.fixture(scope="module")
def pristine(filmed):
    return filmed.film.read_bytes()


@pytest.fixture
def copy(filmed, tmp_path):
    """A finished film in a folder of its own, which it has recorded."""
    shutil.copytree(filmed.home.parent, tmp_path / "media" / "boxes")
    assert filmed.make("--media", str(tmp_path / "media")).returncode == 0
    return tmp_path / "media"


@pytest.mark.parametrize(
    ("damage", "again"),
    [
        (lambda parts: (parts / "two/part.json").write_bytes(b"\xff\xfe\x00"), ["two"]),
        (lambda parts: (parts / "two/part.json").write_bytes(b""), ["two"]),
        (lambda parts: (parts / "two/part.json").write_text('{"schema": 1, "values": 3}'), ["two"]),
        (lambda parts: (parts / "two/part.json").write_text("[" * 100_000), ["two"]),
        (lambda parts: folder_in_place_of(parts / "two/part.json"), ["two"]),
        (lambda parts: folder_in_place_of(parts / "two/clip.mp4"), ["two"]),
        (lambda parts: (parts / "two/clip.mp4").write_bytes(b""), ["two"]),
        (lambda parts: shutil.rmtree(parts / "two"), ["two"]),
        (lambda parts: in_place_of(parts / "two"), ["two"]),
        (lambda parts: (parts / "two/clip.json").write_text("{}"), ["two"]),
        (lambda parts: folder_in_place_of(parts / "film-all.json"), []),
        (lambda parts: folder_in_place_of(parts / "one-to-two.mp4"), []),
        (shutil.rmtree, ["one", "three", "two"]),
    ],
)  # fmt: skip
def test_what_is_damaged_is_made_again(filmed, copy, pristine, damage, again):
    damage(copy / "boxes" / "zh-wide-tiny" / "parts" / filmed.parts.name)
    done = filmed.make("--media", str(copy))
    assert done.returncode == 0, done.stderr
    assert filmed.drawn() == again
    assert (copy / "boxes" / "zh-wide-tiny" / "boxes.mp4").read_bytes() == pristine


@pytest.mark.parametrize("place", ["", "boxes", "boxes/zh-wide-tiny", "boxes/zh-wide-tiny/parts"])
def test_a_file_where_the_folder_should_be_is_told(filmed, copy, place):
    in_place_of(copy / place)
    done = filmed.make("--media", str(copy))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "move away what stands there" in done.stderr
    assert filmed.drawn() == []


def test_a_font_that_text_is_set_in_counts_among_what_was_used(tmp_path):
    code = (
        "from pathlib import Path\n"
        "from narrated.build.dependency_trace import Opened, data_files\n"
        "opened = Opened()\n"
        "from narrated.design.outlines import outlines\n"
        "outlines('损失 L', 'Noto Sans CJK SC', 'BOLD')\n"
        "for path in data_files(opened.paths, [Path.cwd()], []): print(path)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:-1] == [str(font_file("Noto Sans CJK SC", "BOLD")[0].resolve())]
