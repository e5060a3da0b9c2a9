"""Folders for sites, written by the command line from a film that manim drew; or told why they are not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from narrated.encode.encoder import rgb_frame
from narrated.publish.voice_label import SECONDS

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
COMMAND = [sys.executable, str(TESTS / "build" / "tiny_command.py")]
NAMES = {"SCENES", "LOCALE", "FORMAT", "QUALITY", "VOICE", "PLATFORM"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in NAMES}
COVER = '''
from narrated import Label
from narrated.scene.still import StillScene
from tiny_lesson.lesson import LESSON


class Cover(StillScene):
    """A word in the middle."""

    lesson = LESSON

    def construct(self):
        self.add(Label(self.words.title, 200).move_to(self.regions.body.center))
'''
PUBLISH = """
[publish]
titles = ["点在曲线上往下滚", "到底就停"]
core = ["曲线", "动画"]
traffic = ["数学"]
long_tail = ["抛物线"]
time = "晚上"
"""


class Project:
    def __init__(self, root):
        self.root, self.words = root, root / "tiny_lesson" / "words" / "zh" / "lesson.toml"
        self.media = root / "media"
        self.posts = self.media / "publish" / "tiny" / "zh-tiny"

    def film(self, shape="wide"):
        return self.media / "tiny" / f"zh-{shape}-tiny" / "tiny.mp4"

    def call(self, command, *options):
        return {
            "args": [*COMMAND, command, "--lesson", "tiny_lesson.lesson", *options],
            "cwd": self.root,
            "env": ENVIRONMENT | {"PYTHONPATH": f"{self.root}:{TESTS.parent}"},
            "text": True,
        }

    def run(self, command, *options):
        return subprocess.run(**self.call(command, *options), capture_output=True, timeout=100, check=False)

    def start(self, command, *options):
        return subprocess.Popen(**self.call(command, *options), stdout=subprocess.PIPE)

    def publish(self, *platforms, shape="wide"):
        return self.run("publish", "--platform", ",".join(platforms), "--format", shape)


@pytest.fixture(scope="module")
def filmed(tmp_path_factory):
    """A lesson in a folder of its own, filmed wide, and published nowhere yet."""
    project = Project(tmp_path_factory.mktemp("project"))
    shutil.copytree(TESTS / "data" / "tiny_lesson", project.root / "tiny_lesson")
    lesson = project.root / "tiny_lesson" / "lesson.py"
    text = lesson.read_text().replace(
        'folder="tiny",', 'folder="tiny",\n    cover="tiny_lesson.cover:Cover",'
    )
    lesson.write_text(text)
    (project.root / "tiny_lesson" / "cover.py").write_text(COVER)
    project.words.write_text(project.words.read_text() + PUBLISH)
    done = project.run("video")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(filmed, tmp_path):
    """A copy of it, to be broken: without the parts of the film, which is then taken for what it is."""
    shutil.copytree(filmed.root, tmp_path / "copy", ignore=shutil.ignore_patterns("parts", "publish"))
    return Project(tmp_path / "copy")


@pytest.fixture(scope="module")
def published(filmed):
    done = filmed.publish("bilibili", "youtube", "youtube-shorts")
    return filmed, done


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def frames(path, *numbers):
    with av.open(str(path)) as container:
        found = [rgb_frame(frame) for frame in container.decode(video=0)]
    return [found[number].astype(int) for number in numbers]


def test_each_site_gets_its_folder_and_one_that_fails_keeps_no_other_from_it(published):
    project, done = published
    assert done.returncode == 2
    assert "youtube-shorts: the film is wide. Permitted: tall, square (secondary: " in done.stderr
    assert names(project.posts / "bilibili") == [
        "cover-16x9.png",
        "cover-4x3.png",
        "post.md",
        "tiny.mp4",
        "tiny.srt",
    ]
    assert names(project.posts / "youtube") == ["cover-16x9.png", "post.md", "tiny.mp4", "tiny.srt"]
    assert not (project.posts / "youtube-shorts").exists()
    for sides, size in (("16x9", (1920, 1080)), ("4x3", (1440, 1080))):
        with Image.open(project.posts / "bilibili" / f"cover-{sides}.png") as picture:
            assert picture.size == size


def test_the_film_is_linked_where_it_is_the_same_and_labelled_where_a_site_asks_for_it(published):
    project, _ = published
    film, labelled = project.film(), project.posts / "bilibili" / "tiny.mp4"
    assert (project.posts / "youtube" / "tiny.mp4").samefile(film)
    with av.open(str(film)) as one, av.open(str(labelled)) as other:
        count = one.streams.video[0].frames
        assert other.streams.video[0].frames == count
        assert [len(c.streams.audio) for c in (one, other)] == [1, 1]
        assert [chapter["metadata"] for chapter in one.chapters()] == [
            c["metadata"] for c in other.chapters()
        ]
        assert "AIGC" not in one.metadata
        said = json.loads(other.metadata["AIGC"])
        assert (said["Label"], other.metadata["title"]) == ("1", one.metadata["title"])
    end = round(SECONDS * 15)
    assert end >= 2 * 15
    for number, seen in ((0, True), (end - 1, True), (end, False), (count - 1, False)):
        (plain,), (shown,) = frames(film, number), frames(labelled, number)
        changed = (abs(plain - shown) > 60).any(axis=2)
        rows = np.flatnonzero(changed.any(axis=1))
        assert (len(rows) >= 0.05 * 90) is seen


def test_the_post_has_what_the_form_asks_for(published):
    project, _ = published
    bilibili, youtube = ((project.posts / one / "post.md").read_text() for one in ("bilibili", "youtube"))
    assert "1. 点在曲线上往下滚" in bilibili
    assert "含AI生成内容" in bilibili
    assert "旁白由AI合成" in bilibili
    assert "| title_most | `79` | code |" in bilibili
    assert "altered content" in youtube
    assert "影片没有加标识" in youtube


def test_a_second_run_writes_nothing_and_a_change_only_what_it_concerns(published):
    project, _ = published
    film = project.posts / "youtube" / "tiny.mp4"
    before = {path: path.stat().st_mtime_ns for path in project.posts.rglob("*.md")}
    done = project.publish("bilibili", "youtube")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("unchanged") == 2
    assert {path: path.stat().st_mtime_ns for path in project.posts.rglob("*.md")} == before
    (project.posts / "youtube" / "post.md").write_text("scribbled over")
    (project.posts / "youtube" / "notes.txt").write_text("mine")
    done = project.publish("bilibili", "youtube")
    assert (done.stdout.count("unchanged"), done.stdout.count(" written ")) == (1, 1)
    assert names(film.parent) == ["cover-16x9.png", "post.md", "tiny.mp4", "tiny.srt"]
    assert film.samefile(project.film())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("点在曲线上往下滚", "长" * 80, "has 80 characters. Permitted: at most 79 (code: "),
        (PUBLISH, "", "no titles to publish with. Permitted: a list of them"),
        ("[publish]", '[publish]\nlabelled = "perhaps"', "'labelled' is 'perhaps'. Permitted: asked, "),
        ("[publish]", '[publish]\ntitels = ["x"]', "unknown key 'titels'"),
        ('"曲线"', '"a,b"', "the tag 'a,b' has ',' in it"),
        ('"晚上"', '"晚上"\n[publish.sites.bilibil]\ntitles = ["x"]', "(did you mean bilibili?)"),
    ],
    ids=["a title that is too long", "no texts", "labelled", "a key", "a tag", "a site"],
)  # fmt: skip
def test_bad_words_are_one_message_and_nothing_is_written(project, old, new, told):
    text = project.words.read_text()
    assert old in text
    project.words.write_text(text.replace(old, new))
    done = project.publish("bilibili")
    assert done.returncode == 2
    assert told in done.stderr
    assert "lesson.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project.posts / "bilibili").exists()


def test_what_the_user_can_mend_is_told_before_anything_is_written(project):
    done = project.publish("bilibilli")
    assert (done.returncode, "unknown platform 'bilibilli'" in done.stderr) == (2, True)
    assert "(did you mean bilibili?)" in done.stderr
    done = project.publish("bilibili", shape="tall")
    assert done.returncode == 2
    assert "the film is not made yet" in done.stderr
    done = project.publish("douyin")
    assert done.returncode == 2
    assert "short side has 90 pixels. Permitted: 720 or more" in done.stderr
    assert not [path for path in project.posts.iterdir() if path.name != "parts"]


def test_a_film_with_a_fault_of_its_own_ends_with_1(project):
    silent = project.film().with_name("silent.mp4")
    from narrated.export.ffmpeg import ffmpeg

    quiet = ["-af", "volume=-20dB", "-c:v", "copy", "-c:s", "copy"]
    subprocess.run([ffmpeg(), "-loglevel", "error", "-i", str(project.film()), "-map", "0:v", "-map", "0:a",
                    "-map", "0:s", *quiet, str(silent)], check=True)  # fmt: skip
    silent.replace(project.film())
    done = project.publish("youtube")
    assert done.returncode == 1
    assert "LUFS" in done.stderr
    assert not (project.posts / "youtube").exists()


def test_a_place_that_cannot_be_written_is_one_message(project):
    project.posts.parent.parent.mkdir(parents=True)
    project.posts.parent.write_text("no folder")
    done = project.publish("youtube")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "cannot write here" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("labelled", "site", "same"), [("nowhere", "bilibili", True), ("everywhere", "youtube", False)]
)
def test_the_lesson_says_where_its_voice_is_labelled(project, labelled, site, same):
    text = project.words.read_text().replace("[publish]", f'[publish]\nlabelled = "{labelled}"')
    project.words.write_text(text)
    done = project.publish(site)
    assert done.returncode == 0, done.stderr
    assert (project.posts / site / "tiny.mp4").samefile(project.film()) is same
    assert ("影片没有加标识" in (project.posts / site / "post.md").read_text()) is same


def test_a_run_that_is_killed_leaves_no_half_folder_and_the_next_one_finishes(project):
    whole = ["cover-16x9.png", "cover-4x3.png", "post.md", "tiny.mp4", "tiny.srt"]
    running = project.start("publish", "--platform", "bilibili", "--format", "wide")
    for line in running.stdout:
        if "labelling" in line:
            break
    running.kill()
    running.communicate()
    folder = project.posts / "bilibili"
    assert not folder.exists() or names(folder) == whole
    assert project.publish("bilibili").returncode == 0
    assert names(folder) == whole
    assert not list(project.posts.rglob(".tmp-*"))
