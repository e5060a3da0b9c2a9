"""How much caption fits on the screen, and where a line of it may end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from voiceover.errors import InputError, excerpt

MAX_LINES = 2
# Columns: a full-width character fills two, a Latin one fills one.  Netflix timed text guides:
# 16 full-width characters a line in Simplified Chinese, 42 characters a line in English.
COLUMNS = {"zh": 32, "en": 42}
# Reading speed of the same guides, in columns a second (9 full-width characters, 20 Latin ones).
COLUMNS_PER_SECOND = {"zh": 18, "en": 20}

_ENDS_CLAUSE = frozenset("，。！？；：、,.!?;:…")
_CLOSING = _ENDS_CLAUSE | frozenset("）》」』】〉”’)]}%℃—")
_OPENING = frozenset("（《「『【〈“‘([{")


def columns(text: str) -> int:
    """Width of ``text`` in half-width columns; combining marks take none."""
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    # Ambiguous-width punctuation (“ ” … —) is full-width in the Chinese fonts that draw it; counting
    # it as wide can only make a line shorter than it might be.
    return unicodedata.east_asian_width(character) in {"W", "F"} or character in "“”‘’…—"


def columns_allowed(language: str) -> int:
    """Columns that one caption line may fill in ``language`` (a tag such as ``zh-CN``)."""
    return COLUMNS.get(_primary(language), COLUMNS["en"])


def seconds_needed(text: str, *, language: str) -> float:
    """The least time on screen in which ``text`` can be read."""
    return columns(text) / COLUMNS_PER_SECOND.get(_primary(language), COLUMNS_PER_SECOND["en"])


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def wrap(text: str, *, language: str, breaks: Sequence[int] = ()) -> list[str]:
    """``text`` as one or two lines, ended after punctuation where possible, then at ``breaks``.

    Parameters
    ----------
    text
        A caption without bookmarks.
    language
        Decides the width: 16 full-width characters for ``zh``, 42 columns for any other.
    breaks
        Character offsets (the cues) at which a line may end rather than anywhere else.

    Raises
    ------
    InputError
        If two lines do not hold the text.
    """
    text = " ".join(text.split())
    limit = columns_allowed(language)
    if columns(text) <= limit:
        return [text]
    wanted = frozenset(breaks)
    best: tuple[tuple[int, int], list[str]] | None = None
    # One space goes where the line is broken. What is longer cannot fit, and would take long to try.
    hopeless = columns(text) > MAX_LINES * limit + 1
    for index in () if hopeless else _break_points(text):
        lines = [text[:index].rstrip(), text[index:].lstrip()]
        widths = [columns(line) for line in lines]
        if max(widths) > limit:
            continue
        cost = (_rank(text, index, wanted), abs(widths[0] - widths[1]))
        if best is None or cost < best[0]:
            best = (cost, lines)
    if best is None:
        raise InputError(
            f"caption {excerpt(text, 90)} is {columns(text)} columns wide and does not fit",
            permitted=f"{MAX_LINES} lines of {limit} columns (a Chinese character fills 2, a Latin one 1)",
            remedy="shorten the sentence, or make two lines of it",
        )
    return best[1]


def _rank(text: str, index: int, wanted: frozenset[int]) -> int:
    before = text[:index].rstrip()
    if before[-1] in _ENDS_CLAUSE:
        return 0
    if index in wanted:
        return 1
    # A space between two Latin words may part a name ("AlphaGo Zero"): better than nothing else.
    inside_name = text[index] == " " and _is_latin(before[-1]) and any(map(_is_wide, text))
    return 3 if inside_name else 2


def _break_points(text: str) -> Iterator[int]:
    """Indices before which a line may start: never inside a Latin run, never before punctuation."""
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if before == " ":
            continue  # the break is at the space itself
        if after == " ":
            yield index
        elif not (_is_wide(before) or _is_wide(after)) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
            continue
        elif after not in _CLOSING and before not in _OPENING:
            yield index


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _is_wide(character)
