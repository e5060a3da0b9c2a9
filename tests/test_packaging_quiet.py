"""Without SoX, which nothing here needs, nothing is said of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging_environment import clean


@pytest.fixture
def run(tmp_path: Path):
    """Runs Python where every program is found but SoX."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in os.environ["PATH"].split(os.pathsep):
        for program in Path(folder).glob("*"):
            if not (program.name == "sox" or (programs / program.name).exists()):
                (programs / program.name).symlink_to(program)

    def execute(*words: str) -> subprocess.CompletedProcess[str]:
        environment = clean(PATH=str(programs), PYTHONPATH=os.environ["PYTHONPATH"])
        return subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return execute


def test_importing_scenes_says_nothing(run) -> None:
    done = run("-c", "import narrated.scene.narrated_scene, manim, manim_voiceover")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_whoever_wants_it_is_told(run) -> None:
    done = run("-c", "import loss_scenes, sox, inspect; inspect.stack(); sox.Transformer()")
    assert done.returncode == 1
    assert "SoX is not installed" in done.stderr.splitlines()[-1]


def test_filming_and_checking_say_nothing_of_it(run) -> None:
    options = ("--lesson", "tiny_lesson.lesson", "--quality", "draft", "--scenes", "2")
    filmed = run("-m", "narrated", "video", *options)
    assert (filmed.returncode, filmed.stderr) == (0, "")
    checked = run("-m", "narrated", "check", *options)
    assert checked.returncode in (0, 1)
    assert (checked.stderr, "sox" in checked.stdout.lower()) == ("", False)


def test_nor_does_recording(run) -> None:
    done = run("-m", "narrated", "voice", "--lesson", "loss_scenes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 to record" in done.stdout
