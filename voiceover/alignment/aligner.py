"""Align a recording with its text by two ways that know nothing of each other, and tell where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from voiceover.alignment.features import HOP, RATE, features
from voiceover.alignment.time_warping import warp
from voiceover.audio import resampled
from voiceover.engines.speech import Speech, Word
from voiceover.errors import excerpt
from voiceover.languages import primary
from voiceover.listening.whisper import WINDOW, Listener
from voiceover.listening.word_errors import best_readings, readings_of_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Seconds = NDArray[np.float64]

APART = 0.100
"""Seconds that the two aligners may differ before a word is doubted."""
_MARGIN = 0.2  # seconds of silence put around both sounds, in which the ends of a line may lie
# Of all units: more that are wrong are no slips of a tongue or of a machine's ear.
_ANOTHER_LINE = 0.6
_SURE_OF_LANGUAGE = 0.8
_LINE_KINDS = ("another line", "another language")


@dataclass(frozen=True)
class Doubt:
    """What may be wrong with a recording: of which kind, where, and in a sentence.

    ``kind`` is "another line" or "another language", which concern all of it; "misread", "left out",
    "repeated" or "added", which Whisper heard; or "unsure", where the two aligners differ.
    """

    kind: str
    text: str
    seconds: float
    message: str

    @property
    def of_line(self) -> bool:
        """Whether it is not the line at all, so that no time of a word can be right."""
        return self.kind in _LINE_KINDS


@dataclass(frozen=True)
class Alignment:
    """When the words of a recording are said, and how sure that is.

    Parameters
    ----------
    words
        Those of the reference, with their seconds in the recording.
    attended
        When each word begins by the second aligner, in seconds; empty where only one was asked.
    doubts
        In the order of the line.
    """

    words: tuple[Word, ...]
    attended: tuple[float, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def apart(self) -> tuple[float, ...]:
        """How far the aligners differ at the start of each word, in seconds, shape as ``attended``."""
        pairs = zip(self.words, self.attended, strict=False)
        return tuple(abs(word.start - seconds) for word, seconds in pairs)


def align(
    sound: Samples,
    sample_rate: int,
    spoken: str,
    locale: str,
    *,
    reference: Speech,
    listener: Listener | None = None,
) -> Alignment:
    """Find when each word of ``spoken`` is said in a recording.

    The times are those of the reference, carried over by dynamic time warping of log-mel features.  A
    listener checks them: it hears which words are said, and where its attention to a word moved from the
    reference to the recording.

    Parameters
    ----------
    sound
        Mono samples in [-1, 1], shape (n,), of just this line.
    reference
        Another voice that says the same, and when it says each word.
    listener
        Whisper; without one, nothing checks the words or the times.
    """
    ours, theirs = (
        np.pad(resampled(one, rate, RATE), round(_MARGIN * RATE))
        for one, rate in ((sound, sample_rate), (reference.audio, reference.sample_rate))
    )
    words = _warped(theirs, ours, reference.words, len(sound) / sample_rate)
    if listener is None:
        return Alignment(words)
    language = primary(locale)
    doubts = [*_misheard(listener, ours, spoken, language, words)]
    if any(doubt.of_line for doubt in doubts) or max(len(ours), len(theirs)) > WINDOW * RATE:
        return Alignment(words, doubts=tuple(doubts))
    attended = _attended(listener, theirs, ours, spoken, language, reference.words)
    found = Alignment(words, tuple(map(float, attended)))
    doubts += _unsure(found, spoken)
    return replace(found, doubts=tuple(sorted(doubts, key=lambda doubt: doubt.seconds)))


def _warped(theirs: Samples, ours: Samples, words: Sequence[Word], seconds: float) -> tuple[Word, ...]:
    """The words of the reference at the times of the recording, in order and inside of it."""
    path = warp(features(theirs), features(ours))
    bounds = np.array([(word.start, word.end) for word in words])
    moved = path.second_at((bounds + _MARGIN) * RATE / HOP) * HOP / RATE - _MARGIN
    times = np.maximum.accumulate(np.clip(moved.ravel(), 0, seconds)).reshape(-1, 2)
    return tuple(
        replace(word, start=float(start), end=float(end))
        for word, (start, end) in zip(words, times, strict=True)
    )


def _attended(
    listener: Listener, theirs: Samples, ours: Samples, spoken: str, language: str, words: Sequence[Word]
) -> Seconds:
    """When words begin by Whisper's attention: it errs alike in both sounds, so it is asked of both."""
    there = listener.token_times(theirs, spoken, language)
    here = listener.token_times(ours, spoken, language)
    offsets = np.intersect1d(there.offsets, here.offsets)
    before = there.seconds[np.isin(there.offsets, offsets)]
    after = here.seconds[np.isin(here.offsets, offsets)]
    starts = np.array([word.start for word in words]) + _MARGIN
    true = np.interp(offsets, [word.offset for word in words], starts)
    pace = np.polyfit(before, after, 1)[0] if np.ptp(before) > 0 else 1.0
    return np.interp([word.offset for word in words], offsets, after + (true - before) * pace) - _MARGIN


def _unsure(found: Alignment, spoken: str) -> Iterator[Doubt]:
    # Attention to the first word begins with the sound, whatever silence comes before it.
    for word, seconds in zip(found.words[1:], found.apart[1:], strict=True):
        if seconds > APART:
            text = spoken[word.offset : word.offset + word.length]
            yield Doubt("unsure", text, word.start, f"when it is said is unsure by {1000 * seconds:.0f} ms")


def _misheard(
    listener: Listener, sound: Samples, spoken: str, language: str, words: Sequence[Word]
) -> Iterator[Doubt]:
    if not listener.knows(language):
        return
    heard = listener.transcribe(sound, language)
    wanted, said = best_readings(spoken, heard, language)
    changes = [
        change
        for change in SequenceMatcher(None, wanted, said, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    wrong = sum(max(end - begin, stop - start) for _, begin, end, start, stop in changes)
    if wrong > _ANOTHER_LINE * len(wanted):
        yield _of_line(listener, sound, language, heard)
        return
    places = _places(spoken, language, wanted, words)
    for _, begin, end, start, stop in changes:
        text, seconds = " ".join(wanted[begin:end]), words[-1].end
        if places and begin < len(places):
            seconds = places[begin].start
            if end > begin:
                last = places[end - 1]
                text = spoken[places[begin].offset : last.offset + last.length]
        yield _change(text, wanted, said[start:stop], begin, end, seconds)


def _change(text: str, wanted: list[str], heard: list[str], begin: int, end: int, seconds: float) -> Doubt:
    instead = " ".join(heard)
    if not heard:
        return Doubt("left out", text, seconds, "it was not heard")
    if end > begin:
        return Doubt("misread", text, seconds, f"“{instead}” was heard instead")
    count = len(heard)
    if heard in (wanted[max(0, begin - count) : begin], wanted[begin : begin + count]):
        return Doubt("repeated", instead, seconds, "it was heard twice")
    return Doubt("added", instead, seconds, "it was heard, and is not written")


def _of_line(listener: Listener, sound: Samples, language: str, heard: str) -> Doubt:
    found, sure = listener.language_of(sound)
    if found != language and sure > _SURE_OF_LANGUAGE:
        return Doubt("another language", heard, 0.0, f"it is spoken in the language {found!r}")
    told = f"{excerpt(heard, 100)} was heard" if heard else "no words were heard"
    return Doubt("another line", heard, 0.0, told)


def _places(spoken: str, language: str, wanted: list[str], words: Sequence[Word]) -> list[Word]:
    """The word that each unit is of; none where units cannot be told apart by words."""
    parts = [spoken[word.offset : word.offset + word.length] for word in words]
    units = readings_of_parts(parts, language)
    if [unit for part in units for unit in part] != wanted:
        return []
    return [word for word, part in zip(words, units, strict=True) for _ in part]
