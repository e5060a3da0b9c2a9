"""The draft voice: espeak-ng from the ``espeakng-loader`` package; quick, and hard to understand."""

from __future__ import annotations

import ctypes
import functools
import importlib
import itertools
from typing import Any

from voiceover.errors import InputError
from voiceover.speech import Speech, Word

VOICE = "espeak"
# Plain `cmn` reads out its own tone digits in some releases; the pinyin voice does not.
_VOICES = {"zh": b"cmn-latn-pinyin", "en": b"en"}

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_POS_CHARACTER = 1
_CHARS_UTF8 = 1
_EVENT_END_OF_LIST = 0
_EVENT_WORD = 1


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of espeak-ng's ``speak_lib.h``."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@functools.cache
def _engine() -> tuple[Any, int]:
    """The library, initialised once (it allows one instance a process), and its sample rate."""
    try:
        loader = importlib.import_module("espeakng_loader")
    except ImportError:
        raise InputError(
            "the voice 'espeak' needs the package espeakng-loader, which is not installed",
            remedy="run `pip install '.[espeak]'` in the environment of the project",
        ) from None
    library = ctypes.CDLL(loader.get_library_path())
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, loader.get_data_path().encode(), _DONT_EXIT)
    if rate <= 0:
        raise InputError("espeak-ng did not start", remedy="reinstall the package espeakng-loader")
    return library, rate


def speak(spoken: str, locale: str) -> Speech:
    """Say ``spoken``; word times are espeak's own events.

    Raises
    ------
    InputError
        If the engine is missing, speaks no such language, or finds nothing to say.
    """
    import numpy as np

    language = locale.replace("_", "-").split("-")[0]
    if language not in _VOICES:
        raise InputError(
            f"the voice 'espeak' is not set up for locale {locale!r}",
            permitted=", ".join(sorted(_VOICES)),
            remedy="choose another voice",
        )
    library, rate = _engine()
    blocks: list[Any] = []
    starts: list[tuple[int, float]] = []

    def receive(samples: Any, count: int, events: Any) -> int:
        for index in itertools.count():
            event = events[index]
            if event.type == _EVENT_END_OF_LIST:
                break
            if event.type == _EVENT_WORD:
                starts.append((event.text_position - 1, event.audio_position / 1000))
        if samples and count:
            blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0

    callback = _Callback(receive)  # kept alive until espeak is done with it
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(_VOICES[language])
    text = spoken.encode("utf-8")
    library.espeak_Synth(text, len(text) + 1, 0, _POS_CHARACTER, 0, _CHARS_UTF8, None, None)
    if not blocks or not starts:
        raise InputError(
            f"espeak-ng has nothing to say for {spoken!r}", remedy="write words that can be read"
        )
    audio = np.concatenate(blocks).astype(np.float32) / np.float32(32768)
    return Speech(audio, rate, _words(starts, spoken, len(audio) / rate))


def _words(starts: list[tuple[int, float]], spoken: str, seconds: float) -> tuple[Word, ...]:
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
