"""What an author's code, a terminal and a poor machine do to a build: each is told, none is silent."""

import re
import signal
import subprocess
import sys

import pytest
from boxes_project import Project
from test_build_trouble import failed

from narrated.os_errors import remedy, reported

ESCAPES = r"ValueError: \x1b[2J\x1b]0;\x07 and \u202eback"
BREAKS = {
    "import sys; sys.exit()": "SystemExit",
    "import sys; sys.exit(0)": "SystemExit: 0",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "class Odd(BaseException): pass\nraise Odd('so odd')": "Odd: so odd",
    "class Mute(Exception):\n    def __str__(self): return 1 / 0\nraise Mute": "Mute: its text cannot be had",
    "raise ValueError('\\x1b[2J\\x1b]0;\\x07 and \\u202eback')": ESCAPES,
    "x = (": "SyntaxError: '(' was never closed",
    "def f():\nreturn": "IndentationError",
    "x = '\0'": "source code string cannot contain null bytes",  # a ValueError until Python 3.11.4
    "import boxes.none": "ModuleNotFoundError",
    "raise ExceptionGroup('many', [ValueError(1)])": "ExceptionGroup: many",
}
UNSEEN = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f]|\u202e")


@pytest.mark.parametrize("code", BREAKS)
def test_a_lesson_that_breaks_is_told_with_its_line(project, code):
    lesson = project.package / "lesson.py"
    lines = lesson.read_text().splitlines()
    lesson.write_text("\n".join([lines[0], code, *lines[1:]]))
    told = failed(project, 2)
    assert BREAKS[code] in told
    assert not UNSEEN.search(told)
    at = re.search(r"boxes/lesson\.py, line (\d+): the lesson cannot be loaded", told)
    assert (at and int(at[1]) in range(2, 5)) or "\0" in code, told


SCENES = ("one", "two", "three")
IN_SCENES = [code for code in BREAKS if not BREAKS[code].startswith(("Syntax", "Indent", "source code"))]


@pytest.mark.parametrize("codes", [IN_SCENES[at : at + 3] for at in range(0, len(IN_SCENES), 3)])
@pytest.mark.parametrize("place", ["{}", "    @staticmethod\n    def finish():\n        {}"])
def test_a_scene_that_breaks_is_told_with_its_line(project, codes, place):
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    for name, code in zip(SCENES, codes, strict=False):
        with (project.package / f"{name}.py").open("a") as file:
            file.write(place.format(code.replace("\n", "\n        " if "def" in place else "\n")) + "\n")
    told = failed(project, 1)
    for name, code in zip(SCENES, codes, strict=False):
        pattern = (
            rf"{name} failed: {re.escape(BREAKS[code])}.* \({name}\.py, line \d+, in (<module>|finish)\)"
        )
        assert re.search(pattern, told), told
    assert not UNSEEN.search(told)
    assert "The other scenes are kept" in told


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("finished")).write()
    project.edit("lesson.py", '    cover="boxes.two:Two",\n', "")
    assert project.make().returncode == 0
    return project


def begun(project, *before, arguments=(), **more):
    """A build in which one scene is drawn, begun in another way; and what it says."""
    (project.parts / "one/part.json").unlink(missing_ok=True)
    return subprocess.run(
        [*before, *project.command(*arguments)], cwd=project.root, timeout=60, check=False, text=True,
        **{"env": project.environment(), "capture_output": True, **more},
    )  # fmt: skip


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
@pytest.mark.parametrize("well", [True, False])
def test_closed_streams_change_neither_the_film_nor_the_code(finished, closed, well):
    wrong = () if well else ("--scenes", "9")
    done = begun(finished, "sh", "-c", f'exec "$@" {closed}', "sh", arguments=wrong)
    assert done.returncode == (0 if well else 2), done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert ("one: done" in done.stdout) == (well and closed.startswith("2"))
    assert ("no scene '9'" in done.stderr) == (not well and "2>" not in closed)
    assert (finished.parts / "one/part.json").exists() == well
    assert ("goes nowhere from here on (No space left" in done.stderr) == (well and closed == ">/dev/full")


def test_who_stops_reading_does_not_stop_the_film(finished):
    done = begun(finished, "sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -n 1', "sh")
    assert "code 0" in done.stderr
    assert "goes nowhere from here on (Broken pipe)" in done.stderr
    assert "Traceback" not in done.stderr
    assert (finished.parts / "one/part.json").exists()


def test_a_lessons_endless_thread_does_not_keep_the_installed_command_alive(project):
    with (project.package / "lesson.py").open("a") as file:
        file.write("import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n")
    code = "import sys; from narrated.cli.start import narrated; narrated()"
    options = ["video", *project.command("--scenes", "9")[2:]]
    done = subprocess.run(
        [sys.executable, "-c", code, *options], cwd=project.root, env=project.environment(),
        timeout=30, check=False, text=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "no scene '9'" in done.stderr


def test_an_empty_environment_is_enough(finished):
    only = {"PYTHONPATH": finished.environment()["PYTHONPATH"]}
    done = begun(finished, env=only)
    assert (done.returncode, done.stderr) == (0, "")
    assert (finished.parts / "one/part.json").exists()
    assert engine(finished, env=only).returncode == 0


def test_an_engine_whose_settings_are_wrong_is_told(finished):
    settings = finished.root / "manim.cfg"
    settings.write_text("[CLI]\nframe_rate = many\n")
    try:
        done = engine(finished, env=finished.environment())
    finally:
        settings.unlink()
    assert done.returncode == 2
    assert "the drawing engine cannot be imported (ValueError: " in done.stderr
    assert "Traceback" not in done.stderr


def engine(project, env):
    """What comes of the import of manim in a command."""
    code = (
        "from pathlib import Path\n"
        "from narrated.build import tasks, worker\n"
        "from narrated.cli import command\n"
        "def load():\n    with worker.quiet(Path('log.txt')): worker.preload(tasks.RenderBackend())\n"
        "    return 0\n"
    )
    code += "command.leave(command.run(load, interrupted=''))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=project.root, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("megabytes", [30, 60, 100, 150, 300])
def test_too_little_memory_is_told(finished, megabytes):
    done = begun(finished, "bash", "-c", f'ulimit -v {megabytes * 1024}; exec "$@"', "bash")
    assert "Traceback" not in done.stderr
    if "OpenBLAS error: Memory allocation" in done.stderr:  # which ends the process itself
        assert done.returncode == 1
    elif "OpenBLAS blas_thread_init" in done.stderr and "error:" not in done.stderr:
        # Where a thread is refused it tells of memory, raises that signal itself, and may break down.
        assert done.returncode in (128 + signal.SIGINT, -signal.SIGSEGV)
    elif done.returncode:
        assert re.search(
            "out of memory|Cannot allocate memory", done.stderr
        )  # as Python, or the system, says it
        assert "JOBS=1" in done.stderr
    if megabytes < 150:
        assert done.returncode


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libx.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        SystemError("error return without exception set"),
        SystemError("<built-in function f> returned NULL without setting an exception"),
    ],
)
def test_every_way_in_which_memory_runs_out_is_told_as_that(error):
    assert reported(error) == "out of memory"
    assert "JOBS=1" in remedy(error)
    assert remedy(type(error)("something else")) is None or isinstance(error, MemoryError)
