"""The engines there are, and which voice belongs to which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from voiceover.engines import espeak, kokoro
from voiceover.engines.services import (
    azure_speech,
    elevenlabs_speech,
    gemini_speech,
    gtts_speech,
    openai_speech,
    pyttsx3_speech,
)
from voiceover.engines.services.service import Service
from voiceover.engines.speech import ANY_LANGUAGE, Reading, Speech
from voiceover.errors import InputError, excerpt, listed
from voiceover.languages import primary
from voiceover.remedies import listing


class Speaker(Protocol):
    """What the module of an engine offers; it can be imported where what it needs is not installed."""

    def voices(self) -> Collection[str]:
        """The voices at hand, in order."""

    def languages(self, voice: str, /) -> Collection[str]:
        """The primary languages that one of its voices reads."""

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
        Whether it tells when each word is said; where it does not, that is found by alignment.
    readings
        Tells of a text and its locale how words will be read of which one may doubt it, before they are said;
        None where the engine does not tell.
    service
        The service that is asked, if it is one: its voices are called ``<service>:<voice>``, and it may have
        more of them than its module names.
    """

    name: str
    module: Speaker
    extra: str
    on_demand: bool
    word_times: bool
    readings: Callable[[str, str], Sequence[Reading]] | None = None
    service: Service | None = None


def _asked(module: Speaker, service: Service, *, word_times: bool) -> Engine:
    return Engine(
        service.name, module, service.prefix, on_demand=False, word_times=word_times, service=service
    )


ENGINES = (
    Engine("Kokoro", kokoro, "voice", on_demand=False, word_times=True, readings=kokoro.readings),
    Engine("espeak-ng", espeak, "espeak", on_demand=True, word_times=True),
    _asked(azure_speech, azure_speech.SERVICE, word_times=True),
    _asked(elevenlabs_speech, elevenlabs_speech.SERVICE, word_times=True),
    _asked(gemini_speech, gemini_speech.SERVICE, word_times=False),
    _asked(gtts_speech, gtts_speech.SERVICE, word_times=False),
    _asked(openai_speech, openai_speech.SERVICE, word_times=False),
    _asked(pyttsx3_speech, pyttsx3_speech.SERVICE, word_times=False),
)


def engine_of(voice: str) -> Engine | None:
    """The engine that speaks with ``voice``; None where that is a person's, or not known."""
    prefix, colon, name = voice.partition(":")
    if colon:
        asked = (engine for engine in ENGINES if engine.service and engine.service.prefix == prefix)
        return next(asked, None) if name else None
    return next((e for e in ENGINES if not e.service and voice in e.module.voices()), None)


def speaks_on_demand(voice: str) -> bool:
    """Whether takes of ``voice`` are made when they are needed, so that none can be missing."""
    engine = engine_of(voice)
    return engine is not None and engine.on_demand


def voices_for(locale: str, *, on_demand: bool = True) -> list[str]:
    """The voices here that read ``locale``, no service's; without ``on_demand``, those that are recorded."""
    engines = [engine for engine in ENGINES if not engine.service and (on_demand or not engine.on_demand)]
    return [voice for engine in engines for voice in engine.module.voices() if reads(engine, voice, locale)]


def reads(engine: Engine, voice: str, locale: str) -> bool:
    """Whether a voice of ``engine`` reads the language of ``locale``."""
    languages = engine.module.languages(voice)
    return languages == ANY_LANGUAGE or primary(locale) in languages


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
        services = [one.service.prefix for one in ENGINES if one.service]
        remedy += (
            f", or name one of a service, such as openai:alloy ({listed(services)}); `{listing()}` tells all"
        )
    elif engine.on_demand:
        remedy = "nothing: its takes are made on demand"
    elif reads(engine, voice, locale):
        return engine
    else:
        spoken = listed(engine.module.languages(voice)) or "no language that is set up"
        what = f"the voice {excerpt(voice)} reads {spoken}, and the locale is {excerpt(locale)}"
    permitted = listed(voices_for(locale, on_demand=False)) or "none that is set up"
    raise InputError(what, permitted=permitted, remedy=remedy)
