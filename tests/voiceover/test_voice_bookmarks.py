"""Bookmarks: read strictly, and counted as manim-voiceover counts them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceover.errors import InputError
from voiceover.script.bookmarks import Mark, parse

NAMES = st.lists(st.from_regex(r"\A[a-z_][a-z0-9_]{0,8}\Z"), unique=True, max_size=4)
PIECES = st.text(alphabet="损失Ab 1，。'\"=/🐝", max_size=8)


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("<bookmark mark='a'/>好的", "好的", [("a", 0)]),
        ("好<bookmark mark='a'/>的", "好的", [("a", 1)]),
        ("好的<bookmark mark='a'/>", "好的", [("a", 2)]),
        ("the <bookmark mark='a'/> end", "the end", [("a", 4)]),
        ("the<bookmark mark='a'/> end", "the end", [("a", 4)]),
        ("the <bookmark mark='a'/>end ", "the end", [("a", 4)]),
        ("  two   spaces\u3000here ", "two spaces here", []),
        ("<bookmark mark='a'/> <bookmark mark='b'/>x", "x", [("a", 0), ("b", 0)]),
        ("x <bookmark mark='a'/> ", "x", [("a", 1)]),
        ("名<bookmark mark='名'/>字", "名字", [("名", 1)]),
    ],
)
def test_offsets(text: str, plain: str, marks: list[tuple[str, int]]) -> None:
    parsed = parse(text)
    assert parsed.plain == plain
    assert parsed.marks == tuple(Mark(*mark) for mark in marks)


@given(NAMES, st.lists(PIECES, min_size=5, max_size=5))
def test_any_text_round_trips_and_a_mark_stands_before_a_visible_character(
    names: list[str], pieces: list[str]
) -> None:
    text = pieces[0] + "".join(
        f"<bookmark mark='{name}'/>{piece}" for name, piece in zip(names, pieces[1:], strict=False)
    )
    try:
        parsed = parse(text)
    except InputError:
        return
    assert [mark.name for mark in parsed.marks] == names
    assert parsed.plain == " ".join(parsed.plain.split())
    assert re.sub(r"<bookmark mark='\w+'/>", "", parsed.marked) == parsed.plain
    assert "".join(parsed.plain.split()) == "".join("".join(pieces[: len(names) + 1]).split())
    assert all(parsed.plain[mark.offset : mark.offset + 1] != " " for mark in parsed.marks)
    assert parse(parsed.marked) == parsed


@given(st.text(max_size=60))
def test_no_text_leaves_a_tag_to_be_read_aloud(text: str) -> None:
    try:
        parsed = parse(text)
    except InputError:
        return
    assert "<bookmark" not in parsed.plain
    assert "mark=" not in parsed.plain


@given(st.sampled_from('‘’“”`´"'), st.sampled_from('‘’“”`´"'))
def test_only_plain_single_quotes_make_a_bookmark(left: str, right: str) -> None:
    with pytest.raises(InputError, match="malformed bookmark"):
        parse(f"好<bookmark mark={left}a{right}/>的")
