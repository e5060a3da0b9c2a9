"""The commands: exit codes, files and messages, in processes of their own."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from narrated.cli import diagnosis
from narrated.cli.reproduce import compare, differences, read_manifest
from narrated.review.film_reader import FilmReader
from narrated.review.observations import quoted
from voiceover.errors import InputError
from voiceover.listening.word_errors import edits

pytestmark = pytest.mark.slow


def run(module, *arguments, cwd=None):
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=cwd)


def test_check_writes_a_scorecard_and_says_pass(studio, judged):
    done = run("narrated", "check", *studio.options("judged_lesson"), "--jobs", 1)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = studio.media / "check" / "judged" / judged.home.name
    card = json.loads((folder / "scorecard.json").read_text())
    assert card["passed"]
    names = ["layout", "contrast", "captions", "sync", "sound", "speech", "stillness", "colour-blind"]
    names += ["sums", "steps", "arrows", "empty", "pace", "crowd", "ledger", "phone", "streams", "truth"]
    assert [row["name"] for row in card["rows"]] == names
    assert "pass" in done.stdout
    assert done.stderr == ""


def test_check_pictures_what_fails_and_ends_with_1(studio, judged, tmp_path):
    media = tmp_path / "media"
    shutil.copytree(studio.media / "judged", media / "judged")
    shutil.copytree(studio.media / "takes", media / "takes")
    timeline = media / "judged" / judged.home.name / "timeline.json"
    sheet = json.loads(timeline.read_text())
    sheet["scenes"][0]["lines"][0]["cues"][0]["frame"] += 3
    timeline.write_text(json.dumps(sheet))
    done = run(
        "narrated", "check", "--lesson", "judged_lesson", "--quality", "draft", "--media", media, "--jobs", 1
    )
    assert done.returncode == 1, done.stdout + done.stderr
    (picture,) = (media / "check").rglob("*.png")
    assert picture.name.startswith("sync-01-scene1-")
    card = json.loads(picture.with_name("scorecard.json").read_text())
    assert [row["name"] for row in card["rows"] if row["passed"] is False] == ["sync"]
    assert "cue down" in done.stdout


def test_check_of_a_film_that_is_not_made_ends_with_2(tmp_path):
    done = run("narrated", "check", "--lesson", "judged_lesson", "--media", tmp_path)
    assert done.returncode == 2
    assert "make video" in done.stderr
    assert "Traceback" not in done.stderr


def test_elsewhere_than_in_a_clone_no_remedy_names_make(tmp_path):
    for command in ("check", "reproduce"):
        done = run("narrated", command, "--lesson", "loss_scenes", cwd=tmp_path)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "run `python -m narrated video`" in done.stderr
        assert "make " not in done.stdout + done.stderr


@pytest.fixture
def moved(studio, judged, tmp_path):
    """The film with its parts in another folder; returns its own folder and judges it there."""
    media = tmp_path / "media"
    shutil.copytree(studio.media / "judged", media / "judged")
    options = ("--lesson", "judged_lesson", "--quality", "draft", "--media", media, "--jobs", 1)

    def judge():
        done = run("narrated", "check", *options)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert "Remedy: run `make video`" in done.stderr
        assert not (media / "check").exists()
        return done.stderr

    return media / "judged" / judged.home.name, judge


@pytest.mark.parametrize("command", ["video", "check"])
def test_a_number_that_is_none_ends_a_command_without_a_traceback(moved, tmp_path, monkeypatch, command):
    home, media = moved[0], moved[0].parents[1]
    shutil.rmtree(home / "parts")  # else the film is known to be older than the scene
    (home / "manifest.json").unlink()  # else it is known to be another lesson's
    (tmp_path / "nan_lesson.py").write_text(
        "from dataclasses import replace\n"
        "from judged_lesson.lesson import LESSON as JUDGED\n"
        "from narrated import SceneRef\n"
        "LESSON = replace(JUDGED, scenes=(SceneRef('nan_scenes:NoNumber', 'scene1'), JUDGED.scenes[1]))\n"
    )
    (tmp_path / "nan_scenes.py").write_text(
        "from judged_lesson.scenes import Rolling\n"
        "from narrated import LiveNumber\n"
        "class NoNumber(Rolling):\n"
        "    def spoil(self):\n"
        "        self.add(LiveNumber(lambda: float('nan')))\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    done = run(
        "narrated", command, "--lesson", "nan_lesson", "--quality", "draft", "--media", media, "--jobs", 1
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "nan_scenes.py, line 5 (NoNumber" in done.stderr
    assert "a live number would show nan" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_film_that_is_cut_short_or_no_film_is_told(moved, share):
    home, judge = moved
    film = home / "judged.mp4"
    whole = film.read_bytes()
    film.write_bytes(whole[: int(share * len(whole))] if share < 1 else bytes(len(whole)))
    assert "judged.mp4: the film is damaged" in judge()


def test_a_film_without_its_captions_names_the_file(moved):
    home, judge = moved
    (home / "judged.srt").unlink()
    assert "judged.srt: this file of the film is missing" in judge()


def test_a_film_whose_scene_was_changed_since_is_not_judged(moved):
    home, judge = moved
    (record,) = home.glob("parts/*/scene2/part.json")
    content = json.loads(record.read_text())
    content["values"]["scene"] = "judged_lesson.scenes:Rolling"
    record.write_text(json.dumps(content))
    assert "the film is older than scene2 is now (changed: scene)" in judge()


def test_a_manifest_is_reproduced(judged, tmp_path):
    options = ("--manifest", judged.beside("manifest.json"), "--jobs", 1, "--media", tmp_path)
    done = run("narrated", "reproduce", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The same film: every picture of 3 parts, and the sound." in done.stdout


def test_another_film_is_told_apart(judged):
    asked = read_manifest(judged.beside("manifest.json"))
    assert compare(asked, asked) == []
    assert differences(asked, asked) == []
    made = json.loads(json.dumps(asked))
    made["pictures"]["scene1"], made["sound"] = "0" * 64, "1" * 64
    made["packages"]["numpy"] = "0.1"
    assert compare(asked, made) == ["scene1: other pictures", "the sound differs"]
    made["packages"]["a package that came later"] = "1.0"
    assert differences(asked, made) == [f"packages: numpy {asked['packages']['numpy']} then, 0.1 now"]


def test_the_manifest_names_what_the_film_was_made_of(judged):
    content = read_manifest(judged.beside("manifest.json"))
    assert content["lesson"] == "judged_lesson.lesson"
    assert content["voice"] == "espeak"
    assert set(content["pictures"]) == {"scene1", "scene1-to-scene2", "scene2"}
    assert set(content["takes"]["scene1"]) == {"roll", "rest"}
    assert len(content["font"]["sha256"]) == 64
    assert content["packages"]["manim"].startswith("0.22")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": 99}', '{"schema": 2, "lesson": 3}', '{"schema": 2', "[" * 10**5]
)
def test_a_malformed_manifest_is_an_input_error(tmp_path, text):
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(InputError, match="manifest"):
        read_manifest(path)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"schema": True}, "no manifest of this version"),
        ({"schema": 3.0}, "no manifest of this version"),
        ({"pictures": {"scene1": 1}}, "pictures"),
        ({"packages": {"numpy": True}}, "packages"),
        ({"machine": ["x"]}, "machine"),
        ({"scenes": [1]}, "scenes"),
        ({"voice": None}, "voice"),
    ],
)
def test_what_has_another_type_than_a_manifest_says_is_told(judged, tmp_path, wrong, named):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(judged.beside("manifest.json").read_text()) | wrong))
    with pytest.raises(InputError, match=named):
        read_manifest(path)


STARVED = """
import os, resource, sys
from narrated.cli.command import call

def starve(event, values):
    if event == "subprocess.Popen" and "ebur128" in str(values):
        free = os.dup(0)
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

sys.addaudithook(starve)
sys.argv.insert(1, "check")
call("narrated.cli.main")
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 13),
    reason="a program is started there without another file after its audit event",
)
@pytest.mark.usefixtures("judged")
def test_too_few_open_files_while_a_film_is_judged_are_told_as_that(studio):
    command = [sys.executable, "-c", STARVED, *studio.options("judged_lesson"), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr == "error: Too many open files. Remedy: raise the limit on open files (`ulimit -n`).\n"


def test_a_manifest_that_too_few_open_files_hide_is_no_question_of_permissions(tmp_path):
    path = tmp_path / "manifest.json"
    path.touch()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = os.open(os.devnull, os.O_RDONLY)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (taken, hard))
        with pytest.raises(InputError, match=r"Too many open files.*ulimit -n"):
            read_manifest(path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        os.close(taken)


@pytest.mark.parametrize(("many", "said"), [(500_000, "names 500000 scenes"), (1000, "no scene 'scene0'")])
def test_a_manifest_of_many_scenes_is_told_in_a_line(tmp_path, many, said):
    path = tmp_path / "manifest.json"
    content = dict.fromkeys(("python", "machine", "sound"), "")
    content |= {key: {} for key in ("packages", "libraries", "font", "pictures")}
    content |= {
        "schema": 3,
        "lesson": "judged_lesson",
        "locale": "zh",
        "format": "wide",
        "quality": "480p15",
        "voice": "espeak",
    }
    path.write_text(json.dumps(content | {"scenes": [f"scene{n}" for n in range(many)]}))
    done = run("narrated", "reproduce", "--manifest", path, "--media", tmp_path)
    assert done.returncode == 2, done.stdout[-500:] + done.stderr[-500:]
    assert said in done.stderr
    assert len(done.stdout + done.stderr) < 1000


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "endless"])
def test_what_is_no_manifest_is_told_at_once(tmp_path, kind):
    path = tmp_path / "manifest.json"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)  # holds nothing, and takes no space
    done = run("narrated", "reproduce", "--manifest", path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "manifest.json: the manifest is " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("key", "value"), [("fps", True), ("fps", "15"), ("fps", 0), ("frames", 7.5), ("scenes", [[]] * 3)]
)
def test_a_timeline_with_other_types_is_told(judged_copy, key, value):
    path = judged_copy.beside("timeline.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))
    with pytest.raises(InputError, match="the timeline cannot be read"):
        FilmReader(judged_copy)


def test_a_manifest_cannot_speak_to_a_terminal_nor_name_other_options(judged, tmp_path):
    content = json.loads(judged.beside("manifest.json").read_text())
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(content | {"packages": {"numpy": "1\x1b[2J"}}))
    with pytest.raises(InputError, match="cannot be shown"):
        read_manifest(path)
    path.write_text(json.dumps(content | {"lesson": "--help"}))
    done = run("narrated", "reproduce", "--manifest", path, "--media", tmp_path)
    assert done.returncode == 2
    assert "'--help' is no lesson" in done.stderr


def test_the_doctor_finds_this_machine_well_enough_to_test_on():
    signs = {sign.name: sign for sign in diagnosis.system()}
    assert signs["python"].well
    assert signs["font"].well


def test_the_doctor_names_a_package_that_differs_and_the_command(tmp_path):
    pins = tmp_path / "base.txt"
    pins.write_text(
        "numpy==0.0.1 \\\n    --hash=sha256:0\nno-such-package==1.0\ngone==1 ; sys_platform == 'win32' \\\n"
    )
    (sign,) = diagnosis.packages(pins)
    assert sign.well is False
    assert sign.found.startswith("numpy ")
    assert "pinned is 0.0.1; no-such-package missing, pinned is 1.0" in sign.found
    assert "gone" not in sign.found
    assert sign.remedy == "tools/setup base"


def test_the_doctor_says_which_pins_it_cannot_judge(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "packaging.markers", None)
    pins = tmp_path / "base.txt"
    pins.write_text("gone==1 ; sys_platform == 'win32' \\\nalso-gone==1 ; python_version < '3' \\\n")
    (sign,) = diagnosis.packages(pins)
    assert sign.well is False
    assert sign.found == "packaging missing, which tells whether 2 more are needed here"


def test_the_doctor_asks_for_the_font_of_other_characters(tmp_path, monkeypatch):
    assert {"font", "font for other characters"} <= {sign.name for sign in diagnosis.system() if sign.well}
    monkeypatch.setenv("PATH", str(tmp_path))
    remedies = {sign.name: sign.remedy for sign in diagnosis.system() if sign.well is False}
    assert remedies["font for other characters"] == "sudo apt-get install fontconfig fonts-dejavu-core"


def test_the_doctor_runs_without_the_environment(tmp_path):
    """On the interpreter alone, with no package at all."""
    root = Path(diagnosis.__file__).parents[2]
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n"]
    command[-1] += "sys.argv[1:] = ['doctor']\nfrom narrated.cli.start import narrated\nnarrated()"
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 1
    assert "MEND   packages: " in done.stdout
    assert "tools/setup base" in done.stdout
    assert done.stderr == ""


def test_the_doctor_tells_what_a_wheel_without_its_packages_lacks(tmp_path):
    """In a folder with the packages' code and a wheel's description, and nothing else to import."""
    root, site = Path(diagnosis.__file__).parents[2], tmp_path / "site"
    for name in ("narrated", "voiceover"):
        shutil.copytree(root / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    description = site / "loss_scenes-0.1.0.dist-info"
    description.mkdir()
    (description / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: loss-scenes\nVersion: 0.1.0\n"
        "Requires-Dist: manim[typst]==0.22.*\nRequires-Dist: av>=15\n"
        'Requires-Dist: espeakng-loader>=0.2.4; extra == "espeak"\n'
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n"]
    command[-1] += "sys.argv[1:] = ['doctor']\nfrom narrated.cli.start import narrated\nnarrated()"
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "MEND   packages: manim[typst]==0.22.* (missing), av>=15 (missing)\n" in done.stdout
    assert "-m pip install 'manim[typst]==0.22.*' 'av>=15'\n" in done.stdout
    assert "espeakng-loader>=" not in done.stdout
    assert "make " not in done.stdout
    assert done.stderr == ""


def test_the_doctor_tells_of_latex_and_that_formulas_need_none(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    sign = next(sign for sign in diagnosis.system() if sign.name == "LaTeX")
    assert sign.well is None
    assert "no latex nor dvisvgm, nor needed: formulas are Typst" in sign.found
    for name in ("latex", "dvisvgm"):
        (tmp_path / name).symlink_to(sys.executable)
    assert next(sign for sign in diagnosis.system() if sign.name == "LaTeX").well


@pytest.mark.parametrize(("one", "two", "count"), [("", "abc", 3), ("abc", "abc", 0), ("abcd", "acd", 1)])
def test_edits_are_counted(one, two, count):
    assert edits(one, two) == edits(two, one) == count


def test_words_that_are_cut_say_so():
    assert quoted("暗" * 41) == "“" + "暗" * 40 + "…”"
    assert quoted("two\n words") == "“two words”"
