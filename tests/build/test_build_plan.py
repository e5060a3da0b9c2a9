from dataclasses import replace
from pathlib import Path

import pytest
from boxes_project import VOICE

from narrated.build.plan import QUALITIES, Options, make_plan, select
from narrated.design.formats import WIDE
from narrated.lesson import Lesson, SceneRef, load_lesson
from voiceover.errors import InputError


def lesson_of(count, **more):
    scenes = tuple(SceneRef(f"some.scene{n}:Scene{n}", f"scene{n}") for n in range(1, count + 1))
    return Lesson("boxes", Path("words"), scenes, **more)


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        ("", (1, 2, 3, 4, 5)),
        ("3", (3,)),
        ("2-4", (2, 3, 4)),
        ("2,4", (2, 4)),
        ("4, 1-2", (1, 2, 4)),
        ("3,  5", (3, 5)),
        ("4,4,3-4", (3, 4)),
        ("scene5,1", (1, 5)),
    ],
)
def test_scenes_are_chosen_by_number_range_and_name(choice, numbers):
    assert select(choice, lesson_of(5)) == numbers


@pytest.mark.parametrize(
    "choice",
    [
        *("0", "6", "3-6", "4-2", "1,", "-2", "1-2-3", "intro", "../x", "１", "99999"),
        *(" 3", "3 ", " ", "3 - 5", "3 -5", "3 ,5", "3,\t5", "3, 5 "),
    ],
)
def test_an_unknown_scene_is_refused_with_what_is_permitted(choice):
    with pytest.raises(InputError, match=r"no scene .* numbers from 1 to 5, .*scene1, scene2"):
        select(choice, lesson_of(5))


def test_what_is_wrong_is_told_in_a_line_however_long_the_list():
    asked = ",".join(f"scene{n}" for n in range(100_000))
    with pytest.raises(InputError, match=r"no scene 'scene0' .* \(980 more\)") as error:
        select(asked, lesson_of(1000))
    assert len(str(error.value)) < 1000
    with pytest.raises(InputError) as error:
        select("x" * 10**6, lesson_of(5))
    assert len(str(error.value)) < 1000


def test_high_and_draft_are_what_they_are_named():
    found = [(name, q.label, WIDE.pixels(q.short_side), q.fps) for name, q in QUALITIES.items()]
    assert found == [("high", "1080p30", (1920, 1080), 30), ("draft", "480p15", (854, 480), 15)]


@pytest.mark.parametrize(
    ("form", "size", "cover"),
    [
        ("wide", (854, 480), (1920, 1080)),
        ("tall", (480, 854), (1080, 1920)),
        ("square", (480, 480), (1080, 1080)),
    ],
)
def test_a_format_has_pictures_and_a_folder_of_its_own(project, form, size, cover):
    lesson = replace(
        lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),), cover="boxes.one:One"
    )
    plan = make_plan(lesson, Path(), Options(format=form, quality="draft"))
    assert plan.home.name == f"zh-{form}-480p15"
    assert [(job.width, job.height) for job in (plan.scenes[0].job, plan.cover)] == [size, cover]


def test_an_unknown_format_is_refused_with_those_there_are(project):
    lesson = replace(lesson_of(1), words=project.words)
    with pytest.raises(InputError, match=r"unknown format 'tal'.* wide, tall, square \(did you mean"):
        make_plan(lesson, Path(), Options(format="tal"))


def test_the_whole_film_and_a_part_of_it_have_different_files(project):
    lesson = replace(
        lesson_of(3),
        words=project.words,
        scenes=tuple(SceneRef(f"boxes.{name}:{name.title()}", name) for name in ("one", "two", "three")),
    )
    whole = make_plan(lesson, Path("lesson.py"), Options(media=project.root))
    part = make_plan(lesson, Path("lesson.py"), Options(media=project.root, scenes="2-3"))
    assert whole.output(".mp4") == project.root / "boxes/zh-wide-1080p30/boxes.mp4"
    assert whole.beside("timeline.json") == project.root / "boxes/zh-wide-1080p30/timeline.json"
    assert part.output(".mp4") == project.root / "boxes/zh-wide-1080p30/parts/boxes-scenes-2-3.mp4"
    assert part.beside("timeline.json").name == "boxes-scenes-2-3-timeline.json"
    assert whole.scenes[1].job == part.scenes[0].job


def test_a_lesson_has_a_folder_of_its_own_unless_it_says_otherwise():
    assert lesson_of(1).folder == "boxes"
    assert lesson_of(1, folder="other").folder == "other"
    assert load_lesson("loss_scenes")[0].folder == "film"


def test_what_another_voice_reads_is_another_film(project):
    lesson = replace(lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),))
    own, draft = (make_plan(lesson, Path(), Options(voice=voice)).home.name for voice in (VOICE, "espeak"))
    assert (own, draft) == ("zh-wide-1080p30", "zh-wide-1080p30-espeak")


@pytest.mark.parametrize(
    ("voice", "folder"),
    [
        ("openai:alloy", "openai-alloy"),
        ("openai:alloy@tts-1-hd", "openai-alloy-tts-1-hd"),
        ("azure:zh-CN-XiaoxiaoNeural", "azure-zh-CN-XiaoxiaoNeural"),
        ("pyttsx3:gmw/en", "pyttsx3-gmw-en"),
        ("pyttsx3:a/../../b", "pyttsx3-a-..-..-b"),
    ],
)
def test_a_folder_holds_no_sign_of_a_services_voice_that_a_path_may_not(project, voice, folder):
    lesson = replace(lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),))
    plan = make_plan(lesson, Path(), Options(voice=voice))
    assert plan.home.name.endswith(f"-{folder}")
    assert plan.parts == plan.home / "parts" / folder
    assert {scene.job.voice for scene in plan.scenes} == {voice}


@pytest.mark.parametrize(
    "voice", ["openai:", ":alloy", "openai:a:b", "a/b", "openai:/etc", "openai:a b", "x\n"]
)
def test_a_voice_that_can_be_none_is_told(project, voice):
    lesson = replace(lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),))
    with pytest.raises(InputError, match="<service>:<voice>"):
        make_plan(lesson, Path(), Options(voice=voice))


def test_bookmarks_in_another_order_than_in_the_lessons_own_locale_stop_the_film(project):
    lesson = replace(lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),))
    (project.words / "en").mkdir()
    for name in ("lesson", "one"):
        text = (project.words / "zh" / f"{name}.toml").read_text(encoding="utf-8")
        (project.words / "en" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert make_plan(lesson, Path(), Options(locale="en")).home.name == "en-wide-1080p30"
    for locale, say in {
        "zh": "<bookmark mark='a'/>One <bookmark mark='b'/>two",
        "en": "<bookmark mark='b'/>Two <bookmark mark='a'/>one",
    }.items():
        scene = f'title = "x"\n[lines.x]\nsay = "{say}"\n'
        (project.words / locale / "one.toml").write_text(scene, encoding="utf-8")
    make_plan(lesson, Path(), Options())
    with pytest.raises(InputError, match=r"en/one.toml, line 'x': the bookmarks come in the order b, a"):
        make_plan(lesson, Path(), Options(locale="en"))


def test_all_scenes_named_are_the_whole_film(project):
    lesson = replace(lesson_of(1), words=project.words, scenes=(SceneRef("boxes.one:One", "one"),))
    assert make_plan(lesson, Path("lesson.py"), Options(scenes="1")).whole


@pytest.mark.parametrize(
    ("seconds", "fps", "frames"), [(0.5, 30, 15), (0.5, 15, 8), (0.2, 30, 6), (0.0, 30, 0)]
)
def test_a_transition_is_a_whole_number_of_frames(project, seconds, fps, frames):
    lesson = Lesson("a", project.words, (SceneRef("boxes.one:One", "one"),), transition_seconds=seconds)
    plan = make_plan(lesson, Path(), Options(quality={30: "high", 15: "draft"}[fps]))
    assert plan.transition_frames == frames


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ref": "no_colon"}, "is no scene"),
        ({"ref": "a:b; import os"}, "is no scene"),
        ({"script": "../up"}, "letters, digits"),
        ({"script": "a b"}, "letters, digits"),
        ({"transition": "explode"}, "fade, slide, pan, wipe, scale, cut"),
    ],
)
def test_a_scene_that_cannot_be_is_refused(change, message):
    with pytest.raises(InputError, match=message):
        SceneRef(**{"ref": "a:B", "script": "scene1", **change})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": "a/b"}, "slug"),
        ({"slug": "it's"}, "slug"),
        ({"slug": "%d"}, "slug"),
        ({"folder": ".."}, "folder"),
        ({"scenes": ()}, "no scenes"),
        ({"scenes": (SceneRef("a:A", "one"), SceneRef("a:B", "one"))}, "more than one scene"),
        ({"transition_seconds": float("nan")}, "transition_seconds"),
        ({"transition_seconds": -1}, "transition_seconds"),
        ({"cover": "nowhere"}, "cover"),
    ],
)
def test_a_lesson_that_cannot_be_is_refused(change, message):
    with pytest.raises(InputError, match=message):
        replace(lesson_of(1), **change)


@pytest.mark.parametrize("name", ["no_such_lesson", "json.no_such", "a b", "../x", "json"])
def test_an_unknown_lesson_is_refused(name):
    with pytest.raises(InputError):
        load_lesson(name)


@pytest.mark.parametrize(
    ("field", "value", "permitted"),
    [
        ("words", "words", "a path"),
        ("words", Path("a\0b"), "a path"),
        ("scenes", (SceneRef("a:A", "a") for _ in range(1)), "SceneRefs"),
        ("scenes", SceneRef("a:A", "a"), "SceneRefs"),
        ("scenes", ("a:A",), "SceneRefs"),
        ("locale", None, "a text"),
        ("transition_seconds", "1", "a number"),
        ("cover", 5, "module:Class"),
    ],
)
def test_a_field_of_another_type_is_told_with_what_to_write(field, value, permitted):
    with pytest.raises(InputError, match=f"^{field} of the lesson .*Permitted: .*{permitted}"):
        replace(lesson_of(1), **{field: value})


def test_a_script_has_not_the_name_of_the_lessons_own_words():
    with pytest.raises(InputError, match="script of a:A is 'lesson'"):
        SceneRef("a:A", "lesson")


def test_a_module_without_a_file_is_no_lesson():
    with pytest.raises(InputError, match="sys defines no lesson"):
        load_lesson("sys")


def test_a_mistake_in_the_lesson_is_told_with_its_line(tmp_path, monkeypatch):
    (tmp_path / "crooked.py").write_text("from narrated import Lesson\n\nLESSON = Lesson('a/b', 'w', ())\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InputError, match=r"crooked\.py, line 3: words of the lesson"):
        load_lesson("crooked")
