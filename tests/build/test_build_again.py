"""A second build does what changed, and nothing else."""

import hashlib
import os
import re
import shutil
import subprocess
import sys

import av
import pytest
from boxes_project import HERE, LINES, VOICE, Project

pytestmark = pytest.mark.slow


def decoded(film):
    with av.open(str(film)) as container:
        pictures = [hashlib.sha256(f.to_ndarray().tobytes()).hexdigest() for f in container.decode(video=0)]
    with av.open(str(film)) as container:
        sound = [hashlib.sha256(f.to_ndarray().tobytes()).hexdigest() for f in container.decode(audio=0)]
    return pictures, sound


def made(done):
    """Names of the parts that were made, from what --why says."""
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"^(\S+): made", done.stdout, re.MULTILINE))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("again")).write()


@pytest.fixture
def built(kept):
    """A project whose film is finished; what one test edits, the next takes as it is."""
    done = kept.make()
    assert done.returncode == 0, done.stderr
    return kept


def test_an_unchanged_film_is_left_alone(built):
    files = [path for path in built.home.rglob("*") if path.is_file() and path.name != ".lock"]
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in files]
    done = built.make("--why")
    assert made(done) == set()
    assert built.drawn() == []
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in files] == before
    assert str(built.film.relative_to(built.root)) in done.stdout


LOOK = """
import runpy, sys
from narrated.cli import command
command.leave = sys.exit  # so that the command ends and this goes on
sys.argv = ["film", "--lesson", "boxes"]
try:
    runpy.run_path({drive!r}, run_name="__main__")
except SystemExit as end:
    assert end.code == 0
heavy = {{"manim", "numpy", "av", "rich", "PIL", "multiprocessing"}} & set(sys.modules)
print("HEAVY", sorted(heavy))
"""


def test_an_unchanged_film_imports_nothing_heavy(built):
    look = LOOK.format(drive=built.command()[1])
    done = subprocess.run(
        [sys.executable, "-c", look],
        cwd=built.root,
        env=built.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "HEAVY []" in done.stdout


def test_cold_and_cached_builds_have_the_same_frames_and_sound(built):
    first = decoded(built.film)
    for path in (built.film, built.parts / "film-all.json"):
        path.unlink()
    assert made(built.make("--why")) == {"film"}
    assert decoded(built.film) == first
    one_by_one = built.make("--media", "elsewhere", "--jobs", "1")
    assert one_by_one.returncode == 0
    assert decoded(built.root / "elsewhere/boxes/zh-wide-tiny/boxes.mp4") == first


FILM = {"film", "storyboard", "manifest"}
DRAWN = {"one", "two", "three", "cover-picture"}
LONGER = ["<bookmark mark='again'/>换了一句更长的话。"]


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (lambda p: p.edit("one.py", "(200, 40, 40)", "(201, 40, 40)"), {"one", "one-to-two", *FILM}),
        (lambda p: p.edit("base.py", "(20, 20, 40)", "(20, 20, 41)"), DRAWN),
        (lambda p: p.write_script("two", LONGER), {"two", "sound", *FILM}),
        (lambda p: p.write_script("three", LINES["three"], title="新"), {"three", "film", "storyboard"}),
        (lambda p: p.edit("words/zh/lesson.toml", "关于盒子", "全新介绍"), {"film"}),
        (lambda p: p.edit("words/zh/lesson.toml", '["盒子"]', '["新"]'), set()),
        (lambda p: p.edit("words/zh/one.toml", "title", "\n# a comment\ntitle"), set()),
        (lambda p: p.edit("words/zh/lesson.toml", 'name = "Q"', 'name = "R"'), {"one", "two", "three"}),
        (lambda p: p.edit("lesson.py", '"slide"', '"wipe"'), {"one-to-two", *FILM}),
        (lambda p: p.edit("lesson.py", "=0.2", "=0.3"), {"one-to-two", "two-to-three", "sound", *FILM}),
        (lambda p: p.edit("lesson.py", '"two", "scale"', '"two", "cut"'), {"sound", *FILM}),
        (lambda p: (p.root / "manim.cfg").write_text("[CLI]\n"), DRAWN),
    ],
    ids=[
        *("scene", "base", "line", "title", "description", "hashtags", "comment", "presenter"),
        *("transition", "length", "cut", "manim.cfg"),
    ],
)
def test_an_edit_makes_what_depends_on_it_and_nothing_else(built, change, parts):
    change(built)
    assert made(built.make("--why")) == parts
    assert made(built.make("--why")) == set()


def test_a_scene_is_told_before_it_is_drawn_unless_it_was_drawn_in_any_quality(project):
    assert project.make().returncode == 0
    assert project.told() == ["one", "three", "two"]
    (project.root / "media/fits/boxes/zh-wide/two.json").write_text("{")
    assert project.make("--quality", "draft").returncode == 0
    assert len(project.drawn()) == 3
    assert project.told() == ["two"]
    project.edit("one.py", "(200, 40, 40)", "(201, 40, 40)")
    assert project.make("--quality", "draft").returncode == 0
    assert project.told() == ["one"]
    assert project.make("--format", "tall").returncode == 0
    assert project.told() == ["one", "three", "two"]


def test_an_edit_that_hides_its_time_is_seen(built):
    path = built.package / "one.py"
    times = path.stat()
    built.edit("one.py", "A box.", "A bag.")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "one" in made(built.make("--why"))


def test_an_edit_while_its_scene_is_drawn_is_not_trusted(project):
    project.edit("base.py", "seconds_a_frame = 0.0", "seconds_a_frame = 0.01")
    running = project.start("--scenes", "1")
    while not project.drawn():
        pass
    project.edit("one.py", "(200, 40, 40)", "(100, 40, 40)")
    running.communicate()
    assert running.returncode == 0
    done = project.make("--scenes", "1", "--why")
    assert "one.py changed" in done.stdout
    assert project.drawn() == ["one"]


@pytest.mark.parametrize(
    ("damage", "parts"),
    [
        (lambda p: (p.parts / "one/clip.mp4").write_bytes(b"x"), {"one"}),
        (lambda p: _flip(p.parts / "two/clip.mp4"), {"two"}),
        (lambda p: (p.parts / "two/part.json").write_text('{"schema"'), {"two"}),
        (lambda p: (p.parts / "two/part.json").write_text("[]"), {"two"}),
        (lambda p: (p.parts / "three/clip.json").unlink(), {"three"}),
        (lambda p: _flip(p.parts / "one-to-two.mp4"), {"one-to-two"}),
        (lambda p: _flip(p.parts / "sound-all.wav"), {"sound"}),
        (lambda p: p.film.write_bytes(p.film.read_bytes()[:-9]), {"film"}),
        (lambda p: (p.home / "boxes.srt").write_text(""), {"film"}),
        (lambda p: (p.home / "cover.png").unlink(), {"cover.png"}),
    ],
)
def test_a_damaged_part_is_made_again_never_used(built, damage, parts):
    before = decoded(built.film)
    damage(built)
    assert made(built.make("--why")) == parts
    assert decoded(built.film) == before


def _flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("package", "parts"),
    [
        ("scipy", {"sound", *DRAWN, "manifest"}),
        ("imageio-ffmpeg", {"sound", "storyboard", "film", "manifest"}),
        ("av", {*DRAWN, "one-to-two", "storyboard", "film", "manifest", "sound"}),
    ],
)
def test_another_version_of_what_makes_a_part_makes_it_again(built, tmp_path, package, parts):
    metadata = tmp_path / f"{package.replace('-', '_')}-0.0.1.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.0.1\n")
    paths = os.pathsep.join([str(tmp_path), built.environment()["PYTHONPATH"]])
    done = built.make("--why", PYTHONPATH=paths)
    assert made(done) >= parts
    assert f"{package} was " in done.stdout
    assert made(built.make("--why", PYTHONPATH=paths)) == set()


def test_an_edit_of_our_own_code_makes_what_it_makes(project, tmp_path):
    copy = tmp_path / "code"
    for name in ("loss_scenes", "narrated", "voiceover"):
        large = shutil.ignore_patterns("takes", "voices", "__pycache__")
        shutil.copytree(HERE.parent.parent / name, copy / name, ignore=large)
    paths = os.pathsep.join([str(copy), project.environment()["PYTHONPATH"]])
    assert project.make(PYTHONPATH=paths).returncode == 0
    for path, parts in (
        ("export/ffmpeg.py", {"sound", "film", "storyboard"}),
        ("export/timeline.py", {"storyboard"}),
        ("cli/video.py", set()),
    ):
        with (copy / "narrated" / path).open("a") as file:
            file.write("# edited\n")
        assert made(project.make("--why", PYTHONPATH=paths)) == parts, path


def test_a_touched_file_with_the_same_content_is_no_change(built):
    for path in [*built.package.rglob("*.py"), *built.words.rglob("*.*"), built.film]:
        path.touch()
    assert made(built.make("--why")) == set()


def test_scenes_tried_out_leave_the_film_alone_and_share_its_clips(built):
    before = built.film.read_bytes()
    done = built.make("--scenes", "2-3", "--why")
    assert built.drawn() == []
    part = built.home / "parts" / "boxes-scenes-2-3.mp4"
    assert str(part.relative_to(built.root)) in done.stdout
    assert len(decoded(part)[0]) < len(decoded(built.film)[0])
    assert built.film.read_bytes() == before
    assert made(built.make("--why")) == set()


def test_each_voice_keeps_its_own_clips(built):
    assert built.make(VOICE="nobody").returncode == 2
    assert built.make(VOICE=VOICE).returncode == 0
    assert built.drawn() == []


def test_another_voice_leaves_the_film_alone(built):
    before = {path.name: path.read_bytes() for path in built.home.iterdir() if path.is_file()}
    for script in built.words.glob("zh/*.toml"):
        if script.name != "lesson.toml":
            built.record(script.stem, "other")
    assert built.make(VOICE="other").returncode == 0
    assert {path.name: path.read_bytes() for path in built.home.iterdir() if path.is_file()} == before
    assert (built.home.with_name("zh-wide-tiny-other") / "boxes.mp4").is_file()
    assert made(built.make("--why")) == set()


def test_a_lesson_in_the_folder_of_another_is_refused(built):
    before = {path: path.read_bytes() for path in built.home.rglob("*") if path.is_file()}
    shutil.copytree(built.package, built.root / "copied")
    for options in ([], ["--scenes", "1"]):
        done = built.make("--lesson", "copied", *options)
        assert done.returncode == 2
        assert "here is the film of lesson boxes, and copied would replace it" in done.stderr
        assert {p: p.read_bytes() for p in before if p.name != ".lock"} == {
            p: data for p, data in before.items() if p.name != ".lock"
        }
    lesson = built.root / "copied" / "lesson.py"
    lesson.write_text(
        lesson.read_text().replace('slug="boxes"', 'slug="copied"').replace('    folder="boxes",\n', "")
    )
    assert built.make("--lesson", "copied").returncode == 0
    assert (built.root / "media" / "copied" / "zh-wide-tiny" / "copied.mp4").is_file()
