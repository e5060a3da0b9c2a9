"""Bookmarks in text and code, compared before anything is drawn."""

import shutil
import sys
from dataclasses import replace

import pytest
from manim import FadeIn
from tiny_lesson.lesson import LESSON
from tiny_lesson.scenes import Falling, Narrow, Rising

import lessons.log_cosh.lesson
import loss_scenes.lesson
from narrated import Chapter, Label, NarratedScene, beat
from narrated.lesson import load_ref
from narrated.scene.cue_lint import check_cues, source_references
from narrated.scene.render_options import RenderOptions
from narrated.scene.render_scene import check_scene, tell_scene
from narrated.scene.scene_job import SceneJob
from narrated.scene.still import StillScene
from voiceover.errors import InputError
from voiceover.script.scene_script import load_script

here = sys.modules[__name__]
SCRIPT = load_script(LESSON.words, "zh", "scene1")


class Silent(Falling):
    """Leaves out a beat of its parent: that beat's cues no longer count."""

    def construct(self) -> None:
        self.roll()


class Told(NarratedScene):
    def construct(self) -> None:
        words = self.word
        self.tell(words("first"))

    @beat
    def tell(self, text: str) -> None:
        with self.narrate("roll"):
            self.on("probe", FadeIn(Label(text)))


class Rolling(Chapter):
    def __init__(self, scene):
        super().__init__(scene)
        self.name = self.word("ball")

    @beat
    def roll(self) -> None:
        with self.narrate("roll"):
            self.on("probe", FadeIn(Label(self.name)))

    @beat
    def rest(self) -> None:
        with self.narrate("rest"):
            self.fill()


class Racing(Rolling):
    @beat
    def race(self, other: Rolling | None = None) -> None:
        other = other or Rolling(self.scene)
        other.roll()


class OneBeat(NarratedScene):
    def construct(self) -> None:
        rolling = Rolling(self)
        rolling.roll()


class KeptChapter(NarratedScene):
    def set_stage(self) -> None:
        self.rolling = Rolling(self)

    def construct(self) -> None:
        self.rolling.rest()


class ChapterInChapter(NarratedScene):
    def construct(self) -> None:
        racing = Racing(self)
        racing.race()


class Annotated(NarratedScene):
    def construct(self) -> None:
        rolling: Rolling = Rolling(self)
        rolling.roll()


class InModule(NarratedScene):
    def construct(self) -> None:
        rolling = here.Rolling(self)
        rolling.roll()


class InLoop(NarratedScene):
    def construct(self) -> None:
        for rolling in (Rolling(self), Racing(self)):
            rolling.roll()


class Inline(NarratedScene):
    def construct(self) -> None:
        Rolling(self).roll()


class Hooked(Chapter):
    """Hands over to others in the middle of its beat."""

    def __init__(self, scene, meanwhile=None):
        super().__init__(scene)
        self.meanwhile = meanwhile

    @beat
    def roll(self, meanwhile=None) -> None:
        with self.narrate("roll"):
            (meanwhile or self.meanwhile)()


class HookedMethod(NarratedScene):
    def construct(self) -> None:
        hooked = Hooked(self)
        hooked.roll(self.wave)

    def wave(self) -> None:
        self.on("waved")


class HookedAtFirst(HookedMethod):
    def construct(self) -> None:
        hooked = Hooked(self, meanwhile=self.wave)
        hooked.roll()


class HookedLambda(NarratedScene):
    def construct(self) -> None:
        Hooked(self).roll(lambda: self.on("waved"))


class Waving(Chapter):
    def wave(self) -> None:
        self.on("waved")


class HookedChapter(NarratedScene):
    def construct(self) -> None:
        waving = Waving(self)
        Hooked(self).roll(waving.wave)


@pytest.mark.parametrize("scene", [HookedMethod, HookedAtFirst, HookedLambda, HookedChapter])
def test_what_is_handed_to_a_chapter_counts(scene):
    found = source_references(scene)
    assert (found.lines, found.cues) == ({"roll"}, {"waved"})


@pytest.mark.parametrize("scene", [Annotated, InModule, InLoop, Inline])
def test_a_chapter_is_followed_however_it_is_made(scene):
    found = source_references(scene)
    assert (found.lines, found.cues, found.words) == ({"roll"}, {"probe"}, {"ball"})


@pytest.mark.parametrize(
    ("scene", "lines"), [(OneBeat, {"roll"}), (KeptChapter, {"rest"}), (ChapterInChapter, {"roll"})]
)
def test_of_a_chapter_its_constructor_counts_and_the_beats_that_are_named(scene, lines):
    found = source_references(scene)
    assert (found.lines, found.words) == (lines, {"ball"})


class ByName(NarratedScene):
    def construct(self):
        with self.narrate(line_id="roll"):
            self.on(cue="probe")
            self.retitle(title="ball")


def test_names_may_be_given_by_the_parameters_name():
    found = source_references(ByName)
    assert (found.lines, found.cues, found.words) == ({"roll"}, {"probe"}, {"ball"})


class Again(Falling):
    def construct(self):
        super().construct()


def test_what_super_does_counts():
    assert source_references(Again).cues == {"probe", "down", "rest"}


def test_scenes_that_agree_pass():
    check_cues(Falling, SCRIPT)
    check_cues(Rising, load_script(LESSON.words, "zh", "scene2"))


def test_only_what_construct_reaches_counts():
    assert source_references(Falling).cues == {"probe", "down", "rest"}
    assert source_references(Silent).cues == {"probe", "down"}
    with pytest.raises(InputError, match=r"script has line 'stop', which the code never uses"):
        check_cues(Silent, SCRIPT)


def test_words_are_read_through_a_short_name():
    assert source_references(Told).words == {"first"}


def test_a_cue_that_only_one_side_knows_is_named_with_both_files():
    first, last = SCRIPT.lines
    renamed = replace(first, cues=(first.cues[0], replace(first.cues[1], name="up")))
    with pytest.raises(InputError) as error:
        check_cues(Falling, replace(SCRIPT, lines=(renamed, last)))
    for part in ("'down'", "'up'", "scene1.toml", "scenes.py", "Falling"):
        assert part in str(error.value)


def test_missing_on_screen_words_are_named():
    script = load_script(LESSON.words, "zh", "scene2")
    with pytest.raises(InputError, match="lacks: hello"):
        check_cues(Rising, replace(script, words={}))


LESSONS = [loss_scenes.lesson.LESSON, lessons.log_cosh.lesson.LESSON]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_the_lessons_in_this_repository_agree_with_their_scripts(lesson):
    for scene in lesson.scenes:
        found = load_ref(scene.ref)
        assert (found.script, found.lesson) == (scene.script, lesson)
        check_cues(found, load_script(lesson.words, "zh", scene.script))


def own_words(tmp_path, old, new, name):
    """The tiny lesson with another text in one of its files."""
    words = tmp_path / "words"
    shutil.copytree(LESSON.words, words, ignore=shutil.ignore_patterns("takes"))
    path = words / "zh" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return words, path


@pytest.mark.parametrize(
    ("scene", "old", "key"),
    [
        (Falling, 'title = "下降"', "'title'"),
        (Falling, 'sense = "抛物线"', "'sense'"),
        (Rising, '{presenter}"', r"\[words\], 'hello'"),
    ],
)
def test_a_text_that_cannot_be_drawn_is_told_by_file_and_key_before_anything_is(
    tmp_path, monkeypatch, scene, old, key
):
    words, path = own_words(tmp_path, old, old[:-1] + '🐝"', f"{scene.script}.toml")
    monkeypatch.setattr(scene, "lesson", replace(LESSON, words=words))
    job = SceneJob(
        f"tiny_lesson.scenes:{scene.__name__}", scene.script, "zh", "espeak", 854, 480, 15, tmp_path, tmp_path
    )
    with pytest.raises(InputError, match=rf"^{path}, {key}: "):
        check_scene(job)


def test_a_text_that_does_not_fit_is_told_by_file_and_key_before_anything_is_drawn(tmp_path, monkeypatch):
    words, path = own_words(tmp_path, '你好，{presenter}"', "很长的一段话" * 60 + '"', "scene2.toml")
    job = SceneJob("tiny_lesson.scenes:Narrow", "scene2", "zh", "espeak", 854, 480, 15, tmp_path, tmp_path)
    tell_scene(job)
    monkeypatch.setattr(Narrow, "lesson", replace(LESSON, words=words))
    with pytest.raises(InputError, match=rf"{path}, 'hello': .* px in a row"):
        tell_scene(job)
    assert not list(tmp_path.glob("*.mp4"))


def test_a_title_that_cannot_be_drawn_on_a_cover_is_told_by_file_and_key(tmp_path):
    words, path = own_words(tmp_path, 'title = "', 'title = "🐝', "lesson.toml")

    class Cover(StillScene):
        lesson = replace(LESSON, words=words)

    with pytest.raises(InputError, match=rf"^{path}, 'title': "):
        Cover(options=RenderOptions()).setup()


def test_a_class_with_another_script_than_its_lesson_says_is_refused(tmp_path):
    scene = LESSON.scenes[0]
    job = SceneJob(scene.ref, "scene2", "zh", "espeak", 160, 90, 15, tmp_path, tmp_path)
    with pytest.raises(InputError, match=r"the script 'scene2', and its class has 'scene1'"):
        check_scene(job)
