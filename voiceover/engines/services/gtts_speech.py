"""The voice of Google Translate for a language, by gTTS: no key, no choice, and no promise by Google."""

from __future__ import annotations

import importlib
import io

from voiceover.engines.services import service
from voiceover.engines.services.service import Service, Unready, finished, patiently, refusal, sound_of
from voiceover.engines.speech import Speech
from voiceover.errors import InputError, excerpt, names_for
from voiceover.languages import primary

# gTTS 2.5 asks for a click older than manim's, for its command alone, so it comes without what it asks for.
SERVICE = Service("Google Translate", "gtts", "gtts", alone="gtts>=2.5,<3")


def voices() -> list[str]:
    """A voice for each language that gTTS knows; none where it is not installed."""
    try:
        known = importlib.import_module("gtts.lang").tts_langs()
    except ImportError:
        return []
    return [f"gtts:{language}" for language in known]


def languages(voice: str) -> tuple[str, ...]:
    """The one language that the voice is of."""
    return (primary(SERVICE.parts(voice)[0]),)


def speak(spoken: str, _locale: str, voice: str) -> Speech:
    """Say ``spoken``; no word times are told.

    Raises
    ------
    InputError
        If gTTS is missing, knows no such language, or Google is away, refuses or answers rubbish.
    """
    gtts, (language, _) = SERVICE.client(), SERVICE.parts(voice)
    if voice not in voices():
        permitted = names_for(language, [one.removeprefix("gtts:") for one in voices()])
        raise InputError(f"Google Translate has no voice for {excerpt(language)}", permitted=permitted)

    def ask() -> Speech:
        file = io.BytesIO()
        try:
            # The list of languages was looked at; gTTS would look at it again with a warning.
            gtts.gTTS(spoken, lang=language, lang_check=False, timeout=service.PATIENCE).write_to_fp(file)
        except gtts.gTTSError as error:
            if error.rsp is None:
                raise Unready(f"{SERVICE.name} cannot be reached") from None
            if error.rsp.status_code < 300:
                raise Unready(f"{SERVICE.name} answers without a sound") from None
            headers = {name.lower(): value for name, value in error.rsp.headers.items()}
            raise refusal(SERVICE, error.rsp.status_code, error.rsp.reason, headers) from None
        except AssertionError:  # gTTS's own check of the text
            remedy = "write words that can be read"
            raise InputError(f"nothing to say in {excerpt(spoken)}", remedy=remedy) from None
        return finished(SERVICE, spoken, Speech(*sound_of(SERVICE, file.getvalue()), ()))

    return patiently(SERVICE, ask)
