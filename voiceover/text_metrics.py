"""How wide a caption's characters are, what glues them together, and how long they take to read."""

from __future__ import annotations

import re
import unicodedata

from voiceover.languages import primary

GLUE = "\u00a0\u2007\u202f\u2060"
"""No-break space, figure space, narrow no-break space, word joiner: no row ends before or after them."""
JOINER = "\u2060"
"""Of these the one that nobody sees: it glues what has no space between it."""
_SPACES = re.compile(rf"[^\S{GLUE}]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+|[0-9]+")
_VOWELS = re.compile(r"[aeiouyAEIOUYÀ-ÖØ-öø-ɏ]+")
_HEARD = str.maketrans(dict.fromkeys(GLUE, " ") | {JOINER: ""})

# Reading speed of the Netflix timed text guides: 9 full-width characters a second, or 20 Latin ones. A
# full-width character counts for two columns, a Latin one for one.
COLUMNS_PER_SECOND = {"zh": 18, "en": 20}


def columns(text: str) -> int:
    """Width of ``text`` in half-width columns; combining marks take none."""
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if is_wide(character) else 1


def single_spaced(text: str) -> str:
    """The text with one space where there are several, or a line's end; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip(" ")


def unglued(text: str) -> str:
    """The text as it is said: how its rows are broken is not heard.

    Examples
    --------
    >>> unglued("5\u00a0kg 损失\u2060函数")
    '5 kg 损失函数'
    """
    return text.translate(_HEARD)


def is_wide(character: str) -> bool:
    """Whether a character fills the whole em square."""
    # Ambiguous-width punctuation (“ ” … —) is full-width in the Chinese fonts that draw it.
    return unicodedata.east_asian_width(character) in {"W", "F"} or character in "“”‘’…—"


def seconds_needed(text: str, *, language: str) -> float:
    """The least time on screen in which ``text`` can be read."""
    return columns(text) / COLUMNS_PER_SECOND.get(primary(language), COLUMNS_PER_SECOND["en"])


def syllables(text: str) -> int:
    """About how many syllables are said: full-width characters, digits, spelt letters, vowels of words.

    Examples
    --------
    >>> syllables("均方误差 MSE，误差翻倍"), syllables("squared error"), syllables("5")
    (11, 4, 1)
    """
    count = sum(is_wide(character) and character.isalnum() for character in text)
    for run in _LATIN.findall(text):
        spelt = run.isdigit() or (run.isupper() and len(run) < 5)
        count += len(run) if spelt else max(1, len(_VOWELS.findall(run)))
    return count
