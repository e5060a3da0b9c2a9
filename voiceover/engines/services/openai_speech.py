"""OpenAI's voices, or those of any server that speaks its protocol (``OPENAI_BASE_URL``)."""

from __future__ import annotations

from voiceover.engines.services import service
from voiceover.engines.services.service import Service, finished, patiently, refusal, sound_of
from voiceover.engines.speech import ANY_LANGUAGE, Speech

SERVICE = Service("OpenAI", "openai", "openai", key=("OPENAI_API_KEY",))
MODEL = "gpt-4o-mini-tts"
_VOICES = (
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
    "verse",
)  # fmt: skip


def voices() -> list[str]:
    """The voices that it is known to have."""
    return [f"openai:{name}" for name in _VOICES]


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
    openai, key = SERVICE.client(), SERVICE.secret()
    name, model = SERVICE.parts(voice, MODEL)

    def ask() -> Speech:
        client = openai.OpenAI(api_key=key, timeout=service.PATIENCE, max_retries=0)
        try:
            answer = client.audio.speech.create(model=model, voice=name, input=spoken, response_format="wav")
            data, kind = answer.content, answer.response.headers.get("content-type", "")
        except openai.APIStatusError as error:
            raise refusal(SERVICE, error.status_code, error.message, error.response.headers) from None
        except openai.APIConnectionError as error:
            raise ConnectionError(str(error.__cause__ or error)) from None
        return finished(SERVICE, spoken, Speech(*sound_of(SERVICE, data, kind), ()))

    return patiently(SERVICE, ask)
