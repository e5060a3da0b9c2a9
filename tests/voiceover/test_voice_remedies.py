"""The commands that errors name: they are run as they are printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from voiceover.engines import espeak, phonemes
from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError, MissingTake, names_for
from voiceover.remedies import filming, filming_again, installing, option, recording
from voiceover.script.scene_script import load_script
from voiceover.takes import find_take, open_take, save_take, takes_folder

ROOT = Path(__file__).parents[2]
FILM, LOG_COSH = ROOT / "voiceover", ROOT / "lessons/log_cosh/words"
SCENE = 'title = "x"\n[lines.one]\nsay = "从来没有录过。"\n'


def lesson(root: Path, locale: str = "zh", voice: str = "zm_yunjian") -> Path:
    (root / locale).mkdir(parents=True)
    text = f'language = "{locale}"\nvoice = "{voice}"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
    (root / locale / "lesson.toml").write_text(text, encoding="utf-8")
    (root / locale / "scene1.toml").write_text(SCENE, encoding="utf-8")
    return root


def named(root: Path, locale: str, voice: str) -> list[str]:
    """The words of the command that a missing take names."""
    (line,) = load_script(root, locale, "scene1").lines
    with pytest.raises(MissingTake) as caught:
        find_take(root, locale, line, voice)
    found = re.search(r"run `(.*?)`", str(caught.value))
    assert found
    return shlex.split(found[1])


@pytest.mark.parametrize(
    ("root", "voice", "command"),
    [
        (FILM, "zm_yunjian", "make voice"),
        (FILM, "zf_xiaoyi", "make voice VOICE=zf_xiaoyi"),
        (LOG_COSH, "zm_yunjian", "make voice WORDS=lessons/log_cosh/words LOCALE=zh"),
    ],
)
def test_in_a_checkout_make_knows_the_command(
    monkeypatch: pytest.MonkeyPatch, root: Path, voice: str, command: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert recording(root, "zh", voice) == command
    subprocess.run([*shlex.split(command), "--dry-run"], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "locale", "usual", "voice"),
    [("words", "zh", "zm_yunjian", "zm_yunjian"), ("w' s", "en", "other", "af_heart")],
)
def test_elsewhere_the_command_finds_the_line_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, locale: str, usual: str, voice: str
) -> None:
    root = lesson(tmp_path / name, locale, usual)
    monkeypatch.chdir(tmp_path)
    command = named(root, locale, voice)
    assert command[0] == "python"
    done = subprocess.run(
        [sys.executable, *command[1:], "--dry-run"], check=True, capture_output=True, text=True
    )
    assert f"{voice}: 1 lines, 0 recorded, 1 to record" in done.stdout
    assert "从来没有录过。" in done.stdout


@pytest.mark.parametrize("extra", ["voice", "espeak"])
def test_elsewhere_what_is_missing_is_an_extra_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: str
) -> None:
    # A project of one's own may have a Makefile and tools that are not ours.
    (tmp_path / "Makefile").touch()
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "setup").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "jieba", None)
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    root = lesson(tmp_path / "words")
    with pytest.raises(InputError) as caught:
        phonemes.phonemize("好", "zh") if extra == "voice" else espeak.speak("好", "zh")
    assert shlex.split(caught.value.remedy.strip("run `")) == ["pip", "install", f"loss-scenes[{extra}]"]
    assert extra in metadata.metadata("loss-scenes").get_all("Provides-Extra")
    assert recording(root, "zh") == "python -m narrated voice --words words"


def test_make_films_in_a_checkout_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    here = [filming("loss_scenes.lesson"), installing(), installing("farm"), option("port"), filming_again()]
    assert here[:-1] == ["make video", "tools/setup base", "tools/setup farm", "PORT="]
    monkeypatch.chdir(tmp_path)
    there = [filming("my_lesson"), installing(), installing("farm"), option("port"), filming_again()]
    assert there[0] == "python -m narrated video --lesson my_lesson"
    assert there[1:-1] == ["pip install loss-scenes", "pip install 'loss-scenes[farm]'", "--port="]
    assert here[-1] == "run `make video` with the same options"
    assert there[-1] == "run `python -m narrated video` with the same options"


def test_a_damaged_take_names_the_words_that_it_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = lesson(tmp_path / "words")
    speech = Speech(np.full(2400, 0.1, np.float32), 24_000, (Word(0, 1, 0.0, 0.1),))
    take = save_take(takes_folder(root, "zh"), "zh", "你好。", "zm_yunjian", speech)
    take.audio.unlink()
    with pytest.raises(InputError, match=r"and run `python -m narrated voice --words words`"):
        open_take(take.audio.parent, take.key)


def test_names_that_one_may_mean_are_bounded_and_the_only_one_is_not_told_twice() -> None:
    told = names_for("nome4321", [f"name{n}" for n in range(5000)])
    assert told.startswith("name0, name1, ")
    assert told.endswith(", name39, … (4960 more) (did you mean name4321?)")
    assert names_for("shwon", ["shown"]) == "shown"
    assert names_for("shwon", []) == "none"
