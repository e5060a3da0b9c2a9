"""A whole set of films, made by the command line and by manim: two languages in three shapes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from narrated.export.ffmpeg import ffmpeg

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
TINY = HERE.parent / "data" / "tiny_lesson"
FILMS = [f"{locale}-{shape}" for locale in ("zh", "en") for shape in ("wide", "tall", "square")]
SPOKEN = {
    "zh": ["点在曲线上，往下滚。", "到底就停。", "你好。"],
    "en": ["A point on the curve rolls down.", "At the bottom it rests.", "Hello."],
}
ENGLISH = {
    "lesson": (
        'language = "en"\nvoice = "espeak"\ntitle = "Tiny"\nsubtitle = "A test"\ndescription = "A test."\n'
        'hashtags = ["test"]\n[presenter]\nname = "Qborfy"\n'
    ),
    "scene1": (
        'title = "Down"\nsense = "A parabola"\n[lines.roll]\n'
        "say = \"<bookmark mark='probe'/>A point on the curve <bookmark mark='down'/>rolls down.\"\n"
        "[lines.stop]\nsay = \"At the bottom it <bookmark mark='rest'/>rests.\"\n"
    ),
    "scene2": (
        'title = "Up"\n[lines.word]\nsay = "<bookmark mark=\'shown\'/>Hello."\n'
        '[words]\nhello = "Hello, {presenter}"\n'
    ),
}
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name not in {"SCENES", "LOCALE", "FORMAT"}
}


def command(*options):
    return [
        sys.executable,
        str(HERE / "tiny_command.py"),
        "films",
        "--lesson",
        "tiny_lesson.lesson",
        *options,
    ]


def films(root, *options):
    return subprocess.run(
        command(*options), cwd=root, env=ENVIRONMENT | {"PYTHONPATH": f"{root}:{HERE.parents[1]}"},
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def states(done):
    """What the final list says of each film."""
    rows = [row.split() for row in done.stdout.splitlines()]
    return {row[0]: " ".join(row[1:-1] if "media" in row[-1] else row[1:]) for row in rows if row[0] in FILMS}


def folder(root, film):
    return root / "media" / "tiny" / f"{film}-tiny"


def pictures(root):
    """Every drawn scene, and when it was drawn."""
    # Not rglob, which fails where a folder goes while it is looked into.
    found = [Path(folder, "clip.mp4") for folder, _, files in os.walk(root / "media") if "clip.mp4" in files]
    return {path: path.stat().st_mtime_ns for path in found}


def kept(root):
    """Every scene that needs not be drawn again."""
    return {path: when for path, when in pictures(root).items() if (path.parent / "part.json").is_file()}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The tiny lesson in Chinese and English."""
    root = tmp_path_factory.mktemp("films")
    shutil.copytree(TINY, root / "tiny_lesson", ignore=shutil.ignore_patterns("__pycache__"))
    words = root / "tiny_lesson" / "words"
    (words / "en").mkdir()
    for name, text in ENGLISH.items():
        (words / "en" / f"{name}.toml").write_text(text)
    (words / "zh" / "scene3.toml").unlink()
    return root


@pytest.fixture(scope="module")
def made(lesson):
    done = films(lesson)
    assert done.returncode == 0, done.stdout + done.stderr
    return lesson, done


@pytest.fixture
def edit():
    """Changes files of the lesson that is filmed, as long as a test runs."""
    before = {}

    def change(path, old, new):
        before.setdefault(path, path.read_text())
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    yield change
    for path, text in before.items():
        path.write_text(text)


def test_every_language_is_filmed_in_every_shape_once(made):
    root, done = made
    assert states(done) == dict.fromkeys(FILMS, "made")
    assert list(states(done)) == FILMS
    assert len(pictures(root)) == 2 * len(FILMS)
    for film in FILMS:
        with av.open(str(folder(root, film) / "tiny.mp4")) as container:
            stream = container.streams.video[0]
            assert (stream.width > stream.height, stream.width == stream.height) == (
                film.endswith("wide"), film.endswith("square"),
            )  # fmt: skip
            assert container.metadata["title"] == {"zh": "小课", "en": "Tiny"}[film[:2]]


@pytest.mark.parametrize("film", FILMS)
def test_each_film_carries_captions_in_both_languages_on_its_own_time(made, film):
    root, _ = made
    path = folder(root, film) / "tiny.mp4"
    own, other = (film[:2], "en" if film[:2] == "zh" else "zh")
    with av.open(str(path)) as container:
        tracks = container.streams.subtitles
        codes = {"zh": "zho", "en": "eng"}
        assert [track.language for track in tracks] == [codes[own], codes[other]]
        assert [bool(track.disposition & 1) for track in tracks] == [True, False], "the spoken one is shown"
    told = []
    for number, locale in enumerate((own, other)):
        command = [ffmpeg(), "-v", "error", "-i", str(path), "-map", f"0:s:{number}", "-f", "srt", "-"]
        inside = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        beside = path.with_suffix(".srt" if locale == own else f".{locale}.srt").read_text()
        assert inside.split() == beside.split()
        rows = [text.split("\n", 2)[1:] for text in beside.strip().split("\n\n")]
        assert ["".join(text.split()) for _, text in rows] == [
            "".join(text.split()) for text in SPOKEN[locale]
        ]
        told.append([times for times, _ in rows])
        vtt = path.with_suffix(".vtt" if locale == own else f".{locale}.vtt").read_text()
        assert vtt.count("-->") == len(rows)
    assert told[0] == told[1], "both stand as long as the line that is spoken"


def test_an_unchanged_set_is_left_as_it_is(made):
    root, _ = made
    before = pictures(root)
    done = films(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert states(done) == dict.fromkeys(FILMS, "unchanged")
    assert pictures(root) == before


def test_a_language_that_is_only_begun_is_left_out_or_refused_if_it_is_asked_for(made):
    root, _ = made
    english = root / "tiny_lesson" / "words" / "en" / "scene1.toml"
    english.rename(english.with_suffix(".away"))
    before = pictures(root)
    asked = films(root, "--locale", "en")
    usual = films(root, "--format", "square")
    english.with_suffix(".away").rename(english)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.startswith(f"error: {english}: no such script. Remedy: write it after ")
    assert usual.returncode == 0
    assert "en: left out, it has no words for scene1\n" in usual.stdout
    assert states(usual) == {"zh-square": "made"}
    with av.open(str(folder(root, "zh-square") / "tiny.mp4")) as container:
        assert [track.language for track in container.streams.subtitles] == ["zho"]
    assert pictures(root) == before, "no scene was drawn again for that"


def test_a_language_without_a_word_keeps_no_other_from_being_filmed(made, edit):
    root, _ = made
    english, chinese = (root / "tiny_lesson" / "words" / locale / "scene2.toml" for locale in ("en", "zh"))
    edit(english, "hello", "hallo")
    edit(chinese, 'hello = "你好', 'hello = "您好')
    old = (folder(root, "en-wide") / "tiny.mp4").read_bytes()
    before = pictures(root)
    done = films(root, "--format", "wide,square")
    assert done.returncode == 2
    assert states(done) == {
        "zh-wide": "made", "zh-square": "made", "en-wide": "not made", "en-square": "not made",
    }  # fmt: skip
    assert done.stderr.count("error: ") == 1
    told = f"error: en-wide, en-square: {english}: lacks the on-screen words 'hello', which {chinese} has. "
    assert done.stderr.startswith(told), done.stderr
    assert f"{english}: has the on-screen words 'hallo', which {chinese} lacks." in done.stderr
    assert (folder(root, "en-wide") / "tiny.mp4").read_bytes() == old
    drawn = {path.parent.name for path, when in pictures(root).items() if before[path] != when}
    assert drawn == {"scene2"}


def test_a_caption_too_long_for_one_shape_is_told_and_the_other_films_are_made(made, edit):
    root, _ = made
    english = root / "tiny_lesson" / "words" / "en" / "scene2.toml"
    # One word, which no page can part: wider than a row of a square picture, narrower than one of a wide.
    hello = "Hello, supercalifragilisticexpialidociousnesslessness."
    edit(english, "Hello.", hello)
    done = films(root, "--locale", "en", "--format", "wide,square", "--why")
    assert states(done) == {"en-wide": "made", "en-square": "not made"}, done.stdout + done.stderr
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: en-square: {english}, line 'word': caption '{hello[:40]}")
    assert "does not fit. Permitted: 4 pages of 2 rows of " in done.stderr
    assert done.stderr.count("\n") == 1
    assert "en-wide scene1: kept, nothing it is made of changed\n" in done.stdout
    assert "en-wide film: made, for changed: " in done.stdout


def test_an_interrupted_set_goes_on_where_it_stopped(lesson, tmp_path):
    shutil.copytree(lesson, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("media"))
    environment = ENVIRONMENT | {"PYTHONPATH": f"{tmp_path}:{HERE.parents[1]}"}
    chosen = ("--scenes", "2", "--format", "wide,square", "--jobs", "1")
    running = subprocess.Popen(
        command(*chosen), cwd=tmp_path, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not kept(tmp_path) and time.monotonic() < end:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    said, complained = running.communicate(timeout=30)
    assert running.returncode == 130, said + complained
    assert complained.startswith("interrupted; what was finished is kept")
    before = kept(tmp_path)
    assert 0 < len(before) < 4
    done = films(tmp_path, *chosen)
    assert (done.returncode, done.stderr) == (0, "")
    after = kept(tmp_path)
    assert before.items() <= after.items()
    assert len(after) == 4


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--locale", "zh,fr"], "no words for locale 'fr'. Permitted: zh, en."),
        (["--format", "wide,high"], "unknown format 'high'. Permitted: wide, tall, square"),
        (["--farm", "tcp://nowhere:1"], "a set of films is drawn on this machine alone"),
        (["--jobs", "0"], "jobs: '0'. Permitted: a whole number from 1 to 999"),
    ],
)
def test_what_is_misspelt_is_one_message(lesson, options, told):
    done = films(lesson, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
