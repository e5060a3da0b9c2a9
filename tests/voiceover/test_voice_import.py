"""Captions that Remotion reads, from strangers: a script is made of them, or one message says why not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hostile import QUICK, TEXTS, only_reading_below, root_of_words
from hypothesis import given
from hypothesis import strategies as st

from narrated.cli.main import main
from voiceover.errors import InputError
from voiceover.script.import_captions import KEYS, read_captions, script_text
from voiceover.script.scene_script import load_script


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return root_of_words(tmp_path)


ENTRY = {"text": "第一句话。", "startMs": 0, "endMs": 900, "timestampMs": 0, "confidence": 1.0}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no captions"),
        (b"\xff\xfe{}", "no captions"),
        (b"[" * 100_000, "no captions"),
        (b"{}", "no list"),
        (b"[]", "0 captions"),
        (b" " * 1_000_001, "at most 1,000,000 bytes"),
        (b'[{"text": "a", "text": "b"}]', "appears twice"),
        (json.dumps([ENTRY] * 1001).encode(), "1001 captions"),
        (json.dumps([{**ENTRY, "extra": 1}]).encode(), "entry 0: .* no caption"),
        (json.dumps([{**ENTRY, "startMs": float("nan")}]).encode(), "NaN is no number"),
        (json.dumps([{**ENTRY, "endMs": True}]).encode(), "endMs is True"),
        (json.dumps([{**ENTRY, "endMs": "900"}]).encode(), "endMs is '900'"),
        (
            json.dumps([{**ENTRY, "startMs": -1}, {**ENTRY, "endMs": "9"}]).encode(),
            "entry 0: .*\n.*entry 1: ",
        ),
        (json.dumps([{**ENTRY, "text": "\u3164"}]).encode(), "invisible U\\+3164"),
        (json.dumps([{**ENTRY, "endMs": 10**30}]).encode(), "endMs is 1000"),
        (json.dumps([{**ENTRY, "endMs": 0}]).encode(), "runs from 0.0 to 0.0"),
        (json.dumps([ENTRY, ENTRY]).encode(), "entry 1: it runs from 0.0"),
        (json.dumps([{**ENTRY, "timestampMs": 901}]).encode(), "timestampMs is 901"),
        (json.dumps([{**ENTRY, "confidence": 1.5}]).encode(), "confidence is 1.5"),
        (json.dumps([{**ENTRY, "text": "<b>x</b>"}]).encode(), "malformed bookmark or markup"),
        (json.dumps([{**ENTRY, "text": "<bookmark mark='a'/>x"}]).encode(), "no plain sentence"),
        (json.dumps([{**ENTRY, "text": "{presenter}"}]).encode(), "no plain sentence"),
        (json.dumps([{**ENTRY, "text": "长" * 10_000}]).encode(), "10000 characters"),
        (json.dumps([{**ENTRY, "text": "……"}]).encode(), "no plain sentence"),
    ],
)
def test_bad_captions_are_refused_in_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    (tmp_path / "captions.json").write_bytes(content)
    assert main(["import-captions", str(tmp_path / "captions.json")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    with pytest.raises(InputError, match=told):
        raise InputError(printed.err)


def test_captions_that_are_not_there(tmp_path: Path) -> None:
    assert (
        main(["import-captions", str(tmp_path)])
        == main(["import-captions", str(tmp_path / "nowhere.json")])
        == 2
    )


MILLISECONDS = st.integers(-1, 5000) | st.floats() | st.none()


@QUICK
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "text": TEXTS,
                "startMs": MILLISECONDS,
                "endMs": MILLISECONDS,
                "timestampMs": MILLISECONDS,
                "confidence": MILLISECONDS,
            }
        )
        | st.tuples(st.integers(1, 400), TEXTS),
        max_size=4,
    )
)
def test_captions_that_are_read_become_a_script_that_loads(words: Path, rows: list[object]) -> None:
    entries, time = [], 0
    for row in rows:
        if isinstance(row, tuple):  # an entry with good times
            entries.append(dict(zip(KEYS, (row[1], time, time + row[0], None, None), strict=True)))
            time += row[0]
        else:
            entries.append(row)
    path = words / "captions.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    try:
        with only_reading_below(words):
            text = script_text(read_captions(path), "一")
    except InputError:
        return
    assert set(tomllib.loads(text)) == {"title", "lines"}
    (words / "zh" / "scene1.toml").write_text(text, encoding="utf-8")
    lines = load_script(words, "zh", "scene1").lines
    assert [line.caption for line in lines] == [" ".join(entry["text"].split()) for entry in entries]


def test_the_captions_of_a_scene_come_back_as_its_lines(
    words: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    entries = [
        ENTRY,
        {**ENTRY, "text": '他说："a & b \\ c"？', "startMs": 1000, "endMs": 2000, "timestampMs": None},
    ]
    (tmp_path / "scene1-captions.json").write_text(json.dumps(entries), encoding="utf-8")
    assert main(["import-captions", str(tmp_path / "scene1-captions.json"), "--title", "一"]) == 0
    (words / "zh" / "scene1.toml").write_bytes(capsysbinary.readouterr().out)
    script = load_script(words, "zh", "scene1")
    assert script.title == "一"
    assert [line.caption for line in script.lines] == ["第一句话。", '他说："a & b \\ c"？']
