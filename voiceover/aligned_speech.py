"""Sound without word times made into speech that has them: what to align it with, and what is told of it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from voiceover.engines.registry import ENGINES, engine_of, reads
from voiceover.engines.speech import Speech
from voiceover.errors import InputError, MissingTake, excerpt
from voiceover.listening.whisper import Listener, missing_package
from voiceover.remedies import installing
from voiceover.script.lines import Line
from voiceover.script.scene_script import load_lesson_words
from voiceover.takes import find_take, read_audio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voiceover.alignment.aligner import Alignment


class SpeechAligner:
    """Finds the word times of lines of one locale.

    Parameters
    ----------
    root, locale
        Whose takes are compared with, where the line has one by a voice that knows its word times; else one
        is made for the purpose.
    """

    def __init__(self, root: Path, locale: str) -> None:
        self._root = root
        self._locale = locale

    def speech(self, sound: NDArray[np.float32], sample_rate: int, line: Line) -> Speech:
        """The line with its word times, how sure they are, and what may be wrong with its words.

        Parameters
        ----------
        sound
            Mono samples in [-1, 1], shape (n,), of this line alone.

        Raises
        ------
        InputError
            If another line is heard, or another language; or if nothing can be compared with.
        """
        from voiceover.alignment.aligner import align

        found = align(
            sound,
            sample_rate,
            line.spoken,
            self._locale,
            reference=self._reference(line),
            listener=self._listener,
        )
        for doubt in found.doubts:
            if doubt.of_line:
                raise InputError(
                    f"{doubt.kind} than the one that is written ({doubt.message})",
                    where=line.where,
                    permitted=excerpt(line.spoken, 200),
                    remedy="record it again, or check which file or voice it is",
                )
        doubts = tuple(
            f"{excerpt(doubt.text)} at {doubt.seconds:.2f} s: {doubt.kind}, {doubt.message}"
            for doubt in found.doubts
        )
        return Speech(sound, sample_rate, found.words, notes=(_sureness(found),), doubts=doubts)

    def _reference(self, line: Line) -> Speech:
        problem: InputError | None = None
        for voice in self._voices():
            try:
                take = find_take(self._root, self._locale, line, voice)
            except MissingTake:
                continue
            return Speech(read_audio(take), take.sample_rate, take.words)
        for voice in self._voices():
            engine = engine_of(voice)
            assert engine is not None
            try:
                return engine.module.speak(line.spoken, self._locale, voice)
            except InputError as error:
                problem = problem or error
        raise problem or InputError(
            f"no voice that tells its word times reads the locale {excerpt(self._locale)}",
            remedy="choose a voice that tells them, or another locale",
        )

    def _voices(self) -> Iterator[str]:
        """Voices that know their word times: the lesson's own before others."""
        own = load_lesson_words(self._root, self._locale).voice
        engines = [one for one in ENGINES if one.word_times and not one.on_demand and not one.service]
        found = [
            voice
            for engine in engines
            for voice in engine.module.voices()
            if reads(engine, voice, self._locale)
        ]
        yield from sorted(found, key=lambda voice: voice != own)

    @functools.cached_property
    def _listener(self) -> Listener | None:
        return None if missing_package() else Listener()


def unheard() -> str | None:
    """What to tell where nothing can listen, so that neither words nor times are checked."""
    if (package := missing_package()) is None:
        return None
    return (
        f"nothing checks which words are said: that needs the package {package!r} (`{installing('check')}`)"
    )


def _sureness(found: Alignment) -> str:
    if not found.apart:
        return f"{len(found.words)} words, aligned by likeness alone"
    unsure = sum(doubt.kind == "unsure" for doubt in found.doubts)
    return (
        f"sure of {len(found.words) - unsure} of {len(found.words)} words; "
        f"two aligners are {1000 * median(found.apart):.0f} ms apart"
    )
