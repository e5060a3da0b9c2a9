"""What was heard against what is written: words, or for Chinese syllables without tones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from voiceover.listening.chinese_numbers import syllables_of_chinese
from voiceover.listening.english_numbers import words_of_english


def misheard(reference: str, heard: str, language: str) -> tuple[int, int]:
    """How many units of ``reference`` are wrong, and of how many; of the ways to read both, the best one.

    Examples
    --------
    >>> misheard("It costs 20 euros.", "it cost twenty euros", "en")
    (1, 4)
    """
    return min((edits(one, two), len(one)) for one, two in _pairs(reference, heard, language))


def best_readings(reference: str, heard: str, language: str) -> tuple[list[str], list[str]]:
    """The units of both texts, read in the way in which they are most alike."""
    return min(_pairs(reference, heard, language), key=lambda pair: edits(*pair))


def readings_of_parts(parts: Sequence[str], language: str) -> list[list[str]]:
    """The units of each part by itself, read as they most often are."""
    return [_readings(part, language)[0] for part in parts]


def _pairs(reference: str, heard: str, language: str) -> list[tuple[list[str], list[str]]]:
    return [*itertools.product(_readings(reference, language), _readings(heard, language))]


def _readings(text: str, language: str) -> list[list[str]]:
    """What is counted, in each way to read its numbers."""
    if language == "zh":
        return [syllables_of_chinese(text)]
    if language == "en":
        return [words_of_english(text, years=years) for years in (False, True)]
    return [re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower())]


def edits(one: Sequence[str], two: Sequence[str]) -> int:
    """The least number of insertions, deletions and substitutions (Levenshtein).

    Examples
    --------
    >>> edits("kitten", "sitting")
    3
    """
    row_before = list(range(len(two) + 1))
    for index, a in enumerate(one, 1):
        now = [index]
        for place, b in enumerate(two, 1):
            now.append(min(row_before[place] + 1, now[-1] + 1, row_before[place - 1] + (a != b)))
        row_before = now
    return row_before[-1]
