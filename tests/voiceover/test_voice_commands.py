"""The commands, as real processes: how they end where output, terminal or patience fails them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSON = 'language = "zh"\nvoice = "zm_yunjian"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
# Speaks the first line, and at the second waits until it is ended.
SLOW = """
import signal, sys, time
import numpy as np
from voiceover.engines import kokoro
from narrated.cli.main import main
from voiceover.engines.speech import Speech, Word

def speak(text, *_):
    if "二" in text:
        print("waiting", flush=True)
        time.sleep(60)
    return Speech(np.full(2400, 0.1, dtype=np.float32), 24_000, (Word(0, 1, 0.0, 0.1),))

kokoro.speak = speak
# Who runs the tests may have been started in the background, where it is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(["voice", *sys.argv[1:]]))
"""


@pytest.fixture
def words(tmp_path: Path) -> Path:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh/lesson.toml").write_text(LESSON, encoding="utf-8")
    scene = 'title = "x"\n[lines.one]\nsay = "一。"\n[lines.two]\nsay = "二。"\n'
    (tmp_path / "zh/scene1.toml").write_text(scene, encoding="utf-8")
    entry = {"text": "好", "startMs": 0, "endMs": 900, "timestampMs": None, "confidence": None}
    (tmp_path / "captions.json").write_text(json.dumps([entry]), encoding="utf-8")
    return tmp_path


def run(
    words: Path, command: str, redirected: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    name, option = {
        "record": ("voice", f"--dry-run --words '{words}'"),
        "import": ("import-captions", f"'{words}/captions.json'"),
        "mistake": ("voice", f"--words '{words}/nowhere'"),
    }[command]
    return subprocess.run(
        ["sh", "-c", f"exec '{sys.executable}' -m narrated {name} {option} {redirected}"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", ["record", "import"])
def test_output_that_cannot_be_written_is_one_message(words: Path, command: str) -> None:
    done = run(words, command, ">/dev/full")
    assert done.returncode == 2
    assert (
        done.stderr
        == "error: standard output: cannot be written (No space left on device). Remedy: free space.\n"
    )


@pytest.mark.parametrize(
    ("command", "redirected", "code"),
    [
        ("record", ">&-", 0),
        ("import", ">&-", 0),
        ("record", "2>&-", 0),
        ("mistake", "2>&-", 2),
        ("mistake", "2>/dev/full", 2),
        ("mistake", ">&- 2>&-", 2),
    ],
)
def test_output_that_nobody_wants_is_no_failure(
    words: Path, command: str, redirected: str, code: int
) -> None:
    done = run(words, command, redirected)
    assert (done.returncode, done.stderr) == (code, "")


def test_a_terminal_that_shows_no_chinese_is_shown_what_it_can(words: Path) -> None:
    done = run(words, "record", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert r"line 'one': \u4e00\u3002" in done.stdout
    assert 'say = "好"' in run(words, "import", PYTHONIOENCODING="ascii").stdout


def test_no_name_of_a_file_speaks_to_the_terminal(words: Path) -> None:
    folder = words / "takes/zh"
    folder.mkdir(parents=True)
    (folder / "\x1b[2J:skull:.flac").touch()
    done = run(words, "record")
    assert r"zh/\x1b[2J:skull:.flac" in done.stdout
    odd = words / "\x1b[2J"
    odd.mkdir()
    (odd / "zh").symlink_to(words / "zh")
    for command in ("record", "mistake"):
        done = run(odd, command)
        assert r"\x1b[2J" in done.stdout + done.stderr
        assert "\x1b" not in done.stdout + done.stderr


def test_a_wide_space_is_shown_as_it_is(words: Path) -> None:
    wide = words / "wide\u3000space"
    wide.mkdir()
    (wide / "zh").symlink_to(words / "zh")
    assert "wide\u3000space" in run(wide, "record").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_recording_keeps_what_was_said(words: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "--words", str(words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        while "waiting" not in (row := running.stdout.readline()):
            assert row
        running.send_signal(number)
        _, told = running.communicate(timeout=20)
    assert running.returncode == 128 + number
    assert told == "stopped; what was recorded is kept\n"
    assert sorted(path.suffix for path in (words / "takes/zh").iterdir()) == [".flac", ".json"]
