"""Scripts and takes from strangers: read whole or refused in one message, and nothing else happens."""

from __future__ import annotations

import json
import time
import unicodedata
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hostile import INVISIBLE, LESSON, NASTY, QUICK, TEXTS, only_reading_below, quoted, root_of_words
from hypothesis import assume, example, given
from hypothesis import strategies as st

from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError
from voiceover.script.bookmarks import check_characters, parse
from voiceover.script.scene_script import load_lesson_words, load_script
from voiceover.sheets import MAX_SECONDS
from voiceover.takes import open_take, read_audio, save_take, take_key
from voiceover.text_metrics import JOINER


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return root_of_words(tmp_path)


@QUICK
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.from_regex(r"\A[a-z_./' ]{1,12}\Z"))
def test_any_text_in_a_script_is_taken_as_it_is_or_refused(
    words: Path, title: str, say: str, pronounce: str, shown: str, name: str
) -> None:
    rows = [f"title = {quoted(title)}", f"[lines.{quoted(name)}]", f"say = {quoted(say)}"]
    rows += [f"pronounce = {quoted(pronounce)}", "[words]", f"{quoted(name)} = {quoted(shown)}"]
    (words / "zh" / "scene1.toml").write_text("\n".join(rows), encoding="utf-8")
    try:
        with only_reading_below(words):
            script = load_script(words, "zh", "scene1")
    except InputError as error:
        told = str(error)
    else:
        told = ""
    if told:
        rows = told.splitlines()
        assert len(rows) < 10
        assert all(row.startswith(str(words)) and len(row) < 600 and row.isprintable() for row in rows)
        return
    (line,) = script.lines
    assert line.id.isidentifier()
    for text in (script.title, line.caption, line.spoken):
        assert all(unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in text)
        assert not set(text) & set(INVISIBLE)
        assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in text)
    for text in (line.caption, line.spoken):
        assert not set(text) & set("{}")
        assert "<bookmark" not in text


@QUICK
@given(
    st.binary(max_size=200)
    | st.sampled_from([b"a = " + b"[" * 9999, b"a." * 4000 + b"a = 1", b"x = 1e999\n"])
    | st.sampled_from(
        [
            b"title = 0x" + b"f" * 20_000,  # a number that Python refuses to show
            b"title." + b"a." * 250 + b"a = 1",  # tables in tables, deeper than Python shows
            b"a." * 120_000 + b"a = 1",  # minutes of tomllib
            b"[" + b"a." * 120_000 + b"a]",
            b"".join(b"[lines.a%d]\n" % number for number in range(1001)),
            b"#" * 300_000,
        ]
    )
)
def test_any_bytes_as_a_script_are_refused_by_name(words: Path, data: bytes) -> None:
    path = words / "zh" / "scene1.toml"
    path.write_bytes(data)
    with only_reading_below(words), pytest.raises(InputError, match=r"scene1\.toml"):
        load_script(words, "zh", "scene1")


@pytest.mark.parametrize(
    "value", ["nan", "inf", "-1", "9" * 4000, "1e999", "true", "1979-05-27", "[]", "{}", '""']
)
def test_a_value_that_is_no_text_is_refused(words: Path, value: str) -> None:
    path = words / "zh" / "scene1.toml"
    for text in (f"title = {value}\n[lines.a]\nsay = '好'", f"title = 'x'\n[lines.a]\nsay = {value}"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"scene1\.toml"):
            load_script(words, "zh", "scene1")


@pytest.mark.parametrize("where", ["title", "presenter", "tag", "line", "word", "key"])
def test_an_invisible_character_is_refused_wherever_it_stands(words: Path, where: str) -> None:
    for character in INVISIBLE:
        if character == JOINER and where in {"line", "word"}:
            continue  # it keeps a row of text from ending there
        lesson, scene, text = LESSON, 'title = "x"\n[lines.a]\nsay = "好"\n', quoted(f"好{character}好")
        if where == "title":
            scene = scene.replace('"x"', text)
        elif where == "presenter":
            lesson = lesson.replace('"Ada"', text)
        elif where == "tag":
            lesson = f"hashtags = [{text}]\n{lesson}"
        elif where == "line":
            scene = scene.replace('"好"', text)
        else:
            scene += f"[words]\n{text} = 'x'" if where == "key" else f"[words]\na = {text}"
        (words / "zh" / "lesson.toml").write_text(lesson, encoding="utf-8")
        (words / "zh" / "scene1.toml").write_text(scene, encoding="utf-8")
        with pytest.raises(InputError, match=rf"invisible U\+{ord(character):04X} at position 1"):
            load_script(words, "zh", "scene1")


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "x\u3000y", "e\u0301", "ﷺ", "한글", "\u00a0x"])
def test_what_changes_what_is_seen_is_permitted(text: str) -> None:
    check_characters(text)


@pytest.mark.parametrize("language", ["zh'; x", "../zh", "zh\u00e9", "a=b", "z" * 99])
def test_a_language_is_a_tag(words: Path, language: str) -> None:
    path = words / "zh" / "lesson.toml"
    path.write_text(LESSON.replace('"zh"', quoted(language)), encoding="utf-8")
    with pytest.raises(InputError, match="a language tag"):
        load_lesson_words(words, "zh")


@QUICK
@given(
    TEXTS | st.from_regex(r"\A[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,60}\Z"),
    TEXTS | st.from_regex(r"\A[a-z0-9_]{1,400}\Z"),
)
@example("zh" + "-abcdefgh" * 60, "scene1")
@example("zh", "a" * 300)
@example("zh/../zh", "../zh/scene1")
def test_no_name_of_a_locale_or_script_leads_out_of_the_words(words: Path, locale: str, name: str) -> None:
    with only_reading_below(words):
        for one, other in ((locale, "scene1"), ("zh", name)):
            with suppress(InputError):
                assert load_script(words, one, other).path == words / "zh" / "scene1.toml"


def test_forty_thousand_bookmarks_are_read_at_once() -> None:
    text = "".join(f"<bookmark mark='a{number}'/>" for number in range(40_000))
    began = time.process_time()
    assert len(parse(f"{text}好").marks) == 40_000
    assert time.process_time() - began < 2


@pytest.mark.parametrize("text", [text for text in NASTY if len(text.split()) * len(text) > 9000])
def test_ten_thousand_characters_are_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(InputError) as caught:
        parse(f"{text}<i>")
    assert len(str(caught.value)) < 500
    assert time.process_time() - began < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([10**400, -1, 1e308, "x"]),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=12,
)


@pytest.fixture
def take(tmp_path: Path) -> Path:
    sound = np.random.default_rng(1).normal(0, 0.1, 6000).astype(np.float32)
    made = save_take(tmp_path, "zh", "好", "v", Speech(sound, 24_000, (Word(0, 1, 0.0, 0.2),)))
    return made.audio


@QUICK
@given(st.sampled_from(["schema", "sample_rate", "samples", "words", "sha256", "spoken"]), JSON)
@example("sample_rate", 1)
@example("samples", 10**400)
@example("schema", True)
@example("schema", 1.0)
@example("words", [[False, True, 0.0, 0.1]])
@example("words", [["0", 1, "0.005", 0.1]])
@example("words", [[float("inf"), 1, 0.0, 0.1]])
@example("words", [[0, 1, 0.0, 10**400]])
def test_any_value_in_a_takes_sheet_is_right_or_refused(take: Path, key: str, value: object) -> None:
    path = take.with_suffix(".json")
    before = json.loads(path.read_text(encoding="utf-8"))
    try:
        path.write_text(json.dumps({**before, key: value}), encoding="utf-8")
        with only_reading_below(take.parent), suppress(InputError):
            found = open_take(take.parent, take.stem)
            assert found is not None
            assert 0 < found.duration <= MAX_SECONDS
            assert len(read_audio(found)) == 6000
            assert found.words == (Word(0, 1, found.words[0].start, found.words[0].end),)
            assert (type(found.sample_rate), type(found.words[0].start)) == (int, float)
    finally:
        path.write_text(json.dumps(before), encoding="utf-8")


@QUICK
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
@example(b"[" * 100_000)
@example(b'{"schema": 1, "schema": 1}')
@example(b" " * 500_001)
@example(b'{"schema": 1, "spoken": "' + b"x" * 400_000 + b'"}')
def test_any_bytes_as_the_sheet_of_a_take_are_refused_by_name(take: Path, data: bytes) -> None:
    path = take.with_suffix(".json")
    before = path.read_bytes()
    try:
        path.write_bytes(data)
        with only_reading_below(take.parent), pytest.raises(InputError) as caught:
            open_take(take.parent, take.stem)
        assert str(caught.value).startswith(f"{path}: ")
        assert len(str(caught.value)) < 600
        assert str(caught.value).isprintable()
    finally:
        path.write_bytes(before)


@QUICK
@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_as_the_sound_of_a_take_are_refused_by_name(take: Path, data: bytes, kept: int) -> None:
    before = take.read_bytes()
    assume(not before.startswith(before[:kept] + data) or kept + len(data) < len(before))
    try:
        take.write_bytes(before[:kept] + data)
        with only_reading_below(take.parent), pytest.raises(InputError) as caught:
            read_audio(open_take(take.parent, take.stem))  # type: ignore[arg-type]
        assert str(caught.value).startswith(f"{take}: damaged take (")
        assert str(caught.value).isprintable()
    finally:
        take.write_bytes(before)


def test_a_sound_that_is_larger_than_its_samples_can_be_is_not_read(take: Path) -> None:
    with take.open("ab") as file:
        file.truncate(10**10)
    with pytest.raises(InputError, match=r"\.flac: the sound of a take is too long"):
        open_take(take.parent, take.stem)


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 1, 0.1, 0.2], [1, 1, 0.0, 0.2]],
        [[0, 1, 0.0, 0.2], [1, 1, 0.1, 0.2]],
        [[1, 1, 0.0, 0.1], [0, 1, 0.1, 0.2]],
        [[0, 2, 0.0, 0.1], [1, 1, 0.1, 0.2]],
        [[0, 1, 0.0, 0.9]],
        [[0, 1, -0.1, 0.1]],
        [[0, 1, "0.005", 0.1]],
        [[0, True, 0.0, 0.1]],
        [[0, 1.0, 0.0, 0.1]],
        [[0, 1, False, 0.1]],
        [[0, 1, 0.0, None]],
        [[0, 1, 0.0, 0.1, 0.2]],
        ["0100"],
        {"0": [0, 1, 0.0, 0.1]},
    ],
)
def test_words_that_are_out_of_order_or_no_numbers_are_refused(tmp_path: Path, rows: object) -> None:
    speech = Speech(np.zeros(6000, np.float32), 24_000, (Word(0, 1, 0.0, 0.1), Word(1, 1, 0.1, 0.2)))
    path = save_take(tmp_path, "zh", "好的", "v", speech).sheet
    sheet = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**sheet, "words": rows}), encoding="utf-8")
    with pytest.raises(InputError, match=r"\.json: damaged take \(word"):
        open_take(tmp_path, path.stem)


def test_a_take_cut_anywhere_is_refused(take: Path) -> None:
    whole, found = take.read_bytes(), open_take(take.parent, take.stem)
    assert found is not None
    for length in [*range(120), *range(120, len(whole), 397), len(whole) - 1]:
        take.write_bytes(whole[:length])
        with pytest.raises(InputError, match=r"\.flac: damaged take .* Remedy: delete it"):
            read_audio(found)


@pytest.mark.parametrize(
    "change",
    [
        {"sample_rate": 48_000, "words": [[0, 1, 0.0, 0.1]]},
        {"samples": 5000},
        {"samples": 21_000, "words": [[0, 1, 0.0, 0.85]]},
    ],
)
def test_a_sheet_that_claims_another_rate_or_length_is_refused_before_anything_is_filmed(
    take: Path, change: dict[str, object]
) -> None:
    path = take.with_suffix(".json")
    sheet = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**sheet, **change}), encoding="utf-8")
    with pytest.raises(InputError, match=r"\.flac: damaged take \(6000 samples at 24000 a second, and its "):
        open_take(take.parent, take.stem)


def test_a_sound_longer_than_its_header_says_is_read_no_further(take: Path) -> None:
    found = open_take(take.parent, take.stem)
    assert found is not None
    with pytest.raises(InputError, match="more than 5000 samples"):
        read_audio(replace(found, samples=5000))


def test_what_a_killed_writer_left_goes_with_the_next_take(tmp_path: Path) -> None:
    left = tmp_path / f".{take_key('好', 'v', 'zh')}.flac.part"
    left.write_bytes(b"half")
    save_take(tmp_path, "zh", "好", "v", Speech(np.zeros(2400, np.float32), 24_000, (Word(0, 1, 0.0, 0.1),)))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".flac", ".json"]
