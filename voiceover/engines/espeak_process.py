"""One utterance by espeak-ng in a process of its own; run by `voiceover.engines.espeak`.

The engine carries state from one utterance to the next, so that the same words come out a few samples
longer or shorter after others, whatever is re-initialised.  In a fresh process they never do.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import sys
from typing import Any

import espeakng_loader

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
_SYNTH_ARGUMENTS: list[Any] = [
    ctypes.c_char_p,  # text
    ctypes.c_size_t,  # its bytes with the closing zero
    ctypes.c_uint,  # start position
    ctypes.c_int,  # unit of positions
    ctypes.c_uint,  # end position, 0 for the whole
    ctypes.c_uint,  # flags
    ctypes.c_void_p,
    ctypes.c_void_p,
]


def synthesise(text: bytes, voice: bytes) -> tuple[dict[str, Any], bytes]:
    """The sample rate with the word events ``[character, seconds]``, and 16-bit samples."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Synth.argtypes = _SYNTH_ARGUMENTS
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DONT_EXIT)
    if rate <= 0:
        raise RuntimeError("espeak-ng did not start")
    blocks: list[bytes] = []
    starts: list[tuple[int, float]] = []

    def receive(samples: Any, count: int, events: Any) -> int:
        for index in itertools.count():
            event = events[index]
            if event.type == _EVENT_END_OF_LIST:
                break
            if event.type == _EVENT_WORD:
                starts.append((event.text_position - 1, event.audio_position / 1000))
        if samples and count:
            blocks.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _Callback(receive)  # kept alive until espeak is done with it
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice):
        raise RuntimeError(f"espeak-ng has no voice {voice.decode()!r}")
    library.espeak_Synth(text, len(text) + 1, 0, _POS_CHARACTER, 0, _CHARS_UTF8, None, None)
    return {"rate": rate, "starts": starts}, b"".join(blocks)


def main() -> None:
    """Say what stands on standard input with the voice named on the command line."""
    sheet, pcm = synthesise(sys.stdin.buffer.read(), sys.argv[1].encode())
    sys.stdout.buffer.write(json.dumps(sheet).encode() + b"\n" + pcm)


if __name__ == "__main__":
    main()
