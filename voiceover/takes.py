"""Takes: recorded lines, keyed by what is said and by which voice, with the time of every word."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceover import espeak
from voiceover.audio import pcm_digest, read_flac, to_pcm, write_flac
from voiceover.errors import InputError
from voiceover.lines import Line
from voiceover.remedies import for_damage, missing_take
from voiceover.speech import Speech, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = 1
FOLDER = "takes"
# What a sheet may claim: telephone to studio, and no sentence that lasts longer.
RATES = range(8_000, 192_001)
MAX_SECONDS = 600


@dataclass(frozen=True)
class Take:
    """A recorded line on disk."""

    key: str
    voice: str
    audio: Path
    sample_rate: int
    samples: int
    words: tuple[Word, ...]
    sha256: str

    @property
    def duration(self) -> float:
        """Seconds of sound."""
        return self.samples / self.sample_rate

    @property
    def sheet(self) -> Path:
        """The JSON file beside the sound."""
        return self.audio.with_suffix(".json")


def take_key(spoken: str, voice: str, locale: str) -> str:
    """The name of a take: a digest of what is said, by which voice, in which locale."""
    said = json.dumps([spoken, voice, locale], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:20]


def takes_folder(root: Path, locale: str) -> Path:
    """Where the takes of a words root are kept."""
    return root / FOLDER / locale


def find_take(root: Path, locale: str, line: Line, voice: str) -> Take:
    """The committed take of ``line``.

    Raises
    ------
    MissingTake
        If the line was not recorded with this voice since its spoken text changed.
    InputError
        If the take is there but damaged.
    """
    found = open_take(takes_folder(root, locale), take_key(line.spoken, voice, locale))
    if found is None:
        raise missing_take(line.spoken, line.where, root, locale, voice)
    return found


def take_for(root: Path, locale: str, line: Line, voice: str, *, drafts: Path) -> Take:
    """The take of ``line``: the committed one, or with the draft voice one made on demand in ``drafts``.

    The draft voice (``espeak``) is always ready and quick, so its takes are generated output and never
    go into the words root.
    """
    if voice != espeak.VOICE:
        return find_take(root, locale, line, voice)
    made = open_take(drafts, take_key(line.spoken, voice, locale))
    return made or save_take(drafts, locale, line.spoken, voice, espeak.speak(line.spoken, locale))


def save_take(folder: Path, locale: str, spoken: str, voice: str, speech: Speech) -> Take:
    """Write a take; both files appear whole or not at all, the JSON (which vouches for both) last."""
    key = take_key(spoken, voice, locale)
    pcm = to_pcm(speech.audio)
    sheet = {
        "schema": SCHEMA,
        "spoken": spoken,
        "voice": voice,
        "locale": locale,
        "sample_rate": speech.sample_rate,
        "samples": len(pcm),
        "sha256": pcm_digest(pcm),
        "words": [
            [word.offset, word.length, round(word.start, 4), round(word.end, 4)] for word in speech.words
        ],
    }
    audio = folder / f"{key}.flac"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(sheet, ensure_ascii=False, indent=1).replace("\n   ", " ").replace("\n  ]", " ]")
        with _alone_in(folder):
            _replace(audio, lambda path: write_flac(path, pcm, speech.sample_rate))
            _replace(audio.with_suffix(".json"), lambda path: path.write_text(text + "\n", encoding="utf-8"))
    except OSError as error:
        what = f"cannot write a take ({error.strerror or error})"
        raise InputError(what, where=folder, remedy="make the folder writable, or free space") from None
    take = open_take(folder, key)
    assert take is not None
    return take


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Write here alone; what a writer that was killed left half done is removed first."""
    # The system takes the lock back from whoever dies, so it needs no file of its own.
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for partial in folder.glob(".*.part"):
            partial.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def open_take(folder: Path, key: str) -> Take | None:
    """The take called ``key``, or None where there is none; its sound is checked when it is read.

    Raises
    ------
    InputError
        If one of its two files is missing or its JSON is damaged.
    """
    audio, path = folder / f"{key}.flac", folder / f"{key}.json"
    if not path.exists():
        return None
    try:
        take = _parse(json.loads(path.read_text(encoding="utf-8")), key, audio)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        raise InputError(f"damaged take ({reason})", where=path, remedy=for_damage(audio)) from None
    if not audio.is_file():
        raise InputError("the sound of a take is missing", where=audio, remedy=for_damage(audio))
    return take


def _parse(sheet: dict[str, object], key: str, audio: Path) -> Take:
    if sheet["schema"] != SCHEMA:
        raise ValueError(f"schema {sheet['schema']!r}, known is {SCHEMA}")
    spoken, voice, locale, sha256 = (str(sheet[name]) for name in ("spoken", "voice", "locale", "sha256"))
    rate, samples, rows = sheet["sample_rate"], sheet["samples"], sheet["words"]
    if take_key(spoken, voice, locale) != key:
        raise ValueError("it is not the take of its own name")
    if not (isinstance(rate, int) and rate in RATES):
        raise ValueError(f"sample_rate must be a whole number from {RATES[0]} to {RATES[-1]}")
    if not (isinstance(samples, int) and 0 < samples <= MAX_SECONDS * rate):
        raise ValueError(f"samples must be a whole number from 1 to {MAX_SECONDS} seconds' worth")
    if not isinstance(rows, list) or not rows:
        raise ValueError("words must be a list")
    words = tuple(
        Word(int(offset), int(length), float(start), float(end)) for offset, length, start, end in rows
    )
    _check_order(words, len(spoken), samples / rate)
    return Take(key, voice, audio, rate, samples, words, sha256)


def _check_order(words: Sequence[Word], characters: int, seconds: float) -> None:
    """Words follow each other in the text and in time, inside the sound."""
    offset, time = 0, 0.0
    for word in words:
        in_text = offset <= word.offset and word.length > 0 and word.offset + word.length <= characters
        if not (in_text and time <= word.start <= word.end <= seconds + 1e-3):
            raise ValueError(f"word at character {word.offset} is out of order")
        offset, time = word.offset + word.length, word.start


def read_audio(take: Take) -> NDArray[np.float32]:
    """The sound of a take, mono, in [-1, 1].

    Raises
    ------
    InputError
        If it is not the sound that was recorded.
    """
    import numpy as np

    return (read_pcm(take) / np.float32(32768)).astype(np.float32)


def read_pcm(take: Take) -> NDArray[np.int16]:
    """The sound of a take as its 16-bit samples; raises as `read_audio` does."""
    try:
        pcm = read_flac(take.audio, sample_rate=take.sample_rate, most=take.samples)
    except (OSError, ValueError) as error:
        raise InputError(f"damaged take ({error})", where=take.audio, remedy=for_damage(take.audio)) from None
    if len(pcm) != take.samples or pcm_digest(pcm) != take.sha256:
        what = f"damaged take ({len(pcm)} samples that differ from the {take.samples} recorded)"
        raise InputError(what, where=take.audio, remedy=for_damage(take.audio))
    return pcm


def cue_seconds(line: Line, take: Take) -> dict[str, float]:
    """Seconds from the take's first sample to the word after each bookmark.

    A bookmark after the last word falls on the end of the speech; one inside a word (a voice may tell
    the times of whole words only) on its share of the word.
    """
    return {cue.name: _seconds_at(cue.spoken_offset, take.words) for cue in line.cues}


def _seconds_at(offset: int, words: Sequence[Word]) -> float:
    for word in words:
        if offset <= word.offset:
            return word.start
        if offset < word.offset + word.length:
            share = (offset - word.offset) / word.length
            return word.start + share * (word.end - word.start)
    return words[-1].end
