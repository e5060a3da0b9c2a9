"""Scenes that ``manim`` renders itself: what a user can mend is one message, exit code 2, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from narrated.design.fonts import font_file
from narrated.design.outlines import check_drawable
from narrated.scene.author_messages import one_message
from voiceover.atomic_write import partial_path, remove_abandoned
from voiceover.errors import InputError

TINY = Path(__file__).parents[1] / "data" / "tiny_lesson" / "scenes.py"
COVER = Path(__file__).parents[2] / "loss_scenes" / "cover.py"
MANIM = (sys.executable, "-m", "manim", "-ql", "--progress_bar", "none")


@pytest.fixture
def no_fonts(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    return str(tmp_path / "fonts.conf")


def refused(cwd, *words, **environment):
    made = subprocess.run(
        [*MANIM, *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 2, made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr
    assert made.stderr.count("error: ") == 1
    return made.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"LOCALE": "../zh"}, "no words for locale '../zh'. Permitted: zh."),
        ({"VOICE": "../x"}, "no take of '你好。' by voice '../x'. Permitted: zm_yunjian, espeak"),
    ],
)
def test_what_the_environment_asks_for_in_vain_is_told(tmp_path, environment, message):
    assert message in refused(tmp_path, str(TINY), "Rising", **environment)


def test_a_cover_tells_as_scenes_do(tmp_path):
    assert "no words for locale 'xx'" in refused(tmp_path, str(COVER), LOCALE="xx")


def test_a_missing_font_is_told_with_what_brings_it(tmp_path, no_fonts):
    told = refused(tmp_path, str(TINY), "Rising", FONTCONFIG_FILE=no_fonts)
    assert (
        "no font 'Noto Sans CJK SC' (found: none at all). Remedy: sudo apt-get install fonts-noto-cjk."
        in told
    )


def test_a_font_that_is_there_is_a_file():
    path, face = font_file("Noto Sans CJK SC")
    assert path.is_file()
    assert face >= 0


def test_a_font_that_nobody_has_names_what_stands_in(monkeypatch):
    with pytest.raises(InputError, match=r"no font 'No Such Sans' \(found: .+\). Remedy: install it"):
        font_file("No Such Sans")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(InputError, match="apt-get install fontconfig"):
        font_file("Noto Sans CJK SC")


@pytest.mark.parametrize(
    ("limit", "told"), [("NPROC", "Resource temporarily unavailable"), ("NOFILE", "Too many open files")]
)
def test_a_machine_at_its_limits_is_not_told_to_install_a_font(limit, told):
    """As another user than root, for whom the number of processes has no limit."""
    code = f"""
import os, resource, sys
from narrated.design.fonts import font_file
from voiceover.errors import InputError
if {limit!r} == "NPROC" and os.geteuid() == 0:
    os.setgroups([])
    os.setuid(65534)
number = os.dup(0) if {limit!r} == "NOFILE" else 0
os.close(number) if number else None
resource.setrlimit(resource.RLIMIT_{limit}, (number, number))
try:
    font_file("Noto Sans CJK SC")
except InputError as error:
    sys.exit(str(error))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert f"fc-match: fonts cannot be looked up ({told}). Remedy: " in done.stderr
    assert "ulimit" in done.stderr
    assert "install" not in done.stderr


def test_a_font_lookup_that_fails_is_told_with_its_words(monkeypatch, tmp_path):
    program = tmp_path / "fc-match"
    program.write_text("#!/bin/sh\necho 'no config file' >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"fc-match failed \('no config file'\). Remedy: run `fc-match`"):
        font_file("Noto Sans CJK SC")


@pytest.mark.parametrize("text", ["蜜蜂🐝", "नमस्ते", "\U0001f1e8\U0001f1f3"])
def test_a_caption_that_cannot_be_drawn_is_told_by_its_line(text):
    with pytest.raises(InputError, match=r"scene1.toml, line 'bees': .* cannot be drawn\. Permitted"):
        check_drawable(text, "Noto Sans CJK SC", "scene1.toml, line 'bees'")


def test_what_is_no_input_error_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError), one_message():
        raise ZeroDivisionError


def test_what_a_killed_render_left_is_removed_and_nothing_else(tmp_path):
    clip = tmp_path / "Scene[1].mp4"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    gone = [f".Scene[1].{dead.pid}.part.mp4", f".Scene[1].{dead.pid}.part.narrated.mp4"]
    kept = [
        partial_path(clip).name,
        f".Other.{dead.pid}.part.mp4",
        ".Scene[1].x.part.mp4",
        "Scene[1].mp4",
        ".Scene[1]",
    ]
    for name in (*gone, *kept):
        (tmp_path / name).touch()
    remove_abandoned(clip)
    assert {path.name for path in tmp_path.iterdir()} == {*kept}
