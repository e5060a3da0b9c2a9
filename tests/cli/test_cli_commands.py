"""The command line as one reads it: one message for what is misspelt, options from the environment, help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILM = ("video", "films", "check", "reproduce", "doctor")
COMMANDS = (*FILM, "publish", "watch", "voice", "voices", "record", "words", "import-captions")
SHARED = ("lesson", "locale", "format", "quality", "scenes", "voice", "jobs", "farm", "media")
# The interpreter alone, with no package at all.
BARE = (
    "import sys\nsys.path.insert(0, {root!r})\nfrom narrated.cli import start\n{before}"
    "sys.argv[1:] = {words!r}\nstart.narrated()"
)


def run(*words, cwd=ROOT, **environment):
    known = {name: value for name, value in os.environ.items() if name != "LESSON"}
    return subprocess.run(
        [sys.executable, "-m", "narrated", *words], cwd=cwd, env=known | environment, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip


def bare(words, cwd, before=""):
    code = BARE.format(root=str(ROOT), words=list(words), before=before)
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=cwd, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def is_one_message(done):
    return done.stderr.startswith("error: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no command is given. Permitted: video, films, "),
        (["vide"], "no command 'vide'. Permitted: video, films, "),
        (["video", "--qualty", "draft"], "(did you mean --quality?)"),
        (["voice", "--scenes", "1"], "no option '--scenes'. Permitted: --lesson, --words, "),
        (["video", "--jobs"], "'--jobs' requires an argument"),
        (["check", "film"], "`python -m narrated check --help`"),
        (["import-captions"], "Missing argument 'FILE'"),
        (["video", "--why=1"], "'--why' does not take a value"),
        (["video", "--lesson", "tiny_lesson", "--jobs", "+1"], "jobs: '+1'. Permitted: "),
        (
            ["video", "--lesson", "tiny_lesson", "--quality", "\x1b[2J"],
            r"unknown quality '\x1b[2J'. Permitted: ",
        ),
    ],
)
def test_what_is_misspelt_is_one_message_with_what_is_permitted(words, told):
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert is_one_message(done)


@pytest.mark.parametrize(
    "command", sorted({*COMMANDS} - {"doctor", "import-captions", "voices"})
)  # these need none
def test_without_a_lesson_the_option_is_named_that_is_missing(command):
    done = run(command)
    assert done.returncode == 2
    assert "no lesson is named" in done.stderr
    assert "--lesson" in done.stderr
    assert is_one_message(done)


def test_an_option_is_read_from_the_environment_where_the_command_line_says_nothing():
    assert "'nowhere'" in run("video", LESSON="nowhere").stderr
    assert "'elsewhere'" in run("video", "--lesson", "elsewhere", LESSON="nowhere").stderr
    said = run("voice", "--dry-run", LESSON="tiny_lesson", VOICE="nobody", WORDS="", LOCALE="")
    assert "no voice 'nobody' to record with" in said.stderr


def test_an_empty_value_was_not_given():
    names = ("LOCALE", "FORMAT", "QUALITY", "SCENES", "VOICE", "JOBS", "FARM", "MEDIA", "WHY")
    said = run("check", LESSON="judged_lesson", **dict.fromkeys(names, ""))
    assert "media/judged/zh-wide-1080p30" in said.stderr, "the film that is missing is the usual one"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option_and_the_exit_codes(command):
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert command not in FILM or all(f"--{option} " in done.stdout for option in SHARED)
    assert "Exit codes: 0 done" in " ".join(done.stdout.split())


def test_help_lists_the_commands():
    done = run("--help")
    assert done.returncode == 0
    assert all(f"  {command} " in done.stdout for command in COMMANDS)


# What an old Python says it is, and has not.
OLD = "sys.version_info = (3, 8, 0)\nsys.modules['tomllib'] = None\n"


@pytest.mark.parametrize("before", ["", OLD])
def test_where_nothing_is_installed_the_doctor_is_named_and_runs(tmp_path, before):
    told = bare(["video"], tmp_path, before)
    assert (told.returncode, told.stdout) == (2, "")
    assert "run `python -m narrated doctor`" in told.stderr
    assert ("this is Python 3.8" in told.stderr) == bool(before)
    assert is_one_message(told)
    looked = bare(["doctor"], tmp_path, before)
    assert (looked.returncode, looked.stderr) == (1, "")
    assert "MEND   packages: " in looked.stdout


def test_a_package_that_is_missing_is_one_message(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['watchdog'] = None\n")
    (tmp_path / "av.py").write_text("raise ModuleNotFoundError('No module named x264', name='x264')\n")
    path = os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]])
    done = run("check", "--lesson", "judged_lesson", cwd=tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert "run `python -m narrated doctor`" in done.stderr
    assert is_one_message(done)


def test_a_folder_that_is_gone_is_told(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"rmdir {gone} && exec {sys.executable} -P -m narrated doctor"
    done = subprocess.run(
        ["sh", "-c", command], cwd=gone, capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: the current folder: ")


def test_a_path_that_is_too_long_is_one_message(tmp_path):
    done = run("check", "--lesson", "tiny_lesson", "--media", "x" * 300, cwd=tmp_path)
    assert done.returncode == 2
    assert is_one_message(done)
    # From Python 3.14 on, such a file is one that is not there.
    assert "a shorter" in done.stderr or "the film is not made yet" in done.stderr
