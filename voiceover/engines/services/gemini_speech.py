"""The voices of Google's Gemini."""

from __future__ import annotations

import importlib
import re

from voiceover.audio import from_pcm
from voiceover.engines.services import service
from voiceover.engines.services.service import Service, finished, patiently, refusal
from voiceover.engines.speech import ANY_LANGUAGE, Speech

SERVICE = Service("Gemini", "gemini", "google.genai", key=("GEMINI_API_KEY", "GOOGLE_API_KEY"))
MODEL = "gemini-3.1-flash-tts-preview"  # manim-voiceover's
_VOICES = (
    "Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede", "Autonoe", "Callirrhoe", "Charon",
    "Despina", "Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore", "Laomedeia", "Leda", "Orus",
    "Puck", "Pulcherrima", "Rasalgethi", "Sadachbia", "Sadaltager", "Schedar", "Sulafat", "Umbriel",
    "Vindemiatrix", "Zephyr", "Zubenelgenubi",
)  # fmt: skip


def voices() -> list[str]:
    """The voices that it is known to have."""
    return [f"gemini:{name}" for name in _VOICES]


def languages(_voice: str) -> tuple[str, ...]:
    """Any: each voice reads whatever language the text is in."""
    return ANY_LANGUAGE


def speak(spoken: str, _locale: str, voice: str) -> Speech:
    """Say ``spoken``; each run says it a little differently, and no word times are told.

    Raises
    ------
    InputError
        If the client or the key is missing, or the service is away, refuses or answers rubbish.
    """
    genai, key = SERVICE.client(), SERVICE.secret()
    errors = importlib.import_module("google.genai.errors")
    name, model = SERVICE.parts(voice, MODEL)
    wish = {
        "response_modalities": ["AUDIO"],
        "speech_config": {"voice_config": {"prebuilt_voice_config": {"voice_name": name}}},
    }
    patience = {"timeout": round(1000 * service.PATIENCE), "retry_options": {"attempts": 1}}

    def ask() -> Speech:
        client = genai.Client(api_key=key, vertexai=False, http_options=patience)
        try:
            answer = client.models.generate_content(model=model, contents=spoken, config=wish)
        except errors.APIError as error:
            headers = getattr(error.response, "headers", None)
            raise refusal(SERVICE, error.code, error.message, headers) from None
        sound = answer.candidates[0].content.parts[0].inline_data
        rate = re.search(r"audio/l16.*\brate=(\d+)", sound.mime_type, re.IGNORECASE)
        if rate is None:
            raise ValueError(f"{sound.mime_type} in place of audio/L16")
        return finished(SERVICE, spoken, Speech(from_pcm(sound.data), int(rate[1]), ()))

    return patiently(SERVICE, ask)
