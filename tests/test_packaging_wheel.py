"""The wheel carries all that a lesson in another project needs."""

import itertools
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from packaging_environment import clean, run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("loss_scenes", "narrated", "voiceover")


# A project of somebody else: a scene of the film with other data, and a film of that scene.
SCENES = """
from loss_scenes import STAGE_THEME, Focal, Robust
from loss_scenes.chapters.ranging import Ranging
from loss_scenes.chapters.returning import Returning
from loss_scenes.echoes import Echoes
from loss_scenes.lesson import LESSON
from narrated import NarratedScene


class FewerValues(NarratedScene):
    lesson = LESSON
    script = "scene5"
    theme = STAGE_THEME
    staged = True

    def construct(self):
        focal = Focal(self, easy=(50_000, 0.99))
        focal.drown_the_few()
        focal.turn_down_the_easy()
        focal.show_where_it_is_used()
        robust = Robust(self)
        robust.bend_the_parabola()
        Returning(self, bowl=robust).come_back()
        Ranging(self, echoes=Echoes(ranges=(8.1, 7.9), beams=(-0.5, 0.5))).locate_the_obstacle()
"""
OUTLINE = """
from narrated import Lesson, SceneRef
from loss_scenes.lesson import LESSON as FILM

LESSON = Lesson(
    slug="fewer",
    folder="fewer",
    words=FILM.words,
    scenes=(SceneRef("fewer_scenes:FewerValues", "scene5"),),
)
"""


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
        return run(sys.executable, "-c", code, cwd=tmp_path, env=clean(PYTHONPATH=str(installed)))

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
        if path.is_file() and not {"__pycache__", "recordings"} & {*path.parts}
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
        "(command,) = entry_points(group='console_scripts', name='narrated');"
        "print(json.dumps([plugin.load().__name__, command.load().__module__]))"
    )
    assert json.loads(elsewhere(code)) == ["loss_scenes", "narrated.cli.start"]


# --- A project of another author, in a folder of its own ---


@pytest.fixture(scope="module")
def project(installed: Path, tmp_path_factory: pytest.TempPathFactory):
    """A folder with a scene and a lesson; what runs in it finds the wheel before everything else."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "fewer_scenes.py").write_text(SCENES, encoding="utf-8")
    (folder / "fewer.py").write_text(OUTLINE, encoding="utf-8")

    def execute(*words: str, codes: tuple[int, ...] = (0,)) -> str:
        environment = clean(PYTHONPATH=str(installed), COLUMNS="200")
        return run(sys.executable, "-m", *words, cwd=folder, env=environment, codes=codes)

    return folder, execute


def assert_shows_and_speaks(film: Path) -> None:
    with av.open(str(film)) as container:
        pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
        container.seek(0)
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
        seconds = len(sound) / container.streams.audio[0].rate
    assert len(pictures) > 150
    assert seconds == pytest.approx(len(pictures) / 15, abs=0.1)
    # Four lines with short pauses: most of the time somebody speaks, and much in the picture moves.
    tenths = np.array_split(np.abs(sound), round(10 * seconds))
    assert np.mean([tenth.max() > 0.02 for tenth in tenths]) > 0.6
    changes = [np.any(before != after) for before, after in itertools.pairwise(pictures)]
    assert np.mean(changes) > 0.3


def test_manim_renders_a_subclass_in_another_project(project) -> None:
    folder, execute = project
    execute("manim", "-ql", "--progress_bar", "none", "fewer_scenes.py", "FewerValues")
    assert_shows_and_speaks(folder / "media/videos/fewer_scenes/480p15/FewerValues.mp4")


def test_the_film_command_makes_a_film_in_another_project(project, installed: Path) -> None:
    folder, execute = project
    execute("narrated", "video", "--lesson", "fewer", "--quality", "draft")
    home = folder / "media/fewer/zh-wide-480p15"
    assert_shows_and_speaks(home / "fewer.mp4")
    (sheet,) = home.glob("parts/*/scene5/clip.json")
    clip = json.loads(sheet.read_text(encoding="utf-8"))
    assert clip["scene"] == "fewer_scenes:FewerValues"
    takes = [Path(line["take"]) for line in clip["lines"]]
    assert takes
    assert all(take.is_relative_to(installed) for take in takes), "takes come out of the wheel"


def test_manim_lists_the_plugin(project) -> None:
    _, execute = project
    assert "loss_scenes" in execute("manim", "plugins", "-l")


def test_a_film_is_judged_and_made_again_in_another_project(project) -> None:
    _, execute = project
    options = ("--lesson", "fewer", "--quality", "draft")
    execute("narrated", "video", *options)
    judged = execute("narrated", "check", *options, codes=(0, 1))
    assert "scorecard.json" in judged
    assert "The same film" in execute("narrated", "reproduce", *options)


def test_a_draft_voice_reads_in_another_project(project) -> None:
    _, execute = project
    said = execute("narrated", "video", "--lesson", "fewer", "--quality", "draft", "--voice", "espeak")
    assert "fewer.mp4" in said


def test_recording_needs_nothing_of_the_clone(project) -> None:
    _, execute = project
    assert "0 to record" in execute("narrated", "voice", "--lesson", "loss_scenes")


def test_what_is_optional_can_be_asked_for(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
    extras = set(re.findall(r"^Provides-Extra: (.*)$", archive.read(name).decode(), re.MULTILINE))
    services = {"azure", "elevenlabs", "gemini", "gtts", "openai", "pyttsx3"}
    assert extras == {"voice", "espeak", "check", "farm", "slides", "test", "train"} | services
