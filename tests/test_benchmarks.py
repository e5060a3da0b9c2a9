"""What can be tested of the benchmarks without measuring anything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.bench import frames_in
from benchmarks.course import write_course
from benchmarks.kernels import ELEMENTWISE, FIVE, ROWS, THREE
from benchmarks.measure import run
from benchmarks.rows import _edit_caption
from loss_scenes import losses
from voiceover.script.scene_script import load_script

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "voiceover"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "film,speed"), "no row 'speed'"),
        (("--rounds", "0"), "a whole number from 1"),
        (("--rounds", "\u0663"), "a whole number from 1"),
        (("--scenes", "99"), "numbers from 1 to"),
    ],
)
def test_wrong_options_are_one_message_and_exit_code_2(options, said):
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("path", sorted((WORDS / "zh").glob("scene*.toml")), ids=lambda path: path.stem)
def test_a_caption_is_edited_and_its_take_stays(tmp_path, path):
    shutil.copytree(WORDS / "zh", tmp_path / "zh")
    before = load_script(tmp_path, "zh", path.stem).lines
    for _ in range(2):
        edited = load_script(tmp_path, "zh", path.stem).lines
        _edit_caption(tmp_path / "zh" / path.name)
        after = load_script(tmp_path, "zh", path.stem).lines
        assert [line.caption for line in after] != [line.caption for line in edited]
        assert [line.spoken for line in after] == [line.spoken for line in before]


def test_the_cost_of_a_command_holds_that_of_its_children(tmp_path):
    spin = "import time; t = time.process_time()\nwhile time.process_time() < t + 0.3: pass"
    script = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}], check=True); print('hi')"
    )
    cost = run([sys.executable, "-c", script], tmp_path, {})
    assert cost.cpu >= 0.3
    assert cost.wall > 0
    assert cost.said == "hi\n"
    with pytest.raises(RuntimeError, match="code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, {})


def test_a_course_is_filmed_in_a_tiny_picture_and_then_kept(tmp_path):
    write_course(tmp_path, 2)
    paths = os.pathsep.join(map(str, (tmp_path, ROOT)))
    command = ["-m", "benchmarks.tiny_picture", "--lesson", "course2", "--media", tmp_path / "media"]
    environment = {**os.environ, "PYTHONPATH": paths}
    first, second = (run([sys.executable, *command], tmp_path, environment).said for _ in range(2))
    assert [f"scene{number}: filming" in first for number in (1, 2, 3)] == [True, True, False]
    assert "filming" not in second
    (home,) = (tmp_path / "media" / "course2").iterdir()
    assert frames_in(home / "course2.mp4") > 0
    assert "这是第2课" in (home / "course2.srt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "case", "at"),
    [(name, case, THREE) for name, case in ELEMENTWISE.items()]
    + [(name, case, FIVE) for name, case in ROWS.items()],
)
def test_the_bare_formulas_are_those_of_the_losses(name, case, at):
    bare, options = case
    np.testing.assert_allclose(getattr(losses, name)(at, **options), bare(at), rtol=1e-12, atol=1e-14)


def test_kernels_whose_reader_leaves_end_quietly():
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kernels"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline().startswith("absolute_error")
        process.stdout.close()
        assert process.stderr.read() == ""
