"""The voices of Microsoft Azure, which tell when each word is said."""

from __future__ import annotations

import os
from typing import Any

from voiceover.engines.services.service import (
    Service,
    Unready,
    finished,
    patiently,
    placed,
    refusal,
    said,
    sound_of,
)
from voiceover.engines.speech import ANY_LANGUAGE, Speech
from voiceover.errors import InputError
from voiceover.languages import primary

_REGION = "AZURE_SERVICE_REGION"
_HOST = "AZURE_SERVICE_HOST"  # of a speech container of one's own, in place of a region
SERVICE = Service(
    "Azure", "azure", "azure.cognitiveservices.speech", key=("AZURE_SUBSCRIPTION_KEY",), also=(_REGION, _HOST)
)
_FORMAT = "Riff48Khz16BitMonoPcm"
_TICKS = 10_000_000  # a second
_STATUS = {
    "AuthenticationFailure": 401,
    "Forbidden": 403,
    "BadRequest": 400,
    "TooManyRequests": 429,
    "ServiceTimeout": 504,
    "ServiceUnavailable": 503,
    "ServiceError": 500,
}


def voices() -> list[str]:
    """Some of the Chinese and English ones; the service has hundreds, and is asked."""
    names = (
        "zh-CN-XiaoxiaoNeural",
        "zh-CN-YunxiNeural",
        "zh-CN-YunyangNeural",
        "en-US-AriaNeural",
        "en-US-GuyNeural",
    )
    return [f"azure:{name}" for name in names]


def languages(voice: str) -> tuple[str, ...]:
    """The language that its name begins with; any, for one that calls itself multilingual."""
    name, _ = SERVICE.parts(voice)
    return ANY_LANGUAGE if "Multilingual" in name else (primary(name),)


def speak(spoken: str, _locale: str, voice: str) -> Speech:
    """Say ``spoken``; word times are the service's own.

    Raises
    ------
    InputError
        If the client, the key or the region is missing, or the service is away, refuses or answers rubbish.
    """
    sdk, key, (name, _) = SERVICE.client(), SERVICE.secret(), SERVICE.parts(voice)
    place = _place()

    def ask() -> Speech:
        config = sdk.SpeechConfig(subscription=key, **place)
        config.speech_synthesis_voice_name = name
        config.set_speech_synthesis_output_format(sdk.SpeechSynthesisOutputFormat[_FORMAT])
        synthesizer = sdk.SpeechSynthesizer(speech_config=config, audio_config=None)
        pieces: list[tuple[str, float, float]] = []

        def note(event: Any) -> None:
            start = event.audio_offset / _TICKS
            pieces.append((event.text, start, start + event.duration.total_seconds()))

        synthesizer.synthesis_word_boundary.connect(note)
        result = synthesizer.speak_text_async(spoken).get()
        if result.reason != sdk.ResultReason.SynthesizingAudioCompleted:
            details = result.cancellation_details
            raise _refused(details.error_code.name, details.error_details)
        sound, rate = sound_of(SERVICE, result.audio_data)
        return finished(SERVICE, spoken, Speech(sound, rate, placed(spoken, pieces)))

    return patiently(SERVICE, ask)


def _place() -> dict[str, str]:
    if host := os.environ.get(_HOST):
        return {"host": host}
    if region := os.environ.get(_REGION):
        return {"region": region}
    raise InputError(
        f"the voices of Azure need a region, and the environment has no {_REGION}",
        remedy="export the region of your key, such as westeurope",
    )


def _refused(code: str, details: str) -> InputError:
    if code in _STATUS:
        return refusal(SERVICE, _STATUS[code], details)
    return Unready(f"{SERVICE.name} cannot be reached ({said(SERVICE, details)})")
