"""Scenes that ``manim`` renders: what their author got wrong is one message and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCENES = HERE.parent / "data" / "tiny_lesson" / "scenes.py"
MANIM = (sys.executable, "-m", "manim", "-ql", "--progress_bar", "none")


def run(*words: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, **options)


def test_a_broken_script_is_one_message_and_exit_code_2(tmp_path):
    lesson = tmp_path / "tiny_lesson"
    lesson.mkdir()
    for source in SCENES.parent.rglob("*"):
        if source.is_file() and source.suffix in {".py", ".toml"}:
            target = lesson / source.relative_to(SCENES.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    script = lesson / "words" / "zh" / "scene1.toml"
    script.write_text(
        script.read_text(encoding="utf-8").replace("mark='down'", "mark='up'"), encoding="utf-8"
    )
    made = run(*MANIM, str(lesson / "scenes.py"), "Falling", cwd=tmp_path, env=_environment_with(tmp_path))
    assert made.returncode == 2, made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr
    assert "'down'" in made.stderr
    assert "scene1.toml" in made.stderr


ODD = """
from tiny_lesson.scenes import Rising

class Odd(Rising):
    def set_stage(self):
        self.wait({})
"""


@pytest.mark.parametrize(("seconds", "told"), [("-5", "-5"), ("1e12", "1e+12"), ("float('nan')", "nan")])
def test_a_wait_that_nobody_can_want_is_one_message_with_its_line(tmp_path, seconds, told):
    (tmp_path / "odd.py").write_text(ODD.format(seconds))
    environment = {**_environment_with(tmp_path), "VOICE": "espeak"}
    made = run(*MANIM, "odd.py", "Odd", cwd=tmp_path, env=environment)
    assert made.returncode == 2, made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr
    assert f"odd.py, line 6: Odd: a duration of {told} seconds" in made.stderr
    assert "Permitted: 0 to 600." in made.stderr


def _environment_with(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{os.environ['PYTHONPATH']}"}
