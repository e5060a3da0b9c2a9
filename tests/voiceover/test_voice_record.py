"""The recorder: it makes what is missing, leaves what is there, and removes only when told to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from narrated.cli.main import main
from voiceover.engines import kokoro
from voiceover.engines.speech import Reading, Speech, Word
from voiceover.errors import InputError, MissingTake
from voiceover.script.scene_script import load_script
from voiceover.takes import find_take

ROOT = Path(__file__).parents[2]
LESSON = 'language = "zh"\nvoice = "zm_yunjian"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
SCENE = (
    'title = "x"\n[lines.one]\nsay = "你好。"\n[lines.two]\nsay = "再见。"\n[lines.again]\nsay = "你好。"\n'
)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (tmp_path / "zh" / "scene1.toml").write_text(SCENE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A stand-in for the engine; what it was asked to say."""
    said: list[str] = []

    def speak(text: str, locale: str, voice: str) -> Speech:
        assert (locale, voice) == ("zh", "zm_yunjian")
        said.append(text)
        return Speech(np.full(2400, 0.1, dtype=np.float32), 24_000, (Word(0, 1, 0.0, 0.1),))

    monkeypatch.setattr(kokoro, "speak", speak)
    return said


def run(words: Path, *options: str) -> int:
    return main(["voice", "--words", str(words), *options])


def test_only_what_is_missing_is_recorded(words: Path, spoken: list[str]) -> None:
    assert run(words) == 0
    assert spoken == ["你好。", "再见。"]
    assert run(words) == 0
    assert spoken == ["你好。", "再见。"]
    scene = words / "zh" / "scene1.toml"
    scene.write_text(SCENE.replace("再见", "明天见"), encoding="utf-8")
    assert run(words) == 0
    assert spoken[2:] == ["明天见。"]


def test_a_dry_run_touches_nothing(
    words: Path, spoken: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words, "--dry-run") == 0
    assert spoken == []
    assert not (words / "takes").exists()
    assert "line 'two': 再见。" in capsys.readouterr().out


@pytest.mark.usefixtures("spoken")
def test_unused_takes_go_only_when_told(words: Path) -> None:
    run(words)
    scene = words / "zh" / "scene1.toml"
    scene.write_text(SCENE.replace("再见", "明天见"), encoding="utf-8")
    folder = words / "takes" / "zh"
    (folder / "notes.txt").write_text("kept", encoding="utf-8")
    run(words)
    assert len(list(folder.iterdir())) == 7
    assert run(words, "--prune") == 0
    assert len(list(folder.iterdir())) == 5
    assert (folder / "notes.txt").exists()


@pytest.mark.usefixtures("spoken")
def test_a_take_of_another_presenter_is_recorded_again_and_told(
    words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson, scene = words / "zh" / "lesson.toml", words / "zh" / "scene1.toml"
    lesson.write_text(LESSON + 'spoken = "艾达"\n', encoding="utf-8")
    scene.write_text(SCENE.replace("再见", "我是{presenter}"), encoding="utf-8")
    assert run(words) == 0
    line = load_script(words, "zh", "scene1").line("two")
    assert find_take(words, "zh", line, "zm_yunjian").presenter == "Ada"

    lesson.write_text(lesson.read_text(encoding="utf-8").replace("Ada", "Grace"), encoding="utf-8")
    line = load_script(words, "zh", "scene1").line("two")
    told = "line 'two': the take of '我是艾达。' was recorded for the presenter 'Ada', "
    told += "and the name shown is 'Grace'"
    with pytest.raises(MissingTake, match=rf"{told} now. Remedy: put into lesson.toml, under \[presenter\]"):
        find_take(words, "zh", line, "zm_yunjian")
    capsys.readouterr()
    assert run(words, "--dry-run") == 0
    printed = capsys.readouterr()
    assert "2 recorded, 1 to record" in printed.out
    assert f"warning: {scene}, {told}" in printed.err

    assert run(words) == 0
    assert "shown: 我是Grace。" in capsys.readouterr().out
    assert find_take(words, "zh", line, "zm_yunjian").presenter == "Grace"


def test_a_take_that_tells_no_presenter_is_of_any(words: Path, spoken: list[str]) -> None:
    scene = words / "zh" / "scene1.toml"
    scene.write_text(SCENE.replace("再见", "我是Ada"), encoding="utf-8")
    assert run(words) == 0
    scene.write_text(SCENE.replace("再见", "我是{presenter}"), encoding="utf-8")
    assert run(words) == 0
    assert spoken == ["你好。", "我是Ada。"]


def test_how_doubtful_words_are_read_is_told(
    words: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readings = (
        Reading("Huber", "hjubəɹ", guessed=True),
        Reading("MSE", "ɛmɛsi", spelt=True),
        Reading("loss", "lɔs"),
        Reading("≥", ""),
    )
    sound, timed = np.full(2400, 0.1, dtype=np.float32), (Word(0, 1, 0.0, 0.1),)
    speeches = iter([Speech(sound, 24_000, timed, readings), Speech(sound, 24_000, timed)])
    monkeypatch.setattr(kokoro, "speak", lambda *_: next(speeches))
    assert run(words) == 0
    printed = capsys.readouterr()
    for told in (
        "Huber: read as /hjubəɹ/, guessed from its letters\n",
        "MSE: read as /ɛmɛsi/, letter by letter\n",
        "loss: read as /lɔs/\n",
        "≥: left out\n",
    ):
        assert told in printed.out
    assert printed.err.startswith(
        f"warning: {words}/zh/scene1.toml, line 'one': the voice does not know Huber, ≥. "
    )
    assert printed.err.count("\n") == 1


@pytest.mark.usefixtures("spoken")
def test_what_was_recorded_before_a_failure_is_kept(
    words: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    working = kokoro.speak

    def speak(text: str, locale: str, voice: str) -> Speech:
        if text == "再见。":
            raise InputError("the engine is out of breath", remedy="wait")
        return working(text, locale, voice)

    monkeypatch.setattr(kokoro, "speak", speak)
    assert run(words) == 2
    assert "scene1.toml, line 'two': the engine is out of breath. Remedy: wait." in capsys.readouterr().err
    assert len(list((words / "takes" / "zh").glob("*.flac"))) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--locale", "fr"], "no words for locale 'fr'. Permitted: zh."),
        (["--voice", "nobody"], "no voice 'nobody' to record with. Permitted: zm_yunjian."),
        (["--voice", "espeak"], "its takes are made on demand"),
        (["--words", "/nowhere"], "/nowhere: no words. Permitted: <locale>/lesson.toml"),
    ],
)
def test_a_users_mistake_is_one_message_and_exit_code_2(words: Path, options: list[str], told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "narrated", "voice", "--words", str(words), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
