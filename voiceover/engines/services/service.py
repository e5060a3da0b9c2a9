"""What all services that speak have in common: names, keys, patience, and what is made of their answers.

The clients of their makers are called directly. The classes of manim-voiceover for the same services ask on
the terminal for keys, write them into a file ``.env``, wait without an end, and take MP3.
"""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from voiceover.audio import decoded
from voiceover.engines.speech import Speech, Word
from voiceover.errors import InputError, excerpt
from voiceover.remedies import installing
from voiceover.sheets import MAX_SECONDS, RATES
from voiceover.terminal import complain
from voiceover.text_metrics import columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Answer = TypeVar("Answer")

ATTEMPTS = 4
PATIENCE = 60.0
"""Seconds for one answer; a line of speech takes some."""
FIRST_PAUSE = 1.0
"""Seconds before the second attempt; twice as long before each further one."""
LONGEST_PAUSE = 30.0
"""Seconds; a service that wants to be left alone for longer is not waited for."""
_UNREADY = {408, 409, 425, 429}  # and all from 500 on: the same question may be answered later
_KEY = re.compile(r"[!-~]+")
_SILENT = 1e-3  # the loudest sample of what is no speech
_FASTEST = 60  # columns a second: three times as fast as one can read
_LEAD, _TAIL, _FADE = 0.005, 0.080, 0.030  # seconds, as Kokoro's takes have them
_QUIET = 10 ** (-42 / 20)  # of the loudest 5 ms
_AHEAD = 40  # characters; a word that is further on than this is another of the same spelling
# A Chinese character, or a word with what is inside it.
_UNITS = re.compile(
    r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])[^\W_])+(?:['’.-](?:(?![\u3400-\u9fff])[^\W_])+)*"
)


class Unready(InputError):
    """What may go well if it is asked again, after ``wait`` seconds where the service says how many."""

    wait: float | None = None


@dataclass(frozen=True)
class Service:
    """A service.

    Parameters
    ----------
    name
        What people call it.
    prefix
        What its voices begin with, before a colon.
    module
        The module of its maker's client; empty where what it needs is another's matter.
    key
        The names in the environment of which one holds the key; none where it asks for no key.
    also
        The names in the environment of which one says where the service is; none where it is always there.
    alone
        What is to be installed besides the extra called ``prefix``, without what it asks for.
    """

    name: str
    prefix: str
    module: str
    key: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    alone: str = ""

    def client(self) -> Any:
        """The module of its client.

        Raises
        ------
        InputError
            If it is not installed.
        """
        try:
            return importlib.import_module(self.module)
        except ImportError:
            raise InputError(
                f"the voices of {self.name} need the package {self.module!r}, which is not installed",
                remedy=f"run `{self.installing()}`",
            ) from None

    def installing(self) -> str:
        """The command that installs its client."""
        return installing(self.prefix, self.alone)

    def secret(self) -> str:
        """Its key, from the environment: nowhere else is it looked for, and nowhere is it written.

        Raises
        ------
        InputError
            If there is none, or it can be none.
        """
        for name in self.key:
            if key := os.environ.get(name, ""):
                if not _KEY.fullmatch(key):
                    raise InputError(
                        f"the environment's {name} is no key: it has spaces or other signs in it",
                        remedy=f"export {name} as {self.name} shows it, without quotes and line ends",
                    )
                return key
        names = " or ".join(self.key)
        raise InputError(
            f"the voices of {self.name} need a key, and the environment has no {names}",
            remedy=f"export {self.key[0]}; it is read from there alone, and never written anywhere",
        )

    def lacking(self) -> list[str]:
        """What this machine lacks to use it: nothing, where it is ready."""
        lacking = []
        if not _is_there(self.module):
            lacking.append(f"package {self.module} (`{self.installing()}`)")
        if self.key and not any(os.environ.get(name) for name in self.key):
            lacking.append(" or ".join(self.key))
        if self.also and not any(os.environ.get(name) for name in self.also):
            lacking.append(" or ".join(self.also))
        return lacking

    def parts(self, voice: str, model: str = "") -> tuple[str, str]:
        """The service's own name of a voice, and which model is to speak: ``<service>:<voice>@<model>``."""
        name, _, chosen = voice.removeprefix(f"{self.prefix}:").partition("@")
        return name, chosen or model


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it would be in
        return False


def patiently(service: Service, ask: Callable[[], Answer]) -> Answer:
    """Ask until there is an answer, `ATTEMPTS` times at most; each answer has `PATIENCE`.

    Raises
    ------
    InputError
        What the service refuses, or what became of the last attempt.
    """
    for attempt in itertools.count(1):
        try:
            return _within(service, ask)
        except Unready as error:
            pause = FIRST_PAUSE * 2 ** (attempt - 1) if error.wait is None else error.wait
            if attempt == ATTEMPTS:
                what = f"{error.what} ({ATTEMPTS} attempts)"
                raise InputError(what, remedy="try again later; what was recorded is kept") from None
            if pause > LONGEST_PAUSE:
                what = f"{error.what}, and asks to wait {pause:.0f} s"
                raise InputError(what, remedy="try again then; what was recorded is kept") from None
            complain(f"{error.what}; asking again in {pause:g} s ({attempt + 1} of {ATTEMPTS})")
        time.sleep(pause)
    raise AssertionError("unreachable")


def _within(service: Service, ask: Callable[[], Answer]) -> Answer:
    """The answer, in a thread that is left alone when it takes too long: a client limits the silence only."""
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(ask())
        except BaseException as error:  # noqa: BLE001 - raised again by who waits
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        raise Unready(f"{service.name} does not answer within {PATIENCE:g} s")
    if not errors:
        return answers[0]
    error = errors[0]
    if isinstance(error, (InputError, MemoryError)):
        raise error
    if isinstance(error, _transport_errors()):
        raise Unready(f"{service.name} cannot be reached ({said(service, error)})") from None
    if isinstance(error, (ValueError, TypeError, AttributeError, LookupError)):  # of what is in the answer
        raise Unready(f"{service.name} answers what is no speech ({said(service, error)})") from None
    raise error


def _transport_errors() -> tuple[type[BaseException], ...]:
    """What the libraries that carry questions raise, of those that are loaded."""
    carriers = [sys.modules[name] for name in ("httpx", "httpx2") if name in sys.modules]
    return (OSError, *(carrier.TransportError for carrier in carriers))


def said(service: Service, words: object) -> str:
    """The words of a service or client for a message: short, in one row, and without its key."""
    text = " ".join(str(words).split()) or type(words).__name__
    for name in service.key:
        if key := os.environ.get(name):
            text = text.replace(key, "<key>")
    return text if len(text) <= 200 else f"{text[:199]}…"


def refusal(
    service: Service, status: int, words: object, headers: Mapping[str, str] | None = None
) -> InputError:
    """What an HTTP status other than success means for who asked."""
    if status in _UNREADY or status >= 500:
        error = Unready(f"{service.name} answers {status} ({said(service, words)})")
        error.wait = _seconds((headers or {}).get("retry-after"))
        return error
    if status in {401, 403} and service.key:
        # Its words may repeat a part of the key.
        return InputError(
            f"{service.name} does not accept the key ({status})",
            remedy=f"export a valid one as {' or '.join(service.key)}, with the right to speak",
        )
    return InputError(
        f"{service.name} refuses ({status}: {said(service, words)})",
        remedy="correct the voice, the model or the line",
    )


def _seconds(text: str | None) -> float | None:
    try:
        return max(0.0, float(text or ""))
    except ValueError:
        return None  # a date, which no service of these sends


def sound_of(service: Service, data: bytes, kind: str = "") -> tuple[NDArray[np.float32], int]:
    """The sound that a file holds, and its samples a second.

    Raises
    ------
    Unready
        If it holds none.
    """
    try:
        return decoded(data, most=MAX_SECONDS)
    except ValueError as error:
        what = f"{len(data)} bytes{f' of {kind}' if kind else ''}"
        raise Unready(f"{service.name} answers {what}, which are no sound ({said(service, error)})") from None


def finished(service: Service, spoken: str, speech: Speech) -> Speech:
    """What a service said, without the silence around it.

    Raises
    ------
    Unready
        If it is no sound that a take can hold, silent, or too short to be all of the text.
    """
    import numpy as np

    audio, rate = speech.audio, speech.sample_rate
    if rate not in RATES or len(audio) > MAX_SECONDS * rate:
        raise Unready(
            f"{service.name} answers {len(audio):,} samples at {rate} a second, which no take can hold"
        )
    if not len(audio) or not np.isfinite(audio).all() or np.abs(audio).max() < _SILENT:
        raise Unready(f"{service.name} answers silence for {excerpt(spoken)}")
    window = max(1, round(0.005 * rate))
    count = max(1, len(audio) // window)
    blocks = np.array_split(audio[: count * window], count)
    level = np.array([np.sqrt(np.mean(block**2)) for block in blocks])
    loud = np.flatnonzero(level > _QUIET * level.max())
    onset, over = int(loud[0]) * window, int(loud[-1] + 1) * window
    if (over - onset) / rate < columns(spoken) / _FASTEST:
        seconds = (over - onset) / rate
        raise Unready(f"{service.name} answers {seconds:.2f} s of speech for {excerpt(spoken)}, which is cut")
    first, last = max(0, onset - round(_LEAD * rate)), min(len(audio), over + round(_TAIL * rate))
    kept = audio[first:last].copy()
    fade = min(len(kept), round(_FADE * rate))
    kept[: onset - first] *= np.linspace(0, 1, onset - first, dtype=np.float32)
    kept[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)

    def moved(seconds: float) -> float:
        return min(max(seconds - first / rate, (onset - first) / rate), (over - first) / rate)

    words = tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in speech.words)
    return Speech(kept, rate, words)


def placed(spoken: str, pieces: Iterable[tuple[str, float, float]]) -> tuple[Word, ...]:
    """Words or characters that a service timed, found in the text; none, where most are not found there.

    Parameters
    ----------
    pieces
        Text, start and end in seconds, in the order in which they are said.

    Examples
    --------
    >>> placed("Hi, 你好", [("Hi", 0.0, 0.4), ("你", 0.6, 0.8), ("好", 0.8, 1.1)])
    (Word(offset=0, length=2, start=0.0, end=0.4), Word(offset=4, length=1, start=0.6, end=0.8),
     Word(offset=5, length=1, start=0.8, end=1.1))
    """
    place, now = 0, 0.0
    found: list[Word] = []
    asked = 0
    for text, start, end in pieces:
        if not any(map(str.isalnum, text)):
            continue
        asked += 1
        at = spoken.find(text, place, place + _AHEAD + len(text))
        if at >= 0:
            begin = max(start, now)
            found.append(Word(at, len(text), begin, max(end, begin)))
            place, now = at + len(text), found[-1].end
    return tuple(found) if 2 * len(found) > asked else ()


def joined(spoken: str, characters: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words from times of single characters; punctuation belongs to none.

    Examples
    --------
    >>> joined("Hi 你", (Word(0, 1, 0.0, 0.2), Word(1, 1, 0.2, 0.4), Word(3, 1, 0.6, 0.8)))
    (Word(offset=0, length=2, start=0.0, end=0.4), Word(offset=3, length=1, start=0.6, end=0.8))
    """
    return tuple(_joined(spoken, characters))


def _joined(spoken: str, characters: tuple[Word, ...]) -> Iterator[Word]:
    for unit in _UNITS.finditer(spoken):
        of = [one for one in characters if unit.start() <= one.offset < unit.end()]
        if of:
            yield Word(unit.start(), unit.end() - unit.start(), of[0].start, of[-1].end)
