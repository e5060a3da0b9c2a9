"""What of a line is said otherwise than it is shown, and how numbers and foreign words in it are read."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from voiceover.engines.registry import engine_of, voices_for
from voiceover.errors import InputError
from voiceover.languages import primary
from voiceover.listening.english_numbers import words_of_english
from voiceover.script.lines import Line

# A number, a word or name of Latin letters, or one character of any other script; signs are not said.
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?(?![A-Za-z])|[A-Za-zÀ-ɏ0-9]+(?:['’][A-Za-z]+)?|[^\W_]")
# None inside of a name, such as L1.
_NUMBER = re.compile(r"(?<![A-Za-z0-9.,])[0-9]+(?:[.,][0-9]+)*%?(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Hint:
    """Characters of the spoken text, and what helps to say them.

    Parameters
    ----------
    shown
        What the caption has in their place, if that is something else.
    read
        How they are read: a number in words, or sounds in phonetic script.
    """

    offset: int
    length: int
    shown: str = ""
    read: str = ""


@functools.cache
def hints_of(line: Line, locale: str, voice: str) -> tuple[Hint, ...]:
    """What helps to say a line, in its order; ``voice`` is whose reading of foreign words is told."""
    hints = [*_otherwise(line)]
    # What is written out for the voice already tells how it is said.
    taken = {place for hint in hints for place in range(hint.offset, hint.offset + hint.length)}
    read = [*_numbers(line, locale), *_words(line, locale, voice)]
    hints += [hint for hint in read if hint.offset not in taken]
    return tuple(sorted(hints, key=lambda hint: hint.offset))


def _otherwise(line: Line) -> Iterator[Hint]:
    """Where the caption has other words.

    >>> line = Line("a", "L1 of 100,000 rows", "L one of a hundred thousand rows", "", ())
    >>> [(hint.shown, line.spoken[hint.offset :][: hint.length]) for hint in _otherwise(line)]
    [('L1', 'L one'), ('100,000', 'a hundred thousand')]
    """
    shown, said = ([*_TOKEN.finditer(text)] for text in (line.caption, line.spoken))
    texts = [[token.group().casefold() for token in tokens] for tokens in (shown, said)]
    matcher = difflib.SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and c < d:
            start, end = said[c].start(), said[d - 1].end()
            before = line.caption[shown[a].start() : shown[b - 1].end()] if a < b else ""
            yield Hint(start, end - start, shown=before)


def _numbers(line: Line, locale: str) -> Iterator[Hint]:
    """How numbers in digits are read.

    >>> line = Line("a", "", "L1 of 26 trips, 1.5 each", "", ())
    >>> [(line.spoken[hint.offset :][: hint.length], hint.read) for hint in _numbers(line, "en")]
    [('26', 'twenty six'), ('1.5', 'one point five')]
    """
    for found in _NUMBER.finditer(line.spoken):
        if read := _in_words(found.group(), locale):
            yield Hint(found.start(), len(found.group()), read=read)


def _in_words(number: str, locale: str) -> str:
    """A number in words; nothing where it is not known how this language says it.

    >>> _in_words("26", "en"), _in_words("1,500", "en-GB"), _in_words("5", "fr")
    ('twenty six', 'one thousand five hundred', '')
    """
    if primary(locale) == "en":
        return " ".join(words_of_english(number))
    if primary(locale) == "zh":
        try:
            import cn2an
        except ImportError:  # comes with the voice
            return ""
        return str(cn2an.transform(number.replace(",", ""), "an2cn"))
    return ""


def _words(line: Line, locale: str, voice: str) -> Iterator[Hint]:
    """Foreign and unknown words as the narrator reads them; nothing where that is not installed."""
    # A person who reads has no engine; what another voice of the language makes of a word is a hint as well.
    names = [voice, *voices_for(locale, on_demand=False)]
    tellers = (engine.readings for engine in map(engine_of, names) if engine and engine.readings)
    tell = next(tellers, None)
    done = 0
    try:
        readings = tell(line.spoken, locale) if tell else ()
    except InputError:
        return
    for reading in readings:
        place = line.spoken.find(reading.word, done)
        if place >= 0 and reading.sounds and not _NUMBER.fullmatch(reading.word):
            done = place + len(reading.word)
            yield Hint(place, len(reading.word), read=f"/{reading.sounds}/")
