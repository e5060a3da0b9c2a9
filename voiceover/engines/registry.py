"""The engines there are, and which voice belongs to which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceover.engines import espeak, kokoro
from voiceover.engines.speech import Reading, Speech
from voiceover.errors import InputError, excerpt, listed
from voiceover.languages import primary


class Speaker(Protocol):
    """What the module of an engine offers; it can be imported where what it needs is not installed."""

    def voices(self) -> Collection[str]:
        """The voices at hand, in order."""

    def languages(self, voice: str, /) -> Collection[str]:
        """The primary languages that one of its voices reads."""

    def readings(self, spoken: str, locale: str, /) -> Sequence[Reading]:
        """How it would read the words of which one may doubt it, without saying them."""

    def speak(self, spoken: str, locale: str, voice: str, /) -> Speech:
        """Say a text."""


@dataclass(frozen=True)
class Engine:
    """An engine.

    Parameters
    ----------
    extra
        The extra of this package that brings what it needs.
    on_demand
        Whether its takes are made while filming; those of others are recorded before, and kept.
    word_times
        Whether it tells when each word is said, without which bookmarks cannot be placed.
    """

    name: str
    module: Speaker
    extra: str
    on_demand: bool
    word_times: bool


ENGINES = (
    Engine("Kokoro", kokoro, "voice", on_demand=False, word_times=True),
    Engine("espeak-ng", espeak, "espeak", on_demand=True, word_times=True),
)


def engine_of(voice: str) -> Engine | None:
    """The engine that speaks with ``voice``; None where that is a person's, or not known."""
    return next((engine for engine in ENGINES if voice in engine.module.voices()), None)


def speaks_on_demand(voice: str) -> bool:
    """Whether takes of ``voice`` are made when they are needed, so that none can be missing."""
    engine = engine_of(voice)
    return engine is not None and engine.on_demand


def voices_for(locale: str, *, on_demand: bool = True) -> list[str]:
    """The voices that read ``locale``; without ``on_demand``, those whose takes are recorded."""
    engines = [engine for engine in ENGINES if on_demand or not engine.on_demand]
    return [voice for engine in engines for voice in engine.module.voices() if reads(engine, voice, locale)]


def reads(engine: Engine, voice: str, locale: str) -> bool:
    """Whether a voice of ``engine`` reads the language of ``locale``."""
    return primary(locale) in engine.module.languages(voice)


def recorder(voice: str, locale: str) -> Engine:
    """The engine that records ``voice`` in ``locale``.

    Raises
    ------
    InputError
        If there is no such voice, its takes are not recorded, or it reads other languages.
    """
    engine = engine_of(voice)
    what, remedy = f"no voice {excerpt(voice)} to record with", "choose one of these"
    if engine is None:
        remedy += ", or put its vectors beside theirs"
    elif engine.on_demand:
        remedy = "nothing: its takes are made on demand"
    elif reads(engine, voice, locale):
        return engine
    else:
        spoken = listed(engine.module.languages(voice)) or "no language that is set up"
        what = f"the voice {excerpt(voice)} reads {spoken}, and the locale is {excerpt(locale)}"
    permitted = listed(voices_for(locale, on_demand=False)) or "none that is set up"
    raise InputError(what, permitted=permitted, remedy=remedy)
