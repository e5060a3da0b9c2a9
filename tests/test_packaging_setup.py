"""`tools/setup` where something is amiss: one message, exit code 2, and a second run that takes up again."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from packaging_environment import clean

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
VERSION = ".".join(map(str, sys.version_info[:2]))
# Builds without anything that would have to be fetched.
PROJECT = """
[project]
name = "small"
version = "1"
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import zipfile

def build_editable(folder, *_):
    with zipfile.ZipFile(f"{folder}/small-1-py3-none-any.whl", "w") as wheel:
        for name, text in (
            ("METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1\\n"),
            ("WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"),
            ("RECORD", ""),
        ):
            wheel.writestr(f"small-1.dist-info/{name}", text)
    return "small-1-py3-none-any.whl"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that needs one package, in a folder whose name is hard to quote."""
    folder = tmp_path / "it's `a` folder #1"
    (folder / "tools").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "tools" / "setup", folder / "tools")
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND)
    # The pip that a real setup fetches first; what else could be fetched, or installed, is not.
    (folder / "newer").mkdir()
    (folder / "newer" / "pip").symlink_to(Path(sysconfig.get_path("purelib")) / "pip")
    (folder / "bin").mkdir()
    (folder / "bin" / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (folder / "bin" / "apt-get").chmod(0o755)
    digest = hashlib.sha256(package(tmp_path / "elsewhere").read_bytes()).hexdigest()
    for name in ("pip", "build", "base"):
        text = f"needed==1 --hash=sha256:{digest}\n" if name != "build" else ""
        (folder / "requirements" / f"{name}.txt").write_text(text)
    return folder


def package(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "needed-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("needed.py", "")
        wheel.writestr("needed-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: needed\nVersion: 1\n")
        wheel.writestr(
            "needed-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("needed-1.dist-info/RECORD", "")
    return path


def setup(folder: Path, group: str = "base", **more: str) -> subprocess.CompletedProcess[str]:
    env = clean(PYTHON=sys.executable, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    env |= {"PYTHONPATH": str(folder / "newer"), "PATH": f"{folder}/bin:{env['PATH']}"}
    return subprocess.run(
        [folder / "tools" / "setup", group],
        env={**env, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def interpreter(folder: Path, version: str) -> str:
    """A Python that says it is of another version."""
    path = folder / f"python{version}"
    path.write_text(
        f'#!/bin/sh\ncase $2 in *version_info*) echo {version} ;; *) exec {sys.executable} "$@" ;; esac\n'
    )
    path.chmod(0o755)
    return str(path)


def test_without_a_network_it_says_so_and_the_next_run_takes_up_again(folder: Path) -> None:
    failed = setup(folder)
    assert failed.returncode == 2
    assert failed.stderr.splitlines() == [
        "setup: pip could not install requirements/base.txt "
        "(ERROR: No matching distribution found for needed==1).",
        "setup: Check the network and run the same make command again: what is installed already is kept.",
    ]
    assert not list(folder.glob(".venv/.ready-*"))
    mended = setup(folder, PIP_FIND_LINKS=str(folder.parent / "elsewhere"))
    assert (mended.returncode, mended.stderr) == (0, "")
    assert "making" not in mended.stdout, "the environment was made already"
    assert (folder / ".venv" / ".ready-base").exists()
    assert (folder / ".venv" / ".home").read_text() == f"{folder}\n"
    again = setup(folder)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("font", "package"), [("Noto Sans CJK SC", "fonts-noto-cjk"), ("DejaVu Sans", "fonts-dejavu-core")]
)
def test_each_font_that_text_is_set_in_is_asked_for(folder: Path, font: str, package: str) -> None:
    (folder / "bin" / "fc-list").write_text(f'#!/bin/sh\n[ "$1" = "{font}" ] || echo "$1"\n')
    (folder / "bin" / "fc-list").chmod(0o755)
    failed = setup(folder)
    assert failed.returncode == 2
    assert f"lacks the font {font}" in failed.stdout + failed.stderr
    assert f"apt-get install -y --no-install-recommends {package}\n" in failed.stderr


@pytest.mark.parametrize("name", ["a$x", "{a}"])
def test_a_folder_in_which_nothing_can_be_built_is_told(folder: Path, name: str) -> None:
    other = folder.rename(folder.with_name(name))
    failed = setup(other)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr == (
        "setup: the folder's name has a '$', '{' or '}' in it, which Python's build tools cannot take: "
        f"{other}\nsetup: Rename it, or clone to another folder.\n"
    )
    assert not (other / ".venv").exists()


def test_what_stands_in_the_way_of_the_environment_is_told(folder: Path) -> None:
    (folder / ".venv").write_text("not a folder")
    failed = setup(folder)
    assert failed.returncode == 2
    assert f"setup: {sys.executable} could not make .venv (" in failed.stderr
    assert failed.stderr.count("\n") == 2
    assert "Traceback" not in failed.stderr


def test_an_environment_that_does_not_work_is_made_anew(folder: Path) -> None:
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(folder / "gone")
    done = setup(folder, PIP_FIND_LINKS=str(folder.parent / "elsewhere"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"setup: making .venv with Python {VERSION}\n")


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("no-such-python", "no such command"),
        ("/bin/echo", "is no Python"),
        ("x; touch ran", "no such command"),
        ("$(touch ran)", "no such command"),
        ("-v", "no such command"),
    ],
)
def test_what_is_no_interpreter_is_refused(folder: Path, python: str, said: str) -> None:
    done = setup(folder, PYTHON=python)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"setup: PYTHON={python}")
    assert f"{said}; name a Python 3.11 or newer.\n" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(folder.rglob("ran"))


def test_an_old_interpreter_is_refused(folder: Path) -> None:
    old = interpreter(folder, "3.10")
    done = setup(folder, PYTHON=old)
    assert done.returncode == 2
    assert done.stderr == f"setup: PYTHON={old} is Python 3.10; name a Python 3.11 or newer.\n"
    assert not (folder / ".venv").exists()


def test_a_newer_interpreter_than_those_tested_is_taken_with_a_word(folder: Path) -> None:
    links = str(folder.parent / "elsewhere")
    (folder / ".venv").write_text("not a folder")  # so that the work ends there
    new = setup(folder, PYTHON=interpreter(folder, "3.15"), PIP_FIND_LINKS=links)
    assert new.stdout.splitlines() == [
        "setup: making .venv with Python 3.15",
        "setup: that is untested; with Python 3.11 to 3.14 the tests pass.",
    ]
    tested = setup(folder, PYTHON=interpreter(folder, "3.14"), PIP_FIND_LINKS=links)
    assert tested.stdout == "setup: making .venv with Python 3.14\n"


def test_another_interpreter_than_that_of_the_environment_is_not_ignored(folder: Path) -> None:
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (folder / ".venv" / "bin" / "pip").write_text(f"#!{python}\n")
    asked = interpreter(folder, "3.12" if VERSION != "3.12" else "3.13")
    assert "making" not in setup(folder).stdout
    other = setup(folder, PYTHON=asked)
    assert f"setup: making .venv with Python {asked[-4:]}\n" in other.stdout
