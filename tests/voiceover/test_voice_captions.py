"""Captions: two lines that fit, broken where a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceover.captions import columns, seconds_needed, wrap
from voiceover.errors import InputError


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("今天聊聊损失函数。", ["今天聊聊损失函数。"]),
        ("第二，优化导向，负梯度指出参数该往哪里走。", ["第二，优化导向，", "负梯度指出参数该往哪里走。"]),
        ("第三，合页损失Hinge Loss，用于支持向量机。", ["第三，合页损失Hinge Loss，", "用于支持向量机。"]),
    ],
)
def test_a_line_ends_after_punctuation(text: str, lines: list[str]) -> None:
    assert wrap(text, language="zh-CN") == lines


def test_without_punctuation_a_line_ends_at_a_cue() -> None:
    text = "这一个很长的句子里没有标点只好在书签那里换行"
    assert wrap(text, language="zh", breaks=[9]) == [text[:9], text[9:]]


def test_a_latin_run_is_never_parted() -> None:
    text = "这个句子的正中间有一个名字SuperconvergenceNet在里面走过"
    first, second = wrap(text, language="zh")
    assert "SuperconvergenceNet" in (first + "|" + second)


def test_english_breaks_at_spaces_and_fits_42_columns() -> None:
    text = "A loss function turns the gap between a prediction and the truth into one number."
    first, second = wrap(text, language="en-GB")
    assert f"{first} {second}" == text
    assert max(len(first), len(second)) <= 42


def test_a_line_never_starts_with_punctuation_nor_ends_with_an_opening_bracket() -> None:
    text = "一二三四五六七八九十一二三四五「六七八九十」，一二三四五六七八"
    first, second = wrap(text, language="zh")
    assert second[0] not in "，」"
    assert first[-1] != "「"


@pytest.mark.parametrize(("language", "text"), [("zh", "长" * 33), ("en", "x" * 43), ("en", "word " * 18)])
def test_what_does_not_fit_is_refused(language: str, text: str) -> None:
    with pytest.raises(InputError, match=r"does not fit. Permitted: 2 lines"):
        wrap(text, language=language)


def test_widths() -> None:
    assert columns("损失 L1") == 7
    assert columns("e\u0301") == 1
    assert seconds_needed("九个汉字读一秒钟整", language="zh-CN") == pytest.approx(1.0)
    assert seconds_needed("twenty characters...", language="en") == pytest.approx(1.0)


@given(st.text(alphabet="损失函数，。「」aB1 .-é🐝\u0301", min_size=1, max_size=40).filter(str.strip))
def test_any_text_fits_whole_or_is_refused(text: str) -> None:
    try:
        lines = wrap(text, language="zh", breaks=[3])
    except InputError:
        return
    assert 1 <= len(lines) <= 2
    assert all(columns(line) <= 32 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
