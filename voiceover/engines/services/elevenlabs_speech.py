"""The voices of ElevenLabs, which tell when each character is said."""

from __future__ import annotations

import base64
import functools
import importlib
import os
import re
from typing import Any

from voiceover.audio import from_pcm
from voiceover.engines.services import service
from voiceover.engines.services.service import Service, finished, joined, patiently, placed, refusal
from voiceover.engines.speech import ANY_LANGUAGE, Speech
from voiceover.errors import InputError, excerpt, names_for

SERVICE = Service("ElevenLabs", "elevenlabs", "elevenlabs", key=("ELEVENLABS_API_KEY", "ELEVEN_API_KEY"))
MODEL = "eleven_multilingual_v2"
_ADDRESS = "ELEVENLABS_BASE_URL"
_RATE = 24_000  # samples a second; as PCM, since MP3 begins with a delay that word times do not know of
_PAYMENT_REQUIRED = 402
_ID = re.compile(r"[A-Za-z0-9]{20}")


def voices() -> list[str]:
    """None is known here: they are those of one's account, and asked of the service."""
    return []


def languages(_voice: str) -> tuple[str, ...]:
    """Any: each voice reads whatever language the text is in."""
    return ANY_LANGUAGE


def speak(spoken: str, _locale: str, voice: str) -> Speech:
    """Say ``spoken``, by the name or the identifier of a voice.

    Raises
    ------
    InputError
        If the client or the key is missing, or the service is away, refuses, has no such voice or answers
        rubbish.
    """
    SERVICE.client()
    key, (name, model) = SERVICE.secret(), SERVICE.parts(voice, MODEL)
    identifier = name if _ID.fullmatch(name) else _identifier(name, key, os.environ.get(_ADDRESS))

    def ask() -> Speech:
        answer = _asked(
            _client(key).text_to_speech.convert_with_timestamps,
            identifier, text=spoken, model_id=model, output_format=f"pcm_{_RATE}",
        )  # fmt: skip
        audio = from_pcm(base64.b64decode(answer.audio_base_64, validate=True))
        told = answer.alignment
        pieces = zip(
            told.characters, told.character_start_times_seconds, told.character_end_times_seconds, strict=True
        )
        words = joined(spoken, placed(spoken, pieces))
        return finished(SERVICE, spoken, Speech(audio, _RATE, words))

    return patiently(SERVICE, ask)


def _client(key: str) -> Any:
    return SERVICE.client().ElevenLabs(
        api_key=key, base_url=os.environ.get(_ADDRESS) or None, timeout=service.PATIENCE
    )


def _asked(call: Any, *arguments: Any, **options: Any) -> Any:
    api_error = importlib.import_module("elevenlabs.core.api_error").ApiError
    try:
        return call(*arguments, **options, request_options={"max_retries": 0})
    except api_error as error:
        status = error.status_code or 500
        if status < 300:  # what came is no JSON
            raise ValueError("no JSON") from None
        detail = error.body.get("detail") if isinstance(error.body, dict) else None
        detail = detail if isinstance(detail, dict) else {"message": detail or error.body}
        if detail.get("status") == "quota_exceeded":  # which comes as if the key were wrong
            status = _PAYMENT_REQUIRED
        headers = {name.lower(): value for name, value in (error.headers or {}).items()}
        raise refusal(SERVICE, status, detail.get("message", detail), headers) from None


@functools.cache
def _identifier(name: str, key: str, _address: str | None) -> str:
    """The identifier of a voice of the account, by its name or the first word of it."""
    found = patiently(SERVICE, lambda: _asked(_client(key).voices.search, page_size=100).voices)
    names = {one.name.partition(" ")[0]: one.voice_id for one in found} | {
        one.name: one.voice_id for one in found
    }
    if name not in names:
        raise InputError(
            f"the account at ElevenLabs has no voice {excerpt(name)}",
            permitted=names_for(name, names),
            remedy="choose one of these, or give the identifier of another",
        )
    return str(names[name])
