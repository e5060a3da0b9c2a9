"""What may stand in the place of words and takes, and what the system may refuse: told as what it is."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from narrated.cli.main import main
from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError
from voiceover.record import plan
from voiceover.script.scene_script import load_lesson_words, load_script, load_scripts, script_names
from voiceover.takes import find_take, open_take, read_audio, save_take, takes_folder

ROOT = Path(__file__).parents[2]
LESSON = 'language = "zh"\nvoice = "zm_yunjian"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
NOBODY = 65534


@pytest.fixture
def words() -> Iterator[Path]:
    """Words and a take in a folder to which anybody has access."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "zh").mkdir()
        (root / "zh/lesson.toml").write_text(LESSON, encoding="utf-8")
        (root / "zh/scene1.toml").write_text('title = "x"\n[lines.a]\nsay = "好"\n', encoding="utf-8")
        sound = np.random.default_rng(1).normal(0, 0.1, 6000).astype(np.float32)
        speech = Speech(sound, 24_000, (Word(0, 1, 0.0, 0.2),))
        save_take(takes_folder(root, "zh"), "zh", "好", "zm_yunjian", speech)
        root.chmod(0o755)
        yield root


@contextmanager
def as_somebody() -> Iterator[None]:
    """As a user to whom the system refuses what it may: it refuses nothing to root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def stand_in(path: Path, kind: str) -> None:
    path.unlink()
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "dangling":
            path.symlink_to("nowhere")
        case "endless":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path.name)


KINDS = {
    "pipe": "is a pipe",
    "folder": "is a folder",
    "dangling": "is a link to nothing",
    "endless": "is a device",
    "loop": "Too many levels of symbolic links",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["lesson.toml", "scene1.toml", "sheet", "sound", "captions"])
def test_what_is_no_file_is_told_as_what_it_is(
    words: Path, kind: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (sound,) = takes_folder(words, "zh").glob("*.flac")
    found = open_take(sound.parent, sound.stem)
    assert found is not None
    path = {"sheet": found.sheet, "sound": sound}.get(name, words / "zh" / name)
    path.touch()
    stand_in(path, kind)
    if name == "captions":
        assert main(["import-captions", str(path)]) == 2
        told = capsys.readouterr().err.removeprefix("error: ")
    else:
        with pytest.raises(InputError) as caught:
            open_take(sound.parent, sound.stem) if name in {"sheet", "sound"} else load_script(
                words, "zh", "scene1"
            )
        told = str(caught.value)
    assert told.startswith(f"{path}: ")
    assert KINDS[kind] in told
    if name == "sound":
        with pytest.raises(InputError, match=KINDS[kind]):
            read_audio(found)


@pytest.mark.parametrize("name", ["zh/lesson.toml", "zh/scene1.toml", "zh", "sheet", "sound", "takes/zh"])
def test_what_may_not_be_read_is_not_called_missing_or_damaged(words: Path, name: str) -> None:
    (sound,) = takes_folder(words, "zh").glob("*.flac")
    path = {"sheet": sound.with_suffix(".json"), "sound": sound}.get(name, words / name)
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        with as_somebody(), pytest.raises(InputError) as caught:
            find_take(words, "zh", load_script(words, "zh", "scene1").line("a"), "zm_yunjian")
    finally:
        path.chmod(mode)
    told = str(caught.value)
    assert "Permission denied" in told
    assert str(path) in told
    assert "change its permissions" in told
    assert not any(
        word in told for word in ("delete", "damaged", "missing", "writable", "no script", "no words")
    )


def test_a_folder_that_may_not_be_listed_holds_no_fewer_lines(words: Path) -> None:
    (words / "zh").chmod(0o311)
    with as_somebody(), pytest.raises(InputError, match=r"/zh: cannot be read \(Permission denied\)"):
        plan(words, "zh")


@pytest.mark.parametrize("name", ["script", "sheet"])
def test_too_few_descriptors_are_told_as_that(words: Path, name: str) -> None:
    (sound,) = takes_folder(words, "zh").glob("*.flac")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open("/dev/null", os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, before[1]))
    try:
        with pytest.raises(InputError) as caught:
            open_take(sound.parent, sound.stem) if name == "sheet" else load_script(words, "zh", "scene1")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert "Too many open files" in str(caught.value)
    assert "ulimit -n" in str(caught.value)


@pytest.mark.parametrize("limit", [0, 100, 4096])
def test_a_take_for_which_there_is_no_room_is_told_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    code = (
        "import resource, sys, numpy as np; from pathlib import Path\n"
        "from voiceover.takes import save_take; from voiceover.engines.speech import Speech, Word\n"
        "from voiceover.errors import InputError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "sound = np.random.default_rng(1).normal(0, 0.1, 9000).astype(np.float32)\n"
        "try: save_take(Path(sys.argv[1]), 'zh', '好', 'v', Speech(sound, 24000, (Word(0, 1, 0.0, 0.2),)))\n"
        "except InputError as error: sys.exit(str(error))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "cannot write a take (File too large)" in done.stderr
    assert "ulimit -f" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_more_than_a_lesson_can_hold_is_refused_and_not_listed(words: Path) -> None:
    for number in range(2, 31):
        shutil.copy(words / "zh/scene1.toml", words / f"zh/scene{number}.toml")
    with pytest.raises(InputError, match=r"no script 'scene99'. Permitted: scene1, .*, … \(10 more\)\. "):
        load_script(words, "zh", "scene99")
    for number in range(1001):
        (words / f"zh/s{number}.toml").touch()
    with pytest.raises(InputError, match=r"/zh: 1031 scripts. Permitted: at most 1000"):
        script_names(words, "zh")


def test_what_an_editor_or_a_system_keeps_beside_a_script_is_none(words: Path) -> None:
    (words / "zh/.#scene1.toml").symlink_to("user@host.1")
    (words / "zh/._scene1.toml").write_bytes(b"\x00")
    assert script_names(words, "zh") == ["scene1"]
    assert len(load_scripts(words, "zh", script_names(words, "zh"))) == 1


def test_a_name_that_is_no_script_or_locale_is_not_offered(words: Path) -> None:
    (words / "\x1b[31m").mkdir()
    (words / "\x1b[31m/lesson.toml").touch()
    (words / "zh/\x1b[31m.toml").touch()
    with pytest.raises(InputError, match=r"no words for locale 'fr'. Permitted: zh\."):
        load_lesson_words(words, "fr")
    with pytest.raises(InputError, match=r"no script 'x'. Permitted: scene1\."):
        load_script(words, "zh", "x")
