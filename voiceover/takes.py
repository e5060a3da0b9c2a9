"""Takes: recorded lines, keyed by what is said and by which voice, with the time of every word."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceover.atomic_write import PARTIAL, replacing, write_whole
from voiceover.audio import flac_length, pcm_digest, read_flac, to_pcm, write_flac
from voiceover.bounded import read_bounded
from voiceover.engines.registry import engine_of
from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError
from voiceover.remedies import for_damage, missing_take, renamed_presenter
from voiceover.script.lines import Line
from voiceover.sheets import MAX_BYTES, Sheet, read_sheet, write_sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "takes"
# Bytes of a sound's file beside its samples, of which FLAC may not be able to compress any.
_HEADERS = 1_000_000


@dataclass(frozen=True)
class Take:
    """A recorded line on disk; ``presenter`` and ``source`` are those of its sheet."""

    key: str
    voice: str
    audio: Path
    sample_rate: int
    samples: int
    words: tuple[Word, ...]
    sha256: str
    presenter: str = ""
    source: str = ""

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
        If the line was not recorded with this voice since its spoken text, or the presenter's name in it,
        changed.
    InputError
        If the take is there but damaged.
    """
    found = open_take(takes_folder(root, locale), take_key(line.spoken, voice, locale))
    if found is None:
        raise missing_take(line.spoken, line.where, root, locale, voice)
    # What is said of a name may stay as it was when another name is shown.
    if line.presenter and found.presenter not in ("", line.presenter):
        raise renamed_presenter(line, found.presenter, root, locale, voice)
    return found


def take_for(root: Path, locale: str, line: Line, voice: str, *, drafts: Path) -> Take:
    """The take of ``line``: the committed one, or with a draft voice one made on demand in ``drafts``.

    A draft voice (``espeak``) is always ready and quick, so its takes are generated output and never
    go into the words root.
    """
    engine = engine_of(voice)
    if engine is None or not engine.on_demand:
        return find_take(root, locale, line, voice)
    made = open_take(drafts, take_key(line.spoken, voice, locale))
    if made:
        return made
    speech = engine.module.speak(line.spoken, locale, voice)
    return save_take(drafts, locale, line.spoken, voice, speech)


def save_take(
    folder: Path,
    locale: str,
    spoken: str,
    voice: str,
    speech: Speech,
    *,
    presenter: str = "",
    source: str = "",
) -> Take:
    """Write a take; both files appear whole or not at all, the JSON (which vouches for both) last."""
    key = take_key(spoken, voice, locale)
    pcm = to_pcm(speech.audio)
    digest, rate = pcm_digest(pcm), speech.sample_rate
    sheet = Sheet(spoken, voice, locale, digest, rate, len(pcm), speech.words, presenter, source)
    audio = folder / f"{key}.flac"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = write_sheet(sheet)
        with _alone_in(folder):
            with replacing(audio) as aside:
                write_flac(aside, pcm, speech.sample_rate)
            write_whole(audio.with_suffix(".json"), text)
    except OSError as error:
        raise InputError.of_system(error, folder, "cannot write a take") from None
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
        for partial in folder.glob(PARTIAL):
            partial.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)


def open_take(folder: Path, key: str) -> Take | None:
    """The take called ``key``, or None where there is none; its sound is checked when it is read.

    Raises
    ------
    InputError
        If one of its two files is missing, cannot be read, or is not what a take has.
    """
    audio, path = folder / f"{key}.flac", folder / f"{key}.json"
    try:
        sheet = read_sheet(read_bounded(path, MAX_BYTES, "the sheet of a take"))
        if take_key(sheet.spoken, sheet.voice, sheet.locale) != key:
            raise ValueError("it is not the take of its own name")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError.of_system(error, path) from None
    except ValueError as error:
        raise InputError(f"damaged take ({error})", where=path, remedy=for_damage(audio)) from None
    take = Take(
        key,
        sheet.voice,
        audio,
        sheet.sample_rate,
        sheet.samples,
        sheet.words,
        sheet.sha256,
        sheet.presenter,
        sheet.source,
    )
    try:
        rate, samples = flac_length(_sound(take))
        if (rate, samples) != (take.sample_rate, take.samples):
            claim = f"{take.samples} at {take.sample_rate}"
            raise ValueError(f"{samples} samples at {rate} a second, and its sheet says {claim}")
    except ValueError as error:
        raise InputError(f"damaged take ({error})", where=audio, remedy=for_damage(audio)) from None
    return take


def _sound(take: Take) -> bytes:
    try:
        return read_bounded(take.audio, 4 * take.samples + _HEADERS, "the sound of a take")
    except FileNotFoundError:
        what = "the sound of a take is missing"
        raise InputError(what, where=take.audio, remedy=for_damage(take.audio)) from None
    except OSError as error:
        raise InputError.of_system(error, take.audio) from None


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
        pcm = read_flac(_sound(take), sample_rate=take.sample_rate, most=take.samples)
    except ValueError as error:
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
    return {cue.name: seconds_at(cue.spoken_offset, take.words) for cue in line.cues}


def seconds_at(offset: int, words: Sequence[Word]) -> float:
    """Seconds from a take's first sample to a character of what is spoken."""
    for word in words:
        if offset <= word.offset:
            return word.start
        if offset < word.offset + word.length:
            share = (offset - word.offset) / word.length
            return word.start + share * (word.end - word.start)
    return words[-1].end
