"""The draft voice: espeak-ng from the ``espeakng-loader`` package; quick, and hard to understand."""

from __future__ import annotations

import importlib.util
import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError, excerpt
from voiceover.languages import primary
from voiceover.remedies import installing

VOICE = "espeak"
# Plain `cmn` reads out its own tone digits in some releases; the pinyin voice does not.
_VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}
_PATIENCE = 60  # seconds; a line takes a tenth of one


def voices() -> list[str]:
    """The one voice, whether or not its package is installed."""
    return [VOICE]


def languages(_voice: str) -> list[str]:
    """The languages that it reads."""
    return sorted(_VOICES)


def speak(spoken: str, locale: str, _voice: str = VOICE) -> Speech:
    """Say ``spoken``, the same on every run; word times are espeak's own events.

    Raises
    ------
    InputError
        If the engine is missing, speaks no such language, or finds nothing to say.
    """
    import numpy as np

    language = primary(locale)
    if language not in _VOICES:
        raise InputError(
            f"the voice 'espeak' is not set up for locale {excerpt(locale)}",
            permitted=", ".join(languages(VOICE)),
            remedy="choose another voice",
        )
    sheet, _, samples = _run(spoken, _VOICES[language]).partition(b"\n")
    said = json.loads(sheet)
    pcm = np.frombuffer(samples, dtype="<i2")
    if not len(pcm) or not said["starts"]:
        raise InputError(
            f"espeak-ng has nothing to say for {excerpt(spoken)}", remedy="write words that can be read"
        )
    audio = pcm.astype(np.float32) / np.float32(32768)
    return Speech(audio, said["rate"], _words(said["starts"], spoken, len(audio) / said["rate"]))


def _run(spoken: str, voice: str) -> bytes:
    if importlib.util.find_spec("espeakng_loader") is None:
        raise InputError(
            "the voice 'espeak' needs the package espeakng-loader, which is not installed",
            remedy=f"run `{installing('espeak')}`",
        )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "voiceover.engines.espeak_process", voice],
            input=spoken.encode("utf-8"),
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        remedy = "try again, or reword the line"
        raise InputError(
            f"espeak-ng did not finish {excerpt(spoken)} in {_PATIENCE} s", remedy=remedy
        ) from None
    except subprocess.CalledProcessError as error:
        if error.returncode < 0:  # by the system, which is out of memory, or by somebody
            what = f"espeak-ng was ended by signal {-error.returncode}"
            raise InputError(what, remedy="close other programs, and try again") from None
        reason = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise InputError(f"espeak-ng failed ({reason})", remedy="reinstall espeakng-loader") from None
    except OSError as error:
        raise InputError.of_system(error, sys.executable, "espeak-ng cannot be started") from None
    return done.stdout


def _words(starts: Sequence[tuple[int, float]], spoken: str, seconds: float) -> tuple[Word, ...]:
    """Words from espeak's events, which may repeat a position, point at a space, or skip characters.

    Each word reaches to the next one, so that a cue in a skipped character still finds its word.
    """
    times: dict[int, float] = {}
    for position, time in starts:
        ahead = spoken[max(position, 0) :]
        offset = len(spoken) - len(ahead.lstrip())
        if ahead.strip() and offset > max(times, default=-1):
            times[offset] = min(max(time, *times.values(), 0.0), seconds)
    bounds = [*times, len(spoken)]
    ends = [*itertools.islice(times.values(), 1, None), seconds]
    return tuple(
        Word(offset, len(spoken[offset:after].rstrip()), times[offset], end)
        for (offset, after), end in zip(itertools.pairwise(bounds), ends, strict=True)
    )
