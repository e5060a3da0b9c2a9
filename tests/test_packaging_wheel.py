"""The wheel carries all that a lesson in another project needs."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("loss_scenes", "voiceover")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that no `build/` of an earlier day can leak old files into it."""
    source = tmp_path_factory.mktemp("source") / "project"
    source.mkdir()
    junk = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=junk)
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    target = tmp_path_factory.mktemp("wheel")
    pip_wheel = (
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    )
    run(*pip_wheel, "--wheel-dir", target, source, cwd=source)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip_install = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    run(*pip_install, "--target", target, wheel, cwd=target)
    return target


@pytest.fixture
def elsewhere(installed: Path, tmp_path: Path):
    """Runs Python code in another folder, with the installed wheel before everything else."""

    def execute(code: str) -> str:
        return run(sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=str(installed))

    return execute


def test_holds_the_two_packages_and_nothing_beside_them(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(PACKAGES)


def test_holds_every_file_of_the_packages(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - names == set()


def test_is_imported_from_where_it_was_installed(elsewhere, installed: Path) -> None:
    code = (
        "import json, loss_scenes, voiceover; print(json.dumps([loss_scenes.__file__, voiceover.__file__]))"
    )
    for file in json.loads(elsewhere(code)):
        assert Path(file).is_relative_to(installed)


def test_scripts_and_takes_travel_inside(elsewhere) -> None:
    code = (
        "import json; from importlib.resources import files; words = files('voiceover');"
        "count = lambda *parts, end: sum(p.name.endswith(end) for p in words.joinpath(*parts).iterdir());"
        "print(json.dumps([count('zh', end='.toml'), count('takes', 'zh', end='.flac'),"
        " count('takes', 'zh', end='.json')]))"
    )
    scripts, sounds, times = json.loads(elsewhere(code))
    assert scripts == len(list((ROOT / "voiceover/zh").glob("*.toml"))) >= 9, "eight scenes and the lesson"
    assert sounds == times == len(list((ROOT / "voiceover/takes/zh").glob("*.flac"))) > 0


def test_registers_as_a_manim_plugin_with_a_command(elsewhere, installed: Path) -> None:
    code = (
        "import json; from importlib.metadata import distribution, entry_points;"
        f"home = distribution('loss-scenes').locate_file(''); assert str(home) == {str(installed)!r}, home;"
        "(plugin,) = entry_points(group='manim.plugins', name='loss_scenes');"
        "(command,) = entry_points(group='console_scripts', name='loss-film');"
        "print(json.dumps([plugin.load().__name__, command.load().__module__]))"
    )
    assert json.loads(elsewhere(code)) == ["loss_scenes", "loss_scenes.film.cli"]
