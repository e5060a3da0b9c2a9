"""Scripts: what is read from good files, and what is said about bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceover.errors import InputError
from voiceover.script.lines import Cue
from voiceover.script.scene_script import load_lesson_words, load_script, load_scripts

LESSON = """
language = "zh-CN"
voice = "zm_yunjian"
title = "小课"
[presenter]
name = "Ada"
spoken = "艾达"
"""
SCENE = """
title = "一"
[lines.hello]
say = "大家好，我是<bookmark mark='hello'/>{presenter}！"
[lines.loss]
say = "<bookmark mark='loss'/>Huber 损失，<bookmark mark='end'/>很稳。"
pronounce = "<bookmark mark='loss'/>休伯损失，<bookmark mark='end'/>很稳。"
[words]
who = "{presenter} 讲"
two_lines = "上\\n下"
"""


@pytest.fixture
def words(tmp_path: Path) -> Path:
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "scene1.toml").write_text(SCENE, encoding="utf-8")
    return tmp_path


def rewrite(words: Path, old: str, new: str, name: str = "scene1") -> Path:
    path = words / "zh" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_presenter_is_shown_by_name_and_spoken_by_sound(words: Path) -> None:
    script = load_script(words, "zh", "scene1")
    assert script.line("hello").caption == "大家好，我是Ada！"
    assert script.line("hello").spoken == "大家好，我是艾达！"
    assert script.word("who") == "Ada 讲"
    assert script.word("two_lines") == "上\n下"


def test_cues_know_their_place_in_caption_and_in_speech(words: Path) -> None:
    line = load_script(words, "zh", "scene1").line("loss")
    assert line.cues == (Cue("loss", 0, 0), Cue("end", 9, 5))
    assert line.caption[9:] == line.spoken[5:] == "很稳。"
    assert line.marked == "<bookmark mark='loss'/>休伯损失，<bookmark mark='end'/>很稳。"


def test_lines_keep_the_order_of_the_file(words: Path) -> None:
    assert [line.id for line in load_script(words, "zh", "scene1").lines] == ["hello", "loss"]


def test_lesson_words(words: Path) -> None:
    lesson = load_lesson_words(words, "zh")
    assert (lesson.title, lesson.voice, lesson.presenter) == ("小课", "zm_yunjian", "Ada")
    assert (lesson.subtitle, lesson.hashtags) == ("", ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "一"', 'title = "一', "malformed TOML"),
        ('title = "一"', "title = " + "[" * 3000, "nested too deeply"),
        ('title = "一"', "title = " + "9" * 5000, "malformed TOML"),
        ('title = "一"', "title = 1", "'title' is 1 (int)"),
        ('title = "一"', "", "'title' is missing"),
        ('title = "一"', 'title = " "', "'title' is empty"),
        ('title = "一"', 'title = "一"\nsens = "x"', "unknown key 'sens'"),
        ("pronounce =", "pronunce =", "line 'loss': unknown key 'pronunce'"),
        ("[lines.loss]", "[lines.hello]", "malformed TOML"),
        ("[lines.loss]", "[lines.'../x']", "line '../x': bad line id"),
        ("[lines.hello]", "[[lines.hello]]", "'hello' is"),
        ("mark='loss'", "mark='hello'", "'say' has the bookmarks"),
        ("{presenter}！", "{presentr}！", "line 'hello': brace in"),
        ("我是<bookmark mark='hello'/>", "我是<bookmark mark=‘hello’/>", "malformed bookmark"),
        ("<bookmark mark='hello'/>", '<bookmark mark=\\"hello\\"/>', "malformed bookmark"),
        ("<bookmark mark='hello'/>", "<bookmark mark = 'hello'/>", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "<bookmark mark='my-mark'/>", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "<bookmark mark=''/>", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "<Bookmark mark='hello'/>", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "bookmark mark='hello'", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "＜bookmark mark='hello'／＞", "malformed bookmark"),
        ("<bookmark mark='hello'/>", "<i>", "malformed bookmark or markup"),
        ("{presenter}！", "{presenter}<bookmark mark='hello'/>！", "bookmark 'hello' appears twice"),
        ("大家好，我是<bookmark mark='hello'/>{presenter}！", "<bookmark mark='hello'/>", "nothing to say"),
        ("大家好，我是<bookmark mark='hello'/>{presenter}！", "……！", "empty caption"),
        ("大家好", "大家\\u0007好", "U+0007"),
        ("大家好", "大家\\u202E好", "U+202E"),
        ("大家好", "大家\\n好", "U+000A"),
    ],
)
def test_a_bad_script_is_told_with_file_and_reason(words: Path, old: str, new: str, told: str) -> None:
    path = rewrite(words, old, new)
    with pytest.raises(InputError) as caught:
        load_script(words, "zh", "scene1")
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_bookmark_belongs_to_one_line_of_a_scene(words: Path) -> None:
    text = SCENE.replace("mark='loss'", "mark='hello'")
    (words / "zh" / "scene1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"line 'loss': bookmark 'hello' is already in line 'hello'"):
        load_script(words, "zh", "scene1")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('voice = "zm_yunjian"', "", "'voice' is missing"),
        ('voice = "zm_yunjian"', 'voice = "zm_yunjian"\nvoce = ""', "unknown key 'voce'"),
        ('name = "Ada"', "name = ['Ada']", "'name' is ['Ada'] (list)"),
        ("[presenter]", "hashtags = 'AI'\n[presenter]", "'hashtags' is 'AI' (str)"),
        ("[presenter]", "hashtags = [1]\n[presenter]", "'hashtags': '0' is 1 (int)"),
    ],
)
def test_a_bad_lesson_file_is_told(words: Path, old: str, new: str, told: str) -> None:
    path = rewrite(words, old, new, "lesson")
    with pytest.raises(InputError) as caught:
        load_script(words, "zh", "scene1")
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_all_that_is_wrong_in_all_scripts_is_told_at_once(words: Path) -> None:
    first = rewrite(words, 'title = "一"', 'titel = "一"')
    rewrite(words, "{presenter}！", "{presentr}！")
    rewrite(words, "'loss'/>休伯", "'los'/>休伯")
    rewrite(words, "上\\n下", "上\u3164下")
    second = words / "zh" / "scene2.toml"
    second.write_text("[lines.x]\nsay = 1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scripts(words, "zh", ["scene1", "scene2", "scene3"])
    told = str(caught.value).splitlines()
    assert [row.partition(": ")[2].partition(".")[0].partition(" in ")[0] for row in told] == [
        "unknown key 'titel'",
        "'title' is missing",
        "brace",
        "'say' has the bookmarks ['loss', 'end'] and 'pronounce' has ['los', 'end']",
        "control or invisible U+3164 at position 1 of '上ㅤ下'",
        "'title' is missing",
        "'say' is 1 (int)",
        "no script 'scene3'",
    ]
    files = [first] * 5 + [second] * 2 + [words / "zh"]
    assert all(row.startswith(str(file)) for row, file in zip(told, files, strict=True))


def test_of_very_many_mistakes_some_are_told(words: Path) -> None:
    rows = "".join(f"[lines.a{number}]\nsay = 1\n" for number in range(500))
    (words / "zh" / "scene1.toml").write_text(f'title = "一"\n{rows}', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_script(words, "zh", "scene1")
    *told, last = str(caught.value).splitlines()
    assert len(told) == 20
    assert last == "There are 480 more."


def test_a_byte_order_mark_stands_for_nothing(words: Path) -> None:
    for path in (words / "zh").iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_script(words, "zh", "scene1").title == "一"


@pytest.mark.parametrize("locale", ["fr", "../zh", "zh/../zh", "/etc", "", ".", "zh\n", "zh\x00"])
def test_a_locale_is_a_folder_with_words_and_nothing_else(words: Path, locale: str) -> None:
    with pytest.raises(InputError, match=r"no words for locale .* Permitted: zh\."):
        load_script(words, locale, "scene1")


@pytest.mark.parametrize("name", ["scene9", "../zh/scene1", "scene1.toml", "", "Scene1", "scene1\n", "a\x00"])
def test_a_script_is_a_file_of_the_locale_and_nothing_else(words: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no script .* Permitted: scene1\."):
        load_script(words, "zh", name)


def test_text_that_is_not_utf8(words: Path) -> None:
    (words / "zh" / "scene1.toml").write_bytes(SCENE.encode("gb18030"))
    with pytest.raises(InputError, match=r"scene1.toml: not UTF-8 text .* save the file as UTF-8"):
        load_script(words, "zh", "scene1")


def test_unknown_line_and_word_name_the_file_and_what_there_is(words: Path) -> None:
    script = load_script(words, "zh", "scene1")
    with pytest.raises(InputError, match=r"scene1.toml: no line 'bye'. Permitted: hello, loss\."):
        script.line("bye")
    with pytest.raises(
        InputError, match=r"scene1.toml: no on-screen words 'axis'. Permitted: who, two_lines\."
    ):
        script.word("axis")
